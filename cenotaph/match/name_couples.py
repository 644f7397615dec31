"""NameCouples of distinct names, each compared by itself: what two names say of each other, whatever else a list holds.

Words are compared once per distinct couple of words, names that need more than that once per
distinct couple of names (`evidence.in_either_order`). The plain form stays the measure: a test holds
that both say the same of any names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.compare import Middle
from cenotaph.match.distinct import distinct, places_in
from cenotaph.match.evidence import in_either_order
from cenotaph.match.hashes import text_hash
from cenotaph.match.name_columns import UNKNOWN, Names, Words
from cenotaph.match.near import goes_on, is_man_and_woman, may_be_two_surnames, nearness
from cenotaph.match.parts import Name
from cenotaph.match.slips import Nearness
from cenotaph.match.sounds import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Levels = NDArray[np.int8]
    Marks = NDArray[np.bool_]


class NameCouples(Struct, frozen=True, eq=False):
    """How the names of distinct couples compare, a column each; -1 where a part is missing on one side."""

    left: Numbers  # number of a name; sorted by left, then right
    right: Numbers
    given: Levels  # Nearness
    middle: Levels  # Middle
    family: Levels  # Nearness
    given_words: Levels  # Nearness of the two given names alone, whatever else the names say
    family_words: Levels  # likewise of the surnames
    is_plain: Marks  # whether these columns alone tell the reason in words
    is_turned: Marks  # whether given name and surname stand in each other's columns
    agreed: Hashes  # for each couple that is not plain the keys of the middle names that agree; 0 for none


def compare_couples(
    left: Numbers, right: Numbers, names: Names, whole: Callable[[int], Name], earlier: NameCouples | None = None
) -> NameCouples:
    """Distinct couples of names, compared part by part.

    Args:
        left: the numbers of names; couples are sorted.
        right: likewise.
        names: the names.
        whole: reads a name by its number.
        earlier: couples of these names that an earlier run compared.
    """
    if earlier is None:
        return _compared(left, right, names, whole)
    size = len(names.key)
    place = places_in(earlier.left * size + earlier.right, left * size + right)
    new = np.flatnonzero(place == UNKNOWN)
    place[new] = len(earlier.left) + np.arange(len(new))
    return taken(one_after_the_other(earlier, _compared(left[new], right[new], names, whole)), place)


def one_after_the_other(one: NameCouples, other: NameCouples) -> NameCouples:
    """Couples, and others behind them."""
    width = max(one.agreed.shape[1], other.agreed.shape[1])
    wide = [np.pad(own, ((0, 0), (0, width - own.shape[1]))) for own in (one.agreed, other.agreed)]
    columns = {name: np.concatenate((getattr(one, name), getattr(other, name))) for name in BY_COUPLE}
    return replace(one, **columns, agreed=np.concatenate(wide))


def taken(couples: NameCouples, places: Numbers) -> NameCouples:
    """Some couples, in the order of `places`."""
    columns = {name: getattr(couples, name)[places] for name in BY_COUPLE}
    asked = places[~couples.is_plain[places]]
    agreed = couples.agreed[(np.cumsum(~couples.is_plain) - 1)[asked]]
    return replace(couples, **columns, agreed=agreed[:, agreed.any(axis=0)])


BY_COUPLE = NameCouples.__struct_fields__[:-1]
"""The columns that have a value for each couple."""


def _compared(left: Numbers, right: Numbers, names: Names, whole: Callable[[int], Name]) -> NameCouples:
    """NameCouples of distinct names; those of which their words alone do not tell enough go to `in_either_order`."""
    near = _Nearness(names.words)
    given_words = near.of(names.given[left], names.given[right])
    family_words = near.of(names.family[left], names.family[right])
    may_be_exchanged = (given_words >= 3) & (given_words < Nearness.SAME)
    exchanged = near.are_man_and_woman(names.given[left], names.given[right], may_be_exchanged)
    given = np.where(exchanged, Nearness.WEAK, given_words).astype(np.int8)
    middle, family = _middle_of(near.of(names.between[left], names.between[right])), family_words.copy()
    is_plain, is_turned = _is_plain(left, right, names, given, middle, family, near), np.zeros(len(left), dtype=bool)
    agreed: list[tuple[int, ...]] = []
    for place in np.flatnonzero(~is_plain).tolist():
        one, other = whole(int(left[place])), whole(int(right[place]))
        found = in_either_order(one, other)
        is_turned[place] = found.is_swapped and one.is_family_sure and other.is_family_sure
        given[place], middle[place], family[place] = map(_number, (found.given, found.middle, found.family))
        agreed.append(tuple(text_hash(word.key) for word in found.agreed))
    keys = _lines(agreed)
    return NameCouples(left, right, given, middle, family, given_words, family_words, is_plain, is_turned, keys)


def _lines(values: Sequence[tuple[int, ...]]) -> Hashes:
    """Tuples as lines of one length, 0 behind the shorter ones."""
    width = max(map(len, values), default=0)
    found = np.array([(*line, *(0,) * (width - len(line))) for line in values], dtype=np.uint64)
    return found.reshape(len(values), width)


def _number(part: int | None) -> int:
    return UNKNOWN if part is None else part


def _is_plain(
    left: Numbers, right: Numbers, names: Names, given: Levels, middle: Levels, family: Levels, near: _Nearness
) -> Marks:
    """Whether the parts of two names, each compared with its counterpart, are all that `in_either_order` looks at."""
    extra = ~names.is_plain | (names.between_count > names.has_father)  # a middle name
    is_poor = _is_below(given, Nearness.NEAR) | _is_below(family, Nearness.NEAR)
    many, fathers = np.maximum(names.between_count[left], names.between_count[right]), names.has_father
    several = (middle != UNKNOWN) & (many > 1)
    several |= (family == UNKNOWN) & (fathers[left] | fathers[right])  # a surname made of the father's name
    several |= near.may_be_two_surnames(names.family[left], names.family[right], family == Nearness.ALIKE)
    is_halved = (given >= Nearness.NEAR) & (given < Nearness.SAME) & (middle == UNKNOWN) & (many > 0)
    several |= near.go_on(names.given[left], names.given[right], is_halved)
    of_left, of_right = names.generation[left], names.generation[right]
    several |= (of_left != UNKNOWN) & (of_right != UNKNOWN) & (of_left != of_right)
    rank = np.maximum(given, 0) + np.maximum(family, 0)
    rank += np.where(middle == UNKNOWN, 0, np.clip(middle - 2, -2, 2)).astype(np.int8)
    may_turn = rank < 2 * Nearness.NEAR
    plain = ~((is_poor & (extra[left] | extra[right])) | several)
    asked = np.flatnonzero(plain & may_turn)
    one, other = left[asked], right[asked]
    plain[asked] = ~(
        near.are_alike(names.given[one], names.family[other]) | near.are_alike(names.family[one], names.given[other])
    )
    found: Marks = plain
    return found


def _is_below(part: Levels, level: int) -> Marks:
    is_so: Marks = (part != UNKNOWN) & (part < level)
    return is_so


def _middle_of(near: Levels) -> Levels:
    """How one father's or middle name and its counterpart compare, as a `Middle`."""
    table = {Nearness.INITIAL: Middle.INITIAL, Nearness.NEAR: Middle.NEAR}
    every = [Middle.ONE if one >= Nearness.ALIKE else table.get(one, Middle.CONTRADICTED) for one in Nearness]
    return np.array([*every, UNKNOWN], dtype=np.int8)[near]


class _Nearness:
    """The nearness of words by their numbers, each couple looked at once."""

    def __init__(self, words: Words) -> None:
        self._word = words.word
        self._kin = np.append(words.kin, np.zeros((1, 2), dtype=np.uint64), axis=0)  # a word that is missing has no kin

    def of(self, left: Numbers, right: Numbers) -> Levels:
        """The nearness of words; -1 where one is missing."""
        return self._asked(left, right, (left != UNKNOWN) & (right != UNKNOWN), nearness, UNKNOWN)

    def are_alike(self, left: Numbers, right: Numbers) -> Marks:
        """Whether words are forms of one name, at least."""
        may_be = ((self._kin[left] & self._kin[right]) != 0).any(axis=1)
        is_alike: Marks = self._asked(left, right, may_be, nearness, UNKNOWN) >= Nearness.ALIKE
        return is_alike

    def are_man_and_woman(self, left: Numbers, right: Numbers, asked: Marks) -> Marks:
        """Whether words, where that is asked, are a man's given name and a woman's."""
        is_so: Marks = self._asked(left, right, asked, is_man_and_woman, 0) == 1
        return is_so

    def go_on(self, left: Numbers, right: Numbers, asked: Marks) -> Marks:
        """Whether one of two words, where that is asked, may be a given name of two, and the other its first half."""
        is_so: Marks = self._asked(left, right, asked, lambda a, b: goes_on(a, b) or goes_on(b, a), 0) == 1
        return is_so

    def may_be_two_surnames(self, left: Numbers, right: Numbers, asked: Marks) -> Marks:
        """Whether words, where that is asked, may be two surnames although they are alike."""
        is_so: Marks = self._asked(left, right, asked, may_be_two_surnames, 0) == 1
        return is_so

    def _asked(
        self, left: Numbers, right: Numbers, asked: Marks, question: Callable[[Word, Word], int], other: int
    ) -> Levels:
        """The answer to a question about each couple of words; `other` where not asked.

        The word of the smaller number is asked about first, which is the same one in every run.
        """
        found = np.full(len(left), other, dtype=np.int8)
        low, high = np.minimum(left[asked], right[asked]), np.maximum(left[asked], right[asked])
        couple, place = distinct(low * len(self._word) + high, len(self._word) ** 2)
        couples = zip((couple // len(self._word)).tolist(), (couple % len(self._word)).tolist(), strict=True)
        answers = [question(self._word[one], self._word[two]) for one, two in couples]
        found[asked] = np.array(answers, dtype=np.int8)[place]
        return found
