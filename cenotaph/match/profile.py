"""What of an entry is compared: its name in parts, birth, age, sex, date, place; read once per entry."""

from __future__ import annotations

import functools
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from math import log10

from msgspec import Struct

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.match.parts import Name, read_name
from cenotaph.match.sounds import Word, read_word
from cenotaph.record import Entry
from cenotaph.script import word_key

USUAL_SHARE = 0.004
USUAL_WEIGHT = 200
"""How common a word is in a list: its other bearers among all entries, as if the list had `USUAL_WEIGHT` more
entries in which every word has the share `USUAL_SHARE`; so a small list does not make its names look rare."""

FILLED_IN = 5
"""So many first days of January, and at least two births in a hundred, where chance gives less than one in three
hundred: then the day stands for one that is not known."""


class Profile(Struct, frozen=True):
    """One entry, ready to be compared."""

    entry: str
    list: str
    source: str
    is_unique: bool
    name: Name
    day: tuple[int, int | None, int | None] | None  # birth: year, month, day as far as stated
    is_day_filled_in: bool  # the first of January of a list that gives it to all whose day of birth it does not know
    age: float | None  # in years, as stated
    born: float | None  # year of birth by birth or age, for comparison only
    sex: str | None
    date: tuple[int, int] | None  # first and last day, as day numbers
    places: frozenset[str]


def profiles(entries: Sequence[Entry], gazetteer: Gazetteer) -> tuple[Profile, ...]:
    """One profile per entry, in the order given; all names of a place in `gazetteer` are one."""
    reference = _reference_years(entries)
    filling = _lists_that_fill_in(entries)
    return tuple(_profile(entry, reference.get(entry.list), entry.list in filling, gazetteer) for entry in entries)


def _lists_that_fill_in(entries: Sequence[Entry]) -> frozenset[str]:
    """Lists in which far more people than by chance were born on a first of January."""
    all_of: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for entry in entries:
        day = _day(entry.birth)
        if day is not None and day[2] is not None:
            all_of[entry.list] += 1
            first[entry.list] += day[1:] == (1, 1)
    return frozenset(one for one, count in first.items() if count >= FILLED_IN and count * 100 >= 2 * all_of[one])


def _profile(entry: Entry, reference: float | None, fills_in: bool, gazetteer: Gazetteer) -> Profile:
    name = (
        read_name(entry.name, entry.language, entry.given, entry.patronymic, entry.family) if entry.is_named else Name()
    )
    day, age = _day(entry.birth), age_in_years(entry.age)
    date = _date(entry.date)
    year = edtf.day_of_number(date[0])[0] if date is not None and date[1] - date[0] < 400 else reference
    born = day[0] + 0.5 if day else (year - age if age is not None and year is not None else None)
    return Profile(
        entry=entry.id,
        list=entry.list,
        source=entry.source,
        is_unique=entry.is_unique,
        name=name,
        day=day,
        is_day_filled_in=fills_in and day is not None and day[1:] == (1, 1),
        age=age,
        born=born,
        sex=entry.sex or name.sex,
        date=date,
        places=_places(entry.place, gazetteer),
    )


def _reference_years(entries: Sequence[Entry]) -> dict[str, float]:
    """Per list, the year for which its ages hold: the median of birth plus age, where rows state both."""
    sums: dict[str, list[float]] = {}
    for entry in entries:
        day, age = _day(entry.birth), age_in_years(entry.age)
        if day is not None and age is not None:
            sums.setdefault(entry.list, []).append(day[0] + age)
    known = {one: statistics.median(years) + 0.5 for one, years in sums.items()}
    dated = [edtf.day_of_number(date[0])[0] + 0.5 for one in entries if (date := _date(one.date)) is not None]
    # where no list tells its year, ages are held against each other as if all were of one year
    usual = statistics.median(known.values()) if known else statistics.median(dated) if dated else 0.0
    return {entry.list: known.get(entry.list, usual) for entry in entries}


_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MONTHS = ("month", "mo", "мес", "ay", "شهر", "أشهر", "თვ")
_DAYS = ("day", "week", "дн", "дней", "нед", "gün", "gun", "يوم", "أيام", "დღ")


def age_in_years(text: str | None) -> float | None:
    """A printed age in years; months and days as parts of one; null where it is no age a person can have.

    >>> age_in_years("13"), age_in_years("18 months"), age_in_years("2024")
    (13.0, 1.5, None)
    """
    match = _NUMBER.search(text or "")
    if match is None or text is None:
        return None
    value, unit = float(match[0].replace(",", ".")), text[match.end() :].strip().lower()
    if unit.startswith(_MONTHS):
        value /= 12
    elif unit.startswith(_DAYS):
        value /= 365
    return value if value <= 120 else None


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?")


def _day(text: str | None) -> tuple[int, int | None, int | None] | None:
    match = _DAY.fullmatch(text or "")
    if match is None:
        return None
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def _date(text: str | None) -> tuple[int, int] | None:
    if not text or not edtf.is_valid(text):
        return None
    bounds = edtf.bounds(text)
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    return edtf.day_number(bounds[0]), edtf.day_number(bounds[1])


def _places(text: str | None, gazetteer: Gazetteer) -> frozenset[str]:
    known = gazetteer.place(text) if text else None
    words = word_key(known.name if known is not None else text or "").split()
    return frozenset(read_word(word).key for word in words if len(word) > 1)


class Rarity:
    """How common each word of names is among the entries at hand."""

    def __init__(self, everyone: Sequence[Profile]) -> None:
        self._size = len(everyone)
        self._given = Counter(p.name.given.key for p in everyone if p.name.given)
        self._family = Counter(p.name.family.key for p in everyone if p.name.family)
        self._between = Counter(word.key for p in everyone for word in between(p.name))
        self._plain = Counter(word.plain for p in everyone for word in p.name.words)

    def given(self, word: Word) -> float:
        """The share of given names like `word`."""
        return self._share(self._given[word.key])

    def family(self, word: Word) -> float:
        """The share of surnames like `word`."""
        return self._share(self._family[word.key])

    def between(self, word: Word) -> float:
        """The share of fathers' and middle names like `word`."""
        return self._share(self._between[word.key])

    def is_common(self, word: Word) -> bool:
        """Whether this very spelling stands often enough to be no slip of the pen."""
        return self._plain[word.plain] >= max(5, self._size // 2000)

    def _share(self, count: int) -> float:
        return (max(0, count - 1) + USUAL_SHARE * USUAL_WEIGHT) / (self._size + USUAL_WEIGHT)


def between(name: Name) -> tuple[Word, ...]:
    """The father's name and the names between given name and surname."""
    return (*((name.father,) if name.father else ()), *name.middle)


@functools.lru_cache(maxsize=10_000)
def rarity_step(share: float) -> int:
    """A share as a step: 0 for a tenth and more, one step more for each half power of ten below, at most 8.

    >>> rarity_step(0.2), rarity_step(0.004), rarity_step(0.00001)
    (0, 3, 8)
    """
    return min(8, max(0, round(-2 * log10(share)) - 2))
