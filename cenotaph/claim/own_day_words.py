"""The words by which a text speaks of its own day, compiled: `lang/<code>/dating.toml`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from cenotaph.lang import languages, load


class DatingWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/dating.toml` holds; each list is explained in that of English."""

    anniversary: tuple[str, ...] = ()
    ago: tuple[str, ...] = ()
    exactly: tuple[str, ...] = ()
    this_year: tuple[str, ...] = ()
    not_now: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()
    ties: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    future: tuple[str, ...] = ()
    years_before: tuple[str, ...] = ()
    limits_before: tuple[str, ...] = ()
    limits_behind: tuple[str, ...] = ()
    ordinal_suffixes: tuple[str, ...] = ()
    deictic: dict[str, int] = {}
    numbers: dict[str, int] = {}
    ordinals: dict[str, int] = {}


class Cues:
    """The patterns of one language, over text folded as that language has it."""

    def __init__(self, words: DatingWords) -> None:
        self._values = {word: value for table in (words.numbers, words.ordinals) for word, value in table.items()}
        number = rf"(?P<number>\d{{1,3}}|{_counted(words.numbers)})"
        ordinals = {**words.numbers, **words.ordinals}
        ordinal = rf"(?P<number>\d{{1,3}}(?:{_any(words.ordinal_suffixes)})?|{_counted(ordinals)})"
        self.anniversary = _shapes(words.anniversary, number, ordinal)
        self.ago = _shapes(words.ago, number, ordinal)
        self._marking = _telling(words.anniversary)
        self._distant = _telling(words.ago)
        self._today = _telling(words.deictic)
        self.exactly = _whole(words.exactly)
        self.this_year = _whole(words.this_year)
        self.not_now = _whole(words.not_now)
        self.occasion = _whole(words.occasion)
        self.tied = re.compile(rf"(?<!\w)(?:{_any(words.ties)})$")
        self.tie = re.compile(rf"[\s,]*(?:(?:{_any(words.ties)})(?!\w)|$)" if words.ties else "")
        self.past = _whole(words.past)
        self.future = _whole(words.future)
        self.year_before = re.compile(rf"(?<!\w)(?:{_any(words.years_before)})\s*$")
        self.limit_before = re.compile(rf"(?<!\w)(?:{_any(words.limits_before)})(?:\s+\w{{1,3}})?\s*$")
        self.limit_behind = re.compile(rf"\s*(?:{_any(words.limits_behind)})(?!\w)")
        self.deictic = _whole(words.deictic)
        self._offsets = words.deictic

    def may_speak_of_today(self, low: str) -> bool:
        """Whether a word such as "today" may stand in a sentence; asked first, since most have none."""
        return any(word in low for word in self._today)

    def shapes_in(self, low: str) -> tuple[re.Pattern[str], ...]:
        """The shapes of an anniversary or of a distance that may stand in a sentence."""
        marking = self.anniversary if any(word in low for word in self._marking) else ()
        return (*marking, *(self.ago if any(word in low for word in self._distant) else ()))

    def offset(self, word: str) -> int:
        """By how many days the text is younger than the day that a deictic word names."""
        return self._offsets[" ".join(word.split())]

    def number(self, words: str) -> int | None:
        """The number that digits or words state, "thirty-sixth" being 36; null where it is none."""
        digits = re.match(r"\d+", words)
        if digits:
            return int(digits.group())
        total = 0
        for word in re.split(r"[-\s]+", words.strip()):
            entry = next((known for known in self._longest if re.fullmatch(_open(known), word)), None)
            if entry is None:
                return None
            total += self._values[entry]
        return total or None

    @functools.cached_property
    def _longest(self) -> list[str]:
        return sorted(self._values, key=lambda word: (-len(word), word))


@functools.cache
def cues(language: str | None) -> Cues:
    """The cues of a language; a language without data has none."""
    code = (language or "en").partition("-")[0]
    return Cues(load(code, "dating", DatingWords) if code in languages("dating") else DatingWords())


def _open(word: str) -> str:
    """A word as a pattern: `*` stands for any letters, a space for any white space."""
    return re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+")


def _any(words: Iterable[str]) -> str:
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(_open(word) for word in ordered) or "(?!)"


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(words)})(?!\w)")


def _counted(words: Mapping[str, int]) -> str:
    """One number word, or a word for tens and one more: "thirty-six"."""
    one = rf"(?:{_any(words)})"
    tens = _any(word for word, value in words.items() if value >= 10 and value % 10 == 0)
    return rf"(?:(?:{tens})[-\s])?{one}"


def _shapes(shapes: Iterable[str], number: str, ordinal: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?<![\w.,])(?:{_filled(shape, number, ordinal)})(?!\w)") for shape in shapes)


def _telling(shapes: Iterable[str]) -> tuple[str, ...]:
    """Of each shape the longest word without which it cannot stand there."""
    parts = (re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", " ", shape)) for shape in shapes)
    return tuple(sorted({max(found, key=len) for found in parts if found}))


def _filled(shape: str, number: str, ordinal: str) -> str:
    """A shape as a pattern, its number put in."""
    return _open(shape).replace(r"\{number\}", number).replace(r"\{ordinal\}", ordinal)
