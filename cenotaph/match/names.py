"""How likely two printed names name one person, by the names alone: one pair, or a whole table of pairs."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from math import exp, inf

from msgspec import Struct

from cenotaph.list_words import is_named
from cenotaph.match.compare import (
    Middle,
    NameComparison,
    Nearness,
    compare_parts,
    nearness,
    nearness_of_fathers,
    reason_of,
)
from cenotaph.match.likeness import is_pet_form, likeness
from cenotaph.match.parts import Name, read_name
from cenotaph.match.sounds import Word, read_word


class NameMatch(Struct, frozen=True):
    """How likely two printed names are names of one person, by the names alone."""

    score: float  # 0 to 1
    reason: str  # per part, in words


Weights = dict[int | None, float]
GIVEN_WEIGHT: Weights = {None: 0.0, 0: -7.5, 1: -3.5, 2: 0.8, 3: 1.8, 4: 3.2, 5: 4.0, 6: 4.2}
FAMILY_WEIGHT: Weights = {None: 0.0, 0: -4.5, 1: -2.0, 2: 0.8, 3: 2.4, 4: 3.4, 5: 4.2, 6: 4.4}
MIDDLE_WEIGHT: Weights = {None: 0.0, 0: -7.0, 1: -6.0, 2: 0.8, 3: 1.6, 4: 3.6, 5: 6.5}
START_WEIGHT = -4.6
MARRIED_WEIGHT = -1.5
KIN_WEIGHT = 7.0
OTHER_FAMILY_WEIGHT = -0.2
KUNYA_WEIGHT = -1.5
SEX_WEIGHT = -14.0
LEAST_LIKE = 0.6
LIKE_CURVE = 1.5
GIVEN_CURVE = 2.5
LIKE_KIN_WEIGHT = 6.0
"""Weights are logarithms to base e of how much likelier a result is for one person than for two; the start is that of
two names whose bearers could well be one. A woman's surname may be her husband's, so that another one weighs only
`MARRIED_WEIGHT` where her father's name agrees. Brothers share father and surname, so that these together weigh at most
`KIN_WEIGHT` where the given names differ; where the surnames differ, names between given name and surname weigh no more
than makes the two `OTHER_FAMILY_WEIGHT` together. Two kunyas that differ weigh `KUNYA_WEIGHT`; a woman and a man are
two, whatever agrees. A part that differs while another agrees is weighed
by how like the two words sound (`likeness`): from `LEAST_LIKE` on its weight climbs, by the power `LIKE_CURVE`, from
that of words somewhat alike to that of one letter apart. Given names climb later (`GIVEN_CURVE`), and what brothers
share weighs less beside them (`LIKE_KIN_WEIGHT`), for brothers are given names that are alike. Set by judgement;
checked on tests/gold/names (see its floors)."""

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
    is_strange = (parts.given or 0) < Nearness.NEAR and (parts.family or 0) < Nearness.NEAR  # as most pairs are
    return _weighed(
        (parts.given, parts.middle, parts.family, parts.is_swapped, parts.kunya, parts.given_said, parts.family_said),
        NOT_LIKE if is_strange else _likenesses(parts),
        "f" in (left.sex, right.sex),
        left.sex != right.sex and left.sex is not None and right.sex is not None,
    )


Likenesses = tuple[float, float, float]
NOT_LIKE: Likenesses = (0.0, 0.0, 0.0)


def _likenesses(parts: NameComparison) -> Likenesses:
    """How like the given names, the names between and the surnames are, each where it differs."""
    is_given, is_family = _differs(parts.given) and not parts.given_said, _differs(parts.family)
    is_middle = parts.middle is not None and parts.middle < Middle.INITIAL
    if parts.compared is None or not (is_given or is_middle or is_family):
        return NOT_LIKE
    a, b = parts.compared
    return (
        _of_given(a.given, b.given) if is_given else 0.0,
        _of_between(a, b) if is_middle else 0.0,
        max(_of_words(a.family, b.family), _of_printed(a, b)) if is_family else 0.0,
    )


def _differs(part: Nearness | None) -> bool:
    return part is not None and part < Nearness.INITIAL


def _of_given(a: Word | None, b: Word | None) -> float:
    return 1.0 if a is not None and b is not None and is_pet_form(a, b) else _of_words(a, b)


def _of_words(a: Word | None, b: Word | None) -> float:
    return round(likeness(a, b), 2) if a is not None and b is not None else 0.0


def _of_printed(a: Name, b: Name) -> float:
    """The likeness of two surnames with the endings that were taken from them: Wojciechowski, Wojcechowsky."""
    if (a.printed_family is None and b.printed_family is None) or a.family is None or b.family is None:
        return 0.0
    one, other = (read_word(name.printed_family) if name.printed_family else name.family for name in (a, b))
    return _of_words(one, other)


def _of_between(a: Name, b: Name) -> float:
    """The likeness of the names between given name and surname: of the least like, each with its best counterpart.

    Two fathers' names that differ are not matched with others.
    """
    if a.father is not None and b.father is not None and nearness_of_fathers(a.father, b.father) < Nearness.NEAR:
        return _of_words(a.father, b.father)
    fewer, more = sorted((a.between, b.between), key=len)
    if len(fewer) == len(more):
        return min(map(_of_middle, a.between, b.between))
    return min(max(_of_middle(one, other) for other in more) for one in fewer)


def _of_middle(a: Word, b: Word) -> float:
    return 1.0 if nearness(a, b) >= Nearness.NEAR else _of_words(a, b)


Said = tuple[Nearness | None, Middle | None, Nearness | None, bool, Nearness | None, str, str]
"""What a `NameComparison` says, without the words compared: few are distinct."""


@functools.lru_cache(maxsize=10_000)
def _weighed(said: Said, like: Likenesses, has_woman: bool, are_two_sexes: bool) -> NameMatch:
    given, middle, family, is_swapped, kunya, given_said, family_said = said
    parts = NameComparison(given, middle, family, is_swapped, (), kunya, given_said, family_said)
    given_like, middle_like, family_like = like
    family_weight = FAMILY_WEIGHT[family]
    is_other_family = family is not None and family < Nearness.INITIAL
    is_married = is_other_family and has_woman
    if is_married and middle is not None and middle >= Middle.NEAR:
        family_weight = MARRIED_WEIGHT
    family_weight = max(family_weight, _graded(FAMILY_WEIGHT, family_like))
    shared = family_weight + max(MIDDLE_WEIGHT[middle], _graded(MIDDLE_WEIGHT, middle_like))
    if given is not None and given < Nearness.INITIAL:
        shared = min(shared, LIKE_KIN_WEIGHT if given_like > LEAST_LIKE else KIN_WEIGHT)
    if is_other_family and not is_married:
        shared = min(shared, max(OTHER_FAMILY_WEIGHT, family_weight))
    given_weight = max(GIVEN_WEIGHT[given], _graded(GIVEN_WEIGHT, given_like, GIVEN_CURVE))
    weight = START_WEIGHT + given_weight + shared
    if kunya is not None and kunya < Nearness.NEAR:
        weight += KUNYA_WEIGHT
    reasons = reason_of(parts)
    if max(like) > LEAST_LIKE:
        reasons += "; what differs sounds alike"
    if are_two_sexes:
        weight += SEX_WEIGHT
        reasons += "; the endings are those of a woman and a man"
    return NameMatch(score=round(1 / (1 + exp(-weight)), 4), reason=reasons)


def _graded(weights: Weights, like: float, curve: float = LIKE_CURVE) -> float:
    """The weight of words that are `like` each other: `WEAK` up to `LEAST_LIKE`, `NEAR` at 1; minus infinity below."""
    if like <= LEAST_LIKE:
        return -inf
    low, high = weights[Nearness.WEAK], weights[Nearness.NEAR]
    climbed = (like - LEAST_LIKE) / (1 - LEAST_LIKE)
    return low + (high - low) * float(climbed**curve)
