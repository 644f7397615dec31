"""The places entries name, one per distinct name as far as spelling goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cenotaph.match.sounds import read_word
from cenotaph.record import Place, digest
from cenotaph.script import word_key


def places(printed: Iterable[str | None]) -> tuple[Place, ...]:
    """One place per name: spellings that sound the same are one, its most frequent form comes first.

    Limits: former names and places within places are not known here.
    """
    forms: dict[str, Counter[str]] = {}
    for text in printed:
        if text and (key := place_key(text)):
            forms.setdefault(key, Counter())[text.strip()] += 1
    found = []
    for key in sorted(forms):
        names = tuple(sorted(forms[key], key=lambda name: (-forms[key][name], name)))
        found.append(Place(id="plc-" + digest(key), name=names[0], names=tuple(sorted(names))))
    return tuple(found)


def place_key(text: str) -> str:
    """The sounds of a place's name, word by word.

    >>> place_key("Qubadlı") == place_key("Губадлы")
    True
    """
    return " ".join(read_word(word).key for word in word_key(text).split())
