"""How like two words of names sound where they are not one spelling: a figure between 0 and 1.

`near` says in steps whether two words are one; this says how plausibly one is the other distorted,
by what clerks and romanisations exchange (`exchanges` in `lang/<code>/names.toml`). It is asked only
where the rest of two names agrees.
"""

from __future__ import annotations

import functools

from rapidfuzz.distance import Indel

from cenotaph.match.forms import are_two_names, are_two_spelled, forms
from cenotaph.match.letters import name_words
from cenotaph.match.near import are_two, is_man_and_woman
from cenotaph.match.sounds import Word

NONE = "_"
"""Stands for no sound where one is lost."""
VOWELS = frozenset("aiou")
OTHER_SOUND = 1.5
LOST_SOUND = 1.0
OTHER_VOWEL = 0.5
LOST_VOWEL = 0.5
UNWRITTEN_VOWEL = 0.1
WRITTEN_VOWEL = 1.0
NEIGHBOURS = 0.6
OTHER_START = 0.6
"""What a change costs that no language's `exchanges` name: another consonant, one lost or added, another vowel, one
lost or added, one inside a word that the other script does not write, one that it would write, two neighbours
exchanged; what another first consonant costs besides. Set by judgement: a change that hearing or reading brings about
costs little."""
LEAST_SHARED = 0.3
"""Words that share fewer sounds in order are not looked at further."""
MOST_READINGS = 3
SHORTEST = 4
"""Words of fewer sounds are weighed as if they had so many."""


@functools.lru_cache(maxsize=200_000)
def likeness(a: Word, b: Word) -> float:
    """How like two words sound, from 0 to 1; 0 for two usual names, and for a man's name and the woman's made of it.

    >>> from cenotaph.match.sounds import read_word
    >>> likeness(read_word("Tharwat"), read_word("Sarwat")) > 0.9 > likeness(read_word("Tharwat"), read_word("Bahjat"))
    True
    """
    if a.is_initial or b.is_initial or not a.readings or not b.readings:
        return 0.0
    if are_two_names(a, b) or are_two_spelled(a, b) or are_two(a, b) or is_man_and_woman(a, b):
        return 0.0
    if Indel.normalized_similarity(a.key, b.key) < LEAST_SHARED:
        return 0.0
    if not a.has_short_vowels and not b.has_short_vowels:  # their letters tell apart what sounds alike elsewhere
        return _of_sounds(*sorted((a.plain, b.plain)), LOST_SOUND, LOST_SOUND)
    if b.has_short_vowels < a.has_short_vowels or (b.has_short_vowels == a.has_short_vowels and b.plain < a.plain):
        a, b = b, a  # the one without short vowels first; else either order gives the same
    unwritten, written = (
        (LOST_VOWEL, OTHER_VOWEL) if a.has_short_vowels == b.has_short_vowels else (UNWRITTEN_VOWEL, WRITTEN_VOWEL)
    )
    return max(
        _of_sounds(x.strict, y.strict, unwritten, written)
        for x in a.readings[:MOST_READINGS]
        for y in b.readings[:MOST_READINGS]
    )


@functools.lru_cache(maxsize=200_000)
def is_pet_form(a: Word, b: Word) -> bool:
    """Whether one given name, itself no usual one, begins as the other does and ends as pet forms do.

    For pet forms that no list has; those that lists have are forms of one name (`forms.is_one_name`).

    >>> from cenotaph.match.sounds import read_word
    >>> is_pet_form(read_word("Vaqifçik"), read_word("Вагиф")), is_pet_form(read_word("Vasif"), read_word("Вагиф"))
    (True, False)
    """
    return _is_pet_form_of(a, b) or _is_pet_form_of(b, a)


SHORTEST_STEM = 3
"""A pet form keeps so many sounds of the name at least."""


def _is_pet_form_of(pet: Word, name: Word) -> bool:
    if pet.is_initial or not (pet.has_short_vowels and name.has_short_vowels) or forms(pet).own:
        return False
    stems = [
        pet.key[: len(pet.key) - size]
        for size in range(1, min(MOST_PET_ENDING, len(pet.key) - SHORTEST_STEM) + 1)
        if pet.key[len(pet.key) - size :] in _pet_endings()
    ]
    return any(sum(sound not in VOWELS for sound in stem) > 1 and name.key.startswith(stem) for stem in stems)


MOST_PET_ENDING = 5


@functools.cache
def _pet_endings() -> frozenset[str]:
    """The endings of pet forms in all languages, in sounds."""
    return frozenset(ending for words in name_words().values() for ending in words.pet_endings)


@functools.cache
def _exchanges() -> dict[str, float]:
    """What each exchange of two sounds costs, in both directions; of several languages the least."""
    costs: dict[str, float] = {}
    for words in name_words().values():
        for pair, cost in words.exchanges.items():
            for key in (pair, pair[::-1]):
                costs[key] = min(cost, costs.get(key, cost))
    return costs


@functools.lru_cache(maxsize=10_000)
def _cost(one: str, other: str, other_vowel: float) -> float:
    """What it costs that `one` stands where `other` was; either may be `NONE`; another vowel costs `other_vowel`."""
    if one == other:
        return 0.0
    if one in VOWELS and (other in VOWELS or other == NONE):
        return other_vowel
    known = _exchanges().get(one + other)
    if known is not None:
        return known
    return LOST_SOUND if NONE in (one, other) else OTHER_SOUND


@functools.lru_cache(maxsize=200_000)
def _of_sounds(one: str, other: str, unwritten: float, written: float) -> float:
    """1 less the cheapest way to change one run of sounds into the other, per sound of the longer.

    A vowel inside `other` that `one` has not costs `unwritten`, any other change of vowels `written`.
    """
    last = len(other) - 1
    added = [
        (unwritten if 0 < place < last else max(unwritten, written)) if heard in VOWELS else _cost(NONE, heard, written)
        for place, heard in enumerate(other)
    ]
    before: list[float] = []
    row = [0.0]
    for cost in added:
        row.append(row[-1] + cost)
    for i, sound in enumerate(one):
        lost = _cost(sound, NONE, written)
        before_above, above, row = before, row, [row[0] + lost]
        for j, heard in enumerate(other):
            other_sound = _cost(sound, heard, written)
            if other_sound == OTHER_SOUND and not (i or j):
                other_sound += OTHER_START
            best = min(above[j] + other_sound, above[j + 1] + lost, row[j] + added[j])
            if i and j and sound == other[j - 1] and heard == one[i - 1]:
                best = min(best, before_above[j - 1] + NEIGHBOURS)
            row.append(best)
        before = above
    return max(0.0, 1 - row[-1] / max(len(one), len(other), SHORTEST))
