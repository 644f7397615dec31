"""Words that only repeat what is known of those counted, in languages whose nouns have many forms.

"14 человек", "13 kişi" and "16 nəfərin" count people like "12 people" does. The nouns are those of
`lang/<code>/statements.toml`, stems with the endings that nouns and adjectives have.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.folding import fold
from cenotaph.lang import languages, load

SHORTEST = 3
"""Letters of a noun that has no endings; shorter words link others."""


class Endings(Struct, frozen=True):
    """Regular expressions for the endings of folded words, matched whole."""

    noun: str = ""
    adjective: str = ""


class Predicate(Struct, frozen=True):
    """Nouns that say what happened: "dead", "wounded"."""

    people: tuple[str, ...] = ()


class NounWords(Struct, frozen=True):
    """The part of `lang/<code>/statements.toml` that names those counted; "*" and "+" stand for endings."""

    letters: dict[str, str] = {}
    endings: Endings = Endings()
    populations: dict[str, tuple[str, ...]] = {}
    predicates: dict[str, Predicate] = {}


def says_nothing_new(word: str, whom_class: str | None, language: str | None) -> bool:
    """Whether a word repeats the class that its reader found, or what happened.

    >>> says_nothing_new("kişinin", "person", "tr"), says_nothing_new("нәфәр", "person", "az-Cyrl")
    (True, True)
    >>> says_nothing_new("женщин", "person", "ru"), says_nothing_new("people", "person", "en")
    (False, False)
    """
    code = (language or "").partition("-")[0].lower()
    if code not in languages("statements"):
        return False
    low = fold(word, code)
    for one, other in load(code, "statements", NounWords).letters.items():
        low = low.replace(one, other)
    return any(
        low.startswith(stem) and _endings(code, mark).fullmatch(low, len(stem)) is not None
        for stem, mark in _nouns(code, whom_class or "")
    )


def is_noun_of(word: str, code: str, without: frozenset[str]) -> bool:
    """Whether a folded word of a language with data is a form of a noun for those counted, of any class but some."""
    words = load(code, "statements", NounWords)
    for one, other in words.letters.items():
        word = word.replace(one, other)
    return any(
        word.startswith(stem) and _endings(code, mark).fullmatch(word, len(stem)) is not None
        for name in words.populations
        if name not in without
        for stem, mark in _nouns(code, name)
    )


@functools.cache
def _endings(code: str, mark: str) -> re.Pattern[str]:
    words = load(code, "statements", NounWords)
    inner = {"*": words.endings.noun, "+": words.endings.adjective}.get(mark, "")
    return re.compile(rf"(?:{_plain(inner, words)})")


@functools.cache
def _nouns(code: str, whom_class: str) -> tuple[tuple[str, str], ...]:
    """Stem and mark of each word that says nothing new of those of a class."""
    words = load(code, "statements", NounWords)
    phrases = [*words.populations.get(whom_class, ())]
    phrases += [phrase for predicate in words.predicates.values() for phrase in predicate.people]
    parts = {part for phrase in phrases for part in _plain(phrase, words).split() if part != ".." and not _links(part)}
    return tuple(sorted((part.rstrip("*+~"), part[-1] if part[-1] in "*+" else "") for part in parts))


def _links(part: str) -> bool:
    """Whether a word of a phrase only links others, as the "in" of "called in from the reserve" does."""
    return len(part) < SHORTEST and part[-1] not in "*+~"


def _plain(text: str, words: NounWords) -> str:
    for one, other in words.letters.items():
        text = text.replace(one, other)
    return text
