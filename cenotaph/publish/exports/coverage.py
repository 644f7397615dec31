"""Coverage: per incident the sources by perspective, language, year and copy group, and what is absent."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cenotaph import table
from cenotaph.coverage import coverage
from cenotaph.publish.contents import Record
from cenotaph.publish.exports.csv_tables import to_csv
from cenotaph.record import Claim, CopyGroup, Coverage, Entry, Source

NAME = "coverage"
ORDER = 20


def export(record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
    """`csv/coverage.csv` and `json/coverage.json`, over the sources of the view."""
    del made
    found = coverage(
        record.settings.incidents,
        table.records(record.sources, Source),
        table.records(record.claims, Claim),
        table.records(record.entries, Entry),
        table.records(record.copy_groups, CopyGroup),
    )
    lines = [msgspec.json.encode(row) for row in found]
    return {
        "csv/coverage.csv": to_csv(table.to_table(found, Coverage)),
        "json/coverage.json": b"[\n" + b",\n".join(lines) + b"\n]\n" if lines else b"[]\n",
    }
