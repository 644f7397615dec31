"""The truth of the invented archive, the tables of a built copy of it, and what one figure is."""

from __future__ import annotations

import csv
import functools
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct

from cenotaph import table
from cenotaph.record import TABLES, Claim, Entry, Estimate, Flag, Source

TRUTH = Path(__file__).parent / "invented"
CORPUS = Path(__file__).parents[2] / "examples" / "ozmara"


class Score(Struct, frozen=True):
    """One figure, what it is out of, and what went wrong."""

    name: str
    value: float
    out_of: int
    misses: tuple[str, ...] = ()


class Built(Struct, frozen=True):
    """The tables of a built archive that the scores need."""

    sources: list[Source]
    claims: list[Claim]
    entries: list[Entry]
    flags: list[Flag]
    estimates: list[Estimate]
    person_of: dict[str, str]  # entry id -> person id
    copy_groups: list[frozenset[str]]  # source ids
    paths: dict[str, str]  # source id -> path


def read_built(archive: Path) -> Built:
    """The tables under `.cenotaph/tables` of an archive."""

    def rows(name: str) -> list[Any]:
        record = TABLES[name]
        return table.records(table.read(archive / ".cenotaph" / "tables" / f"{name}.parquet", record), record)

    sources = rows("sources")
    return Built(
        sources=sources,
        claims=rows("claims"),
        entries=rows("entries"),
        flags=rows("flags"),
        estimates=rows("estimates"),
        person_of={link.entry: link.person for link in rows("links")},
        copy_groups=[frozenset(group.sources) for group in rows("copy_groups")],
        paths={source.id: source.path or "" for source in sources},
    )


def corpus_digest() -> str:
    """A digest over the archive's raw files and the truth: a floor holds for one corpus."""
    state = hashlib.sha256()
    raw = [CORPUS / "cenotaph.toml", CORPUS / "sources.csv", *(CORPUS / "sources").rglob("*")]
    for path in sorted([*raw, *TRUTH.iterdir()], key=lambda path: path.as_posix()):
        if path.is_file():
            state.update(f"{path.name}:{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return state.hexdigest()


@functools.cache
def truth_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file of the truth."""
    with (TRUTH / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@functools.cache
def truth_json(name: str) -> Any:
    """One JSON file of the truth."""
    return json.loads((TRUTH / name).read_text(encoding="utf-8"))


@functools.cache
def truth_claims() -> tuple[dict[str, Any], ...]:
    """Every claim a careful reader notes."""
    lines = (TRUTH / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


def share(name: str, good: int, out_of: int, misses: Iterable[str] = ()) -> Score:
    """A share as a score; of nothing, it is 1."""
    return Score(name, round(good / out_of, 4) if out_of else 1.0, out_of, tuple(misses))
