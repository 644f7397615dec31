"""What the tool knows of each language: one folder of data per language, no code.

A folder `lang/<code>/` (BCP 47) holds TOML files, one per subject (`numbers.toml`, `times.toml`,
`claims.toml`, `names.toml`, ...). Each states the origin of its words at the top. A stage decodes
the subject it needs into a `Struct` of its own, so that a wrong file fails where it is read.
"""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TypeVar

import msgspec

from cenotaph.errors import NotFoundError

WordsT = TypeVar("WordsT", bound=msgspec.Struct)


@functools.cache
def languages(subject: str) -> tuple[str, ...]:
    """The codes of all languages that have a file for `subject`, sorted."""
    root = files(__package__)
    return tuple(sorted(d.name for d in root.iterdir() if d.is_dir() and d.joinpath(f"{subject}.toml").is_file()))


@functools.cache
def load(code: str, subject: str, words: type[WordsT]) -> WordsT:
    """The file `lang/<code>/<subject>.toml`, decoded and checked as `words`.

    Raises:
        NotFoundError: there is no such language or subject.
    """
    path = files(__package__).joinpath(code, f"{subject}.toml")
    if not path.is_file():
        known = ", ".join(languages(subject))
        raise NotFoundError(f"no {subject} data for language {code!r}", f"there is {known}")
    return msgspec.toml.decode(path.read_bytes(), type=words)
