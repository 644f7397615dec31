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

from cenotaph import edtf
from cenotaph.access import ruled
from cenotaph.claim.context import in_context
from cenotaph.claim.keys import with_names
from cenotaph.errors import ValueFormatError
from cenotaph.record import ACCESS, Access, Claim, Entry, Incident, Ruling, Source
from cenotaph.script import word_key
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
) -> tuple[pa.Table, pa.Table]:
    """Claims and entries with their incident, and with what decisions say of them.

    Args:
        claims: table of Claim.
        entries: table of Entry.
        sources: table of Source; a claim of a source that a ruling sealed is sealed.
        incidents: as declared in cenotaph.toml.
        rulings: `reject` drops a claim; `set` replaces one field; `restrict` and `seal` close access.

    Returns:
        Both tables, rows in the order given, rejected claims left out. What fits no incident, or
        several alike, has none.
    """
    decided = _by_target(rulings)
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
            changed = msgspec.structs.replace(changed, incident=incident_of(place, time, incidents))
        kept.append(_not_more_open(_declared(changed), access.get(changed.span.source)))
    people = []
    for entry in records(entries, Entry):
        own = decided.get(entry.id, ())
        person = _ruled(entry, own)
        if person.incident is None and not any(r.field == "incident" for r in own):
            person = msgspec.structs.replace(person, incident=incident_of(person.place, person.date, incidents))
        people.append(_not_more_open(_declared(person), access.get(person.span.source)))
    free = {ruling.target for ruling in rulings if ruling.kind == "set" and ruling.field == "incident"}
    kept = with_names(in_context(kept, described, incidents, free), people)
    return to_table(kept, Claim), to_table(people, Entry)


def incident_of(place: str | None, time: str | None, incidents: Sequence[Incident]) -> str | None:
    """The one incident that place and time fit best; None where none or several do.

    >>> incident_of("Ozmara", "2031-03-03", [Incident("ozmara", "Ozmara", "2031-03-01", "2031-03-05", ("Ozmara",))])
    'ozmara'
    """
    scores: list[tuple[int, str]] = []
    for incident in incidents:
        fits_time = _fits_time(time, incident)
        fits_place = _fits_place(place, incident)
        if fits_time is False or fits_place is False or not (fits_time or fits_place):
            continue
        if fits_place and fits_time is None and not time and _is_shared(place, incident, incidents):
            continue
        scores.append((2 * bool(fits_time) + bool(fits_place), incident.id))
    best = max((score for score, _ in scores), default=0)
    winners = sorted(name for score, name in scores if score == best)
    return winners[0] if len(winners) == 1 else None


def _fits_time(time: str | None, incident: Incident) -> bool | None:
    """Whether a date falls within the incident; None where either has none."""
    if time is None or (incident.start is None and incident.end is None):
        return None
    period = incident.start or ""
    if incident.end and incident.end != incident.start:
        period = f"{(incident.start or '..').split('/')[0]}/{incident.end.split('/')[-1]}"
    try:
        if edtf.bounds(time) is None:
            return None
        return edtf.overlaps(time, period)
    except ValueFormatError:
        return None


def _fits_place(place: str | None, incident: Incident) -> bool | None:
    """Whether a place is one of the incident's; None where either is unknown or the place is another one.

    A place that the incident does not list does not speak against it: a street has many names.
    """
    if place is None or not incident.places:
        return None
    words = f" {word_key(place)} "
    return True if any(f" {word_key(name)} " in words for name in incident.places) else None


def _is_shared(place: str | None, incident: Incident, incidents: Sequence[Incident]) -> bool:
    return any(other.id != incident.id and _fits_place(place, other) for other in incidents)


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
