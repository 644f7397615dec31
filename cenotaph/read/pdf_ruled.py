"""Tables of a PDF that are ruled: the words between the same lines are one cell."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cenotaph.read.pdf_rules import Grid, Rule, grids
from cenotaph.read.pdf_tables import Found, Word, in_reading_order
from cenotaph.read.people import names_people

_MOST_LINES = 12  # lines of text in a row, on average; more: the rows of the table are not ruled
_SAME = 6.0  # points by which the rules of a table may be elsewhere on the next page
_SHARE = 0.6  # of the rows with a number, where rows are numbered
_NUMBER = re.compile(r"[(#№]?\d{1,5}[.)]?")


class _Piece(NamedTuple):
    """What one page holds of a table."""

    page: int
    across: list[float]
    rows: list[list[str]]
    words: list[Word]


def ruled_tables(words: Sequence[Word], rules: Mapping[int, Sequence[Rule]]) -> tuple[list[Found], list[Word]]:
    """The ruled tables that list people, in order, and the words that are in none of them.

    Args:
        words: of the pages that may hold tables, in the order of the file.
        rules: of each page, by its 0-based number.

    Returns:
        A table that goes on overleaf is one, and so is a row of it.
    """
    pieces = [
        piece
        for page, own in itertools.groupby(words, key=lambda word: word.page)
        for piece in _pieces(page, list(own), rules.get(page, ()))
    ]
    found: list[Found] = []
    taken: set[int] = set()
    for group in _joined(pieces):
        rows = joined_rows([piece.rows for piece in group])
        if _is_right_to_left(rows):
            rows = [row[::-1] for row in rows]
        own = [word for piece in group for word in piece.words]
        if names_people(rows):
            found.append(Found(rows, sorted({(word.page, word.line) for word in own})))
            taken.update(map(id, own))
    return found, [word for word in words if id(word) not in taken]


def _pieces(page: int, words: Sequence[Word], rules: Sequence[Rule]) -> list[_Piece]:
    found = []
    for grid in grids(rules):
        cells: dict[tuple[int, int], list[Word]] = defaultdict(list)
        for word in words:
            at = grid.place((word.left + word.right) / 2, word.bottom + word.size / 3)
            if at is not None:
                cells[at].append(word)
        own = [word for cell in cells.values() for word in cell]
        rows = sorted({row for row, _ in cells})
        if not rows or len({round(word.bottom) for word in own}) > _MOST_LINES * len(rows):
            continue
        columns = range(len(grid.across) - 1)
        texts = [[_text(cells.get((row, at), ()), grid, at) for at in columns] for row in rows]
        found.append(_Piece(page, grid.across, texts, own))
    return found


def _text(words: Sequence[Word], grid: Grid, column: int) -> str:
    """The words of a cell; those that the width of the cell broke are whole again."""
    text, last = "", None
    edge = grid.across[column + 1]
    for _, level in itertools.groupby(words, key=lambda word: (word.line, word.bottom)):
        line = in_reading_order(list(level))
        first = line[0]
        if text.endswith("-") or (
            last is not None and first.text[:1].islower() and last.right > edge - 0.8 * last.size - _letter(first)
        ):
            text += " ".join(word.text for word in line)
        else:
            text = f"{text} {' '.join(word.text for word in line)}".strip()
        last = line[0] if len(line) == 1 else None
    return text


def _letter(word: Word) -> float:
    return (word.right - word.left) / max(1, len(word.text))


def _joined(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces of pages that follow each other as one table where their upright rules are the same."""
    found: list[list[_Piece]] = []
    for piece in pieces:
        last = found[-1][-1] if found else None
        if last and piece.page == last.page + 1 and _is_same(last.across, piece.across):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def _is_same(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def joined_rows(pages: Sequence[Sequence[list[str]]]) -> list[list[str]]:
    """The rows of all pages of a table; a numbered one that goes on overleaf is one row.

    Args:
        pages: of each page its rows, whose cells are as many everywhere.
    """
    every = [row for page in pages for row in page]
    numbered = next((at for at in range(len(every[0])) if is_numbered([row[at] for row in every])), None)
    rows: list[list[str]] = []
    for page in pages:
        own = list(page)
        head = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(own, rows, strict=False)))
        if rows and numbered is not None and head < len(own) and _goes_on(own[head], rows[-1], numbered):
            rows[-1] = [together(one, other) for one, other in zip(rows[-1], own.pop(head), strict=True)]
        rows.extend(own)
    return rows


def together(one: str, other: str) -> str:
    """Two lines of a cell as one; a word with a hyphen goes on in the next line."""
    return one + other if one.endswith("-") else f"{one} {other}".strip()


def _goes_on(row: Sequence[str], above: Sequence[str], numbered: int) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before: it alone has no number."""
    return not row[numbered] and bool(_NUMBER.fullmatch(above[numbered])) and any(row)


def is_numbered(cells: Sequence[str]) -> bool:
    """Whether the cells of a column number the rows."""
    numbers = [int(bare) for cell in cells if _NUMBER.fullmatch(cell) and (bare := cell.strip("(#№.)")).isdigit()]
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return len(numbers) > _SHARE * len(cells) and steps.count(1) > _SHARE * len(steps)


def _is_right_to_left(rows: Sequence[Sequence[str]]) -> bool:
    letters = [letter for row in rows for cell in row for letter in cell if letter.isalpha()]
    return sum("\u0590" <= letter <= "\u08ff" or letter > "\ufb1c" for letter in letters) * 2 > len(letters)
