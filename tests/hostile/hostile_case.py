"""What a bad file is here: its bytes, and what must come out."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

GOOD = "Ten people were killed in Vellmar on 3 May 1987, the commission said."
"""A sentence that must be heard wherever it stands in a file that can be read."""

SECRET = "root:x:0:0"
"""How a file outside the archive begins that entities and links ask for."""

ANY = "read|in_part|not_readable"
"""Of a file that may be read or not: what counts is that it is answered in time and tells why."""


class Case(NamedTuple):
    """One bad file."""

    name: str  # the file's name, by which its kind is not always told; unique
    kind: str  # in what way it is bad: the class in the table
    data: Callable[[], bytes]
    ends: str = "read"  # statuses it may end in, joined by "|"
    reason: str = ""  # pattern: what its reason, or that of a file inside it, must say
    holds: tuple[str, ...] = ()  # words that must stand in its text, rows or parts
    lacks: tuple[str, ...] = (SECRET,)  # words that must stand nowhere in what came out
    flags: tuple[str, ...] = ()  # codes of flags it must have
    may_end_by: str = ""  # "time", "memory" or "crash" where no reader can know before that it is too much


def text(words: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    """The bytes of some words, made when asked for."""
    return lambda: words.encode(encoding)
