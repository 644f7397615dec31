"""The whole hostile set, and how it is read: through the workers a build reads with, under small limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import make_mail
import make_office
import make_pages
import make_pdf
import make_pictures
import make_tables
import make_text
import make_warc
import make_zip
from hostile_case import GOOD, Case

from cenotaph.per_source import readings
from cenotaph.read import Limits, Reading
from cenotaph.read.formats import described
from cenotaph.record import Source

GROUPS: dict[str, tuple[Case, ...]] = {
    "text": make_text.CASES,
    "pages": make_pages.CASES,
    "tables": make_tables.CASES,
    "office": make_office.CASES,
    "pdf": make_pdf.CASES,
    "zip": make_zip.CASES,
    "mail": make_mail.CASES,
    "warc": make_warc.CASES,
    "pictures": make_pictures.CASES,
}
"""Every case, by what its files are."""

LIMITS = Limits(
    seconds=10,
    memory=512 * 2**20,
    characters=200_000,
    rows=20_000,
    unpacked=64 * 2**20,
    parts=300,
    pixels=50_000_000,
)
"""Small, so that what is too much is so in a second."""


class Answer(NamedTuple):
    """What came out of one file and of the files inside it."""

    own: Reading
    reasons: str  # its own and those of the files inside it, one a line
    words: str  # texts, cells, names of parts, evidence
    flags: frozenset[str]
    inside: int  # how many files were found in it


def write(folder: Path, cases: Sequence[Case]) -> list[Source]:
    """The cases as files of an archive, each followed by a good one, and their sources."""
    sources = []
    for at, case in enumerate(cases):
        good = f"{GOOD} This is report {at}.\n".encode()
        for name, data in ((case.name, case.data()), (f"good-{at}.txt", good)):
            (folder / name).write_bytes(data)
            # one digest for two cases would make one source of them
            known = Source(id="", status="not_readable", path=name, paths=(name,))
            sources.append(described(data, known))
    return sources


def read_all(folder: Path, derived: Path, sources: Sequence[Source], jobs: int = 1) -> dict[str, Answer]:
    """The answers by name of file."""
    found = readings(folder, derived, sources, jobs, LIMITS, lambda *_: None)
    everything = _Everything(found.sources, found.readings)
    return {str(source.path): _answer(list(everything.of(source.id, set()))) for source in sources}


class _Everything:
    """What came out of a whole run."""

    def __init__(self, sources: Sequence[Source], readings: Sequence[Reading]) -> None:
        self._readings = {reading.source: reading for reading in readings}
        self._by_digest = {source.sha256: source.id for source in sources if source.sha256}
        self._inside: dict[str, list[str]] = {}
        for source in sources:
            if source.derived_from:
                self._inside.setdefault(source.derived_from, []).append(source.id)

    def of(self, name: str, seen: set[str]) -> Iterator[Reading]:
        """The reading of one source, then those of the files inside it."""
        if name in seen:
            return
        seen.add(name)
        reading = self._readings[name]
        yield reading
        # the same bytes inside two files are one source, derived from the first of them
        shared = [self._by_digest[part.sha256] for part in reading.parts if part.sha256 in self._by_digest]
        for each in (*self._inside.get(name, ()), *shared):
            yield from self.of(each, seen)


def _answer(every: Sequence[Reading]) -> Answer:
    parts = [part for reading in every for part in reading.parts]
    reasons = [reading.reason or "" for reading in every] + [part.problem or "" for part in parts]
    flags = frozenset(flag.code for reading in every for flag in reading.flags)
    return Answer(every[0], "\n".join(reasons), "\n".join(_words(every)), flags, len(every) - 1)


def _words(every: Sequence[Reading]) -> Iterator[str]:
    for reading in every:
        yield reading.text.text if reading.text else ""
        yield from (cell for row in reading.rows for cell in row.cells)
        yield from (part.name for part in reading.parts)
        yield from (evidence.value for evidence in reading.evidence)


def faults(case: Case, answer: Answer) -> Iterator[str]:
    """In what an answer is not the one the case asks for."""
    if answer.own.status not in case.ends.split("|"):
        yield f"ended {answer.own.status} ({answer.own.reason}), not {case.ends}"
    if case.reason and answer.own.status != "read" and not re.search(case.reason, answer.reasons):
        yield f"gave the reason {answer.reasons[:300]!r}, not {case.reason!r}"
    yield from (f"lost {words[:80]!r}" for words in case.holds if words not in answer.words)
    yield from (f"let out {words[:80]!r}" for words in case.lacks if words in answer.words + answer.reasons)
    yield from (f"has no flag {code}" for code in case.flags if code not in answer.flags)
    for ended, told in (("time", "took longer than"), ("memory", "of memory"), ("crash", "crashed on it")):
        if told in answer.reasons and case.may_end_by != ended:
            yield f"was ended by {ended}: {answer.reasons[:200]!r}"
    if (answer.own.reason is None) == (answer.own.status != "read"):
        yield f"ended {answer.own.status} with the reason {answer.own.reason}"
