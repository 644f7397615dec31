"""Topics that are held back until a person has ruled: suicide, pregnancy, sexual violence, illness, a minor's kin.

The words are those of `lang/<code>/sensitive.toml`. The details and remarks of a table come in any
language, whatever the table's own, so that all languages are asked together.
"""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from cenotaph.folding import fold
from cenotaph.lang import languages, load


class SensitiveWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/sensitive.toml`."""

    topics: dict[str, tuple[str, ...]]
    living: dict[str, tuple[str, ...]] = {}


def topics(text: str) -> tuple[str, ...]:
    """The sensitive topics that `text` touches, in any language, sorted.

    >>> topics("She was pregnant."), topics("Она была беременна."), topics("She was a teacher.")
    (('pregnancy',), ('pregnancy',), ())
    >>> topics("Һамилә гадын"), topics("Hamilə qadın")
    (('pregnancy',), ('pregnancy',))
    """
    found: set[str] = set()
    if _every().search(text):
        found.update(name for name, pattern in _by_topic() if pattern.search(text))
    for code in _folded_languages():
        folded = fold(text, code)
        if _of_language(code).search(folded):
            found.update(name for name, pattern in _by_topic(code) if pattern.search(folded))
    return tuple(sorted(found))


def touches_topic(text: str, language: str | None) -> bool:
    """Whether `text` touches a sensitive topic in the words of its own `language` (BCP 47).

    >>> touches_topic("Һамилә гадын", "az-Cyrl"), touches_topic("Һәкимин гадыны", "az")
    (True, False)
    """
    code = (language or "").partition("-")[0].lower()
    if code not in languages("sensitive"):
        return False
    pattern = _of_language(code)
    if pattern.search(text):
        return True
    return code in _folded_languages() and pattern.search(fold(text, code)) is not None


@functools.cache
def offices() -> re.Pattern[str]:
    """Words that name an office or a role in which a person speaks for others, in any language."""
    words = {word for code in languages("sensitive") for word in _load(code).living.get("office", ())}
    inner = "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<!\w)(?:{inner or '(?!)'})(?!\w)", re.IGNORECASE)


def _load(code: str) -> SensitiveWords:
    words: SensitiveWords = load(code, "sensitive", SensitiveWords)
    return words


@functools.cache
def _by_topic(code: str | None = None) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found: dict[str, list[str]] = {}
    for one in languages("sensitive") if code is None else (code,):
        for name, patterns in _load(one).topics.items():
            found.setdefault(name, []).extend(patterns)
    return tuple((name, _joined(found[name])) for name in sorted(found))


@functools.cache
def _every() -> re.Pattern[str]:
    return _joined(
        [pattern for code in languages("sensitive") for some in _load(code).topics.values() for pattern in some]
    )


@functools.cache
def _of_language(code: str) -> re.Pattern[str]:
    return _joined([pattern for some in _load(code).topics.values() for pattern in some])


@functools.cache
def _folded_languages() -> tuple[str, ...]:
    """The languages whose letters must be made alike before their words are found: two alphabets, or a dotted I."""
    return tuple(code for code in languages("sensitive") if code in languages("folding"))


def _joined(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b(?:{pattern})" for pattern in patterns) or "(?!)", re.IGNORECASE)
