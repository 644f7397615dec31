"""Open data beside the site: one module for each kind of file, found by scanning this folder.

A module has `NAME`, `ORDER` (a lower one is made first) and a function
`export(record, made) -> dict[path, bytes]`: from a view of the record, and from the files
made so far, to further files. Paths are relative to the folder of the data.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Mapping
from typing import Protocol

from cenotaph.publish.contents import Record
from cenotaph.record import TABLES

PUBLISHED = tuple(name for name in TABLES if name not in {"texts", "rows"})
"""The tables that are given out. Whole texts are other people's works; they stand in their sources."""


class Exporter(Protocol):
    """What a module of this folder offers."""

    NAME: str
    ORDER: int

    def export(self, record: Record, made: Mapping[str, bytes]) -> dict[str, bytes]:
        """Further files, by path."""
        ...


@functools.cache
def exporters() -> tuple[Exporter, ...]:
    """All exporters, in the order in which they run."""
    found = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return tuple(sorted(found, key=lambda module: (module.ORDER, module.NAME)))


def export_all(record: Record) -> dict[str, bytes]:
    """Every file that the exporters make of `record`, by path."""
    made: dict[str, bytes] = {}
    for exporter in exporters():
        made |= exporter.export(record, made)
    return dict(sorted(made.items()))
