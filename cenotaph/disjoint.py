"""Disjoint sets: which things are one through any chain of ties."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

One = TypeVar("One", bound=Any)


class DisjointSets(Generic[One]):
    """Sets that ties unite; what no tie names is a set of its own.

    >>> sets = DisjointSets[str]()
    >>> sets.join("b", "c")
    True
    >>> sets.find("c"), sets.find("d"), sets.join("c", "b")
    ('b', 'd', False)
    """

    def __init__(self) -> None:
        self._over: dict[One, One] = {}

    def find(self, one: One) -> One:
        """The member that stands for a set: its smallest."""
        over, top = self._over, one
        while (higher := over.get(top, top)) != top:
            top = higher
        while one != top:
            over[one], one = top, over[one]
        return top

    def join(self, a: One, b: One) -> bool:
        """Unite the sets of two; whether they were two."""
        top, under = sorted((self.find(a), self.find(b)))
        self._over[under] = top
        return bool(top != under)
