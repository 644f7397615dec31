"""Two names compared part by part, with the reason in words.

Words are compared in steps a reader can follow (`Nearness`), not by one opaque figure; a name's
parts are compared each with its counterpart, so that a missing father's name is neutral and a
contradicted one speaks against.
"""

from __future__ import annotations

import functools
from enum import IntEnum

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.endings import without_son
from cenotaph.match.near import IN_WORDS, Nearness, is_man_and_woman, joined, nearness
from cenotaph.match.parts import Name
from cenotaph.match.sounds import Word, read_word

__all__ = [
    "Middle",
    "NameComparison",
    "Nearness",
    "compare_parts",
    "nearness",
    "reason_of",
]


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
    kunya: Nearness | None = None
    given_said: str = ""  # how the given names compare, where their nearness does not say it
    family_said: str = ""


def compare_parts(a: Name, b: Name) -> NameComparison:
    """Two names part by part, in the order of words that fits best."""
    straight = _compare(a, b)
    if (a.is_family_sure and b.is_family_sure) or _rank(straight) >= 2 * Nearness.NEAR or not _share_word(a, b):
        return straight
    best = straight
    enough = Nearness.ALIKE if None in (a.family, b.family) else 2 * Nearness.ALIKE
    for left, right in _other_orders(a, b):
        other = _compare(left, right)
        if _rank(other) >= enough and _rank(other) > _rank(straight) + 2 and _order(other) > _order(best):
            best = replace(other, is_swapped=True)
    return best


def _rank(comparison: NameComparison) -> int:
    middle = 0 if comparison.middle is None else comparison.middle - 2
    return (comparison.given or 0) + (comparison.family or 0) + max(-2, min(2, middle))


def _order(comparison: NameComparison) -> tuple[int, ...]:
    """A total order of comparisons, so that either name may come first."""
    parts = (comparison.given, comparison.family, comparison.middle)
    return _rank(comparison), *(-1 if part is None else int(part) for part in parts)


def _share_word(a: Name, b: Name) -> bool:
    """Whether a given name on one side could be the surname or a middle name on the other."""
    ends_a, ends_b = (a.given, a.family), (b.given, b.family)
    return any(
        x is not None and y is not None and nearness(x, y) >= Nearness.ALIKE
        for x, y in ((ends_a[0], ends_b[1]), (ends_a[1], ends_b[0]))
    )


def _other_orders(a: Name, b: Name) -> list[tuple[Name, Name]]:
    """The names with given name and surname exchanged where that is not certain."""
    found: list[tuple[Name, Name]] = []
    for one, other, is_first in ((a, b, True), (b, a, False)):
        if one.is_family_sure or one.given is None or (other.family is None and one.family is not None):
            continue
        if one.family is None:  # one word alone may be a surname
            alone = Name(family=one.given, sex=one.sex)
            found.append((alone, other) if is_first else (other, alone))
            continue
        turned = Name(one.family, one.father, one.middle, one.given, sex=one.sex)
        rotated = Name(one.middle[0], one.father, (*one.middle[1:], one.family), one.given) if one.middle else None
        changed = [other_order for other_order in (turned, rotated) if other_order is not None]
        found.extend((one_way, other) if is_first else (other, one_way) for one_way in changed)
    return found


def _compare(a: Name, b: Name) -> NameComparison:
    given = _part(a.given, b.given)
    middle_a, middle_b = _between(a), _between(b)
    given_said = family_said = ""
    if given is not None and given < Nearness.SOUND and a.given is not None and b.given is not None:
        if given < Nearness.NEAR:
            for left, right, rest_a, rest_b in _joins(a, b, middle_a, middle_b):
                near = nearness(left, right)
                if near >= Nearness.ALIKE:
                    given, middle_a, middle_b = near, rest_a, rest_b
                    break
        if given < Nearness.NEAR and (a.kunya is not None or b.kunya is not None):
            given, given_said = _given_or_kunya(a, b, given)
        elif given >= Nearness.NEAR and is_man_and_woman(a.given, b.given):
            given = Nearness.WEAK
    family = _part(a.family, b.family)
    if family is None and (a.father is not None or b.father is not None):
        family, middle_a, middle_b = _father_as_family(a, b, middle_a, middle_b)
    elif family is not None and family < Nearness.NEAR:
        family, middle_a, middle_b = _family_joined(a, b, family, middle_a, middle_b)
        if family < Nearness.NEAR and (a.other_families or b.other_families):
            family, family_said = _of_other_families(a, b, family)
        if family < Nearness.NEAR and (given is None or given >= Nearness.INITIAL):
            family, middle_a, middle_b, family_said = _one_surname_more(a, b, family, middle_a, middle_b, family_said)
    middle, agreed = _middle(middle_a, middle_b, a, b)
    return NameComparison(given, middle, family, False, agreed, _part(a.kunya, b.kunya), given_said, family_said)


def _father_as_family(
    a: Name, b: Name, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...]
) -> tuple[Nearness | None, tuple[Word, ...], tuple[Word, ...]]:
    """The father's name on one side against the surname made of it on the other: "Elşən Mürsəl oğlu", "Mursaloglu"."""
    for one, other in ((a, b), (b, a)):
        if one.family is not None or one.father is None or other.family is None or other.father is not None:
            continue
        if max(nearness(one.father, word) for word in (other.family, without_son(other.family))) >= Nearness.ALIKE:
            rest = _without(_between(one), one.father)
            return (Nearness.ALIKE, rest, middle_b) if one is a else (Nearness.ALIKE, middle_a, rest)
    return None, middle_a, middle_b


def _given_or_kunya(a: Name, b: Name, given: Nearness) -> tuple[Nearness | None, str]:
    """One side names the person by the kunya alone: "Abu Hasan al-Masri"."""
    for one, other in ((a, b), (b, a)):
        if one.kunya is None or other.kunya is not None or other.given is None:
            continue
        if nearness(one.kunya, other.given) >= Nearness.ALIKE:
            return Nearness.ALIKE, "is left out for the kunya, which agrees"
    return given, ""


def _of_other_families(a: Name, b: Name, family: Nearness) -> tuple[Nearness, str]:
    """The surname against the other half of a doubled one, or the name at birth."""
    every_a, every_b = _surnames(a), _surnames(b)
    best = max(nearness(x, y) for x in every_a for y in every_b)
    if best < Nearness.ALIKE:
        return family, ""
    if a.other_families and b.other_families:
        best = Nearness.NEAR
    return min(best, Nearness.ALIKE), "agrees with one of two surnames"


def _surnames(name: Name) -> list[Word]:
    """Every surname of a person, and the two halves of a doubled one written as one word."""
    if name.family is None:
        return list(name.other_families)
    return [name.family, *name.other_families, *(joined(other, name.family) for other in name.other_families[:1])]


def _one_surname_more(
    a: Name, b: Name, family: Nearness, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...], said: str
) -> tuple[Nearness, tuple[Word, ...], tuple[Word, ...], str]:
    """The last of several surnames, or the nisba, left out: "Omar Hasan Ozmar al-Masri", "Omar Hasan Ozmar"."""
    if a.is_family_sure and b.is_family_sure:
        return family, middle_a, middle_b, said
    for long, short in ((a, b), (b, a)):
        if len(long.middle) != len(short.middle) + 1 or long.family is None or short.family is None:
            continue
        if nearness(long.middle[-1], short.family) < Nearness.ALIKE:
            continue
        if all(nearness(x, y) >= Nearness.ALIKE for x, y in zip(long.middle, short.middle, strict=False)):
            rest = _without(_between(long), long.middle[-1])
            said = "agrees but for a last one that only one side prints"
            return (Nearness.NEAR, rest, middle_b, said) if long is a else (Nearness.NEAR, middle_a, rest, said)
    return family, middle_a, middle_b, said


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
    if a.given and b.given and a.title and _may_join(a.title, a.given, b.given):
        found.append((joined(a.title, a.given), b.given, middle_a, middle_b))
    if a.given and b.given and b.title and _may_join(b.title, b.given, a.given):
        found.append((a.given, joined(b.title, b.given), middle_a, middle_b))
    return found


def _may_join(first: Word, second: Word, whole: Word) -> bool:
    """Whether two words could be written as the one: cheap, for it is asked of most pairs."""
    long = whole.readings[0].skeleton if whole.readings else ""
    start = first.readings[0].skeleton if first.readings else ""
    end = second.readings[0].skeleton if second.readings else ""
    return (
        len(long) > 1
        and abs(len(start) + len(end) - len(long)) <= 1
        and any(long[:1] == one[:1] for one in (first.skeletons if start else second.skeletons))
    )


def _family_joined(
    a: Name, b: Name, family: Nearness, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...]
) -> tuple[Nearness, tuple[Word, ...], tuple[Word, ...]]:
    """A surname of two words: written as one, or only one of the two printed."""
    if a.family is None or b.family is None:
        return family, middle_a, middle_b
    for one, other in ((a, b), (b, a)):
        if one.whole_family is not None and other.family is not None:
            near = nearness(read_word(one.whole_family), other.family)
            if near >= Nearness.ALIKE:
                return near, middle_a, middle_b
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
        others = [one for one in (left[1:], right[1:]) if one]
        if near >= Nearness.NEAR and len(others) == 2 and not _in_order(*others):
            return Middle.PARTLY, ()  # Mehmet Emin and Mehmet Ali, both sons of Halil
        return _father(near), (a.father,) if near >= Nearness.ALIKE else ()
    pairs = max(
        (_in_order(x, y) for x in _orders(left, a) for y in _orders(right, b)),
        key=lambda steps: sum(near for _, _, near in steps),
    )
    agreed = tuple(x for x, _, near in pairs if near >= Nearness.ALIKE)
    fewer, steps = min(len(left), len(right)), {near for _, _, near in pairs}
    if len(pairs) < fewer:
        return (Middle.PARTLY if agreed else Middle.CONTRADICTED), agreed
    if len(agreed) >= 2:
        return Middle.SEVERAL, agreed
    if Nearness.NEAR in steps:
        return Middle.NEAR, agreed
    return (Middle.ONE if agreed else Middle.INITIAL), agreed


def _orders(between: tuple[Word, ...], name: Name) -> tuple[tuple[Word, ...], ...]:
    """The father's name in front of the others ("Ali ibn Omar Hasan") or behind ("Ağa Cavad Qəzənfər oğlu")."""
    if name.father is None or len(between) < 2 or between[0] is not name.father:
        return (between,)
    return between, (*between[1:], between[0])


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
        f"the given name {parts.given_said or IN_WORDS[parts.given]}"
        if parts.given is not None
        else "one given name is missing",
        MIDDLE_IN_WORDS[parts.middle] if parts.middle is not None else "",
        f"the surname {parts.family_said or IN_WORDS[parts.family]}"
        if parts.family is not None
        else "one surname is missing",
        "in the other order" if parts.is_swapped else "",
    ]
    return "; ".join(part for part in said if part)
