"""CSV: one file for each table, safe to open in a spreadsheet.

UTF-8 without a mark, commas, a line feed at each end. A cell that a spreadsheet could take for a formula
gets an apostrophe in front (CWE-1236); a list or a nested record is JSON in its cell; an empty cell is
"not stated".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from cenotaph.publish.contents import Record
from cenotaph.publish.exports import PUBLISHED

NAME = "csv"
ORDER = 10

_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠|%")


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`csv/<table>.csv` for every published table."""
    del made
    return {f"csv/{name}.csv": to_csv(getattr(record, name)) for name in PUBLISHED}


def to_csv(table: pa.Table) -> bytes:
    """A table as CSV; one row is one record."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.schema.names)
    columns = [column.to_pylist() for column in table.columns]
    writer.writerows([safe_cell(value) for value in row] for row in zip(*columns, strict=True))
    return out.getvalue().encode("utf-8")


def safe_cell(value: Any) -> str:
    """A value as the text of one cell.

    Example:
        >>> safe_cell("=1+1"), safe_cell(-5), safe_cell(["a"]), safe_cell(None)
        ("'=1+1", '-5', '["a"]', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "'" + text if text.lstrip(" \u00a0")[:1] in _DANGEROUS and text.strip() else text
