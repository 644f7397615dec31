"""A point or stretch of the calendar as a text words it, before it is written as EDTF.

A `Moment` is as exact as the words and no more: "January" has a month and no day, "the 1950s" has a
decade and no year. Arithmetic keeps to its unit: a month later than 19 January is February, not
19 February; a day later than "January 1990" is unknown.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.edtf import Bounds

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
"""Codes of TimeML and of EDTF for the seasons."""


class Moment(Struct, frozen=True):
    """A stretch of the calendar by its parts; null is unknown or not stated."""

    year: int | None = None  # astronomical: 0 is 1 BC
    month: int | None = None
    day: int | None = None
    season: str | None = None  # SP, SU, FA, WI
    half: int | None = None  # 1 or 2, of the year
    quarter: int | None = None  # 1 to 4, of the year
    decade: int | None = None  # 195 is the 1950s
    century: int | None = None  # 20 is the twentieth; -5 is the fifth BC
    week: int | None = None  # number of the Monday that begins it, as `edtf.day_number` counts
    is_weekend: bool = False  # the last two days of that week
    part: str | None = None  # of the day: MO, AF, EV, NI, or a word
    clock: str | None = None  # hh:mm:ss
    zone: str | None = None
    position: str | None = None  # early, mid, late
    is_approximate: bool = False
    nights: int = 0  # how many days after `day` a night ends: 1 for one night

    @property
    def is_full(self) -> bool:
        """Whether it fixes a year, so that later words can lean on it."""
        return self.year is not None

    def edtf(self) -> str | None:
        """As EDTF, or null where that has no form for it."""
        written = self._edtf()
        return written if written and edtf.is_valid(written) else None

    def _edtf(self) -> str | None:
        if self.week is not None:
            return "/".join(edtf.format_day(edtf.day_of_number(self.week + d)) for d in (5 * self.is_weekend, 6))
        if self.decade is not None:
            return f"{self.decade:03}X" + ("~" if self.is_approximate else "")
        if self.century is not None:
            return _century(self.century) + ("~" if self.is_approximate else "")
        if self.year is None and self.month is None and self.season is None:
            return None
        year = "XXXX" if self.year is None else edtf.format_year(self.year)
        if self.month is None:
            code = self._division()
            written = f"{year}-{code}" if code else year
        elif self.day is None:
            written = f"{year}-{self.month:02}"
        elif self.nights:
            return self._night(year)
        else:
            written = f"{year}-{self.month:02}-{self.day:02}"
            if self.clock and self.year is not None:
                return f"{written}T{self.clock}{self.zone or ''}"
        return written + ("~" if self.is_approximate else "")

    def _division(self) -> int | None:
        if self.season:
            return SEASONS[self.season]
        if self.quarter:
            return 32 + self.quarter
        return 39 + self.half if self.half else None

    def _night(self, year: str) -> str | None:
        """A night runs into the next day."""
        if self.month is None or self.day is None:
            return None
        start = f"{year}-{self.month:02}-{self.day:02}"
        end = edtf.day_of_number(edtf.day_number((self.year or 2001, self.month, self.day)) + self.nights)
        end_year = edtf.format_year(end[0]) if self.year is not None else "XXXX"
        return f"{start}/{end_year}-{end[1]:02}-{end[2]:02}"

    def days(self) -> Bounds | None:
        """First and last possible day; "early" and "late" are the halves, "mid" the middle half."""
        written = self.edtf()
        ends = edtf.bounds(written) if written else None
        if ends is None or ends[0] is None or ends[1] is None or self.position is None or self.day is not None:
            return ends
        return _narrowed(ends[0], ends[1], self.position)

    def timex3(self) -> str:
        """As the value of a TimeML TIMEX3."""
        if self.week is not None:
            return _iso_week(self.week) + ("-WE" if self.is_weekend else "")
        if self.decade is not None:
            return f"{self.decade:03}"
        if self.century is not None:
            return f"BC{-self.century - 1:02}" if self.century < 0 else f"{self.century - 1:02}"
        year = "XXXX" if self.year is None else f"{self.year:04}" if self.year > 0 else f"BC{1 - self.year:04}"
        written = year
        if self.month is not None:
            written += f"-{self.month:02}" + (f"-{self.day:02}" if self.day is not None else "")
        elif self.season or self.quarter or self.half:
            written += "-" + (self.season or (f"Q{self.quarter}" if self.quarter else f"H{self.half}"))
        if self.clock:
            prefix = written if self.day is not None else "XXXX-XX-XX"
            return f"{prefix}T{self.clock[:5]}{self.zone or ''}"
        if self.part:
            missing = "" if self.day is not None else "-XX" if self.month is not None else "-XX-XX"
            return f"{written}{missing}T{self.part}"
        return written


def _narrowed(first: edtf.Day, last: edtf.Day, position: str) -> Bounds:
    """The part of a stretch that "early", "mid" or "late" leaves: whole years, months or days, generous at the edge."""
    if last[0] > first[0] + 1:
        start, end = _part(first[0], last[0], position)
        return (start, 1, 1), (end, 12, 31)
    if first[:2] != last[:2]:
        start, end = _part(first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1, position)
        year, month = divmod(end, 12)
        return (start // 12, start % 12 + 1, 1), (year, month + 1, edtf.days_in_month(year, month + 1))
    start, end = _part(edtf.day_number(first), edtf.day_number(last), position)
    return edtf.day_of_number(start), edtf.day_of_number(end)


def _part(first: int, last: int, position: str) -> tuple[int, int]:
    """The first half of a run of numbers, its last half, or its middle half."""
    length = last - first + 1
    if position == "early":
        return first, first + (length + 1) // 2 - 1
    if position == "late":
        return first + length // 2, last
    return first + length // 4, last - length // 4


def _century(century: int) -> str:
    if century > 0:
        return f"{century - 1:02}XX"
    return f"-{-century * 100 - 1:04}/-{(-century - 1) * 100:04}" if century < -1 else "-0099/0000"


def _iso_week(monday: int) -> str:
    year = edtf.day_of_number(monday + 3)[0]
    first = edtf.day_number((year, 1, 4))
    first -= weekday(first)
    return f"{year:04}-W{(monday - first) // 7 + 1:02}"


def weekday(number: int) -> int:
    """The weekday of a day number, Monday 0."""
    return (number + 2) % 7


def of_day(day: edtf.Day) -> Moment:
    """The moment that is one day."""
    return Moment(year=day[0], month=day[1], day=day[2])


def shift(moment: Moment, unit: str, amount: int) -> Moment | None:
    """The moment `amount` units away, at the unit's own precision; null where the moment is too vague.

    >>> shift(Moment(1990, 1, 19), "month", 1).edtf()
    '1990-02'
    """
    year = moment.year
    if year is None:
        return None
    if unit in ("day", "week"):
        return _shift_days(moment, year, unit, amount)
    shifted: Moment | None = None
    if unit == "year" and (moment.quarter or moment.half):
        return Moment(year=year + amount, quarter=moment.quarter, half=moment.half)
    if unit == "month" and moment.month is not None:
        year, month = divmod(year * 12 + moment.month - 1 + amount, 12)
        shifted = Moment(year=year, month=month + 1, is_approximate=moment.is_approximate)
    elif unit == "year":
        shifted = Moment(year=year + amount, is_approximate=moment.is_approximate)
    elif unit == "decade":
        shifted = Moment(decade=year // 10 + amount)
    elif unit == "century":
        shifted = Moment(century=(year - 1) // 100 + 1 + amount)
    return shifted


def _shift_days(moment: Moment, year: int, unit: str, amount: int) -> Moment | None:
    """A day or a whole week away; null where the moment is no day."""
    if moment.month is None or moment.day is None:
        return None
    number = edtf.day_number((year, moment.month, moment.day)) + amount * (7 if unit == "week" else 1)
    if unit == "week":
        return Moment(week=number - weekday(number), year=edtf.day_of_number(number)[0])
    return replace(of_day(edtf.day_of_number(number)), is_approximate=moment.is_approximate)


def at(moment: Moment, unit: str) -> Moment | None:
    """The unit of the calendar that holds the moment: "that month", "that year"."""
    return shift(replace(moment, clock=None, part=None, nights=0), unit, 0)
