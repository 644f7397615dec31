"""Numbered lists as they are typed: which lines of a text are items, with their numbers, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from cenotaph.read.people import are_people
from cenotaph.record import Block

_ITEM = re.compile(
    r"[\s>|*•-]*(?:№\s*)?[(\[]?(?P<number>\d{1,5})(?:\s*[.)\]:–—-]+[.)]?[ \t\u00a0]*|\t+)(?P<words>[^\W\d_(«\"“].*)"
)
_TURNED = re.compile(r"([.)])[ \t]?(\d{1,5})[ \t]+(?=[\u0590-\u08ff])")
"""Number and full stop as they stand in a line from right to left: a PDF may give the full stop first."""
_NEAR = 8  # lines between two items: a heading, a running head, an item's own further lines
_SKIPS = 3  # numbers that may be missing between two items
_LONG = 400  # characters of the further lines of one item


class Line(NamedTuple):
    """One line of a text and where it stands in it, in code points, half-open."""

    text: str
    start: int
    end: int
    indent: float = 0.0  # any unit, the same for all lines of a text
    is_full: bool = False  # as long as the lines around it: the next may go on with it


class Item(NamedTuple):
    """One item: its number as printed, its words, and where it stands."""

    number: str
    words: str
    start: int
    end: int


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold something."""
    found = []
    for match in re.finditer(r"[^\n\r\f\u2028\u2029\x0b\x85]+", text):
        bare = match[0].strip()
        if bare:
            lead = len(match[0]) - len(match[0].lstrip())
            begun = match.start() + lead
            indent = len(match[0][:lead].expandtabs(4))
            found.append(Line(bare, begun, begun + len(bare), indent))
    lengths = sorted(len(line.text) for line in found)
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    is_wrapped = 40 <= usual <= 140
    return [line._replace(is_full=is_wrapped and len(line.text) > 0.8 * usual) for line in found]


def numbered_lists(lines: Sequence[Line]) -> list[list[Item]]:
    """The numbered lists of people among some lines: numbers that go up by one, begun anew at a lower number.

    A line without a number goes on with the item above where it is set in, or where the line above it is full; a
    heading between two items is part of neither. A list goes on over the page.
    """
    found: list[list[Item]] = []
    items: list[Item] = []
    last, since = 0, 0
    open_item = False
    for at, line in enumerate(lines):
        match = _match(line.text)
        number = int(match["number"]) if match else 0
        if match and items and last < number <= last + _SKIPS and since <= _NEAR:
            items.append(Item(match["number"], match["words"].strip(), line.start, line.end))
        elif match and number <= _SKIPS:
            found.append(items)
            items = [Item(match["number"], match["words"].strip(), line.start, line.end)]
        else:
            since += 1
            open_item = open_item and bool(items) and _goes_on(items[-1], lines[at - 1], line)
            if open_item:
                items[-1] = items[-1]._replace(words=f"{items[-1].words} {line.text}", end=line.end)
            continue
        last, since, open_item = number, 0, True
    found.append(items)
    return [each for each in found if are_people([(item.number, item.words) for item in each])]


def is_item(line: Line) -> bool:
    """Whether a line begins with the number of an item."""
    return _match(line.text) is not None


def as_rows(found: Iterable[Sequence[Item]]) -> list[list[tuple[str, str]]]:
    """Lists as `people_rows` takes them."""
    return [[(item.number, item.words) for item in items] for items in found]


def with_tables(blocks: Sequence[Block], places: Iterable[tuple[int, int]]) -> list[Block]:
    """The blocks of a text, those lines a table's that became rows, so that no person is read there a second time.

    Args:
        blocks: in order, not overlapping.
        places: where the lines stand that became rows.

    Returns:
        Blocks in order; a block of which only a part became rows keeps what stands before and behind it.
    """
    cut = sorted(set(places))
    found: list[Block] = []
    passed = 0
    for block in blocks:
        while passed < len(cut) and cut[passed][1] <= block.start:
            passed += 1
        start = block.start
        for first, last in _before(cut, passed, block.end):
            if first > start:
                found.append(structs.replace(block, start=start, end=first))
            start = max(start, min(last, block.end))
        if start < block.end:
            found.append(structs.replace(block, start=start))
    found.extend(Block("table", first, last) for first, last in cut)
    return sorted(found, key=lambda block: block.start)


def _before(places: Sequence[tuple[int, int]], first: int, end: int) -> Iterator[tuple[int, int]]:
    """The places from one on that begin before an offset."""
    for at in range(first, len(places)):
        if places[at][0] >= end:
            return
        yield places[at]


def trimmed(text: str, blocks: Iterable[Block]) -> list[Block]:
    """Blocks without white space at their ends; none that hold nothing."""
    found = []
    for block in blocks:
        words = text[block.start : block.end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            found.append(structs.replace(block, start=block.start + lead, end=block.start + len(words.rstrip())))
    return found


def _match(text: str) -> re.Match[str] | None:
    return _ITEM.match(_TURNED.sub(r"\2\1 ", text, count=1) if text[:1] in ".)" else text)


def _goes_on(item: Item, above: Line, line: Line) -> bool:
    """Whether a line without a number is part of the item above it."""
    if len(item.words) + len(line.text) > _LONG or line.text.endswith(":"):
        return False
    return line.indent > above.indent or (above.start != item.start and line.indent == above.indent) or above.is_full
