"""Old Excel workbooks (XLS of Excel 5 to 2003): every visible sheet, cell by cell, dates as ISO 8601."""

from __future__ import annotations

import io
import re
from typing import Any

from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.sheet_cells import WIDEST, Area, Told, as_printed, with_spans
from cenotaph.read.tables import Line, rows_of_sheets
from cenotaph.record import Source

NAME = "old Excel workbook"
MEDIA_TYPES = ("application/vnd.ms-excel",)
EXTENSIONS = (".xls", ".xlt")
LIBRARIES = ("python_calamine",)

_LOCKED = re.compile(rb"\x09\x08(?:\x08\x00.{8}|\x10\x00.{16})(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL)
"""The beginning of an encrypted workbook: records BOF and FILEPASS, with WRITEPROT between them or without ([MS-XLS]
2.4.21, 2.4.117). The library tells such a file from a damaged one by its error only in newer formats."""


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Every line of every visible sheet as a row; formulas by the value last computed.

    Yields S022 (hidden sheets), F006, F007. Limits: hidden rows and columns are not told apart, and a cell that holds
    an error is empty.
    """
    return read_by_library(data, source, limits)


def read_by_library(data: bytes, source: Source, limits: Limits) -> Reading:
    """What python-calamine reads of a workbook, whichever of its formats it is in."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    told = Told()
    sheets: list[tuple[str, list[Line]]] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for each in book.sheets_metadata:
            if each.visible != SheetVisibleEnum.Visible:
                told.hidden_sheets += 1
            elif each.typ == SheetTypeEnum.WorkSheet:
                room = limits.rows - sum(len(lines) for _, lines in sheets)
                sheets.append((each.name, _lines(book.get_sheet_by_name(each.name), limits, room, told)))
    except CalamineError as error:
        if isinstance(error, PasswordError) or _LOCKED.search(data):
            return not_readable(source, "it is protected by a password", "save a copy without one beside it")
        if not any(lines for _, lines in sheets):
            why = f"the file is damaged or cut short ({str(error)[:120]})"
            return not_readable(source, why, "get it again from where it came")
        told.partly.append(f"a sheet could not be read ({str(error)[:120]}); save it as CSV beside the workbook")
    return reading(
        source,
        rows=rows_of_sheets(sheets, source, limits),
        flags=told.flags(source),
        partly=told.reasons([line for _, lines in sheets for line in lines], limits),
    )


def _lines(sheet: Any, limits: Limits, room: int, told: Told) -> list[Line]:
    """The lines that hold something, numbered as in the sheet."""
    if sheet.start is None:
        return []
    top, left = sheet.start
    lines: list[Line] = []
    for number, values in enumerate(sheet.iter_rows(), start=top + 1):
        cells = ["" if value == "" else as_printed(value) for value in values]
        if not any(cells):
            continue
        if len(lines) >= room:
            told.too_long(limits)
            break
        cells = [""] * left + cells
        if any(cells[WIDEST:]):
            told.too_wide(sheet.name)
        lines.append((number, cells[:WIDEST]))
    areas = [Area(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in sheet.merged_cell_ranges or ()]
    return with_spans(lines, areas)
