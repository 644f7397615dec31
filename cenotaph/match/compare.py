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

from cenotaph.match.endings import family_stem, without_son
from cenotaph.match.forms import are_short_alone, is_listed, is_one_name
from cenotaph.match.joins import with_joins, with_title
from cenotaph.match.likeness import likeness
from cenotaph.match.near import FROM, are_no_kin, goes_on, is_man_and_woman, joined, may_be_two_surnames, nearness
from cenotaph.match.parts import Name
from cenotaph.match.slips import IN_WORDS, Nearness
from cenotaph.match.sounds import Word, read_word

__all__ = [
    "Middle",
    "NameComparison",
    "Nearness",
    "compare_parts",
    "nearness",
    "nearness_of_fathers",
    "reason_of",
]


class Middle(IntEnum):
    """How the father's name and the names between given name and surname compare."""

    __hash__ = int.__hash__  # a tenth of the cost of the name's, which an enumeration has

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
    compared: tuple[Name, Name] | None = None  # the names as they were compared: joined, or in the other order


def compare_parts(a: Name, b: Name) -> NameComparison:
    """Two names part by part, in the order of words that fits best; Sr. and Jr. are two, as brothers are."""
    found = _compare_in_orders(a, b)
    if found.given is None or a.generation is None or b.generation in (None, a.generation):
        return found
    return replace(found, given=Nearness.DIFFERENT, given_said=OF_TWO_GENERATIONS)


OF_TWO_GENERATIONS = "is the elder's on one side and the younger's on the other"


def _compare_in_orders(a: Name, b: Name) -> NameComparison:
    """Two names part by part, in the order of words that fits best."""
    straight = _compare_joined(a, b)
    if (a.is_family_sure and b.is_family_sure) or _rank(straight) >= 2 * Nearness.NEAR or not _share_word(a, b):
        return straight
    best = straight
    enough = Nearness.ALIKE if None in (a.family, b.family) else 2 * Nearness.ALIKE
    for left, right in _other_orders(a, b):
        other = _compare_joined(left, right)
        if _rank(other) >= enough and _rank(other) > _rank(straight) + 2 and _order(other) > _order(best):
            best = replace(other, is_swapped=True)
    return best


def _compare_joined(a: Name, b: Name) -> NameComparison:
    """Two names in this order, words joined that only one side writes as one, if more agrees so."""
    straight = _compare(a, b)
    if not _is_poor(straight) or (len(a.words) == len(b.words) < 3 and a.title is None and b.title is None):
        return straight
    left, right = with_joins(a, b), with_joins(b, a)
    others = [] if left is a and right is b else [(left, right)]
    if a.title or b.title:
        titled = (with_title(a), b) if a.title and not b.title else (a, with_title(b))
        others += [titled, (with_joins(*titled), with_joins(*reversed(titled)))]
    return max((straight, *(_compare(*pair) for pair in others)), key=_order)


def _is_poor(comparison: NameComparison) -> bool:
    """Whether a part of two names speaks against their being one."""
    given, middle, family = comparison.given, comparison.middle, comparison.family
    return (
        (given is not None and given < Nearness.NEAR)
        or (family is not None and family < Nearness.NEAR)
        or (middle is not None and middle < Middle.INITIAL)
    )


def _rank(comparison: NameComparison) -> int:
    middle = 0 if comparison.middle is None else comparison.middle - 2
    return (comparison.given or 0) + (comparison.family or 0) + max(-2, min(2, middle))


def _order(comparison: NameComparison) -> tuple[int, ...]:
    """A total order of comparisons, so that either name may come first."""
    parts = (comparison.given, comparison.family, comparison.middle)
    return _rank(comparison), *(-1 if part is None else int(part) for part in parts)


def _share_word(a: Name, b: Name) -> bool:
    """Whether a given name on one side could be the surname or a middle name on the other."""
    pairs = [(a.given, b.family), (a.family, b.given)]
    if len(a.middle) == len(b.middle) == 2:
        pairs.append((a.given, b.middle[1]))
    return any(
        x is not None and y is not None and not are_no_kin(x, y) and nearness(x, y) >= Nearness.ALIKE for x, y in pairs
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
        halved = Name(one.middle[1], None, (one.family, one.given), one.middle[0]) if _has_two_and_two(one) else None
        changed = [other_order for other_order in (turned, rotated, halved) if other_order is not None]
        found.extend((one_way, other) if is_first else (other, one_way) for one_way in changed)
    return found


def _has_two_and_two(name: Name) -> bool:
    """Whether a name has four words, of which two may be surnames: Nguyễn Thị Hương Giang."""
    return name.father is None and len(name.middle) == 2 and name.family is not None


def _compare(a: Name, b: Name) -> NameComparison:
    given = _part(a.given, b.given)
    middle_a, middle_b = a.between, b.between
    given_said = family_said = ""
    if given is not None and given < Nearness.SAME and a.given is not None and b.given is not None:
        if given < Nearness.NEAR and (a.kunya is not None or b.kunya is not None):
            given, given_said = _given_or_kunya(a, b, given)
        elif given >= Nearness.NEAR and (is_man_and_woman(a.given, b.given) or _have_other_halves(a, b)):
            given = Nearness.WEAK
    family = _families(a, b)
    if family is None and (a.father is not None or b.father is not None):
        family, middle_a, middle_b = _father_as_family(a, b, middle_a, middle_b)
    elif family is not None and family < Nearness.NEAR:
        family = _family_with_particle(a, b, family)
        if family < Nearness.NEAR and (a.other_families or b.other_families):
            family, family_said = _of_other_families(a, b, family)
        if family < Nearness.NEAR and (given is None or given >= Nearness.INITIAL):
            family, middle_a, middle_b, family_said = _one_surname_more(a, b, family, middle_a, middle_b, family_said)
    middle, agreed = _middle(middle_a, middle_b, a, b)
    kunya = _part(a.kunya, b.kunya)
    return NameComparison(given, middle, family, False, agreed, kunya, given_said, family_said, (a, b))


def _have_other_halves(a: Name, b: Name) -> bool:
    """Whether both have a given name of two, one written as one, with other second names: محمدرضا, Mohammad Hossein."""
    whole, parted = (a, b) if b.between else (b, a)
    if whole.given is None or parted.given is None or whole.between or parted.father or not parted.middle:
        return False
    if not goes_on(whole.given, parted.given) or not is_listed(parted.middle[0]):
        return False
    return nearness(joined(parted.given, parted.middle[0]), whole.given) < Nearness.NEAR


def _father_as_family(
    a: Name, b: Name, middle_a: tuple[Word, ...], middle_b: tuple[Word, ...]
) -> tuple[Nearness | None, tuple[Word, ...], tuple[Word, ...]]:
    """The father's name on one side against the surname made of it on the other: "Elşən Mürsəl oğlu", "Mursaloglu"."""
    for one, other in ((a, b), (b, a)):
        if one.family is not None or one.father is None or other.family is None or other.father is not None:
            continue
        if max(nearness(one.father, word) for word in (other.family, without_son(other.family))) >= Nearness.ALIKE:
            rest = _without(one.between, one.father)
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
        fewer = len(long.middle) - len(short.middle) - 1
        if fewer < 0 or long.family is None or short.family is None or (fewer and not long.family.has_short_vowels):
            continue
        if nearness(long.middle[-1], short.family) < Nearness.ALIKE:
            continue
        if len(_in_order(long.middle[:-1], short.middle)) == len(short.middle):
            rest = _without(long.between, long.middle[-1])
            near = Nearness.INITIAL if fewer else Nearness.NEAR  # José Luis Fernández García, José Fernández
            said = "agrees but for a last one that only one side prints"
            return (near, rest, middle_b, said) if long is a else (near, middle_a, rest, said)
    return family, middle_a, middle_b, said


def _part(a: Word | None, b: Word | None) -> Nearness | None:
    return None if a is None or b is None else nearness(a, b)


LEAST_LIKE_FAMILY = 0.8
"""Surnames made of two forms of one name are one from this likeness on: Гасанов and Həsənov, but not Isaev and Isakov.
Set by judgement."""


def _families(a: Name, b: Name) -> Nearness | None:
    """How near the surnames are; two forms of one given name make two surnames, and so does -li: Kaya, Kayalı."""
    family = _part(a.family, b.family)
    if family != Nearness.ALIKE or not a.family or not b.family or not may_be_two_surnames(a.family, b.family):
        return family
    have_endings = a.printed_family is not None, b.printed_family is not None
    if all(have_endings) and is_one_name(a.family, b.family) and not (a.family.is_servant and b.family.is_servant):
        return family if likeness(a.family, b.family) >= LEAST_LIKE_FAMILY else Nearness.WEAK
    long, short = (a.family, b.family) if a.family.plain.endswith(FROM) else (b.family, a.family)
    if any(have_endings) or not long.plain.endswith(FROM) or short.plain.endswith(FROM):
        return family
    return Nearness.NEAR if nearness(read_word(long.plain[:-2]), short) >= Nearness.SOUND else family


def _family_with_particle(a: Name, b: Name, family: Nearness) -> Nearness:
    """A surname whose particle one side writes onto it: "de Luca", "Deluca"."""
    if a.family is None or b.family is None:
        return family
    for one, other in ((a, b.family), (b, a.family)):
        if one.whole_family is not None:
            near = nearness(read_word(family_stem(one.whole_family)), other)
            if near >= Nearness.ALIKE:
                return near
    return family


def _without(words: tuple[Word, ...], word: Word) -> tuple[Word, ...]:
    place = words.index(word)
    return words[:place] + words[place + 1 :]


def _middle(
    left: tuple[Word, ...], right: tuple[Word, ...], a: Name, b: Name
) -> tuple[Middle | None, tuple[Word, ...]]:
    if not left or not right:
        return None, ()
    if a.father is not None and b.father is not None:
        near = nearness_of_fathers(a.father, b.father)
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


def words_left_over(a: Name, b: Name) -> tuple[Word, Word] | None:
    """The one word on each side, between given name and surname, that has no counterpart; null unless it is one."""
    agreed = [step for step in _in_order(a.between, b.between) if step[2] >= Nearness.ALIKE]
    rest_a, rest_b = a.between, b.between
    for x, y, _ in agreed:
        rest_a, rest_b = _without(rest_a, x), _without(rest_b, y)
    return (rest_a[0], rest_b[0]) if len(rest_a) == len(rest_b) == 1 else None


def _orders(between: tuple[Word, ...], name: Name) -> tuple[tuple[Word, ...], ...]:
    """The father's name in front of the others ("Ali ibn Omar Hasan") or behind ("Ağa Cavad Qəzənfər oğlu")."""
    if name.father is None or len(between) < 2 or between[0] is not name.father:
        return (between,)
    return between, (*between[1:], between[0])


def nearness_of_fathers(a: Word, b: Word) -> Nearness:
    """How near two fathers' names are, which are not shortened: Саввич is no Савельевич, though Савва is for both."""
    near = nearness(a, b)
    return Nearness.WEAK if near == Nearness.ALIKE and are_short_alone(a, b) else near


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
