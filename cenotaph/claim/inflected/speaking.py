"""Who speaks in a text of an inflecting language, from sentence to sentence: named, meant by an office, carried on."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.named_again import NamedAgain
from cenotaph.claim.inflected.quote_speakers import Voice, quoted_speakers, voices
from cenotaph.claim.inflected.readings import Reading
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.standing import Holders, heads_text, speaks_on
from cenotaph.claim.inflected.standing_free import heads_text_free, speaks_on_free, topic_free, turn_free
from cenotaph.claim.inflected.words import Lexicon


class Speaking:
    """The speakers of one text, told in the order of its sentences."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text = text
        self.words = words
        self.speaker: str | None = None  # the last one named
        self.holders: Holders | None = None
        self.again = NamedAgain(words)
        self.heard: list[Voice] = []  # the speakers that a block has named
        self.body: str | None = None  # whose statement the whole text is
        self.carried: str | None = None  # who goes on counting in a sentence that names no speaker
        self.turn: str | None = None  # whose turn it is to speak in minutes

    def begin_block(self) -> None:
        """Forget who spoke in the block before, but for the one whose statement the whole text is."""
        self.carried = self.body
        self.turn = None
        self.heard = []

    def hear(self, seen: Seen, said: Sequence[Speech]) -> None:
        """Keep the speakers of a sentence, to whom a quotation of the block may belong."""
        self.heard.extend(voices(seen, said, self.speaker))

    def go_on(self, seen: Seen, found: Sequence[Reading], said: Sequence[Speech]) -> None:
        """Keep who spoke last, and who goes on counting in the next sentence."""
        if said:
            self.speaker = said[-1].speaker or self.speaker
        self.carried = self._carried(seen, found, said)

    def quoted(self, start: int, end: int) -> list[tuple[int, int, str | None]]:
        """The quotations of a block that is read, with their speakers, in order."""
        return sorted(quoted_speakers(self.text, (start, end), self.heard))

    def with_names(self, said: Sequence[Speech], seen: Seen) -> Sequence[Speech]:
        """Speeches with the name of one whom a sentence calls by an office alone."""
        if not self.words.is_verb_last:
            return self.again.with_names(said)
        if self.holders is None and any(speech.speaker for speech in said):
            self.holders = Holders(self.text, self.words)
        if self.holders is None:
            return said
        start, holders = seen.sentence.start, self.holders
        return [speech._replace(speaker=holders.with_name(speech.speaker, start)) for speech in said]

    def who(self, speech: Speech, said: Sequence[Speech]) -> str | None:
        """The speaker of words; behind a pronoun the one named last in the sentence or before it."""
        named = [other.speaker for other in said if other.last <= speech.first and other.speaker]
        if speech.is_weak and self.speaker is not None:
            return self.speaker
        return speech.speaker or (named[-1] if named else self.speaker or self.carried)

    def unsaid(self, said: Sequence[Speech]) -> str | None:
        """Whose words those are that no speaker of their sentence says: of who goes on speaking in it."""
        is_other = any(self.who(speech, said) != self.carried for speech in said)
        return self.body if is_other else self.carried

    def _carried(self, seen: Seen, found: Sequence[Reading], said: Sequence[Speech]) -> str | None:
        """Who goes on counting in the next sentence: whoever counted in this one in words that stand in front."""
        if self.words.is_verb_last:
            self.body = self.body or (None if found or said else heads_text(seen, self.words))
            on = speaks_on(seen, said, self.carried, is_counting=bool(found))
            is_again = any(speech.rule == "according-to" and speech.speaker is None for speech in said)
            return on or (self.speaker if is_again else None) or self.body
        is_head = not found and all(speech.rule == "according-to" for speech in said)  # "Из дневника ..."
        self.body = self.body or (heads_text_free(seen, self.words) if is_head else None)
        self.turn = (None if found or said else turn_free(seen)) or self.turn
        if not said:
            topic = topic_free(seen, self.words)
            if topic is not None:
                self.speaker = topic
                self.again.keep(topic)
        if self.turn is not None:
            return self.turn
        told = found[-1].claim.speaker if found else None
        return speaks_on_free(seen, said, self.carried, told, self.words, is_counting=bool(found)) or self.body
