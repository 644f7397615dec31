"""Quoted words: where they begin and end, in the marks of several countries."""

from __future__ import annotations

import re
from collections.abc import Iterator

_QUOTED = re.compile(
    r"[“«]([^“”«»]{12,1500})[”»]"
    r"|(?<![\w])\"([^\"]{12,1500})\"(?!\w)"
    r"|„([^„“”]{12,1500})[“”]"
    r"|(?<!\w)‘([^‘]{12,1500}?[.,!?…])’(?!\w)"  # a closing mark, not an apostrophe: it follows a stop
    r"|(?<!\w)'([^'\n]{12,600}?(?:\w'\w[^'\n]*?)*[.,!?…])'(?!\w)"
    r"|(?:^|(?<=\n))[ \t]*[—–][ \t]+([^\n—–]{12,600}?),(?=\s+(?:said|says|added|adds|replied|recalled|remembered)\b)"
)
_MIN_WORDS = 5  # shorter quoted words are names, titles or terms
_MIN_RUNNING = 4  # unless they run on in small letters: "of their own will"


def quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Offsets of quoted words between `start` and `end`, marks left out, long enough to be someone's words."""
    for match in _QUOTED.finditer(text, start, end):
        group = match.lastindex or 1
        words = match[group]
        least = _MIN_RUNNING if words.lstrip()[:1].islower() else _MIN_WORDS
        if len(re.findall(r"\w+", words)) >= least:
            low = match.start(group) + len(words) - len(words.lstrip())
            yield low, match.end(group) - (len(words) - len(words.rstrip()))
