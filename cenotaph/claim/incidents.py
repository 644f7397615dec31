"""To which declared incident a claim or an entry belongs, and what decisions say of claims.

A claim belongs to an incident when its place or its time is that of the incident and neither speaks
against it, and when no other incident fits as well. Everything that people declared or ruled goes
first; what cannot be told stays unassigned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
import pyarrow as pa

from cenotaph.access import ruled
from cenotaph.claim.context import in_context
from cenotaph.claim.keys import with_names
from cenotaph.claim.known_incidents import Incidents, fits_time, holds_time
from cenotaph.record import ACCESS, Access, Claim, DeclaredPlace, Entry, Incident, Ruling, Source
from cenotaph.table import records, to_table

RecordT = TypeVar("RecordT", Claim, Entry)

_UNDATED = frozenset({"legal", "quote", "anniversary", "commemoration", "apology"})
"""Kinds that speak of an incident long after it: their own date does not place them."""


def assign_incidents(
    claims: pa.Table,
    entries: pa.Table,
    sources: pa.Table,
    incidents: Sequence[Incident],
    rulings: Sequence[Ruling],
    places: Sequence[DeclaredPlace] = (),
) -> tuple[pa.Table, pa.Table]:
    """Claims and entries with their incident, and with what decisions say of them.

    Args:
        claims: table of Claim.
        entries: table of Entry.
        sources: table of Source; a claim of a source that a ruling sealed is sealed.
        incidents: as declared in cenotaph.toml.
        rulings: `reject` drops a claim; `set` replaces one field; `restrict` and `seal` close access.
        places: as declared; an incident at one of them is found by each of its names.

    Returns:
        Both tables, rows in the order given, rejected claims left out. What fits no incident, or
        several alike, has none.
    """
    decided = _by_target(rulings)
    known = Incidents(incidents, places)
    described = {source.id: source for source in records(sources, Source)}
    access = {source.id: source.access for source in described.values()}
    kept = []
    for claim in records(claims, Claim):
        own = decided.get(claim.id, ())
        if any(ruling.kind == "reject" for ruling in own):
            continue
        changed = _ruled(claim, own)
        if changed.incident is None and not any(r.field == "incident" for r in own):
            place = None if changed.kind == "quote" else changed.where
            time = None if changed.kind in _UNDATED else changed.when
            changed = msgspec.structs.replace(changed, incident=incident_of(place, time, known))
        kept.append(_not_more_open(_declared(changed), access.get(changed.span.source)))
    people = []
    for entry in records(entries, Entry):
        own = decided.get(entry.id, ())
        person = _ruled(entry, own)
        if person.incident is None and not any(r.field == "incident" for r in own):
            person = msgspec.structs.replace(person, incident=incident_of(person.place, person.date, known))
        people.append(_not_more_open(_declared(person), access.get(person.span.source)))
    free = {ruling.target for ruling in rulings if ruling.kind == "set" and ruling.field == "incident"}
    kept = with_names(in_context(kept, described, known, free), people)
    return to_table(kept, Claim), to_table(people, Entry)


def incident_of(place: str | None, time: str | None, incidents: Incidents | Sequence[Incident]) -> str | None:
    """The one incident that place and time fit best; None where none or several do.

    A place that an incident does not list does not speak against it: a street has many names. A time outside does.

    >>> incident_of("Ozmara", "2031-03-03", [Incident("ozmara", "Ozmara", "2031-03-01", "2031-03-05", ("Ozmara",))])
    'ozmara'
    """
    known = incidents if isinstance(incidents, Incidents) else Incidents(incidents)
    here = known.at(place)
    at_both = [one for one in here if fits_time(time, one)]
    if at_both:
        return _only(at_both, time)
    if time and (then := known.around(time)):
        return _only(then, time)
    undated = [one.id for one in here if fits_time(time, one) is None]
    is_shared = not time and len(here) > 1
    return undated[0] if len(undated) == 1 and not is_shared else None


def _only(fitting: Sequence[Incident], time: str | None) -> str | None:
    """The one that fits; of several the one in whose time all of it lies."""
    held = fitting if len(fitting) == 1 else [one for one in fitting if holds_time(time, one)]
    return held[0].id if len(held) == 1 else None


def _by_target(rulings: Sequence[Ruling]) -> dict[str, list[Ruling]]:
    found: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        found.setdefault(ruling.target, []).append(ruling)
    return found


_FIELDS = frozenset(
    {"kind", "whom", "whom_class", "by", "when", "where", "speaker", "modality", "as_of", "incident", "value", "note"}
)
_ENTRY_FIELDS = frozenset(
    {
        "name",
        "given",
        "patronymic",
        "family",
        "birth",
        "age",
        "sex",
        "place",
        "date",
        "kin",
        "burial",
        "details",
        "fate",
        "incident",
        "note",
    }
)


def _ruled(record: RecordT, rulings: Sequence[Ruling]) -> RecordT:
    """The record as decisions leave it."""
    fields = _FIELDS if isinstance(record, Claim) else _ENTRY_FIELDS
    for ruling in rulings:
        if ruling.kind == "set" and ruling.field in fields:
            record = msgspec.structs.replace(record, **{ruling.field: ruling.value or None})
        elif ruling.kind == "set":
            record = _recounted(record, ruling)
    changed: RecordT = msgspec.structs.replace(record, access=ruled(record.access, rulings))
    return changed


def _recounted(record: RecordT, ruling: Ruling) -> RecordT:
    """The claim with one side of its count replaced; anything else as it is."""
    count = record.count if isinstance(record, Claim) else None
    name = (ruling.field or "").removeprefix("count_").removeprefix("count.")
    if count is None or name not in ("low", "high", "qualifier", "unit"):
        return record
    value: object = ruling.value
    if name in ("low", "high"):
        value = int(ruling.value) if ruling.value and ruling.value.isdigit() else None
    changed: RecordT = msgspec.structs.replace(record, count=msgspec.structs.replace(count, **{name: value}))
    return changed


def _closed(record: RecordT, access: Access) -> RecordT:
    closed: RecordT = msgspec.structs.replace(record, access=max(record.access, access, key=ACCESS.index))
    return closed


def _declared(record: RecordT) -> RecordT:
    """A sheet that says "none of the declared incidents" says it as ""; it is then not guessed, and kept as None."""
    if record.incident != "":
        return record
    cleared: RecordT = msgspec.structs.replace(record, incident=None)
    return cleared


def _not_more_open(record: RecordT, source: Access | None) -> RecordT:
    """Nothing read in a sealed source is shown."""
    return _closed(record, "sealed") if source == "sealed" else record
