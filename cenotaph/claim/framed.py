"""Numbers whose kind the words on both sides of them tell (`cenotaph.claim.frames`)."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.frames import Frame, Side
from cenotaph.claim.pairs import Pair, fits
from cenotaph.claim.phrases import NumberPhrase
from cenotaph.claim.unsaid import to_carry
from cenotaph.claim.words import kinds

LIST_LEAD = "framed-list"
"""The rule of words in front of a number that may lead a list of further ones."""

_REACH = 100  # characters in front of a number that a frame may take in
_REACH_TOKENS = 30  # the same as tokens, on either side


def framed(annotated: Annotated, at: int, found: Sequence[Pair], before: Sequence[str]) -> Pair | None:
    """The number in the first frame that holds around it.

    Args:
        annotated: the sentence.
        at: which of its number phrases.
        found: pairs of the sentence so far.
        before: kinds counted in the sentence before, in order.
    """
    phrase = annotated.phrases[at]
    if phrase.number.is_article:
        return None
    for frame, places in annotated.frames:
        if not _may_hold(frame, places, phrase) or (frame.side is Side.OPENING and not _is_linked(annotated, phrase)):
            continue
        kind = frame.kind or to_carry([*before, *(pair.kind for pair in found)])
        if kind == "died_later" and not frame.kind:
            kind = "killed"  # a toll that a sentence closes with is of all the dead
        if kind is None or not kinds()[kind].counts:
            continue
        is_bare = phrase.noun is None and (phrase.head is None or phrase.head.kind == kind)
        if fits(frame.only, phrase.noun_class, is_bare) and (run := _run(annotated, at, frame)):
            noun, noun_class = phrase.noun, phrase.noun_class
            rule = LIST_LEAD if frame.side in (Side.FRONT, Side.OPENING) and frame.behind is None else "framed"
            return Pair(phrase, kind, *run, None, noun, noun_class, rule, phrase.is_subset)
    return None


def _may_hold(frame: Frame, places: Sequence[int], phrase: NumberPhrase) -> bool:
    """Whether a word of the frame stands near enough to the number, on its side of it."""
    low = phrase.first - _REACH_TOKENS if frame.side is not Side.BEHIND else phrase.first
    high = phrase.last + (_REACH_TOKENS if frame.side is not Side.FRONT else 0)
    return any(low <= at < high for at in places)


def _is_linked(annotated: Annotated, phrase: NumberPhrase) -> bool:
    """Whether a number may have a turn that opens the sentence: "were six clerks", ": 75 exiles"."""
    return phrase.first > 0 and annotated.lows[phrase.first - 1] in annotated.lexicon.sets["turned_link"]


def _run(annotated: Annotated, at: int, frame: Frame) -> tuple[int, int] | None:
    """The token positions of the frame with the number in it, None where it does not hold."""
    text, offset, phrase = annotated.sentence.text, annotated.sentence.start, annotated.phrases[at]
    start, end = phrase.number.start - offset, annotated.tokens[phrase.last - 1].end - offset
    low, high = start, end
    if frame.front is not None:
        front = frame.front.search(text, max(0, start - _REACH), start)
        if front is None:
            return None
        low = front.start()
    elif (phrase.head is not None and phrase.head.kind != frame.kind) or (phrase.is_governed and not phrase.is_subset):
        return None
    for pattern, begin in ((frame.behind, end), (frame.at_number, phrase.number.end - offset)):
        match = pattern.match(text, begin) if pattern is not None else None
        if pattern is not None and match is None:
            return None
        high = max(high, match.end()) if match is not None else high
    return _tokens(annotated, low + offset, high + offset)


def _tokens(annotated: Annotated, start: int, end: int) -> tuple[int, int]:
    """The positions of the tokens between two offsets of the text, half-open."""
    inside = [position for position, token in enumerate(annotated.tokens) if token.end > start and token.start < end]
    return inside[0], inside[-1] + 1
