"""Who speaks: whether a party to the conflict, which is declared and never guessed, and how they know it.

The words by which a source says how somebody knows ("doctors", "the morgue", "eyewitnesses") stand in
`lang/<code>/knowing.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Literal, get_args

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Means, Party
from cenotaph.script import word_key


class KnowingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/knowing.toml` holds: per way of knowing its words; a word that ends in * may go on."""

    eyewitness: tuple[str, ...] = ()
    hospital: tuple[str, ...] = ()
    morgue: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    investigation: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    citing: tuple[str, ...] = ()  # behind them stands the last link of a chain
    cited: tuple[str, ...] = ()  # in front of them stands the last link of a chain
    through: tuple[str, ...] = ()  # where somebody speaks: "on television"
    head_before: tuple[str, ...] = ()  # in front of them stands the head of a phrase
    head: Literal["first", "last"] = "last"  # which of the words of one phrase is its head
    yields: tuple[str, ...] = ()  # words that give way to any other word of their link


class Knowing(Struct, frozen=True):
    """The words of one language, as patterns over what `word_key` gives."""

    means: tuple[tuple[Means, re.Pattern[str]], ...]
    citing: re.Pattern[str]
    cited: re.Pattern[str]
    through: re.Pattern[str]
    head_before: re.Pattern[str]
    yields: re.Pattern[str]
    is_head_first: bool


class Known(Struct, frozen=True):
    """One word by which somebody knows, as found."""

    start: int
    end: int
    means: Means


def named_in(words: str | None, parties: Sequence[Party], publisher: str | None = None) -> str | None:
    """The one declared party whose words stand in what a source calls somebody; null where none or several do.

    Args:
        words: a speaker or a perpetrator, as the source names them.
        parties: as declared.
        publisher: who speaks where the source names no speaker.

    >>> named_in("the Veksian Defence Ministry", [Party("Veksia", speakers=("veksian",))])
    'Veksia'
    """
    if not parties:
        return None
    own = f" {word_key(words or publisher or '')} "
    found = {
        party.name
        for party in parties
        for word in (party.speakers if words else party.publishers)
        if f" {word_key(word)} " in own
    }
    return found.pop() if len(found) == 1 else None


@functools.lru_cache(maxsize=65536)
def means_of(speaker: str | None) -> Means | None:
    """How a speaker knows what they say, as far as the words for the speaker tell.

    Of a chain the last link counts, and in it the head of the phrase; where somebody speaks does not.

    >>> means_of("an agency, citing doctors"), means_of("the president on television"), means_of("Nadia Placeholder")
    ('hospital', 'official', None)
    """
    if not speaker:
        return None
    said = word_key(speaker)
    spoken = max(_languages(), key=lambda known: sum(word.end - word.start for word in _words(said, known)))
    link = spoken.through.sub(" ", _last_link(said, spoken))
    phrases = [
        [(word, phrase[word.start : word.end]) for word in _words(phrase, spoken)]
        for phrase in spoken.head_before.split(link)
    ]
    telling = [[word for word, printed in words if not spoken.yields.fullmatch(printed)] for words in phrases]
    if not any(telling):
        telling = [[word for word, _ in words] for words in phrases]
    head = next((words for words in telling if words), None)
    return head[0 if spoken.is_head_first else -1].means if head else None


def _last_link(said: str, known: Knowing) -> str:
    """Who knows, of a chain of those who say it: behind the last "citing", in front of the first "quoted by"."""
    behind = known.citing.split(said)[-1]
    return known.cited.split(behind)[0]


def _words(said: str, known: Knowing) -> list[Known]:
    """The words by which somebody knows, in order; those inside a longer one left out."""
    found = [
        Known(match.start(), match.end(), means) for means, pattern in known.means for match in pattern.finditer(said)
    ]
    found.sort(key=lambda word: (word.start, -word.end))
    kept: list[Known] = []
    for word in found:
        if not kept or word.start >= kept[-1].end:
            kept.append(word)
    return kept


@functools.cache
def _languages() -> tuple[Knowing, ...]:
    return tuple(_knowing(load(code, "knowing", KnowingWords)) for code in languages("knowing"))


def _knowing(words: KnowingWords) -> Knowing:
    return Knowing(
        tuple((means, _any(getattr(words, means))) for means in get_args(Means)),
        _any(words.citing),
        _any(words.cited),
        _any(words.through),
        _any(words.head_before),
        _any(words.yields),
        words.head == "first",
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    """Any of `words` as whole words; one that ends in * may go on."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    parts = [re.escape(word_key(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "") for word in ordered]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")
