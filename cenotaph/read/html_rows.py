"""Tables and numbered lists of a page that name people, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cenotaph.read.html_tree import Segment, table_rows
from cenotaph.read.people import Items, people_rows
from cenotaph.read.reading import Limits, squeeze
from cenotaph.record import Row, Source


def page_rows(tree: Any, kept: Sequence[Segment], source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of every table and numbered list of the article that looks like a list of people."""
    tables = [table_rows(segment.table) for segment in kept if segment.table is not None]
    words = {squeeze(segment.text) for segment in kept if segment.kind == "list_item"}
    return people_rows(
        tables, [items for each in tree.iter("ol") if _is_kept(items := _items(each), words)], source, limits
    )


def _items(numbered: Any) -> Items:
    return [
        (str(at), squeeze("".join(item.itertext()))) for at, item in enumerate(numbered.iterchildren("li"), start=1)
    ]


def _is_kept(items: Items, words: set[str]) -> bool:
    """Whether most items of a list stand in the article, not in the furniture around it."""
    return sum(item in words for _, item in items) * 2 >= len(items)
