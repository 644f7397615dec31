"""Bare numbers of a text: digits and number words read as a value, before their neighbours are looked at.

What cannot count anything by its own form (20.01.1990, M-16, 3rd, +994 12) is typed here at once;
bounds, ranges and the types that neighbouring words give are the matter of `cenotaph.count`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from cenotaph.count_grammar import Grammar, NumberType
from cenotaph.record import Qualifier

Role = Literal["superseded", "current", "additional"]


class Found(Struct):
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


def bare_numbers(text: str, grammar: Grammar, articles: bool) -> Iterator[Found]:
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


def _read_words(text: str, match: re.Match[str], grammar: Grammar) -> Found:
    start, end, kind = match.start(), match.end(), match.lastgroup
    if match["spelled"]:
        return _read_spelled(text, match, grammar)
    if match["several"] or match["plural"]:
        return _read_plural(match, grammar)
    if match["ordinal"]:
        led = grammar.unit.match(text, start) or grammar.article_before.search(text[max(0, start - 8) : start])
        is_fraction = led and grammar.ends_in_fraction.search(" " + match["ordinal"])
        return Found(start, end, None, None, "fraction" if is_fraction else "ordinal", "ordinal-word")
    value: int | None = None
    rule = "vague"
    if match["none"] and text[end:].partition(" ")[2][:12].partition(" ")[0].lower() in grammar.words.none_who:
        rule = "nobody-who"
    elif match["none"] or match["no"]:
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
    return Found(start, end, value, value, type_, rule, is_article=rule == "article")


def _read_plural(match: re.Match[str], grammar: Grammar) -> Found:
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
    return Found(match.start(), match.end(), low, high, "cardinal", rule, "between")


def _plain(words: str) -> str:
    return " ".join(words.lower().replace("-", " ").split())


def _read_spelled(text: str, match: re.Match[str], grammar: Grammar) -> Found:
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
        return Found(start, end, None, None, "fraction", "fraction")
    return Found(start, end, value, value, "cardinal", "words", is_article=is_article, scale=last_scale)


_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
CLOCK_DIGITS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
"""Hours and minutes without a mark."""
_NUMERIC_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}(?:-\d{2})?(?!\d)")
_PHONE = re.compile(r"\d{2,4}(?:[-\s]\d{2,4}){2,}(?!\d)|\d{3}-\d{4}(?!\d)|\(?\d{2,4}\)?(?:[-\s]\d{2,4}){3,}(?!\d)")
_SLASHED = re.compile(r"\d+(?:/\d+)+")
_GLUED_BEFORE = re.compile(r"(?<![\w-])[\w-]*[^\W\d_][\w-]*\Z")  # the "M-" of M-16, the "XYZ3-" of XYZ3-0562
_TOO_MANY = 10**15  # more than ever lived, and more than tables of numbers hold
_LONGEST = 20  # characters; more are a number of a document, a column of figures, or noise
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+")


def _read_digits(text: str, match: re.Match[str], grammar: Grammar) -> Found:
    """A number in digits, its type where its own form tells it."""
    start, end = match.start(), match.end("digits")
    before = text[start - 1 : start]
    for pattern, type_, rule in _FORMS:
        form = pattern.match(text, start)
        if form and (type_ != "time" or ":" in form[0]) and (type_ != "phone" or not _GROUPED.fullmatch(form[0])):
            return Found(start, form.end(), None, None, type_, rule)
    if before == "+":
        form = re.compile(r"[\d\s()-]*\d").match(text, start)
        return Found(start, form.end() if form else end, None, None, "phone", "phone-plus")
    glued = _GLUED_BEFORE.search(text[max(0, start - 24) : start])
    if glued and not (glued[0].endswith("-") and glued[0][:-1].isalpha() and len(glued[0]) > 6):
        is_year = re.fullmatch(r"1[0-9]{3}|20[0-9]{2}", match["digits"]) is not None
        return Found(start, end, None, None, "date" if is_year else "model", "glued-before")
    if text[end : end + 1].isalpha():
        return _read_glued(text, match, grammar)
    return _read_plain(text, match, grammar)


_FORMS: tuple[tuple[re.Pattern[str], NumberType, str], ...] = (
    (_NUMERIC_DATE, "date", "numeric-date"),
    (_CLOCK, "time", "clock"),
    (_PHONE, "phone", "phone"),
    (_SLASHED, "reference", "slashed"),
)


def _read_glued(text: str, match: re.Match[str], grammar: Grammar) -> Found:
    """Digits with letters behind: 3rd, 30km, 1990s, 60PB."""
    start, end = match.start(), match.end("digits")
    suffix = grammar.ordinal_suffix.match(text, end)
    if suffix:
        return Found(start, suffix.end(), None, None, "ordinal", "ordinal-digits")
    context = grammar.context_after.match(text, end)
    if context and context.lastgroup:
        type_ = grammar.words.contexts[int(context.lastgroup[1:])].type
        return Found(start, end, None, None, type_, "unit-glued")
    word = re.compile(r"[^\W_]+").match(text, end)
    is_decade = text[end : end + 1] in "sS" and match["digits"].endswith("0")
    return Found(start, word.end() if word else end, None, None, "date" if is_decade else "model", "glued-behind")


def _read_plain(text: str, match: re.Match[str], grammar: Grammar) -> Found:
    digits, scale_word = match["digits"], match["digit_scale"]
    start, end = match.start(), match.end()
    scale = grammar.scales[scale_word.lower()] if scale_word else 1
    decimal_mark = grammar.words.decimal
    if len(digits) > _LONGEST or int(re.sub(r"\D", "", digits)) * scale >= _TOO_MANY:
        return Found(start, end, None, None, "reference", "long-digits")
    if _GROUPED.fullmatch(digits) and not (scale_word and decimal_mark in digits) and not digits.startswith("0"):
        if " " in digits and grammar.month_before.search(text[max(0, start - 16) : start]):
            end = start + digits.index(" ")  # "on January 20 131 people"
            return Found(start, end, None, None, "date", "day-of-month")
        value = int(re.sub(r"\D", "", digits)) * scale
        return Found(start, end, value, value, "cardinal", "grouped", scale=scale)
    if digits.isdigit():
        if CLOCK_DIGITS.fullmatch(digits) and digits[0] == "0":
            return Found(start, end, None, None, "time", "four-digit-clock")
        value = int(digits) * scale
        return Found(start, end, value, value, "cardinal", "digits", scale=scale)
    whole, _, part = digits.replace(",", ".").partition(".")
    if not (whole + part).isdigit():  # "0 131 hundred"
        return Found(start, end, None, None, "reference", "grouped-from-zero")
    if scale_word and scale >= 10 ** len(part):
        value = (int(whole) * 10 ** len(part) + int(part)) * scale // 10 ** len(part)
        return Found(start, end, value, value, "cardinal", "decimal-scale", scale=scale)
    return Found(start, end, None, None, "decimal", "decimal")
