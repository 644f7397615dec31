"""Why a claim of an inflecting language was read: its sentence with what the rules saw in it."""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.explained import Annotation, Explained, Mark, in_figures
from cenotaph.claim.inflected.readings import Reading

_PLAIN = ("not_", "number_", "function", "preposition", "joiner", "opens_", "goal_", "place_lead", "that", "be", "doer")
"""How lists of small words begin, which nearly every sentence has; what they tell of a number is its rule."""


def explained_inflected(reading: Reading) -> Explained:
    """The reading of one claim in a form for people."""
    text, offset = reading.seen.sentence.text, reading.seen.sentence.start
    annotations = tuple(
        Annotation(start, end, text[start - offset : end - offset], kind, detail, rule)  # type: ignore[arg-type]
        for start, end, kind, detail, rule in sorted(set(_marks(reading)))
        if offset <= start < end <= offset + len(text)
    )
    return Explained(reading.claim, text, offset, annotations, reading.rules)


def _marks(reading: Reading) -> Iterator[Mark]:
    """Everything that was seen: where, its type, what it was read as, the rule or list that found it."""
    seen, words = reading.seen, reading.seen.words
    for phrase in seen.phrases:
        number = phrase.number
        if number.count is not None:
            yield number.start, number.end, "number", in_figures(number.count), f"number:{number.rule}"
    yield from _listed(reading)
    for time in seen.times:
        yield time.start, time.end, "time", time.edtf or "not told", f"time:{time.rule}"
    for place in reading.places:
        yield words[place.first].start, words[place.last - 1].end, "place", place.name, "place"
    speech = reading.speech
    if speech is not None:
        run = (words[speech.first].start, words[speech.last - 1].end)
        yield *run, "speaker", reading.claim.speaker or "not told", f"speaker:{speech.rule}"


def _listed(reading: Reading) -> Iterator[Mark]:
    """What the word lists found: predicates, populations, and the cues on the same words in one line."""
    words = reading.seen.words
    cues: dict[tuple[int, int], list[str]] = {}
    for group, found in reading.seen.marks.items():
        for mark in found:
            run = (words[mark.first].start, words[mark.last - 1].end)
            if group == "predicate":
                yield *run, group, mark.kind, f"predicates.{mark.kind}.{mark.role}"
            elif group == "population" and mark.kind != "thing":
                yield *run, group, mark.kind, f"populations.{mark.kind}"
            elif group != "population" and not group.startswith(_PLAIN):
                cues.setdefault(run, []).append(group)
    for run, groups in cues.items():
        yield *run, "cue", ", ".join(sorted(groups)), "cues"
