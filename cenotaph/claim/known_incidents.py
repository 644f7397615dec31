"""The declared incidents, found by place and by time without going through all of them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence

from cenotaph import edtf
from cenotaph.errors import ValueFormatError
from cenotaph.gazetteer import Gazetteer
from cenotaph.record import DeclaredPlace, Incident
from cenotaph.script import word_key

LONGEST = 240
"""Months from which on an incident is looked at with every date; an incident of twenty years is rare."""


class Incidents:
    """Declared incidents by the words of their places and by their months.

    Args:
        declared: incidents of cenotaph.toml.
        places: declared places; an incident at one of them is found by each of its names.
    """

    def __init__(self, declared: Sequence[Incident], places: Sequence[DeclaredPlace] = ()) -> None:
        self.declared = tuple(declared)
        gazetteer = Gazetteer(places)
        self._at = _Phrases((name, one) for one in declared for name in _all_names(one.places, gazetteer))
        self._called = _Phrases((name, one) for one in declared for name in (*one.places, *one.also))
        self._months: dict[int, list[Incident]] = {}
        self._long: list[Incident] = []
        self._around: dict[str, list[Incident]] = {}
        for one in declared:
            months = _months(period_of(one))
            if months is None:
                self._long.append(one)
            for month in months or ():
                self._months.setdefault(month, []).append(one)

    def at(self, place: str | None) -> list[Incident]:
        """Those of which a place is named in the words `place`, in the order declared."""
        return self._in_order(self._at.found_in(place)) if place else []

    def titled(self, words: str) -> list[Incident]:
        """Those of which a place or further name stands in `words`, in the order declared."""
        return self._in_order(self._called.found_in(words))

    def around(self, time: str) -> list[Incident]:
        """Those that may share a day with `time`, in the order declared."""
        if time not in self._around:
            self._around[time] = self._found_around(time)
        return self._around[time]

    def _found_around(self, time: str) -> list[Incident]:
        months = _months(time)
        if months is None:
            return [one for one in self.declared if fits_time(time, one)]
        near = {one.id: one for month in months for one in self._months.get(month, ())}
        return self._in_order(one for one in (*near.values(), *self._long) if fits_time(time, one))

    def _in_order(self, found: Iterator[Incident] | list[Incident]) -> list[Incident]:
        return sorted({one.id: one for one in found}.values(), key=lambda one: self._place_of[one.id])

    @functools.cached_property
    def _place_of(self) -> dict[str, int]:
        return {one.id: place for place, one in enumerate(self.declared)}


def fits_time(time: str | None, incident: Incident) -> bool | None:
    """Whether a date falls within the incident; None where either has none."""
    if time is None or (incident.start is None and incident.end is None):
        return None
    try:
        if edtf.bounds(time) is None:
            return None
        return edtf.overlaps(time, period_of(incident))
    except ValueFormatError:
        return None


def holds_time(time: str | None, incident: Incident) -> bool:
    """Whether all of a date lies within the incident, as the night of 19 to 20 January in one of 19 to 27 January."""
    return bool(time and fits_time(time, incident)) and edtf.contains(period_of(incident), time or "")


def period_of(incident: Incident) -> str:
    """From the start of an incident to its end, as EDTF."""
    if incident.end and incident.end != incident.start:
        return f"{(incident.start or '..').split('/')[0]}/{incident.end.split('/')[-1]}"
    return incident.start or ""


def _months(time: str) -> range | None:
    """The months a period may touch, counted from year 0; null where it is open, recurs or is very long."""
    try:
        bounds = edtf.bounds(time)
    except ValueFormatError:
        return None
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    first, last = bounds[0], bounds[1]
    months = range(12 * first[0] + first[1], 12 * last[0] + last[1] + 1)
    return months if len(months) <= LONGEST else None


def _all_names(names: Sequence[str], gazetteer: Gazetteer) -> Iterator[str]:
    for name in names:
        yield name
        place = gazetteer.place(name)
        if place is not None:
            yield from (place.name, *place.also, *place.former)


class _Phrases:
    """Phrases by their words, to be found in other words in one pass over these."""

    def __init__(self, named: Iterator[tuple[str, Incident]]) -> None:
        self._of: dict[tuple[str, ...], list[Incident]] = {}
        for name, one in named:
            self._of.setdefault(tuple(word_key(name).split()), []).append(one)
        self._of.pop((), None)
        self._sizes = sorted({len(words) for words in self._of})
        self.found_in: Callable[[str], list[Incident]] = functools.lru_cache(maxsize=65536)(self._found_in)

    def _found_in(self, text: str) -> list[Incident]:
        words = tuple(word_key(text).split())
        runs = (words[at : at + size] for size in self._sizes for at in range(len(words) - size + 1))
        return [one for run in runs for one in self._of.get(run, ())]
