"""Parts that follow their total in the next sentences, without "of them": A001 and A007.

"147 people were killed. 82 died in the city, 20 in hospitals, 21 at the mole and 8 in the districts." Nothing ties
such a list to the total but its place, so it is taken for its parts only where every number in it was read, counts the
same people, bears no day of its own and is no larger than the total. The list is whole where "and" leads to its last
part or the wording of the total closes it; else it may be short of the total without a point against either.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence

from cenotaph.count import find_numbers
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag, Text
from cenotaph.weigh.days import mentions
from cenotaph.weigh.printed_sums import Runs, are_held, closes, is_led_to
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of, scope_of
from cenotaph.weigh.sentences import sentences
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
from cenotaph.weigh.words import has_any, language_of, weekday_names, words

MOST_SENTENCES = 3
"""Sentences behind a total in which its parts may stand."""

TOO_MUCH = 4 / 3
"""Times the total from which a list counts something else."""


def check_following(text: Text, claims: Sequence[Claim], told: Collection[str] = ()) -> Iterator[Flag]:
    """A001 and A007 for lists that follow a total.

    Args:
        text: the text.
        claims: quoted claims read in it.
        told: claims of totals of which a point is known.
    """
    counted = [c for c in claims if c.count is not None and c.span.start is not None]
    counted.sort(key=lambda claim: (claim.span.start or 0, claim.id))
    language = language_of(text.language)
    runs = sentences(text)
    inside = [_inside(run, counted) for run in runs]
    tied = {claim.part_of for claim in counted if claim.part_of}
    for number, own in enumerate(inside):
        if len(own) != 1 or own[0].id in told or own[0].id in tied or not _is_total(own[0]):
            continue
        total, last = own[0], number + 1 + MOST_SENTENCES
        # Reading the numbers of a sentence costs far more than looking at the claims that stand in it.
        likely = _likely(total, inside[number + 1 : last])
        if not _is_near(total, [part for parts in likely for part in parts]):
            continue
        if _is_plain(text, runs[number], own, language):
            listed = _read(text, runs[number:last], likely, language)
            yield from _against(text, total, listed, closes(text, total, runs, language), language)


def _is_total(claim: Claim) -> bool:
    return value_of(claim) is not None and claim.modality == "asserted" and not is_part(claim)


def _no_list(language: str) -> tuple[str, ...]:
    """Words that leave a list open, or make its total run on."""
    return (*words(language).running, *words(language).open)


def _inside(run: tuple[int, int], counted: Sequence[Claim]) -> list[Claim]:
    return [claim for claim in counted if run[0] <= (claim.span.start or 0) < run[1]]


def _likely(total: Claim, behind: Sequence[Sequence[Claim]]) -> list[Sequence[Claim]]:
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


def _is_plain(text: Text, run: tuple[int, int], claims: Sequence[Claim], language: str) -> bool:
    """Whether a sentence leaves no list open, and every number of it stands inside some claim's words."""
    sentence = text.text[slice(*run)]
    return not has_any(sentence, _no_list(language)) and are_held(find_numbers(sentence, language), run[0], claims)


def _read(text: Text, runs: Runs, likely: Sequence[Sequence[Claim]], language: str) -> list[Claim]:
    """The parts in the sentences behind a total, as far as their sentences are read in full and bear no day.

    Args:
        text: where they stand.
        runs: the sentence of the total and those behind it.
        likely: the claims of each sentence behind the total.
        language: one with data for checks.
    """
    dated = [mention.start for mention in mentions(text.text, language, text.published)]
    found: list[Claim] = []
    for (before, run), own in zip(itertools.pairwise(runs), likely, strict=False):
        is_list = (
            "\n" not in text.text[before[1] : run[0]]
            and _is_plain(text, run, own, language)
            and not any(run[0] <= at < run[1] for at in dated)
            and not weekday_names(language).search(fold(text.text[slice(*run)], language))
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


def _against(text: Text, total: Claim, listed: Sequence[Claim], is_closed: bool, language: str) -> Iterator[Flag]:
    family, goal = family_of(total), value_of(total) or 0
    own = [part for part in listed if kind_of(part) in family]
    others = [part for part in listed if kind_of(part) not in family]
    reached = sum(value_of(part) or 0 for part in own)
    if len(own) < FEWEST_PARTS or not MOST_OF_IT * goal <= reached <= TOO_MUCH * goal:
        return
    is_whole = is_closed or is_led_to(text, listed[-2].span, listed[-1].span, language)
    point = difference(total, own, others) if is_whole else short_of(total, own, others)
    if point is not None:
        yield point
