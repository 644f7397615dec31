"""A flag is as closed as the most closed thing it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cenotaph.record import Access, Claim, Entry, Flag, Source
from cenotaph.weigh.questions import closest


def with_access(
    flags: Sequence[Flag], sources: Mapping[str, Source], claims: Sequence[Claim], entries: Sequence[Entry]
) -> list[Flag]:
    """`flags`, each with the most closed access among its sources, claims, entries and the sources of its spans."""
    of_claim = {claim.id: claim.access for claim in claims}
    of_entry = {entry.id: entry.access for entry in entries}
    found = []
    for flag in flags:
        levels: list[Access] = [sources[s].access for s in flag.sources if s in sources]
        levels += [sources[s.source].access for s in flag.spans if s.source in sources]
        levels += [of_claim[c] for c in flag.claims if c in of_claim]
        levels += [of_entry[e] for e in flag.entries if e in of_entry]
        found.append(replace(flag, access=closest(levels)))
    return found
