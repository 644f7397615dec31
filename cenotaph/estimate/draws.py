"""Capture histories under the clusterings that the match stage draws to carry its doubt on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cenotaph.estimate.histories import Histories
from cenotaph.record import Entry, Link, Sample, Source

if TYPE_CHECKING:
    import pyarrow as pa


class Doubt(NamedTuple):
    """What the register leaves open; either may be null."""

    pairs: pa.Table | None = None  # table of Pair; those that wait for a decision widen the limits
    samples: pa.Table | None = None  # table of Sample; how limits spread over the drawn clusterings widens them too


class Draws:
    """The entries of lists, and to which person each belongs in each drawn clustering."""

    def __init__(
        self,
        entries: Iterable[Entry],
        links: Iterable[Link],
        samples: Iterable[Sample],
        systems: Mapping[str, tuple[Source, ...]],
    ) -> None:
        entries = [entry for entry in entries if not entry.is_mention]
        self._systems = tuple(systems)
        self._on = entry_systems(entries, systems)
        self._named = {entry.id for entry in entries if entry.is_named}
        self._person = {link.entry: link.person for link in links if link.entry in self._on}
        self._moved: dict[int, dict[str, str]] = {}
        for sample in samples:
            self._moved.setdefault(sample.draw, {})[sample.entry] = sample.person
        self._draws = max(self._moved, default=-1) + 1

    def histories(self, persons: frozenset[str] | set[str]) -> Iterator[Histories]:
        """The capture histories of these persons' entries, draw by draw; nothing where no draw moves one of them."""
        entries = [entry for entry, person in self._person.items() if person in persons and self._on[entry]]
        inside = set(entries)
        if not any(inside & moved.keys() for moved in self._moved.values()):
            return
        for draw in range(self._draws):
            moved = self._moved.get(draw, {})
            groups: dict[str, list[str]] = {}
            for entry in entries:
                groups.setdefault(moved.get(entry, self._person[entry]), []).append(entry)
            yield self._counted(groups.values())

    def _counted(self, groups: Iterable[Sequence[str]]) -> Histories:
        counts: dict[str, int] = {}
        for group in groups:
            if any(entry in self._named for entry in group):
                on = {name for entry in group for name in self._on[entry]}
                history = "".join("1" if name in on else "0" for name in self._systems)
                counts[history] = counts.get(history, 0) + 1
        return Histories(lists=self._systems, counts=tuple(sorted(counts.items())))


def entry_systems(entries: Iterable[Entry], systems: Mapping[str, tuple[Source, ...]]) -> dict[str, set[str]]:
    """Per entry of a list the list systems on which it stands."""
    of_source: dict[str, set[str]] = {}
    for name, sources in systems.items():
        for source in sources:
            of_source.setdefault(source.id, set()).add(name)
    return {
        entry.id: of_source.get(entry.source, set()) | of_source.get(entry.span.source, set())
        for entry in entries
        if not entry.is_mention
    }
