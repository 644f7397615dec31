"""A number with the predicate it belongs to, and which predicates may have which people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.words import kinds


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


def choose(predicate: Predicate, noun_class: str | None, is_bare: bool) -> str | None:
    """The kind whose people or things the noun may be; None where no reading fits.

    `is_bare` says that the number stands alone; of it a word of many senses is said only as of its subject.
    """
    is_bare = is_bare and predicate.takes_subject
    return next((reading.kind for reading in predicate.readings if fits(reading.only, noun_class, is_bare)), None)


def counts_people(kind: str) -> bool:
    """Whether people are counted by a claim of the kind, so that some of them may be a share of the rest."""
    return kind in kinds() and kinds()[kind].counts and kind != "damaged"


def fits(only: Sequence[str], noun_class: str | None, is_bare: bool) -> bool:
    """Whether people or things of a class, or a number alone, are among those of whom something is said."""
    if noun_class == "thing":
        return False
    if "people" in only and noun_class is not None and noun_class not in NOT_PEOPLE:
        return True
    if "bare" in only and is_bare and noun_class is None:
        return True
    if not only:
        return noun_class not in NOT_PEOPLE
    if "person" in only and noun_class not in NOT_PEOPLE:
        return True
    return noun_class in only


def pair_of(phrase: NumberPhrase, predicate: Predicate, rule: str, noun_class: str | None = None) -> Pair | None:
    """A number with its predicate, as one clause; None where the predicate may not have these people."""
    kind = choose(predicate, noun_class or phrase.noun_class, phrase.noun is None)
    if kind is None:
        return None
    first, last = min(phrase.first, predicate.first), max(phrase.last, predicate.last)
    return Pair(
        phrase, kind, first, last, predicate, phrase.noun, noun_class or phrase.noun_class, rule, phrase.is_subset
    )
