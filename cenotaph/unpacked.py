"""The files found inside files as sources of their own, and what is read beside what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from cenotaph.flags import flag
from cenotaph.media_types import TRANSCRIBED
from cenotaph.read import Item, Limits, Part, Reading, place_of
from cenotaph.record import Companion, Source, digest


def unpacked(
    every: Sequence[Source], read: Sequence[tuple[Source, Reading]], limits: Limits
) -> tuple[list[Source], set[str]]:
    """All sources with those just found inside others, and the ids of the new ones, which are still to be read.

    Args:
        every: the sources so far.
        read: those just read, with their readings.
        limits: how deep files may lie in files, and how much one file may hold in all.

    Returns:
        Bytes that are held already are no new source; their place becomes one more of its paths.
    """
    known = {source.id: source for source in every}
    new: set[str] = set()
    for around, reading in read:
        for source in _sources_of(around, reading, known, limits):
            former = known.get(source.id)
            if former is None:
                new.add(source.id)
                known[source.id] = source
            else:
                known[source.id] = structs.replace(former, paths=tuple(sorted({*former.paths, *source.paths})))
    return list(known.values()), new


def unopened(source: Source) -> Reading:
    """The reading of a place whose bytes could not be had."""
    why = str(source.reason)
    flags = (flag("F006", sources=(source.id,), path=source.path or source.id, reason=why),)
    # capture has named a file that it could not open (F004); what lies inside a file is named here
    return Reading(source.id, "not_readable", why, flags=flags if source.derived_from else ())


def item_of(source: Source, root: Path, shelf: Path) -> Item:
    """Where the bytes of a source are read, and those of its transcript."""
    typed = next((companion for companion in source.companions if companion.role == "transcript"), None)
    if source.derived_from:
        transcript = None if typed is None else place_of(shelf, typed.sha256)
        return Item(place_of(shelf, str(source.sha256)), source, transcript)
    return Item(root / str(source.path), source, None if typed is None else root / typed.path)


def _sources_of(around: Source, reading: Reading, known: Mapping[str, Source], limits: Limits) -> list[Source]:
    """The sources that the parts of one reading are."""
    around = known[around.id]  # as it is now: it may have got another path meanwhile
    depth, room = _depth(around, known), limits.unpacked - _unpacked_before(around, known)
    scans = {part.name: part for part in reading.parts if (part.media_type or "").startswith(TRANSCRIBED)}
    typed = {part.name.removesuffix(".txt"): part for part in reading.parts if _is_transcript(part, scans)}
    found = []
    for part in reading.parts:
        if typed.get(part.name.removesuffix(".txt")) is part:
            continue
        room -= part.bytes or 0
        problem = part.problem
        if depth >= limits.nested:
            problem = f"it lies more than {limits.nested} files deep in other files; unpack it beside them"
        elif room < 0:
            problem = f"with it, more than {limits.unpacked / 2**20:,.0f} MB would be unpacked; unpack it beside them"
        found.append(_source(around, structs.replace(part, problem=problem), typed.get(part.name)))
    return found


def _is_transcript(part: Part, scans: Mapping[str, Part]) -> bool:
    is_text = (part.media_type or "").startswith("text/")
    return is_text and part.name.endswith(".txt") and part.name.removesuffix(".txt") in scans


def _depth(source: Source, known: Mapping[str, Source]) -> int:
    """How many files a source lies inside."""
    return sum(1 for _ in _around(source, known))


def _around(source: Source, known: Mapping[str, Source]) -> Iterator[Source]:
    while source.derived_from is not None:
        source = known[source.derived_from]
        yield source


def _unpacked_before(source: Source, known: Mapping[str, Source]) -> int:
    """Bytes of all that was unpacked so far from the outermost file around a source."""
    outermost = [*_around(source, known)][-1:] or [source]
    inside = (each for each in known.values() if each.derived_from)
    return sum(each.bytes or 0 for each in inside if [*_around(each, known)][-1].id == outermost[0].id)


def _source(around: Source, part: Part, typed: Part | None) -> Source:
    path = f"{around.path}/{part.name}"
    inherited: dict[str, Any] = {
        name: getattr(around, name) for name in ("captured", "captured_by", "access", "rights", "perspective")
    }
    sha256 = None if part.problem else part.sha256
    companions = () if typed is None else (_companion(around, typed),)
    return Source(
        id=f"src-{sha256[:16]}" if sha256 else "src-" + digest("unpacked", around.id, part.name),
        status="not_readable",  # until it is read
        path=path,
        paths=(path,),
        sha256=sha256,
        media_type=part.media_type,
        bytes=part.bytes,
        url=part.url,
        reason=part.problem,
        derived_from=around.id,
        evidence=part.evidence,
        companions=companions,
        **inherited,
    )


def _companion(around: Source, typed: Part) -> Companion:
    return Companion(f"{around.path}/{typed.name}", str(typed.sha256), int(typed.bytes or 0), "transcript")
