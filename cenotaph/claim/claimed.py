"""What the claim stage gives for one source."""

from __future__ import annotations

from msgspec import Struct

from cenotaph.record import Claim, Entry, Flag


class Claimed(Struct, frozen=True):
    """The statements and named people read in one source, and what could not be read."""

    claims: tuple[Claim, ...] = ()
    entries: tuple[Entry, ...] = ()
    flags: tuple[Flag, ...] = ()
