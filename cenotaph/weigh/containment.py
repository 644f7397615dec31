"""Which questions contain which: the wider ones of each, found without comparing every two."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping

from cenotaph import edtf
from cenotaph.weigh.scope import Scope, is_within, tail

Days = tuple[float, float]
"""First and last day of a period as numbers, both inclusive; infinite where it is open."""

FEW = 16
"""So many scopes are sooner compared one by one than put in order; most incidents ask no more of one kind."""

MOST_MARKS = 6
"""A population of more marks is compared with all others; its subsets would be too many."""


class Wider:
    """The scopes of one incident and kind, ready to be asked which of them contain another.

    Args:
        scopes: by the id of the question.
    """

    def __init__(self, scopes: Mapping[str, Scope]) -> None:
        self._scopes = scopes
        if len(scopes) <= FEW:
            return
        by_reach: dict[tuple[str, ...], dict[tuple[str, ...], list[str]]] = {}
        for name in sorted(scopes):
            by_reach.setdefault(scopes[name].population, {}).setdefault(scopes[name].places, []).append(name)
        self._periods = {
            population: {
                places: _Periods({name: scopes[name].period for name in names}) for places, names in of.items()
            }
            for population, of in by_reach.items()
        }
        self._naming: dict[tuple[str, ...], dict[str, list[tuple[str, ...]]]] = {}
        for population, of in by_reach.items():
            naming = self._naming.setdefault(population, {})
            for places in of:
                for place in places:
                    naming.setdefault(place, []).append(places)

    def of(self, inner: Scope) -> tuple[str, ...]:
        """The ids of all scopes that contain `inner`, itself among them, sorted."""
        found = self._scopes if len(self._scopes) <= FEW else self._likely(inner)
        return tuple(sorted(name for name in found if is_within(inner, self._scopes[name])))

    def _likely(self, inner: Scope) -> Iterator[str]:
        """Those whose people, places and first and last days do not speak against it."""
        for periods in self._reaches(inner):
            yield from periods.around(inner.period)

    def _reaches(self, inner: Scope) -> Iterator[_Periods]:
        for population in self._populations(inner.population):
            of, naming = self._periods[population], self._naming[population]
            reaches = {()} if () in of else set()
            if inner.places:
                reaches |= {*naming.get(inner.places[0], ()), *naming.get(tail(inner.places[0]), ())}
            yield from (of[places] for places in sorted(reaches))

    def _populations(self, inner: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
        if len(inner) > MOST_MARKS:
            return self._periods
        subsets = (subset for size in range(len(inner) + 1) for subset in itertools.combinations(inner, size))
        return (subset for subset in subsets if subset in self._periods)


class _Periods:
    """Periods sorted by their first day, with the last day of every run of them: a tree that is walked by need."""

    def __init__(self, periods: Mapping[str, str | None]) -> None:
        days = {name: _days(period) for name, period in periods.items()}
        self._unplaced = [name for name, span in days.items() if span is None]  # compared one by one; there are few
        placed = sorted((span, name) for name, span in days.items() if span is not None)
        self._names = [name for _, name in placed]
        self._starts = [span[0] for span, _ in placed]
        self._size = 1 << max(0, len(placed) - 1).bit_length()
        self._last = [-float("inf")] * (2 * self._size)
        for index, (span, _) in enumerate(placed):
            self._last[self._size + index] = span[1]
        for node in range(self._size - 1, 0, -1):
            self._last[node] = max(self._last[2 * node], self._last[2 * node + 1])

    def around(self, period: str | None) -> Iterator[str]:
        """The names of periods that begin no later and end no earlier."""
        yield from self._unplaced
        days = _days(period)
        if days is None:
            return
        until = bisect_right(self._starts, days[0])
        waiting = [(1, 0, self._size)]
        while waiting:
            node, first, size = waiting.pop()
            if first >= until or self._last[node] < days[1]:
                continue
            if size == 1:
                yield self._names[first]
            else:
                waiting += [(2 * node, first, size // 2), (2 * node + 1, first + size // 2, size // 2)]


def _days(period: str | None) -> Days | None:
    """Null where the period has no place in time of its own: none is stated, or it recurs."""
    bounds = edtf.ends(period)
    if bounds is None:
        return None
    first, last = bounds
    return (
        edtf.day_number(first) if first else -float("inf"),
        edtf.day_number(last) if last else float("inf"),
    )
