"""According to whom: the speakers that a sentence of an inflecting language names, and what they speak for."""

from __future__ import annotations

from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.voice_free import free_speeches
from cenotaph.claim.inflected.voice_last import last_speeches
from cenotaph.claim.inflected.words import Lexicon


def speeches(seen: Seen, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order."""
    return last_speeches(seen, lexicon) if lexicon.is_verb_last else free_speeches(seen, lexicon)
