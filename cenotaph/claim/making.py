"""From what the rules found in a sentence to claims: each with its scene, and the names of the rules that made it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from cenotaph.claim.act import Act
from cenotaph.claim.births import of_life
from cenotaph.claim.carrying import CARRIED, after_dateline, wide_place
from cenotaph.claim.carrying import Scene as Told
from cenotaph.claim.contested import contested_here
from cenotaph.claim.layers import Layers, Reading
from cenotaph.claim.modality import is_former, modality_of
from cenotaph.claim.pairs import Pair
from cenotaph.claim.parts import is_total, parent_of, population_of
from cenotaph.claim.people import Named, listed_people, named_people, people_meant
from cenotaph.claim.people_told import told_people
from cenotaph.claim.phrases import NumberPhrase
from cenotaph.claim.placed import is_of_care, is_speakers, place_of
from cenotaph.claim.places import BRACKETED, Place
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.scene import perpetrator, time_of
from cenotaph.claim.so_far import SoFar, states_time
from cenotaph.claim.spoken_for import speaker_taken
from cenotaph.claim.statements import Scene, Statements
from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon, kinds
from cenotaph.count import Number
from cenotaph.record import Claim, Count, Entry, Modality

_CITED = frozenset({"owner", "attributed"})
_ONE = Count(1, 1, "exact")
_NEAR = 100
"""Counts back to which the whole of a part is looked for: it stands in its sentence or shortly before."""

_UNITS = {"building": "buildings", "vehicle": "vehicles", "grave": "graves"}


class Maker:
    """Makes the claims and entries of one text."""

    def __init__(self, so_far: SoFar, statements: Statements, words: Lexicon) -> None:
        self.so_far = so_far
        self.statements = statements
        self.words = words
        self.readings: list[Reading] = []
        self.entries: list[Entry] = []

    def counted(self, pair: Pair, layers: Layers, found: Sequence[Reading], before: Sequence[Reading]) -> Reading:
        """The claim of one pair; `found` are those of its sentence so far, `before` of the sentence in front."""
        words = self.words
        speaker, speech = self.so_far.speaker(layers, pair.first, pair.last)
        modality, why = modality_of(layers, pair, words)
        is_denier = speech is not None and (speech.verb in words.deny or speech.verb in words.sets["branding_say"])
        if is_denier and modality != "denied":
            speaker = None
        if is_former(layers, pair, why, words):
            speaker = None
        if modality == "denied" and speech is not None and speech.rule in _CITED:  # denied by whose text it is
            speaker = self.so_far.turn_speaker(layers.tokens[pair.first].start) or speaker
        if modality in ("asserted", "alleged") and kinds()[pair.kind].counts:
            contest = contested_here(layers, layers.offsets(pair.first, pair.last)[1], words)
            if contest is not None and (modality == "asserted" or contest.modality == "denied"):
                modality, why, speaker = contest.modality, contest.words, contest.speaker or speaker
        parent = parent_of(pair, layers, [r.claim for r in found], [r.claim for r in before])
        taken = ""
        if speaker is None and speech is None:
            speaker, taken = speaker_taken(pair, layers, parent, found, before, words)
        when, where, as_of, rules = self._when_and_where(
            pair, layers, found, parent, modality, is_said=speech is not None
        )
        by = perpetrator(layers, pair.verb, pair.last, words)
        count = pair.phrase.number.count
        assert count is not None
        claim = self.statements.claim(
            layers.tokens[pair.first].start, layers.tokens[pair.last - 1].end, pair.kind,
            Scene(when, where, by, speaker, modality, as_of), pair.rule,
            count=_with_unit(count, pair, words), number_at=pair.phrase.number.start,
            whom=population_of(pair, words), whom_class=pair.noun_class, part_of=parent,
        )  # fmt: skip
        rules = [pair.rule, f"number:{pair.phrase.number.rule}", *rules]
        rules += [f"speaker:{speech.rule if speech else taken}"] if speaker and (speech or taken) else []
        rules += [f"modality:{modality}"] if modality != "asserted" else []
        rules += ["part-of"] if parent else []
        return Reading(claim, layers, speech, why, tuple(rules))

    def _when_and_where(
        self, pair: Pair, layers: Layers, found: Sequence[Reading], parent: str | None, modality: Modality,
        *, is_said: bool,
    ) -> tuple[str | None, str | None, str | None, list[str]]:  # fmt: skip
        """Day, place and state of the count, stated or taken from elsewhere, and by which rules."""
        words, so_far = self.words, self.so_far
        own_times = after_dateline(layers.sentence.text, layers.sentence.start, layers.times)
        is_at_once = not words.sets["at_once"].isdisjoint(layers.lows[pair.first : pair.last])  # "fatally wounded"
        if (
            pair.kind == "died_later" and found and not is_at_once
        ):  # "of whom six later died": not on the day of the others
            own_times = tuple(t for t in own_times if t.start > (found[-1].claim.span.start or 0))
        is_later = so_far.is_later(pair.kind, layers)
        is_sum = pair.verb is not None and pair.verb.is_toll
        time, as_of = time_of(layers, own_times, pair.first, pair.last, words, is_later=is_later, is_sum=is_sum)
        is_open = self._is_open(pair, layers, modality)
        if is_open and not is_sum:
            time = None  # what may come to be has no day yet
        place = self._place(pair, layers, found)
        lasting = so_far.lasting(layers, pair.first, pair.last) if time is None else None
        is_silent = time is None and lasting is None and not states_time(own_times, words)
        when = time.edtf if time else lasting or None
        is_item = pair.rule in ("listed", "carried") and not pair.phrase.is_share
        if when is None and is_silent and not is_open:
            is_part = is_item or (place is not None and place.lead == BRACKETED)
            when = so_far.earlier_time(place, pair.kind, layers, is_item=is_part)
        where = (
            place.name if place else so_far.place_elsewhere(time, pair.kind, lasting, is_item=is_item, is_said=is_said)
        )
        if place and where and not is_later:
            where = so_far.within(layers, place, when, pair.kind)
        taken = self._taken(pair, layers, when, place.name if place else None, parent)
        is_whole = place is None and is_total(layers, pair, words)
        when_rule = f"time:{time.rule}" if time else "time:earlier" if when else ""
        where_rule = "place" if place else "place:earlier" if where else ""
        if when is None and is_silent and not is_whole and taken.when and not is_open:
            when, when_rule = taken.when, f"time:{taken.rule}"
        is_recalled, day = so_far.recalled(layers, pair.first) if pair.kind in CARRIED else (False, None)
        if is_recalled:
            when, when_rule = day, "time:recalled" if day else ""
        if when is None and not is_open and not is_recalled:
            when = so_far.day_of_part(own_times)
            when_rule = "time:of-report" if when else ""
        if where is None and found and found[-1].layers is layers and not is_whole and not is_item:
            where, where_rule = found[-1].claim.where, "place:of-sentence" if found[-1].claim.where else ""
        wide = None if place else _home(pair, layers) or wide_place(layers, pair.last, words)
        if wide is not None:
            where, where_rule = wide, "place:as-told"
        elif where is None and taken.where:
            where, where_rule = taken.where, f"place:{taken.rule}"
        if layers.lows[pair.last - 1] in words.sets["elsewhere"] or (is_whole and so_far.carrier.places() != 1):
            where, where_rule = None, ""  # a total is of all the places told before it
        rules = [rule for rule in (when_rule, where_rule) if rule]
        return when, where, as_of.edtf if as_of else None, rules

    def _place(self, pair: Pair, layers: Layers, found: Sequence[Reading]) -> Place | None:
        """The place that the sentence states for the pair, by name or not."""
        words = self.words
        place = place_of(layers, self._places_left(pair, layers, found), pair.first, pair.last, pair.kind, words)
        if place is not None and is_speakers(layers, place, pair.first, words) and self.so_far.has_place():
            return None  # "the office in Geneva said": where it speaks, not where it happened
        if place is not None and is_of_care(layers, place, pair.kind, words) and self.so_far.has_place():
            return None  # "33 people were carried into the clinic": where they lie
        return place

    def _is_open(self, pair: Pair, layers: Layers, modality: Modality) -> bool:
        """Whether no one day can hold for a count: one that may come to be, a toll where two days were told."""
        is_sum = pair.verb is not None and pair.verb.is_toll
        if is_sum and len(self.so_far.carrier.days()) > 1:
            return True
        is_unreal = not self.words.sets["past_have"].isdisjoint(layers.lows)  # "had it gone off, 400 would be dead"
        return modality == "hypothetical" and not is_sum and not is_unreal

    def _taken(self, pair: Pair, layers: Layers, when: str | None, place: str | None, parent: str | None) -> Told:
        """What the pair takes of day and place from its whole, from what it repeats, or from the scene."""
        if parent is not None or pair.rule == "number-only":
            near = itertools.islice(reversed(self.readings), _NEAR)
            whole = next((r.claim for r in near if parent in (None, r.claim.id)), None)
            if whole is not None and (parent is not None or whole.kind == pair.kind):
                is_same = whole.kind == pair.kind or pair.kind != "died_later"
                return Told(whole.when if is_same else None, whole.where, "of-whole")
        if pair.rule in ("listed", "carried"):
            return Told()
        return self.so_far.carrier.scene(layers, pair.kind, when, place)

    def _places_left(self, pair: Pair, layers: Layers, found: Sequence[Reading]) -> tuple[Place, ...]:
        """The places that may be the pair's: none that another item of a list has as its own."""
        bare = {p.last for p in layers.phrases if p.noun is None and p.head is None and p.first != pair.phrase.first}
        left = tuple(place for place in layers.places if place.first - 1 not in bare)
        if left and is_total(layers, pair, self.words) and any(r.claim.kind == pair.kind for r in found):
            left = tuple(place for place in left if place.first > pair.first)
        return left

    def named(self, layers: Layers, found: Sequence[Reading], before: Sequence[Reading]) -> Iterator[Reading]:
        """People the sentence names, each a claim of one and an entry; `before` are counts of the one in front."""
        numbers = [r.claim.span.start or 0 for r in found if r.claim.count is not None and r.claim.value is None]
        people = [
            person
            for person in named_people(layers, self.words)
            # "in Zarn, 24 died": a count behind a place, no age behind a name
            if person.rule != "name-verb" or not any(person.name_end <= n < person.end for n in numbers)
        ]
        people.extend(people_meant(layers, self.so_far.told_before(layers.sentence), self.words))
        taken = {(person.name_start, person.name_end) for person in people}
        counted = [r.claim for r in found if r.claim.count is not None and kinds()[r.claim.kind].victims]
        last = [*(r.claim for r in before if kinds()[r.claim.kind].victims), *counted][-1:]
        after = min((r.span.start or 0 for r in counted), default=None)
        listed = listed_people(layers, last[0].kind if last else None, after, self.words)
        told = told_people(layers, [r.claim for r in found], [r.claim for r in before], self.words)
        for person in (*listed, *told):
            if not any(start < person.name_end and person.name_start < end for start, end in taken):
                taken.add((person.name_start, person.name_end))
                people.append(person)
        for person in people:
            if not self._died_unsaid_how(person, layers):
                yield self._of_person(person, layers)

    def _died_unsaid_how(self, person: Named, layers: Layers) -> bool:
        """Whether a named person is only said to have died: no one says that they were killed."""
        words, text, offset = self.words, layers.sentence.text, layers.sentence.start
        if not words.rules["only_died"].search(text[: person.end - offset]):
            return False
        if person.rule == "name-as-for":
            return not any(r.claim.kind in ("killed", "injured") for r in self.readings)
        if person.rule != "name-verb" or person.kind == "died_later":
            return False
        others = text[: person.name_start - offset] + text[person.end - offset :]
        return not (words.patterns["means"].search(others) or words.patterns["entry_actor"].search(others))

    def _of_person(self, person: Named, layers: Layers) -> Reading:
        """The claim of one person, and the entry where nobody denies or doubts it."""
        words, so_far, text = self.words, self.so_far, layers.sentence.text
        first, last = layers.token_run(person.start, person.end)
        speaker, speech = so_far.speaker(layers, first, last)
        time, _ = time_of(layers, of_life(so_far.text.text, person.name_end, layers.times), first, last, words)
        place = place_of(layers, layers.places, first, last, person.kind, words)
        verb = next((p for p in layers.predicates if p.first >= first and p.last <= last), None)
        modality: Modality = "asserted"
        why = ""
        if verb is not None:
            modality, why = modality_of(layers, _pair_of_name(verb, first, last, person), words)
        when = time.edtf if time else so_far.earlier_time(place, person.kind, layers)
        where = place.name if place else so_far.place_elsewhere(time, person.kind)
        scene = Scene(when, where, perpetrator(layers, verb, last, words), speaker, modality)
        claim = self.statements.claim(
            person.start, person.end, person.kind, scene, person.rule, count=_ONE, number_at=person.name_start,
            whom=person.name, value=person.name, context=text,
        )  # fmt: skip
        if person.kind in ("injured", "detained"):  # a living person
            claim = self._restrict(claim)
        # what stands on a person's page must be said of that person, not carried from another sentence
        told = scene._replace(where=place.name if place else None)
        entry = self.statements.entry(person, told, text) if modality == "asserted" and person.fate else None
        if entry is not None:
            self.entries.append(entry)
        return Reading(claim, layers, speech, why, (person.rule,))

    def act(self, act: Act, layers: Layers) -> Reading:
        """The claim of one act, term, anniversary, cause."""
        words = self.words
        first, last = layers.token_run(act.start, act.end)
        speaker, speech = self.so_far.speaker(layers, last - 1 if act.kind == "legal" else first, last)
        is_led = speech is not None and first <= speech.first and speech.last < last
        if speech is not None and is_led and act.kind == "legal" and act.rule != "legal-refused":
            first = speech.last  # the clause begins behind "the council said"
            act = act._replace(start=layers.tokens[first].start)
        time: Time | None = act.when
        if time is None and act.kind != "cause":
            time, _ = time_of(layers, layers.times, first, last, words)
        place = place_of(layers, layers.places, first, last, act.kind, words)
        if place is None:
            inside = (p for p in layers.places if first <= p.first and p.last <= last)
            place = next((p for p in inside if p.lead not in words.sets["no_scene_lead"]), None)
        where = place.name if place else act.where
        if place is None and _is_own_act_of_country(act, words):
            where = act.by  # "Vexia declared its independence" happened in Vexia
        modality: Modality = "denied" if act.is_denied else "alleged" if act.is_accusation else "asserted"
        scene = Scene(time.edtf if time else None, where, act.by, speaker or act.speaker, modality)
        claim = self.statements.claim(act.start, act.end, act.kind, scene, act.rule, value=act.value)
        return Reading(claim, layers, speech, "", (act.rule,))

    def quotation(self, low: int, high: int) -> Reading | None:
        """The claim of quoted words, None where nobody is said to say them."""
        speaker, speech, layers = self.so_far.quoted_by(low, high)
        if speaker is None or layers is None:
            return None
        words = self.so_far.text.text[low:high]
        claim = self.statements.claim(low, high, "quote", Scene(speaker=speaker), "quotation", value=words)
        if not self.words.office.search(speaker):
            claim = self._restrict(claim)
        return Reading(claim, layers, speech, "", ("quotation",))

    def _restrict(self, claim: Claim) -> Claim:
        changed: Claim = msgspec.structs.replace(claim, access=self.statements.restricted(claim.span.quote))
        return changed


def _home(pair: Pair, layers: Layers) -> str | None:
    """The place that people left, by name."""
    name = layers.tokens[pair.last - 1].text
    return name if pair.rule == "left-home" and name[:1].isupper() else None


def _is_own_act_of_country(act: Act, words: Lexicon) -> bool:
    by = act.by or ""
    if act.rule != "event-verb" or not by.istitle() or " " in by or words.office.search(by):
        return False
    return by.lower() not in words.sets["pronoun"] and words.patterns["of_country"].search(act.value) is not None


def _with_unit(count: Count, pair: Pair, words: Lexicon) -> Count:
    """The count with what is counted, where that is no person."""
    unit = _UNITS.get(pair.noun_class or "", count.unit)
    if pair.kind == "deployed" and pair.noun_class == "soldier":
        unit = "soldiers"
    noun = (pair.noun or "").lower().split()
    return Count(count.low, count.high, count.qualifier, words.units.get(noun[-1], unit) if noun else unit)


def _pair_of_name(verb: Predicate, first: int, last: int, person: Named) -> Pair:
    number = Number(person.name_start, person.name_end, person.name, _ONE, "cardinal", "name")
    phrase = NumberPhrase(number, first, last, person.name, None, None, is_governed=False, is_subset=False)
    return Pair(phrase, person.kind, first, last, verb, person.name, None, person.rule)
