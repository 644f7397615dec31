"""The files found inside files as sources of their own, and what is read beside what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import structs

from cenotaph.belonging import belonging
from cenotaph.flags import flag
from cenotaph.read import Item, Limits, Part, Reading, place_of
from cenotaph.record import Companion, CompanionRole, Source, digest


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
    used: Counter[str] = Counter()
    for source in every:
        if source.derived_from:
            used[_outermost(source, known)] += source.bytes or 0
    new: set[str] = set()
    for around, reading in read:
        if not reading.parts:
            continue
        for source in _sources_of(known[around.id], reading, known, used, limits):
            former = known.get(source.id)
            if former is None:
                new.add(source.id)
                known[source.id] = source
                used[_outermost(source, known)] += source.bytes or 0
            else:
                known[source.id] = _found_again(former, source)
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


def _sources_of(
    around: Source, reading: Reading, known: Mapping[str, Source], used: Mapping[str, int], limits: Limits
) -> list[Source]:
    """The sources that the parts of one reading are; a part that belongs to another is that one's companion."""
    depth, room = _depth(around, known), limits.unpacked - used.get(_outermost(around, known), 0)
    beside = belonging({part.name: part.media_type for part in reading.parts if part.sha256})
    companions: dict[str, list[Companion]] = {}
    for part in reading.parts:
        if part.name in beside:
            to = beside[part.name]
            companions.setdefault(to.path, []).append(_companion(around, part, to.role))
    found = []
    for part in reading.parts:
        room -= part.bytes or 0
        if part.name in beside:
            continue
        problem = part.problem
        if depth >= limits.nested:
            problem = f"it lies more than {limits.nested} files deep in other files; unpack it beside them"
        elif room < 0:
            problem = f"with it, more than {limits.unpacked / 2**20:,.0f} MB would be unpacked; unpack it beside them"
        found.append(_source(around, structs.replace(part, problem=problem), companions.get(part.name, ())))
    return found


def _found_again(former: Source, again: Source) -> Source:
    """A source with the place at which the same bytes were found once more, and what is said of them there."""
    evidence = (*former.evidence, *(each for each in again.evidence if each not in former.evidence))
    paths = tuple(sorted({*former.paths, *again.paths}))
    return structs.replace(former, paths=paths, url=former.url or again.url, evidence=evidence)


def _depth(source: Source, known: Mapping[str, Source]) -> int:
    """How many files a source lies inside."""
    return sum(1 for _ in _around(source, known))


def _around(source: Source, known: Mapping[str, Source]) -> Iterator[Source]:
    while source.derived_from is not None:
        source = known[source.derived_from]
        yield source


def _outermost(source: Source, known: Mapping[str, Source]) -> str:
    """The id of the file that lies in no other, around a source."""
    return [source, *_around(source, known)][-1].id


def _source(around: Source, part: Part, companions: Sequence[Companion]) -> Source:
    path = f"{around.path}/{part.name}"
    inherited: dict[str, Any] = {
        name: getattr(around, name) for name in ("captured", "captured_by", "access", "rights", "perspective")
    }
    sha256 = None if part.problem else part.sha256
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
        companions=tuple(sorted(companions, key=lambda each: each.path)),
        **inherited,
    )


def _companion(around: Source, part: Part, role: CompanionRole) -> Companion:
    return Companion(f"{around.path}/{part.name}", str(part.sha256), int(part.bytes or 0), role)
