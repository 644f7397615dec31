"""When a source was published: candidates from many places, ranked, and often no answer.

A false date is worse than none, for "yesterday" would be read from the wrong day. So a date is
taken only from a place that states the day of publication; where two such places contradict
each other, none is taken and a flag says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from cenotaph.edtf import Bounds, Day, bounds, day_number, days_in_month, is_valid
from cenotaph.flags import flag
from cenotaph.read.words import printed_dates, titled_day
from cenotaph.record import Block, Evidence, Flag, Source

ENOUGH = 0.6
"""The least weight that dates a source: below it a place often holds another day (a file's creation, an event)."""

TOLD = "sources.csv"
"""The rule of evidence that people gave; it goes before every sign."""

MARGIN = 0.2
"""By how much a candidate must outweigh those it contradicts."""

WEIGHTS: dict[str, float] = {
    "json-ld": 0.95,  # datePublished, written for search engines and seldom wrong
    "meta-property": 0.95,  # article:published_time
    "mail-header": 0.9,
    "chat-lines": 0.9,  # every line of a chat states the day it was sent
    "front-matter": 0.9,
    "meta-name": 0.85,  # date, dc.date, pubdate and the like; some pages put the day of change there
    "time-element": 0.8,  # <time> marked as the day of publication
    "dateline": 0.75,
    "url-path": 0.75,
    "byline": 0.7,
    "titled": 0.7,  # "Bulletin of 12 March 1994"
    "time-first": 0.65,  # the first <time> near the headline
    "dateline-short-year": 0.65,  # "3 JAN 90"
    "signed": 0.5,  # a date under the last line, as in a letter
    "pdf-metadata": 0.4,  # when the file was made, which may be when it was scanned
    "modified": 0.3,
    "exif-date": 0.2,  # when a picture was taken, by a clock that nobody may have set
}
"""How far each place is to be trusted; set by hand from the meaning of each field."""

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(0[1-9]|1[0-2])[/_-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(?:/|$)")
_ISO = re.compile(r"\s*((?:1[5-9]|20)\d\d)(?:-?(\d\d)(?:-?(\d\d))?)?(?!\d)")
_UPDATED = re.compile(
    r"updated|modified|edited|güncelle|yenilən|обновлен|изменен|оновлен|آخر تحديث|به‌روز|განახლ|թարմաց", re.IGNORECASE
)
_SHORT_YEAR = re.compile(
    r"(?<!\w)(\d\d?) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|SEPT|OCT|NOV|DEC)[A-Z]* '?(\d\d)(?!\d)", re.IGNORECASE
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PLACE_AND_DAY = re.compile(
    r"(?:[^\W\d][^\d,;:.!?]{1,40}, ?){1,2}\S{1,5} \S+ \d{4}(?:[ \u00a0]?\w{1,4}\.?)?|[^\W\d]\w*, \S{3,} \d\d?, \d{4}"
)
"""A line that is a place and a day, as letters and reports have at their top."""
_TOP = 6
_IN_FRONT = re.compile(r"\s*(?:[^\W\d_].*[,(|]\s*)?", re.DOTALL)
"""What stands in front of the day of a dateline: a place and a comma, or nothing."""
_LEAD = 90
"""Characters of the first paragraph in which a dateline stands ("OZMARA, 3 March 1991 (Agency) - ")."""


class Settled(NamedTuple):
    """The day of publication, when the candidates settle it, and what to check when they do not."""

    published: str | None
    flags: tuple[Flag, ...] = ()


def candidate(rule: str, value: str, quote: str) -> Evidence:
    """A candidate day of publication, weighed by the place it was read in."""
    return Evidence(field="published", value=value, rule=rule, quote=quote[:300], weight=WEIGHTS[rule])


def settle(candidates: Sequence[Evidence], source: Source) -> Settled:
    """The day the candidates agree on.

    Args:
        candidates: evidence on `published`; others are passed over.
        source: what is known; the day it was captured is the latest possible, and people's own date ends the matter.

    Returns:
        EDTF, or None where no place of enough weight gives a day, or where such places contradict each other (S021).
    """
    if source.published:
        return Settled(source.published)
    latest = bounds(source.captured[:10]) if source.captured else None
    strong = sorted(
        {
            (e.value, e.weight)
            for e in candidates
            if e.field == "published" and e.weight >= ENOUGH and _before(e, latest)
        },
        key=lambda each: (-each[1], -len(each[0]), each[0]),
    )
    if not strong:
        return Settled(None)
    value, weight = strong[0]
    rivals = [other for other, its_weight in strong if its_weight > weight - MARGIN and not agree(value, other)]
    if rivals:
        given = ", ".join(sorted({value, *rivals}))
        return Settled(None, (flag("S021", sources=(source.id,), path=source.path or source.id, candidates=given),))
    finer = [other for other, _ in strong if other.startswith(value) and len(other) > len(value)]
    return Settled(finer[0] if finer else value)


def agree(one: str, other: str) -> bool:
    """Whether two days may be one: equal, one within the other, or next to each other (midnight in another place)."""
    if one.startswith(other) or other.startswith(one):
        return True
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return False
    return _days_behind(first[0], second[1]) <= 1 and _days_behind(second[0], first[1]) <= 1


def _days_behind(one: Day | None, other: Day | None) -> int:
    """By how many days `one` lies behind `other`; an open end is never left behind."""
    return 0 if one is None or other is None else day_number(one) - day_number(other)


def iso_day(value: str) -> str | None:
    """The day an ISO 8601 time starts with, as EDTF; the local day as written, its clock time left out.

    Example:
        >>> iso_day("2026-01-20T23:30:00+04:00"), iso_day("soon")
        ('2026-01-20', None)
    """
    match = _ISO.match(value)
    if match is None:
        return None
    year, month, day = match.groups()
    if month and not 1 <= int(month) <= 12:
        return None
    if day and not 1 <= int(day) <= days_in_month(int(year), int(month)):
        return None
    return "-".join(part for part in (year, month, day) if part)


def stated_day(value: str) -> str | None:
    """The day a field states, as ISO 8601 or in words."""
    found = printed_dates(value[:200])
    return iso_day(value) or (found[0].edtf if found else None)


def from_url(url: str | None) -> list[Evidence]:
    """The day in the path of an address (/2026/01/20/...); a month alone is too coarse to weigh as much."""
    path = urlsplit(url).path if url else ""
    day = _URL_DAY.search(path)
    if day:
        value = iso_day("-".join(day.groups()))
        return [candidate("url-path", value, day.group())] if value else []
    month = _URL_MONTH.search(path)
    return [candidate("url-path", f"{month[1]}-{month[2]}", month.group())] if month else []


def from_blocks(text: str, blocks: Iterable[Block]) -> list[Evidence]:
    """The dates in dateline, byline, the head of the first paragraph and the last short line.

    The first dateline is the text's; a further one dates what the text quotes, and counts as a date under a letter.
    """
    found: list[Evidence] = []
    runs = [run for run in blocks if run.kind != "furniture"]
    paragraphs = [run for run in runs if run.kind in ("paragraph", "list_item")]
    for at, run in enumerate(runs):
        line, rule = text[run.start : run.end], run.kind
        if paragraphs and run == paragraphs[0]:
            line, rule = _lead(line), "dateline"
        elif at < _TOP and _PLACE_AND_DAY.fullmatch(line.strip()):
            rule = "dateline"
        elif at < _TOP and run.kind == "headline" and (day := titled_day(line)):
            found.append(candidate("titled", day, line.strip()))
            continue
        elif run.kind not in ("dateline", "byline"):
            continue
        # At a page's head a date is the page's; behind its first paragraphs it dates what is quoted there.
        is_late = len(paragraphs) > 2 and run.start > paragraphs[2].start
        is_second = any(e.rule.startswith("dateline") for e in found)
        found.extend(_in_line(line, "signed" if is_late or is_second else rule))
    return found


def _lead(paragraph: str) -> str:
    """The dateline in front of a first paragraph: "OZMARA, 3 March 1991 (Agency) - "; empty where there is none."""
    lead = re.split(r"\s[-–—]{1,2}\s|\)\s*[-–—:]", paragraph[:_LEAD], maxsplit=1)
    dates = printed_dates(lead[0]) if len(lead) > 1 else ()
    is_told = bool(dates) and not _IN_FRONT.fullmatch(lead[0][: dates[0].start])  # "On 1 September 1939 a country - "
    return lead[0] if len(lead) > 1 and not is_told else ""


def _in_line(line: str, rule: str) -> list[Evidence]:
    dates = printed_dates(line)
    if dates:
        changed = _UPDATED.search(line)
        # "Published 4 March 1991, updated 6 March 1991": the first is the one that counts.
        is_change = changed is not None and changed.start() < dates[0].start
        return [candidate("modified" if is_change else rule, dates[0].edtf, line.strip())]
    short = _SHORT_YEAR.search(line)
    if short:
        month = _SHORT_MONTHS.index(short[2][:3].lower()) + 1
        year = int(short[3])
        # Two digits name a year only while one century can be meant: of the last fifty years both could.
        value = iso_day(f"19{year:02}-{month:02}-{int(short[1]):02}") if year >= 50 else None
        rule = "signed" if rule == "signed" else "dateline-short-year"
        return [candidate(rule, value, line.strip())] if value else []
    return []


def _before(evidence: Evidence, latest: Bounds | None) -> bool:
    """Whether a candidate is a date, and no later than the day of capture, a day for other time zones allowed."""
    if not is_valid(evidence.value):
        return False  # kept as what the file says of itself, in its own words
    given = bounds(evidence.value)
    return given is not None and (latest is None or _days_behind(given[0], latest[1]) <= 1)
