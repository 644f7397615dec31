"""A workbook for a spreadsheet program, written sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from cenotaph.errors import StorageError

MOST_ROWS = 1_048_575
"""Rows below its header that a sheet of this format can hold; further ones go to a next sheet."""
_NOT_WRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""

Value = str | float | None
Table = tuple[str, Sequence[str], Iterable[Sequence[Value]]]
"""A sheet's title, header and rows."""


def save_workbook(path: Path, tables: Iterable[Table]) -> None:
    """Write an XLSX file. Text stays text: a cell that begins with "=" is shown and never computed.

    Raises:
        StorageError: the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    for title, header, rows in tables:
        body = iter(rows)
        for number in range(1, 1000):
            page = book.create_sheet(title if number == 1 else f"{title} {number}")
            page.freeze_panes = "A2"
            head = [_cell(page, name) for name in header]
            for cell in head:
                cell.font = Font(bold=True)
            page.append(head)
            written = 0
            while written < MOST_ROWS and (row := next(body, None)) is not None:
                page.append([_cell(page, value) for value in row])
                written += 1
            if written < MOST_ROWS:
                break
    made = BytesIO()  # a workbook that fails halfway leaves neither a torn file nor a trace of its writers
    book.save(made)
    try:
        path.write_bytes(made.getbuffer())
    except OSError as error:
        raise StorageError(f"{path} cannot be written", str(error)) from error


def _cell(page: Any, value: Value) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(page, value)
    cell = WriteOnlyCell(page, _NOT_WRITABLE.sub("�", value)[:32_767])
    cell.data_type = "s"
    return cell
