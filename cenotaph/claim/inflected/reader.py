"""Reading a text of an inflecting language for its claims, sentence by sentence.

A sentence without a predicate, a cue that goes on a list, or a number is passed over at once. What a
sentence leaves out is taken from the ones before it in its paragraph: the verb of a list that goes
on, the day and place of the story, the speaker behind "it added".
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from cenotaph.blocks import STATING, blocks
from cenotaph.claim.act import Act
from cenotaph.claim.inflected.acts import acts
from cenotaph.claim.inflected.attach import Pair, attach
from cenotaph.claim.inflected.attach_last import attach_last
from cenotaph.claim.inflected.modality import modality_of
from cenotaph.claim.inflected.modality_last import modality_last
from cenotaph.claim.inflected.people import named_people
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.quoted import quoted_words
from cenotaph.claim.inflected.scene import find_places, perpetrator, place_of, run_of, time_of
from cenotaph.claim.inflected.seen import Seen, names_of, see, smalls_of
from cenotaph.claim.inflected.speech import Speech, speaker_of
from cenotaph.claim.inflected.stops import meant
from cenotaph.claim.inflected.story import Story
from cenotaph.claim.inflected.voice import speeches
from cenotaph.claim.inflected.words import Lexicon, lexicon
from cenotaph.claim.parts import tie_parts
from cenotaph.claim.sentences import Sentence, sentences
from cenotaph.claim.statements import Scene, Statements
from cenotaph.claim.story import of_day
from cenotaph.claim.times import Time, find_times
from cenotaph.claim.words import kinds
from cenotaph.record import Access, Claim, Count, Entry, Modality, Text
from cenotaph.sensitive import offices

_ONE = Count(1, 1, "exact")
_LAST = 24  # readings among which those of the sentence before are looked for
_SPEAKER_BACK = 4  # sentences through which "it added" finds its speaker


class Reading(NamedTuple):
    """A claim with the sentence it was read in and what the rules saw there."""

    claim: Claim
    seen: Seen
    places: tuple[Place, ...]
    speech: Speech | None
    modality_words: str
    rules: tuple[str, ...]


def read_inflected(text: Text, access: Access = "restricted") -> tuple[list[Reading], list[Entry]]:
    """All claims of a text with their reasons, and the people it names; in the order of the text."""
    words = lexicon(text.language)
    if words is None:
        return [], []
    reader = _Reader(text, words, access)
    for block in text.blocks or blocks(text.text):
        if block.kind in STATING:
            reader.read_block(block.start, block.end)
    reader.readings.sort(key=lambda r: (r.claim.span.start or 0, r.claim.span.end or 0, r.claim.kind, r.claim.id))
    reader.entries.sort(key=lambda e: (e.span.start or 0, e.id))
    return reader.readings, reader.entries


class _Reader:
    """Reads the blocks of one text in order."""

    def __init__(self, text: Text, words: Lexicon, access: Access) -> None:
        self.text = text
        self.words = words
        self.make = Statements(text, access)
        self.times = tuple(of_day(time) for time in find_times(text.text, text.language, text.published))
        self.time_starts = [time.start for time in self.times]
        self.readings: list[Reading] = []
        self.entries: list[Entry] = []
        self.speaker: str | None = None  # the last one named
        self.carried: str | None = None  # who goes on counting in a sentence that names no speaker
        self.story = Story()
        self.names = [] if words.is_verb_last else names_of(text.text, words)
        self.smalls = smalls_of(text.text, words) if words.is_verb_last else []

    def read_block(self, start: int, end: int) -> None:
        """All sentences of a block; the parts of a total that closes a list are tied to it at the end."""
        first = len(self.readings)
        self.carried = None
        before: list[Reading] = []
        passed: list[Sentence] = []
        for sentence in sentences(self.text.text, start, end, start, self.words.abbreviations):
            passed.append(sentence)
            self.story.go_on()
            seen = see(sentence, self._times(sentence), self.words, self.names, self.smalls, is_list=bool(before))
            found = self._sentence(seen, before)
            self.readings.extend(found)
            counted = [r for r in found if r.claim.count is not None]
            before = counted or (before if not found else [])
        self._tie_parts(first)
        self._quotations(start, end, passed)

    def _times(self, sentence: Sentence) -> tuple[Time, ...]:
        first = bisect.bisect_left(self.time_starts, sentence.start)
        last = bisect.bisect_left(self.time_starts, sentence.end)
        return self.times[first:last]

    def _sentence(self, seen: Seen, before: list[Reading]) -> list[Reading]:
        places = find_places(seen, self.words)
        said = speeches(seen, self.words)
        found: list[Reading] = []
        attached = attach_last if self.words.is_verb_last else attach
        pairs = meant(seen, attached(seen, self.words, _kinds(before)), self.words)
        for pair in pairs:
            found.append(self._counted(pair, seen, places, said, found, before))
        found.extend(self._named(seen, pairs, places, said))
        if not found:
            self._said_of_this(said, before)
        if said:
            self.speaker = said[-1].speaker or self.speaker
        self.carried = self._carried(found, said)
        if not found:
            self._tell(seen, places, said)
        found.extend(self._act(act, seen, places, said) for act in acts(seen, self.words))
        return found

    def _carried(self, found: Sequence[Reading], said: Sequence[Speech]) -> str | None:
        """Who goes on counting in the next sentence: whoever counted in this one in words that stand in front."""
        if self.words.is_verb_last or not found:
            return None
        if not said:
            return self.carried
        is_open = said[-1].rule in ("subject-said", "according-to") and not said[-1].is_denial
        return found[-1].claim.speaker if is_open else None

    def _said_of_this(self, said: Sequence[Speech], before: Sequence[Reading]) -> None:
        """Give the claims of the sentence before a speaker whom only the next one names: "Об этом сообщил X"."""
        speech = next((s for s in said if s.rule == "said-of-this" and s.speaker), None)
        if speech is None:
            return
        ids = {reading.claim.id for reading in before if reading.claim.speaker is None}
        for at in range(max(0, len(self.readings) - _LAST), len(self.readings)):
            reading = self.readings[at]
            if reading.claim.id in ids:
                claim = msgspec.structs.replace(reading.claim, speaker=speech.speaker)
                self.readings[at] = reading._replace(claim=claim, rules=(*reading.rules, f"speaker:{speech.rule}"))

    def _tell(self, seen: Seen, places: Sequence[Place], said: Sequence[Speech]) -> None:
        """Keep the day and place of a sentence that counts nobody: what follows goes on from there."""
        saying = [(s.first, s.last) for s in said]
        day = time_of(seen, (0, len(seen.words)), saying)
        self.story.tell(day.edtf if day else None, places[-1].name if places else None, seen.sentence.block)

    def _counted(
        self,
        pair: Pair,
        seen: Seen,
        places: tuple[Place, ...],
        said: Sequence[Speech],
        found: Sequence[Reading],
        before: Sequence[Reading],
    ) -> Reading:
        """The claim of one pair."""
        speech = speaker_of(said, pair.phrase.first, pair.phrase.last)
        speaker = (speech.speaker or self.speaker) if speech else None if said else self.carried
        if self.words.is_verb_last:
            modality, why = modality_last(seen, pair, speech, self.words)
        else:
            modality, why = modality_of(seen, pair, speech)
        time = time_of(seen, (pair.first, pair.last), [(s.first, s.last) for s in said])
        place = place_of(seen, places, (pair.first, pair.last), pair.kind)
        when = time.edtf if time else self.story.when(seen.sentence.block, pair.kind)
        where = place.name if place else self.story.where(seen.sentence.block, when)
        self.story.tell(time.edtf if time else None, place.name if place else None, seen.sentence.block)
        by = perpetrator(seen, pair, self.words)
        parent = self._parent(pair, found, before)
        count = pair.phrase.number.count
        assert count is not None
        claim = self.make.claim(
            seen.words[pair.first].start, seen.words[pair.last - 1].end, pair.kind,
            Scene(when, where, by, speaker, modality), pair.rule, count=count, number_at=pair.phrase.number.start,
            whom=pair.phrase.noun, whom_class=pair.phrase.noun_class, part_of=parent,
        )  # fmt: skip
        rules = [pair.rule, f"number:{pair.phrase.number.rule}"]
        rules += [f"time:{time.rule}"] if time else ["time:earlier"] if when else []
        rules += ["place"] if place else ["place:earlier"] if where else []
        rules += [f"speaker:{speech.rule}"] if speech and speaker else []
        rules += [f"modality:{modality}"] if modality != "asserted" else []
        rules += ["part-of"] if parent else []
        return Reading(claim, seen, places, speech, why, tuple(rules))

    def _named(
        self, seen: Seen, pairs: Sequence[Pair], places: tuple[Place, ...], said: Sequence[Speech]
    ) -> list[Reading]:
        """People the sentence names: each a claim of one, and an entry."""
        found = []
        for person in named_people(seen, pairs, places, said, self.words):
            clause = run_of(seen.words, person.start, person.end) or (0, len(seen.words))
            speech = speaker_of(said, *clause)
            time = time_of(seen, clause, [(s.first, s.last) for s in said])
            place = place_of(seen, places, clause, person.kind)
            when = time.edtf if time else self.story.when(seen.sentence.block, person.kind)
            where = place.name if place else self.story.where(seen.sentence.block, when)
            speaker = (speech.speaker or self.speaker) if speech else None
            scene = Scene(when, where, None, speaker, "denied" if speech and speech.is_denial else "asserted")
            claim = self.make.claim(
                person.start, person.end, person.kind, scene, person.rule, count=_ONE, number_at=person.name_start,
                whom=person.name, value=person.name, context=seen.sentence.text,
            )  # fmt: skip
            if person.kind == "injured":  # a living person
                claim = msgspec.structs.replace(claim, access=self.make.restricted(claim.span.quote))
            found.append(Reading(claim, seen, places, speech, "", (person.rule,)))
            # what stands on a person's page must be said of that person, not carried from another sentence
            told = Scene(time.edtf if time else None, place.name if place else None)
            entry = self.make.entry(person, told, seen.sentence.text) if scene.modality == "asserted" else None
            if entry is not None:
                self.entries.append(entry)
        return found

    def _act(self, act: Act, seen: Seen, places: tuple[Place, ...], said: Sequence[Speech]) -> Reading:
        """The claim of an act: what is no count."""
        clause = run_of(seen.words, act.start, act.end) or (0, len(seen.words))
        speech = speaker_of(said, clause[1] - 1 if self.words.is_verb_last else clause[0], clause[1])
        speaker = ((speech.speaker or self.speaker) if speech else None) or act.speaker
        time = act.when
        if time is None and act.kind != "cause":
            time = time_of(seen, clause, [(s.first, s.last) for s in said])
        place = place_of(seen, places, clause, act.kind)
        modality: Modality = "denied" if act.is_denied else "alleged" if act.is_accusation else "asserted"
        where = act.where or (place.name if place else None)
        scene = Scene(time.edtf if time else None, where, act.by, speaker, modality)
        claim = self.make.claim(act.start, act.end, act.kind, scene, act.rule, value=act.value)
        rules = [act.rule, *([f"speaker:{speech.rule}"] if speech and speaker else [])]
        return Reading(claim, seen, places, speech, "", tuple(rules))

    def _quotations(self, start: int, end: int, passed: Sequence[Sentence]) -> None:
        """Quoted words with their speaker; those of a person without an office are restricted."""
        for found in quoted_words(self.text.text, (start, end), passed, self.words):
            value = self.text.text[found.start : found.end]
            claim = self.make.claim(
                found.start, found.end, "quote", Scene(speaker=found.speaker), "quotation", value=value
            )
            if not offices().search(self.words.folded(found.speaker)):
                claim = msgspec.structs.replace(claim, access=self.make.restricted(value))
            self.readings.append(Reading(claim, found.seen, (), None, "", ("quotation",)))

    def _parent(self, pair: Pair, found: Sequence[Reading], before: Sequence[Reading]) -> str | None:
        """The claim of which this one counts a part."""
        if not pair.is_part:
            return None
        for reading in [*reversed(found), *reversed(before)]:
            claim = reading.claim
            if claim.count is not None and claim.part_of is None and kinds()[claim.kind].counts:
                return claim.id
        return None

    def _tie_parts(self, first: int) -> None:
        """Tie the items of a list to the total that closes it ("всего погибли 147 человек")."""
        read = self.readings[first:]
        closing = [any(mark.last <= _number_at(r) for mark in r.seen.cue("total")) for r in read]
        is_open = [any(mark.last == _number_at(r) for mark in r.seen.cue("more")) for r in read]
        for at, total in tie_parts([r.claim for r in read], closing, is_open).items():
            changed = msgspec.structs.replace(read[at].claim, part_of=total)
            self.readings[first + at] = read[at]._replace(claim=changed, rules=(*read[at].rules, "part-of-total"))


def _kinds(before: Sequence[Reading]) -> list[str]:
    """What was counted before, in order; parts only where there are no wholes."""
    wholes = [reading.claim.kind for reading in before if reading.claim.part_of is None]
    return wholes or [reading.claim.kind for reading in before]


def _number_at(reading: Reading) -> int:
    """The word position of a claim's number."""
    start = reading.claim.span.start or 0
    return next((at for at, word in enumerate(reading.seen.words) if word.end > start), 0)
