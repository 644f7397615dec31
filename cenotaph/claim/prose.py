"""Reading a text for its claims: sentence by sentence, with what earlier sentences carry over.

A sentence without a trigger word is passed over at once. Of the others, numbers and predicates are
annotated and tied together (`attach`), times and places assigned (`scene`), speakers and modality
found (`voice`), acts without numbers (`acts`) and named people (`people`) added. What a sentence
leaves out is taken from the ones before it in its paragraph: the verb of a list that goes on, the
day and place of the story, the speaker behind "it added".
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cenotaph.blocks import STATING, blocks
from cenotaph.claim.act import Act
from cenotaph.claim.acts import acts, may_act
from cenotaph.claim.annotate import Annotated, NumberPhrase, Predicate, annotate
from cenotaph.claim.attach import attach
from cenotaph.claim.carrying import CARRIED, Carrier, after_dateline, is_day, wide_place
from cenotaph.claim.carrying import Scene as Told
from cenotaph.claim.modality import modality_of
from cenotaph.claim.pairs import Pair
from cenotaph.claim.parts import closes_list, is_total, parent_of, population_of, tie_parts, with_shares
from cenotaph.claim.people import Named, listed_people, named_people, people_meant
from cenotaph.claim.quoted import quotations
from cenotaph.claim.scene import Place, find_places, perpetrator, place_of, time_of
from cenotaph.claim.sentences import Sentence, sentences
from cenotaph.claim.speakers import goes_back
from cenotaph.claim.statements import Scene, Statements
from cenotaph.claim.story import lean_on_story
from cenotaph.claim.times import Time, find_times
from cenotaph.claim.turns import Turn, turns
from cenotaph.claim.unsaid import carried, elided, to_carry
from cenotaph.claim.voice import Speech, speaker_of, speeches
from cenotaph.claim.words import ELSEWHERE, Lexicon, has_phrase, kinds, lexicon, words_of
from cenotaph.count import Number
from cenotaph.record import Access, Claim, Count, Entry, Text

_PARAGRAPH = 12  # sentences of a paragraph in which "she" finds her name
_LOOK_BACK = 4  # sentences of the same paragraph whose day and place still hold
_SPEAKER_BACK = 4  # sentences through which "it added" finds its speaker
_TAKEN = frozenset({"time:earlier", "time:carried", "time:section", "time:entry", "time:there", "time:of-whole"})
_RECENT = 4  # sentences through which "a doctor told us forty" finds of what
_LASTING = re.compile(r"\b(?:for|over|during)\s+(?:the\s+)?$", re.IGNORECASE)
_LEAST = {"deployed": 10, "gathered": 10}  # two policemen on a corner are no deployment, three friends no assembly
_GOES_ON = re.compile(
    r"(?:another|a further|\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|of the[ms]e?|of those)\b",
    re.IGNORECASE,
)


class Reading(NamedTuple):
    """A claim with the sentence it was read in and what the rules saw there."""

    claim: Claim
    annotated: Annotated
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    speech: Speech | None
    modality_words: str
    rules: tuple[str, ...]


def read_text(text: Text, access: Access = "restricted") -> tuple[list[Reading], list[Entry]]:
    """All claims of a text with their reasons, and the people it names; in the order of the text."""
    words = lexicon(text.language)
    if words is None:
        return [], []
    triggers = (words.trigger, words.acting, words.sets["otherwise"])
    if not has_phrase(words_of(text.text), *triggers) and not re.search(r"[“«\"]", text.text):
        return [], []
    reader = _Reader(text, words, access)
    found = text.blocks or blocks(text.text)
    reader.turns = turns(text.text, found, words)
    is_begun = False
    for block in found:
        if is_begun and block.kind in ("headline", "dateline"):
            reader.read_heading(block.start, block.end)
        is_begun = is_begun or block.kind in ("paragraph", "list_item")
        if block.kind in STATING:
            reader.read_block(block.start, block.end, is_heading=block.kind == "headline")
    reader.readings.sort(key=lambda r: (r.claim.span.start or 0, r.claim.span.end or 0, r.claim.kind, r.claim.id))
    reader.entries.sort(key=lambda e: (e.span.start or 0, e.id))
    return reader.readings, reader.entries


class _Reader:
    """Reads the blocks of one text in order."""

    def __init__(self, text: Text, words: Lexicon, access: Access) -> None:
        self.text = text
        self.words = words
        self.make = Statements(text, words, access)
        self.times = lean_on_story(find_times(text.text, text.language, text.published), words)
        self.time_starts = [time.start for time in self.times]
        self.readings: list[Reading] = []
        self.entries: list[Entry] = []
        self.passed: list[Sentence] = []
        self.annotations: dict[int, Annotated] = {}
        self.story_places: dict[str, str] = {}
        self.block_at = 0
        self.carrier = Carrier(text.text, text.published, words)
        self.turns: tuple[Turn, ...] = ()
        self.recent: tuple[str, ...] = ()  # kinds counted in the sentence that counted last
        self.since = 0  # sentences passed since then

    def read_heading(self, start: int, end: int) -> None:
        """A heading in mid-text, for the day and place it sets."""
        self.carrier.heading(start, end, self._times(Sentence(start, end, start, "")))

    def read_block(self, start: int, end: int, *, is_heading: bool = False) -> None:
        """All sentences of a block; the parts of a total that closes a list are tied to it at the end."""
        self.block_at = start
        first = len(self.readings)
        before: list[Reading] = []
        for sentence in sentences(self.text.text, start, end, start, self.words.sets["title"]):
            found = self._sentence(sentence, before)
            self.readings.extend(found)
            if not is_heading:
                self._tell(sentence, found)
            counted = [r for r in found if r.claim.count is not None]
            before = counted or (before if not found else [])
            self.since = 0 if counted else self.since + 1
            self.recent = tuple(r.claim.kind for r in counted) or (self.recent if self.since < _RECENT else ())
            self.passed.append(sentence)
        self._quotations(start, end)
        self._tie_parts(first)

    def _tell(self, sentence: Sentence, found: Sequence[Reading]) -> None:
        """Keep for later sentences the day and place that this one told itself."""
        times = self._times(sentence)
        if not found and len(times) == 1 and times[0].edtf and is_day(times[0].edtf):
            rest = sentence.text[: times[0].start - sentence.start] + sentence.text[times[0].end - sentence.start :]
            if not rest.strip(" .,:;–—-"):
                self.carrier.entry(times[0].edtf)
        for reading in found:
            claim = reading.claim
            if claim.kind in CARRIED or claim.kind in ("event", "deployed"):
                own = claim.count is None or any(rule.startswith("time:") for rule in reading.rules)
                is_own = own and not any(rule in _TAKEN for rule in reading.rules)
                placed = claim.count is None or "place" in reading.rules
                self.carrier.tell(claim.when if is_own else None, claim.where if placed else None)

    def _sentence(self, sentence: Sentence, before: list[Reading]) -> list[Reading]:
        times = self._times(sentence)
        goes_on = bool(before) and _GOES_ON.match(sentence.text) is not None
        held = words_of(sentence.text)
        has_trigger = has_phrase(held, self.words.trigger)
        has_act = may_act(sentence.text, self.words, is_dated=bool(times))
        if times and (has_trigger or has_act):
            self._note_story_place(sentence, times)
        is_elliptic = has_phrase(held, self.words.sets["otherwise"])
        if not (has_trigger or goes_on or has_act or is_elliptic):
            return []
        annotated = self._annotated(sentence)
        places = find_places(annotated, self.words)
        said = speeches(annotated, self.words)
        found: list[Reading] = []
        is_play = self.words.stop_sentence.search(sentence.text) is not None
        if not is_play:
            for pair in self._pairs(annotated, before, goes_on):
                found += [self._counted(pair, annotated, times, places, said, found, before)]
            found.extend(self._named(annotated, times, places, said, found))
        for act in acts(annotated, times, self.words):
            found.append(self._act(act, annotated, times, places, said))
        return found

    def _pairs(self, annotated: Annotated, before: list[Reading], goes_on: bool) -> Iterator[Pair]:
        counted = [r.claim.kind for r in before]
        pairs = attach(annotated, self.words, counted)
        if not pairs and goes_on:
            pairs = carried(annotated, to_carry(counted) or counted[-1], self.words)
        pairs += elided(annotated, pairs, counted or self.recent, self.words)
        pairs = with_shares(annotated, pairs, [r.claim for r in before], self.words)
        stops = [(m.start(), m.end()) for m in self.words.stop_phrase.finditer(annotated.sentence.text)]
        for pair in pairs:
            start, end = _offsets(annotated, pair.first, pair.last)
            if any(a < end and start < b for a, b in stops):
                continue
            count = pair.phrase.number.count
            if count is None or (count.low if count.low is not None else count.high or 0) < _LEAST.get(pair.kind, 0):
                continue
            yield pair

    def _counted(
        self,
        pair: Pair,
        annotated: Annotated,
        times: tuple[Time, ...],
        places: tuple[Place, ...],
        said: Sequence[Speech],
        found: Sequence[Reading],
        before: Sequence[Reading],
    ) -> Reading:
        """The claim of one pair."""
        speaker, speech = self._speaker(annotated, said, pair.first, pair.last)
        modality, why = modality_of(annotated, pair, self.words)
        if speech is not None and speech.verb in self.words.deny and modality != "denied":
            speaker = None
        own_times = after_dateline(annotated.sentence.text, annotated.sentence.start, times)
        time, as_of = time_of(annotated, own_times, pair.first, pair.last, self.words)
        open_places = self._places_left(annotated, places, pair, found)
        place = place_of(annotated, open_places, pair.first, pair.last, pair.kind)
        lasting = self._lasting(times, annotated, pair) if time is None else None
        parent = parent_of(pair, annotated, [r.claim for r in found], [r.claim for r in before])
        is_silent = time is None and lasting is None and not _states_time(own_times)
        when = time.edtf if time else lasting or (self._earlier_time(place) if is_silent else None)
        where = place.name if place else self._place_elsewhere(time, pair, lasting)
        wide = None if place else _home(pair, annotated) or wide_place(annotated, pair.last, self.words)
        taken = self._taken(annotated, pair, when, place.name if place else None, parent)
        is_whole = place is None and is_total(annotated, pair, self.words)
        when_rule = f"time:{time.rule}" if time else "time:earlier" if when else ""
        where_rule = "place" if place else "place:earlier" if where else ""
        if when is None and is_silent and not is_whole and taken.when:
            when, when_rule = taken.when, f"time:{taken.rule}"
        if wide is not None:
            where, where_rule = wide, "place:as-told"
        elif where is None and taken.where:
            where, where_rule = taken.where, f"place:{taken.rule}"
        if annotated.tokens[pair.last - 1].low == ELSEWHERE or is_whole:
            where, where_rule = None, ""  # a total is of all the places told before it
        by = perpetrator(annotated, pair.verb, pair.last, self.words)
        scene = Scene(when, where, by, speaker, modality, as_of.edtf if as_of else None)
        start = annotated.tokens[pair.first].start
        end = annotated.tokens[pair.last - 1].end
        count = pair.phrase.number.count
        assert count is not None
        claim = self.make.claim(
            start, end, pair.kind, scene, pair.rule,
            count=_with_unit(count, pair), number_at=pair.phrase.number.start, whom=population_of(pair, self.words),
            whom_class=pair.noun_class, part_of=parent,
        )  # fmt: skip
        rules = [pair.rule, f"number:{pair.phrase.number.rule}"]
        rules += [rule for rule in (when_rule, where_rule) if rule]
        rules += [f"speaker:{speech.rule}"] if speech and speaker else []
        rules += [f"modality:{modality}"] if modality != "asserted" else []
        rules += ["part-of"] if parent else []
        return Reading(claim, annotated, times, places, speech, why, tuple(rules))

    def _taken(self, annotated: Annotated, pair: Pair, when: str | None, place: str | None, parent: str | None) -> Told:
        """What the pair takes of day and place from its whole, from what it repeats, or from the scene."""
        if parent is not None or pair.rule == "number-only":
            whole = next((r.claim for r in reversed(self.readings) if parent in (None, r.claim.id)), None)
            if whole is not None and (parent is not None or whole.kind == pair.kind):
                return Told(whole.when, whole.where, "of-whole")
        if pair.rule in ("listed", "carried"):
            return Told()
        return self.carrier.scene(annotated, pair.kind, when, place)

    def _places_left(
        self, annotated: Annotated, places: tuple[Place, ...], pair: Pair, found: Sequence[Reading]
    ) -> tuple[Place, ...]:
        """The places that may be the pair's: none that another item of a list has as its own."""
        bare = {p.last for p in annotated.phrases if p.noun is None and p.head is None and p.first != pair.phrase.first}
        left = [place for place in places if place.first - 1 not in bare]
        if is_total(annotated, pair, self.words):
            told = [r for r in found if r.claim.kind == pair.kind]
            first = annotated.tokens[pair.first].start
            left = [p for p in left if not told or annotated.tokens[p.first].start > first]
        return tuple(left)

    def _named(
        self,
        annotated: Annotated,
        times: tuple[Time, ...],
        places: tuple[Place, ...],
        said: Sequence[Speech],
        found: Sequence[Reading],
    ) -> list[Reading]:
        """People the sentence names: each a claim of one, and an entry."""
        people: list[Named] = list(named_people(annotated, self.words))
        people.extend(people_meant(annotated, self._told_before(annotated.sentence), self.words))
        taken = {(person.name_start, person.name_end) for person in people}
        counted = [r.claim for r in found if r.claim.count is not None and kinds()[r.claim.kind].victims]
        if counted:
            listed = listed_people(annotated, counted[-1].kind, counted[0].span.start or 0, self.words)
            people.extend(person for person in listed if (person.name_start, person.name_end) not in taken)
        readings = []
        numbers = [r.claim.span.start or 0 for r in found if r.claim.count is not None and r.claim.value is None]
        for person in people:
            if any(person.name_end <= number < person.end for number in numbers) and person.rule == "name-verb":
                continue  # "in Zarn, 24 died": a count behind a place, no age behind a name
            if _died_unsaid_how(person, annotated, self.words):
                continue
            first, last = _token_run(annotated, person.start, person.end)
            speaker, speech = self._speaker(annotated, said, first, last)
            time, _ = time_of(annotated, times, first, last, self.words)
            place = place_of(annotated, places, first, last, person.kind)
            verb = next((p for p in annotated.predicates if p.first >= first and p.last <= last), None)
            pair = None
            modality, why = "asserted", ""
            if verb is not None:
                pair = _pair_of_name(verb, first, last, person)
                modality, why = modality_of(annotated, pair, self.words)
            by = perpetrator(annotated, verb, last, self.words)
            scene = Scene(
                time.edtf if time else self._earlier_time(place),
                place.name if place else self._place_elsewhere(time, None),
                by, speaker, modality,  # type: ignore[arg-type]
            )  # fmt: skip
            claim = self.make.claim(
                person.start, person.end, person.kind, scene, person.rule, count=_ONE, number_at=person.name_start,
                whom=person.name, value=person.name, context=annotated.sentence.text,
            )  # fmt: skip
            if person.kind == "injured":  # a living person
                claim = _restrict(claim, self.make)
            readings.append(Reading(claim, annotated, times, places, speech, why, (person.rule,)))
            # what stands on a person's page must be said of that person, not carried from another sentence
            told = scene._replace(where=place.name if place else None)
            entry = self.make.entry(person, told, annotated.sentence.text) if modality == "asserted" else None
            if entry is not None:
                self.entries.append(entry)
        return readings

    def _told_before(self, sentence: Sentence) -> list[Sentence]:
        """The sentences of the paragraph so far; those of the paragraph before where this one opens."""
        before = [s for s in self.passed[-_PARAGRAPH:] if s.start < sentence.start]
        here = [s for s in before if s.block == self.block_at]
        return here or [s for s in before if before and s.block == before[-1].block]

    def _act(
        self,
        act: Act,
        annotated: Annotated,
        times: tuple[Time, ...],
        places: tuple[Place, ...],
        said: Sequence[Speech],
    ) -> Reading:
        first, last = _token_run(annotated, act.start, act.end)
        speaker, speech = self._speaker(annotated, said, last - 1 if act.kind == "legal" else first, last)
        if (
            act.kind == "legal"
            and speech is not None
            and act.rule != "legal-refused"
            and first <= speech.first
            and speech.last < last
        ):
            first = speech.last  # the clause begins behind "the council said"
            act = act._replace(start=annotated.tokens[first].start)
        speaker = speaker or act.speaker
        time = act.when
        if time is None and act.kind != "cause":
            time, _ = time_of(annotated, times, first, last, self.words)
        place = place_of(annotated, places, first, last, act.kind)
        if place is None:
            place = next(
                (p for p in places if first <= p.first and p.last <= last and p.lead not in ("of", "from", "to")), None
            )
        if place is None and _is_own_act_of_country(act, self.words):
            act = act._replace(where=act.by)  # "Vexia declared its independence" happened in Vexia
        modality = "denied" if act.is_denied else "alleged" if act.is_accusation else "asserted"
        scene = Scene(time.edtf if time else None, place.name if place else act.where, act.by, speaker, modality)  # type: ignore[arg-type]
        claim = self.make.claim(act.start, act.end, act.kind, scene, act.rule, value=act.value)
        return Reading(claim, annotated, times, places, speech, "", (act.rule,))

    def _quotations(self, start: int, end: int) -> None:
        """Quoted words with their speaker, who is named in the sentences that hold or touch them."""
        for low, closing in quotations(self.text.text, start, end):
            high = closing - (self.text.text[closing - 1] == ",")
            speaker, speech, annotated = self._quoted_by(low, high, start)
            if speaker is None or annotated is None:
                continue
            claim = self.make.claim(
                low, high, "quote", Scene(speaker=speaker), "quotation", value=self.text.text[low:high]
            )
            if not self.words.office.search(speaker):
                claim = _restrict(claim, self.make)
            self.readings.append(Reading(claim, annotated, (), (), speech, "", ("quotation",)))

    def _quoted_by(self, low: int, high: int, start: int) -> tuple[str | None, Speech | None, Annotated | None]:
        """The speaker of quoted words: in the sentence around them, their marks included."""
        around = [s for s in self.passed[-200:] if s.block == self.block_at and s.start < high + 2 and s.end > low - 2]
        if not around:
            return None, None, None
        joined = Sentence(around[0].start, around[-1].end, start, self.text.text[around[0].start : around[-1].end])
        annotated = annotate(joined, self.words)
        outside = [
            s
            for s in speeches(annotated, self.words)
            if s.verb not in ("call", "name", "count")
            and (annotated.tokens[s.last - 1].end <= low or annotated.tokens[s.first].start >= high)
        ]
        if not outside:
            return None, None, None
        nearest = min(
            outside, key=lambda s: max(low - annotated.tokens[s.last - 1].end, annotated.tokens[s.first].start - high)
        )
        speaker = nearest.speaker or self._carried(nearest, around[0])
        return speaker, nearest, annotated

    def _speaker(
        self, annotated: Annotated, said: Sequence[Speech], first: int, last: int
    ) -> tuple[str | None, Speech | None]:
        speaker, speech = speaker_of(said, first, last, None)
        if speech is None or (speaker is None and speech.is_own):
            at = annotated.tokens[first].start
            return next((turn.speaker for turn in self.turns if turn.start <= at < turn.end), None), speech
        return speaker or self._carried(speech, annotated.sentence), speech

    def _carried(self, speech: Speech, sentence: Sentence) -> str | None:
        """Whom "he", "the agency" means: the speaker named before, else the words themselves."""
        former = self._former_speaker(sentence)
        return former if goes_back(speech.words, former, self.words) else speech.words

    def _former_speaker(self, sentence: Sentence) -> str | None:
        """The last speaker named before a sentence."""
        for earlier in reversed([s for s in self.passed[-_SPEAKER_BACK:] if s.start < sentence.start]):
            named = [s for s in speeches(self._annotated(earlier), self.words) if s.speaker or s.words]
            if named:
                return named[-1].speaker or self._carried(named[-1], earlier)
        return None

    def _annotated(self, sentence: Sentence) -> Annotated:
        if sentence.start not in self.annotations:
            self.annotations[sentence.start] = annotate(sentence, self.words)
        return self.annotations[sentence.start]

    def _times(self, sentence: Sentence) -> tuple[Time, ...]:
        first = bisect.bisect_left(self.time_starts, sentence.start)
        last = bisect.bisect_left(self.time_starts, sentence.end)
        return self.times[first:last]

    def _earlier_time(self, place: Place | None) -> str | None:
        """The day told in the sentences just before, in the same paragraph, unless they tell of another place."""
        for earlier in reversed(self.passed[-_LOOK_BACK:]):
            if earlier.block != self.block_at:
                return None
            told = [t for t in self._times(earlier) if t.edtf and t.type in ("date", "time") and is_day(t.edtf)]
            if not told and _states_time(self._times(earlier)):
                return None
            if not told:
                continue
            annotated = self._annotated(earlier)
            places = {p.name for p in find_places(annotated, self.words)}
            if place is not None and places and place.name not in places:
                return None
            for time in reversed(told):
                chosen, _ = time_of(annotated, [time], len(annotated.tokens), len(annotated.tokens), self.words)
                if chosen is not None:
                    return chosen.edtf
        return None

    def _lasting(self, times: Sequence[Time], annotated: Annotated, pair: Pair) -> str | None:
        """Of a claim that lasted ("for several days"): from the story's day on, its end not told."""
        start, end = annotated.tokens[pair.first].start, annotated.tokens[pair.last - 1].end
        for time in times:
            between = self.text.text[min(end, time.end) : max(start, time.start)]
            if (
                ";" not in between
                and time.type == "duration"
                and time.edtf is None
                and _LASTING.search(self.text.text, max(0, time.start - 12), time.start)
            ):
                full = [
                    t.edtf
                    for t in self.times[: bisect.bisect_left(self.time_starts, time.start)]
                    if t.edtf and t.anchor is None
                ]
                days = [day for day in full if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
                return f"{days[-1]}/" if days else None
        return None

    def _place_elsewhere(self, time: Time | None, pair: Pair | None, lasting: str | None = None) -> str | None:
        """The place told with the day the claim leans on, or in the sentences just before."""
        if lasting is not None and lasting.rstrip("/") in self.story_places:
            return self.story_places[lasting.rstrip("/")]
        if time is not None and time.anchor and time.anchor.startswith("story:"):
            place = self.story_places.get(time.anchor.partition(":")[2])
            if place is not None:
                return place
        if pair is not None and pair.rule in ("listed", "carried"):
            return None
        for earlier in reversed(self.passed[-_LOOK_BACK:]):
            if earlier.block != self.block_at:
                return None
            before = self._annotated(earlier)
            places = [place for place in find_places(before, self.words) if place.lead != "of"]
            if places:
                sites = {place.first for place in places} - {
                    place.last + 1 for place in places
                }  # "the Alley in Baku" is one
                chosen = place_of(before, places, len(before.tokens), len(before.tokens), "")
                return chosen.name if chosen is not None and len(sites) == 1 else None
        return None

    def _note_story_place(self, sentence: Sentence, times: tuple[Time, ...]) -> None:
        """Keep the place that a sentence tells together with a full date."""
        full = [t for t in times if t.edtf and t.anchor is None and re.fullmatch(r"\d{4}-\d\d-\d\d", t.edtf)]
        if not full:
            return
        annotated = self._annotated(sentence)
        for time in full:
            if time.edtf in self.story_places:
                continue
            first, last = _token_run(annotated, time.start, time.end)
            place = place_of(annotated, find_places(annotated, self.words), first, last, "story")
            if place is not None and time.edtf:
                self.story_places[time.edtf] = place.name

    def _tie_parts(self, first: int) -> None:
        """Tie the items of a list to the total that closes it ("in all 147 people were killed")."""
        read = self.readings[first:]
        closing = [r.claim.count is not None and closes_list(r.claim, r.annotated, self.words) for r in read]
        is_open = ["number:article" in r.rules or _is_further(r, self.words) for r in read]
        for at, total in tie_parts([r.claim for r in read], closing, is_open).items():
            self.readings[first + at] = read[at]._replace(
                claim=_with(read[at].claim, part_of=total), rules=(*read[at].rules, "part-of-total")
            )


_ONE = Count(1, 1, "exact")
_UNITS = {"building": "buildings", "vehicle": "vehicles", "grave": "graves"}


def _is_further(reading: Reading, words: Lexicon) -> bool:
    """Whether the claim says that others were counted before it: "another 20 people"."""
    text, offset = reading.annotated.sentence.text, reading.annotated.sentence.start
    start = (reading.claim.span.start or 0) - offset
    return words.patterns["more"].search(text, max(0, start - 12), start + 24) is not None


def _home(pair: Pair, annotated: Annotated) -> str | None:
    """The place that people left, by name."""
    name = annotated.tokens[pair.last - 1].text
    return name if pair.rule == "left-home" and name[:1].isupper() else None


def _is_own_act_of_country(act: Act, words: Lexicon) -> bool:
    by = act.by or ""
    if act.rule != "event-verb" or not by.istitle() or " " in by or words.office.search(by):
        return False
    return by.lower() not in words.sets["pronoun"] and words.patterns["of_country"].search(act.value) is not None


def _states_time(times: Sequence[Time]) -> bool:
    """Whether the sentence says when, though it cannot be told as a date: then no earlier day holds."""
    return any(time.type != "set" and (time.edtf is None or time.quote.lower().startswith("this ")) for time in times)


def _offsets(annotated: Annotated, first: int, last: int) -> tuple[int, int]:
    """Token positions as offsets in the sentence."""
    start = annotated.sentence.start
    return annotated.tokens[first].start - start, annotated.tokens[last - 1].end - start


def _token_run(annotated: Annotated, start: int, end: int) -> tuple[int, int]:
    """Offsets of the text as token positions, half-open."""
    first = next((at for at, token in enumerate(annotated.tokens) if token.end > start), 0)
    last = first
    while last < len(annotated.tokens) and annotated.tokens[last].start < end:
        last += 1
    return first, max(last, first + 1)


def _with_unit(count: Count, pair: Pair) -> Count:
    """The count with what is counted, where that is no person."""
    unit = _UNITS.get(pair.noun_class or "", count.unit)
    if pair.kind == "deployed" and pair.noun_class == "soldier":
        unit = "soldiers"
    noun = (pair.noun or "").lower().split()
    if noun and noun[-1] in ("families", "households", "couples", "family", "household"):
        unit = "families" if noun[-1][0] == "f" else noun[-1]
    return Count(count.low, count.high, count.qualifier, unit)


def _died_unsaid_how(person: Named, annotated: Annotated, words: Lexicon) -> bool:
    """Whether a named person is only said to have died: no one says that they were killed."""
    text, offset = annotated.sentence.text, annotated.sentence.start
    if person.rule != "name-verb" or not re.search(
        r"\b(?:die|dies|died|dying)$", text[: person.end - offset], re.IGNORECASE
    ):
        return False
    others = text[: person.name_start - offset] + text[person.end - offset :]
    return not (words.patterns["means"].search(others) or words.patterns["entry_actor"].search(others))


def _pair_of_name(verb: Predicate, first: int, last: int, person: Named) -> Pair:
    number = Number(person.name_start, person.name_end, person.name, _ONE, "cardinal", "name")
    phrase = NumberPhrase(number, first, last, person.name, None, None, is_governed=False, is_subset=False)
    return Pair(phrase, person.kind, first, last, verb, person.name, None, person.rule)


def _restrict(claim: Claim, make: Statements) -> Claim:
    return _with(claim, access=make.restricted(claim.span.quote))


def _with(claim: Claim, **fields: object) -> Claim:
    changed: Claim = msgspec.structs.replace(claim, **fields)
    return changed
