"""Quoted words: where they begin and end, in the marks of several countries."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

_QUOTED = (
    r"[“«]([^“”«»]{12,1500})[”»]"
    r"|(?<![\w])\"([^\"]{12,1500})\"(?!\w)"
    r"|„([^„“”]{12,1500})[“”]"
    r"|(?<!\w)‘([^‘]{12,1500}?[.,!?…])’(?!\w)"  # a closing mark, not an apostrophe: it follows a stop
    r"|(?<!\w)'([^'\n]{12,600}?(?:\w'\w[^'\n]*?)*[.,!?…])'(?!\w)"
    r"|(?:^|(?<=\n))[ \t]*[—–][ \t]+([^\n—–]{12,600}?),(?=\s+%s)"  # "— So it was, she said"
)
_WORD = re.compile(r"\w+")
_MARKS = frozenset("“«\"„‘'—–")
_MIN_WORDS = 5  # shorter quoted words are names, titles or terms
_MIN_RUNNING = 4  # unless they run on in small letters: "of their own will"


@functools.cache
def _quoted(said: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(_QUOTED % said.pattern)


def quotations(text: str, start: int, end: int, said: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Offsets of quoted words between `start` and `end`, marks left out, long enough to be someone's words.

    `said` is a pattern for the verbs that end words opened by a dash.
    """
    if _MARKS.isdisjoint(text[start:end]):
        return
    for match in _quoted(said).finditer(text, start, end):
        group = match.lastindex or 1
        words = match[group]
        least = _MIN_RUNNING if words.lstrip()[:1].islower() else _MIN_WORDS
        if len(_WORD.findall(words)) >= least:
            low = match.start(group) + len(words) - len(words.lstrip())
            yield low, match.end(group) - (len(words) - len(words.rstrip()))
