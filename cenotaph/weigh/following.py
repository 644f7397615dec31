"""Parts that follow their total in the next sentences, without "of them": A001 and A007.

"147 people were killed. 82 died in the city, 20 in hospitals, 21 at the mole and 8 in the districts." Nothing ties
such a list to the total but its place, so it is taken for its parts only where every number in it was read, counts the
same people, bears no day of its own and is no larger than the total. The list is whole where "and" leads to its last
part or the wording of the total closes it; else it may be short of the total without a point against either.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from cenotaph.record import Claim, Flag
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.printed_sums import closes, is_led_to, is_read
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of, scope_of
from cenotaph.weigh.sums import (
    ACROSS,
    ALTERNATIVE,
    FEWEST_PARTS,
    MOST_OF_IT,
    difference,
    family_of,
    short_of,
    value_of,
)
from cenotaph.weigh.words import has_any, weekday_names

MOST_SENTENCES = 3
"""Sentences behind a total in which its parts may stand."""

TOO_MUCH = 4 / 3
"""Times the total from which a list counts something else."""


def check_following(printed: Printed, told: Collection[str] = ()) -> Iterator[Flag]:
    """A001 and A007 for lists that follow a total.

    Args:
        printed: the text.
        told: claims of totals of which a point is known.
    """
    runs = printed.runs
    for number, run in enumerate(runs):
        own = printed.counted_in(*run)
        if len(own) != 1 or own[0].id in told or own[0].id in printed.parts_of or not _is_total(own[0]):
            continue
        total, behind = own[0], runs[number + 1 : number + 1 + MOST_SENTENCES]
        # Reading the numbers of a sentence costs far more than looking at the claims that stand in it.
        likely = _likely(total, (printed.counted_in(*other) for other in behind))
        if not _is_near(total, [part for parts in likely for part in parts]):
            continue
        if _is_plain(printed, run):
            yield from _against(printed, total, _read(printed, (run, *behind), likely))


def _is_total(claim: Claim) -> bool:
    return value_of(claim) is not None and claim.modality == "asserted" and not is_part(claim)


def _likely(total: Claim, behind: Iterable[Sequence[Claim]]) -> list[Sequence[Claim]]:
    """The claims of each sentence behind a total, as long as all of a sentence may be parts of it."""
    kinds = {*family_of(total), *ALTERNATIVE.get(kind_of(total), ())}
    return list(
        itertools.takewhile(
            lambda own: own and all(_is_total(p) and kind_of(p) in kinds and _counts_some_of(p, total) for p in own),
            behind,
        )
    )


def _is_near(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether there are enough parts to make a list, and they reach most of their total."""
    return len(parts) >= FEWEST_PARTS and sum(value_of(p) or 0 for p in parts) >= MOST_OF_IT * (value_of(total) or 0)


def _is_plain(printed: Printed, run: Run) -> bool:
    """Whether a sentence leaves no list open, and every number of it stands inside some claim's words."""
    no_list = (*printed.words.running, *printed.words.open)
    return not has_any(printed.folded[slice(*run)], no_list) and is_read(printed, *run)


def _read(printed: Printed, runs: Sequence[Run], likely: Sequence[Sequence[Claim]]) -> list[Claim]:
    """The parts in the sentences behind a total, as far as their sentences are read in full and bear no day.

    Args:
        printed: where they stand.
        runs: the sentence of the total and those behind it.
        likely: the claims of each sentence behind the total.
    """
    found: list[Claim] = []
    for (before, run), own in zip(itertools.pairwise(runs), likely, strict=False):
        is_list = (
            re.fullmatch(r"[^\w\n]*", printed.text.text[before[1] : run[0]])
            and _is_plain(printed, run)
            and not printed.mentions.within(*run)
            and not weekday_names(printed.language).search(printed.folded[slice(*run)])
        )
        if not is_list:
            break
        found.extend(own)
    return found


def _counts_some_of(part: Claim, total: Claim) -> bool:
    """Whether a part may count some of those a total counts."""
    marks = set(scope_of(part).population)
    return (
        (value_of(part) or 0) < (value_of(total) or 0)
        and (not marks or marks == set(scope_of(total).population))
        and not ACROSS & marks
        and part.speaker in (None, total.speaker)
    )


def _against(printed: Printed, total: Claim, listed: Sequence[Claim]) -> Iterator[Flag]:
    family, goal = family_of(total), value_of(total) or 0
    own = [part for part in listed if kind_of(part) in family]
    others = [part for part in listed if kind_of(part) not in family]
    reached = sum(value_of(part) or 0 for part in own)
    if len(own) < FEWEST_PARTS or not MOST_OF_IT * goal <= reached <= TOO_MUCH * goal:
        return
    is_whole = closes(printed, total) or is_led_to(printed, listed[-2].span, listed[-1].span)
    point = difference(total, own, others) if is_whole else short_of(total, own, others)
    if point is not None:
        yield point
