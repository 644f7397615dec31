"""From which side, in which language and when sources speak of an incident, and what of it is absent.

Counts of sources, no verdict: a perspective that is absent may have had nothing to say, or nobody has looked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from cenotaph.record import Aspect, Claim, CopyGroup, Coverage, Entry, Incident, Source
from cenotaph.voices import groups_of_sources, voices_of


def coverage(
    incidents: Sequence[Incident],
    sources: Iterable[Source],
    claims: Iterable[Claim],
    entries: Iterable[Entry] = (),
    copy_groups: Iterable[CopyGroup] = (),
    *,
    asked: Collection[Aspect] = ("perspective", "language", "year", "copy group"),
) -> tuple[Coverage, ...]:
    """For every declared incident the sources that speak of it, by perspective, language, year and copy group.

    A source speaks of an incident when a statement or a naming of its own is assigned to it. A perspective or a
    language that other speaking sources of the archive have, and none of these, stands there with no source.

    Args:
        incidents: declared ones.
        sources: those that may be counted.
        claims: whose sources speak of their incidents.
        entries: the same.
        copy_groups: sources of one group are one voice.
        asked: the aspects that are wanted.

    Returns:
        By incident as declared, then by aspect, then by value; what is not stated comes last.
    """
    known = {source.id: source for source in sources}
    groups = groups_of_sources(copy_groups)
    spoken: dict[str, Counter[str]] = {}
    for statements in (claims, entries):
        for one in statements:
            if one.incident is not None and one.source in known:
                spoken.setdefault(one.incident, Counter())[one.source] += 1
    speaking = {source for counts in spoken.values() for source in counts}
    aspects: dict[Aspect, Callable[[str], Sequence[str]]] = {
        "perspective": lambda source: [known[source].perspective or ""],
        "language": lambda source: [(known[source].language or "").partition("-")[0]],
        "year": lambda source: [_year(known[source].published)],
        "copy group": lambda source: [group.id for group in groups.get(source, ())],
    }
    in_archive: dict[Aspect, set[str]] = {
        aspect: {value for source in speaking for value in aspects[aspect](source)} for aspect in _ABSENCES
    }
    return tuple(
        row
        for incident in incidents
        for aspect, values_of in aspects.items()
        if aspect in asked
        for row in _rows(
            incident.id, aspect, spoken.get(incident.id, Counter()), values_of, in_archive.get(aspect, set()), groups
        )
    )


_ABSENCES: tuple[Aspect, ...] = ("perspective", "language")
"""Of a year or a copy group it says nothing that an incident has none of its sources there."""


def _rows(
    incident: str,
    aspect: Aspect,
    counts: Mapping[str, int],
    values_of: Callable[[str], Sequence[str]],
    others: Iterable[str],
    groups: Mapping[str, Sequence[CopyGroup]],
) -> list[Coverage]:
    """One row per value of one aspect; a source in no copy group is in none, a merged one in several."""
    own: dict[str, list[str]] = {value: [] for value in others if value}
    for source in counts:
        for value in values_of(source):
            own.setdefault(value, []).append(source)
    return [
        Coverage(
            incident=incident,
            aspect=aspect,
            value=value,
            sources=len(own[value]),
            voices=len(set(voices_of(own[value], groups).values())),
            statements=sum(counts[source] for source in own[value]),
        )
        for value in sorted(own, key=lambda value: (not value, value))
    ]


def _year(published: str | None) -> str:
    found = re.match(r"-?\d{4}", published or "")
    return found.group() if found else ""
