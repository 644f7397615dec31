"""Numbers of a sentence with the people or things they count; those of times, names and labels count nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cenotaph.claim.inflected.counted import counted_free, counted_last, stem_of
from cenotaph.claim.inflected.seen import Mark, Phrase, Word
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.times import Time
from cenotaph.count import Number, find_numbers
from cenotaph.count_digits import Role
from cenotaph.record import Count

_FROM_TO = re.compile(r"(?:(?:с|со) )?(.+?) до (.+)")  # of a toll that was changed
_FULL_NAME = 2  # words


def number_phrases(
    sentence: Sentence,
    words: Sequence[Word],
    marks: dict[str, tuple[Mark, ...]],
    times: Sequence[Time],
    lexicon: Lexicon,
) -> tuple[Phrase, ...]:
    """The numbers of a sentence that may count somebody, in order; those inside its expressions of time do not."""
    populations = {mark.first: mark for mark in marks.get("population", ())}
    predicates = {mark.first: mark for mark in marks.get("predicate", ())}
    found: list[Phrase] = []
    for number in _told_apart(find_numbers(sentence.text, lexicon.code, articles=True), marks, lexicon):
        start, end = number.start + sentence.start, number.end + sentence.start
        others = [time for time in times if time.end >= end or time.start < start]  # "50 ilə 60": no years
        if lexicon.is_verb_last and lexicon.share.search(lexicon.folded(number.quote)):
            others = [time for time in others if time.start != start or time.end == end]  # "biri bir gün sonra öldü"
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
        noun, people, last = counted_last(words, behind, populations, predicates, marks, is_share, lexicon)
    else:
        noun, people, unknown, last = counted_free(words, behind, populations, predicates, marks, lexicon)
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
        stem=stem_of(people or noun),
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


def _is_led(cues: Sequence[Mark], first: int) -> bool:
    """Whether a cue stands directly in front, one word between allowed."""
    return any(cue.last in (first, first - 1) for cue in cues)
