"""Births and deaths of one person that sources date apart: D007.

In a text the name must stand right in front of what happened: "Nadia Placeholder was born on 3 March 1961". Two people
may bear one name, so the days must be near enough for a slip; and a source that gives two days itself knows of two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.record import Claim, Flag, Span
from cenotaph.script import word_key
from cenotaph.weigh.acts import LEEWAY_DAYS
from cenotaph.weigh.lives import events_of
from cenotaph.weigh.named_acts import in_one_voice
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.scope import kind_of, names_someone
from cenotaph.weigh.words import has_any

MOST_DAYS = 31
"""Days by which two sources may be apart on one death; farther apart, two people died who bore one name."""

TOLD = ("birth", "death")

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_NAME = re.compile(rf"({_WORD})\s+({_WORD})(?:\s+[a-z]{{1,4}})?\s+$")
"""Two words, and a short one such as "was", in front of what happened."""

LONGEST_NAME = 60
"""Code points in front of what happened within which the name stands."""


class Telling(Struct, frozen=True):
    """One birth or death as a source dates it."""

    name: str
    what: str  # of TOLD
    day: Day
    span: Span
    source: str
    claims: tuple[str, ...] = ()  # the noted claim


def lives_told(printed: Printed) -> Iterator[Telling]:
    """The births and deaths that a text dates to the day, behind a name of two words."""
    forms = [form for what in TOLD for form in printed.words.life.get(what, ())]
    for run in printed.runs:
        if not printed.mentions.within(*run) or not has_any(printed.folded[slice(*run)], forms):
            continue
        for event in events_of(printed, run):
            front = _NAME.search(printed.text.text, max(run[0], event.start - LONGEST_NAME), event.start)
            is_name = front is not None and all(word[0].isupper() for word in front.groups())
            if front is not None and is_name and event.name in TOLD and event.first == event.last:
                span = printed.span(front.start(), event.end)
                yield Telling(" ".join(front.groups()), event.name, event.first, span, printed.text.source)


def lives_noted(claims: Iterable[Claim]) -> Iterator[Telling]:
    """The deaths of one person told by name that claims date to the day."""
    for claim in claims:
        day = edtf.one_day(claim.when)
        if day and claim.whom and kind_of(claim) in ("killed", "died_later") and names_someone(claim):
            yield Telling(claim.whom, "death", day, claim.span, claim.source, (claim.id,))


def check_lives_told_again(printed: Printed) -> Iterator[Flag]:
    """D007 for the death of one person that one text dates apart in two sentences, in one voice."""
    told = [claim for claim in printed.claims if claim.modality == "asserted" and claim.span.start is not None]
    speaker_of = {claim.id: claim.speaker for claim in told}
    together: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in lives_noted(told):
        together[" ".join(sorted(word_key(word) for word in telling.name.split()))].append(telling)
    for name in sorted(name for name, same in together.items() if " " in name and len(same) == 2):
        first, second = sorted(together[name], key=lambda one: one.span.start or 0)
        speakers = [speaker_of[claim] for one in (first, second) for claim in one.claims]
        runs = {printed.run_at(one.span.start or 0) for one in (first, second)}
        if len(runs) == 2 and in_one_voice(*speakers) and _is_slip("death", sorted((first.day, second.day))):
            yield _dated_apart([first, second])


def check_told_lives(tellings: Iterable[Telling]) -> Iterator[Flag]:
    """D007 for births and deaths of one name that sources date apart, one flag each."""
    together: defaultdict[tuple[str, str], list[Telling]] = defaultdict(list)
    for telling in tellings:
        together[telling.what, " ".join(sorted(word_key(word) for word in telling.name.split()))].append(telling)
    for what, name in sorted(together):
        told = sorted(together[what, name], key=lambda one: (one.day, one.source, one.span.start or 0))
        days = sorted({one.day for one in told})
        of_source: defaultdict[str, set[Day]] = defaultdict(set)
        for one in told:
            of_source[one.source].add(one.day)
        is_one_each = all(len(own) == 1 for own in of_source.values())
        if " " in name and is_one_each and _is_slip(what, days):
            yield _dated_apart(told)


def _dated_apart(told: Sequence[Telling]) -> Flag:
    return flag(
        "D007",
        way=told[0].what,
        spans=[one.span for one in told],
        sources=list(dict.fromkeys(one.source for one in told)),
        claims=[claim for one in told for claim in one.claims],
        name=told[0].name,
        dates=", ".join(format_day(day) for day in sorted({one.day for one in told})),
    )


def _is_slip(what: str, days: Sequence[Day]) -> bool:
    """Whether days are apart, and near enough to be of one birth or death: of a birth all but one part is equal."""
    apart = day_number(days[-1]) - day_number(days[0])
    if what == "death":
        return LEEWAY_DAYS < apart <= MOST_DAYS
    first, last = days[0], days[-1]
    return apart > LEEWAY_DAYS and sum(a == b for a, b in zip(first, last, strict=True)) == len(first) - 1
