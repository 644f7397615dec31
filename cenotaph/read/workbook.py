"""Excel workbooks (XLSX): every visible sheet, cell by cell as printed, dates as ISO 8601."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from cenotaph.media_types import ENCRYPTED_OFFICE, XLSX
from cenotaph.read.package import Package, open_package
from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.sheet_cells import WIDEST, Area, Precision, Told, properties, with_spans
from cenotaph.read.sheet_dates import in_serial, shown_by
from cenotaph.read.sheet_xml import elements
from cenotaph.read.tables import Line, rows_of_sheets
from cenotaph.read.xml_tree import attribute, local_name
from cenotaph.record import Evidence, Source

NAME = "Excel workbook"
MEDIA_TYPES = (XLSX, ENCRYPTED_OFFICE)
EXTENSIONS = (".xlsx", ".xlsm", ".xltx")
LIBRARIES = ("lxml.etree",)

_SHARE = 4
"""A sheet is read row by row, so it may unpack to this part of the memory a file may take."""

_LONGEST_NUMBER = 40

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")


class _Book(Struct):
    """What the cells of a workbook refer to."""

    shared: Sequence[str]
    shown: Sequence[Precision | None]  # by style: how much of a date it shows; null: it shows no date
    is_1904: bool
    limits: Limits
    told: Told


class _Sheet(Struct):
    """One sheet: its lines, and those that are hidden by hand or by a filter."""

    lines: list[Line]
    hidden: dict[int, list[str]]  # line -> its cells
    areas: list[Area]
    filtered: range  # lines in the range of a filter in use
    hidden_columns: set[int]


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Every line of every visible sheet as a row; formulas by the value last computed, which is never computed here.

    Only cells that hold something are walked, so a sheet whose one cell is XFD1048576 costs nothing. Rows that only a
    filter hides are read; rows, columns and sheets hidden otherwise are not, and told.
    Yields S022 (hidden parts), F006, F007 (a formula without a value, a cell with an error, too wide, too long).
    """
    if source.media_type == ENCRYPTED_OFFICE:
        return not_readable(source, "it is protected by a password", "save a copy without one beside it")
    package = open_package(data, limits)
    if not isinstance(package, Package):
        return not_readable(source, *package)
    main = next(iter(package.related("", "officeDocument")), "xl/workbook.xml")
    if main.endswith(".bin"):
        return read_slowly(data, source, limits)
    root = package.xml(main)
    if root is None:
        why = "; ".join(package.partly) or "it has no list of its sheets"
        return not_readable(source, why, "get it again from where it came")
    book = _book(package, main, root, limits)
    sheets = list(_sheets(package, main, root, book))
    lines = [line for _, each in sheets for line in each]
    return reading(
        source,
        rows=rows_of_sheets(sheets, source, limits),
        evidence=[*_properties(package), *_date_system(book)],
        flags=book.told.flags(source),
        partly=tuple(dict.fromkeys((*package.partly, *book.told.reasons(lines, limits)))),
    )


def read_slowly(data: bytes, source: Source, limits: Limits) -> Reading:
    """The same by another library, which neither tells hidden rows nor formulas without a value."""
    from cenotaph.read.xls import read_by_library

    return read_by_library(data, source, limits)


def _book(package: Package, main: str, root: Any, limits: Limits) -> _Book:
    shared = [each for name in package.related(main, "sharedStrings") for each in _shared(package, name, limits)]
    styles = next(iter(package.related(main, "styles")), None)
    is_1904 = any(attribute(each, "date1904") in ("1", "true") for each in root.iterchildren("{*}workbookPr"))
    shown = _styles(package.xml(styles)) if styles else []
    return _Book(shared, shown, is_1904, limits, Told())


def _sheets(package: Package, main: str, root: Any, book: _Book) -> Iterator[tuple[str, list[Line]]]:
    """Name and lines of each visible worksheet."""
    relations = package.relations(main)
    room = book.limits.rows
    for entry in root.iterfind("{*}sheets/{*}sheet"):
        name = entry.get("name", "") or "Sheet"
        relation = relations.get(attribute(entry, "id") or "")
        if entry.get("state", "visible") != "visible":
            book.told.hidden_sheets += 1
        elif relation is not None and relation.kind == "worksheet":
            data = package.member(relation.target, book.limits.memory // _SHARE)
            if data is None:
                book.told.partly.append(f"sheet {name} could not be read; save it as CSV beside the workbook")
                continue
            lines = _visible(_read_sheet(data, name, book, room), book)
            room -= len(lines)
            yield name, lines


def _visible(sheet: _Sheet, book: _Book) -> list[Line]:
    """The lines without those, and the cells without those, that were hidden by hand."""
    for number, cells in sheet.hidden.items():
        if number in sheet.filtered:
            sheet.lines.append((number, cells))
        elif any(cells):
            book.told.hidden_rows += 1
    lines = with_spans(sorted(sheet.lines), sheet.areas)
    used = {column for column in sheet.hidden_columns if any(len(c) >= column and c[column - 1] for _, c in lines)}
    book.told.hidden_columns += len(used)
    if not used:
        return lines
    return [(n, ["" if at in used else cell for at, cell in enumerate(cells, 1)]) for n, cells in lines]


def _read_sheet(data: bytes, name: str, book: _Book, room: int) -> _Sheet:
    """One sheet, row by row; nothing of it stays in memory but the cells that hold something."""
    sheet = _Sheet([], {}, [], range(0), set())
    last = 0
    for kind, element in elements(data, ("row", "cols", "mergeCell", "autoFilter"), book.told, f"sheet {name}"):
        if kind == "row":
            last = _whole_number(element.get("r")) or last + 1
            cells = _cells(element, last, name, book)
            if not cells:
                continue
            if len(sheet.lines) + len(sheet.hidden) >= room:
                book.told.too_long(book.limits)
                break
            if element.get("hidden") in ("1", "true"):
                sheet.hidden[last] = cells
            else:
                sheet.lines.append((last, cells))
        elif kind == "cols":
            for column in element:
                if column.get("hidden") in ("1", "true"):
                    first, end = (_whole_number(column.get(side)) or 0 for side in ("min", "max"))
                    sheet.hidden_columns.update(range(first, min(end, WIDEST) + 1))
        elif (area := _area(element.get("ref", ""))) is not None:
            if kind == "mergeCell":
                sheet.areas.append(area)
            elif len(element):
                sheet.filtered = range(area.top, area.bottom + 1)
    return sheet


def _cells(row: Any, line: int, sheet: str, book: _Book) -> list[str]:
    """The cells of a row as printed, up to the last that holds something."""
    cells: list[str] = []
    column = 0
    for element in row:
        place = element.get("r")
        column = _column(place) if place else column + 1
        if not len(element):
            continue
        value = _value(element, column, line, sheet, book)
        if not value:
            continue
        if column > WIDEST:
            book.told.too_wide(sheet)
            break
        if len(cells) < column:
            cells.extend([""] * (column - len(cells)))
        cells[column - 1] = value
    return cells


def _value(element: Any, column: int, line: int, sheet: str, book: _Book) -> str:
    """One cell as printed."""
    kind, value, is_formula = element.get("t", "n"), None, False
    for part in element:
        name = local_name(part.tag)
        if name == "v":
            value = part.text
        elif name == "is":
            return _words(part)
        elif name == "f":
            is_formula = True
    if value is None:
        if is_formula and kind != "str":
            book.told.not_computed(sheet, column, line)
        return ""
    if kind == "n":
        return _number(value, element.get("s"), book)
    if kind == "s":
        at = _whole_number(value)
        return book.shared[at] if at is not None and at < len(book.shared) else ""
    if kind == "b":
        return "TRUE" if value.strip() == "1" else "FALSE"
    if kind == "e":
        book.told.error(sheet, column, line, value)
        return ""
    return value.removesuffix("T00:00:00").removesuffix("T00:00:00Z") if kind == "d" else _unescaped(value)


def _number(value: str, style: str | None, book: _Book) -> str:
    """A number as printed: a date where its style shows one, else without needless places."""
    at = int(style) if style is not None and style.isdecimal() else 0
    shown = book.shown[at] if at < len(book.shown) else None
    if len(value) > _LONGEST_NUMBER or (shown is None and value.isdecimal() and len(value) < 16):
        return value
    return _printed(value, shown, book.is_1904)


@functools.lru_cache(maxsize=50_000)
def _printed(value: str, shown: Precision | None, is_1904: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    return in_serial(number, shown, is_1904)


def _words(element: Any) -> str:
    """The words of a string without the reading aid (`rPh`) that some stand beside."""
    if len(element) == 1 and not len(element[0]):
        return _unescaped(element[0].text or "")
    found = []
    for part in element:
        name = local_name(part.tag)
        if name == "t":
            found.append(part.text or "")
        elif name == "r":
            found.extend(each.text or "" for each in part if local_name(each.tag) == "t")
    return _unescaped("".join(found))


def _unescaped(words: str) -> str:
    """Characters written as _x000D_ (ECMA-376 part 1, 22.4.2.4) in their place; line ends as one sign."""
    if "_x" in words:
        words = _ESCAPED.sub(
            lambda match: chr(int(match[1], 16)) if int(match[1], 16) in (9, 10, 13, 95) else "", words
        )
    return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words


def _shared(package: Package, name: str, limits: Limits) -> Iterator[str]:
    data = package.member(name, limits.memory // _SHARE)
    if data is None:
        return
    told = Told()
    for _, element in elements(data, ("si",), told, "the table of its words"):
        yield _words(element)
    package.partly.extend(told.partly)


def _styles(root: Any) -> list[Precision | None]:
    """For each style of cells, how much of a date it shows."""
    if root is None:
        return []
    formats = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
    return [shown_by(each.get("numFmtId", "0"), formats) for each in root.iterfind("{*}cellXfs/{*}xf")]


def _properties(package: Package) -> list[Evidence]:
    """What the workbook says of itself."""
    name = next(iter(package.related("", "core-properties")), "docProps/core.xml")
    root = package.xml(name) if name in package else None
    said: Mapping[str, str] = {local_name(each.tag): each.text or "" for each in (() if root is None else root)}
    return properties(said.get("title"), said.get("creator"), said.get("created"), said.get("lastModifiedBy"))


def _date_system(book: _Book) -> list[Evidence]:
    """That days are counted from 1904: numbers in a column of dates are read by it."""
    if not book.is_1904:
        return []
    return [Evidence(field="date_system", value="1904", rule="workbook", quote="date1904", is_private=True)]


def _area(reference: str) -> Area | None:
    corners = [_PLACE.fullmatch(corner) for corner in reference.replace("$", "").split(":")]
    if not corners or not all(corners):
        return None
    first, last = corners[0], corners[-1]
    assert first
    assert last
    return Area(int(first[2]), _column(first[1]), int(last[2]), _column(last[1]))


def _column(place: str) -> int:
    """The number of a column, from 1, of a place such as "AB3"."""
    return _column_of(place.rstrip("0123456789"))


@functools.cache
def _column_of(letters: str) -> int:
    number = 0
    for letter in letters[:3]:
        number = number * 26 + max(0, ord(letter) - 64)
    return number


def _whole_number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else None
