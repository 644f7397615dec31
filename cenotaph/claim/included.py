"""Those whom a group is said to include: "The dead included five children", "eight women among the dead"."""

from __future__ import annotations

from collections.abc import Iterator

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.words import Lexicon

_NO_PEOPLE = NOT_PEOPLE | {"thing"}


def included(annotated: Annotated, words: Lexicon) -> Iterator[Pair]:
    """Those whom a group includes: "The dead included five children", "Among the wounded were two women"."""
    lows = annotated.lows
    opened: Pair | None = None
    for phrase in annotated.phrases:
        verb = phrase.first - 1
        if verb < 1 or phrase.noun is None or phrase.noun_class in ("thing", "building", "vehicle"):
            continue
        between = lows[opened.last : phrase.first] if opened else ()
        if opened is not None and between and words.sets["listing"].issuperset(between):
            opened = opened._replace(phrase=phrase, last=phrase.last, noun=phrase.noun, noun_class=phrase.noun_class)
            yield opened
        elif lows[verb] in words.sets["include"]:
            verb -= lows[verb - 1] in words.sets["be"]
            kind = words.words.cues_of.get(lows[verb - 1])
            is_counted = any(other.first <= verb - 2 < other.last for other in annotated.phrases)  # "the 33 dead"
            if kind is not None and verb >= 2 and (is_counted or lows[verb - 2] in words.sets["group_lead"]):
                noun, noun_class = phrase.noun, phrase.noun_class
                opened = Pair(phrase, kind, verb - 2, phrase.last, None, noun, noun_class, "included", is_subset=True)
                yield opened


def among_group(annotated: Annotated, words: Lexicon) -> Iterator[Pair]:
    """Those who were among a group: "it counted 8 women and 11 minors among the dead"."""
    lows, sets = annotated.lows, words.sets
    following: NumberPhrase | None = None
    kind: str | None = None
    for phrase in reversed(annotated.phrases):
        behind = lows[phrase.last : phrase.last + 3]
        if len(behind) > 2 and behind[0] in sets["among"] and behind[1] in sets["the"]:
            kind = words.words.cues_of.get(behind[2])
        elif following is None or not sets["listing"].issuperset(lows[phrase.last : following.first]):
            kind = None
        following = phrase
        if kind is not None and phrase.noun_class is not None and phrase.noun_class not in _NO_PEOPLE:
            noun, noun_class = phrase.noun, phrase.noun_class
            yield Pair(phrase, kind, phrase.first, phrase.last, None, noun, noun_class, "among-them", is_subset=True)
