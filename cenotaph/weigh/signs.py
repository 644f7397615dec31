"""What a text tells, as signs that outlive other words and another language: numbers, names, and words by meaning.

The words of news reports are listed by meaning in `lang/<code>/copies.toml`, the same keys in every language; any other
word stands for itself by its beginning, which its cases share. Names are known by their consonants. What stands in
quotation marks is left out: two reporters who quote one speaker do not copy each other.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from msgspec import Struct

from cenotaph.folding import fold
from cenotaph.lang import languages, load
from cenotaph.record import Text
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.words import cardinals

SPEECH = 20
"""Letters between quotation marks from which they hold speech; shorter marks set off a name or a word."""

LONGEST = 60
"""Signs per sentence; a table or a list without full stops is cut into pieces of so many."""

MOST_WORDS = 1 << 18
"""Words of a language whose signs are kept in memory."""

_QUOTED = re.compile(
    r"“[^“”]*+”|«[^«»]*+»|„[^„“”]*+[“”]|\"(?:[^\"\n]|\n(?!\s*\n))*+\""
    r"|‘(?:[^‘’\n]|\n(?!\s*\n)|(?<=\w)’(?=\w))*+’"
    r"|(?<![\w'])'(?=\S)(?:[^'\n]|\n(?!\s*\n)|(?<=\w)'(?=\w))*+(?<=\S)'(?!\w)"
)
"""What stands in quotation marks; an apostrophe between letters closes none."""
_WORD = re.compile(r"[^\W\d_]+|(?<![\d.,])\d{1,3}(?:[.,\u00a0 ]\d{3})+(?![.,]?\d)|\d+")
_DOUBLED = re.compile(r"(.)\1+")
_BEGINNING = 5  # letters of a word that its forms share
_LONGEST = 14  # letters of the longest beginning that is looked for
_LEAST_NAME = 2  # consonants, below which too many words sound alike
_NAME = 4  # consonants of a name's beginning that are compared; what follows may be its case
_CLASSES = {
    **dict.fromkeys("bpvfw", "p"),
    **dict.fromkeys("td", "t"),
    **dict.fromkeys("kgqxh", "k"),
    **dict.fromkeys("szSZCJcj", "s"),
    **dict.fromkeys("mn", "n"),
    "l": "l",
    "r": "r",
}


class CopyWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/copies.toml` holds; each list is explained in the English one."""

    citing: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    meanings: dict[str, str] = {}


class Letters(Struct, frozen=True):
    """The part of `lang/<code>/names.toml` that says how letters sound."""

    script: str
    letters: dict[str, tuple[str, ...]]


class Sign(NamedTuple):
    """A number, a name or a word of a text."""

    kind: Literal["number", "name", "word"]
    keys: tuple[str, ...]  # what it may stand for: two signs tell the same where they share a key
    printed: str


def is_universal(keys: Sequence[str]) -> bool:
    """Whether a sign of such keys can be found again in another language."""
    return ":" not in keys[0]


def language_of(text: Text) -> str:
    """The code of a text's language without script and region; English where it is not known."""
    return (text.language or "en").partition("-")[0].lower()


def speech(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each quotation in a part of a text, marks included; within a paragraph for plain marks."""
    for match in _QUOTED.finditer(text, start, end):
        if len(match.group()) >= SPEECH + 2:
            yield match.span()


def _without_speech(text: str) -> str:
    """The text with spaces in place of its quotations."""
    pieces, at = [], 0
    for start, end in speech(text, 0, len(text)):
        pieces += [text[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, text[at:]])


def signs(text: Text) -> list[list[Sign]]:
    """The signs of each sentence of a text's own prose outside quotation marks, in order; none is empty."""
    code = language_of(text)
    own, known = _without_speech(text.text), _signs(code)
    found = []
    for start, end in sentences(text):
        told = _joined([sign for word in _WORD.findall(own, start, end) if (sign := known[word])])
        found += [told[at : at + LONGEST] for at in range(0, len(told), LONGEST)]
    return found


def _joined(told: list[Sign]) -> list[Sign]:
    """Number words that make one number put together: двадцать восемь."""
    found: list[Sign] = []
    for sign in told:
        before = found[-1] if found else sign
        if sign.kind == before.kind == "number" and sign.printed.isalpha() and before.printed.isalpha():
            ten, one = int(before.keys[0][1:]), int(sign.keys[0][1:])
            if ten % 10 == 0 < one < 10 <= ten < 100:
                found[-1] = Sign("number", (f"#{ten + one}",), f"{before.printed} {sign.printed}")
                continue
        found.append(sign)
    return found


class _Signs(dict[str, Sign | None]):
    """What words of one language stand for, each looked up once; a third as dear as a cache of calls."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code

    def __missing__(self, word: str) -> Sign | None:
        if len(self) >= MOST_WORDS:
            self.clear()
        self[word] = sign = _sign(word, self._code)
        return sign


_signs = functools.cache(_Signs)


def _sign(word: str, code: str) -> Sign | None:
    """What one word stands for; None where it says nothing."""
    if word[0].isdecimal():
        return _number(int(re.sub(r"\D", "", word)[:18]), word)
    low = fold(word, code).replace("ё", "е")
    whole, beginnings, starts, empty, numbers = _words(code)
    if low in numbers:
        return _number(numbers[low], word)
    if low in empty:
        return None
    meant = whole.get(low, ())
    if not meant and (low[:3] in starts or low[:2] in starts):
        lengths = range(min(len(low), _LONGEST), 1, -1)
        for length in lengths:
            if low[:length] in beginnings:
                meant = beginnings[low[:length]]
                break
    if meant:
        return Sign("word", meant, word)
    itself = f"{code}:{low[:_BEGINNING]}"
    if word[0].isupper() and not word.isupper():
        sounds = beginning_of(word, code)
        if len(sounds) >= _LEAST_NAME:
            return Sign("name", ("=" + sounds, itself), word)
    return Sign("word", (itself,), word) if len(low) > 2 else None


def _number(value: int, printed: str) -> Sign | None:
    return Sign("number", (f"#{value}",), printed) if value > 1 else None


class _Words(NamedTuple):
    """The words of one language, ready to be looked up."""

    whole: dict[str, tuple[str, ...]]  # words by meaning
    beginnings: dict[str, tuple[str, ...]]  # of words, by meaning
    starts: frozenset[str]  # the first letters of those beginnings, three or two
    empty: frozenset[str]  # words that say nothing
    numbers: dict[str, int]  # words for numbers


@functools.cache
def _words(code: str) -> _Words:
    listed = load(code, "copies", CopyWords) if code in languages("copies") else CopyWords()
    whole: dict[str, tuple[str, ...]] = {}
    beginnings: dict[str, tuple[str, ...]] = {}
    for meaning, words in listed.meanings.items():
        for word in words.split():
            table = beginnings if word.endswith("*") else whole
            table[word.rstrip("*")] = (*table.get(word.rstrip("*"), ()), meaning)
    starts = frozenset(word[:3] for word in beginnings)
    return _Words(whole, beginnings, starts, frozenset(listed.empty), cardinals(code))


def beginning_of(name: str, language: str) -> str:
    """What is compared of a name: the consonants it begins with."""
    return sounds_of(name, language)[:_NAME]


@functools.lru_cache(maxsize=1 << 17)
def sounds_of(word: str, language: str) -> str:
    """The consonant classes of a word, doubled ones once: names keep them in every script and case ending.

    >>> sounds_of("Вексия", "ru"), sounds_of("Veksiya", "tr"), sounds_of("Ozmara", "en"), sounds_of("Озмаре", "ru")
    ('pks', 'pks', 'snr', 'snr')
    """
    groups, classes = _letters(language)
    low = unicodedata.normalize("NFC", word.replace("İ", "i").lower())
    said = "".join([classes[group] if group in classes else _class_of(group) for group in groups.findall(low)])
    return _DOUBLED.sub(r"\1", said)


@functools.cache
def _class_of(letter: str) -> str:
    """The class of a letter that the language does not list: that of the letter without its marks."""
    return _CLASSES.get(unicodedata.normalize("NFD", letter)[0], "")


@functools.cache
def _letters(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds the groups of letters of a language, the longest first, and the classes of each one's usual sound."""
    letters = load(language, "names", Letters).letters if language in languages("names") else {}
    sounds = {group: sounds[0] for group, sounds in letters.items() if not set("^$") & set(group)}
    longest_first = sorted(sounds, key=lambda group: (-len(group), group))
    classes = {group: "".join(_CLASSES.get(letter, "") for letter in sound) for group, sound in sounds.items()}
    return re.compile("|".join([*map(re.escape, longest_first), "."]), re.DOTALL), classes
