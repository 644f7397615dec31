"""The forms of a word: its endings are data, the sounds of the stem shape them.

A paradigm of `lang/<code>/times.toml` names cases and their endings. A word "январ~ь" has the endings of
the paradigm "ь"; a word of a table that is listed under `inflected` has those of the table's paradigm;
"bu~" has none.
In an ending, A and I stand for the vowel that the last vowel of the stem asks for (`harmony`), D for
d or t (`hard`), and a letter in brackets is kept behind a vowel only: "(n)In" is "in" behind "yanvar".

Source: vowel harmony and buffer letters as any grammar of Turkish or Azerbaijani states them.
Limits: sounds that change within a stem are no rule: "ocak" and "ocağ" are two stems.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from msgspec import Struct

Paradigm = dict[str, tuple[str, ...]]
"""Endings by the name of their case, which is the class that a form has besides its word's own."""

_LETTER = re.compile(r"\((.)\)|(.)")


class Inflection(Struct, frozen=True, forbid_unknown_fields=True):
    """How the words of a language take endings: the table `inflection` of `times.toml`."""

    tables: dict[str, str] = {}  # the paradigm of a table's words; "numbers" is that of digits
    harmony: dict[str, str] = {}  # each vowel, and what A and I are behind it
    hard: str = ""  # letters behind which D is t
    joints: tuple[str, ...] = ()  # marks that may stand between a stem and its ending, as in Ocak'ta
    number_joints: tuple[str, ...] = ()  # the same behind digits
    paradigms: dict[str, Paradigm] = {}

    def forms(self, word: str, table: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every form of a word as a table lists it, with the classes of its case."""
        stem, tilde, name = word.partition("~")
        name = name if tilde else self.tables.get(table, "")
        if not name:
            yield stem, ()
            return
        for case, endings in self.paradigms[name].items():
            for ending in endings:
                shaped = self.shape(stem, ending)
                yield stem + shaped, (case,)
                if shaped:
                    yield from ((stem + joint + shaped, (case,)) for joint in self.joints)

    def shape(self, stem: str, ending: str) -> str:
        """The ending as the sounds of the stem shape it.

        >>> turkish = Inflection(harmony={"a": "aı", "i": "ei"}, hard="k")
        >>> turkish.shape("ocak", "DA"), turkish.shape("nisan", "(n)In"), turkish.shape("tari", "(n)In")
        ('ta', 'ın', 'nin')
        """
        written = stem
        vowel = next((letter for letter in reversed(stem) if letter in self.harmony), "")
        for match in _LETTER.finditer(ending):
            letter = match[2]
            if match[1]:
                if written[-1:] not in self.harmony:
                    continue
                letter = match[1]
            if letter in "AI" and vowel:
                letter = self.harmony[vowel]["AI".index(letter)]
            elif letter == "D":
                letter = "t" if written[-1:] in self.hard else "d"
            vowel = letter if letter in self.harmony else vowel
            written += letter
        return written[len(stem) :]

    def number_endings(self) -> dict[str, tuple[str, ...]]:
        """What may stand behind digits, in every shape, with the classes of its cases."""
        found: dict[str, set[str]] = {}
        for case, endings in self.paradigms.get(self.tables.get("numbers", ""), {}).items():
            for ending in endings:
                for shape in self._shapes(ending):
                    found.setdefault(shape, set()).add(case)
        return {ending: tuple(sorted(cases)) for ending, cases in sorted(found.items()) if ending}

    def _shapes(self, ending: str) -> Iterator[str]:
        choices: list[list[str]] = []
        for match in _LETTER.finditer(ending):
            letter = match[2]
            if match[1]:
                choices.append(["", match[1]])
            elif letter in ("A", "I"):
                choices.append(sorted({pair["AI".index(letter)] for pair in self.harmony.values()}))
            else:
                choices.append(["d", "t"] if letter == "D" and self.hard else ["d"] if letter == "D" else [letter])
        yield from ("".join(shape) for shape in itertools.product(*choices))
