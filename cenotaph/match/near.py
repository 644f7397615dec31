"""How near two words of names are, in steps a reader can follow."""

from __future__ import annotations

import functools
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from cenotaph.match.forms import are_two_names, is_one_name
from cenotaph.match.sounds import LONG, SERVANT, Reading, Word, reading, word


class Nearness(IntEnum):
    """How near two words are, from strangers to one spelling."""

    DIFFERENT = 0
    WEAK = 1  # some likeness that speaks neither way
    INITIAL = 2  # one is the initial of the other
    NEAR = 3  # one slip of the pen apart
    ALIKE = 4  # the same consonants, vowels that spellings exchange; forms of one name: Sasha, Aleksandr
    SOUND = 5  # the same sounds in another script or spelling
    SAME = 6  # the same letters, accents aside


IN_WORDS = {
    Nearness.DIFFERENT: "differs",
    Nearness.WEAK: "is only somewhat alike",
    Nearness.INITIAL: "fits an initial",
    Nearness.NEAR: "is one letter apart",
    Nearness.ALIKE: "is another form of the same",
    Nearness.SOUND: "sounds the same",
    Nearness.SAME: "is the same",
}


@functools.lru_cache(maxsize=1_000_000)
def nearness(a: Word, b: Word) -> Nearness:
    """How near two words of names are."""
    if a.plain == b.plain:
        return Nearness.SAME
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    best = Nearness.DIFFERENT
    if _shares_skeleton(a, b):
        best = max(_of_readings(x, y, a, b) for x in a.readings for y in b.readings)
        if best >= Nearness.SOUND or (best == Nearness.ALIKE and not _are_two_written(a, b)):
            return best
        best = min(best, Nearness.WEAK)
    if is_one_name(a, b):
        return Nearness.ALIKE
    best = max(best, _of_letters(a, b))
    if best == Nearness.NEAR and _are_two(a, b):
        best = Nearness.WEAK
    return max(best, _without_servant(a, b))


def _are_two(a: Word, b: Word) -> bool:
    """Whether two words one slip apart are two names: both usual, or both "servant of" with another word behind it."""
    return are_two_names(a, b) or (a.is_servant and b.is_servant and not _shares_skeleton(a, b))


def _are_two_written(a: Word, b: Word) -> bool:
    return a.has_short_vowels and b.has_short_vowels and are_two_names(a, b)


def _without_servant(a: Word, b: Word) -> Nearness:
    """Abd al-Karim may be called Karim: as near as one slip apart."""
    if a.is_servant == b.is_servant:
        return Nearness.DIFFERENT
    long, short = (a, b) if a.is_servant else (b, a)
    for x in long.readings:
        for y in short.readings:
            if x.skeleton == SERVANT + y.skeleton and len(y.skeleton) > 1:
                rest = reading(y.skeleton, (y.vowels[0], *x.vowels[3:]))
                if _of_readings(rest, y, long, short) >= Nearness.ALIKE or rest.vowels == y.vowels:
                    return Nearness.NEAR
    return Nearness.DIFFERENT


@functools.lru_cache(maxsize=200_000)
def is_man_and_woman(a: Word, b: Word) -> bool:
    """Whether one given name is the other with the -a that makes it a woman's: Amin, Amina; not Ann, Anne."""
    short, long = sorted((a, b), key=lambda word: len(word.key))
    return long.key == short.key + "a" and not is_one_name(a, b)


def _shares_skeleton(a: Word, b: Word) -> bool:
    return any(skeleton in b.skeletons for skeleton in a.skeletons)


def _initial(a: Word, b: Word) -> Nearness:
    if a.is_initial and b.is_initial:
        same = {x.strict for x in a.readings} & {y.strict for y in b.readings}
    else:
        short, long = (a, b) if a.is_initial else (b, a)
        starts = tuple(x.strict for x in short.readings if x.strict)
        same = {y.strict for y in long.readings if starts and y.strict.startswith(starts)}
    return Nearness.INITIAL if same else Nearness.DIFFERENT


def _of_readings(x: Reading, y: Reading, a: Word, b: Word) -> Nearness:
    if x.skeleton != y.skeleton:
        return Nearness.DIFFERENT
    if not a.has_short_vowels and not b.has_short_vowels:  # their letters tell apart what sounds alike elsewhere
        return Nearness.DIFFERENT
    size, contradicted, loose = len(x.skeleton), 0, 0
    for place, (v, w) in enumerate(zip(x.vowels, y.vowels, strict=True)):
        fit = _slot_fit(v, w, a.has_short_vowels, b.has_short_vowels)
        if place == size and bool(v) != bool(w) and a.has_short_vowels != b.has_short_vowels:
            fit = Fit.CONTRADICTED  # a vowel at the end is written in Arabic script too: سمير is not Samira
        elif place == size and {v, w} in OTHER_ENDS:
            fit = Fit.CONTRADICTED
        contradicted += fit == Fit.CONTRADICTED
        loose += fit == Fit.LOOSE
    if contradicted:
        is_slip = contradicted == 1 and not loose and min(map(len, (*a.skeletons, *b.skeletons))) > 3
        if is_slip and a.has_short_vowels and b.has_short_vowels:
            return Nearness.NEAR
        return Nearness.WEAK if size > 1 else Nearness.DIFFERENT
    if loose:
        allowed = 0 if size < 2 else 1 if size < 4 else 2
        return Nearness.ALIKE if loose <= allowed else Nearness.WEAK
    unwritten = not (a.has_short_vowels and b.has_short_vowels)
    return Nearness.ALIKE if unwritten and size < 2 else Nearness.SOUND


class Fit(IntEnum):
    """How the vowels of one slot compare."""

    SAME = 0  # or one of those that spellings exchange: a and e, o and u
    LOOSE = 1  # a vowel on one side, none on the other
    CONTRADICTED = 2  # Rəşad, Rəşid


@functools.lru_cache(maxsize=10_000)
def _slot_fit(v: str, w: str, v_writes: bool, w_writes: bool) -> Fit:
    one, other = _sounds_of_slot(v), _sounds_of_slot(w)
    if v_writes and w_writes:
        if one == other:
            return Fit.SAME
        if not one or not other:
            return Fit.LOOSE
        return Fit.SAME if one & other else Fit.CONTRADICTED
    unwritten, written, printed = (other, one, v) if v_writes else (one, other, w)
    if not unwritten and LONG in printed:
        return Fit.CONTRADICTED  # Mahmoud has a long vowel that محمد does not write
    if unwritten <= written or (unwritten == {"a", "i"} and "a" in written):  # a ya after alif carries a hamza
        return Fit.SAME
    return Fit.CONTRADICTED


@functools.lru_cache(maxsize=1000)
def _sounds_of_slot(slot: str) -> frozenset[str]:
    """The vowels a slot may sound like; an e is now an a, now an i."""
    return frozenset(slot.replace("e", "ai").replace(LONG, ""))


def _of_letters(a: Word, b: Word) -> Nearness:
    """Likeness letter by letter, within a script by its letters, across scripts by the sounds."""
    if a.script == b.script:
        if not a.has_short_vowels and (found := _of_arabic(a.plain, b.plain)) is not None:
            return found
        if not a.has_short_vowels and _shares_skeleton(a, b):
            return Nearness.WEAK  # a long vowel more is no slip: محمد and محمود
        if a.plain.replace("e", "a") == b.plain.replace("e", "a"):
            return Nearness.ALIKE  # ə printed as e or as a
        return _slip(a.plain, b.plain, 0)
    if a.has_short_vowels and b.has_short_vowels:
        return max((_slip(x, y, 0) for x in a.stricts for y in b.stricts), default=Nearness.DIFFERENT)
    return max((_slip(x, y, 1) for x in a.skeletons for y in b.skeletons), default=Nearness.DIFFERENT)


OTHER_ENDS = ({"ia", "a"}, {"i", "ai"})
"""Ends of words that make two names of them: Nadia, Nada; Nuri, Nuray."""
BODIES = str.maketrans("ضزغحخجبتثنيقشذظ", "صرعحححبببببفسدط")
"""Arabic letters that only dots tell apart, inside a word; at its end some have bodies of their own."""
LAST_BODIES = str.maketrans("ضزغحخجتثشذظ", "صرعحححببسدط")
MUTE_ENDS = frozenset("اه")


def _of_arabic(a: str, b: str) -> Nearness | None:
    """What two words of Arabic letters are beyond their sounds: سارا and سارة are one, dots that were lost a slip."""
    if min(len(a), len(b)) < 3 or len(a) != len(b):
        return None
    if a[:-1] == b[:-1] and {a[-1], b[-1]} == MUTE_ENDS:
        return Nearness.ALIKE
    return Nearness.NEAR if _bodies(a) == _bodies(b) else None


@functools.lru_cache(maxsize=100_000)
def _bodies(plain: str) -> str:
    return plain[:-1].translate(BODIES) + plain[-1].translate(LAST_BODIES)


def _slip(left: str, right: str, unwritten: int) -> Nearness:
    """Whether one string may be the other with a slip of the pen.

    A letter left out, doubled or exchanged with its neighbour is a slip; another letter in its
    place makes another name (Tamar, Tamaz) unless the word is long. `unwritten` is 1 where the
    strings are consonants alone.
    """
    longest = max(len(left), len(right))
    if longest < 4 - unwritten:
        return Nearness.DIFFERENT
    most = max(2, longest // 3)
    if abs(len(left) - len(right)) > most:
        return Nearness.DIFFERENT
    distance = DamerauLevenshtein.distance(left, right, score_cutoff=most)
    is_long = longest >= (7 if not unwritten else 5)
    same_start = left[:1] == right[:1]
    if distance == 1 and (is_long or (same_start and (len(left) != len(right) or sorted(left) == sorted(right)))):
        return Nearness.NEAR
    if distance == 2 and longest >= 9 and same_start:
        return Nearness.NEAR
    return Nearness.WEAK if distance <= max(1, longest // 3) and (longest >= 5 or unwritten) else Nearness.DIFFERENT


@functools.lru_cache(maxsize=100_000)
def joined(a: Word, b: Word) -> Word:
    """Two words written as one."""
    readings = tuple(
        reading(x.skeleton + y.skeleton, (*x.vowels[:-1], _run(x.vowels[-1] + y.vowels[0]), *y.vowels[1:]))
        for x in a.readings[:2]
        for y in b.readings[:2]
    )
    return word(a.plain + b.plain, a.script, readings)


def _run(slot: str) -> str:
    return "".join(c for i, c in enumerate(slot) if i == 0 or slot[i - 1] != c)
