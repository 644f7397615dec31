"""A number with its predicate, in languages that inflect, and whether the two go together."""

from __future__ import annotations

from typing import NamedTuple

from cenotaph.claim.inflected.seen import NOT_PEOPLE, UNKNOWN, Mark, Phrase, Seen
from cenotaph.claim.inflected.words import Lexicon

AGENTS = frozenset({"soldier", "police", "fighter"})
"""Classes of those who may be the doers in "20 soldiers killed 12 people"."""


class Pair(NamedTuple):
    """A number with the predicate it belongs to; word positions of the clause that holds both."""

    phrase: Phrase
    kind: str
    first: int
    last: int
    predicate: Mark | None  # null where it is taken from another number or sentence
    rule: str
    is_part: bool = False  # counts some of a whole that stands before it


def fits(kind: str, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the people or things of a phrase are such as a predicate of the kind may have."""
    only = lexicon.words.predicates[kind].only
    if phrase.noun_class == "thing" or (only and phrase.noun_class == UNKNOWN and "" not in only):
        return False
    if phrase.noun_class == UNKNOWN:
        return True  # done to people alone
    if not only:
        return phrase.noun_class not in NOT_PEOPLE
    if "person" in only and phrase.people is not None and phrase.noun_class is None:
        return True
    if "person" in only and phrase.noun_class is not None and phrase.noun_class not in NOT_PEOPLE:
        return True
    return (phrase.noun_class or "") in only


def pair_of(seen: Seen, phrase: Phrase, predicate: Mark, rule: str, lexicon: Lexicon) -> Pair | None:
    """The pair of a number and a predicate; None where the two cannot be of one statement."""
    if not fits(predicate.kind, phrase, lexicon):
        return None
    is_bare = phrase.noun_class in (None, UNKNOWN) and phrase.people is None and not phrase.is_share
    if predicate.item.parts in lexicon.strict and is_bare and not _is_collective(seen, phrase):
        return None
    is_part = phrase.is_subset or phrase.is_share
    low, high = sorted((phrase.first, predicate.first))
    if predicate is not phrase.people and any(low < other.first < high for other in seen.phrases):
        return Pair(phrase, predicate.kind, phrase.first, phrase.last, predicate, rule, is_part)
    first, last = min(phrase.first, predicate.first), max(phrase.last, predicate.last)
    return Pair(phrase, predicate.kind, first, last, predicate, rule, is_part)


def _is_collective(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number is said of people alone: "мы потеряли шестерых"."""
    return phrase.noun_class is None and any(mark.last == phrase.last for mark in seen.cue("collective"))


def is_pool(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number is that of all of whom another number counts some: "двое из шести раненых умерли"."""
    is_led = any(mark.last == phrase.first for mark in seen.cue("out_of"))
    return is_led and not is_group(seen, phrase)


def is_group(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number says how many a group is, of which the verb is said: "группа из 14 человек пропала"."""
    leads = [mark.first for mark in seen.cue("out_of") if mark.last == phrase.first]
    return any(mark.last == lead for lead in leads for mark in seen.cue("group_noun"))
