"""The words of one language that the checks read: `lang/<code>/checks.toml`, months and weekdays of CLDR."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from msgspec import Struct

from cenotaph.folding import fold
from cenotaph.lang import languages, load
from cenotaph.language_guess import likely_language
from cenotaph.record import Text


class CheckWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/checks.toml` holds; each list is explained there."""

    units: dict[str, tuple[str, ...]]  # day, week, month, year -> its forms
    later: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    one: tuple[str, ...] = ()
    one_unit: tuple[str, ...] = ()
    next_day: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    vague: tuple[str, ...] = ()
    day_count: tuple[str, ...] = ()
    lasting: tuple[str, ...] = ()
    day_adjective: tuple[str, ...] = ()  # of so many days: günlük
    lasted: tuple[str, ...] = ()  # behind a number of days, so that it is that of the period in front
    not_lasting: tuple[str, ...] = ()
    span_inside: tuple[str, ...] = ()  # between a number of days and the longer period some days of which they are
    that_is: tuple[str, ...] = ()  # "that is", between a period and its number of days
    span_to: tuple[str, ...] = ()
    anniversary: tuple[str, ...] = ()
    anniversary_of: tuple[str, ...] = ()
    last_year: tuple[str, ...] = ()
    ordinal_suffixes: tuple[str, ...] = ()
    month_endings: tuple[str, ...] = ()  # of a month in front of its day: martın 12-də
    behind_year: tuple[str, ...] = ()  # what may follow the year of a date: года, -cı il
    before_weekday: tuple[str, ...] = ()  # in front of a day of the week: в
    behind_weekday: tuple[str, ...] = ()  # behind it, so that it is surely one: günü
    ordinals: dict[str, int] = {}
    closing: tuple[str, ...] = ()
    closing_alone: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    bare_total: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    share_of: tuple[str, ...] = ()  # frames of a part and its whole: "{part} of the {whole}"
    share_of_them: tuple[str, ...] = ()  # frames of a part whose whole is pointed back to: "{part} of them"
    among: tuple[str, ...] = ()  # beside a number that is some of those told in front of it: "three of the latter"
    share_of_kind: dict[str, tuple[str, ...]] = {}  # the same by kind of harm: "{part} of the injured"
    share_endings: tuple[str, ...] = ()  # of a number in figures that is some of what was named: 15'i
    from_endings: tuple[str, ...] = ()  # "from", of a number some of which are told, or of a day: 70'ten, 13-dən
    until_endings: tuple[str, ...] = ()  # "until", of a day, with the word behind them: 19-dək, 19'a kadar
    another: tuple[str, ...] = ()
    more: tuple[str, ...] = ()  # behind the number of people who come on top of those told before: 12 more, 12 others
    behind_item: tuple[str, ...] = ()
    men: tuple[str, ...] = ()  # words for men that readers take for people of either sex
    rising: tuple[str, ...] = ()
    falling: tuple[str, ...] = ()
    cumulative: tuple[str, ...] = ()
    stands_before: tuple[str, ...] = ()
    stands_behind: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    named_acts: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()  # that are declared once and hold until they are lifted
    again: tuple[str, ...] = ()  # told of an act that was done a second time, or undone
    name_links: tuple[str, ...] = ()
    at: tuple[str, ...] = ()
    birth_links: tuple[str, ...] = ()  # read where births are told from deaths (cenotaph/claim/births.py)
    verb_last: bool = False
    life: dict[str, tuple[str, ...]] = {}  # birth, wound, death, burial -> its words
    aged: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()  # in front of a list of the dead by name
    naming_whole: tuple[str, ...] = ()  # the same, where the list must fill the rest of its sentence
    not_naming: tuple[str, ...] = ()  # in front of a name, so that it is of somebody else
    ages: tuple[str, ...] = ()  # shapes of an age at a death: "at the age of {number}"
    at_death: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()  # that open a sentence on the person told of before
    possessives: tuple[str, ...] = ()  # that point to somebody else of whom an age may be told
    fatal: tuple[str, ...] = ()
    severe: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()
    hedges: tuple[str, ...] = ()


class Cardinals(Struct, frozen=True):
    """The part of `lang/<code>/numbers.toml` that names single numbers."""

    cardinals: dict[str, int] = {}


def language_of(code: str | None) -> str:
    """The language whose words are used for a text: its own where there are data, else English."""
    for candidate in (code or "en", (code or "en").partition("-")[0]):
        if candidate in languages("checks"):
            return candidate
    return "en"


def language_of_text(text: Text) -> str:
    """The language whose words are used for a text; of one too short to tell its language, that which fits it best."""
    return language_of(text.language or likely_language(text.text))


@functools.cache
def words(language: str) -> CheckWords:
    """The words of a language given by `language_of`."""
    known: CheckWords = load(language, "checks", CheckWords)
    return known


@functools.cache
def cardinals(language: str) -> dict[str, int]:
    """Number words from 1 to 99 of a language, lower case."""
    if language not in languages("numbers"):
        return {}
    named = load(language, "numbers", Cardinals).cardinals
    low = {word.lower(): value for word, value in named.items() if 0 < value < 100}
    tens = {word: value for word, value in low.items() if value >= 20}
    ones = {word: value for word, value in low.items() if value < 10}
    tens |= {word: value for word, value in low.items() if value == 10}  # "on iki"
    joined = {f"{t}{sign}{o}": tens[t] + ones[o] for t in tens for o in ones for sign in "- "}
    return joined | low


@functools.cache
def ordinals(language: str) -> dict[str, int]:
    """Ordinal words of a language, lower case, "thirty-sixth" among them."""
    known = words(language).ordinals
    tens = {word: value for word, value in cardinals(language).items() if value in range(20, 100, 10)}
    joined = {f"{t}-{o}": tens[t] + known[o] for t in tens for o in known if known[o] < 10}
    return known | joined


@functools.cache
def months(language: str) -> dict[str, int]:
    """Names of months, full and short, inflected or not, folded -> 1 to 12.

    With a dotless i for every i and the other way round as well: KASIM is often typed "Kasim", and İYUL "IYUL".

    Source: Unicode CLDR, as Babel carries it.
    """
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for width in ("abbreviated", "wide"):
        for context in ("stand-alone", "format"):
            for number, name in get_month_names(width, context, locale=language).items():
                found[name.lower().rstrip(".")] = number
    retyped = {old.replace(*letters): number for old, number in found.items() for letters in ("ıi", "iı")}
    return retyped | found


@functools.cache
def month_stems(language: str) -> tuple[str, ...]:
    """Full names of months, to which endings are added."""
    known = months(language)
    return tuple(one for one in known if not any(other != one and other.startswith(one) for other in known))


@functools.cache
def weekdays(language: str) -> dict[str, int]:
    """Full names of the days of the week, lower case -> 0 (Monday) to 6 (Unicode CLDR, as Babel carries it)."""
    from babel.dates import get_day_names

    found: dict[str, int] = {}
    for context in ("stand-alone", "format"):
        for number, name in get_day_names("wide", context, locale=language).items():
            found[name.lower()] = number
    return found


@functools.cache
def weekday_names(language: str) -> re.Pattern[str]:
    """A day of the week in folded text, with an ending of two letters at most; group `name` is for `weekday_of`."""
    return re.compile(rf"(?<!\w){weekday_pattern(language)}(?!\w)")


def weekday_pattern(language: str) -> str:
    """The same, to stand inside another pattern."""
    return rf"(?P<name>{any_of(_stem(name) for name in weekdays(language))})[^\W\d_]{{0,2}}"


def weekday_of(stem: str, language: str) -> int:
    """The number of the day, 0 for Monday, that `weekday_names` found."""
    plain = " ".join(stem.split())
    return next(number for name, number in weekdays(language).items() if _stem(name) == plain)


def _stem(name: str) -> str:
    return re.sub("[аея]$", "", name)


def any_of(options: Iterable[str]) -> str:
    """A pattern for any of `options`, the longest first, any white space between the words of a phrase."""
    return _any_of(tuple(options))


@functools.lru_cache(maxsize=1024)  # the same few lists of words are asked for in every sentence
def _any_of(options: tuple[str, ...]) -> str:
    ordered = sorted({option for option in options if option}, key=lambda option: (-len(option), option))
    return "(?:" + "|".join(re.escape(option).replace(r"\ ", r"\s+") for option in ordered) + ")" if ordered else "(?!)"


def has_any(text: str, options: Iterable[str]) -> bool:
    """Whether one of `options` stands in `text` as whole words."""
    return _whole_words(tuple(options)).search(text) is not None


@functools.lru_cache(maxsize=1024)
def _whole_words(options: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(options)}(?!\w)", re.IGNORECASE)


@functools.cache
def shapes(language: str, name: str, quantity: str) -> tuple[re.Pattern[str], ...]:
    """The shapes of field `name` ("{quantity} {unit} later") as patterns with groups of those names.

    Args:
        language: a language with data for checks.
        name: `later`, `earlier`, `after`, `day_count` or `anniversary`.
        quantity: `vague` to let words such as "a few" stand for the number, else "".
    """
    known = words(language)
    numbers = rf"\d{{1,3}}|{any_of(cardinals(language))}"
    suffix = any_of(known.ordinal_suffixes)
    groups = {
        "quantity": f"{numbers}|{any_of(known.vague)}" if quantity else numbers,
        "number": numbers,
        "ordinal": rf"\d{{1,3}}\s?{suffix}|{any_of(ordinals(language))}",
        "unit": any_of(form for forms in known.units.values() for form in forms),
    }
    short = rf"(?:(?P<short>{any_of(known.short)})\s+)?"
    found = []
    for shape in getattr(known, name):
        pattern = re.escape(shape).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[-‑–]")
        for group, inside in groups.items():
            pattern = pattern.replace(rf"\{{{group}\}}", f"(?P<{group}>{inside})")
        found.append(re.compile(rf"(?<![\w-]){short}{pattern}(?!\w)"))
    return tuple(found)


@functools.cache
def _literals(language: str, name: str) -> tuple[str, ...]:
    """For each shape its longest word that is no placeholder, lower case; "" where it has none."""
    bare = (re.sub(r"\{\w+\}", " ", shape) for shape in getattr(words(language), name))
    return tuple({max(re.findall(r"[^\W\d_]+", shape), key=len, default="").lower(): None for shape in bare})


def may_have(text: str, language: str, name: str) -> bool:
    """Whether one of the shapes of field `name` can stand in a folded `text`: a quick look before they are tried."""
    return any(literal in text for literal in _literals(language, name))


def number_of(printed: str, language: str) -> int | None:
    """The number that digits, a number word or an ordinal state; null for "a few" and the like."""
    low = " ".join(fold(printed, language).split())
    digits = re.match(r"\d+", low)
    if digits:
        return int(digits.group())
    return cardinals(language).get(low, ordinals(language).get(low))
