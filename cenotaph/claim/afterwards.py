"""What a sentence says of the statements in front of it: "That is untrue", "It could not be confirmed"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cenotaph.claim.layers import Layers, Reading
from cenotaph.claim.words import Lexicon
from cenotaph.record import Modality

_LONGEST = 160  # characters; longer sentences tell something of their own


def doubted(layers: Layers, before: Sequence[Reading], words: Lexicon) -> dict[str, Reading]:
    """The counts of the sentence in front that this one denies or doubts, by the id of their claims."""
    text = layers.sentence.text
    if len(text) > _LONGEST or not words.rules["said_of_before"].match(text):
        return {}
    modality: Modality | None = None
    found = words.patterns["denial"].search(text)
    if found and not words.rules["undenied"].search(text[: found.start()]):
        modality = "denied"
    else:
        found = words.rules["unproven"].search(text) or words.patterns["alleged"].search(text)
        modality = "alleged" if found else None
    if found is None or modality is None:
        return {}
    changed = {}
    for reading in before:
        if reading.claim.modality == "asserted":
            claim = msgspec.structs.replace(reading.claim, modality=modality)
            rules = (*reading.rules, f"modality:{modality}")
            changed[claim.id] = reading._replace(claim=claim, modality_words=found.group(), rules=rules)
    return changed
