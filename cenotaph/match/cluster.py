"""From pairs to persons: the surest pairs first, and no pair against what was ruled or printed.

A connected component of pairs is not a person: one doubtful pair would join two families. So pairs
are taken in descending order, and two clusters are joined only if nothing between them forbids it:
a ruling `different`, two entries of one unique list, or a compared pair whose evidence contradicts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Generic, TypeVar

ACCEPTED = 0.9
"""A pair from here on joins its entries."""
One = TypeVar("One", int, str)
"""An entry, by its row or its id."""


def cluster(
    members: Iterable[One],
    pairs: Mapping[tuple[One, One], float],
    must: Iterable[tuple[One, One]],
    cannot: Iterable[tuple[One, One]],
    unique_list: Mapping[One, Hashable],
    against: Iterable[tuple[One, One]] = (),
) -> tuple[tuple[One, ...], ...]:
    """The clusters, each sorted, in the order of their first entry.

    Args:
        members: every entry.
        pairs: probability per couple of entries, the smaller first.
        must: couples ruled to be one person.
        cannot: couples ruled to be two.
        unique_list: entry -> the list that holds each person once, for entries of such lists.
        against: couples whose evidence contradicts. Where a ruling joined entries of different names, a
            further entry that fits one of them is not held off by the others.
    """
    clusters = _Clusters(sorted(members), unique_list)
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


class _Clusters(Generic[One]):
    """Disjoint sets of entries that know what they must not be joined with."""

    def __init__(self, members: Sequence[One], unique_list: Mapping[One, Hashable]) -> None:
        self._root: dict[One, One] = {member: member for member in members}
        self._members: dict[One, list[One]] = {member: [member] for member in members}
        self._lists: dict[One, set[Hashable]] = {
            member: {unique_list[member]} if member in unique_list else set() for member in members
        }
        self._against: dict[One, set[One]] = {member: set() for member in members}

    def find(self, member: One) -> One:
        root = member
        while self._root[root] != root:
            root = self._root[root]
        while self._root[member] != root:
            self._root[member], member = root, self._root[member]
        return root

    def forbid(self, a: One, b: One) -> None:
        """Two entries that must not meet; an entry unknown here forbids nothing."""
        if a in self._root and b in self._root:
            one, other = self.find(a), self.find(b)
            self._against[one].add(b)
            self._against[other].add(a)

    def join_if_allowed(self, a: One, b: One) -> None:
        one, other = self.find(a), self.find(b)
        if one == other or self._lists[one] & self._lists[other]:
            return
        small, large = sorted((one, other), key=lambda root: (len(self._against[root]), root))
        if not any(self.find(member) == large for member in self._against[small]):
            self.join(a, b)

    def join(self, a: One, b: One) -> None:
        """One cluster out of two, whatever speaks against it."""
        if a not in self._root or b not in self._root:
            return
        one, other = sorted((self.find(a), self.find(b)), key=lambda root: (-len(self._members[root]), root))
        if one == other:
            return
        self._root[other] = one
        self._members[one].extend(self._members.pop(other))
        self._lists[one] |= self._lists.pop(other)
        self._against[one] |= self._against.pop(other)

    def groups(self) -> tuple[tuple[One, ...], ...]:
        return tuple(sorted(tuple(sorted(group)) for group in self._members.values()))
