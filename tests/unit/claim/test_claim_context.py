"""What a text goes on to say belongs to the incident it speaks of there; keys are told by names."""

from __future__ import annotations

import pytest

from cenotaph.claim.context import in_context
from cenotaph.claim.keys import with_names
from cenotaph.record import Claim, Entry, Incident, Source, Span

MARKET = Incident("market", "Market of Vellmar", "1987-05-03", "1987-05-05", ("Vellmar",))
BRIDGE = Incident("bridge", "Bridge of Orrin", "1988-01-01", "1988-01-02", ("Orrin",))
SOURCE = Source(id="src-1", status="read", title="A year of two days")


def _claim(number, *, kind="killed", incident=None, when=None, where=None, basis="quoted", whom=None):
    span = Span("src-1", f"words {number}", start=number * 10, end=number * 10 + 5)
    return Claim(
        f"clm-{number}", "src-1", span, kind, incident=incident, when=when, where=where, basis=basis, whom=whom
    )


def _placed(*claims, title=None, ruled=()):
    source = Source(id="src-1", status="read", title=title or SOURCE.title)
    return [claim.incident for claim in in_context(claims, {"src-1": source}, (MARKET, BRIDGE), ruled)]


def test_a_statement_goes_with_the_one_before_it():
    assert _placed(_claim(1, incident="market"), _claim(2), _claim(3, incident="bridge"), _claim(4)) == [
        "market", "market", "bridge", "bridge",
    ]  # fmt: skip


def test_at_the_head_of_a_text_the_title_tells():
    assert _placed(_claim(1), title="Ten years after Orrin") == ["bridge"]


def test_without_a_title_that_tells_the_first_that_can_be_placed_does():
    assert _placed(_claim(1), _claim(2, incident="market")) == ["market", "market"]


def test_nothing_is_guessed_where_nothing_is_told():
    assert _placed(_claim(1), _claim(2)) == [None, None]


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"where": "Orrin"}, None),
        ({"where": "the old mill"}, "market"),
        ({"when": "1999-01-01"}, None),
        ({"when": "1987-05-04"}, "market"),
        ({"when": "1987-09-01"}, None),
        ({"when": "1987-09-01", "kind": "died_later"}, "market"),
        ({"when": "1999-05-03", "kind": "died_later"}, None),
        ({"when": "1999-05-03", "kind": "gathered"}, "market"),
        ({"when": "1986-05-03", "kind": "died_later"}, None),
    ],
)
def test_what_a_statement_says_itself_can_speak_against_it(own, expected):
    assert _placed(_claim(1, incident="market"), _claim(2, **own))[1] == expected


def test_a_noted_claim_stays_as_its_row_has_it():
    assert _placed(_claim(1, incident="market"), _claim(2, basis="noted"))[1] is None


def test_none_of_the_declared_incidents_is_an_answer_too():
    assert _placed(_claim(1, incident="market"), _claim(2, incident=""), _claim(3)) == ["market", "", "market"]


def test_a_ruling_that_it_has_none_stands():
    assert _placed(_claim(1, incident="market"), _claim(2), ruled={"clm-2"})[1] is None


def _entry(name, key):
    return Entry(f"ent-{name}", "src-1", Span("src-1", name), "lst-1", name=name, judgement=key)


ENTRIES = (_entry("Aysu", "P1"), _entry("Aysu Nomgar", "P1"), _entry("Teymur Zel", "P12"))


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        ("person P1", "Aysu Nomgar"),
        ("persons P1 and P12", "Aysu Nomgar, Teymur Zel"),
        ("P12", "Teymur Zel"),
        ("people in P1", "people in P1"),
        ("person P2", "person P2"),
        (None, None),
    ],
)
def test_a_key_is_told_by_the_fullest_name(whom, expected):
    assert with_names([_claim(1, basis="noted", whom=whom)], ENTRIES)[0].whom == expected


def test_a_sources_own_words_are_never_changed():
    assert with_names([_claim(1, whom="person P1")], ENTRIES)[0].whom == "person P1"
