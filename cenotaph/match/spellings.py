"""Words that the lists themselves show to be one: misprints and customs of spelling that no rule knows.

A PDF whose letters were misread prints one surname as another word all through a list; a registry romanises a
name as nobody else does. Pairs that are one person by all the rest show which words of two lists stand
for each other. What they show again and again is read as one word in all pairs.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from cenotaph.match.blocking import Pairs
from cenotaph.match.compare import words_left_over
from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND
from cenotaph.match.model import LEARNED_FROM, SURE, Model
from cenotaph.match.name_columns import UNKNOWN, Names, words_of
from cenotaph.match.parts import Name
from cenotaph.match.sounds import Reading, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cenotaph.match.people import People

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]
    Levels = NDArray[np.int8]

ROUNDS = 2
"""How often it is looked: what was learned makes more pairs sure."""
FEWEST = 2
"""So many sure pairs must show two words in one place for them to be one."""
SHARE = 0.5
"""And of the sure pairs that have the rarer of them at least this share."""

Spellings = Mapping[int, tuple[int, ...]]
"""Word -> the more usual words that it stands for, by their numbers in `Names.words`, the most frequent first."""


def learned_spellings(pairs: Pairs, level: Levels, chance: Shares, people: People, model: Model) -> Spellings:
    """Which words stand for which, by pairs that are one person even without what those words say.

    Args:
        pairs: compared.
        level: a line for each pair, a column for each comparison; -1 where a side states nothing.
        chance: of each pair that it is one person, rivals considered.
        people: all entries.
        model: what holds for the entries at hand.
    """
    sure = np.flatnonzero(chance >= SURE)
    if len(sure) < LEARNED_FROM:
        return {}
    names = people.names
    seen = _seen(names, np.concatenate([people.name[side[sure]] for side in pairs]))
    shown: dict[tuple[int, int], tuple[set[int], set[int]]] = {}
    for a, b, left, right in _faced(pairs, level, chance, people, model):
        ones, others = shown.setdefault((a, b), (set(), set()))
        ones.add(left)
        others.add(right)
    found: dict[int, list[tuple[int, int]]] = {}
    for couple, entries in shown.items():
        rare, usual = sorted(couple, key=lambda word: (seen[word], word))
        times = min(map(len, entries))  # two namings of one brother are one sign
        if rare != usual and times >= max(FEWEST, SHARE * seen[rare]):
            found.setdefault(rare, []).append((-times, usual))
    return {rare: tuple(usual for _, usual in sorted(others)) for rare, others in sorted(found.items())}


def _faced(
    pairs: Pairs, level: Levels, chance: Shares, people: People, model: Model
) -> Iterator[tuple[int, int, int, int]]:
    """Two words that face each other in a pair that is sure without them, the smaller number first, and its rows."""
    names = people.names
    left, right = people.name[pairs.left], people.name[pairs.right]
    is_initial = np.array([word.is_initial for word in names.words.word], dtype=bool)
    for part, word in (("given", names.given), ("family", names.family)):
        there = _sure_without(part, SOUND, level, chance, model)
        one, other = word[left[there]], word[right[there]]
        is_word = ~(is_initial[one] | is_initial[other])
        there, one, other = there[is_word], one[is_word], other[is_word]
        every = (np.minimum(one, other), np.maximum(one, other), pairs.left[there], pairs.right[there])
        yield from zip(*(side.tolist() for side in every), strict=True)
    number = {_content(word): place for place, word in enumerate(names.words.word)}
    for place in _sure_without("middle", AGREED, level, chance, model).tolist():
        rest = words_left_over(people.whole(int(left[place])), people.whole(int(right[place])))
        if rest is not None:
            a, b = sorted(number[_content(word)] for word in rest)
            yield a, b, int(pairs.left[place]), int(pairs.right[place])


def _sure_without(part: str, most: int, level: Levels, chance: Shares, model: Model) -> Numbers:
    """The pairs of whose names a part is less alike than `most`, and that are one person by all the rest."""
    own = level[:, COMPARISONS.index(part)]
    there = np.flatnonzero((own != UNKNOWN) & (own < most) & (chance > 0))
    ratio = np.zeros(SOUND + AGREED)
    for each, weight in model.weights(part).items():
        ratio[each] = weight.u / weight.m
    odds = chance[there] / np.maximum(1e-9, 1 - chance[there]) * ratio[own[there]]
    found: Numbers = there[odds >= SURE / (1 - SURE)]
    return found


def _seen(names: Names, borne: Numbers) -> Shares:
    """How often each word stands in the names `borne`."""
    times = np.bincount(borne, minlength=len(names.key))
    found = np.bincount(names.word_of, weights=times[names.name_of], minlength=len(names.words.word))
    return found.astype(np.float64)


def with_spellings(people: People, known: Spellings) -> People:
    """`people` with names whose words know what else they stand for."""
    names, word = people.names, list(people.names.words.word)
    for rare, others in known.items():
        more = (names.words.word[one] for one in others)
        word[rare] = replace(word[rare], also=tuple(dict.fromkeys((*word[rare].also, *more))))
    places = np.array(sorted(known), dtype=np.int64)
    own = words_of(tuple(word[place] for place in places.tolist()))
    columns = {column: np.array(getattr(names.words, column)) for column in ("content", "sounds", "has_sound", "kin")}
    for column, values in columns.items():
        values[places] = getattr(own, column)
    changed = {_content(word[place]): word[place] for place in places.tolist()}
    is_changed = with_words(names, places)

    @functools.cache
    def whole(number: int) -> Name:
        name = people.whole(number)
        return _with_words(name, changed) if is_changed[number] else name

    return replace(people, names=replace(names, words=replace(names.words, word=tuple(word), **columns)), whole=whole)


def _content(word: Word) -> tuple[str, tuple[Reading, ...]]:
    """What tells words apart that were read in two runs."""
    return word.plain, word.readings


def with_words(names: Names, words: Numbers) -> Marks:
    """Which names have one of some words."""
    found = np.zeros(len(names.key), dtype=bool)
    found[names.name_of[np.isin(names.word_of, words)]] = True
    return found


def _with_words(name: Name, changed: Mapping[tuple[str, tuple[Reading, ...]], Word]) -> Name:
    def of(word: Word) -> Word:
        return changed.get(_content(word), word)

    return replace(
        name,
        given=name.given and of(name.given),
        father=name.father and of(name.father),
        middle=tuple(map(of, name.middle)),
        family=name.family and of(name.family),
        other_families=tuple(map(of, name.other_families)),
    )
