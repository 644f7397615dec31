"""To which incident a text's further statements belong: the one it speaks of there.

A report names place and day once and goes on: "In Tuvarra 15 were shot. Another 540 were injured."
A statement without place and time of its own, or with one that does not speak against it, belongs to
the incident of the statement before it in the same text; at the head of a text, to the one its title
names, else to that of the first statement that can be placed.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

import msgspec

from cenotaph import edtf
from cenotaph.claim.known_incidents import Incidents
from cenotaph.errors import ValueFormatError
from cenotaph.record import Claim, Incident, Source

LATER = frozenset(
    {"gathered", "honoured", "commemoration", "apology", "anniversary", "legal", "quote", "buried", "cause"}
)
"""Kinds that speak of an incident, or are done because of it, at any time after it."""

FOLLOWS = frozenset({"died_later", "detained", "missing", "displaced", "deployed", "damaged"})
"""Kinds that go on for some time after the incident began."""

FOLLOWS_FOR = 366
"""Days for which they do: commissions count the later dead of an incident up to its first anniversary."""


def in_context(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    incidents: Incidents | Sequence[Incident],
    ruled: Container[str] = (),
) -> list[Claim]:
    """The same claims in the same order; those of a text that had no incident take the one spoken of there.

    Args:
        claims: with the incidents their own place and time give. Noted claims stay as they are: a
            row of a sheet has no row before it.
        sources: by id, for the titles.
        incidents: as declared; without any, nothing changes.
        ruled: ids of claims whose incident a person ruled on, "none" included; they stay as ruled.
    """
    declared = incidents if isinstance(incidents, Incidents) else Incidents(incidents)
    known = {incident.id: incident for incident in declared.declared}
    of_source: dict[str, list[int]] = {}
    for index, claim in enumerate(claims):
        if claim.basis == "quoted" and claim.span.start is not None:
            of_source.setdefault(claim.span.source, []).append(index)
    placed = list(claims)
    for source, indexes in of_source.items():
        indexes.sort(key=lambda index: (claims[index].span.start, claims[index].span.end, claims[index].id))
        firsts = [claims[i].incident for i in indexes if claims[i].incident in known]
        spoken_of = _titled(sources.get(source), declared) or next(iter(firsts), None)
        for index in indexes:
            claim = claims[index]
            if claim.incident is not None:
                spoken_of = claim.incident if claim.incident in known else spoken_of
            elif spoken_of is not None and claim.id not in ruled and _may_be(claim, known[spoken_of], declared):
                placed[index] = msgspec.structs.replace(claim, incident=spoken_of)
    return placed


def _titled(source: Source | None, incidents: Incidents) -> str | None:
    """The one incident whose place or further name stands in the source's title."""
    named = incidents.titled(source.title) if source is not None and source.title else []
    return named[0].id if len(named) == 1 else None


def _may_be(claim: Claim, incident: Incident, incidents: Incidents) -> bool:
    """Whether nothing the claim itself says of place and time speaks against the incident."""
    here = incidents.at(claim.where)
    if here and incident not in here:
        return False
    if not claim.when or claim.kind in LATER:
        return True
    try:
        when, start, end = (edtf.bounds(date) for date in (claim.when, incident.start or "..", incident.end or ".."))
    except ValueFormatError:
        return False
    if when is None or when[0] is None or when[1] is None or not start or start[0] is None:
        return True
    last = (end and end[1]) or start[0]
    reach = FOLLOWS_FOR if claim.kind in FOLLOWS else 0
    return edtf.day_number(when[1]) >= edtf.day_number(start[0]) and edtf.day_number(when[0]) <= (
        edtf.day_number(last) + reach
    )
