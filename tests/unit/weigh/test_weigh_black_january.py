"""What weighing must say, and must not say, of the notes on January 1990 that ship as an example."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import msgspec
import pytest

from cenotaph import table as tables
from cenotaph.capture import read_cited
from cenotaph.claim import claims_of_rows
from cenotaph.read import read_file
from cenotaph.record import Claim, CopyGroup, Entry, Figure, Flag, Incident, Link, Person, Question, Sheet, Source, Text
from cenotaph.weigh import weigh

EXAMPLE = Path(__file__).parents[3] / "examples" / "black-january"


@functools.cache
def weighed():
    settings = tomllib.loads((EXAMPLE / "cenotaph.toml").read_text(encoding="utf-8"))
    sources, _ = read_cited(EXAMPLE / "sources.csv")
    keys = {source.key: source.id for source in sources}
    claims, entries = [], []
    for sheet in msgspec.convert(settings["sheets"], list[Sheet]):
        reading = read_file(EXAMPLE / sheet.path)
        held = Source(id=reading.source, status="read", path=sheet.path)
        found = claims_of_rows(reading.rows, sheet, held, keys)
        claims += found.claims
        entries += found.entries
    done = weigh(
        tables.to_table(sources, Source),
        tables.empty(Text),
        tables.to_table(claims, Claim),
        tables.to_table(entries, Entry),
        tables.empty(Person),
        tables.empty(Link),
        msgspec.convert(settings["incidents"], list[Incident]),
        (),
    )
    names = {source: key for key, source in keys.items()}
    return done, names, {claim.id: claim for claim in claims}


def flags(code):
    done, names, _ = weighed()
    return {
        tuple(sorted(names[s] for s in flag.sources)): flag.message
        for flag in tables.records(done.flags, Flag)
        if flag.code == code
    }


@pytest.mark.parametrize(
    ("code", "sources"),
    [
        ("A001", [("s002",), ("s004",), ("s016",), ("s154",)]),
        ("A003", [("s072",)]),
        ("A004", [("s020",)]),
        ("A005", [("s020",)]),
        ("A006", []),
        ("A007", [("s020",)]),
        ("D001", [("s001",)]),
        ("D002", [("s045",), ("s049",)]),
        ("D004", [("s111",)]),
        ("D008", []),
        ("T001", [("s002", "s003", "s004")]),
        ("T002", [("s039", "s160")]),
        ("S004", [("s039", "s160")]),
    ],
)
def test_flags_stand_where_they_must_and_nowhere_else(code, sources):
    assert sorted(flags(code)) == sources


def test_messages_name_the_figures():
    assert flags("A001")["s002",] == ("the parts 82, 20, 21, 8 sum to 131; the total says 147; the difference is 16")
    assert flags("A001")["s016",] == (
        "the parts 82, 21, 8 sum to 111 (131 with 20 people wounded); the total says 146; the difference is 35 (15)"
    )
    assert flags("A007")["s020",].endswith("2 not accounted for")


def test_killed_and_honoured_with_a_title_are_two_questions():
    done, names, _ = weighed()
    asked = {question.id: question for question in tables.records(done.questions, Question)}
    figures = [f for f in tables.records(done.figures, Figure) if names[f.source] == "s005" and f.low in (131, 150)]
    assert sorted((asked[f.question].kind, f.low) for f in figures) == [("honoured", 150), ("killed", 131)]


def test_what_counts_other_people_is_in_no_common_question():
    done, _, claims = weighed()
    asked = {question.id: question for question in tables.records(done.questions, Question)}
    together: dict[str, set[tuple]] = {}
    for figure in tables.records(done.figures, Figure):
        claim = claims[figure.claim]
        together.setdefault(figure.question, set()).add((claim.kind, claim.incident, claim.part_of is not None))
    assert all(len(kinds) == 1 for kinds in together.values())
    for question, kinds in together.items():
        assert next(iter(kinds))[2] == asked[question].is_part


def test_every_counted_note_is_one_figure():
    done, _, claims = weighed()
    figures = tables.records(done.figures, Figure)
    assert len({f.claim for f in figures}) == len(figures)
    assert {f.claim for f in figures} <= {c.id for c in claims.values() if c.count is not None}
    killed = [c for c in claims.values() if c.kind == "killed" and c.count is not None]
    assert {c.id for c in killed} <= {f.claim for f in figures}


def test_no_group_without_a_declared_copy_or_edition():
    done, names, _ = weighed()
    groups = {tuple(sorted(names[s] for s in g.sources)) for g in tables.records(done.copy_groups, CopyGroup)}
    assert groups == {("s002", "s003", "s004"), ("s090", "s091"), ("s116", "s118", "s163")}


def test_nothing_is_a_headline_unless_someone_chose_it():
    done, _, _ = weighed()
    assert not any(figure.is_headline for figure in tables.records(done.figures, Figure))
