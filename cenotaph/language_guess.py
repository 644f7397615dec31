"""The language of a text, by its letters and the words that stand in nearly every text of it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from msgspec import Struct

from cenotaph.lang import languages, load

SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Latn", "a-zA-Z\u00c0-\u024f\u1e00-\u1eff", ("en", "az", "tr")),
    ("Cyrl", "\u0400-\u052f", ("ru", "uk", "az")),
    ("Arab", "\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc", ("ar", "fa", "az")),
    ("Geor", "\u10a0-\u10ff\u1c90-\u1cbf", ("ka",)),
    ("Armn", "\u0530-\u058f", ("hy",)),
)
"""Script, its letters as a character class, and the languages we have words for that are written in it."""

_SAMPLE = 6_000
_FEWEST_OWN = 5  # letters that one language alone has
_OWN_SHARE = 0.03
_FOREIGN = 0.02  # of the letters beyond a to z: Tatar and Kazakh share many words with Azerbaijani, not all letters
_WORD = re.compile(r"[^\W\d_]+")


class ReadingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language that date, sign and identify a text (`lang/<code>/reading.toml`)."""

    common: tuple[str, ...]  # words that stand in nearly every text
    months: tuple[tuple[str, ...], ...]  # January to December, every form that stands in a printed date
    letters: str = ""  # beyond a to z
    byline: tuple[str, ...] = ()  # what stands in front of an author's name
    stated: tuple[str, ...] = ()  # what stands in front of the day of publication
    papers: tuple[str, ...] = ()  # kinds of paper that bear their day in their title
    titled: tuple[str, ...] = ()  # how they do, with {paper} and {day}


def language_of(text: str) -> str | None:
    """The language most of the common words of `text` belong to, or that alone has its letters; None when neither says.

    Limits: only languages that have a `reading.toml`. Below about 15 words, or where two languages
    come within a fifth of each other, it abstains, unless the letters tell, as in a list of names.

    Example:
        >>> language_of("The witnesses said that the doors of the school had been locked for a week by then.")
        'en'
    """
    sample = text[:_SAMPLE]
    counts = [(len(re.findall(f"[{letters}]", sample)), codes) for _, letters, codes in SCRIPTS]
    most, codes = max(counts, key=lambda each: each[0])
    if most < 20:
        return None
    words = [word.group() for word in _WORD.finditer(folded(sample))]
    scores = sorted(((_share(words, code), code) for code in codes if code in languages("reading")), reverse=True)
    is_told = scores and scores[0][0] >= 0.04 and len(words) >= 8
    if not is_told or (len(scores) > 1 and scores[1][0] > scores[0][0] * 0.8):
        return _by_letters("".join(words), codes)
    return scores[0][1] if _foreign("".join(words), scores[0][1]) < _FOREIGN else None


def likely_language(text: str) -> str | None:
    """As `language_of`, and of a text too short for that the language that its letters and few words fit best.

    Example:
        >>> likely_language("Погибли 12 человек."), likely_language("Saldırıda 12 kişi öldü.")
        ('ru', 'tr')
    """
    told = language_of(text)
    if told is not None:
        return told
    sample = text[:_SAMPLE]
    most, codes = max(
        ((len(re.findall(f"[{letters}]", sample)), codes) for _, letters, codes in SCRIPTS), default=(0, ())
    )
    words = [word.group() for word in _WORD.finditer(folded(sample))]
    known = [code for code in codes if code in languages("reading")] if most else []
    own = {code: set(reading_words(code).letters) for code in known}
    beyond = {letter for letter in "".join(words) if letter > "\x7f"}
    fitting = [code for code in known if beyond <= own[code]]
    ranked = [(-_share(words, code), len(own[code] - beyond), code) for code in fitting]
    return min(ranked)[2] if ranked else None


def _foreign(letters: str, code: str) -> float:
    """The share of letters beyond a to z that a language does not have; 0 where its letters are not known."""
    own = reading_words(code).letters
    beyond = [letter for letter in letters if letter > "\x7f"]
    return sum(letter not in own for letter in beyond) / len(beyond) if own and beyond else 0.0


def _by_letters(letters: str, codes: Sequence[str]) -> str | None:
    """The language that alone has a part of these letters, and all of them; of a text in one script."""
    least = max(_FEWEST_OWN, _OWN_SHARE * len(letters))
    for code in codes:
        own = set(reading_words(code).letters) - {
            letter for other in codes if other != code for letter in reading_words(other).letters
        }
        if sum(letter in own for letter in letters) >= least and _foreign(letters, code) < _FOREIGN / 2:
            return code
    return None


def folded(text: str) -> str:
    """Lower case in which Turkish and Azerbaijani İ and I come out as one letter each; as long as `text`."""
    low = text.replace("İ", "i").lower()
    return low if len(low) == len(text) else "".join(_lower(char) for char in text)


def _lower(char: str) -> str:
    if char == "İ":
        return "i"
    low = char.lower()
    return low if len(low) == 1 else char


def reading_words(code: str) -> ReadingWords:
    """The file `lang/<code>/reading.toml`."""
    words: ReadingWords = load(code, "reading", ReadingWords)
    return words


@functools.cache
def _common(code: str) -> frozenset[str]:
    return frozenset(reading_words(code).common)


def _share(words: list[str], code: str) -> float:
    common = _common(code)
    return sum(word in common for word in words) / max(1, len(words))
