"""How a word of a name sounds, whatever script it stands in.

A word is read letter by letter, longest letters first, into one alphabet of sounds that all
languages share; where a letter can stand for several sounds (Г is g or h) there are several
readings. A reading is kept as a skeleton of consonant classes and the vowels between them: equal
skeletons block, equal vowels score. Arabic script writes no short vowels, so an empty slot there
says nothing, while a long vowel that is written must have its counterpart: محمد is not محمود.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from itertools import product

from msgspec import Struct

from cenotaph.match.letters import Table, bare_letter, languages_of, letter_table, plain_form, plain_lines
from cenotaph.script import script_of

READINGS = 6
"""At most so many readings of one word are kept, in order of the letters' first readings."""

CLASS = str.maketrans({"g": "k", "Z": "J"})
"""Consonants that romanisations do not keep apart: g, q, gh, k; zh and dj."""
SERVANT = "bd"
"""The consonants of Abd, "servant of", in front of a name of God."""
LONG = ":"
"""Stands behind a vowel that is spelled as a long one: oo, ou, ee."""
UNKNOWN = "*"
"""A vowel that is spoken and not told: behind an alif or ayn at the start of a word of Arabic letters."""
CONSONANTAL = ("Arab", "Hebr")
"""Scripts that write no short vowels."""
OF_SYLLABLES = ("Hani", "Hang")
"""Scripts in which one character may be a whole name."""
VOWELS = {"a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", LONG: LONG, UNKNOWN: UNKNOWN}


class Reading(Struct, frozen=True):
    """One way to say a word."""

    skeleton: str  # consonant classes in order, doubled ones once
    vowels: tuple[str, ...]  # vowel classes before, between and after them: len(skeleton) + 1
    strict: str  # consonants and vowels in order


def reading(skeleton: str, vowels: tuple[str, ...]) -> Reading:
    """A reading from its consonants and the vowels around them."""
    return Reading(skeleton, vowels, _strict("".join(v + c for v, c in zip(vowels, (*skeleton, ""), strict=True))))


def _strict(sounds: str) -> str:
    """Sounds without what spellings exchange: e for a, and how long a vowel is."""
    return _LONG_A.sub("a", sounds.replace("e", "a").replace(LONG, "").replace(UNKNOWN, ""))


_LONG_A = re.compile("aa+")


class Word(Struct, frozen=True, eq=False):
    """One word of a name, read. Compared by identity, for `read_word` gives one object per word."""

    plain: str  # lower case, without accents, in its own script
    script: str | None
    readings: tuple[Reading, ...]
    key: str  # the strict form of its usual reading
    has_short_vowels: bool  # whether its script writes them
    is_initial: bool  # whether it is one letter only, or the beginning of a name, and stands for it
    skeletons: tuple[str, ...]  # the distinct skeletons of its readings
    stricts: tuple[str, ...]  # their distinct strict forms
    is_servant: bool = False  # whether it is Abd with a name of God
    also: tuple[Word, ...] = ()  # other words that the lists at hand show it to stand for (`spellings.py`)


CUT = "\u2024"
"""Stands behind a word that is the beginning of a name: Dzh., Вас."""


def word(plain: str, script: str | None, readings: tuple[Reading, ...], is_cut: bool = False) -> Word:
    """A word from its letters and readings."""
    return Word(
        plain=plain,
        script=script,
        readings=readings,
        key=readings[0].strict if readings else plain,
        has_short_vowels=script not in CONSONANTAL,
        is_initial=is_cut or (len(plain) == 1 and script not in OF_SYLLABLES),
        skeletons=tuple(dict.fromkeys(one.skeleton for one in readings)),
        stricts=tuple(dict.fromkeys(one.strict for one in readings)),
        is_servant=plain.startswith(_SERVANTS) and len(readings[0].skeleton if readings else "") > 3,
    )


_SERVANTS = ("abd", "ebd", "عبد", "абд", "აბდ")


@functools.lru_cache(maxsize=200_000)
def read_word(printed: str, language: str | None = None) -> Word:
    """One word of a name as it sounds.

    Args:
        printed: letters of one word, as printed.
        language: BCP 47, where known; else the letters themselves tell.

    >>> read_word("Ильхам").readings[0].strict == read_word("İlham").readings[0].strict
    True
    """
    script, lowered = script_of(printed), _lower(printed)
    return _as_read(lowered, script, languages_of(lowered, script, language))


@functools.lru_cache(maxsize=200_000)
def _as_read(lowered: str, script: str | None, codes: tuple[str, ...]) -> Word:
    """A word in lower case with the letters of `codes`: one object, however it was printed."""
    plain = plain_form(lowered)
    table = letter_table(script, codes)
    forms = _without_article(lowered if script in ("Latn", "Cyrl") else plain, script)
    if script == "Arab":
        plain = forms[0]
    spoken = [[sound for said in _sounds(form, table) for sound in _endings(said, form, script)] for form in forms]
    readings: dict[Reading, None] = {}
    for place in range(max(map(len, spoken), default=0)):  # the usual reading of each form before the rarer ones
        for said in spoken:
            if place < len(said):
                readings.setdefault(_reading(said[place], script), None)
    return word(plain, script, tuple(readings)[:READINGS], lowered.endswith(CUT))


_ARABIC_LAST = re.compile("(?<=..)ال(?=(?:دين|له)$)")  # عزالدين, نصرالله
_LATIN_ABD = re.compile(r"[aeə]bd(?:[aeiouüə]l-?(?=.{3})|i(?=(?:qa|ka|ra|na|wa|ma|fa|sa|ha|nu)[^aeiou].))")
_CYRILLIC_ABD = re.compile("^абд[аеиоуэ]ль?(?=[^ьл\\n].{2})", re.MULTILINE)


def _without_article(word: str, script: str | None) -> tuple[str, ...]:
    """A word without the Arabic article written onto it, and as it is: Abdelaziz is Abd Aziz, but Ilham stays.

    The alif of a word behind Abd or Abu only carries its vowel: ابواسحق is Abu Ishaq.
    """
    if script == "Latn":
        bare = _LATIN_ABD.sub("abd'", word)
        return (bare, word) if bare != word else (word,)
    if script == "Cyrl":
        bare = _CYRILLIC_ABD.sub("абд", word)
        return (bare, word) if bare != word else (word,)
    if script == "Arab":
        word = _ARABIC_LAST.sub("", word).replace("ددين", "دين")
        word = "الا" + word[3:] if word.startswith("اال") else word  # lam and alif turned around by a reader of PDFs
    if script == "Arab" and word.startswith(("عبدا", "ابوا")) and len(word) > 6:
        return (word[:3] + word[5 if word[4] == "ل" else 4 :],)
    if script == "Arab" and word.startswith("ال") and len(word) > 3:
        return (word[2:], word) if len(word) > 4 else (word, word[2:])
    return (word,)


def _endings(sounds: str, letters: str, script: str | None) -> tuple[str, ...]:
    """The ways to say the ends of a word: a last h may be mute, a Georgian -i the nominative, an Arabic ya an a."""
    if script == "Arab":
        return _arabic_endings(sounds, letters)
    if script == "Geor" and len(sounds) > 4 and sounds.endswith("i"):
        return sounds, sounds[:-1]
    if _FINAL_H.search(sounds):
        return sounds[:-1], sounds
    return (sounds,)


def _arabic_endings(sounds: str, letters: str) -> tuple[str, ...]:
    ends: tuple[str, ...] = (sounds,)
    if letters.endswith("ه") and sounds.endswith("h") and len(sounds) > 1:
        ends = sounds[:-1] + "a", sounds
    elif sounds.endswith("ay") and len(sounds) > 2:  # a hamza behind the alif, written on a ya: علاى for علاء
        ends = sounds, sounds[:-1]
    elif sounds.endswith("y") and len(sounds) > 2:
        ends = sounds, sounds[:-1] + "a"
    if "wa" in sounds[1:]:  # inside a word, waw in front of alif: Jawad, and Cavad
        return tuple(said for end in ends for said in (end, end[0] + end[1:].replace("wa", "va")))
    return ends


def _lower(word: str) -> str:
    return unicodedata.normalize("NFC", word.replace("İ", "i").replace("I", "ı" if "İ" in word else "i").lower())


def plain_of(words: Iterable[str]) -> dict[str, str]:
    """`Word.plain` of each word, without reading them.

    >>> plain_of(["Əjdər", "الحسن"]) == {name: read_word(name).plain for name in ("Əjdər", "الحسن")}
    True
    """
    words = tuple(words)
    plain = dict(zip(words, plain_lines("\n".join(words)).split("\n"), strict=True))
    of_arabic = {name: _without_article(bare, "Arab")[0] for name, bare in plain.items() if _ARABIC.match(bare)}
    return plain | of_arabic


_ARABIC = re.compile("[\u0621-\u06ff]")


def keys_of(words: Iterable[str], language: str | None) -> dict[str, str]:
    """`Word.key` of each word in the language, of one without short vowels its `plain`, without reading each.

    Many times as fast, for lists of tens of thousands of names.

    >>> keys_of(["Cafer", "Шамиль"], "az") == {name: read_word(name, "az").key for name in ("Cafer", "Шамиль")}
    True
    """
    alike: dict[tuple[str | None, tuple[str, ...]], dict[str, str]] = {}
    for printed in words:
        script, lowered = script_of(printed), _lower(printed)
        alike.setdefault((script, languages_of(lowered, script, language)), {})[printed] = lowered
    found: dict[str, str] = {}
    for (script, codes), lowered_of in alike.items():
        if script in CONSONANTAL:
            found |= plain_of(lowered_of)
            continue
        lines = "\n".join(lowered_of.values())
        if script == "Latn":
            lines = _LATIN_ABD.sub("abd'", lines)
        else:
            lines = _CYRILLIC_ABD.sub("абд", lines) if script == "Cyrl" else plain_lines(lines)
        found |= zip(lowered_of, _usual_keys(lines, letter_table(script, codes)).split("\n"), strict=True)
    return found


def _usual_keys(lines: str, table: Table) -> str:
    """The key of the usual reading of each word, a line each."""
    marked = "^" + lines.replace("\n", "$\n^") + "$"
    usual = table.usual
    sounds = "".join(
        usual[piece] if piece in usual else "\n" if piece == "\n" else _unlisted(piece, table)
        for piece in table.pieces.findall(marked)
    )
    return _strict(_DOUBLED.sub(r"\1", _FINAL_H.sub("", sounds).translate(_CLASS_AND_VOWEL)))


_CLASS_AND_VOWEL = CLASS | str.maketrans(VOWELS)
_DOUBLED = re.compile(r"(.)\1+")


def _sounds(word: str, table: Table) -> list[str]:
    marked = f"^{word}$"  # letters that stand for other sounds at the start or the end of a word have a mark there
    letters = table.letters
    parts = [letters.get(piece) or (_unlisted(piece, table),) for piece in table.pieces.findall(marked)]
    if all(len(part) == 1 for part in parts):
        return ["".join(part[0] for part in parts)]
    return ["".join(choice) for choice in product(*_fewest(parts))]


def _unlisted(piece: str, table: Table) -> str:
    """How a letter sounds that its table has not.

    As the Latin letter it is with an accent; as itself in a script that no language at hand is written in.
    """
    return bare_letter(piece) if table.letters else piece.strip("^$")


def _fewest(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`parts` with all readings of the first letters that have several, and one of the rest, so that few combine."""
    total, kept = 1, []
    for part in parts:
        total *= len(part)
        kept.append(part if total <= 2 * READINGS else part[:1])
        total = total if total <= 2 * READINGS else total // len(part)
    return kept


_FINAL_H = re.compile("(?<=[aeiouyw])h$", re.MULTILINE)


def _reading(sounds: str, script: str | None) -> Reading:
    skeleton, vowels, slot = "", [], ""
    for sound in sounds.translate(CLASS):
        if sound in VOWELS:
            vowel = VOWELS[sound]
            slot += vowel if not slot.endswith(vowel) else ""
        elif skeleton.endswith(sound) and not slot and (script != "Arab" or skeleton == SERVANT):
            continue  # a doubled consonant; in Arabic script two like letters have a vowel between them, save in Abd D-
        else:
            skeleton += sound
            vowels.append(slot)
            slot = ""
    return reading(skeleton, (*vowels, slot))
