"""Predicates of a sentence: words and phrases of one kind ("were killed") with what they can take.

A predicate takes a subject in front of it, an object behind it, or both, by its form, the
auxiliaries in front and what follows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.sentences import Token
from cenotaph.claim.words import Lexicon, PredicateWord, Role

_MOST_ADVERBS = 4  # between an auxiliary and its participle


class Predicate(NamedTuple):
    """A predicate as it stands; `first` and `last` are token positions, half-open, auxiliaries included."""

    first: int
    last: int
    verb: int  # position of its first word without auxiliaries
    readings: tuple[PredicateWord, ...]
    takes_subject: bool = False  # "20 people were killed"
    takes_object: bool = False  # "killed 20 people", "the killing of 20 people"
    is_adjective: bool = False  # "20 people dead": only next to its people or behind a form of be
    is_noun: bool = False
    is_toll: bool = False  # "the death toll rose to"
    is_passive: bool = False

    @property
    def kind(self) -> str:
        """The kind of its first reading."""
        return self.readings[0].kind


def predicates_of(words: Sequence[Token], lows: tuple[str, ...], lexicon: Lexicon) -> tuple[Predicate, ...]:
    """The predicates of a sentence in order, of those that begin at one word the longest."""
    found: list[Predicate] = []
    index = lexicon.predicates
    behind = 0
    for at, low in enumerate(lows):
        entries = index.get(low)
        if entries is None or at < behind or _is_month(words, at, lexicon):
            continue
        for phrase, readings in entries:
            if len(phrase) == 1 or (lows[at : at + len(phrase)] == phrase and not _is_whole(lows, at, lexicon)):
                if len(phrase) > 1 and _is_passive(words, at, readings, entries[-1][1], lexicon):
                    continue
                behind = at + len(phrase)
                predicate = _resolve(words, at, behind, readings, lexicon)
                if predicate is not None:
                    found.append(predicate)
                break
    return tuple(found)


def _is_whole(lows: tuple[str, ...], at: int, lexicon: Lexicon) -> bool:
    """Whether "the dead" are those of whom some are counted, and no toll: "three of the dead", "among the dead"."""
    sets = lexicon.sets
    return lows[at] in sets["the"] and at > 0 and (lows[at - 1] in sets["of"] or lows[at - 1] in sets["among"])


def _is_passive(
    words: Sequence[Token],
    at: int,
    readings: tuple[PredicateWord, ...],
    shorter: tuple[PredicateWord, ...],
    lexicon: Lexicon,
) -> bool:
    """Whether a noun of several words begins with its own verb here: "12 were wounded in action"."""
    is_noun = {reading.role for reading in readings} == {"head"} and shorter[0].kind == readings[0].kind
    return is_noun and _auxiliaries(words, at, lexicon)[0]


def _is_month(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word is a month and no verb: "16 and 17 March", "in March"."""
    word = words[at]
    if word.low not in lexicon.sets["month_or_verb"] or word.text == word.low:
        return False
    around = (words[at - 1].text if at else "", words[at + 1].text if at + 1 < len(words) else "")
    return any(text[:1].isdigit() for text in around) or around[0].lower() in lexicon.sets["month_lead"]


def _resolve(
    words: Sequence[Token], first: int, last: int, readings: tuple[PredicateWord, ...], lexicon: Lexicon
) -> Predicate | None:
    """What the predicate takes."""
    roles = {reading.role for reading in readings}
    be, have, begin = _auxiliaries(words, first, lexicon)
    following = words[last] if last < len(words) else None
    before = words[first - 1] if first else None
    base = Predicate(begin, last, first, readings)
    opens = following is not None and _opens_phrase(following, lexicon)
    if "toll" in roles:
        return base._replace(is_toll=True)
    if "subject" in roles or ("object" in roles and opens):
        takes_object = "object" in roles and opens
        return base._replace(takes_object=takes_object, takes_subject=not takes_object)
    is_of = following is not None and following.low in lexicon.sets["of"]
    if roles & {"noun", "ing", "head"} and is_of and not (be and "ing" in roles):
        return base._replace(takes_object=True, is_noun=True, last=last + 1)
    if roles & {"participle", "past"} and (be or opens or "i_past" not in roles):
        return _resolve_past(base, roles, be, have, before, following, lexicon)
    if roles & {"base", "ing", "i_base", "i_ing"} and _is_noun_or_adjective(before, lexicon):
        return None
    if roles & {"i_past", "i_base", "i_ing"}:
        is_seen = "i_base" in roles and before is not None and before.low in lexicon.sets["object_pronoun"]
        return None if is_seen else base._replace(takes_subject=True)  # "saw him fall": of whom stands there
    if roles & {"base", "ing"}:
        is_counted = "head" in roles and (not opens or (before is not None and before.text[:1].isdigit()))
        return base if is_counted else base._replace(takes_object=True) if opens else None
    if "adjective" in roles:
        return base._replace(takes_subject=True, is_adjective=not be)
    return base if "head" in roles else None


def _resolve_past(
    base: Predicate,
    roles: set[Role],
    be: bool,
    have: bool,
    before: Token | None,
    following: Token | None,
    lexicon: Lexicon,
) -> Predicate | None:
    """A form such as "killed": passive, active, or a participle standing behind its people."""
    is_inverted = following is not None and following.low in lexicon.sets["be"]
    if be:
        return base._replace(takes_subject=True, takes_object=is_inverted, is_passive=True)
    if is_inverted:
        return base._replace(takes_object=True, takes_subject=True, is_passive=True, last=base.last + 1)
    if have and following and _opens_phrase(following, lexicon):
        return base._replace(takes_object=True)
    is_counted = before is not None and before.text[:1].isdigit()
    if following and _opens_phrase(following, lexicon) and not is_counted:
        return base._replace(takes_object=True)
    if "participle" in roles or "adjective" in roles:
        return base._replace(takes_subject=True, is_passive=True, is_adjective="adjective" in roles)
    return None


def _is_noun_or_adjective(before: Token | None, lexicon: Lexicon) -> bool:
    """Whether an article or a possessive stands in front: "the gas station", "one of the attacking guerrillas"."""
    return before is not None and (before.low in lexicon.sets["the"] or before.low in lexicon.sets["possessive"])


def _auxiliaries(words: Sequence[Token], first: int, lexicon: Lexicon) -> tuple[bool, bool, int]:
    """Whether a form of be or have stands in front, adverbs between, and where the verb group begins."""
    sets = lexicon.sets
    begin = position = first
    be = have = False
    adverbs = 0
    while position:
        low = words[position - 1].low
        if low in sets["be"]:
            be = True
            begin = position - 1
        elif low in sets["have"]:
            have = True
            begin = position - 1
        elif low in sets["and_or"] and position >= 2 and words[position - 2].low in lexicon.predicates and adverbs < 3:
            position -= 1  # "were killed or wounded"
            adverbs += 1
        elif (_is_adverb(low, lexicon) or low in sets["linking"]) and adverbs < _MOST_ADVERBS:
            adverbs += 1
        else:
            break
        position -= 1
    return be, have and not be, begin


def _is_adverb(low: str, lexicon: Lexicon) -> bool:
    return low in lexicon.sets["adverb"] or low.endswith(lexicon.endings["adverb"])


def _opens_phrase(token: Token, lexicon: Lexicon) -> bool:
    """Whether an object may begin with this token."""
    low = token.low
    if low in lexicon.sets["object_opening"]:
        return True
    return low[:1].isalnum() and low not in lexicon.sets["preposition"] and low not in lexicon.sets["adverb"]
