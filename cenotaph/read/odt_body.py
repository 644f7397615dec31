"""The paragraphs, lists and tables of an OpenDocument text, in the order in which they are printed.

What is not known is walked through, so that no words are lost for being wrapped in something new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cenotaph.read.manuscript import WIDEST, Cell, Grid, Paragraph, Piece
from cenotaph.read.odt_line import SHAPES, SKIPPED, Document, Line, drawn, plain_words, said
from cenotaph.read.odt_styles import DEEPEST, Count, Counter, Level, whole
from cenotaph.read.xml_tree import attribute, child_of, local_name
from cenotaph.record import BlockKind

_INDEXES = ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index")
_ROW_GROUPS = ("table-header-rows", "table-rows", "table-row-group")
_CELLS = ("table-cell", "covered-table-cell")
_MOST_REPEATED = 100_000  # cells that one line may become by being repeated


def keep_deletions(document: Document, root: Any) -> None:
    """Count the tracked changes of a document, and put what was deleted apart."""
    for region in root.iter("{*}changed-region"):
        for change in region:
            kind = local_name(change.tag)
            document.apart.changes += kind in ("insertion", "deletion")
            if kind == "deletion":
                info = child_of(change, "change-info")
                document.apart.deleted(plain_words(change), said(info, "creator"), said(info, "date"))


def pieces_of(document: Document, parent: Any, kind: BlockKind | None = None) -> Iterator[Piece]:
    """What an element prints, in order.

    Args:
        document: what the parts share.
        parent: the element.
        kind: what all its paragraphs are, whatever their styles say.
    """
    for child in parent:
        name = local_name(child.tag)
        if name in ("p", "h"):
            yield from _paragraph(document, child, None, kind)
        elif name == "list":
            style = attribute(child, "style-name") or ""
            names = (attribute(child, "id") or "", attribute(child, "continue-list") or "")
            goes_on = attribute(child, "continue-numbering") == "true"
            yield from _list(document, child, 1, style, document.counter(style, *names, goes_on), kind)
        elif name == "numbered-paragraph":
            yield from _numbered(document, child)
        elif name == "table":
            yield _table(document, child)
        elif name == "section" and attribute(child, "display") == "none":
            document.apart.hide(plain_words(child))
        elif name in _INDEXES:
            yield from pieces_of(document, child, "furniture")
        elif name in SHAPES:
            yield from _beside(document, [child])
        elif name not in SKIPPED:
            yield from pieces_of(document, child, kind)


def _paragraph(document: Document, element: Any, count: Count | None, kind: BlockKind | None) -> Iterator[Piece]:
    style = document.styles.style("paragraph", attribute(element, "style-name"))
    line = Line(document)
    line.walk(element, style.is_hidden)
    own: BlockKind = "headline" if local_name(element.tag) == "h" else style.kind
    if count is None and local_name(element.tag) == "h" and style.is_outlined and document.styles.outline:
        count = _chapter(document, element)
    elif count is not None and own == "paragraph":
        own = "list_item"
    printed = "" if count is None else count.printed
    words = "".join(line.words).strip()
    if line.is_hidden:
        document.apart.hide(words)
    elif words:
        yield Paragraph(words, kind or own, printed, count.list if count is not None and printed else "")
    elif printed and kind is None and _is_in_cell(element):
        yield Paragraph("", own, printed)
    yield from _beside(document, line.shapes)


def _is_in_cell(element: Any) -> bool:
    """Whether an empty item stands in a table, where its number is the number of a line."""
    return next(element.iterancestors("{*}table-cell"), None) is not None


def _chapter(document: Document, element: Any) -> Count | None:
    if attribute(element, "is-list-header") == "true":
        return None
    at = max(1, min(DEEPEST, whole(attribute(element, "outline-level"))))
    start = attribute(element, "start-value")
    return document.outline.next(document.styles.outline, at, None if start is None else whole(start))


def _list(
    document: Document, element: Any, at: int, style: str, counter: Counter, kind: BlockKind | None
) -> Iterator[Piece]:
    """The items of a list, those of the lists inside it where they stand."""
    levels = document.styles.lists.get(style, {})
    for item in element:
        is_item = local_name(item.tag) == "list-item"
        count: Count | None = None
        if is_item and len(item) and local_name(item[0].tag) in ("p", "h"):
            start = attribute(item, "start-value")
            override = attribute(item, "style-override")
            asked = document.styles.lists.get(override or "", levels)
            count = counter.next(asked, at, None if start is None else whole(start))
        for child in item:
            name = local_name(child.tag)
            if name in ("p", "h"):
                yield from _paragraph(document, child, count, kind)
                count = None  # only its first paragraph prints the number
            elif name == "list" and at < DEEPEST * 10:
                own = attribute(child, "style-name") or style
                yield from _list(document, child, at + 1, own, counter, kind)
            elif name not in SKIPPED:
                yield from pieces_of(document, [child], kind)


def _numbered(document: Document, element: Any) -> Iterator[Piece]:
    style = attribute(element, "style-name") or ""
    at = max(1, min(DEEPEST, whole(attribute(element, "level"))))
    start = attribute(element, "start-value")
    levels: dict[int, Level] = document.styles.lists.get(style, {})
    key = attribute(element, "list-id") or style
    counter = document.counter(style, key, key)
    count: Count | None = counter.next(levels, at, None if start is None else whole(start))
    for child in element:
        if local_name(child.tag) in ("p", "h"):
            yield from _paragraph(document, child, count, None)
            count = None


def _beside(document: Document, shapes: list[Any]) -> Iterator[Piece]:
    """What stands in the text boxes that hang on a paragraph."""
    for box in drawn(document, shapes):
        yield from pieces_of(document, box)


def _table(document: Document, element: Any) -> Grid:
    rows: list[list[Cell]] = []
    spans: dict[int, int] = {}  # column -> lines below that its cell still covers
    for row in _rows(element):
        cells = _cells(document, row, spans)
        told = max(1, whole(attribute(row, "number-rows-repeated")))
        times = max(1, min(document.rows - len(rows), _MOST_REPEATED // max(1, len(cells)), told))
        if times < told and any(cell.pieces for cell in cells):
            document.unread["lines of a table that repeat another"] = told - times
        rows.extend([cells] * times)
    return Grid(rows)


def _rows(element: Any) -> Iterator[Any]:
    for child in element:
        name = local_name(child.tag)
        if name == "table-row":
            yield child
        elif name in _ROW_GROUPS:
            yield from _rows(child)


def _cells(document: Document, row: Any, spans: dict[int, int]) -> list[Cell]:
    """The cells of a line, each in its column; one that a cell above covers says so."""
    cells: list[Cell] = []
    for element in row:
        name = local_name(element.tag)
        if name not in _CELLS:
            continue
        times = max(1, min(WIDEST + 1 - len(cells), whole(attribute(element, "number-columns-repeated"))))
        if name == "covered-table-cell":
            document.apart.hide(plain_words(element))
            for at in range(len(cells), len(cells) + times):
                left = spans.pop(at, 0)
                cells.append(Cell(is_continued=left > 0))
                if left > 1:
                    spans[at] = left - 1
            continue
        below = whole(attribute(element, "number-rows-spanned")) - 1
        if below > 0:
            spans[len(cells)] = below
        cells.extend([Cell(list(pieces_of(document, element)))] * times)
    return cells
