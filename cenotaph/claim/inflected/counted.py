"""The noun behind a number that says whom or what it counts, in both orders of words."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.seen import NOT_PEOPLE, UNKNOWN, Mark, Word
from cenotaph.claim.inflected.words import Lexicon

_LAST_REACH = 4  # where verbs stand last
_NOUN_REACH = 5  # words looked through between a number and the noun it counts


def stem_of(mark: Mark | None) -> str:
    """The noun of a mark, as the data has it."""
    return mark.item.parts[-1][0] if mark is not None else ""


def counted_free(
    words: Sequence[Word],
    behind: int,
    populations: dict[int, Mark],
    predicates: dict[int, Mark],
    marks: dict[str, tuple[Mark, ...]],
    lexicon: Lexicon,
) -> tuple[Mark | None, Mark | None, str | None, int]:
    """The noun behind a number where order is free, what it says happened, the class of an unknown one, and its end.

    The first noun is counted; what stands behind it says whose they are.
    """
    noun: Mark | None = None
    people: Mark | None = None
    ends = {mark.first for group in ("joiner", "function") for mark in marks.get(group, ())}
    position = last = behind
    while position < min(len(words), behind + _NOUN_REACH):
        predicate, population = predicates.get(position), populations.get(position)
        if population is not None:
            if noun is not None and not _may_narrow(noun, population):
                break
            noun = _narrower(noun, population)
            last = position = population.last
            continue
        if predicate is not None and predicate.role == "people" and _is_of_kin(noun, marks):
            break  # "60 семей погибших": not they died
        if predicate is not None and predicate.role == "people":
            return noun, predicate, None, predicate.last
        low = words[position].low
        if noun is not None or predicate is not None or not low[0].isalpha() or position in ends:
            break
        if lexicon.is_finite(low):
            break
        if lexicon.counted.search(low) and words[position].text[:1].islower() and not lexicon.is_adjective(low):
            return None, None, "person" if lexicon.person.search(low) else UNKNOWN, position + 1
        position += 1
    return noun, people, None, last


def _is_of_kin(noun: Mark | None, marks: dict[str, tuple[Mark, ...]]) -> bool:
    """Whether a noun names relatives, so that a noun behind it says whose."""
    return noun is not None and any(mark.first == noun.first for mark in marks.get("kin", ()))


def counted_last(
    words: Sequence[Word],
    behind: int,
    populations: dict[int, Mark],
    predicates: dict[int, Mark],
    marks: dict[str, tuple[Mark, ...]],
    is_share: bool,
    lexicon: Lexicon,
) -> tuple[Mark | None, Mark | None, int]:
    """The noun behind a number where verbs stand last, what it says happened, and where it ends.

    A few adjectives may stand between; the parts of a compound but the last stand in the base form.
    """
    noun: Mark | None = None
    people: Mark | None = None
    position = last = behind
    while position < min(len(words), behind + _LAST_REACH):
        predicate, population = predicates.get(position), populations.get(position)
        is_state = predicate is not None and (predicate.role == "people" or predicate.form.is_who)
        is_verb = predicate is not None and predicate.role in ("undergo", "act") and not predicate.form.is_before
        if is_verb and predicate is not None and predicate.last - predicate.first > 1:
            break  # "1275 nəfər girov götürülüb"
        if population is not None and _is_counted(words, population, noun, behind, is_share, marks, lexicon):
            noun = _ending_as(_narrower(noun, population), population)
            if is_state and predicate is not None and predicate.last == population.last:
                people = predicate
            last = position = population.last
            continue
        if population is None and is_state and predicate is not None:
            return noun, predicate, predicate.last
        if noun is not None and any(mark.first == position for mark in marks.get("belonging_to", ())):
            position += 1  # "32 kişiye ait kemikler"
            continue
        is_adjective = predicate is None or predicate.form.is_before
        is_other = noun is not None or population is not None or not is_adjective
        if is_other or not words[position].low[0].isalpha() or lexicon.is_finite(words[position].low):
            break
        if any(mark.first == position for group in ("joiner", "called", "but_not") for mark in marks.get(group, ())):
            break
        position += 1
    return noun, people, last


def _is_counted(
    words: Sequence[Word],
    noun: Mark,
    before: Mark | None,
    behind: int,
    is_share: bool,
    marks: dict[str, tuple[Mark, ...]],
    lexicon: Lexicon,
) -> bool:
    """Whether a noun behind a number where verbs stand last is what it counts.

    Some of others are named in the base form ("33'ü kadın"); in a case stands where they were, or who did it.
    """
    is_agent = before is not None and lexicon.has_case(words[noun.last - 1].low, "equative")  # "köylü polislerce"
    if is_agent or any(mark.first == noun.last for mark in marks.get("agent_behind", ())):
        return False
    if before is not None and (noun.kind in NOT_PEOPLE or words[before.last - 1].low != stem_of(before)):
        return False
    if before is not None and lexicon.has_case(words[noun.last - 1].low, "plural"):
        return False  # "5 həkim yaralılara yardım göstərib": what is counted is in the singular
    if not is_share:
        return True
    if noun.kind == "thing":
        return False  # "onlardan 55-i həmin ilin sonunadək"
    if lexicon.has_case(words[behind - 1].low, "part_object"):
        return False  # "torunlarından beşini askerler götürdü"
    if noun.first > behind + 1 or (noun.first > behind and any(m.first == behind for m in marks.get("also", ()))):
        return False
    low, stem = words[noun.last - 1].low, stem_of(noun)
    cases = ("locative", "ablative", "dative", "instrumental", "accusative", "genitive")
    is_oblique = any((base := lexicon.base(low, case)) is not None and len(base) >= len(stem) for case in cases)
    following = words[noun.last].low if noun.last < len(words) else ""
    if low == stem and lexicon.has_case(following, "locative", "ablative") and words[noun.last].text[:1].islower():
        return False  # "məktəb binasında": part of where they were
    return low == stem or not is_oblique


def _may_narrow(one: Mark, other: Mark) -> bool:
    """Whether a second noun says who the first are ("12 человек гражданских"), not whose they are ("жителей села")."""
    return one.kind == "person" and other.kind not in NOT_PEOPLE


def _narrower(one: Mark | None, other: Mark) -> Mark:
    """Of two nouns of one number the one that says more: "12 persons, civilians"; "6 min şəhər sakini" are people."""
    return other if one is None or other.kind != "person" or one.kind in NOT_PEOPLE else one


def _ending_as(noun: Mark, last: Mark) -> Mark:
    """The noun that says most, with the end of the last one, whose case is that of both: "yirmi kadın işçisini"."""
    if noun is last:
        return noun
    return noun._replace(last=last.last, item=noun.item._replace(parts=last.item.parts))
