"""Letters made alike before words are looked up: lower case as a language has it, one alphabet of two.

Turkish and Azerbaijani have I with ı and İ with i, which plain lower case confuses; Azerbaijani was
printed in Cyrillic letters until 1991, one letter of the one alphabet for one of the other. The words
of a language are data in one alphabet; a text is folded to it, letter for letter, so that offsets stay true.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from msgspec import Struct

from cenotaph.lang import languages, load


class FoldingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/folding.toml`: single letters and the single letters that stand for them, none in turn."""

    letters: dict[str, str] = {}


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


@functools.cache
def _letters(code: str) -> Mapping[str, str]:
    if code not in languages("folding"):
        return {}
    letters: Mapping[str, str] = load(code, "folding", FoldingWords).letters
    return letters
