"""What a text has told so far, from which a sentence takes what it leaves out.

The day and place of the story, the speaker behind "it added", the people "she" may mean: all of it
stands in the sentences before, most of it in the same paragraph.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from cenotaph.claim.births import without_births
from cenotaph.claim.carrying import LATER, Carrier, Told, has_name, is_aside, is_day, is_spell
from cenotaph.claim.layers import Layers
from cenotaph.claim.placed import is_of_care, place_of
from cenotaph.claim.places import NAMED_BY_EVENT, Place
from cenotaph.claim.scene import time_of
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.speakers import goes_back
from cenotaph.claim.story import day_of_report, lean_on_story, tells_other_year
from cenotaph.claim.times import Time, find_times
from cenotaph.claim.turns import Turn
from cenotaph.claim.voice import Speech, opening_subject, speaker_of
from cenotaph.claim.words import Lexicon, kinds, letters_of
from cenotaph.record import Block, Text

_PLAIN = 10  # sentences without counts that may still tell a place
_PARAGRAPH = 12  # sentences of a paragraph in which "she" finds her name
_MONTH_LONG = 7  # characters of "2031-11"
_SPEAKER_BACK = 4  # sentences through which "it added" finds its speaker
_LEAST_ENTRIES = 2  # one line that opens with the clock is no log
_QUOTATION = 200  # sentences that one quotation may run through
_LASTING_LEAD = 12  # characters of "for the" in front of a time that something lasted
_FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class SoFar:
    """The sentences of one text up to the one being read, with all that was read of them."""

    def __init__(self, text: Text, words: Lexicon) -> None:
        self.text = text
        self.words = words
        self.letters = letters_of(text.text)
        found = find_times(text.text, text.language, text.published)
        self.times = without_births(text.text, text.language, lean_on_story(found, words, text.text, text.published))
        self.time_starts = [time.start for time in self.times]
        self.turns: tuple[Turn, ...] = ()
        self.carrier = Carrier(text.text, text.published, words)
        self.passed: list[Layers] = []
        self.block_at = 0
        self.plain: list[tuple[int, int, Layers]] = []  # sentences without counts: their order, block and layers
        self.story_places: dict[str, str] = {}

    def begin_log(self, blocks: Sequence[Block]) -> None:
        """See whether the text reports while it happens: as entries by the clock, or by the word it begins with."""
        clock, published = self.words.rules["clock_entry"], self.text.published or ""
        entries = [block.start for block in blocks if clock.match(self.text.text, block.start, block.end)]
        is_live = self.words.rules["live_report"].match(self.text.text) is not None
        if len(entries) >= _LEAST_ENTRIES:
            self.carrier.log = entries[0]
        if (len(entries) >= _LEAST_ENTRIES or is_live) and _FULL_DAY.fullmatch(published):
            self.carrier.default_day = published

    def layers(self, sentence: Sentence) -> Layers:
        """A sentence of the text, to be read."""
        asked = self.words.asked(set(self.letters[sentence.start : sentence.end].split()))
        return Layers(sentence, self.times_between(sentence.start, sentence.end), asked, self.words)

    def times_between(self, start: int, end: int) -> tuple[Time, ...]:
        """The times that begin between two offsets."""
        first = bisect.bisect_left(self.time_starts, start)
        return self.times[first : bisect.bisect_left(self.time_starts, end, lo=first)]

    def told_before(self, sentence: Sentence) -> list[Sentence]:
        """The sentences of the paragraph so far; those of the paragraph before where this one opens."""
        before = [s.sentence for s in self.passed[-_PARAGRAPH:] if s.sentence.start < sentence.start]
        here = [s for s in before if s.block == self.block_at]
        return here or [s for s in before if before and s.block == before[-1].block]

    def speaker(self, layers: Layers, first: int, last: int) -> tuple[str | None, Speech | None]:
        """Who says the claim at tokens `first` to `last`, and the words that say so."""
        speaker, speech = speaker_of(layers.speeches, first, last, None)
        is_unsaid = speech is None or (speaker is None and speech.is_own)
        named = speaker if speech is None or is_unsaid else speaker or self._carried(speech, layers.sentence)
        if named is None:
            named = self.turn_speaker(layers.tokens[first].start)
        return named, speech

    def turn_speaker(self, at: int) -> str | None:
        """The one whose turn, list or whole text the words at an offset stand in."""
        return next((turn.speaker for turn in self.turns if turn.start <= at < turn.end), None)

    def quoted_by(self, low: int, high: int) -> tuple[str | None, Speech | None, Layers | None]:
        """The speaker of quoted words: in the sentence around them, their marks included."""
        around = [
            s
            for s in self.passed[-_QUOTATION:]
            if s.sentence.block == self.block_at and s.sentence.start < high + 2 and s.sentence.end > low - 2
        ]
        if not around:
            return None, None, None
        layers = around[0] if len(around) == 1 else self._joined(around)
        tokens = layers.tokens
        outside = [
            s
            for s in layers.speeches
            if s.verb not in self.words.sets["naming_say"]
            and (tokens[s.last - 1].end <= low or tokens[s.first].start >= high)
        ]
        if not outside:
            return None, None, None
        nearest = min(outside, key=lambda s: max(low - tokens[s.last - 1].end, tokens[s.first].start - high))
        return nearest.speaker or self._carried(nearest, around[0].sentence), nearest, layers

    def _joined(self, run: Sequence[Layers]) -> Layers:
        """Sentences that one quotation runs through, as one."""
        start, end = run[0].sentence.start, run[-1].sentence.end
        return Layers(Sentence(start, end, self.block_at, self.text.text[start:end]), (), set(), self.words)

    def _carried(self, speech: Speech, sentence: Sentence) -> str | None:
        """Whom "he", "the agency" means: the speaker named before, else the words themselves."""
        former = self._former_speaker(sentence, speech)
        if former is not None and self._is_their_own(speech.words):
            return former
        return former if goes_back(speech.words, former, self.words) else speech.words

    def _is_their_own(self, words: str | None) -> bool:
        """Whether "the report" is one that a speaker was just said to speak in: "X said in its year-end report"."""
        noun = (words or "").lower()
        if noun not in self.words.sets["written"]:
            return False
        return any(noun in earlier.lows and earlier.speeches for earlier in self.passed[-_SPEAKER_BACK:])

    def _former_speaker(self, sentence: Sentence, speech: Speech) -> str | None:
        """The last speaker named before a sentence; for a bare "it" also a body that just did something."""
        for earlier in reversed([s for s in self.passed[-_SPEAKER_BACK:] if s.sentence.start < sentence.start]):
            named = [s for s in earlier.speeches if s.speaker or s.words]
            if named:
                return named[-1].speaker or self._carried(named[-1], earlier.sentence)
            actor = opening_subject(earlier, self.words) if speech.words is None else None
            if actor is not None:
                return actor
        return None

    def earlier_time(self, place: Place | None, kind: str, layers: Layers, *, is_item: bool = False) -> str | None:
        """The day told in the sentences just before, in the same paragraph, unless they tell of another place."""
        goes_on = is_item or self.words.rules["further"].match(layers.sentence.text) is not None
        return self.carrier.day_here(
            self.block_at, kind, place.name if place else None, is_item=goes_on, is_later=self.is_later(kind, layers)
        )

    def recalled(self, layers: Layers, first: int) -> tuple[bool, str | None]:
        """Whether a count is of what an anniversary recalls, and its day: "the anniversary of the raid in which"."""
        before = layers.sentence.text[: layers.tokens[first].start - layers.sentence.start]
        found = self.words.rules["anniversary_in_which"].search(before)
        if found is None:
            return False, None
        word = (found["word"] or "").lower()
        years = int(found["digits"]) if found["digits"] else self.words.numbers["ordinal"].get(word)
        behind = layers.sentence.start + found.end()
        told = [t.edtf for t in layers.times if t.edtf and t.start >= behind and t.anchor is None]
        if told:
            return True, told[0]  # "the 30th anniversary of the massacre of July 1998"
        days = [time.edtf for time in layers.times if time.edtf and _FULL_DAY.fullmatch(time.edtf)]
        day = days[0] if days else self.text.published or ""
        if not years or not _FULL_DAY.fullmatch(day):
            return True, None
        return True, f"{int(day[:4]) - years:04d}{day[4:]}"

    def is_later(self, kind: str, layers: Layers) -> bool:
        """Whether a statement is of what plainly comes later: a burial, an honour, a crowd that remembers."""
        if kind != "gathered":
            return kind in LATER
        return self.words.patterns["about_later"].search(layers.sentence.text) is not None

    def _is_attack(self, layers: Layers) -> bool:
        return self.words.rules["attacked"].search(layers.sentence.text) is not None

    def _tells_event(self, layers: Layers) -> bool:
        """Whether a sentence that counts nobody tells of an attack, a disaster or of people harmed."""
        if not self.words.sets["event_scene"].isdisjoint(layers.lows) or self._is_attack(layers):
            return True
        told = {p.kind for p in layers.predicates}
        return not told & LATER and any(kinds()[kind].victims and not is_aside(kind) for kind in told)

    def _is_afterwards(self, layers: Layers) -> bool:
        """Whether a sentence without counts tells of a funeral or the like, and of nothing that happened before."""
        return self.words.patterns["about_later"].search(layers.sentence.text) is not None and not self._tells_event(
            layers
        )

    def tell_event_place(self, layers: Layers) -> None:
        """Keep the place in the name of an event that a sentence on a funeral goes back to: "the Quill floods"."""
        named = [place.name for place in layers.places if place.lead == NAMED_BY_EVENT and not place.is_followed]
        if named and has_name(named[0]):
            self.carrier.tell(None, named[0], self.block_at, is_later=None, is_break=False)

    def has_place(self) -> bool:
        """Whether a place of what happened was told by name."""
        return any(told.where and has_name(told.where) and not told.is_later for told in self.carrier.told)

    def is_of_report(self, times: Sequence[Time]) -> bool:
        """Whether one of the times is the day of the report."""
        return any(time.edtf == self.text.published for time in times)

    def title_day(self, layers: Layers) -> str | None:
        """The day or the run of days of a headline, other than that of the report: "How many died on Sunday?"."""
        told = [t for t in layers.times if t.edtf and (is_day(t.edtf) or (is_spell(t.edtf) and t.anchor is None))]
        end = len(layers.tokens)
        days = {t.edtf for t in told if time_of(layers, [t], end, end, self.words)[0] is not None}
        day = days.pop() if len(days) == 1 else None
        is_run = day is not None and (len(day) == _MONTH_LONG or "/" in day)
        return day if is_run or (day != self.text.published and day and is_day(day) and self.text.published) else None

    def title_place(self, layers: Layers) -> str | None:
        """The place of a headline: the one it names behind a preposition, or behind its last comma."""
        behind = self.words.rules["title_place"].search(layers.sentence.text)
        end = len(layers.tokens)
        place = place_of(layers, layers.places, end, end, "", self.words)
        if place is not None:
            return place.name
        name = str(behind["place"]) if behind else ""
        return name if name and name.lower() not in self.words.sets["not_place"] else None

    def day_of_part(self, times: Sequence[Time]) -> str | None:
        """The day of the report, where only a part of a day is told and no day before: "before dawn"."""
        published = self.text.published or ""
        part = next((time for time in times if time.rule == "part" and time.edtf is None), None)
        if part is None or not _FULL_DAY.fullmatch(published) or self.carrier.days():
            return None
        if tells_other_year(self.times_between(0, part.start), published):
            return None
        return day_of_report(part, published, self.words)

    def tell_times(self, layers: Layers) -> None:
        """Keep the day and place of a sentence that counts nobody; a place without a day is read when asked for."""
        if not layers.times:
            self.plain.append((self.carrier.order, self.block_at, layers))
            return
        if self.carrier.told and not self._tells_event(layers):
            self.plain.append((self.carrier.order, self.block_at, layers))
            return  # "the minister visited Ilm on Tuesday"
        end = len(layers.tokens)
        told = [t for t in layers.times if t.edtf and t.type in ("date", "time") and is_day(t.edtf)]
        is_break = not told and states_time(layers.times, self.words)
        if not told and (self.carrier.order == 1 or self._tells_event(layers)):  # "under fire in November 2031"
            told = [t for t in layers.times if t.edtf and is_spell(t.edtf)]
        days = [chosen.edtf for time in reversed(told) if (chosen := time_of(layers, [time], end, end, self.words)[0])]
        is_later = True if self._is_afterwards(layers) else None  # "Funeral at Saint Olga's on the 17th"
        self.carrier.tell(
            days[0] if days else None, self._scene_of(layers), self.block_at, is_later=is_later, is_break=is_break
        )

    def _scene_of(self, layers: Layers) -> str | None:
        """The place that a sentence without counts tells: the only one, by name or of an attack; else the event's."""
        places = [place for place in layers.places if place.lead not in self.words.sets["of"]]
        places = [place for place in places if not is_of_care(layers, place, "injured", self.words)]
        sites = {place.first for place in places} - {place.last + 1 for place in places}  # "the Alley in Baku" is one
        events, end = self.words.sets["event_scene"], len(layers.tokens)
        if len(sites) > 1:
            at = next((at for at, low in enumerate(layers.lows) if low in events), None)
            place = place_of(layers, places, at, at + 1, "", self.words) if at is not None else None
        else:
            place = place_of(layers, places, end, end, "", self.words)
        is_scene = place is not None and (place.name != place.name.lower() or self._is_attack(layers))
        return place.name if place is not None and is_scene else None

    def _tell_plain(self) -> None:
        """Tell the places of the sentences without counts that were passed in this paragraph."""
        for order, block, layers in self.plain[-_PLAIN:]:
            is_here = block == self.block_at or self.carrier.log is not None
            is_aftermath = any(p.kind in LATER or is_aside(p.kind) for p in layers.predicates)
            is_aftermath = is_aftermath or self._is_afterwards(layers)
            place = self._scene_of(layers) if is_here else None
            if place is not None:
                later = True if is_aftermath else None
                told = Told(None, place, block, order, later, at=layers.sentence.start)
                bisect.insort(self.carrier.told, told, key=lambda told: told.order)
        self.plain.clear()

    def lasting(self, layers: Layers, first: int, last: int) -> str | None:
        """Of a claim that lasted ("for several days"): from the story's day on, its end not told."""
        start, end = layers.tokens[first].start, layers.tokens[last - 1].end
        for time in layers.times:
            between = self.text.text[min(end, time.end) : max(start, time.start)]
            lead = max(0, time.start - _LASTING_LEAD)
            if (
                ";" not in between
                and time.type == "duration"
                and time.edtf is None
                and self.words.rules["lasting"].search(self.text.text, lead, time.start)
            ):
                last = bisect.bisect_left(self.time_starts, time.start) - 1
                before = (self.times[at] for at in range(last, -1, -1))
                days = (t.edtf for t in before if t.edtf and t.anchor is None and _FULL_DAY.fullmatch(t.edtf))
                day = next(days, None)
                return f"{day}/" if day else None
        return None

    def place_elsewhere(
        self, time: Time | None, kind: str, lasting: str | None = None, *, is_item: bool = False, is_said: bool = False
    ) -> str | None:
        """The place told with the day a claim leans on, or in the sentences just before.

        Args:
            time: the claim's time.
            kind: of the claim.
            lasting: or the open run of days that it lasted.
            is_item: whether the claim goes on a list, whose items have places of their own.
            is_said: whether the claim names who says it.
        """
        place = self.story_places.get(lasting.rstrip("/")) if lasting is not None else None
        if place is None and time is not None and time.anchor and time.anchor.startswith("story:"):
            place = self.story_places.get(time.anchor.partition(":")[2])
        if place is not None or is_item:
            return place
        self._tell_plain()
        return self.carrier.place_here(self.block_at, time.edtf if time else None, kind, is_said=is_said)

    def within(self, layers: Layers, place: Place, when: str | None, kind: str) -> str:
        """A place without a name with the one by name in which it stands: "car deck, Port Amaris"."""
        site = place.name
        past = self.words.rules["since_when"].search(layers.sentence.text)
        if has_name(site) or site[:1].isdigit() or past is not None:
            return site
        self._tell_plain()
        leads = self.words.sets["scene_preposition"]
        own = [p.name for p in layers.places if p.last <= place.first and has_name(p.name) and p.lead in leads]
        named = own[-1] if own else self.carrier.place_here(self.block_at, when, kind, is_named=True)
        named = named if named and has_name(named) else self.carrier.main().where
        if not named or set(site.lower().split()) <= set(named.lower().split()):
            return named or site
        return f"{site}, {named}"

    def note_story_place(self, layers: Layers) -> None:
        """Keep the place that a sentence tells together with a full date."""
        for time in layers.times:
            day = time.edtf
            if day is None or time.anchor is not None or day in self.story_places or not _FULL_DAY.fullmatch(day):
                continue
            first, last = layers.token_run(time.start, time.end)
            place = place_of(layers, layers.places, first, last, "story", self.words)
            if place is not None:
                self.story_places[day] = place.name


def states_time(times: Sequence[Time], words: Lexicon) -> bool:
    """Whether a sentence says when, though it cannot be told as a date: then no earlier day holds.

    How long something lasted, and "now", say nothing of when it happened.
    """
    return any(
        time.type not in ("set", "reference")
        and time.rule not in ("part", "duration")
        and not (time.duration or "").startswith("PT")
        and (time.edtf is None or time.quote.lower().partition(" ")[0] in words.sets["this"])
        for time in times
    )
