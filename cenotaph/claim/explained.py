"""Why a claim was read: its sentence with what the rules saw in it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cenotaph.claim.layers import Reading
from cenotaph.record import Claim


class Annotation(Struct, frozen=True):
    """Words of a sentence that a rule marked; `text[start:end] == quote`, offsets in the whole text."""

    start: int
    end: int
    quote: str
    type: Literal["number", "time", "place", "population", "predicate", "cue", "speaker", "modality"]
    detail: str  # the count, the date, the class, the kind, or the rule


class Explained(Struct, frozen=True):
    """A claim with its sentence, the annotations of that sentence, and the rules that made the claim."""

    claim: Claim
    sentence: str
    start: int  # of the sentence in the text
    annotations: tuple[Annotation, ...]
    rules: tuple[str, ...]


def explained(reading: Reading) -> Explained:
    """The reading of one claim in a form for people."""
    sentence, tokens = reading.layers.sentence, reading.layers.tokens
    text, offset = sentence.text, sentence.start
    marks: list[tuple[int, int, str, str]] = []
    for phrase in reading.layers.phrases:
        count = phrase.number.count
        if count is not None:
            marks.append(
                (phrase.number.start, phrase.number.end, "number", f"{count.low}..{count.high} {count.qualifier}")
            )
        if phrase.noun is not None and phrase.noun_class != "thing":
            behind = next((t.start for t in tokens[phrase.first : phrase.last] if t.start >= phrase.number.end), None)
            if behind is not None:
                marks.append((behind, tokens[phrase.last - 1].end, "population", phrase.noun_class or "not known"))
    marks.extend(
        (tokens[p.first].start, tokens[p.last - 1].end, "predicate", p.kind) for p in reading.layers.predicates
    )
    marks.extend((time.start, time.end, "time", f"{time.edtf or '?'} ({time.rule})") for time in reading.layers.times)
    marks.extend((tokens[p.first].start, tokens[p.last - 1].end, "place", p.name) for p in reading.layers.places)
    if reading.speech is not None:
        run = (tokens[reading.speech.first].start, tokens[reading.speech.last - 1].end)
        marks.append((*run, "speaker", reading.speech.rule))
    at = text.find(reading.modality_words) if reading.modality_words else -1
    if at >= 0:
        marks.append((offset + at, offset + at + len(reading.modality_words), "modality", reading.claim.modality))
    found = tuple(
        Annotation(start, end, text[start - offset : end - offset], kind, detail)  # type: ignore[arg-type]
        for start, end, kind, detail in sorted(set(marks))
        if offset <= start < end <= sentence.end
    )
    return Explained(reading.claim, text, offset, found, reading.rules)
