"""How surely a claim is made: denial, rumour, hypothesis, figures that others replaced."""

from __future__ import annotations

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.record import Modality


def modality_of(seen: Seen, pair: Pair, speech: Speech | None) -> tuple[Modality, str]:
    """How surely the claim is made, and the words that say so."""
    count = pair.phrase.number.count
    if pair.phrase.number.role == "superseded":
        return "superseded", pair.phrase.number.quote
    marks = (*seen.cue("superseded"), *seen.cue("former"))
    replaced = next((mark for mark in marks if mark.last == pair.phrase.first), None)
    if replaced is not None:
        return "superseded", _words(seen, replaced)  # "124 человека, а не 121"
    if pair.predicate is not None and count is not None and count.high != 0:
        before = seen.words[pair.predicate.first - 1].low if pair.predicate.first else ""
        if pair.predicate.form.is_negative or any(mark.last == pair.predicate.first for mark in seen.cue("not")):
            return "denied", before
        if any(mark.last == pair.phrase.first for mark in seen.cue("not")):
            return "denied", before  # "не 40, а 14 человек"
    if count is not None and count.high == 0:
        return "asserted", ""  # a denial of victims is a figure itself
    if speech is not None and speech.is_denial:
        return "denied", " ".join(word.text for word in seen.words[speech.first : speech.last])
    return _by_cue(seen, pair)


def _by_cue(seen: Seen, pair: Pair) -> tuple[Modality, str]:
    """How surely the words of the sentence say that a claim is made."""
    for name in ("superseded", "denied", "hypothetical", "alleged"):
        for mark in seen.cue(name):
            if _is_same_clause(seen, mark, pair) and (name != "superseded" or _is_first_behind(seen, mark, pair)):
                return name, _words(seen, mark)
    for mark in seen.cue("denied_next"):
        if mark.last <= pair.phrase.first and _is_first_behind(seen, mark, pair):
            return "denied", _words(seen, mark)
    for mark in seen.cue("hearsay"):
        if mark.last <= pair.first and (mark.first == 0 or not seen.words[mark.first - 1].low[0].isalpha()):
            return "alleged", _words(seen, mark)
    return "asserted", ""


def _words(seen: Seen, mark: Mark) -> str:
    return " ".join(word.text for word in seen.words[mark.first : mark.last])


def _is_same_clause(seen: Seen, mark: Mark, pair: Pair) -> bool:
    """Whether no semicolon stands between a cue and a pair."""
    low, high = (mark.last, pair.first) if mark.last <= pair.first else (pair.last, mark.first)
    return not any(word.low == ";" for word in seen.words[low:high])


def _is_first_behind(seen: Seen, mark: Mark, pair: Pair) -> bool:
    """Whether the number of a pair is the first behind a cue: "earlier it was 83, now it is 131"."""
    number = pair.phrase.first
    if mark.last > number:
        return not any(word.low == "," for word in seen.words[pair.last : mark.first])
    return not any(mark.last <= phrase.first < number for phrase in seen.phrases)
