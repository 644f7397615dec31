"""Points to check rest on voices, not on pages, and compare what is of one event only."""

from __future__ import annotations

import time

import pytest
from test_weigh_questions import FLOOD, claim, run

from cenotaph import table as tables
from cenotaph.record import CopyGroup, DeclaredPlace, Evidence, Flag, Incident, Source, Span, Text
from cenotaph.weigh.declared import declared_repeats
from cenotaph.weigh.editions import check_editions
from cenotaph.weigh.misprints import check_misprints
from cenotaph.weigh.scope import known_places

FIRE = Incident(id="fire", title="Fire of Odun", start="2001-07-01", end="2001-07-03", places=("Odun",))
ELSEWHERE = {"incident": "fire", "where": "Odun", "when": "2001-07-01"}


def cited(*names: str, copies: str = "", **fields) -> list[Source]:
    """Sources of which no text is held, some of them declared copies of the first."""
    told = (Evidence("copy_of", names[0], "sources.csv", names[0]),)
    return [Source(n, "cited", key=n, access="public", evidence=told if n in copies else (), **fields) for n in names]


def points(claims, sources, **fields) -> list[tuple[str, str]]:
    """Code and message of every flag."""
    _, _, done = run(claims, sources, incidents=(FLOOD, FIRE), **fields)
    return [(point.code, point.message) for point in tables.records(done.flags, Flag) if point.code != "S002"]


def test_one_voice_is_told_though_another_event_took_as_many():
    copies = [claim(1, 40, source="a"), claim(2, 40, source="b")]
    other = claim(3, 40, source="c", **ELSEWHERE)
    said = [("S001", "2 sources give 40; all of them repeat one text")]
    assert points(copies, cited("a", "b", copies="b")) == said
    assert points([*copies, other], cited("a", "b", "c", copies="b")) == said
    assert points([copies[0], claim(2, 40, source="b", **ELSEWHERE)], cited("a", "b", copies="b")) == []


def test_of_equal_figures_alone_it_is_not_said_that_they_repeat_one_text():
    kinds = ("killed", "injured", "missing")
    claims = [claim(10 * at + n, 26 + n, source=s, kind=kinds[n]) for at, s in enumerate("ab") for n in range(3)]
    assert [code for code, _ in points(claims, cited("a", "b"))] == ["S004"]
    assert [code for code, _ in points(claims, cited("a", "b", copies="b"))] == ["S001"]


def test_copies_are_one_voice_where_a_figure_looks_like_a_slip():
    claims = [*(claim(at, 240, source=name) for at, name in enumerate("abc")), claim(4, 24, source="d")]
    slip = ("A003", "24 in one source; 240 in 3 more, 10 times as many")
    assert slip in points(claims, cited("a", "b", "c", "d"))
    assert [code for code, _ in points(claims, cited("a", "b", "c", "d", copies="bc"))] == ["S001"]
    others = [claim(5, 240, source="e"), claim(6, 240, source="f"), claim(7, 24, source="g")]
    assert slip in points([*claims[:1], *claims[3:], *others], cited("d", "a", "e", "f", "g", copies="g"))


def test_a_source_that_lost_thousands_of_one_incident_is_not_held_against_another():
    claims = [claim(at, 26000, source=name, whom="soldiers") for at, name in enumerate("abc")]
    claims += [claim(3, 26, source="d", whom="soldiers"), claim(4, 40, source="d", kind="injured", where=None)]
    other = claim(5, 40_000, source="e", kind="injured", where=None, when=None)
    sources = cited("a", "b", "c", "d", "e")
    elsewhere = claim(5, 40_000, source="e", kind="injured", **ELSEWHERE | {"where": None})
    assert [code for code, _ in points([*claims, other], sources)] == ["A003", "A003"]
    assert [code for code, _ in points([*claims, elsewhere], sources)] == ["A003"]


def test_a_slip_is_found_under_any_name_of_a_declared_place():
    claims = [claim(at, 240, source=name) for at, name in enumerate("abc")]
    claims.append(claim(3, 24, source="d", where="Тараби"))
    places = (DeclaredPlace("Tarabi", also=("Тараби",)),)
    assert points(claims, cited(*"abcd")) == []
    assert [code for code, _ in points(claims, cited(*"abcd"), places=places)] == ["A003"]


def test_editions_are_compared_event_by_event_and_under_any_name_of_a_place():
    sources = cited("a", "b", copies="b")
    first = claim(1, 131, source="a")
    said = [("T001", "one text in two editions: 131 people here, 147 people there")]
    places = (DeclaredPlace("Tarabi", also=("Тараби",)),)
    for where in ("Tarabi", "tarabi", "Тараби"):
        assert points([first, claim(2, 147, source="b", where=where)], sources, places=places) == said
    assert points([first, claim(2, 147, source="b", where="Odun")], sources, places=places) == []
    assert points([first, claim(2, 147, source="b", incident="fire")], sources) == []
    both = [claim(3, 50, source=name, **ELSEWHERE) for name in "ab"]
    assert said[0] in points([first, claim(2, 147, source="b"), *both], sources)


def test_a_speaker_is_lost_though_another_copy_says_nothing_of_it():
    bodies = ("40 people died, the ministry said.", "The river rose.", "40 people died.", "40 people died.")
    sources, texts, claims = [], [], []
    for at, body in enumerate(bodies):
        told = (Evidence("copy_of", "src-0", "sources.csv", "src-0"),) if at else ()
        sources.append(Source(f"src-{at}", "read", access="public", published=f"1994-03-{13 + at}", evidence=told))
        texts.append(Text(f"txt-{at}", f"src-{at}", str(at), body, language="en"))
        if body.startswith("40"):
            span = Span(source=f"src-{at}", quote="40 people died", text_sha256=str(at), start=0, end=14)
            speaker = None if at else "the ministry"
            claims.append(claim(at, 40, source=f"src-{at}", span=span, basis="quoted", speaker=speaker))
    _, _, done = run(claims, sources, texts=texts)
    lost = [point.sources for point in tables.records(done.flags, Flag) if point.code == "T002"]
    assert lost == [("src-0", "src-2")]


def _notes_on_copies(number: int) -> float:
    claims = [claim(at, 10 + at // 2, source="ab"[at % 2]) for at in range(2 * number)]
    group = CopyGroup("cpy", ("a", "b"), reason="")
    began = time.process_time()
    assert check_editions([group], {}, claims, {}, known_places()) == ()
    return time.process_time() - began


def _equal_figures(number: int) -> float:
    claims = [*(claim(at, 10, source="a") for at in range(number)), claim(number, 100, source="b")]
    began = time.process_time()
    assert check_misprints(claims, {}, known_places()) == ()
    return time.process_time() - began


@pytest.mark.parametrize(("seconds", "number"), [(_notes_on_copies, 200), (_equal_figures, 1000)])
def test_many_figures_are_compared_in_the_time_that_they_take_to_read(seconds, number):
    assert seconds(8 * number) < 24 * max(0.02, min(seconds(number) for _ in range(3)))


@pytest.mark.parametrize(
    ("publishers", "is_copy"),
    [
        (("Ozmara Mirror", "Ozmara Mirror"), False),
        (("Ozmara Mirror", "Ozmara"), True),
        (("Nowhere News mirror", "Nowhere News"), True),
        (("Nowhere News, forum copy", "Nowhere News"), True),
        (("Nowhere News copy", "Nowhere News copy in French"), True),
        (("Nowhere News copy", "Nowhere Radio copy"), False),
    ],
)
def test_a_paper_called_mirror_is_no_copy_without_what_it_mirrors(publishers, is_copy):
    sources = [*cited("a", title="Rain", publisher=publishers[0]), *cited("b", title="Rain", publisher=publishers[1])]
    assert bool(list(declared_repeats(sources))) is is_copy


@pytest.mark.parametrize(("modality", "standing"), [("denied", "current"), ("asserted", "early")])
def test_only_a_later_figure_that_is_asserted_makes_one_early(modality, standing):
    sources = [*cited("a", published="1994-03-13"), *cited("b", published="2004-03-13")]
    _, figures, _ = run([claim(1, 40, source="a"), claim(2, 500, source="b", modality=modality)], sources)
    assert figures[0].standing == standing
