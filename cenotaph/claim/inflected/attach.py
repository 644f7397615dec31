"""Which number belongs to which predicate where words stand in free order, as in Russian.

A noun that says what happened beside a number settles it ("133 погибших"); behind a word for the toll
stands its number. Else a number takes the nearest predicate of its clause on either side that may have
such people and agrees with it. A number without one in a list takes that of the number before ("82 in
Ozmara, 20 in Tarn"), and in a sentence that goes on a list that of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.listed import listed, of_them
from cenotaph.claim.inflected.nearest import BESIDE, ENDS_CLAUSE, NOUN_REACH, nearest
from cenotaph.claim.inflected.pairs import Pair, is_pool, pair_of
from cenotaph.claim.inflected.seen import NOT_PEOPLE, Mark, Phrase, Seen, Word
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.words import kinds

_TOLL_REACH = 9
_SAYS_MORE = frozenset({"buried", "died_later", "honoured"})
"""Kinds whose verb says more of the dead and wounded than their noun: "147 of the fallen were buried"."""
_STATES = frozenset({"detained", "displaced", "missing"})
"""Kinds whose noun names people of whom a verb may tell worse: "three of the detained were shot"."""
_SOURCE = 10  # words between commas that say according to whom


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
            or _with_participle(seen, at, lexicon)
            or nearest(seen, at, lexicon)
            or of_them(seen, at, found, before, lexicon)
            or listed(seen, at, found, before, lexicon)
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


def _itself(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """The noun says what happened: "133 ölü", "20 раненых"; a verb of burying or dying later says more."""
    if phrase.people is None:
        return None
    for predicate in seen.predicates:
        is_body = predicate.role == "people" and predicate.last == phrase.first and predicate.kind == "killed"
        if is_body and phrase.people.kind != "killed":  # "тела троих пропавших рыбаков"
            return pair_of(seen, phrase, predicate, "noun-count", lexicon)
        is_around = predicate.first < phrase.first and phrase.last <= predicate.last
        if is_around and predicate.kind in {"buried", "missing"} - {phrase.people.kind}:
            return pair_of(seen, phrase, predicate, "people-verb", lexicon)  # "о судьбе пятерых похищенных неизвестно"
        is_noun = predicate.role == "noun" and predicate.last == phrase.first
        is_led = any(mark.last == predicate.first for mark in seen.cue("preposition"))  # "на похоронах 12 погибших"
        if is_noun and not is_led and predicate.kind in _SAYS_MORE and phrase.people.kind == "killed":
            return pair_of(seen, phrase, predicate, "noun-of", lexicon)
        is_noun = is_noun and kinds()[predicate.kind].victims
        if is_noun and phrase.people.kind in _STATES:  # "убийство семнадцати задержанных", "судьба пятерых похищенных"
            return pair_of(seen, phrase, predicate, "noun-of", lexicon)
        is_more = predicate.kind in _SAYS_MORE or (phrase.people.kind in _STATES and kinds()[predicate.kind].victims)
        is_other = is_more and predicate.kind != phrase.people.kind and not is_pool(seen, phrase)
        if is_other and _is_beside(seen, phrase, predicate):
            return pair_of(seen, phrase, predicate, "people-verb", lexicon)
        is_death = phrase.people.kind == "injured" and predicate.kind == "killed" and predicate.role == "undergo"
        if is_death and not is_pool(seen, phrase) and _is_beside(seen, phrase, predicate):
            pair = pair_of(seen, phrase, predicate, "people-verb", lexicon)
            return pair._replace(kind="died_later") if pair is not None else None
    return pair_of(seen, phrase, phrase.people, "count-noun", lexicon)


def _is_beside(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether a verb stands beside people of whom their noun already says what happened."""
    if predicate.role not in ("undergo", "act"):
        return False
    low, high = (phrase.last, predicate.first) if predicate.first >= phrase.last else (predicate.last, phrase.first)
    is_other = any(low <= other.first < high for other in seen.phrases)
    return 0 <= high - low <= BESIDE and not is_other and not any(w.low in ENDS_CLAUSE for w in seen.words[low:high])


def _led_by_people(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> Pair | None:
    """A noun that says what happened in front of the number: "раненых 744", "среди погибших — 12 женщин"."""
    if phrase.noun_class in NOT_PEOPLE:
        return None
    for predicate in reversed(seen.predicates):
        is_counted = any(other.first < predicate.first < other.last for other in seen.phrases)
        if predicate.role != "people" or predicate.last > phrase.first or is_counted:
            continue
        between = [word.low for word in _not_in_passing(seen, predicate.last, phrase.first)]
        is_among = any(cue.first <= predicate.first < cue.last for cue in seen.cue("subset"))
        is_told = any(mark.last == phrase.first for mark in seen.cue("be")) and len(between) <= NOUN_REACH
        is_told = is_told and not any(low in ENDS_CLAUSE for low in between)  # "убитых на площади было сорок шесть"
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
        pair = pair_of(seen, phrase, predicate, "noun-count", lexicon)
        return pair._replace(first=phrase.first, is_part=True) if pair and is_among else pair
    return None


def _with_participle(seen: Seen, at: int, lexicon: Lexicon) -> Pair | None:
    """People of whom a participle behind a comma says what happened: "семьям шести рыбачек, утонувших в ..."."""
    phrase = seen.phrases[at]
    is_set_off = phrase.last < len(seen.words) and seen.words[phrase.last].low == ","
    if not is_set_off or phrase.noun_class in (None, *NOT_PEOPLE):
        return None
    participle = next((p for p in seen.predicates if p.role == "people" and 1 <= p.first - phrase.last <= BESIDE), None)
    pair = pair_of(seen, phrase, participle, "count-noun", lexicon) if participle is not None else None
    if participle is None or pair is None:
        return None
    own = nearest(seen, at, lexicon)
    verb = own.predicate if own is not None else None
    is_told = verb is not None and verb.role != "noun" and verb.first < participle.first
    return own if is_told else pair


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
    pair = pair_of(seen, phrase, people, "count-noun", lexicon) if people is not None else None
    if pair is None or people is None:
        return None
    verbs = [v for v in seen.predicates if v.role == "undergo" and 0 <= v.first - people.last <= BESIDE]
    kind = verbs[0].kind if verbs and kinds()[verbs[0].kind].victims else pair.kind  # "никто из задержанных не погиб"
    is_dead = people.kind == "injured" and kind == "killed"
    return pair._replace(kind="died_later" if is_dead else kind, is_part=True)


def _nobody_left(seen: Seen, phrase: Phrase) -> Pair | None:
    """All of a number, where none of them lived: "не выжил никто из 28 пассажиров"."""
    if not is_pool(seen, phrase) or phrase.noun_class in NOT_PEOPLE:
        return None
    cue = next(iter(seen.cue("nobody_left")), None)
    return Pair(phrase, "killed", phrase.first, phrase.last, None, "nobody-left") if cue is not None else None


def _subset_of(seen: Seen, phrase: Phrase, found: Sequence[Pair]) -> Pair | None:
    """Some of those just counted, named behind "among them", whose clause has no verb: "включая троих детей, ..."."""
    if not phrase.is_subset or not found or phrase.noun_class in NOT_PEOPLE or not kinds()[found[-1].kind].victims:
        return None
    end = phrase.last
    while end < len(seen.words) and seen.words[end].low not in ENDS_CLAUSE and seen.words[end].low != ".":
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
        return pair_of(seen, phrase, predicate, "toll", lexicon)
    return None


def _is_of_toll(seen: Seen, noun: Mark) -> bool:
    """Whether a noun for what happened stands directly behind a word for the toll."""
    return any(mark.role == "toll" and 0 <= noun.first - mark.last <= 1 for mark in seen.predicates)
