"""OpenDocument sheets (ODS): every visible table, cell by cell as printed, dates as ISO 8601."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from cenotaph.read.package import Package, open_package
from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.sheet_cells import MOST_SPANNED, WIDEST, Area, Precision, Told, as_printed, properties, with_spans
from cenotaph.read.sheet_xml import forget, steps
from cenotaph.read.tables import Line, rows_of_sheets
from cenotaph.read.xml_tree import attribute, local_name
from cenotaph.record import Evidence, Source

NAME = "OpenDocument sheet"
MEDIA_TYPES = ("application/vnd.oasis.opendocument.spreadsheet",)
EXTENSIONS = (".ods", ".ots")
LIBRARIES = ("lxml.etree",)

_SHARE = 4
"""The content is read row by row, so it may unpack to this part of the memory a file may take."""

_MOST_REPEATED = 1_000_000
"""Cells that one row may become by being repeated: two numbers in a file must not become a billion cells."""

_LONGEST = 200
"""Characters of a number or a date; longer ones are none, and would fill what is kept of those read before."""

_ERROR = re.compile(r"#[A-Z/0]+[!?]?\S*|Err:\d+")
_NUMBERS = re.compile(r"\d+")
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_WHOLE = re.compile(r"-?\d{1,15}")
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_STYLE_NAME, _VISIBILITY = f"{{{_TABLE}}}style-name", f"{{{_TABLE}}}visibility"
_ROWS_REPEATED, _COLUMNS_REPEATED = f"{{{_TABLE}}}number-rows-repeated", f"{{{_TABLE}}}number-columns-repeated"
_ROWS_SPANNED, _COLUMNS_SPANNED = f"{{{_TABLE}}}number-rows-spanned", f"{{{_TABLE}}}number-columns-spanned"
_VALUE_TYPE, _VALUE, _FORMULA = f"{{{_OFFICE}}}value-type", f"{{{_OFFICE}}}value", f"{{{_TABLE}}}formula"
_DATE_VALUE, _TIME_VALUE = f"{{{_OFFICE}}}date-value", f"{{{_OFFICE}}}time-value"
_BOOLEAN_VALUE, _STRING_VALUE = f"{{{_OFFICE}}}boolean-value", f"{{{_OFFICE}}}string-value"
_PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_CELL = f"{{{_TABLE}}}table-cell"


class _Table(Struct):
    """The table that is being read."""

    name: str
    is_hidden: bool
    lines: list[Line] = []
    areas: list[Area] = []
    hidden_columns: set[int] = set()
    line: int = 0  # the last line so far
    columns: int = 0  # declared so far


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Every line of every visible table as a row; formulas by the value last computed, which is never computed here.

    Repeated cells and rows are repeated only where they hold something, and at most as often as lines are read. Rows
    that only a filter hides are read; rows, columns and tables hidden otherwise are not, and told.
    Yields S022 (hidden parts), F006, F007 (a formula without a value, a cell with an error, too wide, too long).
    """
    package = open_package(data, limits, "content.xml")
    if not isinstance(package, Package):
        return not_readable(source, *package)
    content = package.member("content.xml", limits.memory // _SHARE)
    if content is None:
        why = "; ".join(package.partly) or "it has no content"
        return not_readable(source, why, "get it again from where it came")
    told = Told()
    sheets = [(table.name, with_spans(table.lines, table.areas)) for table in _tables(content, limits, told)]
    lines = [line for _, each in sheets for line in each]
    return reading(
        source,
        rows=rows_of_sheets(sheets, source, limits),
        evidence=_properties(package),
        flags=told.flags(source),
        partly=tuple(dict.fromkeys((*package.partly, *told.reasons(lines, limits)))),
    )


def _tables(content: bytes, limits: Limits, told: Told) -> Iterator[_Table]:
    """The visible tables, each when it ends; of one that is damaged, the lines before the damage."""
    hidden_styles: set[str] = set()
    open_tables: list[_Table] = []  # a table inside a cell of another is no sheet
    room = limits.rows
    names = ("table", "table-row", "table-column", "style")
    for event, name, element in steps(content, names, told, "its content", ("start", "end")):
        if name == "table" and event == "start":
            is_hidden = element.get(_STYLE_NAME) in hidden_styles
            open_tables.append(_Table(attribute(element, "name") or "Sheet", is_hidden))
        elif event == "start":
            continue
        elif name == "style":
            if any(attribute(part, "display") == "false" for part in element):
                hidden_styles.add(attribute(element, "name") or "")
        elif name == "table" and open_tables:
            table = open_tables.pop()
            if not open_tables:
                forget(element)
                told.hidden_sheets += table.is_hidden
                room -= len(table.lines)
                yield from _shown(table, told)
        elif len(open_tables) == 1:
            if name == "table-column":
                _declare(element, open_tables[0])
            elif not open_tables[0].is_hidden:
                _row(element, open_tables[0], room, limits, told)
            forget(element)
    yield from _shown(open_tables[0], told) if open_tables else ()


def _shown(table: _Table, told: Told) -> Iterator[_Table]:
    """The table without the columns that were hidden."""
    if table.is_hidden:
        return
    hidden = table.hidden_columns
    used = {column for column in hidden if any(len(c) >= column and c[column - 1] for _, c in table.lines)}
    told.hidden_columns += len(used)
    if used:
        table.lines = [(n, ["" if at in used else cell for at, cell in enumerate(c, 1)]) for n, c in table.lines]
    yield table


def _declare(element: Any, table: _Table) -> None:
    times = _times(element.get(_COLUMNS_REPEATED))
    if element.get(_VISIBILITY) == "collapse":
        table.hidden_columns.update(range(table.columns + 1, min(table.columns + times, WIDEST) + 1))
    table.columns += times


def _row(element: Any, table: _Table, room: int, limits: Limits, told: Told) -> None:
    """One row, as often as it is repeated; blank ones only count."""
    times = _times(element.get(_ROWS_REPEATED))
    first = table.line + 1
    table.line += times
    cells = _cells(element, first, table, told)
    if not cells:
        return
    if element.get(_VISIBILITY) == "collapse":
        told.hidden_rows += times
        return
    taken = min(times, max(1, _MOST_REPEATED // len(cells)))
    if taken < times:
        told.partly.append(
            f"line {first:,} of sheet {table.name} is repeated {times:,} times, and {taken:,} of them were read; "
            "delete those that stand for nobody"
        )
    for number in range(first, first + taken):
        if len(table.lines) >= room:
            told.too_long(limits)
            return
        table.lines.append((number, cells))


def _cells(row: Any, line: int, table: _Table, told: Told) -> list[str]:
    """The cells of a row as printed, up to the last that holds something; those under a spanning cell are blank."""
    cells: list[str] = []
    column = 1
    for element in row:
        said = dict(element.items())
        times = _times(said[_COLUMNS_REPEATED]) if _COLUMNS_REPEATED in said else 1
        value = _value(element, said, column, line, table.name, told) if element.tag == _CELL else ""
        if value:
            if column + times - 1 > WIDEST:
                told.too_wide(table.name)
                times = WIDEST - column + 1
            if times < 1:
                break
            if len(cells) < column - 1:
                cells.extend([""] * (column - 1 - len(cells)))
            cells.extend([value] * times)
            down = _times(said.get(_ROWS_SPANNED))
            if 1 < down <= MOST_SPANNED:
                across = _times(said.get(_COLUMNS_SPANNED))
                table.areas.append(Area(line, column, line + down - 1, column + across - 1))
        column += times
    return cells


def _value(element: Any, said: dict[str, str], column: int, line: int, table: str, told: Told) -> str:
    """One cell as printed."""
    kind = said.get(_VALUE_TYPE)
    if kind in ("float", "percentage", "currency"):
        value = said.get(_VALUE, "")
        return (_number(value) if len(value) < _LONGEST else "") or _words(element)
    if kind == "date":
        value, words = said.get(_DATE_VALUE, ""), _words(element)
        return _date(value, words) if len(value) + len(words) < _LONGEST else words
    if kind == "time":
        return _time(said.get(_TIME_VALUE, ""))
    if kind == "boolean":
        return said.get(_BOOLEAN_VALUE, "").upper()
    words = _words(element)
    if _FORMULA in said:
        if not words and kind is None:
            told.not_computed(table, column, line)
        elif _ERROR.fullmatch(words):
            told.error(table, column, line, words)
            return ""
    return words or said.get(_STRING_VALUE, "")


@functools.lru_cache(maxsize=50_000)
def _number(value: str) -> str:
    """A number as printed; empty when it is none."""
    if _WHOLE.fullmatch(value):
        return value
    try:
        return as_printed(float(value))
    except ValueError:
        return ""


@functools.lru_cache(maxsize=50_000)
def _date(value: str, words: str) -> str:
    """A date with as much of it as its cell shows: a year alone, where the day is only stored, is a year."""
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return words or value
    numbers = [int(each) for each in _NUMBERS.findall(words) if len(each) < 10]
    return as_printed(moment, _precision(moment, numbers, words))


def _precision(moment: dt.datetime, numbers: list[int], words: str) -> Precision:
    rest = list(numbers)
    year = next((each for each in (moment.year, moment.year % 100) if each in rest), None)
    if not words or not numbers:
        return "day"
    if year is None:
        return "no year" if {moment.month, moment.day} & set(numbers) else "day"
    rest.remove(year)
    if not rest and words.strip().isdecimal():
        return "year"
    return "day" if moment.day in rest else "month"


def _time(value: str) -> str:
    match = _DURATION.fullmatch(value)
    if match is None:
        return value
    hours, minutes, seconds = map(int, match.groups())
    return as_printed(dt.timedelta(hours=hours, minutes=minutes, seconds=seconds))


def _words(cell: Any) -> str:
    """The paragraphs of a cell, a line each, without its comments."""
    if not len(cell):
        return ""
    first = cell[0]
    if len(cell) == 1 and not len(first) and first.tag == _PARAGRAPH:
        return first.text or ""
    found = ["".join(_pieces(part)) for part in cell if local_name(part.tag) == "p"]
    return "\n".join(found).strip("\n")


def _pieces(element: Any) -> Iterator[str]:
    """The words inside an element; blanks, tabs and line ends are elements of their own in OpenDocument."""
    yield element.text or ""
    for part in element:
        name = local_name(part.tag) if isinstance(part.tag, str) else ""
        if name == "s":
            yield " " * min(_times(attribute(part, "c")), 1000)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name not in ("annotation", "note", ""):
            yield from _pieces(part)
        yield part.tail or ""


def _times(said: str | None) -> int:
    """How often something is repeated; once where nothing, or nonsense, is said."""
    return max(1, int(said)) if said is not None and said.isdecimal() and len(said) < 10 else 1


def _properties(package: Package) -> list[Evidence]:
    root = package.xml("meta.xml") if "meta.xml" in package else None
    meta = None if root is None else root.find("{*}meta")
    said = {local_name(each.tag): each.text or "" for each in (() if meta is None else meta)}
    return properties(said.get("title"), said.get("initial-creator"), said.get("creation-date"), said.get("creator"))
