"""Which number belongs to which predicate where words stand in free order, as in Russian.

A noun that says what happened beside a number settles it ("133 погибших"); behind a word for the toll
stands its number. Else a number takes the nearest predicate of its clause on either side that may have
such people and agrees with it. A number without one in a list takes that of the number before ("82 in
Ozmara, 20 in Tarn"), and in a sentence that goes on a list that of the sentence before.
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.seen import NOT_PEOPLE, UNKNOWN, Mark, Phrase, Seen, Word
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.words import kinds

_REACH = 24  # words between people and their verb
_NOUN_REACH = 8  # words between the noun of an act and its people
_TOLL_REACH = 9
_COMMA = 4
_OTHER = 5  # each other number on the way
_SAYS_MORE = frozenset({"buried", "died_later", "honoured"})
"""Kinds whose verb says more of the dead and wounded than their noun: "147 of the fallen were buried"."""
_STATES = frozenset({"detained", "displaced", "missing"})
"""Kinds whose noun names people of whom a verb may tell worse: "three of the detained were shot"."""
_OVERLAP = 3  # marks of one list that may stand over the same word
_SHARED = frozenset({"honoured", "gathered"})
"""Kinds of no victims of whom some are told apart: "семерым из них — посмертно"."""
_SOURCE = 10  # words between commas that say according to whom
_BESIDE = 3  # words between such a verb and its people
_NOUNS = ("predicate", "be", "population", "speaker_head", "place_noun", "place_kept", "actor", "not_place", "risen_to")
_DASHES = frozenset({"—", "–", "-"})
_ENDS_CLAUSE = frozenset({",", ";", ":", "(", ")", "—", "–"})
AGENTS = frozenset({"soldier", "police", "fighter"})
"""Classes of those who may be the doers in "20 soldiers killed 12 people"."""


class Pair(NamedTuple):
    """A number with the predicate it belongs to; word positions of the clause that holds both."""

    phrase: Phrase
    kind: str
    first: int
    last: int
    predicate: Mark | None  # null where it is taken from another number or sentence
    rule: str
    is_part: bool = False  # counts some of a whole that stands before it


def attach(seen: Seen, lexicon: Lexicon, before: Sequence[str] = ()) -> list[Pair]:
    """The pairs of a sentence, in order of their numbers; `before` are the kinds counted in the one before it."""
    found: list[Pair] = []
    for at, phrase in enumerate(seen.phrases):
        if phrase.number.count is not None and phrase.number.count.high == 0 and seen.cue("nobody_left"):
            continue  # the "nobody" of whom none lived
        pair = (
            _itself(seen, phrase, lexicon)
            or _of_people(seen, phrase, lexicon)
            or _nobody_left(seen, phrase)
            or _subset_of(seen, phrase, found)
            or _toll(seen, at, lexicon)
            or _led_by_people(seen, phrase, lexicon)
            or _nearest(seen, at, lexicon)
            or _of_them(seen, at, found, before, lexicon)
            or _listed(seen, at, found, before, lexicon)
            or _by_class(phrase, lexicon)
        )
        if pair is not None:
            found.append(_later(seen, pair, found, before))
    return found


def _later(seen: Seen, pair: Pair, found: Sequence[Pair], before: Sequence[str]) -> Pair:
    """Some of the wounded who died, as of those who died later: "163 раненых, четверо из них умерли"."""
    verb = pair.predicate
    if verb is None or pair.kind != "killed" or pair.phrase.noun_class is not None or pair.phrase.people is not None:
        return pair
    is_dying = any(verb.first <= mark.first < verb.last for mark in seen.cue("dying"))
    kinds_before = [one.kind for one in found] or list(before)
    return pair._replace(kind="died_later") if is_dying and kinds_before[-1:] == ["injured"] else pair


def fits(kind: str, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether the people or things of a phrase are such as a predicate of the kind may have."""
    only = lexicon.words.predicates[kind].only
    if phrase.noun_class == "thing" or (only and phrase.noun_class == UNKNOWN):
        return False
    if not only:
        return phrase.noun_class not in NOT_PEOPLE
    if "person" in only and phrase.people is not None and phrase.noun_class is None:
        return True
    if "person" in only and phrase.noun_class is not None and phrase.noun_class not in NOT_PEOPLE:
        return True
    return (phrase.noun_class or "") in only


def _pair(seen: Seen, phrase: Phrase, predicate: Mark, rule: str, lexicon: Lexicon) -> Pair | None:
    if not fits(predicate.kind, phrase, lexicon):
        return None
    is_bare = phrase.noun_class in (None, UNKNOWN) and phrase.people is None and not phrase.is_share
    if predicate.item.parts in lexicon.strict and is_bare and not _is_collective(seen, phrase):
        return None
    is_part = phrase.is_subset or phrase.is_share
    low, high = sorted((phrase.first, predicate.first))
    if predicate is not phrase.people and any(low < other.first < high for other in seen.phrases):
        return Pair(phrase, predicate.kind, phrase.first, phrase.last, predicate, rule, is_part)
    first, last = min(phrase.first, predicate.first), max(phrase.last, predicate.last)
    return Pair(phrase, predicate.kind, first, last, predicate, rule, is_part)


def _is_collective(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number is said of people alone: "мы потеряли шестерых"."""
    return phrase.noun_class is None and any(mark.last == phrase.last for mark in seen.cue("collective"))


def _itself(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """The noun says what happened: "133 ölü", "20 раненых"; a verb of burying or dying later says more."""
    if phrase.people is None:
        return None
    for predicate in seen.predicates:
        is_body = predicate.role == "people" and predicate.last == phrase.first and predicate.kind == "killed"
        if is_body and phrase.people.kind != "killed":  # "тела троих пропавших рыбаков"
            return _pair(seen, phrase, predicate, "noun-count", lexicon)
        is_noun = predicate.role == "noun" and predicate.last == phrase.first
        is_led = any(mark.last == predicate.first for mark in seen.cue("preposition"))  # "на похоронах 12 погибших"
        if is_noun and not is_led and predicate.kind in _SAYS_MORE and phrase.people.kind == "killed":
            return _pair(seen, phrase, predicate, "noun-of", lexicon)
        is_noun = is_noun and kinds()[predicate.kind].victims
        if is_noun and phrase.people.kind in _STATES:  # "убийство семнадцати задержанных", "судьба пятерых похищенных"
            return _pair(seen, phrase, predicate, "noun-of", lexicon)
        is_more = predicate.kind in _SAYS_MORE or (phrase.people.kind in _STATES and kinds()[predicate.kind].victims)
        is_other = is_more and predicate.kind != phrase.people.kind and not _is_pool(seen, phrase)
        if is_other and _is_beside(seen, phrase, predicate):
            return _pair(seen, phrase, predicate, "people-verb", lexicon)
        is_death = phrase.people.kind == "injured" and predicate.kind == "killed" and predicate.role == "undergo"
        if is_death and not _is_pool(seen, phrase) and _is_beside(seen, phrase, predicate):
            pair = _pair(seen, phrase, predicate, "people-verb", lexicon)
            return pair._replace(kind="died_later") if pair is not None else None
    return _pair(seen, phrase, phrase.people, "count-noun", lexicon)


def _is_pool(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number is that of all of whom another number counts some: "двое из шести раненых умерли"."""
    is_led = any(mark.last == phrase.first for mark in seen.cue("out_of"))
    return is_led and not _is_group(seen, phrase)


def _is_beside(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether a verb stands beside people of whom their noun already says what happened."""
    if predicate.role not in ("undergo", "act"):
        return False
    low, high = (phrase.last, predicate.first) if predicate.first >= phrase.last else (predicate.last, phrase.first)
    is_other = any(low <= other.first < high for other in seen.phrases)
    return 0 <= high - low <= _BESIDE and not is_other and not any(w.low in _ENDS_CLAUSE for w in seen.words[low:high])


def _led_by_people(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """A noun that says what happened in front of the number: "раненых 744", "среди погибших — 12 женщин"."""
    if phrase.noun_class in NOT_PEOPLE:
        return None
    for predicate in reversed(seen.predicates):
        if predicate.role != "people" or predicate.last > phrase.first:
            continue
        between = [word.low for word in _not_in_passing(seen, predicate.last, phrase.first)]
        is_among = any(cue.first <= predicate.first < cue.last for cue in seen.cue("subset"))
        is_told = any(mark.last == phrase.first for mark in seen.cue("be")) and len(between) <= _NOUN_REACH
        is_told = is_told and not any(low in _ENDS_CLAUSE for low in between)  # "убитых на площади было сорок шесть"
        if between[:1] == [","] and between[-1:] == [","] and _is_source(seen, predicate.last, phrase.first):
            between = []  # "раненых, по её версии, менее 15"
        more = {seen.words[mark.first].low for mark in seen.cue("more") if mark.first >= predicate.last}
        between = [low for low in between if low not in more]  # "тела ещё восьми человек"
        whose = next((m for m in seen.cue("population") if m.first == predicate.last and m.last <= phrase.first), None)
        between = between[whose.last - whose.first :] if whose is not None else between  # "погибших горожан — 10"
        if not is_told and (len(between) > 1 or any(low not in (":", "—", "–", "-") for low in between)):
            return None
        if any(_is_beside(seen, phrase, verb) for verb in seen.predicates if verb.kind in _SAYS_MORE):
            return None
        pair = _pair(seen, phrase, predicate, "noun-count", lexicon)
        return pair._replace(first=phrase.first, is_part=True) if pair and is_among else pair
    return None


def _not_in_passing(seen: Seen, first: int, last: int) -> list[Word]:
    """Words without particles and times: "погибших уже пятеро", "введённые тем же днём 350 гвардейцев"."""
    particles = {mark.first for mark in seen.cue("particle")}
    return [
        seen.words[at]
        for at in range(first, last)
        if at not in particles and not any(t.start <= seen.words[at].start < t.end for t in seen.times)
    ]


def _of_people(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """Some of people whose noun says what happened: "двенадцать из погибших — женщины"."""
    if phrase.noun_class is not None:
        return None
    of = next((mark for mark in seen.cue("out_of") if mark.first == phrase.last), None)
    if of is None or any(other.first == of.last for other in seen.phrases):
        return None
    people = next((mark for mark in seen.predicates if mark.role == "people" and 0 <= mark.first - of.last <= 1), None)
    pair = _pair(seen, phrase, people, "count-noun", lexicon) if people is not None else None
    if pair is None or people is None:
        return None
    verbs = [v for v in seen.predicates if v.role == "undergo" and 0 <= v.first - people.last <= _BESIDE]
    kind = verbs[0].kind if verbs and kinds()[verbs[0].kind].victims else pair.kind  # "никто из задержанных не погиб"
    is_dead = people.kind == "injured" and kind == "killed"
    return pair._replace(kind="died_later" if is_dead else kind, is_part=True)


def _nobody_left(seen: Seen, phrase: Phrase) -> Pair | None:
    """All of a number, where none of them lived: "не выжил никто из 28 пассажиров"."""
    if not _is_pool(seen, phrase) or phrase.noun_class in NOT_PEOPLE:
        return None
    cue = next(iter(seen.cue("nobody_left")), None)
    return Pair(phrase, "killed", phrase.first, phrase.last, None, "nobody-left") if cue is not None else None


def _subset_of(seen: Seen, phrase: Phrase, found: Sequence[Pair]) -> Pair | None:
    """Some of those just counted, named behind "among them", whose clause has no verb: "включая троих детей, ..."."""
    if not phrase.is_subset or not found or phrase.noun_class in NOT_PEOPLE or not kinds()[found[-1].kind].victims:
        return None
    end = phrase.last
    while end < len(seen.words) and seen.words[end].low not in _ENDS_CLAUSE and seen.words[end].low != ".":
        end += 1
    if any(phrase.first <= mark.first < end + 1 for mark in seen.predicates if mark.role in ("undergo", "act")):
        return None
    between = range(found[-1].phrase.last, phrase.first)
    if any(mark.first in between for mark in seen.predicates if mark.role != "people"):
        return None
    return Pair(phrase, found[-1].kind, phrase.first, phrase.last, None, "share", is_part=True)


def _is_source(seen: Seen, low: int, high: int) -> bool:
    """Whether words between commas say according to whom."""
    groups = ("pronoun_according", "according_genitive", "according_dative")
    return high - low <= _SOURCE and any(low < mark.first < high for group in groups for mark in seen.cue(group))


def _by_class(phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """People whose very name says what happened to them, where no verb says more: "40 000 refugees"."""
    kind = lexicon.words.class_kinds.get(phrase.noun_class or "")
    return Pair(phrase, kind, phrase.first, phrase.last, None, "count-noun") if kind else None


def _toll(seen: Seen, at: int, lexicon: Lexicon) -> Pair | None:
    """The number behind a word for the toll: "число погибших достигло 131", "ölü sayısı 131'e yükseldi"."""
    phrase = seen.phrases[at]
    if phrase.noun_class in NOT_PEOPLE:
        return None
    for predicate in reversed(seen.predicates):
        if predicate.last > phrase.first:
            continue
        if predicate.role != "toll":
            if predicate.role == "noun" and _is_of_toll(seen, predicate):
                continue  # "число жертв обрушения составило 17"
            return None
        between = seen.words[predicate.last : phrase.first]
        if len(between) > _TOLL_REACH or any(word.low in (";", ".") for word in between):
            return None
        return _pair(seen, phrase, predicate, "toll", lexicon)
    return None


def _is_of_toll(seen: Seen, noun: Mark) -> bool:
    """Whether a noun for what happened stands directly behind a word for the toll."""
    return any(mark.role == "toll" and 0 <= noun.first - mark.last <= 1 for mark in seen.predicates)


def _nearest(seen: Seen, at: int, lexicon: Lexicon) -> Pair | None:
    """The nearest predicate that may have the people of a phrase, in its clause."""
    phrase = seen.phrases[at]
    if _is_pool(seen, phrase):
        return None
    best: tuple[int, int, Pair] | None = None
    for order, predicate in enumerate(seen.predicates):
        cost = _cost(seen, at, predicate, lexicon)
        if cost is None or (best is not None and (cost, order) >= best[:2]):
            continue
        rule = {"act": "verb-object", "noun": "noun-of"}.get(predicate.role, "subject-verb")
        pair = _pair(seen, phrase, predicate, rule, lexicon)
        if pair is not None:
            best = (cost, order, pair)
    return best[2] if best else None


def _cost(seen: Seen, at: int, predicate: Mark, lexicon: Lexicon) -> int | None:
    """How far a predicate is from a number; None where it cannot be the number's."""
    phrase = seen.phrases[at]
    if max(predicate.first - phrase.last, phrase.first - predicate.last) > _REACH:
        return None
    if predicate.role in ("toll", "people") or _disagrees(seen, phrase, predicate):
        return None
    if _has_own_verb(seen, phrase, predicate, lexicon):
        return None
    if predicate.first < phrase.first and phrase.last <= predicate.last:
        return 0  # "стоила Озмаре 4000 жизней"
    if predicate.last <= phrase.first:
        between = range(predicate.last, phrase.first)
        if predicate.role == "noun" and any(
            _is_verb(seen, position, lexicon) or seen.words[position].low in _DASHES for position in between
        ):
            return None
        return _between(seen, between.start, between.stop, _NOUN_REACH if predicate.role == "noun" else _REACH, lexicon)
    if predicate.role == "noun" or (predicate.role == "act" and not _may_be_object(seen, at, predicate)):
        return None
    return _between(seen, phrase.last, predicate.first, _REACH, lexicon)


def _has_own_verb(seen: Seen, phrase: Phrase, predicate: Mark, lexicon: Lexicon) -> bool:
    """Whether the clause of a number has a verb that no list has, and the predicate stands outside of it."""
    low, high = phrase.first, phrase.last
    while low > 0 and seen.words[low - 1].low not in _ENDS_CLAUSE:
        low -= 1
    while high < len(seen.words) and seen.words[high].low not in _ENDS_CLAUSE:
        high += 1
    if low <= predicate.first < high:
        return False
    rest = (*range(low, phrase.first), *range(phrase.last, high))
    return any(_is_verb(seen, at, lexicon) for at in rest)


def _is_verb(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word that no list has looks like a verb."""
    word = seen.words[at]
    is_verb = lexicon.finite.search(word.low) or lexicon.participle.search(word.low)
    return bool(is_verb) and word.text[:1].islower() and not _is_marked(seen, at)


def _disagrees(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether a verb in the singular stands with a number that wants the plural: "умер, оставив 5 внуков"."""
    count = phrase.number.count
    if not predicate.form.is_single or predicate.role != "undergo" or count is None or _is_group(seen, phrase):
        return False
    values = [value for value in (count.low, count.high) if value]
    return bool(values) and not any(value % 10 == 1 or value % 100 == 0 for value in values)


def _is_group(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number says how many a group is, of which the verb is said: "группа из 14 человек пропала"."""
    leads = [mark.first for mark in seen.cue("out_of") if mark.last == phrase.first]
    return any(mark.last == lead for lead in leads for mark in seen.cue("group_noun"))


def _may_be_object(seen: Seen, at: int, predicate: Mark) -> bool:
    """Whether people in front of an active verb may be those it was done to: "12 человек арестовали"."""
    if any(mark.first == predicate.last for mark in seen.cue("them")):
        return True  # "вывели сорок мужчин и расстреляли их"
    between = range(seen.phrases[at].last, predicate.first)
    joined = any(mark.first in between for mark in seen.cue("joiner"))
    return len(between) <= _BESIDE and not joined and not _is_doer(seen, at, predicate)


def _is_doer(seen: Seen, at: int, predicate: Mark) -> bool:
    """Whether the people of a phrase did it to others, whose number stands behind: "20 солдат убили 12 крестьян"."""
    for other in seen.phrases[at + 1 :]:
        if other.first < predicate.last:
            continue
        between = range(predicate.last, other.first)
        joined = any(mark.first in between for mark in seen.cue("joiner"))
        return not joined and not any(seen.words[position].low in _ENDS_CLAUSE for position in between)
    return False


def _between(seen: Seen, low: int, high: int, reach: int, lexicon: Lexicon) -> int | None:
    """The cost of the words between; None where they end the clause or are too many."""
    if high - low > reach:
        return None
    cost = 0
    others = sum(1 for phrase in seen.phrases if low <= phrase.first < high)
    for position in range(low, high):
        word = seen.words[position]
        is_label = word.low == ":" and position == high - 1 and not others
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


def _of_them(seen: Seen, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon) -> Pair | None:
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
    return behind is not None and behind < len(seen.words) and _is_verb(seen, behind, lexicon)


def _is_out_of(seen: Seen, phrase: Phrase, found: Sequence[Pair]) -> bool:
    """Whether a number counts some of another in front of it: "из 133 погибших 117 были ..."."""
    if not found or found[-1].rule == "share":
        return False
    whole = found[-1].phrase
    between = seen.words[whole.last : phrase.first]
    is_led = any(mark.last == whole.first for mark in seen.cue("out_of"))
    return is_led and len(between) <= _BESIDE and not any(word.low == ";" for word in between)


def _listed(seen: Seen, at: int, found: Sequence[Pair], before: Sequence[str], lexicon: Lexicon) -> Pair | None:
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
    return phrase.last < len(seen.words) and _is_verb(seen, phrase.last, lexicon)


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
