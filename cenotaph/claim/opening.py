"""The whole with which a sentence opens: "Of the 30 people wounded, 12 are children", "Of those arrested, 88 ..."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair, counts_people
from cenotaph.claim.phrases import NumberPhrase
from cenotaph.claim.words import Lexicon
from cenotaph.record import Claim

SUFFERED = frozenset({"head", "adjective", "participle"})
"""Roles of the words that name people by what befell them: "the wounded", "those arrested", not "the murderers"."""

_BEFELL = SUFFERED | {"subject"}  # "of the 212 held"
_LONGEST = 24  # tokens of the words that name the whole


class Opening(NamedTuple):
    """The whole: its kind, the token position where what is said of its parts begins, its number where it is new."""

    kind: str
    last: int
    pair: Pair | None


def opening_of(annotated: Annotated, pairs: Sequence[Pair], before: Sequence[Claim], words: Lexicon) -> Opening | None:
    """The whole with which a sentence opens, None where it opens with none whose kind is known.

    Args:
        annotated: the sentence.
        pairs: its numbers with what happened to those they count.
        before: the claims that the sentence before counted.
        words: the words of the language.
    """
    lows = annotated.lows
    begin = 1 if lows[0] in words.sets["of"] else 2 if " ".join(lows[:2]) in words.sets["out_of"] else 0
    if not begin:
        return None
    last = _end(annotated, begin, words)
    if last is None:
        return None
    inside = [pair for pair in pairs if pair.phrase.first < last]
    if inside:
        return Opening(inside[-1].kind, last, None)
    whole = next((phrase for phrase in annotated.phrases if phrase.first < last), None)
    if whole is not None:
        named = _named_kind(lows[whole.last : last], words)
        kind = _counted_before(whole, before) or (whole.head.kind if whole.head else named)
        rule = "whole-again"
        if kind is not None and counts_people(kind):
            pair = Pair(whole, kind, whole.first, whole.last, None, whole.noun, whole.noun_class, rule)
            return Opening(kind, last, pair)
    kind = _named_kind(lows[begin:last], words)
    if kind is None and not words.sets["those_counted"].isdisjoint(lows[begin:last]):
        kind = next((claim.kind for claim in reversed(before) if claim.part_of is None and claim.rule != "share"), None)
    return Opening(kind, last, None) if kind is not None and counts_people(kind) else None


def _end(annotated: Annotated, begin: int, words: Lexicon) -> int | None:
    """Where the words that name the whole end: behind a comma, or in front of the number of a part."""
    parts = {
        phrase.first
        for phrase in annotated.phrases
        if phrase.first > begin and annotated.lows[phrase.first - 1] in words.sets["whole_end"]
    }
    for at in range(begin, min(len(annotated.lows), _LONGEST)):
        if annotated.tokens[at].text == ",":
            return at + 1
        if at in parts and not any(phrase.last > at > phrase.first for phrase in annotated.phrases):
            is_number_of_whole = annotated.lows[at - 1] in words.sets["definite"] and not _is_pronoun(
                annotated, at, words
            )
            if not is_number_of_whole:
                return at
    return None


def _is_pronoun(annotated: Annotated, at: int, words: Lexicon) -> bool:
    """Whether "these" in front of a number stands for people, so that the number is of a part: "of these 74 are"."""
    following = annotated.lows[at + 1] if at + 1 < len(annotated.lows) else ""
    return following in words.sets["be"] or following in words.sets["have"]


def _counted_before(whole: NumberPhrase, before: Sequence[Claim]) -> str | None:
    """The kind of the claim before that has the number of the whole."""
    count = whole.number.count
    if count is None:
        return None
    same = (c.kind for c in reversed(before) if c.count and (c.count.low, c.count.high) == (count.low, count.high))
    return next(same, None)


def _named_kind(lows: Sequence[str], words: Lexicon) -> str | None:
    """The kind that the words of the whole name: "of those arrested", "of the victims"."""
    for low in lows:
        if low in words.words.cues_of:
            return words.words.cues_of[low]
        for phrase, readings in words.predicates.get(low, ()):
            if len(phrase) == 1 and any(reading.role in _BEFELL for reading in readings):
                return readings[0].kind
    return None
