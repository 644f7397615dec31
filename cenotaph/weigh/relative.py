"""Distances in words against the dates that a text prints: D001.

"Five days later, on 21 March" counts from a date before it, "five days earlier" from one that it comes before,
"five days after 16 March" from the one behind it. A text that can be read so that it adds up is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Flag, Span
from cenotaph.weigh.days import Mention
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.words import any_of, has_any, may_have, number_of, shapes, words

UNIT_DAYS = {"week": 7.0, "month": 30.44, "year": 365.25}

SLACK_DAYS = {"week": 4.0, "month": 20.0, "year": 250.0}
"""How far a stated number of units may be off, in days: half a unit and what common rounding adds."""

UNSTATED: dict[str, tuple[float, float]] = {"day": (1, 45), "week": (5, 120), "month": (25, 730), "year": (300, 1e6)}
"""Days that fit a bare "days later", "weeks later" and so on: up to where a writer would take the next unit."""

UNSTATED_SHORT: dict[str, tuple[float, float]] = {
    "day": (1, 21),
    "week": (5, 75),
    "month": (25, 460),
    "year": (300, 3300),
}
"""The same where "just" or "only" stands in front: "just months later" is under some fifteen months."""

WIDEST_DAYS = 62
"""Days of a time from which a number of days or weeks may be counted: two months."""

NEAR_SENTENCES = 3
"""A distance in words is checked only if a date stands this near before it; farther, it may join something else."""

NEAR_CHARACTERS = 30
"""Between the distance and its own date: a few words at most."""

NAMED_CHARACTERS = 60
"""Between "five days after" and the date of what it names: "the opening of the mole on 12 March 1994"."""


class Relative(Struct, frozen=True):
    """A distance in words: "just months later", "five days later"."""

    start: int
    end: int
    unit: str
    number: int | None  # null where the words give none
    is_short: bool
    is_earlier: bool = False  # "five days earlier": from a later day back to an earlier one

    def allowed(self) -> tuple[float, float]:
        """Fewest and most days between two events that can be said to be so far apart."""
        if self.number is None:
            return (UNSTATED_SHORT if self.is_short else UNSTATED)[self.unit]
        if self.unit == "day":
            return self.number - 1, self.number  # some count the first day as well
        middle, slack = self.number * UNIT_DAYS[self.unit], SLACK_DAYS[self.unit]
        return middle - slack, middle + slack

    def counts_from(self, first: Mention) -> bool:
        """Whether a time is narrow enough to count from; "in 2016" leaves open of which day "four days later" is."""
        wide = day_number(first.last) - day_number(first.first) > WIDEST_DAYS
        return self.number is None or self.unit not in ("day", "week") or not wide

    def fits(self, first: Mention, second: Day) -> bool:
        """Whether the words can join some day of `first` to `second`, by days or by the calendar's own count."""
        least, most = self.allowed()
        at = day_number(second)
        if at - day_number(first.first) >= least and at - day_number(first.last) <= most:
            return True
        months_apart = (second[0] - first.first[0]) * 12 + second[1] - first.first[1]
        calendar = {"month": months_apart, "year": second[0] - first.first[0]}
        return self.number is not None and calendar.get(self.unit) == self.number


def check_distances(printed: Printed, number: int) -> Iterator[Flag]:
    """D001 in one sentence.

    Args:
        printed: the text.
        number: of the sentence.
    """
    run, language = printed.runs[number], printed.language
    if not any(m.to_the_day for m in printed.mentions.within(*run)):
        return
    sentence = printed.folded[slice(*run)]
    # Sentences in which a date may stand that a distance counts from: some back, and one.
    near = (printed.runs[max(0, number - NEAR_SENTENCES)][0], printed.runs[max(0, number - 1)][0])
    after = list(_after(printed, run))
    yield from (point for _, point in after if point is not None)
    if may_have(sentence, language, "later") or has_any(sentence, printed.words.next_day):
        for phrase in relative_phrases(sentence, language):
            if not any(start < run[0] + phrase.end and run[0] + phrase.start < end for (start, end), _ in after):
                yield from _later(printed, run, near, phrase)
    for phrase in _phrases(sentence, language, "earlier") if may_have(sentence, language, "earlier") else ():
        yield from _earlier(printed, run, near[1], phrase)


def relative_phrases(text: str, language: str) -> tuple[Relative, ...]:
    """Every distance from an earlier event that `text` states in words, in order."""
    found = {phrase.end: phrase for phrase in _phrases(text, language, "later")}
    next_day = any_of(words(language).next_day)
    for match in re.finditer(rf"(?<!\w){next_day}(?!\w)", fold(text, language), re.IGNORECASE):
        found.setdefault(match.end(), Relative(match.start(), match.end(), "day", 1, is_short=False))
    return tuple(found[end] for end in sorted(found))


def _phrases(text: str, language: str, name: str) -> list[Relative]:
    """The distances of one shape, the longest reading of each, in order of their ends."""
    found: dict[int, Relative] = {}
    for pattern in shapes(language, name, "vague"):
        for match in pattern.finditer(fold(text, language)):
            relative = _relative(match, language, is_earlier=name == "earlier")
            if match.end() not in found or relative.start < found[match.end()].start:
                found[match.end()] = relative
    return [found[end] for end in sorted(found)]


def _relative(match: re.Match[str], language: str, *, is_earlier: bool = False) -> Relative:
    known = words(language)
    parts = match.groupdict()
    printed = " ".join(parts["unit"].split())
    unit = next(u for u, forms in known.units.items() if printed in forms)
    quantity = parts.get("quantity")
    says_one = quantity in known.one or (quantity is None and printed in known.one_unit)
    number = 1 if says_one else number_of(quantity or "", language)
    return Relative(match.start(), match.end(), unit, number, parts["short"] is not None, is_earlier)


def _later(printed: Printed, run: Run, near: tuple[int, int], phrase: Relative) -> Iterator[Flag]:
    start, end = run[0] + phrase.start, run[0] + phrase.end
    second = _beside(printed, end, run[1])
    if second is None:
        return
    # What follows by one goes on from the sentence before; days may have passed in between that bear no date.
    reach = near[1] if phrase.number == 1 else near[0]
    told_on = edtf.one_day(printed.told_on)  # a dateline is no event that something follows
    near_by = [
        m
        for m in printed.mentions.within(reach, start)
        if m.end <= start and m.first < second.first and not m.first == m.last == told_on and phrase.counts_from(m)
    ]
    if not near_by or any(phrase.fits(m, second.first) for m in near_by):
        return
    told = printed.first_told.values()
    before = (m for m in told if m.end <= start and m.first < second.first and phrase.counts_from(m))
    if any(phrase.fits(m, second.first) for m in before):
        return
    first = near_by[-1]
    between = printed.text.text[first.end : start]
    if phrase.number is not None and relative_phrases(between, printed.language):
        return  # "two weeks later he died. A month later": from a day that bears no date
    yield _point((printed.span(first.start, first.end), printed.span(start, second.end)), first.last, second.first)


def _earlier(printed: Printed, run: Run, near: int, phrase: Relative) -> Iterator[Flag]:
    """A distance back, "five days earlier, on 12 March": from a date shortly before it, or the day of the text."""
    start, end = run[0] + phrase.start, run[0] + phrase.end
    second = _beside(printed, end, run[1])
    if second is None or phrase.number is None:
        return
    near_by = [
        m
        for m in printed.mentions.within(near, start)
        if m.to_the_day and m.end <= start and m is not second and m.first > second.last
    ]
    if not near_by:
        return
    later = {day for m in printed.first_told.values() if m.first > second.last for day in (m.first, m.last)}
    later |= {day for day in edtf.ends(printed.told_on) or () if day}
    if any(phrase.fits(second, day) for day in later):
        return
    first = near_by[-1]
    yield _point((printed.span(first.start, first.end), printed.span(start, second.end)), second.first, first.first)


def _beside(printed: Printed, end: int, stop: int) -> Mention | None:
    """The day printed shortly behind a distance."""
    behind = printed.mentions.within(end, min(stop, end + NEAR_CHARACTERS + 1))
    return next((m for m in behind if m.to_the_day and m.end <= stop), None)


def _after(printed: Printed, run: Run) -> Iterator[tuple[Run, Flag | None]]:
    """Each "five days after", with the point where the date behind it and the date of what followed do not fit."""
    sentence = printed.folded[slice(*run)]
    if not may_have(sentence, printed.language, "after"):
        return
    for pattern in shapes(printed.language, "after", ""):
        for match in pattern.finditer(sentence):
            start, end = run[0] + match.start(), run[0] + match.end()
            phrase = _relative(match, printed.language)
            pair = _both_days(printed, run, (start, end))
            is_point = pair is not None and phrase.number is not None and not phrase.fits(pair[0], pair[1].first)
            if pair is None or not is_point or not pair[0].first < pair[1].first:
                yield (start, end), None
                continue
            first, second = pair
            span = printed.span(min(start, second.start), max(first.end, second.end))
            yield (start, end), _point((span,), first.first, second.first)


_FRONT = re.compile(r"(?:\s*[^\W\d_]{1,4}\.?)?[\s,(–—-]*")
"""Between the day of what followed and its distance: "21 March, five days after", "21 марта 1994 года, через"."""


def _both_days(printed: Printed, run: Run, phrase: Run) -> tuple[Mention, Mention] | None:
    """The day named behind "five days after" and that of what followed: right in front, or right behind the first."""
    (start, end), text = phrase, printed.folded
    days = [m for m in printed.mentions.within(*run) if m.to_the_day and m.first == m.last and m.end <= run[1]]
    first = next((m for m in days if end <= m.start <= end + NAMED_CHARACTERS), None)
    if first is None or re.search(r"[,;:.()]", text[end : first.start]):
        return None
    front = next((m for m in days if m.end <= start and _FRONT.fullmatch(text[m.end : start])), None)
    behind = next((m for m in days if first.end <= m.start <= first.end + NEAR_CHARACTERS // 2), None)
    if behind is not None and not re.match(r"[^,\d]{0,6},", text[first.end : behind.start]):
        behind = None
    second = front or behind
    return (first, second) if second is not None else None


def _point(spans: tuple[Span, ...], first: Day, second: Day) -> Flag:
    values = {"first": format_day(first), "second": format_day(second), "actual": distance(first, second)}
    return flag("D001", spans=spans, sources=(spans[0].source,), phrase=spans[-1].quote, **values)


def distance(first: Day, second: Day) -> str:
    """Days between two days, and months where it is long: "587 days (19 months)"."""
    days = day_number(second) - day_number(first)
    whole = (second[0] - first[0]) * 12 + second[1] - first[1] - (second[2] < first[2])
    return f"{days} days" if whole < 2 else f"{days} days ({whole} months)"
