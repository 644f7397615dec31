"""The distinct names of all entries, as columns over their distinct words.

A list of a million people prints some hundred thousand names, made of some ten thousand words: what
can be said of a name or a word is said once, and looked up for every entry and every pair. Names and
words are numbered by hashes of what they are, so that they stand in one order in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct, msgpack
from msgspec.structs import replace

from cenotaph.match.distinct import places_in
from cenotaph.match.hashes import bytes_hash, scrambled, text_hash
from cenotaph.match.near import kin
from cenotaph.match.parts import Name
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
SEXES = ("f", "m")
"""The sexes that a name may show, by their number in `Names.sex`."""


class Words(Struct, frozen=True, eq=False):
    """Distinct words, as columns, by the hash of all that was read of each."""

    word: Sequence[Word]
    content: Hashes  # the hash of all that was read of it, ascending until some words learn what they stand for
    script: Hashes  # of its script
    sounds: Hashes  # two columns: its first two skeletons as blocking knows them; 0 where there is none
    has_sound: Marks  # two columns
    plain_hash: Hashes  # of `Word.plain`; 0 where it is too short to be a key alone
    initial_hash: Hashes  # of its first letter
    kin: Hashes  # two columns of bits: words without a common bit are less than `Nearness.ALIKE`


class Names(Struct, frozen=True, eq=False):
    """Distinct names, as columns, by the hash of what is printed of each; words by their number in `words`."""

    key: Hashes  # the hash of what is printed, ascending
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
    sex: Numbers  # number in `SEXES`
    generation: Numbers  # which bearer of the name in one family
    word_of: Numbers  # for each word of each name, name by name, the word
    is_between: Marks  # and whether it stands between given name and surname, the father's name included

    @property
    def name_of(self) -> Numbers:
        """For each word of each name, as in `word_of`, its name."""
        return np.repeat(np.arange(len(self.key)), self.count)


BY_WORD = ("order", "given", "family", "between", "word_of")
"""The columns of `Names` that hold numbers of words."""
EACH_WORD = ("word_of", "is_between")
"""Those that are as long as all names together have words."""


def names_of(key: Hashes, whole: Callable[[int], Name], earlier: Names | None = None) -> Names:
    """The columns of distinct names; those that `earlier` has are not read.

    Args:
        key: of each the hash of what is printed, ascending.
        whole: reads a name by its number.
        earlier: the names of an earlier run.
    """
    if earlier is None:
        return _sorted_words(_read(key, [whole(one) for one in range(len(key))]))
    place = places_in(earlier.key, key)
    new = np.flatnonzero(place == UNKNOWN)
    own = _read(key[new], [whole(one) for one in new.tolist()])
    place[new] = len(earlier.key) + np.arange(len(new))
    return _sorted_words(_taken(_one_after_the_other(earlier, own), place))


def _read(key: Hashes, whole: Sequence[Name]) -> Names:
    number: dict[Word, int] = {}
    rows = np.full((len(whole), MOST_WORDS), UNKNOWN, dtype=np.int64)
    parts = np.full((len(whole), 7), UNKNOWN, dtype=np.int64)
    flags = np.zeros((len(whole), 3), dtype=bool)
    every: list[int] = []
    is_between: list[bool] = []
    for row, name in enumerate(whole):
        own = [number.setdefault(word, len(number)) for word in name.words]
        middle = name.between
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
            UNKNOWN if name.sex is None else SEXES.index(name.sex),
            name.generation or UNKNOWN,
        )
        is_plain = not (name.title or name.kunya or name.other_families or name.whole_family)
        flags[row] = name.father is not None, name.is_family_sure, is_plain
    return Names(
        key=key,
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
        sex=parts[:, 5],
        generation=parts[:, 6],
        word_of=np.array(every, dtype=np.int64),
        is_between=np.array(is_between, dtype=bool),
    )


def content_of(names: Names) -> Hashes:
    """Hashes of all that a comparison of names looks at: what is printed, and what their words have learned."""
    found = names.key.copy()
    np.add.at(found, names.name_of, scrambled(names.words.content[names.word_of]))
    return scrambled(found)


def words_of(words: tuple[Word, ...]) -> Words:
    """The columns of words, in the order given."""
    sounds = np.zeros((len(words), 2), dtype=np.uint64)
    has_sound = np.zeros((len(words), 2), dtype=bool)
    bits = np.zeros((len(words), 2), dtype=np.uint64)
    for row, word in enumerate(words):
        for place, sound in enumerate(blocking_sounds(word)):
            sounds[row, place], has_sound[row, place] = text_hash(sound) if sound else 0, True
        bits[row] = _kin_bits(word)
    return Words(
        word=words,
        content=_hashes(bytes_hash(msgpack.encode(word)) for word in words),
        script=_hashes(text_hash(word.script or "") for word in words),
        sounds=sounds,
        has_sound=has_sound,
        plain_hash=_hashes(text_hash(word.plain) if len(word.plain) > 3 else 0 for word in words),
        initial_hash=_hashes(text_hash(word.plain[:1]) for word in words),
        kin=bits,
    )


def _hashes(values: Iterable[int]) -> Hashes:
    return np.array([*values], dtype=np.uint64)


def _one_after_the_other(one: Names, other: Names) -> Names:
    """Names, and others behind them, over the words of both."""
    words = Words(
        (*one.words.word, *other.words.word),
        *(
            np.concatenate((getattr(one.words, column), getattr(other.words, column)))
            for column in Words.__struct_fields__[1:]
        ),
    )
    moved = {column: getattr(other, column) for column in BY_WORD}
    moved = {column: np.where(own == UNKNOWN, UNKNOWN, own + len(one.words.word)) for column, own in moved.items()}
    other = replace(other, **moved)
    both = {
        column: np.concatenate((getattr(one, column), getattr(other, column)))
        for column in Names.__struct_fields__
        if column != "words"
    }
    return Names(words=words, **both)


def _taken(names: Names, rows: Numbers) -> Names:
    """Some names, in the order of `rows`."""
    start = np.cumsum(names.count) - names.count
    count = names.count[rows]
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    of_words = np.repeat(start[rows], count) + nth
    columns = {
        column: getattr(names, column)[of_words if column in EACH_WORD else rows]
        for column in Names.__struct_fields__
        if column != "words"
    }
    return Names(words=names.words, **columns)


def _sorted_words(names: Names) -> Names:
    """Names over those words alone that they have, each once, by the hash of what was read of it."""
    used = np.unique(names.word_of)
    _, first, place = np.unique(names.words.content[used], return_index=True, return_inverse=True)
    number = np.full(len(names.words.word) + 1, UNKNOWN, dtype=np.int64)  # the last stands for no word
    number[used] = place
    kept = used[first]
    words = Words(
        tuple(names.words.word[one] for one in kept.tolist()),
        *(getattr(names.words, column)[kept] for column in Words.__struct_fields__[1:]),
    )
    return replace(names, words=words, **{column: number[getattr(names, column)] for column in BY_WORD})


def blocking_sounds(word: Word) -> tuple[str, ...]:
    """The skeletons of a word's first two readings, its vowel in front where it has one consonant only."""
    found: dict[str, None] = {}
    readings = word.readings[:2] if not word.also else (*word.readings[:1], *word.also[0].readings[:1])
    for reading in readings:
        found[reading.skeleton if len(reading.skeleton) > 1 else reading.strict] = None
    return tuple(found)


def _kin_bits(word: Word) -> tuple[int, int]:
    """`near.kin` as 128 bits: two words without a bit in common have no kin in common."""
    bits = 0
    for mark in kin(word):
        bits |= 1 << (text_hash(str(mark)) & 127)
    return bits & (2**64 - 1), bits >> 64
