"""Why a claim was read: its sentence with what the rules saw in it, and what each rule means."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

import msgspec
from msgspec import Struct

from cenotaph.claim.layers import Layers, Reading
from cenotaph.record import Claim, Count

_CUES = ("subset", "total", "more", "superseded", "denial", "alleged", "unreal")
"""Lists whose phrases change what a number beside them means."""


class Annotation(Struct, frozen=True):
    """Words of a sentence that a rule marked; `text[start:end] == quote`, offsets in the whole text."""

    start: int
    end: int
    quote: str
    type: Literal["number", "time", "place", "population", "predicate", "cue", "speaker", "modality"]
    detail: str  # what it was read as: the count, the date, the class, the kind, the name
    rule: str = ""  # the rule or word list that found it


class Explained(Struct, frozen=True):
    """A claim with its sentence, the annotations of that sentence, and the rules that made the claim."""

    claim: Claim
    sentence: str
    start: int  # of the sentence in the text
    annotations: tuple[Annotation, ...]
    rules: tuple[str, ...]


def explained(reading: Reading) -> Explained:
    """The reading of one claim in a form for people."""
    sentence = reading.layers.sentence
    marks = set(_marks(reading.layers))
    at = sentence.text.find(reading.modality_words) if reading.modality_words else -1
    if at >= 0:
        end = at + len(reading.modality_words)
        marks = {m for m in marks if m[2] != "cue" or m[1] <= sentence.start + at or m[0] >= sentence.start + end}
        rule = f"modality:{reading.claim.modality}"
        marks.add((sentence.start + at, sentence.start + end, "modality", reading.claim.modality, rule))
    found = tuple(
        Annotation(start, end, sentence.text[start - sentence.start : end - sentence.start], kind, detail, rule)  # type: ignore[arg-type]
        for start, end, kind, detail, rule in sorted(marks)
        if sentence.start <= start < end <= sentence.end
    )
    return Explained(reading.claim, sentence.text, sentence.start, found, reading.rules)


Mark = tuple[int, int, str, str, str]


def _marks(layers: Layers) -> Iterator[Mark]:
    """What was found in a sentence: offsets in the text, type, what it was read as, rule."""
    tokens = layers.tokens

    def run(first: int, last: int) -> tuple[int, int]:
        return tokens[first].start, tokens[last - 1].end

    for phrase in layers.phrases:
        number = phrase.number
        yield number.start, number.end, "number", in_figures(number.count), f"number:{number.rule}"
        behind = next((at for at in range(phrase.first, phrase.last) if tokens[at].start >= number.end), None)
        if phrase.noun is not None and phrase.noun_class != "thing" and behind is not None:
            name = phrase.noun_class or "not known"
            yield *run(behind, phrase.last), "population", name, f"populations.{phrase.noun_class or 'none'}"
        if phrase.head is not None:
            kind = phrase.head.kind
            yield *run(phrase.head.first, phrase.head.last), "predicate", f"{kind}, of those counted", _list_of(kind)
    for predicate in layers.predicates:
        sides = ("in front",) * predicate.takes_subject + ("behind",) * predicate.takes_object
        detail = f"{predicate.kind}, of those {' or '.join(sides)}" if sides else predicate.kind
        yield *run(predicate.first, predicate.last), "predicate", detail, _list_of(predicate.kind)
    for time in layers.times:
        leans = f", leaning on the {time.anchor.replace(':', ' of ')}" if time.anchor else ""
        yield time.start, time.end, "time", f"{time.edtf or 'no date'}{leans}", f"time:{time.rule}"
    for place in layers.places:
        yield *run(place.first, place.last), "place", place.name, f'behind "{place.lead}"'
    for speech in layers.speeches:
        name = speech.speaker or speech.words or "the speaker before"
        yield *run(speech.first, speech.last), "speaker", name, f"speaker:{speech.rule}"
    for cue in _CUES:
        for match in layers.lexicon.patterns[cue].finditer(layers.sentence.text):
            start = layers.sentence.start + match.start()
            yield start, layers.sentence.start + match.end(), "cue", cue, f"cues.{cue}"


def in_figures(count: Count | None) -> str:
    """A count in words: "exact 12", "at least 133"."""
    if count is None:
        return "no count"
    ends = dict.fromkeys(str(end) for end in (count.low, count.high) if end is not None)
    return f"{count.qualifier.replace('_', ' ')} {' to '.join(ends)}"


def _list_of(kind: str) -> str:
    """The section of claims.toml that has the words for a kind."""
    return f"predicates.{kind}"


def meaning(rule: str) -> str:
    """What a rule looks at, in a sentence (`claim/rules.toml`); of "time:night" that of "time"."""
    every = _rules()
    return every.get(rule) or every.get(rule.removesuffix("-later")) or every.get(rule.partition(":")[0], "")


@functools.cache
def _rules() -> dict[str, str]:
    data = files("cenotaph.claim").joinpath("rules.toml").read_bytes()
    return msgspec.toml.decode(data, type=dict[str, str])
