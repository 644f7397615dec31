"""Two numbers that are one range, one share, or a figure and the one that replaced it.

"20 to 30", "between 20 and 30", "20 ilə 30 arasında", "две-три" are ranges; "one in three" is a share;
"revised from 83 to 131", "83-dən 131-ə yüksəlib", "131, up from 83" are a figure and its successor.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.count_digits import Found
from cenotaph.count_grammar import Grammar
from cenotaph.count_phrases import Words

_REACH = 48  # characters between two numbers of one expression
_CHANGE_REACH = 8  # words in front of a number, or behind it, among which a word for change is looked for
_DASH = re.compile(r"\s?[-–—‑]\s?")
_YEAR = re.compile(r"1[89]\d\d|20\d\d")
_HIGHEST_SCORE = 1000
_LONGEST_LINK = 5  # words between the two numbers of a range: "from 700 to no more than 1,200"
_THOUSAND = 1000
_TEN = 10


def join_ranges(words: Words, found: Sequence[Found], grammar: Grammar) -> list[Found]:
    """The numbers of a text, pairs that are one range or share as one, others with their roles."""
    joined: list[Found] = []
    for number in found:
        left = joined[-1] if joined else None
        if (
            left is not None
            and left.rule == "none"
            and number.rule == "none-behind"
            and number.start - left.end < _REACH
        ):
            continue  # "heç bir itki yoxdur"
        if left is None or left.type != "cardinal" or number.type != "cardinal" or number.start - left.end > _REACH:
            joined.append(number)
        else:
            joined[-1:] = _join(words, left, number, grammar)
    return joined


class _Gap:
    """The words between two numbers."""

    def __init__(self, words: Words, left: Found, right: Found) -> None:
        self.text = words.text[left.end : right.start]
        first, last = words.index(left.end), words.index(right.start)
        self.words = words.words[first:last]
        self.is_plain = all(
            words.text[a:b].isspace()
            for a, b in zip((left.end, *words.ends[first:last]), (*words.starts[first:last], right.start), strict=True)
        )


def _join(words: Words, left: Found, right: Found, grammar: Grammar) -> list[Found]:
    if left.low is None or right.high is None or left.qualifier == "between" == left.rule:
        return [left, right]
    gap = _Gap(words, left, right)
    if _is_ratio(words, gap, left, right, grammar):
        return [Found(left.start, right.end, None, None, "fraction", "ratio")]
    is_range = _link(words, gap, left, right, grammar)
    return [left, right] if is_range is None else _range(words, gap, left, right, is_range, grammar)


def _link(words: Words, gap: _Gap, left: Found, right: Found, grammar: Grammar) -> str | None:
    """How two numbers hang together as one range, if they do; roles of a figure and its successor are set here."""
    if _DASH.fullmatch(gap.text):
        return "dash"
    if not gap.is_plain and not gap.text.lstrip().startswith(","):
        return None
    if gap.words and _are_bounds(words, gap, left, grammar):
        return "bounds"
    if not gap.words:
        return _side_by_side(words, left, right, grammar) if gap.is_plain else None
    if gap.is_plain and len(gap.words) <= _LONGEST_LINK:
        link = _linking(words, _without_bound(gap, grammar), left, right, grammar)
        if link is not None:
            return link
    if gap.is_plain and _endings_link(gap, left, grammar):
        return _from_to(words, left, right, grammar)
    _set_roles(words, gap, left, right, grammar)
    return None


def _without_bound(gap: _Gap, grammar: Grammar) -> str:
    """The words between two numbers less the second one's bound: the "to" of "from 700 to more than 1,200"."""
    link = " ".join(gap.words)
    bound = grammar.before.find(gap.words[::-1]) if len(gap.words) > 1 else None
    is_link = any(link in grammar.ranges[name] for name in ("to", "till", "and"))
    return link if bound is None or is_link else " ".join(gap.words[: -bound[0]])


def _are_bounds(words: Words, gap: _Gap, left: Found, grammar: Grammar) -> bool:
    """Whether one is the least and the other the most of the same: "at least 20 and no more than 30 people"."""
    if len(gap.words) > _LONGEST_LINK:
        return False
    most = grammar.before.find(gap.words[::-1])
    if most is None or most[1] not in ("at_most", "less_than"):
        return False
    least = grammar.before.find(words.in_front(left.start))
    is_joined = len(gap.words) == most[0] or (len(gap.words) == most[0] + 1 and gap.words[0] in grammar.joining)
    return is_joined and least is not None and least[1] in ("at_least", "more_than")


def _linking(words: Words, word: str, left: Found, right: Found, grammar: Grammar) -> str | None:
    """How one word, or two, between two numbers links them: "to", "till", "and"."""
    if word in grammar.ranges["to"] or word in grammar.ranges["till"]:
        is_from = _has_from(words, left.start, grammar)
        if word in grammar.ranges["till"] and not is_from:
            return None
        if is_from and word not in grammar.words.alternatives and _changes(words, left, right, grammar):
            left.role, right.role = "superseded", "current"
            return None
        return "to"
    if word in grammar.ranges["and"]:
        is_between = grammar.between.find(words.in_front(left.start)) is not None
        behind = words.behind(right.end)
        is_around = grammar.around.find(behind) is not None or grammar.around.find(behind[1:]) is not None
        is_with = word in grammar.ranges["with"] and grammar.counts_people(behind) and not left.ending
        return "and" if is_between or is_around or is_with else None
    return None


def _endings_link(gap: _Gap, left: Found, grammar: Grammar) -> bool:
    """Whether case endings say from one to the other: "83-dən 131-ə", "83 nəfərdən 131 nəfərə"."""
    from_endings = grammar.words.from_endings
    is_from = left.ending in from_endings and not gap.words
    return bool(from_endings) and (is_from or (len(gap.words) == 1 and gap.words[0].endswith(from_endings)))


def _side_by_side(words: Words, left: Found, right: Found, grammar: Grammar) -> str | None:
    """Two numbers with nothing between: from one to the other by their endings, or "beş altı kişi"."""
    if left.ending and left.ending in grammar.words.from_endings:
        return _from_to(words, left, right, grammar)
    is_small = left.rule == right.rule == "words" and right.high is not None and right.high // right.scale <= _TEN
    return "side" if grammar.words.juxtaposed and is_small and not left.ending and left.scale == 1 else None


def _from_to(words: Words, left: Found, right: Found, grammar: Grammar) -> str | None:
    behind = words.behind(right.end, 2)
    is_to = right.ending in grammar.words.to_endings or (
        bool(behind) and bool(grammar.words.to_endings) and behind[0].endswith(grammar.words.to_endings)
    )
    if not is_to:
        return None
    if _changes(words, left, right, grammar):
        left.role, right.role = "superseded", "current"
        return None
    is_until = grammar.bound(behind, right.ending) or grammar.bound(
        behind[1:], behind[0] if behind else "", is_noun=True
    )
    return "until" if is_until else None


def _set_roles(words: Words, gap: _Gap, left: Found, right: Found, grammar: Grammar) -> None:
    """Roles where other words stand between: "rose from 83 dead to 131", "131, up from 83"."""
    forward = grammar.ranges["to"] | grammar.ranges["till"]
    at = next((n for n, word in enumerate(gap.words) if word in forward), None)
    if at is not None and gap.is_plain and at <= 3 and len(gap.words) - at <= 3:
        if _changes(words, left, right, grammar) and _has_from(words, left.start, grammar):
            left.role, right.role = "superseded", "current"
        return
    back = next((n for n, word in enumerate(gap.words) if word in grammar.ranges["from"]), None)
    if back is None or back > 4 or len(gap.words) - back > 4:
        return
    has_adverb = gap.words[0] in grammar.words.change_adverbs
    if has_adverb or (gap.is_plain and _changes(words, left, right, grammar)):
        left.role, right.role = "current", "superseded"


def _changes(words: Words, left: Found, right: Found, grammar: Grammar) -> bool:
    """Whether a word for change stands in front in the same clause, or behind where the language has it there."""
    front = words.in_front(left.start, _CHANGE_REACH)
    if any(grammar.change.find((word,)) for word in front):
        return True
    return any(grammar.change_behind.find((word,)) for word in words.behind(right.end, _CHANGE_REACH))


def _has_from(words: Words, start: int, grammar: Grammar) -> bool:
    return any(word in grammar.ranges["from"] for word in words.in_front(start, 5))


def _range(words: Words, gap: _Gap, left: Found, right: Found, link: str, grammar: Grammar) -> list[Found]:
    """One number from low to high, or a score, or two numbers after all."""
    low, high = left.low or 0, right.high or 0
    if left.scale == 1 and low < high // max(right.scale, 1):
        low *= right.scale
    text = words.text
    is_short = link == "dash" and left.rule == "digits" and right.rule == "grouped" and left.scale == right.scale == 1
    if is_short and high % _THOUSAND == 0 and low < high // _THOUSAND:
        low *= _THOUSAND  # "12-15,000"
    if low >= high:
        is_score = link in ("dash", "to") and left.rule == right.rule == "digits" and low < _HIGHEST_SCORE
        if is_score and not any(word in grammar.words.alternatives for word in gap.words):
            return [Found(left.start, right.end, None, None, "score", "descending")]
        return [left, right]
    if _YEAR.fullmatch(text, left.start, left.end) and not _YEAR.fullmatch(text, right.start, right.end):
        return [left, right]  # "in 1985 to 2,500 this year"
    start, end = left.start, right.end
    lead = (grammar.before if link == "bounds" else grammar.between).find(words.in_front(start))
    if lead is not None:
        start = words.start_before(start, lead[0])
    around = grammar.around.find(words.behind(end))
    if around is not None:
        end = words.end_behind(end, around[0])
    elif link == "until" and (bound := grammar.bound(words.behind(end), right.ending)) is not None:
        end = words.end_behind(end, bound[0])
    return [Found(start, end, low, high, "cardinal", "range", "between", scale=right.scale, ending=right.ending)]


def _is_ratio(words: Words, gap: _Gap, left: Found, right: Found, grammar: Grammar) -> bool:
    """Whether the two are a share of any number of people: "one in three", "nine in ten", "two in every five"."""
    ratio = grammar.ratio.find(gap.words) if gap.is_plain else None
    if ratio is None or left.low is None or right.low is None or not left.low < right.low:
        return False
    rest = gap.words[ratio[0] :]
    if rest and (len(rest) > 1 or rest[0] not in grammar.ranges["every"]):
        return False
    is_share = left.low == 1 or right.low in (10, 100, 1000) or bool(rest)
    return is_share and grammar.context(words.behind(right.end)) is None
