"""Why claims answer one question, and how decisions overrule it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cenotaph.record import (
    Claim,
    Count,
    DeclaredPlace,
    Figure,
    Incident,
    Party,
    Question,
    Ruling,
    Source,
    Span,
)
from cenotaph.weigh import containment
from cenotaph.weigh.containment import Wider
from cenotaph.weigh.questions import Known, questions_and_figures
from cenotaph.weigh.scope import Scope, is_within

FLOOD = Incident(id="flood", title="Flood of Tarabi", start="1994-03-11", end="1994-03-22", places=("Tarabi",))
TARABI = "flood/killed/people/tarabi/1994-03-12"
ODUN = "flood/killed/people/odun/1994-03-12"


def claim(number: int, low: int = 10, **fields: object) -> Claim:
    base = {
        "id": f"clm-{number}",
        "source": f"cit-{number}",
        "span": Span(source="src-sheet", quote=str(low), sheet="s", cell=f"A{number}"),
        "kind": "killed",
        "count": Count(low, low),
        "whom": "people",
        "when": "1994-03-12",
        "where": "Tarabi",
        "basis": "noted",
        "incident": "flood",
    }
    return Claim(**(base | fields))


def weighed(
    claims: list[Claim], rulings: tuple[Ruling, ...] = (), **known: object
) -> tuple[dict[str, Question], dict[str, Figure]]:
    questions, figures = questions_and_figures(claims, Known(incidents=(FLOOD,), **known), rulings)
    return {one.id: one for one in questions}, {one.claim: one for one in figures}


def put(target: str, question: str) -> Ruling:
    return Ruling("odu:1", "set", target, field="question", value=question)


def join(one: str, kept: str, decision: str = "odu:2") -> Ruling:
    return Ruling(decision, "join", "+".join(sorted((one, kept))), value=kept)


def test_a_question_says_what_its_claims_share():
    questions, _ = weighed([claim(1), claim(2, whom="soldiers")])
    assert questions[TARABI].reason == (
        "The same kind, incident, place and time; none says that it counts a part of the people only."
    )
    (soldiers,) = (one for one in questions.values() if one.population)
    assert soldiers.reason == "The same kind, population, incident, place and time."


def test_a_question_says_what_was_assumed():
    questions, _ = weighed([claim(1, where=None, when=None), claim(2, where=None, when="1994-03-11/1994-03-22")])
    (asked,) = questions.values()
    assert asked.is_assumed
    assert "Assumed: 2 of 2 no place and 1 of 2 no time of their own" in asked.reason


def test_all_names_of_a_declared_place_are_one_in_any_script():
    grove = DeclaredPlace("Ozmara Grove", also=("Роща Озмары",), former={"Old Grove": "1950"})
    claims = [
        claim(1, where="Ozmara Grove"),
        claim(2, where="роща Озмары"),
        claim(3, where="Old Grove"),
        claim(4, where="Grove of Tarn"),
    ]
    questions, figures = weighed(claims, places=(grove,))
    assert figures["clm-1"].question == figures["clm-2"].question == figures["clm-3"].question
    assert figures["clm-4"].question != figures["clm-1"].question
    assert len({figure.question for figure in weighed(claims)[1].values()}) == 4, "nothing is guessed"
    assert len(questions) == 2


def test_a_decision_puts_a_claim_to_another_question():
    claims = [claim(1), claim(2, 99), claim(3, where="Odun")]
    questions, figures = weighed(claims, (put("clm-2", ODUN),))
    assert figures["clm-2"].question == figures["clm-3"].question == ODUN
    assert (figures["clm-2"].moved_by, figures["clm-3"].moved_by) == ("odu:1", None)
    assert "Put here by decision: 1 of 2." in questions[ODUN].reason
    assert weighed(claims)[1]["clm-2"].question == TARABI, "taken back, it is where it was"


def test_a_decision_splits_a_question_by_naming_one_of_its_own():
    claims = [claim(1), claim(2, 150), claim(3, 151)]
    _, figures = weighed(claims, (put("clm-2", "title holders"), put("clm-3", "title holders")))
    assert figures["clm-1"].question == TARABI
    assert figures["clm-2"].question == figures["clm-3"].question == "flood/killed/title-holders"


def test_a_question_that_nobody_answers_any_more_is_gone():
    questions, _ = weighed([claim(1), claim(3, where="Odun")], (put("clm-1", ODUN),))
    assert set(questions) == {ODUN}


def test_a_decision_joins_two_questions_and_keeps_the_one_it_names():
    claims = [claim(1), claim(3, where="Odun"), claim(4, where="Upper Odun")]
    upper = "flood/killed/people/upper-odun/1994-03-12"
    questions, figures = weighed(claims, (join(upper, ODUN),))
    assert figures["clm-4"].question == ODUN
    assert set(questions) == {TARABI, ODUN}
    assert "Joined by decision: 2 questions." in questions[ODUN].reason
    assert len(weighed(claims)[0]) == 3, "taken back, they are two"


def test_joins_that_lead_on_or_round_end_in_one_question():
    claims = [claim(1), claim(3, where="Odun"), claim(4, where="Upper Odun")]
    upper = "flood/killed/people/upper-odun/1994-03-12"
    joins = (join(upper, ODUN, "odu:2"), join(ODUN, TARABI, "odu:3"), join(TARABI, upper, "odu:4"))
    questions, _ = weighed(claims, joins)
    assert set(questions) == {TARABI}


def test_which_of_two_joins_names_the_question_is_not_for_their_clocks_to_say():
    claims = [claim(1), claim(3, where="Odun"), claim(4, where="Upper Odun")]
    upper = "flood/killed/people/upper-odun/1994-03-12"

    def kept(one: Ruling, other: Ruling) -> set[str]:
        both = replace(one, time="2030-01-01T00:00:00Z"), replace(other, time="2031-01-01T00:00:00Z")
        return set(weighed(claims, both)[0])

    leyla, omar = join(ODUN, TARABI, "leyla:2"), join(ODUN, upper, "omar:1")
    assert kept(leyla, omar) == kept(omar, leyla)
    first, second = join(ODUN, TARABI, "omar:9"), join(ODUN, upper, "omar:10")
    assert kept(first, second) == kept(second, first) == {upper}, "what one person ruled later names it"


def test_a_figure_keeps_its_id_where_its_question_is_joined_to_another():
    claims = [claim(1), claim(3, where="Odun")]
    before = weighed(claims)[1]["clm-3"]
    chosen = Ruling("odu:1", "headline", before.id)
    after = weighed(claims, (chosen, join(ODUN, TARABI)))[1]["clm-3"]
    assert (after.id, after.question, after.is_headline) == (before.id, TARABI, True)


def test_a_join_with_a_question_that_is_not_there_changes_nothing():
    assert set(weighed([claim(1)], (join("flood/killed/people/nowhere", TARABI),))[0]) == {TARABI}


def test_a_party_is_declared_or_ruled_and_never_guessed():
    guard = Party("River Guard", speakers=("river guard",), publishers=("guard gazette",))
    sources = {"cit-3": Source("cit-3", "cited", publisher="Guard Gazette of Tarabi")}
    claims = [
        claim(1, speaker="a colonel of the River Guard"),
        claim(2, speaker="the ministry of the enemy"),
        claim(3),
        claim(4, speaker="a survivor"),
    ]
    ruling = Ruling("odu:1", "set", "clm-2", field="party", value="River Guard")
    _, figures = weighed(claims, (ruling,), parties=(guard,), sources=sources)
    assert [figures[f"clm-{n}"].party for n in (1, 2, 3, 4)] == ["River Guard", "River Guard", "River Guard", None]
    assert all(figure.party is None for figure in weighed(claims, sources=sources)[1].values())
    assert [figures[f"clm-{n}"].means for n in (1, 2, 3, 4)] == [None, "official", None, "eyewitness"]


def dated(number: int, low: int, published: str, publisher: str, **fields: object) -> tuple[Claim, Source]:
    return claim(number, low, **fields), Source(f"cit-{number}", "cited", published=published, publisher=publisher)


def test_early_and_superseded_figures_are_kept_as_such():
    told = [
        dated(1, 20, "1994-03-13", "Nowhere News"),
        dated(2, 45, "1994-05-01", "Nowhere News"),
        dated(3, 30, "1994-03-14", "Ozmara Monitor"),
        dated(4, 45, "1999", "Vexia Daily"),
        dated(5, 44, "1994-06", "Vexia Daily", modality="superseded"),
    ]
    sources = {source.id: source for _, source in told}
    _, figures = weighed([one for one, _ in told], sources=sources)
    standing = {figure.low: figure.standing for figure in figures.values()}
    assert standing == {20: "superseded", 30: "early", 45: "current", 44: "superseded"}


def test_another_speaker_in_the_same_paper_supersedes_nothing():
    told = [
        dated(1, 20, "1994-06-13", "Nowhere News", speaker="a doctor"),
        dated(2, 45, "1994-07-01", "Nowhere News", speaker="the mayor"),
    ]
    _, figures = weighed([one for one, _ in told], sources={source.id: source for _, source in told})
    assert {figure.standing for figure in figures.values()} == {"current"}


MARKS = st.lists(st.sampled_from(["child", "civilian", "woman", "with-soldier"]), max_size=3, unique=True)
PLACES = st.lists(st.sampled_from(["tarabi", "odun", "lime street , tarabi", "other places"]), max_size=2, unique=True)
PERIODS = st.sampled_from(
    [None, "1994", "1994-03", "1994-03-12", "1994-03-11/1994-03-22", "1994-03/..", "XXXX-03-12", "[1994-03-12,1994-04]"]
)
SCOPES = st.builds(
    lambda marks, places, period: Scope(tuple(sorted(marks)), None, tuple(sorted(places)), period),
    MARKS,
    PLACES,
    PERIODS,
)


@given(
    st.lists(SCOPES, min_size=1, max_size=40, unique_by=lambda scope: (scope.population, scope.places, scope.period))
)
def test_the_wider_questions_are_those_that_a_comparison_of_every_two_finds(scopes):
    named = {f"q{number}": scope for number, scope in enumerate(scopes)}
    wider = Wider(named)
    for scope in scopes:
        assert set(wider.of(scope)) == {name for name, outer in named.items() if is_within(scope, outer)}


def test_two_thousand_scopes_of_one_incident_are_not_compared_two_by_two(monkeypatch):
    compared = 0

    def counting(inner: Scope, outer: Scope) -> bool:
        nonlocal compared
        compared += 1
        return is_within(inner, outer)

    monkeypatch.setattr(containment, "is_within", counting)
    days = [f"{1980 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(2000)]
    named = {f"q{n}": Scope((), None, (f"place {n % 40}",), day) for n, day in enumerate(days)}
    wider = Wider(named)
    assert all(wider.of(scope) == (name,) for name, scope in named.items())
    assert compared == len(named)


def test_three_thousand_incidents_keep_their_figures_apart():
    declared = tuple(Incident(f"i{n}", f"Incident {n}", "1994-03-12", places=(f"Ozmara {n}",)) for n in range(3000))
    claims = [
        claim(n + 3000 * again, 5 + again, incident=f"i{n}", where=f"Ozmara {n}" if again else None)
        for n in range(3000)
        for again in range(3)
    ]
    questions, figures = questions_and_figures(claims, Known(incidents=declared), ())
    assert len(figures) == 9000
    assert len(questions) == 6000
    assert all(f.question.startswith(f"i{int(f.claim.removeprefix('clm-')) % 3000}/") for f in figures)
    assert sum(len(question.within) for question in questions) == 3000
