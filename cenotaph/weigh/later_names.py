"""Places called by a name they did not bear yet: S003."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cenotaph import edtf
from cenotaph.flags import flag
from cenotaph.record import Claim, DeclaredPlace, Entry, Flag
from cenotaph.script import word_key


def check_place_names(
    claims: Sequence[Claim], entries: Sequence[Entry], declared: Sequence[DeclaredPlace]
) -> tuple[Flag, ...]:
    """Claims and entries that put an event at a place under the name it was given later: S003, one per source and name.

    Args:
        claims: of any sources.
        entries: of any lists.
        declared: places with former names and until when each held; others tell nothing.
    """
    later = {word_key(name): place for place in declared if place.former for name in (place.name, *place.also)}
    if not later:
        return ()
    once: dict[tuple[str, str], Flag] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        for name, former in _too_early(claim.where, claim.when, later):
            values: dict[str, Any] = {"name": name, "former": former, "date": claim.when or ""}
            point = flag("S003", spans=(claim.span,), sources=(claim.source,), claims=(claim.id,), **values)
            once.setdefault((claim.source, name), point)
    for entry in sorted(entries, key=lambda entry: entry.id):
        for name, former in _too_early(entry.place, entry.date, later):
            values = {"name": name, "former": former, "date": entry.date or ""}
            point = flag("S003", spans=(entry.span,), sources=(entry.source,), entries=(entry.id,), **values)
            once.setdefault((entry.source, name), point)
    return tuple(once[key] for key in sorted(once))


def _too_early(where: str | None, when: str | None, later: dict[str, DeclaredPlace]) -> Iterator[tuple[str, str]]:
    """Later and former name of each part of a printed place ("Tarn Square, Odun") that bore the former one then."""
    for part in (where or "").split(","):
        place = later.get(word_key(part))
        former = _borne_at(place, when) if place is not None else None
        if former is not None:
            yield part.strip(), former


def _borne_at(place: DeclaredPlace, when: str | None) -> str | None:
    """The former name that surely still held at a time; null where none did or the time is not known."""
    bounds = edtf.ends(when)
    if bounds is None or bounds[1] is None:
        return None
    for name in sorted(place.former, key=lambda name: (place.former[name], name)):
        until = edtf.ends(place.former[name])
        if until is not None and until[0] is not None and bounds[1] < until[0]:
            return name
    return None
