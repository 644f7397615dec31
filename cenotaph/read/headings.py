"""Which lines of a sheet name its columns: anywhere near the top, on one line or two, once or once for each list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from cenotaph.language_guess import folded
from cenotaph.list_words import LONGEST_HEADING, NAME_FIELDS, UNDER, heading_field

HEADER_LINES = 20
"""The first header is looked for among this many first lines that are not blank."""

SAMPLE = 200
"""So many lines tell how wide a table usually is and what its columns hold."""

Cells = Sequence[str]

_NUMBER = re.compile(r"[\s\d.,:/+%()–—-]+")
_FIELD_MARK = re.compile(r"[^\W_]+(?:_[^\W_]+)+")  # "date_of_birth": no person's name is written so
_BEGINNING = 3
_GROUP_LONGEST = 40
_HALF = 0.5


class Heading(Struct, frozen=True):
    """The lines that name the columns of one list, and the names, as printed."""

    first: int  # index of its first line
    last: int  # index of its last line; lines of column numbers ("1 2 3") count
    names: tuple[str, ...]


def headings(lines: Sequence[Cells]) -> tuple[Heading, ...]:
    """The header of each list of a sheet, in order; one that repeats on each printed page is told once.

    Args:
        lines: the cells of every line, blank ones included, no empty cells at the end.

    Returns:
        The first stands among the first twenty lines that are not blank, or there is none for the lists up to the next.
        Headings we know tell it; without any, words in front of columns of something else.
    """
    if lies_on_its_side(lines):
        return ()
    found: list[Heading] = []
    near = _near(lines)
    is_narrow = usual_width(lines) < 2
    by_words = (index for index in range(len(lines)) if is_heading_line(lines[index], is_narrow=is_narrow))
    index = next(by_words, None)
    if index is None or index not in near:
        plain = plain_heading(lines, near)
        if plain is not None and (index is None or plain < index):
            found.append(joined(lines, plain))
    while index is not None:
        if not found or index > found[-1].last:
            heading = joined(lines, index)
            if found and heading.first <= found[-1].last:
                found[-1] = heading  # the line taken for a header names groups of the one below it
            elif not found or heading_keys(heading.names) != heading_keys(found[-1].names):
                found.append(heading)
        index = next(by_words, None)
    return tuple(found)


def is_heading_line(cells: Cells, *, is_narrow: bool = False) -> bool:
    """Whether most of the cells are headings we know, two at least; a table of one column needs but its own."""
    # most lines end here, or three lines below: asking for every cell of 50,000 lines takes seconds
    if any(map(str.isdecimal, cells)):
        return False
    names = [cell for cell in cells if cell and not cell.isspace()]
    if not names or len(names[0]) > LONGEST_HEADING:
        return False
    if not any(heading_field(name) for name in names[:_BEGINNING]):
        return False
    if not all(map(_is_words, names)):
        return False
    known = sum(heading_field(name) is not None for name in names)
    if len(names) == 1:
        return is_narrow and len(cells) == 1 and heading_field(names[0]) in NAME_FIELDS
    return known >= 2 and known >= _HALF * len(names)


def plain_heading(lines: Sequence[Cells], near: Sequence[int]) -> int | None:
    """The index of a line of words that are no headings we know, in front of columns that hold something else."""
    usual = usual_width(lines)
    for index in near:
        names = [cell.strip() for cell in lines[index] if cell.strip()]
        if len(names) < min(2, usual) or len(names) * 2 < usual:
            continue
        if not all(map(_is_words, names)):
            return None  # data began before any header
        if len({folded(name) for name in names}) < len(names):
            continue
        return index if _is_above(lines[index], lines[index + 1 : index + 1 + SAMPLE]) else None
    return None


def _is_above(cells: Cells, below: Sequence[Cells]) -> bool:
    """Whether words stand over columns of other things, rather than being the first of the like.

    A word that stands again below it is data. Else one column of figures below, or one word that is written as
    programs write names of columns, tells a header; where all is words, nothing but a heading we know does.
    """
    is_contrast = any(heading_field(cell) or _FIELD_MARK.fullmatch(cell.strip()) for cell in cells if cell.strip())
    for column, cell in enumerate(cells):
        under = [line[column] for line in below if column < len(line) and line[column].strip()]
        if cell.strip() and cell in under:
            return False
        if cell.strip() and under and sum(_NUMBER.fullmatch(each) is not None for each in under) * 2 > len(under):
            is_contrast = True
    return is_contrast or not below


def joined(lines: Sequence[Cells], index: int) -> Heading:
    """The heading at `index` with a line of groups above it, or of parts below it, and a line of column numbers."""
    first = last = index
    names = tuple(lines[index])
    below, above = _line(lines, index + 1), _line(lines, index - 1)
    if _is_second_line(names, below):
        names, last = _join(names, below), index + 1
    elif _is_group_line(above, names):
        names, first = _join(above, names), index - 1
    if is_numbered(_line(lines, last + 1)):
        last += 1
    return Heading(first, last, names)


def is_numbered(cells: Cells) -> bool:
    """Whether a line numbers the columns, as official forms do: "1 | 2 | 3 | 4"."""
    filled = [cell.strip(" .()") for cell in cells if cell.strip()]
    return len(filled) > 2 and filled == [str(number) for number in range(1, len(filled) + 1)]


def side_by_side(names: Cells) -> tuple[tuple[int, int], ...]:
    """The columns of each list where several stand beside each other: from, up to and not including.

    Each has a column of names and one more; they are parted by a column without a heading, or their headings repeat.
    """
    starts = [0]
    for column in range(1, len(names)):
        is_parted = bool(names[column].strip()) and not names[column - 1].strip()
        is_again = names[column].strip() and folded(names[column]) == folded(next((n for n in names if n.strip()), ""))
        if is_parted or is_again:
            starts.append(column)
    spans = tuple(zip(starts, [*starts[1:], len(names)], strict=True))
    return spans if len(spans) > 1 and all(_is_list(names[start:end]) for start, end in spans) else ((0, len(names)),)


def lies_on_its_side(lines: Sequence[Cells]) -> bool:
    """Whether the first column holds the headings, so that each person is a column: three headings, most of the lines.

    >>> lies_on_its_side([["Name", "Arvo", "Bela"], ["Born", "1950", "1960"], ["Sex", "m", "f"]])
    True
    """
    filled = [cells for cells in lines[:HEADER_LINES] if cells]
    if not filled or len(filled) > HEADER_LINES or max(map(len, filled)) < 2:
        return False
    fields = [heading_field(cells[0]) for cells in filled]
    known = [field for field in fields if field]
    is_side = len(known) >= 3 and len(known) * 5 >= len(filled) * 3 and not set(NAME_FIELDS).isdisjoint(known)
    return is_side and not any(map(is_heading_line, filled))


def usual_width(lines: Sequence[Cells]) -> int:
    """How many cells of a line are filled, in the middle."""
    widths = sorted(width for cells in lines[:SAMPLE] if (width := sum(1 for cell in cells if cell.strip())))
    return widths[len(widths) // 2] if widths else 0


def _near(lines: Sequence[Cells]) -> list[int]:
    return [index for index, cells in enumerate(lines[: HEADER_LINES * 10]) if cells][:HEADER_LINES]


def _is_words(cell: str) -> bool:
    return len(cell) <= LONGEST_HEADING and not _NUMBER.fullmatch(cell)


def _line(lines: Sequence[Cells], index: int) -> Cells:
    return lines[index] if 0 <= index < len(lines) else ()


def _is_second_line(upper: Cells, lower: Cells) -> bool:
    """Whether the line below a header names parts of its columns.

    Most of its words are headings we know, and it fills what is blank above it, or has one heading twice.
    """
    parts = [cell for cell in lower if cell.strip()]
    known = sum(heading_field(part) is not None for part in parts)
    if not parts or known * 3 < len(parts) * 2 or not all(map(_is_words, parts)) or tuple(lower) == tuple(upper):
        return False
    fills = any(cell.strip() and not _at(upper, column) for column, cell in enumerate(lower))
    return fills or (len(parts) > 1 and len(parts) <= len(upper) and is_heading_line(lower))


def _is_group_line(upper: Cells, lower: Cells) -> bool:
    """Whether the line above a header names groups of its columns: short words, one of them a heading, over blanks."""
    groups = [cell for cell in upper if cell.strip()]
    if not groups or not all(_is_words(cell) and len(cell) <= _GROUP_LONGEST for cell in groups):
        return False
    has_blank = any(not _at(upper, column) for column, cell in enumerate(lower) if cell.strip())
    known = sum(heading_field(cell) is not None for cell in groups)
    return has_blank and known * 2 >= len(groups) and (len(groups) > 1 or not _at(upper, 0))


def _join(upper: Cells, lower: Cells) -> tuple[str, ...]:
    """One heading per column; that of a group holds for the blank cells behind it, over cells that are filled."""
    names: list[str] = []
    group = ""
    for column in range(max(len(upper), len(lower))):
        above, below = _at(upper, column), _at(lower, column)
        if above:
            group = above if below else ""
        over = above or (group if below else "")
        names.append(f"{over}{UNDER}{below}" if over and below and folded(over) != folded(below) else over or below)
    return tuple(names)


def _at(cells: Cells, column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def heading_keys(names: Cells) -> tuple[str, ...]:
    """The headings of a line in small letters, blank ones left out, by which a header is known again."""
    return tuple(folded(" ".join(name.split())) for name in names if name.strip())


def _is_list(names: Cells) -> bool:
    fields = [heading_field(name) for name in names if name.strip()]
    return len(fields) > 1 and not set(NAME_FIELDS).isdisjoint(fields)
