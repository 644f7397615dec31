"""What a claim without a number is, and where the clause around it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.times import Time
from cenotaph.claim.words import Lexicon

_LONGEST_OBJECT = 140  # characters


class Act(NamedTuple):
    """A claim without a number: offsets in the text, half-open."""

    kind: str
    start: int
    end: int
    value: str
    rule: str
    when: Time | None = None
    where: str | None = None
    by: str | None = None
    is_accusation: bool = False
    is_denied: bool = False
    speaker: str | None = None  # who gives the legal term


def clause_start(text: str, end: int, lexicon: Lexicon, dates: Sequence[int] = ()) -> tuple[int, int]:
    """The words in front of a verb back to the start of its clause or the end of a date (`dates`)."""
    head = text[:end]
    cuts = [match.end() for match in lexicon.rules["clause"].finditer(head)]
    start = max([*cuts, *(dated for dated in dates if dated < end)], default=0)
    lead = lexicon.rules["clause_lead"].match(head, start)
    return (lead.end() if lead else start), end


def object_end(text: str, start: int, time_at: int, lexicon: Lexicon) -> int:
    """Where the act's object ends: at the clause's end or in front of its date."""
    stop = len(text)
    cut = lexicon.rules["object_end"].search(text, start)
    if cut:
        stop = cut.start()
    if start <= time_at < stop:
        before = lexicon.rules["time_lead_behind"].search(text[start:time_at])
        stop = start + before.start() if before else time_at
    return max(start, min(stop, start + _LONGEST_OBJECT))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without the spaces and commas at both ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" ,;\n")), end - (len(piece) - len(piece.rstrip(" ,;\n")))
