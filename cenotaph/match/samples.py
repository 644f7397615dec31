"""Doubt about who is who, carried on: clusterings drawn at random, each pair joined as often as it is likely.

One clustering hides that some of its pairs are nearly as likely wrong as right, and a count over
lists inherits that. Counting over many drawn clusterings shows how much it matters.

Source: the idea of carrying linkage doubt into an estimate by repeated draws: M. Sadinle,
"Bayesian propagation of record linkage uncertainty into population size estimation of human
rights violations", Annals of Applied Statistics 12 (2018), 10.1214/18-AOAS1178.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from cenotaph.match.cluster import ACCEPTED, cluster
from cenotaph.match.compared import Couple
from cenotaph.record import Sample, digest

DRAWS = 100
"""Clusterings drawn."""
SURE = 0.995
"""Pairs from here on are joined in every draw where nothing forbids it."""
UNLIKELY = 0.02
"""Pairs below are joined in none."""

Groups = Sequence[Sequence[str]]


class Evidence(Struct, frozen=True):
    """What `cluster` is given for the register."""

    probability: Mapping[Couple, float]
    must: frozenset[Couple]
    cannot: frozenset[Couple]
    against: frozenset[Couple]
    unique_list: Mapping[str, str]


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
    open_pairs = {c: p for c, p in evidence.probability.items() if UNLIKELY <= p < SURE and c not in ruled}
    sure_pairs = {c: p for c, p in evidence.probability.items() if p >= SURE}
    near = [
        _by_entry(couples) for couples in (open_pairs, sure_pairs, evidence.must, evidence.cannot, evidence.against)
    ]
    person = {one: id_of(group) for group in groups for one in group}
    found: list[Sample] = []
    for members in _touched(groups, open_pairs):
        doubtful, sure, must, cannot, against = (_within(index, members) for index in near)
        drawn: dict[frozenset[Couple], Groups] = {}
        for draw in range(DRAWS):
            ranks = {couple: _rank(couple, draw) / open_pairs[couple] for couple in doubtful}
            joined = {couple: rank for couple, rank in ranks.items() if rank < 1}
            chosen = frozenset(joined)
            if chosen not in drawn or len(chosen) > 1:  # of several the order decides which of two rivals comes first
                chances = {c: ACCEPTED + (SURE - ACCEPTED) * (1 - rank) for c, rank in joined.items()}
                kept = chances | dict.fromkeys(sure, 1.0)
                drawn[chosen] = cluster(members, kept, must, cannot, evidence.unique_list, against)
            for group in drawn[chosen]:
                own = id_of(group)
                found.extend(Sample(draw, one, own) for one in group if person[one] != own)
    return sorted(found, key=lambda one: (one.draw, one.entry))


def _touched(groups: Groups, open_pairs: Iterable[Couple]) -> list[list[str]]:
    """The entries that a draw may part or join, in sets that no doubtful pair crosses; each sorted."""
    number = {one: place for place, group in enumerate(groups) for one in group}
    root = list(range(len(groups)))

    def find(place: int) -> int:
        while root[place] != place:
            root[place] = root[root[place]]
            place = root[place]
        return place

    touched = set()
    for a, b in sorted(open_pairs):
        touched |= {number[a], number[b]}
        root[find(number[a])] = find(number[b])
    sets: dict[int, list[str]] = {}
    for place in sorted(touched):
        sets.setdefault(find(place), []).extend(groups[place])
    return [sorted(members) for members in sets.values()]


def _by_entry(couples: Iterable[Couple]) -> dict[str, list[Couple]]:
    index: dict[str, list[Couple]] = {}
    for couple in sorted(couples):
        for one in couple:
            index.setdefault(one, []).append(couple)
    return index


def _within(index: Mapping[str, Sequence[Couple]], members: Sequence[str]) -> list[Couple]:
    inside = set(members)
    return sorted({c for one in members for c in index.get(one, ()) if c[0] in inside and c[1] in inside})


def _rank(couple: Couple, draw: int) -> float:
    """A number between 0 and 1 that belongs to a pair and a draw."""
    return int(digest(*couple, str(draw), length=8), 16) / 16**8
