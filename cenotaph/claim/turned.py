"""Numbers whose predicate stands elsewhere than English order has it.

"Killed in the raid were six clerks", "Suffocated in the cellar, seven apprentices were found", "On the quay
assembled 200 bargemen", "killed, besides the patients, seven midwives": the words that tell the kind stand in
front of the number, and yet it is their subject, or an aside keeps the two apart.
"""

from __future__ import annotations

from cenotaph.claim.annotate import Annotated
from cenotaph.claim.pairs import Pair, pair_of
from cenotaph.claim.phrases import NOT_PEOPLE, NumberPhrase
from cenotaph.claim.predicates import Predicate
from cenotaph.claim.words import Lexicon

_OPENING = 4  # words in front of a participle that opens its sentence: "Also among those"
_SECOND = 8  # the same in front of a second participle: "Sentenced to death and hanged"
_FARTHEST = 16  # tokens, signs among them, in which a clause is seen to open
_REACH = 22  # tokens from it to its people
_ASIDE = 12  # tokens of an aside between a verb and its object


def turned(annotated: Annotated, at: int, lexicon: Lexicon) -> Pair | None:
    """The number with a predicate in front of it that has it as its subject, or as an object behind an aside.

    Args:
        annotated: the sentence.
        at: which of its number phrases.
        lexicon: the words of the language.
    """
    phrase = annotated.phrases[at]
    predicates = [predicate for predicate in annotated.predicates if predicate.last <= phrase.first]
    if not predicates or phrase.noun_class == "thing":
        return None
    return (
        _opening(annotated, phrase, predicates[0], lexicon)
        or _opening(annotated, phrase, predicates[-1], lexicon)
        or _directly_behind(annotated, phrase, predicates[-1], lexicon)
        or _behind_aside(annotated, phrase, predicates[-1], lexicon)
    )


def _opening(annotated: Annotated, phrase: NumberPhrase, predicate: Predicate, lexicon: Lexicon) -> Pair | None:
    """The participle with which a sentence opens: "Killed there were 12 men", "Fleeing the town, 60 families slept"."""
    lows, sets = annotated.lows, lexicon.sets
    if not predicate.takes_subject or phrase.first - predicate.last > _REACH:
        return None
    lead = _lead(annotated, predicate, lexicon)
    if lead is None:
        return None
    gap = lows[predicate.last : phrase.first]
    if predicate.verb != predicate.first or ";" in gap or (gap and gap[0] in sets["be"]):
        return None
    link = gap[-1] if gap else lows[predicate.last - 1]
    if link in sets["is_was"] or (link in lexicon.sets["turned_sign"] and not lead and phrase.noun is not None):
        return pair_of(phrase, predicate, "opening-participle")
    return None


def _lead(annotated: Annotated, predicate: Predicate, lexicon: Lexicon) -> list[str] | None:
    """The words in front of a participle that opens its clause, past another participle; else None."""
    begin = max(0, predicate.first - _FARTHEST)
    lows = annotated.lows[begin : predicate.first]
    if begin and ";" not in lows:
        return None
    lead = [
        low for low in lows[max((at + 1 for at, low in enumerate(lows) if low == ";"), default=0) :] if low[0].isalnum()
    ]
    is_second = len(lead) > 1 and lead[-1] in lexicon.sets["and_or"] and lead[0].endswith(lexicon.endings["past"])
    if is_second and len(lead) <= _SECOND:
        return []
    return lead if len(lead) <= _OPENING and lexicon.sets["turned_lead"].issuperset(lead) else None


def _directly_behind(annotated: Annotated, phrase: NumberPhrase, verb: Predicate, lexicon: Lexicon) -> Pair | None:
    """People directly behind a verb without object: "on the quay assembled 200 men", "there perished 9 men"."""
    if phrase.noun_class is None or phrase.noun_class in NOT_PEOPLE or not verb.takes_subject or verb.is_adjective:
        return None
    is_passive = annotated.lows[verb.first] in lexicon.sets["be"]
    is_plain = any(reading.role in ("i_past", "i_base") for reading in verb.readings)
    if verb.last != phrase.first or not (is_plain or is_passive):
        return None
    lead = annotated.lows[: verb.first]
    opens = lead and (lead[0] in lexicon.sets["governing"] or lead[0] in lexicon.sets["there"])
    is_there = lead and lead[-1] in lexicon.sets["there"]
    return pair_of(phrase, verb, "verb-subject") if is_there or (opens and "," not in lead[1:]) else None


def _behind_aside(annotated: Annotated, phrase: NumberPhrase, verb: Predicate, lexicon: Lexicon) -> Pair | None:
    """The object behind an aside: "killed, besides the patients, seven midwives", "meant for, and killed, two"."""
    lows, sets = annotated.lows, lexicon.sets
    if phrase.first - verb.last > _ASIDE:
        return None
    gap = lows[verb.last : phrase.first]
    if not gap or gap[0] != "," or gap[-1] != ",":
        return None
    if not lexicon.sets["be"].isdisjoint(lows[verb.first : verb.verb]):
        return None
    if all(reading.role not in ("past", "base") for reading in verb.readings):
        return None
    is_joined = verb.first > 1 and lows[verb.first - 1] in sets["and_or"] and lows[verb.first - 2] == ","
    if not (gap[1] in lexicon.sets["aside_object"] if len(gap) > 1 else is_joined):
        return None
    return pair_of(phrase, verb._replace(takes_object=True, takes_subject=False), "object-behind-aside")
