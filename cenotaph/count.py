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

from msgspec import Struct

from cenotaph.count_bare import CLOCK_DIGITS, Found, Role, bare_numbers
from cenotaph.count_grammar import Grammar, NumberType, grammar_of, lower
from cenotaph.record import Count, Qualifier


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
    plain = lower(text)
    found = list(bare_numbers(plain, grammar, articles))
    numbers: list[Number] = []
    for bare in _join_ranges(plain, found, grammar):
        number = _finish(text, plain, bare, grammar, numbers[-1] if numbers else None)
        while numbers and numbers[-1].end > number.start:  # the "many" of "as many as 300"
            numbers.pop()
        _date_days_before(plain, numbers, number, grammar)
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


_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_LAST_DAY = 31
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\Z")


def _join_ranges(text: str, found: list[Found], grammar: Grammar) -> list[Found]:
    """Pairs that are one range ("20 to 30", "between 20 and 30"), or a figure and the one that replaced it."""
    joined: list[Found] = []
    for number in found:
        left = joined[-1] if joined else None
        if left is None or left.type != "cardinal" or number.type != "cardinal" or number.start - left.end > _REACH:
            joined.append(number)
            continue
        merged = _join(text, left, number, grammar)
        joined[-1:] = merged
    return joined


def _join(text: str, left: Found, right: Found, grammar: Grammar) -> list[Found]:
    if _is_ratio(text, left, right, grammar):
        return [Found(left.start, right.end, None, None, "fraction", "ratio")]
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
            return [Found(left.start, right.end, None, None, "score", "descending")]
        return [left, right]
    if _YEAR.fullmatch(text, left.start, left.end) and not _YEAR.fullmatch(text, right.start, right.end):
        return [left, right]  # "in 1985 to 2,500 this year"
    lead = grammar.between.search(before)
    start = left.start - len(before) + lead.start() if lead else left.start
    return [Found(start, right.end, low, right.high, "cardinal", "range", "between", scale=right.scale)]


def _is_ratio(text: str, left: Found, right: Found, grammar: Grammar) -> bool:
    """Whether the two are a share of any number of people: "one in three", "nine in ten", "two in every five"."""
    gap = grammar.ratio_gap.fullmatch(text, left.end, right.start)
    if gap is None or left.low is None or right.low is None or not left.low < right.low:
        return False
    is_share = left.low == 1 or right.low in (10, 100, 1000) or gap["every"] is not None
    return is_share and not grammar.context_after.match(text, right.end)


def _finish(printed: str, text: str, found: Found, grammar: Grammar, last: Number | None) -> Number:
    """Bounds, hedges and the type that the neighbours tell; `text` is what is printed, in lower case."""
    start, end = found.start, found.end
    if found.type != "cardinal":
        return Number(start, end, printed[start:end], None, found.type, found.rule)
    before = text[max(0, start - _REACH) : start]
    qualifier, hedge_start, hedge_end = _bound(text, found, before, grammar)
    start, end = hedge_start, hedge_end
    type_, rule = _type_by_neighbours(printed, text, found, before, (start, end), grammar)
    if type_ == "cardinal" and last is not None and last.type in ("age", "reference"):
        between = text[last.end : start]  # "aged 12 and 13", "articles 3, 4 and 5"
        if grammar.listed.fullmatch(between) and not grammar.counts_people.match(text, end):
            type_, rule = last.type, "listed"
    count = _count(found, qualifier) if type_ == "cardinal" else None
    role = found.role
    if role is None and grammar.additional.search(text[max(0, start - _REACH) : start]):
        role = "additional"
    return Number(start, end, printed[start:end], count, type_, rule, role, found.is_article)


def _bound(text: str, found: Found, before: str, grammar: Grammar) -> tuple[Qualifier, int, int]:
    """The qualifier that words in front and behind give, and where the expression then starts and ends."""
    qualifier, start, end = found.qualifier, found.start, found.end
    while grammar.is_led(before) and (match := grammar.before.search(before)):
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
    printed: str, text: str, found: Found, before: str, whole: tuple[int, int], grammar: Grammar
) -> tuple[NumberType, str]:
    """The type that words around the number, or around it with its bounds, give it; else cardinal."""
    start, end = whole
    if _is_clock(text, found, before, grammar):
        return "time", "four-digit-clock"
    contexts = grammar.words.contexts
    counts_people = grammar.counts_people.match(text, found.end) is not None
    leads = text[max(0, start - _REACH) : start] if start != found.start else ""
    for match, is_led in (
        (grammar.context_after.match(text, found.end), False),
        (grammar.context_after.match(text, end) if end != found.end else None, False),
        (grammar.context_before.search(before) if grammar.is_led(before) else None, True),
        (grammar.context_before.search(leads) if grammar.is_led(leads) else None, True),
    ):
        if match and match.lastgroup:
            type_ = contexts[int(match.lastgroup[1:])].type
            is_counting = type_ == "reference" and (counts_people or found.rule == "phrase")  # "in one case 20 people"
            is_crowd = type_ == "score" and found.rule != "range"  # "drew 40,000 supporters"
            is_no_day = type_ == "date" and is_led and not _may_date(text, found, start, counts_people, grammar)
            if not is_counting and not is_crowd and not is_no_day:
                return type_, "context"
    if _is_year(text, found, before, grammar):
        return "date", "bare-year"
    if found.rule == "digits" and _is_apposed_age(printed, found):
        return "age", "apposition"
    at_line_start = _LINE_START.search(before) is not None
    if found.rule == "digits" and at_line_start and re.compile(r"[.)]\s").match(text, found.end):
        return "list_item", "list-item"
    return "cardinal", found.rule


def _may_date(text: str, found: Found, start: int, counts_people: bool, grammar: Grammar) -> bool:
    """Whether a number behind a month is its day or year: not in "on 22 January more than one million people"."""
    if start != found.start or found.low is None:
        return found.low is None
    behind_day = grammar.day_and_month.search(text[max(0, start - _REACH) : start]) is not None  # "3 JAN 90"
    if re.compile(r"1\d{3}|20\d\d").fullmatch(text, start, found.end):
        return True
    if behind_day and counts_people:
        return False
    is_short = found.low <= (99 if behind_day else _LAST_DAY)
    return is_short and (found.rule == "range" or text[start : found.end].isdigit())


def _is_clock(text: str, found: Found, before: str, grammar: Grammar) -> bool:
    """Whether four digits are hours and minutes: "at 2330", "0030 hours"."""
    if not CLOCK_DIGITS.fullmatch(text, found.start, found.end):
        return False
    if grammar.counts_people.match(text, found.end):
        return False
    return bool(grammar.clock_before.search(before) or grammar.clock_after.match(text, found.end))


def _is_year(text: str, found: Found, before: str, grammar: Grammar) -> bool:
    """Whether bare digits are a year; a range is one when it starts with one."""
    digits = re.match(r"(?:[^\W\d]+\s+)?(\d{4})(?!\d)", text[found.start : found.end])
    if digits is None or not 1000 <= int(digits[1]) <= 2099 or grammar.counts_people.match(text, found.end):
        return False
    if grammar.day_behind.match(text, found.end) and not grammar.surely_year.search(before):
        return False  # "there were 2100 on 4 December"
    return int(digits[1]) >= 1800 or grammar.year_cue.search(before) is not None


def _is_apposed_age(text: str, found: Found) -> bool:
    """Whether it stands as an age behind a name: "Larisa, 13, was killed"."""
    name = re.search(r"([^\W\d_][\w'’-]+),\s$", text[max(0, found.start - _REACH) : found.start])
    if name is None or not name[1][0].isupper() or not 0 < (found.high or 0) <= 110:
        return False
    return re.compile(r"[,.;)]|\s+and\b").match(text, found.end) is not None


def _count(found: Found, qualifier: Qualifier) -> Count:
    low, high = found.low, found.high
    if qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier in ("at_most", "less_than"):
        low = None
    return Count(low, high, qualifier)
