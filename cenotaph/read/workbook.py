"""Excel workbooks (XLSX): every visible sheet, cell by cell as printed, dates as ISO 8601."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from cenotaph.flags import flag
from cenotaph.media_types import ENCRYPTED_OFFICE, XLSX
from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.tables import Line, rows_of
from cenotaph.record import Evidence, Flag, Row, Source

NAME = "Excel workbook"
MEDIA_TYPES = (XLSX, ENCRYPTED_OFFICE)
EXTENSIONS = (".xlsx", ".xlsm")

_WIDEST = 1000
"""Columns beyond are told, not read: a list of people has some twenty."""


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Every line of every visible sheet as a row; formulas by the value last computed.

    Only cells that hold something are walked, so a sheet whose one cell is XFD1048576 costs nothing.
    Yields S022 (hidden sheets, which are never read), F006, F007.
    """
    if source.media_type == ENCRYPTED_OFFICE:
        return not_readable(source, "it is protected by a password", "save a copy without one beside it")
    problem = _container_problem(data, limits)
    if problem:
        return not_readable(source, *problem)
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    hidden = [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]
    rows: list[Row] = []
    partly: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            lines = _lines(sheet, limits, limits.rows - len(rows), partly)
            rows.extend(rows_of(lines, source, sheet.title, limits))
    return reading(
        source,
        rows=rows,
        evidence=_properties(book.properties),
        flags=_hidden_flags(source, len(hidden)),
        partly=tuple(dict.fromkeys(partly)),
    )


def _container_problem(data: bytes, limits: Limits) -> tuple[str, str] | None:
    """Why the ZIP around the sheets cannot be opened, or would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(member.file_size for member in archive.infolist())
            # Flag bit 0: the member is encrypted (APPNOTE.TXT 4.4.4).
            is_locked = any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        return f"the file is damaged or cut short ({error})", "get it again from where it came"
    if is_locked:
        return "it is protected by a password", "save a copy without one beside it"
    if size > limits.memory // 2:
        return f"it would unpack to {size / 2**30:.1f} GB", "save its sheets as CSV beside it"
    return None


def _lines(sheet: Any, limits: Limits, room: int, partly: list[str]) -> list[Line]:
    """The lines of one sheet that hold something, merged cells with the value of their first in the same row."""
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    stream = sheet._get_source()  # noqa: SLF001 - iter_rows would walk each of the 17 billion cells in front of XFD1048576
    parser = WorkSheetParser(
        stream,
        sheet._shared_strings,  # noqa: SLF001
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,  # noqa: SLF001
        timedelta_formats=book._timedelta_formats,  # noqa: SLF001
    )
    lines: list[Line] = []
    with stream:
        for number, cells in parser.parse():
            printed = _printed(cells, sheet.title, partly)
            if not any(printed):
                continue
            if len(lines) >= room:
                partly.append(f"only the first {limits.rows:,} lines were read; split the workbook")
                break
            lines.append((number, printed))
    return _with_merges(lines, parser.merged_cells)


def _printed(cells: list[dict[str, Any]], sheet: str, partly: list[str]) -> list[str]:
    filled = [(cell["column"], as_printed(cell["value"])) for cell in cells if cell["value"] is not None]
    near = [(column, value) for column, value in filled if column <= _WIDEST]
    if len(near) < len(filled):
        partly.append(f"cells of sheet {sheet} right of column {_WIDEST:,} were not read; move them to the left")
    line = [""] * max((column for column, _ in near), default=0)
    for column, value in near:
        line[column - 1] = value
    return line


def as_printed(value: object) -> str:
    """A cell's value as its reader sees it: whole numbers without a point, days as ISO 8601, truth as TRUE or FALSE.

    Example:
        >>> as_printed(12.0), as_printed(datetime.datetime(1990, 1, 20))
        ('12', '1990-01-20')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(timespec="seconds")
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")


def _with_merges(lines: list[Line], merged: Any) -> list[Line]:
    """Cells merged down a column are filled from above: a family's name printed once for all its lines."""
    by_number = {number: list(cells) for number, cells in lines}
    for area in _areas(merged):
        value = _cell(by_number.get(area.min_row), area.min_col)
        if not value or area.min_row == area.max_row:
            continue
        for number in range(area.min_row + 1, min(area.max_row, area.min_row + 10_000) + 1):
            line = by_number.get(number)
            if line is not None and not _cell(line, area.min_col):
                line.extend([""] * (area.min_col - len(line)))
                line[area.min_col - 1] = value
    return [(number, by_number[number]) for number, _ in lines]


def _areas(merged: Any) -> Iterator[Any]:
    from openpyxl.worksheet.cell_range import CellRange

    for reference in getattr(merged, "mergeCell", None) or ():
        yield CellRange(reference.ref)


def _cell(line: list[str] | None, column: int) -> str:
    return line[column - 1] if line is not None and column <= len(line) else ""


def _properties(properties: Any) -> list[Evidence]:
    """Title and maker as the workbook's properties state them; its last editor is nobody's business."""
    found = []
    for field, value in (("title", properties.title), ("author", properties.creator)):
        if value and value != "openpyxl":
            found.append(Evidence(field=field, value=value, rule="document-property", quote=value, weight=0.4))
    if properties.created:
        day = properties.created.date().isoformat()
        found.append(Evidence(field="published", value=day, rule="document-property", quote=day, weight=0.3))
    return found


def _hidden_flags(source: Source, count: int) -> tuple[Flag, ...]:
    if not count:
        return ()
    return (flag("S022", sources=(source.id,), path=source.path or source.id, count=count),)
