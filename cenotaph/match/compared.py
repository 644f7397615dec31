"""All candidate pairs of the entries at hand, compared and weighed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from cenotaph.gazetteer import Gazetteer
from cenotaph.match.blocking import Pairs, candidate_pairs
from cenotaph.match.distinct import distinct, distinct_lines, places_in
from cenotaph.match.evidence import COMPARISONS, Compared, Levels, compare_profiles, reason
from cenotaph.match.kept import Memory
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
from cenotaph.match.people import People, people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.match.profile import Profile, Rarity
from cenotaph.match.spellings import ROUNDS, Spellings, learned_spellings, with_spellings, with_words
from cenotaph.record import Entry
from cenotaph.uncollected import uncollected

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

Couple = tuple[str, str]
"""Two entry ids, the smaller first."""
MIDDLE = COMPARISONS.index("middle")
NEGLIGIBLE = 1e-8
"""Pairs less likely than this are no rivals: the millions of them together change no sixth figure of another."""
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
    couples, couple = couples_of(named.with_more(nameless), people, memory.couples_of)
    memory.keep(people.names, couples)
    names, names_of_nameless = (
        compared_names(couples, some, people.names, common) for some in (couple[:own], couple[own:])
    )
    level, level_of_nameless = (
        compared_levels(pairs, people, of_pairs, common)
        for pairs, of_pairs in ((named, names), (nameless, names_of_nameless))
    )
    model = Model(_prior(people, people.is_named), agreement_by_chance(people, common), people.further.compared)
    found, shared = _learned(_Found(people, named, names, level, np.zeros(own)), common, model, memory)
    people, pairs, names, level, chance = found
    remarks: Mapping[Couple, str] = {}
    start = np.full(len(chance), model.prior)
    if len(nameless.left):
        alike = number_alike(nameless, pairs, shared, people)
        remarks = nameless_remarks(nameless, people, alike)
        of_any_two = _prior(people, np.ones(len(people), dtype=bool))
        more = nameless_chances(nameless, level_of_nameless, people, model, alike, of_any_two)
        chance, start = np.concatenate((chance, more)), np.append(start, np.full(len(more), of_any_two))
        pairs, names = pairs.with_more(nameless), names.with_more(names_of_nameless)
        level = np.concatenate((level, level_of_nameless))
        shared = _one_to_one(chance, pairs, people)
    limit = start * AGAINST / (1 - start + start * AGAINST)
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


class _Found(NamedTuple):
    """The pairs that have names, as far as they are compared; a row of each column is a pair, sorted."""

    people: People
    pairs: Pairs
    names: NamesCompared
    level: NDArray[np.int8]
    chance: Shares  # rivals left aside


def _learned(found: _Found, common: Rarity, model: Model, memory: Memory) -> tuple[_Found, Shares]:
    """The pairs weighed by what they show themselves: how often fields agree, and which words are one.

    Returns:
        The pairs with their probabilities, and these beside those of the rivals.
    """
    patterns, pattern = _patterns(found.level)
    chance = _chances(model, patterns, pattern)
    shared = _one_to_one(chance, found.pairs, found.people)
    if model.learn(_counted(patterns, pattern, shared)):
        chance = _chances(model, patterns, pattern)
        shared = _one_to_one(chance, found.pairs, found.people)
    found = found._replace(chance=chance)
    for _ in range(ROUNDS):
        known = learned_spellings(found.pairs, found.level, shared, found.people, model)
        if not known:
            break
        found = _with_spellings(known, found, common, model, memory)
        shared = _one_to_one(found.chance, found.pairs, found.people)
    return found, shared


def _chances(model: Model, patterns: Sequence[Levels], pattern: Numbers) -> Shares:
    """The probability of each pair, rivals left aside."""
    return np.array(model.probabilities(patterns), dtype=np.float64)[pattern]


def _with_spellings(known: Spellings, found: _Found, common: Rarity, model: Model, memory: Memory) -> _Found:
    """The pairs whose names have words that stand for others compared anew, and those that are found by these words."""
    rare, usual = (np.array(sorted(words), dtype=np.int64) for words in (known, set().union(*known.values())))
    people, pairs = with_spellings(found.people, known), found.pairs
    is_changed = with_words(people.names, rare)[people.name]
    more = candidate_pairs(people, is_changed | with_words(people.names, usual)[people.name], is_changed)
    told, own = (side.left * len(people) + side.right for side in (pairs, more))
    new = np.flatnonzero(places_in(told, own) == UNKNOWN)
    again = np.flatnonzero(is_changed[pairs.left] | is_changed[pairs.right])
    asked = pairs.at(again).with_more(more.at(new))
    place = np.arange(len(told))
    place[again] = len(told) + np.arange(len(again))
    place = np.insert(place, np.searchsorted(told, own[new]), len(told) + len(again) + np.arange(len(new)))
    couples, couple = couples_of(asked, people, memory.learned_couples)
    memory.keep_learned(people.names, couples)
    names = compared_names(couples, couple, people.names, common)
    level = compared_levels(asked, people, names, common)

    def merged(column: NDArray[Any], anew: NDArray[Any]) -> NDArray[Any]:
        both: NDArray[Any] = np.concatenate((column, anew))[place]
        return both

    return _Found(
        people=people,
        pairs=Pairs(merged(pairs.left, asked.left), merged(pairs.right, asked.right)),
        names=found.names.joined(names, merged),
        level=merged(found.level, level),
        chance=merged(found.chance, _chances(model, *_patterns(level))),
    )


def _levels(line: NDArray[np.int8]) -> Levels:
    return tuple(None if level == UNKNOWN else level for level in line.tolist())


def _patterns(level: NDArray[np.int8]) -> tuple[list[Levels], Numbers]:
    """The distinct lines of levels, and which of them each pair has."""
    some, pattern = distinct_lines(level)
    return [_levels(line) for line in level[some]], pattern


def _prior(people: People, some: Marks) -> float:
    """The probability that two of some of the entries are one person."""
    lists = people.list[some & people.is_unique]
    return prior(int(some.sum()), np.bincount(lists).tolist(), shipped_weights())


def _counted(patterns: Sequence[Levels], pattern: Numbers, chance: Shares) -> list[tuple[Levels, float, int]]:
    """How many pairs have the same levels and, to three digits, the same probability."""
    step = np.round(chance * 1000).astype(np.int64)
    code, times = np.unique(pattern * 1001 + step, return_counts=True)
    return [
        (patterns[one // 1001], one % 1001 / 1000, count)
        for one, count in zip(code.tolist(), times.tolist(), strict=True)
    ]


def _one_to_one(chance: Shares, pairs: Pairs, people: People) -> Shares:
    """The probabilities beside those of the rivals: two who fit equally well have at most one half each.

    Pairs of one entry with entries of one unique list are rivals, at most one of them being one person; so are
    those of an entry without a name with entries of any one list.
    """
    sure = np.minimum(chance, 1 - 1e-12)
    likely = np.flatnonzero(sure >= NEGLIGIBLE)
    odds, pairs = sure[likely] / (1 - sure[likely]), pairs.at(likely)
    is_nameless = ~people.is_named[pairs.left] | ~people.is_named[pairs.right]
    sides = ((pairs.left, pairs.right), (pairs.right, pairs.left))
    keys = np.concatenate([one * len(people.lists) + people.list[other] for one, other in sides])
    _, group = distinct(keys, len(people) * len(people.lists))
    total = np.bincount(group, weights=np.concatenate((odds, odds)))
    others = np.zeros(len(odds))
    for (_, other), own in zip(sides, np.split(group, 2), strict=True):
        others += np.where(people.is_unique[other] | is_nameless, total[own] - odds, 0.0)
    shared: Shares = np.zeros(len(chance))
    shared[likely] = np.round(odds / (1 + odds + np.maximum(0.0, others)), 6)
    return shared
