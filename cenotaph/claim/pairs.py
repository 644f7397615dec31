"""A number with the predicate it belongs to, and which predicates may have which people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.words import Lexicon


class Pair(NamedTuple):
    """A number phrase with the predicate it belongs to; token positions of the clause that holds both."""

    phrase: NumberPhrase
    kind: str
    first: int
    last: int
    verb: Predicate | None  # null where it is carried from another sentence
    noun: str | None
    noun_class: str | None
    rule: str
    is_subset: bool = False


def choose(predicate: Predicate, noun_class: str | None, lexicon: Lexicon) -> str | None:
    """The kind whose people or things the noun may be; None where no reading fits."""
    for reading in predicate.readings:
        only = lexicon.words.predicates[reading.kind].only
        if _fits(only, noun_class):
            return reading.kind
    return None


def _fits(only: Sequence[str], noun_class: str | None) -> bool:
    if noun_class == "thing":
        return False
    if not only:
        return noun_class not in NOT_PEOPLE
    if "person" in only and noun_class not in NOT_PEOPLE:
        return True
    return noun_class in only


def pair_of(
    phrase: NumberPhrase, predicate: Predicate, lexicon: Lexicon, rule: str, noun_class: str | None = None
) -> Pair | None:
    """A number with its predicate, as one clause; None where the predicate may not have these people."""
    kind = choose(predicate, noun_class or phrase.noun_class, lexicon)
    if kind is None:
        return None
    first, last = min(phrase.first, predicate.first), max(phrase.last, predicate.last)
    return Pair(
        phrase, kind, first, last, predicate, phrase.noun, noun_class or phrase.noun_class, rule, phrase.is_subset
    )
