"""Times of a text that lean on a day told earlier in the same text, where no other rule settles them.

A report of an anniversary has two days in it, that of the report and that of what it recalls. Once
the recalled day was told in full, "the next day" is the one after it, and the same day and month
without a year is that day again, not this year's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from cenotaph import edtf
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY = re.compile(r"(?:\d{4}|XXXX)-(\d\d-\d\d)")


def lean_on_story(times: Sequence[Time], words: Lexicon) -> tuple[Time, ...]:
    """The times in their order, those that lean on a day told earlier resolved."""
    told: dict[str, str] = {}  # month and day -> the day in full
    last: str | None = None
    found = []
    for time in times:
        time = of_day(time)  # noqa: PLW2901  # the same time, without the clock
        whole = _FULL.fullmatch(time.edtf or "")
        if whole and time.anchor is None:
            last = whole.group()
            told[last[5:]] = last
        elif time.edtf is None and last is not None and time.quote.lower() in words.sets["next_day"]:
            following = edtf.day_of_number(edtf.day_number((int(last[:4]), int(last[5:7]), int(last[8:]))) + 1)
            time = _on(time, edtf.format_day(following), last)  # noqa: PLW2901  # the same time, resolved
        elif time.rule == "date" and (day := _DAY.fullmatch(time.edtf or "")) and day[1] in told:
            time = _on(time, told[day[1]], told[day[1]])  # noqa: PLW2901
        found.append(time)
    return tuple(found)


def of_day(time: Time) -> Time:
    """The time without its hour: what happened is told by the day, so that 1990-01-20 meets 1990-01-20T00:20:00."""
    if time.edtf is None or "T" not in time.edtf:
        return time
    changed: Time = msgspec.structs.replace(time, edtf=time.edtf.partition("T")[0])
    return changed


def _on(time: Time, day: str, story: str) -> Time:
    changed: Time = msgspec.structs.replace(time, edtf=day, earliest=day, latest=day, anchor=f"story:{story}")
    return changed
