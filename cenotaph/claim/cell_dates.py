"""Dates in the cells of a table: figures in any order, words of any language, numbers of days; and what stays open.

What a column does not prove is never made up: where it does not tell whether 5/6/1990 is in May or in June, the date is
one of both days (`[1990-05-06,1990-06-05]`).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from cenotaph import edtf
from cenotaph.claim.times import find_times
from cenotaph.lang import languages, load
from cenotaph.list_words import words
from cenotaph.script import word_key

Order = Literal["dmy", "mdy", "ymd"]

LONGEST_DATE = 60
"""Characters of a cell that may be a date in words; longer ones are prose."""

YEARS = range(1500, 2101)
"""Years outside are of another calendar, or slips: 1369 in a Persian list is 1990, and no date of ours."""

SERIALS = range(10_000, 60_001)
"""Numbers of days since 1900 that a cell of a column of dates may hold: 1927 to 2064."""

FEW_SERIALS = range(366, 10_000)
"""Numbers of days that are taken so only where most of the column is: 1901 to 1927."""

_UNKNOWN = r"[?xX_-]{1,2}|0{1,2}"
_FIGURES = re.compile(
    rf"(\d{{1,4}}|{_UNKNOWN})([./\-\\])(\d{{1,2}}|{_UNKNOWN})\2(\d{{1,4}})"
    r"(?:,?[ T]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?)?Z?"
)
_MARK_IN_FRONT = re.compile(r"^([?~%])(\d{4})$")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./\-](\d{4})")
_YEARS_APART = re.compile(r"(\d{4})\s*[-–—]\s*(\d{4})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR = re.compile(r"\d{4}")
_SERIAL = re.compile(r"(\d{3,5})(?:[.,]\d+)?")
_DIGITS = str.maketrans(
    "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff"
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_STUCK = re.compile(r"(?<=[^\W\d_])[.\-]?(?=\d)|(?<=\d)[.\-]?(?=[^\W\d_])")
_ORDINALS = frozenset(
    {"st", "nd", "rd", "th", "го", "е", "ое", "ci", "cı", "cu", "cü", "inci", "nci", "de", "da", "də"}
)
_MOST_YEARS_APART = 30


class _Months(Struct, frozen=True):
    """The part of `lang/<code>/reading.toml` that names the months."""

    months: tuple[tuple[str, ...], ...]


class CellDate(Struct, frozen=True):
    """What one cell says as a date."""

    edtf: str | None  # null: nothing that can be read
    is_open: bool = False  # one of two days, for the column does not tell the order
    is_serial: bool = False  # read from a number of days


NOTHING = CellDate(None)


class DateColumns:
    """Reads the dates of one table.

    Args:
        columns: per column of dates, its cells; the order is that which the figures of any of them prove.
        order: the order people declared.
        is_1904: numbers of days count from 1904, as an old Macintosh workbook does.
    """

    def __init__(self, columns: dict[str, Sequence[str]], order: Order | None = None, is_1904: bool = False) -> None:
        self.is_1904 = is_1904
        proofs = {name: proved(cells) for name, cells in columns.items()}
        all_proved = {found for proof in proofs.values() for found in proof}
        whole = next(iter(all_proved)) if len(all_proved) == 1 else None
        self.order: dict[str, Order | None] = {}
        for name, proof in proofs.items():
            self.order[name] = order or (next(iter(proof)) if len(proof) == 1 else None if proof else whole)
        self._is_conflicting = {name: len(proof) > 1 for name, proof in proofs.items()}
        self._are_serials = {name: _are_serials(cells) for name, cells in columns.items()}
        self._are_compact = {name: _are_compact(cells) for name, cells in columns.items()}
        self._known: dict[tuple[str, str], CellDate] = {}

    def read(self, text: str, column: str) -> CellDate:
        """What a cell of a column says."""
        key = (text, column)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(text, column)
        return found

    def _read(self, text: str, column: str) -> CellDate:
        plain = " ".join(text.translate(_DIGITS).split())
        if not plain or len(plain) > LONGEST_DATE:
            return NOTHING
        compact = plain.removesuffix(" 00:00:00").removesuffix("T00:00:00")
        if _DAY.fullmatch(compact) and _is_day(compact):
            return CellDate(compact)
        if self._are_compact.get(column, False) and (match := _COMPACT.fullmatch(compact)):
            return _dated(*match.groups())
        serial = self._serial(plain, column)
        if serial is not None:
            return serial
        if edtf.is_valid(compact):
            compact = _MARK_IN_FRONT.sub(r"\2\1", compact)
            return CellDate(compact) if _is_likely(compact) else NOTHING
        match = _FIGURES.fullmatch(plain)
        if match is not None:
            return self._figures(match, column)
        return _bare(plain) or self._with_words(plain, column)

    def _serial(self, plain: str, column: str) -> CellDate | None:
        match = _SERIAL.fullmatch(plain)
        if match is None:
            return None
        number = int(match[1])
        is_few = number in FEW_SERIALS and number not in YEARS and self._are_serials.get(column, False)
        if number not in SERIALS and not is_few:
            return None
        first = dt.date(1904, 1, 1) if self.is_1904 else dt.date(1899, 12, 30)
        return CellDate((first + dt.timedelta(days=number)).isoformat(), is_serial=True)

    def _figures(self, match: re.Match[str], column: str) -> CellDate:
        """Day, month and year in figures; a part that is not known ("??.05.1990", "00.00.1990") is left out."""
        first, mark, second, third = match.groups()
        if len(first) == 4 and first.isdecimal():
            if len(third) > 2:
                return NOTHING
            return _dated(first, second, third)
        if len(third) != 4:
            return NOTHING  # a year of two figures may be of any century
        order = self.order.get(column)
        if order is None and mark == "." and not self._is_conflicting.get(column, False):
            order = "dmy"  # wherever points part a date, the day comes first
        if order is None or order == "ymd":
            readings = {_dated(third, second, first).edtf, _dated(third, first, second).edtf} - {None}
            both = sorted(str(each) for each in readings)
            if len(both) == 2:
                return CellDate(f"[{','.join(both)}]", is_open=True)
            return CellDate(both[0]) if both else NOTHING
        return _dated(third, first, second) if order == "mdy" else _dated(third, second, first)

    def _with_words(self, plain: str, column: str) -> CellDate:
        """A date with words in or around it: "20 yanvar 1990", "около 1950 г.р.", "about 3/4/1950"."""
        found = _STUCK.sub(" ", plain).split()
        is_about = found[:1] != [] and found[0].startswith("~")
        kept = []
        for word in found:
            key = word_key(word)
            is_about = is_about or key in words().about
            if key and key not in words().about and key not in words().date_ends and key not in _ORDINALS:
                kept.append(word.strip(",;()~[]\"'«»"))
        inner = _in_months(kept)
        if inner is None and len(kept) < len(found):
            inner = self.read(" ".join(kept), column).edtf if kept else None
            inner = inner if inner and _YEAR.search(inner) else None
        if inner is None:
            return CellDate(_in_english(plain))
        exact = is_about and inner[-1] not in "~?%]"
        return CellDate(f"{inner}~" if exact else inner)


def proved(cells: Iterable[str]) -> set[Order]:
    """The orders that figures of a column prove: those with a part above 12, which can be but a day."""
    found: set[Order] = set()
    for cell in cells:
        match = _FIGURES.fullmatch(cell.strip().translate(_DIGITS))
        if match is None or not (match[1].isdecimal() and match[3].isdecimal()) or len(match[1]) == 4:
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second > 0:
            found.add("dmy")
        elif second > 12 >= first > 0:
            found.add("mdy")
    return found


def _are_serials(cells: Sequence[str]) -> bool:
    filled = [cell.strip() for cell in cells if cell.strip()]
    serials = sum(cell.isdecimal() and int(cell) in SERIALS for cell in filled if len(cell) == 5)
    return serials * 2 > len(filled)


def _are_compact(cells: Sequence[str]) -> bool:
    """Whether the dates of a column are written without marks, year first: 19900120, as ISO 8601 has it too."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    matches = [match for cell in filled if (match := _COMPACT.fullmatch(cell))]
    return sum(_dated(*match.groups()).edtf is not None for match in matches) * 2 > len(filled)


def _is_day(text: str) -> bool:
    """Whether a day written as ISO 8601 is one; most cells of most tables are, and end here."""
    year, month, day = map(int, text.split("-"))
    return year in YEARS and 1 <= month <= 12 and 1 <= day <= edtf.days_in_month(year, month)


def _is_likely(value: str) -> bool:
    """Whether the years of a date are such as our calendar and this subject have."""
    years = re.findall(r"(?<![\dX-])\d{4}(?!\d)", value)
    return all(int(year) in YEARS for year in years)


def _dated(year: str, month: str, day: str) -> CellDate:
    """A date of figures, as far as each is known."""
    if int(year) not in YEARS:
        return NOTHING
    if not _is_number(month):
        return CellDate(year) if not _is_number(day) else NOTHING
    value = f"{year}-{int(month):02}" + (f"-{int(day):02}" if _is_number(day) else "")
    return CellDate(value) if int(month) <= 12 and edtf.is_valid(value) else NOTHING


def _is_number(part: str) -> bool:
    return part.isdecimal() and int(part) > 0


def _bare(plain: str) -> CellDate | None:
    """A month and year in figures; two years of which one is meant."""
    match = _MONTH_YEAR.fullmatch(plain)
    if match is not None:
        return _dated(match[2], match[1], "") if 1 <= int(match[1]) <= 12 else NOTHING
    match = _YEARS_APART.fullmatch(plain)
    if match is None:
        return None
    first, last = int(match[1]), int(match[2])
    if first in YEARS and first < last <= first + _MOST_YEARS_APART:
        return CellDate(f"[{first}..{last}]")
    return NOTHING


def _in_months(found: Sequence[str]) -> str | None:
    """Day, name of a month and year, in any order; or month and year."""
    kept = [word for word in found if word_key(word) not in _ORDINALS]
    months = [number for word in kept if (number := _months().get(word_key(word))) is not None]
    figures = [word.strip(".") for word in kept if word_key(word) not in _months()]
    if len(months) != 1 or not 1 <= len(figures) <= 2 or not all(map(str.isdecimal, figures)):
        return None
    years = [figure for figure in figures if len(figure) == 4]
    days = [figure for figure in figures if len(figure) <= 2]
    if len(years) != 1 or len(years) + len(days) != len(figures):
        return None
    return _dated(years[0], str(months[0]), days[0] if days else "").edtf


@functools.cache
def _months() -> dict[str, int]:
    """The names of months of every language by their key; one that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for code in languages("reading"):
        for number, forms in enumerate(load(code, "reading", _Months).months, start=1):
            for form in forms:
                found.setdefault(word_key(form), set()).add(number)
    return {form: next(iter(numbers)) for form, numbers in found.items() if len(numbers) == 1}


def _in_english(text: str) -> str | None:
    """A cell such as "spring 1987" as EDTF; null when a word of it is no part of the date."""
    found = [time for time in find_times(text, language="en") if time.type == "date" and time.edtf]
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    return found[0].edtf
