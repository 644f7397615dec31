"""One that a verb denies is nobody: "tek bir kişi ölmedi", "bir nəfər də olsun sağ qalmadı"."""

from __future__ import annotations

from cenotaph.count_bounds import Near
from cenotaph.count_digits import Found
from cenotaph.count_grammar import Grammar
from cenotaph.count_phrases import Words

_NOUN = 3  # words between one and the word for even: "bir silahsız sivil bile"
_REACH = 6  # words behind it among which the verb denies
_STEM = 2  # letters of the shortest stem in front of what denies


def denied_from(words: Words, found: Found, near: Near, grammar: Grammar) -> int | None:
    """Where the expression starts that says nobody; none where one is one.

    A word such as "tek" in front, or one such as "bile" behind the noun, and a verb that denies behind them.
    """
    if grammar.additional.find(near[0]) is not None:
        return None  # "daha bir nəfər də tapılmayıb": one more
    single = grammar.single.find(near[0])
    behind = words.behind(found.end, _NOUN + _REACH)
    verb_from = 1 if single is not None else None
    for at in range(min(_NOUN, len(behind))):
        even = grammar.even.find(behind[at:])
        if even is not None:
            verb_from = at + even[0]
            break
    if verb_from is None:
        return None
    for word in behind[verb_from : verb_from + _REACH]:
        if word in grammar.words.lists:
            return None
        if word in grammar.words.denial_words or any(word.find(sign) >= _STEM for sign in grammar.words.denials):
            return words.start_before(found.start, single[0]) if single is not None else found.start
    return None
