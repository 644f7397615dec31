"""Tables and numbered lists of a page that name people, as rows."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.read.html_tree import Segment, table_rows
from cenotaph.read.reading import Limits, squeeze
from cenotaph.read.tables import rows_of
from cenotaph.read.words import folded
from cenotaph.record import Row, Source

FEWEST = 3
"""A list of people has at least so many lines; fewer are read as text alone."""

LIST_HEADER = ("No.", "Name", "Details")
"""What the columns of a numbered list are called, which prints no header of its own."""

_NAME_END = re.compile(r"\s*(?:[(,;:–—]|\s-\s|\d)")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’ʼ-]*")


class _ListWords(Struct, frozen=True):
    """The part of `lang/<code>/lists.toml` that names a column of names."""

    headers: dict[str, tuple[str, ...]] = {}


def people_rows(tree: Any, kept: Sequence[Segment], source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of every table and numbered list of the article that looks like a list of people.

    The n-th such table is sheet "table n", the n-th such list "list n"; lines count from 1.
    """
    rows: list[Row] = []
    tables = [segment.table for segment in kept if segment.table is not None]
    for number, table in enumerate((t for t in tables if _names_people(table_rows(t))), start=1):
        lines = list(enumerate(table_rows(table), start=1))
        rows.extend(rows_of(lines, source, f"table {number}", limits))
    words = {squeeze(segment.text) for segment in kept if segment.kind == "list_item"}
    lists = [items for items in (_items(each) for each in tree.iter("ol")) if _are_people(items, words)]
    for number, items in enumerate(lists, start=1):
        cells = [(at, _split(str(at - 1), item)) for at, item in enumerate(items, start=2)]
        rows.extend(rows_of([(1, LIST_HEADER), *cells], source, f"list {number}", limits))
    return tuple(rows)


def _names_people(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) <= FEWEST:
        return False
    head = {folded(squeeze(cell)).strip(" .:") for row in rows[:3] for cell in row}
    return bool(head & _name_columns())


@functools.cache
def _name_columns() -> frozenset[str]:
    found: set[str] = set()
    for code in languages("lists"):
        columns = load(code, "lists", _ListWords).headers
        for field in ("name", "given", "family"):
            found.update(folded(word) for word in columns.get(field, ()))
    return frozenset(found)


def _items(numbered: Any) -> list[str]:
    return [squeeze("".join(item.itertext())) for item in numbered.iterchildren("li")]


def _are_people(items: Sequence[str], words: set[str]) -> bool:
    """Whether most items begin with a name: two to five words, each with a capital where the script has any."""
    if len(items) < FEWEST or sum(item in words for item in items) * 2 < len(items):
        return False
    return sum(_begins_with_name(item) for item in items) >= 0.8 * len(items)


def _begins_with_name(item: str) -> bool:
    name = _NAME_END.split(item, maxsplit=1)[0].strip()
    parts = name.split()
    if not 2 <= len(parts) <= 6 or len(item) > 400:
        return False
    # The second word of "Ali oğlu" and "ibn" keeps its small letter, so only the first and the last are asked.
    return all(_NAME_WORD.fullmatch(part) and not part[0].islower() for part in (parts[0], parts[-1]) if part != "qızı")


def _split(number: str, item: str) -> tuple[str, str, str]:
    end = _NAME_END.search(item)
    name = item[: end.start()] if end else item
    return number, name.strip(), item[len(name) :].strip()
