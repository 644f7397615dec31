"""Do a step of the build only when something it depends on has changed.

The key of a step is a digest over its input tables, its rulings and settings, the source files and
language data it is made of, and the versions of the libraries it uses. Its outputs are Parquet
files; a step whose key stands in `steps.json` and whose outputs are there is not done again, and
then no file is written.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
import platform
from collections.abc import Callable, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cenotaph.record import TABLES, Sample, digest

if TYPE_CHECKING:
    import pyarrow as pa

COMMON = (
    "access.py",
    "around.py",
    "belonging.py",
    "blocks.py",
    "cells.py",
    "chat_lines.py",
    "contacts.py",
    "count.py",
    "count_bare.py",
    "count_bounds.py",
    "count_denied.py",
    "count_digits.py",
    "count_grammar.py",
    "count_phrases.py",
    "count_ranges.py",
    "count_types.py",
    "coverage.py",
    "dates_in_words.py",
    "disjoint.py",
    "edtf.py",
    "flags.py",
    "flags.toml",
    "folding.py",
    "gazetteer.py",
    "language_guess.py",
    "letters.py",
    "list_words.py",
    "living.py",
    "merging.py",
    "messages",
    "record.py",
    "rules.py",
    "script.py",
    "sensitive.py",
    "speaking.py",
    "steps.py",
    "table.py",
    "uncollected.py",
    "voices.py",
    "wording.py",
    "wrapping.py",
)
"""Source files that every step depends on."""

LIBRARIES = (
    "babel",
    "brotli",
    "duckdb",
    "jinja2",
    "lxml",
    "msgspec",
    "nh3",
    "numpy",
    "pillow",
    "pyarrow",
    "pypdf",
    "pypdfium2",
    "python-calamine",
    "rapidfuzz",
    "scipy",
    "splink",
    "trafilatura",
    "warcio",
)
"""Libraries whose version may change what a step gives."""


BETWEEN: dict[str, type[Struct]] = {"samples": Sample}
"""Tables that only stand between steps and are no rows of a table of the record."""


class Done(Struct, frozen=True):
    """What is known of a step that was done."""

    key: str
    outputs: dict[str, str] = {}  # table name -> sha256 of its Parquet file


class Steps:
    """The steps of one archive, their tables on disk, and which of them this run did.

    Args:
        folder: the archive's folder for derived things; made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.did: list[str] = []
        self._manifest = folder / "steps.json"
        self._done = _load(self._manifest)
        self._tables: dict[str, pa.Table] = {}

    def step(
        self,
        name: str,
        compute: Callable[[], Sequence[pa.Table]],
        *,
        inputs: Sequence[str] = (),
        outputs: Sequence[str] = (),
        files: Sequence[Path] = (),
        code: Sequence[str] = (),
        settings: object = None,
    ) -> bool:
        """Do one step unless its key is unchanged.

        Args:
            name: the step's name.
            compute: gives one table per name in `outputs`, in that order.
            inputs: names of tables it reads, all written by earlier steps.
            outputs: names of the tables it gives.
            files: what it writes beside its tables; when one is gone, it is done again.
            code: files and folders of this package the step is made of.
            settings: whatever else it depends on; anything msgspec can encode.

        Returns:
            True when the step was done, False when nothing had changed.
        """
        key = digest(
            name,
            [(table, self.digest(table)) for table in inputs],
            sorted(outputs),
            code_digest(tuple(code)),
            msgspec.json.encode(settings, order="deterministic").decode(),
            length=32,
        )
        last = self._done.get(name)
        if last is not None and last.key == key and self._stands(last) and all(path.is_file() for path in files):
            return False
        if last is not None:  # an interrupted step must not look done when its inputs change back
            del self._done[name]
            self._keep_manifest()
        from cenotaph import table as tables

        written: dict[str, str] = {}
        for table_name, value in zip(outputs, compute(), strict=True):
            tables.write(value, self.path(table_name))
            self._tables[table_name] = value
            written[table_name] = hashlib.sha256(self.path(table_name).read_bytes()).hexdigest()
        self._done[name] = Done(key, written)
        self.did.append(name)
        self._keep_manifest()
        return True

    def _stands(self, done: Done) -> bool:
        """Whether the outputs are there as they were written; a damaged one is made again."""
        return all(self._is_whole(table, sha256) for table, sha256 in done.outputs.items())

    def _is_whole(self, table_name: str, sha256: str) -> bool:
        try:
            return hashlib.sha256(self.path(table_name).read_bytes()).hexdigest() == sha256
        except FileNotFoundError:
            return False

    def _keep_manifest(self) -> None:
        write_bytes(self._manifest, msgspec.json.encode(self._done, order="deterministic"))

    def path(self, table_name: str) -> Path:
        """Where a table stands: the record's tables under `tables/`, what lies between under `steps/`."""
        place = "tables" if table_name in TABLES else "steps"
        return self.folder / place / f"{table_name}.parquet"

    def digest(self, table_name: str) -> str:
        """The digest of a table that an earlier step gave."""
        return next(done.outputs[table_name] for done in self._done.values() if table_name in done.outputs)

    def table(self, table_name: str) -> pa.Table:
        """A table that an earlier step gave, now or in an earlier run."""
        if table_name not in self._tables:
            from cenotaph import table as tables

            known = {**TABLES, **BETWEEN}
            record = known[table_name if table_name in known else table_name.rpartition("_")[2]]
            self._tables[table_name] = tables.read(self.path(table_name), record)
        return self._tables[table_name]


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@functools.cache
def code_digest(parts: tuple[str, ...]) -> str:
    """A digest over source files and language data, and over the versions of Python and the libraries."""
    state = hashlib.sha256(_versions().encode())
    root = files("cenotaph")
    for part in sorted({*COMMON, *parts}):
        for path, data in _contents(root.joinpath(part), part):
            state.update(f"{path}\0{len(data)}\0".encode())
            state.update(data)
    return state.hexdigest()


def _contents(place: Traversable, path: str) -> list[tuple[str, bytes]]:
    if place.is_file():
        return [(path, place.read_bytes())]
    if not place.is_dir():
        return []
    inside = [item for item in place.iterdir() if item.name != "__pycache__"]
    return [found for item in sorted(inside, key=lambda i: i.name) for found in _contents(item, f"{path}/{item.name}")]


@functools.cache
def _versions() -> str:
    found = [f"python {platform.python_version()}", *(f"{name} {_version(name)}" for name in LIBRARIES)]
    return "\n".join(found)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "absent"


def _load(manifest: Path) -> dict[str, Done]:
    """The steps done before; a damaged manifest means none, since everything here can be made again."""
    try:
        return msgspec.json.decode(manifest.read_bytes(), type=dict[str, Done])
    except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
