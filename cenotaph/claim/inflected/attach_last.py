"""Which number belongs to which predicate where verbs stand last: Azerbaijani, Turkish.

A number belongs to the first predicate behind it that may have such people; a finite verb that no list
has ends the search, since its clause ends there. A participle directly in front of its people tells of
them too ("ölen 12 kişi"), and with a verb behind them both may tell one thing ("yaralanan iki kişi öldü":
they died later). A toll has its number behind it or, with "as" between, in front.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cenotaph.claim.inflected.bounds_last import bounded, is_all, is_rate, is_spared, nobody
from cenotaph.claim.inflected.pairs import AGENTS, Pair
from cenotaph.claim.inflected.parts_last import (
    antecedent,
    in_row,
    is_case,
    is_partial,
    of_whole,
    suits,
    whole_behind,
)
from cenotaph.claim.inflected.seen import NOT_PEOPLE, STOPS, Mark, Phrase, Seen
from cenotaph.claim.inflected.shares_last import ENDED, listed, made, share
from cenotaph.claim.inflected.tolls import toll_before, toll_behind, tolls
from cenotaph.claim.inflected.words import Lexicon

_REACH = 28  # words between people and their verb
_REVISED = 6  # words between a figure that is mended and what it is mended to
_BEFORE_REACH = 3  # words between a participle and the people behind it
_OUTCOMES = frozenset({"buried", "honoured", "died_later", "missing", "detained", "displaced"})
"""Kinds that a verb tells of people whom a participle says more of: "öldürülen 12 kişi toprağa verildi"."""


def attach_last(seen: Seen, lexicon: Lexicon, before: Sequence[str] = ()) -> list[Pair]:
    """The pairs of a sentence, a whole in front of its parts; `before` are the kinds counted in the one before it."""
    seen = seen._replace(phrases=tuple(bounded(seen, phrase) for phrase in seen.phrases))
    seen = seen._replace(phrases=tuple(of_whole(seen, at, lexicon) for at in range(len(seen.phrases))))
    said = tolls(seen)
    found: dict[int, Pair] = {}
    for at in range(len(seen.phrases)):
        pair = _pair(seen, at, said, found, before, lexicon)
        if pair is not None:
            found[at] = nobody(seen, pair)
    order: list[Pair] = []
    waiting: list[Pair] = []
    for at, pair in found.items():
        whole = whole_behind(seen, at)
        if whole is not None and whole in found:
            waiting.append(pair._replace(is_part=True, kind=found[whole].kind))
            continue
        order.append(pair)
        order.extend(waiting)
        waiting = []
    return order + waiting


def _pair(
    seen: Seen, at: int, said: Sequence[Mark], found: dict[int, Pair], before: Sequence[str], lexicon: Lexicon
) -> Pair | None:
    """The pair of one number, by the first rule that has an answer."""
    phrase = seen.phrases[at]
    if phrase.noun_class == "thing" or _is_doer(seen, phrase) or _is_age(seen, phrase) or is_rate(seen, phrase):
        return None
    wholes = [pair.kind for pair in found.values() if not pair.is_part or pair.rule != "share"]
    last = [*before, *(wholes or [pair.kind for pair in found.values()])]
    return (
        _included(seen, at, found)
        or _labelled(seen, phrase)
        or _toll(seen, at, said)
        or _figure(seen, phrase, last)
        or _told(seen, at, last, lexicon)
        or _in_row(seen, at, found)
        or share(seen, at, last, lexicon)
        or listed(seen, at, found, before, lexicon)
    )


def _is_doer(seen: Seen, phrase: Phrase) -> bool:
    """Whether they are said to have done it: "20 asker tarafından"."""
    return any(mark.first == phrase.last for mark in seen.cue("agent_behind"))


def _included(seen: Seen, at: int, found: dict[int, Pair]) -> Pair | None:
    """Some of those told directly before, with nothing of their own behind: "37 nəfər ölüb, o cümlədən 8 uşaq, ..."."""
    phrase = seen.phrases[at]
    is_end = phrase.last >= len(seen.words) or seen.words[phrase.last].low in STOPS
    if not phrase.is_subset or not is_end or at - 1 not in found or found[at - 1].last > phrase.first:
        return None
    return made(phrase, found[at - 1].kind, None, "share", is_part=True)


def _labelled(seen: Seen, phrase: Phrase) -> Pair | None:
    """The number behind a word for those it counts and a colon: "Ölü: 7; yaralı: 22"."""
    if phrase.noun is not None or phrase.first < 2 or seen.words[phrase.first - 1].low != ":":
        return None
    for mark in seen.marks.get("predicate", ()):
        is_people = mark.role == "people" or mark.form.is_who or mark.form.is_before
        is_state = mark.role == "undergo" and mark.item.parts[-1][1] != "~"  # "kayıp: 3"
        if mark.last == phrase.first - 1 and (is_people or is_state):
            return made(phrase, mark.kind, mark, "toll", is_part=False)
    return None


def _in_row(seen: Seen, at: int, found: dict[int, Pair]) -> Pair | None:
    kind = in_row(seen, at, found)
    return made(seen.phrases[at], kind, None, "share", is_part=True) if kind is not None else None


def _is_age(seen: Seen, phrase: Phrase) -> bool:
    """Whether a number stands alone in brackets behind a name: "Selim Hiçyok (45)"."""
    front, behind = seen.words[phrase.first - 2 : phrase.first], seen.words[phrase.last : phrase.last + 1]
    if len(front) < 2 or not behind or behind[0].low not in (")", ","):
        return False
    return front[1].low == "(" and front[0].text[:1].isupper()


def _toll(seen: Seen, at: int, said: Sequence[Mark]) -> Pair | None:
    """The number of a word for the toll; one in front of it is a former one where another stands behind it."""
    phrase = seen.phrases[at]
    toll = toll_before(seen, at, said)
    if toll is not None:
        return made(phrase, toll.kind, toll, "toll", is_part=False)
    toll = toll_behind(seen, at, said)
    if toll is None:
        return None
    is_former = any(other.first >= toll.last for other in seen.phrases[at + 1 :])
    if is_former:
        phrase = phrase._replace(number=msgspec.structs.replace(phrase.number, role="superseded"))
    return made(phrase, toll.kind, toll, "toll", is_part=False)


def _figure(seen: Seen, phrase: Phrase, last: Sequence[str]) -> Pair | None:
    """The number of "this figure": what was counted last ("bu rakamı 26 olarak", "26 rakamının")."""
    if not last:
        return None
    denial = next((mark for mark in seen.cue("deny_passive") if mark.first == phrase.last), None)
    if phrase.noun is None and denial is not None:
        return Pair(phrase, last[-1], phrase.first, denial.last, None, "figure")  # "Yirmi altı doğru değil"
    for mark in seen.cue("figure"):
        is_behind = mark.first == phrase.last
        is_in_front = mark.last <= phrase.first <= mark.last + 2 and phrase.noun_class in (None, "person")
        is_said = any(cue.first == phrase.last for cue in seen.cue("as")) or mark.last == phrase.first
        is_revised = any(cue.first == phrase.last for cue in seen.cue("revise"))
        is_new = is_revised and phrase.noun is None and mark.last <= phrase.first <= mark.last + _REVISED
        is_led = any(mark.last <= cue.first < phrase.first for cue in seen.cue("revise"))  # "rəqəmi düzəldib 900 nəfər"
        is_new = is_new or (is_led and phrase.noun_class in (None, "person") and phrase.first <= mark.last + _REVISED)
        if is_behind or (is_in_front and is_said) or is_new:
            return Pair(phrase, last[-1], min(phrase.first, mark.first), max(phrase.last, mark.last), None, "figure")
    return None


def _told(seen: Seen, at: int, last: Sequence[str], lexicon: Lexicon) -> Pair | None:
    """What the noun, a participle in front and a verb behind a number tell of its people, taken together."""
    phrase = seen.phrases[at]
    noun = phrase.people
    front = _in_front(seen, at, lexicon) if noun is None or noun.kind == "killed" else None
    behind = _behind(seen, at, lexicon)
    if noun is not None and noun.kind in ENDED and is_case(seen, phrase, lexicon, "ablative"):
        return None  # "48 göçmenden 31'i"
    if front is None and behind is not None and behind.kind == "killed" and _is_of_injured(seen, phrase, last):
        return made(phrase, "died_later", behind, "people-verb", is_part=True)
    state = noun or front
    if noun is not None and noun.kind in ENDED and is_spared(seen, phrase):
        return None  # "12 girov azad edilib"
    if state is None:
        if behind is None:
            return None
        return made(phrase, behind.kind, behind, "verb-object" if behind.role == "act" else "subject-verb")
    if front is not None and noun is None and front.kind == "missing" and _is_divided(seen, at, lexicon):
        return None  # "enkaz altında kalan 9 işçiden 6'sı"
    if behind is not None and not _is_parted(seen, at, behind):
        ended = _ended(state, behind, noun, lexicon)
        if ended is not None:
            rule = "subject-verb" if behind.form.is_unreal and behind.kind == "killed" else "people-verb"
            return made(phrase, ended, behind, rule)
    kind = "buried" if noun is not None and _is_dug_up(seen, noun) else state.kind
    return made(phrase, kind, state, "count-noun" if noun is not None else "subject-verb")


def _is_dug_up(seen: Seen, noun: Mark) -> bool:
    """Whether a noun names remains that were found in a grave: "toplu mezarda 90 ceset"."""
    is_body = noun.kind == "killed" and any(noun.first <= mark.first < noun.last for mark in seen.cue("body"))
    return is_body and bool(seen.cue("grave_context"))


def _ended(state: Mark, behind: Mark, noun: Mark | None, lexicon: Lexicon) -> str | None:
    """What a verb behind people tells who are called something already, None where it tells no more."""
    if behind.form.is_unreal and behind.kind == "killed":
        return "killed"
    if noun is not None and behind.item.parts in lexicon.strict:
        return None  # "30 yaralını Kvilə apardılar"
    if state.kind == "injured" and behind.kind in ("killed", "died_later"):
        return "died_later"
    return behind.kind if behind.kind != state.kind and _is_outcome(state, behind, noun) else None


def _is_of_injured(seen: Seen, phrase: Phrase, last: Sequence[str]) -> bool:
    """Whether a number counts some of the injured: "yaralılardan üçü öldü"."""
    told = antecedent(seen, phrase)
    if told is None and last and last[-1] == "injured" and phrase.noun is None:
        return any(cue.last in (phrase.first, phrase.first - 1) for cue in seen.cue("share"))  # "bunlardan 5'i öldü"
    return told is not None and told.kind == "injured" and phrase.is_share


def _is_parted(seen: Seen, at: int, behind: Mark) -> bool:
    """Whether other people are counted between those of a number and a verb: "57 ölü, 19 kayıp"."""
    return any(other.last <= behind.first for other in seen.phrases[at + 1 :])


def _is_outcome(state: Mark, behind: Mark, noun: Mark | None) -> bool:
    """Whether the verb behind people tells more than what they are called."""
    if noun is not None and noun.kind not in ("killed", "injured"):
        return True
    if behind.kind == "killed":
        return True  # "əsir götürülmüş 16 nəfər güllələnib"
    return behind.kind in _OUTCOMES and not (state.kind == "killed" and behind.kind in ("detained", "displaced"))


def _in_front(seen: Seen, at: int, lexicon: Lexicon) -> Mark | None:
    """The participle that stands directly in front of the people of a number."""
    phrase = seen.phrases[at]
    for predicate in reversed(seen.predicates):
        if predicate.last > phrase.first or not _may_lead(seen, predicate, phrase, lexicon):
            continue
        between = seen.words[predicate.last : phrase.first]
        reach = 1 if predicate.form.is_either else _BEFORE_REACH
        accounts = {cue.first for cue in seen.cue("according_behind")}
        if len(between) > reach or any(word.low in STOPS for word in between):
            return None
        if accounts.intersection(range(predicate.last, phrase.first)):
            return None  # "yer alan açıklamaya göre 5 asker"
        if any(predicate.last <= other.first < phrase.first for other in seen.phrases):
            return None
        return predicate if suits(seen, predicate.kind, phrase, lexicon) else None
    return None


def _may_lead(seen: Seen, predicate: Mark, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a predicate may stand in front of its people: a participle, where they are, what was done to them."""
    if predicate.form.is_before or predicate.form.is_either:
        return predicate.role in ("undergo", "act")
    low = seen.words[predicate.last - 1].low
    if predicate.form.is_that:
        is_next = predicate.last == phrase.first and predicate.role == "act"
        return is_next and lexicon.owned.search(low) is not None
    if predicate.item.parts[-1][1] == "~":
        return False
    if predicate.role == "people" or (predicate.role == "undergo" and not lexicon.has_case(low, "locative")):
        is_base = low == predicate.item.parts[-1][0] and predicate.last == phrase.first  # "ağır yaralı iki kişi"
        return is_base and phrase.noun is not None and phrase.people is None
    if predicate.role not in ("undergo", "place"):
        return False
    is_there = any(phrase.last <= cue.first <= phrase.last + 1 for cue in seen.cue("there"))
    return is_there or (predicate.role == "undergo" and lexicon.attribute.search(low) is not None)


def _behind(seen: Seen, at: int, lexicon: Lexicon) -> Mark | None:
    """The first predicate behind the people of a number that may have them, in their clause."""
    phrase = seen.phrases[at]
    if _is_doer_within(seen, phrase, lexicon) or _is_clause(seen, phrase, lexicon) or _is_owner(seen, phrase, lexicon):
        return None
    is_oblique = _is_oblique(seen, at, lexicon) or _is_divided(seen, at, lexicon)
    told = {mark.last - 1 for name in ("say", "deny") for mark in seen.cue(name) if _is_told(seen, mark, lexicon)}
    told |= {mark.first for name in ("spared", "identified") for mark in seen.cue(name)}
    weak: Mark | None = None
    position = phrase.last
    while position < min(len(seen.words), phrase.last + _REACH):
        marks = [mark for mark in seen.predicates if _place_of(mark, phrase) == position]
        for mark in marks:
            if not _may_have(seen, at, mark, lexicon) or (is_oblique and mark.kind != "missing"):
                continue
            if weak is not None and any(weak.last <= other.first < mark.first for other in seen.phrases):
                return weak
            if _has_doer(seen, mark) or (not mark.form.is_before and not _goes_on(seen, mark, lexicon)):
                return mark
            weak = weak or mark
        if weak is None and any(_ends_clause(seen, mark, lexicon) for mark in marks):
            return None
        position = max([position + 1, *(mark.last for mark in marks)])
        word = seen.words[position - 1]
        if word.low in (";", ":") or (not marks and _closes(seen, position - 1, lexicon) and word.text[:1].islower()):
            return weak
        if position - 1 in told:
            return weak
    return weak


def _has_doer(seen: Seen, mark: Mark) -> bool:
    """Whether those who did it stand behind a participle, so that what follows is theirs: "12 nəfər öldürən quldur"."""
    is_act = mark.form.is_before and mark.role == "act"
    return is_act and any(noun.first == mark.last and noun.kind not in NOT_PEOPLE for noun in seen.cue("population"))


def _place_of(mark: Mark, phrase: Phrase) -> int:
    """Where a predicate stands; one around people where it ends: "xəstəxanada daha iki nəfər ölüb"."""
    is_around = mark.first < phrase.first and phrase.last < mark.last
    return mark.last - 1 if is_around else mark.first


def _closes(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a verb ends its clause: a form that may lead to the next verb does where a clause ends there."""
    low = seen.words[at].low
    if not lexicon.is_finite(low):
        return False
    if at + 1 >= len(seen.words) or lexicon.converb.search(low) is None or seen.words[at + 1].low in STOPS:
        return True
    return any(mark.first == at + 1 for name in ("joiner", "also", "ki", "but") for mark in seen.cue(name))


def _is_doer_within(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether people are those of a participle right behind them: "bir bekçinin açtığı ateşle"."""
    if phrase.last >= len(seen.words) or not lexicon.owned.search(seen.words[phrase.last].low):
        return False
    at = phrase.last
    is_other = any(mark.first == at or mark.last == at + 1 for marks in seen.marks.values() for mark in marks)
    return not is_other and is_case(seen, phrase, lexicon, "genitive")


def _is_owner(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether people own the thing that is told of: "30 kişinin evi yandı"; not in "evlerinden edildi"."""
    thing = next((mark for mark in seen.cue("population") if mark.first == phrase.last), None)
    if thing is None or thing.kind not in NOT_PEOPLE or not is_case(seen, phrase, lexicon, "genitive"):
        return False
    is_part = any(mark.first == phrase.last for mark in seen.predicates)
    low = seen.words[thing.last - 1].low
    return not is_part and not lexicon.has_case(low, "locative", "ablative", "dative")


def _is_clause(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether people end a clause of their own: "on kişiydik, dördümüz öldü"; not where all of them are told of."""
    if phrase.noun is None or phrase.last + 1 >= len(seen.words):
        return False
    is_joined = any(cue.first == phrase.last for cue in seen.cue("joiner"))  # "yedisi kadındı ve ..."
    if seen.words[phrase.last].low != "," and not is_joined:
        return False
    is_all_told = any(cue.first == phrase.last + 1 for cue in seen.cue("all"))
    return not is_all_told and lexicon.past_copula.search(seen.words[phrase.last - 1].low) is not None


def _is_told(seen: Seen, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a verb of saying ends a clause or stands in front of who said it."""
    return mark.form.is_before or mark.form.is_either or lexicon.is_finite(seen.words[mark.last - 1].low)


def _goes_on(seen: Seen, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a verb leads to another of the same people: "gözaltına alındıktan sonra öldü", "dövülerek öldürüldü"."""
    if mark.role == "noun":
        return False
    if any(cue.first == mark.last for cue in seen.cue("after")):
        return True
    if _is_of_place(seen, mark, lexicon):
        return True
    if mark.item.parts[-1][1] != "~":
        return True  # "gözaltında yaşamını yitirdi"
    form = mark.form
    is_open = not (form.is_that or form.is_either or form.is_negative or form.is_unreal)
    return is_open and mark.item.parts[-1][1] == "~" and not lexicon.is_finite(seen.words[mark.last - 1].low)


def _is_of_place(seen: Seen, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a participle says where people were, not what became of them: "sığındıkları ahırda yakıldı"."""
    if not mark.form.is_that or mark.last >= len(seen.words):
        return False
    is_owned = lexicon.owned.search(seen.words[mark.last - 1].low) is not None
    return is_owned and lexicon.has_case(seen.words[mark.last].low, "locative", "ablative")


def _ends_clause(seen: Seen, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether a predicate is a finite verb."""
    form = mark.form
    is_inner = form.is_that or form.is_before or form.is_who or form.is_either
    return mark.role in ("undergo", "act") and not is_inner and lexicon.is_finite(seen.words[mark.last - 1].low)


def _is_divided(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether directly behind people some of them are counted: "176 cenazenin 121'i"."""
    phrase = seen.phrases[at]
    following = seen.phrases[at + 1] if at + 1 < len(seen.phrases) else None
    is_next = following is not None and following.is_share and following.first - phrase.last <= 1
    return is_next and is_case(seen, phrase, lexicon, "genitive", "ablative")


def _is_oblique(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether people stand in a case in which nothing is said to have happened to them: "12 kişiden", "5 polisle"."""
    phrase = seen.phrases[at]
    if phrase.noun is None and phrase.people is None:
        return phrase.is_whole
    return is_case(seen, phrase, lexicon, "locative", "ablative", "instrumental")


def _may_have(seen: Seen, at: int, predicate: Mark, lexicon: Lexicon) -> bool:
    """Whether a predicate behind a number may be said of its people."""
    phrase = seen.phrases[at]
    if predicate.role == "noun":
        is_next = predicate.first - phrase.last <= 1
        return is_next and is_case(seen, phrase, lexicon, "genitive") and suits(seen, predicate.kind, phrase, lexicon)
    if predicate.role not in ("undergo", "act") or predicate.form.is_who:
        return False
    if not suits(seen, predicate.kind, phrase, lexicon) and not _is_of_people_only(seen, phrase, predicate):
        return False
    if predicate.item.parts in lexicon.strict and phrase.noun_class is None and phrase.people is None:
        return False
    if predicate.form.is_before and _has_own(seen, predicate, at):
        return False
    is_to_them = predicate.kind == "honoured" or _is_among(seen, "to_whom", predicate)
    if phrase.noun is not None and not is_to_them and is_case(seen, phrase, lexicon, "dative"):
        return False
    if predicate.role == "act" and predicate.kind != "deployed":
        is_object = is_case(seen, phrase, lexicon, "object") or is_all(seen, phrase)
        if predicate.item.parts in lexicon.definite and not is_object and not _is_definite(seen, phrase, lexicon):
            return False
        between = [p for p in seen.phrases[at + 1 :] if p.last <= predicate.first and p.noun_class not in NOT_PEOPLE]
        is_doer = phrase.noun_class in AGENTS and not (predicate.form.is_that and predicate.first == phrase.last)
        if not is_object and (between or is_doer):  # "30 asker öldürdüğünü": doers would stand in the genitive
            is_shared = any(is_case(seen, p, lexicon, "object") for p in between)
            return is_shared and (phrase.noun is None or is_partial(phrase))
    return True


def _is_of_people_only(seen: Seen, phrase: Phrase, predicate: Mark) -> bool:
    """Whether only people undergo a predicate, so that an unknown noun names people: "80 mozalanlı sürgün edildi"."""
    return phrase.noun_class is None and phrase.people is None and _is_among(seen, "people_only", predicate)


def _is_among(seen: Seen, group: str, predicate: Mark) -> bool:
    """Whether a predicate is one of a list of cues too."""
    return any((mark.first, mark.last) == (predicate.first, predicate.last) for mark in seen.cue(group))


def _is_definite(seen: Seen, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether a number itself stands in the accusative: "köylülerden on beşini"."""
    return phrase.is_share and lexicon.has_case(seen.words[phrase.last - 1].low, "part_object", "accusative")


def _has_own(seen: Seen, predicate: Mark, at: int) -> bool:
    """Whether a participle has the people of another number directly behind it."""
    return any(0 <= phrase.first - predicate.last <= 1 for phrase in seen.phrases[at + 1 :])
