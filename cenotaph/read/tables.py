"""From the cells of a sheet to rows: which lines are header, data, blank, total or note, and which lists there are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from cenotaph.language_guess import folded
from cenotaph.list_words import NAME_FIELDS, begins_note, begins_total, heading_field, is_total, looks_like_name
from cenotaph.read.headings import Heading, heading_keys, headings, is_numbered, joined, side_by_side
from cenotaph.read.reading import Limits, row_id
from cenotaph.record import Row, RowKind, Source

Line = tuple[int, Sequence[str]]
"""The 1-based number of a line in its file or sheet, and its cells as printed."""

Trimmed = tuple[int, tuple[str, ...]]

_NUMBER = re.compile(r"[\s\d.,:/+%()–—-]+")
_SHORT = 200
"""Lines asked for what a name in this list looks like."""


def rows_of(lines: Sequence[Line], source: Source, sheet: str, limits: Limits) -> tuple[Row, ...]:
    """One Row per line of one sheet; `rows_of_sheets` for several."""
    return rows_of_sheets([(sheet, lines)], source, limits)


def rows_of_sheets(sheets: Iterable[tuple[str, Sequence[Line]]], source: Source, limits: Limits) -> tuple[Row, ...]:
    """One Row per line, blank lines included, so that every line is accounted for.

    Args:
        sheets: name and lines of each sheet or table, in order; every line that is printed, with its number, which
            may leave gaps.
        source: whose tables they are.
        limits: for the longest cell.

    Returns:
        Rows in the order given. Each further list of a sheet, below or beside the first, is a sheet of its own:
        "Sheet1 (2)"; its line numbers and columns stay those of the sheet. A data row has as many cells as the
        header; a line with more cells than the header widens the header with empty names.
    """
    listed = list(sheets)
    taken = {name for name, _ in listed}
    rows: list[Row] = []
    for name, lines in listed:
        trimmed = [(number, _trimmed(cells, limits)) for number, cells in lines]
        own = name
        for part in _lists(trimmed):
            rows.extend(_rows(part, source, own))
            taken.add(own)
            own = _free(name, taken)
    return tuple(rows)


def laid_out(rows: Sequence[Row], source: Source, header: int) -> tuple[Row, ...]:
    """The rows of one sheet again, with the line people say is its header; 0: it has none."""
    lines = [(row.line, row.cells) for row in rows]
    at = next((index for index, (number, _) in enumerate(lines) if number == header), None)
    if header and at is None:
        return tuple(rows)
    heading = None if at is None else joined([cells for _, cells in lines], at)
    width = max((len(cells) for _, cells in lines), default=0)
    return tuple(_rows(_List(lines, heading, 0, width), source, rows[0].sheet if rows else ""))


class _List:
    """The lines and columns of one list."""

    def __init__(self, lines: Sequence[Trimmed], heading: Heading | None, start: int, end: int) -> None:
        self.lines = lines
        self.heading = heading
        self.start = start  # columns: from, up to and not including
        self.end = end
        body = [cells for _, cells in lines[(heading.first if heading else 0) :]]
        self.width = min(end, max([len(cells) for cells in body], default=0))
        named = heading.names if heading else ()
        self.header = tuple(name if start <= at < end else "" for at, name in enumerate(named[: self.width]))
        self.header += ("",) * (self.width - len(self.header)) if heading else ()
        printed = [self.cut(cells) for _, cells in (lines[heading.first : heading.last + 1] if heading else ())]
        self.header_keys = {keys for keys in (*map(heading_keys, printed), heading_keys(self.header)) if keys}
        self.header_starts = {keys[0] for keys in self.header_keys}
        fields = [heading_field(name) for name in self.header]
        self.name_column = next((at for at, field in enumerate(fields) if field in NAME_FIELDS), None)
        self.name_words = self._name_words()

    def cut(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """The cells of this list; those in front of it blank, so that each keeps its address."""
        if not self.start and len(cells) <= self.end:
            return cells
        mine = ("",) * self.start + cells[self.start : self.end]
        while mine and not mine[-1].strip():
            mine = mine[:-1]
        return mine

    def _name_words(self) -> range:
        """How many words the names of this list have, by its lines that say more than a name."""
        if self.name_column is None or self.heading is None:
            return range(2, 6)
        counts = set()
        for _, cells in self.lines[self.heading.last + 1 :][:_SHORT]:
            if len(cells) > self.name_column and sum(1 for cell in cells if cell.strip()) > 1:
                counts.add(len(cells[self.name_column].split()))
        counts.discard(0)
        return range(min(counts), max(counts) + 1) if counts else range(2, 6)


def _lists(lines: Sequence[Trimmed]) -> Iterator[_List]:
    """The lists of a sheet: below each other, each with a header of its own, or beside each other."""
    cells = [each for _, each in lines]
    found = headings(cells)
    starts = [_begin(cells, heading.first) for heading in found]
    if found and _is_data_above(cells[: starts[0]]):
        yield _List(lines[: starts[0]], None, 0, _width(cells))
        first = starts[0]
    else:
        first = 0
    if not found:
        if lines:
            yield _List(lines, None, 0, _width(cells))
        return
    for heading, start, end in zip(found, [first, *starts[1:]], [*starts[1:], len(lines)], strict=True):
        moved = Heading(heading.first - start, heading.last - start, heading.names)
        spans = side_by_side(heading.names)
        for number, (left, right) in enumerate(spans):
            is_last = number == len(spans) - 1
            part = _List(lines[start:end], moved, left, _width(cells) if is_last else right)
            if number:
                part.lines = [(line, kept) for line, each in lines[start:end] if (kept := part.cut(each))]
            yield part


def _begin(cells: Sequence[tuple[str, ...]], header: int) -> int:
    """Where a list begins: with its title, a line of one cell right above its header."""
    start = header
    while start and len(_filled(cells[start - 1])) <= 1 and not _is_total_line(cells[start - 1]):
        start -= 1
    return start


def _is_data_above(cells: Sequence[tuple[str, ...]]) -> bool:
    """Whether the lines above the first header are a list of their own: two lines or more with three cells or more."""
    return sum(len(_filled(each)) > 2 for each in cells) > 1


def _rows(part: _List, source: Source, sheet: str) -> Iterator[Row]:
    for index, (number, printed) in enumerate(part.lines):
        cells = part.cut(printed)
        kind = _kind(part, index, cells)
        is_told = kind in ("data", "total")
        padded = cells + ("",) * (part.width - len(cells)) if is_told else cells
        yield Row(row_id(source, sheet, number), source.id, sheet, number, kind, part.header if is_told else (), padded)


def _kind(part: _List, index: int, cells: tuple[str, ...]) -> RowKind:
    filled = _filled(cells)
    if not filled:
        return "blank"
    heading = part.heading
    if heading is not None:
        if index < heading.first:
            return "note"
        if index <= heading.last or _is_header_again(part, filled):
            return "header"
    if _is_total_line(cells):
        return "total"
    if len(filled) == 1 and part.width > 2 and not _NUMBER.fullmatch(filled[0]) and not _names_somebody(part, cells):
        return "note"  # a heading between groups, or a footnote
    return "note" if begins_note(filled[0]) and len(filled) <= 2 else "data"


def _is_header_again(part: _List, filled: Sequence[str]) -> bool:
    """Whether a line repeats the header, as on each printed page, or numbers the columns below it."""
    if folded(filled[0].strip()) in part.header_starts and heading_keys(filled) in part.header_keys:
        return True
    return filled[0].strip(" .()") == "1" and is_numbered(filled) and len(filled) == len(_filled(part.header))


def _is_total_line(cells: Sequence[str]) -> bool:
    """Whether a line adds up others: its first word says so, and what stands behind it are numbers."""
    filled = _filled(cells)
    if not filled or filled[0][:1].isdecimal() or not begins_total(filled[0]):
        return False
    are_numbers = all(_NUMBER.fullmatch(cell) for cell in filled[1:])
    if is_total(filled[0]):
        return are_numbers or len(filled) <= 2
    return are_numbers and (":" in filled[0] or "=" in filled[0])


def _names_somebody(part: _List, cells: Sequence[str]) -> bool:
    """Whether the only cell of a line stands in the column of names and looks like the names there."""
    column = part.name_column
    if column is None or column >= len(cells) or not cells[column].strip():
        return False
    return looks_like_name(cells[column]) and len(cells[column].split()) in part.name_words


def _filled(cells: Sequence[str]) -> list[str]:
    return [cell for cell in cells if cell and not cell.isspace()]


def _width(lines: Sequence[Sequence[str]]) -> int:
    return max(map(len, lines), default=0)


def _free(name: str, taken: set[str]) -> str:
    """`name` with the first number behind it that no sheet has."""
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _trimmed(cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """Cells without empty ones at the end, none longer than the limit."""
    end = len(cells)
    while end and (not cells[end - 1] or cells[end - 1].isspace()):
        end -= 1
    if max(map(len, cells), default=0) <= limits.cell:
        return tuple(cells[:end])
    return tuple(cell[: limits.cell] for cell in cells[:end])
