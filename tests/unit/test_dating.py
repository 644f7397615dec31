"""A source is dated by its strongest sign, bounded by what it tells, and left open where strong signs contradict."""

from __future__ import annotations

import random

import pytest

from cenotaph import edtf
from cenotaph.blocks import blocks
from cenotaph.dating import DocumentDate, document_date, told_by_people, with_date
from cenotaph.read.published import TOLD, WEIGHTS, candidate
from cenotaph.record import Evidence, Source, Text

TOLD_TEXT = "On 4 March 1991 guards fired on people in Tavri. The market was closed on 12 May 1991."
QUIET = "The market of Tavri is a quiet place, and nobody speaks of the guards."
TODAY = "Today Ozmara is marking the 30th anniversary of the shooting of 4 March 1991."


def found(words: str, *signs: tuple[str, str], captured: str | None = None, told: str | None = None) -> DocumentDate:
    evidence = tuple(candidate(rule, value, value) for rule, value in signs)
    source = Source("src-1", "read", captured=captured and f"{captured}T10:00:00Z", evidence=evidence)
    return document_date(source, Text("txt-1", "src-1", "", words, language="en", blocks=blocks(words)), told)


def codes(date: DocumentDate) -> list[str]:
    return [flag.code for flag in date.flags]


def test_what_people_told_goes_before_everything_and_a_contradiction_is_still_named():
    date = found(TOLD_TEXT, ("json-ld", "1999-01-01"), told="1990")
    assert (date.published, date.earliest, date.latest) == ("1990", "1990-01-01", "1990-12-31")
    assert date.reason == "people told it"
    assert codes(date) == ["D008"]


def test_a_page_dated_before_what_it_tells_is_left_open():
    date = found(TOLD_TEXT, ("meta-property", "1991-01-10"), captured="2026-02-01")
    assert (date.published, date.between) == (None, "1991-05-12/2026-02-01")
    assert codes(date) == ["D008"]
    assert [span.quote for span in date.flags[0].spans] == ["12 May 1991"]


def test_a_dateline_stands_against_a_day_soon_after_it_which_may_be_a_plan():
    assert found(TOLD_TEXT, ("dateline", "1991-03-10")).published == "1991-03-10"
    assert found(TOLD_TEXT, ("json-ld", "1991-03-10")).published is None


def test_a_page_dated_after_what_it_tells_is_dated():
    date = found(TOLD_TEXT, ("meta-property", "1999-01-10"))
    assert (date.published, codes(date)) == ("1999-01-10", [])
    assert date.reason == "the page's head gives 1999-01-10"


@pytest.mark.parametrize(
    ("address", "page", "line", "published", "flags"),
    [
        ("2011-03-04", "2011-03-06", None, "2011-03-06", []),
        ("2011-03-04", "2019-08-01", None, None, ["S061"]),
        ("2011-03-04", "2019-08-01", "2011-03-04", "2011-03-04", ["S061"]),
        ("2011-03-04", "2019-08-01", "2019-08-01", "2019-08-01", ["S061"]),
        ("2011-03", "2011-03-20", None, "2011-03-20", []),
    ],
)
def test_an_address_and_the_data_of_a_page(address, page, line, published, flags):
    signs = [("url-path", address), ("json-ld", page), *([("dateline", line)] if line else [])]
    date = found(QUIET, *signs)
    assert (date.published, codes(date)) == (published, flags)


def test_an_address_and_a_page_that_nothing_decides_between_bound_the_day():
    date = found(QUIET, ("url-path", "2011-03-04"), ("json-ld", "2019-08-01"), captured="2026-01-01")
    assert date.between == "2011-03-04/2019-08-01"


def test_an_older_text_put_up_again_is_left_open():
    assert codes(found(QUIET, ("json-ld", "2019-08-01"), ("dateline", "1991-03-09"))) == ["S063"]
    assert codes(found(TODAY, ("json-ld", "2023-09-09"))) == ["S063"]
    assert found(TODAY, ("json-ld", "2023-09-09")).published is None


def test_an_anniversary_of_another_year_on_the_day_stated_is_a_misprinted_number():
    date = found(TODAY, ("json-ld", "2020-03-04"))
    assert (date.published, codes(date)) == ("2020-03-04", [])  # D005 names it


def test_a_file_made_long_after_the_day_of_its_text_is_noted():
    date = found(QUIET, ("dateline", "1991-03-09"), ("pdf-metadata", "2009-05-11"))
    assert (date.published, codes(date)) == ("1991-03-09", ["S062"])
    assert codes(found(QUIET, ("dateline", "1991-03-09"), ("pdf-metadata", "1991-04-11"))) == []


@pytest.mark.parametrize("rule", ["pdf-metadata", "modified", "signed"])
def test_a_day_of_making_or_change_dates_nothing(rule):
    assert found(QUIET, (rule, "2009-05-11")).published is None


def test_a_day_of_change_says_before_when_it_came_out():
    assert found(QUIET, ("modified", "2009-05-11"), captured="2026-01-01").between == "../2009-05-11"
    assert found(TOLD_TEXT, ("modified", "1980-05-11"), captured="2026-01-01").between == "1991-05-12/2026-01-01"


def test_a_capture_bounds_and_never_answers():
    date = found(QUIET, captured="2026-01-01")
    assert (date.published, date.between) == (None, "../2026-01-01")
    crawled = Source(
        "src-1", "read", captured="2026-01-01T00:00:00Z", evidence=(Evidence("captured", "2010-02-03", "w", ""),)
    )
    assert document_date(crawled, Text("t", "src-1", "", QUIET, language="en")).latest == "2010-02-03"


def test_a_day_stated_after_the_capture_is_not_taken():
    date = found(QUIET, ("json-ld", "2031-01-01"), captured="2026-01-01")
    assert (date.published, codes(date)) == (None, ["S064"])


def test_a_month_is_made_a_day_by_the_text():
    date = found(TODAY, ("url-path", "2021-03"))
    assert date.published == "2021-03-04"


def test_a_day_without_its_year_takes_the_one_year_that_fits():
    words = "Tavri, 4 March\n\nThe gate was opened on 9 November 2025 and nobody came to the market for days."
    assert found(words, captured="2026-05-01").published == "2026-03-04"
    assert found(words, captured="2028-05-01").published is None
    assert found(words).published is None
    fitting = next(e for e in found(words, captured="2028-05-01").candidates if e.rule == "day-without-year")
    assert (fitting.value, fitting.weight) == ("[2026-03-04,2027-03-04,2028-03-04]", 0.0)


def test_what_it_tells_and_when_it_was_seen_may_not_both_be_right():
    date = found("Guards fired on people here on 4 March 2031.", captured="2026-01-01")
    assert (date.published, date.between) == (None, "../2026-01-01")


def test_candidates_are_ranked():
    date = found(TODAY, ("modified", "2025-01-01"), ("json-ld", "2021-03-04"))
    assert [e.rule for e in date.candidates] == ["json-ld", "today-anniversary", "modified"]


def test_a_source_carries_its_date_and_the_reason():
    source = Source("src-1", "read", published="2001", evidence=(Evidence("published", "2001", TOLD, "2001", 1.0),))
    assert told_by_people(source) == "2001"
    text = Text("txt-1", "src-1", "", TODAY, language="en")
    dated = with_date(Source("src-1", "read"), document_date(Source("src-1", "read"), text))
    assert (dated.published, dated.published_between) == ("2021-03-04", "2021-03-04/2021-03-04")
    assert dated.published_reason == "the text marks 30 years since 1991-03-04, as of today"
    assert [e.rule for e in dated.evidence] == ["today-anniversary"]


def test_the_same_signs_in_any_order_give_the_same():
    signs = [("url-path", "2011-03-04"), ("json-ld", "2019-08-01"), ("modified", "2020-01-01")]
    assert found(QUIET, *signs) == found(QUIET, *reversed(signs))


PIECES = (
    "today", "bu gün", "сегодня", "bugün", ", ", "4 March 1991", "4 mart 1991-ci il", "4 марта 1991 года",
    "4 Mart 1991'de", "36th anniversary", "36-cı ildönümü", "36-я годовщина", "36. yıldönümü", "of", "since",
    "ten years ago", "10 лет назад", "Wednesday", "çərşənbə", "29 February 1992", "199th anniversary",
    "night of 3-4 March 1991", "this year", "in 2004", "\n\n", ". ", '"', "“", "”", "tomorrow", "was", "fired", "will",
    "until", "İ", "3 JAN 90", "9999", "0001-01-01", "1990 BC",
)  # fmt: skip


def test_whatever_stands_there_dates_are_dates_and_quotes_stand_in_the_text():
    choose = random.Random(5)
    for _ in range(500):
        words = " ".join(choose.choices(PIECES, k=choose.randint(1, 25)))
        language = choose.choice(["en", "az", "ru", "tr", "uk", None, "az-Cyrl", "xx"])
        values = choose.choices(["1991-03-04", "2021", "2031-01-01", "soon", "199X", "1990~", "[2001,2002]"], k=3)
        signs = tuple(
            candidate(rule, value, value) for rule, value in zip(choose.sample(sorted(WEIGHTS), 3), values, strict=True)
        )
        source = Source("src-1", "read", captured=choose.choice([None, "2026-01-01T00:00:00Z"]), evidence=signs)
        date = document_date(source, Text("t", "src-1", "", words, language=language, blocks=blocks(words)))
        assert date.published is None or edtf.is_valid(date.published)
        assert date.between is None or edtf.is_valid(date.between)
        assert all(words[s.start : s.end] == s.quote for flag in date.flags for s in flag.spans)
