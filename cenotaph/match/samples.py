"""Doubt about who is who, carried on: clusterings drawn at random, each pair joined as often as it is likely.

One clustering hides that some of its pairs are nearly as likely wrong as right, and a count over
lists inherits that. Counting over many drawn clusterings shows how much it matters.

Source: the idea of carrying linkage doubt into an estimate by repeated draws: M. Sadinle,
"Bayesian propagation of record linkage uncertainty into population size estimation of human
rights violations", Annals of Applied Statistics 12 (2018), 10.1214/18-AOAS1178.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from cenotaph.disjoint import DisjointSets
from cenotaph.match.cluster import ACCEPTED, cluster
from cenotaph.match.compared import Couple
from cenotaph.match.hashes import scrambled
from cenotaph.record import Sample, digest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Shares = NDArray[np.float64]

DRAWS = 100
"""Clusterings drawn."""
SURE = 0.995
"""Pairs from here on are joined in every draw where nothing forbids it."""
UNLIKELY = 0.02
"""Pairs below are joined in none."""
EVEN = 0.5
"""A pair of which somebody ruled that nobody can tell is drawn as one person no more often than not."""

Groups = Sequence[Sequence[str]]


class Evidence(Struct, frozen=True):
    """What `cluster` is given for the register."""

    probability: Mapping[Couple, float]
    must: frozenset[Couple]
    cannot: frozenset[Couple]
    against: frozenset[Couple]
    apart: Mapping[str, Mapping[Hashable, Hashable]]
    unsure: frozenset[Couple] = frozenset()


def draw_samples(evidence: Evidence, groups: Groups, id_of: Callable[[Sequence[str]], str]) -> list[Sample]:
    """`DRAWS` clusterings, each told by the entries that belong to another person than in the register.

    A pair's draws depend on its two entries alone, so that a list that is added later changes nothing
    for those who have nothing to do with it.

    Args:
        evidence: pairs and what joins or parts entries whatever is likely; pairs ruled on are not drawn.
        groups: the clusters of the register.
        id_of: the id of the person that a cluster is.

    Returns:
        By draw, then entry.
    """
    ruled = evidence.must | evidence.cannot
    unsure = {c: min(evidence.probability.get(c, 0.0), EVEN) for c in evidence.unsure}
    likely = {**evidence.probability, **unsure}
    open_pairs = {c: p for c, p in likely.items() if UNLIKELY <= p < SURE and c not in ruled}
    sure_pairs = {c: p for c, p in likely.items() if p >= SURE}
    near = [
        _by_entry(couples) for couples in (open_pairs, sure_pairs, evidence.must, evidence.cannot, evidence.against)
    ]
    ranks = dict(zip(open_pairs, _ranks(list(open_pairs), list(open_pairs.values())).tolist(), strict=True))
    found: list[Sample] = []
    for clusters in _touched(groups, open_pairs):
        members = sorted(one for group in clusters for one in group)
        person = {one: own for group in clusters for own in (id_of(group),) for one in group}
        doubtful, sure, must, cannot, against = (_within(index, members) for index in near)
        drawn: dict[frozenset[Couple], Groups] = {}
        for draw in range(DRAWS):
            joined = {couple: rank for couple in doubtful if (rank := ranks[couple][draw]) < 1}
            chosen = frozenset(joined)
            if chosen not in drawn or len(chosen) > 1:  # of several the order decides which of two rivals comes first
                chances = {c: ACCEPTED + (SURE - ACCEPTED) * (1 - rank) for c, rank in joined.items()}
                kept = chances | dict.fromkeys(sure, 1.0)
                drawn[chosen] = cluster(members, kept, must, cannot, evidence.apart, against)
            for group in drawn[chosen]:
                own = id_of(group)
                found.extend(Sample(draw, one, own) for one in group if person[one] != own)
    return sorted(found, key=lambda one: (one.draw, one.entry))


def _touched(groups: Groups, open_pairs: Iterable[Couple]) -> list[list[Sequence[str]]]:
    """The clusters that a draw may part or join, in sets that no doubtful pair crosses."""
    number = {one: place for place, group in enumerate(groups) for one in group}
    sets = DisjointSets[int]()
    touched = set()
    for a, b in open_pairs:
        touched |= {number[a], number[b]}
        sets.join(number[a], number[b])
    found: dict[int, list[Sequence[str]]] = {}
    for place in sorted(touched):
        found.setdefault(sets.find(place), []).append(groups[place])
    return list(found.values())


def _by_entry(couples: Iterable[Couple]) -> dict[str, list[Couple]]:
    index: dict[str, list[Couple]] = {}
    for couple in sorted(couples):
        for one in couple:
            index.setdefault(one, []).append(couple)
    return index


def _within(index: Mapping[str, Sequence[Couple]], members: Sequence[str]) -> list[Couple]:
    inside = set(members)
    return sorted({c for one in members for c in index.get(one, ()) if c[0] in inside and c[1] in inside})


def _ranks(couples: Sequence[Couple], chances: Sequence[float]) -> Shares:
    """A number for each pair, a line, and each draw: below 1 as often as the pair is likely."""
    own = np.array([int(digest(*couple), 16) for couple in couples], dtype=np.uint64)
    draws = np.arange(1, DRAWS + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)  # the steps of SplitMix64
    drawn = scrambled(own[:, None] + draws) >> np.uint64(11)
    ranks: Shares = drawn / 2**53 / np.array(chances, dtype=np.float64)[:, None]
    return ranks
