"""To which incident claims and people are assigned, and what decisions change."""

from __future__ import annotations

from cenotaph.claim import assign_incidents
from cenotaph.claim.incidents import incident_of
from cenotaph.record import Claim, Count, Entry, Incident, Ruling, Source, Span
from cenotaph.table import records, to_table

MARKET = Incident("market", "Market", "2031-03-01", "2031-03-05", ("Ozmara",))
RIVER = Incident("river", "River", "2031-03-03", "2031-03-10", ("Quill",))


def claim(name: str, **fields: object) -> Claim:
    span = Span("src-1", name)
    return Claim(id=name, source="src-1", span=span, kind="killed", count=Count(12, 12), **fields)  # type: ignore[arg-type]


def assigned(claims: list[Claim], rulings: tuple[Ruling, ...] = (), access: str = "restricted") -> list[Claim]:
    sources = to_table([Source(id="src-1", status="read", access=access)], Source)  # type: ignore[arg-type]
    table, _ = assign_incidents(to_table(claims, Claim), to_table([], Entry), sources, (MARKET, RIVER), rulings)
    return records(table, Claim)


def test_place_and_time_tell_the_incident() -> None:
    assert incident_of("Ozmara", "2031-03-03", (MARKET, RIVER)) == "market"
    assert incident_of("Ozmara", None, (MARKET, RIVER)) == "market"
    assert incident_of(None, "2031-03-01", (MARKET, RIVER)) == "market"
    assert incident_of(None, "2031-03-04", (MARKET, RIVER)) is None, "two incidents fit as well"
    assert incident_of("Ozmara", "1999", (MARKET, RIVER)) is None, "its own date speaks against it"
    assert incident_of("Tarn", None, (MARKET, RIVER)) is None


def test_what_a_sheet_says_is_kept() -> None:
    assert assigned([claim("a", where="Ozmara", incident="river")])[0].incident == "river"
    assert assigned([claim("a", where="Ozmara", incident="")])[0].incident is None, "none of the declared ones"


def test_rulings_reject_set_and_close() -> None:
    claims = [claim("a", where="Ozmara"), claim("b"), claim("c")]
    rulings = (
        Ruling("w:1", "reject", "a"),
        Ruling("w:2", "set", "b", "incident", "river"),
        Ruling("w:3", "set", "b", "count_low", "13"),
        Ruling("w:4", "seal", "c"),
    )
    b, c = assigned(claims, rulings)
    assert (b.incident, b.count) == ("river", Count(13, 12))
    assert c.access == "sealed"


def test_nothing_of_a_sealed_source_is_open() -> None:
    assert assigned([claim("a", access="public")], access="sealed")[0].access == "sealed"


def test_a_named_person_is_assigned_as_well() -> None:
    entry = Entry(
        id="e", source="src-1", span=Span("src-1", "Ana Darn"), list="src-1", place="Quill", date="2031-03-04"
    )
    sources = to_table([Source(id="src-1", status="read")], Source)
    _, people = assign_incidents(to_table([], Claim), to_table([entry], Entry), sources, (MARKET, RIVER), ())
    assert records(people, Entry)[0].incident == "river"
