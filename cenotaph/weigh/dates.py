"""Dates of a text that do not fit each other: D001, D002, D003 and D005.

All checks keep still where a text can be read so that it adds up: a distance in words is compared with every
date that stands before it, and only if none fits is it a point to check.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from cenotaph import edtf
from cenotaph.edtf import Bounds, Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.record import Flag, Incident
from cenotaph.weigh.days import Mention, PrintedPeriod
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.relative import check_distances
from cenotaph.weigh.words import (
    any_of,
    has_any,
    may_have,
    months,
    number_of,
    shapes,
    weekday_of,
    weekday_pattern,
    weekdays,
    words,
)

NEAR_CHARACTERS = 30
"""Between the distance and its own date, between a number of days and its period: a few words at most."""

GREGORIAN_EVERYWHERE = 1925
"""Year from which a printed weekday is checked; before, many countries still counted by another calendar."""

NAMED_CHARACTERS = 60
"""Between an anniversary and the year of what it marks."""

SAME_SEASON_DAYS = 5
"""An anniversary is told of within so many days of its day."""

MISPRINT_YEARS = 2
"""An anniversary that is off by more than this belongs to some other event."""


def check_dates(printed: Printed, incidents: Sequence[Incident] = ()) -> Iterator[Flag]:
    """D001, D002, D003 and D005 among the dates that one text prints.

    Args:
        printed: the text; its day of publication, or that of its dateline, is used where known.
        incidents: declared ones; their years count as years of an event the text may mark.
    """
    for number, run in enumerate(printed.runs):
        yield from check_distances(printed, number)
        yield from _day_count(printed, run)
        yield from _weekday(printed, run)
        told = list(_printed_anniversary(printed, run))
        yield from told or _anniversary(printed, run, incidents)


def _day_count(printed: Printed, run: Run) -> Iterator[Flag]:
    inside = [period for period in printed.periods.within(*run) if period.end <= run[1]]
    if not inside:
        return
    for match in _day_counts(printed, run):
        number = number_of(match["number"], printed.language)
        period = next((p for p in inside if _belongs(printed, match, p)), None)
        if period is None or number is None:
            continue
        actual = _length(period)
        crosses_february = period.first[1] <= 2 < period.last[1] and not period.has_year
        if actual == number or (crosses_february and abs(actual - number) == 1):
            continue
        span = printed.span(min(match.start(), period.start), max(match.end(), period.end))
        values = {"first": _day_in_words(period, period.first), "second": _day_in_words(period, period.last)}
        yield flag("D002", spans=(span,), sources=(span.source,), phrase=span.quote, actual=actual, **values)


_RANGE = re.compile(r"\d\s*(?:[-–—]|[^\W\d]{1,3})\s*$")
"""The lower end of a range in front of a number, whatever the language: "8 to" 10 days."""


def _day_counts(printed: Printed, run: Run) -> list[re.Match[str]]:
    not_lasting = re.compile(rf"\s*{any_of(printed.words.not_lasting)}(?!\w)")
    found: dict[int, re.Match[str]] = {}
    for pattern in shapes(printed.language, "day_count", ""):
        for match in pattern.finditer(printed.folded, *run):
            is_range = _RANGE.search(printed.folded, max(run[0], match.start() - NEAR_CHARACTERS), match.start())
            if not not_lasting.match(printed.folded, match.end()) and not is_range:
                found.setdefault(match.start(), match)
    return [found[start] for start in sorted(found)]


def _belongs(printed: Printed, match: re.Match[str], period: PrintedPeriod) -> bool:
    """Whether a number of days and a period stand so close that one counts the other."""
    if match.end() > period.start and match.start() < period.end:
        return False
    known = printed.words
    is_lasting = re.compile(rf"\s+{any_of(known.lasted)}(?!\w)").match(printed.folded, match.end()) is not None
    is_some = (number_of(match["number"], printed.language) or 0) < _length(period)
    if known.verb_last and is_some and not is_lasting and not has_any(match.group(), known.day_adjective):
        return False  # "13-19 Ocak arasında 5 gün yağmur yağdı": on so many of those days
    if match.end() <= period.start:
        between = printed.folded[match.end() : period.start]
        is_inside = is_some and has_any(between, known.span_inside)  # "spent three days there between 12 and 30 May"
        return len(between) <= NEAR_CHARACTERS and not re.search(r"[\d;:.]", between) and not is_inside
    lasting = rf"\s*{any_of(known.behind_year)}?[\s,(–—-]*{any_of((*known.lasting, *known.that_is))}\s+"
    between = printed.folded[period.end : match.start()]
    is_right_behind = re.fullmatch(rf"(?:{any_of(known.behind_year)})?\s+", between) is not None
    return re.fullmatch(lasting, between) is not None or (is_lasting and is_right_behind)


def _length(period: PrintedPeriod) -> int:
    """Days of a period, both its ends counted."""
    return day_number(period.last) - day_number(period.first) + 1


def _day_in_words(period: PrintedPeriod, day: Day) -> str:
    if period.has_year:
        return format_day(day)
    name = max((name for name, number in months("en").items() if number == day[1]), key=len)
    return f"{day[2]} {name.capitalize()}"


def _weekday(printed: Printed, run: Run) -> Iterator[Flag]:
    before, after = _by_weekday(printed.language)
    for day in printed.days.within(*run):
        if day.end > run[1] or not day.has_year or day.day[0] < GREGORIAN_EVERYWHERE:
            continue
        front = before.search(printed.folded[max(run[0], day.start - 40) : day.start])
        back = after.match(printed.folded, day.end, run[1])
        match = front or back
        if match is None:
            continue
        actual = (day_number(day.day) + 2) % 7  # 0000-03-01, day number 0, was a Wednesday
        if weekday_of(match[match.lastgroup or 0], printed.language) == actual:
            continue
        start, end = (day.start - len(front.group()), day.end) if front else (day.start, match.end())
        span = printed.span(start, end)
        weekday = next(name for name, number in weekdays("en").items() if number == actual).capitalize()
        values = {"phrase": span.quote, "date": format_day(day.day), "weekday": weekday}
        yield flag("D003", spans=(span,), sources=(span.source,), **values)


@functools.cache
def _by_weekday(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A day of the week in front of a date, and one behind it."""
    known = words(language)
    name, sure = weekday_pattern(language), any_of(known.behind_weekday)
    name_too = name.replace("<name>", "<sure>")  # a pattern names each group once
    year = rf"(?:\s*{any_of(known.behind_year)})?"
    in_front = rf"(?:{any_of(known.before_weekday)}\s+)?"
    return (
        re.compile(rf"(?<!\w){name}(?:\s+{sure})?,?\s+(?:the\s+)?$"),
        re.compile(rf"{year}(?:(?:,\s+|\s*\(){in_front}{name}(?!\w)|\s+{name_too}\s+{sure}(?!\w))"),
    )


def _anniversary(printed: Printed, run: Run, incidents: Sequence[Incident]) -> Iterator[Flag]:
    sentence = printed.folded[slice(*run)]
    if not may_have(sentence, printed.language, "anniversary") or has_any(sentence, printed.words.last_year):
        return
    published = edtf.ends(printed.told_on)
    if not published or not published[0] or not published[1] or published[0][0] != published[1][0]:
        return
    year = published[0][0]
    for pattern in shapes(printed.language, "anniversary", ""):
        for match in pattern.finditer(sentence):
            parts = match.groupdict()
            number = number_of(parts.get("ordinal") or parts.get("number") or "", printed.language)
            if number is None:
                continue
            start, end = run[0] + match.start(), run[0] + match.end()
            events = _marked_years(printed, run, end, incidents, year) | _years_of_the_day(printed, published, year)
            inside = {m.first[0] for m in printed.mentions.within(*run)}
            marks = {year, *inside} | ({year + 1} if published[1][1] >= 11 else set())
            named = events | {first[0] for first, last in printed.first_told if first[0] == last[0]}
            if not events or any(mark - event == number for mark in marks for event in named):
                continue
            event = min(events, key=lambda e: (abs(year - e - number), e))
            if abs(year - event - number) > MISPRINT_YEARS:
                continue
            span = printed.span(start, end)
            values: dict[str, Any] = {"event": event, "published": year, "actual": year - event}
            yield flag("D005", spans=(span,), sources=(span.source,), phrase=span.quote, **values)


def _printed_anniversary(printed: Printed, run: Run) -> Iterator[Flag]:
    """D005 for a sentence that prints the event's day, or its year, and the day when its anniversary was marked."""
    sentence = printed.folded[slice(*run)]
    days = [day for day in printed.days.within(*run) if day.end <= run[1] and day.has_year]
    told = [mention for mention in printed.mentions.within(*run) if mention.end <= run[1]]
    is_two = len(told) == len({mention.first[0] for mention in told}) == 2
    if not days or not is_two or not may_have(sentence, printed.language, "anniversary"):
        return
    found = [m for pattern in shapes(printed.language, "anniversary", "") for m in pattern.finditer(sentence)]
    event, marked = sorted(told, key=lambda mention: mention.first)
    phrase = (run[0] + found[0].start(), run[0] + found[0].end()) if len(found) == 1 else run
    if len(days) == 2:
        apart = day_number((2001, *marked.first[1:])) - day_number((2001, *event.first[1:]))
        is_tied = min(abs(apart), 365 - abs(apart)) <= SAME_SEASON_DAYS
    else:
        is_tied = marked.first == days[0].day and _is_year_of(printed, event, phrase)
    if len(found) != 1 or not is_tied:
        return
    parts = found[0].groupdict()
    number = number_of(parts.get("ordinal") or parts.get("number") or "", printed.language)
    actual = marked.first[0] - event.first[0]
    if number is not None and 0 < abs(actual - number) <= MISPRINT_YEARS:
        spans = [printed.span(*phrase), *(printed.span(mention.start, mention.end) for mention in (event, marked))]
        values: dict[str, Any] = {"event": event.first[0], "published": marked.first[0], "actual": actual}
        yield flag("D005", spans=spans, sources=(printed.text.source,), phrase=spans[0].quote, **values)


def _is_year_of(printed: Printed, event: Mention, phrase: Run) -> bool:
    """Whether a year stands in the words for what an anniversary marks: "the 20th anniversary of the 1986 massacre"."""
    if event.first != (event.first[0], 1, 1) or event.last != (event.first[0], 12, 31):
        return False
    first, last = (event.end, phrase[0]) if printed.words.verb_last else (phrase[1], event.start)
    between = printed.folded[first:last] if first <= last else ","
    return len(between) <= NAMED_CHARACTERS and re.search(r"[,;:()]", between) is None


def _marked_years(printed: Printed, run: Run, end: int, incidents: Sequence[Incident], year: int) -> set[int]:
    """Years of the event whose anniversary a sentence marks, as far as the text or the incidents settle them."""
    sentence = printed.folded[slice(*run)]
    inside = printed.mentions.within(*run)
    of = any_of(printed.words.anniversary_of)
    tie = re.compile(rf"\s*{of}|[^.\d]{{0,60}}\s{of}\s")
    found = {
        m.first[0]
        for m in inside
        if end <= m.start and m.first[0] == m.last[0] and tie.match(printed.folded, end, m.start)
    }
    named = {
        number for name, number in months(printed.language).items() if len(name) > 3 and has_any(sentence, (name,))
    }
    here = Counter(m.first[:2] for m in inside if m.first[:2] == m.last[:2])
    found |= {
        told
        for (told, month), times in printed.months_told.items()
        if month in named and told < year - 1 and times > here[told, month]
    }
    for incident in incidents:
        start = edtf.ends(incident.start)
        if start and start[0] and has_any(printed.text.text[slice(*run)], (incident.title, *incident.also)):
            found.add(start[0][0])
    return found


def _years_of_the_day(printed: Printed, published: Bounds, year: int) -> set[int]:
    """Years of dates of the text that fall on the day of the year on which the text appeared, give or take days."""
    first, last = published
    if first is None or first != last:
        return set()
    found = set()
    for begin, end in printed.first_told:
        is_near = begin[:2] == end[:2] or day_number(end) - day_number(begin) <= SAME_SEASON_DAYS
        if is_near and end[0] < year - 1:
            apart = abs(day_number((2001, *first[1:])) - day_number((2001, *end[1:])))
            if min(apart, 365 - apart) <= SAME_SEASON_DAYS:
                found.add(begin[0])
    return found if len(found) == 1 else set()
