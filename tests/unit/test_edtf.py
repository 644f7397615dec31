"""EDTF: what the standard writes is read, written back the same, and bounded rightly."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cenotaph import edtf
from cenotaph.errors import ValueFormatError

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "black-january"

# Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019: examples of the three levels.
SPECIFICATION = """
1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z 1985-04-12T23:20:30-04
1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08 2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005
2005/2006-02 Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX 1985-04-XX 1985-XX-XX
1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04 ../1985 1985-04-12/ 1985-04/ 1985/ /1985-04-12
/1985-04 /1985 -1985 Y-17E7 1950S2 Y171010000S3 Y3388E2S3 2001-34 [1667,1668,1670..1672] [..1760-12-03]
[1760-12..] [1760-01,1760-02,1760-12..] [1667,1760-12] [..1984] {1667,1668,1670..1672} {1960,1961-12} {..1984}
2004-06~-11 2004?-06-11 ?2004-06-~11 2004-%06-11 156X-12-25 15XX-12-25 XXXX-12-XX 1XXX-XX 1XXX-12 1984-1X
2004-06-~01/2004-06-~20 2004-06-XX/2004-07-03
"""


@pytest.mark.parametrize("text", SPECIFICATION.split())
def test_the_standards_examples_round_trip(text: str) -> None:
    assert str(edtf.parse(text)) == text
    assert edtf.parse(str(edtf.parse(text))) == edtf.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "../..", "..", "20 January 1990", "1990-1", "1990-13", "1990-00", "1990-02-30", "1991-02-29"),
        *("XXX1-02-29", "1990-01-20T25:00:00", "1990-01-20T00:20", "1990-01T00:00:00", "1990-2X-01", "1990-21-01"),
        *("1991/1990", "1990/1991/1992", "[1990", "[]", "{..}", "-0000", "1990~~", "Y0", "19XXS2", "1990-01-20\n"),
        *("[1991..1990]", "1990-01-XXT00:00:00", "1990-01-20~T00:00:00", "Y19901-01", "२०२०", "1990 ", "XXXX-02-30"),
    ],
)
def test_what_is_no_edtf_is_refused_in_three_parts(text: str) -> None:
    with pytest.raises(ValueFormatError) as caught:
        edtf.parse(text)
    assert caught.value.what
    assert caught.value.why
    assert caught.value.next_step
    assert not edtf.is_valid(text)


def test_spaces_in_a_set_are_read_and_not_written() -> None:
    assert str(edtf.parse("[1667,1668, 1670..1672]")) == "[1667,1668,1670..1672]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990", ((1990, 1, 1), (1990, 12, 31))),
        ("1990-02", ((1990, 2, 1), (1990, 2, 28))),
        ("2000-02", ((2000, 2, 1), (2000, 2, 29))),
        ("1990-01-19/1990-01-20", ((1990, 1, 19), (1990, 1, 20))),
        ("1990-01/..", ((1990, 1, 1), None)),
        ("1990-01-20/", ((1990, 1, 20), None)),
        ("../1990", (None, (1990, 12, 31))),
        ("[1990-01-19,1990-01-20]", ((1990, 1, 19), (1990, 1, 20))),
        ("{1990-01-25,1990-01-26}", ((1990, 1, 25), (1990, 1, 26))),
        ("[..1990-12]", (None, (1990, 12, 31))),
        ("199X", ((1990, 1, 1), (1999, 12, 31))),
        ("19X0", ((1900, 1, 1), (1990, 12, 31))),
        ("1990-XX-20", ((1990, 1, 20), (1990, 12, 20))),
        ("1990-XX-31", ((1990, 1, 31), (1990, 12, 31))),
        ("1990-0X-3X", ((1990, 1, 30), (1990, 9, 30))),
        ("198X-02-29", ((1980, 2, 29), (1988, 2, 29))),
        ("XXXX-01-20", None),
        ("XXXX-01-19/XXXX-01-20", None),
        ("1999-23", ((1999, 9, 1), (1999, 11, 30))),
        ("1999-24", ((1999, 12, 1), (2000, 2, 29))),
        ("1990-36", ((1990, 10, 1), (1990, 12, 31))),
        ("1990-41", ((1990, 7, 1), (1990, 12, 31))),
        ("1990-01-20T00:20:00", ((1990, 1, 20), (1990, 1, 20))),
        ("1950S2", ((1900, 1, 1), (1999, 12, 31))),
        ("-0479", ((-479, 1, 1), (-479, 12, 31))),
        ("-048X", ((-489, 1, 1), (-480, 12, 31))),
        ("Y-17E7", ((-170000000, 1, 1), (-170000000, 12, 31))),
        ("1990-01~", ((1990, 1, 1), (1990, 1, 31))),
    ],
)
def test_bounds_are_the_first_and_last_possible_day(text: str, expected: edtf.Bounds | None) -> None:
    assert edtf.bounds(text) == expected


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("1990-01", "1990-01-20", True),
        ("1990-01", "1990-02", False),
        ("XXXX-01-20", "1990-01-19/1990-01-26", True),
        ("XXXX-01-20", "1990-02", False),
        ("XXXX-01-20", "2026-01-20", True),
        ("XXXX-01-20", "XXXX-01", True),
        ("XXXX-01-20", "XXXX-02", False),
        ("XXXX-01-20", "1990/", True),
        ("XXXX-12-31/XXXX-01-01", "1990-01-01", True),
        ("XXXX-02-29", "1990", False),
        ("XXXX-02-29", "1992", True),
        ("[1990-01-19,1990-01-25]", "1990-01-22", False),
        ("../1990", "1990-12-31/", True),
        ("../1990", "1991/", False),
    ],
)
def test_overlap(a: str, b: str, meet: bool) -> None:
    assert edtf.overlaps(a, b) is meet
    assert edtf.overlaps(b, a) is meet


@pytest.mark.parametrize(
    ("a", "b", "holds"),
    [
        ("1990-01", "1990-01-20", True),
        ("1990-01-20", "1990-01", False),
        ("1990/", "1990-01/..", True),
        ("1990-01", "1990/..", False),
        ("XXXX-01", "1990-01-20", True),
        ("XXXX-01-20", "1990-01", False),
        ("1990", "XXXX-01-20", False),
        ("XXXX-01", "XXXX-01-20", True),
        ("1990-01", "{1990-01-19,1990-01-20}", True),
        ("1990-01", "[1990-01-19,1990-02-01]", False),
        ("{1990-01,1990-02}", "1990-02-03", True),
    ],
)
def test_containment(a: str, b: str, holds: bool) -> None:
    assert edtf.contains(a, b) is holds


def test_qualifiers_are_known_by_component() -> None:
    date = edtf.parse("2004-06~-11")
    assert isinstance(date, edtf.Date)
    assert date.is_approximate
    assert not date.is_uncertain
    percent = edtf.parse("2004-06-11%")
    assert isinstance(percent, edtf.Date)
    assert percent.is_approximate
    assert percent.is_uncertain


YEARS = st.integers(-9999, 9999).map(edtf.format_year)
MONTHS = st.integers(1, 12).map(lambda month: f"{month:02}")
DATES = st.one_of(
    YEARS,
    st.tuples(YEARS, MONTHS).map("-".join),
    st.tuples(YEARS, MONTHS, st.integers(1, 28).map(lambda day: f"{day:02}")).map("-".join),
    st.tuples(YEARS, st.integers(21, 41).map(str)).map("-".join),
    st.tuples(st.integers(0, 999), st.sampled_from(["", "-01-20", "-02"])).map(lambda p: f"{p[0]:03}X{p[1]}"),
    st.tuples(YEARS, st.sampled_from("~?%")).map("".join),
)


def _interval(pair: tuple[str, str]) -> str:
    first, second = sorted(pair, key=lambda text: edtf.bounds(text) or ((0, 0, 0), None))
    return f"{first}/{second}"


VALUES = st.one_of(
    DATES,
    st.tuples(DATES, DATES).map(_interval),
    DATES.map("{}/..".format),
    DATES.map("/{}".format),
    st.lists(DATES, min_size=1, max_size=3).map(lambda dates: f"[{','.join(dates)}]"),
    st.lists(DATES, min_size=1, max_size=3).map(lambda dates: f"{{{','.join(dates)}}}"),
)


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_parse_and_format_round_trip(text: str) -> None:
    assume(edtf.is_valid(text))  # sorted ends of two dates with X may cross
    value = edtf.parse(text)
    assert str(value) == text
    assert edtf.parse(str(value)) == value


@settings(deadline=None, max_examples=200)
@given(VALUES, VALUES)
def test_relations_agree(a: str, b: str) -> None:
    assume(edtf.is_valid(a) and edtf.is_valid(b))
    assert edtf.overlaps(a, a)
    assert edtf.contains(a, a)
    assert edtf.overlaps(a, b) == edtf.overlaps(b, a)
    if edtf.contains(a, b):
        assert edtf.overlaps(a, b)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="0123456789-/.X~?%[]{},TYSE:Z+ ", max_size=24))
def test_any_text_is_read_or_refused(text: str) -> None:
    if edtf.is_valid(text):
        assert edtf.parse(str(edtf.parse(text))) == edtf.parse(text)
        bounds = edtf.bounds(text)
        if bounds is not None and bounds[0] is not None and bounds[1] is not None:
            assert bounds[0] <= bounds[1]


@settings(deadline=None, max_examples=200)
@given(st.integers(-4_000_000, 4_000_000))
def test_days_are_numbered_one_by_one(number: int) -> None:
    day = edtf.day_of_number(number)
    assert edtf.day_number(day) == number
    assert 1 <= day[2] <= edtf.days_in_month(day[0], day[1])
    assert edtf.day_of_number(number + 1) > day


def test_the_weekday_of_a_known_day() -> None:
    assert (edtf.day_number((1990, 1, 20)) - edtf.day_number((2000, 1, 1))) % 7 == 0  # both Saturdays


@pytest.mark.parametrize("name", ["claims", "sources", "names"])
def test_every_date_of_the_real_sheets_is_read(name: str) -> None:
    path = SHARED / f"{name}.csv"
    if not path.is_file():
        pytest.skip(f"no {path.name} beside the checkout")
    columns = ("when", "source_date_edtf", "birth", "death")
    with path.open(encoding="utf-8", newline="") as file:
        written = {row[column] for row in csv.DictReader(file) for column in columns if row.get(column)}
    assert written
    assert [text for text in sorted(written) if str(edtf.parse(text)) != text] == []
    for text in sorted(written):
        edtf.bounds(text)


def test_a_time_as_a_record_holds_it_may_be_missing_or_no_edtf():
    assert [edtf.ends(value) for value in (None, "", "in spring", "XXXX-01-20")] == [None] * 4
    assert edtf.ends("1990-01") == ((1990, 1, 1), (1990, 1, 31))


def test_one_day_is_no_part_of_a_longer_time():
    assert edtf.one_day("1990-01-20") == edtf.one_day("1990-01-20~") == (1990, 1, 20)
    assert [edtf.one_day(value) for value in (None, "1990-01", "1990-01-20/1990-01-21", "1990-01-2X", "../..")] == [
        None
    ] * 5
