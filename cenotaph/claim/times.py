"""When: expressions of time in a text, each with what it means as a date, and why.

Two anchors are tracked: the date of the document, for "yesterday" and "last Friday", and the date of
the story, the last date that was told in full, for "the next day" and a bare "20 January". What is
vague stays vague: no rule invents a day, and without an anchor a bare "20 January" is XXXX-01-20.

Source: TimeML TIMEX3 (ISO 24617-1) for what counts as an expression; EDTF for what it means.
Limits: a day that is told by a feast that moves, by another calendar or by another event ("two days
after the coup") is found but not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from cenotaph import edtf
from cenotaph.claim import (
    times_calendar,
    times_divisions,
    times_hours,
    times_inflected,
    times_ranges,
    times_relative,
    times_weekdays,
)
from cenotaph.claim.times_story import Draft, Story, moment_of
from cenotaph.claim.times_tokens import Token, lexicon

RULES: dict[str, Callable[[list[Token], Story], list[Draft]]] = {
    name.removeprefix("read_"): rule
    for module in (
        times_calendar,
        times_divisions,
        times_hours,
        times_ranges,
        times_relative,
        times_inflected,
        times_weekdays,
    )
    for name, rule in vars(module).items()
    if name.startswith("read_")
}
"""The rules by the name that patterns give them."""

_DATELINE_TOKENS = 150  # how far into a text its dateline may stand
_PLACE = re.compile(r"\s*[^\W\d_][^\n]{1,80}[,(]\s*")
_AGENCY = re.compile(r"\)?\s*(?:\([^)\n]{0,80}\)\s*)?(?:--|—|–|-\s|\[)")
_LIFE = re.compile(r"\s?[-–—]\s?\d")
_HEAD = re.compile(r"\.?[ \t]*\n|\.\s")

TimeType = Literal["date", "time", "duration", "set", "reference"]


class Time(Struct, frozen=True):
    """One expression of time; `text[start:end] == quote`."""

    start: int  # code points, half-open
    end: int
    quote: str
    type: TimeType
    edtf: str | None = None  # what is meant, as exact as the words and the anchor are
    duration: str | None = None  # ISO 8601: P3D, PT2H; PXD where the number is not stated
    earliest: str | None = None  # first and last possible day, EDTF; null: open or unknown
    latest: str | None = None
    rule: str = ""  # name of the rule that read it
    anchor: str | None = None  # what it leans on: "document:1990-01-23" or "story:1990-01-20"; null: nothing
    timex3: str | None = None  # the value as a TimeML TIMEX3 has it
    parts: tuple[Time, ...] = ()  # of a range or a set of dates: its dates as printed


def find_times(text: str, language: str | None = None, published: str | None = None) -> tuple[Time, ...]:
    """Every expression of time in `text`, in order, not overlapping.

    Args:
        text: any text; UPPERCASE is read as well.
        language: BCP 47; English where null. Of a language without data only dates in digits are read.
        published: EDTF, the date of the document; where null, a dateline of the text takes its place.

    >>> [(t.quote, t.edtf) for t in find_times("On the night of 19-20 January 1990 troops came.")]
    [('the night of 19-20 January 1990', '1990-01-19/1990-01-20')]
    """
    words = lexicon(language)
    folded = words.fold(text)
    letters, starts = words.tokens(text, folded)
    story = Story(words, text, published, folded)
    found: list[Time] = []
    for match in words.matches(letters):
        first, last = match.span()
        tokens = [words.read(text, folded, starts[index]) for index in range(first, last)]
        while _is_mark(tokens[-1]):
            tokens.pop()
        rule = words.rules[int((match.lastgroup or "r0")[1:])]
        is_behind_shift = bool(found) and found[-1].rule == "shift" and not text[found[-1].end : starts[first]].strip()
        if rule == "deictic" and is_behind_shift:
            continue  # "a year ago today" is a year ago
        drafts = RULES[rule](tokens, story)
        if story.document is None and first < _DATELINE_TOKENS:
            _read_dateline(text, drafts, story)
        found.extend(_time(text, draft) for draft in drafts)
    return tuple(found)


def timex3(time: Time) -> str:
    """The value of a time as a TimeML TIMEX3 has it.

    Dates are 1990-01-20, 1990-W03, 1990-W03-WE, 1990-Q1, 1990-H2, 1990-SP, 199 for a decade and 19 for a
    century; times 1990-01-20T17:00 and 1990-01-20TNI; durations P3D, PT24H, PXD; sets P1D or XXXX-WXX-5;
    references PRESENT_REF, PAST_REF, FUTURE_REF; what has no value of its own is "null".

    TIMEX3 has no ranges: each of `time.parts` stands for itself, and a range is worth its first date.

    Source: TimeML 1.2.1; ISO 24617-1.

    >>> [timex3(time) for time in find_times("It held for three days in the spring of 1990.")]
    ['P3D', '1990-SP']
    """
    return time.timex3 or "null"


def _read_dateline(text: str, drafts: list[Draft], story: Story) -> None:
    """A dateline dates the document: "SAN SALVADOR, 3 JAN 90 (AGENCY) --"."""
    for draft in drafts:
        line = text[text.rfind("\n", 0, draft.start) + 1 : draft.start]
        moment = moment_of(draft.edtf)
        is_day = moment is not None and moment.day is not None and draft.anchor is None
        is_head = story.words.words.heads_date and _HEAD.match(text, draft.end) and not text[: draft.start].strip()
        is_life = line.endswith("(") and _LIFE.match(text, draft.end) is not None
        if is_life:
            continue
        if moment is not None and is_day and (is_head or (_PLACE.fullmatch(line) and _AGENCY.match(text, draft.end))):
            story.publish(moment)
            draft.rule = "dateline"
            return


def _is_mark(token: Token) -> bool:
    return token.quote in (".", ",", "(", ")", ":")


def _time(text: str, draft: Draft) -> Time:
    earliest = latest = None
    if draft.ends is not None:
        earliest, latest = (edtf.format_day(day) if day and abs(day[0]) <= 9999 else None for day in draft.ends)
    return Time(
        start=draft.start,
        end=draft.end,
        quote=text[draft.start : draft.end],
        type=draft.type,
        edtf=draft.edtf,
        duration=draft.duration,
        earliest=earliest,
        latest=latest,
        rule=draft.rule,
        anchor=draft.anchor,
        timex3=draft.timex3,
        parts=tuple(_time(text, part) for part in draft.parts),
    )
