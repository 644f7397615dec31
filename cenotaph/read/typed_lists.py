"""Lists of people in a text that was typed: lines in columns, and lines that begin with numbers."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from cenotaph.media_types import delimiter
from cenotaph.read.people import FEWEST, are_people, people_rows
from cenotaph.read.reading import Limits
from cenotaph.record import Block, Row, Source

_NUMBERED = re.compile(r"\s*\(?(\d{1,5})\s?[.)]\s+(?=\S)")
_COLUMNS = re.compile(r" {3,}")


class TypedLists(NamedTuple):
    """The lists of people in a text."""

    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]  # of the text, those of lists of people now a table's


class _Group(NamedTuple):
    """Lines that belong together."""

    start: int
    end: int
    cells: tuple[tuple[str, ...], ...]
    is_list: bool


def typed_lists(text: str, blocks: Sequence[Block], source: Source, limits: Limits) -> TypedLists:
    """The rows of every list of people in a text, and its blocks without the lines of these lists.

    Args:
        text: as typed.
        blocks: of the text, in order.
        source: whose text it is.
        limits: for the longest cell.

    Returns:
        What became rows is one block of kind table, so that nobody is read a second time as a sentence.
    """
    groups = [group for group in (*_tables(text), *_lists(text, blocks)) if _people([group], source, limits)]
    taken: list[_Group] = []
    for group in sorted(groups, key=lambda each: (each.start, each.is_list)):
        if not taken or group.start >= taken[-1].end:
            taken.append(group)
    free = [b for b in blocks if not any(b.start < group.end and group.start < b.end for group in taken)]
    kept = [*free, *(Block("table", group.start, group.end) for group in taken)]
    return TypedLists(_people(taken, source, limits), tuple(sorted(kept, key=lambda block: block.start)))


def transcribed(row: Row) -> Row:
    """A row whose words a person typed."""
    return structs.replace(row, method="transcribed")


def _people(groups: Sequence[_Group], source: Source, limits: Limits) -> tuple[Row, ...]:
    tables = [group.cells for group in groups if not group.is_list]
    lists = [[(cells[0], cells[1]) for cells in group.cells] for group in groups if group.is_list]
    return people_rows(tables, lists, source, limits)


def _tables(text: str) -> Iterator[_Group]:
    """Runs of lines with as many columns each: parted by a delimiter, or by three spaces and more."""
    run: list[tuple[int, str]] = []
    at = 0
    for line in [*text.split("\n"), ""]:
        if line.strip():
            run.append((at, line))
        else:
            yield from _table(run)
            run = []
        at += len(line) + 1


def _table(run: Sequence[tuple[int, str]]) -> Iterator[_Group]:
    lines = [line for _, line in run]
    if len(lines) <= FEWEST:
        return
    mark = delimiter(lines)
    if mark is not None:
        cells = [next(csv.reader([line], delimiter=mark, skipinitialspace=True), []) for line in lines]
    else:
        cells = [_COLUMNS.split(line.strip()) for line in lines]
    first = next((n for n, row in enumerate(cells) if len(row) > 1), len(cells))  # a title above the columns
    body = cells[first:]
    if len(body) > FEWEST and all(len(row) > 1 for row in body):
        end = run[-1][0] + len(run[-1][1])
        yield _Group(run[first][0], end, tuple(tuple(cell.strip() for cell in row) for row in body), is_list=False)


def _lists(text: str, blocks: Sequence[Block]) -> Iterator[_Group]:
    """Runs of numbered items; what stands between them on a line of its own, as a page's mark, does not end one."""
    items: list[tuple[str, str]] = []
    start = end = 0
    for block in blocks:
        words = text[block.start : block.end]
        numbered = _NUMBERED.match(words) if block.kind in ("list_item", "paragraph") else None
        if numbered is None and block.kind == "furniture":
            continue
        if numbered is None or (items and int(numbered[1]) == 1):
            yield from _as_list(items, start, end)
            items = []
        if numbered:
            start, end = (start if items else block.start), block.end
            items.append((numbered[1], words[numbered.end() :]))
    yield from _as_list(items, start, end)


def _as_list(items: Sequence[tuple[str, str]], start: int, end: int) -> Iterator[_Group]:
    if len(items) >= FEWEST and are_people(items):
        yield _Group(start, end, tuple(items), is_list=True)
