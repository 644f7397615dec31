"""Clusters of all entries at once: `cluster.cluster`, asked only where it has something to decide.

Most entries have no likely counterpart, or one that has none but them. Only where more is tied
together, or where somebody ruled, does the order of pairs matter and is `cluster` called.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec import Struct

from cenotaph.match.blocking import Pairs
from cenotaph.match.cluster import ACCEPTED, cluster
from cenotaph.match.compared import Couple, Weighed
from cenotaph.match.judged import Judgements, Node
from cenotaph.match.name_columns import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]


class Apart(NamedTuple):
    """Where entries stand, and what they are there: two that are something else in one place are two people."""

    at: Numbers  # the number of an entry's place, or -1
    what: Numbers


class Tied(Struct, frozen=True, eq=False):
    """What joins entries and what keeps them apart, by rows."""

    pairs: Pairs
    chance: Shares  # of each pair
    is_against: Marks  # whether a pair's evidence contradicts
    must: Pairs  # said to be one person
    cannot: Pairs  # ruled to be two
    apart: tuple[Apart, ...]  # lines of lists that name each person once; keys of sheets


DOUBTFUL = 0.02
"""Pairs below this are one person in no drawn clustering (`samples.UNLIKELY`) and are not shown."""


def tied(weighed: Weighed, said: Judgements | None = None, members: Iterable[str] | None = None) -> Tied:
    """What joins entries and keeps them apart: what they say, and what was said of them.

    Args:
        weighed: the pairs.
        said: what was said; a couple of which somebody said that nobody can know joins nothing by itself.
        members: only these entries; all where not given.
    """
    said = said or Judgements()
    rows = len(weighed.people)
    inside = _inside(weighed, members)
    must, cannot, unsure = (
        _pairs_inside(couples, weighed.row if couples else {}, inside)
        for couples in (said.must, said.couples("different"), said.couples("unsure"))
    )
    chance = np.where(inside[weighed.pairs.left] & inside[weighed.pairs.right], weighed.chance, 0.0)
    chance[_are_among(weighed.pairs, unsure, rows)] = 0.0
    is_against = weighed.is_against & ~_are_among(weighed.pairs, must, rows)
    return Tied(weighed.pairs, chance, is_against, must, cannot, (_lines(weighed), _keys(weighed, said)))


def groups_of(
    weighed: Weighed, said: Judgements | None = None, members: Iterable[str] | None = None
) -> list[tuple[str, ...]]:
    """The clusters of entries, each sorted, in the order of their first entry; the arguments are those of `tied`."""
    first = group(tied(weighed, said, members))
    rows, inside = len(weighed.people), _inside(weighed, members)
    order = np.lexsort((np.arange(rows), first))
    order = order[inside[order]]
    ids = [weighed.people.ids[one] for one in order.tolist()]
    bounds = [*np.flatnonzero(np.diff(first[order], prepend=UNKNOWN)).tolist(), len(ids)]
    return [tuple(ids[start:end]) for start, end in pairwise(bounds)]


def _lines(weighed: Weighed) -> Apart:
    people = weighed.people
    return Apart(np.where(people.is_unique, people.list, UNKNOWN), np.arange(len(people)))


def _keys(weighed: Weighed, said: Judgements) -> Apart:
    at, what = np.full((2, len(weighed.people)), UNKNOWN)
    sheets: dict[Node, int] = {}
    keys: dict[Node, int] = {}
    for one, key in said.one_key.items():
        row = weighed.row[one]
        at[row], what[row] = sheets.setdefault(said.key[one][:2], len(sheets)), keys.setdefault(key, len(keys))
    return Apart(at, what)


def _inside(weighed: Weighed, members: Iterable[str] | None) -> Marks:
    """Which rows are of `members`."""
    inside = np.full(len(weighed.people), members is None)
    inside[[weighed.row[one] for one in members or ()]] = True
    return inside


def _pairs_inside(couples: Iterable[Couple], row: Mapping[str, int], inside: Marks) -> Pairs:
    rows = [(row[a], row[b]) for a, b in couples]
    found = np.array(sorted((a, b) for a, b in rows if inside[a] and inside[b]), dtype=np.int64).reshape(-1, 2)
    return Pairs(found[:, 0], found[:, 1])


def _are_among(pairs: Pairs, others: Pairs, rows: int) -> Marks:
    """Which of the pairs are among others."""
    return np.isin(pairs.left * rows + pairs.right, others.left * rows + others.right)


def within_reach(weighed: Weighed, groups: Sequence[Sequence[str]]) -> Weighed:
    """`weighed` with those pairs alone that say something of clusters: of a million pairs, some thousands.

    Kept are pairs inside a cluster, those that may be one person, and those that speak against among entries which a
    doubtful pair may part or join.
    """
    number = {one: place for place, members in enumerate(groups) for one in members}
    part = np.array([number[one] for one in weighed.people.ids], dtype=np.int64)
    left, right = part[weighed.pairs.left], part[weighed.pairs.right]
    may_be = weighed.chance >= DOUBTFUL
    is_touched = np.zeros(len(groups), dtype=bool)
    is_touched[left[may_be]] = is_touched[right[may_be]] = True
    kept = may_be | (left == right) | (weighed.is_against & is_touched[left] & is_touched[right])
    return weighed.at(np.flatnonzero(kept))


def group(tied: Tied) -> Numbers:
    """For each entry the first row of its cluster.

    Equal to what `cluster` makes of all entries; for it joins nothing across components of likely and
    ruled pairs, and what forbids joins nothing either.
    """
    likely = np.flatnonzero(tied.chance >= ACCEPTED)
    left, right = (np.concatenate(sides) for sides in zip(tied.pairs.at(likely), tied.must, strict=True))
    part = _components(left, right, len(tied.apart[0].at))
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
    may = np.ones(len(a), dtype=bool)
    for at, what in tied.apart:
        may &= (at[a] == UNKNOWN) | (at[a] != at[b]) | (what[a] == what[b])
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
    apart: dict[int, dict[Hashable, Hashable]] = {}
    for place, (at, what) in enumerate(tied.apart):
        for row in hard[at[hard] != UNKNOWN].tolist():
            apart.setdefault(row, {})[place, int(at[row])] = int(what[row])
    for members in cluster(hard.tolist(), chance, inside(tied.must), inside(tied.cannot), apart, against):
        first[list(members)] = members[0]
