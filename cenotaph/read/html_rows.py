"""Tables and lists of a page that name people, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cenotaph.read.html_tree import Segment, table_rows
from cenotaph.read.numbered import lines_of, trimmed, with_tables
from cenotaph.read.people import Items, Table, are_people, names_people, people_rows
from cenotaph.read.reading import Limits, squeeze
from cenotaph.read.typed_lists import Listed, outside, typed_lists
from cenotaph.record import Block, Source


def page_rows(
    tree: Any, kept: Sequence[Segment], text: str, blocks: Sequence[Block], source: Source, limits: Limits
) -> Listed:
    """The rows of every table, numbered list and definition list of the article that looks like a list of people.

    Args:
        tree: the page.
        kept: the segments of the article.
        text: its stored text.
        blocks: the blocks of the text.
        source: what was read.
        limits: for the longest cell.

    Returns:
        Lists by `<ol>`, then `<dl>`, then those that are typed ("<p>1. Name<br>2. Name"). The lines of a list
        that became rows are blocks of a table: nobody is read in them a second time.
    """
    words = {squeeze(segment.text) for segment in kept}
    ordered = [items for each in tree.iter("ol") if _is_kept(items := _items(each), words)]
    defined = [items for each in tree.iter("dl") if _is_kept(items := _definitions(each), words)]
    marked = [items for items in (*ordered, *defined) if are_people(items)]
    typed = typed_lists(text, outside(lines_of(text), (block for block in blocks if block.kind == "table")))
    places = [*typed.places, *_places(text, blocks, marked)]
    rows = people_rows([*_tables(tree, kept), *typed.tables], [*marked, *typed.lists], source, limits)
    return Listed(rows, trimmed(text, with_tables(blocks, sorted(set(places)))) if places else list(blocks))


def _tables(tree: Any, kept: Sequence[Segment]) -> Iterator[Table]:
    """The tables of the article; one inside another that lists people is a part of it."""
    words = {line for segment in kept for line in _lines(segment)}
    taken: set[Any] = set()
    for table in tree.iter("table"):
        if any(outer in taken for outer in table.iterancestors("table")):
            continue
        rows = table_rows(table, is_filled=True)
        cells = [cell for row in rows for cell in row if cell]
        if names_people(rows) and sum(cell in words for cell in cells) * 2 >= len(cells):
            taken.add(table)
            yield rows


def _lines(segment: Segment) -> Iterator[str]:
    """The words of a segment as a cell may hold them: whole, by line and by cell."""
    yield squeeze(segment.text)
    for line in segment.text.split("\n"):
        yield from (line, *line.split("\t"))


def _items(numbered: Any) -> Items:
    """The items of `<ol>`, with the numbers a browser shows."""
    own = list(numbered.iterchildren("li"))
    step = -1 if numbered.get("reversed") is not None else 1
    number = _whole(numbered.get("start"), len(own) if step < 0 else 1)
    found = []
    for item in own:
        number = _whole(item.get("value"), number)
        found.append((str(number), squeeze(_own_words(item))))
        number += step
    return found


def _definitions(listed: Any) -> Items:
    """The terms of `<dl>`, each with what is said of it."""
    found: list[tuple[str, str]] = []
    for element in listed.iter("dt", "dd"):
        words = squeeze(_own_words(element))
        if element.tag == "dt":
            found.append(("", words))
        elif found:
            found[-1] = ("", f"{found[-1][1]}, {words}" if found[-1][1] else words)
    return found


def _own_words(item: Any) -> str:
    """The words of an item without those of lists inside it."""
    parts = [item.text or ""]
    for child in item.iterchildren():
        if isinstance(child.tag, str) and child.tag not in ("ol", "ul", "dl", "script", "style"):
            parts.append((" " if child.tag in ("br", "p", "div") else "") + _own_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _whole(value: str | None, otherwise: int) -> int:
    bare = (value or "").strip()
    return int(bare) if bare.lstrip("-").isascii() and bare.lstrip("-").isdigit() and len(bare) < 7 else otherwise


def _is_kept(items: Items, words: set[str]) -> bool:
    """Whether most items of a list stand in the article, not in the furniture around it."""
    whole = "\n".join(words)
    return bool(items) and sum(item.partition(",")[0] in whole for _, item in items) * 2 >= len(items)


def _places(text: str, blocks: Sequence[Block], lists: Sequence[Items]) -> Iterator[tuple[int, int]]:
    """The blocks that hold the items of lists, or a term or its definition."""
    items = {part for each in lists for _, item in each for part in (item, item.partition(",")[0])}
    said = "\n".join(item for each in lists for _, item in each)
    for block in blocks:
        words = squeeze(text[block.start : block.end])
        if block.kind in ("list_item", "paragraph") and (
            words in items or (block.kind == "list_item" and len(words) > 3 and words in said)
        ):
            yield block.start, block.end
