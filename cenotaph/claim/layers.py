"""All that is read of one sentence before any claim is made of it."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.births import is_of_birth
from cenotaph.claim.places import Place, find_places
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.times import Time
from cenotaph.claim.voice import Speech, speeches
from cenotaph.claim.words import Lexicon
from cenotaph.record import Claim


class Layers(Annotated):
    """A sentence with its annotations, its times, places and speakers among them."""

    def __init__(self, sentence: Sentence, times: tuple[Time, ...], asked: set[str], lexicon: Lexicon) -> None:
        super().__init__(sentence, lexicon)
        self.times = times
        self.asked = asked  # the pre-scan: names of the lists of which the sentence may hold a phrase

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The places it names, those of births left out."""
        found = find_places(self, self.lexicon)
        return tuple(place for place in found if not is_of_birth(self.tokens[place.first].start, self.times))

    @cached_property
    def speeches(self) -> tuple[Speech, ...]:
        """The speakers it names."""
        return speeches(self, self.lexicon)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Token positions as offsets in the sentence."""
        start = self.sentence.start
        return self.tokens[first].start - start, self.tokens[last - 1].end - start

    def token_run(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the text as token positions, half-open."""
        first = next((at for at, token in enumerate(self.tokens) if token.end > start), 0)
        last = first
        while last < len(self.tokens) and self.tokens[last].start < end:
            last += 1
        return first, max(last, first + 1)


class Reading(NamedTuple):
    """A claim with the sentence it was read in and what the rules saw there."""

    claim: Claim
    layers: Layers
    speech: Speech | None
    modality_words: str
    rules: tuple[str, ...]
