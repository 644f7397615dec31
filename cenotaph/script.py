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


@functools.lru_cache(maxsize=65536)  # names of publishers, speakers and places come again and again
def word_key(text: str) -> str:
    """`text` in lower case, without accents and punctuation, dotted and dotless i alike, words parted by one blank.

    For headings and fixed words of tables ("Date of birth", "Doğum_tarixi", "naməlum"), never for names to be shown.

    >>> word_key("  Doğum_Tarixi: ")
    'dogum tarixi'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    folded = bare.casefold().replace("ı", "i").replace("\u0307", "").replace("ـ", "")
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())
