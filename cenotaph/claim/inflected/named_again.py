"""Who is meant by "the commissioner", "the same author", "the agency" where order is free: one named before.

A noun for an office means the one whom the text named with that office ("Комиссар полиции Гурий Никто", then
"комиссар"); a noun for anyone who speaks ("чиновница", "ведомство", "в заявлении") means the person or the body
named last.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon

_MOST = 3  # words by which one is named again: "тот же автор"
_STEM = 4  # letters that all forms of an office share
_ENDING = 3  # letters by which forms of a word differ
_FULL = 2  # words of a full name
_LATEST = 24  # names among which one is looked for


class NamedAgain:
    """The speakers that a text has named so far."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.persons: list[str] = []
        self.bodies: list[str] = []

    def with_names(self, said: Sequence[Speech]) -> list[Speech]:
        """Speeches of a sentence, each with the fullest name of its speaker; those of the sentence are kept."""
        found = []
        for speech in said:
            name = self._named(speech.speaker) if speech.speaker is not None else None
            found.append(speech._replace(speaker=name))
            if name is not None and name == speech.speaker:
                self.keep(name)
        return found

    def keep(self, name: str) -> None:
        """Keep a speaker as the person or body named last."""
        if name in (self.persons[-1:] + self.bodies[-1:]):
            return
        words = self.lexicon.folded(name).split()
        is_person = any(self._is(word, "speaker_person") for word in words[:_FULL])
        capitals = [word for word in name.split() if word[:1].isupper() and not (len(word) > 1 and word.isupper())]
        is_name = bool(capitals) and name[:1].isupper() and not any(self._is(word, "speaker_head") for word in words)
        (self.persons if is_person or is_name else self.bodies).append(name)

    def _named(self, name: str) -> str:
        """The full name of one who is named by an office or a general noun alone; else as it stands."""
        words = self.lexicon.folded(name).split()
        if len(words) > _MOST or any(word[:1].isupper() for word in name.split()[1:]):
            return name
        noun = words[-1]
        if name.isupper() or not all(self._is(word, "again_lead") for word in words[:-1]):
            return name
        office = self._by_office(noun)
        if office is not None:
            return office
        for group, named in (("again_person", self.persons), ("again_body", self.bodies)):
            if named and self._is(noun, group):
                return named[-1]
        every = self.bodies or self.persons
        return every[-1] if every and self._is(noun, "again_text") else name

    def _by_office(self, noun: str) -> str | None:
        """The last speaker named with an office or as such a body, and by more than that."""
        if not self._is(noun, "speaker_head"):
            return None
        stem = noun[: max(_STEM, len(noun) - _ENDING)]
        for name in (*self.persons[: -_LATEST - 1 : -1], *self.bodies[: -_LATEST - 1 : -1]):
            words = self.lexicon.folded(name).split()
            if len(words) > 1 and any(word.startswith(stem) for word in words):
                return name
        return None

    def _is(self, low: str, group: str) -> bool:
        return any(item.group == group and len(item.parts) == 1 for item, _ in self.lexicon.begins(low))
