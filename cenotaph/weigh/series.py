"""Counts that can only grow, and fall: A008.

A count is taken for cumulative only where its source says so: it holds "as of" a day, stands with "so far", or is
said to have risen. A figure that a source itself calls corrected is no point.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Day, format_day
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag, Text
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of, scope_of
from cenotaph.weigh.sums import is_on_top, value_of
from cenotaph.weigh.words import has_any, language_of_text, words

BESIDE = 25
"""Code points from the end of one count to that of the other in "rose from 45 to 40 people"."""

NEAR = 60
"""Code points around a number within which words say that it is cumulative, or rose."""

_STOP = re.compile(r"[.!?…]\s|\n")


class Standing(Struct, frozen=True):
    """A cumulative count and the day it stood at that."""

    day: Day
    low: int
    claim: Claim


def check_rising(printed: Printed) -> tuple[Flag, ...]:
    """A008 inside one text: a count that "rose" to a smaller one, and one "so far" below that of an earlier day."""
    known = printed.words
    found: list[Flag] = []
    for earlier, later in itertools.pairwise(sorted(printed.counted, key=_place)):
        start, end = earlier.span.start or 0, later.span.end or 0
        is_beside = (later.span.end or 0) - (earlier.span.end or 0) <= BESIDE and not is_part(later)
        if earlier.modality != "superseded" or kind_of(earlier) != kind_of(later) or not is_beside:
            continue
        around = printed.folded[max(0, start - NEAR) : end + NEAR]
        if has_any(around, known.rising) and not has_any(around, known.falling):
            found.extend(_fall(_lowest(earlier), earlier, later))
    return (*found, *check_cumulative(printed.counted, {printed.text.source: printed.text}))


def check_cumulative(claims: Sequence[Claim], texts: Mapping[str, Text]) -> tuple[Flag, ...]:
    """A008 among counts of one speaker, or of one source, each of which holds as of a day.

    Args:
        claims: of any sources, noted or quoted.
        texts: by source id, for the words around a quoted claim.
    """
    series: defaultdict[tuple[object, ...], list[Standing]] = defaultdict(list)
    growing = {source: text for source, text in texts.items() if _has_cumulative(text)}
    for claim in sorted(claims, key=lambda claim: claim.id):
        day = None if is_part(claim) or claim.modality != "asserted" else _day(claim, growing.get(claim.source))
        if day is not None and claim.count is not None and claim.count.low is not None:
            if (text := texts.get(claim.source)) and is_on_top(_around(claim, text), language_of_text(text)):
                continue
            scope = scope_of(claim)
            # of no incident, two sources may tell of two events: such a count goes on in its own source alone
            speaker = (claim.speaker or "").lower()
            who = (speaker, claim.source if claim.incident is None or not speaker else "")
            what = (claim.incident or "", kind_of(claim), scope.population, scope.places, claim.count.unit)
            key: tuple[object, ...] = (*what, who)
            series[key].append(Standing(day, claim.count.low, claim))
    found: list[Flag] = []
    for key in sorted(series, key=repr):
        ordered = sorted(series[key], key=lambda one: (one.day, one.claim.id))
        for earlier, later in itertools.pairwise(ordered):
            if earlier.day < later.day:
                found.extend(_fall(earlier.low, earlier.claim, later.claim, (earlier.day, later.day)))
    return tuple(found)


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.span.start or 0, claim.span.end or 0, claim.id


def _lowest(claim: Claim) -> int | None:
    return claim.count.low if claim.count is not None else None


def _fall(before: int | None, earlier: Claim, later: Claim, days: tuple[Day, Day] | None = None) -> Iterator[Flag]:
    after = value_of(later)
    if before is None or after is None or after >= before:
        return
    first, second = (f" ({format_day(day)})" for day in days) if days else ("", "")
    yield flag(
        "A008",
        spans=(earlier.span, later.span),
        sources=tuple(dict.fromkeys((earlier.source, later.source))),
        claims=(earlier.id, later.id),
        earlier=f"{before}{first}",
        later=f"{after}{second}",
    )


def _has_cumulative(text: Text) -> bool:
    language = language_of_text(text)
    return has_any(fold(text.text, language), words(language).cumulative)


def _day(claim: Claim, text: Text | None) -> Day | None:
    """The day as of which a count holds, where its source says that it does; null for others.

    Args:
        claim: the count.
        text: of its source, where any word in it says that a count is cumulative.

    "Killed on 5 June: 5" counts those of that day alone.
    """
    if claim.as_of is not None and not (claim.basis == "quoted" and ":" in claim.span.quote):
        return edtf.one_day(claim.as_of)
    if claim.basis == "noted" or text is None:
        return None
    if not has_any(_around(claim, text), words(language_of_text(text)).cumulative):
        return None
    return edtf.one_day(claim.when or text.published)


def _around(claim: Claim, text: Text) -> str:
    """The folded words of a quoted count and those near it in its sentence; none of a noted one."""
    if claim.span.start is None or claim.span.end is None:
        return ""
    start, end = claim.span.start, claim.span.end
    front = re.split(_STOP, text.text[max(0, start - NEAR) : start])[-1]
    behind = re.split(_STOP, text.text[end : end + NEAR])[0]
    return fold(front + text.text[start:end] + behind, language_of_text(text))
