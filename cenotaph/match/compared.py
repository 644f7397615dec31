"""All candidate pairs of the entries at hand, compared and weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.gazetteer import Gazetteer
from cenotaph.match.blocking import Pairs, candidate_pairs
from cenotaph.match.distinct import distinct
from cenotaph.match.evidence import COMPARISONS, Compared, Levels, compare_profiles, reason
from cenotaph.match.kept import Kept, Memory
from cenotaph.match.levels import (
    NamesCompared,
    agreement_by_chance,
    compared_levels,
    compared_names,
    couples_of,
    rarity,
)
from cenotaph.match.model import Model, prior, shipped_weights
from cenotaph.match.name_columns import UNKNOWN
from cenotaph.match.nameless import nameless_chances, nameless_pairs, nameless_remarks, number_alike
from cenotaph.match.parts import Name
from cenotaph.match.people import People, people_of, people_of_table
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.match.profile import Profile, Rarity
from cenotaph.match.spellings import ROUNDS, Spellings, learned_spellings, with_spellings, with_words
from cenotaph.record import Entry
from cenotaph.uncollected import uncollected

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

Couple = tuple[str, str]
"""Two entry ids, the smaller first."""
MIDDLE = COMPARISONS.index("middle")
AGAINST = 0.05
"""A pair whose evidence divides the odds by twenty contradicts: its entries are kept apart. So are two whose fathers'
names, each printed as such, differ."""


class Weighed(Struct, frozen=True, eq=False, dict=True):
    """What comparing gave: columns of pairs, and of each pair what anybody asks for."""

    people: People
    pairs: Pairs  # rows of `people`
    names: NamesCompared
    level: NDArray[np.int8]  # a line for each pair, a column for each comparison; -1 where a side states nothing
    chance: Shares  # that the two are one person, rivals considered
    is_against: Marks  # whether the evidence speaks against
    rarity: Rarity
    remarks: Mapping[Couple, str] = {}  # what else a pair's probability rests on, in words
    unscaled: Mapping[Couple, float] = {}  # the probabilities before rulings re-scaled them; empty where they did not

    @cached_property
    def couples(self) -> list[Couple]:
        """The pairs by their entries, sorted."""
        ids = self.people.ids
        return [(ids[a], ids[b]) for a, b in zip(self.pairs.left.tolist(), self.pairs.right.tolist(), strict=True)]

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each entry."""
        return {one: row for row, one in enumerate(self.people.ids)}

    @cached_property
    def probability(self) -> dict[Couple, float]:
        """The probability of each pair."""
        return dict(zip(self.couples, self.chance.tolist(), strict=True))

    @cached_property
    def against(self) -> frozenset[Couple]:
        """The pairs whose evidence speaks against."""
        return frozenset(self.couples[place] for place in np.flatnonzero(self.is_against).tolist())

    @cached_property
    def profile(self) -> Mapping[str, Profile]:
        """What of each entry is compared."""
        return _Profiles(self.people, self.row)

    def levels(self, couple: Couple) -> Levels:
        """The levels of a pair that was a candidate."""
        return _levels(self.level[self._place[couple]])

    @cached_property
    def _place(self) -> dict[Couple, int]:
        return {couple: place for place, couple in enumerate(self.couples)}

    def name(self, entry: str) -> Name:
        """The name of an entry, read."""
        return self.people.whole(int(self.people.name[self.row[entry]]))

    def reason(self, couple: Couple) -> str:
        """Why a pair has its probability, in words."""
        said = self._said(couple)
        return f"{said}; {self.remarks[couple]}" if couple in self.remarks else said

    def _said(self, couple: Couple) -> str:
        """A comparison in words, told once for all pairs whose columns tell it alike."""
        place = self._place.get(couple)
        if place is None or not self.names.is_plain[place]:
            return reason(self.compared(couple))
        alike = self._columns_of_words[place]
        if alike not in self._words:
            self._words[alike] = reason(self.compared(couple))
        return self._words[alike]

    @cached_property
    def _columns_of_words(self) -> list[bytes]:
        """Of each pair the columns that tell its reason where its names are plain."""
        parts = (self.names.given, self.names.middle, self.names.family)
        every = np.column_stack((*parts, self.level)).astype(np.int8)
        return [line.tobytes() for line in every]

    @cached_property
    def _words(self) -> dict[bytes, str]:
        return {}

    def at(self, places: Numbers) -> Weighed:
        """Some of the pairs."""
        found = replace(
            self,
            pairs=self.pairs.at(places),
            names=self.names.at(places),
            level=self.level[places],
            chance=self.chance[places],
            is_against=self.is_against[places],
        )
        return replace(found, unscaled={couple: self.unscaled[couple] for couple in found.couples if self.unscaled})

    def compared(self, couple: Couple) -> Compared:
        """The comparison of any two entries, whether they were candidates or not."""
        one, other = couple
        return compare_profiles(self.profile[one], self.profile[other], self.rarity)

    def with_probability(self, probability: Mapping[Couple, float]) -> Weighed:
        """The same pairs with other probabilities."""
        return replace(self, chance=np.array([probability[couple] for couple in self.couples], dtype=np.float64))


class _Profiles(Mapping[str, Profile]):
    """The profile of each entry, made when it is asked for."""

    def __init__(self, people: People, row: Mapping[str, int]) -> None:
        self._people, self._row = people, row

    def __getitem__(self, entry: str) -> Profile:
        return self._people.profile(self._row[entry])

    def __iter__(self) -> Iterator[str]:
        return iter(self._row)

    def __len__(self) -> int:
        return len(self._row)


@uncollected
def weigh_pairs(entries: Sequence[Entry], gazetteer: Gazetteer | None = None) -> Weighed:
    """Compare every candidate pair of `entries`, all names of a place in `gazetteer` being one."""
    return weigh_people(people_of(entries, gazetteer or gazetteer_by_sound()))


@uncollected
def weigh_table(entries: pa.Table, gazetteer: Gazetteer | None = None, memory: Memory | None = None) -> Weighed:
    """`weigh_pairs` of a table of entries; what `memory` has is not asked again."""
    names = memory.names if memory else None
    return weigh_people(people_of_table(entries, gazetteer or gazetteer_by_sound(), names), memory)


def weigh_people(people: People, memory: Memory | None = None) -> Weighed:
    """Compare every candidate pair.

    Args:
        people: the entries.
        memory: what an earlier run kept; takes what this one should keep.
    """
    memory = memory or Memory()
    common = rarity(people)
    named, nameless = candidate_pairs(people), nameless_pairs(people)
    own = len(named.left)
    couples, couple = couples_of(named.with_more(nameless), people, memory.couples_of(people.names))
    memory.now = Kept(people.names, couples)
    names, names_of_nameless = (
        compared_names(couples, some, people.names, common) for some in (couple[:own], couple[own:])
    )
    level, level_of_nameless = (
        compared_levels(pairs, people, of_pairs, common)
        for pairs, of_pairs in ((named, names), (nameless, names_of_nameless))
    )
    model = Model(_prior(people), agreement_by_chance(people, common), people.further.compared)
    patterns, rivals = _patterns(level), _rivals(named, people)
    chance, shared = _chances(model, patterns, rivals)
    if model.learn(_counted(*patterns, shared)):
        chance, shared = _chances(model, patterns, rivals)
    for _ in range(ROUNDS):
        known = learned_spellings(named, level, shared, people, model)
        if not known:
            break
        people, named, names, level = _with_spellings(known, people, named, names, level, common)
        chance, shared = _chances(model, _patterns(level), _rivals(named, people))
    pairs = named
    remarks: Mapping[Couple, str] = {}
    if len(nameless.left):
        alike = number_alike(nameless, named, shared, people)
        remarks = nameless_remarks(nameless, people, alike)
        chance = np.concatenate((chance, nameless_chances(nameless, level_of_nameless, people, model, alike)))
        pairs, names = named.with_more(nameless), names.with_more(names_of_nameless)
        level = np.concatenate((level, level_of_nameless))
        shared = _one_to_one(chance, _rivals(pairs, people))
    limit = model.prior * AGAINST / (1 - model.prior + model.prior * AGAINST)
    has_father = people.names.has_father[people.name]
    fathers_differ = (level[:, MIDDLE] == 0) & has_father[pairs.left] & has_father[pairs.right]
    return Weighed(
        people=people,
        pairs=pairs,
        names=names,
        level=level,
        chance=shared,
        is_against=(chance < limit) | fathers_differ,
        rarity=common,
        remarks=remarks,
    )


def _chances(
    model: Model, patterns: tuple[Sequence[Levels], Numbers], rivals: Sequence[_Rivals]
) -> tuple[Shares, Shares]:
    """The probability of each pair, rivals left aside and rivals considered."""
    distinct_levels, pattern = patterns
    chance: Shares = np.array(model.probabilities(distinct_levels))[pattern]
    return chance, _one_to_one(chance, rivals)


def _with_spellings(
    known: Spellings, people: People, pairs: Pairs, names: NamesCompared, level: NDArray[np.int8], common: Rarity
) -> tuple[People, Pairs, NamesCompared, NDArray[np.int8]]:
    """Entries and pairs, those compared anew whose names have words that stand for others, and those found by them."""
    rare, usual = (np.array(sorted(words), dtype=np.int64) for words in (known, set().union(*known.values())))
    is_changed = with_words(people.names, rare)[people.name]
    people = with_spellings(people, known)
    among = is_changed | with_words(people.names, usual)[people.name]
    more = candidate_pairs(people, among)
    size = len(people)
    told, own = (side.left * size + side.right for side in (pairs, more))
    is_new = (is_changed[more.left] | is_changed[more.right]) & ~np.isin(own, told)
    is_kept = ~(is_changed[pairs.left] | is_changed[pairs.right])
    kept, anew = np.flatnonzero(is_kept), np.sort(np.concatenate((told[~is_kept], own[is_new])))
    again = Pairs(anew // size, anew % size)
    couples, couple = couples_of(again, people)
    compared = compared_names(couples, couple, people.names, common)
    order = np.argsort(np.concatenate((told[kept], anew)), kind="stable")
    level = np.concatenate((level[kept], compared_levels(again, people, compared, common)))[order]
    pairs = pairs.at(kept).with_more(again).at(order)
    return people, pairs, names.at(kept).with_more(compared).at(order), level


def _levels(line: NDArray[np.int8]) -> Levels:
    return tuple(None if level == UNKNOWN else level for level in line.tolist())


def _patterns(level: NDArray[np.int8]) -> tuple[list[Levels], Numbers]:
    """The distinct lines of levels, and which of them each pair has."""
    pattern, count = np.zeros(len(level), dtype=np.int64), 1
    for column in level.T:  # folded column by column: far faster than sorting lines
        values, pattern = distinct(pattern * 64 + column + 1, count * 64)
        count = len(values)
    some = np.empty(count, dtype=np.int64)
    some[pattern] = np.arange(len(level))  # of each pattern some pair that has it
    return [_levels(level[place]) for place in some.tolist()], pattern


def _prior(people: People) -> float:
    named = people.is_named
    lists = people.list[named & people.is_unique]
    return prior(int(named.sum()), np.bincount(lists).tolist(), shipped_weights())


def _counted(patterns: Sequence[Levels], pattern: Numbers, chance: Shares) -> list[tuple[Levels, float, int]]:
    """How many pairs have the same levels and, to three digits, the same probability."""
    step = np.round(chance * 1000).astype(np.int64)
    code, times = np.unique(pattern * 1001 + step, return_counts=True)
    return [
        (patterns[one // 1001], one % 1001 / 1000, count)
        for one, count in zip(code.tolist(), times.tolist(), strict=True)
    ]


class _Rivals(NamedTuple):
    """With which other pairs a pair competes from one of its sides."""

    group: Numbers  # the pairs of one entry with one list have one number
    is_one: Marks  # whether at most one pair of the group is one person


def _rivals(pairs: Pairs, people: People) -> list[_Rivals]:
    """The rivals of each pair from either side.

    An entry has at most one counterpart in a unique list; an entry without a name at most one in any list.
    """
    is_nameless = ~people.is_named[pairs.left] | ~people.is_named[pairs.right]
    sides = ((pairs.left, pairs.right), (pairs.right, pairs.left))
    keys = np.concatenate([one * len(people.lists) + people.list[other] for one, other in sides])
    groups = np.split(distinct(keys, len(people) * len(people.lists))[1], 2)
    return [
        _Rivals(group, people.is_unique[other] | is_nameless) for (_, other), group in zip(sides, groups, strict=True)
    ]


def _one_to_one(chance: Shares, rivals: Sequence[_Rivals]) -> Shares:
    """The probabilities beside those of the rivals: two who fit equally well have at most one half each."""
    sure = np.minimum(chance, 1 - 1e-12)
    odds = sure / (1 - sure)
    total = np.bincount(np.concatenate([side.group for side in rivals]), weights=np.concatenate((odds, odds)))
    others = np.zeros(len(odds))
    for side in rivals:
        others += np.where(side.is_one, total[side.group] - odds, 0.0)
    shared: Shares = np.round(odds / (1 + odds + np.maximum(0.0, others)), 6)
    return shared
