"""What is said of a figure behind it: "that figure is not true", "a claim the army rejects", "it can no longer stand".

One who contests a figure names it again ("it", "that figure", "the claim") or hangs a clause on it ("which the
army denies"). The figure may stand in the same sentence, in the one before, or in the turn before.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.speakers import speaker_name
from cenotaph.claim.subjects import subject
from cenotaph.claim.words import Lexicon
from cenotaph.record import Modality

_REACH = 300  # characters behind a figure in which its own sentence contests it
_HUNG = 70  # characters between a figure and the clause that hangs on it
_BEHIND: tuple[tuple[str, Modality], ...] = (
    ("denied_of_it", "denied"),
    ("former_of_it", "superseded"),
    ("doubted_of_it", "alleged"),
)
_HANGING: tuple[tuple[str, Modality], ...] = (
    ("denied_hanging", "denied"),
    ("former_hanging", "superseded"),
    ("doubted_hanging", "alleged"),
)
_DIGIT = re.compile(r"\d")


class Contest(NamedTuple):
    """How a figure is contested, in which words, and by whom where that is told."""

    modality: Modality
    words: str
    start: int  # in the sentence
    speaker: str | None = None


def contested_later(annotated: Annotated, lexicon: Lexicon) -> Contest | None:
    """What a sentence says of the figures told before it."""
    text = annotated.sentence.text
    if not annotated.matches(lexicon.rules, "contesting"):
        return None
    opening = lexicon.rules["denied_opening"].match(text)
    if opening:
        return Contest("denied", opening.group(), 0)
    return _earliest(text, 0, lexicon)


def contested_here(annotated: Annotated, end: int, lexicon: Lexicon) -> Contest | None:
    """What the rest of a sentence, behind offset `end`, says of the figure in front of it."""
    text = annotated.sentence.text[: end + _REACH]
    if not any(end <= match.start() < len(text) for match in annotated.matches(lexicon.rules, "contesting")):
        return None
    for name, modality in _HANGING:
        found = lexicon.rules[name].search(text, end)
        if found and found.start() - end <= _HUNG and not _DIGIT.search(text, end, found.start()):
            who = found.groupdict().get("who")
            return Contest(
                modality, found.group().strip(" ,"), found.start(), _named(annotated, found, lexicon) if who else None
            )
    found_here = _earliest(text, end, lexicon)
    if found_here is None or found_here.modality == "alleged":
        return found_here
    if found_here.modality == "superseded":  # "it now says 11, and asks us to disregard the figure given before"
        return found_here if lexicon.rules["said_anew"].search(text[end : found_here.start]) else None
    return found_here._replace(speaker=_denier(annotated, found_here.start, lexicon))


def _earliest(text: str, start: int, lexicon: Lexicon) -> Contest | None:
    found = [
        Contest(modality, match.group(), match.start())
        for name, modality in _BEHIND
        if (match := lexicon.rules[name].search(text, start))
        and not lexicon.rules["undenied"].search(text[: match.start()])
    ]
    return min(found, key=lambda contest: contest.start, default=None)


def _denier(annotated: Annotated, start: int, lexicon: Lexicon) -> str | None:
    """The subject of the verb of denial that begins at an offset of the sentence."""
    at = _token_at(annotated, start)
    low = annotated.lows[at] if at < len(annotated.lows) else ""
    if low not in lexicon.sets["deny_form"] and low not in lexicon.say and low not in lexicon.sets["throwing"]:
        return None  # "this is untrue": no verb, no subject
    first, last = subject(annotated.tokens, at, lexicon)
    return speaker_name(annotated.tokens, first, last, lexicon) if first < last else None


def _named(annotated: Annotated, found: re.Match[str], lexicon: Lexicon) -> str | None:
    """The one whom a pattern names as `who`."""
    first, last = _token_at(annotated, found.start("who")), _token_at(annotated, found.end("who"))
    return speaker_name(annotated.tokens, first, last, lexicon) if first < last else None


def _token_at(annotated: Annotated, offset: int) -> int:
    start = annotated.sentence.start + offset
    tokens = annotated.tokens
    return next((at for at, token in enumerate(tokens) if token.start >= start), len(tokens))
