"""A number told beside the one that it stands against: "down from the 52", "and not 40", "8 men, amended to 5"."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.words import Lexicon, kinds

REPLACED = "replaced"
"""The rule of a number that another one took the place of."""

NOT_THIS = "not-this"
"""The rule of a number that another one is said to be right in place of."""

_BESIDE = (("denied_beside", NOT_THIS), ("replaced_beside", REPLACED), ("replacing_beside", "new-number"))
_FARTHEST = 60  # characters between two such numbers


def contrasted(annotated: Annotated, pairs: Sequence[Pair], lexicon: Lexicon) -> list[Pair]:
    """The numbers without a predicate of their own that stand against one that has it, each with its kind.

    Args:
        annotated: the sentence.
        pairs: its numbers that have a kind.
        lexicon: of the language.
    """
    taken = {pair.phrase.first for pair in pairs}
    added = []
    for phrase in annotated.phrases:
        if phrase.first in taken or phrase.number.is_article or phrase.noun_class in NOT_PEOPLE:
            continue
        made = _against(annotated, phrase, pairs, lexicon)
        if made is not None:
            added.append(made)
    return added


def _against(annotated: Annotated, phrase: NumberPhrase, pairs: Sequence[Pair], lexicon: Lexicon) -> Pair | None:
    before = [pair for pair in pairs if pair.phrase.first < phrase.first and kinds()[pair.kind].counts]
    behind = [pair for pair in pairs if pair.phrase.first > phrase.first and kinds()[pair.kind].counts]
    text, offset = annotated.sentence.text, annotated.sentence.start
    if before:
        gap = text[before[-1].phrase.number.end - offset : phrase.number.start - offset][-_FARTHEST:]
        rule = next((rule for name, rule in _BESIDE if lexicon.rules[name].search(gap)), None)
        if rule is not None:
            return _like(before[-1], phrase, rule)
    if behind and behind[0].phrase.first - phrase.last <= 1:
        gap = text[phrase.number.end - offset : behind[0].phrase.number.start - offset]
        is_denied = lexicon.rules["not_number"].search(text[: phrase.number.start - offset]) is not None
        if is_denied and gap.strip().lower() in lexicon.sets["opposing"]:
            return _like(behind[0], phrase, NOT_THIS)
        if lexicon.rules["from_to"].search(text[: phrase.number.start - offset] + "\x00" + gap):
            return _like(behind[0], phrase, REPLACED)
    return None


def _like(told: Pair, phrase: NumberPhrase, rule: str) -> Pair:
    noun, noun_class = phrase.noun or told.noun, phrase.noun_class or told.noun_class
    return Pair(phrase, told.kind, phrase.first, phrase.last, None, noun, noun_class, rule)
