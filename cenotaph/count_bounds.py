"""The bounds and hedges of a number: "at least 130", "130-dan çox", "тридцать с лишним", "300'ü geçmeyen"."""

from __future__ import annotations

from cenotaph.count_digits import Found
from cenotaph.count_grammar import Grammar
from cenotaph.count_phrases import Words
from cenotaph.record import Qualifier

Near = tuple[list[str], list[str]]
"""The words in front of a number, the nearest first, and those behind it."""


def _is_changed(front: list[str], grammar: Grammar) -> bool:
    """Whether a word for change stands among the next four in front of a number."""
    return any(grammar.change.find((word,)) is not None for word in front[1:5])


def bound_of(words: Words, found: Found, near: Near, grammar: Grammar) -> tuple[Qualifier, int, int]:
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
        _bound_behind_noun(behind, found.ending, grammar) or _inverted(front, behind, qualifier, grammar),
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


def _bound_behind_noun(behind: list[str], ending: str, grammar: Grammar) -> Qualifier | None:
    """The bound behind the number's noun, of up to three words: "130 nəfərdən çox", "131 человек и более"."""
    if not grammar.behind_nouns.has_any(behind) and not (behind and behind[0].endswith(grammar.words.limit_endings)):
        return None
    for at in range(1, min(len(behind) + 1, 4)):
        noun = behind[at - 1]
        if noun.isdecimal() or noun in grammar.values:
            return None
        bound = grammar.bound(behind[at:], noun, is_noun=True)
        if bound is None and at == 1 and noun.endswith(grammar.words.object_endings):  # not "20 nəfər sərhədi keçib"
            bound = grammar.after_object.find(behind[at:])
            if bound is not None and bound[1] == "about":
                return None  # "20 kişiyi bulan ekip", who found them
        if bound is None or _goes_on(behind[at + bound[0] :], grammar):
            continue
        if _is_counted(noun, at, ending, grammar):
            return bound[1]
    return None


def _is_counted(noun: str, at: int, ending: str, grammar: Grammar) -> bool:
    """Whether a word behind a number is what it counts, no time: not in "20 nəfər axşama qədər", "üçü günə kimi"."""
    if not grammar.words.endings:
        return True
    if grammar.context([noun]) in ("date", "duration", "time"):
        return False
    return noun in grammar.people or (at == 1 and not ending)


def _inverted(front: list[str], behind: list[str], qualifier: Qualifier, grammar: Grammar) -> Qualifier:
    """About so many, where the noun stands in front: "человек двадцать", but not "20 человек 3 ранены"."""
    is_noun = qualifier == "exact" and bool(front) and front[0] in grammar.inverted
    is_counted = len(front) > 1 and (front[1].isdecimal() or front[1] in grammar.values)
    return "about" if is_noun and not is_counted and not grammar.counts_people(behind) else qualifier
