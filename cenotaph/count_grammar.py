"""The words and patterns by which a language writes numbers: `lang/<code>/numbers.toml`, compiled once.

All patterns are for text in lower case (`lower`): without re.IGNORECASE they are three times as fast.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Qualifier

NumberType = Literal[
    "cardinal",  # counts people or things
    "vague",  # several, many: no value
    "fraction",
    "decimal",
    "ordinal",
    "age",
    "date",
    "time",
    "duration",
    "money",
    "percent",
    "measure",
    "degree",
    "frequency",
    "model",
    "reference",
    "score",
    "phone",
    "list_item",
]


class Context(Struct, frozen=True):
    """Neighbouring words that tell the type of a number: regular expressions, `{months}` filled in."""

    type: NumberType
    before: str = ""  # in lower case; must end where the number starts: ends in $
    after: str = ""  # in lower case; matched where the number ends


class NumberWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/numbers.toml` holds; a language gives what it has."""

    articles: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    half: str = ""
    decimal: str = "."
    none: tuple[str, ...] = ()
    none_who: tuple[str, ...] = ()  # behind such a word `none` is a subject, not a number: "nobody knows"
    vague: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    behind_conjunction: tuple[str, ...] = ()
    clock_before: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    additional: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    ordinal_suffixes: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    fractions: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    change_adverbs: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    year_cues: tuple[str, ...] = ()
    surely_year: tuple[str, ...] = ()  # in 1990 on 4 December: a year although a day stands behind
    on: tuple[str, ...] = ()  # 2100 on 4 December: no year
    marks_before: tuple[str, ...] = ()  # what [before] and the contexts may end in besides a letter
    people: tuple[str, ...] = ()
    people_verbs: tuple[str, ...] = ()
    cardinals: dict[str, int] = {}
    scales: dict[str, int] = {}
    plurals: dict[str, tuple[int, int]] = {}
    phrases: dict[str, int] = {}
    before: dict[Qualifier, tuple[str, ...]] = {}
    after: dict[Qualifier, tuple[str, ...]] = {}
    ranges: dict[str, tuple[str, ...]] = {}
    contexts: tuple[Context, ...] = ()


_GAP = r"[\s-]+"
_DIGITS = r"\d{1,3}(?:(?P<sep>[,.'’\u00a0\u2009\u202f ])\d{3})(?:(?P=sep)\d{3})*(?![\d])|\d+(?:[.,]\d+)?"


def lower(text: str) -> str:
    """The text in lower case, letter for letter, so that offsets stay true."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)  # İ has two


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, any white space or hyphen between words of a phrase."""
    ordered = sorted({word.lower() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered) or r"(?!)"


class Grammar:
    """The patterns of one language, compiled once."""

    def __init__(self, words: NumberWords) -> None:
        self.words = words
        self.months = _alternatives(words.months)
        self.people = _alternatives(words.people)
        self.values = {**words.cardinals, **words.scales}
        self.scales = {**words.scales}
        self.plurals = {word: tuple(ends) for word, ends in words.plurals.items()}
        self.plural_of = {low: (low, high) for low, high in words.plurals.values()}
        units = _alternatives(self.values)
        self.unit = re.compile(rf"({units})\b")
        self.joiner = re.compile(rf"(?P<comma>,)\s|{_GAP}(?:(?P<join>{_alternatives(words.joins)}){_GAP})?")
        self.scan = re.compile(self._scan(units, articles=False))
        self.scan_articles = re.compile(self._scan(units, articles=True))
        self.triggers = self._triggers()
        self.triggers_articles = self.triggers | {word.lower() for word in words.articles}
        self._compile_neighbours()
        self._compile_ranges()

    def _scan(self, units: str, articles: bool) -> str:
        words, scales, plurals = self.words, _alternatives(self.words.scales), _alternatives(self.words.plurals)
        article, joins = _alternatives(words.articles), _alternatives(words.joins)
        half = _alternatives([words.half] if words.half else [])
        kinds = [
            rf"(?P<none>{_alternatives(words.none)})",
            rf"(?P<no>{_alternatives(words.no)})(?=\s+(?:{self.people})\b)",
            (
                rf"(?P<several>{_alternatives(words.several)})\s+(?P<several_scale>{scales})"
                rf"(?:\s+(?P<several_more>{scales}))?"
            ),
            rf"(?P<plural>{plurals})(?:\s+(?:{_alternatives(words.of)})\s+(?P<of_plural>{plurals}))?",
            rf"(?P<half>{half})[\s-]+(?:(?:{article})[\s-]+)?(?P<half_scale>{scales})",
            rf"(?P<phrase>{_alternatives(words.phrases)})",
            rf"(?P<ordinal>(?:(?:{units}){_GAP}(?:(?:{joins}){_GAP})?)?(?:{_alternatives(words.ordinals)}))",
            rf"(?P<spelled>(?:(?:{article})\s+(?=(?:{scales})\b))?(?:{units}))",
            rf"(?P<vague>{_alternatives(words.vague)})",
        ]
        if articles:
            kinds.append(rf"(?P<article>{article})")
        return rf"(?P<digits>(?<!\d){_DIGITS})(?:[\s-](?P<digit_scale>{scales})\b)?|\b(?:{'|'.join(kinds)})\b"

    def _triggers(self) -> frozenset[str]:
        """The first words of all expressions, to pass quickly over a text."""
        words = self.words
        phrases = [
            *(self.values.keys() | self.plurals.keys() | words.phrases.keys()),
            *(*words.none, *words.no, *words.several, *words.vague, *words.ordinals, *words.articles, words.half),
        ]
        firsts = {re.split(r"[\s-]", phrase, maxsplit=1)[0].lower() for phrase in phrases if phrase}
        return frozenset(firsts)

    def _compile_neighbours(self) -> None:
        words = self.words
        opening = r"(?:^|(?<=[\s(\[\"'“‘,;:—–-]))"
        before = "|".join(f"(?P<{q}>{_alternatives(p)})" for q, p in words.before.items()) or "(?!)"
        after = "|".join(f"(?P<{q}>{_alternatives(p)})" for q, p in words.after.items()) or "(?!)"
        self.before = re.compile(rf"{opening}(?:{before})\s+$")
        self.after = re.compile(rf"(?P<plus>\+)(?!\d)|[\s-]+(?:{after})\b(?!\s+(?:\d|an?\b))")
        self.additional = re.compile(rf"\b(?:{_alternatives(words.additional)})\s+$")
        behind = rf"(?:\s+[^\W\d]+)?\s+(?:{self.people})\b|\s+(?:{_alternatives(words.people_verbs)})\b"
        self.counts_people = re.compile(behind)
        cues = rf"\b(?:{_alternatives(words.year_cues)})[\s-]+$|\b(?:{self.months})\.?\s+\d{{1,2}},?\s+$"
        self.year_cue = re.compile(cues)
        self.clock_before = re.compile(rf"\b(?:{_alternatives(words.clock_before)})\s+$")
        self.clock_after = re.compile(rf"\s+(?:{_alternatives(words.clock_after)})\b")
        self.words_or = re.compile(rf"\b(?:{_alternatives(words.alternatives)})\b")
        self.conjunction_after = re.compile(rf"\s+(?:{_alternatives(words.behind_conjunction)})\b")
        self.listed = re.compile(rf"\s*(?:,|\b(?:{_alternatives(words.joins)})\b)\s*")
        self.article_before = re.compile(rf"\b(?:{_alternatives(words.articles)})\s$")
        self.fraction = re.compile(rf"[\s-]+(?:{_alternatives(words.fractions)})\b")
        self.ends_in_fraction = re.compile(rf"[\s-](?:{_alternatives(words.fractions)})$")
        self.ordinal_suffix = re.compile(rf"(?:{_alternatives(words.ordinal_suffixes)})\b")
        self.month_before = re.compile(rf"\b(?:{self.months})\.?\s+$")
        day = rf"\d{{1,2}}(?:{_alternatives(words.ordinal_suffixes)})?"
        self.day_and_month = re.compile(rf"{day}\s+(?:(?:{_alternatives(words.of)})\s+)?(?:{self.months})\.?,?\s+$")
        dates = rf"{day}\s+(?:(?:{_alternatives(words.of)})\s+)?(?:{self.months})\b|(?:{self.months})\.?\s+\d"
        self.day_behind = re.compile(rf"\s+(?:{_alternatives(words.on)})\s+(?:{dates})")
        self.surely_year = re.compile(rf"\b(?:{_alternatives(words.surely_year)})\s+$")
        self.marks_before = frozenset(words.marks_before)
        self.context_before = self._contexts("before")
        self.context_after = self._contexts("after")

    def is_led(self, before: str) -> bool:
        """Whether what stands in front of a number may be a word for it; a quick look, as runs of digits are long."""
        last = before.rstrip()[-1:]
        return last.isalpha() or last in self.marks_before

    def _contexts(self, side: Literal["before", "after"]) -> re.Pattern[str]:
        """All contexts of one side as one pattern; group cN is the Nth context."""
        patterns = [
            f"(?P<c{number}>{getattr(context, side).replace('{months}', self.months)})"
            for number, context in enumerate(self.words.contexts)
            if getattr(context, side)
        ]
        return re.compile("|".join(patterns) or r"(?!)")

    def _compile_ranges(self) -> None:
        ranges = {name: _alternatives(self.words.ranges.get(name, ())) for name in ("from", "between", "to", "and")}
        self.between = re.compile(rf"\b(?:{ranges['between']})\s+$")
        self.change = re.compile(rf"\b(?:{_alternatives(self.words.change)})\b[^.;]*$")
        self.from_before = re.compile(rf"\b(?:{ranges['from']})(?:\s+[^\W\d]+){{0,4}}\s+$")
        ratio, every = (_alternatives(self.words.ranges.get(name, ())) for name in ("ratio", "every"))
        self.ratio_gap = re.compile(rf"\s+(?:{ratio})(?P<every>\s+(?:{every}))?\s+")
        words_between = r"(?:[^\W\d]+\s+){0,3}"
        self.range_gap = re.compile(
            rf"(?P<dash>\s?[-–—]\s?)|\s+(?:(?P<to>{ranges['to']})|(?P<and>{ranges['and']}))\s+"
            rf"|(?P<forward>\s+{words_between}(?:{ranges['to']})\s+(?:[^\W\d]+\s+){{0,2}})"
            rf"|(?P<back>,?\s+(?P<adverb>(?:{_alternatives(self.words.change_adverbs)})\s+)?{words_between}"
            rf"(?:{ranges['from']})\s+{words_between})"
        )


@functools.cache
def grammar_of(language: str) -> Grammar:
    """The grammar of a language (BCP 47); one without data is read as English."""
    known = languages("numbers")
    code = language if language in known else language.partition("-")[0]
    return Grammar(load(code if code in known else "en", "numbers", NumberWords))
