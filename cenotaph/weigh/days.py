"""The days a text prints: full dates, and dates without a year where the text itself settles the year.

This is a narrow reader for checks: it leaves out whatever could be read in two ways, such as 01/02/1990.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Day
from cenotaph.weigh.words import any_of, month_stems, months, words


class PrintedDay(Struct, frozen=True):
    """One day as printed; `text[start:end]` are its words."""

    start: int  # code points, half-open
    end: int
    day: Day
    has_year: bool  # False: the year was taken from another date of the text


class Mention(Struct, frozen=True):
    """A day, period, month or year as printed, as its first and last day."""

    start: int
    end: int
    first: Day
    last: Day
    to_the_day: bool = False  # a day, or a period with both its days


class PrintedPeriod(Struct, frozen=True):
    """Two days that bound a period: "from 13 to 19 January"."""

    start: int
    end: int
    first: Day
    last: Day
    has_year: bool


STORY_REACH = 300
"""Code points over which a story keeps to the year it last named."""

_YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)"
YEARS = re.compile(r"\d{4}")
"""What a text has that prints any year: a quick look before the patterns are tried."""

_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9])"


@functools.cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    name = rf"(?P<month>{any_of(months(language))})\.?"
    suffix = f"{any_of(words(language).ordinal_suffixes)}?"
    known = words(language)
    inflected = rf"(?P<month>{any_of(month_stems(language))}){any_of(known.month_endings)}"
    return (
        re.compile(  # "1993-cü il martın 12-də"
            rf"(?<!\w)(?:{_YEAR}{any_of(known.behind_year)}\s+)?{inflected}\s+{_NUMBER}[-'’]?[^\W\d_]{{1,3}}(?![\w-])"
        ),
        re.compile(r"(?<![\d-])(?P<year>\d{4})-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?![\d-])"),
        re.compile(r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<number>0?[1-9]|1[0-2])\.(?P<year>1[5-9]\d\d|20\d\d)(?![\d.])"),
        re.compile(rf"(?<![\w.,-]){_NUMBER}{suffix}(?:\s+of)?\s+{name},?\s+{_YEAR}(?!\d)"),
        re.compile(rf"(?<!\w){name}\s+{_NUMBER}{suffix},?\s+(?:of\s+)?{_YEAR}(?!\d)"),
        re.compile(rf"(?<![\w.,-]){_NUMBER}{suffix}(?:\s+of)?\s+{name}(?!\w)"),
        re.compile(rf"(?<!\w){name}\s+{_NUMBER}{suffix}(?![\w:]|[.,]\d)"),
    )


@functools.cache
def _period_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    name = any_of(months(language))
    suffix = f"{any_of(words(language).ordinal_suffixes)}?"
    to = rf"\s*{any_of(words(language).span_to)}\s*(?:the\s+)?"
    day = r"(?:3[01]|[12]\d|0?[1-9])"
    year = r"(?:,?\s+(?P<year>1[5-9]\d\d|20\d\d)(?!\d))?"
    since, until = (any_of(endings) for endings in (words(language).from_endings, words(language).until_endings))
    return (
        re.compile(  # "yanvarın 13-dən 19-dək"
            rf"(?<!\w)(?:(?P<year>1[5-9]\d\d|20\d\d){any_of(words(language).behind_year)}\s+)?(?P<other>{name})[^\W\d_]{{0,2}}\s+"
            rf"(?P<first>{day})[-'’]?{since}\s+(?:(?P<month>{name})[^\W\d_]{{0,2}}\s+)?(?P<last>{day})[-'’]?{until}(?!\w)"
        ),
        re.compile(  # "13 Ocak'tan 19 Ocak'a kadar"
            rf"(?<![\w.,-])(?P<first>{day})\s+(?P<other>{name})(?:\s+(?:1[5-9]\d\d|20\d\d))?[-'’]?{since}\s+"
            rf"(?P<last>{day})\s+(?P<month>{name})(?:\s+(?P<year>1[5-9]\d\d|20\d\d))?[-'’]?{until}(?!\w)"
        ),
        re.compile(
            rf"(?<![\w.,-])(?P<first>{day}){suffix}(?:\s+(?:of\s+)?(?P<other>{name}))?{to}"
            rf"(?P<last>{day}){suffix}\s+(?:of\s+)?(?P<month>{name})(?!\w){year}"
        ),
        re.compile(
            rf"(?<!\w)(?P<other>{name})\s+(?P<first>{day}){suffix}{to}"
            rf"(?:(?P<month>{name})\s+)?(?P<last>{day}){suffix}(?!\w){year}"
        ),
    )


_WORD = re.compile(r"[^\s\d.,;:!?()\[\]«»“”„\"'’/–—-]+")
_IN_FIGURES = re.compile(r"\d[-.]\d\d?[-.]\d")


@functools.lru_cache(maxsize=2)  # days and periods of one text are looked for one after the other
def _names_month(text: str, language: str) -> bool:
    """Whether the name of a month stands in a folded text: a quick look before the patterns are tried."""
    if words(language).verb_last:  # endings are added to names
        return any(name in text for name in month_stems(language))
    return not months(language).keys().isdisjoint(_WORD.findall(text))


def printed_days(text: str, language: str, published: str | None = None) -> tuple[PrintedDay, ...]:
    """Every day a text prints, in order, not overlapping.

    A day without a year takes the year of the full date of the same month and day, else the one year that all
    full dates of the text share, else that of the full date shortly before it; else it is left out.

    Args:
        text: any text, folded.
        language: a language with data for checks.
        published: EDTF; its year serves where the text prints no full date.
    """
    if not (_names_month(text, language) or _IN_FIGURES.search(text)):
        return ()
    full: list[PrintedDay] = []
    bare: list[tuple[int, int, int, int]] = []
    taken: set[int] = set()  # code points of dates found; all are short
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            if not taken.isdisjoint(range(*match.span())):
                continue
            parts = match.groupdict()
            month = int(parts["number"]) if parts.get("number") else months(language)[parts["month"]]
            day = int(parts["day"])
            taken.update(range(*match.span()))
            if parts.get("year") is None:
                bare.append((match.start(), match.end(), month, day))
            elif day <= edtf.days_in_month(int(parts["year"]), month):
                found = PrintedDay(match.start(), match.end(), (int(parts["year"]), month, day), has_year=True)
                full.append(found)
    return tuple(sorted([*full, *_with_years(bare, full, published)], key=lambda found: found.start))


def _with_years(
    bare: list[tuple[int, int, int, int]], full: list[PrintedDay], published: str | None
) -> Iterator[PrintedDay]:
    known = {found.day[0] for found in full}
    printed = sorted(full, key=lambda found: found.start)
    ends = [found.end for found in printed]
    of_day: dict[tuple[int, int], set[int]] = {}
    for found in full:
        of_day.setdefault(found.day[1:], set()).add(found.day[0])
    bounds = edtf.ends(published)
    if not known and bounds and bounds[0] and bounds[1] and bounds[0][0] == bounds[1][0]:
        known.add(bounds[0][0])
    for start, end, month, day in bare:
        last = bisect_right(ends, start) - 1
        before = {printed[last].day[0]} if last >= 0 and ends[last] >= start - STORY_REACH else set()
        years = of_day.get((month, day)) or (known if len(known) == 1 else before)
        if len(years) == 1 and day <= edtf.days_in_month(min(years), month):
            yield PrintedDay(start, end, (min(years), month, day), has_year=False)


def printed_periods(text: str, language: str) -> tuple[PrintedPeriod, ...]:
    """Every period of whole days a folded text prints with both ends, such as "from 13 to 19 January 1990".

    Without a year the period is taken in a common year; only its length is then of use.
    """
    if not _names_month(text, language):
        return ()
    found: dict[int, PrintedPeriod] = {}
    for pattern in _period_patterns(language):
        for match in pattern.finditer(text):
            parts = match.groupdict()
            last_month = months(language)[parts["month"] or parts["other"]]
            first_month = months(language)[parts["other"] or parts["month"]]
            year = int(parts["year"] or 2001)
            first, last = (year, first_month, int(parts["first"])), (year, last_month, int(parts["last"]))
            if first < last and all(day[2] <= edtf.days_in_month(*day[:2]) for day in (first, last)):
                period = PrintedPeriod(match.start(), match.end(), first, last, parts["year"] is not None)
                found.setdefault(match.start(), period)
    return tuple(found[start] for start in sorted(found))


def mentions(
    text: str, days: Sequence[PrintedDay], periods: Sequence[PrintedPeriod], language: str
) -> tuple[Mention, ...]:
    """Every day, period of days, month with its year and bare year a text prints, in order, not overlapping.

    Args:
        text: any text, folded.
        days: those it prints, in order.
        periods: those it prints.
        language: a language with data for checks.
    """
    found: list[Mention] = []
    starts = [day.start for day in days]
    for period in periods:
        at = bisect_left(starts, period.start)
        inside = at < len(days) and days[at].end <= period.end
        if period.has_year or inside:
            year = period.first[0] if period.has_year else days[at].day[0]
            first, last = (year, *period.first[1:]), (year, *period.last[1:])
            found.append(Mention(period.start, period.end, first, last, to_the_day=True))
    taken = {at for m in found for at in range(m.start, m.end)}
    found += [
        Mention(day.start, day.end, day.day, day.day, to_the_day=True)
        for day in days
        if taken.isdisjoint(range(day.start, day.end))
    ]
    taken.update(at for day in days for at in range(day.start, day.end))
    for match in _years(language).finditer(text) if YEARS.search(text) else ():
        if not taken.isdisjoint(range(*match.span())):
            continue
        year = int(match["year"])
        month = months(language)[match["month"]] if match["month"] else None
        begin = (year, month or 1, 1)
        end_day = (year, month or 12, edtf.days_in_month(year, month or 12))
        found.append(Mention(match.start(), match.end(), begin, end_day))
    return tuple(sorted(found, key=lambda m: (m.start, m.end)))


@functools.cache
def _years(language: str) -> re.Pattern[str]:
    """A year, with the month in front where there is one."""
    name = any_of(months(language))
    return re.compile(rf"(?<!\w)(?:(?P<month>{name})\.?,?\s+(?:of\s+)?)?{_YEAR}(?![\w-]|[.,]\d)")
