"""According to whom: the speakers that a sentence of an inflecting language names, and what they speak for.

Three forms: a name with words such as "according to" ("X-ın məlumatına görə", "по данным X"), a subject
with a verb of saying in front of what it says ("X bildirib ki", "X сообщил, что"), and one behind it or
around it ("..., сообщил X", "X ... olduğunu bildirib"). Names are given in the base form.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.seen import Mark, Seen, Word
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.voice_free import free_speeches
from cenotaph.claim.inflected.words import Lexicon

_LONGEST = 12
_STOPS = frozenset({".", ";", ":", ",", '"', "“", "”", "«", "»", "—", "–", "(", ")", "-"})


def speeches(seen: Seen, lexicon: Lexicon) -> tuple[Speech, ...]:
    """The speakers a sentence names, in order."""
    if not lexicon.is_verb_last:
        return free_speeches(seen, lexicon)
    found: list[Speech] = []
    for mark in seen.cue("according_behind"):
        found.extend(_according_behind(seen, mark, lexicon))
    for mark in seen.cue("according_front"):
        found.extend(_according_front(seen, mark, lexicon))
    for group in ("say", "deny"):
        for mark in seen.cue(group):
            found.extend(_saying(seen, mark, lexicon, is_denial=group == "deny"))
    return tuple(sorted(found))


def _part(seen: Seen, at: int) -> tuple[int, int]:
    """The part of the sentence between semicolons in which a word stands."""
    low = high = at
    while low > 0 and seen.words[low - 1].low != ";":
        low -= 1
    while high < len(seen.words) and seen.words[high].low != ";":
        high += 1
    return low, high


def _according_behind(seen: Seen, mark: Mark, lexicon: Lexicon) -> list[Speech]:
    """The name in front of "görə"."""
    first = mark.first
    while first > 0 and seen.words[first - 1].low not in _STOPS and mark.first - first < _LONGEST:
        first -= 1
    name = _base_name(seen.words[first : mark.first], ("genitive", "dative"), lexicon)
    low, high = _part(seen, mark.first)
    return [Speech(name, first, mark.last, low, high, "according-to")] if name else []


def _according_front(seen: Seen, mark: Mark, lexicon: Lexicon) -> list[Speech]:
    """The name behind "по данным"."""
    last = mark.last
    while last < len(seen.words) and seen.words[last].low not in _STOPS and last - mark.last < _LONGEST:
        last += 1
    name = _base_name(seen.words[mark.last : last], ("genitive", "dative"), lexicon)
    low, high = _part(seen, mark.first)
    return [Speech(name, mark.first, last, low, high, "according-to")] if name else []


def _saying(seen: Seen, mark: Mark, lexicon: Lexicon, *, is_denial: bool) -> list[Speech]:
    """A verb of saying with its subject in front or behind."""
    low, high = _part(seen, mark.first)
    if not lexicon.is_verb_last and mark.first > 0 and seen.words[mark.first - 1].low in (",", "—", "–"):
        last = mark.last
        while last < len(seen.words) and seen.words[last].low not in _STOPS and last - mark.last < _LONGEST:
            last += 1
        name = " ".join(word.text for word in seen.words[mark.last : last])
        return [Speech(name, mark.first, last, low, mark.first, "said-subject", is_denial)] if name else []
    first = low
    subject = _subject(seen, first, mark.first)
    if subject is None:
        return []
    is_open = mark.last < high and seen.words[mark.last].low in ("ki", ",", ":", "что")
    scope = (mark.last, high) if is_open else (low, mark.first)
    return [Speech(subject[0], subject[1], mark.last, *scope, "subject-said", is_denial)]


def _subject(seen: Seen, first: int, last: int) -> tuple[str, int] | None:
    """The subject between the beginning of a clause and its verb."""
    heads = [mark for mark in seen.cue("speaker_head") if first <= mark.first and mark.last <= last]
    if not heads:
        return None
    head = heads[0]
    begin = head.first
    while begin > first and seen.words[begin - 1].text[:1].isupper():
        begin -= 1
    return " ".join(word.text for word in seen.words[begin : head.last]), begin


def _base_name(words: Sequence[Word], cases: Sequence[str], lexicon: Lexicon) -> str | None:
    """A name with its last word in the base form."""
    if not words:
        return None
    parts = [word.text for word in words]
    for case in cases:
        base = lexicon.base(words[-1].low, case)
        if base is not None:
            parts[-1] = printed(words[-1].text, base, words[-1].low)
            break
    return " ".join(parts)
