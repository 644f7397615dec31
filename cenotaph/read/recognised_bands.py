"""The tables of a recognised page that were read column by column, found so that they can be looked at line by line.

The program reads wide gaps as the borders of columns, as in a newspaper: of a list of people it then gives all names,
all years and all places, and who was born when is lost; of narrow columns it often loses the numbers altogether. Asked
once more for the part of the page that is a table, as one block, it gives each person's line.
"""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

FEWEST_ROWS = 3
_SHORT = 4
"""Words of a cell, at most; a line of a newspaper's column has more, but for the last of a paragraph."""
_MOSTLY = 0.6
"""The share of the rows side by side that hold such a cell: where fewer do, they are columns of prose."""
_LONG = 7  # words from which on a line that stands alone is prose, and ends a table
_LESS_SURE = 0.1  # by which a new reading may be less sure: short numbers, lost before, are never as sure as words
_COLUMN = 4  # words of a line of a newspaper's column, at least
_FEWEST_LINES = 5
_GAP = 1.5  # times the height of a line
_PADDING = 0.5  # of the height of a line


class Word(NamedTuple):
    """One word as recognised, and where it stands, in dots from the upper left corner."""

    text: str
    confidence: float  # 0 to 1
    line: tuple[int, int, int]  # block, paragraph and line of the page
    left: int
    top: int
    right: int
    bottom: int


class Band(NamedTuple):
    """A strip of a page, over its whole width, in dots from its upper edge."""

    top: int
    bottom: int


class _Piece(NamedTuple):
    """One line as the program gave it: a whole line, or a cell."""

    top: int
    bottom: int
    words: int


def bands(words: Sequence[Word], height: int) -> list[Band]:
    """The strips of a page in which the program read columns that are a table's.

    Args:
        words: of the page, in the program's order.
        height: of the page, in dots.
    """
    pieces = sorted(_pieces(words))
    if not pieces:
        return []
    tall = statistics.median(piece.bottom - piece.top for piece in pieces)
    found = []
    for run in _runs(list(_rows(pieces)), tall):
        beside = [row for row in run if len(row) > 1]
        tabular = [row for row in beside if min(piece.words for piece in row) <= _SHORT]
        if len(tabular) >= FEWEST_ROWS and len(tabular) >= _MOSTLY * len(beside):
            pad = round(_PADDING * tall)
            top = max(0, min(piece.top for row in run for piece in row) - pad)
            found.append(Band(top, min(height, max(piece.bottom for row in run for piece in row) + pad)))
    return found


def is_prose_in_columns(words: Sequence[Word]) -> bool:
    """Whether lines of columns of prose were joined across the page, as where a newspaper's lines stand level."""
    lines = [list(group) for _, group in itertools.groupby(words, key=lambda word: word.line)]
    long = [line for line in lines if len(line) >= 2 * _COLUMN]
    return len(long) >= _FEWEST_LINES and sum(_is_joined(line) for line in long) >= _MOSTLY * len(lines)


def _is_joined(line: Sequence[Word]) -> bool:
    """Whether a gap as wide as two letters are high parts a line, with several words on each side."""
    tall = statistics.median(word.bottom - word.top for word in line)
    gaps = [at for at in range(1, len(line)) if line[at].left - line[at - 1].right > _GAP * tall]
    return len(gaps) == 1 and _COLUMN <= gaps[0] <= len(line) - _COLUMN


def replaced(words: Sequence[Word], band: Band, again: Sequence[Word], number: int) -> tuple[Word, ...]:
    """The words of a page with those of a strip read anew, when the new ones lose nothing.

    Args:
        words: of the page.
        band: the strip.
        again: the words of the strip, as recognised in a picture of it alone.
        number: which strip of the page it is.

    Returns:
        `words` unchanged when the new reading has fewer letters or is much less sure.
    """
    places = [at for at, word in enumerate(words) if band.top <= (word.top + word.bottom) / 2 < band.bottom]
    inside = [words[at] for at in places]
    if not inside or letters(again) < letters(inside) or certainty(again) < certainty(inside) - _LESS_SURE:
        return tuple(words)
    new = [
        word._replace(line=(-1 - number, *word.line[1:]), top=word.top + band.top, bottom=word.bottom + band.top)
        for word in again
    ]
    gone = set(places)
    return (*words[: places[0]], *new, *(word for at, word in enumerate(words) if at > places[0] and at not in gone))


def letters(words: Sequence[Word]) -> int:
    """How many letters and digits were recognised."""
    return sum(letters_of(word) for word in words)


def certainty(words: Sequence[Word]) -> float:
    """How sure the program is of a letter, on average; 0 where there are none."""
    return sum(word.confidence * letters_of(word) for word in words) / (letters(words) or 1)


def letters_of(word: Word) -> int:
    """How many letters and digits a word has."""
    return sum(char.isalnum() for char in word.text)


def _pieces(words: Sequence[Word]) -> Iterator[_Piece]:
    for _, group in itertools.groupby(words, key=lambda word: word.line):
        line = list(group)
        yield _Piece(min(word.top for word in line), max(word.bottom for word in line), len(line))


def _rows(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces side by side, from the top of the page down."""
    row: list[_Piece] = []
    for piece in pieces:
        if row:
            low = min(each.bottom for each in row)
            overlap = low - piece.top
            if overlap < 0.5 * min(piece.bottom - piece.top, low - row[0].top):
                yield row
                row = []
        row.append(piece)
    if row:
        yield row


def _runs(rows: Sequence[list[_Piece]], tall: float) -> Iterator[list[list[_Piece]]]:
    """Rows below each other without prose or large gaps between, from a row of cells to a row of cells."""
    run: list[list[_Piece]] = []
    for row in [*rows, None]:
        is_prose = row is not None and len(row) == 1 and row[0].words >= _LONG
        is_far = row is not None and bool(run) and row[0].top - max(piece.bottom for piece in run[-1]) > 4 * tall
        if row is None or is_prose or is_far:
            while run and len(run[-1]) == 1:
                run.pop()
            if run:
                yield run
            run = []
        if row is not None and not is_prose and (run or len(row) > 1):
            run.append(row)
