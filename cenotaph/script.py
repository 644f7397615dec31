"""In which script a name is written (ISO 15924), and a key under which words of tables are compared."""

from __future__ import annotations

import functools
import unicodedata

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARABIC": "Arab",
    "GEORGIAN": "Geor",
    "ARMENIAN": "Armn",
    "GREEK": "Grek",
    "HEBREW": "Hebr",
    "DEVANAGARI": "Deva",
    "HANGUL": "Hang",
    "CJK": "Hani",
}


@functools.lru_cache(maxsize=4096)
def _script_of_letter(letter: str) -> str | None:
    if not letter.isalpha():
        return None
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])


def script_of(text: str) -> str | None:
    """The script most letters of `text` belong to, as ISO 15924 code; null where it has no letter we know.

    >>> script_of("Ильхам"), script_of("(1962)")
    ('Cyrl', None)
    """
    if text.isascii():
        return "Latn" if text.isalpha() or any(letter.isalpha() for letter in text) else None
    scripts = [script for script in map(_script_of_letter, text) if script is not None]
    return max(sorted(set(scripts)), key=scripts.count) if scripts else None


@functools.lru_cache(maxsize=4096)
def is_accent(character: str) -> bool:
    """Whether a character is a mark that may drop as accents do: é, й, the short vowels of Arabic and Hebrew.

    The marks of scripts that write vowels and bare consonants by them (Indic, Thai), or voiced sounds (kana), make
    other words. They have combining classes of their own (Unicode 16, section 4.3). A dot below an Indic letter is
    often left out, and what only chooses a shape is no sound.

    >>> is_accent("\u0301"), is_accent("\u064e"), is_accent("\u093e"), is_accent("a")
    (True, True, False, False)
    """
    if not is_mark(character):
        return False
    order = unicodedata.combining(character)
    if order == 0:
        return unicodedata.category(character) == "Me" or "SELECTOR" in unicodedata.name(character, "SELECTOR")
    return order not in (8, 9) and not 84 <= order <= 132  # kana, bare consonants; vowels from Telugu to Tibetan


def is_mark(character: str) -> bool:
    """Whether a character stands with a letter and is none itself."""
    return unicodedata.category(character).startswith("M")


@functools.lru_cache(maxsize=65536)  # names of publishers, speakers and places come again and again
def word_key(text: str) -> str:
    """`text` in lower case, without accents and punctuation, dotted and dotless i alike, words parted by one blank.

    For headings and fixed words of tables ("Date of birth", "Doğum_tarixi", "naməlum"), never for names to be shown.

    >>> word_key("  Doğum_Tarixi: ")
    'dogum tarixi'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not is_accent(c))
    folded = bare.casefold().replace("ı", "i").replace("\u0307", "").replace("ـ", "")
    return " ".join("".join(c if c.isalnum() or is_mark(c) else " " for c in folded).split())
