"""Dates as historians write them: EDTF (ISO 8601-2:2019, annex A), a small value type.

    Value
    ├── Date       1990, 1990-01, 1990-01-20, 199X, XXXX-01-20, 1990-01~, 1999-23, 1990-01-20T00:20:00
    ├── Interval   1990-01-19/1990-01-20, ../1990, 1990-01-20/.., 1990-01-20/
    └── DateSet    [1990-01-19,1990-01-20] one of them, {1990-01-25,1990-01-26} all of them

Levels 0 and 1 are whole; of level 2 there are sets, qualifiers on single components, unspecified
digits anywhere, exponents and significant digits of years, and the divisions of a year 25 to 41.

A day is a tuple (year, month, day) of the proleptic Gregorian calendar, never a `datetime`, which
knows no year before 1. Year 0 is 1 BC, as in ISO 8601. Bounds are closed and ignore clock times.

Source: Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019.
Limits: a qualifier (`~`, `?`, `%`) does not widen the bounds, for nothing says by how much. The
seasons 21 to 24 are given the months of the northern hemisphere; winter runs into the next year.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from cenotaph.errors import ValueFormatError

Day = tuple[int, int, int]
"""Year, month, day; proleptic Gregorian; year 0 is 1 BC."""
Bounds = tuple[Day | None, Day | None]
"""First and last possible day, both included; null where the value is open."""

_DATE = re.compile(
    r"([?~%]?)(-?[0-9X]{4}(?:S[1-9][0-9]?)?|Y-?[1-9][0-9]{0,17}(?:E[1-9][0-9]?)?(?:S[1-9][0-9]?)?)([?~%]?)"
    r"(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
    r"(?:T((?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)|24:00:00)(Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?)?"
)
# fmt: off
_DIVISIONS: dict[int, tuple[int, int]] = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),  # seasons without a hemisphere
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),  # northern
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),  # southern
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),  # quarters
    37: (1, 4), 38: (5, 4), 39: (9, 4),  # thirds
    40: (1, 6), 41: (7, 6),  # halves
}
# fmt: on
"""Codes in the place of a month: first month and number of months."""


class Date(Struct, frozen=True):
    """One date, as exact as it is stated; components are kept as written, X for an unspecified digit."""

    year: str
    month: str | None = None  # 01 to 12, or a division of the year 21 to 41
    day: str | None = None
    time: str | None = None  # hh:mm:ss
    zone: str | None = None  # Z, +04 or +04:00
    before: tuple[str, str, str] = ("", "", "")  # a qualifier in front of year, month, day: that one only
    after: tuple[str, str, str] = ("", "", "")  # a qualifier behind: that one and all to its left

    def __str__(self) -> str:
        """The date in EDTF."""
        parts = (self.year, self.month, self.day)
        written = (b + p + a for b, p, a in zip(self.before, parts, self.after, strict=True) if p is not None)
        return "-".join(written) + (f"T{self.time}{self.zone or ''}" if self.time else "")

    @property
    def is_uncertain(self) -> bool:
        """Whether some component is marked as uncertain."""
        return any(mark in "?%" for mark in (*self.before, *self.after) if mark)

    @property
    def is_approximate(self) -> bool:
        """Whether some component is marked as approximate."""
        return any(mark in "~%" for mark in (*self.before, *self.after) if mark)

    @property
    def recurs(self) -> bool:
        """Whether the year is wholly unspecified and something finer is not, as in XXXX-01-20."""
        return self.year == "XXXX" and self.month is not None


class Interval(Struct, frozen=True):
    """From one date to another, both included; `..` is open, empty is unknown."""

    start: Date | Literal["..", ""]
    end: Date | Literal["..", ""]

    def __str__(self) -> str:
        """The interval in EDTF."""
        return f"{self.start}/{self.end}"


class DateRange(Struct, frozen=True):
    """A run of dates inside a set: 1670..1673, ..1670 or 1670.. ."""

    start: Date | None
    end: Date | None

    def __str__(self) -> str:
        """The run in EDTF."""
        return f"{self.start or ''}..{self.end or ''}"


class DateSet(Struct, frozen=True):
    """One of several dates, or all of them."""

    members: tuple[Date | DateRange, ...]
    is_all: bool  # {..}: all of them; [..]: one of them

    def __str__(self) -> str:
        """The set in EDTF, without spaces."""
        opening, closing = "{}" if self.is_all else "[]"
        return opening + ",".join(map(str, self.members)) + closing


Value = Date | Interval | DateSet


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Value:
    """The value that `text` writes in EDTF; `str` of it gives the text back (less spaces in sets).

    Raises:
        ValueFormatError: it is no EDTF, or no such day exists, or an interval ends before it begins.

    >>> str(parse("1990-01-19/1990-01-20"))
    '1990-01-19/1990-01-20'
    """
    if text[:1] in ("[", "{"):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    return _parse_date(text, text)


def is_valid(text: str) -> bool:
    """Whether `text` is EDTF as `parse` reads it."""
    try:
        parse(text)
    except ValueFormatError:
        return False
    return True


def bounds(edtf: str | Value) -> Bounds | None:
    """First and last possible day of a value, or null where neither is known (`XXXX-01-20`).

    >>> bounds("1990-01/..")
    ((1990, 1, 1), None)
    """
    return _bounds(parse(edtf) if isinstance(edtf, str) else edtf)


def ends(text: str | None) -> Bounds | None:
    """The first and last day of a time as it may stand in a record; null where none is stated or it is no EDTF.

    >>> ends("1990-01"), ends("in spring"), ends(None)
    (((1990, 1, 1), (1990, 1, 31)), None, None)
    """
    return bounds(text) if text and is_valid(text) else None


def one_day(text: str | None) -> Day | None:
    """The day of a time that is one whole day; null for longer ones, and where none is stated.

    >>> one_day("1990-01-20"), one_day("1990-01")
    ((1990, 1, 20), None)
    """
    first, last = ends(text) or (None, None)
    return first if first == last else None


def from_to(start: str | None, end: str | None) -> str | None:
    """One time from the beginning of one to the end of another; the other where one is not stated.

    >>> from_to("1990-01", "1990-02"), from_to("1990-01-19/1990-01-20", "1990-02-03"), from_to(None, "1990")
    ('1990-01/1990-02', '1990-01-19/1990-02-03', '1990')
    """
    if start is None or end is None or start == end:
        return start or end
    return f"{_side_of(start, 0)}/{_side_of(end, 1)}"


def _side_of(text: str, side: int) -> str:
    """A time as it may begin or end a period: a period or a set of days by its own first or last day."""
    if isinstance(parse(text), Date):
        return text
    day = (bounds(text) or (None, None))[side]
    return ".." if day is None else format_day(day)


@functools.lru_cache(maxsize=4096)  # an archive has few dates, and asks for the days of each again and again
def _bounds(value: Value) -> Bounds | None:
    if isinstance(value, Interval):
        first = _sides(value.start)[0] if isinstance(value.start, Date) else None
        last = _sides(value.end)[1] if isinstance(value.end, Date) else None
    elif isinstance(value, DateSet):
        sides = [_sides(member) for member in value.members]
        first = _least([side[0] for side in sides])
        last = _greatest([side[1] for side in sides])
    else:
        first, last = _sides(value)
    return None if first is None and last is None else (first, last)


def overlaps(a: str | Value, b: str | Value) -> bool:
    """Whether some day may belong to both; a recurring date meets the years of the other.

    >>> overlaps("XXXX-01-20", "1990-01-19/1990-01-26"), overlaps("1990-02", "1990-01")
    (True, False)
    """
    return any(_meet(x, y) for x in _members(a) for y in _members(b))


def contains(a: str | Value, b: str | Value) -> bool:
    """Whether every possible day of `b` belongs to some part of `a`.

    >>> contains("1990-01", "1990-01-20"), contains("1990-01-20", "1990-01")
    (True, False)
    """
    outer = list(_members(a))
    return all(any(_holds(x, y) for x in outer) for y in _members(b))


def days_in_month(year: int, month: int) -> int:
    """How many days a month of the proleptic Gregorian calendar has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(day: Day) -> int:
    """Days since 0000-03-01, so that days can be subtracted; works for any year.

    Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
    """
    year, month, number = day
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + number - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year


def day_of_number(number: int) -> Day:
    """The day that `day_number` numbers so."""
    era, day_of_era = divmod(number, 146097)
    year = (day_of_era - day_of_era // 1460 + day_of_era // 36524 - day_of_era // 146096) // 365
    day_of_year = day_of_era - (365 * year + year // 4 - year // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = (shifted + 2) % 12 + 1
    return year + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def format_day(day: Day) -> str:
    """A day of the years -9999 to 9999 as EDTF."""
    return f"{format_year(day[0])}-{day[1]:02}-{day[2]:02}"


def format_year(year: int) -> str:
    """A year as EDTF: four digits, a minus before 1 BC, Y from 10000 on."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _fail(text: str, why: str) -> ValueFormatError:
    return ValueFormatError(
        f"{text!r} is no date in EDTF", why, "write it like 1990-01-20, 1990-01, 199X, 1990~ or 1990-01-19/1990-01-20"
    )


def _parse_set(text: str) -> DateSet:
    if text[-1:] != {"[": "]", "{": "}"}[text[0]]:
        raise _fail(text, "the bracket does not close")
    parts = [part.strip(" ") for part in text[1:-1].split(",")]
    return DateSet(tuple(_parse_member(part, text) for part in parts), is_all=text[0] == "{")


def _parse_member(part: str, text: str) -> Date | DateRange:
    if ".." not in part:
        return _parse_date(part, text)
    left, _, right = part.partition("..")
    if not left and not right:
        raise _fail(text, "a run in a set needs a date on one side")
    run = DateRange(_parse_date(left, text) if left else None, _parse_date(right, text) if right else None)
    if run.start and run.end:
        _check_order(run.start, run.end, text)
    return run


def _parse_interval(text: str) -> Interval:
    left, _, right = text.partition("/")
    start, end = _parse_side(left, text), _parse_side(right, text)
    if isinstance(start, Date) and isinstance(end, Date):
        _check_order(start, end, text)
    elif not isinstance(start, Date) and not isinstance(end, Date):
        raise _fail(text, "an interval needs a date on one side")
    return Interval(start, end)


def _parse_side(part: str, text: str) -> Date | Literal["..", ""]:
    if part == "..":
        return ".."
    return _parse_date(part, text) if part else ""


def _check_order(start: Date, end: Date, text: str) -> None:
    first, last = _first_day(start), _last_day(end)
    if first > last:
        raise _fail(text, "it ends before it begins")


def _parse_date(part: str, text: str) -> Date:
    match = _DATE.fullmatch(part)
    if match is None:
        raise _fail(text, "the form is not one of the standard's")
    b1, year, a1, b2, month, a2, b3, day, a3, time, zone = match.groups()
    date = Date(year, month, day, time, zone, (b1, b2 or "", b3 or ""), (a1, a2 or "", a3 or ""))
    if time and (day is None or "X" in part or any((*date.before, *date.after))):
        raise _fail(text, "a clock time needs a whole date without X or qualifier")
    if year == "-0000" or ("S" in year and ("X" in year or month)) or (month and year[0] == "Y"):
        raise _fail(text, "such a year is written 0000, or stands alone")
    if next(_days(date), None) is None:
        raise _fail(text, "the calendar has no such day")
    return date


def _matching(pattern: str, values: Iterable[int]) -> Iterator[int]:
    """Those of `values` that a two-digit pattern such as 1X allows."""
    for value in values:
        digits = f"{value:02}"
        if all(p in ("X", d) for p, d in zip(pattern, digits, strict=True)):
            yield value


def _years(written: str, descending: bool) -> Iterator[int]:
    """The years that a year as written allows, from the first on, or from the last back.

    Of a year with significant digits only the two ends are given.
    """
    body, _, significant = written.removeprefix("Y").partition("S")
    sign = -1 if body.startswith("-") else 1
    digits = body.lstrip("-")
    if "X" not in digits:
        mantissa, _, exponent = digits.partition("E")
        year = int(mantissa) * 10 ** int(exponent or 0)
        low = high = year
        if significant:
            step = int(10 ** max(0, len(str(year)) - int(significant)))
            low = year // step * step
            high = low + step - 1
        ends = sorted({sign * low, sign * high}, reverse=descending)
        yield from ends
        return
    down = descending if sign > 0 else not descending
    choices = [("9876543210" if down else "0123456789") if d == "X" else d for d in digits]
    for chosen in itertools.product(*choices):
        yield sign * int("".join(chosen))


def _days(date: Date, descending: bool = False) -> Iterator[Day]:
    """The possible days of a date, from the first on, or from the last back (ends of wider components only)."""
    step = -1 if descending else 1
    for year in _years(date.year, descending):
        if date.month is None:
            yield (year, 12, 31) if descending else (year, 1, 1)
        elif date.month.isdigit() and int(date.month) in _DIVISIONS and date.day is None:
            first, length = _DIVISIONS[int(date.month)]
            over, month = divmod(first - 1 + (length - 1 if descending else 0), 12)
            yield year + over, month + 1, days_in_month(year + over, month + 1) if descending else 1
        else:
            for month in _matching(date.month, range(1, 13)[::step]):
                last = days_in_month(year, month)
                if date.day is None:
                    yield year, month, last if descending else 1
                else:
                    yield from ((year, month, day) for day in _matching(date.day, range(1, last + 1)[::step]))


@functools.lru_cache(maxsize=4096)
def _first_day(date: Date) -> Day:
    return next(_days(date))


@functools.lru_cache(maxsize=4096)
def _last_day(date: Date) -> Day:
    return next(_days(date, descending=True))


def _sides(member: Date | DateRange) -> Bounds:
    if isinstance(member, DateRange):
        return (_first_day(member.start) if member.start else None, _last_day(member.end) if member.end else None)
    if member.year.lstrip("-") == "XXXX":
        return None, None
    return _first_day(member), _last_day(member)


def _least(days: list[Day | None]) -> Day | None:
    known = [day for day in days if day is not None]
    return min(known) if len(known) == len(days) else None


def _greatest(days: list[Day | None]) -> Day | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) else None


def _members(edtf: str | Value) -> Iterator[Date | DateRange | Interval]:
    """The value itself, or the members of a set."""
    value = parse(edtf) if isinstance(edtf, str) else edtf
    if isinstance(value, DateSet):
        yield from value.members
    else:
        yield value


def _ends(value: Date | DateRange | Interval) -> Bounds:
    if isinstance(value, DateRange):
        return _sides(value)
    return bounds(value) or (None, None)


def _recurs(value: Date | DateRange | Interval) -> bool:
    if isinstance(value, Interval):
        return isinstance(value.start, Date) and isinstance(value.end, Date) and value.start.recurs and value.end.recurs
    return isinstance(value, Date) and value.recurs


def _in_year(value: Date | DateRange | Interval, year: int) -> Bounds:
    """The bounds of a recurring value in one year, (null, null) where that year has no such day (29 February)."""
    if isinstance(value, Interval):
        start, end = _in_year_date(value.start, year), _in_year_date(value.end, year)
        if start[0] and end[1] and start[0] > end[1]:  # New Year's night
            end = _in_year_date(value.end, year + 1)
        return (start[0], end[1]) if start[0] and end[1] else (None, None)
    return _in_year_date(value, year)


def _in_year_date(value: object, year: int) -> Bounds:
    if not isinstance(value, Date) or year < 0:
        return None, None
    placed = Date(f"{year:04}", value.month, value.day)
    if next(_days(placed), None) is None:
        return None, None
    return _first_day(placed), _last_day(placed)


def _placements(recurring: Date | DateRange | Interval, other: Date | DateRange | Interval) -> list[Bounds] | None:
    """A recurring value placed in each year the other may touch; null when those are too many to matter."""
    if _recurs(other):
        return [_in_year(recurring, 2000)]  # a leap year: both recur, so any year will do
    first, last = _ends(other)
    if first is None or last is None or last[0] - first[0] > 8:
        return None
    # The year before too: a winter, or New Year's night, reaches into the next year.
    placed = (_in_year(recurring, year) for year in range(first[0] - 1, last[0] + 1))
    return [ends for ends in placed if ends != (None, None)]


def _meet(a: Date | DateRange | Interval, b: Date | DateRange | Interval) -> bool:
    if _recurs(b) and not _recurs(a):
        a, b = b, a
    if _recurs(a):
        placed = _placements(a, b)
        other = _in_year(b, 2000) if _recurs(b) else _ends(b)
        return placed is None or any(_cross(ends, other) for ends in placed)
    return _cross(_ends(a), _ends(b))


def _holds(a: Date | DateRange | Interval, b: Date | DateRange | Interval) -> bool:
    inner = _in_year(b, 2000) if _recurs(b) else _ends(b)
    if _recurs(a):
        placed = _placements(a, b)
        return placed is not None and any(_covers(ends, inner) for ends in placed)
    outer = _ends(a)
    return outer == (None, None) if _recurs(b) else _covers(outer, inner)


def _cross(a: Bounds, b: Bounds) -> bool:
    """Whether two runs of days share one; null is open."""
    apart = a[1] is not None and b[0] is not None and a[1] < b[0]
    return not apart and not (b[1] is not None and a[0] is not None and b[1] < a[0])


def _covers(a: Bounds, b: Bounds) -> bool:
    """Whether the first run of days holds the whole of the second; null is open."""
    starts = a[0] is None or (b[0] is not None and a[0] <= b[0])
    ends = a[1] is None or (b[1] is not None and b[1] <= a[1])
    return starts and ends
