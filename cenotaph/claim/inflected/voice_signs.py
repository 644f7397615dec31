"""Where the words of a sentence stand that end or make the name of a speaker, where words stand in free order."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.seen import Mark, Seen, Word
from cenotaph.claim.inflected.words import Lexicon

LONGEST = 14  # words of a speaker
TITLE = 8  # words between quotation marks
OPENING = frozenset('«“"„')
CLOSING = frozenset('»”"“')
BREAKS = frozenset({",", ";", ":", "—", "–", "(", ")", "«", "»", "“", "”", '"', "„", "!", "?", "."})


class Signs:
    """Where the words of a sentence stand that end or make a speaker's name."""

    def __init__(self, seen: Seen, lexicon: Lexicon) -> None:
        self.seen = seen
        self.lexicon = lexicon
        self.function = covered(seen.cue("function"))
        self.heads = {mark.first: mark for mark in seen.cue("speaker_head")}
        self.citing = {mark.first: mark for mark in seen.cue("citing")}
        self.pronouns = {mark.first: mark for mark in seen.cue("pronoun")}
        self.myself = {mark.first for mark in seen.cue("first_person")}
        self.ends = {mark.first for mark in seen.predicates if mark.role in ("undergo", "act")}
        self.ends |= {mark.first for group in ("say", "deny") for mark in seen.cue(group)}
        self.ends |= {phrase.first for phrase in seen.phrases}
        self.times = {
            at
            for at, word in enumerate(seen.words)
            if any(time.start < word.end and word.start < time.end for time in seen.times)
        }
        self.joiners = covered(seen.cue("joiner"))
        self.inside = covered(seen.cue("preposition"))
        self.among = covered(seen.cue("subset"))
        self.stops = {mark.first for mark in seen.cue("name_stop")}
        self.known = covered(seen.cue("population"))

    def name_end(self, first: int, limit: int | None = None, *, is_title: bool = False) -> int:
        """The end of a speaker's name that begins at a word; `first` where none does. It may be a title alone."""
        words = self.seen.words
        limit = min(len(words) if limit is None else limit, first + LONGEST)
        at = first
        while at < limit:
            low = words[at].low
            if low in OPENING:
                close = next((i for i in range(at + 1, min(len(words), at + TITLE)) if words[i].low in CLOSING), None)
                if close is None or (at == first and not is_title):
                    break
                at = close + 1
                continue
            if is_initial(words, at):
                at += 1
                continue
            if low in BREAKS or at in self.times or at in self.citing or self._ends_at(at, first):
                break
            at += 1
        while at > first + 1 and (at - 1 in self.joiners or at - 1 in self.inside or self.is_adverb(at - 1)):
            at -= 1
        return first if at == first + 1 and (first in self.joiners or first in self.inside) else at

    def is_adverb(self, at: int) -> bool:
        """Whether a word ends as adverbs do, and names no speaker."""
        word = self.seen.words[at]
        return word.text[:1].islower() and at not in self.heads and self.lexicon.adverb.search(word.low) is not None

    def _ends_at(self, at: int, first: int) -> bool:
        if at in self.heads:
            return self._is_addressed(at, first)
        if at in self.ends or at in self.stops:
            return True
        if at in self.function:
            return at == first or not (at in self.joiners or at in self.inside)
        word = self.seen.words[at]
        if at in self.known or word.low in self.lexicon.known:
            return False
        return word.text[:1].islower() and at > first and self.lexicon.finite.search(word.low) is not None

    def _is_addressed(self, at: int, first: int) -> bool:
        """Whether a noun for a speaker stands behind a person's name: the one whom that person told."""
        name = range(at - 2, at)
        words = self.seen.words
        return at > first + 2 and all(words[i].text[:1].isupper() and i not in self.heads for i in name)

    def is_named(self, first: int, last: int) -> bool:
        """Whether words can name a speaker: one is a noun for speakers, or begins with a capital."""
        words = self.seen.words
        is_person = first in self.known or self.lexicon.person.search(words[first].low) is not None
        is_title = words[first].low in OPENING and first + 1 < len(words) and words[first + 1].text[:1].isupper()
        is_head = any(at in self.heads for at in range(first, last))
        return is_person or is_title or is_head or words[first].text[:1].isupper()


def is_initial(words: Sequence[Word], at: int) -> bool:
    """Whether a full stop belongs to the initial of a name: "Л. Никто"."""
    return at > 0 and words[at].low == "." and len(words[at - 1].text) == 1 and words[at - 1].text.isupper()


def covered(marks: tuple[Mark, ...]) -> set[int]:
    """The word positions on which marks stand."""
    return {at for mark in marks for at in range(mark.first, mark.last)}


def printed_words(seen: Seen, first: int, last: int) -> str:
    """Words as the text prints them, in one line."""
    text, offset = seen.sentence.text, seen.sentence.start
    return " ".join(text[seen.words[first].start - offset : seen.words[last - 1].end - offset].split())
