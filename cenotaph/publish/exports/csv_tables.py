"""CSV: one file for each table, safe to open in a spreadsheet.

UTF-8 without a mark, commas, a line feed at each end. A cell that a spreadsheet could take for a formula
gets an apostrophe in front (CWE-1236); a list or a nested record is JSON in its cell; an empty cell is
"not stated".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from cenotaph.publish.contents import Record
from cenotaph.publish.exports import PUBLISHED

NAME = "csv"
ORDER = 10

_SPECIAL = re.compile(r'[",\r\n]')
_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠|%")


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`csv/<table>.csv` for every published table."""
    del made
    return {f"csv/{name}.csv": to_csv(getattr(record, name)) for name in PUBLISHED}


def to_csv(table: pa.Table) -> bytes:
    """A table as CSV; one row is one record."""
    columns = [column.to_pylist() for column in table.columns]
    lines = [table.schema.names, *([safe_cell(value) for value in row] for row in zip(*columns, strict=True))]
    return "".join(",".join(map(_quoted, line)) + "\n" for line in lines).encode("utf-8")


def _quoted(cell: str) -> str:
    """A cell as it stands in the file. The `csv` module leaves a lone carriage return bare, and readers end there."""
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


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
