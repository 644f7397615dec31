"""A flag is as closed as the most closed thing it rests on, or whose words it shows."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from cenotaph.record import Access, Claim, Entry, Flag, Source, Span
from cenotaph.weigh.questions import closest


def with_access(
    flags: Sequence[Flag], sources: Mapping[str, Source], claims: Sequence[Claim], entries: Sequence[Entry]
) -> list[Flag]:
    """`flags`, each with the most closed access among what it rests on and what it shows.

    That is its sources, claims and entries, the sources of its spans, and every claim and entry whose words or cell
    one of its spans touches: a flag on a passage of a text names no claim.
    """
    of_claim = {claim.id: claim.access for claim in claims}
    of_entry = {entry.id: entry.access for entry in entries}
    closed = _Closed([*((one.span, one.access) for one in claims), *((one.span, one.access) for one in entries)])
    found = []
    for flag in flags:
        levels: list[Access] = [sources[s].access for s in flag.sources if s in sources]
        levels += [sources[s.source].access for s in flag.spans if s.source in sources]
        levels += [of_claim[c] for c in flag.claims if c in of_claim]
        levels += [of_entry[e] for e in flag.entries if e in of_entry]
        levels += [level for span in flag.spans for level in closed.touched(span)]
        found.append(replace(flag, access=closest(levels)))
    return found


class _Closed:
    """Claims and entries that are not public, by the place of their words."""

    def __init__(self, rows: Iterable[tuple[Span, Access]]) -> None:
        self._of_text: defaultdict[str, list[tuple[int, int, Access]]] = defaultdict(list)
        self._of_cell: defaultdict[tuple[str, str | None, str | None], list[Access]] = defaultdict(list)
        for span, access in rows:
            if access == "public":
                continue
            if span.start is not None and span.end is not None:
                self._of_text[span.source].append((span.start, span.end, access))
            else:
                self._of_cell[span.source, span.sheet, span.cell].append(access)
        for places in self._of_text.values():
            places.sort()
        self._longest = {name: max(end - start for start, end, _ in own) for name, own in self._of_text.items()}

    def touched(self, span: Span) -> Iterator[Access]:
        """The access of each one of which a span shows a letter, or the cell."""
        if span.start is None or span.end is None:
            yield from self._of_cell.get((span.source, span.sheet, span.cell), ())
            return
        places = self._of_text.get(span.source, [])
        at = bisect_left(places, span.start - self._longest.get(span.source, 0), key=lambda place: place[0])
        while at < len(places) and places[at][0] < span.end:
            if places[at][1] > span.start:
                yield places[at][2]
            at += 1
