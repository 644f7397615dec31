"""Numbers in digits, and what their own form tells: 20.01.1990 is a date, M-16 a model, 3rd an ordinal."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from cenotaph.count_grammar import Grammar, NumberType
from cenotaph.count_phrases import Words
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
    ending: str = ""  # of case or possession: the "dən" of "83-dən"


CLOCK_DIGITS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
"""Hours and minutes without a mark."""
YEAR = re.compile(r"1\d{3}|20\d\d")

_DIGITS = re.compile(r"\d{1,3}(?:(?P<sep>[,.'’\u00a0\u2009\u202f ])\d{3})(?:(?P=sep)\d{3})*(?![\d])|\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0\u2009\u202f ]\d{3})+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?::\d{2})?(?!\d)")
_MAY_BE_FORM = re.compile(r"\d+(?:[./:\s-]\d|\))")
_SCORE = re.compile(r"\d{1,2}:\d{1,2}(?![\d:])")
_NUMERIC_DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)|\d{4}-\d{2}(?:-\d{2})?(?!\d)")
_PHONE = re.compile(r"\d{2,4}(?:[-\s]\d{2,4}){2,}(?!\d)|\d{3}-\d{4}(?!\d)|\(?\d{2,4}\)?(?:[-\s]\d{2,4}){3,}(?!\d)")
_PLUS = re.compile(r"[\d\s()-]*\d")
_SLASHED = re.compile(r"\d+(?:/\d+)+")
_GLUED_BEFORE = re.compile(r"(?<![\w-])[\w-]*[^\W\d_][\w-]*\Z")  # the "M-" of M-16, the "XYZ3-" of XYZ3-0562
_GLUED_BEHIND = re.compile(r"(?P<mark>[-‑'’]?)(?P<letters>[^\W\d_]{1,24})(?P<more>[\w-]*)")
_LETTERS = re.compile(r"[^\W\d_]{1,3}(?![\w-])")
_NOT_DIGIT = re.compile(r"\D")
_TOO_MANY = 10**15  # more than ever lived, and more than tables of numbers hold
_LONGEST = 20  # characters; more are a number of a document, a column of figures, or noise
_LONGEST_PREFIX = 6  # characters in front of a hyphen; what is longer is a word, no model
_FORMS: tuple[tuple[re.Pattern[str], NumberType, str], ...] = (
    (_NUMERIC_DATE, "date", "numeric-date"),
    (_CLOCK, "time", "clock"),
    (_SCORE, "score", "colon"),
    (_PHONE, "phone", "phone"),
    (_SLASHED, "reference", "slashed"),
)
_SCALE_GAPS = frozenset(" -\u00a0\u202f")
_THOUSAND, _GROUP = 1000, 3


def read_digits(words: Words, start: int, grammar: Grammar) -> Found | None:
    """A number in digits, its type where its own form tells it."""
    text = words.text
    match = _DIGITS.match(text, start)
    if match is None:
        return None  # digits of a script that has no grouping here
    end = match.end()
    found = _read_form(text, start)
    if found is not None:
        return found
    before = text[start - 1 : start]
    if before == "+":
        form = _PLUS.match(text, start)
        return Found(start, form.end() if form else end, None, None, "phone", "phone-plus")
    if before and before not in " \n(":
        glued = _GLUED_BEFORE.search(text[max(0, start - 24) : start])
        if glued and not (glued[0].endswith("-") and glued[0][:-1].isalpha() and len(glued[0]) > _LONGEST_PREFIX):
            is_year = YEAR.fullmatch(match[0]) is not None
            letters = _LETTERS.match(text, end)  # the "PB" of BTR-60PB
            return Found(
                start, letters.end() if letters else end, None, None, "date" if is_year else "model", "glued-before"
            )
    behind = _GLUED_BEHIND.match(text, end) if end < len(text) and text[end] not in " .,\n" else None
    if behind is not None:
        found = _read_glued(words, start, match[0], behind, grammar)
        if found is not None:
            return found
    return _read_plain(words, start, match[0], grammar)


def _read_form(text: str, start: int) -> Found | None:
    if not _MAY_BE_FORM.match(text, start):
        return None
    for pattern, type_, rule in _FORMS:
        form = pattern.match(text, start)
        if form and (type_ != "time" or ":" in form[0]) and (type_ != "phone" or not _GROUPED.fullmatch(form[0])):
            return Found(start, form.end(), None, None, type_, rule)
    return None


def _read_glued(words: Words, start: int, digits: str, behind: re.Match[str], grammar: Grammar) -> Found | None:
    """Digits with letters behind: 3rd, 30km, 1990s, 60PB, 131-ə, 130'dan; none where they are words of their own."""
    end, letters, mark = start + len(digits), behind["letters"], behind["mark"]
    is_whole = not behind["more"]
    is_decade = digits.endswith("0") and letters in grammar.decade_suffixes and is_whole
    if is_decade and (not mark or not grammar.counts_people(words.behind(behind.end("letters"), 2))):
        return Found(start, behind.end("letters"), None, None, "date", "decade")
    if is_whole and letters in grammar.ordinal_suffixes:
        is_date = YEAR.fullmatch(digits) is not None
        later = grammar.context(words.behind(behind.end("letters"), 3))
        type_: NumberType = "date" if (mark and is_date) or (later == "date") else "ordinal"
        return Found(start, behind.end("letters"), None, None, type_, "ordinal-digits")
    if is_whole and mark and letters in grammar.endings:
        return _read_plain(words, start, digits, grammar, letters, behind.end("letters"))
    if is_whole and not mark and letters in grammar.words.digit_scales:
        last = behind.end("letters")
        if grammar.counts_people(words.behind(last, 2)):
            return _scaled(start, digits, grammar.words.digit_scales[letters], last)
    if mark:
        return None
    context = grammar.context([letters]) if is_whole else None
    if context is not None:
        return Found(start, end, None, None, context, "unit-glued")
    return Found(start, behind.end(), None, None, "model", "glued-behind")


def _scaled(start: int, digits: str, scale: int, end: int) -> Found:
    """Digits with a scale that is written at them: "20k people", "1.5m people"."""
    whole, _, part = digits.replace(",", ".").partition(".")
    value = int(_NOT_DIGIT.sub("", whole + part)) * scale // 10 ** len(part)
    return Found(start, end, value, value, "cardinal", "digits", scale=scale)


def _read_plain(words: Words, start: int, digits: str, grammar: Grammar, ending: str = "", suffixed: int = 0) -> Found:
    """The value of digits, with the scale behind them: "1,275", "1.5 million", "2 milyon 300 bin"."""
    end = suffixed or start + len(digits)
    scale_word = "" if suffixed else _scale_word(words, end, grammar)
    scale = grammar.scales.get(scale_word) or grammar.words.digit_scales.get(scale_word, 1)
    if scale_word:
        end = words.end_behind(end, 1)
        ending = grammar.ending_of.get(scale_word, "")
        end += scale_word in grammar.words.abbreviations and words.text[end : end + 1] == "."
    plain = _NOT_DIGIT.sub("", digits)
    if len(digits) > _LONGEST or int(plain) * scale >= _TOO_MANY:
        return Found(start, end, None, None, "reference", "long-digits")
    value = _grouped_value(digits, scale_word, grammar)
    rule = "grouped" if not digits.isdecimal() else "digits"
    if value is None:
        return _read_decimal(start, end, digits, scale, ending)
    if scale >= _THOUSAND:
        added = _added(words, end, scale, grammar)
        if added is not None:
            value, scale, end = value * scale + added[0], 1, added[1]
    if " " in digits and grammar.months.find(words.in_front(start, 1)):
        return Found(start, start + digits.index(" "), None, None, "date", "day-of-month")  # "January 20 131 people"
    if rule == "digits" and not scale_word and CLOCK_DIGITS.fullmatch(digits) and digits[0] == "0":
        return Found(start, end, None, None, "time", "four-digit-clock")
    return Found(start, end, value * scale, value * scale, "cardinal", rule, scale=scale, ending=ending)


def _added(words: Words, end: int, scale: int, grammar: Grammar) -> tuple[int, int] | None:
    """Digits that go on behind a scale and where they end: the "300 bin" of "2 milyon 300 bin"."""
    behind = words.behind(end, 3)
    if not behind or not behind[0].isdecimal() or len(behind[0]) != _GROUP or words.text[end : end + 1] != " ":
        return None
    if _GLUED_BEHIND.match(words.text, words.end_behind(end, 1)) or grammar.context(behind[1:]) is not None:
        return None
    smaller = grammar.scales.get(behind[1], 1) if len(behind) > 1 else 1
    if smaller >= scale:
        return None
    end = words.end_behind(end, 1 if smaller == 1 else 2)
    is_short = smaller > 1 and behind[1] in grammar.words.abbreviations and words.text[end : end + 1] == "."
    return int(behind[0]) * smaller, end + is_short


def _scale_word(words: Words, end: int, grammar: Grammar) -> str:
    """The scale that stands behind digits, if one does: "5 million", "20-тысячная"."""
    behind = words.behind(end, 1)
    if not behind or words.text[end : end + 1] not in _SCALE_GAPS:
        return ""
    is_hyphened = words.text[end] == "-" and behind[0] in grammar.words.digit_scales
    return behind[0] if is_hyphened or behind[0] in grammar.scales else ""


def _grouped_value(digits: str, scale_word: str, grammar: Grammar) -> int | None:
    """The value of whole digits, with or without groups; none of a decimal."""
    if digits.isdecimal():
        return int(digits)
    is_decimal = scale_word and grammar.words.decimal in digits
    if _GROUPED.fullmatch(digits) and not is_decimal and not digits.startswith("0"):
        return int(_NOT_DIGIT.sub("", digits))
    return None


def _read_decimal(start: int, end: int, digits: str, scale: int, ending: str) -> Found:
    whole, _, part = digits.replace(",", ".").partition(".")
    if not (whole + part).isdecimal():  # "0 131 hundred"
        return Found(start, end, None, None, "reference", "grouped-from-zero")
    if scale >= 10 ** len(part) > 1:
        value = (int(whole) * 10 ** len(part) + int(part)) * scale // 10 ** len(part)
        return Found(start, end, value, value, "cardinal", "decimal-scale", scale=scale, ending=ending)
    return Found(start, end, None, None, "decimal", "decimal")
