"""Who speaks of an incident, and what is absent."""

from __future__ import annotations

from cenotaph.coverage import coverage
from cenotaph.record import Claim, CopyGroup, Coverage, Entry, Incident, Source, Span

FLOOD, FIRE = Incident("flood", "Flood of Tarabi"), Incident("fire", "Fire of Odun")
SOURCES = (
    Source("cit-1", "cited", perspective="family", language="en-GB", published="1994-03-13"),
    Source("cit-2", "cited", perspective="official", language="ru", published="1994~"),
    Source("cit-3", "cited", perspective="official", language="ru"),
    Source("cit-4", "cited", language="az", published="1999"),
    Source("cit-5", "cited", perspective="never heard", language="fr"),
)


def claim(source: str, incident: str | None, number: int = 0) -> Claim:
    return Claim(f"clm-{source}-{number}", source, Span("src-1", "1", cell="A1"), "event", incident=incident)


CLAIMS = (claim("cit-1", "flood"), claim("cit-2", "flood"), claim("cit-3", "flood"), claim("cit-4", "fire"))
ENTRIES = (Entry("ent-1", "cit-1", Span("src-1", "Odu", cell="A2"), "lst-1", incident="flood"),)
GROUPS = (CopyGroup("cpy-1", ("cit-2", "cit-3"), "one text"),)


def rows(incident: str, aspect: str) -> list[Coverage]:
    found = coverage((FLOOD, FIRE), SOURCES, CLAIMS, ENTRIES, GROUPS)
    return [row for row in found if (row.incident, row.aspect) == (incident, aspect)]


def test_sources_are_counted_by_perspective_and_copies_once():
    assert rows("flood", "perspective") == [
        Coverage("flood", "perspective", "family", 1, 1, 2),
        Coverage("flood", "perspective", "official", 2, 1, 2),
    ]


def test_what_other_incidents_have_and_this_one_has_not_is_named():
    assert [(row.value, row.sources) for row in rows("fire", "perspective")] == [
        ("family", 0),
        ("official", 0),
        ("", 1),
    ]
    assert [(row.value, row.sources) for row in rows("flood", "language")] == [("az", 0), ("en", 1), ("ru", 2)]


def test_a_source_that_says_nothing_makes_nothing_absent():
    assert "never heard" not in {row.value for row in coverage((FLOOD,), SOURCES, CLAIMS)}


def test_years_and_copy_groups_are_told_where_they_are():
    assert [(row.value, row.sources) for row in rows("flood", "year")] == [("1994", 2), ("", 1)]
    assert rows("flood", "copy group") == [Coverage("flood", "copy group", "cpy-1", 2, 1, 2)]


def test_an_incident_of_which_nobody_speaks_has_only_absences():
    quiet = Incident("quiet", "Quiet")
    found = [row for row in coverage((quiet,), SOURCES, CLAIMS) if row.sources]
    assert found == []
