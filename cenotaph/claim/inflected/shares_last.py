"""Some of those told before, and items of lists, where verbs stand last: which predicate their number has.

"bunlardan 5'i çocuk", "ölenlerin 25 nəfər olduğunu", "82 nəfər Ozmarada ölüb, 20 Tarnda".
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.bounds_last import is_spared
from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.parts_last import antecedent, has_verb, is_item, is_partial, row_of
from cenotaph.claim.inflected.seen import NOT_PEOPLE, STOPS, Mark, Phrase, Seen
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.words import kinds

ENDED = frozenset({"detained", "missing", "displaced"})
"""Kinds that a verb no list has may tell the end of."""


def made(phrase: Phrase, kind: str, predicate: Mark | None, rule: str, *, is_part: bool | None = None) -> Pair:
    """The pair of a number with a predicate, over the words of both."""
    first = min(phrase.first, predicate.first) if predicate is not None else phrase.first
    last = max(phrase.last, predicate.last) if predicate is not None else phrase.last
    return Pair(phrase, kind, first, last, predicate, rule, is_partial(phrase) if is_part is None else is_part)


def share(seen: Seen, at: int, last: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """Some of those told before: "bunlardan 5'i çocuk", "yaralılardan yeddisi yeniyetmədir"."""
    phrase = seen.phrases[at]
    told = antecedent(seen, phrase) or row_of(seen, at)
    if is_spared(seen, phrase) or (phrase.noun is None and phrase.is_share and _is_receiver(seen, phrase, lexicon)):
        return None
    if told is not None and not phrase.is_subset and _is_equal(seen, told, phrase, lexicon):
        return made(phrase, told.kind, told, "toll", is_part=False)  # "ölənlərin 25 nəfər olduğunu"
    if not is_partial(phrase) or phrase.noun_class in NOT_PEOPLE or (told is None and has_verb(seen, phrase, lexicon)):
        return None
    kind = told.kind if told is not None else last[-1] if last else None
    if kind in ENDED and has_verb(seen, phrase, lexicon, is_bare=False):
        return None  # "rehinelerden 5'i serbest bırakıldı"
    if kind is None or not (kinds()[kind].victims or kind in ("honoured", "buried")):
        return None
    return made(phrase, kind, None, "share", is_part=True)


def _is_receiver(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether "one of them" alone stands in the dative: "sürülen 1.340 kişiden birine aittir"."""
    is_one = phrase.number.count is not None and phrase.number.count.high == 1
    return is_one and lexicon.has_case(seen.words[phrase.last - 1].low, "goal")


def _is_equal(seen: Seen, told: Mark, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether people are said to be so many: "ölənlər 131 nəfərdir", "ölənlərin 25 nəfər olduğunu"."""
    if phrase.is_share and lexicon.share.search(seen.words[phrase.first].low) is not None:
        return False
    if any(cue.first == phrase.last for name in ("as", "exceed") for cue in seen.cue(name)):
        return True
    if any(cue.last == phrase.last for cue in seen.cue("not_there")):
        return True  # "10 min nəfərdən az olmadığını"
    if _is_row(seen, phrase):
        return True
    is_end = phrase.last >= len(seen.words) or seen.words[phrase.last].low in STOPS
    is_copula = any(cue.first == phrase.last for cue in seen.cue("copula"))
    is_base = not lexicon.has_case(seen.words[told.last - 1].low, "genitive", "ablative", "dative", "locative")
    return told.form.is_who and is_base and (is_end or is_copula)


def _is_row(seen: Seen, phrase: Phrase) -> bool:
    """Whether other people with their number follow behind a comma: "ölenlerin 12, yaralananların 40 olduğu"."""
    if phrase.last >= len(seen.words) or seen.words[phrase.last].low != ",":
        return False
    following = next((other for other in seen.phrases if other.first > phrase.last), None)
    told = antecedent(seen, following) if following is not None else None
    return following is not None and told is not None and told.first == phrase.last + 1


def listed(seen: Seen, at: int, found: dict[int, Pair], before: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """An item of a list that goes on: "82 nəfər Ozmarada ölüb, 20 Tarnda"; in a sentence of its own too."""
    phrase = seen.phrases[at]
    if phrase.noun_class in NOT_PEOPLE or is_spared(seen, phrase) or not is_item(seen, phrase, lexicon):
        return None
    if at - 1 in found and found[at - 1].rule != "share":
        return made(phrase, found[at - 1].kind, None, "listed", is_part=False)
    if before and not found and not seen.predicates:
        return made(phrase, before[-1], None, "carried", is_part=False)
    return None
