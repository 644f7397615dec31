"""The letters of names in each language, and words without accents.

A language's letters hold where its script is general (English in Latin letters, Russian in Cyrillic ones), where a
letter shows the language (`marks`), or where it is known.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.script import is_accent, is_mark


class NameWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/names.toml`: letters and the small words of names in one language."""

    script: str  # ISO 15924
    letters: dict[str, tuple[str, ...]]  # letters -> readings, the usual one first; ^ a word's start, $ its end
    titles: tuple[str, ...] = ()  # words in front of a name that are no part of it; blanks part the words of one
    father_after: tuple[str, ...] = ()  # "son of", "daughter of" behind the father's name
    father_before: tuple[str, ...] = ()  # the same in front of it
    female_words: tuple[str, ...] = ()  # which of all these, of those of one word, say that the person is a woman
    male_words: tuple[str, ...] = ()  # which titles say that it is a man
    articles: tuple[str, ...] = ()  # words that may be there or not: al-, el, de, van
    joins: tuple[str, ...] = ()  # words that make one name with the next: Abd, Abu
    joins_read: dict[str, str] = {}  # how some of them are read there: St. is saint
    whole_joins: tuple[str, ...] = ()  # which of them are a name by themselves behind an article: Al-Abd
    first_articles: tuple[str, ...] = ()  # articles that begin a given name where they begin the whole: De Shawn
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


@functools.cache
def name_words() -> dict[str, NameWords]:
    """Every language's words of names, by code."""
    return {code: load(code, "names", NameWords) for code in languages("names")}


_PLAIN = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ـ": ""}
    | {"ʹ": "", "ʺ": "", "ı": "i", "ə": "a", "ә": "а"}
)
_SHORT_I = "\ue000"
"""Stands for й while accents drop."""


class _Letters(dict[int, int | None]):
    """Characters that are kept: letters, marks that are no accents, and line ends."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        is_kept = letter.isalpha() or letter in ("\n", _SHORT_I) or (is_mark(letter) and not is_accent(letter))
        self[code] = code if is_kept else None
        return self[code]


_KEPT = _Letters()
_FIRST_HAMZA = re.compile("^ئا?", re.MULTILINE)
"""Carries the first vowel of a Kurdish word."""


@functools.lru_cache(maxsize=200_000)
def plain_form(word: str) -> str:
    """`word` in lower case without accents, dotless i or tatweel: what is left when diacritics are dropped.

    Figures drop, and letters that print in the shape they have inside a word (U+FB50 to U+FEFF) are themselves. Vowel
    signs of Indic scripts are no accents, and stay.

    >>> plain_form("Əjdər"), plain_form("Bağırov")
    ('ajdar', 'bagirov')
    """
    if word.isascii() and word.isalpha():
        return word.lower()  # what most words come to, at a tenth of the cost
    return plain_lines(word)


def plain_lines(text: str) -> str:
    """The same for many words at once, one in each line."""
    lowered = _FIRST_HAMZA.sub("ا", text.replace("İ", "i").replace("I", "i").lower())
    decomposed = unicodedata.normalize("NFKD", lowered.translate(_PLAIN).replace("й", _SHORT_I)).translate(_KEPT)
    return unicodedata.normalize("NFC", decomposed.replace(_SHORT_I, "й")).replace("هللا", "الله")


class _OfScript(Struct, frozen=True):
    """The languages of a script."""

    general: tuple[str, ...]  # those without marks
    marks: tuple[tuple[str, str], ...]  # each mark of the others, and the language it shows
    letters: frozenset[str]  # the marks of one letter: most words have none of them
    starts: tuple[str, ...]  # those at a word's start
    ends: tuple[str, ...]  # those at its end
    runs: re.Pattern[str]  # any other


@functools.cache
def _of_script(script: str | None) -> _OfScript:
    known = {code: words.marks for code, words in name_words().items() if words.script == script}
    marks = tuple((mark, code) for code, marks in known.items() for mark in marks)
    runs = [re.escape(mark) for mark, _ in marks if len(mark) > 1 and mark[0] != "^" and mark[-1] != "$"]
    return _OfScript(
        general=tuple(sorted(code for code, marks in known.items() if not marks)),
        marks=marks,
        letters=frozenset(mark for mark, _ in marks if len(mark) == 1),
        starts=tuple(mark[1:] for mark, _ in marks if mark[0] == "^"),
        ends=tuple(mark[:-1] for mark, _ in marks if mark[-1] == "$"),
        runs=re.compile("|".join(runs) or "(?!)"),
    )


def languages_of(lowered: str, script: str | None, language: str | None) -> tuple[str, ...]:
    """Languages whose letters hold, the weakest first: those of the script without marks, then those it shows."""
    of = _of_script(script)
    has_marks = (
        not of.letters.isdisjoint(lowered)
        or lowered.startswith(of.starts)
        or lowered.endswith(of.ends)
        or of.runs.search(lowered)
    )
    if not has_marks:
        return _with_marked(script, (), language)
    marked = {code for mark, code in of.marks if mark in f"^{lowered}$"}
    return _with_marked(script, tuple(sorted(marked)), language)


@functools.cache
def _with_marked(script: str | None, marked: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """The general languages of a script, those that letters show, and one that is known."""
    known, general = name_words(), _of_script(script).general
    found = set(marked)
    if language in known and language not in general:
        own = known[language]
        found |= {language} if own.script == script and not own.is_told_by_marks else set()
    if "az" in found and language != "tr":
        found.discard("tr")
    elif "tr" in found:
        found.add("az")  # the Turkish alphabet is the Azerbaijani one without three letters
    return (*general, *sorted(found))


class Table(Struct, frozen=True):
    """Letters of some languages together."""

    letters: dict[str, tuple[str, ...]]
    pieces: re.Pattern[str]  # finds them, the longest first
    usual: dict[str, str]  # their first readings


@functools.cache
def letter_table(script: str | None, codes: tuple[str, ...]) -> Table:
    """The letters of languages, of which the later ones hold where two have the same."""
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
    return Table(letters, _pieces(letters), {key: readings[0] for key, readings in letters.items()})


def _pieces(letters: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """The expression that finds letters; those that begin alike together, which finds them in a third of the time."""
    ends: dict[str, list[str]] = {}
    for key in sorted(letters, key=lambda key: (-len(key), key)):
        ends.setdefault(key[0], []).append(re.escape(key[1:]))
    several = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in ends.items() if rest != [""]]
    return re.compile("|".join((*several, ".")), re.DOTALL)


@functools.lru_cache(maxsize=4096)
def bare_letter(letter: str) -> str:
    """A letter that no table has, as the Latin letter it is with an accent; empty for others."""
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() and bare.isalpha() else ""
