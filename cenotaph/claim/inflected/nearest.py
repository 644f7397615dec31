"""The nearest predicate of a clause that may have the people of a number, where words stand in free order."""

from __future__ import annotations

import bisect
import operator

from cenotaph.claim.inflected.pairs import Pair, is_group, is_pool, pair_of
from cenotaph.claim.inflected.seen import Mark, Phrase, Seen
from cenotaph.claim.inflected.words import EITHER, Lexicon

_REACH = 24  # words between people and their verb
NOUN_REACH = 8  # words between the noun of an act and its people
_COMMA = 4
_OTHER = 5  # each other number on the way
_OVERLAP = 3  # marks of one list that may stand over the same word
BESIDE = 3  # words between such a verb and its people
_NOUNS = ("predicate", "be", "population", "speaker_head", "place_noun", "place_kept", "actor", "not_place", "risen_to")
_NOUN = 4  # letters of a noun that a phrase begins with; shorter words are particles and prepositions
_DASHES = frozenset({"—", "–", "-"})
ENDS_CLAUSE = frozenset({",", ";", ":", "(", ")", "—", "–"})


def nearest(seen: Seen, at: int, lexicon: Lexicon) -> Pair | None:
    """The nearest predicate that may have the people of a phrase, in its clause."""
    phrase = seen.phrases[at]
    if is_pool(seen, phrase):
        return None
    best: tuple[int, bool, int, Pair] | None = None
    for order, predicate in enumerate(seen.predicates):
        cost = _cost(seen, at, predicate, lexicon)
        is_wider = phrase.noun_class not in lexicon.words.predicates[predicate.kind].only
        if cost is None or (best is not None and (cost, is_wider, order) >= best[:3]):
            continue
        rule = {"act": "verb-object", "noun": "noun-of"}.get(predicate.role, "subject-verb")
        pair = pair_of(seen, phrase, predicate, rule, lexicon)
        if pair is not None:
            best = (cost, is_wider, order, pair)
    return best[3] if best else None


def _cost(seen: Seen, at: int, predicate: Mark, lexicon: Lexicon) -> int | None:
    """How far a predicate is from a number; None where it cannot be the number's."""
    phrase = seen.phrases[at]
    if max(predicate.first - phrase.last, phrase.first - predicate.last) > _REACH:
        return None
    if predicate.role in ("toll", "people") or _disagrees(seen, phrase, predicate):
        return None
    if _is_other_side(seen, phrase, predicate) or _has_own_verb(seen, phrase, predicate, lexicon):
        return None
    if predicate.first < phrase.first and phrase.last <= predicate.last:
        return 0  # "стоила Озмаре 4000 жизней"
    if predicate.last <= phrase.first:
        between = range(predicate.last, phrase.first)
        if predicate.role == "noun" and any(
            is_verb(seen, position, lexicon) or seen.words[position].low in _DASHES for position in between
        ):
            return None
        if predicate.role == "noun" and [seen.words[position].low for position in between] == [","]:
            return None  # "одиннадцать офицеров к расстрелу, шестеро к каторге"
        reach = NOUN_REACH if predicate.role == "noun" else _REACH
        cost = _between(seen, between.start, between.stop, reach, lexicon)
        return cost + _OTHER if cost is not None and predicate.role == "noun" else cost
    if predicate.role == "noun" or (predicate.role == "act" and not _may_be_object(seen, at, predicate)):
        return None
    return _between(seen, phrase.last, predicate.first, _REACH, lexicon)


def _has_own_verb(seen: Seen, phrase: Phrase, predicate: Mark, lexicon: Lexicon) -> bool:
    """Whether the clause of a number has a verb that no list has, and the predicate stands outside of it."""
    low, high = phrase.first, phrase.last
    while low > 0 and seen.words[low - 1].low not in ENDS_CLAUSE:
        low -= 1
    while high < len(seen.words) and seen.words[high].low not in ENDS_CLAUSE:
        high += 1
    if low <= predicate.first < high:
        return False
    rest = (*range(low, phrase.first), *range(phrase.last, high))
    return any(is_verb(seen, at, lexicon) for at in rest)


def is_verb(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word that no list has looks like a verb."""
    word = seen.words[at]
    is_verb = lexicon.finite.search(word.low) or lexicon.participle.search(word.low)
    return bool(is_verb) and word.text[:1].islower() and not _is_marked(seen, at)


def _disagrees(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether a verb in the singular stands with a number that wants the plural: "умер, оставив 5 внуков"."""
    count = phrase.number.count
    if not predicate.form.is_single or predicate.role != "undergo" or count is None or is_group(seen, phrase):
        return False
    parts = predicate.item.parts
    has_subject = parts[0][1] == "*" or (parts[0][1] == "" and len(parts[0][0]) >= _NOUN)
    if EITHER in parts or (parts[-1][1] == "~" and has_subject):
        return False  # its own noun may be what the verb agrees with: "потребовалась помощь восьмерым"
    values = [value for value in (count.low, count.high) if value]
    return bool(values) and not any(value % 10 == 1 or value % 100 == 0 for value in values)


def _is_other_side(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether the form of a number makes its people those who act or those acted on: "двое убили"."""
    if predicate.role == "act":
        return any(mark.first == phrase.first for mark in seen.cue("subject_number"))
    is_object = any(mark.first == phrase.first for mark in seen.cue("object_number"))
    ends = (predicate.first, predicate.last)
    return is_object and any(one.role == "act" and (one.first, one.last) == ends for one in seen.predicates)


def _may_be_object(seen: Seen, at: int, predicate: Mark) -> bool:
    """Whether people in front of an active verb may be those it was done to: "12 человек арестовали"."""
    if any(mark.first == predicate.last for mark in seen.cue("them")):
        return True  # "вывели сорок мужчин и расстреляли их"
    between = range(seen.phrases[at].last, predicate.first)
    joined = any(mark.first in between for mark in seen.cue("joiner"))
    return len(between) <= BESIDE and not joined and not _is_doer(seen, at, predicate)


def _is_doer(seen: Seen, at: int, predicate: Mark) -> bool:
    """Whether the people of a phrase did it to others, whose number stands behind: "20 солдат убили 12 крестьян"."""
    for other in seen.phrases[at + 1 :]:
        if other.first < predicate.last:
            continue
        between = range(predicate.last, other.first)
        joined = any(mark.first in between for mark in seen.cue("joiner"))
        return not joined and not any(seen.words[position].low in ENDS_CLAUSE for position in between)
    return False


def _between(seen: Seen, low: int, high: int, reach: int, lexicon: Lexicon) -> int | None:
    """The cost of the words between; None where they end the clause or are too many."""
    if high - low > reach:
        return None
    cost = 0
    others = sum(1 for phrase in seen.phrases if low <= phrase.first < high)
    for position in range(low, high):
        word = seen.words[position]
        is_label = word.low == ":" and position in (low, high - 1) and not others  # "Погибло: военных 12"
        if word.low == ";" or (word.low == ":" and not is_label):
            return None
        cost += _COMMA if word.low == "," else 1
        if lexicon.finite.search(word.low) and not _is_marked(seen, position):
            cost += _COMMA * 2
    own_verbs = sum(
        1 for predicate in seen.predicates if low <= predicate.first < high and predicate.role in ("undergo", "act")
    )
    return cost + _OTHER * others + 2 * _OTHER * own_verbs


def _is_marked(seen: Seen, position: int) -> bool:
    """Whether a list has a word as something else than a verb of no harm."""
    for group in _NOUNS:
        marks = seen.cue(group)
        behind = bisect.bisect_right(marks, position, key=operator.attrgetter("first"))
        if any(position < mark.last for mark in marks[max(0, behind - _OVERLAP) : behind]):
            return True
    return False
