"""What to look at: people under whom more stands than one life can hold (L028, L029), and names of a crowd (L030).

A false link between two pairs that are right each by itself draws two people together, and the larger a
cluster is the likelier it holds one. What gives it away is found between entries that no pair of their
own ties: two births, a woman and a man, two fathers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from msgspec.structs import replace

from cenotaph.disjoint import DisjointSets
from cenotaph.flags import flag
from cenotaph.match.cluster import ACCEPTED
from cenotaph.match.compared import Couple, Weighed
from cenotaph.match.crowds import crowds
from cenotaph.match.evidence import COMPARISONS, birth_in_part_level, birth_level
from cenotaph.match.people import People
from cenotaph.record import ACCESS, Entry, Flag, Person

LARGE = 60
"""Of a person with more entries than this, pairs are not compared anew; only those compared already are looked at."""
LINES = 4
"""So many lines of one list under one person are looked at, if something holds them loosely."""
LOOSE = 0.2
"""A pair inside a person below this probability speaks for two people."""


def watched(
    persons: Iterable[Person], weighed: Weighed, known: Mapping[str, Entry], ruled: Iterable[Couple]
) -> list[Flag]:
    """The persons whose entries do not fit together, one flag each, as closed as the most closed of the entries.

    Args:
        persons: as matched.
        weighed: the pairs.
        known: the entries.
        ruled: couples that somebody ruled to be one person; what they join is not doubted.
    """
    tied = DisjointSets[str]()
    for couple in ruled:
        tied.join(*couple)
    watch = _Watch(weighed, known, tied)
    found = []
    for person in persons:
        closest = max((known[one].access for one in person.entries), key=ACCESS.index)
        points = watch.flags(person) if len(person.entries) > 2 else ()
        found += [replace(point, access=closest) for point in points]
    return found


def crowded(people: People, known: Mapping[str, Entry]) -> list[Flag]:
    """What so many entries share that it leads to nobody, a flag each, as closed as the most closed of the entries."""
    found = []
    for crowd in crowds(people):
        entries = [known[people.ids[row]] for row in crowd.rows.tolist()]
        closest = max((one.access for one in entries), key=ACCESS.index)
        sources = sorted({one.source for one in entries})
        point = flag("L030", sources=sources, what=crowd.what, number=len(entries), among=crowd.among)
        found.append(replace(point, access=closest))
    return found


class _Watch:
    def __init__(self, weighed: Weighed, known: Mapping[str, Entry], tied: DisjointSets[str]) -> None:
        self._weighed, self._known, self._tied = weighed, known, tied

    def flags(self, person: Person) -> Iterator[Flag]:
        open_pairs = [pair for pair in combinations(person.entries, 2) if not self._is_settled(pair)]
        for a, b in open_pairs:
            what = self._contradiction(a, b, is_small=len(person.entries) <= LARGE)
            if what:
                spans = [self._known[one].span for one in (a, b)]
                yield flag("L028", spans=spans, entries=person.entries, number=len(person.entries), what=what)
                return
        lists = Counter(self._known[one].list for one in person.entries if not self._known[one].is_mention)
        most = max(lists.values(), default=0)
        likeness = self._weighed.probability
        if most >= LINES and any(likeness.get(pair, 1.0) < LOOSE for pair in open_pairs):
            lines = [one for one in person.entries if lists[self._known[one].list] == most]
            spans = [self._known[one].span for one in lines]
            weakest = f"{person.weakest_link or 0:.2f}"
            yield flag("L029", spans=spans, entries=person.entries, lines=most, weakest=weakest)

    def _is_settled(self, pair: Sequence[str]) -> bool:
        """Whether the two are tied by a pair of their own, or by rulings alone."""
        a, b = pair
        return self._weighed.probability.get((a, b), 0.0) >= ACCEPTED or self._tied.find(a) == self._tied.find(b)

    def _contradiction(self, a: str, b: str, *, is_small: bool) -> str:
        """What of two entries cannot hold of one person, in words; empty where all can."""
        if not is_small and (a, b) not in self._weighed.probability:
            return ""
        one, other = self._weighed.profile[a], self._weighed.profile[b]
        first, second = self._known[a], self._known[b]
        if 0 in (birth_level(one, other), birth_in_part_level(one, other)):
            return f"born {first.birth}, and born {second.birth}"
        if first.sex and second.sex and first.sex != second.sex:
            return "a woman, and a man"
        if one.name.father and other.name.father and self._middle(a, b) == 0:
            return f"“{first.name}”, and “{second.name}”, who have two fathers"
        return ""

    def _middle(self, a: str, b: str) -> int | None:
        return self._weighed.compared((a, b)).levels[COMPARISONS.index("middle")]
