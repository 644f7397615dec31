"""A date is taken only where a place states it and no other contradicts it."""

from __future__ import annotations

import pytest

from cenotaph.blocks import blocks
from cenotaph.language_guess import language_of
from cenotaph.read.published import agree, candidate, from_blocks, from_url, iso_day, settle
from cenotaph.read.words import printed_dates, titled_day
from cenotaph.record import Source

SOURCE = Source(id="src-1", status="read", path="sources/a.html", captured="2026-02-01T10:00:00Z")


def settled(*candidates, source=SOURCE):
    return settle([candidate(rule, value, value) for rule, value in candidates], source)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 March 1991", ["1991-03-04"]),
        ("March 4, 1991 at noon", ["1991-03-04"]),
        ("the 4th of March, 1991", ["1991-03-04"]),
        ("04.03.1991", ["1991-03-04"]),
        ("25/03/1991 and 03/25/1991", ["1991-03-25", "1991-03-25"]),
        ("04/03/1991", []),
        ("1991-03-04T10:00", ["1991-03-04"]),
        ("4 mart 1991-ci il", ["1991-03-04"]),
        ("4 марта 1991 г.", ["1991-03-04"]),
        ("4 Mart 1991 Pazartesi", ["1991-03-04"]),
        ("4 Ağustos 1991", ["1991-08-04"]),
        ("4 مارس 1991", ["1991-03-04"]),
        ("٤ مارس ١٩٩١", ["1991-03-04"]),
        ("4 березня 1991 року", ["1991-03-04"]),
        ("31 February 1991", []),
        ("March 1991", ["1991-03"]),
        ("room 4, March", []),
        ("phone 12.13.1991", []),
    ],
)
def test_days_in_print(text, expected):
    assert [date.edtf for date in printed_dates(text)] == expected


def test_a_quote_is_what_stands_there():
    text = "Dərc olunub: 4 MART 1991, Ozmara"
    (date,) = printed_dates(text)
    assert text[date.start : date.end] == date.quote == "4 MART 1991"


def test_the_weightiest_place_dates_the_source():
    assert settled(("json-ld", "2001-03-04"), ("byline", "2001-03-04")).published == "2001-03-04"


def test_midnight_elsewhere_is_no_contradiction():
    assert settled(("json-ld", "2001-03-04"), ("url-path", "2001-03-05")).published == "2001-03-04"


def test_strong_places_that_contradict_each_other_date_nothing_and_are_flagged():
    answer = settled(("json-ld", "2001-03-04"), ("meta-name", "2011-03-04"))
    assert answer.published is None
    assert [flag.code for flag in answer.flags] == ["S021"]


def test_a_weaker_place_does_not_overrule_a_strong_one():
    assert settled(("json-ld", "2001-03-04"), ("url-path", "1999-01-01")).published == "2001-03-04"


def test_when_the_file_was_made_does_not_date_what_it_says():
    assert settled(("pdf-metadata", "2001-03-04"), ("modified", "2001-03-05")).published is None


def test_no_source_was_published_after_it_was_captured():
    assert settled(("json-ld", "2026-02-03")).published is None
    assert settled(("json-ld", "2026-02-02")).published == "2026-02-02"


def test_a_month_is_made_finer_by_a_day_within_it():
    assert settled(("meta-name", "2001-03"), ("url-path", "2001-03-04")).published == "2001-03-04"


def test_what_people_know_ends_the_matter():
    source = Source(id="src-1", status="read", published="1991~")
    answer = settled(("json-ld", "2001-03-04"), ("meta-name", "2011-03-04"), source=source)
    assert (answer.published, answer.flags) == ("1991~", ())


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://nowhere.invalid/2001/03/04/ten-years", ["2001-03-04"]),
        ("https://nowhere.invalid/news/20010304.html", ["2001-03-04"]),
        ("https://nowhere.invalid/2001/03/ten-years", ["2001-03"]),
        ("https://nowhere.invalid/news/556079", []),
        ("https://nowhere.invalid/2001/02/31/x", []),
        (None, []),
    ],
)
def test_the_path_of_an_address(url, expected):
    assert [e.value for e in from_url(url)] == expected


def test_only_days_that_exist_are_days():
    assert iso_day("2001-02-29") is None
    assert iso_day("20010304T1000") == "2001-03-04"
    assert agree("2001-03", "2001-03-31")
    assert not agree("2001-03-04", "2001-03-06")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The witnesses said that the doors of the school had been locked for a week by then.", "en"),
        ("Şahidlər deyirlər ki, məktəbin qapıları bir həftə idi ki, bağlı idi və onun açarı da yox idi.", "az"),
        ("Свидетели говорят, что двери школы были закрыты на неделю и что ключа от них не было ни у кого.", "ru"),
        ("Tanıklar okulun kapılarının bir hafta için kapalı olduğunu ve anahtarın da kayıp olduğunu söyledi.", "tr"),
        ("قال الشهود إن أبواب المدرسة كانت مغلقة منذ أسبوع وإن المفتاح لم يكن مع أحد في تلك الليلة من العام.", "ar"),
        ("Свідки кажуть, що двері школи були зачинені на тиждень і що ключа від них не було у жодного з них.", "uk"),
        ("Arvo Testman, Bela Sample, Cyra Mockova", None),
        ("42", None),
    ],
)
def test_the_language_of_a_text(text, expected):
    assert language_of(text) == expected


def test_a_date_far_down_dates_what_is_quoted_there_and_not_the_page():
    text = "Tavri, 5 March 2001\n" + "\n".join(
        f"Sentence {n} of a long report on the market, with a full stop." for n in range(5)
    )
    text += "\n4 March 1991\nThe last sentence of the report stands here, with a full stop as well."
    found = from_blocks(text, blocks(text))
    assert [(e.value, e.rule) for e in found] == [("2001-03-05", "dateline"), ("1991-03-04", "signed")]


def test_a_dateline_in_front_of_the_first_paragraph():
    text = "OZMARA, 3 MAR 89 (NNA) -- [TEXT] Nobody came to the market today, the commandant said, and nobody left it."
    (found,) = from_blocks(text, blocks(text))
    assert (found.value, found.rule) == ("1989-03-03", "dateline-short-year")


def test_a_day_of_change_is_not_the_day_of_publication():
    text = "Ten years on\nUpdated: 6 March 2001\nNobody came to the market today, the commandant said, and nobody left."
    assert [e.rule for e in from_blocks(text, blocks(text))] == ["modified"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Bulletin of 12 March 1994, 05:30", "1994-03-12"),
        ("Decree No. 17 of 11 March 1994", "1994-03-11"),
        ("Приказ № 17 от 11 марта 1994 года", "1994-03-11"),
        ("12 mart 1994-cü il tarixli bəyanat", "1994-03-12"),
        ("12 Mart 1994 tarihli bildiri", "1994-03-12"),
        ("The shooting of 12 March 1994", None),
        ("What became of the decree of 11 March 1994", None),
        ("Bulletin of 12 March 1994 to 13 March 1994", None),
        ("12 Mart 1994 katliamı", None),
    ],
)
def test_the_title_of_a_paper_bears_its_day(line, day):
    assert titled_day(line) == day


def test_a_second_dateline_dates_what_is_quoted():
    text = "OZMARA, 4 MAR 89 (NNA) -- VEXIA, 3 MAR 89 -- Nobody came to the market today, the commandant said to us."
    assert [e.rule for e in from_blocks(text, blocks(text)) if e.weight >= 0.6] == ["dateline-short-year"]


def test_a_day_in_a_sentence_with_a_dash_is_no_dateline():
    text = (
        "On September 1, 1939, Vexia and its ally - which had long prepared for it - attacked the province of Ozmara."
    )
    assert from_blocks(text, blocks(text)) == []
