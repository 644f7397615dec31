"""Bare numbers of a text: digits and number words read as a value, before their neighbours are looked at.

What cannot count anything by its own form (20.01.1990, M-16, 3rd, +994 12) is typed at once in
`cenotaph.count_digits`; bounds, ranges and the types of neighbours are the matter of `cenotaph.count`.
"""

from __future__ import annotations

from cenotaph.count_digits import Found, read_digits
from cenotaph.count_grammar import Fixed, Grammar
from cenotaph.count_phrases import Words

_MOST_WORDS = 6  # words of the longest phrase
_MOST_BEHIND = 48  # words behind the last one that begins a number, of which some may be looked at
_HUNDRED, _THOUSAND, _TEN = 100, 1000, 10


def bare_numbers(words: Words, grammar: Grammar, articles: bool) -> list[Found]:
    """Numbers without their bounds, in order; what cannot count is typed at once by its own form."""
    triggers = grammar.triggers_articles if articles else grammar.triggers
    candidates = [at for at, word in enumerate(words.words) if word in triggers or word[0].isdecimal()]
    candidates = [at for at in candidates if _may_begin(words.words, at, grammar, articles)]
    if not candidates:
        return []
    words.place(candidates[-1] + _MOST_BEHIND)
    position = 0
    numbers: list[Found] = []
    for index in candidates:
        start = words.starts[index]
        if start < position:
            continue
        is_word = words.words[index] in triggers
        found = _read_words(words, index, grammar, articles) if is_word else read_digits(words, start, grammar)
        if found is not None:
            position = found.end
            numbers.append(found)
    return numbers


def _may_begin(words: list[str], at: int, grammar: Grammar, articles: bool) -> bool:
    """Whether a word is a number alone, or begins an expression with the word behind it: not "the" of "the town"."""
    word = words[at]
    if word in grammar.alone or (articles and word in grammar.articles):
        return True
    return word[0].isdecimal() or _has_second(words, at, grammar)


def _has_second(words: list[str], at: int, grammar: Grammar) -> bool:
    seconds = grammar.seconds.get(words[at])
    return seconds is not None and at + 1 < len(words) and words[at + 1] in seconds


def _read_words(words: Words, index: int, grammar: Grammar, articles: bool) -> Found | None:
    """The expression that begins with this word, if it does: the longest fixed phrase before plain numbers."""
    start, end, word = words.starts[index], words.ends[index], words.words[index]
    if words.text[start - 1 : start].isdecimal() or words.text[end : end + 1].isdecimal():
        return None  # the "a" of G3-A3
    is_article = articles and word in grammar.articles
    found = _read_inverted(words, index, grammar) if word in grammar.words.inverted_scales else None
    if found is None and (word in grammar.openers or _has_second(words.words, index, grammar)):
        behind = words.behind(start, _MOST_WORDS)
        found = _read_several(words, start, behind, grammar) or _read_half(words, start, behind, grammar)
        if found is None and (fixed := grammar.fixed.find(behind)) is not None:
            found = _read_fixed(words, start, behind, fixed, grammar)
        if found is None and word in grammar.articles and word not in grammar.values:
            found = _read_spelled(words, start, index + 1, grammar)  # "a dozen"
    if found is None and word in grammar.values:
        found = _read_spelled(words, start, index, grammar)
    if found is None and is_article:
        return Found(start, end, 1, 1, "cardinal", "article", is_article=True)
    return found


def _read_fixed(
    words: Words, start: int, behind: list[str], fixed: tuple[int, Fixed], grammar: Grammar
) -> Found | None:
    count, (kind, (low, high)) = fixed
    end = words.end_behind(start, count)
    rest = behind[count:]
    if kind == "ordinal":
        front = words.in_front(start, 1)
        is_led = bool(front) and (front[0] in grammar.articles or front[0] in grammar.values)
        is_fraction = is_led and behind[0] in grammar.unit_fractions and _is_share(rest, grammar)
        return Found(start, end, None, None, "fraction" if is_fraction else "ordinal", "ordinal-word")
    if kind == "share":
        return Found(start, end, None, None, "fraction", "share")
    if kind == "vague":
        return Found(start, end, None, None, "vague", "vague")
    if kind == "no":
        return _read_no(words, start, end, " ".join(behind[:count]), grammar)
    if kind == "none":
        later = [words.behind(end, 8)[at:] for at in range(grammar.words.none_who_within)]
        if any(grammar.none_who.find(following) for following in later):
            return Found(start, end, None, None, "vague", "nobody-who")
        return Found(start, end, 0, 0, "cardinal", "none")
    if kind == "plural":
        return _read_plural(words, start, end, low, high, rest, grammar)
    return _read_phrase(words, Found(start, end, low, high, "cardinal", "phrase"), kind, rest, grammar)


def _read_phrase(words: Words, found: Found, kind: str, rest: list[str], grammar: Grammar) -> Found | None:
    """A phrase with a value of its own: "both", "a couple of hundred", "a score of men", "сотня-другая"."""
    if kind == "about":
        found.qualifier = "about"
        return found
    if kind == "people":
        is_of = bool(rest) and rest[0] in grammar.words.of and grammar.counts_people(rest[1:])
        return found if is_of or grammar.counts_people(rest) else None
    if rest and rest[0] in grammar.behind_conjunction:
        return Found(found.start, found.end, None, None, "vague", "conjunction")  # "both in the town and in the hills"
    return _scaled(words, found.start, found.end, rest, found.low or 0, grammar) or found


def _is_share(rest: list[str], grammar: Grammar) -> bool:
    """Whether "a fifth" is a share, not the one behind four: "of" stands behind, or what people do, or nothing."""
    return not rest or rest[0] in grammar.words.of or rest[0] in grammar.people_verbs


def _scaled(words: Words, start: int, end: int, rest: list[str], value: int, grammar: Grammar) -> Found | None:
    """A phrase in front of a scale: "a couple of hundred", "пара сотен"."""
    skipped = 1 if rest and rest[0] in grammar.words.of else 0
    if len(rest) <= skipped or rest[skipped] not in grammar.scales:
        return None
    scale = grammar.scales[rest[skipped]]
    count = value * scale
    return Found(start, words.end_behind(end, skipped + 1), count, count, "cardinal", "phrase", "about", scale=scale)


def _read_no(words: Words, start: int, end: int, phrase: str, grammar: Grammar) -> Found | None:
    """A word for none where people stand beside it: "no casualties", "ölən yoxdur"."""
    behind, front = words.behind(end, 1), words.in_front(start, 1)
    if phrase in grammar.words.no and behind and behind[0] in grammar.people:
        return Found(start, end, 0, 0, "cardinal", "none")
    if phrase in grammar.words.no_behind and front and front[0] in grammar.people:
        return Found(start, end, 0, 0, "cardinal", "none-behind")
    return None


def _read_plural(words: Words, start: int, end: int, low: int, high: int, rest: list[str], grammar: Grammar) -> Found:
    """Dozens, hundreds of thousands: the range that the design gives the plural."""
    skipped = 1 if grammar.words.of and rest and rest[0] in grammar.words.of else 0
    if skipped == bool(grammar.words.of) and len(rest) > skipped:
        times = grammar.words.plurals.get(rest[skipped], (0, 0))[0] // 2 or (
            0 if grammar.words.of else grammar.scales.get(rest[skipped], 0)
        )
        if times > 1:
            end = words.end_behind(end, skipped + 1)
            return Found(start, end, low * times, (high + 1) * times - 1, "cardinal", "plural", "between")
    return Found(start, end, low, high, "cardinal", "plural", "between")


def _read_several(words: Words, start: int, behind: list[str], grammar: Grammar) -> Found | None:
    """Several in front of a scale or of scales: "several hundred thousand", "bir neçə on min"."""
    several = grammar.several.find(behind)
    if several is None:
        return None
    position = words.end_behind(start, several[0])
    scale, end, last = 1, position, 0
    following = words.behind(position, 1)
    if following and following[0] in grammar.words.plurals and following[0] not in grammar.scales:
        low, high = grammar.words.plurals[following[0]]  # "many thousands"
        return Found(start, words.end_behind(position, 1), low, high, "cardinal", "several", "between")
    for at, word in enumerate(words.behind(position, 3), 1):
        size = grammar.scales.get(word) or (grammar.values.get(word) if grammar.values.get(word) == _TEN else None)
        if size is None or (last and size < _THOUSAND):
            break
        scale, last, end = scale * size, size, words.end_behind(position, at)
    if scale == 1:
        return None
    low, high = grammar.plural_of.get(2 * scale, (2 * scale, 10 * scale - 1))
    ending = grammar.ending_of.get(words.words[words.index(end) - 1], "")
    return Found(start, end, low, high, "cardinal", "several", "between", ending=ending)


def _read_half(words: Words, start: int, behind: list[str], grammar: Grammar) -> Found | None:
    """Half a scale, or one and a half of it: "half a million", "полтора десятка"."""
    if behind[0] == grammar.words.half:
        at = 2 if len(behind) > 1 and behind[1] in grammar.articles else 1
        if len(behind) > at and behind[at] in grammar.scales:
            scale = grammar.scales[behind[at]]
            return Found(start, words.end_behind(start, at + 1), scale // 2, scale // 2, "cardinal", "half")
    times = grammar.halves.find(behind)
    if times is not None and (scale := _shared_scale(words, start, behind[times[0] :], grammar)) > 1:
        value, end = int(times[1] * scale), words.end_behind(start, times[0])
        return Found(start, end, value, value, "cardinal", "half", scale=scale)
    if times is not None and len(behind) > times[0] and behind[times[0]] in grammar.scales:
        scale = grammar.scales[behind[times[0]]]
        value = int(times[1] * scale)
        end = words.end_behind(start, times[0] + 1)
        return Found(
            start,
            end,
            value,
            value,
            "cardinal",
            "half",
            scale=scale,
            ending=grammar.ending_of.get(behind[times[0]], ""),
        )
    return None


def _shared_scale(words: Words, start: int, behind: list[str], grammar: Grammar) -> int:
    """The scale that a half shares with the number it is linked to: "от полутора до двух тысяч"."""
    links = grammar.ranges["to"] | grammar.ranges["till"]
    at = 1 if behind and behind[0] in links else 0
    is_linked = at == 1 or words.text[words.end_behind(start, 1) : words.end_behind(start, 1) + 1] == "-"
    if not is_linked or len(behind) < at + 2 or behind[at] not in grammar.values:
        return 1
    return grammar.scales.get(behind[at + 1], 1)


def _read_inverted(words: Words, index: int, grammar: Grammar) -> Found | None:
    """About so many, where the scale stands in front: "сотни две" is about 200, "тысяч пять" about 5,000."""
    start = words.starts[index]
    behind = words.behind(words.ends[index], 1)
    unit = grammar.values.get(behind[0], 0) if behind and behind[0] not in grammar.scales else 0
    if not 1 < unit < _HUNDRED or words.text[words.ends[index]] == "-":
        return None
    scale = grammar.scales[words.words[index]]
    end = words.end_behind(start, 2)
    return Found(start, end, unit * scale, unit * scale, "cardinal", "inverted", "about", scale=scale)


class _Sum:
    """The value of number words read one after the other: "two hundred and six", but not "five and six"."""

    def __init__(self, compound_from: int) -> None:
        self.total = self.current = 0
        self.last = 1  # the last scale, one behind a plain number
        self._compound_from = compound_from

    @property
    def value(self) -> int:
        return self.total + self.current

    def add(self, value: int, is_scale: bool, joined: bool, comma: bool) -> bool:
        """Adds the next word's value; false, and nothing changed, where it begins another number."""
        return self._add_scale(value, joined or comma) if is_scale else self._add_plain(value, joined or comma)

    def _add_scale(self, value: int, joined: bool) -> bool:
        if joined or (value < _THOUSAND and self.current >= value):
            return False
        if value >= _THOUSAND:
            self.total, self.current = self.total + max(self.current, 1) * value, 0
        else:
            self.current = self.current * value if self.current else value
        self.last = value
        return True

    def _add_plain(self, value: int, joined: bool) -> bool:
        rest = self.current % _HUNDRED
        fits = (
            (self.current == 0 and (self.total == 0 or self.last >= _THOUSAND))
            or (rest == 0 and self.current > 0 and value < _HUNDRED)
            or (rest >= self._compound_from and rest % _TEN == 0 and 0 < value < _TEN)
        )
        if not fits or (joined and self.last < _HUNDRED):
            return False
        self.current += value
        self.last = 1
        return True


def _read_spelled(words: Words, start: int, first: int, grammar: Grammar) -> Found | None:
    """As many words as make one number, from the word of index `first`; an article may stand in front of it."""
    index = first
    result = _Sum(grammar.words.compound_from)
    joined = comma = False
    end = start
    while index < len(words.words) and (word := words.words[index]) in grammar.values:
        if not result.add(grammar.values[word], word in grammar.scales, joined, comma):
            break
        end = words.ends[index]
        if word in grammar.ending_of:
            break
        index, joined, comma = _next_word(words, index, grammar)
    if end == start:
        return None
    return _spelled(words, start, end, first, result, grammar)


def _next_word(words: Words, index: int, grammar: Grammar) -> tuple[int, bool, bool]:
    """The word that may go on with a number, and whether "and" or a comma stands before it; else behind the text."""
    following = index + 1
    gap = words.gap(index)
    if gap == ", ":
        return following, False, True
    if gap is None or not (gap.isspace() or (gap == "-" and grammar.words.hyphenated)):
        return len(words.words), False, False
    if words.words[following] in grammar.joins:
        gap = words.gap(following)
        if gap is not None and gap.isspace():
            return following + 1, True, False
    return following, False, False


def _part(words: Words, start: int, end: int, last: str, rest: list[str], grammar: Grammar) -> Found | None:
    """A number that is part of an ordinal or of a share: "twenty-first", "two thirds", "üçdə biri"."""
    if grammar.values[last] >= grammar.words.compound_from and grammar.ordinals.find(rest):
        return Found(start, words.end_behind(end, 1), None, None, "ordinal", "ordinal-word")
    is_unit = grammar.values[last] == 1 and rest[0] in grammar.unit_fractions
    if is_unit or grammar.fractions.find(rest):
        return Found(start, words.end_behind(end, 1), None, None, "fraction", "fraction")
    if grammar.ending_of.get(last, "-") in grammar.words.fraction_endings and rest[0] in grammar.values:
        return Found(start, words.end_behind(end, 1), None, None, "fraction", "share")
    return None


def _spelled(words: Words, start: int, end: int, first: int, result: _Sum, grammar: Grammar) -> Found | None:
    """What the words read make together with those behind: an ordinal, a share, half a scale more, or a number."""
    rest = words.behind(end, _MOST_WORDS)
    last = words.words[words.index(end) - 1]
    ending = grammar.ending_of.get(last, "")
    part = _part(words, start, end, last, rest, grammar) if rest and rest[0] in grammar.behind_units else None
    if part is not None:
        return part
    if last in grammar.excluded and grammar.bound(rest, ending) is None:
        return None
    value, scale = result.value, result.last
    half = grammar.and_half.find(rest)
    if half is not None and len(rest) > half[0] and rest[half[0]] in grammar.scales:
        scale = grammar.scales[rest[half[0]]]
        value = value * scale + scale // 2
        end = words.end_behind(end, half[0] + 1)
        ending = grammar.ending_of.get(rest[half[0]], "")
    is_article = end == words.ends[first] and words.words[first] in grammar.articles
    rule = "words-ordinal" if grammar.ordinals.find(rest) else "words"  # "two second lieutenants"
    return Found(start, end, value, value, "cardinal", rule, is_article=is_article, scale=scale, ending=ending)
