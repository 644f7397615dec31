"""What a text says of the day on which it was written, without a date over it.

"TODAY Ozmara is marking the 30th anniversary" is such a sign where the day of the event is told;
so are "today, Wednesday 4 March", a line "Tavri, 4 March" at its top, and the latest day that is
told as past, before which nobody can have written. What a quotation, a history or a notice of
things to come says of its own today is left alone: a false day is worse than none.

Limits: an anniversary is tied to its event by the same sentence, by the day or month it names, or by
words that it shares with one of the two sentences behind it; an event told elsewhere dates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from cenotaph import edtf
from cenotaph.claim.own_day_event import event_of
from cenotaph.claim.own_day_prose import YEAR, Sentence, classed, prose_sentences, weekday_near
from cenotaph.claim.own_day_words import Cues, cues
from cenotaph.claim.times import Time
from cenotaph.edtf import Day, day_number, day_of_number, format_day
from cenotaph.record import Block

SignKind = Literal["today-date", "today-anniversary", "year-anniversary", "day-without-year"]

_TOP = 6  # blocks among which a line with place and day stands
_SHORT_LINE = 70  # characters of such a line
_NEXT_TO = 28  # characters between "today" and its date: a weekday and a comma
LONGEST_DAYS = 10  # of an event; what is told as a longer stretch is told by its month
_FAR_FROM_NEW_YEAR = (3, 10)  # months; what is held on the occasion of a day in them is held in its year
_MOST_YEARS = 200  # of an anniversary that people mark
_PRINTED = 1700  # no source speaks of a day before that year as its own: it is another number


class DaySign(Struct, frozen=True):
    """One sign of the day on which a text was written; `text[start:end] == quote`."""

    kind: SignKind
    edtf: str  # a day, a run of days, a year; XXXX-03-04 where the year is not told
    start: int  # code points, half-open
    end: int
    quote: str
    says: str  # what it rests on, in words
    weekday: int | None = None  # Monday 0, where one is named beside a day without a year


class Told(Struct, frozen=True):
    """A date that the text tells as past."""

    first: str  # its first possible day, EDTF
    start: int
    end: int
    quote: str


class OwnDay(Struct, frozen=True):
    """The signs of a text's own day, and the latest dates that it tells as past."""

    signs: tuple[DaySign, ...] = ()
    latest: Told | None = None  # by its first possible day; years too
    latest_exact: Told | None = None  # days and months only


def own_day(
    text: str, language: str | None = None, blocks: Sequence[Block] = (), no_later: str | None = None
) -> OwnDay:
    """The signs of the day on which a text was written.

    Args:
        text: the stored text.
        language: BCP 47; one without `dating.toml` gives no signs but lines at the top.
        blocks: its blocks; page furniture says nothing. None: the text is one paragraph.
        no_later: EDTF, the day it was captured; a date behind it is none that was told as past.

    Returns:
        Signs in the order of the text; none where two contradict what the text itself tells.
    """
    known = cues(language)
    runs = tuple(blocks) or (Block("paragraph", 0, len(text)),)
    told = list(prose_sentences(text, runs, language))
    limit = edtf.ends(no_later)
    exact, latest = _latest_told(told, known, limit[1] if limit else None)
    signs = [*_lines(text, runs, language)]
    for number, sentence in enumerate(told):
        signs.extend(_signs(text, told, number, sentence, known))
    kept = [sign for sign in signs if not _is_before(sign, exact)]
    return OwnDay(tuple(sorted(set(kept), key=lambda sign: (sign.start, sign.kind, sign.edtf))), latest, exact)


def _is_before(sign: DaySign, told: Told | None) -> bool:
    """Whether a sign names a day before one that the text tells as past."""
    ends = edtf.bounds(sign.edtf)
    last = edtf.bounds(told.first) if told else None
    if ends is None or ends[1] is None or last is None or last[0] is None:
        return False
    return day_number(ends[1]) < day_number(last[0])


def _latest_told(told: Sequence[Sentence], known: Cues, no_later: Day | None) -> tuple[Told | None, Told | None]:
    """The latest day or month told as past, and the latest date at all; sentences with late years are read first."""
    years = [(max(map(int, found)), s) for s in told if s.block.kind != "headline" and (found := YEAR.findall(s.text))]
    exact: Told | None = None
    latest: Told | None = None
    for year, sentence in sorted(years, key=lambda each: (-each[0], each[1].start)):
        if exact is not None and year < int(exact.first[:4]):
            break
        for time in sentence.times if sentence.is_told(known) else ():
            first = _first_day(time)
            if first is None or (no_later is not None and first > no_later) or _is_no_bound(sentence, time, known):
                continue
            here = Told(format_day(first), sentence.start + time.start, sentence.start + time.end, time.quote)
            if latest is None or here.first > latest.first:
                latest = here
            if re.match(r"\d{4}-(?:0\d|1[0-2])", time.edtf or "") and (exact is None or here.first > exact.first):
                exact = here
    return exact, latest


def _is_no_bound(sentence: Sentence, time: Time, known: Cues) -> bool:
    """Whether words beside a date make it the end of a time ("until 4 March"), or none makes bare digits a year."""
    before = sentence.low[max(0, time.start - _NEXT_TO) : time.start]
    if known.limit_before.search(before) or known.limit_behind.match(sentence.low, time.end):
        return True
    return time.quote.isdigit() and not known.year_before.search(before)  # "a Turbocommander 2000", "at 2045"


def _first_day(time: Time) -> Day | None:
    """The first possible day of a date whose year is told."""
    ends = edtf.bounds(time.edtf) if time.edtf and "X" not in time.edtf and "%" not in time.edtf else None
    return ends[0] if ends is not None and ends[0] is not None and ends[0][0] > 0 else None


def _signs(text: str, told: Sequence[Sentence], number: int, sentence: Sentence, known: Cues) -> Iterator[DaySign]:
    low = sentence.low
    deictics = []
    if known.may_speak_of_today(low):
        deictics = [match for match in known.deictic.finditer(low) if not sentence.is_quoted(match.start())]
    shapes = known.shapes_in(low)
    marks = [(shape in known.ago, match) for shape in shapes for match in shape.finditer(low)]
    distances = [match for is_distance, match in marks if is_distance]
    for match in deictics:
        if not any(_touch(low, match, distance) for distance in distances):  # "ten years ago today, 4 March 1991"
            yield from _today_date(text, sentence, match, known)
    if not marks or known.not_now.search(low):
        return
    for is_distance, match in marks:
        years = known.number(match["number"])
        if not years or years > _MOST_YEARS or sentence.is_quoted(match.start()):
            continue
        today = _today_of(sentence, match, deictics, known, is_distance=is_distance)
        if today is None:
            continue
        if today != "year" and known.occasion.search(low):
            today = "near"
        event = event_of(told, number, match.span(), _last_touching(sentence, match, deictics), known)
        if event is not None and not _is_reported(sentence, event):
            yield from _anniversary(sentence, event, years, today)


def _today_date(text: str, sentence: Sentence, deictic: re.Match[str], known: Cues) -> Iterator[DaySign]:
    """A date right behind "today": in full it is the day, with a weekday and no year it is one of some years."""
    time = next((t for t in sentence.times if 0 <= t.start - deictic.end() <= _NEXT_TO), None)
    if time is None or known.offset(deictic.group()):
        return
    between = sentence.low[deictic.end() : time.start]
    if re.search(r"[.;:!?]", between) or any(len(word) > 3 for word in _not_weekdays(between, sentence.language)):
        return
    start, end = sentence.start + deictic.start(), sentence.start + time.end
    day = re.fullmatch(r"(\d{4}|XXXX)-\d\d-\d\d", time.edtf or "")
    if day is None or not _is_closed(sentence, time):
        return
    if day[1] != "XXXX" and int(day[1]) < _PRINTED:
        return
    if day[1] != "XXXX":
        yield DaySign("today-date", time.edtf or "", start, end, text[start:end], "the text calls a date its today")
        return
    weekday = weekday_near(sentence, deictic.end(), time)
    yield DaySign(
        "day-without-year", time.edtf or "", start, end, text[start:end], "the text calls a day its today", weekday
    )


def _is_closed(sentence: Sentence, time: Time) -> bool:
    """Whether a date behind "today" is set off: in "today the events of 4 March" it is another's."""
    behind = sentence.text[time.end :]
    for start, end, _ in classed(behind[:_NEXT_TO], sentence.language, "weekday")[:1]:
        behind = behind[end:] if not behind[:start].strip(" ,(") else behind
    return re.match(r"\s*(?:[,;)–—]|\.?$)", behind) is not None


def _not_weekdays(words: str, language: str | None) -> list[str]:
    """The words that name no weekday."""
    for start, end, _ in reversed(classed(words, language, "weekday")):
        words = words[:start] + " " + words[end:]
    return re.findall(r"[^\W\d_]+", words)


def _today_of(
    sentence: Sentence, match: re.Match[str], deictics: Sequence[re.Match[str]], known: Cues, *, is_distance: bool
) -> int | Literal["year", "near"] | None:
    """By how many days the text is younger than the anniversary; "year": of its year only; None: not of its now."""
    low = sentence.low
    near = [d for d in deictics if not is_distance or _touch(low, d, match)]
    if near:
        return known.offset(near[0].group())
    if is_distance:
        exact = [m for m in known.exactly.finditer(low) if _touch(low, m, match)]
        return 0 if exact else None
    return "year" if known.this_year.search(low) else None


def _touch(low: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one.span(), other.span()))
    return re.fullmatch(r"[\s,]*", low[first[1] : second[0]]) is not None


def _is_reported(sentence: Sentence, event: str) -> bool:
    """Whether a sentence tells a year behind that of the event: its "today" may lie there, and not be the text's."""
    return any(int(year) > int(event[:4]) for year in YEAR.findall(sentence.text))


def _last_touching(sentence: Sentence, match: re.Match[str], deictics: Sequence[re.Match[str]]) -> int:
    """Where the words of an anniversary end, "today" right behind them included: "ten years ago today"."""
    ends = [d.end() for d in deictics if d.start() >= match.end() and _touch(sentence.low, d, match)]
    return max((match.end(), *ends))


def _anniversary(sentence: Sentence, event: str, years: int, today: int | Literal["year", "near"]) -> Iterator[DaySign]:
    """The day, month or year of an anniversary that the text marks now, from the date of its event."""
    first, last = edtf.bounds(event) or (None, None)
    if first is None or last is None or first[0] != last[0]:
        return
    year = edtf.format_year(first[0] + years)
    says = f"the text marks {years} years since {event}"
    place = (sentence.start, sentence.end, sentence.text)
    if today == "near" and not _FAR_FROM_NEW_YEAR[0] <= first[1] <= last[1] <= _FAR_FROM_NEW_YEAR[1]:
        return
    if isinstance(today, str) or first[:2] != last[:2]:
        yield DaySign("year-anniversary", year, *place, f"{says}, as of this year")
        return
    called = {0: "today", -1: "tomorrow", 1: "yesterday"}.get(today, str(today))
    if day_number(last) - day_number(first) > LONGEST_DAYS:
        value = f"{year}-{first[1]:02}"
    else:
        begin, end = (format_day(_years_later(day, years, today)) for day in (first, last))
        value = begin if begin == end else f"{begin}/{end}"
    yield DaySign("today-anniversary", value, *place, f"{says}, as of {called}")


def _years_later(day: Day, years: int, days: int) -> Day:
    year = day[0] + years
    same = (year, day[1], min(day[2], edtf.days_in_month(year, day[1])))
    return day_of_number(day_number(same) + days)


def _lines(text: str, runs: Sequence[Block], language: str | None) -> Iterator[DaySign]:
    """Lines at the top that are a place and a day without its year."""
    for block in [run for run in runs if run.kind != "furniture"][:_TOP]:
        line = text[block.start : block.end].strip()
        if len(line) > _SHORT_LINE or block.kind in ("table", "caption", "credit") or not re.search(r"\d", line):
            continue
        sentence = Sentence(text, block.start, block.start + len(line), block, language)
        if YEAR.search(line) or len(sentence.times) != 1:
            continue
        time = sentence.times[0]
        others = _not_weekdays(line[: time.start] + " " + line[time.end :], language)
        if (
            re.fullmatch(r"XXXX-\d\d-\d\d", time.edtf or "")
            and len(others) <= 2
            and all(w[0].isupper() for w in others)
        ):
            weekday = weekday_near(sentence, 0, time)
            yield DaySign(
                "day-without-year", time.edtf or "", sentence.start, sentence.end, line, "a line at its top", weekday
            )


def fitting_years(sign: DaySign, first: Day, last: Day) -> tuple[str, ...]:
    """The days between two, both included, that a day without a year can be: by its weekday where that is named.

    >>> sign = DaySign("day-without-year", "XXXX-01-22", 0, 0, "", "", weekday=0)
    >>> fitting_years(sign, (1989, 6, 1), (1999, 12, 31))
    ('1990-01-22', '1996-01-22')
    """
    month, day = int(sign.edtf[5:7]), int(sign.edtf[8:10])
    days = [(year, month, day) for year in range(first[0], last[0] + 1) if day <= edtf.days_in_month(year, month)]
    return tuple(
        format_day(each)
        for each in days
        if first <= each <= last and (sign.weekday is None or (day_number(each) + 2) % 7 == sign.weekday)
    )


def agree(signs: Sequence[DaySign]) -> bool:
    """Whether signs can all be of one day."""
    return all(edtf.overlaps(one.edtf, other.edtf) for one, other in pairwise(signs))
