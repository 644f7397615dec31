"""Whose words the statements inside quotation marks are, where the name stands in another of their sentences.

«Ни одного погибшего у нас нет, — сказал мэр. — И задержано было двадцать семь»: the second sentence names nobody.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.seen import Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.quoted import quotations

_DASH = re.compile("[—–-]")  # words opened by a dash end with another
_DASHES = frozenset({"—", "–", "-"})
_NEAR = 160  # characters between quoted words and the speaker
_FAR = 400  # those and the words that name the speaker
_END = re.compile(r"[.!?…]\s+[A-ZА-ЯЁƏĞİÖŞÜÇ«\"“„]|\n\s*\n")
_SAYING = frozenset({"said-subject", "as-said", "subject-said", "according-to", "headed"})


class Voice(NamedTuple):
    """A speaker with the offsets in the text of the words that name them."""

    speaker: str
    start: int
    end: int
    is_set_off: bool  # behind a dash, as inside of quoted words


def voices(seen: Seen, said: Sequence[Speech], before: str | None) -> Iterator[Voice]:
    """The speakers of a sentence; behind a pronoun the one named `before`."""
    for speech in said:
        speaker = speech.speaker or before
        if speaker is None or speech.rule not in _SAYING or speech.is_denial:
            continue
        is_set_off = speech.first > 0 and seen.words[speech.first - 1].low in _DASHES
        yield Voice(speaker, seen.words[speech.first].start, seen.words[speech.last - 1].end, is_set_off)


def quoted_speakers(text: str, bounds: tuple[int, int], heard: Sequence[Voice]) -> Iterator[tuple[int, int, str]]:
    """The quotations of a block whose sentences name a speaker: start, end and that speaker."""
    if not heard:
        return
    starts = [voice.start for voice in heard]
    for low, high in quotations(text, *bounds, _DASH):
        first, last = bisect.bisect_left(starts, low - _FAR), bisect.bisect_right(starts, high + _NEAR)
        near = [
            (_away(voice, low, high), voice.start, voice.speaker)
            for voice in heard[first:last]
            if (voice.is_set_off or not low <= voice.start < high) and _is_beside(text, voice, low, high)
        ]
        if near:
            yield low, high, min(near)[2]


def _away(voice: Voice, low: int, high: int) -> int:
    return 0 if low <= voice.start < high else min(abs(voice.end - low), abs(voice.start - high))


def _is_beside(text: str, voice: Voice, low: int, high: int) -> bool:
    """Whether the words that name a speaker stand in a sentence that touches the quotation."""
    if low <= voice.start < high:
        return True
    between = text[voice.end : low] if voice.end <= low else text[high : voice.start]
    return len(between) <= _NEAR and not _END.search(between)
