"""Distances in words against the dates that a text prints: D001.

"Five days later, on 21 March" counts from a date before it, "five days earlier" from one that it comes before,
"five days after 16 March" from the one behind it. A text that can be read so that it adds up is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Flag, Span, Text
from cenotaph.weigh.days import Mention
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

    def fits(self, first: Mention, second: Day) -> bool:
        """Whether the words can join some day of `first` to `second`, by days or by the calendar's own count."""
        least, most = self.allowed()
        at = day_number(second)
        if at - day_number(first.first) >= least and at - day_number(first.last) <= most:
            return True
        months_apart = (second[0] - first.first[0]) * 12 + second[1] - first.first[1]
        calendar = {"month": months_apart, "year": second[0] - first.first[0]}
        return self.number is not None and calendar.get(self.unit) == self.number


def check_distances(
    text: Text, run: tuple[int, int], near: tuple[int, int], known: Sequence[Mention], language: str
) -> Iterator[tuple[int, Flag]]:
    """D001 in one sentence.

    Args:
        text: the text.
        run: start and end of the sentence.
        near: where the sentences begin within which a date may be what a distance counts from: some sentences back,
            and one.
        known: every date that the text prints, in order.
        language: one with data for checks.

    Yields:
        Where the words stand, and the point.
    """
    if not any(m.to_the_day and run[0] <= m.start < run[1] for m in known):
        return
    sentence = text.text[run[0] : run[1]]
    after = list(_after(text, run, known, language))
    yield from (point for _, point in after if point is not None)
    if may_have(sentence, language, "later") or has_any(sentence, words(language).next_day):
        for phrase in relative_phrases(sentence, language):
            if not any(start < run[0] + phrase.end and run[0] + phrase.start < end for (start, end), _ in after):
                yield from _later(text, run, near, known, phrase, language)
    for phrase in _phrases(sentence, language, "earlier") if may_have(sentence, language, "earlier") else ():
        yield from _earlier(text, run, near, known, phrase)


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
    unit = next(u for u, forms in known.units.items() if parts["unit"] in forms)
    quantity = parts.get("quantity")
    says_one = quantity in known.one or (quantity is None and parts["unit"] in known.one_unit)
    number = 1 if says_one else number_of(quantity or "", language)
    return Relative(match.start(), match.end(), unit, number, parts["short"] is not None, is_earlier)


def _later(
    text: Text, run: tuple[int, int], near: tuple[int, int], known: Sequence[Mention], phrase: Relative, language: str
) -> Iterator[tuple[int, Flag]]:
    start, end = run[0] + phrase.start, run[0] + phrase.end
    second = _beside(known, end, run[1])
    if second is None:
        return
    before = [m for m in known if m.end <= start and m.first < second.first]
    # What follows by one goes on from the sentence before; days may have passed in between that bear no date.
    reach = near[1] if phrase.number == 1 else near[0]
    near_by = [m for m in before if m.start >= reach]
    if not near_by or any(phrase.fits(m, second.first) for m in before):
        return
    first = max(near_by, key=lambda m: m.start)
    between = text.text[first.end : start]
    if phrase.number is not None and relative_phrases(between, language):
        return  # "two weeks later he died. A month later": from a day that bears no date
    spans = (_span(text, first.start, first.end), _span(text, start, second.end))
    yield start, _point(spans, first.last, second.first)


def _earlier(
    text: Text, run: tuple[int, int], near: tuple[int, int], known: Sequence[Mention], phrase: Relative
) -> Iterator[tuple[int, Flag]]:
    """A distance back, "five days earlier, on 12 March": from a date shortly before it, or the day of the text."""
    start, end = run[0] + phrase.start, run[0] + phrase.end
    second = _beside(known, end, run[1])
    if second is None or phrase.number is None:
        return
    later = [m for m in known if m is not second and m.first > second.last]
    near_by = [m for m in later if m.to_the_day and near[1] <= m.start and m.end <= start]
    published = edtf.bounds(text.published) if text.published and edtf.is_valid(text.published) else None
    if published and published[0] and published[1]:
        later.append(Mention(0, 0, published[0], published[1]))
    if not near_by or any(phrase.fits(second, day) for m in later for day in {m.first, m.last}):
        return
    first = near_by[-1]
    spans = (_span(text, first.start, first.end), _span(text, start, second.end))
    yield start, _point(spans, second.first, first.first)


def _beside(known: Sequence[Mention], end: int, stop: int) -> Mention | None:
    """The day printed shortly behind a distance."""
    behind = (m for m in known if m.to_the_day and end <= m.start and m.end <= stop)
    return next((m for m in behind if m.start <= end + NEAR_CHARACTERS), None)


def _after(
    text: Text, run: tuple[int, int], known: Sequence[Mention], language: str
) -> Iterator[tuple[tuple[int, int], tuple[int, Flag] | None]]:
    """Each "five days after", with the point where the date behind it and the date of what followed do not fit."""
    sentence = fold(text.text[run[0] : run[1]], language)
    if not may_have(sentence, language, "after"):
        return
    for pattern in shapes(language, "after", ""):
        for match in pattern.finditer(sentence):
            start, end = run[0] + match.start(), run[0] + match.end()
            phrase = _relative(match, language)
            pair = _both_days(text.text, run, (start, end), known)
            is_point = pair is not None and phrase.number is not None and not phrase.fits(pair[0], pair[1].first)
            if pair is None or not is_point or not pair[0].first < pair[1].first:
                yield (start, end), None
                continue
            first, second = pair
            spans = (_span(text, min(start, second.start), max(first.end, second.end)),)
            yield (start, end), (start, _point(spans, first.first, second.first))


_FRONT = re.compile(r"(?:\s*[^\W\d_]{1,4}\.?)?[\s,(–—-]*")
"""Between the day of what followed and its distance: "21 March, five days after", "21 марта 1994 года, через"."""


def _both_days(
    text: str, run: tuple[int, int], phrase: tuple[int, int], known: Sequence[Mention]
) -> tuple[Mention, Mention] | None:
    """The day named behind "five days after" and that of what followed: right in front, or right behind the first."""
    start, end = phrase
    days = [m for m in known if m.to_the_day and m.first == m.last and run[0] <= m.start and m.end <= run[1]]
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


def _span(text: Text, start: int, end: int) -> Span:
    return Span(source=text.source, quote=text.text[start:end], text_sha256=text.sha256, start=start, end=end)
