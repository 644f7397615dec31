"""Lists of people as they are typed: lines in columns, and lines that begin with numbers."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cenotaph.list_words import heading_field
from cenotaph.media_types import delimiter
from cenotaph.read.numbered import Line, as_rows, is_item, lines_of, numbered_lists, trimmed, with_tables
from cenotaph.read.people import FEWEST, Items, Table, names_people, people_rows
from cenotaph.read.reading import Limits
from cenotaph.record import Block, Row, Source

_COLUMNS = re.compile(r"\t+| {3,}")
_LONGEST = 2_000  # characters of a line that was set in columns; longer ones are paragraphs


class Listed(NamedTuple):
    """The rows of a text's lists of people, and its blocks, those of these lists a table's."""

    rows: tuple[Row, ...]
    blocks: list[Block]


class Typed(NamedTuple):
    """The lists of people among some lines, and where their lines stand."""

    tables: Sequence[Table]
    lists: Sequence[Items]
    places: list[tuple[int, int]]


class _Columns(NamedTuple):
    """Lines that stand in columns."""

    lines: Sequence[Line]
    cells: list[list[str]]


def with_lists(
    text: str,
    runs: Sequence[Block],
    source: Source,
    limits: Limits,
    tables: Sequence[Table] = (),
    without: Iterable[Block] = (),
) -> Listed:
    """The rows of every list of people in a text, and its blocks.

    Args:
        text: the stored text.
        runs: its blocks, in order.
        source: whose text it is.
        limits: for the longest cell.
        tables: what else may list people.
        without: blocks in which no list is looked for, as words of another mail or the mark of a page.

    Returns:
        What became rows is a block of kind table, so that nobody is read a second time as a sentence.
    """
    typed = typed_lists(text, outside(lines_of(text), without))
    rows = people_rows([*tables, *typed.tables], typed.lists, source, limits)
    return Listed(rows, trimmed(text, with_tables(runs, typed.places)) if typed.places else list(runs))


def typed_lists(text: str, lines: Sequence[Line]) -> Typed:
    """The lists of people among some lines of a text: first those in columns, then those that are numbered."""
    tables = [table for table in _in_columns(text, lines) if names_people(table.cells) and not _is_form(table.cells)]
    taken = {line.start for table in tables for line in table.lines}
    lists = numbered_lists([line for line in lines if line.start not in taken])
    places = [(line.start, line.end) for table in tables for line in table.lines]
    places.extend((item.start, item.end) for items in lists for item in items)
    return Typed([table.cells for table in tables], as_rows(lists), sorted(places))


def outside(lines: Iterable[Line], blocks: Iterable[Block]) -> list[Line]:
    """The lines that begin in none of these blocks."""
    ends = sorted((block.start, block.end) for block in blocks)
    found = []
    passed = 0
    for line in lines:
        while passed < len(ends) and ends[passed][1] <= line.start:
            passed += 1
        if passed == len(ends) or line.start < ends[passed][0]:
            found.append(line)
    return found


def _in_columns(text: str, lines: Sequence[Line]) -> Iterator[_Columns]:
    """Lines parted by a delimiter, or by tabulators or three spaces and more."""
    taken: set[int] = set()
    for close in _paragraphs(text, lines):
        found = _delimited(close)
        if found:
            taken.update(line.start for line in found.lines)
            yield found
    free = [(line, [] if line.start in taken else _COLUMNS.split(line.text)) for line in lines]
    for is_row, run in itertools.groupby(free, key=lambda each: len(each[1]) > 1):
        rows = list(run)
        # "1.", a tabulator and a name: the first column is the item's number
        if is_row and len(rows) > FEWEST and not all(is_item(line) and len(cells) == 2 for line, cells in rows):
            yield _Columns([line for line, _ in rows], [[cell.strip() for cell in cells] for _, cells in rows])


def _paragraphs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines with no line left free between them."""
    close: list[Line] = []
    for line in lines:
        if close and text.count("\n", close[-1].end, line.start) > 1:
            yield close
            close = []
        close.append(line)
    yield close


def _delimited(lines: Sequence[Line]) -> _Columns | None:
    """The lines of a paragraph from the first on that has a delimiter; a title may stand above. None for prose."""
    is_short = all(len(line.text) <= _LONGEST for line in lines)
    mark = delimiter([line.text for line in lines]) if is_short and len(lines) > FEWEST else None
    if mark is None:
        return None
    cells = [next(csv.reader([line.text], delimiter=mark, skipinitialspace=True), []) for line in lines]
    first = next((at for at, row in enumerate(cells) if len(row) > 1), len(cells))
    body = [[cell.strip() for cell in row] for row in cells[first:]]
    if len(body) <= FEWEST or any(len(row) < 2 for row in body):
        return None
    return _Columns(lines[first:], body)


def _is_form(cells: Table) -> bool:
    """Whether these lines are about one person: what a column would be called stands at the head of each line."""
    return sum(heading_field(row[0].rstrip(" :.")) is not None for row in cells) * 2 > len(cells)
