"""From pairs to persons: the surest pairs first, and no pair against what was ruled or printed.

A connected component of pairs is not a person: one doubtful pair would join two families. So pairs
are taken in descending order, and two clusters are joined only if nothing between them forbids it:
a ruling `different`, two entries of one unique list, two keys of one sheet, or a compared pair whose evidence
contradicts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from cenotaph.disjoint import DisjointSets

ACCEPTED = 0.9
"""A pair from here on joins its entries."""
One = TypeVar("One", int, str)
"""An entry, by its row or its id."""


def cluster(
    members: Iterable[One],
    pairs: Mapping[tuple[One, One], float],
    must: Iterable[tuple[One, One]],
    cannot: Iterable[tuple[One, One]],
    apart: Mapping[One, Mapping[Hashable, Hashable]],
    against: Iterable[tuple[One, One]] = (),
) -> tuple[tuple[One, ...], ...]:
    """The clusters, each sorted, in the order of their first entry.

    Args:
        members: every entry.
        pairs: probability per couple of entries, the smaller first.
        must: couples ruled to be one person.
        cannot: couples ruled to be two.
        apart: entry -> the lists that hold each person once and the sheets with keys in which it stands, and
            what it is there: its line, its key. Two that are something else in one of them are two people.
        against: couples whose evidence contradicts. Where a ruling joined entries of different names, a
            further entry that fits one of them is not held off by the others.
    """
    clusters = _Clusters(sorted(members), apart)
    for a, b in sorted(cannot):
        clusters.forbid(a, b)
    must = sorted(must)
    for a, b in must:
        clusters.join(a, b)
    likely = accepted(pairs)
    ruled = {one for couple in must for one in couple}
    fitting = {tuple(sorted((clusters.find(a), clusters.find(b)))) for a, b in likely if a in ruled or b in ruled}
    for a, b in sorted(against):
        if tuple(sorted((clusters.find(a), clusters.find(b)))) not in fitting:
            clusters.forbid(a, b)
    for a, b in likely:
        clusters.join_if_allowed(a, b)
    return clusters.groups()


def accepted(pairs: Mapping[tuple[One, One], float]) -> Sequence[tuple[One, One]]:
    """The couples that may join, the surest first; equals by entry, so that the order is total."""
    chosen = [couple for couple, probability in pairs.items() if probability >= ACCEPTED]
    return sorted(chosen, key=lambda couple: (-pairs[couple], couple))


class _Clusters(DisjointSets[One], Generic[One]):
    """Sets of entries that know what they must not be joined with."""

    def __init__(self, members: Sequence[One], apart: Mapping[One, Mapping[Hashable, Hashable]]) -> None:
        super().__init__()
        self._members: Sequence[One] = members
        self._apart: dict[One, dict[Hashable, Hashable]] = {member: dict(apart.get(member, ())) for member in members}
        self._against: dict[One, set[One]] = {member: set() for member in members}

    def forbid(self, a: One, b: One) -> None:
        """Two entries that must not meet."""
        self._against[self.find(a)].add(b)
        self._against[self.find(b)].add(a)

    def join_if_allowed(self, a: One, b: One) -> None:
        one, other = self.find(a), self.find(b)
        if one == other or any(self._apart[other].get(at, what) != what for at, what in self._apart[one].items()):
            return
        small, large = sorted((one, other), key=lambda top: len(self._against[top]))
        if not any(self.find(member) == large for member in self._against[small]):
            self.join(one, other)

    def join(self, a: One, b: One) -> bool:
        """One cluster out of two, whatever speaks against it."""
        one, other = self.find(a), self.find(b)
        if not DisjointSets.join(self, one, other):
            return False
        top = self.find(one)
        self._apart[top] = self._apart.pop(one) | self._apart.pop(other)
        few, many = sorted((self._against.pop(one), self._against.pop(other)), key=len)
        many |= few
        self._against[top] = many
        return True

    def groups(self) -> tuple[tuple[One, ...], ...]:
        found: dict[One, list[One]] = {}
        for member in self._members:
            found.setdefault(self.find(member), []).append(member)
        return tuple(tuple(found[top]) for top in sorted(found))
