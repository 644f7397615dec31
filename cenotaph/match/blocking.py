"""Which entries are worth comparing: those that share a key of two words' sounds, or of one word and a date.

A key that many entries share would make millions of pairs and says little: it is split by year of
birth where it can, else left out, for two entries of one person share other keys too. An entry that
has no other, such as a name which two hundred texts tell without a birth, is compared with those of
its crowd that state the most like (a sorted neighbourhood). Of all pairs each entry keeps those that
share the rarest keys, so that the number of pairs grows with the number of entries and not with its
square.

Source of the sorted neighbourhood: M. A. Hernández, S. J. Stolfo, "The Merge/Purge Problem for Large
Databases", SIGMOD Record 24 (1995), 10.1145/568271.223807.
"""

from __future__ import annotations

from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cenotaph.match.distinct import distinct_lines
from cenotaph.match.keys import Runs, are_among, is_word_alone, keys_of, mixed, runs, spans_of_years
from cenotaph.match.name_columns import UNKNOWN
from cenotaph.match.people import People

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

ALL_PAIRS = 400
"""Up to so many named entries every pair is compared."""
BLOCK = 150
"""A key that more entries than this share is split, or left out."""
RARE = 20
"""One word or one cell alone makes a key only where so few share it: of a common one it says too little."""
RARITY = 1000
"""Steps in which one key's rarity, the natural logarithm of its share, is told."""
KEPT = 10
"""So many pairs are kept for each entry, those that share the rarest keys."""
NOBODY = np.empty(0, dtype=np.int64)


class Pairs(NamedTuple):
    """Pairs of rows of `People`, sorted, each once."""

    left: Numbers  # the smaller row
    right: Numbers

    def at(self, places: Numbers) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.left[places], self.right[places])

    def with_more(self, more: Pairs) -> Pairs:
        """These, and others behind them."""
        return Pairs(np.concatenate((self.left, more.left)), np.concatenate((self.right, more.right)))


class _Candidates(NamedTuple):
    """Pairs, each once, with the sum of how rare the keys are that they share, in whole numbers."""

    left: Numbers
    right: Numbers
    weight: Numbers


def candidate_pairs(people: People, among: Marks | None = None, some: Marks | None = None) -> Pairs:
    """Pairs that are worth comparing; never two entries of one unique list.

    Args:
        people: the entries.
        among: of which entries; of all where this is not given.
        some: likewise, of which at least one of a pair is one.
    """
    named = np.flatnonzero(people.is_named if among is None else people.is_named & among)
    if len(named) <= ALL_PAIRS:
        first, second = np.triu_indices(len(named), 1)
        left, right = named[first], named[second]
        may = _persons_list(people)[left] != _persons_list(people)[right]
        if some is not None:
            may &= some[left] | some[right]
        return Pairs(left[may], right[may])
    row, key = keys_of(people, named)
    if some is not None:
        of_some = are_among(key, key[some[row]])
        row, key = row[of_some], key[of_some]
    shared = runs(row, key)
    met = _pairs_of(_blocks(shared, people.born), people, some)
    found = _best(met, len(people))
    if some is not None:
        return found  # those that learned a spelling had their pairs before
    every = found.with_more(_best(_of_crowds(shared, people, met), len(people)))
    return every.at(np.argsort(_packed(*every, len(people)), kind="stable"))


def _persons_list(people: People) -> Numbers:
    """The number of an entry's list if that names each person once, else a number of the entry's own."""
    return np.where(people.is_unique, people.list, -1 - np.arange(len(people)))


def _blocks(shared: Runs, born: Shares) -> dict[int, Numbers]:
    """The rows that share a key: for each size of block, in order, one column per block."""
    row, key, start, size = shared
    fits = (size > 1) & (size <= np.where(is_word_alone(key[start]), RARE, BLOCK))
    too_many = np.repeat((size > BLOCK) & ~is_word_alone(key[start]), size) & ~np.isnan(born[row])
    row_split, key_split = row[too_many], key[too_many]
    spans = [mixed(key_split + span.astype(np.uint64), "run") for span in spans_of_years(born[row_split])]
    split = runs(np.concatenate((row_split, row_split)), np.concatenate(spans))
    found: dict[int, list[Numbers]] = {}
    for rows, starts, sizes in ((row, start[fits], size[fits]), (split.row, split.start, split.size)):
        order = np.argsort(sizes.astype(np.int32), kind="stable")
        bounds = np.searchsorted(sizes[order], np.arange(2, BLOCK + 2))
        for length, (begin, end) in enumerate(pairwise(bounds.tolist()), start=2):
            begins = starts[order[begin:end]]
            found.setdefault(length, []).append(rows[np.arange(length)[:, None] + begins])
    return {length: np.concatenate(lines, axis=1) for length, lines in found.items()}


def _pairs_of(blocks: dict[int, Numbers], people: People, some: Marks | None = None) -> _Candidates:
    """Every pair within a block; where `some` is given, one of the two is one of these."""
    one_of, total = _persons_list(people), len(people)
    packed = [NOBODY]
    for size, members in blocks.items():
        first, second = np.triu_indices(size, 1)
        lists = one_of[members]
        may = lists[first] != lists[second]
        if some is not None:
            of_some = some[members]
            may &= of_some[first] | of_some[second]
        a, b = members[first][may], members[second][may]
        packed.append(_packed(a, b, total) * 256 + size)
    every = np.sort(np.concatenate(packed))
    pair, size_of = every >> 8, every & 255
    rare = np.array([0, *(round(RARITY * log(max(total, size) / size)) for size in range(1, 256))])
    return _summed(pair, rare[size_of], total)


def _summed(pair: Numbers, weight: Numbers, total: int) -> _Candidates:
    """Each pair once, out of pairs as one number each, sorted, and a weight for each time that it is there."""
    start = np.flatnonzero(np.diff(pair, prepend=-1))
    weight = np.add.reduceat(weight, start) if len(start) else NOBODY
    return _Candidates(pair[start] // total, pair[start] % total, weight)


def _of_crowds(shared: Runs, people: People, found: _Candidates) -> _Candidates:
    """Pairs for those that only share keys which too many have: each with those of its crowds that state the most like.

    Entries that state the same stand there as one, so that two hundred namings alike make two hundred
    pairs with what one of them may be, and not twenty thousand with each other.
    """
    row, key, start, size = shared
    lists, is_alone = _persons_list(people), np.zeros(len(people), dtype=bool)
    is_alone[row] = True
    is_alone[found.left] = is_alone[found.right] = False
    crowd = np.repeat(np.arange(len(start)), size)
    is_asked = (size > BLOCK) & ~is_word_alone(key[start])
    is_asked &= np.bincount(crowd, weights=is_alone[row], minlength=len(size)) > 0
    row, crowd = row[is_asked[crowd]], crowd[is_asked[crowd]]
    stated = _stated(people)[row]
    order = np.lexsort((row, stated, crowd))
    row, crowd, stated = row[order], crowd[order], stated[order]
    is_first = (np.diff(crowd, prepend=UNKNOWN) != 0) | (np.diff(stated, prepend=UNKNOWN) != 0)
    first, asking = np.flatnonzero(is_first), np.flatnonzero(is_alone[row])
    place = (np.cumsum(is_first) - 1)[asking]
    pairs, by = [NOBODY], [NOBODY]
    for away in range(-KEPT, KEPT + 1):
        is_there = (place + away >= 0) & (place + away < len(first))
        one, other = asking[is_there], first[place[is_there] + away]
        may = (crowd[one] == crowd[other]) & (lists[row[one]] != lists[row[other]])
        pairs.append(_packed(row[one[may]], row[other[may]], len(people)))
        by.append(crowd[one[may]])
    lines = np.unique(np.stack((np.concatenate(pairs), np.concatenate(by))), axis=1)
    return _summed(lines[0], np.round(RARITY * np.log(len(people) / size[lines[1]])).astype(np.int64), len(people))


def _stated(people: People) -> Numbers:
    """A number for what each entry states, the name first, and for its list if that names each person once."""
    own_list = np.where(people.is_unique, people.list, UNKNOWN)
    born = np.nan_to_num(people.born, nan=UNKNOWN).astype(np.int64)
    return distinct_lines(np.column_stack((people.name, born, people.date, people.place, people.sex, own_list)))[1]


def _packed(one: Numbers, other: Numbers, total: int) -> Numbers:
    """Pairs of rows as one number each, which is sorted fastest."""
    packed: Numbers = np.minimum(one, other) * total + np.maximum(one, other)
    return packed


def _best(found: _Candidates, size: int) -> Pairs:
    """The pairs that are among the best of either side; equals by position, so that the choice is total."""
    left, right, weight = found
    keep = np.zeros(len(left), dtype=bool)
    for one in (left, right):
        many = np.bincount(one, minlength=size) > KEPT
        keep |= ~many[one]
        of_many = np.flatnonzero(many[one])
        keep[of_many[_heaviest((np.cumsum(many) - 1)[one[of_many]], weight[of_many])]] = True
    return Pairs(left[keep], right[keep])


def _heaviest(row: Numbers, weight: Numbers) -> Numbers:
    """The places of the `KEPT` heaviest of each row, the first among equals; every row has more than so many.

    Row, weight and place are packed into one number, which is sorted fastest; of so many rows at a time as it holds.
    """
    count, lighter = np.bincount(row), weight.max(initial=0) - weight
    place_bits, weight_bits = len(row).bit_length(), int(lighter.max(initial=0)).bit_length()
    at_once = 1 << (63 - place_bits - weight_bits)
    found = [NOBODY]
    for begin in range(0, len(count), at_once):
        own = np.flatnonzero((row >= begin) & (row < begin + at_once))
        packed = np.sort((((row[own] - begin) << weight_bits | lighter[own]) << place_bits) | own)
        some = count[begin : begin + at_once]
        first = packed[((np.cumsum(some) - some)[:, None] + np.arange(KEPT)).ravel()]
        found.append(first & ((1 << place_bits) - 1))
    return np.concatenate(found)
