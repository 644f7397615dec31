"""Letters made alike before words are looked up: lower case as a language has it, one alphabet of two.

Turkish and Azerbaijani have I with ı and İ with i, which plain lower case confuses; Azerbaijani was
printed in Cyrillic letters until 1991, one letter of the one alphabet for one of the other. The words
of a language are data in one alphabet; a text is folded to it, letter for letter, so that offsets stay true.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from msgspec import Struct

from cenotaph.lang import languages, load


class FoldingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/folding.toml`: single letters and the single letters that stand for them, none in turn."""

    letters: dict[str, str] = {}
    telling: str = ""  # small letters of the other alphabet that no widely met language writes with it


def fold(text: str, language: str | None = None) -> str:
    """The text in lower case as `language` (BCP 47) has it, as long as before: one letter for one letter.

    >>> fold("BAKIDA İKİ NƏFƏR", "az"), fold("ики нәфәр өлдүрүлүб", "az-Cyrl")
    ('bakıda iki nəfər', 'iki nəfər öldürülüb')
    """
    letters = _letters((language or "").partition("-")[0].lower())
    for letter, plain in letters.items():  # six times as fast as one translation of all
        if letter in text:
            text = text.replace(letter, plain)
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower()[0] for letter in text)  # İ has two


def respelled(text: str) -> tuple[str, ...]:
    """The text in the alphabet of the word lists, capitals kept, for each language whose other alphabet it shows.

    >>> respelled("Гоншум Одо Һечким"), respelled("Мой сосед Одо Ничей")
    (('Qonşum Odo Heçkim',), ())
    """
    return tuple(text.translate(_capitals(code)) for code in other_alphabets(text))


def other_alphabets(text: str) -> tuple[str, ...]:
    """The languages of which the text shows letters of an alphabet that their word lists do not use.

    >>> other_alphabets("Гоншум Одо Һечким"), other_alphabets("Мой сосед Одо Ничей")
    (('az',), ())
    """
    return tuple(code for code, telling in _telling() if telling.search(text))


@functools.cache
def second_alphabet(code: str) -> Mapping[str, str]:
    """The small letter of a language's other alphabet for each letter of its word lists; empty where it has one."""
    found: dict[str, str] = {}
    for letter, plain in _letters(code).items():
        if letter.islower() and not letter.isascii() and letter != plain:
            found.setdefault(plain, letter)
    return found


@functools.cache
def _telling() -> tuple[tuple[str, re.Pattern[str]], ...]:
    every = [(code, load(code, "folding", FoldingWords).telling) for code in languages("folding")]
    return tuple((code, re.compile(f"[{letters}{letters.upper()}]")) for code, letters in every if letters)


@functools.cache
def _capitals(code: str) -> Mapping[int, str]:
    """The letters of the other alphabet alone, a capital for a capital."""
    found = {}
    for letter, plain in _letters(code).items():
        if letter.isascii() or letter == _DOTTED:
            continue
        found[ord(letter)] = {"i": _DOTTED}.get(plain, plain.upper()) if letter.isupper() else plain
    return found


_DOTTED = "İ"


@functools.cache
def _letters(code: str) -> Mapping[str, str]:
    if code not in languages("folding"):
        return {}
    letters: Mapping[str, str] = load(code, "folding", FoldingWords).letters
    return letters
