"""Readings of a text, and what later sentences change in those of earlier ones: speaker, denial, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from cenotaph.claim.inflected.afterwards import is_revised, modality_of_before
from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.parts import may_be_part, tie_parts
from cenotaph.claim.words import kinds
from cenotaph.record import Claim, Modality

_LAST = 24  # readings among which those of the sentence before are looked for


class Reading(NamedTuple):
    """A claim with the sentence it was read in and what the rules saw there."""

    claim: Claim
    seen: Seen
    places: tuple[Place, ...]
    speech: Speech | None
    modality_words: str
    rules: tuple[str, ...]


def name_speaker(readings: list[Reading], said: Sequence[Speech], before: Sequence[Reading]) -> None:
    """Give the claims of the sentence before a speaker whom only the next one names: "Об этом сообщил X"."""
    speech = next((s for s in said if s.rule == "said-of-this" and s.speaker), None)
    if speech is None:
        return
    ids = {reading.claim.id for reading in before if reading.claim.speaker is None}
    for at in range(max(0, len(readings) - _LAST), len(readings)):
        reading = readings[at]
        if reading.claim.id in ids:
            claim = msgspec.structs.replace(reading.claim, speaker=speech.speaker)
            readings[at] = reading._replace(claim=claim, rules=(*reading.rules, f"speaker:{speech.rule}"))


def change_before(
    readings: list[Reading], seen: Seen, said: Sequence[Speech], before: Sequence[Reading], found: Sequence[Reading]
) -> None:
    """Mark the figures of the sentence before that this one denies, doubts or replaces."""
    if not before:
        return
    modality = modality_of_before(seen, said, is_counting=bool(found))
    ids = {reading.claim.id for reading in before}
    for at in range(max(0, len(readings) - _LAST), len(readings)):
        reading = readings[at]
        count = reading.claim.count
        if reading.claim.id not in ids or reading.claim.modality != "asserted" or (count and count.high == 0):
            continue
        is_old = any(is_revised(seen, reading.claim, new.claim) for new in found)
        told: Modality | None = "superseded" if is_old else modality
        if told is not None:
            claim = msgspec.structs.replace(reading.claim, modality=told)
            readings[at] = reading._replace(claim=claim, rules=(*reading.rules, f"modality:{told}"))


def deny_before(readings: list[Reading], before: Sequence[Reading]) -> None:
    """Mark the claims of the sentence before as denied by this one: "Nazirlik bu məlumatı təkzib edib"."""
    ids = {reading.claim.id for reading in before if reading.claim.count is not None and reading.claim.count.high != 0}
    for at in range(max(0, len(readings) - _LAST), len(readings)):
        reading = readings[at]
        if reading.claim.id in ids and reading.claim.modality in ("asserted", "alleged"):
            claim = msgspec.structs.replace(reading.claim, modality="denied")
            readings[at] = reading._replace(claim=claim, rules=(*reading.rules, "modality:denied"))


def whole_of(pair: Pair, found: Sequence[Reading], before: Sequence[Reading]) -> str | None:
    """The claim of which this one counts a part."""
    if not pair.is_part:
        return None
    for reading in [*reversed(found), *reversed(before)]:
        claim = reading.claim
        if claim.count is None or claim.part_of is not None or not kinds()[claim.kind].counts:
            continue
        if may_be_part(pair.phrase.number.count, claim.count):
            return claim.id
    return None


def tie_to_total(readings: list[Reading], first: int) -> None:
    """Tie the items of a list to the total that closes it ("всего погибли 147 человек")."""
    read = readings[first:]
    closing = [any(mark.last <= _number_at(r) for mark in r.seen.cue("total")) for r in read]
    is_open = [any(mark.last == _number_at(r) for mark in r.seen.cue("more")) for r in read]
    for at, total in tie_parts([r.claim for r in read], closing, is_open).items():
        changed = msgspec.structs.replace(read[at].claim, part_of=total)
        readings[first + at] = read[at]._replace(claim=changed, rules=(*read[at].rules, "part-of-total"))


def kinds_of(before: Sequence[Reading]) -> list[str]:
    """What was counted before, in order; parts only where there are no wholes."""
    wholes = [reading.claim.kind for reading in before if reading.claim.part_of is None]
    return wholes or [reading.claim.kind for reading in before]


def _number_at(reading: Reading) -> int:
    """The word position of a claim's number."""
    start = reading.claim.span.start or 0
    return next((at for at, word in enumerate(reading.seen.words) if word.end > start), 0)
