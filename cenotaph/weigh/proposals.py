"""Incidents proposed from the dates and places of statements, where none is declared.

A proposal is a question to the archive's own people: it is shown to them alone, enters no table of the record,
and nothing is assigned to it until it is declared in cenotaph.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.record import Claim, DeclaredPlace
from cenotaph.weigh.scope import known_places, scope_of, slug

FEWEST = 3
"""Statements from which on a time at a place is proposed; fewer are told of in passing."""

GAP = 2
"""Days between statements of one place that may still be of one incident: a night, and the day of its burials."""

LONGEST = 31
"""Days that one statement may cover: one on a whole year places no incident."""

HARM = frozenset({"killed", "died_later", "injured", "casualty", "missing", "detained", "displaced", "damaged"})
"""Kinds that are harm done: what was said, decided or remembered later is no incident of its own."""


class Proposal(Struct, frozen=True):
    """One incident that the statements suggest."""

    id: str  # a slug for cenotaph.toml: place and first day
    place: str  # as most statements name it
    start: str  # EDTF, the first day
    end: str  # EDTF, the last day
    names: tuple[str, ...]  # all names the statements give the place
    statements: int
    sources: int
    claims: tuple[str, ...]  # ids, sorted


class _Said(Struct, frozen=True):
    first: int  # day numbers, both inclusive
    last: int
    claim: Claim


def propose(claims: Iterable[Claim], places: Sequence[DeclaredPlace] = ()) -> tuple[Proposal, ...]:
    """Incidents that claims without one suggest: statements of harm at one place, on days close to each other.

    Args:
        claims: those with an incident, without a single place, and without days are passed over.
        places: as declared; all names of one are one place.

    Returns:
        Those with the most sources first. The cost grows as n log n.
    """
    gazetteer = known_places(places)
    at: dict[str, list[_Said]] = {}
    for claim in claims:
        placed = _placed(claim, gazetteer)
        if placed is not None:
            at.setdefault(placed[0], []).append(placed[1])
    found = [_proposal(place, run) for place in sorted(at) for run in _runs(at[place]) if len(run) >= FEWEST]
    return tuple(sorted(found, key=lambda one: (-one.sources, -one.statements, one.start, one.id)))


def _placed(claim: Claim, gazetteer: Gazetteer) -> tuple[str, _Said] | None:
    if claim.incident is not None or claim.kind.partition(":")[0] not in HARM or claim.modality == "denied":
        return None
    scope = scope_of(claim, gazetteer)
    bounds = edtf.bounds(scope.period) if scope.period else None
    if len(scope.places) != 1 or bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    first, last = edtf.day_number(bounds[0]), edtf.day_number(bounds[1])
    return (scope.places[0], _Said(first, last, claim)) if last - first < LONGEST else None


def _runs(said: list[_Said]) -> list[list[_Said]]:
    """Statements in order of time, parted where more than `GAP` days lie between."""
    runs: list[list[_Said]] = []
    last = 0
    for one in sorted(said, key=lambda one: (one.first, one.last, one.claim.id)):
        if not runs or one.first - last > GAP:
            runs.append([])
            last = one.last
        runs[-1].append(one)
        last = max(last, one.last)
    return runs


def _proposal(place: str, run: list[_Said]) -> Proposal:
    names = [(one.claim.where or "").strip() for one in run]
    start = edtf.format_day(edtf.day_of_number(run[0].first))
    return Proposal(
        id=f"{slug(place)[:40].strip('-') or 'place'}-{start}",
        place=max(sorted(set(names)), key=names.count),
        start=start,
        end=edtf.format_day(edtf.day_of_number(max(one.last for one in run))),
        names=tuple(sorted(set(names))),
        statements=len(run),
        sources=len({one.claim.source for one in run}),
        claims=tuple(sorted(one.claim.id for one in run)),
    )
