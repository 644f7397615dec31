"""What so many entries share that it leads to nobody: keys that blocking splits or leaves out, told in words (L030).

Where a quarter of a list is called by the same two names, or bears one name and died on one day, these
two say next to nothing, and comparing all who share them would take millions of pairs. Who they
are is then told by other keys alone.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cenotaph import edtf
from cenotaph.match.blocking import ALL_PAIRS, BLOCK
from cenotaph.match.name_columns import UNKNOWN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cenotaph.match.people import People

    Numbers = NDArray[np.int64]
    Marks = NDArray[np.bool_]

SHARE = 0.25
"""Two things that this share of the named entries have together are told."""


class Crowd(NamedTuple):
    """Entries that share two things."""

    what: str  # in words: names as the list prints them, days as dates
    rows: Numbers  # of `People`
    among: int  # how many entries have a name


def crowds(people: People) -> list[Crowd]:
    """Two words of names, or a word and a day of birth or death, that are too common to lead to anybody."""
    among = int(people.is_named.sum())
    least = max(BLOCK + 1, SHARE * among)
    if among <= ALL_PAIRS:
        return []  # every pair is compared
    words = _common_words(people, least)
    days = _common_days(people, least)
    couples = [*combinations(words, 2), *((word, day) for word in words for day in days)]
    found = []
    for (one, has_one), (other, has_other) in couples:
        rows = np.flatnonzero(has_one & has_other)
        if len(rows) >= least:
            found.append(Crowd(f"{one} and {other}", rows, among))
    return found


def _common_words(people: People, least: float) -> list[tuple[str, Marks]]:
    """The words, by their sound, that so many entries bear, as most of them print it, and who does."""
    names, words = people.names, people.names.words
    if not len(names.word_of):
        return []
    times = np.bincount(people.name, minlength=len(names.key))[names.name_of]
    sounds, sound_of = np.unique(words.sounds[:, 0], return_inverse=True)
    heard = np.bincount(sound_of[names.word_of], weights=times, minlength=len(sounds))
    printed = np.bincount(names.word_of, weights=times, minlength=len(words.word))
    found = []
    for sound in np.flatnonzero((heard >= least) & (sounds != 0)).tolist():
        forms = np.flatnonzero(sound_of == sound)
        usual = words.word[int(forms[np.argmax(printed[forms])])].plain
        has_it = np.zeros(len(names.key), dtype=bool)
        has_it[names.name_of[sound_of[names.word_of] == sound]] = True
        found.append((f"“{usual}”", has_it[people.name] & people.is_named))
    return sorted(found, key=lambda one: one[0])


def _common_days(people: People, least: float) -> list[tuple[str, Marks]]:
    """The days on which so many entries were born, or died, and whose they are."""
    day, date = people.day, people.date
    birth = np.where(day[:, 2] != UNKNOWN, day @ np.array([10_000, 100, 1]), UNKNOWN)
    died = np.where(people.has_date & (date[:, 0] == date[:, 1]), date[:, 0], UNKNOWN)
    found = []
    for number in _common(birth, least):
        text = f"birth on {number // 10_000}-{number // 100 % 100:02}-{number % 100:02}"
        found.append((text, birth == number))
    for number in _common(died, least):
        year, month, of_month = edtf.day_of_number(number)
        found.append((f"the date {year}-{month:02}-{of_month:02}", died == number))
    return found


def _common(values: Numbers, least: float) -> list[int]:
    distinct, times = np.unique(values[values != UNKNOWN], return_counts=True)
    found: list[int] = distinct[times >= least].tolist()
    return found
