from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cenotaph import table as tables
from cenotaph.claim import claims_of_text
from cenotaph.record import (
    Claim,
    CopyGroup,
    Count,
    Entry,
    Figure,
    Flag,
    Incident,
    Link,
    Person,
    Question,
    Ruling,
    Source,
    Span,
    Text,
)
from cenotaph.weigh import weigh
from cenotaph.weigh.questions import gives_figure
from cenotaph.weigh.scope import Scope, is_within, period_slug, places, population, slug

FLOOD = Incident(id="flood", title="Flood of Tarabi", start="1994-03-11", end="1994-03-22", places=("Tarabi",))


def claim(number, low=10, high="same", **fields):
    source = fields.pop("source", f"cit-{number}")
    count = Count(low, low if high == "same" else high, fields.pop("qualifier", "exact"), fields.pop("unit", "persons"))
    base = {
        "id": f"clm-{number:03}",
        "source": source,
        "span": Span(source="src-sheet", quote=str(low), sheet="s", cell=f"A{number}"),
        "kind": "killed",
        "count": count,
        "whom": "people",
        "when": "1994-03-12",
        "where": "Tarabi",
        "basis": "noted",
        "incident": "flood",
        "access": "public",
    }
    return Claim(**(base | fields))


def run(claims, sources=(), rulings=(), incidents=(FLOOD,), texts=(), places=()):
    known = {s.id for s in sources}
    more = [Source(id=s, status="cited", access="public") for s in sorted({c.source for c in claims} - known)]
    done = weigh(
        tables.to_table([*sources, *more], Source),
        tables.to_table(texts, Text),
        tables.to_table(claims, Claim),
        tables.empty(Entry),
        tables.empty(Person),
        tables.empty(Link),
        incidents,
        rulings,
        places,
    )
    return tables.records(done.questions, Question), tables.records(done.figures, Figure), done


@pytest.mark.parametrize(
    ("whom", "marks"),
    [
        ("people", ()),
        ("dead", ()),
        (None, ()),
        ("people killed by troops", ()),
        ("peaceful residents", ("civilian",)),
        ("civilians, mostly Teshri", ("civilian",)),
        ("civilians incl. women and children", ("civilian",)),
        ("Teshri civilians", ("civilian", "teshri")),
        ("soldiers", ("soldier",)),
        ("people incl. troops", ("with-soldier",)),
        ("dead incl. 14 soldiers and members of their families", ("with-soldier",)),
        ("жители", ("жители",)),
    ],
)
def test_a_population_is_what_the_words_narrow_it_to(whom, marks):
    assert population(whom) == marks


def test_units_are_no_people():
    assert population("houses or flats", None, "buildings") == population("buildings", None, "buildings")
    assert population(None, None, "vehicles") != population(None, None, "buildings")


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ("Tarabi", ("tarabi",)),
        ("Tarabi and districts", ("other places", "tarabi")),
        ("Tarabi, Odun, Lamin", ("lamin", "odun", "tarabi")),
        ("Lime Street, Tarabi", ("lime street , tarabi",)),
        (None, ()),
        ("  ", ()),
    ],
)
def test_places(where, names):
    assert places(where) == names


def scope(whom=None, where=None, period=None):
    return Scope(population(whom), where, places(where), period)


@pytest.mark.parametrize(
    ("inner", "outer", "expected"),
    [
        (scope("civilians", "Tarabi"), scope("people", "Tarabi"), True),
        (scope("people", "Tarabi"), scope("civilians", "Tarabi"), False),
        (scope(None, "Tarabi"), scope(None, "Tarabi and districts"), True),
        (scope(None, "Tarabi and districts"), scope(None, "Tarabi"), False),
        (scope(None, "Lime Street, Tarabi"), scope(None, "Tarabi"), True),
        (scope(None, None, "1994-03-12"), scope(None, None, "1994-03"), True),
        (scope(None, None, "1994-03"), scope(None, None, "1994-03-12"), False),
        (scope(None, "Tarabi"), scope(), True),
        (scope(), scope(None, "Tarabi"), False),
        (scope("people incl. troops"), scope("people"), False),
    ],
)
def test_containment(inner, outer, expected):
    assert is_within(inner, outer) is expected
    assert is_within(inner, inner)


def test_other_populations_places_and_times_are_other_questions():
    asked, figures, _ = run(
        [
            claim(1),
            claim(2, 12, whom="victims"),
            claim(3, 13, whom="civilians"),
            claim(4, 14, where="Odun"),
            claim(5, 15, when="1994-03-13"),
            claim(6, 16, kind="injured"),
            claim(7, 3, part_of=""),
            claim(8, 200, unit="buildings", kind="damaged"),
        ]
    )
    by_question: dict[str, list[int]] = {}
    for figure in figures:
        by_question.setdefault(figure.question, []).append(figure.low)
    assert sorted(map(sorted, by_question.values())) == [[3], [10, 12], [13], [14], [15], [16], [200]]
    assert {q.id for q in asked} == set(by_question)


def test_a_part_is_no_rival_of_its_total():
    asked, figures, _ = run([claim(1, 147), claim(2, 82, part_of="clm-001"), claim(3, 20, part_of="")])
    part = next(q for q in asked if q.is_part)
    total = next(q for q in asked if not q.is_part)
    assert part.kind == total.kind == "killed"
    assert part.within == (total.id,)
    assert sorted(f.low for f in figures if f.question == part.id) == [20, 82]
    assert [f.low for f in figures if f.question == total.id] == [147]


def test_a_claim_without_place_or_time_goes_to_the_widest_question_and_says_so():
    asked, _, _ = run([claim(1), claim(2, where=None, when=None)])
    narrow, wide = sorted(asked, key=lambda q: len(q.within), reverse=True)
    assert wide.is_assumed
    assert not narrow.is_assumed
    assert wide.period == "1994-03-11/1994-03-22"
    assert narrow.within == (wide.id,)


def test_an_incident_that_begins_at_an_unsettled_day_lasts_from_the_first():
    flood = replace(FLOOD, start="1994-03-11/1994-03-12", end="1994-03-22")
    (asked,), _, _ = run([claim(1, when=None)], incidents=(flood,))
    assert asked.period == "1994-03-11/1994-03-22"


def test_without_an_incident_claims_of_no_stated_scope_stay_apart():
    asked, _, _ = run([claim(1, incident=None, where=None), claim(2, incident=None, where=None)])
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("whom", "where", "is_one"),
    [
        ("police officers", "Police station, Tarabi", False),
        ("women", "Woman Square", False),
        ("soldiers", "Unknown Soldier Square", False),
        ("residents of Tarabi", "Tarabi", True),
    ],
)
def test_who_was_counted_is_no_place_though_the_place_is_named_after_such_people(whom, where, is_one):
    asked, _, _ = run([claim(1, 4, whom=whom, where=where), claim(2, 31, where=where)])
    assert (len(asked) == 1) is is_one


def test_one_person_told_by_name_is_no_figure():
    _, figures, _ = run([claim(1, 1, whom="Odu Tarabi"), claim(2, 1, whom="people"), claim(3, 2, whom="Odu Tarabi")])
    assert sorted(f.claim for f in figures) == ["clm-002", "clm-003"]


@pytest.mark.parametrize("whom", ["Veksian", "veksian", "Ozmaran,"])
def test_one_word_that_may_name_a_people_is_counted(whom):
    _, figures, _ = run([claim(1, 1, whom=whom)])
    assert [figure.low for figure in figures] == [1]


@pytest.mark.parametrize(
    ("body", "is_counted"), [("One Veksian was killed.", True), ("Kelovan, 41, was killed.", False)]
)
def test_one_word_in_a_text_is_a_name_where_an_age_stands_with_it(body, is_counted):
    (told,) = claims_of_text(Text("txt", "src", "0", body, language="en"), Source(id="src", status="read")).claims
    assert gives_figure(told) is is_counted


def test_a_figure_says_who_when_and_how():
    source = Source(id="cit-1", status="cited", published="1999-01", access="restricted")
    _, (figure,), _ = run(
        [claim(1, 100, None, qualifier="more_than", speaker="a clerk", modality="denied", as_of="1994-03-15")], [source]
    )
    assert (figure.low, figure.high, figure.qualifier) == (100, None, "more_than")
    assert (figure.speaker, figure.modality, figure.as_of) == ("a clerk", "denied", "1994-03-15")
    assert (figure.published, figure.access, figure.basis) == ("1999-01", "restricted", "noted")
    assert not figure.is_headline


def test_only_a_decision_chooses_a_headline_and_only_one_per_question():
    claims = [claim(1), claim(2, 12), claim(3, 13, where="Odun")]
    _, figures, _ = run(claims)
    assert not any(f.is_headline for f in figures)
    first = next(f for f in figures if f.claim == "clm-001")
    rulings = (
        Ruling(decision="odu:1", kind="headline", target=first.id, time="2026-01-01T00:00:00Z"),
        Ruling(decision="odu:2", kind="headline", target="clm-002", time="2026-01-02T00:00:00Z"),
        Ruling(decision="odu:3", kind="headline", target="clm-003", time="2026-01-03T00:00:00Z"),
    )
    _, chosen, _ = run(claims, rulings=rulings)
    assert {f.claim: f.headline_by for f in chosen if f.is_headline} == {"clm-002": "odu:2", "clm-003": "odu:3"}


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_changes_nothing(order: random.Random):
    whoms, wheres = ["people", "civilians", "soldiers", None], ["Tarabi", "Odun", "Tarabi and districts", None]
    claims = [
        claim(
            i,
            10 + i % 7,
            whom=whoms[i % 4],
            where=wheres[i % 3],
            part_of=[None, None, ""][i % 3],
            source=f"cit-{i % 5}",
        )
        for i in range(40)
    ]
    sources = [Source(id=f"cit-{i}", status="cited", published=f"199{i}", publisher="P (en) copy") for i in range(5)]
    _, _, expected = run(claims, sources)
    order.shuffle(claims)
    order.shuffle(sources)
    _, _, found = run(claims, sources)
    assert all(a.equals(b) for a, b in zip(expected, found, strict=True))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("1994-03-11/1994-03-12", "1994-03-11--1994-03-12"),
        ("[1994-03-11,1994-03-12]", "one-of-1994-03-11-1994-03-12"),
        ("{1994-03-11,1994-03-12}", "all-of-1994-03-11-1994-03-12"),
        ("1994-03-11/..", "1994-03-11--open"),
        ("1994-03-11/", "1994-03-11--unknown"),
        ("1994-03~", "1994-03-about"),
        ("1994-03-11T23:30:00", "1994-03-11T233000"),
    ],
)
def test_periods_in_ids(period, expected):
    assert period_slug(period) == expected


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_ids_are_fit_for_addresses_and_file_names(words):
    assert not re.search(r"[^\w-]|_", slug(words))


def test_a_flag_is_as_closed_as_what_it_rests_on_and_can_be_settled():
    body = "The riots lasted for the five days from 13 to 19 March 1990."
    text = Text(id="txt-1", source="src-1", sha256="0", text=body, language="en")
    source = Source(id="src-1", status="read", access="sealed")
    _, _, done = run([], [source], texts=[text])
    (point,) = tables.records(done.flags, Flag)
    assert (point.code, point.access, point.settled_by) == ("D002", "sealed", None)
    ruling = Ruling(decision="odu:4", kind="accept", target=point.id, reason="the paper says so")
    _, _, done = run([], [source], rulings=(ruling,), texts=[text])
    (point,) = tables.records(done.flags, Flag)
    assert (point.settled_by, point.settled_reason) == ("odu:4", "the paper says so")


def test_copy_groups_of_cited_sources_need_a_declared_copy():
    sources = [
        Source(id="cit-1", status="cited", title="The Flood", publisher="Nowhere Encyclopedia (en)"),
        Source(id="cit-2", status="cited", title="The Flood (translated)", publisher="Nowhere Encyclopedia (en) copy"),
        Source(id="cit-3", status="cited", title="The Flood", publisher="Nowhere Encyclopedia (fr)"),
        Source(id="cit-4", status="cited", title="The Flood", publisher="Ozmara Monitor"),
    ]
    _, _, done = run([claim(i, source=f"cit-{i}") for i in range(1, 5)], sources)
    (group,) = tables.records(done.copy_groups, CopyGroup)
    assert group.sources == ("cit-1", "cit-2")
    assert group.root is None


NIGHT = "1994-03-11/1994-03-12"


def _periods(*whens: str | None, sources: tuple[str, ...] = ()) -> dict[int, str | None]:
    """The period of the question of each claim, by its number."""
    named = [{"source": sources[at]} if sources else {"source": f"src-{at}"} for at in range(len(whens))]
    asked, figures, _ = run([claim(at, at + 1, when=when, **named[at]) for at, when in enumerate(whens)])
    of = {one.id: one.period for one in asked}
    return {figure.low - 1: of[figure.question] for figure in figures}


def test_days_that_are_listed_are_the_period_they_make():
    assert set(_periods("{1994-03-14,1994-03-15}", "1994-03-14/1994-03-15").values()) == {"1994-03-14/1994-03-15"}
    assert _periods("{1994-03-14,1994-03-16}") == {0: "{1994-03-14,1994-03-16}"}


@pytest.mark.parametrize("when", ["1994-03-12", "1994-03-12/..", "1994-03-12/", "1994-03-11/.."])
def test_a_day_of_the_first_night_is_taken_for_the_night_that_most_say(when):
    assert set(_periods(NIGHT, NIGHT, when).values()) == {NIGHT}


@pytest.mark.parametrize("when", ["1994-03-11", "1994-03-13", "1994-03-12/1994-03-13", "1994-03-14/.."])
def test_other_days_stay_questions_of_their_own(when):
    assert _periods(NIGHT, NIGHT, when)[2] == when


def test_a_battle_told_by_days_keeps_its_days():
    assert _periods(NIGHT, NIGHT, "1994-03-12", "1994-03-12")[3] == "1994-03-12"


def test_a_source_that_tells_night_and_day_apart_is_left_as_it_is():
    told = _periods(NIGHT, NIGHT, NIGHT, NIGHT, "1994-03-12", sources=("a", "b", "c", "d", "d"))
    assert told[4] == "1994-03-12"


def test_a_question_says_that_the_night_was_assumed():
    asked, _, _ = run([claim(1, when=NIGHT), claim(2, when=NIGHT, source="b"), claim(3, when="1994-03-12", source="c")])
    (one,) = asked
    assert "Scope assumed: 1 of 3 name only a day of that night" in one.reason
