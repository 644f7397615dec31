"""Clock times led by a word for the hour, as "saat 23.30'da", or followed by one, as "в 3 часа ночи"."""

from __future__ import annotations

import itertools
import re

from msgspec.structs import replace

from cenotaph.claim.times_calendar import calendar, complete
from cenotaph.claim.times_story import Draft, Story, draft_of, has, number, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, shift
from cenotaph.claim.times_weekdays import weekday_of

_MORNING = "07:00:00"  # the small hours end


def read_hour(tokens: list[Token], story: Story) -> list[Draft]:
    """A clock time led or followed by a word for the hour, on a date or on the day that is being told."""
    index = _hour_index(tokens)
    if index is None:
        return []
    clock_tokens = [token for token in tokens[index:] if "numeral" in token.classes] or [tokens[index]]
    hour = 1.0 if has([tokens[index]], "hour") else number(clock_tokens)
    minutes = [token for token, unit in itertools.pairwise(tokens) if "minute" in unit.classes]
    clock = _clock(tokens[index], hour, int(number(minutes) or 0), value(tokens, "part"))
    rest = [token for token in tokens if token not in (*clock_tokens, *minutes, tokens[index])]
    is_stretch = has(tokens, "dash", "until") or sum("hour" in token.classes for token in tokens[index:]) > 1
    day, anchor = _day_told(rest, tokens, story)
    if clock is None:
        return []
    is_date = has(rest, "month", "numeric_date")
    if day is not None and not is_date and _is_past_midnight(clock, day, story):
        day = shift(day, "day", 1)
    moment = replace(day or Moment(), clock=None if is_stretch or _is_pair(rest) else clock)
    story.clock = moment if moment.clock and day is not None else story.clock
    is_told = is_date or has(rest, "weekday", "deictic")
    draft = draft_of(tokens, "date" if is_told else "clock", moment, anchor if day else None)
    draft.type = "time"
    return [draft]


def _is_pair(rest: list[Token]) -> bool:
    """Whether a second hour is told: "saat 5'ten 7'ye"."""
    return not has(rest, "month", "numeric_date") and has(rest, "day", "yy")


def _is_past_midnight(clock: str, day: Moment, story: Story) -> bool:
    """Whether the small hours stand behind a later hour of the day told: "at 11 p.m. ..., at 3 all was quiet"."""
    last = story.clock
    if last is None or last.clock is None or (last.year, last.month, last.day) != (day.year, day.month, day.day):
        return False
    return clock < last.clock and clock < _MORNING


def _hour_index(tokens: list[Token]) -> int | None:
    """Where the digits of the hour stand: a clock time, else beside a word for the hour, else beside a part of day."""
    for index, token in enumerate(tokens):
        if has([token], "clock", "dotted"):
            return index
    numbers = [
        index
        for index, token in enumerate(tokens)
        if has([token], "day", "yy", "numeral") and not has(tokens[index + 1 : index + 2], "minute", "month")
    ]
    for offset, name in ((-1, "hour"), (1, "hour"), (1, "part")):
        for index in numbers:
            if 0 <= index + offset < len(tokens) and name in tokens[index + offset].classes:
                return index
    for index in numbers:
        if index and "part" in tokens[index - 1].classes:
            return index  # "sabah 9'da"
    return next((i for i, token in enumerate(tokens) if "hour" in token.classes), None)  # "в час ночи"


def _clock(token: Token, hour: float | None, minute: int, part: str | None) -> str | None:
    """hh:mm:ss; a part of the day tells which half of it twelve hours are counted in."""
    written = value([token], "clock", "dotted")
    parts = [int(digits) for digits in re.split("[:.]", written)] if written and not written.isdigit() else []
    if not parts and hour is not None:
        parts = [int(hour), minute]
    if not parts:
        return None
    hours, minutes, seconds = (*parts, 0, 0)[:3]
    if hours < 12 and (part in ("EV", "AF") or (part == "NI" and hours >= 6) or (part == "MI" and hours <= 3)):
        hours += 12
    elif hours == 12 and minutes == 0 and part == "NI":
        hours = 24
    is_clock = (hours < 24 and minutes < 60 and seconds < 60) or (hours, minutes, seconds) == (24, 0, 0)
    return f"{hours:02}:{minutes:02}:{seconds:02}" if is_clock else None


def _day_told(rest: list[Token], tokens: list[Token], story: Story) -> tuple[Moment | None, str | None]:
    """The day of a clock time and what it leans on."""
    start = tokens[0].start
    anchor: str | None
    if has(rest, "month"):
        day, anchor = complete(calendar(rest, story), tokens, story)
        if day.day is None or day.edtf() is None:
            return None, None
        story.tell(day, start, anchor)
        return day, anchor
    if has(rest, "weekday"):
        return weekday_of(rest, story)
    if has(rest, "deictic"):
        base, anchor = story.now()
        offset = value(rest, "deictic")
    else:
        base, anchor = story.day(start)
        offset = 1 if has(rest, "next") else -1 if has(rest, "previous", "last") else 0
    return (shift(base, "day", offset) if base is not None else None), anchor
