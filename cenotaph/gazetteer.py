"""The names by which an archive itself knows its places: declared in cenotaph.toml, former ones among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cenotaph.record import DeclaredPlace
from cenotaph.script import word_key


class Gazetteer:
    """The declared places by every name of theirs, in any script.

    Args:
        declared: the places of cenotaph.toml.
        alike: gives one key to all spellings of a name that are to be taken for one. By default letters are
            compared without accents and letter case; matching compares the sounds of names instead.
    """

    def __init__(self, declared: Sequence[DeclaredPlace] = (), alike: Callable[[str], str] = word_key) -> None:
        self._alike = alike
        self._of = {alike(name): place for place in declared for name in (place.name, *place.also, *place.former)}

    def place(self, text: str) -> DeclaredPlace | None:
        """The declared place that a printed name is; null for others."""
        return self._of.get(self._alike(text)) if self._of else None

    def key(self, text: str) -> str:
        """One key for all names of a place.

        >>> from cenotaph.record import DeclaredPlace
        >>> grove = Gazetteer([DeclaredPlace("Ozmara Grove", also=("Роща Озмары",))])
        >>> grove.key("роща озмары") == grove.key("Ozmara Grove")
        True
        """
        place = self.place(text)
        return self._alike(text if place is None else place.name)
