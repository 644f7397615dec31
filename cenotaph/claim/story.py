"""Times of a text as what happened has them: by the day, from a day on, between two, leaning on a day told before.

A report of an anniversary has two days in it, that of the report and that of what it recalls. Once
the recalled day was told in full, "the next day" is the one after it, and the same day and month
without a year is that day again, not this year's. "Since Sunday" and "in the past week" last up to
the day of the report; "the night of Tuesday" is told by its day; of "two days after the blast" in a
report the day of the blast is meant.
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
_SPELL = re.compile(r"P(?:(\d{1,2})D|(\d{1,2})W|T(24|48|72)H)")
_NIGHT = re.compile(r"(\d{4}-\d\d-\d\d)/\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\d{4}")
_LONG = re.compile(r"\d{4}(?:-\d\d)?")
_OF_YEAR = re.compile(r"\d{4}(-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?)")
AFTER = "after-event"
"""Rule of a time that is the day of an event told by the days since."""

_LEAD = 60  # characters of "in the fortnight to", "since the emergency was declared in" in front of a time
_FAR = 62  # days between the report and a day that "on Monday" no longer leans on
_NEAR = 31
_RECENT = 100  # times in front of one that may lean on them
_WHEN = 8  # characters of ", when" behind a time
_WEEK = 7


def lean_on_story(times: Sequence[Time], words: Lexicon, text: str, published: str | None) -> tuple[Time, ...]:
    """The times in their order, those that lean on a day told earlier or on the day of the report resolved."""
    told: dict[str, str] = {}  # month and day -> the day in full
    last: str | None = None
    year: str | None = None  # the last told in full, in a text that looks back
    looks_back = _looks_back(times, published)
    found: list[Time] = []
    for time in times:
        time = _by_day(of_day(time), words)  # noqa: PLW2901  # the same time, without the clock
        time = _anchored_anew(time, found, year if looks_back else None, text, published, words)  # noqa: PLW2901
        whole = _FULL.fullmatch(time.edtf or "")
        if whole and time.anchor is None:
            last = whole.group()
            told[last[5:]] = last
        elif time.edtf is None and last is not None and words.rules["same_day"].fullmatch(time.quote):
            time = _on(time, last, last)  # noqa: PLW2901
        elif time.edtf is None and last is not None and time.quote.lower() in words.sets["next_day"]:
            time = _on(time, _later(last, 1), last)  # noqa: PLW2901  # the same time, resolved
        elif time.rule == "date" and (day := _DAY.fullmatch(time.edtf or "")) and day[1] in told:
            time = _on(time, told[day[1]], told[day[1]])  # noqa: PLW2901
        year = _year_told(time, published) or year
        if _goes_back(time, found, published, words):
            time = msgspec.structs.replace(time, edtf=None)  # noqa: PLW2901  # "that night" of a story not yet told
        time = _spell(time, text, published, words)  # noqa: PLW2901
        if found and _is_range(found[-1], time, text, words):
            found[-1] = _between(found[-1], time, text)
            continue
        found.append(time)
    return tuple(found)


def _spell(time: Time, text: str, published: str | None, words: Lexicon) -> Time:
    """A run of days: from a day on, up to the report, up to a day; the time itself where it is none."""
    lead = text[max(0, time.start - _LEAD) : time.start]
    today = published if published and _FULL.fullmatch(published) else None
    is_since = time.edtf is not None and words.rules["since"].search(lead) is not None
    is_other = words.rules["since_when"].search(text, max(0, time.start - _LEAD), time.end + _WHEN) is not None
    if is_since and not is_other and today is not None and _LONG.fullmatch(time.edtf or ""):
        return _during(time, _up_to(time.edtf or "", today))
    if time.edtf is not None and _FULL.fullmatch(time.edtf):
        if is_since:
            open_end = today if today is not None and today > time.edtf else ".."
            return _during(time, f"{time.edtf}/{open_end}") if time.edtf != today else time
        up_to = words.rules["spell_up_to"].search(lead)
        days = words.numbers["spell"].get(up_to["spell"].lower()) if up_to else None
        return _during(time, f"{_later(time.edtf, 1 - days)}/{time.edtf}") if days else time
    length = _SPELL.fullmatch(time.duration or "")
    if time.edtf is None and time.type == "duration" and length and today is not None:
        days = int(length[1] or 0) + _WEEK * int(length[2] or 0) + int(length[3] or 0) // 24
        if words.rules["past_spell"].match(time.quote) or words.rules["spell_lead"].search(lead):
            return _during(time, f"{_later(today, -days)}/{today}")
        if words.rules["after_event"].match(text, time.end, min(len(text), time.end + 60)):
            return _after(time, today, days)
    is_to_the_day = time.rule == "shift" and today is not None and _YEAR.fullmatch(time.edtf or "") is not None
    if is_to_the_day and today is not None and words.rules["to_the_day"].match(text, time.end):
        return _during(time, f"{time.edtf}{today[4:]}")
    return time


def _up_to(since: str, today: str) -> str:
    """From the beginning of a year or month up to the report; the month of the report itself by its days."""
    if since == today[:7]:
        return f"{since}-01/{today}"
    return f"{since}/{today[: len(since)]}" if since < today[: len(since)] else since


def _looks_back(times: Sequence[Time], published: str | None) -> bool:
    """Whether a text tells of other years than its own, and nothing of the days of its report."""
    explicit = [time.edtf for time in times if time.edtf and time.anchor is None and time.edtf != published]
    years = {when[:4] for when in explicit if when[:4].isdigit()}
    leans = any(time.rule in ("weekday", "deictic") and (time.anchor or "").startswith("document:") for time in times)
    return bool(years) and (published or "")[:4] not in years and published is not None and not leans


def _year_told(time: Time, published: str | None) -> str | None:
    """The year of a time that tells it in full, other than the day of the report."""
    when = time.edtf or ""
    return when[:4] if time.anchor is None and when != published and when[:4].isdigit() else None


def _anchored_anew(
    time: Time, before: Sequence[Time], year: str | None, text: str, published: str | None, words: Lexicon
) -> Time:
    """A time that leans on the wrong day: "the same day" on one of a saying, "on Monday" on one long past."""
    when = time.edtf or ""
    anchor = (time.anchor or "").partition(":")
    if anchor[0] == "story" and words.rules["same_day"].fullmatch(time.quote):
        days = [(t.edtf or "", _is_said(t, text, words)) for t in before[-_RECENT:] if _FULL.fullmatch(t.edtf or "")]
        told = [day for day, is_said in days if not is_said]
        return _on(time, told[-1], told[-1]) if told and (anchor[2], True) in days else time
    if published is not None and published < when and words.rules["following_owned"].match(text, time.start):
        back = -_days_between(published, when) // _WEEK * _WEEK
        return _on(time, _later(when, back), published) if _FULL.fullmatch(published) else time
    is_report = published is not None and _FULL.fullmatch(published) is not None
    if time.rule == "weekday" and anchor[0] == "story" and is_report and published and _FULL.fullmatch(when):
        is_far = _days_between(anchor[2], published) > _FAR
        near = [t for t in before[-_RECENT:] if _FULL.fullmatch((t.edtf or "").rpartition("/")[2])]
        is_now = any(0 <= _days_between((t.edtf or "").rpartition("/")[2], published) <= _NEAR for t in near)
        if is_far and is_now:
            day = _later(published, -((_days_between(when, published)) % _WEEK))
            return _on(time, day, published)
    of_year = _OF_YEAR.fullmatch(when)
    if anchor[0] == "document" and year is not None and of_year and time.rule in ("date", "month", "range"):
        return msgspec.structs.replace(time, edtf=when.replace(when[:4], year), anchor=f"story:{year}")
    return time


def _is_said(time: Time, text: str, words: Lexicon) -> bool:
    """Whether a verb of saying stands in front of a time."""
    before = text[max(0, time.start - _LEAD) : time.start].lower().split()
    while before and before[-1] in words.sets["time_lead"]:
        before.pop()
    return bool(before) and before[-1] in words.say


def _days_between(one: str, other: str) -> int:
    """The days from one full day to another; far apart where the one is none."""
    if not (_FULL.fullmatch(one) and _FULL.fullmatch(other)):
        return _FAR + 1
    first, last = ((int(day[:4]), int(day[5:7]), int(day[8:])) for day in (one, other))
    return edtf.day_number(last) - edtf.day_number(first)


def _after(time: Time, today: str, days: int) -> Time:
    """The day of the event of which a report says how long ago it was."""
    changed: Time = msgspec.structs.replace(_during(time, _later(today, -days)), rule=AFTER)
    return changed


def _is_range(one: Time, other: Time, text: str, words: Lexicon) -> bool:
    """Whether two days are the ends of one time: "between the 20th and the 22nd", "from Monday to Friday"."""
    if not (_FULL.fullmatch(one.edtf or "") and _FULL.fullmatch(other.edtf or "")):
        return False
    around = f"{text[max(0, one.start - _LEAD) : one.start]}\x00{text[one.end : other.start]}"
    is_near = other.start - one.end < _LEAD and (one.edtf or "") < (other.edtf or "")
    return is_near and words.rules["between_days"].search(around) is not None


def _between(one: Time, other: Time, text: str) -> Time:
    """One time from the first of two days to the other."""
    changed: Time = msgspec.structs.replace(
        one, end=other.end, quote=text[one.start : other.end], edtf=f"{one.edtf}/{other.edtf}", latest=other.latest
    )
    return changed


def _later(day: str, days: int) -> str:
    number = edtf.day_number((int(day[:4]), int(day[5:7]), int(day[8:])))
    return edtf.format_day(edtf.day_of_number(number + days))


def _during(time: Time, run: str) -> Time:
    changed: Time = msgspec.structs.replace(time, edtf=run, type="date")
    return changed


def of_day(time: Time) -> Time:
    """The time without its hour: what happened is told by the day, so that 1990-01-20 meets 1990-01-20T00:20:00."""
    if time.edtf is None or "T" not in time.edtf:
        return time
    changed: Time = msgspec.structs.replace(time, edtf=time.edtf.partition("T")[0])
    return changed


def _on(time: Time, day: str, story: str) -> Time:
    changed: Time = msgspec.structs.replace(time, edtf=day, earliest=day, latest=day, anchor=f"story:{story}")
    return changed


def _by_day(time: Time, words: Lexicon) -> Time:
    """A night that is told by one day as that day: "on Tuesday night", "the night of 20 January"."""
    night = _NIGHT.fullmatch(time.edtf or "")
    return _during(time, night[1]) if night and words.rules["night_of_day"].fullmatch(time.quote) else time


def _goes_back(time: Time, before: Sequence[Time], published: str | None, words: Lexicon) -> bool:
    """Whether "that night" was read of the report's day, though no day or that of another year was told."""
    if time.quote.lower().partition(" ")[0] not in words.sets["that"] or time.anchor is None:
        return False
    if time.anchor in (f"document:{published}", f"story:{published}") and tells_other_year(before, published):
        return True
    return time.anchor.startswith("document:") and not any(_FULL.match(other.edtf or "") for other in before)


def tells_other_year(times: Sequence[Time], published: str | None) -> bool:
    """Whether a report goes back to another year than its own: "ten years ago"."""
    years = {time.edtf[:4] for time in times if time.edtf and time.edtf[:4].isdigit()}
    return bool(years - {(published or "")[:4]})


def day_of_report(part: Time, published: str, words: Lexicon) -> str:
    """The day of a part of a day in a report: its own, or for a night the one that led up to it."""
    is_night = words.rules["night_before"].search(part.quote) is not None
    return f"{_later(published, -1)}/{published}" if is_night else published
