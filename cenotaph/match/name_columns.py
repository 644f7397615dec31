"""The distinct names of all entries, as columns over their distinct words.

A list of a million people prints some hundred thousand names, made of some ten thousand words: what
can be said of a name or a word is said once, and looked up for every entry and every pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from cenotaph.match.forms import forms
from cenotaph.match.hashes import text_hash
from cenotaph.match.near import skeletons_of_spellings
from cenotaph.match.parts import Name
from cenotaph.match.profile import between
from cenotaph.match.sounds import Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Marks = NDArray[np.bool_]

UNKNOWN = -1
"""Stands where a name has no such part."""
MOST_WORDS = 6
"""So many words of a name are used to find what it may be compared with."""


class Words(Struct, frozen=True, eq=False):
    """Distinct words, as columns."""

    word: tuple[Word, ...]
    key: Numbers  # a number per `Word.key`
    plain: Numbers  # a number per `Word.plain`
    script: Numbers  # a number per script
    is_initial: Marks
    sounds: Hashes  # two columns: its first two skeletons as blocking knows them; 0 where there is none
    has_sound: Marks  # two columns
    plain_hash: Hashes  # of `Word.plain`; 0 where it is too short to be a key alone
    initial_hash: Hashes  # of its first letter
    kin: Hashes  # two columns of bits: words without a common bit are less than `Nearness.ALIKE`


class Names(Struct, frozen=True, eq=False):
    """Distinct names, as columns; words by their number in `words`."""

    whole: tuple[Name, ...]
    words: Words
    count: Numbers  # how many words it has
    order: Numbers  # its first `MOST_WORDS` words, a column each
    given: Numbers
    family: Numbers
    between: Numbers  # the first of father's name and middle names
    between_count: Numbers
    has_father: Marks
    is_family_sure: Marks
    is_plain: Marks  # no title, no kunya, no second surname, no particle
    sex: tuple[str | None, ...]
    name_of: Numbers  # for each word of each name, its name,
    word_of: Numbers  # the word,
    is_between: Marks  # and whether it stands between given name and surname, the father's name included


def names_of(whole: Sequence[Name]) -> Names:
    """The columns of names."""
    number: dict[Word, int] = {}
    rows = np.full((len(whole), MOST_WORDS), UNKNOWN, dtype=np.int64)
    parts = np.full((len(whole), 5), UNKNOWN, dtype=np.int64)
    flags = np.zeros((len(whole), 3), dtype=bool)
    every: list[int] = []
    is_between: list[bool] = []
    for row, name in enumerate(whole):
        own = [number.setdefault(word, len(number)) for word in name.words]
        middle = between(name)
        before = int(name.given is not None)
        every += own
        is_between += [before <= place < before + len(middle) for place in range(len(own))]
        rows[row, : len(own[:MOST_WORDS])] = own[:MOST_WORDS]
        parts[row] = (
            len(own),
            UNKNOWN if name.given is None else number[name.given],
            UNKNOWN if name.family is None else number[name.family],
            number[middle[0]] if middle else UNKNOWN,
            len(middle),
        )
        is_plain = not (name.title or name.kunya or name.other_families or name.whole_family)
        flags[row] = name.father is not None, name.is_family_sure, is_plain
    return Names(
        whole=tuple(whole),
        words=words_of(tuple(number)),
        count=parts[:, 0],
        order=rows,
        given=parts[:, 1],
        family=parts[:, 2],
        between=parts[:, 3],
        between_count=parts[:, 4],
        has_father=flags[:, 0],
        is_family_sure=flags[:, 1],
        is_plain=flags[:, 2],
        sex=tuple(name.sex for name in whole),
        name_of=np.repeat(np.arange(len(whole)), parts[:, 0]),
        word_of=np.array(every, dtype=np.int64),
        is_between=np.array(is_between, dtype=bool),
    )


def words_of(words: tuple[Word, ...]) -> Words:
    """The columns of words."""
    sounds = np.zeros((len(words), 2), dtype=np.uint64)
    has_sound = np.zeros((len(words), 2), dtype=bool)
    kin = np.zeros((len(words), 2), dtype=np.uint64)
    for row, word in enumerate(words):
        for place, sound in enumerate(blocking_sounds(word)):
            sounds[row, place], has_sound[row, place] = text_hash(sound) if sound else 0, True
        kin[row] = _kin(word)
    return Words(
        word=words,
        key=_numbered([word.key for word in words]),
        plain=_numbered([word.plain for word in words]),
        script=_numbered([word.script or "" for word in words]),
        is_initial=np.array([word.is_initial for word in words], dtype=bool),
        sounds=sounds,
        has_sound=has_sound,
        plain_hash=np.array([text_hash(w.plain) if len(w.plain) > 3 else 0 for w in words], dtype=np.uint64),
        initial_hash=np.array([text_hash(word.plain[:1]) for word in words], dtype=np.uint64),
        kin=kin,
    )


def blocking_sounds(word: Word) -> tuple[str, ...]:
    """The skeletons of a word's first two readings, its vowel in front where it has one consonant only."""
    found: dict[str, None] = {}
    for reading in word.readings[:2]:
        found[reading.skeleton if len(reading.skeleton) > 1 else reading.strict] = None
    return tuple(found)


def _kin(word: Word) -> tuple[int, int]:
    """Bits of all that makes a word another spelling or form of one that has one of them too.

    Two words are `Nearness.ALIKE` or more only by equal letters, a skeleton that their spellings share, a name both
    stand for, e for a, or another mute ending in Arabic script; each of these sets one of 128 bits.
    """
    marks = {word.plain, word.plain.replace("e", "a"), *("s" + one for one in skeletons_of_spellings(word))}
    marks |= {f"n{one}" for one in forms(word).whole}
    if not word.has_short_vowels:
        marks.add("e" + word.plain[:-1])
    bits = 0
    for mark in marks:
        bits |= 1 << (text_hash(mark) & 127)
    return bits & (2**64 - 1), bits >> 64


def _numbered(values: Sequence[str]) -> Numbers:
    number: dict[str, int] = {}
    return np.array([number.setdefault(value, len(number)) for value in values], dtype=np.int64)
