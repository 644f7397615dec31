"""What changed between two builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph.record import TABLES
from cenotaph.show import load


class Difference(Struct, frozen=True):
    """One table's rows that came, went or changed, by id."""

    table: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def diff(old: str | Path, new: str | Path) -> tuple[Difference, ...]:
    """Compare the derived tables of two archives (or two copies of one).

    Returns:
        One `Difference` per table that differs, in the order of `cenotaph.record.TABLES`.

    Raises:
        ArchiveError: one of them has not been built.
    """
    first, second = archives.find(Path(old)), archives.find(Path(new))
    found = []
    for name, record in TABLES.items():
        before: dict[str, Any] = {row.id: row for row in load(first, record, name)}  # type: ignore[attr-defined]
        after: dict[str, Any] = {row.id: row for row in load(second, record, name)}  # type: ignore[attr-defined]
        difference = Difference(
            name,
            tuple(sorted(after.keys() - before.keys())),
            tuple(sorted(before.keys() - after.keys())),
            tuple(sorted(key for key in before.keys() & after.keys() if before[key] != after[key])),
        )
        if difference.added or difference.removed or difference.changed:
            found.append(difference)
    return tuple(found)
