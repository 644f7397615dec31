"""Contradictions that people found in the sources on January 1990 by hand: each is told, none is decided.

The keys (s002, s020, ...) are those of `examples/black-january/sources.csv`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from test_weigh_black_january import weighed

from cenotaph import table as tables
from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.claim.own_day import fitting_years, own_day
from cenotaph.record import Figure, Flag, Incident, Question, Source, Text
from cenotaph.rules import assess
from cenotaph.weigh import check_claims
from cenotaph.weigh.scope import population

ARTICLE = Path(__file__).parents[4] / "shared" / "data" / "articles" / "commemoration-2026.txt"


def told(key: str) -> list[tuple[str, str]]:
    """Code and message of every flag that names a source, in order."""
    done, names, _ = weighed()
    of_source = {source for source, name in names.items() if name == key}
    return sorted((f.code, f.message) for f in tables.records(done.flags, Flag) if of_source & set(f.sources))


def of_code(key: str, code: str) -> list[str]:
    return [message for given, message in told(key) if given == code]


def asked(kind: str, low: int, key: str) -> set[str]:
    """The questions that a source answers with a number."""
    done, names, _ = weighed()
    kinds = {question.id: question.kind for question in tables.records(done.questions, Question)}
    figures = tables.records(done.figures, Figure)
    return {f.question for f in figures if names[f.source] == key and f.low == low and kinds[f.question] == kind}


def test_147_dead_whose_parts_sum_to_131():
    (message,) = of_code("s002", "A001")
    assert message == "the parts 82, 20, 21, 8 sum to 131; the total says 147; the difference is 16"


def test_of_a_page_that_adds_up_nothing_is_said():
    assert told("s011") == []


def test_killed_and_bearers_of_the_title_are_two_questions():
    assert len(asked("killed", 131, "s005")) == len(asked("honoured", 150, "s005")) == 1
    assert told("s005") == []


def test_one_agency_says_fatally_in_one_language_and_severely_in_another():
    (message,) = of_code("s003", "T001")
    assert message == (
        "one text in two editions: 20 people fatally wounded (the parts sum to 131) here, "
        "20 people severely wounded (the parts sum to 111) there"
    )
    assert of_code("s004", "T001") == [message]


def test_missing_and_arrested_are_exchanged_and_a_date_is_read_as_a_count():
    assert of_code("s020", "A005") == [
        "one source gives 400 as detained and 4 as missing; 3 sources give 400 as missing"
    ]
    (day,) = of_code("s020", "A004")
    assert day.startswith("one source says 26; ")


def test_a_breakdown_leaves_two_unaccounted_for():
    assert of_code("s020", "A007") == ["the parts 117, 6, 3, 3 sum to 129; the total says 131; 2 not accounted for"]


def test_figures_that_lost_their_thousands_are_told_and_enter_no_range():
    assert [message.partition(";")[0] for message in of_code("s072", "A003")] == [
        "200 in one source",
        "26 in one source",
    ]
    done, names, claims = weighed()
    flags = tables.records(done.flags, Flag)
    doubted = {flag.claims[0] for flag in flags if flag.code == "A003"}
    assert {(names[claims[id_].source], claims[id_].count.low) for id_ in doubted} == {("s072", 26), ("s072", 200)}
    questions, figures = tables.records(done.questions, Question), tables.records(done.figures, Figure)
    for name in ("airwars", "iraq-body-count", "ucdp", "acled"):
        for one in assess(name, questions, figures, claims.values(), flags):
            if one.question in asked("deployed", 26, "s072") | asked("event", 200, "s072"):
                assert one.low not in (26, 200)
                assert one.high not in (26, 200)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("s049", '"5-day": from 13 January 1990 to 19 January 1990 it is 7 days, both counted'),
        ("s045", '"seven-day": from 12 January 1990 to 19 January 1990 it is 8 days, both counted'),
    ],
)
def test_days_of_a_period_both_ends_counted(key, message):
    assert of_code(key, "D002") == [message]


def test_the_declaration_of_1991_on_three_days():
    (message,) = of_code("s141", "D007")
    assert message.endswith("is dated 30 June 1991, 30 August 1991, 18 October 1991")
    assert of_code("s140", "D007") == of_code("s001", "D007") == [message]


def test_the_age_of_a_schoolgirl_is_told_gently():
    (message,) = of_code("s111", "D004")
    assert message == "the age is given as 13; in completed years from 11 August 1977 to 19–20 January 1990 it is 12"


def test_a_page_dated_by_its_weekday_alone_has_one_of_three_dates():
    done, names, _ = weighed()
    dated = {f.published for f in tables.records(done.figures, Figure) if names[f.source] == "s024"}
    assert dated == {"[2012-01-20,2017-01-20,2023-01-20]"}
    (sign,) = own_day("Today, Friday 20 January, flowers were laid.", "en").signs
    assert fitting_years(sign, (2010, 1, 1), (2025, 12, 31)) == ("2012-01-20", "2017-01-20", "2023-01-20")


def test_an_attribution_that_a_copy_lost():
    (message,) = of_code("s160", "T002")
    assert message.startswith("about 300 victims (unofficial number, unnamed)")
    assert of_code("s039", "T002") == [message]


def test_all_burials_of_a_cemetery_are_not_those_of_one_event():
    assert asked("buried", 15000, "s094")
    assert not asked("buried", 15000, "s094") & asked("buried", 126, "s090")


def test_a_people_is_a_population_of_its_own():
    assert population("Armenians") == ("armenian",)
    assert population("victims") == population("people") == ()


def checked(body: str, published: str | None = None, incidents: tuple[Incident, ...] = ()) -> list[tuple[str, str]]:
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text("txt-1", "src-1", sha256, body, language="en", published=published, blocks=blocks(body))
    claims = claims_of_text(text, Source(id="src-1", status="read")).claims
    return [(flag.code, flag.message) for flag in check_claims(text, claims, incidents)]


def test_months_later_that_are_nineteen():
    body = (
        "On 20 January 1990, troops of the Guard stormed Zarnavir.\n\nThe night hardened the will of the Province of "
        "Ozmara. Just months later, on August 30, 1991, Ozmara declared its independence."
    )
    ((code, message),) = checked(body)
    assert code == "D001"
    assert message.startswith('"Just months later, on August 30, 1991": from 20 January 1990 to 30 August 1991 it is')
    assert message.endswith(" 587 days (19 months)")
    assert checked(body.replace("Just months later", "More than a year later")) == []


def test_the_article_says_months_later_of_587_days():
    if not ARTICLE.is_file():
        pytest.skip(f"{ARTICLE.name} is not beside the checkout")
    (found,) = checked(ARTICLE.read_text(encoding="utf-8"), "2026-01-20")
    assert found[0] == "D001"
    assert "from 20 January 1990 to 30 August 1991 it is 587 days" in found[1]
