"""What stands in a sentence: its words, the marks that the word lists make, number phrases and predicates.

One pass looks every word up once. A mark is a phrase of the data as it stands here; the longest
phrase of a group wins. A number phrase is a number with the people or things it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from cenotaph.claim.inflected.words import GAP, LETTERS, Form, Item, Lexicon
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.times import Time
from cenotaph.count import Number, find_numbers
from cenotaph.count_digits import Role
from cenotaph.record import Count

NOT_PEOPLE = frozenset({"building", "vehicle", "thing", "grave"})
"""Classes of the populations that are no people."""

UNKNOWN = "unknown"
"""The class of a noun behind a number that no list has: people with a verb that is said of people alone."""

_TOKEN = re.compile(r"\w+(?:['’‘ʼ.]\w+)*(?:[-‑]\w+(?:['’]\w+)*)*|[^\w\s]")
_FROM_TO = re.compile(r"(?:(?:с|со) )?(.+?) до (.+)")  # of a toll that was changed
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LAST_REACH = 4  # where verbs stand last
_FULL_NAME = 2  # words
_NOUN_REACH = 5  # words looked through between a number and the noun it counts
_PASSING = {";": 40, ":": 40, ",": 3, "—": -4, "–": -4}
STOPS = frozenset('.,;:!?()[]«»"“”„—–')


class Word(NamedTuple):
    """One word, number or sign; `low` is folded."""

    start: int
    end: int
    text: str
    low: str


class Mark(NamedTuple):
    """A phrase of the data as it stands; word positions, half-open."""

    first: int
    last: int
    item: Item
    form: Form  # of the last word that has one

    @property
    def group(self) -> str:
        """The list it is of."""
        return self.item.group

    @property
    def kind(self) -> str:
        """The kind of a predicate, the class of a population."""
        return self.item.name

    @property
    def role(self) -> str:
        """What a predicate says of people."""
        return self.item.role


class Phrase(NamedTuple):
    """A number and what it counts; word positions, half-open."""

    number: Number
    first: int
    last: int
    noun: str | None  # the population in the source's words, without the number
    noun_class: str | None
    people: Mark | None  # "133 dead": the noun itself says what happened
    is_subset: bool = False  # "among them three children"
    is_share: bool = False  # "12 of them": refers back
    is_whole: bool = False  # "of 12": others are counted out of them
    stem: str = ""  # of the noun, as the data has it


class Seen(NamedTuple):
    """A sentence with its annotations."""

    sentence: Sentence
    words: tuple[Word, ...]
    marks: dict[str, tuple[Mark, ...]]  # by group, in order
    phrases: tuple[Phrase, ...]
    predicates: tuple[Mark, ...]  # those that are not the noun of a phrase
    times: tuple[Time, ...]
    names: Sequence[str] = ()  # all words of the text with a capital, folded and sorted
    smalls: Sequence[str] = ()  # all words of the text in small letters, folded and sorted
    costs: tuple[int, ...] = ()  # how far the words up to each position set apart what stands on both sides

    def cue(self, name: str) -> tuple[Mark, ...]:
        """The marks of a list of cues."""
        return self.marks.get(name, ())


def words_of(sentence: Sentence, lexicon: Lexicon) -> tuple[Word, ...]:
    """The words of a sentence, offsets counted in the whole text."""
    folded = lexicon.folded(sentence.text)
    offset = sentence.start
    return tuple(
        Word(offset + m.start(), offset + m.end(), sentence.text[m.start() : m.end()], m.group())
        for m in _TOKEN.finditer(folded)
    )


def names_of(text: str, lexicon: Lexicon) -> list[str]:
    """All words of a text with a capital, folded and sorted: the forms that a name takes in it."""
    return sorted({lexicon.folded(word) for word in set(_LETTERS.findall(text)) if word[0].isupper()})


def smalls_of(text: str, lexicon: Lexicon) -> list[str]:
    """All words of a text in small letters, folded and sorted: the common words it has."""
    return sorted({lexicon.folded(word) for word in set(_LETTERS.findall(text)) if word[0].islower()})


def see(
    sentence: Sentence,
    times: Sequence[Time],
    lexicon: Lexicon,
    names: Sequence[str] = (),
    smalls: Sequence[str] = (),
    *,
    is_list: bool = True,
) -> Seen:
    """The annotations of a sentence; numbers inside its expressions of time count nobody.

    Numbers are looked for only where a word says what happened, or where the sentence may go on the
    list of the one before (`is_list`).
    """
    words = words_of(sentence, lexicon)
    marks = _marks(words, lexicon)
    kinds = lexicon.words.class_kinds
    is_counting = is_list or "predicate" in marks or any(mark.kind in kinds for mark in marks.get("population", ()))
    phrases = _phrases(sentence, words, marks, times, lexicon) if is_counting else ()
    own = {phrase.people for phrase in phrases if phrase.people is not None}
    predicates = tuple(mark for mark in marks.get("predicate", ()) if mark not in own)
    costs = _costs(words, phrases, marks.get("joiner", ()))
    return Seen(sentence, words, marks, phrases, predicates, tuple(times), names, smalls, costs)


def _costs(words: Sequence[Word], phrases: Sequence[Phrase], joiners: Sequence[Mark]) -> tuple[int, ...]:
    """Sums of what each word costs to pass, from the first word on: marks of clauses, numbers, joining words."""
    own = [1 + _PASSING.get(word.low, 0) for word in words]
    for phrase in phrases:
        own[phrase.first] += 6
    for joiner in joiners:
        own[joiner.first] += 2
    return tuple(accumulate(own, initial=0))


def _marks(words: Sequence[Word], lexicon: Lexicon) -> dict[str, tuple[Mark, ...]]:
    found: dict[str, list[Mark]] = {}
    for at, word in enumerate(words):
        following = words[at + 1].low if at + 1 < len(words) else ""
        for item, form in lexicon.may_begin(word.low, following[:LETTERS]):
            run = found.get(item.group)
            is_inside = bool(run) and at < run[-1].last  # type: ignore[index]
            if is_inside and item.role != "toll" and not _is_rival(run[-1], at, item):  # type: ignore[index]
                continue  # inside a longer phrase of the same list
            parts = item.parts
            if len(parts) > 1 and parts[1][1] != ".." and not following.startswith(parts[1][0]):
                continue
            match = _match(words, at, item, form, lexicon) if len(parts) > 1 else Mark(at, at + 1, item, form)
            if match is None:
                continue
            if run and is_inside:
                if item.role == "toll":
                    run.pop()
                elif match.last != run[-1].last:
                    continue
            found.setdefault(item.group, []).append(match)
    return {group: tuple(marks) for group, marks in found.items()}


def _is_rival(mark: Mark, at: int, item: Item) -> bool:
    """Whether a phrase from the same word on says another kind: "məhv edildi" of people and of houses."""
    is_same = mark.item.parts[0] == item.parts[0]
    return mark.group == "predicate" and mark.first == at and mark.kind != item.name and is_same


def _match(words: Sequence[Word], at: int, item: Item, form: Form, lexicon: Lexicon) -> Mark | None:
    """The phrase from a word on, where all its words stand there."""
    position = at + 1
    reach = 0
    for part in item.parts[1:]:
        if part[1] == "..":
            reach = GAP
            continue
        found = _find(words, position, reach, part, lexicon)
        if found is None:
            return None
        position = found[0] + 1
        form = found[1] if part[1] == "~" or form == Form() else form
        reach = 0
    return Mark(at, position, item, form)


def _find(
    words: Sequence[Word], first: int, reach: int, part: tuple[str, str], lexicon: Lexicon
) -> tuple[int, Form] | None:
    """Where a word of a phrase stands: at `first`, or up to `reach` words behind it."""
    for position in range(first, min(len(words), first + reach + 1)):
        form = lexicon.fits(words[position].low, part)
        if form is not None:
            return position, form
        if words[position].low in STOPS:
            return None
    return None


def _phrases(
    sentence: Sentence,
    words: Sequence[Word],
    marks: dict[str, tuple[Mark, ...]],
    times: Sequence[Time],
    lexicon: Lexicon,
) -> tuple[Phrase, ...]:
    populations = {mark.first: mark for mark in marks.get("population", ())}
    predicates = {mark.first: mark for mark in marks.get("predicate", ())}
    found: list[Phrase] = []
    for number in _told_apart(find_numbers(sentence.text, lexicon.code, articles=True), marks, lexicon):
        start, end = number.start + sentence.start, number.end + sentence.start
        others = [time for time in times if time.end >= end or time.start < start]  # "50 ilə 60": no years
        if number.count is None or any(time.start < end and start < time.end for time in others):
            continue
        run = [at for at, word in enumerate(words) if word.start < end and start < word.end]
        if not run or (found and run[0] < found[-1].last) or _is_surname(words, run[0], number):
            continue
        if not lexicon.is_verb_last and _is_label(words, run[0], run[-1] + 1):
            continue
        count = _risen(number.count, run[0], marks.get("risen_to", ()))
        moved = Number(start, end, number.quote, count, number.type, number.rule, number.role, number.is_article)
        phrase = _phrase(moved, run[0], run[-1] + 1, words, populations, predicates, marks, lexicon)
        if phrase is not None:
            found.append(phrase)
    return tuple(found)


def _is_surname(words: Sequence[Word], at: int, number: Number) -> bool:
    """Whether a number word is a name, since it has a capital inside a sentence: "Илва Никто"."""
    is_capital = number.quote[:1].isupper() and not number.quote.isupper() and number.quote.isalpha()
    is_first_name = at + 1 < len(words) and words[at + 1].text[:1].isupper()
    return is_capital and at > 0 and (words[at - 1].text[:1].isalpha() or is_first_name)


def _told_apart(numbers: Sequence[Number], marks: dict[str, tuple[Mark, ...]], lexicon: Lexicon) -> Iterator[Number]:
    """Numbers, a range behind a toll as the figure replaced and the new one: "число жертв: с 83 до 131"."""
    has_toll = any(mark.role == "toll" for mark in marks.get("predicate", ()))
    for number in numbers:
        count = number.count
        is_free = has_toll and not lexicon.is_verb_last and (count is not None or number.type == "score")
        parts = _FROM_TO.fullmatch(lexicon.folded(number.quote)) if is_free else None
        values = _both(parts, count) if parts is not None else None
        if parts is None or values is None:
            yield number
            continue
        roles: tuple[Role, Role] = ("superseded", "current")
        for group, value, role in zip((1, 2), values, roles, strict=True):
            first, last = parts.span(group)
            quote, start, end = number.quote[first:last], number.start + first, number.start + last
            yield Number(start, end, quote, Count(value, value, "exact"), "cardinal", number.rule, role)


def _both(parts: re.Match[str], count: Count | None) -> tuple[int, int] | None:
    """The two figures of "from 39 to 34", the former one first."""
    if parts[1].isdigit() and parts[2].isdigit():
        return int(parts[1]), int(parts[2])
    if count is None or count.low is None or count.high is None:
        return None
    return count.low, count.high


def _is_label(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a number counts nobody: "№ 5", or an age in brackets behind a full name, "Гарт Никто (34)"."""
    if first and words[first - 1].low in ("№", "n", "номер"):
        return True
    if last >= len(words) or first < _FULL_NAME + 1 or words[first - 1].low != "(" or words[last].low not in (")", ","):
        return False
    return all(word.text[:1].isupper() for word in words[first - 1 - _FULL_NAME : first - 1])


def _risen(count: Count, at: int, marks: Sequence[Mark]) -> Count:
    """The figure that a toll rose to, where the word for "to" is that for "up to"."""
    is_risen = count.qualifier == "at_most" and any(mark.first < at < mark.last for mark in marks)
    return Count(count.high, count.high, "exact", count.unit) if is_risen else count


def _phrase(
    number: Number,
    first: int,
    behind: int,
    words: Sequence[Word],
    populations: dict[int, Mark],
    predicates: dict[int, Mark],
    marks: dict[str, tuple[Mark, ...]],
    lexicon: Lexicon,
) -> Phrase | None:
    """The number with the noun behind it; None for an article that counts nothing we know."""
    unknown: str | None = None  # the class of a noun that no list has
    is_share = lexicon.share.search(words[behind - 1].low) is not None or _is_led(_own(marks, "share"), first)
    if lexicon.is_verb_last:
        noun, people, last = _counted_last(words, behind, populations, predicates, marks, is_share, lexicon)
    else:
        noun, people, unknown, last = _counted_free(words, behind, populations, predicates, marks, lexicon)
        inner = [populations[at] for at in range(first + 1, behind) if at in populations]
        noun = noun or (inner[0] if inner and people is None else None)  # "человек семьдесят"
        if noun is None and people is None and unknown is None:
            noun = _in_front(populations, predicates, first)
        is_turned = noun is None and people is None and behind - first > 1
        if is_turned and unknown is None and any(mark.first == first for mark in marks.get("inverted_scale", ())):
            unknown = "person"  # "пришло сотен шесть"
    is_share = is_share or (not lexicon.is_verb_last and any(m.first == last for m in marks.get("share", ())))
    is_alone = noun is None and people is None
    is_nobody = lexicon.is_verb_last or not _is_subject(
        _verb_behind(words, behind, predicates, marks, lexicon) or _ending_at(predicates, first)
    )
    is_nobody = is_nobody and not (not lexicon.is_verb_last and _is_one_of(marks, predicates, behind))
    if number.is_article and is_alone and not is_share and is_nobody:
        return None
    text = None
    if last > behind:
        text = " ".join(word.text for word in words[behind:last])
    return Phrase(
        number, first, last, text, noun.kind if noun else unknown, people,
        is_subset=_is_led(marks.get("subset", ()), first),
        is_share=is_share,
        is_whole=last == behind and lexicon.is_verb_last and lexicon.has_case(words[behind - 1].low, "ablative"),
        stem=_stem(people or noun),
    )  # fmt: skip


def _own(marks: dict[str, tuple[Mark, ...]], group: str) -> list[Mark]:
    """The cues of a list that are no part of a predicate: "kalan 9 kişi", not "enkaz altında kalan 9 kişi"."""
    verbs = [mark for mark in marks.get("predicate", ()) if mark.last - mark.first > 1]
    return [cue for cue in marks.get(group, ()) if not any(verb.first <= cue.first < verb.last for verb in verbs)]


def _is_subject(verb: Mark | None) -> bool:
    """Whether a verb directly behind "one" tells what that one underwent: "один скончался"."""
    return verb is not None and verb.role == "undergo"


def _is_one_of(marks: dict[str, tuple[Mark, ...]], predicates: dict[int, Mark], behind: int) -> bool:
    """Whether "one" is of people whose noun says what happened: "один из раненых скончался"."""
    of = next((mark for mark in marks.get("out_of", ()) if mark.first == behind), None)
    people = predicates.get(of.last) if of is not None else None
    return people is not None and people.role == "people"


def _in_front(populations: dict[int, Mark], predicates: dict[int, Mark], first: int) -> Mark | None:
    """The noun in front of its number: "сожжено домов 40", "мужчин 12, женщин 30"."""
    noun = next((mark for mark in populations.values() if mark.last == first and mark.kind != "thing"), None)
    if noun is None or any(verb.first <= noun.first < verb.last for verb in predicates.values()):
        return None
    return noun


def _verb_behind(
    words: Sequence[Word],
    behind: int,
    predicates: dict[int, Mark],
    marks: dict[str, tuple[Mark, ...]],
    lexicon: Lexicon,
) -> Mark | None:
    """The verb behind "one", adverbs between: "один там ночью скончался"."""
    adverbs = {mark.first for mark in marks.get("adverb", ())}
    at = behind
    while at < len(words) and at not in predicates and (at in adverbs or lexicon.adverb.search(words[at].low)):
        at += 1
    return predicates.get(at)


def _ending_at(predicates: dict[int, Mark], first: int) -> Mark | None:
    """The verb directly in front of "one": "погиб один"."""
    return next((mark for mark in predicates.values() if mark.last == first and mark.form.is_single), None)


def _stem(mark: Mark | None) -> str:
    return mark.item.parts[-1][0] if mark is not None else ""


def _counted_free(
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


def _counted_last(
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
            noun = _narrower(noun, population)
            if is_state and predicate is not None and predicate.last == population.last:
                people = predicate
            last = position = population.last
            continue
        if population is None and is_state and predicate is not None:
            return noun, predicate, predicate.last
        is_adjective = predicate is None or predicate.form.is_before
        is_other = noun is not None or population is not None or not is_adjective
        if is_other or not words[position].low[0].isalpha() or lexicon.is_finite(words[position].low):
            break
        if any(mark.first == position for group in ("joiner", "called") for mark in marks.get(group, ())):
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
    if any(mark.first == noun.last for mark in marks.get("agent_behind", ())):
        return False
    if before is not None and (noun.kind in NOT_PEOPLE or words[before.last - 1].low != _stem(before)):
        return False
    if not is_share:
        return True
    if lexicon.has_case(words[behind - 1].low, "part_object"):
        return False  # "torunlarından beşini askerler götürdü"
    if noun.first > behind + 1 or (noun.first > behind and any(m.first == behind for m in marks.get("also", ()))):
        return False
    low, stem = words[noun.last - 1].low, _stem(noun)
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


def _is_led(cues: Sequence[Mark], first: int) -> bool:
    """Whether a cue stands directly in front, one word between allowed."""
    return any(cue.last in (first, first - 1) for cue in cues)
