"""What stands in a sentence: tokens, numbers, predicates, number phrases, times, places, speakers."""

from __future__ import annotations

import re
from functools import cached_property

from cenotaph.claim.frames import Frame
from cenotaph.claim.phrases import NumberPhrase, counts_of, phrases_of
from cenotaph.claim.predicates import Predicate, predicates_of
from cenotaph.claim.sentences import Sentence, Token, tokens
from cenotaph.claim.words import Lexicon, Patterns
from cenotaph.count import Number


class Annotated:
    """A sentence with its annotations; each layer is read when a rule first asks for it, and kept."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon) -> None:
        self.sentence = sentence
        self.lexicon = lexicon
        self._matches: dict[str, tuple[re.Match[str], ...]] = {}

    def matches(self, patterns: Patterns, name: str) -> tuple[re.Match[str], ...]:
        """Where a pattern holds in the sentence, in order: looked for once, however many numbers stand there."""
        found = self._matches.get(name)
        if found is None:
            found = self._matches[name] = tuple(patterns[name].finditer(self.sentence.text))
        return found

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words, numbers and signs."""
        return tokens(self.sentence)

    @cached_property
    def lows(self) -> tuple[str, ...]:
        """The tokens in lower case, as the lists have them."""
        return tuple([token.low for token in self.tokens])

    @cached_property
    def is_capitals(self) -> bool:
        """Whether the sentence is printed in capitals throughout."""
        return self.sentence.text.upper() == self.sentence.text

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that may count people or things."""
        return counts_of(self.sentence, self.lexicon)

    @cached_property
    def phrases(self) -> tuple[NumberPhrase, ...]:
        """The numbers with what they count."""
        return phrases_of(self.numbers, self.tokens, self._every_predicate, self.lexicon) if self.numbers else ()

    @cached_property
    def predicates(self) -> tuple[Predicate, ...]:
        """The predicates that are not the noun of a number phrase."""
        every = self._every_predicate
        if not every:
            return ()
        inside = {position for phrase in self.phrases if phrase.head for position in range(phrase.first, phrase.last)}
        return tuple(predicate for predicate in every if predicate.verb not in inside)

    @cached_property
    def frames(self) -> tuple[tuple[Frame, tuple[int, ...]], ...]:
        """The turns of phrase around a number of which it holds a word, and where; in the order of those words."""
        index = self.lexicon.frames
        found: dict[int, tuple[Frame, list[int]]] = {}
        for at, low in enumerate(self.lows):
            for frame in index.get(low, ()):
                found.setdefault(id(frame), (frame, []))[1].append(at)
        return tuple([(frame, tuple(places)) for frame, places in found.values()])

    @cached_property
    def _every_predicate(self) -> tuple[Predicate, ...]:
        return predicates_of(self.tokens, self.lows, self.lexicon)
