"""Times in news, where the document's date leads, and their values in TimeML. All sentences are invented."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_times, timex3
from cenotaph.claim.times import Time

FRIDAY = "2013-03-22"


def last(text: str, published: str | None = FRIDAY) -> Time:
    """The last expression of a text."""
    return find_times(text, "en", published)[-1]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The mill closed Friday.", "Friday", "2013-03-22"),
        ("The mill closed Saturday.", "Saturday", "2013-03-16"),
        ("The mill will open Saturday.", "Saturday", "2013-03-23"),
        ("Talks begin Monday.", "Monday", "2013-03-25"),
        ("He said he would leave on Monday.", "Monday", "2013-03-25"),
        ("The mill is shut until Tuesday.", "Tuesday", "2013-03-26"),
        ("By Tuesday forty families had left.", "Tuesday", "2013-03-19"),
        ("They may have died on Tuesday.", "Tuesday", "2013-03-19"),
        ("Prices are frozen until Sept. 1.", "Sept. 1", "2013-09-01"),
        ("The truce held until 1 September.", "1 September", "2012-09-01"),
        ("By mid-April the stocks are gone.", "mid-April", "2013-04"),
        ("Nine were killed before the morning of 30 May.", "the morning of 30 May", "2012-05-30TMO"),
        ("They left early Thursday morning.", "early Thursday morning", "2013-03-21TMO"),
        ("They left late Thursday.", "late Thursday", "2013-03-21"),
        ("They left early on Sunday morning.", "early on Sunday morning", "2013-03-17TMO"),
        ("They left at 10:30 a.m. Friday.", "10:30 a.m. Friday", "2013-03-22T10:30"),
        ("They left at 8 a.m. today.", "8 a.m. today", "2013-03-22T08:00"),
        ("They left at noon Thursday.", "noon Thursday", "2013-03-21T12:00"),
        ("They left at noon.", "noon", "2013-03-22T12:00"),
        ("They left at 2:30 p.m. local time.", "2:30 p.m. local time", "2013-03-22T14:30"),
        ("One bomb went off at 10:40 a.m., another five minutes later.", "five minutes later", "2013-03-22T10:45"),
        ("They left over the weekend.", "the weekend", "2013-W11-WE"),
        ("They left last weekend.", "last weekend", "2013-W11-WE"),
        ("They will leave this weekend.", "this weekend", "2013-W12-WE"),
        ("They left last week.", "last week", "2013-W11"),
        ("They left earlier this week.", "earlier this week", "2013-W12"),
        ("They left later in the week.", "later in the week", "2013-W12"),
        ("They will leave early next year.", "early next year", "2014"),
        ("They left at the end of last month.", "the end of last month", "2013-02"),
        ("They will leave by the end of the year.", "the end of the year", "2013"),
        ("Profit fell in the third quarter.", "the third quarter", "2012-Q3"),
        ("Profit fell in the first quarter.", "the first quarter", "2013-Q1"),
        ("Profit will fall in the third quarter.", "the third quarter", "2013-Q3"),
        ("Profit fell in the last quarter of 2011.", "the last quarter of 2011", "2011-Q4"),
        ("Profit fell for the quarter ended Dec. 31.", "Dec. 31", "2012-12-31"),
        ("Profit fell in the second half.", "the second half", "2012-H2"),
        ("Profit fell for the year.", "the year", "2013"),
        ("Profit fell this fiscal year.", "this fiscal year", "2013"),
        ("Profit fell in fiscal 2012.", "fiscal 2012", "2012"),
        ("In the fourth quarter profit fell from a year earlier.", "a year earlier", "2011-Q4"),
        ("In the fourth quarter profit beat the year-ago quarter.", "the year-ago quarter", "2011-Q4"),
        ("Profit beat the year-earlier period.", "the year-earlier period", "2012"),
        ("The mill was built two years ago.", "two years ago", "2011"),
        ("The mill was built 27 years ago, in the first quarter.", "the first quarter", "2013-Q1"),
        ("In 1992 he led a coup; two years later he was freed.", "two years later", "1994"),
        ("It fell in the 1990s and the '80s.", "the '80s", "198"),
        ("The mill has been shut for the past year.", "the past year", "P1Y"),
        ("The mill will shut over the next month.", "the next month", "P1M"),
        ("It is shut for at least two weeks.", "at least two weeks", "P2W"),
        ("It lasted an hour and a half.", "an hour and a half", "PT1.5H"),
        ("It lasted half an hour.", "half an hour", "PT30M"),
        ("It is 2.5 million years old.", "2.5 million years old", "P2500000Y"),
        ("He saw it daily.", "daily", "P1D"),
        ("He saw it every year.", "every year", "P1Y"),
        ("He saw it every Monday morning.", "every Monday morning", "XXXX-WXX-1"),
        ("He is currently away.", "currently", "PRESENT_REF"),
        ("He was previously a clerk.", "previously", "PAST_REF"),
        ("In recent years few came.", "recent years", "PAST_REF"),
        ("In the coming weeks few will come.", "the coming weeks", "FUTURE_REF"),
        ("They left on Easter Monday.", "Easter Monday", "2012-04-09"),
        ("They left on Good Friday 2013.", "Good Friday 2013", "2013-03-29"),
        ("They left on Labor Day.", "Labor Day", "2012-09-03"),
        ("They left on Thanksgiving 2012.", "Thanksgiving 2012", "2012-11-22"),
        ("They left on Memorial Day 2012.", "Memorial Day 2012", "2012-05-28"),
        ("They left Feb. 3-5.", "5", "2013-02-05"),
        ("They left on 21-Mar-2013.", "21-Mar-2013", "2013-03-21"),
        ("They left at 8.30am on Friday.", "8.30am on Friday", "2013-03-22T08:30"),
        ("The yard was shut a year and a half ago.", "a year and a half ago", "2011-09"),
        ("A decades-old quarrel ended.", "decades-old", "PXDE"),
        ("They sing on Sundays.", "Sundays", "XXXX-WXX-7"),
        ("They sing every other week.", "every other week", "P2W"),
        ("It rained in the first week of March.", "the first week of March", "P1W"),
        ("In the near future it will rain.", "the near future", "FUTURE_REF"),
        ("At the moment it is dry.", "the moment", "PRESENT_REF"),
        ("It was built in the late 1800s.", "the late 1800s", "18"),
        ("It grew until March. The 12 months before were poor.", "The 12 months", "P12M"),
    ],
)
def test_news_count_from_their_own_day(text: str, quote: str, value: str) -> None:
    found = last(text)
    found = found.parts[-1] if found.parts else found
    assert (found.quote, timex3(found)) == (quote, value)


@pytest.mark.parametrize(
    "text",
    [
        "The former mayor left.",
        "He is in his 30s.",
        "At the same time the mill shut.",
        "A quarter of them left.",
        "Troops shut the quarter.",
        "The dry season came.",
        "The moment of truth came.",
    ],
)
def test_what_news_do_not_mark(text: str) -> None:
    assert find_times(text, "en", FRIDAY) == ()


HISTORY = "The war began in 1951. The mill burned on 4 June 1952. The peace was signed in 1953. "


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The former mayor left.", "former", "PAST_REF"),
        ("At the same time the mill shut.", "the same time", "null"),
        ("The dry season came.", "The dry season", "null"),
        ("It held for a very short time.", "a very short time", "null"),
        ("The mill was the largest at the time.", "the time", "PRESENT_REF"),
        ("He saw it daily.", "daily", "XXXX-XX-XX"),
        ("On 9 April 1954, the second anniversary, crowds came.", "the second anniversary", "1954-04-09"),
        ("On 9 April 1954, the third day of the siege, it fell.", "the third day", "1954-04-09"),
        ("By one evening it was over.", "one evening", "XXXX-XX-XXTEV"),
        ("It lasted for the years 1954-1956.", "1956", "1956"),
        ("In 1954 it failed four days later.", "four days later", "1954-XX-XX"),
    ],
)
def test_histories_count_from_their_story(text: str, quote: str, value: str) -> None:
    found = last(HISTORY + text)
    found = found.parts[-1] if found.parts else found
    assert (found.quote, timex3(found)) == (quote, value)


def test_a_year_behind_a_name_is_the_names() -> None:
    assert [t.edtf for t in find_times("In 1917 it rained. The Spring Offensive of 1918 failed.")][1] == "1918-21"


def test_news_that_look_back_stay_news() -> None:
    text = "It rained in 1951, 1960 and 1971. Nobody knew on Monday why it fell again on Tuesday."
    assert [t.edtf for t in find_times(text, published=FRIDAY)][-2:] == ["2013-03-18", "2013-03-19"]


def test_a_look_back_does_not_take_the_story_along() -> None:
    council = "The council that had met on 5 November 1917 in a town that nobody in Ozmara could find was forgotten."
    text = f"On 28 March 1918 the line held.\n{council}\nOn 15 July it broke."
    assert last(text, None).edtf == "1918-07-15"


def test_a_day_in_a_name_is_the_day_it_is_named_for() -> None:
    text = "Ozmara fell on 20 January 1990. On 18 October 1991 it was free. It never forgot the January 20 Massacre."
    assert last(text, None).edtf == "1990-01-20"
    assert last("On 18 October 1991 it was free. It never forgot the January 20 Massacre.", None).edtf == "XXXX-01-20"


def test_nothing_leans_on_a_day_without_a_year() -> None:
    text = "Ozmara fell on 20 January 1990.\n\nOn 20 January flowers were laid. That night all slept."
    assert [t.edtf for t in find_times(text, published="2026-01-20")] == ["1990-01-20", "XXXX-01-20", None]


def test_this_year_is_of_the_one_who_writes() -> None:
    assert last("Ozmara fell on 20 January 1990. This year crowds came.", None).edtf is None
    assert last("Ozmara fell on 20 January 1990. This year crowds came.", "2026-01-20").edtf == "2026"


@pytest.mark.parametrize("text", ["The dawn of freedom came.", "It was Operation Red Dawn that failed."])
def test_a_dawn_that_is_no_time_of_day(text: str) -> None:
    assert find_times(text) == ()


def test_a_clock_time_without_a_day_has_a_day_in_timex3_alone() -> None:
    found = last("It rained in 2012. The bell rang at 7 o'clock.")
    assert (found.edtf, timex3(found)) == (None, "2013-03-22T07:00")


def test_the_quarter_is_the_one_told() -> None:
    times = find_times("Sales fell in the third quarter. For the quarter costs rose.", published=FRIDAY)
    assert [(t.quote, timex3(t)) for t in times] == [("the third quarter", "2012-Q3"), ("the quarter", "2012-Q3")]


def test_a_weekend_is_two_days() -> None:
    found = last("They left over the weekend.")
    assert (found.edtf, found.anchor, found.rule) == ("2013-03-16/2013-03-17", f"document:{FRIDAY}", "weekend")


def test_a_time_without_a_value_is_null() -> None:
    assert timex3(Time(0, 4, "when", "reference")) == "null"


@pytest.mark.parametrize("piece", ["'", "-", "1 ", "1,", "the ", "\n ", "("])
def test_long_runs_of_marks_are_read_in_linear_time(piece: str) -> None:
    assert find_times(piece * 20_000, "en", FRIDAY) == ()
