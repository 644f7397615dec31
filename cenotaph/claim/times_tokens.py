"""A text as a string of word classes, one character a token, so that orders of words are plain patterns.

"On 20 January 1990" becomes the classes on, day, month, year; a pattern "day of? month comma? year" of
`lang/<code>/times.toml` is a regular expression over them. Most words have no class and stand as one
and the same character, so a long text is searched in one fast pass, in linear time.
"""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from cenotaph.count_grammar import NumberWords
from cenotaph.errors import ValueFormatError
from cenotaph.lang import languages, load


class Pattern(Struct, frozen=True, forbid_unknown_fields=True):
    """An order of word classes and the rule that reads it."""

    rule: str
    match: str


class TimeWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/times.toml` holds; a language gives what it has."""

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    seasons: dict[str, str] = {}
    units: dict[str, str] = {}
    unit_plurals: dict[str, str] = {}
    parts: dict[str, str] = {}
    positions: dict[str, str] = {}
    edges: dict[str, str] = {}
    ordinals: dict[str, int] = {}
    decade_words: dict[str, int] = {}
    holidays: dict[str, tuple[int, int]] = {}
    references: dict[str, str] = {}
    deictic: dict[str, int] = {}
    adverb_sets: dict[str, str] = {}
    ordinal_suffixes: tuple[str, ...] = ()
    decade_suffixes: tuple[str, ...] = ()
    not_years_after: tuple[str, ...] = ()  # resolution 1483: no year behind these
    year_cues: tuple[str, ...] = ()  # in 1990: always a year behind these
    surely_year: tuple[str, ...] = ()  # in 1990 people died: a year although people stand behind
    month_cues: tuple[str, ...] = ()  # in May: a month although the name is also a word
    clock_cues: tuple[str, ...] = ()  # at 1835: hours and minutes behind these
    time_cues: tuple[str, ...] = ()  # by this time: an expression of time behind these
    future: tuple[str, ...] = ()  # will: a bare date lies ahead
    perhaps_future: tuple[str, ...] = ()  # begins: it lies ahead where that is nearer
    past: tuple[str, ...] = ()  # died: between "will" and the date, it lies back after all
    past_endings: tuple[str, ...] = ()
    past_after: tuple[str, ...] = ()  # be opened: no past
    past_before_future: tuple[str, ...] = ()  # was scheduled for: no future
    not_future_before: tuple[str, ...] = ()  # will have died: no future
    from_on: tuple[str, ...] = ()  # from 1 May on
    moments_of_night: tuple[str, ...] = ()  # midnight on 12 March does not run into the 13th
    plural_endings: tuple[str, ...] = ()  # 1990 passengers: no year
    saying: tuple[str, ...] = ()  # said on Monday: from the document's date
    approximate: tuple[str, ...] = ()  # around 1990: 1990~
    next_from_now: tuple[str, ...] = ()  # next week: from the document's date, not the story's
    stand_behind_dates: tuple[str, ...] = ()  # the 20th was: no noun that the ordinal belongs to
    ambiguous_seasons: tuple[str, ...] = ()  # a season only where words around say so
    names_before_months: tuple[str, ...] = ()  # Black January: the name of an event
    capitalised: tuple[str, ...] = ()  # May and March are months only with a capital
    classes: dict[str, tuple[str, ...]] = {}
    macros: dict[str, str] = {}
    patterns: tuple[Pattern, ...] = ()


class Token(Struct):
    """One word, number or mark, its classes and what each says."""

    start: int
    end: int
    quote: str
    classes: dict[str, Any]


_VALUED = {
    "months": "month",
    "weekdays": "weekday",
    "seasons": "season",
    "units": "unit",
    "unit_plurals": "unit_plural",
    "parts": "part",
    "positions": "position",
    "edges": "edge",
    "ordinals": "ordinal_word",
    "decade_words": "decade_word",
    "references": "reference",
    "deictic": "deictic",
    "adverb_sets": "adverb_set",
}
_MARKS = {
    ",": "comma",
    "-": "dash",
    "–": "dash",
    "—": "dash",
    "‑": "dash",
    "/": "slash",
    ".": "dot",
    "'": "apostrophe",
    "’": "apostrophe",
    "‘": "apostrophe",
    "(": "opening",
    ")": "closing",
    "\n": "gap",
    ":": "colon",
}
_DIGIT_CLASSES = (
    "day", "yy", "year", "number", "decimal", "decade", "ordinal", "iso", "numeric_date", "clock", "other"
)  # fmt: skip

_CARRIERS = frozenset({
    "month", "weekday", "season", "unit", "unit_plural", "part", "decade_word", "reference", "reference_noun",
    "deictic", "adverb_set", "anniversary", "christmas", "bc", "ad", "time", "period", "date", "quarter", "weekend",
    "present", "oclock", "am", "pm", "zone", "year", "number", "decade", "ordinal", "iso", "numeric_date", "clock",
    "apostrophe",
})  # fmt: skip
"""Classes of which every pattern holds at least one."""


class Lexicon:
    """The words and patterns of one language, compiled once."""

    def __init__(self, words: TimeWords, numbers: NumberWords) -> None:
        self.words = words
        self.entries = _entries(words, numbers)
        self._letters: dict[tuple[str, ...], str] = {}
        for classes in self.entries.values():
            self.letter(tuple(sorted(classes)))
        for name in (*_DIGIT_CLASSES, *_MARKS.values()):
            self.letter((name,))
        self.word_letters = {word: self.letter(tuple(sorted(c))) for word, c in self.entries.items()}
        self.mark_letters = {mark: self.letter((name,)) for mark, name in _MARKS.items()}
        self.capitalised = frozenset(words.capitalised)
        self.year_cues = frozenset(words.year_cues)
        self.clock_cues = frozenset((*words.clock_cues, *words.time_cues, *words.approximate))
        self.surely_year = frozenset(words.surely_year)
        self.not_years_after = frozenset(words.not_years_after)
        self.people = frozenset(numbers.people)
        suffixes = "|".join(sorted(words.ordinal_suffixes, key=len, reverse=True)) or "(?!)"
        decades = "|".join(sorted(words.decade_suffixes, key=len, reverse=True)) or "(?!)"
        self.scan = re.compile(
            r"(?P<word>[^\W\d_](?:\.[^\W\d_])+\b\.?|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
            rf"|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}(?![\d-]))"
            r"|(?P<numeric_date>\d{1,2}(?P<mark>[./-])\d{1,2}(?P=mark)(?:\d{4}|\d{2})(?!\d))"
            r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![\d:]))"
            rf"|(?P<decade>\d{{1,3}}0(?:{decades})\b)"
            rf"|(?P<ordinal>\d{{1,3}}(?:{suffixes})\b)"
            r"|(?P<decimal>\d+\.\d+)"
            r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
            r"|(?P<mark_>[,\-–—‑/.'’‘():]|\n(?=[ \t\r]*\n))"
            r"|(?P<other>[^\w\s])",
            re.IGNORECASE,
        )
        self._compile_outlook()
        self.rules = tuple(pattern.rule for pattern in words.patterns)
        alternatives = (f"(?P<r{i}>{self.compile(p.match)})" for i, p in enumerate(words.patterns))
        self.pattern = re.compile("|".join(alternatives))
        carriers = "".join(letter for classes, letter in self._letters.items() if _CARRIERS.intersection(classes))
        self.cluster = re.compile(r"[^.]+")
        self.carrier = re.compile(f"[{carriers}]")

    def _compile_outlook(self) -> None:
        """Patterns for text in lower case that tell whether a sentence speaks of what is to come."""
        words = self.words
        not_behind = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.past_before_future)
        ahead = rf"(?!\s+(?:{_any_of(words.not_future_before)})\b)"
        self.future = re.compile(rf"(?:\b|(?=['’])){not_behind}(?:{_any_of(words.future)})\b{ahead}")
        self.perhaps_future = re.compile(rf"\b{not_behind}(?:{_any_of(words.perhaps_future)})\b{ahead}")
        not_after = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in words.past_after)
        endings = rf"[^\W\d_]{{2,}}(?:{_any_of(words.past_endings)})"
        self.past = re.compile(rf"\b(?:{_any_of(words.past)})\b|\b{not_after}{endings}\b")
        months, on, of = (
            _any_of(group) for group in (words.months, words.classes.get("on", ()), words.classes.get("of", ()))
        )
        day = rf"\d{{1,2}}(?:{_any_of(words.ordinal_suffixes)})?\s+(?:(?:{of})\s+)?(?:{months})\b"
        self.day_behind = re.compile(
            rf"\s+(?:{on})\s+(?:[^\W\d_]{{1,3}}\s+)?(?:{day}|(?:{months})\b\.?\s+\d)", re.IGNORECASE
        )

    def matches(self, letters: str) -> Iterator[re.Match[str]]:
        """Every match of a pattern; runs of words that carry no time ("of the") are passed over at once."""
        for cluster in self.cluster.finditer(letters):
            if self.carrier.search(letters, cluster.start(), cluster.end()):
                yield from self.pattern.finditer(letters, cluster.start(), cluster.end())

    def letter(self, classes: tuple[str, ...]) -> str:
        """The character that stands for a set of classes."""
        return self._letters.setdefault(classes, chr(0xE000 + len(self._letters)))

    def compile(self, pattern: str) -> str:
        """A pattern over class names as a regular expression over their characters."""

        def expand(match: re.Match[str]) -> str:
            name = match[0]
            if name in self.words.macros:
                return "(?:" + self.compile(self.words.macros[name]) + ")"
            letters = [letter for classes, letter in self._letters.items() if name in classes]
            if not letters:
                what = f"the pattern {pattern!r} names the class {name!r}"
                raise ValueFormatError(what, "no word of the language has it", "add the class to times.toml")
            return "[" + "".join(letters) + "]"

        spaced = re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
        return re.sub(r"\s+", "", re.sub(r"[A-Za-z_]+", expand, spaced))

    def tokens(self, text: str) -> tuple[str, array[int]]:
        """The text as one character a token, and where each token starts."""
        letters: list[str] = []
        starts = array("L")
        words, marks, digit = self.word_letters, self.mark_letters, self._digit_letter
        for match in self.scan.finditer(text):
            kind = match.lastgroup
            if kind == "word":
                word = match[0].lower()
                letter = words.get(word, ".")
                if word in self.capitalised and match[0][0].islower():
                    letter = "."
            elif kind == "mark_":
                letter = marks[match[0]]
            else:
                letter = "." if kind == "other" else digit(match, kind or "other")
            letters.append(letter)
            starts.append(match.start())
        return "".join(letters), starts

    def _digit_letter(self, match: re.Match[str], kind: str) -> str:
        return self._letters[(_digit_class(match[0], kind),)]

    def read(self, text: str, start: int) -> Token:
        """The token that starts at a place, with the values of its classes."""
        match = self.scan.match(text, start)
        end = match.end() if match else start
        kind = (match.lastgroup if match else None) or "other"
        quote = text[start:end]
        if kind == "word":
            return Token(start, end, quote, self.entries.get(quote.lower(), {}))
        if kind == "mark_":
            return Token(start, end, quote, {_MARKS[quote]: quote})
        name = _digit_class(quote, kind)
        digits = re.sub(r"\D", "", quote)
        value: Any = int(digits) if name in ("day", "yy", "year", "number", "ordinal", "decade") else quote
        return Token(start, end, quote, {name: value})


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words or phrases."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) or r"(?!)"


_LONGEST = 12  # digits; a longer run is no year, day or count, and may be too long to read as a number at all


def _digit_class(quote: str, kind: str) -> str:
    if len(quote) > _LONGEST and kind in ("number", "decimal"):
        return "other"
    if kind != "number":
        return kind
    if not quote.isdigit():
        return "number"
    if len(quote) == 4 and quote[0] == "0" and quote[2] < "6":
        return "clock"
    if len(quote) <= 2:
        return "day" if 1 <= int(quote) <= 31 else "yy"
    return "year" if len(quote) == 4 and 1000 <= int(quote) <= 2100 else "number"


def _entries(words: TimeWords, numbers: NumberWords) -> dict[str, dict[str, Any]]:
    """Every word with its classes and their values."""
    entries: dict[str, dict[str, Any]] = {}
    for table, name in _VALUED.items():
        for word, value in getattr(words, table).items():
            entries.setdefault(word, {})[name] = value
    for name, members in words.classes.items():
        for word in members:
            entries.setdefault(word, {})[name] = word
    for word, value in {**numbers.cardinals, **numbers.scales}.items():
        entries.setdefault(word, {})["numeral"] = value
    return entries


@functools.cache
def lexicon(language: str | None) -> Lexicon:
    """The lexicon of a language; a language without data is read as English."""
    known = languages("times")
    code = language or "en"
    code = code if code in known else code.partition("-")[0]
    code = code if code in known else "en"
    return Lexicon(load(code, "times", TimeWords), load(code, "numbers", NumberWords))
