"""The dates printed in a text, and what stands in front of names, by the words of `lang/<code>/reading.toml`."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from cenotaph.edtf import days_in_month
from cenotaph.lang import languages
from cenotaph.language_guess import folded, reading_words

_YEAR = r"(?:1[89]|20)\d\d"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class PrintedDate(NamedTuple):
    """A day or month as printed, and where."""

    edtf: str
    quote: str
    start: int
    end: int


def printed_dates(text: str) -> tuple[PrintedDate, ...]:
    """Full days, and months with a year, printed in `text`, in order; of digits only those that can mean one day.

    Example:
        >>> [date.edtf for date in printed_dates("Ozmara, 4 March 1991. Amended 05/06/1991 and 1991-07-08.")]
        ['1991-03-04', '1991-07-08']
    """
    plain = folded(text.translate(_DIGITS))
    found: list[PrintedDate] = []
    for pattern in _patterns():
        for match in pattern.finditer(plain):
            edtf = _edtf(match)
            if edtf and not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(PrintedDate(edtf, text[match.start() : match.end()], match.start(), match.end()))
    return tuple(sorted(found, key=lambda date: date.start))


@functools.cache
def bylines() -> tuple[str, ...]:
    """What stands in front of an author's name, in all languages, longest first."""
    every = {start for code in languages("reading") for start in reading_words(code).byline}
    return tuple(sorted(every, key=lambda start: (-len(start), start)))


def titled_day(line: str) -> str | None:
    """The day that a title gives its paper, as EDTF.

    Example:
        >>> titled_day("Order No. 17 of 12 March 1994, 05:30"), titled_day("The massacre of 12 March 1994")
        ('1994-03-12', None)
    """
    dates = printed_dates(line)
    if len(dates) != 1:
        return None
    shown = folded(f"{line[: dates[0].start]}\0{line[dates[0].end :]}".strip())
    return dates[0].edtf if any(title.fullmatch(shown) for title in _titles()) else None


@functools.cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """Patterns for titles of papers in which the day is shown by one character."""
    found = []
    for code in languages("reading"):
        papers = "|".join(re.escape(paper) for paper in reading_words(code).papers)
        for shape in reading_words(code).titled:
            paper = rf"(?:{papers})(?: (?:no\.?|№|n°) ?\d+)?"
            day = r"\0[^\s,.]{0,4}(?: (?:il|года|г\.))?"
            named = re.escape(shape).replace(r"\{paper\}", paper).replace(r"\{day\}", day)
            found.append(re.compile(rf"{named}(?:,? \d\d?[:.]\d\d)?\.?"))
    return tuple(found)


@functools.cache
def _months() -> dict[str, int]:
    """Every form of every month; a form that means two months in two languages is left out."""
    found: dict[str, set[int]] = {}
    for code in languages("reading"):
        for number, forms in enumerate(reading_words(code).months, start=1):
            for form in forms:
                found.setdefault(folded(form), set()).add(number)
    return {form: numbers.pop() for form, numbers in sorted(found.items()) if len(numbers) == 1}


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(re.escape(form) for form in sorted(_months(), key=lambda form: (-len(form), form)))
    month = rf"(?P<month>{names})\.?"
    suffix = r"(?:st|nd|rd|th|[-‑]?(?:cı|ci|cu|cü|го|е|ое))?"
    day = rf"(?P<day>0?[1-9]|[12]\d|3[01]){suffix}"
    return (
        re.compile(rf"(?<![\w-])(?P<year>{_YEAR})-(?P<number>\d\d)-(?P<day>\d\d)(?![\d-])"),
        re.compile(rf"(?<![\w.])(?:the )?{day}\.?,? (?:of )?{month}(?:\w{{0,4}})?,? (?P<year>{_YEAR})(?!\d)"),
        re.compile(rf"(?<!\w){month} {day},? (?P<year>{_YEAR})(?!\d)"),
        re.compile(rf"(?<![\d./])(?P<day>\d\d?)\.(?P<number>\d\d?)\.(?P<year>{_YEAR})(?![\d])"),
        re.compile(rf"(?<![\d./])(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<year>{_YEAR})(?![\d/])"),
        re.compile(rf"(?<!\w)(?<!\d )(?<!\d\. ){month},? (?P<year>{_YEAR})(?!\d)"),
    )


def _edtf(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        # 05/06/1991 is May in one country and June in another; only a number above 12 tells.
        if first > 12 >= second:
            return _day(year, second, first)
        return _day(year, first, second) if second > 12 >= first or first == second else None
    month = int(parts["number"]) if parts.get("number") else _months()[parts["month"]]
    if not parts.get("day"):
        return f"{year:04}-{month:02}"
    return _day(year, month, int(parts["day"]))


def _day(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12 or not 1 <= day <= days_in_month(year, month):
        return None
    return f"{year:04}-{month:02}-{day:02}"
