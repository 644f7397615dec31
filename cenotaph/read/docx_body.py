"""The paragraphs, list items and tables of one part of a DOCX, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from cenotaph.read.docx_line import GONE, SKIPPED, Line, Part, all_words, children
from cenotaph.read.docx_styles import Number, is_on, number_of, value_of, whole
from cenotaph.read.manuscript import WIDEST, Cell, Grid, Paragraph, Piece
from cenotaph.read.xml_tree import child_of, local_name


def pieces_of(part: Part) -> list[Piece]:
    """What a part prints, in order."""
    return list(_pieces(part, part.root))


def _pieces(part: Part, parent: Any, is_in_cell: bool = False) -> Iterator[Piece]:
    carried = ""  # words of a paragraph whose end was deleted: they go on in the next one
    for child in children(parent):
        name = local_name(child.tag)
        if name == "p":
            carried = yield from _paragraph(part, child, carried, is_in_cell)
        elif name == "tbl":
            yield _table(part, child)
        elif name == "altChunk":
            part.unread("documents inside it")
        elif name in GONE:
            part.gone(child)
        elif name not in SKIPPED:
            yield from _pieces(part, child, is_in_cell)
    if carried.strip():
        yield Paragraph(carried.strip())


def _paragraph(part: Part, element: Any, carried: str, is_in_cell: bool) -> Generator[Piece, None, str]:
    """The paragraph and the text boxes on it; returns its words when its end was deleted."""
    properties = child_of(element, "pPr")
    line = Line(part, properties)
    line.walk(element)
    words = carried + "".join(line.words)
    mark = None if properties is None else child_of(properties, "rPr")
    if mark is not None and any(local_name(each.tag) in GONE for each in mark):
        yield from _beside(part, line, is_in_cell)
        return words
    # Outside tables an empty item is a line that somebody left free; in a table it numbers the line of a person.
    number = _number(part, line, properties) if words.strip() or is_in_cell else None
    kind = "list_item" if number is not None and line.kind == "paragraph" else line.kind
    printed = "" if number is None else number.printed
    if words.strip() or printed:
        yield Paragraph(words.strip(), kind, printed, number.list if number is not None and printed else "")
    yield from _beside(part, line, is_in_cell)
    return ""


def _beside(part: Part, line: Line, is_in_cell: bool) -> Iterator[Piece]:
    for box in line.boxes:
        yield from _pieces(part, box, is_in_cell)
    yield from (Paragraph(words.strip()) for words in line.lettering if words.strip())


def _number(part: Part, line: Line, properties: Any | None) -> Number | None:
    numbering = part.document.numbering
    own = number_of(properties)
    if own is None:
        own = part.document.styles.style(line.style).number
        level = None if own is None else numbering.level_of_style(own[0], line.style)
        own = own if own is None or level is None else (own[0], level)
    return None if own is None else numbering.next(*own)


def _table(part: Part, element: Any) -> Grid:
    rows: list[list[Cell]] = []
    for row in _inside(element, "tr"):
        properties = child_of(row, "trPr")
        deleted = None if properties is None else child_of(properties, "del")
        if deleted is not None:
            part.gone(row, deleted)
        elif properties is not None and is_on(child_of(properties, "hidden")):
            part.document.apart.hide(all_words(row))
        else:
            part.document.apart.changes += properties is not None and child_of(properties, "ins") is not None
            cells = [_cell(part, cell) for cell in _inside(row, "tc")]
            rows.append([*_left_free(properties, "gridBefore"), *cells, *_left_free(properties, "gridAfter")])
    return Grid(rows)


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, those wrapped in content controls and the like too."""
    for child in children(parent):
        found = local_name(child.tag)
        if found == name:
            yield child
        elif found not in SKIPPED:
            yield from _inside(child, name)


def _left_free(properties: Any | None, name: str) -> list[Cell]:
    """The columns that a row leaves free at one of its ends."""
    count = 0 if properties is None else whole(value_of(child_of(properties, name)))
    return [Cell()] * max(0, min(WIDEST, count))


def _cell(part: Part, element: Any) -> Cell:
    properties = child_of(element, "tcPr")
    if properties is None:
        return Cell(list(_pieces(part, element, is_in_cell=True)))
    columns = min(WIDEST, max(1, whole(value_of(child_of(properties, "gridSpan")), 1)))
    deleted = child_of(properties, "cellDel")
    if deleted is not None:
        part.gone(element, deleted)
        return Cell((), columns)
    pieces = list(_pieces(part, element, is_in_cell=True))
    merge = child_of(properties, "vMerge")
    return Cell(pieces, columns, not pieces and merge is not None and value_of(merge) in (None, "continue"))
