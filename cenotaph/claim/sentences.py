"""Sentences and tokens of a text, each with its place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*[^\W\d_]*\b|[^\W\d_]+(?:[.'’][^\W\d_]+)*(?:-[^\W_]+(?:['’][^\W\d_]+)*)*|[^\w\s]|_|\w+",
    re.UNICODE,
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\[\d{1,3}\])*(?=\s+|$)|[.!?]+[\"”»)\]]+(?=\s+|$)|\n[ \t]*\n")
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


def sentences(
    text: str,
    start: int,
    end: int,
    block: int,
    abbreviations: frozenset[str],
    closing: frozenset[str] = frozenset(),
) -> Iterator[Sentence]:
    """The sentences of `text[start:end]` in order.

    A full stop ends a sentence unless it belongs to an abbreviation or an initial, or a small
    letter follows. An abbreviation of `closing` ("etc.", "p.m.") may end one: a capital behind it
    begins the next.
    """
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and not _is_end(text, begin, match, abbreviations, closing):
            continue
        yield from _trimmed(text, begin, match.end(), block)
        begin = match.end()
    yield from _trimmed(text, begin, end, block)


def _is_end(
    text: str, begin: int, match: re.Match[str], abbreviations: frozenset[str], closing: frozenset[str]
) -> bool:
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
        return last in closing and following[0].isupper()
    return not _SHORT_NAME.search(text[max(begin, match.start() - 2) : match.start()])


def _trimmed(text: str, start: int, end: int, block: int) -> Iterator[Sentence]:
    while end - start > _LONGEST:  # no sentence, but a list or a table without marks
        cut = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
        yield from _trimmed(text, start, cut, block)
        start = cut
    piece = text[start:end]
    bare = piece.lstrip()
    start += len(piece) - len(bare)
    bare = bare.rstrip()
    if bare:
        yield Sentence(start, start + len(bare), block, bare.translate(_SPACES))


def tokens(sentence: Sentence) -> tuple[Token, ...]:
    """The tokens of a sentence, offsets counted in the whole text."""
    text, offset = sentence.text, sentence.start
    lower = text.lower().replace("’", "'")
    if len(lower) != len(text):  # "İ" becomes two letters
        return tuple(
            Token(offset + m.start(), offset + m.end(), m.group(), m.group().lower().replace("’", "'"))
            for m in _TOKEN.finditer(text)
        )
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return tuple([Token(offset + start, offset + end, text[start:end], lower[start:end]) for start, end in spans])
