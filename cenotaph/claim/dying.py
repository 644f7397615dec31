"""Who died later of what had been done before: the wounded who died, patients, those who died on a ward or of wounds.

A word for dying alone says that people were killed. It says that they died later where they are told to have
been hurt first ("four of the wounded died", "wounded 18 people, four of whom died"), lie in hospital ("two patients
died"), or where the words behind it tell so ("died of their wounds", "died the following day").
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair
from cenotaph.claim.phrases import NumberPhrase
from cenotaph.claim.words import Lexicon

_REACH = 60  # characters behind "died" in which "in hospital" stands
_DEATHS = ("killed", "died_later")


def died_later(
    annotated: Annotated, at: int, pair: Pair, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon
) -> Pair:
    """The pair as one of those who died later, where the sentence says so.

    Args:
        annotated: the sentence.
        at: which of its number phrases the pair has.
        pair: as the rules for predicates read it.
        found: pairs of the sentence in front of it.
        before: kinds counted in the sentence before, in order.
        lexicon: the words of the language.
    """
    if pair.kind == "injured" and _is_fatal(annotated, pair, lexicon):
        return pair._replace(kind="died_later", last=max(pair.last, pair.phrase.last + 1), rule=f"{pair.rule}-later")
    if pair.kind not in _DEATHS or not _is_dying(annotated, pair, lexicon):
        return pair
    if pair.kind == "died_later":
        return pair._replace(kind="killed") if _is_of_want(annotated, pair, lexicon) else pair
    last = _told_behind(annotated, at, pair, lexicon)
    if last is not None:
        return pair._replace(kind="died_later", last=max(pair.last, last), rule=f"{pair.rule}-later")
    if was_hurt(pair.phrase, found, before) or _is_patient(annotated, pair, lexicon):
        return pair._replace(kind="died_later", rule=f"{pair.rule}-later")
    return pair


def was_hurt(phrase: NumberPhrase, found: Sequence[Pair], before: Sequence[str]) -> bool:
    """Whether those of the number are told to have been hurt: "of the wounded", "of them" behind wounded people."""
    if phrase.head is not None and any(reading.kind == "injured" for reading in phrase.head.readings):
        return True
    if phrase.head is not None or not phrase.is_subset:
        return False
    wholes = [pair.kind for pair in found if not pair.is_subset and pair.phrase.last <= phrase.first]
    kinds = wholes or list(before)
    return bool(kinds) and kinds[-1] == "injured"


def _is_fatal(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether a part of the wounded ends with "fatally": "30 were hurt, three of them fatally"."""
    last = pair.phrase.last
    is_part = pair.is_subset and pair.phrase.noun is None and last < len(annotated.lows)
    return is_part and annotated.lows[last] in lexicon.sets["at_once"]


def _is_dying(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether the verb of a pair is a word for dying, and nobody is said to have done it."""
    verb = pair.verb
    return verb is not None and any(low in lexicon.sets["die"] for low in annotated.lows[verb.verb : verb.last])


def _is_patient(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether those who died lay in hospital for what they died of: "two patients died of burns"."""
    behind = annotated.lows[pair.verb.last] if pair.verb and pair.verb.last < len(annotated.lows) else ""
    return behind in lexicon.sets["died_of"] and _last_word(pair.noun) in lexicon.sets["patient"]


def _is_of_want(annotated: Annotated, pair: Pair, lexicon: Lexicon) -> bool:
    """Whether people "succumbed" to what kills by itself, and to no wound: "13 people succumbed to the cold"."""
    behind = annotated.lows[pair.verb.last : pair.verb.last + 4] if pair.verb else ()
    return bool(behind) and behind[0] in lexicon.sets["to"] and not lexicon.sets["want"].isdisjoint(behind)


def _last_word(noun: str | None) -> str:
    return (noun or "").rpartition(" ")[2].lower()


def _told_behind(annotated: Annotated, at: int, pair: Pair, lexicon: Lexicon) -> int | None:
    """The token behind the words that tell of a later death: "24 died on the ward"."""
    verb = pair.verb
    assert verb is not None
    text, offset = annotated.sentence.text, annotated.sentence.start
    numbers = [phrase.number.start - offset for phrase in annotated.phrases[at + 1 :]]
    start = annotated.tokens[verb.last - 1].end - offset
    end = min([len(text), start + _REACH, *(number for number in numbers if number > start)])
    later = lexicon.rules["dies_later"].search(text, start, end)
    if later is None or any(sign in text[start : later.start()] for sign in ",;:("):
        return None
    behind = (i for i, token in enumerate(annotated.tokens) if token.start - offset >= later.end())
    return next(behind, len(annotated.tokens))
