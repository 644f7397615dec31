"""How near two words of names are, and two whole names, with the reason in words.

Words are compared in steps a reader can follow (`Nearness`), not by one opaque figure; a name's
parts are compared each with its counterpart, so that a missing father's name is neutral and a
contradicted one speaks against.
"""

from __future__ import annotations

import functools
from enum import IntEnum

from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from cenotaph.match.parts import Name, read_name
from cenotaph.match.sounds import Reading, Word, reading, word


class Nearness(IntEnum):
    """How near two words are, from strangers to one spelling."""

    DIFFERENT = 0
    WEAK = 1  # some likeness that speaks neither way
    INITIAL = 2  # one is the initial of the other
    NEAR = 3  # one slip of the pen apart
    ALIKE = 4  # the same consonants, vowels that spellings exchange
    SOUND = 5  # the same sounds in another script or spelling
    SAME = 6  # the same letters, accents aside


IN_WORDS = {
    Nearness.DIFFERENT: "differs",
    Nearness.WEAK: "is only somewhat alike",
    Nearness.INITIAL: "fits an initial",
    Nearness.NEAR: "is one letter apart",
    Nearness.ALIKE: "is a spelling of the same",
    Nearness.SOUND: "sounds the same",
    Nearness.SAME: "is the same",
}


@functools.lru_cache(maxsize=1_000_000)
def nearness(a: Word, b: Word) -> Nearness:
    """How near two words of names are."""
    if a.plain == b.plain:
        return Nearness.SAME
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    best = max((_of_readings(x, y, a, b) for x in a.readings for y in b.readings), default=Nearness.DIFFERENT)
    if best >= Nearness.ALIKE:
        return best
    return max(best, _of_letters(a, b))


def _initial(a: Word, b: Word) -> Nearness:
    if a.is_initial and b.is_initial:
        same = {x.strict for x in a.readings} & {y.strict for y in b.readings}
    else:
        short, long = (a, b) if a.is_initial else (b, a)
        starts = tuple(x.strict for x in short.readings if x.strict)
        same = {y.strict for y in long.readings if starts and y.strict.startswith(starts)}
    return Nearness.INITIAL if same else Nearness.DIFFERENT


def _of_readings(x: Reading, y: Reading, a: Word, b: Word) -> Nearness:
    if x.skeleton == y.skeleton:
        agreement = _vowels(x, y, a.has_short_vowels, b.has_short_vowels)
        if agreement == 0:
            unwritten = not (a.has_short_vowels and b.has_short_vowels)
            return Nearness.ALIKE if unwritten and len(x.skeleton) < 2 else Nearness.SOUND
        if not (a.has_short_vowels and b.has_short_vowels):
            return Nearness.NEAR if agreement == 1 and len(x.skeleton) > 2 else Nearness.WEAK
        allowed = 0 if len(x.skeleton) < 2 else 1 if len(x.skeleton) < 4 else 2
        if agreement <= allowed:
            return Nearness.ALIKE
        return Nearness.WEAK if len(x.skeleton) > 1 else Nearness.DIFFERENT
    return Nearness.DIFFERENT


def _vowels(x: Reading, y: Reading, x_writes: bool, y_writes: bool) -> int:
    """In how many slots the vowels contradict each other."""
    return sum(not _slot_fits(v, w, x_writes, y_writes) for v, w in zip(x.vowels, y.vowels, strict=True))


def _slot_fits(v: str, w: str, v_writes: bool, w_writes: bool) -> bool:
    if v == w:
        return True
    one, other = _sounds_of_slot(v), _sounds_of_slot(w)
    if v_writes and w_writes:
        if not v or not w:
            return False
        return bool(one & other) if len(v) == len(w) == 1 else one <= other or other <= one
    if not v_writes and not w_writes:
        return False  # within Arabic script a long vowel more or less makes another name
    unwritten, written = (other, one) if v_writes else (one, other)
    return unwritten <= written or (unwritten == {"a", "i"} and "a" in written)  # a ya after alif carries a hamza


@functools.lru_cache(maxsize=1000)
def _sounds_of_slot(slot: str) -> frozenset[str]:
    """The vowels a slot may sound like; an e is now an a, now an i."""
    return frozenset(slot.replace("e", "ai"))


def _of_letters(a: Word, b: Word) -> Nearness:
    """Likeness letter by letter, within a script by its letters, across scripts by the sounds."""
    if a.script == b.script:
        pairs = [(a.plain, b.plain)]
    elif a.has_short_vowels and b.has_short_vowels:
        pairs = [(x.strict, y.strict) for x in a.readings for y in b.readings]
    else:
        return _of_skeletons(a, b)
    best = Nearness.DIFFERENT
    for left, right in pairs:
        longest = max(len(left), len(right))
        if longest < 3:
            continue
        distance = DamerauLevenshtein.distance(left, right, score_cutoff=max(2, longest // 3))
        if (distance == 1 and longest >= 4) or (distance == 2 and longest >= 8):
            best = max(best, Nearness.NEAR)
        elif distance <= longest // 3 and longest >= 5:
            best = max(best, Nearness.WEAK)
    return best


def _of_skeletons(a: Word, b: Word) -> Nearness:
    """Likeness of the consonants alone, where one script writes no short vowels."""
    best = Nearness.DIFFERENT
    for x in a.readings:
        for y in b.readings:
            longest = max(len(x.skeleton), len(y.skeleton))
            distance = DamerauLevenshtein.distance(x.skeleton, y.skeleton, score_cutoff=2)
            if distance <= 1 and longest >= 3:
                best = max(best, Nearness.NEAR)
            elif distance == 2 and longest >= 5:
                best = max(best, Nearness.WEAK)
    return best


@functools.lru_cache(maxsize=100_000)
def joined(a: Word, b: Word) -> Word:
    """Two words written as one."""
    readings = tuple(
        reading(x.skeleton + y.skeleton, (*x.vowels[:-1], _run(x.vowels[-1] + y.vowels[0]), *y.vowels[1:]))
        for x in a.readings[:2]
        for y in b.readings[:2]
    )
    return word(a.plain + b.plain, a.script, readings)


def _run(slot: str) -> str:
    return "".join(c for i, c in enumerate(slot) if i == 0 or slot[i - 1] != c)


class Middle(IntEnum):
    """How the father's name and the names between given name and surname compare."""

    CONTRADICTED = 0
    PARTLY = 1  # one agrees, another does not
    INITIAL = 2
    NEAR = 3
    ONE = 4  # one agrees
    SEVERAL = 5  # two or more agree in order


class NameComparison(Struct, frozen=True):
    """Two names compared part by part; null where a part is missing on one side."""

    given: Nearness | None
    middle: Middle | None
    family: Nearness | None
    is_swapped: bool = False  # given name and surname stand in the other order
    agreed: tuple[Word, ...] = ()  # the names between given name and surname that agree


def compare_parts(a: Name, b: Name) -> NameComparison:
    """Two names part by part, in the order of words that fits best."""
    straight = _compare(a, b)
    if (a.is_family_sure and b.is_family_sure) or _rank(straight) >= 2 * Nearness.NEAR or not _share_word(a, b):
        return straight
    best = straight
    for left, right in _other_orders(a, b):
        other = _compare(left, right)
        if _rank(other) >= 2 * Nearness.ALIKE and _rank(other) > _rank(best) + 2:
            best = NameComparison(other.given, other.middle, other.family, True, other.agreed)
    return best


def _rank(comparison: NameComparison) -> int:
    middle = 0 if comparison.middle is None else comparison.middle - 2
    return (comparison.given or 0) + (comparison.family or 0) + max(-2, min(2, middle))


def _share_word(a: Name, b: Name) -> bool:
    """Whether a given name on one side could be the surname or a middle name on the other."""
    ends_a, ends_b = (a.given, a.family), (b.given, b.family)
    return any(
        x is not None and y is not None and nearness(x, y) >= Nearness.ALIKE
        for x, y in ((ends_a[0], ends_b[1]), (ends_a[1], ends_b[0]))
    )


def _other_orders(a: Name, b: Name) -> list[tuple[Name, Name]]:
    """The names with given name and surname exchanged where that is not certain."""
    found = []
    for one, other, is_first in ((a, b, True), (b, a, False)):
        if one.is_family_sure or one.given is None or one.family is None:
            continue
        turned = Name(one.family, one.father, one.middle, one.given, sex=one.sex)
        rotated = Name(one.middle[0], one.father, (*one.middle[1:], one.family), one.given) if one.middle else None
        for changed in (turned, rotated):
            if changed is not None:
                found.append((changed, other) if is_first else (other, changed))
    return found


def _compare(a: Name, b: Name) -> NameComparison:
    given = _part(a.given, b.given)
    middle_a, middle_b = _between(a), _between(b)
    if given is not None and given < Nearness.NEAR:
        for left, right, rest_a, rest_b in _joins(a, b, middle_a, middle_b):
            near = nearness(left, right)
            if near >= Nearness.ALIKE:
                given, middle_a, middle_b = near, rest_a, rest_b
                break
    family = _part(a.family, b.family)
    if family is not None and family < Nearness.NEAR:
        family, middle_a, middle_b = _family_joined(a, b, family, middle_a, middle_b)
    middle, agreed = _middle(middle_a, middle_b, a, b)
    return NameComparison(given=given, middle=middle, family=family, agreed=agreed)


def _part(a: Word | None, b: Word | None) -> Nearness | None:
    return None if a is None or b is None else nearness(a, b)


def _between(name: Name) -> tuple[Word, ...]:
    return (*((name.father,) if name.father else ()), *name.middle)


def _joins(
    a: Name, b: Name, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...]
) -> list[tuple[Word, Word, tuple[Word, ...], tuple[Word, ...]]]:
    """A given name of two words on one side, written as one on the other: "Ağa Cavad", "Agajavad"."""
    found = []
    if a.given and b.given and a.middle and _may_join(a.given, a.middle[0], b.given):
        found.append((joined(a.given, a.middle[0]), b.given, _without(middle_a, a.middle[0]), middle_b))
    if a.given and b.given and b.middle and _may_join(b.given, b.middle[0], a.given):
        found.append((a.given, joined(b.given, b.middle[0]), middle_a, _without(middle_b, b.middle[0])))
    return found


def _may_join(first: Word, second: Word, whole: Word) -> bool:
    """Whether two words could be written as the one: cheap, for it is asked of most pairs."""
    long = whole.readings[0].skeleton if whole.readings else ""
    start = first.readings[0].skeleton if first.readings else ""
    end = second.readings[0].skeleton if second.readings else ""
    return len(long) > 2 and abs(len(start) + len(end) - len(long)) <= 1 and long[:1] == (start or end)[:1]


def _family_joined(
    a: Name, b: Name, family: Nearness, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...]
) -> tuple[Nearness, tuple[Word, ...], tuple[Word, ...]]:
    """A surname of two words: written as one, or only one of the two printed."""
    if a.family is None or b.family is None:
        return family, middle_a, middle_b
    if a.middle and _may_join(a.middle[-1], a.family, b.family):
        near = nearness(joined(a.middle[-1], a.family), b.family)
        if near >= Nearness.ALIKE:
            return near, _without(middle_a, a.middle[-1]), middle_b
    if b.middle and _may_join(b.middle[-1], b.family, a.family):
        near = nearness(a.family, joined(b.middle[-1], b.family))
        if near >= Nearness.ALIKE:
            return near, middle_a, _without(middle_b, b.middle[-1])
    return family, middle_a, middle_b


def _without(words: tuple[Word, ...], word: Word) -> tuple[Word, ...]:
    place = words.index(word)
    return words[:place] + words[place + 1 :]


def _middle(
    left: tuple[Word, ...], right: tuple[Word, ...], a: Name, b: Name
) -> tuple[Middle | None, tuple[Word, ...]]:
    if not left or not right:
        return None, ()
    if a.father is not None and b.father is not None:
        near = nearness(a.father, b.father)
        return _father(near), (a.father,) if near >= Nearness.ALIKE else ()
    pairs = _in_order(left, right)
    agreed = tuple(x for x, _, near in pairs if near >= Nearness.ALIKE)
    fewer, steps = min(len(left), len(right)), {near for _, _, near in pairs}
    if len(pairs) < fewer:
        return (Middle.PARTLY if agreed else Middle.CONTRADICTED), agreed
    if len(agreed) >= 2:
        return Middle.SEVERAL, agreed
    if Nearness.NEAR in steps:
        return Middle.NEAR, agreed
    return (Middle.ONE if agreed else Middle.INITIAL), agreed


def _father(near: Nearness) -> Middle:
    if near >= Nearness.ALIKE:
        return Middle.ONE
    if near == Nearness.NEAR:
        return Middle.NEAR
    return Middle.INITIAL if near == Nearness.INITIAL else Middle.CONTRADICTED


Steps = tuple[tuple[Word, Word, Nearness], ...]


@functools.lru_cache(maxsize=200_000)
def _in_order(left: tuple[Word, ...], right: tuple[Word, ...]) -> Steps:
    """The counterparts among two runs of words, in one order: the choice that agrees best."""
    if len(left) == len(right):
        straight = tuple((x, y, nearness(x, y)) for x, y in zip(left, right, strict=True))
        if len(left) == 1 or all(near >= Nearness.ALIKE for _, _, near in straight):
            return tuple(step for step in straight if step[2] >= Nearness.INITIAL)
    none: tuple[int, Steps] = (0, ())
    above = [none] * (len(right) + 1)
    for x in left:
        row = [none]
        for j, y in enumerate(right, 1):
            near = nearness(x, y)
            score, steps = above[j - 1]
            best = above[j] if above[j][0] >= row[-1][0] else row[-1]
            if near >= Nearness.INITIAL and score + near > best[0]:
                best = (score + near, (*steps, (x, y, near)))
            row.append(best)
        above = row
    return above[-1][1]


class NameMatch(Struct, frozen=True):
    """How likely two printed names are names of one person, by the names alone."""

    score: float  # 0 to 1
    reason: str  # per part, in words


GIVEN_WEIGHT = {None: 0.0, 0: -6.0, 1: -2.5, 2: 0.8, 3: 2.2, 4: 3.2, 5: 4.0, 6: 4.2}
FAMILY_WEIGHT = {None: 0.0, 0: -4.5, 1: -2.0, 2: 0.8, 3: 2.4, 4: 3.4, 5: 4.2, 6: 4.4}
MIDDLE_WEIGHT = {None: 0.0, 0: -7.0, 1: -2.0, 2: 0.8, 3: 1.6, 4: 3.6, 5: 6.5}
START_WEIGHT = -4.6
"""Weights are logarithms to base e of how much likelier a result is for one person than for two; the start is that
of two names whose bearers could well be one. Set by judgement before any list was looked at; see benchmarks/match.py."""


def compare_names(a: str, b: str) -> NameMatch:
    """How likely `a` and `b` name one person, by the names alone, with the reason in words.

    Scripts, spellings, order of words and endings for women and men are seen through. A father's
    name that only one of them prints says nothing; two that differ speak strongly against. Names
    alone never prove: namesakes are many.

    >>> compare_names("İlham Əjdər oğlu Allahverdiyev", "Ильхам Аллахвердиев").score > 0.9
    True
    >>> compare_names("İlham Əjdər oğlu Allahverdiyev", "Ilham Teymur oglu Allahverdiyev").score < 0.1
    True
    """
    left, right = read_name(a), read_name(b)
    if not left.words or not right.words:
        return NameMatch(score=0.0, reason="a name is missing")
    return name_match(left, right)


def name_match(left: Name, right: Name) -> NameMatch:
    """`compare_names` for names already read."""
    from math import exp

    parts = compare_parts(left, right)
    weight = START_WEIGHT + GIVEN_WEIGHT[parts.given] + MIDDLE_WEIGHT[parts.middle] + FAMILY_WEIGHT[parts.family]
    reasons = reason_of(parts)
    if left.sex and right.sex and left.sex != right.sex:
        weight -= 5.0
        reasons += "; the endings are those of a woman and a man"
    return NameMatch(score=round(1 / (1 + exp(-weight)), 4), reason=reasons)


MIDDLE_IN_WORDS = {
    Middle.CONTRADICTED: "the father's or middle name differs",
    Middle.PARTLY: "one middle name agrees, another differs",
    Middle.INITIAL: "the middle initial fits",
    Middle.NEAR: "the father's or middle name is one letter apart",
    Middle.ONE: "the father's or middle name agrees",
    Middle.SEVERAL: "father's and further names agree in order",
}


def reason_of(parts: NameComparison) -> str:
    """A comparison of names in words."""
    said = [
        f"the given name {IN_WORDS[parts.given]}" if parts.given is not None else "one given name is missing",
        MIDDLE_IN_WORDS[parts.middle] if parts.middle is not None else "",
        f"the surname {IN_WORDS[parts.family]}" if parts.family is not None else "one surname is missing",
        "in the other order" if parts.is_swapped else "",
    ]
    return "; ".join(part for part in said if part)
