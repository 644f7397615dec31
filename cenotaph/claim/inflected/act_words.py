"""The words by which an inflecting language tells what is no count: `lang/<code>/acts.toml`.

Phrases are written as in `lang/<code>/statements.toml` (stems with `~`, `*`, `+`; folded letters), and
looked up in the same pass. A language without this file yields counts and quotations, and no acts.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct


class Shapes(Struct, frozen=True, forbid_unknown_fields=True):
    """Regular expressions on one folded word, searched in it."""

    copula: str = "(?!)"  # a noun that says of itself that something is so: "suçudur"
    predicative: str = ""  # the form of a term behind "was": "геноцидом"
    unreal: str = "(?!)"  # a verb of what is yet to come or only wished
    source: str = "(?!)"  # a noun from which something comes: "yarasından"
    jubilee: str = "(?!)"  # one word for the number and the anniversary, the number as its first group: "40-летие"
    goal: str = ""  # a noun into which somebody goes: "başkente"


class ActWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `lang/<code>/acts.toml`."""

    legal: dict[str, tuple[str, ...]] = {}  # a term of law in its base form: its phrases
    only_charged: tuple[str, ...] = ()  # those of them that are terms of law in a charge or verdict alone
    causes: dict[str, tuple[str, ...]] = {}  # a cause of death in its base form: its phrases
    cues: dict[str, tuple[str, ...]] = {}
    shapes: Shapes = Shapes()
    ordinals: dict[str, int] = {}  # folded stems of ordinals in words: "otuzuncu" = 30
    tens: dict[str, int] = {}  # the words in front of them: "otuz" = 30

    def phrases(self) -> Iterator[tuple[str, str, str]]:
        """Every phrase with the list it is of and its name there."""
        for group, table in (("legal", self.legal), ("cause_of_death", self.causes)):
            for name, phrases in table.items():
                yield from ((group, name, phrase) for phrase in phrases)
        for cue, phrases in self.cues.items():
            yield from ((cue, phrase, phrase) for phrase in phrases)
