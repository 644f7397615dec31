"""Which entries are worth comparing: those that share a key of two words' sounds, or of one word and a date.

A key that many entries share would make millions of pairs and says little: it is split by year of
birth where it can, else left out, for two entries of one person share other keys too. An entry that
has no other, such as a name which two hundred texts tell without a birth, is compared with those of
its crowd that state the most like (a sorted neighbourhood). Of all pairs each entry keeps those that
share the rarest keys, so that the number of pairs grows with the number of entries and not with its
square.

Keys are numbers of 64 bits, made of the hashes of what they hold; so that a million entries have
their ten million keys sorted in a second. Equal keys of different contents would only make a pair
more.

Source of the sorted neighbourhood: M. A. Hernández, S. J. Stolfo, "The Merge/Purge Problem for Large
Databases", SIGMOD Record 24 (1995), 10.1145/568271.223807.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cenotaph.match.distinct import distinct_lines
from cenotaph.match.hashes import scrambled, text_hash
from cenotaph.match.name_columns import MOST_WORDS, UNKNOWN, Names
from cenotaph.match.people import People

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

ALL_PAIRS = 400
"""Up to so many named entries every pair is compared."""
BLOCK = 150
"""A key that more entries than this share is split, or left out."""
RARE = 20
"""One word or one cell alone makes a key only where so few share it: of a common one it says too little."""
RARITY = 1000
"""Steps in which one key's rarity, the natural logarithm of its share, is told."""
KEPT = 10
"""So many pairs are kept for each entry, those that share the rarest keys."""
NOBODY = np.empty(0, dtype=np.int64)
FIRST_BIT = np.uint64(1 << 63)
TOLD_BY = 22
"""So many bits of a key tell keys apart where now and then one too many does no harm."""
DAYS = 4
"""A date of so many days at most makes keys, one for each day."""


class Pairs(NamedTuple):
    """Pairs of rows of `People`, sorted, each once."""

    left: Numbers  # the smaller row
    right: Numbers

    def at(self, places: Numbers) -> Pairs:
        """Some of the pairs."""
        return Pairs(self.left[places], self.right[places])

    def with_more(self, more: Pairs) -> Pairs:
        """These, and others behind them."""
        return Pairs(np.concatenate((self.left, more.left)), np.concatenate((self.right, more.right)))


class _Candidates(NamedTuple):
    """Pairs, each once, with the sum of how rare the keys are that they share, in whole numbers."""

    left: Numbers
    right: Numbers
    weight: Numbers


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


def candidate_pairs(people: People, among: Marks | None = None, some: Marks | None = None) -> Pairs:
    """Pairs that are worth comparing; never two entries of one unique list.

    Args:
        people: the entries.
        among: of which entries; of all where this is not given.
        some: likewise, of which at least one of a pair is one.
    """
    named = np.flatnonzero(people.is_named if among is None else people.is_named & among)
    if len(named) <= ALL_PAIRS:
        first, second = np.triu_indices(len(named), 1)
        left, right = named[first], named[second]
        may = _persons_list(people)[left] != _persons_list(people)[right]
        if some is not None:
            may &= some[left] | some[right]
        return Pairs(left[may], right[may])
    row, key = _keys(people, named)
    if some is not None:
        of_some = _are_among(key, key[some[row]])
        row, key = row[of_some], key[of_some]
    shared = runs(row, key)
    met = _pairs_of(_blocks(shared, people.born), people, some)
    found = _best(met, len(people))
    if some is not None:
        return found  # those that learned a spelling had their pairs before
    every = found.with_more(_best(_of_crowds(shared, people, met), len(people)))
    return every.at(np.argsort(_packed(*every, len(people)), kind="stable"))


def _are_among(keys: Hashes, some: Hashes) -> Marks:
    """Whether keys are among `some`; now and then one that is not passes, which is many times faster to tell."""
    bits = np.uint64((1 << TOLD_BY) - 1)
    is_there = np.zeros(1 << TOLD_BY, dtype=bool)
    is_there[some & bits] = True
    are_there: Marks = is_there[keys & bits]
    return are_there


def _persons_list(people: People) -> Numbers:
    """The number of an entry's list if that names each person once, else a number of the entry's own."""
    return np.where(people.is_unique, people.list, -1 - np.arange(len(people)))


def _blocks(shared: Runs, born: Shares) -> dict[int, Numbers]:
    """The rows that share a key: for each size of block, in order, one column per block."""
    row, key, start, size = shared
    fits = (size > 1) & (size <= np.where(_is_word_alone(key[start]), RARE, BLOCK))
    too_many = np.repeat((size > BLOCK) & ~_is_word_alone(key[start]), size) & ~np.isnan(born[row])
    row_split, key_split = row[too_many], key[too_many]
    spans = [mixed(key_split + span.astype(np.uint64), "run") for span in _spans_of_years(born[row_split])]
    split = runs(np.concatenate((row_split, row_split)), np.concatenate(spans))
    found: dict[int, list[Numbers]] = {}
    for rows, starts, sizes in ((row, start[fits], size[fits]), (split.row, split.start, split.size)):
        order = np.argsort(sizes.astype(np.int32), kind="stable")
        bounds = np.searchsorted(sizes[order], np.arange(2, BLOCK + 2))
        for length, (begin, end) in enumerate(pairwise(bounds.tolist()), start=2):
            begins = starts[order[begin:end]]
            found.setdefault(length, []).append(rows[np.arange(length)[:, None] + begins])
    return {length: np.concatenate(lines, axis=1) for length, lines in found.items()}


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


def _pairs_of(blocks: dict[int, Numbers], people: People, some: Marks | None = None) -> _Candidates:
    """Every pair within a block; where `some` is given, one of the two is one of these."""
    one_of, total = _persons_list(people), len(people)
    packed = [NOBODY]
    for size, members in blocks.items():
        first, second = np.triu_indices(size, 1)
        lists = one_of[members]
        may = lists[first] != lists[second]
        if some is not None:
            of_some = some[members]
            may &= of_some[first] | of_some[second]
        a, b = members[first][may], members[second][may]
        packed.append(_packed(a, b, total) * 256 + size)
    every = np.sort(np.concatenate(packed))
    pair, size_of = every >> 8, every & 255
    rare = np.array([0, *(round(RARITY * log(max(total, size) / size)) for size in range(1, 256))])
    return _summed(pair, rare[size_of], total)


def _summed(pair: Numbers, weight: Numbers, total: int) -> _Candidates:
    """Each pair once, out of pairs as one number each, sorted, and a weight for each time that it is there."""
    start = np.flatnonzero(np.diff(pair, prepend=-1))
    weight = np.add.reduceat(weight, start) if len(start) else NOBODY
    return _Candidates(pair[start] // total, pair[start] % total, weight)


def _of_crowds(shared: Runs, people: People, found: _Candidates) -> _Candidates:
    """Pairs for those that only share keys which too many have: each with those of its crowds that state the most like.

    Entries that state the same stand there as one, so that two hundred namings alike make two hundred
    pairs with what one of them may be, and not twenty thousand with each other.
    """
    row, key, start, size = shared
    lists, is_alone = _persons_list(people), np.zeros(len(people), dtype=bool)
    is_alone[row] = True
    is_alone[found.left] = is_alone[found.right] = False
    crowd = np.repeat(np.arange(len(start)), size)
    is_asked = (size > BLOCK) & ~_is_word_alone(key[start])
    is_asked &= np.bincount(crowd, weights=is_alone[row], minlength=len(size)) > 0
    row, crowd = row[is_asked[crowd]], crowd[is_asked[crowd]]
    stated = _stated(people)[row]
    order = np.lexsort((row, stated, crowd))
    row, crowd, stated = row[order], crowd[order], stated[order]
    is_first = (np.diff(crowd, prepend=UNKNOWN) != 0) | (np.diff(stated, prepend=UNKNOWN) != 0)
    first, asking = np.flatnonzero(is_first), np.flatnonzero(is_alone[row])
    place = (np.cumsum(is_first) - 1)[asking]
    pairs, by = [NOBODY], [NOBODY]
    for away in range(-KEPT, KEPT + 1):
        is_there = (place + away >= 0) & (place + away < len(first))
        one, other = asking[is_there], first[place[is_there] + away]
        may = (crowd[one] == crowd[other]) & (lists[row[one]] != lists[row[other]])
        pairs.append(_packed(row[one[may]], row[other[may]], len(people)))
        by.append(crowd[one[may]])
    lines = np.unique(np.stack((np.concatenate(pairs), np.concatenate(by))), axis=1)
    return _summed(lines[0], np.round(RARITY * np.log(len(people) / size[lines[1]])).astype(np.int64), len(people))


def _stated(people: People) -> Numbers:
    """A number for what each entry states, the name first, and for its list if that names each person once."""
    own_list = np.where(people.is_unique, people.list, UNKNOWN)
    born = np.nan_to_num(people.born, nan=UNKNOWN).astype(np.int64)
    return distinct_lines(np.column_stack((people.name, born, people.date, people.place, people.sex, own_list)))[1]


def _packed(one: Numbers, other: Numbers, total: int) -> Numbers:
    """Pairs of rows as one number each, which is sorted fastest."""
    packed: Numbers = np.minimum(one, other) * total + np.maximum(one, other)
    return packed


def _best(found: _Candidates, size: int) -> Pairs:
    """The pairs that are among the best of either side; equals by position, so that the choice is total."""
    left, right, weight = found
    keep = np.zeros(len(left), dtype=bool)
    for one in (left, right):
        many = np.bincount(one, minlength=size) > KEPT
        keep |= ~many[one]
        of_many = np.flatnonzero(many[one])
        keep[of_many[_heaviest((np.cumsum(many) - 1)[one[of_many]], weight[of_many])]] = True
    return Pairs(left[keep], right[keep])


def _heaviest(row: Numbers, weight: Numbers) -> Numbers:
    """The places of the `KEPT` heaviest of each row, the first among equals; every row has more than so many.

    Row, weight and place are packed into one number, which is sorted fastest; of so many rows at a time as it holds.
    """
    count, lighter = np.bincount(row), weight.max(initial=0) - weight
    place_bits, weight_bits = len(row).bit_length(), int(lighter.max(initial=0)).bit_length()
    at_once = 1 << (63 - place_bits - weight_bits)
    found = [NOBODY]
    for begin in range(0, len(count), at_once):
        own = np.flatnonzero((row >= begin) & (row < begin + at_once))
        packed = np.sort((((row[own] - begin) << weight_bits | lighter[own]) << place_bits) | own)
        some = count[begin : begin + at_once]
        first = packed[((np.cumsum(some) - some)[:, None] + np.arange(KEPT)).ravel()]
        found.append(first & ((1 << place_bits) - 1))
    return np.concatenate(found)


def _keys(people: People, named: Numbers) -> tuple[Numbers, Hashes]:
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


def _of_years(people: People, named: Numbers, sounds: _Lists) -> list[tuple[Numbers, Hashes]]:
    """Each word of a name with the year of birth, of those who state no day of birth and of those whom they may be."""
    with_year = named[~np.isnan(people.born[named])]
    is_in_part = people.day[with_year, 2] == UNKNOWN
    found = []
    for span in _spans_of_years(people.born[with_year]) if is_in_part.any() else ():
        rows, keys = _with(with_year, people.name[with_year], sounds, mixed(span, "year"), "sound")
        asked = _are_among(keys, keys[people.day[rows, 2] == UNKNOWN])
        found.append((rows[asked], keys[asked]))
    return found


def _spans_of_years(born: Shares) -> tuple[Numbers, Numbers]:
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


def _is_word_alone(key: Hashes) -> Marks:
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
