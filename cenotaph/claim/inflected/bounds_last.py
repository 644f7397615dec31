"""What words around a number make of it where verbs stand last: bounds, nobody, all of them, so many of each ten.

"100'ü geçti" is more than a hundred, "500-dən az olmadığını" at least five hundred, "tek bir sivil bile ölmedi"
nobody; "her on sürgünden ikisi" counts nobody, and of those who "were set free" nothing of harm is told.
"""

from __future__ import annotations

import msgspec

from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.seen import STOPS, Phrase, Seen
from cenotaph.record import Count

_NEAR = 4  # words between people and the verb that says they were spared
_RATE = 3  # words between "of each" and a number


def bounded(seen: Seen, phrase: Phrase) -> Phrase:
    """The phrase with the bound that words behind it say, and those words with it."""
    count = phrase.number.count
    if count is None:
        return phrase
    for mark in seen.cue("exceed"):
        if mark.first == phrase.last and count.qualifier == "exact":
            if mark.form.is_negative:
                bound = Count(None, count.high, "at_most", count.unit)
            else:
                bound = Count(count.low, None, "more_than", count.unit)
            return _with(phrase, bound)._replace(is_share=False)
    nouns = {mark.last for mark in seen.cue("population") if mark.first == phrase.last}  # "10 min nəfərdən az"
    for mark in seen.cue("bound_behind"):
        is_bare = phrase.noun is None or seen.words[phrase.last - 1].low == phrase.stem
        is_about = count.qualifier == "about" and is_bare  # "təxminən 40 nəfər yaxın", not "40 nəfərə yaxın"
        if mark.first in (phrase.last, *nouns) and count.qualifier != "exact" and not is_about:
            phrase = phrase._replace(last=mark.last)
    none = next((mark for mark in seen.cue("not_there") if mark.first == phrase.last), None)
    if none is not None and count.low is None and count.high:
        return _with(phrase, Count(count.high, None, "at_least", count.unit))._replace(last=none.last)
    return phrase


def _with(phrase: Phrase, count: Count) -> Phrase:
    return phrase._replace(number=msgspec.structs.replace(phrase.number, count=count))


def nobody(seen: Seen, pair: Pair) -> Pair:
    """A pair of "not even one": its number is none at all."""
    count, predicate = pair.phrase.number.count, pair.predicate
    if count is None or (count.low, count.high) != (1, 1) or predicate is None or not predicate.form.is_negative:
        return pair
    if not any(cue.first == pair.phrase.last for cue in seen.cue("even")):
        return pair
    return pair._replace(phrase=_with(pair.phrase, Count(0, 0, "exact", count.unit)))


def is_all(seen: Seen, phrase: Phrase) -> bool:
    """Whether all of those counted are named behind them: "22 yolcunun hepsini"."""
    return any(cue.first == phrase.last for cue in seen.cue("all"))


def is_rate(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number tells how many of each ten: "her on sürgünden ikisi"."""
    numbers = {other.first for other in seen.phrases}
    return any(cue.last in numbers and 0 <= phrase.first - cue.last <= _RATE for cue in seen.cue("each"))


def is_spared(seen: Seen, phrase: Phrase) -> bool:
    """Whether a verb directly behind people says that they were saved or set free."""
    for cue in seen.cue("spared"):
        between = seen.words[phrase.last : cue.first]
        if 0 <= cue.first - phrase.last <= _NEAR and not any(word.low in STOPS for word in between):
            return True
    return False
