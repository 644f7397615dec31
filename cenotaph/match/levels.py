"""All pairs compared at once: what `evidence.compare_profiles` says of one pair, said of columns of pairs.

Names are compared once per distinct couple of names (`name_couples.py`), births, ages, dates, places
and cells by arithmetic on columns. The plain form stays the measure: a test holds that both say the
same of any entries.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from cenotaph.match.blocking import Pairs
from cenotaph.match.compare import Middle
from cenotaph.match.distinct import distinct, places_in
from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND, agreement_of_cells, words_level
from cenotaph.match.further import column_name, nearness_of_columns
from cenotaph.match.hashes import text_hash
from cenotaph.match.name_columns import UNKNOWN, Names
from cenotaph.match.name_couples import NameCouples, compare_couples
from cenotaph.match.people import People
from cenotaph.match.profile import Rarity, rarity_step
from cenotaph.match.slips import Nearness
from cenotaph.match.sounds import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Levels = NDArray[np.int8]
    Marks = NDArray[np.bool_]

    Earlier = Callable[[Names, Numbers, Numbers], NameCouples | None]
    """Gives couples of names that were compared before, when it is told which are asked for."""


class NamesCompared(Struct, frozen=True, eq=False):
    """How the names of pairs compare, a column each, as in `NameCouples`."""

    given: Levels
    middle: Levels
    family: Levels
    given_words: Levels
    family_words: Levels
    is_plain: Marks
    is_turned: Marks
    agreed: Levels  # how rare the names between given name and surname that agree are together, as a step

    def at(self, places: Numbers) -> NamesCompared:
        """Those of some pairs."""
        return NamesCompared(*(getattr(self, column)[places] for column in self.__struct_fields__))

    def with_more(self, more: NamesCompared) -> NamesCompared:
        """These, and others behind them."""
        return self.joined(more, lambda own, other: np.concatenate((own, other)))

    def joined(self, more: NamesCompared, join: Callable[[NDArray[Any], NDArray[Any]], NDArray[Any]]) -> NamesCompared:
        """These and others, joined column by column."""
        both = ((getattr(self, column), getattr(more, column)) for column in self.__struct_fields__)
        return NamesCompared(*(join(own, other) for own, other in both))


OF_COUPLES = NamesCompared.__struct_fields__[:-1]
"""The columns that `NameCouples` have too."""


def rarity(people: People) -> Rarity:
    """How common each word of names is among the entries."""
    names, words = people.names, people.names.words.word
    times = np.bincount(people.name, minlength=len(names.key))

    def counted(word_of: Numbers, name_of: Numbers, text: Callable[[Word], str]) -> dict[str, int]:
        counts = np.bincount(word_of, weights=times[name_of], minlength=len(words)).astype(np.int64)
        found: dict[str, int] = {}
        for number in np.flatnonzero(counts).tolist():
            key = text(words[number])
            found[key] = found.get(key, 0) + int(counts[number])
        return found

    given, family = (np.flatnonzero(part != UNKNOWN) for part in (names.given, names.family))
    middle = names.is_between
    return Rarity(
        size=len(people),
        given=counted(names.given[given], given, _key),
        family=counted(names.family[family], family, _key),
        between=counted(names.word_of[middle], names.name_of[middle], _key),
        plain=counted(names.word_of, names.name_of, lambda word: word.plain),
        columns=people.further.compared,
        cells=[_times(people.cell[:, at], keys) for at, keys in enumerate(people.cells)],
    )


def _times(cell: Numbers, keys: tuple[str, ...]) -> dict[str, int]:
    return dict(zip(keys, np.bincount(cell[cell != UNKNOWN], minlength=len(keys)).tolist(), strict=True))


def _key(word: Word) -> str:
    return word.key


def couples_of(pairs: Pairs, people: People, earlier: Earlier | None = None) -> tuple[NameCouples, Numbers]:
    """The distinct couples of names of all pairs, compared, and which of them each pair has.

    Args:
        pairs: rows of `people`.
        people: the entries.
        earlier: gives those couples that an earlier run compared.
    """
    size = max(1, len(people.names.key))
    couple, place = distinct(people.name[pairs.left] * size + people.name[pairs.right], size**2)
    left, right = couple // size, couple % size
    known = earlier(people.names, left, right) if earlier else None
    return compare_couples(left, right, people.names, people.whole, known), place


def compared_names(couples: NameCouples, place: Numbers, names: Names, common: Rarity) -> NamesCompared:
    """The names of all pairs, compared part by part.

    Args:
        couples: distinct couples of names.
        place: which of them each pair has.
        names: the names.
        common: how rare their words are.
    """
    agreed = _steps(names.words.word, common.between)[names.between[couples.left]]
    agreed[~couples.is_plain] = _steps_together(couples.agreed, names, common)
    return NamesCompared(**{column: getattr(couples, column)[place] for column in OF_COUPLES}, agreed=agreed[place])


def _steps_together(agreed: Hashes, names: Names, common: Rarity) -> Levels:
    """How rare words are together, as a step, where each line holds their keys."""
    between = [names.words.word[one] for one in np.unique(names.word_of[names.is_between]).tolist()]
    share = {text_hash(word.key): common.between(word) for word in between} | {0: 1.0}
    keys = np.array(sorted(share), dtype=np.uint64)
    # a name that two words make together stands between given name and surname nowhere
    shares = np.array([*(share[key] for key in keys.tolist()), common.unseen])
    together = np.ones(len(agreed))
    for column in agreed.T:
        together *= shares[places_in(keys, column)]
    values, place = np.unique(together, return_inverse=True)
    return np.array([rarity_step(value) for value in values.tolist()], dtype=np.int8)[place]


def _steps(words: Sequence[Word], share: Callable[[Word], float]) -> Levels:
    """How rare each word is, as a step; one more at the end, for a word that is missing."""
    return np.array([*(rarity_step(share(word)) for word in words), 0], dtype=np.int8)


def compared_levels(pairs: Pairs, people: People, names: NamesCompared, common: Rarity) -> Levels:
    """The level of every comparison: a line for each pair, a column for each of `COMPARISONS`; -1 for none."""
    columns = people.further.compared
    levels = np.full((len(pairs.left), len(COMPARISONS) + len(columns)), UNKNOWN, dtype=np.int8)
    given, family = _without_common_slips(pairs, people, names, common)
    column = {name: levels[:, place] for place, name in enumerate(COMPARISONS)}
    words = people.names.words.word
    column["given"][:] = _part_level(given, people.names.given, _steps(words, common.given), pairs, people)
    column["family"][:] = _part_level(family, people.names.family, _steps(words, common.family), pairs, people)
    woman = people.sexes.index("f") if "f" in people.sexes else len(people.sexes)
    is_woman = (people.sex[pairs.left] == woman) | (people.sex[pairs.right] == woman)
    column["family"][(column["family"] == 0) & is_woman] = 4  # a woman's surname may be her husband's
    column["middle"][:] = np.where(names.middle >= Middle.ONE, AGREED + names.agreed, names.middle)
    for name, rule in RULES.items():
        column[name][:] = rule(pairs, people)
    column["context"][:] = _context(pairs, people, given, family)
    column["order"][names.is_turned] = 1
    for at in range(len(columns)):
        levels[:, len(COMPARISONS) + at] = cell_levels(at, pairs, people, common)
    return levels


def _without_common_slips(pairs: Pairs, people: People, names: NamesCompared, common: Rarity) -> tuple[Levels, Levels]:
    """One letter apart is a slip of the pen only while one of the spellings is rare: Zahid and Zahir are two names."""
    words = people.names.words
    is_common = np.array([*(common.is_common(word) for word in words.word), False])
    script = np.append(words.script, np.uint64(0))
    left, right = people.name[pairs.left], people.name[pairs.right]
    found = []
    for near, of_words, part in (
        (names.given, names.given_words, people.names.given),
        (names.family, names.family_words, people.names.family),
    ):
        # what only the words say: a last surname that is left out is as near, and no slip
        slip = np.flatnonzero((near == Nearness.NEAR) & (of_words == Nearness.NEAR))
        a, b = part[left[slip]], part[right[slip]]
        changed = near.copy()
        changed[slip[is_common[a] & is_common[b] & (script[a] == script[b])]] = Nearness.WEAK
        found.append(changed)
    return found[0], found[1]


def _part_level(near: Levels, part: Numbers, step: Levels, pairs: Pairs, people: People) -> Levels:
    """The level of a part: its nearness, or, where it agrees, how rare it is on the side where it is more common."""
    a, b = part[people.name[pairs.left]], part[people.name[pairs.right]]
    agreed = np.where(near >= Nearness.SOUND, SOUND, AGREED) + np.minimum(step[a], step[b])
    return np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, np.where(near >= Nearness.ALIKE, agreed, near))


def _context(pairs: Pairs, people: People, given: Levels, family: Levels) -> Levels:
    """`evidence` on one source that names somebody in full and, elsewhere, by a part of that name."""
    a, b = pairs
    same = (people.source[a] == people.source[b]) & ~people.is_unique[a] & ~people.is_unique[b]
    is_whole = (people.names.given != UNKNOWN) & (people.names.family != UNKNOWN)
    is_one_whole = is_whole[people.name[a]] != is_whole[people.name[b]]
    is_one_part = (given == UNKNOWN) != (family == UNKNOWN)
    return np.where(same & is_one_whole & is_one_part & (np.maximum(given, family) >= Nearness.ALIKE), 1, UNKNOWN)


def birth_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.birth_level` of all pairs."""
    year, month, day = parts = _births(pairs, people)
    equal = [a == b for a, b in parts]
    same = sum(part.astype(np.int8) for part in equal)
    filled = people.is_day_filled_in[pairs.left] | people.is_day_filled_in[pairs.right]
    exchanged = equal[0] & (month[0] == day[1]) & (day[0] == month[1])
    one_figure = same == 2
    for (a, b), is_equal in zip(parts, equal, strict=True):
        asked = np.flatnonzero(one_figure & ~is_equal)
        one_figure[asked] = _are_one_figure_apart(a[asked], b[asked])
    apart = np.abs(year[0] - year[1])
    return _first_that_holds(
        ((day[0] == UNKNOWN) | (day[1] == UNKNOWN), UNKNOWN),
        (same == 3, 4),
        (filled, UNKNOWN),
        (exchanged | one_figure, 3),
        (apart == 0, 2),
        (apart == 1, 1),
    )


def birth_in_part_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.birth_in_part_level` of all pairs."""
    year, day = people.day[:, 0], people.day[:, 2]
    a, b = pairs
    is_in_part = (day[a] == UNKNOWN) | (day[b] == UNKNOWN)
    asked = np.flatnonzero(is_in_part & (year[a] != UNKNOWN) & (year[b] != UNKNOWN))
    found = np.full(len(a), UNKNOWN, dtype=np.int8)
    a, b = pairs.at(asked)
    parts = _births(pairs.at(asked), people)
    fits = [(one == other) | (one == UNKNOWN) | (other == UNKNOWN) for one, other in parts]
    apart = np.abs(year[a] - year[b])
    found[asked] = _first_that_holds(
        (people.is_day_filled_in[a] | people.is_day_filled_in[b], UNKNOWN),
        (fits[0] & fits[1] & fits[2], 3),
        (apart == 0, 2),
        (apart == 1, 1),
    )
    return found


def _births(pairs: Pairs, people: People) -> list[tuple[NDArray[np.int16], NDArray[np.int16]]]:
    """Year, month and day of birth of the two of each pair."""
    return [(part[pairs.left], part[pairs.right]) for part in people.day.T.astype(np.int16)]


def _are_one_figure_apart(a: NDArray[np.int16], b: NDArray[np.int16]) -> Marks:
    """Whether numbers of up to four figures differ in one of them."""
    differ: Marks = np.zeros(len(a), dtype=np.int8)
    for digit in (1, 10, 100, 1000):
        differ += a // digit % 10 != b // digit % 10
    is_so: Marks = differ == 1
    return is_so


def _first_that_holds(*rules: tuple[Marks, int]) -> Levels:
    """Of each pair the level of the first rule that holds for it; 0 where none does."""
    found = np.zeros(len(rules[0][0]), dtype=np.int8)
    for holds, level in reversed(rules):
        found[holds] = level
    return found


def age_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.age_level` of all pairs."""
    a, b = pairs
    has_birth, birth = people.day[:, 0] != UNKNOWN, people.day @ np.array([10_000, 100, 1])
    births = has_birth[a] & has_birth[b]
    births &= (birth[a] == birth[b]) | ~(people.is_day_filled_in[a] | people.is_day_filled_in[b])
    apart = np.abs(people.born[a] - people.born[b])
    same = (people.age[a] == people.age[b]) & (apart <= 1.5)
    is_guess = people.is_year_filled_in[a] | people.is_year_filled_in[b]
    return _first_that_holds(
        (births | np.isnan(apart), UNKNOWN), (same, 4), (apart <= 1.1, 3), (is_guess, UNKNOWN), (apart <= 2.1, 2),
        (apart <= 5.1, 1),
    )  # fmt: skip


def sex_levels(pairs: Pairs, people: People) -> Levels:
    """1 where two sexes that are stated agree, 0 where they do not."""
    a, b = people.sex[pairs.left], people.sex[pairs.right]
    return np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, a == b).astype(np.int8)


def date_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.date_level` of all pairs."""
    first, last = people.date.T
    is_day = people.has_date & (first == last)
    return _nearness_of_dates(pairs, people, is_day[pairs.left] & is_day[pairs.right])


def date_in_part_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.date_in_part_level` of all pairs."""
    first, last = people.date.T
    is_longer, has_date = first != last, people.has_date
    a, b = pairs
    return _nearness_of_dates(pairs, people, has_date[a] & has_date[b] & (is_longer[a] | is_longer[b]))


def _nearness_of_dates(pairs: Pairs, people: People, is_asked: Marks) -> Levels:
    """How near the dates of the pairs asked for are; `UNKNOWN` for the others."""
    found, asked = np.full(len(is_asked), UNKNOWN, dtype=np.int8), np.flatnonzero(is_asked)
    first, last = people.date.T.copy()
    a, b = pairs.at(asked)
    gap = np.maximum(first[a], first[b]) - np.minimum(last[a], last[b])
    found[asked] = _first_that_holds((gap <= 0, 3), (gap <= 3, 2), (gap <= 31, 1))
    return found


def place_levels(pairs: Pairs, people: People) -> Levels:
    """`evidence.place_level` of all pairs, by the words of each distinct couple of places."""
    a, b = people.place[pairs.left], people.place[pairs.right]
    found = np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, 2).astype(np.int8)
    differ = np.flatnonzero((found == 2) & (a != b))
    couple, place = distinct(a[differ] * len(people.places) + b[differ], len(people.places) ** 2)
    couples = zip((couple // len(people.places)).tolist(), (couple % len(people.places)).tolist(), strict=True)
    answers = [words_level(people.places[one], people.places[two]) for one, two in couples]
    found[differ] = np.array(answers, dtype=np.int8)[place]
    return found


def cell_levels(at: int, pairs: Pairs, people: People, common: Rarity) -> Levels:
    """`evidence.cell_level` of all pairs, by each distinct couple of cells."""
    column, keys = people.further.compared[at], people.cells[at]
    a, b = people.cell[pairs.left, at], people.cell[pairs.right, at]
    agreed = [agreement_of_cells(at, key, common) for key in keys]
    found = np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, np.array([*agreed, 0], dtype=np.int8)[a]).astype(np.int8)
    differ = np.flatnonzero((found != UNKNOWN) & (a != b))
    low, high = np.minimum(a[differ], b[differ]), np.maximum(a[differ], b[differ])
    couple, place = distinct(low * len(keys) + high, len(keys) ** 2)
    near = nearness_of_columns(keys, couple // max(1, len(keys)), couple % max(1, len(keys)))
    if not column.may_differ:
        near[near == 0] = UNKNOWN
    found[differ] = near[place]
    return found


RULES = {
    "birth": birth_levels,
    "birth_in_part": birth_in_part_levels,
    "age": age_levels,
    "sex": sex_levels,
    "date": date_levels,
    "date_in_part": date_in_part_levels,
    "place": place_levels,
}
"""How all pairs are compared, for each comparison that looks at columns of `People` and at no name; how often two
people agree by chance is counted for these."""

SAMPLE = 200_000
"""Random pairs in which agreement by chance is counted."""


def agreement_by_chance(people: People, common: Rarity) -> dict[str, Counter[int]]:
    """For each of `RULES` and each further column, how many of some random pairs reach each level; always the same."""
    pairs = _random_pairs(people)
    found: dict[str, Counter[int]] = {}
    every = {name: rule(pairs, people) for name, rule in RULES.items()}
    every |= {column_name(at): cell_levels(at, pairs, people, common) for at in range(len(people.further.compared))}
    for name, levels in every.items():
        level, times = np.unique(levels[levels != UNKNOWN], return_counts=True)
        found[name] = Counter(dict(zip(level.tolist(), times.tolist(), strict=True)))
    return found


def _random_pairs(people: People) -> Pairs:
    size = len(people)
    if size * (size - 1) // 2 <= SAMPLE:
        left, right = np.triu_indices(size, 1)
    else:
        draw = random.Random(size)  # noqa: S311
        drawn = np.array([draw.randrange(size) for _ in range(2 * SAMPLE)], dtype=np.int64)
        left, right = drawn[::2], drawn[1::2]
    may = (left != right) & ~(people.is_unique[left] & (people.list[left] == people.list[right]))
    return Pairs(left[may], right[may])
