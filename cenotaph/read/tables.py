"""From the cells of a sheet to rows: which line is the header, which are data, blank, totals or notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.read.reading import Limits, row_id
from cenotaph.read.words import folded
from cenotaph.record import Row, RowKind, Source

HEADER_LINES = 20
"""The header is looked for among this many first lines that are not blank."""

Line = tuple[int, Sequence[str]]
"""The 1-based number of a line in its file or sheet, and its cells as printed."""

_TOTAL = re.compile(
    r"\s*(?:(?:grand |sub-?)?total|in all|sum|cəmi|yekun|toplam|всего|итого|усього|разом|"
    r"المجموع|الإجمالي|مجموع|სულ|ընդամենը)"
    r"\b[\s:.]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\s\d.,:/+%()–—-]+")


def rows_of(lines: Sequence[Line], source: Source, sheet: str, limits: Limits) -> tuple[Row, ...]:
    """One Row per line, blank lines included, so that every line is accounted for.

    Args:
        lines: every line of the sheet that is printed, in order; line numbers may leave gaps.
        source: whose table it is.
        sheet: the name of the sheet or table.
        limits: for the longest cell.

    Returns:
        Rows in the order of `lines`. A data row has as many cells as the header; a line with more cells than the header
        widens the header with empty names.
    """
    trimmed = [(number, _trim(cells, limits)) for number, cells in lines]
    at = header_at([cells for _, cells in trimmed])
    header: tuple[str, ...] = trimmed[at][1] if at is not None else ()
    width = max([len(cells) for _, cells in trimmed[(at or 0) :]], default=0)
    header = header + ("",) * (width - len(header)) if at is not None else ()
    built = []
    for index, (number, cells) in enumerate(trimmed):
        kind = _kind(cells, index, at, header)
        padded = cells + ("",) * (width - len(cells)) if kind in ("data", "total") else cells
        named = header if kind in ("data", "total") else ()
        built.append(Row(row_id(source, sheet, number), source.id, sheet, number, kind, named, padded))
    return tuple(built)


def header_at(lines: Sequence[Sequence[str]]) -> int | None:
    """The index of the line that names the columns, or None for a table without such a line.

    The header is the line among the first twenty that is not blank whose cells are words (no numbers, no
    sentences), all different, at least two of them, and which fills at least as many columns as the lines
    below it usually do; of several the first.
    """
    first = [index for index, cells in enumerate(lines[: HEADER_LINES * 3]) if any(c.strip() for c in cells)]
    usual = _usual_width(lines)
    for index in first[:HEADER_LINES]:
        names = [cell.strip() for cell in lines[index] if cell.strip()]
        if len(names) < min(2, usual) or len(names) * 2 < usual:
            continue
        is_words = all(not _NUMBER.fullmatch(name) and len(name) <= 80 for name in names)
        if is_words and len({folded(name) for name in names}) == len(names):
            return index
        if not is_words:
            return None  # data began before any header
    return None


def _usual_width(lines: Sequence[Sequence[str]]) -> int:
    widths = [sum(1 for cell in cells if cell.strip()) for cells in lines[:200]]
    filled = sorted(width for width in widths if width)
    return filled[len(filled) // 2] if filled else 0


def _kind(cells: Sequence[str], index: int, header: int | None, names: Sequence[str]) -> RowKind:
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return "blank"
    if header is not None and index < header:
        return "note"
    if index == header:
        return "header"
    if header is not None and tuple(cells) == tuple(name for name in names if name or cells)[: len(cells)]:
        return "header"  # a header repeated on each printed page
    match = _TOTAL.match(filled[0])
    if match and (match.end() == len(filled[0]) or len(filled) <= 2 or all(_NUMBER.fullmatch(c) for c in filled[1:])):
        return "total"
    if len(filled) == 1 and len(names) > 2 and not _NUMBER.fullmatch(filled[0]):
        return "note"  # a heading between groups, or a footnote
    return "data"


def _trim(cells: Sequence[str], limits: Limits) -> tuple[str, ...]:
    """Cells without empty ones at the end, none longer than the limit."""
    end = len(cells)
    while end and not cells[end - 1].strip():
        end -= 1
    return tuple(cell[: limits.cell] for cell in cells[:end])
