"""Tables and numbered lists that name people, as rows, whatever kind of document they stand in."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.read.reading import Limits, squeeze
from cenotaph.read.tables import rows_of
from cenotaph.read.words import folded
from cenotaph.record import Row, Source

FEWEST = 3
"""A list of people has at least so many lines; fewer are read as text alone."""

LIST_HEADER = ("No.", "Name", "Details")
"""What the columns of a numbered list are called, which prints no header of its own."""

Table = Sequence[Sequence[str]]
"""The lines of a table, each its cells as printed."""

Items = Sequence[tuple[str, str]]
"""The items of a numbered list: the number as printed, and the words behind it."""

_NAME_END = re.compile(r"\s*(?:[(,;:–—]|\s-\s|\d)")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’ʼ-]*")


class _ListWords(Struct, frozen=True):
    """The part of `lang/<code>/lists.toml` that names a column of names."""

    headers: dict[str, tuple[str, ...]] = {}


def people_rows(tables: Iterable[Table], lists: Iterable[Items], source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of every table and numbered list of a document that looks like a list of people.

    Args:
        tables: all tables of the document, in order.
        lists: all its numbered lists, in order.
        source: whose they are.
        limits: for the longest cell.

    Returns:
        The n-th such table is sheet "table n", the n-th such list "list n"; lines count from 1, of a list
        the first is a header of ours.
    """
    rows: list[Row] = []
    for number, table in enumerate((t for t in tables if _names_people(t)), start=1):
        rows.extend(rows_of(list(enumerate(table, start=1)), source, f"table {number}", limits))
    for number, items in enumerate((each for each in lists if are_people(each)), start=1):
        cells = [(at, _split(*item)) for at, item in enumerate(items, start=2)]
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


def are_people(items: Items) -> bool:
    """Whether most items begin with a name: two to five words, each with a capital where the script has any."""
    return len(items) >= FEWEST and sum(_begins_with_name(words) for _, words in items) >= 0.8 * len(items)


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
