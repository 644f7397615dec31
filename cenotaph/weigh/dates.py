"""Dates of a text that do not fit each other: D001, D002, D003 and D005.

All checks keep still where a text can be read so that it adds up: a distance in words is compared with every
date that stands before it, and only if none fits is it a point to check.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from cenotaph import edtf
from cenotaph.edtf import Bounds, Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Flag, Incident, Span, Text
from cenotaph.weigh.days import Mention, PrintedDay, PrintedPeriod, mentions, printed_days, printed_periods
from cenotaph.weigh.relative import NEAR_SENTENCES, check_distances
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.words import (
    any_of,
    has_any,
    language_of,
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

SAME_SEASON_DAYS = 5
"""An anniversary is told of within so many days of its day."""

MISPRINT_YEARS = 2
"""An anniversary that is off by more than this belongs to some other event."""


def check_dates(text: Text, incidents: Sequence[Incident] = ()) -> tuple[Flag, ...]:
    """Points to check among the dates that one text prints.

    Args:
        text: the text; its language and day of publication are used where known.
        incidents: declared ones; their years count as years of an event the text may mark.

    Returns:
        Flags D001, D002, D003 and D005 with spans, in the order of the text.
    """
    language = language_of(text.language)
    days = printed_days(text.text, language, text.published)
    known = mentions(text.text, language, text.published)
    periods = printed_periods(text.text, language)
    runs = sentences(text)
    found: list[tuple[int, Flag]] = []
    for number, run in enumerate(runs):
        near = (runs[max(0, number - NEAR_SENTENCES)][0], runs[max(0, number - 1)][0])
        found.extend(check_distances(text, run, near, known, language))
        found.extend(_day_count(text, run, periods, language))
        found.extend(_weekday(text, run, days, language))
        found.extend(_anniversary(text, run, known, incidents, language))
    return tuple(point for _, point in sorted(found, key=lambda item: (item[0], item[1].id)))


def _day_count(
    text: Text, run: tuple[int, int], periods: Sequence[PrintedPeriod], language: str
) -> Iterator[tuple[int, Flag]]:
    inside = [period for period in periods if run[0] <= period.start and period.end <= run[1]]
    if not inside:
        return
    for match in _day_counts(text.text, run, language):
        number = number_of(match["number"], language)
        period = next((p for p in inside if _belongs(text.text, match, p, language)), None)
        if period is None or number is None:
            continue
        actual = day_number(period.last) - day_number(period.first) + 1
        crosses_february = period.first[1] <= 2 < period.last[1] and not period.has_year
        if actual == number or (crosses_february and abs(actual - number) == 1):
            continue
        start, end = min(match.start(), period.start), max(match.end(), period.end)
        span = _span(text, start, end)
        values = {"first": _day_in_words(period, period.first), "second": _day_in_words(period, period.last)}
        yield start, flag("D002", spans=(span,), sources=(text.source,), phrase=span.quote, actual=actual, **values)


_RANGE = re.compile(r"\d\s*(?:[-–—]|[^\W\d]{1,3})\s*$")
"""The lower end of a range in front of a number, whatever the language: "8 to" 10 days."""


def _day_counts(text: str, run: tuple[int, int], language: str) -> list[re.Match[str]]:
    not_lasting = re.compile(rf"\s*{any_of(words(language).not_lasting)}(?!\w)", re.IGNORECASE)
    found: dict[int, re.Match[str]] = {}
    for pattern in shapes(language, "day_count", ""):
        for match in pattern.finditer(text, *run):
            if not not_lasting.match(text, match.end()) and not _RANGE.search(text, run[0], match.start()):
                found.setdefault(match.start(), match)
    return [found[start] for start in sorted(found)]


def _belongs(text: str, match: re.Match[str], period: PrintedPeriod, language: str) -> bool:
    """Whether a number of days and a period stand so close that one counts the other."""
    if match.end() <= period.start:
        between = text[match.end() : period.start]
        return len(between) <= NEAR_CHARACTERS and not re.search(r"[\d;:.]", between)
    between = text[period.end : match.start()]
    lasting = rf"[\s,(–—-]*{any_of(words(language).lasting)}\s+"
    return period.end <= match.start() and re.fullmatch(lasting, between, re.IGNORECASE) is not None


def _day_in_words(period: PrintedPeriod, day: Day) -> str:
    if period.has_year:
        return format_day(day)
    name = max((name for name, number in months("en").items() if number == day[1]), key=len)
    return f"{day[2]} {name.capitalize()}"


def _weekday(text: Text, run: tuple[int, int], days: Sequence[PrintedDay], language: str) -> Iterator[tuple[int, Flag]]:
    if not any(day.has_year and run[0] <= day.start < run[1] for day in days):
        return
    before, after = _by_weekday(language)
    sentence = fold(text.text[slice(*run)], language)
    for day in days:
        if not (run[0] <= day.start and day.end <= run[1]) or not day.has_year or day.day[0] < GREGORIAN_EVERYWHERE:
            continue
        front = before.search(sentence[max(0, day.start - run[0] - 40) : day.start - run[0]])
        back = after.match(sentence, day.end - run[0])
        match = front or back
        if match is None:
            continue
        actual = (day_number(day.day) + 2) % 7  # 0000-03-01, day number 0, was a Wednesday
        if weekday_of(match[match.lastgroup or 0], language) == actual:
            continue
        start = day.start - len(front.group()) if front else day.start
        span = _span(text, start, day.end if front else run[0] + match.end())
        weekday = next(name for name, number in weekdays("en").items() if number == actual).capitalize()
        yield (
            start,
            flag(
                "D003",
                spans=(span,),
                sources=(text.source,),
                phrase=span.quote,
                date=format_day(day.day),
                weekday=weekday,
            ),
        )


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


def _anniversary(
    text: Text, run: tuple[int, int], known: Sequence[Mention], incidents: Sequence[Incident], language: str
) -> Iterator[tuple[int, Flag]]:
    sentence = text.text[run[0] : run[1]]
    published = edtf.bounds(text.published) if text.published and edtf.is_valid(text.published) else None
    if not published or not published[0] or not published[1] or published[0][0] != published[1][0]:
        return
    year = published[0][0]
    if not may_have(sentence, language, "anniversary") or has_any(sentence, words(language).last_year):
        return
    for pattern in shapes(language, "anniversary", ""):
        for match in pattern.finditer(sentence):
            parts = match.groupdict()
            number = number_of(parts.get("ordinal") or parts.get("number") or "", language)
            if number is None:
                continue
            start, end = run[0] + match.start(), run[0] + match.end()
            events = _marked_years(text.text, run, end, known, incidents, year, language)
            events |= _years_of_the_day(published, known, year)
            inside = {m.first[0] for m in known if run[0] <= m.start and m.end <= run[1]}
            marks = {year, *inside} | ({year + 1} if published[1][1] >= 11 else set())
            named = events | {m.first[0] for m in known if m.first[0] == m.last[0]}
            if not events or any(mark - event == number for mark in marks for event in named):
                continue
            event = min(events, key=lambda e: (abs(year - e - number), e))
            if abs(year - event - number) > MISPRINT_YEARS:
                continue
            span = _span(text, start, end)
            yield (
                start,
                flag(
                    "D005",
                    spans=(span,),
                    sources=(text.source,),
                    phrase=span.quote,
                    event=event,
                    published=year,
                    actual=year - event,
                ),
            )


def _marked_years(
    text: str,
    run: tuple[int, int],
    end: int,
    known: Sequence[Mention],
    incidents: Sequence[Incident],
    year: int,
    language: str,
) -> set[int]:
    """Years of the event whose anniversary a sentence marks, as far as the text or the incidents settle them."""
    sentence = text[run[0] : run[1]]
    of = any_of(words(language).anniversary_of)
    tie = re.compile(rf"\s*{of}|[^.\d]{{0,60}}\s{of}\s", re.IGNORECASE)
    found = {
        m.first[0]
        for m in known
        if end <= m.start and m.end <= run[1] and m.first[0] == m.last[0] and tie.match(text, end, m.start)
    }
    named = {number for name, number in months(language).items() if len(name) > 3 and has_any(sentence, (name,))}
    for m in known:
        is_elsewhere = m.end <= run[0] or m.start >= run[1]
        if is_elsewhere and m.first[:2] == m.last[:2] and m.first[1] in named and m.first[0] < year - 1:
            found.add(m.first[0])
    for incident in incidents:
        start = edtf.bounds(incident.start) if incident.start and edtf.is_valid(incident.start) else None
        if start and start[0] and has_any(sentence, (incident.title, *incident.also)):
            found.add(start[0][0])
    return found


def _years_of_the_day(published: Bounds, known: Sequence[Mention], year: int) -> set[int]:
    """Years of dates of the text that fall on the day of the year on which the text appeared, give or take days."""
    first, last = published
    if first is None or first != last:
        return set()
    found = set()
    for m in known:
        if m.first[:2] != m.last[:2] and day_number(m.last) - day_number(m.first) > SAME_SEASON_DAYS:
            continue
        if m.last[0] < year - 1:
            apart = abs(day_number((2001, *first[1:])) - day_number((2001, *m.last[1:])))
            if min(apart, 365 - apart) <= SAME_SEASON_DAYS:
                found.add(m.first[0])
    return found if len(found) == 1 else set()


def _span(text: Text, start: int, end: int) -> Span:
    return Span(source=text.source, quote=text.text[start:end], text_sha256=text.sha256, start=start, end=end)
