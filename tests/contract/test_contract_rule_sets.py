"""What every rule set must hold: one list of checks for all of them, found by scanning."""

from __future__ import annotations

import re

import pytest

from cenotaph import rules
from cenotaph.claim.words import kinds
from cenotaph.record import Claim, Count, Figure, Flag, Party, Question, Span
from cenotaph.rules import assess, rule_set, rule_set_names

every = pytest.mark.parametrize("name", rule_set_names())
ASKED = Question("flood/killed/people", "flood", "killed", None, "Tarabi", "1994-03-12")
RIVER = Party("River Guard", speakers=("river guard",))


def figure(number: int, low: int | None, high: int | None, **fields: object) -> Figure:
    stated = {"qualifier": "exact", "question": ASKED.id, "claim": f"clm-{number}", "source": f"cit-{number}"} | fields
    return Figure(id=f"fig-{number}", low=low, high=high, **stated)


def claim(number: int, by: str | None = None) -> Claim:
    span = Span("src-sheet", "1", sheet="s", cell=f"A{number}")
    return Claim(f"clm-{number}", f"cit-{number}", span, "killed", Count(1, 1), by=by)


def one(name: str, figures: list[Figure], **more: object):
    (found,) = assess(name, [ASKED], figures, [claim(f) for f in range(9)], **more)
    return found


def test_the_four_published_rule_sets_are_there():
    assert {"airwars", "iraq-body-count", "ucdp", "acled"} <= set(rule_set_names())


@every
def test_it_is_cited_and_says_where_it_is_simpler_than_the_original(name):
    found = rule_set(name)
    assert found.title
    assert found.says.strip()
    assert any(re.search(r"https?://|\d{4}", line) for line in found.citation)
    assert found.simplified
    assert all(line.endswith(".") for line in found.simplified)


@every
def test_it_is_for_kinds_that_there_are(name):
    assert set(rule_set(name).kinds) <= set(kinds())


@every
def test_every_value_it_names_is_one_that_a_source_states_or_the_set_declares(name):
    figures = [figure(1, 40, None), figure(2, 24, 99), figure(3, None, 55), figure(4, 47, 47)]
    found = one(name, figures)
    allowed = {24, 40, 47, 55, 99} | {value for _, _, value in rule_set(name).vague}
    assert {found.low, found.best, found.high} - {None} <= allowed
    assert found.low is None or found.high is None or found.low <= found.high


@every
def test_it_takes_no_denied_figure_and_none_on_which_a_doubt_is_open(name):
    figures = [figure(1, 40, 40), figure(2, 41, 41), figure(3, 4, 4, modality="denied"), figure(4, 26000, 26000)]
    doubt = Flag("flg-1", "A003", "warning", "off by a power of ten", claims=("clm-4",))
    of_a_text = Flag("flg-2", "A005", "warning", "two numbers exchanged in one text")
    found = one(name, figures, flags=[doubt, of_a_text])
    assert found.figures == ("fig-1", "fig-2")
    assert found.left_out == ("fig-3: denied", "fig-4: open point A003")
    assert {found.low, found.best, found.high} <= {None, 40, 41}


@every
def test_pages_that_repeat_one_text_are_one_voice(name):
    copies = [figure(n, 40, 40, copy_group="cpy-1") for n in range(1, 5)]
    assert one(name, copies).voices == 1
    assert one(name, [*copies, figure(5, 41, 41)]).voices == 2


@every
def test_nothing_goes_over_two_populations_or_takes_a_part_for_a_total(name):
    other = Question("flood/killed/child/tarabi", "flood", "killed", "child", "Tarabi", "1994-03-12")
    part = Question("flood/killed-part/people", "flood", "killed", None, "Tarabi", is_part=True)
    figures = [
        figure(1, 40, 40),
        figure(2, 41, 41),
        figure(3, 900, 900, question=other.id),
        figure(4, 1, 1, question=part.id),
    ]
    found = assess(name, [ASKED, other, part], figures, [])
    assert {one.question for one in found} == {ASKED.id, other.id}
    assert [one.high in (None, 41) for one in found if one.question == ASKED.id] == [True]


@every
def test_the_order_of_figures_changes_nothing(name):
    figures = [figure(n, 40 + n, 40 + n) for n in range(5)]
    assert one(name, figures) == one(name, figures[::-1])


@every
def test_a_question_whose_figures_are_all_left_out_has_no_value_and_no_grade(name):
    found = one(name, [figure(1, 40, 40, modality="denied")])
    assert (found.low, found.best, found.high, found.grade, found.voices) == (None, None, None, None, 0)


def test_airwars_grades_by_voices_parties_and_acceptance():
    def grade(figures, claims, question=ASKED):
        (found,) = assess("airwars", [question], figures, claims, parties=[RIVER, Party("Hill Guard", ("hill guard",))])
        return found.grade

    two = [figure(1, 40, 40), figure(2, 41, 41)]
    assert grade(two[:1], [claim(1)]) == "weak"
    assert grade(two, [claim(1), claim(2)]) == "fair"
    assert grade(two, [claim(1, "the River Guard"), claim(2, "men of the Hill Guard")]) == "contested"
    own = [figure(1, 40, 40, party="River Guard"), figure(2, 41, 41)]
    assert grade(own, [claim(1, "the River Guard")]) == "confirmed"
    soldiers = Question(ASKED.id, "flood", "killed", "soldier")
    assert grade(two, [], soldiers) == "discounted"


def test_iraq_body_count_names_no_value_for_one_voice_and_no_soldiers():
    assert one("iraq-body-count", [figure(1, 40, 40)]).low is None
    found = one("iraq-body-count", [figure(1, 40, 40), figure(2, 43, 43)])
    assert (found.low, found.best, found.high) == (40, None, 43)
    assert not assess("iraq-body-count", [Question(ASKED.id, "flood", "killed", "soldier")], [figure(1, 40, 40)], [])


def test_ucdp_follows_the_archive_s_decision_else_the_lower_figure():
    found = one("ucdp", [figure(1, 40, 40), figure(2, 43, 43), figure(3, 50, 50)])
    assert (found.low, found.best, found.high) == (40, 40, 50)
    found = one("ucdp", [figure(1, 40, 40), figure(2, 43, 43, is_headline=True), figure(3, 50, 50)])
    assert (found.low, found.best, found.high) == (40, 43, 50)


def test_acled_takes_the_most_conservative_number_and_drops_what_its_voice_revised():
    assert one("acled", [figure(1, 24, 99), figure(2, 40, 40)]).best == 12
    assert one("acled", [figure(1, 30, 30, standing="superseded"), figure(2, 40, 40), figure(3, 44, 44)]).best == 40


def test_a_further_rule_set_is_one_file(tmp_path, monkeypatch):
    folder = tmp_path / "rule_sets"
    folder.mkdir()
    (folder / "least.toml").write_text(
        'title = "Least"\ncitation = ["Nowhere Handbook, 2031"]\nsays = "The least."\nsimplified = ["Nothing."]\n'
        'kinds = ["killed"]\n[values]\nlow = "lowest"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(rules, "files", lambda _: tmp_path)
    rule_set_names.cache_clear()
    rule_set.cache_clear()
    try:
        assert rule_set_names() == ("least",)
        assert one("least", [figure(1, 40, 40), figure(2, 43, 43)]).low == 40
    finally:
        rule_set_names.cache_clear()
        rule_set.cache_clear()
