"""Phrases looked up in the words of a text, in front of a place or behind it, without searching the text.

A text is split into words once (`Words`); the phrases of a language lie in a table by their first or
last word (`Phrases`), so that asking which of a thousand phrases stands at a place costs as much as
asking for one. A phrase of the data may end its words in `*`: "километр*" stands for all that begin so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")

_APOSTROPHES = str.maketrans("’ʼ‘", "'''")
_WORD = r"[^\W\d_]+(?:['’ʼ‘][^\W\d_]+|\.[^\W\d_]{1,2}(?![^\W_]))*"  # with "o'clock" and "p.m" in one piece
_TOKEN = re.compile(rf"{_WORD}|\d+|[$€£¥₽₼#№%°+]")
_TOKEN_ASCII = re.compile(r"[a-z]+(?:'[a-z]+|\.[a-z]{1,2}(?![a-z0-9]))*|[0-9]+|[$#%+]")  # the same, twice as fast
_BLANK = re.compile(r"\s*[-‑]?\s*")
_MARK = re.compile(r"[.:]\s{0,8}")
_LONGEST_GAP = 8  # characters
_BLANKS = frozenset(" -\n\t\u00a0\u2009\u202f‑")


class Words:
    """The words, runs of digits and marks of a folded text and where they stand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._printed: list[str] = (_TOKEN_ASCII if text.isascii() else _TOKEN).findall(text)
        self.words = self._printed
        self.starts: list[int] = []
        self.ends: list[int] = []
        if "’" in text or "ʼ" in text or "‘" in text:
            self.words = [word.translate(_APOSTROPHES) for word in self.words]

    def place(self, most: int) -> None:
        """Finds where the first words stand; asked for only where some word may begin a number."""
        find, starts, ends = self.text.find, self.starts, self.ends
        position = 0
        for word in self._printed[:most]:  # nothing that a word could begin in stands between two of them
            position = find(word, position)
            starts.append(position)
            position += len(word)
            ends.append(position)

    def index(self, position: int) -> int:
        """The first word that starts at `position` (code points) or later."""
        return bisect_left(self.starts, position)

    def in_front(self, position: int, most: int = 6) -> list[str]:
        """The words that stand directly in front of a place, the nearest first; "no." and "no:" with their mark."""
        found: list[str] = []
        index, end = bisect_left(self.starts, position) - 1, position
        while index >= 0 and len(found) < most:
            word = self.words[index]
            if not self._is_blank(self.ends[index], end):
                if found or not _MARK.fullmatch(self.text, self.ends[index], min(end, self.ends[index] + _LONGEST_GAP)):
                    break
                word += self.text[self.ends[index]]
            found.append(word)
            end = self.starts[index]
            index -= 1
        return found

    def behind(self, position: int, most: int = 5) -> list[str]:
        """The words that stand directly behind a place, with nothing but blanks and hyphens between."""
        first = index = bisect_left(self.starts, position)
        end, last = position, min(index + most, len(self.starts))
        while index < last and self._is_blank(end, self.starts[index]):
            end = self.ends[index]
            index += 1
        return self.words[first:index]

    def _is_blank(self, start: int, end: int) -> bool:
        """Whether only blanks and a hyphen stand between two places."""
        length = end - start
        if length <= 1:
            return length == 0 or self.text[start] in _BLANKS
        return length <= _LONGEST_GAP and _BLANK.fullmatch(self.text, start, end) is not None

    def gap(self, index: int) -> str | None:
        """What stands between a word and the next; none behind the last word or where it is long."""
        if index + 1 >= len(self.starts) or self.starts[index + 1] - self.ends[index] > _LONGEST_GAP:
            return None
        return self.text[self.ends[index] : self.starts[index + 1]]

    def start_before(self, position: int, count: int) -> int:
        """Where the word starts that is the `count`-th in front of a place."""
        return self.starts[bisect_left(self.starts, position) - count]

    def end_behind(self, position: int, count: int) -> int:
        """Where the word ends that is the `count`-th behind a place."""
        return self.ends[bisect_left(self.starts, position) + count - 1]


def split(phrase: str) -> tuple[str, ...]:
    """The words of a phrase of the data, "no." with its full stop, without hyphens, which are blanks in a text."""
    return tuple(word.translate(_APOSTROPHES) for word in re.findall(rf"\*?(?:{_WORD})[.:*]?|[^\s-]", phrase))


class Phrases(Generic[Value]):
    """Phrases with a value each, looked up by the words of a text; the longest that stands there wins."""

    def __init__(self, phrases: Iterable[tuple[str, Value]], backwards: bool = False) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        self._by_stem: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases:
            words = split(phrase)[:: -1 if backwards else 1]
            table = self._by_stem if words[0].endswith("*") else self._by_word
            table.setdefault(words[0].rstrip("*"), []).append((words[1:], value))
        for table in (self._by_word, self._by_stem):
            for found in table.values():
                found.sort(key=lambda entry: -len(entry[0]))
        self._lengths = sorted({len(stem) for stem in self._by_stem}, reverse=True)
        self.first_words = frozenset(self._by_word)

    def find(self, words: Sequence[str]) -> tuple[int, Value] | None:
        """How many of `words`, from the first, are a phrase, and its value; `words` backwards for phrases so read."""
        if not words:
            return None
        first = words[0]
        whole = self._by_word.get(first)
        best = _longest(whole, words) if whole else None
        if not self._lengths:
            return best
        for length in self._lengths:
            entries = self._by_stem.get(first[:length]) if length <= len(first) else None
            found = _longest(entries, words) if entries else None
            if found and (best is None or found[0] > best[0]):
                best = found
        return best

    def has_any(self, words: Sequence[str]) -> bool:
        """Whether a phrase may begin with one of these words; asked before each is looked up."""
        if not self.first_words.isdisjoint(words):
            return True
        return bool(self._lengths) and any(word[:length] in self._by_stem for length in self._lengths for word in words)

    def __contains__(self, word: str) -> bool:
        """Whether this one word is a phrase."""
        return self.find((word,)) is not None


def _longest(entries: Sequence[tuple[tuple[str, ...], Value]], words: Sequence[str]) -> tuple[int, Value] | None:
    second = words[1] if len(words) > 1 else ""
    for rest, value in entries:
        if not rest:
            return 1, value
        if rest[0] != second and rest[0][-1] != "*":
            continue  # most end here
        if len(rest) < len(words) and all(map(_is, words[1:], rest)):
            return len(rest) + 1, value
    return None


def _is(word: str, pattern: str) -> bool:
    return word == pattern or (pattern[-1] == "*" and word.startswith(pattern[:-1]))
