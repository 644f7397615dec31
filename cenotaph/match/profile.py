"""What of an entry is compared: its name in parts, birth, age, sex, date, place; read once per entry."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import log10

from msgspec import Struct

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.list_words import words
from cenotaph.match.further import Column
from cenotaph.match.parts import Name
from cenotaph.match.sounds import Word, read_word
from cenotaph.script import word_key

USUAL_SHARE = 0.004
USUAL_WEIGHT = 200
"""How common a word is in a list: its other bearers among all entries, as if the list had `USUAL_WEIGHT` more
entries in which every word has the share `USUAL_SHARE`; so a small list does not make its names look rare."""

FILLED_IN = 5
"""So many first days of January, and at least two births in a hundred, where chance gives less than one in three
hundred: then the day stands for one that is not known."""


PLACEHOLDER = 10
"""So many people of one list with one birth or one age, and ..."""
STANDS_OUT = 2.5
"""... so many times those one, two or ten years off: then the value stands for one that is not known."""


def placeholders(times: Mapping[tuple[int, ...], int]) -> set[tuple[int, ...]]:
    """Births or ages that a list gives to those of whom it knows none.

    Args:
        times: how often each value stands in a list: a number of years first, then whatever tells values apart.

    >>> placeholders({(20, 0): 90, (21, 0): 30, (10, 0): 29, (22, 0): 31})
    {(20, 0)}
    """
    found: set[tuple[int, ...]] = set()
    for value, count in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        if count < PLACEHOLDER:
            break
        near = ((value[0] + years, *value[1:]) for years in (-10, -2, -1, 1, 2, 10))
        usual = max(times.get(one, 0) for one in near if one not in found)
        if count >= STANDS_OUT * max(1, usual):
            found.add(value)
    return found


class Profile(Struct, frozen=True):
    """One entry, ready to be compared."""

    entry: str
    list: str
    source: str
    is_unique: bool
    name: Name
    day: tuple[int, int | None, int | None] | None  # birth: year, month, day as far as stated
    is_day_filled_in: bool  # the first of January of a list that gives it to all whose day of birth it does not know
    is_year_filled_in: bool  # a birth, or an age, that a list gives to all of whom it knows none
    age: float | None  # in years, as stated
    born: float | None  # year of birth by birth or age, for comparison only
    sex: str | None
    date: tuple[int, int] | None  # first and last day, as day numbers
    places: frozenset[str]
    cells: tuple[str | None, ...] = ()  # keys of the further columns, in the order of `Rarity.columns`


_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
PER_YEAR = {"months": 12, "weeks": 52, "days": 365}


def age_in_years(text: str | None) -> float | None:
    """A printed age in years; months, weeks and days as parts of one; null where it is no age a person can have.

    A unit of one letter says nothing: "35 м" may be a man.

    >>> age_in_years("13"), age_in_years("18 months"), age_in_years("6 aylıq"), age_in_years("2024")
    (13.0, 1.5, 0.5, None)
    """
    match = _NUMBER.search(text or "")
    if match is None or text is None:
        return None
    unit, *_ = (*word_key(text[match.end() :]).split(), "")
    per_year = PER_YEAR.get(words().ages.get(unit, ""), 1) if len(unit) > 1 else 1
    value = float(match[0].replace(",", ".")) / per_year
    return value if value <= 120 else None


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")


def day_of(text: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of a birth as far as stated; null where it is no single day, month or year."""
    match = _DAY.fullmatch(text or "")
    if match is None:
        return None
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def date_of(text: str | None) -> tuple[int, int] | None:
    """First and last day of a date, as day numbers; null where either is open."""
    if not text or not edtf.is_valid(text):
        return None
    bounds = edtf.bounds(text)
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    return edtf.day_number(bounds[0]), edtf.day_number(bounds[1])


def places_of(text: str | None, gazetteer: Gazetteer) -> frozenset[str]:
    """The words of a place by their sounds, those of its present name where `gazetteer` knows it."""
    known = gazetteer.place(text) if text else None
    words = word_key(known.name if known is not None else text or "").split()
    return frozenset(read_word(word).key for word in words if len(word) > 1)


class Rarity:
    """How common each word of names, and each cell of further columns, is among the entries at hand."""

    def __init__(
        self,
        size: int,
        given: Mapping[str, int],
        family: Mapping[str, int],
        between: Mapping[str, int],
        plain: Mapping[str, int],
        columns: Sequence[Column] = (),
        cells: Sequence[Mapping[str, int]] = (),
    ) -> None:
        """Know how many of `size` entries have a word, by its sounds, as a part of the name; or print it so at all.

        `cells` tells for each of the further `columns` how many entries have a cell, by its key.
        """
        self.columns = tuple(columns)
        self._cells = cells
        self._size = size
        self._given, self._family, self._between, self._plain = given, family, between, plain

    def given(self, word: Word) -> float:
        """The share of given names like `word`."""
        return self._share(self._given.get(word.key, 0))

    def family(self, word: Word) -> float:
        """The share of surnames like `word`."""
        return self._share(self._family.get(word.key, 0))

    def between(self, word: Word) -> float:
        """The share of fathers' and middle names like `word`."""
        return self._share(self._between.get(word.key, 0))

    @property
    def unseen(self) -> float:
        """The share of a father's or middle name that no entry has."""
        return self._share(0)

    def cell(self, at: int, key: str) -> float:
        """The share of entries with such a cell in a further column."""
        return self._share(self._cells[at].get(key, 0))

    def is_common(self, word: Word) -> bool:
        """Whether this very spelling stands often enough to be no slip of the pen."""
        return self._plain.get(word.plain, 0) >= max(5, self._size // 2000)

    def _share(self, count: int) -> float:
        return (max(0, count - 1) + USUAL_SHARE * USUAL_WEIGHT) / (self._size + USUAL_WEIGHT)


def rarity_step(share: float) -> int:
    """A share as a step: 0 for a tenth and more, one step more for each half power of ten below, at most 8.

    >>> rarity_step(0.2), rarity_step(0.004), rarity_step(0.00001)
    (0, 3, 8)
    """
    return min(8, max(0, round(-2 * log10(share)) - 2))
