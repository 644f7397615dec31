"""Reading a text of an inflecting language for its claims, sentence by sentence.

A sentence without a predicate, a cue that goes on a list, or a number is passed over at once. What a
sentence leaves out is taken from the ones before it in its paragraph: the verb of a list that goes
on, the day and place of the story, the speaker behind "it added".
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import msgspec

from cenotaph.blocks import STATING, blocks
from cenotaph.claim.act import Act
from cenotaph.claim.births import NO_TIME, is_of_birth, of_life, without_births
from cenotaph.claim.inflected.acts import acts
from cenotaph.claim.inflected.attach import attach
from cenotaph.claim.inflected.attach_last import attach_last
from cenotaph.claim.inflected.dating import LATER, RECALLED, Dated, Dating, nearest, time_of
from cenotaph.claim.inflected.looking import names_of, see, smalls_of
from cenotaph.claim.inflected.modality import modality_of
from cenotaph.claim.inflected.modality_last import denies_before, modality_last
from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.people import named_people
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.quoted import quoted_words
from cenotaph.claim.inflected.readings import (
    Reading,
    change_before,
    deny_before,
    kinds_of,
    name_speaker,
    tie_to_total,
    whole_of,
)
from cenotaph.claim.inflected.scene import find_places, perpetrator, place_of, run_of
from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speaking import Speaking
from cenotaph.claim.inflected.speech import Speech, speaker_of
from cenotaph.claim.inflected.standing import surnames_of
from cenotaph.claim.inflected.stops import meant
from cenotaph.claim.inflected.story import Asked, Story
from cenotaph.claim.inflected.voice import speeches
from cenotaph.claim.inflected.words import Lexicon, lexicon
from cenotaph.claim.sentences import Sentence, sentences
from cenotaph.claim.statements import Scene, Statements
from cenotaph.claim.story import of_day
from cenotaph.claim.times import Time, find_times
from cenotaph.record import Access, Count, Entry, Modality, Text
from cenotaph.sensitive import offices

_ONE = Count(1, 1, "exact")
_TOLLS = frozenset({"toll", "figure"})  # rules by which a clause tells how many they are by now


def read_inflected(text: Text, access: Access = "restricted") -> tuple[list[Reading], list[Entry]]:
    """All claims of a text with their reasons, and the people it names; in the order of the text."""
    words = lexicon(text.language)
    if words is None:
        return [], []
    reader = _Reader(text, words, access)
    for block in text.blocks or blocks(text.text):
        if block.kind in STATING:
            reader.read_block(block.start, block.end)
    reader.date_the_lead()
    reader.readings.sort(key=lambda r: (r.claim.span.start or 0, r.claim.span.end or 0, r.claim.kind, r.claim.id))
    reader.entries.sort(key=lambda e: (e.span.start or 0, e.id))
    return reader.readings, reader.entries


class _Reader:
    """Reads the blocks of one text in order."""

    def __init__(self, text: Text, words: Lexicon, access: Access) -> None:
        self.text = text
        self.words = words
        self.make = Statements(text, access)
        found = [of_day(time) for time in find_times(text.text, text.language, text.published)]
        self.times = without_births(text.text, text.language, found)
        self.time_starts = [time.start for time in self.times]
        self.readings: list[Reading] = []
        self.entries: list[Entry] = []
        self.speaking = Speaking(text.text, words)
        self.story = Story(text.published)
        self.dating = Dating(words, text.published)
        self.undated: list[tuple[str, Asked, int]] = []  # claims without a day, and the order of their sentence
        self.unplaced: dict[str, tuple[int, int]] = {}  # claims without a place: their block and sentence
        self.names = (surnames_of if words.is_verb_last else names_of)(text.text, words)
        self.smalls = smalls_of(text.text, words) if words.is_verb_last else []

    def read_block(self, start: int, end: int) -> None:
        """All sentences of a block; the parts of a total that closes a list are tied to it at the end."""
        first = len(self.readings)
        self.speaking.begin_block()
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
        tie_to_total(self.readings, first)
        self._give_quoted(first, start, end)
        self._quotations(start, end, passed)

    def _times(self, sentence: Sentence) -> tuple[Time, ...]:
        first = bisect.bisect_left(self.time_starts, sentence.start)
        last = bisect.bisect_left(self.time_starts, sentence.end)
        return self.times[first:last]

    def _sentence(self, seen: Seen, before: list[Reading]) -> list[Reading]:
        said = self.speaking.with_names(speeches(seen, self.words), seen)
        self.speaking.hear(seen, said)
        places = self._own_places(seen, said)
        saying, is_told = [(s.first, s.last) for s in said], self.story.has_day
        dated = self.dating.read(seen, saying, is_first=self.story.order == 1, is_told=is_told)
        found: list[Reading] = []
        attached = attach_last if self.words.is_verb_last else attach
        pairs = meant(seen, attached(seen, self.words, kinds_of(before)), self.words)
        for pair in pairs:
            found.append(self._counted(pair, seen, places, said, dated, found, before))
        found.extend(self._named(seen, pairs, places, said, dated))
        if not found:
            name_speaker(self.readings, said, before)
        if not found and denies_before(seen):
            deny_before(self.readings, before)
        change_before(self.readings, seen, said, before, found)
        self.speaking.go_on(seen, found, said)
        if not found:
            self._tell(seen, places, dated)
        self._tell_of_events(seen, dated)
        found.extend(self._act(act, seen, places, said, dated) for act in acts(seen, self.words))
        return found

    def _own_places(self, seen: Seen, said: Sequence[Speech]) -> tuple[Place, ...]:
        """Places without those of births, and a speaker's name in the ablative: "Şule Hiçkimse'den alınan bilgi"."""
        named = {at for speech in said for at in range(speech.first, speech.last)}
        found = [place for place in find_places(seen, self.words) if not (place.is_origin and place.first in named)]
        return tuple(place for place in found if not is_of_birth(seen.words[place.first].start, seen.times))

    def _tell(self, seen: Seen, places: Sequence[Place], dated: Sequence[Dated]) -> None:
        """Keep the day and place of a sentence that counts nobody: what follows goes on from there."""
        past = [one for one in self.dating.without_future(dated) if one.time.rule != "clock"]
        day = time_of(seen, (0, len(seen.words)), self.dating.without_inner(seen, past))
        named = [place for place in places if not place.is_site] or list(places)
        where = self._kept(named[-1]) if named else None
        kind = seen.predicates[-1].kind if seen.predicates and self.words.is_verb_last else None
        kind = kind if kind in LATER else None
        self.story.tell(day.edtf if day else None, where, seen.sentence.block, kind, self.dating.signs(seen).events)

    def _tell_of_events(self, seen: Seen, dated: Sequence[Dated]) -> None:
        """Keep the day of an attack that a sentence names: it is that of a scene at large."""
        for one in dated:
            if one.role == "harm":
                self.story.tell(one.time.edtf, None, seen.sentence.block, None, self.dating.signs(seen).events)

    def _when(
        self,
        seen: Seen,
        clause: tuple[int, int],
        dated: Sequence[Dated],
        asked: Asked,
        *,
        is_toll: bool = False,
        is_led: bool = False,
    ) -> tuple[Time | None, str | None, str | None]:
        """The time a statement tells of itself, the day it happened, and the one for which its figure holds."""
        if asked.modality == "hypothetical" and not self.dating.is_counterfactual(seen, clause[1]):
            return None, None, None
        is_known_then = is_toll or asked.modality == "superseded"
        past = self.dating.without_future(self.dating.of_clause(seen, nearest(dated, clause), clause, is_led=is_led))
        if self.story.when(asked) is not None:
            past = self.dating.without_next(seen, past, clause)
        stated = self.dating.without_finding(seen, past, asked.kind)
        if asked.modality == "superseded":
            stated = [one for one in stated if one.role != "when"]
        time = time_of(seen, clause, stated, asked.kind, is_toll=is_known_then)
        as_of = next((one.time.edtf for one in dated if one.role == "as_of"), None)
        if as_of is None and time is None and is_known_then:
            known = time_of(seen, clause, dated, asked.kind)
            as_of = known.edtf if known else None
        when = time.edtf if time else self.story.when(asked)
        if when is None and is_led:
            return self._when(seen, clause, dated, asked, is_toll=is_toll)
        return time, when, as_of

    def _asked(self, seen: Seen, kind: str, modality: Modality, *, is_single: bool = False) -> Asked:
        signs = self.dating.signs(seen)
        return Asked(kind, seen.sentence.block, modality, signs.events, signs.is_lasting, is_single)

    def _sums_up(self, seen: Seen, pair: Pair) -> bool:
        """Whether a number is that of all places of a list: "всего погибло 147"."""
        is_total = any(mark.last <= pair.phrase.first for mark in seen.cue("total"))
        return is_total and len({told.where for told in self.story.told if told.where}) > 1

    def _kept(self, place: Place | None) -> str | None:
        """The place that holds for what follows: one without a name only where the text told none."""
        is_less = place is not None and place.is_site and any(told.where for told in self.story.told)
        return None if place is None or is_less else place.name

    def _place(
        self,
        seen: Seen,
        places: Sequence[Place],
        clause: tuple[int, int],
        kind: str,
        when: str | None,
        *,
        is_part: bool,
    ) -> Place | None:
        """The place a sentence says; one without a name gives way to that of the story, unless the data keeps it.

        It does not for some of a whole, nor for the injured, who are in hospital, but were hurt elsewhere.
        """
        place = place_of(seen, places, clause, kind, is_verb_last=self.words.is_verb_last)
        if place is None or not place.is_site or not self.words.is_verb_last:
            return place
        is_own = any(mark.last == place.last for mark in seen.cue("site_own"))
        is_aside = not is_own or is_part or kind == "injured"
        return None if is_aside and self.story.where(seen.sentence.block, when) is not None else place

    def _place_the_lead(self, at: int) -> None:
        """Give a statement of the headline or lead the place that the report names right behind it."""
        reading = self.readings[at]
        asked = self.unplaced.get(reading.claim.id)
        where = self.story.place_told_later(asked[1]) if asked is not None and reading.claim.where is None else None
        if where is not None:
            claim = msgspec.structs.replace(reading.claim, where=where)
            self.readings[at] = reading._replace(claim=claim, rules=(*reading.rules, "place:later"))

    def date_the_lead(self) -> None:
        """Give the statements of a headline or lead the one day that the report tells further on."""
        orders = {claim: (asked, order) for claim, asked, order in self.undated}
        for at in range(len(self.readings)):
            self._place_the_lead(at)
            reading = self.readings[at]
            if reading.claim.when is not None or reading.claim.id not in orders:
                continue
            when = self.story.told_later(*orders[reading.claim.id])
            if when is not None:
                claim = msgspec.structs.replace(reading.claim, when=when)
                self.readings[at] = reading._replace(claim=claim, rules=(*reading.rules, "time:later"))

    def _counted(
        self,
        pair: Pair,
        seen: Seen,
        places: tuple[Place, ...],
        said: Sequence[Speech],
        dated: Sequence[Dated],
        found: Sequence[Reading],
        before: Sequence[Reading],
    ) -> Reading:
        """The claim of one pair."""
        speech = speaker_of(said, pair.phrase.first, pair.phrase.last)
        speaker = self.speaking.who(speech, said) if speech else self.speaking.unsaid(said)
        if self.words.is_verb_last:
            modality, why = modality_last(seen, pair, speech, self.words)
        else:
            modality, why = modality_of(seen, pair, speech)
        asked = self._asked(seen, pair.kind, modality)
        is_toll = pair.rule in _TOLLS or (pair.predicate is not None and pair.predicate.role == "toll")
        predicate, clause = pair.predicate, (pair.first, pair.last)
        is_led = predicate is not None and predicate.role != "toll" and predicate.last <= pair.phrase.first
        time, when, as_of = self._when(seen, clause, dated, asked, is_toll=is_toll, is_led=is_led)
        place = self._place(seen, places, clause, pair.kind, when, is_part=pair.is_part)
        is_sum = not self.words.is_verb_last and self._sums_up(seen, pair)
        where = place.name if place else None if is_sum else self.story.where(seen.sentence.block, when)
        scene = self._when(seen, clause, dated, asked, is_toll=is_toll)[0] if is_led else time
        told = scene.edtf if scene and scene.rule != RECALLED else None
        self.story.tell(told, self._kept(place), seen.sentence.block, pair.kind, asked.events)
        by = perpetrator(seen, pair, self.words)
        parent = whole_of(pair, found, before)
        whole = next((r.claim for r in (*found, *before) if r.claim.id == parent), None)
        if whole is not None and self.words.is_verb_last:
            speaker = speaker or (whole.speaker if speech is None and whole.id in {r.claim.id for r in found} else None)
            when = when or (whole.when if pair.kind == whole.kind and not dated else None)
        count = pair.phrase.number.count
        assert count is not None
        claim = self.make.claim(
            seen.words[pair.first].start, seen.words[pair.last - 1].end, pair.kind,
            Scene(when, where, by, speaker, modality, as_of), pair.rule, count=count,
            number_at=pair.phrase.number.start, whom=pair.phrase.noun, whom_class=pair.phrase.noun_class,
            part_of=parent,
        )  # fmt: skip
        if when is None and modality != "hypothetical" and all(one.role != "as_of" for one in dated):
            self.undated.append((claim.id, asked, self.story.order))
        if where is None and self.words.is_verb_last:
            self.unplaced[claim.id] = (seen.sentence.block, self.story.order)
        rules = [pair.rule, f"number:{pair.phrase.number.rule}"]
        rules += [f"time:{time.rule}"] if time else ["time:earlier"] if when else []
        rules += ["place"] if place else ["place:earlier"] if where else []
        rules += [f"speaker:{speech.rule}"] if speech and speaker else []
        rules += [f"modality:{modality}"] if modality != "asserted" else []
        rules += ["part-of"] if parent else []
        return Reading(claim, seen, places, speech, why, tuple(rules))

    def _named(
        self,
        seen: Seen,
        pairs: Sequence[Pair],
        places: tuple[Place, ...],
        said: Sequence[Speech],
        dated: Sequence[Dated],
    ) -> list[Reading]:
        """People the sentence names: each a claim of one, and an entry."""
        found = []
        for person in named_people(seen, pairs, places, said, self.words):
            clause = run_of(seen.words, person.start, person.end) or (0, len(seen.words))
            speech = speaker_of(said, *clause)
            modality: Modality = "denied" if speech and speech.is_denial else "asserted"
            asked = self._asked(seen, person.kind, modality, is_single=True)
            time, when, _ = self._when(seen, clause, self._of_life(person.name_end, dated), asked)
            place = place_of(seen, places, clause, person.kind, is_verb_last=self.words.is_verb_last)
            where = place.name if place else self.story.where(seen.sentence.block, when)
            speaker = self.speaking.who(speech, said) if speech else self.speaking.unsaid(said)
            scene = Scene(when, where, None, speaker, modality)
            self.story.tell(time.edtf if time else None, None, seen.sentence.block, person.kind, asked.events)
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

    def _of_life(self, name_end: int, dated: Sequence[Dated]) -> list[Dated]:
        """The times of a sentence, of a life in brackets behind a name that of the death alone."""
        own = of_life(self.text.text, name_end, [one.time for one in dated])
        return [one._replace(time=time) for one, time in zip(dated, own, strict=True) if time.type != NO_TIME]

    def _act(
        self, act: Act, seen: Seen, places: tuple[Place, ...], said: Sequence[Speech], dated: Sequence[Dated]
    ) -> Reading:
        """The claim of an act: what is no count."""
        clause = run_of(seen.words, act.start, act.end) or (0, len(seen.words))
        speech = speaker_of(said, clause[1] - 1 if self.words.is_verb_last else clause[0], clause[1])
        speaker = ((speech.speaker or self.speaking.speaker) if speech else None) or act.speaker
        time = act.when
        if time is None and act.kind != "cause":
            time = time_of(seen, clause, [one._replace(role="when") for one in dated if one.role != "said"])
        place = place_of(seen, places, clause, act.kind)
        modality: Modality = "denied" if act.is_denied else "alleged" if act.is_accusation else "asserted"
        where = act.where or (place.name if place else None)
        scene = Scene(time.edtf if time else None, where, act.by, speaker, modality)
        claim = self.make.claim(act.start, act.end, act.kind, scene, act.rule, value=act.value)
        rules = [act.rule, *([f"speaker:{speech.rule}"] if speech and speaker else [])]
        return Reading(claim, seen, places, speech, "", tuple(rules))

    def _give_quoted(self, first: int, start: int, end: int) -> None:
        """Give statements inside quotation marks that name no speaker the one of the quotation."""
        if all(reading.speech is not None for reading in self.readings[first:]):
            return
        spoken = self.speaking.quoted(start, end)
        lows = [low for low, _, _ in spoken]
        for at in range(first, len(self.readings) if spoken else first):
            reading = self.readings[at]
            start = reading.claim.span.start or 0
            one = bisect.bisect_right(lows, start) - 1
            speaker = spoken[one][2] if one >= 0 and start < spoken[one][1] else None
            if reading.speech is None and speaker is not None:
                claim = msgspec.structs.replace(reading.claim, speaker=speaker)
                self.readings[at] = reading._replace(claim=claim, rules=(*reading.rules, "speaker:quotation"))

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
