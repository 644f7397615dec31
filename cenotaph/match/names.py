"""How likely two printed names name one person, by the names alone: one pair, or a whole table of pairs."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from math import exp

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.list_words import is_named
from cenotaph.match.compare import Middle, NameComparison, Nearness, compare_parts, reason_of
from cenotaph.match.parts import Name, read_name


class NameMatch(Struct, frozen=True):
    """How likely two printed names are names of one person, by the names alone."""

    score: float  # 0 to 1
    reason: str  # per part, in words


GIVEN_WEIGHT = {None: 0.0, 0: -7.5, 1: -3.5, 2: 0.8, 3: 1.8, 4: 3.2, 5: 4.0, 6: 4.2}
FAMILY_WEIGHT = {None: 0.0, 0: -4.5, 1: -2.0, 2: 0.8, 3: 2.4, 4: 3.4, 5: 4.2, 6: 4.4}
MIDDLE_WEIGHT = {None: 0.0, 0: -7.0, 1: -6.0, 2: 0.8, 3: 1.6, 4: 3.6, 5: 6.5}
START_WEIGHT = -4.6
MARRIED_WEIGHT = -1.5
KIN_WEIGHT = 7.0
OTHER_FAMILY_WEIGHT = -0.2
KUNYA_WEIGHT = -1.5
SEX_WEIGHT = -14.0
"""Weights are logarithms to base e of how much likelier a result is for one person than for two; the start is that of
two names whose bearers could well be one. A woman's surname may be her husband's, so that another one weighs only
`MARRIED_WEIGHT` where her father's name agrees. Brothers share father and surname, so that these together weigh at most
`KIN_WEIGHT` where the given names differ; where the surnames differ, names between given name and surname weigh no more
than makes the two `OTHER_FAMILY_WEIGHT` together. Two kunyas that differ weigh `KUNYA_WEIGHT`; a woman and a man are
two, whatever agrees. Set by judgement; checked on tests/gold/names (see its floors)."""

MISSING = NameMatch(score=0.0, reason="a name is missing")


def compare_names(a: str, b: str) -> NameMatch:
    """How likely `a` and `b` name one person, by the names alone, with the reason in words.

    Scripts, spellings, order of words and endings for women and men are seen through. A father's
    name that only one of them prints says nothing; two that differ speak strongly against. Names
    alone never prove: namesakes are many. For many pairs see `compare_name_pairs`.

    >>> compare_names("İlham Əjdər oğlu Allahverdiyev", "Ильхам Аллахвердиев").score > 0.9
    True
    >>> compare_names("İlham Əjdər oğlu Allahverdiyev", "Ilham Teymur oglu Allahverdiyev").score < 0.1
    True
    """
    return compare_name_pairs([(a, b)])[0]


def compare_name_pairs(pairs: Iterable[tuple[str, str]]) -> list[NameMatch]:
    """`compare_names` for each pair of a table, in its order.

    Each distinct name is read once, and each two distinct words are compared once.

    Args:
        pairs: two printed names each.

    >>> matches = compare_name_pairs([("Zelda Quorn", "Quorn, Zelda"), ("Zelda Quorn", "Otto Quorn")])
    >>> [match.score > 0.5 for match in matches]
    [True, False]
    """
    read: dict[str, Name | None] = {}
    matches = []
    for pair in pairs:
        for text in pair:
            if text not in read:
                read[text] = _named(text)
        left, right = read[pair[0]], read[pair[1]]
        matches.append(MISSING if left is None or right is None else _match(left, right))
    return matches


@functools.lru_cache(maxsize=200_000)
def _named(text: str) -> Name | None:
    """A name, read; null where the text says that the name is not known."""
    name = read_name(text) if is_named(text) else None
    return name if name is not None and name.words else None


def _match(left: Name, right: Name) -> NameMatch:
    parts = compare_parts(left, right)
    alike = replace(parts, agreed=()) if parts.agreed else parts  # which names agree does not change what is said
    sexes = {left.sex, right.sex} - {None}
    return _weighed(alike, has_woman="f" in sexes, are_two_sexes=len(sexes) > 1)


@functools.lru_cache(maxsize=10_000)
def _weighed(parts: NameComparison, *, has_woman: bool, are_two_sexes: bool) -> NameMatch:
    family = FAMILY_WEIGHT[parts.family]
    is_married = parts.family is not None and parts.family < Nearness.INITIAL and has_woman
    if is_married and parts.middle is not None and parts.middle >= Middle.NEAR:
        family = MARRIED_WEIGHT
    shared = family + MIDDLE_WEIGHT[parts.middle]
    if parts.given is not None and parts.given < Nearness.INITIAL:
        shared = min(shared, KIN_WEIGHT)
    if parts.family is not None and parts.family < Nearness.INITIAL and not is_married:
        shared = min(shared, OTHER_FAMILY_WEIGHT)
    weight = START_WEIGHT + GIVEN_WEIGHT[parts.given] + shared
    if parts.kunya is not None and parts.kunya < Nearness.NEAR:
        weight += KUNYA_WEIGHT
    reasons = reason_of(parts)
    if are_two_sexes:
        weight += SEX_WEIGHT
        reasons += "; the endings are those of a woman and a man"
    return NameMatch(score=round(1 / (1 + exp(-weight)), 4), reason=reasons)
