"""Acts that texts call by a name and date apart, such as a Declaration of Independence adopted on two days: D007.

In a text the name of an act is told by its capital letter: "the Declaration of Independence was adopted on 30 August".
Two sources must use one name and one verb, in one language; a source that itself gives both days knows two acts.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph.edtf import Day, day_number
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag
from cenotaph.weigh.acts import LEEWAY_DAYS, STEM, act_day, dated_apart
from cenotaph.weigh.words import language_of, months, words

MOST_DAYS = 366
"""Days over which sources may be apart on one act; acts of one name that lie further apart are several."""

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
