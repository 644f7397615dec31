"""A text merged from two reports stands in the copy group of each, and makes no single voice of them."""

from __future__ import annotations

import pytest

from cenotaph.coverage import coverage
from cenotaph.record import Claim, CopyGroup, Count, Incident, Source, Span, Text
from cenotaph.voices import groups_of_sources, voices_of
from cenotaph.weigh.copies import copy_groups
from cenotaph.weigh.questions import Known, questions_and_figures

HOSPITAL = (
    "Doctors at the hospital of Karsovo counted seven dead traders on Friday. Their bodies were carried in on doors "
    "from the stalls, the surgeon Renna Oskal said. She had no morphine left and sent a boy to the army for more. "
    "Relatives sat on the stairs until dark."
)
MINISTRY = (
    "The defence ministry of Ozmara denied that its soldiers had fired at the market. Guerrillas in stolen uniforms "
    "drove the two lorries, Colonel Igor Vantsev told journalists. He promised to show the captured rifles within a "
    "week. Fourteen conscripts were hurt when the lorries were stopped."
)
BOTH = (
    "Doctors at the hospital of Karsovo counted seven dead traders on Friday. Their bodies were carried in on doors "
    "from the stalls, the surgeon Renna Oskal said. Guerrillas in stolen uniforms drove the two lorries, Colonel Igor "
    "Vantsev told journalists. He promised to show the captured rifles within a week. Fourteen conscripts were hurt."
)
CITING = (
    "Seven people died at Karsovo and fourteen conscripts were hurt, Vellmar Courier reported; it names Renna "
    "Oskal and Igor Vantsev."
)


def group_names(published: dict[str, str], **bodies: str) -> list[set[str]]:
    """The groups of texts, each by its sources."""
    texts = [
        Text(id=f"txt-{name}", source=name, sha256=name, text=body, language="en") for name, body in bodies.items()
    ]
    sources = [Source(name, "read", published=published.get(name), publisher=PUBLISHERS.get(name)) for name in bodies]
    return sorted(({*group.sources} for group in copy_groups(sources, texts)), key=sorted)


PUBLISHERS = {"both": "Vellmar Courier"}
DAYS = {"hospital": "1992-05-08", "ministry": "1992-05-08", "both": "1992-05-09", "citing": "1992-05-10"}


def test_a_merged_text_stands_in_both_groups_and_joins_neither():
    found = group_names(DAYS, hospital=HOSPITAL, ministry=MINISTRY, both=BOTH)
    assert found == [{"both", "hospital"}, {"both", "ministry"}]


def test_what_repeats_a_merged_text_alone_stands_where_it_stands():
    found = group_names(DAYS, hospital=HOSPITAL, ministry=MINISTRY, both=BOTH, citing=CITING)
    assert found == [{"both", "citing", "hospital"}, {"both", "citing", "ministry"}]


@pytest.mark.parametrize("day", ["1992-05-07", "1992-05-08", None])
def test_what_is_not_surely_later_is_taken_for_the_original(day):
    days = {name: when for name, when in (DAYS | {"both": day}).items() if when}
    found = group_names(days, hospital=HOSPITAL, ministry=MINISTRY, both=BOTH)
    assert found == [{"both", "hospital", "ministry"}]


def test_two_cuts_of_one_text_stay_one_group_with_a_later_copy_of_the_whole():
    whole = f"{HOSPITAL} {MINISTRY}"
    days = {"whole": "1992-05-07", "hospital": "1992-05-08", "ministry": "1992-05-08", "later": "1992-05-10"}
    found = group_names(days, whole=whole, hospital=HOSPITAL, ministry=MINISTRY, later=whole)
    assert found == [{"hospital", "later", "ministry", "whole"}]


MARKET = Incident("market", "Market", "1992-05-08", "1992-05-08")
GROUPS = [CopyGroup("cpy-a", ("a", "both"), "one text"), CopyGroup("cpy-b", ("b", "both"), "one text")]


@pytest.mark.parametrize(
    ("sources", "voices"), [("a both", 1), ("both b", 1), ("a both b", 2), ("both", 1), ("both c", 2), ("a b c", 3)]
)
def test_a_merged_text_is_no_voice_beside_those_it_was_merged_from(sources, voices):
    assert len(set(voices_of(sources.split(), groups_of_sources(GROUPS)).values())) == voices


def claim(source: str, number: int, kind: str = "killed") -> Claim:
    count = Count(number, number)
    return Claim(f"clm-{source}-{number}", source, Span(source, f"{number}"), kind, count, incident="market")


def test_a_figure_of_a_merged_text_speaks_with_the_report_that_gives_it():
    claims = [claim("a", 7), claim("b", 14), claim("both", 7), claim("both", 14)]
    _, figures = questions_and_figures(claims, Known(groups=groups_of_sources(GROUPS), incidents=[MARKET]), ())
    assert {(f.source, f.low): f.copy_group for f in figures} == {
        ("a", 7): "cpy-a",
        ("both", 7): "cpy-a",
        ("b", 14): "cpy-b",
        ("both", 14): "cpy-b",
    }


def test_coverage_counts_the_voices_of_merged_texts_once():
    sources = [Source(name, "read", language="en") for name in ("a", "b", "both")]
    claims = [claim(source.id, 7) for source in sources]
    rows = coverage([MARKET], sources, claims, (), GROUPS, asked=("language", "copy group"))
    assert [(row.value, row.sources, row.voices) for row in rows] == [("en", 3, 2), ("cpy-a", 2, 1), ("cpy-b", 2, 1)]
