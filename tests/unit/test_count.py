"""How many: what words state, how it is encoded, and which numbers count nobody."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.count import Number, find_numbers
from cenotaph.record import Count


def only(text: str) -> Number:
    """The single number of a text."""
    numbers = find_numbers(text, "en")
    assert len(numbers) == 1, numbers
    return numbers[0]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high", "qualifier"),
    [
        ("131 people died", "131", 131, 131, "exact"),
        ("1,275 people", "1,275", 1275, 1275, "exact"),
        ("1 275 people", "1 275", 1275, 1275, "exact"),
        ("1\u00a0275 people", "1\u00a0275", 1275, 1275, "exact"),
        ("1.275 people", "1.275", 1275, 1275, "exact"),
        ("1'275 people", "1'275", 1275, 1275, "exact"),
        ("1,234,567 people", "1,234,567", 1234567, 1234567, "exact"),
        ("1.5 million people", "1.5 million", 1500000, 1500000, "exact"),
        ("1.275 million people", "1.275 million", 1275000, 1275000, "exact"),
        ("half a million people", "half a million", 500000, 500000, "exact"),
        ("a quarter of a million people", "a quarter of a million", 250000, 250000, "exact"),
        ("thirteen people", "thirteen", 13, 13, "exact"),
        ("twenty-one people", "twenty-one", 21, 21, "exact"),
        ("two hundred and fifty-one people", "two hundred and fifty-one", 251, 251, "exact"),
        ("two million three hundred thousand", "two million three hundred thousand", 2300000, 2300000, "exact"),
        ("FORTY-FIVE THOUSAND SOLDIERS", "FORTY-FIVE THOUSAND", 45000, 45000, "exact"),
        ("a dozen people", "a dozen", 12, 12, "exact"),
        ("two dozen people", "two dozen", 24, 24, "exact"),
        ("dozens of people", "dozens", 24, 99, "between"),
        ("tens of people", "tens", 20, 99, "between"),
        ("hundreds of people", "hundreds", 200, 999, "between"),
        ("thousands of people", "thousands", 2000, 9999, "between"),
        ("tens of thousands of people", "tens of thousands", 20000, 99999, "between"),
        ("hundreds of thousands of people", "hundreds of thousands", 200000, 999999, "between"),
        ("several hundred people", "several hundred", 200, 999, "between"),
        ("several hundred thousand people", "several hundred thousand", 200000, 999999, "between"),
        ("a few dozen people", "a few dozen", 24, 99, "between"),
        ("at least 130 people", "at least 130", 130, None, "at_least"),
        ("AT LEAST 130 PEOPLE", "AT LEAST 130", 130, None, "at_least"),
        ("no fewer than 82 people", "no fewer than 82", 82, None, "at_least"),
        ("130 or more people", "130 or more", 130, None, "at_least"),
        ("130+ people", "130+", 130, None, "at_least"),
        ("more than forty people", "more than forty", 40, None, "more_than"),
        ("over 700 injured", "over 700", 700, None, "more_than"),
        ("more than a thousand people", "more than a thousand", 1000, None, "more_than"),
        ("up to 30 people", "up to 30", None, 30, "at_most"),
        ("no more than 30 people", "no more than 30", None, 30, "at_most"),
        ("as many as 300 people", "as many as 300", None, 300, "at_most"),
        ("fewer than 30 people", "fewer than 30", None, 30, "less_than"),
        ("about 20 people", "about 20", 20, 20, "about"),
        ("some 26,000 troops", "some 26,000", 26000, 26000, "about"),
        ("nearly 100 people", "nearly 100", 100, 100, "about"),
        ("a hundred or so people", "a hundred or so", 100, 100, "about"),
        ("between 20 and 30 people", "between 20 and 30", 20, 30, "between"),
        ("20 to 30 people", "20 to 30", 20, 30, "between"),
        ("20-30 people", "20-30", 20, 30, "between"),
        ("14 or 15 soldiers", "14 or 15", 14, 15, "between"),
        ("two to three hundred people", "two to three hundred", 200, 300, "between"),
        ("about 100-150 people", "about 100-150", 100, 150, "between"),
        ("no one was killed", "no one", 0, 0, "exact"),
        ("nobody was killed", "nobody", 0, 0, "exact"),
        ("no casualties were reported", "no", 0, 0, "exact"),
        ("both brothers died", "both", 2, 2, "exact"),
        ("a couple of men", "a couple", 2, 2, "exact"),
        ("about 1500 fell there", "about 1500", 1500, 1500, "about"),
        ("1990 people", "1990", 1990, 1990, "exact"),
        ("a group of 20 to 30 men", "20 to 30", 20, 30, "between"),
        ("in one case people ran", "one", 1, 1, "exact"),
    ],
)
def test_what_words_state(text: str, quote: str, low: int | None, high: int | None, qualifier: str) -> None:
    number = only(text)
    assert number.quote == quote
    assert number.type == "cardinal"
    assert number.count == Count(low, high, qualifier)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("several people died", "vague"),
        ("many were injured", "vague"),
        ("a 13-year-old boy", "age"),
        ("aged 45", "age"),
        ("Larisa, 13, was killed", "age"),
        ("children aged between 5 and 10", "age"),
        ("the 36th anniversary", "ordinal"),
        ("the twenty-first century", "ordinal"),
        ("the 3d Infantry Brigade", "ordinal"),
        ("on 20 January", "date"),
        ("on January 20", "date"),
        ("in 1990", "date"),
        ("in 1990-91", "date"),
        ("20.01.1990", "date"),
        ("1990-01-20", "date"),
        ("in the 1990s", "date"),
        ("at 10:30", "time"),
        ("at 2330", "time"),
        ("0030 HOURS", "time"),
        ("at 5 p.m.", "time"),
        ("for 3 days", "duration"),
        ("a ten-day siege", "duration"),
        ("$5 million", "money"),
        ("200 rubles", "money"),
        ("50 percent", "percent"),
        ("30% of them", "percent"),
        ("20 km away", "measure"),
        ("a 30km road", "measure"),
        ("20 kilos of dynamite", "measure"),
        ("20 degrees", "degree"),
        ("three times", "frequency"),
        ("M-16 rifles", "model"),
        ("an AK-47", "model"),
        ("a T-72 tank", "model"),
        ("BTR-60PB", "model"),
        ("Resolution 688", "reference"),
        ("page 5", "reference"),
        ("Article 3", "reference"),
        ("Decree No. 1234", "reference"),
        ("Route 5", "reference"),
        ("Battalion 3-16", "reference"),
        ("won 15-0", "score"),
        ("+994 12 555 01 00", "phone"),
        ("555-0100", "phone"),
        ("FILE-XYZ0562", "model"),
        ("a Boeing 727 of the line", "reference"),
        ("at 0200, then", "time"),
        ("millions of dollars", "money"),
        ("both in the town and the hills", "vague"),
        ("two-thirds of the town", "fraction"),
        ("a third of them", "fraction"),
        ("7.62 calibre", "decimal"),
    ],
)
def test_numbers_that_count_nobody(text: str, type_: str) -> None:
    number = only(text)
    assert number.type == type_
    assert number.count is None


def test_a_figure_that_replaced_another() -> None:
    for text in (
        "revised from 83 to 131",
        "The toll rose from an earlier 83 to 131",
        "raised to 131 from 83",
        "131, up from 83",
    ):
        roles = {n.count.low: n.role for n in find_numbers(text, "en") if n.count}
        assert roles == {83: "superseded", 131: "current"}, text


def test_from_and_to_without_a_change_is_a_range() -> None:
    number = only("from 83 to 131 people")
    assert number.count == Count(83, 131, "between")


def test_another_is_additional() -> None:
    first, second = find_numbers("82 fell in the city, another 20 in the hills", "en")
    assert (first.role, second.role) == (None, "additional")


def test_articles_only_when_asked() -> None:
    assert find_numbers("a man and an officer", "en") == ()
    numbers = find_numbers("a man and an officer", "en", articles=True)
    assert [(n.quote, n.is_article, n.count) for n in numbers] == [("a", True, Count(1, 1)), ("an", True, Count(1, 1))]
    assert only("one man").is_article


def test_number_words_do_not_run_together() -> None:
    assert [n.quote for n in find_numbers("five and six men, then seven, eight more", "en")] == [
        *("five", "six", "seven", "eight"),
    ]


def test_a_day_of_the_month_is_not_glued_to_the_people_behind_it() -> None:
    day, people = find_numbers("on January 20 131 people died", "en")
    assert (day.quote, day.type) == ("20", "date")
    assert people.count == Count(131, 131)


def test_types_run_on_in_a_list() -> None:
    assert [n.type for n in find_numbers("aged 12 and 13; articles 3, 4 and 5; 6 men", "en")] == [
        *("age", "age", "reference", "reference", "reference", "cardinal"),
    ]


def test_years_and_falling_pairs_are_no_ranges() -> None:
    numbers = find_numbers("from 225 in 1985 to 1,500 this year", "en")
    assert [(n.quote, n.type) for n in numbers] == [("225", "cardinal"), ("1985", "date"), ("1,500", "cardinal")]
    assert [n.type for n in find_numbers("82 or 81 people", "en")] == ["cardinal", "cardinal"]
    assert [n.type for n in find_numbers("millions to two parties", "en")] == ["cardinal", "cardinal"]


def test_days_listed_before_a_month_are_dates() -> None:
    assert [n.type for n in find_numbers("on 20, 21 and 22 November 1971, 23 people", "en")] == [
        *("date", "date", "date", "date", "cardinal"),
    ]


def test_no_part_of_a_file_number_counts() -> None:
    assert [n.type for n in find_numbers("FILE-XYZ3-0562 (NOWHERE)", "en")] == ["model", "model"]


def test_a_crowd_is_no_score() -> None:
    assert only("drew a crowd of 40,000 supporters").count == Count(40000, 40000)


def test_lists_are_numbered_not_counted() -> None:
    assert [n.type for n in find_numbers("1. Aro Velt\n  2. Bea Velt", "en")] == ["list_item", "list_item"]


def test_of_an_unknown_language_only_digits_are_read() -> None:
    assert [n.quote for n in find_numbers("131 people, two more", "xx-YY")] == ["131"]


WORDS = st.sampled_from(
    [
        *("at least", "more than", "up to", "some", "from", "to", "and", "or", "between", "a", "one", "two", "hundred"),
        *("thousand", "million", "dozen", "dozens", "of", "several", "people", "killed", "aged", "years", "page", "5"),
        *(
            "20",
            "131",
            "1,275",
            "1990",
            "20 January",
            "3-16",
            "15-0",
            ",",
            ".",
            "-",
            "\n",
            "half",
            "third",
            "no",
            "first",
        ),
        *("rose", "$", "%", "M-16", "10:30", "+994 12", "January"),
    ]
)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.lists(WORDS, max_size=12).map(" ".join), st.lists(WORDS, max_size=8).map("".join), st.text(max_size=30)
    )
)
def test_quotes_stand_in_the_text_in_order(text: str) -> None:
    numbers = find_numbers(text, "en", articles=True)
    assert all(text[n.start : n.end] == n.quote != "" for n in numbers)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    for number in numbers:
        assert (number.count is not None) == (number.type == "cardinal")
        if number.count and number.count.low is not None and number.count.high is not None:
            assert number.count.low <= number.count.high


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 999_999_999))
def test_digits_are_read_as_they_are(value: int) -> None:
    for text in (f"{value:,} people", f"{value:,} people".replace(",", "\u00a0"), f"{value} people"):
        assert only(text).count == Count(value, value)


SMALL = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
]
SMALL += ["seventeen", "eighteen", "nineteen"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(value: int) -> str:
    """A number in English words, British style."""
    if value < 20:
        return SMALL[value]
    if value < 100:
        return TENS[value // 10] + (f"-{SMALL[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{SMALL[value // 100]} hundred" + (f" and {spell(value % 100)}" if value % 100 else "")
    word, size = ("million", 1_000_000) if value >= 1_000_000 else ("thousand", 1000)
    rest = value % size
    return f"{spell(value // size)} {word}" + (f" {'and ' if rest < 100 else ''}{spell(rest)}" if rest else "")


@settings(deadline=None, max_examples=300)
@given(st.integers(1, 999_999_999))
def test_words_are_read_as_they_are(value: int) -> None:
    assert only(f"{spell(value)} people").count == Count(value, value)
    assert only(f"{spell(value)} people".upper()).count == Count(value, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 22 January more than one million people came.", [("22", "date"), ("more than one million", "cardinal")]),
        ("On 22 January one million people came.", [("22", "date"), ("one million", "cardinal")]),
        ("On 22 January 30 people died.", [("22", "date"), ("30", "cardinal")]),
        ("On 22 January two people died.", [("22", "date"), ("two", "cardinal")]),
        ("They came on 3 JAN 90.", [("3", "date"), ("90", "date")]),
        ("They came in July 1775.", [("1775", "date")]),
        ("There were 2100 on 4 December.", [("2100", "cardinal"), ("4", "date")]),
        ("In 1990 on 4 December he left.", [("1990", "date"), ("4", "date")]),
        ("One in three was ill.", [("One in three", "fraction")]),
        ("Nine out of ten left.", [("Nine out of ten", "fraction")]),
        ("They killed one in three days.", [("one", "cardinal"), ("three", "duration")]),
        ("They killed two in three villages.", [("two", "cardinal"), ("three", "cardinal")]),
    ],
)
def test_days_years_and_shares_are_no_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(number.quote, number.type) for number in find_numbers(text)] == expected


@pytest.mark.parametrize("run", ["1234567890", "1,234", "12.5", "(20", "20, ", "3 and ", "1 "])
def test_a_long_run_of_digits_is_read_in_its_own_time(run: str) -> None:
    short, long = run * 2_000, run * 8_000
    times = []
    for text in (short, long):
        began = time.process_time()
        find_numbers(text)
        times.append(time.process_time() - began)
    assert times[1] < 12 * times[0] + 0.5  # four times the text; a square would take 16 times as long


def test_quotes_keep_their_letters() -> None:
    text = "İ İ At Least TWENTY people"
    (number,) = find_numbers(text)
    assert (number.quote, text[number.start : number.end]) == ("At Least TWENTY", "At Least TWENTY")


def test_a_bound_in_front_of_the_next_number_is_none_of_the_one_before() -> None:
    found = find_numbers("claimed the lives of twelve miners and left at least 30 others hurt", "en")
    assert [number.count for number in found] == [Count(12, 12), Count(30, None, "at_least")]
