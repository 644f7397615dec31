"""What a sentence says of the statements in front of it: "That is untrue", "It could not be confirmed"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cenotaph.claim.contested import Contest, contested_later
from cenotaph.claim.layers import Layers, Reading
from cenotaph.claim.words import Lexicon
from cenotaph.record import Modality

_LONGEST = 160  # characters; longer sentences that open with "that" tell something of their own


def doubted(layers: Layers, before: Sequence[Reading], found: Sequence[Reading], words: Lexicon) -> dict[str, Reading]:
    """The counts in front that a sentence denies, doubts or replaces, by the id of their claims.

    Args:
        layers: the sentence.
        before: the counts of the sentence that counted last.
        found: its own counts; what it says behind them is said of them.
        words: of the language.
    """
    first = min((r.claim.span.start or 0 for r in found if r.claim.count is not None), default=None)
    contest = contested_later(layers, words) or (_opens_with_doubt(layers, words) if first is None else None)
    if contest is None or words.rules["own_proposition"].search(layers.sentence.text[: contest.start]):
        return _put_right(before, found)
    kinds = {r.claim.kind for r in found if r.claim.count is not None}
    own = {r.claim.modality for r in found if r.claim.count is not None}
    is_replaced = contest.modality == "superseded" and bool(kinds) and "superseded" not in own
    if first is not None and layers.sentence.start + contest.start > first and not is_replaced:
        return {}
    open_to: tuple[Modality, ...] = ("asserted", "alleged") if contest.modality == "denied" else ("asserted",)
    changed = {}
    told = {reading.claim.speaker is None for reading in before}
    for reading in before:
        if contest.modality == "denied" and len(told) > 1 and reading.claim.speaker is None:
            continue  # what the text tells itself stands, what somebody told is denied
        if reading.claim.modality in open_to and (not is_replaced or reading.claim.kind in kinds):
            claim = msgspec.structs.replace(reading.claim, modality=contest.modality)
            rules = (*reading.rules, f"modality:{contest.modality}")
            changed[claim.id] = reading._replace(claim=claim, modality_words=contest.words, rules=rules)
    return changed


def _put_right(before: Sequence[Reading], found: Sequence[Reading]) -> dict[str, Reading]:
    """The figures told before that a sentence tells again to deny them: "ninety dead. Not ninety but fourteen"."""
    denied = [(r.claim.kind, r.claim.count) for r in found if r.claim.modality == "denied" and r.claim.count]
    changed = {}
    for reading in before:
        claim = reading.claim
        same = (kind == claim.kind and claim.count and count.low == claim.count.low for kind, count in denied)
        if claim.modality == "asserted" and any(same):
            claim = msgspec.structs.replace(claim, modality="denied")
            changed[claim.id] = reading._replace(claim=claim, rules=(*reading.rules, "modality:denied"))
    return changed


def _opens_with_doubt(layers: Layers, words: Lexicon) -> Contest | None:
    """What a short sentence that opens with "that", "this figure" says of it."""
    text = layers.sentence.text
    if len(text) > _LONGEST or not words.rules["said_of_before"].match(text):
        return None
    found = words.patterns["denial"].search(text)
    if found and not words.rules["undenied"].search(text[: found.start()]):
        return Contest("denied", found.group(), 0)
    found = words.rules["unproven"].search(text) or words.patterns["alleged"].search(text)
    return Contest("alleged", found.group(), 0) if found else None
