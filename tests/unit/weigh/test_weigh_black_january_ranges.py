"""What no range may hold: the notes on January 1990 under their declared places, and under every rule set."""

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
from cenotaph.record import (
    Claim,
    DeclaredPlace,
    Entry,
    Figure,
    Flag,
    Incident,
    Link,
    Person,
    Question,
    Sheet,
    Source,
    Text,
)
from cenotaph.rules import assess, rule_set_names
from cenotaph.weigh import weigh

EXAMPLE = Path(__file__).parents[3] / "examples" / "black-january"


@functools.cache
def weighed():
    settings = tomllib.loads((EXAMPLE / "cenotaph.toml").read_text(encoding="utf-8"))
    sources, _ = read_cited(EXAMPLE / "sources.csv")
    keys = {source.key: source.id for source in sources}
    (sheet,) = (s for s in msgspec.convert(settings["sheets"], list[Sheet]) if s.type == "claims")
    reading = read_file(EXAMPLE / sheet.path)
    claims = claims_of_rows(reading.rows, sheet, Source(id=reading.source, status="read", path=sheet.path), keys).claims
    done = weigh(
        tables.to_table(sources, Source),
        tables.empty(Text),
        tables.to_table(claims, Claim),
        tables.empty(Entry),
        tables.empty(Person),
        tables.empty(Link),
        msgspec.convert(settings["incidents"], list[Incident]),
        (),
        msgspec.convert(settings["places"], list[DeclaredPlace]),
    )
    names = {source: key for key, source in keys.items()}
    questions, figures = tables.records(done.questions, Question), tables.records(done.figures, Figure)
    return questions, figures, claims, tables.records(done.flags, Flag), names


def question_of(source: str, low: int, kind: str) -> str:
    questions, figures, _, _, names = weighed()
    kinds = {question.id: question.kind for question in questions}
    (found,) = {f.question for f in figures if names[f.source] == source and f.low == low and kinds[f.question] == kind}
    return found


def test_the_killed_and_the_holders_of_a_title_are_two_questions():
    assert question_of("s005", 131, "killed") != question_of("s005", 150, "honoured")


def test_the_graves_of_one_infobox_stand_apart_from_those_of_this_event_though_the_place_is_one():
    all_graves, own_graves = question_of("s094", 15000, "buried"), question_of("s090", 126, "buried")
    questions = {question.id: question for question in weighed()[0]}
    assert all_graves != own_graves
    assert questions[all_graves].population != questions[own_graves].population
    assert "alley-martyrs" in all_graves
    assert "alley-martyrs" in own_graves


@pytest.mark.parametrize("name", rule_set_names())
def test_what_a_translation_lost_and_what_counts_others_is_in_no_range(name):
    questions, figures, claims, flags, names = weighed()
    found = assess(name, questions, figures, claims, flags)
    used = {figure for one in found for figure in one.figures}
    of = {figure.id: figure for figure in figures}
    assert found
    assert not [f for f in used if names[of[f].source] == "s072" and of[f].low in (26, 200)]
    assert not [f for f in used if of[f].low == 15000]
    assert not [one for one in found if 15000 in (one.low, one.best, one.high)]


@pytest.mark.parametrize("name", rule_set_names())
def test_no_range_goes_over_two_kinds_populations_places_or_times(name):
    questions, figures, claims, flags, _ = weighed()
    of = {figure.id: figure for figure in figures}
    for one in assess(name, questions, figures, claims, flags):
        assert {of[figure].question for figure in one.figures} <= {one.question}


def test_every_question_says_why_its_claims_belong_together():
    assert all(question.reason for question in weighed()[0])
