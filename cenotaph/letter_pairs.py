"""How likely letters follow each other in a language: by which a text in the wrong encoding is told from a right one.

Learnt, at the first question, from the names of countries, languages, currencies and cities, of months and days, that
each language's own people keep in the Unicode CLDR (through `babel`; Unicode Licence v3), and from the common words of
`lang/<code>/reading.toml`. Nothing is stored.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from cenotaph.lang import languages, load

EDGE = " "
"""Stands before and behind a word."""

UNSEEN = math.log(2e-4)
"""A pair of letters of the alphabet that the words learnt from do not hold; set by judgement."""
FOREIGN = math.log(1e-6)
"""A letter, or a place for a capital, that the language does not have."""

_OTHERS = ("cs", "de", "es", "fr", "hu", "pl", "ro", "sv")  # neighbours without a folder of their own
_WRITTEN_TWICE = {"az": ("az", "az_Cyrl"), "uz": ("uz", "uz_Cyrl")}
_ARABIC = str.maketrans("يك", "یک")
_LETTERS = re.compile(r"[^\W\d_]+")


class _Words(Struct, frozen=True):
    """The part of `lang/<code>/reading.toml` that a language is known by."""

    common: tuple[str, ...]


class Model(Struct, frozen=True):
    """One language in one script."""

    letters: frozenset[str]
    pairs: Mapping[str, float]  # two letters -> natural logarithm of how often the second follows the first


@functools.cache
def models() -> tuple[Model, ...]:
    """Every language there is something to learn from, by code; a language written in two scripts is two models."""
    codes = [*languages("reading"), *_OTHERS]
    return tuple(_model(locale, code) for code in codes for locale in _WRITTEN_TWICE.get(code, (code,)))


def likelihood(word: str, model: Model) -> float:
    """How likely the letters of one word follow each other: a natural logarithm, summed over its letters.

    A capital that stands behind a small letter is foreign to every language.

    Example:
        >>> english = next(model for model in models() if "w" in model.letters and "é" not in model.letters)
        >>> likelihood("church", english) > likelihood("hhcucr", english)
        True
    """
    low = _folded(word)
    total = 0.0 if word[1:] == word[1:].lower() or word == word.upper() else FOREIGN
    for pair in map("".join, zip(EDGE + low, low + EDGE, strict=True)):
        known = model.pairs.get(pair)
        if known is not None:
            total += known
        else:
            total += UNSEEN if pair[1] == EDGE or pair[1] in model.letters else FOREIGN
    return total


def _model(locale: str, code: str) -> Model:
    counts = Counter(
        pair for word in _words(locale, code) for pair in map("".join, zip(EDGE + word, word + EDGE, strict=True))
    )
    firsts: Counter[str] = Counter()
    for pair, count in counts.items():
        firsts[pair[0]] += count
    often = Counter(
        letter for pair, count in counts.items() for letter in pair[1] if letter != EDGE for _ in range(count)
    )
    every = sum(often.values())
    pairs = {
        pair: max(UNSEEN, math.log((count + 0.5 * often.get(pair[1], 1) / max(1, every)) / (firsts[pair[0]] + 0.5)))
        for pair, count in counts.items()
    }
    return Model(frozenset(often), pairs)


def _words(locale: str, code: str) -> Iterator[str]:
    from babel import Locale

    named = Locale.parse(locale)
    told: list[str] = []
    for names in (named.territories, named.languages, named.currencies):
        told.extend(str(names[key]) for key in sorted(names))
    told.extend(str(zone["city"]) for _, zone in sorted(named.time_zones.items()) if "city" in zone)
    for table in (named.months, named.days):
        told.extend(str(word) for way in table.values() for word in way["wide"].values())
    if code in languages("reading"):
        told.extend(word for word in load(code, "reading", _Words).common for _ in range(4))
    for text in told:
        for match in _LETTERS.finditer(text):
            yield _folded(match.group())


def _folded(word: str) -> str:
    # Before Unicode Persian was typed with the Arabic yeh and kaf, which windows-1256 has.
    low = word.replace("İ", "i").lower().translate(_ARABIC)
    return low if len(low) == len(word) else "".join(char.lower()[:1] for char in word)
