"""Who speaks: whether a party to the conflict, which is declared and never guessed, and how they know it.

The words by which a source says how somebody knows ("doctors", "the morgue", "eyewitnesses") stand in
`lang/<code>/knowing.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import get_args

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
    """How a speaker knows what they say, as far as the words for the speaker tell; of a chain its last link.

    >>> means_of("an agency, citing doctors"), means_of("Nadia Placeholder")
    ('hospital', None)
    """
    if not speaker:
        return None
    said = word_key(speaker)
    found = [(match.start(), means) for means, pattern in _patterns() for match in pattern.finditer(said)]
    return max(found, key=lambda one: (one[0], -_ORDER.index(one[1])))[1] if found else None


_ORDER: tuple[Means, ...] = get_args(Means)


@functools.cache
def _patterns() -> tuple[tuple[Means, re.Pattern[str]], ...]:
    known = [load(code, "knowing", KnowingWords) for code in languages("knowing")]
    found = []
    for means in _ORDER:
        words = sorted({word for one in known for word in getattr(one, means)}, key=lambda word: (-len(word), word))
        parts = [re.escape(word_key(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else "") for word in words]
        found.append((means, re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")))
    return tuple(found)
