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

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from cenotaph.count_grammar import Grammar, NumberType, grammar_of
from cenotaph.record import Count, Qualifier

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


_REACH = 48  # characters looked at in front of a number


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
    grammar = grammar_of(language or "en")
    found = list(_bare_numbers(text, grammar, articles))
    numbers: list[Number] = []
    for bare in _join_ranges(text, found, grammar):
        number = _finish(text, bare, grammar, numbers[-1] if numbers else None)
        while numbers and numbers[-1].end > number.start:  # the "many" of "as many as 300"
            numbers.pop()
        _date_days_before(text, numbers, number, grammar)
        numbers.append(number)
    return tuple(numbers)


def _date_days_before(text: str, numbers: list[Number], number: Number, grammar: Grammar) -> None:
    """Makes days of the numbers listed in front of a day: "20, 21 and 22 November"."""
    index = len(numbers)
    while number.type == "date" and number.quote.isdigit() and len(number.quote) <= 2 and index:
        last = numbers[index - 1]
        is_day = last.rule == "digits" and last.quote.isdigit() and int(last.quote) <= 31
        if not is_day or not grammar.listed.fullmatch(text, last.end, number.start):
            return
        index -= 1
        number = numbers[index] = Number(last.start, last.end, last.quote, None, "date", "listed")


def _bare_numbers(text: str, grammar: Grammar, articles: bool) -> Iterator[_Found]:
    """Numbers without their bounds, in order; what cannot count is typed at once by its own form."""
    scan = grammar.scan_articles if articles else grammar.scan
    triggers = grammar.triggers_articles if articles else grammar.triggers
    position = 0
    for token in _TOKEN.finditer(text):  # a quick pass: most words can start no number
        start = token.start()
        if start < position or not (token[0][0].isdigit() or token[0].lower() in triggers):
            continue
        match = scan.match(text, start)
        if match is not None:
            found = _read_digits(text, match, grammar) if match["digits"] else _read_words(text, match, grammar)
            position = found.end
            yield found


def _read_words(text: str, match: re.Match[str], grammar: Grammar) -> _Found:
    start, end, kind = match.start(), match.end(), match.lastgroup
    if match["spelled"]:
        return _read_spelled(text, match, grammar)
    if match["several"] or match["plural"]:
        return _read_plural(match, grammar)
    if match["ordinal"]:
        led = grammar.unit.match(text, start) or grammar.article_before.search(text[max(0, start - 8) : start])
        is_fraction = led and grammar.ends_in_fraction.search(" " + match["ordinal"])
        return _Found(start, end, None, None, "fraction" if is_fraction else "ordinal", "ordinal-word")
    value: int | None = None
    rule = "vague"
    if match["none"] or match["no"]:
        value, rule = 0, "none"
    elif match["half"]:
        value, rule = grammar.scales[match["half_scale"].lower()] // 2, "half"
    elif match["phrase"] and grammar.conjunction_after.match(text, end):
        rule = "conjunction"  # "both in the town and in the hills"
    elif match["phrase"]:
        value, rule = grammar.words.phrases[_plain(match["phrase"])], "phrase"
    elif kind == "article":
        value, rule = 1, "article"
    type_: NumberType = "vague" if value is None else "cardinal"
    return _Found(start, end, value, value, type_, rule, is_article=rule == "article")


def _read_plural(match: re.Match[str], grammar: Grammar) -> _Found:
    """Dozens, hundreds of thousands, several hundred: the range that the design gives the plural."""
    if match["several"]:
        rule, scale = "several", grammar.scales[match["several_scale"].lower()]
        if match["several_more"]:
            scale *= grammar.scales[match["several_more"].lower()]
        low, high = grammar.plural_of.get(2 * scale, (2 * scale, 10 * scale - 1))
    else:
        rule = "plural"
        low, high = grammar.plurals[match["plural"].lower()]
        if match["of_plural"]:
            times = grammar.plurals[match["of_plural"].lower()][0] // 2
            low, high = low * times, (high + 1) * times - 1
    return _Found(match.start(), match.end(), low, high, "cardinal", rule, "between")


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _read_spelled(text: str, match: re.Match[str], grammar: Grammar) -> _Found:
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
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_CLOCK_DIGITS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_NUMERIC_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}(?:-\d{2})?(?!\d)")
_PHONE = re.compile(r"\d{2,4}(?:[-\s]\d{2,4}){2,}(?!\d)|\d{3}-\d{4}(?!\d)|\(?\d{2,4}\)?(?:[-\s]\d{2,4}){3,}(?!\d)")
_SLASHED = re.compile(r"\d+(?:/\d+)+")
_GLUED_BEFORE = re.compile(r"(?<![\w-])[\w-]*[^\W\d_][\w-]*\Z")  # the "M-" of M-16, the "XYZ3-" of XYZ3-0562
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+")


def _read_digits(text: str, match: re.Match[str], grammar: Grammar) -> _Found:
    """A number in digits, its type where its own form tells it."""
    start, end = match.start(), match.end("digits")
    before = text[start - 1 : start]
    for pattern, type_, rule in _FORMS:
        form = pattern.match(text, start)
        if form and (type_ != "time" or ":" in form[0]) and (type_ != "phone" or not _GROUPED.fullmatch(form[0])):
            return _Found(start, form.end(), None, None, type_, rule)
    if before == "+":
        form = re.compile(r"[\d\s()-]*\d").match(text, start)
        return _Found(start, form.end() if form else end, None, None, "phone", "phone-plus")
    glued = _GLUED_BEFORE.search(text[max(0, start - 24) : start])
    if glued and not (glued[0].endswith("-") and glued[0][:-1].isalpha() and len(glued[0]) > 6):
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


def _read_glued(text: str, match: re.Match[str], grammar: Grammar) -> _Found:
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


def _read_plain(text: str, match: re.Match[str], grammar: Grammar) -> _Found:
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
        if _CLOCK_DIGITS.fullmatch(digits) and digits[0] == "0":
            return _Found(start, end, None, None, "time", "four-digit-clock")
        if long:
            return _Found(start, end, None, None, "reference", "long-digits")
        value = int(digits) * scale
        return _Found(start, end, value, value, "cardinal", "digits", scale=scale)
    whole, _, part = digits.replace(",", ".").partition(".")
    if scale_word and scale >= 10 ** len(part):
        value = (int(whole) * 10 ** len(part) + int(part)) * scale // 10 ** len(part)
        return _Found(start, end, value, value, "cardinal", "decimal-scale", scale=scale)
    return _Found(start, end, None, None, "decimal", "decimal")


def _join_ranges(text: str, found: list[_Found], grammar: Grammar) -> list[_Found]:
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


def _join(text: str, left: _Found, right: _Found, grammar: Grammar) -> list[_Found]:
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
        is_score = (gap["dash"] or gap["to"]) and left.rule == right.rule == "digits" and left.low < 1000
        if is_score and not grammar.words_or.search(gap[0]):
            return [_Found(left.start, right.end, None, None, "score", "descending")]
        return [left, right]
    if _YEAR.fullmatch(text, left.start, left.end) and not _YEAR.fullmatch(text, right.start, right.end):
        return [left, right]  # "in 1985 to 2,500 this year"
    lead = grammar.between.search(before)
    start = left.start - len(before) + lead.start() if lead else left.start
    return [_Found(start, right.end, low, right.high, "cardinal", "range", "between", scale=right.scale)]


def _finish(text: str, found: _Found, grammar: Grammar, last: Number | None) -> Number:
    """Bounds, hedges and the type that the neighbours tell."""
    start, end = found.start, found.end
    if found.type != "cardinal":
        return Number(start, end, text[start:end], None, found.type, found.rule)
    before = text[max(0, start - _REACH) : start]
    qualifier, hedge_start, hedge_end = _bound(text, found, before, grammar)
    start, end = hedge_start, hedge_end
    type_, rule = _type_by_neighbours(text, found, before, (start, end), grammar)
    if type_ == "cardinal" and last is not None and last.type in ("age", "reference"):
        between = text[last.end : start]  # "aged 12 and 13", "articles 3, 4 and 5"
        if grammar.listed.fullmatch(between) and not grammar.counts_people.match(text, end):
            type_, rule = last.type, "listed"
    count = _count(found, qualifier) if type_ == "cardinal" else None
    role = found.role
    if role is None and grammar.additional.search(text[max(0, start - _REACH) : start]):
        role = "additional"
    return Number(start, end, text[start:end], count, type_, rule, role, found.is_article)


def _bound(text: str, found: _Found, before: str, grammar: Grammar) -> tuple[Qualifier, int, int]:
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
    text: str, found: _Found, before: str, whole: tuple[int, int], grammar: Grammar
) -> tuple[NumberType, str]:
    """The type that words around the number, or around it with its bounds, give it; else cardinal."""
    start, end = whole
    if _is_clock(text, found, before, grammar):
        return "time", "four-digit-clock"
    contexts = grammar.words.contexts
    counts_people = grammar.counts_people.match(text, found.end) is not None
    for match in (
        grammar.context_after.match(text, found.end),
        grammar.context_after.match(text, end) if end != found.end else None,
        grammar.context_before.search(before),
        grammar.context_before.search(text[max(0, start - _REACH) : start]) if start != found.start else None,
    ):
        if match and match.lastgroup:
            type_ = contexts[int(match.lastgroup[1:])].type
            is_counting = type_ == "reference" and (counts_people or found.rule == "phrase")  # "in one case 20 people"
            is_crowd = type_ == "score" and found.rule != "range"  # "drew 40,000 supporters"
            if not is_counting and not is_crowd:
                return type_, "context"
    if _is_year(text, found, before, grammar):
        return "date", "bare-year"
    if found.rule == "digits" and _is_apposed_age(text, found, before):
        return "age", "apposition"
    at_line_start = _LINE_START.search(before) is not None
    if found.rule == "digits" and at_line_start and re.compile(r"[.)]\s").match(text, found.end):
        return "list_item", "list-item"
    return "cardinal", found.rule


def _is_clock(text: str, found: _Found, before: str, grammar: Grammar) -> bool:
    """Whether four digits are hours and minutes: "at 2330", "0030 hours"."""
    if not _CLOCK_DIGITS.fullmatch(text, found.start, found.end):
        return False
    if grammar.counts_people.match(text, found.end):
        return False
    return bool(grammar.clock_before.search(before) or grammar.clock_after.match(text, found.end))


def _is_year(text: str, found: _Found, before: str, grammar: Grammar) -> bool:
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
