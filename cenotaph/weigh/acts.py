"""Acts that happen once, such as a declaration of independence, to which sources give several days: D007."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.disjoint import DisjointSets
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.lang import languages
from cenotaph.record import Claim, Flag
from cenotaph.weigh.scope import kind_of
from cenotaph.weigh.words import words

KINDS = frozenset({"event", "legal"})
"""Kinds of claims that tell of acts."""

STEM = 6
"""Letters by which forms of one word are taken for one: declared, declaration."""

SHORTEST = 4
"""Letters of a word that says what an act is about; shorter ones link."""

LEEWAY_DAYS = 1
"""Days by which sources differ where an act was done at night."""

MOST_DAYS = 366
"""Days over which sources may be apart on one act; acts of one name that lie further apart are several."""


class Act(Struct, frozen=True):
    """One claim that dates an act."""

    stems: frozenset[str]
    phrase: str
    day: Day
    claim: Claim


def check_acts(claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Acts of one incident that are called alike and dated apart: D007, one flag per act.

    Args:
        claims: noted claims of the whole archive; `whom` and `value` name the act, `when` is its day.
    """
    of_incident: defaultdict[str, list[Act]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        act = _act(claim)
        if act is not None and claim.incident:
            of_incident[claim.incident].append(act)
    found: list[Flag] = []
    for incident in sorted(of_incident):
        for same in _alike(of_incident[incident]):
            found.extend(_several_days(same))
    return tuple(found)


def act_day(claim: Claim) -> Day | None:
    """The one day to which a claim dates an act; null where it tells of none, doubts it, or counts people."""
    tells = kind_of(claim) in KINDS and claim.modality == "asserted" and claim.count is None
    return edtf.one_day(claim.when) if tells else None


def _act(claim: Claim) -> Act | None:
    """The act a claim dates to the day; null where it tells of none that happens once."""
    day, stems = act_day(claim), _called(claim.whom or "")
    return Act(stems, claim.whom or "", day, claim) if day is not None and stems - _once() else None


def _called(phrase: str) -> frozenset[str]:
    """Stems of the words that name an act, none where it is no act that happens once.

    Who did it stands in front, as in "parliament signed the Declaration of Independence", and is left out where what
    it was about stands behind.
    """
    printed = re.findall(r"[^\W_]+", phrase.lower())
    stems = [word[:STEM] for word in printed if len(word) >= SHORTEST or word.isdecimal()]
    at = next((i for i, stem in enumerate(stems) if stem in _once()), None)
    if at is None:
        return frozenset()
    return frozenset(stems[at:] if at + 1 < len(stems) else stems)


@functools.cache
def _once() -> frozenset[str]:
    """Stems of acts that happen once, of all languages: a sheet is often kept in another one than its sources."""
    return frozenset(word[:STEM] for code in languages("checks") for word in words(code).acts)


def _alike(acts: Sequence[Act]) -> Iterator[list[Act]]:
    """Acts of which one is called as another with further words, joined over all that are.

    A name that two others hold which do not hold each other may be short for either: "Declaration of Independence"
    beside those of Ozmara and of Veksia. It joins neither.
    """
    called: defaultdict[frozenset[str], list[Act]] = defaultdict(list)
    for act in acts:
        called[act.stems].append(act)
    holding: defaultdict[str, list[frozenset[str]]] = defaultdict(list)  # stem -> the names that hold it
    for name in called:
        for stem in name:
            holding[stem].append(name)
    joined = DisjointSets[str]()
    for name in called:
        rarest = min((holding[stem] for stem in name), key=len)
        longer = sorted((other for other in rarest if name < other), key=len)
        if all(less <= more for less, more in itertools.pairwise(longer)):
            for other in longer:
                joined.join(_key(name), _key(other))
    together: defaultdict[str, list[Act]] = defaultdict(list)
    for name in sorted(called, key=lambda stems: (len(stems), sorted(stems))):
        together[joined.find(_key(name))].extend(called[name])
    yield from together.values()


def _key(stems: frozenset[str]) -> str:
    return " ".join(sorted(stems))


def _several_days(acts: Sequence[Act]) -> Iterator[Flag]:
    days = sorted({act.day for act in acts})
    if LEEWAY_DAYS < day_number(days[-1]) - day_number(days[0]) <= MOST_DAYS:
        yield dated_apart([act.claim for act in acts], [act.day for act in acts], [act.phrase for act in acts])


def dated_apart(claims: Sequence[Claim], days: Sequence[Day], names: Sequence[str]) -> Flag:
    """D007 for claims that give one act several days, each with its day and what it calls the act."""
    ordered = [claim for _, claim in sorted(zip(days, claims, strict=True), key=lambda one: (one[0], one[1].id))]
    return flag(
        "D007",
        spans=[claim.span for claim in ordered],
        sources=list(dict.fromkeys(claim.source for claim in ordered)),
        claims=[claim.id for claim in ordered],
        act=min(names, key=lambda name: (len(name), name)),
        dates=", ".join(format_day(day) for day in sorted(set(days))),
    )
