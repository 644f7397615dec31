"""Topics that are held back until a person has ruled: suicide, pregnancy, sexual violence, illness, a minor's kin.

The words are those of `lang/<code>/sensitive.toml`. The details and remarks of a table come in any
language, whatever the table's own, so that all languages are asked together.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.lang import languages, load


class SensitiveWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/sensitive.toml`."""

    topics: dict[str, tuple[str, ...]]
    living: dict[str, tuple[str, ...]] = {}


def topics(text: str) -> tuple[str, ...]:
    """The sensitive topics that `text` touches, in any language, sorted.

    >>> topics("She was pregnant."), topics("Она была беременна."), topics("She was a teacher.")
    (('pregnancy',), ('pregnancy',), ())
    """
    if not _every().search(text):
        return ()
    return tuple(name for name, pattern in _by_topic() if pattern.search(text))


@functools.cache
def offices() -> re.Pattern[str]:
    """Words that name an office or a role in which a person speaks for others, in any language."""
    words = {word for code in languages("sensitive") for word in _load(code).living.get("office", ())}
    inner = "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{inner or '(?!)'})(?!\w)", re.IGNORECASE)


def _load(code: str) -> SensitiveWords:
    words: SensitiveWords = load(code, "sensitive", SensitiveWords)
    return words


@functools.cache
def _by_topic() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found: dict[str, list[str]] = {}
    for code in languages("sensitive"):
        for name, patterns in _load(code).topics.items():
            found.setdefault(name, []).extend(patterns)
    return tuple((name, _joined(found[name])) for name in sorted(found))


@functools.cache
def _every() -> re.Pattern[str]:
    return _joined(
        [pattern for code in languages("sensitive") for some in _load(code).topics.values() for pattern in some]
    )


def _joined(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns) or "(?!)", re.IGNORECASE)
