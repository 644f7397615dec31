"""Columns that lists share though no field of an entry takes them: numbers of papers, telephones, addresses, trades.

They are compared as they are, cell by cell. What they say is counted in the lists at hand: a number
that each row has for itself is nearly proof, one that a household shares tells of a household, and
one that stands in every tenth row tells nothing.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import cpdist

from cenotaph.match.sounds import read_word
from cenotaph.script import word_key

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

FILLED = 0.05
"""A column that fewer of a list's rows fill is left out."""
FEWEST_VALUES = 3
"""A column of fewer values is left out: it says hardly more than a sex."""
OWN = 0.95
"""A number is each person's own where at least this share of the rows that state one have it alone in their list."""
LONG = 5
"""Figures that a number of a person's own has at least."""
ROWS_OF_ONE, OF_ONE_ON_AVERAGE = 3, 2.0
"""Rows that bear one number of identity papers, at most and on average, in a list that may name a person twice."""
SHARED = 0.02
"""Where fewer rows have a value that another row has too, lists write different things: that cells differ then says
nothing."""

COPIED = 0.06
"""How often two of one household have one number of papers by mistake, before lists are counted."""
CHANCE = 25
"""How many entries that guess weighs as much as."""
MOST_SLIPS = 3
"""Letters that differ in a slip of the pen, at most; one in four, and one figure of a number."""
LETTERS = 16
"""Letters are told apart by so many remainders of their codes where cells that cannot be alike are ruled out."""
DIFFERENT, NEAR = 0, 1
"""Levels of a further column below agreement."""

_FIGURES, _WORD = re.compile(r"[\W_]+"), re.compile(r"[^\W_]+")


class Column(Struct, frozen=True):
    """A column that is compared."""

    name: str  # its kind ("identity"), else its heading
    is_own: bool  # a number that each person has for himself or herself
    may_differ: bool  # lists write the same things in it, so that a difference speaks against
    doubled: frozenset[str]  # keys of cells that several people have by one list's own account
    u: float  # of a person's own number: how often two people have the same
    kin: float  # how often two members of one household have the same


class Columns(Struct, frozen=True):
    """The further columns of the lists at hand."""

    compared: tuple[Column, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()  # name and why


Filled = Mapping[str, Sequence[str]]
"""List -> the keys of a column's cells."""


def column_name(at: int) -> str:
    """What the comparison of a further column is called, which may be headed as a field is."""
    return f"further_{at}"


def shared_columns(cells: Mapping[str, Filled], rows: Mapping[str, int], unique: Collection[str]) -> Columns:
    """The further columns in which entries of two lists, or of one list that may name a person twice, can agree.

    Args:
        cells: column -> list -> the keys of its cells.
        rows: list -> how many entries it has.
        unique: the lists that name nobody twice.
    """
    compared, left_out = [], []
    for name, found in sorted(cells.items()):
        filled = {one: keys for one, keys in found.items() if len(keys) >= FILLED * rows[one]}
        if not _can_agree(found, unique):
            continue
        if not _can_agree(filled, unique):
            left_out.append((name, "hardly any row states it"))
        elif len({key for keys in filled.values() for key in keys}) < FEWEST_VALUES:
            left_out.append((name, "it tells hardly two things apart"))
        else:
            compared.append(_column(name, filled, unique))
    return Columns(tuple(compared), tuple(left_out))


def _can_agree(filled: Filled, unique: Collection[str]) -> bool:
    return len(filled) > 1 or any(one not in unique for one in filled)


def _column(name: str, filled: Filled, unique: Collection[str]) -> Column:
    counts = {one: Counter(keys) for one, keys in filled.items()}
    everyone = {one: count for one, count in counts.items() if one in unique}  # lists that name nobody twice
    stated = sum(map(len, filled.values()))
    in_lists = Counter(key for count in counts.values() for key in count)
    alone = sum(times for count in counts.values() for times in count.values() if times == 1)
    met = sum(times for count in counts.values() for key, times in count.items() if in_lists[key] > 1 or times > 1)
    pairs = sum(len(filled[one]) ** 2 / 2 for one in everyone)
    same = sum(times * (times - 1) / 2 for count in everyone.values() for times in count.values())
    doubles = sum(times for count in everyone.values() for times in count.values() if times > 1)
    return Column(
        name=name,
        is_own=_is_own(name, filled, alone >= OWN * stated, is_unique=len(everyone) == len(counts)),
        may_differ=met >= SHARED * stated,
        doubled=frozenset(
            key
            for one, count in counts.items()
            for key, times in count.items()
            if times > (1 if one in everyone else ROWS_OF_ONE)
        ),
        u=(same + 0.5) / ((pairs or stated + CHANCE) + 1),
        kin=(doubles + COPIED * CHANCE) / ((stated if everyone else 0) + CHANCE),
    )


def _is_own(name: str, filled: Filled, is_mostly_alone: bool, *, is_unique: bool) -> bool:
    """Whether a column holds long numbers and nearly every person has another; a telephone is a family's."""
    keys = [key for found in filled.values() for key in found]
    if name.startswith("telephone") or sum(map(_is_long_number, keys)) < OWN * len(keys):
        return False
    distinct = sum(len(set(found)) for found in filled.values())
    return is_mostly_alone or (name == "identity" and not is_unique and len(keys) <= OF_ONE_ON_AVERAGE * distinct)


def _is_long_number(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= LONG


@functools.lru_cache(maxsize=500_000)
def cell_key(value: str) -> str:
    """What of a cell is compared: figures and letters of a number, the sounds of words; empty for zeros alone.

    >>> cell_key("AZE 123-456"), cell_key("000000"), cell_key("Низами") == cell_key("Nizami")
    ('aze123456', '', True)
    """
    plain = word_key(value)
    if any(map(str.isdigit, plain)) and sum(map(str.isdigit, plain)) * 2 >= len(plain.replace(" ", "")):
        figures = _FIGURES.sub("", plain)
        return figures if figures.strip("0") else ""
    return " ".join(read_word(word).key or word.casefold() for word in _WORD.findall(value))


@functools.lru_cache(maxsize=500_000)
def nearness_of_cells(a: str, b: str) -> int:
    """Two different cells, by their keys: `NEAR` for a slip of the pen or a word left out, else `DIFFERENT`."""
    if a.isdigit() and b.isdigit():
        return (
            NEAR if min(len(a), len(b)) >= 4 and DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1 else DIFFERENT
        )
    if _is_word_left_out(frozenset(a.split()), frozenset(b.split())):
        return NEAR
    most = min(MOST_SLIPS, min(len(a), len(b)) // 4)
    return NEAR if most and DamerauLevenshtein.distance(a, b, score_cutoff=most) <= most else DIFFERENT


def nearness_of_columns(keys: Sequence[str], left: Numbers, right: Numbers) -> NDArray[np.int8]:
    """`nearness_of_cells` of many couples of different cells at once.

    Args:
        keys: the distinct keys of a column.
        left: places in `keys`.
        right: of each the place of the other cell.
    """
    if not len(left):
        return np.empty(0, dtype=np.int8)
    shortest = np.minimum(*(np.array([len(key) for key in keys])[side] for side in (left, right)))
    is_number = np.array([key.isdigit() for key in keys])
    are_numbers = is_number[left] & is_number[right]
    most = np.where(are_numbers, shortest >= 4, np.minimum(MOST_SLIPS, shortest // 4))
    near = np.zeros(len(left), dtype=bool)
    asked = np.flatnonzero((most > 0) & (_letters_apart(keys, left, right) <= 2 * most))
    sides = [[keys[one] for one in side[asked].tolist()] for side in (left, right)]
    apart = cpdist(*sides, scorer=DamerauLevenshtein.distance, score_cutoff=MOST_SLIPS, dtype=np.int32)
    near[asked] = apart <= most[asked]
    words = [frozenset(key.split()) for key in keys]
    bits = np.array([sum({1 << (crc32(word.encode()) % 63) for word in own}) for own in words], dtype=np.int64)
    shared = bits[left] & bits[right]  # no word is left out where a bit of either is missing on both
    may = ~near & ~are_numbers & ((shared == bits[left]) | (shared == bits[right]))
    for place in np.flatnonzero(may).tolist():
        near[place] = _is_word_left_out(words[int(left[place])], words[int(right[place])])
    return np.where(near, NEAR, DIFFERENT).astype(np.int8)


def _letters_apart(keys: Sequence[str], left: Numbers, right: Numbers) -> Numbers:
    """How many letters of two cells the other has not, whatever their order; a slip of the pen makes it two at most."""
    letters = np.frombuffer("".join(keys).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    key = np.repeat(np.arange(len(keys)), [len(one) for one in keys])
    counts = np.bincount(key * LETTERS + letters % LETTERS, minlength=len(keys) * LETTERS).astype(np.int16)
    counts = counts.reshape(len(keys), LETTERS)
    apart = np.zeros(len(left), dtype=np.int64)
    for one in counts.T:
        apart += np.abs(one[left] - one[right])
    return apart


def _is_word_left_out(a: frozenset[str], b: frozenset[str]) -> bool:
    return a == b or (min(len(a), len(b)) > 1 and (a <= b or b <= a))
