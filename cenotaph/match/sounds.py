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
from itertools import product

from msgspec import Struct

from cenotaph.lang import languages, load
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
VOWELS = {"a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "w": "u", LONG: LONG, UNKNOWN: UNKNOWN}


class NameWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/names.toml`: letters and the small words of names in one language."""

    script: str  # ISO 15924
    letters: dict[str, tuple[str, ...]]  # letters -> readings, the usual one first; ^ a word's start, $ its end
    titles: tuple[str, ...] = ()  # words in front of a name that are no part of it; blanks part the words of one
    father_after: tuple[str, ...] = ()  # "son of", "daughter of" behind the father's name
    father_before: tuple[str, ...] = ()  # the same in front of it
    female_words: tuple[str, ...] = ()  # which of them say that the person is a woman
    articles: tuple[str, ...] = ()  # words that may be there or not: al-, el, de, van
    joins: tuple[str, ...] = ()  # words that make one name with the next: Abd, Abu
    title_starts: tuple[str, ...] = ()  # words that belong to the title behind them: senior, гвардии
    title_ends: tuple[str, ...] = ()  # words that belong to the title in front of them: милиции, of police
    name_titles: tuple[str, ...] = ()  # titles that are also names, and left out only while a whole name remains
    titles_behind: tuple[str, ...] = ()  # what may stand behind a given name or a whole name and is no part of it
    joins_behind: dict[str, str] = {}  # words that make one name with the one before, and how: Nur al-Din
    parents: tuple[str, ...] = ()  # "father of", "mother of": the joins that begin a kunya
    given_kunyas: tuple[str, ...] = ()  # what begins so and is a given name none the less: Abu Bakr
    birth_names: tuple[str, ...] = ()  # words in front of a birth name: née, урожд.
    aliases: tuple[str, ...] = ()  # words in front of another name of the same person: alias, الملقب
    generations: dict[str, int] = {}  # Sr. is 1, Jr. and II are 2, III is 3: which bearer of a name in one family
    exchanges: dict[str, float] = {}  # sounds that clerks exchange -> what that costs of the likeness, `_` for no sound
    pet_endings: tuple[str, ...] = ()  # endings of pet forms, in sounds: -ik, -uSa, -iku
    marks: tuple[str, ...] = ()  # letters that show a word to be of it, ^ its start, $ its end; none: any word is
    is_told_by_marks: bool = False  # whether they alone tell, as in lists where many foreign names stand


class Reading(Struct, frozen=True):
    """One way to say a word."""

    skeleton: str  # consonant classes in order, doubled ones once
    vowels: tuple[str, ...]  # vowel classes before, between and after them: len(skeleton) + 1
    strict: str  # consonants and vowels in order


def reading(skeleton: str, vowels: tuple[str, ...]) -> Reading:
    """A reading from its consonants and the vowels around them."""
    strict = "".join(v + c for v, c in zip(vowels, (*skeleton, ""), strict=True)).replace("e", "a")
    strict = strict.replace(LONG, "").replace(UNKNOWN, "")
    return Reading(skeleton, vowels, re.sub("aa+", "a", strict))


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
        has_short_vowels=script not in ("Arab", "Hebr"),
        is_initial=len(plain) == 1 or is_cut,
        skeletons=tuple(dict.fromkeys(one.skeleton for one in readings)),
        stricts=tuple(dict.fromkeys(one.strict for one in readings)),
        is_servant=plain.startswith(_SERVANTS) and len(readings[0].skeleton if readings else "") > 3,
    )


_SERVANTS = ("abd", "ebd", "عبد", "абд", "აბდ")


@functools.cache
def name_words() -> dict[str, NameWords]:
    """Every language's words of names, by code."""
    return {code: load(code, "names", NameWords) for code in languages("names")}


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
    return _as_read(lowered, script, _languages_of(lowered, script, language))


@functools.lru_cache(maxsize=200_000)
def _as_read(lowered: str, script: str | None, codes: tuple[str, ...]) -> Word:
    """A word in lower case with the letters of `codes`: one object, however it was printed."""
    plain = plain_form(lowered)
    table = _table(script, codes)
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


def _without_article(word: str, script: str | None) -> tuple[str, ...]:
    """A word without the Arabic article written onto it, and as it is: Abdelaziz is Abd Aziz, but Ilham stays.

    The alif of a word behind Abd or Abu only carries its vowel: ابواسحق is Abu Ishaq.
    """
    if script == "Latn":
        bare = _LATIN_ABD.sub("abd'", word)
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


_PLAIN = str.maketrans(
    {
        "ʹ": "",
        "ʺ": "",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "ئ": "ي",
        "ى": "ي",
        "ة": "ه",
        "ک": "ك",
        "ی": "ي",
        "ـ": "",
    }
)


@functools.lru_cache(maxsize=200_000)
def plain_form(word: str) -> str:
    """`word` in lower case without accents, dotless i or tatweel: what is left when diacritics are dropped.

    Figures drop too, and letters that print in the shape they have inside a word (U+FB50 to U+FEFF) are themselves.

    >>> plain_form("Əjdər"), plain_form("Bağırov")
    ('ajdar', 'bagirov')
    """
    if word.isascii() and word.isalpha():
        return word.lower()  # what most words come to, at a tenth of the cost
    lowered = word.replace("İ", "i").replace("I", "i").lower().replace("ı", "i").replace("ə", "a").replace("ә", "а")
    if lowered.startswith("ئ"):  # carries the first vowel of a Kurdish word
        lowered = "ا" + lowered[1:].removeprefix("ا")
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_PLAIN).replace("й", "\ue000"))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("\ue000", "й")
    return "".join(c for c in unicodedata.normalize("NFC", bare) if c.isalpha()).replace("هللا", "الله")


class _OfScript(Struct, frozen=True):
    """The languages of a script."""

    general: tuple[str, ...]  # those without marks
    marks: tuple[tuple[str, str], ...]  # each mark of the others, and the language it shows
    letters: frozenset[str]  # the marks of one letter: most words have none of them
    runs: re.Pattern[str]  # any mark of several


@functools.cache
def _of_script(script: str | None) -> _OfScript:
    known = {code: words.marks for code, words in name_words().items() if words.script == script}
    marks = tuple((mark, code) for code, marks in known.items() for mark in marks)
    runs = [re.escape(mark) for mark, _ in marks if len(mark) > 1]
    return _OfScript(
        general=tuple(sorted(code for code, marks in known.items() if not marks)),
        marks=marks,
        letters=frozenset(mark for mark, _ in marks if len(mark) == 1),
        runs=re.compile("|".join(runs) or "(?!)"),
    )


def plain_of(printed: str) -> str:
    """`Word.plain` of a word, without reading it.

    >>> plain_of("Əjdər") == read_word("Əjdər").plain, plain_of("الحسن") == read_word("الحسن").plain
    (True, True)
    """
    plain = plain_form(printed)
    return plain if plain.isascii() or script_of(printed) != "Arab" else _without_article(plain, "Arab")[0]


def _languages_of(lowered: str, script: str | None, language: str | None) -> tuple[str, ...]:
    """Languages whose letters hold, the weakest first: those of the script without marks, then those it shows."""
    known = name_words()
    of_script = _of_script(script)
    marked, ends = list[str](), f"^{lowered}$"
    if not of_script.letters.isdisjoint(lowered) or of_script.runs.search(ends):
        marked = sorted({code for mark, code in of_script.marks if mark in ends})
    if language in known and language not in (*of_script.general, *marked):
        own = known[language]
        marked += [language] if own.script == script and not own.is_told_by_marks else []
    if "az" in marked and language != "tr":
        marked = [code for code in marked if code != "tr"]
    elif "tr" in marked and "az" not in marked:
        marked = ["az", *marked]  # the Turkish alphabet is the Azerbaijani one without three letters
    return (*of_script.general, *sorted(marked)) if marked else of_script.general


class _Table(Struct, frozen=True):
    """Letters of some languages together, and the expression that finds them, the longest first."""

    letters: dict[str, tuple[str, ...]]
    pieces: re.Pattern[str]


@functools.cache
def _table(script: str | None, codes: tuple[str, ...]) -> _Table:
    letters: dict[str, tuple[str, ...]] = {}
    for code in codes:
        letters.update(name_words()[code].letters)
    if script == "Latn" and codes != ("en",):  # sh, ch, kh are two sounds in an alphabet that has letters for them
        english = name_words()["en"].letters
        letters = {
            key: value
            for key, value in letters.items()
            if len(key) == 1 or not key.isalpha() or value is not english.get(key)
        }
    longest_first = sorted(letters, key=lambda key: (-len(key), key))
    return _Table(letters, re.compile("|".join((*map(re.escape, longest_first), ".")), re.DOTALL))


def _sounds(word: str, table: _Table) -> list[str]:
    marked = f"^{word}$"  # letters that stand for other sounds at the start or the end of a word have a mark there
    letters = table.letters
    parts = [letters.get(piece) or (_bare_letter(piece),) for piece in table.pieces.findall(marked)]
    if all(len(part) == 1 for part in parts):
        return ["".join(part[0] for part in parts)]
    return ["".join(choice) for choice in product(*_fewest(parts))]


def _fewest(parts: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`parts` with all readings of the first letters that have several, and one of the rest, so that few combine."""
    total, kept = 1, []
    for part in parts:
        total *= len(part)
        kept.append(part if total <= 2 * READINGS else part[:1])
        total = total if total <= 2 * READINGS else total // len(part)
    return kept


@functools.lru_cache(maxsize=4096)
def _bare_letter(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() and bare.isalpha() else ""


_FINAL_H = re.compile(r"(?<=[aeiouyw])h$")


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
