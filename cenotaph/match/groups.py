"""Clusters of all entries at once: `cluster.cluster`, asked only where it has something to decide.

Most entries have no likely counterpart, or one that has none but them. Only where more is tied
together, or where somebody ruled, does the order of pairs matter and is `cluster` called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from cenotaph.match.blocking import Pairs
from cenotaph.match.cluster import ACCEPTED, cluster
from cenotaph.match.name_columns import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]


class Tied(Struct, frozen=True, eq=False):
    """What joins entries and what keeps them apart, by rows."""

    pairs: Pairs
    chance: Shares  # of each pair
    is_against: Marks  # whether a pair's evidence contradicts
    must: Pairs  # ruled to be one person
    cannot: Pairs  # ruled to be two
    unique: Numbers  # the number of an entry's list if that names each person once, else -1


def group(tied: Tied) -> Numbers:
    """For each entry the first row of its cluster.

    Equal to what `cluster` makes of all entries; for it joins nothing across components of likely and
    ruled pairs, and what forbids joins nothing either.
    """
    likely = np.flatnonzero(tied.chance >= ACCEPTED)
    left, right = (np.concatenate(sides) for sides in zip(tied.pairs.at(likely), tied.must, strict=True))
    part = _components(left, right, len(tied.unique))
    ties = np.bincount(part[left], minlength=len(part))
    is_ruled = np.zeros(len(part), dtype=bool)
    for side in (*tied.must, *tied.cannot):
        is_ruled[part[side]] = True
    inside = tied.is_against & (part[tied.pairs.left] == part[tied.pairs.right])
    is_ruled[part[tied.pairs.left[inside]]] = True
    is_one_pair = (ties == 1) & ~is_ruled
    first = np.arange(len(part))
    alone = is_one_pair[part[left]]
    a, b = np.minimum(left[alone], right[alone]), np.maximum(left[alone], right[alone])
    may = (tied.unique[a] == UNKNOWN) | (tied.unique[a] != tied.unique[b])
    first[b[may]] = a[may]
    hard = np.flatnonzero(((ties > 1) | is_ruled)[part])
    if len(hard):
        _decide(first, hard, tied, part)
    return first


def _components(left: Numbers, right: Numbers, size: int) -> Numbers:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ties = coo_array((np.ones(len(left), dtype=np.int8), (left, right)), shape=(size, size))
    found: Numbers = connected_components(ties, directed=False)[1]
    return found.astype(np.int64)


def _decide(first: Numbers, hard: Numbers, tied: Tied, part: Numbers) -> None:
    """Enter the clusters of the rows `hard` in `first`."""
    is_hard = np.zeros(len(part), dtype=bool)
    is_hard[hard] = True

    def inside(pairs: Pairs) -> list[tuple[int, int]]:
        within = is_hard[pairs.left] & (part[pairs.left] == part[pairs.right])
        return list(zip(pairs.left[within].tolist(), pairs.right[within].tolist(), strict=True))

    likely = np.flatnonzero((tied.chance >= ACCEPTED) & is_hard[tied.pairs.left])
    chance = dict(zip(inside(tied.pairs.at(likely)), tied.chance[likely].tolist(), strict=True))
    against = inside(tied.pairs.at(np.flatnonzero(tied.is_against)))
    unique = {row: number for row in hard.tolist() if (number := int(tied.unique[row])) != UNKNOWN}
    for members in cluster(hard.tolist(), chance, inside(tied.must), inside(tied.cannot), unique, against):
        first[list(members)] = members[0]
