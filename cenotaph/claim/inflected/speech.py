"""What is known of one speaker in a sentence: who, in which words, and for which words they speak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Speech(NamedTuple):
    """Words that name a speaker, and the words they speak for (half-open)."""

    speaker: str | None  # null: a pronoun, the speaker carried on
    first: int
    last: int
    scope_first: int
    scope_last: int
    rule: str
    is_denial: bool = False
    is_weak: bool = False  # a report that speaks for itself only where nobody was named before


def speaker_of(found: Sequence[Speech], first: int, last: int) -> Speech | None:
    """Whose words a claim at word positions `first` to `last` is: the nearest whose scope covers it."""
    covering = [s for s in found if s.scope_first <= first < s.scope_last and not s.first <= first < s.last]
    if not covering:
        return None
    return min(covering, key=lambda s: (_distance(s, first, last), s.scope_last - s.scope_first, s[1:], s[0] or ""))


def _distance(speech: Speech, first: int, last: int) -> int:
    """How far a speaker stands from words."""
    return first - speech.last if speech.last <= first else speech.first - last + 1
