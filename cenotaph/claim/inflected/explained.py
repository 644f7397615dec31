"""Why a claim of an inflecting language was read: its sentence with what the rules saw in it."""

from __future__ import annotations

from cenotaph.claim.explained import Annotation, Explained
from cenotaph.claim.inflected.reader import Reading


def explained_inflected(reading: Reading) -> Explained:
    """The reading of one claim in a form for people."""
    seen = reading.seen
    text, offset = seen.sentence.text, seen.sentence.start
    marks: list[tuple[int, int, str, str]] = []
    for phrase in seen.phrases:
        count = phrase.number.count
        if count is not None:
            detail = f"{count.low}..{count.high} {count.qualifier} ({phrase.number.rule})"
            marks.append((phrase.number.start, phrase.number.end, "number", detail))
    for group, found in seen.marks.items():
        for mark in found:
            run = (seen.words[mark.first].start, seen.words[mark.last - 1].end)
            if group in ("predicate", "population"):
                marks.append((*run, group, f"{mark.kind} ({mark.role})" if mark.role else mark.kind))
            else:
                marks.append((*run, "cue", group))
    marks.extend((time.start, time.end, "time", f"{time.edtf or '?'} ({time.rule})") for time in seen.times)
    marks.extend((seen.words[p.first].start, seen.words[p.last - 1].end, "place", p.name) for p in reading.places)
    if reading.speech is not None:
        run = (seen.words[reading.speech.first].start, seen.words[reading.speech.last - 1].end)
        marks.append((*run, "speaker", reading.speech.rule))
    annotations = tuple(
        Annotation(start, end, text[start - offset : end - offset], kind, detail)  # type: ignore[arg-type]
        for start, end, kind, detail in sorted(set(marks))
        if offset <= start < end <= seen.sentence.end
    )
    return Explained(reading.claim, text, offset, annotations, reading.rules)
