"""Dates in spreadsheets: numbers of days, and formats that show a day, a month, a year or a time of them.

Source: ECMA-376 part 1, 18.8.30 (number formats) and 18.17.4 (dates and times).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from cenotaph.read.sheet_cells import Precision, as_printed

_BUILT_IN: dict[int, Precision] = {
    **dict.fromkeys((14, 15, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58), "day"),
    16: "no year",
    17: "month",
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), "time"),
}
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_MINUTES = re.compile(r"(?<=h)([^a-z]*)m+|m+(?=[^a-z]*s)", re.IGNORECASE)
_FAKE_DAY = 60
"""Lotus 1-2-3 took 1900 for a leap year, and Excel still does: day 60 is a 29 February that never was."""

_LAST_DAY = 2_958_465  # 9999-12-31


def shown_by(number: str, formats: Mapping[str | None, str]) -> Precision | None:
    """How much of a date a number format shows; null when it shows none.

    Args:
        number: the number of the format.
        formats: the workbook's own formats by number.

    Example:
        >>> shown_by("164", {"164": 'dd.mm.yyyy" г."'}), shown_by("165", {"165": "yyyy"}), shown_by("2", {})
        ('day', 'year', None)
    """
    if number in formats:
        return _shown(formats[number])
    return _BUILT_IN.get(int(number)) if number.isdecimal() else None


def _shown(code: str) -> Precision | None:
    if code.strip().lower() == "general":
        return None
    letters = _MINUTES.sub(r"\1", _NO_LETTERS.sub("", code.split(";", 1)[0])).lower()
    has_year, has_month, has_day = "y" in letters or "e" in letters.replace("e+", ""), "m" in letters, "d" in letters
    if "0" in letters or "#" in letters or "?" in letters:
        return "time" if "h" in letters or "s" in letters else None
    if has_day:
        return "day" if has_year else "no year"
    if has_year:
        return "month" if has_month else "year"
    return "time" if "h" in letters or "s" in letters else "no year" if has_month else None


def in_serial(number: float, shown: Precision | None, is_1904: bool) -> str:
    """A number as its cell prints it: as a date where the format shows one, else as a number.

    A day in front of 1 March 1900 of the system of 1900 is counted as Excel counts it.

    >>> in_serial(32893.0, "day", False), in_serial(31431.0, "day", True), in_serial(40.0, None, False)
    ('1990-01-20', '1990-01-20', '40')
    """
    if shown is None or not 0 <= number <= _LAST_DAY:
        return as_printed(number)
    whole, part = divmod(number, 1)
    if shown == "time" or (whole == 0 and part):
        return as_printed(dt.timedelta(days=number))
    day = _day(int(whole), is_1904)
    if day is None:
        return as_printed(number)
    seconds = round(part * 86_400)
    return as_printed(dt.datetime.combine(day, dt.time()) + dt.timedelta(seconds=seconds), shown)


def _day(number: int, is_1904: bool) -> dt.date | None:
    """The day of a number; null for those that are none: 0 of the system of 1900, and its 29 February 1900."""
    if is_1904:
        return dt.date(1904, 1, 1) + dt.timedelta(days=number)
    if number in (0, _FAKE_DAY):
        return None
    return dt.date(1899, 12, 30 if number > _FAKE_DAY else 31) + dt.timedelta(days=number)
