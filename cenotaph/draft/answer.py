"""What is answered for one figure, date or name of a draft."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from cenotaph.checking import Place
from cenotaph.record import Basis, Modality


class Voice(Struct, frozen=True):
    """One voice of the archive: a source, and all that repeat one text with it."""

    value: str  # in words, as the source qualifies it
    attribution: str  # "according to the hospital (Nowhere News, 20 March 1994)"
    source: str  # id
    statement: str  # id of the claim or entry
    address: str | None  # of the source: its path or URL
    published: str | None  # EDTF
    speaker: str | None
    modality: Modality
    basis: Basis
    words: str | None  # the source's exact words; null where only our note of it is held
    copies: tuple[str, ...] = ()  # sources that repeat it, named
    copied_from: str | None = None  # the source whose text it repeats, named; null: none, or dates do not tell
    copy_reason: str | None = None  # why they count as one voice
    independence: str = ""  # what is known of it beside the other voices


Relation = Literal["contains", "lies within", "part of a total", "no part of it", "counts others"]
"""The same people are told as a part of a total in one place and by themselves in the other: the archive's part beside
the draft's whole, or the reverse. Whether both sources mean the same is for a person to say."""


class Beside(Struct, frozen=True):
    """Another question of the same incident and kind, never compared: what it counts, and what is said to it."""

    relation: Relation  # as it stands to what the draft counts
    asked: str  # what it counts, in words
    voices: tuple[Voice, ...]


class Answer(Struct, frozen=True):
    """What the archive says of one figure, date, age or name."""

    what: Literal["figure", "date", "age", "name"]
    place: Place
    words: str  # of the draft
    taken_as: str  # what they were taken to say
    says_so: tuple[Voice, ...] = ()
    fits: tuple[Voice, ...] = ()  # other values that do not exclude the draft's: "at least 100" beside 131
    otherwise: tuple[Voice, ...] = ()
    beside: tuple[Beside, ...] = ()
    remarks: tuple[str, ...] = ()
    attribution: str = ""  # what may be printed, always in somebody's name

    is_known: bool = False  # nobody need say so: a date in the time of a declared incident

    @property
    def is_open(self) -> bool:
        """Whether somebody should look: nobody says so, or somebody says otherwise."""
        return bool(self.otherwise) or not (self.says_so or self.is_known)
