"""The lines of a plain text joined to the paragraphs they were broken from.

Letters, reports and agency copy were typed with a line break each 60 to 120 characters. A line break is one of
these when the first word of the next line would not have fitted any more, or when the sentence runs on in a small
letter; all others were meant. A page copied from a browser has a line for each paragraph, and nothing is joined.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

BULLET = re.compile(r"(?:[-–—•·▪●◦‣*]|\(?\d{1,3}[.)]|\(?[a-z]\)|[A-Z]\))\s+(?=\S)")
"""What opens an item of a list."""

WIDEST = 140
"""Characters of the longest line that anybody breaks by hand; longer ones are whole paragraphs."""

_NARROWEST = 20
_RAGGED = 0.75  # of the width: how full a line is that somebody broke by eye
_FEWEST = 0.4  # of the width: a line shorter than this was not broken because it was full
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")
_STOPS = (".", "!", "?", "…")
_BEHIND_STOP = "\"'”’»)]*_"  # quotation marks, brackets and signs of emphasis that may close a sentence
_LABEL = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)?:\s")  # "Subject: ", "COL. TAZGIN: "


class Run(NamedTuple):
    """Lines that belong together, white space at both ends left out."""

    start: int
    end: int
    text: str
    lines: int = 1


class _Line(NamedTuple):
    """A line that holds something."""

    start: int  # of its first letter
    end: int  # behind its last letter
    text: str
    indent: int
    is_close: bool  # the line above it is the one before, no line left free between
    is_closed: bool  # a full stop or the like ends it
    bullet: int  # characters of what opens it as an item of a list, 0 where nothing does


def runs(text: str) -> list[Run]:
    r"""The lines of `text`, those of a paragraph that was broken into lines joined; offsets in code points, half-open.

    Example:
        >>> [run.lines for run in runs("Ozmara\n\nNobody was hurt on the day, as the mayor of the\ntown has said.")]
        [1, 2]
    """
    lines = list(_lines(text))
    width = _width(lines)
    # Where blank lines part the paragraphs, a line need not be quite full to go on.
    is_parted = any(not line.is_close for line in lines[1:]) and sum(map(_runs_on, lines, lines[1:])) > 1
    full = int((width or 0) * (_RAGGED if is_parted else 1))
    found: list[Run] = []
    first = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and _continues(lines, first, at, full):
            continue
        start, end = lines[first].start, lines[at - 1].end
        found.append(Run(start, end, text[start:end], at - first))
        first = at
    return found


def _lines(text: str) -> Iterator[_Line]:
    behind = 0
    for match in _LINE.finditer(text):
        line = match.group()
        bare = line.strip()
        if not bare:
            continue
        indent = line.index(bare[0])
        start = match.start() + indent
        is_close = len(_BREAK.findall(text, behind, start)) == 1
        is_closed = bare.rstrip(_BEHIND_STOP).endswith(_STOPS)
        item = BULLET.match(bare)
        yield _Line(start, start + len(bare), bare, indent, is_close, is_closed, item.end() if item else 0)
        behind = start + len(bare)


def _width(lines: Sequence[_Line]) -> int | None:
    """The width at which lines were broken; None when they were not.

    Lines that break off in mid-sentence tell: nine tenths of them are no longer than the width. Where most lines that
    others follow end with their sentence, each line is a paragraph.
    """
    followed = [(a, b) for a, b in itertools.pairwise(lines) if b.is_close and not b.bullet]
    lengths = sorted(a.indent + len(a.text) for a, b in followed if _runs_on(a, b))
    if not lengths:
        return None
    width = lengths[(len(lengths) * 9) // 10]
    letters = sum(len(line.text) for line in lines)
    if (
        not _NARROWEST <= width <= WIDEST
        or sum(len(line.text) for line in lines if len(line.text) > WIDEST) * 2 > letters
    ):
        return None
    long_ones = [(a, b) for a, b in followed if len(a.text) > _FEWEST * width]
    open_ones = [a for a, _ in long_ones if not a.is_closed]
    return width if len(open_ones) * 2 > len(long_ones) else None


def _runs_on(line: _Line, after: _Line) -> bool:
    """Whether a sentence surely runs over the end of a line: no mark closes it, and no capital letter follows."""
    if line.is_closed or line.text.endswith(":"):
        return False
    head = after.text.lstrip("\"'“‘«*_> ")[:1]
    # In capitals throughout, and in scripts that have none, the letter says nothing; there length must tell.
    return head.islower() or (not _has_small(line.text) and len(line.text) > 40)


def _has_small(words: str) -> bool:
    return words != words.upper()


def _continues(lines: Sequence[_Line], first: int, at: int, full: int) -> bool:
    """Whether a line goes on with the paragraph or item that began at line `first`; with 0 for `full` none does."""
    above, line = lines[at - 1], lines[at]
    if not full or not line.is_close:
        return False
    if _LABEL.match(line.text) and _LABEL.match(lines[first].text):
        return False
    item = lines[first].bullet
    hang = item if at - 1 == first else 0
    if line.indent > above.indent + max(1, hang):
        return False
    if item and at - 1 > first and line.indent < above.indent - 1:
        return False
    room = above.indent + len(above.text) + 1 + len(line.text.split(maxsplit=1)[0])
    is_full = room > full
    if line.bullet:
        # "on page / 12. The council": a figure at a line's head is a list's only where a list may begin.
        return is_full and not item and not above.is_closed and above.text[-1].isalnum()
    if is_full:
        return True
    return len(above.text) > _FEWEST * full and _runs_on(above, line)
