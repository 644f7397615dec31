"""How many: number expressions of a text, each with the count that its words state.

Only a number of type `cardinal` may count people or things. Ages, dates, clock times, money,
measures, ordinals, models (M-16), references (Resolution 688) and the like are found too and
named by type, so that nothing later mistakes them for people.

A count is encoded as the design says: "at least / over N" has no high; "up to N" has no low; "some N"
is N to N and `about`; "dozens" is 24 to 99; "nobody" is 0 to 0. "Several" and "many" state no number
and get none. The words of a language are data (`lang/<code>/numbers.toml`), looked up in the folded
text (`cenotaph.folding`): capitals and both Azerbaijani alphabets are read alike.

The quote holds the number with its case ending ("131-ə") and the words of its bound where they touch it
("at least 130", "130-dan çox", "тридцать с лишним"). A bound behind the number's noun ("130 nəfərdən
çox", "100 kişi civarında", "131 человек и более") counts but is not in the quote, so that the noun stands
directly behind the number whatever the language.

Limits: types are told by neighbouring words; a bare four-digit number from 1800 to 2099 is a year
unless a word for people or things stands behind it. In a language without data only digits are read.
"""

from __future__ import annotations

import re

from msgspec import Struct

from cenotaph.count_bare import bare_numbers
from cenotaph.count_bounds import bound_of
from cenotaph.count_denied import denied_from
from cenotaph.count_digits import Found, Role
from cenotaph.count_grammar import Grammar, NumberType, grammar_of
from cenotaph.count_phrases import Words
from cenotaph.count_ranges import join_ranges
from cenotaph.count_types import REACH, is_name, type_by_neighbours
from cenotaph.folding import fold
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


_BEHIND = 6  # words behind a number in which its bound is looked for, the number of which "at least" may be among them
_HANGING = ("age", "duration", "measure", "ordinal")
_HYPHEN_HANGS = re.compile(r"[-‑][\s,][^\d.;\n]{0,8}")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:[-'’]?[^\W\d_]{1,5})?")


def find_numbers(text: str, language: str | None = "en", articles: bool = False) -> tuple[Number, ...]:
    """Every number expression of `text`, in order, not overlapping.

    Args:
        text: any text; UPPERCASE is read as well.
        language: BCP 47; of a language without data, or none, only digits are read.
        articles: whether "a" and "an" are given too, as 1 with `is_article`; "one" always is.

    Returns:
        Numbers of all types; only those of type `cardinal` have a count.

    >>> [(n.quote, n.count.low, n.count.high) for n in find_numbers("At least 130 people", "en")]
    [('At least 130', 130, None)]
    >>> [(n.quote, n.count.low, n.count.high) for n in find_numbers("130-dan çox insan", "az")]
    [('130-dan çox', 130, None)]
    """
    grammar = grammar_of(language)
    words = Words(fold(text, language))
    found = bare_numbers(words, grammar, articles)
    if not found:
        return ()
    numbers: list[Number] = []
    for bare in join_ranges(words, found, grammar) if len(found) > 1 else found:
        if numbers and bare.start < numbers[-1].end:
            continue  # the scale that a bound took in: "30 с лишним тысяч"
        if bare.rule in ("none", "nobody-who") and is_name(text, bare):
            continue
        number = _finish(text, words, bare, grammar, numbers[-1] if numbers else None)
        while numbers and numbers[-1].end > number.start:  # the "many" of "as many as 300"
            numbers.pop()
        if number.type == "date":
            _date_days_before(words.text, numbers, number, grammar)
        elif number.type in _HANGING:
            _type_hanging(words.text, numbers, number)
        elif numbers and numbers[-1].type == "date" and _is_next_day(words, numbers[-1], number, grammar):
            number = Number(number.start, number.end, number.quote, None, "date", "listed")
        numbers.append(number)
    return tuple(numbers)


def _type_hanging(text: str, numbers: list[Number], number: Number) -> None:
    """Gives its type to numbers in front that end in a hyphen: "15- и 17-летние", "10- to 12-year-olds"."""
    start = number.start
    for index in range(len(numbers) - 1, -1, -1):
        last = numbers[index]
        if last.count is None or text[last.end] not in "-‑" or not _HYPHEN_HANGS.fullmatch(text, last.end, start):
            return
        numbers[index] = Number(last.start, last.end, last.quote, None, number.type, "hanging")
        start = last.start


def _date_days_before(text: str, numbers: list[Number], number: Number, grammar: Grammar) -> None:
    """Makes days of the numbers listed in front of a day: "20, 21 and 22 November", "19-dan 20 yanvara"."""
    index = len(numbers)
    while _DAY.fullmatch(number.quote) and index:
        last = numbers[index - 1]
        is_day = last.rule == "digits" and _DAY.fullmatch(last.quote) is not None
        if not is_day or number.start - last.end > REACH or not _follow(text, last, number.start, grammar):
            return
        index -= 1
        number = numbers[index] = Number(last.start, last.end, last.quote, None, "date", "listed")


def _is_next_day(words: Words, last: Number, number: Number, grammar: Grammar) -> bool:
    """Whether a number is the day after one that has its month in front: "yanvarın 19-dan 20-nə"."""
    is_day = number.rule == "digits" and _DAY.fullmatch(number.quote) is not None
    if not is_day or number.start - last.end > REACH or not _DAY.fullmatch(last.quote):
        return False
    is_led = grammar.months.find(words.in_front(last.start, 1)) is not None
    people = grammar.counts_people(words.behind(number.end))
    return is_led and not people and _follow(words.text, last, number.start, grammar)


def _follow(text: str, last: Number, start: int, grammar: Grammar) -> bool:
    """Whether nothing stands between two days but a comma, a word that lists, or a blank behind an ending."""
    has_ending = not last.quote[-1].isdecimal()
    return grammar.listed.fullmatch(text, last.end, start) is not None or (
        has_ending and text[last.end : start].isspace()
    )


def _finish(printed: str, words: Words, found: Found, grammar: Grammar, last: Number | None) -> Number:
    """Bounds, hedges and the type that the neighbours tell."""
    start, end = found.start, found.end
    if found.type != "cardinal":
        return Number(start, end, printed[start:end], None, found.type, found.rule)
    near = (words.in_front(start), words.behind(end, _BEHIND))
    qualifier, start, end = bound_of(words, found, near, grammar)
    is_one = grammar.has_denied and found.low == found.high == 1
    if is_one and (denied := denied_from(words, found, near, grammar)) is not None:
        return Number(denied, found.end, printed[denied : found.end], Count(0, 0), "cardinal", "none")
    type_, rule = type_by_neighbours(printed, words, found, near, (start, end), grammar)
    if type_ == "cardinal" and last is not None and last.type in ("age", "reference"):
        # "aged 12 and 13", "articles 3, 4 and 5"
        is_listed = start - last.end < REACH and grammar.listed.fullmatch(words.text, last.end, start)
        if is_listed and not grammar.counts_people(words.behind(end)):
            type_, rule = last.type, "listed"
    count = _count(found, qualifier) if type_ == "cardinal" else None
    role = found.role
    if role is None and end == found.end and _is_more(near[1], grammar):
        role = "additional"
    if role is None and grammar.additional.find(near[0] if start == found.start else words.in_front(start)):
        role = "additional"
    return Number(start, end, printed[start:end], count, type_, rule, role, found.is_article)


def _is_more(behind: list[str], grammar: Grammar) -> bool:
    """Whether a word for more stands behind the number or its noun: "20 kişi daha", but not "20 kişi daha fazla"."""
    if not grammar.additional_behind.has_any(behind[:2]):
        return False
    for at in range(min(2, len(behind))):
        more = grammar.additional_behind.find(behind[at:])
        if more is not None:
            is_compared = behind[at + 1 : at + 2] and behind[at + 1] in grammar.comparing
            return not is_compared and grammar.after_from.find(behind[at:]) is None
    return False


def _count(found: Found, qualifier: Qualifier) -> Count:
    low, high = found.low, found.high
    if qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier in ("at_most", "less_than"):
        low = None
    return Count(low, high, qualifier)
