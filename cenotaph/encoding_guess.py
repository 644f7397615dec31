"""Which encoding some bytes are in that do not say it: the one in which letters follow each other as in a language.

Each encoding is asked how likely its letters are in the language in which they are likeliest (`cenotaph.letter_pairs`).
The margin between the best and the best of those that give other letters says how sure the answer is.
`benchmarks/encodings.py` measures it; `SURE` and `USUAL` were set there so that no wrong answer passes for certain.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.letter_pairs import FOREIGN, likelihood, models

# fmt: off
CANDIDATES = (
    "cp1251", "cp1252", "cp1254", "cp1256", "koi8_r", "koi8_u", "cp866", "iso8859_5", "iso8859_6", "iso8859_9",
    "cp1250", "mac_cyrillic", "ptcp154",
)
# fmt: on
"""Encodings a guess chooses from: Cyrillic (old Azerbaijani among it, as ptcp154), Turkish, Arabic, Western and Central
European; where two fit equally, the one named first."""

SURE = 12.0
"""The least margin, as a natural logarithm, of an answer that is no mere guess."""
USUAL = -4.6
"""The least likelihood of a letter, on average: the right encoding gives -3.3 to -4.3, a wrong one seldom above -5."""

_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_RUN = re.compile(r"[^\W\d_]+|.", re.DOTALL)
_TYPOGRAPHY = "«»“”„‘’‚…–—•№°§©®\u00a0،؛؟\u200c\u200d\u00ad"
_INSIDE = "’‘\u00a0\u200c\u200d\u00ad«»“”„–—"  # what stands between two letters of text
_PUNCTUATION = math.log(0.01)
_LONGEST_WORD = 60
_BYTES = 3 * 1024  # of different words are looked at; more say no more


class Guess(NamedTuple):
    """An encoding and how well it fits."""

    encoding: str
    fit: float  # natural logarithm of how likely the letters follow each other
    margin: float  # by how much it fits better than every encoding that gives other letters
    usual: float  # `fit` for each letter

    @property
    def is_sure(self) -> bool:
        """Whether no other encoding comes near, and the letters are those of a language."""
        return self.margin >= SURE and self.usual >= USUAL


def guess(data: bytes) -> Guess | None:
    """The encoding in which letters follow each other as they do in some language; None when none fits the bytes.

    Example:
        >>> guess("Ильва Никто, Озмара".encode("koi8_r")).encoding
        'koi8_r'
    """
    words = _sample(data)
    whole = b" ".join(words)
    found = [(encoding, _fit(words, encoding)) for encoding in CANDIDATES if _is_in(data, encoding)]
    if not found or not words:
        return None
    best, fit = max(found, key=lambda each: (each[1], -CANDIDATES.index(each[0])))
    text = whole.decode(best)
    rivals = [other for encoding, other in found if _letters(whole.decode(encoding)) != _letters(text)]
    margin = fit - max(rivals, default=-math.inf)
    return Guess(best, fit, margin, fit / max(1, sum(map(len, words))))


def denies(data: bytes, declared: str) -> Guess | None:
    """A sure guess that gives quite other letters than the encoding a file states, in which they make no words."""
    words = _sample(data)
    if not words or not _is_in(data, declared):
        return None
    length = sum(map(len, words))
    stated = _fit(words, declared)
    if stated / length >= USUAL - 1:
        return None
    found = guess(data)
    return found if found and found.is_sure and found.fit - stated >= max(2 * SURE, length / 2) else None


def _sample(data: bytes) -> list[bytes]:
    """Different words that hold bytes beyond ASCII, from the whole text, some thousands of bytes in all."""
    every = list(dict.fromkeys(word for word in _WORD.findall(data[: _BYTES * 32]) if not word.isascii()))
    step = max(1, sum(map(len, every)) // _BYTES)
    return [word[:_LONGEST_WORD] for word in every[::step]]


def _is_in(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _fit(words: Sequence[bytes], encoding: str) -> float:
    """How likely the letters of these words are, in the language in which they are likeliest."""
    runs = [_RUN.findall(word.decode(encoding)) for word in words]
    signs = sum(_sign(run, at) for run in runs for at, part in enumerate(run) if not part.isalpha())
    letters = [part for run in runs for part in run if part.isalpha()]
    used = frozenset("".join(letters).lower())
    fitting = [model for model in models() if len(used & model.letters) * 3 >= len(used)]
    foreign = FOREIGN * sum(map(len, letters))
    return signs + max((sum(likelihood(part, model) for part in letters) for model in fitting), default=foreign)


def _sign(run: Sequence[str], at: int) -> float:
    is_inside = 0 < at < len(run) - 1 and run[at - 1].isalpha() and run[at + 1].isalpha()
    return _PUNCTUATION if run[at] in (_INSIDE if is_inside else _TYPOGRAPHY) else FOREIGN


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text))
