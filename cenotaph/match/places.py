"""The places entries name: one per distinct name as far as spelling goes, and one per declared place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cenotaph.match.sounds import read_word
from cenotaph.record import DeclaredPlace, Place, digest
from cenotaph.script import word_key


class Gazetteer:
    """The names by which the archive itself knows its places, former ones among them."""

    def __init__(self, declared: Sequence[DeclaredPlace] = ()) -> None:
        """Know the `declared` places by the sounds of every name of theirs."""
        self._of = {place_key(name): place for place in declared for name in (place.name, *place.also, *place.former)}

    def place(self, text: str) -> DeclaredPlace | None:
        """The declared place that a printed name is; null for others."""
        return self._of.get(place_key(text)) if self._of else None

    def key(self, text: str) -> str:
        """One key for all names of a place."""
        place = self.place(text)
        return place_key(text if place is None else place.name)


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
