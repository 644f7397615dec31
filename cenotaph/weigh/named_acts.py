"""Acts that texts call by a name and date apart, such as a Declaration of Independence adopted on two days: D007.

Inside one text the words for an act that happens once, or holds until it is lifted, must be the same.
In a text the name of an act is told by its capital letter: "the Declaration of Independence was adopted on 30 August".
Two sources must use one name and one verb, in one language; a source that itself gives both days knows two acts.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph.edtf import Day, day_number
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag
from cenotaph.weigh.acts import LEEWAY_DAYS, MOST_DAYS, STEM, act_day, dated_apart
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.words import has_any, language_of, months, words

SHORTEST = 4
"""Letters of a word by which names are compared."""

SHORTEST_VERB = 5
"""Letters from which a small word beside the name may be the verb; shorter ones help verbs."""


class NamedAct(Struct, frozen=True):
    """One quoted claim that dates an act by its name."""

    name: str
    stems: frozenset[str]
    verbs: frozenset[str]  # stems of the words around the name
    day: Day
    claim: Claim


def check_named_acts(claims: Sequence[Claim]) -> Iterator[Flag]:
    """D007 for acts of one name that quoted claims of several sources date apart, one flag per act.

    Args:
        claims: quoted claims of the whole archive.
    """
    together: defaultdict[tuple[str, str, tuple[str, ...]], list[NamedAct]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        act = _named_act(claim)
        if act is not None:
            together[claim.incident or "", language_of(claim.language), tuple(sorted(act.stems))].append(act)
    for key in sorted(together):
        acts = together[key]
        shared = frozenset.intersection(*(act.verbs for act in acts))
        of_source: defaultdict[str, set[Day]] = defaultdict(set)
        for act in acts:
            of_source[act.claim.source].add(act.day)
        apart = max(day_number(act.day) for act in acts) - min(day_number(act.day) for act in acts)
        if shared and LEEWAY_DAYS < apart <= MOST_DAYS and all(len(days) == 1 for days in of_source.values()):
            yield dated_apart([act.claim for act in acts], [act.day for act in acts], [act.name for act in acts])


def check_acts_told_again(printed: Printed) -> Iterator[Flag]:
    """D007 for each act that one text tells of twice in the same words, on two days, in two sentences.

    Nothing is said where the text tells of a renewal, or two speakers date the act apart: then it knows of both days.
    """
    known = printed.words
    told = [claim for claim in printed.claims if act_day(claim) is not None and claim.span.start is not None]
    told = [claim for claim in told if has_any(_folded(printed, claim), (*known.acts, *known.measures))]
    if len(told) < 2 or has_any(printed.folded, known.again):
        return
    told.sort(key=lambda claim: claim.span.start or 0)
    called = {claim.id: _stems(printed, claim) for claim in told}
    days = {claim.id: act_day(claim) or (0, 1, 1) for claim in told}
    numbers = {one: day_number(day) for one, day in days.items()}
    known_apart: list[frozenset[str]] = []
    for first, second in itertools.combinations(told, 2):
        if not LEEWAY_DAYS < abs(numbers[first.id] - numbers[second.id]) <= MOST_DAYS:
            continue
        less, more = sorted((called[first.id], called[second.id]), key=len)
        if len(less) < 2 or not less <= more or any(name <= more or less <= name for name in known_apart):
            continue
        is_same_run = printed.run_at(first.span.start or 0) == printed.run_at(second.span.start or 0)
        if not is_same_run and in_one_voice(first.speaker, second.speaker) and _is_one_place(first, second):
            known_apart.append(less)
            yield dated_apart(
                [first, second], [days[first.id], days[second.id]], [first.value or "", second.value or ""]
            )


def in_one_voice(first: str | None, second: str | None) -> bool:
    """Whether two speakers share a word, or one is not told: "the report", "the authors of the report"."""
    return not first or not second or not _begun(first).isdisjoint(_begun(second))


def _begun(phrase: str) -> set[str]:
    return {word[:STEM].lower() for word in re.findall(r"[^\W\d_]{4,}", phrase)}


def _is_one_place(first: Claim, second: Claim) -> bool:
    """Whether the places of two acts are the same as far as they are told, and their words name no other."""
    places = {claim.where for claim in (first, second) if claim.where}
    known = {place[:SHORTEST] for place in places}
    named = {word[:SHORTEST] for one in (first, second) for word in re.findall(r"(?<=\s)[^\W\d_]{4,}", one.value or "")}
    return len(places) < 2 and all(word in known for word in named if word[0].isupper())


def _folded(printed: Printed, claim: Claim) -> str:
    return printed.folded[claim.span.start or 0 : claim.span.end or 0]


def _stems(printed: Printed, claim: Claim) -> frozenset[str]:
    """What an act is called, by the beginnings of its words."""
    called = re.findall(r"[^\W\d_]+", fold(claim.value or "", printed.language))
    return frozenset(word[:STEM] for word in called if len(word) >= SHORTEST)


def _named_act(claim: Claim) -> NamedAct | None:
    day = act_day(claim)
    if day is None:
        return None
    language = language_of(claim.language)
    printed = re.findall(r"[^\W_]+", claim.span.quote)
    at = next((i for i, word in enumerate(printed) if word[:1].isupper() and _is_act(word, language)), None)
    if at is None:
        return None
    first, last = _ends_of_name(printed, at, language)
    stems = frozenset(fold(word, language)[:STEM] for word in printed[first:last] if len(word) >= SHORTEST)
    rest = [fold(word, language) for word in (*printed[:first], *printed[last:]) if not word[:1].isupper()]
    verbs = frozenset(w[:STEM] for w in rest if len(w) >= SHORTEST_VERB and w.isalpha() and w not in months(language))
    return NamedAct(" ".join(printed[first:last]), stems, verbs, day, claim) if len(stems) > 1 else None


def _is_act(word: str, language: str) -> bool:
    return fold(word, language).startswith(_acts(language))


@functools.cache
def _acts(language: str) -> tuple[str, ...]:
    """The stems of words for acts that bear names."""
    return tuple(sorted({word[:STEM] for word in words(language).named_acts}))


def _ends_of_name(printed: Sequence[str], at: int, language: str) -> tuple[int, int]:
    """The first word of a name and the one behind its last; `at` is the word for the act.

    Behind it go on capitals, links, and the word behind a link: "Declaration of Independence", "Декларация о
    независимости". Where the act stands last its name stands in front: "Müstəqillik Bəyannaməsi".
    """
    first, last = at, at + 1
    if words(language).verb_last:
        while first > 0 and printed[first - 1][:1].isupper():
            first -= 1
        return first, last
    links = words(language).name_links
    while last < len(printed):
        is_linked = printed[last - 1] in links and not printed[last].isdecimal()
        if not (printed[last] in links or printed[last][:1].isupper() or is_linked):
            break
        last += 1
    while printed[last - 1] in links:
        last -= 1
    return first, last
