"""JSON: one file for each table, the fields as `cenotaph.record` names them, one record on each line."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cenotaph import table
from cenotaph.publish.contents import Record
from cenotaph.publish.exports import PUBLISHED
from cenotaph.record import TABLES

NAME = "json"
ORDER = 10


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`json/<table>.json` for every published table."""
    del made
    encode = msgspec.json.Encoder().encode
    files = {}
    for name in PUBLISHED:
        lines = [encode(row) for row in table.records(getattr(record, name), TABLES[name])]
        files[f"json/{name}.json"] = b"[\n" + b",\n".join(lines) + b"\n]\n" if lines else b"[]\n"
    return files
