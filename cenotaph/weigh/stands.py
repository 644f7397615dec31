"""Counts that a text says to stand at a number by some day, and that fall: A008 inside one text.

"By Monday 40 people had died. By Tuesday the toll stood at 37." Both sentences must say by wording that their count
is all there was until a day; they must stand close, tell of the same people at the same place, and of nobody who
set a figure right.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph.count import find_numbers
from cenotaph.edtf import day_number, day_of_number, format_day
from cenotaph.flags import flag
from cenotaph.record import Claim, Flag
from cenotaph.weigh.days import PrintedDay
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of, scope_of
from cenotaph.weigh.sums import is_on_top, value_of
from cenotaph.weigh.words import any_of, has_any, weekday_names, weekday_of, words

ONLY_GROWS = {"killed": "killed", "died_later": "killed", "injured": "injured"}
"""Kinds of which a count so far cannot fall, those who died later among the dead; missing people are found again."""

MOST_SENTENCES = 3
"""Sentences from one count to the next; farther, another event may have come between."""

MOST_DAYS = 30
"""Days from one count to the next."""

MOST_WEEKDAYS = 3
"""Days from one weekday to the next; from Tuesday to Monday a text rather goes back than on."""

NEAR_LETTERS = 14
"""Letters between a day and the word behind it that says "by": endings, "the year"."""


Mark = tuple[int, tuple[int, int], bool]
"""Day number, or 0 to 6; where in its sentence it is printed; whether it is a weekday."""


class Stand(Struct, frozen=True):
    """One count that is said to stand so by a day."""

    sentence: int
    day: int  # day number, or of a weekday 0 to 6
    is_weekday: bool
    printed: str
    claim: Claim


def check_stands(printed: Printed) -> Iterator[Flag]:
    """A008 for two counts of one text, of which the one by the later day is smaller."""
    known = printed.words
    if not has_any(printed.folded, (*known.stands_before, *known.stands_behind, *known.rising)):
        return
    for first, second in itertools.pairwise(_stands(printed)):
        if not _go_together(first, second):
            continue
        earlier, later = (first, second) if first.is_weekday or first.day < second.day else (second, first)
        before, after = earlier.claim.count.low if earlier.claim.count else None, value_of(later.claim)
        if before is not None and after is not None and after < before:
            yield flag(
                "A008",
                spans=(earlier.claim.span, later.claim.span),
                sources=(printed.text.source,),
                claims=(earlier.claim.id, later.claim.id),
                earlier=f"{before} ({earlier.printed})",
                later=f"{after} ({later.printed})",
            )


def _stands(printed: Printed) -> list[Stand]:
    """The counts of sentences that say "by" of a day, or that the count rose, each with the one day told beside it."""
    known = printed.words
    found = []
    for number, (start, end) in enumerate(printed.runs):
        own = [claim for claim in printed.counted_in(start, end) if _is_cumulative(claim)]
        sentence = printed.folded[start:end]
        if not own or has_any(sentence, known.falling) or is_on_top(sentence, printed.language):
            continue
        is_rising = len(own) > 1 and has_any(sentence, known.rising)
        days = printed.days.within(start, end)
        marks = sorted(_marks(sentence, days, start, printed.language, is_free=is_rising), key=lambda mark: mark[1])
        if len(marks) != len(own) or (len(own) > 1 and not _take_turns(printed, (start, end), own, marks)):
            continue
        for (day, (first, last), is_weekday), claim in zip(marks, own, strict=True):
            said = printed.text.text[start + first : start + last] if is_weekday else format_day(day_of_number(day))
            found.append(Stand(number, day, is_weekday, said, claim))
    return found


def _take_turns(printed: Printed, run: Run, own: Sequence[Claim], marks: Sequence[Mark]) -> bool:
    """Whether each number of a sentence is a count of its own, and has one day in front of the next, or each behind."""
    numbers = find_numbers(printed.text.text[slice(*run)], printed.language)
    cardinals = [number for number in numbers if number.type == "cardinal" and not number.is_article]
    if [n.count.low if n.count else None for n in cardinals] != [value_of(claim) for claim in own]:
        return False
    places = sorted([(n.start, "number") for n in cardinals] + [(place[0], "day") for _, place, _ in marks])
    return all(one[1] != other[1] for one, other in itertools.pairwise(places))


def _is_cumulative(claim: Claim) -> bool:
    count = claim.count
    return (
        count is not None
        and count.low is not None
        and count.qualifier != "about"
        and claim.modality == "asserted"
        and kind_of(claim) in ONLY_GROWS
        and not is_part(claim)
    )


def _marks(
    sentence: str, days: Sequence[PrintedDay], start: int, language: str, *, is_free: bool = False
) -> Iterator[Mark]:
    """Each day of a sentence by which a count is said to stand; where `is_free`, each day."""
    before, behind = _by(language)
    for day in days:
        first, last = day.start - start, day.end - start
        if is_free or before.search(sentence[:first]) or behind.match(sentence, last):
            yield day_number(day.day), (first, last), False
    for match in weekday_names(language).finditer(sentence):
        if is_free or before.search(sentence[: match.start()]) or behind.match(sentence, match.end()):
            yield weekday_of(match["name"], language), match.span(), True


@functools.cache
def _by(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = words(language)
    return (
        re.compile(rf"(?<!\w){any_of(known.stands_before)}\s+$"),
        re.compile(rf"[^\d.,;:()]{{0,{NEAR_LETTERS}}}?(?<![^\W\d_]){any_of(known.stands_behind)}(?!\w)"),
    )


def _go_together(first: Stand, second: Stand) -> bool:
    """Whether two counts are of one series: close, of one kind, one place, one population and one voice."""
    a, b = scope_of(first.claim), scope_of(second.claim)
    apart = (second.day - first.day) % 7 if first.is_weekday else abs(second.day - first.day)
    return (
        first.is_weekday == second.is_weekday
        and 0 < apart <= (MOST_WEEKDAYS if first.is_weekday else MOST_DAYS)
        and second.sentence - first.sentence <= MOST_SENTENCES
        and ONLY_GROWS[kind_of(first.claim)] == ONLY_GROWS[kind_of(second.claim)]
        and a.population == b.population
        and (a.places == b.places or not a.places or not b.places)
        and first.claim.speaker == second.claim.speaker
    )
