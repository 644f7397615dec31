"""The keys of entries: what two must have in common to be worth comparing (`blocking.py`).

Keys are numbers of 64 bits, made of the hashes of what they hold; so that a million entries have
their ten million keys sorted in a second. Equal keys of different contents would only make a pair
more.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cenotaph.match.hashes import scrambled, text_hash
from cenotaph.match.name_columns import MOST_WORDS, UNKNOWN, Names
from cenotaph.match.people import People

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

FIRST_BIT = np.uint64(1 << 63)
TOLD_BY = 22
"""So many bits of a key tell keys apart where now and then one too many does no harm."""
DAYS = 4
"""A date of so many days at most makes keys, one for each day."""


class Runs(NamedTuple):
    """Rows and their keys, sorted by key."""

    row: Numbers
    key: Hashes
    start: Numbers  # where each distinct key begins
    size: Numbers  # how many rows have it


class _Lists:
    """Several hashes for each of some things: one run of `values` after the other."""

    def __init__(self, thing: Numbers, values: Hashes, count: int) -> None:
        order = np.argsort(thing, kind="stable")
        self._values = values[order]
        self._size = np.bincount(thing, minlength=count)
        self._start = np.cumsum(self._size) - self._size

    def of(self, things: Numbers) -> tuple[Numbers, Hashes]:
        """The values of each of `things`: places in `things`, and a value for each."""
        size = self._size[things]
        place = np.repeat(np.arange(len(things)), size)
        nth = np.arange(len(place)) - np.repeat(np.cumsum(size) - size, size)
        return place, self._values[self._start[things][place] + nth]


def keys_of(people: People, named: Numbers) -> tuple[Numbers, Hashes]:
    """The keys of the entries `named`: rows, and a key for each.

    Every two and three words of a name; each word with the birth and with the date; the birth with
    the place and with each first letter; each word with the year of birth where no more is stated; the
    sound of a name of one word; each word alone; each cell of a further column alone.
    """
    names, sounds, initials = _of_names(people.names)
    found = [_with(named, people.name[named], names)]
    born = named[people.day[named, 2] != UNKNOWN]
    birth = mixed(people.day[born] @ np.array([10_000, 100, 1]), "birth")
    places = _of_places(people.places)
    stated = people.place[born] != UNKNOWN
    found += [
        _with(born, people.name[born], sounds, birth, "sound"),
        _with(born, people.name[born], initials, birth, "initial"),
        _with(born[stated], people.place[born[stated]], places, birth[stated], "place"),
    ]
    dated = named[people.has_date[named] & (people.date[named, 1] - people.date[named, 0] < DAYS)]
    for later in range(DAYS):
        there = dated[people.date[dated, 0] + later <= people.date[dated, 1]]
        day = mixed(people.date[there, 0] + later, "date")
        found.append(_with(there, people.name[there], sounds, day, "sound"))
    found += _of_years(people, named, sounds)
    for at, keys in enumerate(people.cells):
        hashes = np.array([text_hash(f"{at} {key}") for key in keys], dtype=np.uint64)
        there = named[people.cell[named, at] != UNKNOWN]
        found.append((there, _word_alone(hashes)[people.cell[there, at]]))
    return np.concatenate([row for row, _ in found]), np.concatenate([key for _, key in found])


def runs(row: Numbers, key: Hashes) -> Runs:
    """Rows and keys by key.

    Both are packed into one number, which is sorted fastest; of a key that leaves the bits above those of a row.
    """
    below = np.uint64(int(row.max(initial=0)).bit_length())
    packed = np.sort((key >> below << below) | row.astype(np.uint64))
    key = packed >> below << below
    row = (packed ^ key).astype(np.int64)
    start = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])[: len(key)])) if len(key) else np.empty(0, int)
    return Runs(row, key, start, np.diff(start, append=len(key)))


def _of_years(people: People, named: Numbers, sounds: _Lists) -> list[tuple[Numbers, Hashes]]:
    """Each word of a name with the year of birth, of those who state no day of birth and of those whom they may be."""
    with_year = named[~np.isnan(people.born[named])]
    is_in_part = people.day[with_year, 2] == UNKNOWN
    found = []
    for span in spans_of_years(people.born[with_year]) if is_in_part.any() else ():
        rows, keys = _with(with_year, people.name[with_year], sounds, mixed(span, "year"), "sound")
        asked = are_among(keys, keys[people.day[rows, 2] == UNKNOWN])
        found.append((rows[asked], keys[asked]))
    return found


def spans_of_years(born: Shares) -> tuple[Numbers, Numbers]:
    """Two overlapping runs of two years, so that one year more or less does not part two entries."""
    year = born.astype(np.int64)
    return year // 2 * 2, (year + 1) // 2 * 2 - 1


def _with(
    rows: Numbers, things: Numbers, lists: _Lists, extra: Hashes | None = None, kind: str = ""
) -> tuple[Numbers, Hashes]:
    """The hashes of what each row has, each together with what else the row has."""
    place, value = lists.of(things)
    return rows[place], value if extra is None else mixed(extra[place] + value, kind)


def _of_names(names: Names) -> tuple[_Lists, _Lists, _Lists]:
    """For each distinct name the keys it has alone, the sounds of its words, and their first letters."""
    keys: list[tuple[Numbers, Hashes]] = []
    sounds: list[tuple[Numbers, Hashes]] = []
    initials: list[tuple[Numbers, Hashes]] = []
    for count in range(1, MOST_WORDS + 1):
        rows = np.flatnonzero(np.minimum(names.count, MOST_WORDS) == count)
        words = names.order[rows, :count]
        sound, has_sound = names.words.sounds[words], names.words.has_sound[words]
        spoken = np.where(has_sound, mixed(sound, "sound"), 0).reshape(len(rows), 2 * count)
        keys.append(_each_once(rows, _keys_of_words(sound, spoken, names.words.plain_hash[words])))
        sounds.append(_each_once(rows, spoken))
        initials.append(_each_once(rows, names.words.initial_hash[words]))
    size = len(names.key)
    return _joined(keys, size), _joined(sounds, size), _joined(initials, size)


def _joined(parts: list[tuple[Numbers, Hashes]], size: int) -> _Lists:
    return _Lists(np.concatenate([rows for rows, _ in parts]), np.concatenate([values for _, values in parts]), size)


def _keys_of_words(sound: Hashes, spoken: Hashes, plain: Hashes) -> Hashes:
    """The keys of names of equally many words, a line each; 0 where one is missing.

    Args:
        sound: names x words x readings, 0 where a word sounds of nothing.
        spoken: names x (words x readings), which is not 0 then.
        plain: names x words, 0 for words too short to be a key.
    """
    count = sound.shape[1]
    found = [_word_alone(plain[:, place]) for place in range(count)]
    if count == 1:
        found += [np.where(part != 0, mixed(part, "only"), 0) for part in spoken.T]
    for i, j in combinations(range(count), 2):
        for x in sound[:, i].T:
            found += [np.where((x != 0) & (y != 0), mixed(x + y, "two"), 0) for y in sound[:, j].T]
    for i, j, k in combinations(range(count), 3):
        x, y, z = sound[:, i, 0], sound[:, j, 0], sound[:, k, 0]
        found.append(np.where((x != 0) & (y != 0) & (z != 0), mixed(x + y + z, "three"), 0))
    return np.stack(found, axis=1)


def _word_alone(plain: Hashes) -> Hashes:
    """The key of a word alone; its first bit, which others have not, tells that it is one."""
    return np.where(plain != 0, mixed(plain, "word") | FIRST_BIT, 0)


def is_word_alone(key: Hashes) -> Marks:
    """Whether keys are those of a word alone."""
    is_one: Marks = (key & FIRST_BIT) != 0
    return is_one


def _each_once(rows: Numbers, values: Hashes) -> tuple[Numbers, Hashes]:
    """The hashes of each line that are not 0, each once, and the row each stands in."""
    values = np.sort(values, axis=1)
    new = values != 0
    new[:, 1:] &= values[:, 1:] != values[:, :-1]
    line, _ = np.nonzero(new)
    return rows[line], values[new]


def _of_places(places: tuple[frozenset[str], ...]) -> _Lists:
    words = [(number, text_hash(word)) for number, place in enumerate(places) for word in sorted(place)]
    number, value = [one for one, _ in words], [one for _, one in words]
    return _Lists(np.array(number, dtype=np.int64), np.array(value, dtype=np.uint64), len(places))


def mixed(value: Numbers | Hashes, kind: str) -> Hashes:
    """A hash of numbers and what they are; its first bit is 0."""
    return scrambled(value.astype(np.uint64) + np.uint64(text_hash(kind))) & ~FIRST_BIT


def are_among(keys: Hashes, some: Hashes) -> Marks:
    """Whether keys are among `some`; now and then one that is not passes, which is many times faster to tell."""
    bits = np.uint64((1 << TOLD_BY) - 1)
    is_there = np.zeros(1 << TOLD_BY, dtype=bool)
    is_there[some & bits] = True
    are_there: Marks = is_there[keys & bits]
    return are_there
