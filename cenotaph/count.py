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
from cenotaph.count_digits import CLOCK_DIGITS, YEAR, Found, Role
from cenotaph.count_grammar import Grammar, NumberType, grammar_of
from cenotaph.count_phrases import Words
from cenotaph.count_ranges import join_ranges
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


Near = tuple[list[str], list[str]]
"""The words in front of a number, the nearest first, and those behind it."""
_REACH = 48  # characters looked at in front of a bare year or a day
_LAST_DAY, _OLDEST = 31, 110
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\Z")
_ITEM_MARK = re.compile(r"[.)]\s")
_NAME_BEFORE = re.compile(r"([^\W\d_][\w'’-]+),\s$")
_CLOSED = re.compile(r"[,.;)]")
_BARE_YEAR = re.compile(r"(?:[^\W\d]+\s+)?(\d{4})(?!\d)")
_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:[-'’]?[^\W\d_]{1,5})?")
_FIRST_SURE_YEAR = 1800


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
        number = _finish(text, words, bare, grammar, numbers[-1] if numbers else None)
        while numbers and numbers[-1].end > number.start:  # the "many" of "as many as 300"
            numbers.pop()
        if number.type == "date":
            _date_days_before(words.text, numbers, number, grammar)
        elif numbers and numbers[-1].type == "date" and _is_next_day(words, numbers[-1], number, grammar):
            number = Number(number.start, number.end, number.quote, None, "date", "listed")
        numbers.append(number)
    return tuple(numbers)


def _date_days_before(text: str, numbers: list[Number], number: Number, grammar: Grammar) -> None:
    """Makes days of the numbers listed in front of a day: "20, 21 and 22 November", "19-dan 20 yanvara"."""
    index = len(numbers)
    while _DAY.fullmatch(number.quote) and index:
        last = numbers[index - 1]
        is_day = last.rule == "digits" and _DAY.fullmatch(last.quote) is not None
        if not is_day or number.start - last.end > _REACH or not _follow(text, last, number.start, grammar):
            return
        index -= 1
        number = numbers[index] = Number(last.start, last.end, last.quote, None, "date", "listed")


def _is_next_day(words: Words, last: Number, number: Number, grammar: Grammar) -> bool:
    """Whether a number is the day after one that has its month in front: "yanvarın 19-dan 20-nə"."""
    is_day = number.rule == "digits" and _DAY.fullmatch(number.quote) is not None
    if not is_day or number.start - last.end > _REACH or not _DAY.fullmatch(last.quote):
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
    near = (words.in_front(start), words.behind(end))
    qualifier, start, end = _bound(words, found, near, grammar)
    type_, rule = _type_by_neighbours(printed, words, found, near, (start, end), grammar)
    if type_ == "cardinal" and last is not None and last.type in ("age", "reference"):
        # "aged 12 and 13", "articles 3, 4 and 5"
        is_listed = start - last.end < _REACH and grammar.listed.fullmatch(words.text, last.end, start)
        if is_listed and not grammar.counts_people(words.behind(end)):
            type_, rule = last.type, "listed"
    count = _count(found, qualifier) if type_ == "cardinal" else None
    role = found.role
    if role is None and end == found.end and _is_more(near[1][1:], grammar):
        role = "additional"
    if role is None and grammar.additional.find(near[0] if start == found.start else words.in_front(start)):
        role = "additional"
    return Number(start, end, printed[start:end], count, type_, rule, role, found.is_article)


def _is_changed(front: list[str], grammar: Grammar) -> bool:
    """Whether a word for change stands among the next four in front of a number."""
    return any(grammar.change.find((word,)) is not None for word in front[1:5])


def _is_more(behind: list[str], grammar: Grammar) -> bool:
    """Whether a word for more stands behind the number's noun: "20 kişi daha", but not "20 kişi daha fazla"."""
    return grammar.additional_behind.find(behind) is not None and grammar.after_from.find(behind) is None


def _bound(words: Words, found: Found, near: Near, grammar: Grammar) -> tuple[Qualifier, int, int]:
    """The qualifier that words in front and behind give, and where the expression then starts and ends."""
    qualifier, start, end = found.qualifier, found.start, found.end
    front, behind = near
    if front and front[0] in grammar.links and (found.role or _is_changed(front, grammar)):
        front = []  # "выросло до 131", "revised up to 131": no bound
    while (lead := grammar.before.find(front)) is not None:
        if _is_singular(words, found, front[: lead[0]], grammar):
            qualifier = "exact"
        if qualifier in ("exact", "between") or (qualifier == "about" and lead[1] != "about"):
            qualifier = "between" if (lead[1], qualifier) == ("about", "between") else lead[1]
        start = words.start_before(start, lead[0])
        front = words.in_front(start)
    if qualifier not in ("exact", "about"):
        return qualifier, start, end
    if words.text[end : end + 1] == "+" and not words.text[end + 1 : end + 2].isdecimal():
        return "at_least", start, end + 1
    bound = grammar.bound(behind, found.ending)
    if bound is not None and not _goes_on(behind[bound[0] :], grammar):
        return bound[1], start, _with_scale(words, found, words.end_behind(end, bound[0]), grammar)
    return (
        _bound_behind_noun(behind, grammar) or _inverted(front, behind, qualifier, grammar),
        start,
        end,
    )


def _is_singular(words: Words, found: Found, lead: list[str], grammar: Grammar) -> bool:
    """Makes one of what is many without this bound in front: "тысячи" thousands, "свыше тысячи" over 1,000."""
    if found.rule != "plural" or " ".join(reversed(lead)) not in grammar.words.genitive_bounds:
        return False
    scale = grammar.scales.get(words.text[found.start : found.end])
    if scale is None:
        return False
    found.low, found.high, found.scale = scale, scale, scale
    return True


def _goes_on(behind: list[str], grammar: Grammar) -> bool:
    """Whether a number stands behind a bound, which then is the number's: "five plus 3", "20 and more a day"."""
    return bool(behind) and (behind[0].isdecimal() or behind[0] in grammar.words.articles)


def _with_scale(words: Words, found: Found, end: int, grammar: Grammar) -> int:
    """Takes in the scale that stands behind a bound: "тридцать с лишним тысяч", "30-odd thousand"."""
    behind = words.behind(end, 1)
    if found.scale == 1 and behind and behind[0] in grammar.scales and found.low is not None and found.high is not None:
        scale = grammar.scales[behind[0]]
        found.low, found.high, found.scale = found.low * scale, found.high * scale, scale
        found.end = words.end_behind(end, 1)
        return found.end
    return end


def _bound_behind_noun(behind: list[str], grammar: Grammar) -> Qualifier | None:
    """The bound behind the number's noun, of up to three words: "130 nəfərdən çox", "131 человек и более"."""
    if grammar.behind_nouns.isdisjoint(behind) and not (behind and behind[0].endswith(grammar.words.limit_endings)):
        return None
    for at in range(1, min(len(behind) + 1, 4)):
        if behind[at - 1].isdecimal() or behind[at - 1] in grammar.values:
            return None
        bound = grammar.bound(behind[at:], behind[at - 1], is_noun=True)
        if bound is not None and not _goes_on(behind[at + bound[0] :], grammar):
            return bound[1]
    return None


def _inverted(front: list[str], behind: list[str], qualifier: Qualifier, grammar: Grammar) -> Qualifier:
    """About so many, where the noun stands in front: "человек двадцать", but not "20 человек 3 ранены"."""
    is_noun = qualifier == "exact" and bool(front) and front[0] in grammar.inverted
    is_counted = len(front) > 1 and (front[1].isdecimal() or front[1] in grammar.values)
    return "about" if is_noun and not is_counted and not grammar.counts_people(behind) else qualifier


def _type_by_neighbours(
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
    at_line_start = _LINE_START.search(text[max(0, found.start - _REACH) : found.start]) is not None
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
    behind_day = grammar.day_and_month.search(text[max(0, start - _REACH) : start]) is not None  # "3 JAN 90"
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
    before = words.text[max(0, found.start - _REACH) : found.start]
    if counts_people and not grammar.surely_year.search(before):
        return False  # "1500 fell there", but "in 2000 died"
    if grammar.day_behind.match(words.text, found.end) and not grammar.surely_year.search(before):
        return False  # "there were 2100 on 4 December"
    return int(digits[1]) >= _FIRST_SURE_YEAR or grammar.year_cue.search(before) is not None


def _is_apposed_age(printed: str, found: Found, behind: list[str], grammar: Grammar) -> bool:
    """Whether it stands as an age behind a name: "Larisa, 13, was killed"."""
    if printed[found.start - 2 : found.start - 1] != "," or not 0 < (found.high or 0) <= _OLDEST:
        return False
    name = _NAME_BEFORE.search(printed[max(0, found.start - _REACH) : found.start])
    if name is None or not name[1][0].isupper():
        return False
    return _CLOSED.match(printed, found.end) is not None or (behind != [] and behind[0] in grammar.words.lists)


def _count(found: Found, qualifier: Qualifier) -> Count:
    low, high = found.low, found.high
    if qualifier in ("at_least", "more_than"):
        high = None
    elif qualifier in ("at_most", "less_than"):
        low = None
    return Count(low, high, qualifier)
