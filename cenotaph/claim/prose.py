"""Reading a text for its claims: sentence by sentence, with what earlier sentences carry over.

A sentence without a trigger word is passed over at once. Of the others, numbers and predicates are
annotated and tied together (`attach`), times and places assigned (`scene`, `places`), speakers and
modality found (`voice`, `modality`), acts without numbers (`acts`) and named people (`people`) added.
What a sentence leaves out is taken from the ones before it (`so_far`): the verb of a list that goes
on, the day and place of the story, the speaker behind "it added". Each layer of a sentence is read
only when a rule asks for it (`layers`).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec

from cenotaph.blocks import STATING, blocks
from cenotaph.claim.acts import acts, may_act
from cenotaph.claim.afterwards import doubted
from cenotaph.claim.attach import attach
from cenotaph.claim.carrying import is_day
from cenotaph.claim.contrasts import NOT_THIS, contrasted
from cenotaph.claim.later_told import with_later_told
from cenotaph.claim.layers import Layers, Reading
from cenotaph.claim.making import Maker
from cenotaph.claim.pairs import Pair
from cenotaph.claim.parts import closes_list, tie_parts
from cenotaph.claim.placed import names_only_part
from cenotaph.claim.quoted import quotations
from cenotaph.claim.sentences import sentences
from cenotaph.claim.shares import with_shares
from cenotaph.claim.so_far import SoFar
from cenotaph.claim.statements import Statements
from cenotaph.claim.turns import turns
from cenotaph.claim.unsaid import carried, elided, to_carry
from cenotaph.claim.words import Lexicon, letters_of, lexicon
from cenotaph.record import Access, Claim, Entry, Text

_TAKEN = frozenset({"time:earlier", "time:carried", "time:section", "time:entry", "time:there", "time:of-whole"})
_ANSWER = 3  # sentences, of another turn or paragraph too, through which "that figure" is the one told
_RECENT = 4  # sentences through which "a doctor told us forty" finds of what
_ASKED = frozenset({"trigger", "otherwise", "person"})  # lists of the pre-scan for which a sentence is read
_LEAST = {"deployed": 10, "gathered": 10}  # two policemen on a corner are no deployment, three friends no assembly
_QUOTING = frozenset('“«"')
_LEAST_LIST = 3  # two parts and their total
_SIGNS = " .,:;–—-"


def read_text(text: Text, access: Access = "restricted") -> tuple[list[Reading], list[Entry]]:
    """All claims of a text with their reasons, and the people it names; in the order of the text."""
    words = lexicon(text.language)
    if words is None or (not words.asked(set(letters_of(text.text).split())) and _QUOTING.isdisjoint(text.text)):
        return [], []
    reader = _Reader(text, words, access)
    found = text.blocks or blocks(text.text)
    reader.so_far.turns = turns(text.text, found, words)
    reader.so_far.begin_log(found)
    is_begun = False
    headline_end = 0
    for block in found:
        if is_begun and block.kind in ("headline", "dateline"):
            times = reader.so_far.times_between(block.start, block.end)
            reader.so_far.carrier.heading(block.start, block.end, times)
        is_begun = is_begun or block.kind in ("paragraph", "list_item")
        headline_end = headline_end if is_begun or block.kind != "headline" else block.end
        if block.kind in STATING:
            reader.read_block(block.start, block.end, is_heading=block.kind == "headline")
    readings = with_later_told(reader.maker.readings, reader.so_far, headline_end, words)
    entries = reader.maker.entries
    readings.sort(key=lambda r: (r.claim.span.start or 0, r.claim.span.end or 0, r.claim.kind, r.claim.id))
    entries.sort(key=lambda e: (e.span.start or 0, e.id))
    return readings, entries


class _Reader:
    """Reads the blocks of one text in order."""

    def __init__(self, text: Text, words: Lexicon, access: Access) -> None:
        self.text = text.text
        self.words = words
        self.so_far = SoFar(text, words)
        self.maker = Maker(self.so_far, Statements(text, access), words)
        self.recent: tuple[str, ...] = ()  # kinds counted in the sentence that counted last
        self.since = 0  # sentences passed since then
        self.told: tuple[Reading, ...] = ()  # its counts

    def read_block(self, start: int, end: int, *, is_heading: bool = False) -> None:
        """All sentences of a block; the parts of a total that closes a list are tied to it at the end."""
        self.so_far.block_at = start
        readings = self.maker.readings
        first = len(readings)
        before: list[Reading] = []
        sets = self.words.sets
        for sentence in sentences(self.text, start, end, start, sets["title"], sets["closing_abbreviation"]):
            self.so_far.carrier.order += 1
            self.so_far.carrier.at = sentence.start
            layers = self.so_far.layers(sentence)
            found = self._sentence(layers, before)
            told = before or (self.told if self.since < _ANSWER and self._may_answer(layers) else ())
            if told:
                changed = doubted(layers, told, found, self.words)
                readings[:] = [changed.get(r.claim.id, r) for r in readings] if changed else readings
            readings.extend(found)
            if is_heading and not self.so_far.carrier.told:
                self.so_far.carrier.title(self.so_far.title_place(layers), self.so_far.title_day(layers))
            is_header = is_heading and self.so_far.is_of_report(layers.times)  # "Quill Observer, 24 October 1989"
            if not found and not is_header:
                self._note_entry(layers)
            if not is_heading:
                self._tell(layers, found)
            counted = [r for r in found if r.claim.count is not None]
            before = counted or (before if not found else [])
            self.since = 0 if counted else self.since + 1
            self.told = tuple(counted) or self.told
            self.recent = tuple(r.claim.kind for r in counted) or (self.recent if self.since < _RECENT else ())
            self.so_far.passed.append(layers)
        for low, closing in quotations(self.text, start, end, self.words.patterns["said_behind_dash"]):
            quoted = self.maker.quotation(low, closing - (self.text[closing - 1] == ","))
            if quoted is not None:
                readings.append(quoted)
            self._speak(first, low, closing, quoted)
        self._tie_parts(first)

    def _may_answer(self, layers: Layers) -> bool:
        """Whether a sentence may contest a figure of another paragraph or turn: it names one, or answers a question."""
        text, rules = layers.sentence.text, self.words.rules
        is_named = bool(self.so_far.turns) or rules["names_figure"].search(text) is not None
        return is_named and bool(layers.matches(rules, "contesting"))

    def _speak(self, first: int, low: int, high: int, quoted: Reading | None) -> None:
        """Give the counts in quoted words, `low` to `high`, the one who says these, where their sentence names none."""
        readings = self.maker.readings
        for at in range(first, len(readings)):
            reading = readings[at]
            claim, is_unsaid = reading.claim, reading.speech is None or reading.speech.is_own
            is_inside = low <= (claim.span.start or 0) and (claim.span.end or 0) <= high
            if quoted is not None and claim.count is not None and claim.speaker is None and is_unsaid and is_inside:
                claim = msgspec.structs.replace(claim, speaker=quoted.claim.speaker)
                readings[at] = reading._replace(claim=claim, rules=(*reading.rules, "speaker:quotation"))

    def _sentence(self, layers: Layers, before: list[Reading]) -> list[Reading]:
        """The claims of a sentence; `before` are the counts of the one in front of it."""
        goes_on = bool(before) and self.words.rules["goes_on"].match(layers.sentence.text) is not None
        has_act = may_act(layers, self.words)
        if layers.times and (has_act or "trigger" in layers.asked):
            self.so_far.note_story_place(layers)
        may_share = bool(before) and "partitive" in layers.asked  # "ten of them were children"
        names_next = bool(before) and not layers.is_capitals  # those counted may be named in the sentence behind
        is_asked = not layers.asked.isdisjoint(_ASKED)
        if not (goes_on or has_act or may_share or is_asked or (names_next and _opens_with_name(layers))):
            return []
        found: list[Reading] = []
        pairs = self._pairs(layers, before, goes_on) if layers.numbers else []
        is_told = "person" in layers.asked or _names_group(layers)
        may_name = not layers.is_capitals and bool(layers.predicates or pairs or before or is_told)
        if (pairs or may_name) and self.words.stop_sentence.search(layers.sentence.text) is None:
            for pair in pairs:
                found.append(self.maker.counted(pair, layers, found, before))
            if may_name:
                found = _without_apposed([*found, *self.maker.named(layers, tuple(found), before)])
        found.extend(self.maker.act(act, layers) for act in acts(layers, self.words))
        return found

    def _pairs(self, layers: Layers, before: list[Reading], goes_on: bool) -> list[Pair]:
        """The numbers of a sentence with what happened to those they count, in the order of the rules."""
        if not layers.phrases:
            return []
        words = self.words
        counted = [r.claim.kind for r in before]
        pairs = attach(layers, words, counted)
        if not pairs and goes_on:
            pairs = carried(layers, to_carry(counted) or counted[-1], words)
        pairs += elided(layers, pairs, counted or self.recent, words)
        pairs = with_shares(layers, pairs, [r.claim for r in before], words)
        if not pairs:
            return []
        told = {(r.claim.kind, r.claim.count) for r in before if r.claim.modality == "denied"}
        against = contrasted(layers, pairs, words)  # "90 were shot, it said. Not 90 but 14": the 90 are told once
        pairs += [p for p in against if p.rule != NOT_THIS or (p.kind, p.phrase.number.count) not in told]
        stops = [match.span() for match in words.stop_phrase.finditer(layers.sentence.text)]
        return [
            pair
            for pair in pairs
            if _is_enough(pair)
            and not _is_difference(pair, layers, words)
            and not _touches(layers.offsets(pair.first, pair.last), stops)
        ]

    def _note_entry(self, layers: Layers) -> None:
        """Keep the day of a diary's entry, which stands alone or beside its place."""
        times, sentence = layers.times, layers.sentence
        if len(times) != 1 or not times[0].edtf or not is_day(times[0].edtf):
            return
        rest = sentence.text[: times[0].start - sentence.start] + sentence.text[times[0].end - sentence.start :]
        place = rest.strip(_SIGNS)
        if not place or self.words.rules["entry_place"].fullmatch(place):
            self.so_far.carrier.entry(times[0].edtf, place or None)

    def _tell(self, layers: Layers, found: Sequence[Reading]) -> None:
        """Keep for later sentences the day and place that this one told itself."""
        sentence = layers.sentence
        is_told = False
        past = self.words.rules["since_when"].search(sentence.text) if found else None
        if len(found) > 1 and found[0].claim.kind == "gathered":
            found = [*found[1:], found[0]]  # "a crowd remembered the 41 shot in June": what follows is of the crowd
        for reading in found:
            claim = reading.claim
            if past is not None and (claim.span.start or 0) - sentence.start >= past.end():
                is_told = True
                continue
            if claim.kind not in ("quote", "legal", "cause"):
                own = claim.count is None or any(rule.startswith("time:") for rule in reading.rules)
                is_own = own and _TAKEN.isdisjoint(reading.rules)
                placed = claim.count is None or "place" in reading.rules
                when, where = claim.when if is_own else None, claim.where if placed else None
                if where is not None and names_only_part(layers, layers.places, where, self.words):
                    where, is_told = None, True  # "in Quill alone": the next sentence is of the whole again
                if where is not None and where == where.lower() and claim.modality != "asserted":
                    where = None  # "400 dead at the stadium", which nobody confirms
                is_told = is_told or when is not None or where is not None
                is_later = self.so_far.is_later(claim.kind, layers)
                self.so_far.carrier.tell(
                    when, where, self.so_far.block_at, claim.kind, is_later=is_later, is_break=False
                )
        if not is_told:
            self.so_far.tell_times(layers)
        elif all(self.so_far.is_later(reading.claim.kind, layers) for reading in found):
            self.so_far.tell_event_place(layers)

    def _tie_parts(self, first: int) -> None:
        """Tie the items of a list to the total that closes it ("in all 147 people were killed")."""
        readings = self.maker.readings
        read = readings[first:]
        if len(read) < _LEAST_LIST:
            return
        closing = [r.claim.count is not None and closes_list(r.claim, r.layers, self.words) for r in read]
        is_open = ["number:article" in r.rules or _is_further(r, self.words) for r in read]
        for at, total in tie_parts([r.claim for r in read], closing, is_open).items():
            whole = next(r.claim for r in read if r.claim.id == total)
            part = read[at].claim
            speaker = whole.speaker if read[at].speech is None else part.speaker  # one speaker tells parts and sum
            part = msgspec.structs.replace(part, part_of=total, speaker=part.speaker or speaker)
            readings[first + at] = read[at]._replace(claim=part, rules=(*read[at].rules, "part-of-total"))


def _is_difference(pair: Pair, layers: Layers, words: Lexicon) -> bool:
    """Whether a number only says how far two others are apart: "22 more than in the fortnight before"."""
    last, lows = pair.phrase.last, layers.lows
    sets, behind = words.sets, lows[last - 1 : last + 2]
    return any(one in sets["surplus"] and other in sets["than"] for one, other in itertools.pairwise(behind))


def _is_enough(pair: Pair) -> bool:
    """Whether a number is large enough for its kind; "between nobody and some" is none."""
    count = pair.phrase.number.count
    least = _LEAST.get(pair.kind, 0)
    return count is not None and (count.low if count.low is not None else count.high or 0) >= least


def _without_apposed(found: list[Reading]) -> list[Reading]:
    """The claims without "a photographer" where the name behind it makes a claim of its own."""
    named = [r.claim for r in found if r.claim.value is not None and r.claim.count is not None]
    return [
        reading
        for reading in found
        if not _counts_one(reading)
        or not any(
            claim.kind == reading.claim.kind and _touches(_run_of(claim), [_run_of(reading.claim)]) for claim in named
        )
    ]


def _counts_one(reading: Reading) -> bool:
    """Whether a claim counts one person: "a photographer", "one of the injured"."""
    count = reading.claim.count
    return reading.claim.value is None and count is not None and count.low == count.high == 1


def _run_of(claim: Claim) -> tuple[int, int]:
    return claim.span.start or 0, claim.span.end or 0


def _touches(run: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(start < run[1] and run[0] < end for start, end in others)


def _names_group(layers: Layers) -> bool:
    """Whether the sentence speaks of the dead, the wounded, the victims, who may be named in it."""
    return "group" in layers.asked and not layers.lexicon.words.cues_of.keys().isdisjoint(layers.lows)


def _opens_with_name(layers: Layers) -> bool:
    """Whether a sentence begins with a name and an age, or with the name that somebody counted before is given."""
    rules, text = layers.lexicon.rules, layers.sentence.text
    return rules["opens_with_name"].match(text) is not None


def _is_further(reading: Reading, words: Lexicon) -> bool:
    """Whether the claim says that others were counted before it: "another 20 people"."""
    sentence = reading.layers.sentence
    start = (reading.claim.span.start or 0) - sentence.start
    return words.patterns["more"].search(sentence.text, max(0, start - 12), start + 24) is not None
