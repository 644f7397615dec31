"""The verb behind its people: "20 people, most of them women, were killed"."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair, choose, pair_of
from cenotaph.claim.phrases import NumberPhrase
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.words import Lexicon

REACH = 25  # tokens between people and their verb; longer sentences seldom keep the tie
_BRACKET_REACH = 24
_CLOSING = {"(": ")", "[": "]", "—": "—", "–": "–"}


def is_subject_behind(annotated: Annotated, at: int, lexicon: Lexicon) -> bool:
    """Whether a verb directly behind claims the number as its subject: "killed 12 and 15 were wounded"."""
    phrase = annotated.phrases[at]
    for predicate in annotated.predicates:
        if predicate.first >= phrase.last:
            gap = annotated.lows[phrase.last : predicate.first]
            return predicate.takes_subject and lexicon.sets["adverb"].issuperset(gap)
    return False


def behind(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """The verb stands behind its people: "20 people, most of them women, were killed"."""
    phrase = annotated.phrases[at]
    if phrase.is_governed and not phrase.is_subset and not _is_relative(annotated, phrase, lexicon):
        return None
    predicates = _by_start(annotated.predicates)
    phrases = {other.first: other for other in annotated.phrases[at + 1 :]}
    is_blocked = is_relative = False
    anchor = position = phrase.last
    while position < min(len(annotated.tokens), phrase.last + REACH):
        here = predicates.get(position)
        if here is not None:
            for predicate in here:
                if predicate.takes_subject and _may_take(annotated, phrase, predicate, is_blocked, lexicon):
                    return pair_of(phrase, predicate, "subject-verb")
            is_blocked = is_blocked or any(
                predicate.takes_object or predicate.is_toll or (predicate.takes_subject and not predicate.is_adjective)
                for predicate in here
            )
            position = here[0].last
            continue
        other = phrases.get(position)
        if other is not None:
            behind = _behind_other(annotated, phrase, other, position, lexicon)
            if behind is None:
                return None
            anchor = position = behind
            continue
        behind = _behind_bracket(annotated, position)
        if behind is not None:
            anchor = position = behind
            continue
        if _ends_clause(annotated, phrase, position, anchor, lexicon):
            return None
        if annotated.lows[position] in lexicon.sets["relative"]:
            is_relative = True
        elif is_other_verb(annotated, position, lexicon) or _says_what(annotated, position, lexicon):
            is_blocked, is_relative = is_blocked or not is_relative, False
        position += 1
    return None


def _behind_other(
    annotated: Annotated, phrase: NumberPhrase, other: NumberPhrase, position: int, lexicon: Lexicon
) -> int | None:
    """Where the search for a verb goes on behind another number on its way; None where it ends."""
    if phrase.is_share and other.first == phrase.last:
        return other.last  # "twelve of the 60 hostages were shot dead"
    if phrase.is_subset and not phrase.is_share and not other.is_subset:
        return None  # "among them 22 children, and 14 died": the verb is of the others
    if annotated.lows[other.last - 1] in lexicon.sets["relative"]:
        return _behind_relative(annotated, other.last)
    return other.last if _may_pass(annotated, other, position, lexicon) else None


def _says_what(annotated: Annotated, position: int, lexicon: Lexicon) -> bool:
    """Whether a form of be only says of what age, sort or place people were: "were under seven", "were the first"."""
    lows = annotated.lows
    following = lows[position + 1] if position + 1 < len(lows) else ""
    return lows[position] in lexicon.sets["be"] and following in lexicon.sets["governing"] | lexicon.sets["article"]


def _by_start(predicates: Sequence[Predicate]) -> dict[int, list[Predicate]]:
    """Predicates by where they begin, which two do at one place: "were arrested and charged"."""
    found: dict[int, list[Predicate]] = {}
    for predicate in predicates:
        found.setdefault(predicate.first, []).append(predicate)
    return found


def _is_relative(annotated: Annotated, phrase: NumberPhrase, lexicon: Lexicon) -> bool:
    """Whether what befell them stands directly behind: "the identities of 118 people who were killed"."""
    if phrase.last >= len(annotated.lows) or phrase.noun is None:
        return False
    if any(other.is_share and other.last == phrase.first for other in annotated.phrases):
        return False  # "twelve of the 60 hostages were shot dead": said of the twelve
    if annotated.lows[phrase.last] in lexicon.sets["who"]:
        return True
    leads = phrase.first > 0 and annotated.lows[phrase.first - 1] in lexicon.sets["subject_lead"]
    return any(
        p.first == phrase.last and (p.is_passive or p.is_adjective or (leads and p.takes_subject))
        for p in annotated.predicates
    )


def _behind_relative(annotated: Annotated, position: int) -> int | None:
    """The comma that closes "of whom 12 were hurt": what it says is said of the part."""
    return next((at for at in range(position, len(annotated.lows)) if annotated.lows[at] == ","), None)


def _behind_bracket(annotated: Annotated, position: int) -> int | None:
    """Where an insertion in brackets or between dashes that opens here has ended."""
    words = annotated.tokens
    sign = words[position].text
    if sign == "-" and position + 1 < len(words) and words[position + 1].text == "-":
        for at in range(position + 2, min(len(words) - 1, position + _BRACKET_REACH)):
            if words[at].text == words[at + 1].text == "-":
                return at + 2
        return None
    closing = _CLOSING.get(sign)
    if closing is not None:
        for at in range(position + 1, min(len(words), position + _BRACKET_REACH)):
            if words[at].text == closing:
                return at + 1
    return None


def _may_take(
    annotated: Annotated, phrase: NumberPhrase, predicate: Predicate, is_blocked: bool, lexicon: Lexicon
) -> bool:
    sets = lexicon.sets
    if predicate.is_adjective and not predicate.is_passive and predicate.first != phrase.last:
        gap = annotated.lows[phrase.last : predicate.first]
        if not all(low in sets["state_verb"] or low in sets["be"] or low in sets["adverb"] for low in gap):
            return False
    if is_blocked and annotated.lows[predicate.first - 1] not in sets["shared_subject"]:
        return False
    if predicate.is_passive and predicate.first == predicate.verb and predicate.first - phrase.last > 4:
        return False
    return choose(predicate, phrase.noun_class, phrase.noun is None) is not None


def _may_pass(annotated: Annotated, other: NumberPhrase, position: int, lexicon: Lexicon) -> bool:
    """Whether the search may go on behind another number phrase on its way."""
    before = annotated.lows[position - 1]
    if other.is_subset or other.noun_class == "thing":
        return True
    if other.is_governed:
        return before in lexicon.sets["aside_lead"]
    return before in lexicon.sets["joined_subject"] and other.head is None


def _ends_clause(annotated: Annotated, phrase: NumberPhrase, position: int, anchor: int, lexicon: Lexicon) -> bool:
    token = annotated.tokens[position]
    if token.text in (";", ":") or (token.text in ("—", "–") and position > phrase.last + 8):
        return True
    if token.low in lexicon.sets["break"] and token.low not in lexicon.sets["no_break"]:
        return True
    if token.low in lexicon.sets["relative"]:
        is_near = annotated.lows[position - 1] in lexicon.sets["relative_lead"] and position - anchor <= 2
        return not (position == anchor or is_near)
    return False


def is_other_verb(annotated: Annotated, position: int, lexicon: Lexicon) -> bool:
    """Whether a token looks like a finite verb that is no predicate of ours."""
    sets, lows = lexicon.sets, annotated.lows
    low = lows[position]
    if low in sets["other_verb"]:
        following = lows[position + 1] if position + 1 < len(lows) else ""
        if following in sets["reflexive"]:
            return False  # "found themselves behind bars"
        return not (low in sets["have"] and (following in sets["been"] or following in sets["adverb"]))
    if not low.endswith(lexicon.endings["past"]) or len(low) < 5 or low in sets["adverb"]:
        return False
    previous = lows[position - 1] if position else ""
    if previous in sets["be"]:
        return low not in sets["state_verb"] and low not in sets["linking"]  # "20 were freed and the rest are missing"
    return previous not in sets["preposition"] and previous not in sets["article"]
