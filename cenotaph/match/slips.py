"""How near two words are letter by letter: slips of the pen, and what readers of print take for one another."""

from __future__ import annotations

import functools
from enum import IntEnum

from rapidfuzz.distance import OSA

from cenotaph.match.sounds import Word
from cenotaph.script import is_mark


class Nearness(IntEnum):
    """How near two words are, from strangers to one spelling."""

    __hash__ = int.__hash__  # a tenth of the cost of the name's, which an enumeration has

    DIFFERENT = 0
    WEAK = 1  # some likeness that speaks neither way
    INITIAL = 2  # one is the initial of the other
    NEAR = 3  # one slip of the pen apart
    ALIKE = 4  # the same consonants, vowels that spellings exchange; forms of one name: Sasha, Aleksandr
    SOUND = 5  # the same sounds in another script or spelling
    SAME = 6  # the same letters, accents aside
    LEARNED = 7  # one word by what the lists at hand show (`spellings.py`), whatever its letters


IN_WORDS = {
    Nearness.DIFFERENT: "differs",
    Nearness.WEAK: "is only somewhat alike",
    Nearness.INITIAL: "fits an initial",
    Nearness.NEAR: "is one letter apart",
    Nearness.ALIKE: "is another form of the same",
    Nearness.SOUND: "sounds the same",
    Nearness.SAME: "is the same",
    Nearness.LEARNED: "stands for the other all through these lists",
}


LONG_WORD = 6
"""From so many letters on, one letter lost, doubled, mistyped or exchanged with its neighbour leaves the same name."""


@functools.lru_cache(maxsize=200_000)
def is_one_letter_apart(a: Word, b: Word) -> bool:
    """Whether two long words of one script are one letter apart."""
    if a.script != b.script or max(len(a.plain), len(b.plain)) < LONG_WORD:
        return False
    return OSA.distance(a.plain, b.plain, score_cutoff=1) == 1


def shares_skeleton(a: Word, b: Word) -> bool:
    """Whether two words have a skeleton in common."""
    first, *others = a.skeletons or ("",)  # asked of all words, most of which have one: no generator for that one
    return first in b.skeletons or any(skeleton in b.skeletons for skeleton in others)


def of_letters(a: Word, b: Word) -> Nearness:
    """Likeness letter by letter, within a script by its letters, across scripts by the sounds."""
    if a.script == b.script:
        if not a.has_short_vowels and (found := _of_arabic(a.plain, b.plain)) is not None:
            return found
        if not a.has_short_vowels and shares_skeleton(a, b) and not _are_exchanged_anywhere(a, b):
            return Nearness.WEAK  # a long vowel more is no slip: محمد and محمود
        if len(a.plain) == len(b.plain) and a.plain.replace("e", "a") == b.plain.replace("e", "a"):
            return Nearness.ALIKE  # ə printed as e or as a
        if _has_vowel_behind(a.plain, b.plain) or _has_vowel_behind(b.plain, a.plain):
            return Nearness.WEAK
        if a.script == "Latn" and _as_printed(a.plain) == _as_printed(b.plain):
            return Nearness.NEAR
        return _slip(a.plain, b.plain, 0)
    if a.has_short_vowels and b.has_short_vowels:
        near = max((_slip(x, y, 0) for x in a.stricts for y in b.stricts), default=Nearness.DIFFERENT)
        is_short = max(len(a.key), len(b.key)) < 6  # a pen slips within a script: Əhəd is not Ахмед
        return min(near, Nearness.WEAK) if is_short and not shares_skeleton(a, b) else near
    return max((_slip(x, y, 1) for x in a.skeletons for y in b.skeletons), default=Nearness.DIFFERENT)


def _has_vowel_behind(long: str, short: str) -> bool:
    """Whether a word is another with a vowel sign at its end, as a woman's name may be a man's: कमला, कमल."""
    return len(long) == len(short) + 1 and is_mark(long[-1]) and long.startswith(short)


def _as_printed(plain: str) -> str:
    """A word with letters that readers of print take for one another made one: Bahram, Bahrarn; Edmund, Edmuncl."""
    return plain.replace("rn", "m").replace("cl", "d").replace("vv", "w")


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
    return Nearness.NEAR if _bodies(a) == _bodies(b) or _are_exchanged(a, b) else None


def _are_exchanged_anywhere(a: Word, b: Word) -> bool:
    """Whether two neighbouring letters of a long word are exchanged: in short ones alif makes other names."""
    return is_one_letter_apart(a, b) and sorted(a.plain) == sorted(b.plain)


def _are_exchanged(a: str, b: str) -> bool:
    """Whether two neighbouring letters are exchanged, none of them alif, which makes other names: سالم, سلام."""
    differing = [place for place in range(len(a)) if a[place] != b[place]]
    first, last = differing[0], differing[-1]
    is_pair = len(differing) == 2 and last == first + 1 and len(a) > 3
    return is_pair and a[first] == b[last] and a[last] == b[first] and "ا" not in (a[first], a[last])


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
    distance = OSA.distance(left, right, score_cutoff=most)
    is_long = longest >= (LONG_WORD if not unwritten else 5)
    same_start = left[:1] == right[:1]
    if distance == 1 and (is_long or (same_start and (len(left) != len(right) or sorted(left) == sorted(right)))):
        return Nearness.NEAR
    if distance == 2 and longest >= 9 and same_start:
        return Nearness.NEAR
    return Nearness.WEAK if distance <= max(1, longest // 3) and (longest >= 5 or unwritten) else Nearness.DIFFERENT
