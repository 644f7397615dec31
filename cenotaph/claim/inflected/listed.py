"""Numbers without a predicate of their own, where order is free: some of those told before, items of lists."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.nearest import BESIDE, is_verb
from cenotaph.claim.inflected.pairs import Pair, fits
from cenotaph.claim.inflected.seen import NOT_PEOPLE, UNKNOWN, Phrase, Seen
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.words import kinds

_SHARED = frozenset({"honoured", "gathered"})
"""Kinds of no victims of whom some are told apart: "семерым из них — посмертно"."""


def of_them(seen: Seen, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """Some of those told before: "onlardan 12-si uşaq idi", "из них двое детей"."""
    phrase = seen.phrases[at]
    is_of_them = phrase.is_subset or phrase.is_share or _is_out_of(seen, phrase, found)
    if not is_of_them or phrase.noun_class in NOT_PEOPLE:
        return None
    kind = found[-1].kind if found else before[-1] if before else None
    if kind is None or not (kinds()[kind].victims or kind in _SHARED) or _is_told_otherwise(seen, phrase, lexicon):
        return None
    return Pair(phrase, kind, phrase.first, phrase.last, None, "share", is_part=True)


def _is_told_otherwise(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether another verb tells what became of some: "50 из них подняты на поверхность"."""
    behind = next((mark.last for mark in seen.cue("share") if mark.first == phrase.last), None)
    return behind is not None and behind < len(seen.words) and is_verb(seen, behind, lexicon)


def _is_out_of(seen: Seen, phrase: Phrase, found: Sequence[Pair]) -> bool:
    """Whether a number counts some of another in front of it: "из 133 погибших 117 были ..."."""
    if not found or found[-1].rule == "share":
        return False
    whole = found[-1].phrase
    between = seen.words[whole.last : phrase.first]
    is_led = any(mark.last == whole.first for mark in seen.cue("out_of"))
    return is_led and len(between) <= BESIDE and not any(word.low == ";" for word in between)


def listed(seen: Seen, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """An item of a list that goes on: "82 nəfər Ozmarada ölüb, 20 Tarnda", "Ещё 20 в Тарне"."""
    phrase = seen.phrases[at]
    if _goes_on(seen, phrase, lexicon):
        return None
    if phrase.noun_class in NOT_PEOPLE and not (found and fits(found[-1].kind, phrase, lexicon)):
        return None
    is_more = phrase.number.role == "additional" or any(mark.last == phrase.first for mark in seen.cue("more"))
    if found and at and found[-1].phrase is seen.phrases[at - 1]:
        between = [word.low for word in seen.words[found[-1].last : phrase.first]]
        while between and any(seen.words[m.first].low == between[-1] for m in seen.cue("more")):
            between.pop()  # "29 тел, а вчера — ещё четыре"
        is_list = bool(between) and (between[-1] in (",", ";", ":", "(", "–", "—") or _is_joined(seen, phrase.first))
        is_led = _is_led(seen, phrase)
        if phrase.noun_class == UNKNOWN and found[-1].phrase.noun_class not in (None, UNKNOWN):
            return None  # "500 зрителей и 12 наград"
        is_group = phrase.noun_class not in (None, UNKNOWN) and len(between) == 1 and between != [";"]
        if is_led or (is_list and (is_more or is_group or _has_place_or_end(seen, phrase))):
            is_part = (found[-1].is_part and ";" not in between) or _is_opened(seen, found, phrase)
            return Pair(phrase, found[-1].kind, phrase.first, phrase.last, None, "listed", is_part)
    is_again = any(mark.last <= phrase.first for mark in seen.cue("toll_again"))
    is_said = bool(seen.cue("say")) and phrase.noun_class != UNKNOWN and _is_led(seen, phrase)
    is_former = any(mark.last == phrase.first for mark in seen.cue("former"))
    if is_former and found and phrase.noun_class not in NOT_PEOPLE:
        return Pair(phrase, found[-1].kind, phrase.first, phrase.last, None, "carried")
    is_item = is_more or is_again or is_said or _is_item(seen, phrase) or _is_figure(seen, phrase)
    if not seen.predicates and before and is_item and not found and not phrase.number.is_article:
        return Pair(phrase, before[-1], phrase.first, phrase.last, None, "carried")
    return None


def _is_led(seen: Seen, phrase: Phrase) -> bool:
    """Whether words in front of a number say that somebody names it: "говорят о 30", "насчитала 30"."""
    if any(mark.last == phrase.first for mark in seen.cue("number_lead")):
        return True
    return any(mark.last in (phrase.first, phrase.first - 1) for mark in seen.cue("say"))


def _is_figure(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number is what somebody said before: "ранее агентство писало о ста пяти", "вчера он называл сорок"."""
    is_said = any(mark.last <= phrase.first <= mark.last + 1 for mark in seen.cue("say"))
    return is_said and phrase.noun_class is None and any(mark.first < phrase.first for mark in seen.cue("superseded"))


def _is_item(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number without a verb is an item of a list that the sentence before began: "21 — в Тарне"."""
    following = seen.words[phrase.last : phrase.last + 3]
    is_dash = bool(following) and following[0].low in ("—", "–")
    return is_dash or any(word.text[:1].isupper() for word in following)


def _goes_on(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether another verb tells of a number: "Ещё троих ищут"."""
    return phrase.last < len(seen.words) and is_verb(seen, phrase.last, lexicon)


def _is_opened(seen: Seen, found: Sequence[Pair], phrase: Phrase) -> bool:
    """Whether a colon opens a list behind its total: "погибло 147 человек: 82 — в Озмаре"."""
    total = found[0]
    between = [word.low for word in seen.words[total.last : phrase.first]]
    return between[:1] == [":"] and total.predicate is not None and ";" not in between


def _is_joined(seen: Seen, position: int) -> bool:
    return any(mark.last == position for mark in seen.cue("joiner"))


def _has_place_or_end(seen: Seen, phrase: Phrase) -> bool:
    """Whether behind a number stands a place, "elsewhere" or nothing, as in an item of a list."""
    following = seen.words[phrase.last : phrase.last + 3]
    if not following or following[0].low in (",", ".", ";", ")"):
        return True
    if any(phrase.last <= mark.first <= phrase.last + 2 for mark in seen.cue("elsewhere")):
        return True
    if following[0].low in ("—", "–"):
        return True
    is_name = any(word.text[:1].isupper() for word in following)
    before = seen.words[phrase.first - 1] if phrase.first else None
    return is_name or (before is not None and before.text[:1].isupper())
