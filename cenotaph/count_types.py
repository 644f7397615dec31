"""What kind of number it is by the words around it: an age, a day, a page, or a count of people or things."""

from __future__ import annotations

import re

from cenotaph.count_bounds import Near
from cenotaph.count_digits import CLOCK_DIGITS, YEAR, Found
from cenotaph.count_grammar import Grammar, NumberType
from cenotaph.count_phrases import Words

REACH = 48
"""Characters looked at in front of a bare year or a day."""
_LAST_DAY, _OLDEST = 31, 110
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\Z")
_ITEM_MARK = re.compile(r"[.)]\s")
_NAME_BEFORE = re.compile(r"([^\W\d_][\w'’-]+),\s$")
_CLOSED = re.compile(r"[,.;)]")
_BARE_YEAR = re.compile(r"(?:[^\W\d]+\s+)?(\d{4})(?!\d)")
_FIRST_SURE_YEAR = 1800


def type_by_neighbours(
    printed: str, words: Words, found: Found, near: Near, whole: tuple[int, int], grammar: Grammar
) -> tuple[NumberType, str]:
    """The type that words around the number, or around it with its bounds, give it; else cardinal."""
    start, end = whole
    front, behind = near
    counts_people = grammar.counts_people(behind)
    if not counts_people and _is_clock(words, found, front, behind, grammar):
        return "time", "four-digit-clock"
    leads = words.in_front(start) if start != found.start else []
    for type_, is_led in (
        (grammar.context(behind) if found.rule != "words-ordinal" else None, False),
        (grammar.context(words.behind(end)) if end != found.end else None, False),
        (grammar.context_in_front(front), True),
        (grammar.context_in_front(leads), True),
    ):
        if type_ is None:
            continue
        # "in one case 20 people", "both"
        is_counting = type_ in ("reference", "time") and is_led and (counts_people or found.rule == "phrase")
        is_counting = is_counting or (type_ == "reference" and found.scale > 1)  # "20-тысячная армия"
        is_crowd = type_ == "score" and found.rule != "range"  # "drew 40,000 supporters"
        is_no_day = type_ == "date" and is_led and not _may_date(words, found, start, counts_people, grammar)
        if not is_counting and not is_crowd and not is_no_day:
            return type_, "context"
    if end != found.end and not counts_people:  # "2000-dən çox adam"
        behind = words.behind(end)
        counts_people = grammar.counts_people(behind)
    if _is_year(words, found, behind, counts_people, grammar):
        return "date", "bare-year"
    if found.rule != "digits" or not words.text[found.start : found.end].isdecimal():
        return "cardinal", found.rule
    if grammar.words.dotted_ordinals and _is_dotted(words, printed, found.end, grammar):
        return "ordinal", "dotted"
    if _is_apposed_age(printed, found, behind, grammar):
        return "age", "apposition"
    return ("list_item", "list-item") if _is_list_item(words.text, found) else ("cardinal", found.rule)


def _is_list_item(text: str, found: Found) -> bool:
    at_line_start = _LINE_START.search(text[max(0, found.start - REACH) : found.start]) is not None
    return at_line_start and _ITEM_MARK.match(text, found.end) is not None


def _is_dotted(words: Words, printed: str, end: int, grammar: Grammar) -> bool:
    """Whether a full stop behind digits makes an ordinal of them: "3. madde", "3. Ordu", but not "131. Ayrıca"."""
    if printed[end : end + 2] != ". ":
        return False
    return printed[end + 2 : end + 3].islower() or grammar.context(words.behind(end + 1)) is not None


def _may_date(words: Words, found: Found, start: int, counts_people: bool, grammar: Grammar) -> bool:
    """Whether a number behind a month is its day or year: not in "on 22 January more than one million people"."""
    if start != found.start or found.low is None:
        return found.low is None
    text = words.text
    if YEAR.fullmatch(text, start, found.end):
        return True
    behind_day = grammar.day_and_month.search(text[max(0, start - REACH) : start]) is not None  # "3 JAN 90"
    if behind_day and counts_people:
        return False
    is_short = found.low <= (99 if behind_day else _LAST_DAY)
    return is_short and (found.rule == "range" or (found.rule == "digits" and found.scale == 1))


def _is_clock(words: Words, found: Found, front: list[str], behind: list[str], grammar: Grammar) -> bool:
    """Whether four digits are hours and minutes: "at 2330", "0030 hours"."""
    if found.rule != "digits" or not CLOCK_DIGITS.fullmatch(words.text, found.start, found.end):
        return False
    return grammar.clock_before.find(front) is not None or grammar.clock_after.find(behind) is not None


def _is_year(words: Words, found: Found, behind: list[str], counts_people: bool, grammar: Grammar) -> bool:
    """Whether bare digits are a year; a range is one when it starts with one."""
    if found.rule not in ("digits", "range"):
        return False
    digits = _BARE_YEAR.match(words.text, found.start, found.end)
    if digits is None or not YEAR.fullmatch(digits[1]):
        return False
    if counts_people and behind[0] not in grammar.people_verbs:
        return False
    before = words.text[max(0, found.start - REACH) : found.start]
    if counts_people and not grammar.surely_year.search(before):
        return False  # "1500 fell there", but "in 2000 died"
    if grammar.day_behind.match(words.text, found.end) and not grammar.surely_year.search(before):
        return False  # "there were 2100 on 4 December"
    return int(digits[1]) >= _FIRST_SURE_YEAR or grammar.year_cue.search(before) is not None


def _is_apposed_age(printed: str, found: Found, behind: list[str], grammar: Grammar) -> bool:
    """Whether it stands as an age behind a name: "Larisa, 13, was killed"."""
    if printed[found.start - 2 : found.start - 1] != "," or not 0 < (found.high or 0) <= _OLDEST:
        return False
    name = _NAME_BEFORE.search(printed[max(0, found.start - REACH) : found.start])
    if name is None or not name[1][0].isupper():
        return False
    return _CLOSED.match(printed, found.end) is not None or (behind != [] and behind[0] in grammar.words.lists)
