"""The places entries name: one per distinct name as far as spelling goes, and one per declared place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cenotaph.gazetteer import Gazetteer
from cenotaph.match.sounds import read_word
from cenotaph.record import DeclaredPlace, Place, digest
from cenotaph.script import word_key


def gazetteer_by_sound(declared: Sequence[DeclaredPlace] = ()) -> Gazetteer:
    """The `declared` places by the sounds of every name of theirs."""
    return Gazetteer(declared, place_key)


def places(printed: Iterable[str | None], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """One place per name: spellings that sound the same are one, and so are all names of a declared place.

    A declared place is called as declared, any other by its most frequent form. Limits: places within
    places are not known here.
    """
    forms: dict[str, Counter[str]] = {}
    declared: dict[str, DeclaredPlace] = {}
    for text in printed:
        if text and (key := gazetteer.key(text)):
            forms.setdefault(key, Counter())[text.strip()] += 1
            known = gazetteer.place(text)
            if known is not None:
                declared[key] = known
    found = []
    for key in sorted(forms):
        names = sorted(forms[key], key=lambda name: (-forms[key][name], name))
        own = declared.get(key)
        once = {place_key(name) for name in own.former} if own else set()
        found.append(
            Place(
                id="plc-" + digest(key),
                name=own.name if own else names[0],
                names=tuple(sorted(names)),
                former=tuple(sorted(name for name in names if place_key(name) in once)),
            )
        )
    return tuple(found)


def place_key(text: str) -> str:
    """The sounds of a place's name, word by word.

    >>> place_key("Qubadlı") == place_key("Губадлы")
    True
    """
    return " ".join(read_word(word).key for word in word_key(text).split())
