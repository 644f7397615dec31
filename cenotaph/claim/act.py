"""What a claim without a number is, and where the clause around it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.times import Time

_LEAD = re.compile(
    r"(?:[\s,;]+|(?:that|and|but|then|also|later|when|where|while|which|who|as|after|before)\s+)+", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"[,;:]\s|\s(?:when|while|after|before|which|who|but|where|that)\s|\sand\s(?=(?:the|a|an|it|he|she|they)\s)"
)


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


def clause_start(text: str, end: int, dates: Sequence[int] = ()) -> tuple[int, int]:
    """The words in front of a verb back to the start of its clause or the end of a date (`dates`)."""
    head = text[:end]
    cuts = [match.end() for match in _CLAUSE.finditer(head)]
    start = max([*cuts, *(dated for dated in dates if dated < end)], default=0)
    lead = _LEAD.match(head, start)
    return (lead.end() if lead else start), end


def object_end(text: str, start: int, time_at: int) -> int:
    """Where the act's object ends: at the clause's end or in front of its date."""
    stop = len(text)
    cut = re.search(r"[,;.](?=\s|$)|\s(?:and|when|while|after|before|which|who|but|as|where)\s|\s[—–-]\s", text[start:])
    if cut:
        stop = start + cut.start()
    if start <= time_at < stop:
        before = re.search(r"\s+(?:on|in|at|by|since)?\s*(?:the\s+)?$", text[start:time_at], re.IGNORECASE)
        stop = start + before.start() if before else time_at
    return max(start, min(stop, start + 140))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets without the spaces and commas at both ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip(" ,;\n")), end - (len(piece) - len(piece.rstrip(" ,;\n")))
