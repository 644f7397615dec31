"""What a text's claims and entries may not say aloud: contact data, living private people, houses read as people."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from msgspec.structs import replace

from cenotaph.claim.claimed import Claimed
from cenotaph.contacts import addresses
from cenotaph.living import folded_name, private_passages
from cenotaph.record import ACCESS, Claim, Entry, Source, Span, Text

_OF_A_NAME = frozenset(
    {
        "name-verb",
        "noun-of-name",
        "verb-name",
        "listed-name",
        "name-turn",
        "name-shot",
        "name-beside",
        "name-of-counted",
    }
)
"""Rules that read a person's name."""


def without_homes(found: Claimed, text: Text) -> Claimed:
    """`found` without the people whose name is a street's: "Sabir of Quince Lane 9, saw him fall"."""
    houses = [(address.start, address.end) for address in addresses(text.text)]
    if not houses:
        return found
    streets = [entry for entry in found.entries if _touches(entry.span, houses)]
    names = {entry.name for entry in streets}
    claims = tuple(
        claim
        for claim in found.claims
        if not (claim.rule in _OF_A_NAME and claim.value in names and _touches(claim.span, houses))
    )
    return Claimed(claims, tuple(e for e in found.entries if e not in streets), found.flags)


def restricted(found: Claimed, text: Text, source: Source) -> Claimed:
    """`found`, of which nothing that touches contact data or a living private person is more open than restricted."""
    dead = {folded_name(entry.name) for entry in found.entries if entry.name and entry.fate != "injured"}
    spared = frozenset(dead | ({folded_name(source.author)} if source.author else set()))
    passages = private_passages(text.text, spared)
    if not passages:
        return found
    places = [(passage.start, passage.end) for passage in passages]
    names = frozenset(p.words for p in passages if p.why == "living person")
    claims = tuple(_closed(c) if _touches(c.span, places) or _names(c, names) else c for c in found.claims)
    entries = tuple(_closed_entry(e) if _touches(e.span, places) else e for e in found.entries)
    return Claimed(claims, entries, found.flags)


def _names(claim: Claim, names: frozenset[str]) -> bool:
    said = [words for words in (claim.whom, claim.by, claim.speaker, claim.value) if words]
    return any(name in words for name in names for words in said)


def _closed(claim: Claim) -> Claim:
    return replace(claim, access=max(claim.access, "restricted", key=ACCESS.index))


def _closed_entry(entry: Entry) -> Entry:
    return replace(entry, access=max(entry.access, "restricted", key=ACCESS.index))


def _touches(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a span shares a character with one of `places`, which are in order and apart."""
    if span.start is None or span.end is None:
        return False
    at = bisect.bisect_left(places, (span.start, span.start))
    return any(start < span.end and span.start < end for start, end in places[max(0, at - 1) : at + 1])
