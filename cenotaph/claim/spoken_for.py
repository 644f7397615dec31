"""The speaker that a statement takes from the ones around it: parts from their whole, "also" from the sentence before.

A sentence with a speaker of its own keeps it; without one a statement is the text's own, unless it goes on
with what a speaker said: a part of those just counted, an item of a list, "another 20", "three were also
hurt", or what had happened, told in the past perfect behind a speaker.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.layers import Layers, Reading
from cenotaph.claim.pairs import Pair
from cenotaph.claim.words import Lexicon

_ITEMS = frozenset({"listed", "carried", "number-only", "share", "included"})
_AUXILIARIES = 4  # tokens of "had also already been"


def speaker_taken(
    pair: Pair, layers: Layers, parent: str | None, found: Sequence[Reading], before: Sequence[Reading], words: Lexicon
) -> tuple[str | None, str]:
    """The speaker of a pair whose sentence names none, and the rule; null where it is the text's own.

    Args:
        pair: the count.
        layers: its sentence.
        parent: id of the claim of which it counts a part.
        found: the counts of its sentence so far.
        before: the counts of the sentence in front of it in the paragraph.
        words: of the language.
    """
    around = [*reversed(found), *reversed(before)]
    if parent is not None:
        return next((r.claim.speaker for r in around if r.claim.id == parent), None), "of-whole"
    if pair.rule in _ITEMS and around:
        return around[0].claim.speaker, "of-list"
    speakers = {reading.claim.speaker for reading in before}
    if len(speakers) != 1 or found:
        return None, ""
    goes_on = words.rules["speaker_goes_on"].search(layers.sentence.text) or _is_further_past(pair, layers, words)
    return (min(s for s in speakers if s), "goes-on") if goes_on and None not in speakers else (None, "")


def _is_further_past(pair: Pair, layers: Layers, words: Lexicon) -> bool:
    """Whether the verb stands in the past perfect: what had happened was told by whom was just named."""
    if pair.verb is None or pair.verb.is_toll:
        return False
    group = layers.lows[max(0, pair.verb.verb - _AUXILIARIES) : pair.verb.verb]
    return not words.sets["past_have"].isdisjoint(group)
