"""What stands in a sentence: its words, the marks that the word lists make, number phrases and predicates.

A mark is a phrase of the data as it stands here. A number phrase is a number with the people or things it counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.words import Form, Item
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.times import Time
from cenotaph.count import Number

NOT_PEOPLE = frozenset({"building", "vehicle", "thing", "grave"})
"""Classes of the populations that are no people."""
UNKNOWN = "unknown"
"""The class of a noun behind a number that no list has: people with a verb that is said of people alone."""
STOPS = frozenset('.,;:!?()[]«»"“”„—–')


class Word(NamedTuple):
    """One word, number or sign; `low` is folded."""

    start: int
    end: int
    text: str
    low: str


class Mark(NamedTuple):
    """A phrase of the data as it stands; word positions, half-open."""

    first: int
    last: int
    item: Item
    form: Form  # of the last word that has one

    @property
    def group(self) -> str:
        """The list it is of."""
        return self.item.group

    @property
    def kind(self) -> str:
        """The kind of a predicate, the class of a population."""
        return self.item.name

    @property
    def role(self) -> str:
        """What a predicate says of people."""
        return self.item.role


class Phrase(NamedTuple):
    """A number and what it counts; word positions, half-open."""

    number: Number
    first: int
    last: int
    noun: str | None  # the population in the source's words, without the number
    noun_class: str | None
    people: Mark | None  # "133 dead": the noun itself says what happened
    is_subset: bool = False  # "among them three children"
    is_share: bool = False  # "12 of them": refers back
    is_whole: bool = False  # "of 12": others are counted out of them
    stem: str = ""  # of the noun, as the data has it


class Seen(NamedTuple):
    """A sentence with its annotations."""

    sentence: Sentence
    words: tuple[Word, ...]
    marks: dict[str, tuple[Mark, ...]]  # by group, in order
    phrases: tuple[Phrase, ...]
    predicates: tuple[Mark, ...]  # those that are not the noun of a phrase
    times: tuple[Time, ...]
    names: Sequence[str] = ()  # all words of the text with a capital, folded and sorted
    smalls: Sequence[str] = ()  # all words of the text in small letters, folded and sorted
    costs: tuple[int, ...] = ()  # how far the words up to each position set apart what stands on both sides

    def cue(self, name: str) -> tuple[Mark, ...]:
        """The marks of a list of cues."""
        return self.marks.get(name, ())
