"""Sentences of a text, as far as checks need them: runs inside one paragraph, closed by a full stop."""

from __future__ import annotations

import functools
import re

from cenotaph.record import Text

_END = re.compile(  # begins with a mark, so that nothing else is looked at
    r"[.!?…؟۔](?:(?<=[؟۔])\s+|(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\da-z_]|\d))"
)
_NOT_KEPT = "؟۔"
"""Marks that are cut off with the space behind them."""

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|St|No|Nos|vs|ca|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z]"
)
LONGEST_ABBREVIATION = 8
"""Code points in front of the end of a sentence, with what stands before the word and its full stop."""

MOST_SPACES = 80
"""White space at the end of a line that is looked past; a line that ends in more is taken to be closed."""

_NO_END = re.compile(rf"\b(?:{_ABBREVIATIONS})\.$")
_BREAK = re.compile(r"\n+")

PROSE = ("paragraph", "list_item", "headline", "caption", "table")
"""Kinds of blocks whose words may be the source's own statement; old pages set their whole text in a table."""


def prose(text: Text) -> list[tuple[int, int]]:
    """Start and end (code points, half-open) of each run of a text's own prose; the whole text where none is marked."""
    if not text.blocks:
        return [(0, len(text.text))]
    return [(block.start, block.end) for block in text.blocks if block.kind in PROSE]


def sentences(text: Text) -> tuple[tuple[int, int], ...]:
    """Start and end (code points, half-open) of every sentence of a text's own prose, in order."""
    return _sentences(text.text, tuple(prose(text) or [(0, len(text.text))]))


@functools.lru_cache(maxsize=16)  # the checks of one text ask one after the other
def _sentences(text: str, runs: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    return tuple(sentence for start, end in runs for sentence in _split(text, start, end))


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at = start
    for line in _lines(text, start, end):
        at = line[0]
        for stop in _END.finditer(text, line[0], line[1]):
            close = stop.start() + (text[stop.start()] not in _NOT_KEPT)
            if _NO_END.search(text, max(at, close - LONGEST_ABBREVIATION), close):
                continue
            found.append((at, close))
            at = stop.end()
        if text[at : line[1]].strip():
            found.append((at, line[1]))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Lines of a run; a line break ends a sentence only where an empty line follows or the line is closed."""
    found = []
    at = start
    for stop in _BREAK.finditer(text, start, end):
        closed = text[max(at, stop.start() - MOST_SPACES) : stop.start()].rstrip()[-1:] in '.!?…:”"»'
        if len(stop.group()) > 1 or closed:
            found.append((at, stop.start()))
            at = stop.end()
    found.append((at, end))
    return [(first, last) for first, last in found if text[first:last].strip()]
