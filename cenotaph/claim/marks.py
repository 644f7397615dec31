"""How the words of a claim or an entry were read: from letters of the file, by a machine in a picture, by a typist."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from cenotaph.claim.claimed import Claimed
from cenotaph.record import Claim, Entry, Method, Row, Span, Text

ReadT = TypeVar("ReadT", Claim, Entry)
_Mark = tuple[Method, float | None]
_LINE = re.compile(r"\d+$")


def marked(found: Claimed, text: Text) -> Claimed:
    """The claims and entries of one text, each with how the words of its span were read.

    Args:
        found: what was read in the text.
        text: a text whose method holds for all of it; in one that was extracted the recognised words (of a scanned page
            among others) mark what they stand in.

    Returns:
        `confidence` is that of the least sure recognised word the span shares a letter with.
    """
    if text.method == "extracted" and not text.words:
        return found
    starts = [word.start for word in text.words]

    def mark(span: Span) -> _Mark:
        if span.start is None or span.end is None:
            return text.method, None
        first = max(0, bisect.bisect_right(starts, span.start) - 1)
        last = bisect.bisect_left(starts, span.end)
        sure = [word.confidence for word in text.words[first:last] if word.end > span.start]
        return ("recognised", min(sure)) if sure else (text.method, None)

    return _with_marks(found, mark)


def marked_rows(found: Claimed, rows: Sequence[Row]) -> Claimed:
    """The claims and entries of a source's tables, each with how the words of its line were read."""
    marks: dict[tuple[str | None, int], _Mark] = {
        (row.sheet, row.line): (row.method, row.confidence) for row in rows if row.method != "extracted"
    }
    if not marks:
        return found

    def mark(span: Span) -> _Mark:
        line = _LINE.search(span.cell or "")
        return marks.get((span.sheet, int(line.group())), ("extracted", None)) if line else ("extracted", None)

    return _with_marks(found, mark)


def _with_marks(found: Claimed, mark: Callable[[Span], _Mark]) -> Claimed:
    claims = tuple(_with_mark(claim, mark(claim.span)) for claim in found.claims)
    return Claimed(claims, tuple(_with_mark(entry, mark(entry.span)) for entry in found.entries), found.flags)


def _with_mark(read: ReadT, mark: _Mark) -> ReadT:
    method, confidence = mark
    return read if method == "extracted" else replace(read, method=method, confidence=confidence)
