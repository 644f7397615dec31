"""The lines of a recognised page, and those of them that are a table or a numbered list of people, as rows.

What is typed is told apart by its signs (`cenotaph.read.typed_lists`); here it is told by where words stand, and a
number that was not recognised must not cost a person the line.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from cenotaph.read.people import FEWEST, people_rows
from cenotaph.read.reading import Limits
from cenotaph.read.recognised_bands import Word
from cenotaph.read.recognition import Seen
from cenotaph.record import Row, Source

_APART = 1.35  # times the usual step from line to line: a larger one parts paragraphs
_WIDE = 1.2  # times the height of a line: a wider gap between words parts the columns of a table
_NUMBERED = re.compile(r"\(?(\d{1,5})\s?(?:[.)]+\s*|,\s+)([^\W\d].*)")
_NUMBER = re.compile(r"\d{1,5}[.,)]?")


class Line(NamedTuple):
    """The words of one line, left to right as read."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Its words, a space between two."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """How sure its least sure word is."""
        return min(word.confidence for word in self.words)

    @property
    def foot(self) -> float:
        """Where it stands on the page: the lower edge of most of its words."""
        return statistics.median_low([word.bottom for word in self.words])


def page_lines(page: Seen) -> list[Line | None]:
    """The lines of a page in reading order; None between paragraphs."""
    lines = [Line(tuple(words)) for _, words in itertools.groupby(page.words, key=lambda word: word.line)]
    steps = [line.foot - above.foot for above, line in itertools.pairwise(lines)]
    usual = statistics.median_low([step for step in steps if step > 0] or [0])
    found: list[Line | None] = list(lines[:1])
    for line, step in zip(lines[1:], steps, strict=True):
        # a step upwards leads to the head of the next column
        if step > _APART * usual or step < 0:
            found.append(None)
        found.append(line)
    return found


class Group(NamedTuple):
    """Lines that are a table or a numbered list."""

    at: tuple[tuple[int, int], ...]  # first and last line of each row, by index
    cells: tuple[tuple[str, ...], ...]
    confidences: tuple[float, ...]
    is_list: bool
    places: tuple[tuple[int, int], ...] = ()  # of each row in the text, code points, half-open


def groups(lines: Sequence[Line | None]) -> Iterator[Group]:
    """The tables of a page, then the numbered lists that are none."""
    taken: set[int] = set()
    for table in _tables(lines):
        taken.update(at for at, _ in table.at)
        yield table
    yield from _lists([None if at in taken else line for at, line in enumerate(lines)])


def _tables(lines: Sequence[Line | None]) -> Iterator[Group]:
    """Runs of lines whose words stand in columns."""
    split = [(at, line, _cells(line)) for at, line in enumerate(lines) if line is not None]
    for is_row, run in itertools.groupby(split, key=lambda each: len(each[2]) > 1):
        found = list(run)
        if not is_row or len(found) < FEWEST:
            continue
        columns = _columns([cell for _, _, cells in found for cell in cells])
        if len(columns) < 2:
            continue
        rows = tuple(_in_columns(cells, columns) for _, _, cells in found)
        at = tuple((index, index) for index, _, _ in found)
        sure = tuple(line.confidence for _, line, _ in found)
        numbered = [row for row in rows if _NUMBER.fullmatch(row[0]) and any(row[1:])]
        if len(numbered) == len(rows):  # no line names the columns: it is a numbered list
            items = tuple((row[0], ", ".join(cell for cell in row[1:] if cell)) for row in rows)
            yield Group(at, items, sure, is_list=True)
        else:
            yield Group(at, rows, sure, is_list=False)


def _cells(line: Line) -> list[tuple[int, int, str]]:
    """Left, right and words of each run of words without a wide gap inside."""
    height = statistics.median(word.bottom - word.top for word in line.words)
    found: list[tuple[int, int, str]] = []
    for word in line.words:
        if found and word.left - found[-1][1] <= _WIDE * height:
            left, _, text = found[-1]
            found[-1] = (left, word.right, f"{text} {word.text}")
        else:
            found.append((word.left, word.right, word.text))
    return found


def _columns(cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Left and right of each column: what cells above each other cover together; edges of paper and rules are none."""
    found: list[tuple[int, int]] = []
    for left, right, _ in sorted(cell for cell in cells if any(map(str.isalnum, cell[2]))):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _in_columns(cells: Sequence[tuple[int, int, str]], columns: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    row = [""] * len(columns)
    for left, _, text in cells:
        at = next((number for number, (start, end) in enumerate(columns) if start <= left < end), None)
        if at is not None:
            row[at] = f"{row[at]} {text}".strip()
    return tuple(row)


def _lists(lines: Sequence[Line | None]) -> Iterator[Group]:
    """Runs of numbered lines, and the lines that go on with one."""
    right = max((line.words[-1].right for line in lines if line), default=0)
    items: list[_Item] = []
    is_close = False  # no gap since the line above
    for at, line in enumerate([*lines, None]):
        numbered = _NUMBERED.fullmatch(line.text) if line else None
        if line is None:
            is_close = False
            continue
        if numbered and not (items and int(numbered[1]) == 1):
            items.append(_Item(at, at, numbered[1], numbered[2], line.confidence, line))
        elif not numbered and items and is_close:
            items[-1:] = _continued(items[-1], at, line, right)
        else:
            yield from _as_list(items)
            items = [_Item(at, at, numbered[1], numbered[2], line.confidence, line)] if numbered else []
        is_close = True
    yield from _as_list(items)


class _Item(NamedTuple):
    """One item of a numbered list."""

    first: int  # index of its first line
    last: int
    number: str
    words: str
    confidence: float
    line: Line  # its last line


def _continued(item: _Item, at: int, line: Line, right: int) -> list[_Item]:
    """The item with a line more; a line below one that was not full is an item whose number was not recognised."""
    height = statistics.median(word.bottom - word.top for word in line.words)
    if item.line.words[-1].right > right - 8 * height:
        words, sure = f"{item.words} {line.text}", min(item.confidence, line.confidence)
        return [_Item(item.first, at, item.number, words, sure, line)]
    return [item, _Item(at, at, "", line.text.lstrip(" .,)"), line.confidence, line)]


def _as_list(items: Sequence[_Item]) -> Iterator[Group]:
    if len(items) >= FEWEST:
        yield Group(
            tuple((item.first, item.last) for item in items),
            tuple((item.number, item.words) for item in items),
            tuple(item.confidence for item in items),
            is_list=True,
        )


def group_rows(
    groups: Sequence[Group], source: Source, limits: Limits
) -> tuple[tuple[Row, ...], tuple[tuple[int, int], ...]]:
    """The rows of those groups that name people, each with how sure it is; and where their lines stand."""
    naming = [group for group in groups if _people([group], source, limits)]
    tables = [group for group in naming if not group.is_list]
    lists = [group for group in naming if group.is_list]
    sure = {f"table {number}": (1, group) for number, group in enumerate(tables, start=1)}
    sure |= {f"list {number}": (2, group) for number, group in enumerate(lists, start=1)}
    rows = []
    for row in _people(naming, source, limits):
        first, group = sure[row.sheet]
        at = row.line - first
        confidence = group.confidences[at] if 0 <= at < len(group.confidences) else None
        rows.append(structs.replace(row, method="recognised", confidence=confidence))
    return tuple(rows), tuple(place for group in naming for place in group.places)


def _people(groups: Sequence[Group], source: Source, limits: Limits) -> tuple[Row, ...]:
    tables = [group.cells for group in groups if not group.is_list]
    lists = [[(cells[0], cells[1]) for cells in group.cells] for group in groups if group.is_list]
    return people_rows(tables, lists, source, limits)
