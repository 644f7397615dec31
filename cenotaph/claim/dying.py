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
_LONGEST_LIST = 16  # tokens from one part of the dead to where the next died
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
    if pair.kind == "injured" and (death := _death_behind(annotated, at, pair, lexicon)) is not None:
        return pair._replace(kind="died_later", last=death, rule=f"{pair.rule}-later")
    if pair.kind == "injured" and _is_place_of_death(annotated, pair, found, lexicon):
        is_there = pair.verb is not None and pair.verb.first == pair.phrase.last
        end = pair.last if is_there else pair.phrase.last
        return pair._replace(kind="died_later" if is_there else "killed", last=end, verb=None, rule="listed")
    if pair.kind == "injured" and _is_fatal(annotated, pair, lexicon):
        return pair._replace(kind="died_later", last=max(pair.last, pair.phrase.last + 1), rule=f"{pair.rule}-later")
    if pair.kind not in _DEATHS or not _is_dying(annotated, pair, lexicon):
        return pair
    of_whole = next((other for other in annotated.phrases if other.first == pair.phrase.last), None)
    if pair.kind == "killed" and pair.phrase.is_share and of_whole is not None and was_hurt(of_whole, (), ()):
        return pair._replace(kind="died_later", rule=f"{pair.rule}-later")  # "two of the 20 wounded died"
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


def _death_behind(annotated: Annotated, at: int, pair: Pair, lexicon: Lexicon) -> int | None:
    """Where the verb ends by which those who were hurt died: "four men wounded in Monday's shooting have died"."""
    verb, phrase = pair.verb, pair.phrase
    if verb is None or verb.first < phrase.last or phrase.noun is None:
        return None
    between = annotated.lows[phrase.last : verb.first]
    is_relative = bool(between) and between[0] in lexicon.sets["who"]
    is_reduced = not between and verb.first == verb.verb and verb.is_passive
    if not (is_relative or is_reduced):
        return None
    following = next((p for p in annotated.predicates if p.first >= verb.last), None)
    if following is None or not following.takes_subject:
        return None
    gap = annotated.lows[verb.last : following.first]
    has_number = any(verb.last <= other.first < following.first for other in annotated.phrases[at + 1 :])
    is_dying = any(low in lexicon.sets["die"] for low in annotated.lows[following.verb : following.last])
    return following.last if is_dying and not has_number and "," not in gap and ";" not in gap else None


def _is_place_of_death(annotated: Annotated, pair: Pair, found: Sequence[Pair], lexicon: Lexicon) -> bool:
    """Whether "in hospital" only says where one more part of the dead died: "six died at once and 13 in hospital"."""
    verb, previous = pair.verb, found[-1] if found else None
    if verb is None or previous is None or pair.phrase.noun is not None or previous.kind not in _DEATHS:
        return False
    is_place = annotated.lows[verb.first] in lexicon.sets["scene_preposition"]
    between = annotated.lows[previous.phrase.last : verb.first]
    has_be = any(low in lexicon.sets["be"] for low in annotated.lows[pair.phrase.last : verb.first])
    is_told = previous.verb is None or _is_dying(annotated, previous, lexicon)
    return is_place and is_told and not has_be and len(between) <= _LONGEST_LIST


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
