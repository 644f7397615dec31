"""Incidents proposed from dates and places: suggestions to people, never part of the record."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from cenotaph import archive, build, show, todo
from cenotaph.edtf import bounds, day_number
from cenotaph.proposed import as_settings
from cenotaph.record import Claim, Count, DeclaredPlace, Incident, Span
from cenotaph.settings import Settings, check
from cenotaph.weigh.proposals import GAP, propose


def claim(number: int, where: str | None, when: str | None, **fields: object) -> Claim:
    span = Span("src-sheet", "1", sheet="s", cell=f"A{number}")
    base = {"kind": "killed", "count": Count(3, 3), "where": where, "when": when, "source": f"cit-{number}"}
    return Claim(id=f"clm-{number:06}", span=span, **(base | fields))


def test_statements_of_one_place_on_close_days_are_one_proposal():
    said = [
        claim(1, "Tarabi", "2031-03-03"),
        claim(2, "Tarabi", "2031-03-03/2031-03-04"),
        claim(3, "tarabi", "2031-03-06", kind="injured", source="cit-1"),
        claim(4, "Tarabi", "2031-07-01"),
        claim(5, "Odun", "2031-03-03"),
    ]
    (found,) = propose(said)
    assert (found.id, found.place, found.start, found.end) == (
        "tarabi-2031-03-03",
        "Tarabi",
        "2031-03-03",
        "2031-03-06",
    )
    assert (found.statements, found.sources, found.claims) == (3, 2, ("clm-000001", "clm-000002", "clm-000003"))


def test_names_of_one_declared_place_meet():
    grove = DeclaredPlace("Ozmara Grove", also=("Роща Озмары",))
    said = [claim(n, name, "2031-03-03") for n, name in enumerate(("Ozmara Grove", "Роща Озмары", "роща Озмары"))]
    assert propose(said) == ()
    (found,) = propose(said, [grove])
    assert set(found.names) == {"Ozmara Grove", "Роща Озмары", "роща Озмары"}


def test_what_has_an_incident_no_day_no_single_place_or_tells_no_harm_proposes_nothing():
    for fields in (
        {"incident": "flood"},
        {"when": "2031"},
        {"when": None},
        {"when": "2031-03-03/.."},
        {"where": None},
        {"where": "Tarabi and Odun"},
        {"kind": "honoured"},
        {"modality": "denied"},
    ):
        stated = {"where": "Tarabi", "when": "2031-03-03"} | fields
        said = [claim(n, stated.pop("where", None), stated.pop("when", None), **stated) for n in range(1)]
        said += [claim(n, **({"where": "Tarabi", "when": "2031-03-03"} | fields)) for n in range(1, 5)]
        assert propose(said) == (), fields


@given(st.lists(st.tuples(st.sampled_from(["Tarabi", "Odun"]), st.integers(1, 28)), max_size=40), st.randoms())
def test_proposals_of_a_place_lie_apart_and_the_order_of_statements_changes_nothing(said, draw):
    claims = [claim(n, where, f"2031-03-{day:02}") for n, (where, day) in enumerate(said)]
    found = propose(claims)
    draw.shuffle(claims)
    assert propose(claims) == found
    for place in ("Tarabi", "Odun"):
        days = sorted((day_number(bounds(p.start)[0]), day_number(bounds(p.end)[0])) for p in found if p.place == place)
        assert all(later[0] - earlier[1] > GAP for earlier, later in pairwise(days))


def test_three_thousand_invented_incidents_are_told_apart_in_no_time():
    said = [
        claim(n + 3000 * again, f"Ozmara {n}", f"20{n % 30 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}")
        for n in range(3000)
        for again in range(3)
    ]
    start = time.process_time()
    found = propose(said)
    assert time.process_time() - start < 10
    assert {one.statements for one in found} == {3}
    assert len(found) == 3000


def test_a_proposal_is_written_as_lines_that_cenotaph_toml_takes():
    said = [claim(n, 'Tarabi "Old" Gate', "2031-03-03") for n in range(3)]
    (found,) = propose(said)
    values, problems = check(tomllib.loads('title = "T"\n' + as_settings(found)), {})
    assert problems == ()
    (incident,) = msgspec.convert(values, Settings).incidents
    assert (incident.start, incident.end, incident.places) == ("2031-03-03", "2031-03-03", ('Tarabi "Old" Gate',))


SHEET = "source_id,kind,low,high,whom,when,where\n" + "".join(
    f"s{n},killed,{n},{n},people,2031-03-0{n},Tarabi\n" for n in (1, 2, 3)
)


def test_proposals_are_shown_in_todo_and_show_and_in_nothing_published(tmp_path):
    root = tmp_path / "archive"
    archive.init(root, "Nowhere")
    (root / "sources" / "claims.csv").write_text(SHEET, encoding="utf-8")
    rows = "".join(f"s{n},Report {n},https://{n}.invalid/\n" for n in (1, 2, 3))
    (root / "sources.csv").write_text("id,title,url\n" + rows, encoding="utf-8")
    with (root / "cenotaph.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[sheets]]\npath = "sources/claims.csv"\ntype = "claims"\n')
    build(root, jobs=1, writer="odu")
    (found,) = show(root, "proposed-incidents")
    (task,) = [task for task in todo(root) if task.kind == "incident"]
    assert task.what == "Is what happened at Tarabi on 1–3 March 2031 one incident?"
    published = [path for folder in ("site", "export") for path in (root / folder).rglob("*") if path.is_file()]
    assert not [path for path in published if found.id.encode() in path.read_bytes()]
    with (root / "cenotaph.toml").open("a", encoding="utf-8") as file:
        file.write("\n" + as_settings(found))
    build(root, jobs=1, writer="odu")
    assert show(root, "proposed-incidents") == []
    assert not [task for task in todo(root) if task.kind == "incident"]
    assert {row.incident for row in show(root, "questions")} == {found.id}


def test_thousands_of_declared_incidents_are_found_by_place_and_day():
    from cenotaph.claim.incidents import incident_of
    from cenotaph.claim.known_incidents import Incidents

    declared = [
        Incident(f"i{n}", f"Incident {n}", f"20{n % 30 + 10}-{n % 12 + 1:02}-{n % 28 + 1:02}", places=(f"Ozmara {n}",))
        for n in range(3000)
    ]
    known = Incidents(declared)
    start = time.process_time()
    for n, one in enumerate(declared):
        assert incident_of(f"a street in Ozmara {n}", one.start, known) == one.id
        assert incident_of(f"Ozmara {n}", "1950-01-01", known) is None
        assert incident_of(f"Ozmara {n}", None, known) == one.id
    assert time.process_time() - start < 10
