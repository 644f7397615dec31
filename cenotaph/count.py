"""How many: number expressions of a text, each with the count that its words state.

Only a number of type `cardinal` may count people or things. Ages, dates, clock times, money,
measures, ordinals, models (M-16), references (Resolution 688) and the like are found too and
named by type, so that nothing later mistakes them for people.

A count is encoded as the design says: "at least / over N" has no high; "up to N" has no low; "some N"
is N to N and `about`; "dozens" is 24 to 99; "nobody" is 0 to 0. "Several" and "many" state no number
and get none. The words of a language are data (`lang/<code>/numbers.toml`).

Limits: types are told by neighbouring words; a bare four-digit number from 1800 to 2099 is a year
unless a word for people or things stands behind it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Count, Qualifier

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
Role = Literal["superseded", "current", "additional"]


class Number(Struct, frozen=True):
    """One number expression, bounds and hedges included; `text[start:end] == quote`."""

    start: int  # code points, half-open
    end: int
    quote: str
    count: Count | None  # null for a vague word and for everything but a cardinal
    type: NumberType
    rule: str  # name of the rule that gave value and type
    role: Role | None = None  # "from 83 to 131": superseded, current; "another 20": additional
    is_article: bool = False  # "a", "an" or "one", which may not be meant as a number at all


class Context(Struct, frozen=True):
    """Neighbouring words that tell the type of a number: regular expressions, `{months}` filled in."""

    type: NumberType
    before: str = ""  # must end where the number starts: ends in $
    after: str = ""  # matched where the number ends


class NumberWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/numbers.toml` holds."""

    articles: tuple[str, ...]
    joins: tuple[str, ...]
    half: str
    decimal: str
    none: tuple[str, ...]
    vague: tuple[str, ...]
    no: tuple[str, ...]
    several: tuple[str, ...]
    additional: tuple[str, ...]
    of: tuple[str, ...]
    ordinal_suffixes: tuple[str, ...]
    ordinals: tuple[str, ...]
    fractions: tuple[str, ...]
    change: tuple[str, ...]
    change_adverbs: tuple[str, ...]
    months: tuple[str, ...]
    year_cues: tuple[str, ...]
    people: tuple[str, ...]
    people_verbs: tuple[str, ...]
    cardinals: dict[str, int]
    scales: dict[str, int]
    plurals: dict[str, tuple[int, int]]
    phrases: dict[str, int]
    before: dict[Qualifier, tuple[str, ...]]
    after: dict[Qualifier, tuple[str, ...]]
    ranges: dict[str, tuple[str, ...]]
    contexts: tuple[Context, ...]


class _Found(Struct):
    """A bare number while its neighbours are looked at."""

    start: int
    end: int
    low: int | None
    high: int | None
    type: NumberType
    rule: str
    qualifier: Qualifier = "exact"
    role: Role | None = None
    is_article: bool = False
    scale: int = 1  # the scale word it ends in, which a range shares: "two to three hundred"


_GAP = r"[\s-]+"
_DIGITS = r"\d{1,3}(?:(?P<sep>[,.'’\u00a0\u2009\u202f ])\d{3})(?:(?P=sep)\d{3})*(?![\d])|\d+(?:[.,]\d+)?"  # 1,275 or 12.5 or 131
_REACH = 48  # characters looked at in front of a number


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, longest first, any white space or hyphen between words of a phrase."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in ordered) or r"(?!)"


class _Grammar:
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
        self.unit = re.compile(rf"({units})\b", re.IGNORECASE)
        self.joiner = re.compile(
            rf"(?P<comma>,)\s|{_GAP}(?:(?P<join>{_alternatives(words.joins)}){_GAP})?", re.IGNORECASE
        )
        self.scan = re.compile(self._scan(units, articles=False), re.IGNORECASE)
        self.scan_articles = re.compile(self._scan(units, articles=True), re.IGNORECASE)
        self._compile_neighbours()
        self._compile_ranges()

    def _scan(self, units: str, articles: bool) -> str:
        words, scales, plurals = self.words, _alternatives(self.words.scales), _alternatives(self.words.plurals)
        article, joins = _alternatives(words.articles), _alternatives(words.joins)
        kinds = [
            rf"(?P<none>{_alternatives(words.none)})",
            rf"(?P<no>{_alternatives(words.no)})(?=\s+(?:{self.people})\b)",
            rf"(?P<several>{_alternatives(words.several)})\s+(?P<several_scale>{scales})",
            rf"(?P<plural>{plurals})(?:\s+(?:{_alternatives(words.of)})\s+(?P<of_plural>{plurals}))?",
            rf"(?P<half>{re.escape(words.half)})[\s-]+(?:(?:{article})[\s-]+)?(?P<half_scale>{scales})",
            rf"(?P<phrase>{_alternatives(words.phrases)})",
            rf"(?P<ordinal>(?:(?:{units}){_GAP}(?:(?:{joins}){_GAP})?)?(?:{_alternatives(words.ordinals)}))",
            rf"(?P<spelled>(?:(?:{article})\s+(?=(?:{scales})\b))?(?:{units}))",
            rf"(?P<vague>{_alternatives(words.vague)})",
        ]
        if articles:
            kinds.append(rf"(?P<article>{article})")
        return rf"(?P<digits>(?<!\d){_DIGITS})(?:[\s-](?P<digit_scale>{scales})\b)?|\b(?:{'|'.join(kinds)})\b"

    def _compile_neighbours(self) -> None:
        words = self.words
        opening = r"(?:^|(?<=[\s(\[\"'“‘,;:—–-]))"
        before = "|".join(f"(?P<{q}>{_alternatives(p)})" for q, p in words.before.items())
        after = "|".join(f"(?P<{q}>{_alternatives(p)})" for q, p in words.after.items())
        self.before = re.compile(rf"{opening}(?:{before})\s+$", re.IGNORECASE)
        self.after = re.compile(rf"(?P<plus>\+)(?!\d)|[\s-]+(?:{after})\b(?!\s+(?:\d|an?\b))", re.IGNORECASE)
        self.additional = re.compile(rf"\b(?:{_alternatives(words.additional)})\s+$", re.IGNORECASE)
        behind = rf"(?:\s+[^\W\d]+)?\s+(?:{self.people})\b|\s+(?:{_alternatives(words.people_verbs)})\b"
        self.counts_people = re.compile(behind, re.IGNORECASE)
        cues = rf"\b(?:{_alternatives(words.year_cues)})[\s-]+$|\b(?:{self.months})\.?\s+\d{{1,2}},?\s+$"
        self.year_cue = re.compile(cues, re.IGNORECASE)
        self.fraction = re.compile(rf"[\s-]+(?:{_alternatives(words.fractions)})\b", re.IGNORECASE)
        self.ends_in_fraction = re.compile(rf"[\s-](?:{_alternatives(words.fractions)})$", re.IGNORECASE)
        self.ordinal_suffix = re.compile(rf"(?:{_alternatives(words.ordinal_suffixes)})\b", re.IGNORECASE)
        self.month_before = re.compile(rf"\b(?:{self.months})\.?\s+$", re.IGNORECASE)
        self.context_before = self._contexts("before")
        self.context_after = self._contexts("after")

    def _contexts(self, side: Literal["before", "after"]) -> re.Pattern[str]:
        """All contexts of one side as one pattern; group cN is the Nth context."""
        patterns = [
            f"(?P<c{number}>{getattr(context, side).replace('{months}', self.months)})"
            for number, context in enumerate(self.words.contexts)
            if getattr(context, side)
        ]
        return re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)

    def _compile_ranges(self) -> None:
        ranges = {name: _alternatives(words) for name, words in self.words.ranges.items()}
        self.between = re.compile(rf"\b(?:{ranges['between']})\s+$", re.IGNORECASE)
        self.change = re.compile(rf"\b(?:{_alternatives(self.words.change)})\b[^.;]*$", re.IGNORECASE)
        self.from_before = re.compile(rf"\b(?:{ranges['from']})(?:\s+[^\W\d]+){{0,4}}\s+$", re.IGNORECASE)
        words_between = r"(?:[^\W\d]+\s+){0,3}"
        self.range_gap = re.compile(
            rf"(?P<dash>\s?[-–—]\s?)|\s+(?:(?P<to>{ranges['to']})|(?P<and>{ranges['and']}))\s+"
            rf"|(?P<forward>\s+{words_between}(?:{ranges['to']})\s+(?:[^\W\d]+\s+){{0,2}})"
            rf"|(?P<back>,?\s+(?P<adverb>(?:{_alternatives(self.words.change_adverbs)})\s+)?{words_between}"
            rf"(?:{ranges['from']})\s+{words_between})",
            re.IGNORECASE,
        )


@functools.cache
def _grammar(language: str) -> _Grammar:
    known = languages("numbers")
    code = language if language in known else language.partition("-")[0]
    return _Grammar(load(code if code in known else "en", "numbers", NumberWords))


def find_numbers(text: str, language: str | None = None, articles: bool = False) -> tuple[Number, ...]:
    """Every number expression of `text`, in order, not overlapping.

    Args:
        text: any text; UPPERCASE is read as well.
        language: BCP 47; a language without data is read as English.
        articles: whether "a" and "an" are given too, as 1 with `is_article`; "one" always is.

    Returns:
        Numbers of all types; only those of type `cardinal` have a count.

    >>> [(n.quote, n.count.low, n.count.high) for n in find_numbers("At least 130 people", "en")]
    [('At least 130', 130, None)]
    """
    grammar = _grammar(language or "en")
    found = list(_bare_numbers(text, grammar, articles))
    return tuple(_finish(text, number, grammar) for number in _join_ranges(text, found, grammar))


def _bare_numbers(text: str, grammar: _Grammar, articles: bool) -> Iterator[_Found]:
    """Numbers without their bounds, in order; what cannot count is typed at once by its own form."""
    scan = grammar.scan_articles if articles else grammar.scan
    position = 0
    while match := scan.search(text, position):
        found = _read_digits(text, match, grammar) if match["digits"] else _read_words(text, match, grammar)
        position = found.end
        yield found


def _read_words(text: str, match: re.Match[str], grammar: _Grammar) -> _Found:
    start, end, kind = match.start(), match.end(), match.lastgroup
    if match["spelled"]:
        return _read_spelled(text, match, grammar)
    if match["none"] or match["no"]:
        return _Found(start, end, 0, 0, "cardinal", "none")
    if match["several"]:
        scale = grammar.scales[match["several_scale"].lower()]
        low, high = grammar.plural_of.get(2 * scale, (2 * scale, 10 * scale - 1))
        return _Found(start, end, low, high, "cardinal", "several", "between")
    if match["plural"]:
        low, high = grammar.plurals[match["plural"].lower()]
        if match["of_plural"]:
            times = grammar.plurals[match["of_plural"].lower()][0] // 2
            low, high = low * times, (high + 1) * times - 1
        return _Found(start, end, low, high, "cardinal", "plural", "between")
    if match["half"]:
        value = grammar.scales[match["half_scale"].lower()] // 2
        return _Found(start, end, value, value, "cardinal", "half")
    if match["phrase"]:
        value = grammar.words.phrases[_plain(match["phrase"])]
        return _Found(start, end, value, value, "cardinal", "phrase")
    if kind == "ordinal":
        is_fraction = grammar.unit.match(text, start) and grammar.ends_in_fraction.search(match["ordinal"])
        type_: NumberType = "fraction" if is_fraction else "ordinal"
        return _Found(start, end, None, None, type_, "ordinal-word")
    if kind == "article":
        return _Found(start, end, 1, 1, "cardinal", "article", is_article=True)
    return _Found(start, end, None, None, "vague", "vague")


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _read_spelled(text: str, match: re.Match[str], grammar: _Grammar) -> _Found:
    """As many words as make one number: "two hundred and six", but not "five and six"."""
    start = position = match.start()
    total = current = 0
    last_scale = 1
    end = start
    unit = grammar.unit.search(text, start)
    joiner: re.Match[str] | None = None
    while unit:
        word = unit[1].lower()
        value = grammar.values[word]
        if word in grammar.scales:
            if joiner and joiner["join"]:
                break
            if value < 1000 and current >= value:
                break
            current = max(current, 1) * value if value >= 1000 or current else value
            if value >= 1000:
                total, current = total + current, 0
            last_scale = value
        else:
            fits = (
                (current == 0 and (total == 0 or last_scale >= 1000))
                or (current % 100 == 0 and current > 0 and value < 100)
                or (current % 100 >= 20 and current % 10 == 0 and 0 < value < 10)
            )
            joined = joiner is not None and bool(joiner["join"] or joiner["comma"])
            if not fits or (joined and last_scale < 100):
                break
            current += value
            last_scale = 1
        end = position = unit.end()
        joiner = grammar.joiner.match(text, position)
        unit = grammar.unit.match(text, joiner.end()) if joiner else None
    value = total + current
    is_article = text[start:end].lower() in grammar.words.articles
    if grammar.fraction.match(text, end):
        return _Found(start, end, None, None, "fraction", "fraction")
    return _Found(start, end, value, value, "cardinal", "words", is_article=is_article, scale=last_scale)


_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)")
_NUMERIC_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}(?:-\d{2})?(?!\d)")
_PHONE = re.compile(r"\d{2,4}(?:[-\s]\d{2,4}){2,}(?!\d)|\d{3}-\d{4}(?!\d)|\(?\d{2,4}\)?(?:[-\s]\d{2,4}){3,}(?!\d)")
_SLASHED = re.compile(r"\d+(?:/\d+)+")
_MODEL_BEFORE = re.compile(r"(?:^|[\s(\"'“‘/])([^\W\d_]+)-?$")
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+")


def _read_digits(text: str, match: re.Match[str], grammar: _Grammar) -> _Found:
    """A number in digits, its type where its own form tells it."""
    start, end = match.start(), match.end("digits")
    before = text[start - 1 : start]
    for pattern, type_, rule in _FORMS:
        form = pattern.match(text, start)
        if form and (type_ != "time" or ":" in form[0]) and (type_ != "phone" or before not in (".", ",")):
            return _Found(start, form.end(), None, None, type_, rule)
    if before == "+":
        form = re.compile(r"[\d\s()-]*\d").match(text, start)
        return _Found(start, form.end() if form else end, None, None, "phone", "phone-plus")
    glued = _MODEL_BEFORE.search(text[max(0, start - 24) : start])
    if glued and (text[start - 1] != "-" or len(glued[1]) <= 5):
        is_year = re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", match["digits"]) is not None
        return _Found(start, end, None, None, "date" if is_year else "model", "glued-before")
    if text[end : end + 1].isalpha():
        return _read_glued(text, match, grammar)
    return _read_plain(text, match, grammar)


_FORMS: tuple[tuple[re.Pattern[str], NumberType, str], ...] = (
    (_NUMERIC_DATE, "date", "numeric-date"),
    (_CLOCK, "time", "clock"),
    (_PHONE, "phone", "phone"),
    (_SLASHED, "reference", "slashed"),
)


def _read_glued(text: str, match: re.Match[str], grammar: _Grammar) -> _Found:
    """Digits with letters behind: 3rd, 30km, 1990s, 60PB."""
    start, end = match.start(), match.end("digits")
    suffix = grammar.ordinal_suffix.match(text, end)
    if suffix:
        return _Found(start, suffix.end(), None, None, "ordinal", "ordinal-digits")
    context = grammar.context_after.match(text, end)
    if context and context.lastgroup:
        type_ = grammar.words.contexts[int(context.lastgroup[1:])].type
        return _Found(start, end, None, None, type_, "unit-glued")
    word = re.compile(r"[^\W_]+").match(text, end)
    is_decade = text[end : end + 1] in "sS" and match["digits"].endswith("0")
    return _Found(start, word.end() if word else end, None, None, "date" if is_decade else "model", "glued-behind")


def _read_plain(text: str, match: re.Match[str], grammar: _Grammar) -> _Found:
    digits, scale_word = match["digits"], match["digit_scale"]
    start, end = match.start(), match.end()
    scale = grammar.scales[scale_word.lower()] if scale_word else 1
    decimal_mark = grammar.words.decimal
    if _GROUPED.fullmatch(digits) and not (scale_word and decimal_mark in digits) and not digits.startswith("0"):
        if " " in digits and grammar.month_before.search(text[max(0, start - 16) : start]):
            end = start + digits.index(" ")  # "on January 20 131 people"
            return _Found(start, end, None, None, "date", "day-of-month")
        value = int(re.sub(r"\D", "", digits)) * scale
        return _Found(start, end, value, value, "cardinal", "grouped", scale=scale)
    if digits.isdigit():
        long = len(digits) > 12
        if long:
            return _Found(start, end, None, None, "reference", "long-digits")
        value = int(digits) * scale
        return _Found(start, end, value, value, "cardinal", "digits", scale=scale)
    whole, _, part = digits.replace(",", ".").partition(".")
    if scale_word and scale >= 10 ** len(part):
        value = (int(whole) * 10 ** len(part) + int(part)) * scale // 10 ** len(part)
        return _Found(start, end, value, value, "cardinal", "decimal-scale", scale=scale)
    return _Found(start, end, None, None, "decimal", "decimal")


def _join_ranges(text: str, found: list[_Found], grammar: _Grammar) -> list[_Found]:
    """Pairs that are one range ("20 to 30", "between 20 and 30"), or a figure and the one that replaced it."""
    joined: list[_Found] = []
    for number in found:
        left = joined[-1] if joined else None
        if left is None or left.type != "cardinal" or number.type != "cardinal" or number.start - left.end > _REACH:
            joined.append(number)
            continue
        merged = _join(text, left, number, grammar)
        joined[-1:] = merged
    return joined


def _join(text: str, left: _Found, right: _Found, grammar: _Grammar) -> list[_Found]:
    gap = grammar.range_gap.fullmatch(text, left.end, right.start)
    if gap is None or left.low is None or right.high is None or left.qualifier == "between" == left.rule:
        return [left, right]
    before = text[max(0, left.start - _REACH) : left.start]
    changes = grammar.change.search(before)
    if gap["back"]:
        if changes or gap["adverb"]:
            left.role, right.role = "current", "superseded"
        return [left, right]
    if (gap["to"] or gap["forward"]) and changes and grammar.from_before.search(before):
        left.role, right.role = "superseded", "current"
        return [left, right]
    if gap["forward"] or (gap["and"] and not grammar.between.search(before)):
        return [left, right]
    low = left.low * right.scale if left.scale == 1 and left.low < right.high // max(right.scale, 1) else left.low
    if low >= right.high:
        type_: NumberType = "score" if gap["dash"] or gap["to"] else "cardinal"
        if type_ == "score" and not _is_year_pair(text[left.start : right.end]):
            return [_Found(left.start, right.end, None, None, "score", "descending")]
        return [left, right]
    lead = grammar.between.search(before)
    start = left.start - len(before) + lead.start() if lead else left.start
    return [_Found(start, right.end, low, right.high, "cardinal", "range", "between", scale=right.scale)]


def _is_year_pair(quote: str) -> bool:
    return re.fullmatch(r"(?:1\d{3}|20\d{2})\s?[-–/]\s?\d{2}", quote) is not None


def _finish(text: str, found: _Found, grammar: _Grammar) -> Number:
    """Bounds, hedges and the type that the neighbours tell."""
    start, end = found.start, found.end
    if found.type != "cardinal":
        return Number(start, end, text[start:end], None, found.type, found.rule)
    before = text[max(0, start - _REACH) : start]
    qualifier, hedge_start, hedge_end = _bound(text, found, before, grammar)
    type_, rule = _type_by_neighbours(text, found, before, hedge_start, hedge_end, grammar)
    start, end = hedge_start, hedge_end
    count = _count(found, qualifier) if type_ == "cardinal" else None
    role = found.role
    if role is None and grammar.additional.search(text[max(0, start - _REACH) : start]):
        role = "additional"
    return Number(start, end, text[start:end], count, type_, rule, role, found.is_article)


def _bound(text: str, found: _Found, before: str, grammar: _Grammar) -> tuple[Qualifier, int, int]:
    """The qualifier that words in front and behind give, and where the expression then starts and ends."""
    qualifier, start, end = found.qualifier, found.start, found.end
    while match := grammar.before.search(before):
        word = match.lastgroup
        if word and (qualifier in ("exact", "between") or (qualifier == "about" and word != "about")):
            qualifier = word if word != "about" or qualifier != "between" else "between"  # type: ignore[assignment]
        start -= len(before) - match.start()
        before = before[: match.start()]
    behind = grammar.after.match(text, end)
    if behind and qualifier in ("exact", "about"):
        qualifier = "at_least" if behind["plus"] else behind.lastgroup  # type: ignore[assignment]
        end = behind.end()
    return qualifier, start, end


def _type_by_neighbours(
    text: str, found: _Found, before: str, start: int, end: int, grammar: _Grammar
) -> tuple[NumberType, str]:
    contexts = grammar.words.contexts
    for match in (
        grammar.context_after.match(text, found.end),
        grammar.context_after.match(text, end) if end != found.end else None,
        grammar.context_before.search(before),
        grammar.context_before.search(text[max(0, start - _REACH) : start]) if start != found.start else None,
    ):
        if match and match.lastgroup:
            return contexts[int(match.lastgroup[1:])].type, "context"
    if _is_year(text, found, before, grammar):
        return "date", "bare-year"
    if found.rule == "digits" and _is_apposed_age(text, found, before):
        return "age", "apposition"
    line_start = not before or before[-1] == "\n"
    if found.rule == "digits" and line_start and re.compile(r"[.)]\s").match(text, found.end):
        return "list_item", "list-item"
    return "cardinal", found.rule


def _is_year(text: str, found: _Found, before: str, grammar: _Grammar) -> bool:
    """Whether bare digits are a year; a range is one when it starts with one."""
    digits = re.match(r"(?:[^\W\d]+\s+)?(\d{4})(?!\d)", text[found.start : found.end])
    if digits is None or not 1000 <= int(digits[1]) <= 2099 or grammar.counts_people.match(text, found.end):
        return False
    return int(digits[1]) >= 1800 or grammar.year_cue.search(before) is not None


def _is_apposed_age(text: str, found: _Found, before: str) -> bool:
    """Whether it stands as an age behind a name: "Larisa, 13, was killed"."""
    name = re.search(r"([^\W\d_][\w'’-]+),\s$", before)
    if name is None or not name[1][0].isupper() or not 0 < (found.high or 0) <= 110:
        return False
    return re.compile(r"[,.;)]|\s+and\b").match(text, found.end) is not None


def _count(found: _Found, qualifier: Qualifier) -> Count:
    low, high = found.low, found.high
    if qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier in ("at_most", "less_than"):
        low = None
    return Count(low, high, qualifier)
