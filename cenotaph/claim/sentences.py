"""Sentences and tokens of a text, each with its place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b|[^\W\d_]+(?:[.'’][^\W\d_]+)*(?:-[^\W_]+(?:['’][^\W\d_]+)*)*|[^\w\s]|_|\w+",
    re.UNICODE,
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+|$)|[.!?]+[\"”»)\]]+(?=\s+|$)|\n[ \t]*\n")
_LONGEST = 2000  # characters; longer runs are cut between words
_SPACES = {ord(sign): " " for sign in "\n\r\t\u00a0\u2028"}
_SHORT_NAME = re.compile(r"(?:^|[\s(.])[^\W\d_]$")


class Token(NamedTuple):
    """One word, number or sign."""

    start: int
    end: int
    text: str
    low: str


class Sentence(NamedTuple):
    """One sentence: where it stands and of which block it is a part."""

    start: int
    end: int
    block: int
    text: str  # line breaks and tabs as spaces, one for one, so that offsets hold


def sentences(text: str, start: int, end: int, block: int, abbreviations: frozenset[str]) -> Iterator[Sentence]:
    """The sentences of `text[start:end]` in order.

    A full stop ends a sentence unless it belongs to an abbreviation or an initial, or a small
    letter follows.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _is_end(text, begin, match, abbreviations):
            continue
        yield from _trimmed(text, begin, match.end(), block)
        begin = match.end()
    yield from _trimmed(text, begin, end, block)


def _is_end(text: str, begin: int, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    following = text[match.end() : match.end() + 40].lstrip()
    if not following or match.group().startswith("\n"):
        return True
    if following[0].islower():
        return False
    if not match.group().startswith("."):
        return True
    word = text[max(begin, match.start() - 12) : match.start()].split()
    last = word[-1].lower().lstrip("(\"'“‘[") if word else ""
    if last in abbreviations:
        return last in ("etc", "inc", "ltd", "co", "p.m", "a.m") and following[0].isupper()
    return not _SHORT_NAME.search(text[max(begin, match.start() - 2) : match.start()])


def _trimmed(text: str, start: int, end: int, block: int) -> Iterator[Sentence]:
    while end - start > _LONGEST:  # no sentence, but a list or a table without marks
        cut = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        yield from _trimmed(text, start, cut, block)
        start = cut
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = end - (len(piece) - len(piece.rstrip()))
    if left < right:
        yield Sentence(left, right, block, text[left:right].translate(_SPACES))


def tokens(sentence: Sentence) -> tuple[Token, ...]:
    """The tokens of a sentence, offsets counted in the whole text."""
    found = []
    for match in _TOKEN.finditer(sentence.text):
        word = match.group()
        found.append(
            Token(sentence.start + match.start(), sentence.start + match.end(), word, word.lower().replace("’", "'"))
        )
    return tuple(found)
