"""How near two words of names are, in steps a reader can follow."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from msgspec import Struct

from cenotaph.match.forms import are_two_names, are_two_spelled, forms, is_listed, is_one_name
from cenotaph.match.slips import Nearness, is_one_letter_apart, of_letters, shares_skeleton
from cenotaph.match.sounds import LONG, SERVANT, UNKNOWN, Reading, Word, read_word, reading, word


@functools.lru_cache(maxsize=1_000_000)
def nearness(a: Word, b: Word) -> Nearness:
    """How near two words of names are."""
    if a.plain == b.plain:
        return Nearness.INITIAL if a.is_initial and b.is_initial else Nearness.SAME
    if any(one.plain == b.plain for one in a.also) or any(one.plain == a.plain for one in b.also):
        return Nearness.LEARNED
    if a.is_initial or b.is_initial:
        return _initial(a, b)
    if are_no_kin(a, b):
        best = of_letters(a, b)
    else:
        best = _of_kin(a, b)
        if best >= Nearness.ALIKE or (best == Nearness.WEAK and is_one_name(a, b)):
            return best
    if best < Nearness.NEAR and "Arab" in (a.script, b.script) and _is_misprinted(a, b):
        best = Nearness.NEAR
    if best == Nearness.NEAR and are_two(a, b):
        best = Nearness.WEAK
    return max(best, _without_servant(a, b)) if a.is_servant != b.is_servant else best


def are_no_kin(a: Word, b: Word) -> bool:
    """Whether two words have nothing in common that would make them `Nearness.ALIKE` or more: true of most."""
    return kin(a).isdisjoint(kin(b))


@functools.lru_cache(maxsize=500_000)
def kin(word: Word) -> frozenset[str | int]:
    """What a word shares with its spellings and forms: a skeleton, a name both stand for, all letters but e, an end."""
    letters = [
        "=" + (one.plain.replace("e", "a") if one.has_short_vowels else one.plain[:-1]) for one in (word, *word.also)
    ]
    return frozenset((*skeletons_of_spellings(word), *forms(word).whole, *letters))


def _of_kin(a: Word, b: Word) -> Nearness:
    """The nearness of words that have something in common, but for slips that make other names."""
    best = Nearness.DIFFERENT
    if shares_skeleton(a, b):
        best = max(_of_readings(x, y, a, b) for x in a.readings for y in b.readings)
        if best >= Nearness.ALIKE and not _are_two_written(a, b, best):
            return best
        best = best if best == Nearness.NEAR else min(best, Nearness.WEAK)
    if is_one_name(a, b):
        return Nearness.WEAK if are_two_spelled(a, b) else Nearness.ALIKE
    best = max(best, of_letters(a, b))
    if best < Nearness.ALIKE and _is_respelled(a, b):
        return Nearness.WEAK if are_two_spelled(a, b) else Nearness.ALIKE
    return best


def are_two(a: Word, b: Word) -> bool:
    """Whether two words one slip apart are two names: both usual, or compounds with one word in common."""
    if _are_usual(a, b):
        return True
    is_slip = is_one_letter_apart(a, b)
    if a.is_servant and b.is_servant:  # names of God have one letter for another, and never one less
        return not (is_slip and len(a.plain) != len(b.plain)) and _have_other_letters(a, b)
    if _COMPOUND.search(a.plain) and _COMPOUND.search(b.plain):
        return _have_other_letters(a, b)
    return not is_slip and a.plain.endswith(SONS) != b.plain.endswith(SONS)  # მესხია is not Meskhidze


def _have_other_letters(a: Word, b: Word) -> bool:
    """Whether two words differ in more than the order of their letters or consonants."""
    if _in_order(a.plain) == _in_order(b.plain):
        return False
    return set(map(_in_order, a.skeletons)).isdisjoint(map(_in_order, b.skeletons))


def _in_order(letters: str) -> str:
    return "".join(sorted(letters))


def _are_usual(a: Word, b: Word) -> bool:
    return are_two_names(a, b) or are_two_spelled(a, b)


_COMPOUND = re.compile("(?<=...)(?:din|dine|deen|tin|дин|reza)$|(?<=..)(?:دين|پور|pour|رضا)$|^(?:pour|پور)(?=...)")
"""Names of two words: Nur al-Din, Pour Ahmadi; another first or second word makes another name."""
SONS = ("dze", "дзе", "ძე", "shvili", "швили", "შვილი")
"""Endings of Georgian surnames that no other word of a name has."""


def may_be_two_surnames(a: Word, b: Word) -> bool:
    """Whether two words that are alike may be two surnames: made of two forms of one name, or one of them in -li."""
    if not (a.has_short_vowels and b.has_short_vowels):
        return False
    return is_one_name(a, b) or a.plain.endswith(FROM) != b.plain.endswith(FROM)


def goes_on(whole: Word, start: Word) -> bool:
    """Whether a word sounds like another and goes on, as محمدرضا does behind Mohammad."""
    return any(x != y and x.startswith(y) for x in whole.skeletons for y in start.skeletons)


def _is_respelled(a: Word, b: Word) -> bool:
    """Whether one word is the other by a custom of spelling that its letters do not show."""
    return _is_one_of(_respelled(a), b, Nearness.SOUND) or _is_one_of(_respelled(b), a, Nearness.SOUND)


class _Others(Struct, frozen=True):
    """What else a word may have been, and the skeletons of that, by which most words are ruled out at once."""

    words: tuple[Word, ...]
    skeletons: frozenset[str]


NO_OTHERS = _Others((), frozenset())


def _others(words: Iterable[Word]) -> _Others:
    found = tuple(words)
    return _Others(found, frozenset(skeleton for one in found for skeleton in one.skeletons))


def _is_one_of(others: _Others, word: Word, least: Nearness) -> bool:
    return not others.skeletons.isdisjoint(word.skeletons) and any(
        other.plain == word.plain
        or (
            shares_skeleton(other, word)
            and any(_of_readings(x, y, other, word) >= least for x in other.readings for y in word.readings)
        )
        for other in others.words
    )


FROM = ("li", "lu", "лы", "ли", "лу")
"""Azerbaijani and Turkish ends of surnames, beside the Russian ones that are taken from them: Qafarlı, Qafarov."""
_LONE_H = re.compile("(?<![bcdgkpstz])h(?=.)")
HARDENED = {"t": "d", "p": "b", "т": "д", "п": "б"}
"""Last letters as Turkish speaks them, and what other languages write: Halit, Khalid; Recep, Rajab; Ахмет, Əhməd."""
_SAYYID = re.compile("(?:s[ae]y+[ie]t?d?|сеи[дт]|سيد)(?=...)")
"""A descendant's title, which Persian and Azerbaijani write onto the name: سیدمهدی, Seyidəli."""
_ARTICLE = re.compile(
    r"^(?:[ae]l(?=[^aeiouy])|as(?=sh?)|a(?:d(?=d)|n(?=n)|r(?=r)|s(?=s)|t(?=t)|z(?=z))|"
    r"del(?:[ao]s?)?|dos|vand?e[rn]|vonder)(?=.{4})"
)


@functools.lru_cache(maxsize=200_000)
def _respelled(word: Word) -> _Others:
    """Other spellings of a word: Egyptian g for j, a hard last letter, no article, no Sayyid written onto it."""
    if word.script not in ("Latn", "Cyrl", "Arab") or len(word.plain) < 4:
        return NO_OTHERS
    plain, found = word.plain, []
    if (match := _SAYYID.match(plain)) and is_listed(read_word(plain[match.end() :])):
        found.append(plain[match.end() :])
    if word.script != "Arab" and len(plain) > 5 and plain.endswith(FROM):
        found.append(plain[:-2])
    if plain[-1] in HARDENED:
        found.append(plain[:-1] + HARDENED[plain[-1]])
    if word.script == "Latn":
        found += _in_latin(plain)
    return _others(map(read_word, found)) if found else NO_OTHERS


def _in_latin(plain: str) -> Iterator[str]:
    """Other spellings that only words of Latin letters have."""
    if "g" in plain.replace("gh", ""):
        yield plain.replace("gh", "\0").replace("g", "j").replace("dj", "d'j").replace("\0", "gh")
    if (hard := _LONE_H.sub("g", plain)) != plain:  # Oleh Hryhorchuk, Gasan and Hasan
        yield hard
    if match := _ARTICLE.match(plain):
        yield plain[match.end() :]


def skeletons_of_spellings(word: Word) -> frozenset[str]:
    """The skeletons of a word and of its other spellings: one of them is shared by all that it sounds like."""
    return _respelled(word).skeletons.union(word.skeletons)


def _is_misprinted(a: Word, b: Word) -> bool:
    """Whether one word is the other as readers of PDFs garble Arabic letters."""
    return _is_one_of(_misprints(a), b, Nearness.ALIKE) or _is_one_of(_misprints(b), a, Nearness.ALIKE)


@functools.lru_cache(maxsize=200_000)
def _misprints(printed: Word) -> _Others:
    """What an Arabic word that is no usual name may have been: lam and alif turned around, a last ya or ra lost."""
    plain = printed.plain
    if printed.script != "Arab" or len(plain) < 2 or forms(printed).own:
        return NO_OTHERS
    found = [
        plain[:place] + "لا" + plain[place + 2 :] for place in range(1, len(plain)) if plain.startswith("ال", place)
    ]
    if plain[-1] == "ي":
        found.append(plain + "ر")
    elif plain.endswith("يه"):
        found.append(plain[:-1] + "ره")
    words = list(map(read_word, found))
    if plain[-1] not in "اهوي":
        whole = read_word(plain + "ي")
        spoken = tuple(one for one in whole.readings if forms(whole).own or "i" in one.vowels[-1])
        words.append(word(whole.plain, whole.script, spoken))  # as a in names that are known only: نسيم is not Nassima
    return _others(words)


def _are_two_written(a: Word, b: Word, near: Nearness) -> bool:
    if not (a.has_short_vowels and b.has_short_vowels):
        return are_two_spelled(a, b)
    return are_two_spelled(a, b) or (near < Nearness.SOUND and are_two_names(a, b))


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
    if is_one_name(a, b) or ("Arab" in (a.script, b.script) and _is_misprinted(a, b)):
        return False
    short, long = sorted((a, b), key=lambda word: len(word.key))
    if len(short.key) > 2 and long.key == short.key + "a":
        return True
    both = [(x, y) for x in a.readings for y in b.readings if x.skeleton == y.skeleton]
    if any(x.vowels[-1] == y.vowels[-1] for x, y in both):
        return False
    return any(_have_ends_of_two(x, y, a, b) for x, y in both)


ENDS_OF_TWO = ({"", "a"}, {"i", "ia"}, {"e", "ia"})
"""Vowels at the end of a man's given name and of the woman's made of it: رفيقة, Rafik; Fathi, Fathiya."""


def _have_ends_of_two(x: Reading, y: Reading, a: Word, b: Word) -> bool:
    """Whether two readings are one but for the ends of a man's name and a woman's."""
    if len(x.skeleton) < 2 or {x.vowels[-1], y.vowels[-1]} not in ENDS_OF_TWO:
        return False
    return all(
        _slot_fit(v, w, a.has_short_vowels, b.has_short_vowels, False) == Fit.SAME
        for v, w in zip(x.vowels[:-1], y.vowels[:-1], strict=True)
    )


def _initial(a: Word, b: Word) -> Nearness:
    short, long = sorted((a, b), key=lambda word: (not word.is_initial, len(word.plain)))
    if len(short.plain) > 1 and is_one_name(short, long):
        return Nearness.ALIKE
    starts = tuple(x.strict for x in short.readings if x.strict)
    if short.plain in SOFT_E:
        starts += ("a", "ia")
    fits = bool(starts) and any(y.strict.startswith(starts) for y in long.readings)
    return Nearness.INITIAL if fits else Nearness.DIFFERENT


SOFT_E = ("e", "ye", "е", "є")
"""Initials of names that some write with a glide and some without: Yelena, Elena."""


def _of_readings(x: Reading, y: Reading, a: Word, b: Word) -> Nearness:
    if x.skeleton != y.skeleton:
        return Nearness.DIFFERENT
    if not a.has_short_vowels and not b.has_short_vowels:  # their letters tell apart what sounds alike elsewhere
        return Nearness.DIFFERENT
    size, contradicted, loose = len(x.skeleton), 0, 0
    if a.has_short_vowels != b.has_short_vowels and _are_two_patterns(*((y, x) if a.has_short_vowels else (x, y))):
        return Nearness.WEAK
    for place, (v, w) in enumerate(zip(x.vowels, y.vowels, strict=True)):
        is_closed = place == size - 1 and not x.vowels[-1] and not y.vowels[-1]
        fit = _slot_fit(v, w, a.has_short_vowels, b.has_short_vowels, is_closed)
        if place in (0, size) and bool(v) != bool(w) and a.has_short_vowels != b.has_short_vowels:
            fit = Fit.CONTRADICTED  # a vowel at an end has a letter in Arabic script too: سمير is not Samira
        elif place == size and {v, w} in (OTHER_ENDS if a.has_short_vowels == b.has_short_vowels else OTHER_ENDS[:1]):
            fit = Fit.CONTRADICTED
        elif 0 < place < size and a.has_short_vowels != b.has_short_vowels:
            letters, printed = (w, v) if a.has_short_vowels else (v, w)
            fit = Fit.CONTRADICTED if (letters, printed) == ("a", "ai") else fit  # عمار is not Omayr
        contradicted += fit == Fit.CONTRADICTED
        loose += fit == Fit.LOOSE
    if contradicted:
        least = 3 if a.script == b.script == "Cyrl" and len(a.plain) > 5 else 4  # Афанасьев, Афонасьев sound the same
        is_slip = contradicted == 1 and not loose and min(map(len, (*a.skeletons, *b.skeletons))) >= least
        if is_slip and a.has_short_vowels and b.has_short_vowels:
            return Nearness.NEAR
        return Nearness.WEAK if size > 1 else Nearness.DIFFERENT
    if loose:
        allowed = 0 if size < 2 else 1 if size < 4 else 2
        return Nearness.ALIKE if loose <= allowed else Nearness.WEAK
    unwritten = not (a.has_short_vowels and b.has_short_vowels)
    return Nearness.ALIKE if unwritten and size < 2 else Nearness.SOUND


OTHER_ENDS = ({"ia", "a"}, {"i", "ai"})
"""Ends of words that make two names of them: Nadia, Nada; Nuri, Nuray. The first does so across scripts too."""

OTHER_PATTERNS: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {
    ("a", ""): (("a", "a"), ("a", "")),
    ("", "i"): (("a", "e"),),
    ("", "a"): (("a", "e"),),
    (UNKNOWN, "i"): (("a", "e"),),
    (UNKNOWN, "a"): (("a", "e"),),
}
"""Vowels written around the second of three consonants, and what they are not: باسم is not Bassam, ناصر not Nasr,
حميد not Hamed, بسام not Basem; the first consonant may be an alif or ayn: أمير is not Amer."""


def _are_two_patterns(arabic: Reading, other: Reading) -> bool:
    """Whether the vowels of three consonants are those of another pattern of Arabic names."""
    first = {3: 1, 2: 0}.get(len(arabic.skeleton))
    if first is None or (first == 0) != arabic.vowels[0].startswith(UNKNOWN):
        return False
    spoken = other.vowels[first : first + 2]
    if spoken[1] == "" and other.vowels[-1]:
        return False  # a woman's -a swallows the vowel before: ماجدة is Majda
    return spoken in OTHER_PATTERNS.get(arabic.vowels[first : first + 2], ())


class Fit(IntEnum):
    """How the vowels of one slot compare."""

    SAME = 0  # or one of those that spellings exchange: a and e, o and u
    LOOSE = 1  # a vowel on one side, none on the other
    CONTRADICTED = 2  # Rəşad, Rəşid


_GLIDE_FIRST = re.compile("[ie].*[ae]")


@functools.lru_cache(maxsize=10_000)
def _slot_fit(v: str, w: str, v_writes: bool, w_writes: bool, is_closed: bool) -> Fit:
    one, other = _sounds_of_slot(v), _sounds_of_slot(w)
    if v_writes and w_writes:
        if one == other:
            return Fit.SAME
        if not one or not other:
            return Fit.LOOSE
        if one <= other or other <= one:
            return Fit.SAME
        return Fit.LOOSE if one & other else Fit.CONTRADICTED
    if not v_writes and not w_writes:
        return Fit.SAME if v == w else Fit.CONTRADICTED
    unwritten, written, printed, letters = (other, one, v, w) if v_writes else (one, other, w, v)
    if (
        not letters.replace(UNKNOWN, "") and LONG in printed and is_closed
    ):  # in other syllables the French ou may be short: Moustafa
        return Fit.CONTRADICTED  # Mahmoud has a long vowel that محمد does not write
    if _is_other_glide(letters, printed):
        return Fit.CONTRADICTED
    if unwritten <= written or (unwritten == {"a", "i"} and "a" in written):  # a ya after alif carries a hamza
        return Fit.SAME
    return Fit.CONTRADICTED


def _is_other_glide(letters: str, printed: str) -> bool:
    """Whether Arabic letters and a printed slot differ in a glide: حسن, Hussein; أمين, Yamin."""
    if letters == "ia":
        return not _GLIDE_FIRST.search(printed)  # زياد is Ziyad, not Zayd
    return len(printed.replace(LONG, "")) > 1 and (not letters or (letters == UNKNOWN and printed.startswith("i")))


@functools.lru_cache(maxsize=1000)
def _sounds_of_slot(slot: str) -> frozenset[str]:
    """The vowels a slot may sound like; an e is now an a, now an i."""
    return frozenset(slot.replace("e", "ai").replace(LONG, "").replace(UNKNOWN, ""))


@functools.lru_cache(maxsize=100_000)
def joined(a: Word, b: Word) -> Word:
    """Two words written as one."""
    readings = tuple(
        reading(x.skeleton + y.skeleton, (*x.vowels[:-1], _run(x.vowels[-1] + y.vowels[0]), *y.vowels[1:]))
        for x in a.readings[:2]
        for y in b.readings[:4]  # a last ya is read as i and as a
    )
    return word(a.plain + b.plain, a.script, readings)


def _run(slot: str) -> str:
    return "".join(c for i, c in enumerate(slot) if i == 0 or slot[i - 1] != c)
