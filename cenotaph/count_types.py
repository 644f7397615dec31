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
_TITLE = 3  # words of the shortest title that is known as one
_NOTES = 24  # characters in front of a number in which its bracket opens
_NOTE = re.compile(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_IN_NOTE = frozenset("[,;–- ")  # what stands directly in front of a number of notes
_PLATE = re.compile(r"\d{2}[ -][A-ZÇĞİÖŞÜƏ]{1,3}[ -]\d{2,5}(?![\w-])")
_PLAIN = re.compile(r"\b[a-zà-ÿəğışа-яёәғҝҹһјөүҡ][^\W\d_]{3,}")
"""A longer word without a capital; a title has none: "Shells Fell But Nobody Died"."""
_INSIDE = re.compile(r"[^\W_][,)]?[ ]\Z")
"""A word on the same line directly in front, so that no sentence begins here."""


def type_by_neighbours(
    printed: str, words: Words, found: Found, near: Near, whole: tuple[int, int], grammar: Grammar
) -> tuple[NumberType, str]:
    """The type that words around the number, or around it with its bounds, give it; else cardinal."""
    end = whole[1]
    front, behind = near
    counts_people = grammar.counts_people(behind)
    if not counts_people and _is_clock(words, found, front, behind, grammar):
        return "time", "four-digit-clock"
    if found.rule == "digits" and (rule := _addressed(printed, words, found, counts_people, grammar)):
        return "reference", rule
    told = _told(words, found, near, whole, counts_people, grammar)
    if told is not None:
        return told
    if end != found.end and not counts_people:  # "2000-dən çox adam"
        behind = words.behind(end)
        counts_people = grammar.counts_people(behind)
    if _is_year(words, found, behind, counts_people, grammar):
        return "date", "bare-year"
    if found.rule != "digits" or not words.text[found.start : found.end].isdecimal():
        return "cardinal", found.rule
    return _type_of_digits(printed, words, found, behind, grammar)


def _told(
    words: Words, found: Found, near: Near, whole: tuple[int, int], counts_people: bool, grammar: Grammar
) -> tuple[NumberType, str] | None:
    """The type that a word directly behind or in front tells, if one does."""
    start, end = whole
    front, behind = near
    if grammar.inverted_ages and _is_age_in_front(found, front, behind, grammar):
        return "age", "inverted-age"
    leads = words.in_front(start) if start != found.start else []
    for type_, is_led in (
        (grammar.context(behind) if found.rule != "words-ordinal" else None, False),
        (grammar.context(words.behind(end)) if end != found.end else None, False),
        (grammar.context_in_front(front), True),
        (grammar.context_in_front(leads), True),
    ):
        if type_ is None:
            continue
        # "in one case 20 people", "both"; never "the number-one man"
        is_several = counts_people and (found.low, found.high) != (1, 1)
        is_counting = type_ in ("reference", "time") and is_led and (is_several or found.rule == "phrase")
        is_counting = is_counting or (type_ == "reference" and found.scale > 1)  # "20-тысячная армия"
        is_counting = is_counting or (type_ == "vote" and bool(found.ending))  # "saat 3-də səs kəsildi"
        is_crowd = type_ == "score" and (found.rule != "range" or counts_people)  # "drew 40,000 supporters"
        is_no_day = type_ == "date" and is_led and not _may_date(words, found, start, counts_people, grammar)
        if not is_counting and not is_crowd and not is_no_day:
            is_long = type_ == "date" and not is_led and behind != [] and behind[0] in grammar.year_words
            is_year = YEAR.fullmatch(words.text, found.start, found.end) is not None
            return "duration" if is_long and not is_year else type_, "context"  # "5 il"
    return None


def _type_of_digits(
    printed: str, words: Words, found: Found, behind: list[str], grammar: Grammar
) -> tuple[NumberType, str]:
    """What bare digits are by their place: "3. madde", "Larisa, 13, was killed", the mark of a list."""
    if grammar.words.dotted_ordinals and _is_dotted(words, printed, found.end, grammar):
        return "ordinal", "dotted"
    if _is_apposed_age(printed, found, behind, grammar):
        return "age", "apposition"
    return ("list_item", "list-item") if _is_list_item(words.text, found) else ("cardinal", found.rule)


def _addressed(printed: str, words: Words, found: Found, counts_people: bool, grammar: Grammar) -> str:
    """The rule by which digits are a note, a part of a law, a plate or a house: "[12]", "302(3)", "12 Tarn Road"."""
    start, end = found.start, found.end
    before, after = printed[start - 1 : start], printed[end : end + 1]
    if before == "(" and after == ")" and printed[start - 2 : start - 1].isdecimal():
        return "part"
    opened = printed.rfind("[", max(0, start - _NOTES), start) if before in _IN_NOTE else -1
    if opened >= 0 and (notes := _NOTE.match(printed, opened)) and notes.end() >= end:
        is_glued = opened > 0 and not printed[opened - 1].isspace()
        following = words.behind(notes.end(), 1)
        if is_glued or not following or following[0] not in grammar.people:
            return "note"
    if after.isspace() or after == "-":
        plate = _PLATE.match(printed, start)
        if plate and grammar.context(words.behind(plate.end())) == "reference":
            return "plate"
        if grammar.streets and _is_house(printed, words, end, grammar):
            return "house"
    is_behind_street = before == " " and printed[start - 2 : start - 1] == "," and not counts_people
    if is_behind_street and grammar.street_before.search(words.text[max(0, start - REACH) : start]):
        return "house"
    return ""


def _is_house(printed: str, words: Words, end: int, grammar: Grammar) -> bool:
    """Whether a name and a word for a street stand behind, each with a capital: "12 Tarn Road"."""
    behind = words.behind(end, 3)
    for at in range(1, len(behind)):
        if behind[at] in grammar.streets:
            names = printed[end : words.end_behind(end, at + 1)].split()
            return behind[0] not in grammar.people and all(name[0].isupper() for name in names)
    return False


def _is_age_in_front(found: Found, front: list[str], behind: list[str], grammar: Grammar) -> bool:
    """Whether a word for years in front makes it an age: "мужчина лет сорока", but not "за 5 лет 12 человек"."""
    if not front or front[0] not in grammar.inverted_ages or not 0 < (found.high or 0) <= _OLDEST:
        return False
    if len(front) > 1 and (front[1].isdecimal() or front[1] in grammar.values or front[1] in grammar.words.vague):
        return False
    return not behind or behind[0] not in grammar.people or behind[0] in grammar.people_verbs


def is_name(printed: str, found: Found) -> bool:
    """Whether a word for nobody is a surname: with a capital inside a sentence, "Nora Nobody was killed"."""
    word, before = printed[found.start : found.end], printed[max(0, found.start - REACH) : found.start]
    if not word[0].isupper() or word.isupper() or not _INSIDE.search(before):
        return False
    around = before + printed[found.end : found.end + REACH]
    return _PLAIN.search(around) is not None or around.count(" ") < _TITLE


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
