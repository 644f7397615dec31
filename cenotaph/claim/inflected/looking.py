"""Looking a sentence over: one pass looks every word up once; the longest phrase of a group wins."""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Sequence
from itertools import accumulate

from cenotaph.claim.inflected.number_phrases import number_phrases
from cenotaph.claim.inflected.seen import STOPS, Mark, Phrase, Seen, Word
from cenotaph.claim.inflected.words import EITHER, GAPS, LETTERS, OPEN, SET, Form, Item, Lexicon
from cenotaph.claim.sentences import Sentence
from cenotaph.claim.times import Time

_TOKEN = re.compile(r"\w+(?:['’‘ʼ.]\w+)*(?:[-‑]\w+(?:['’]\w+)*)*|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PARENTHESIS = 9  # words from a comma to the one that closes what stands between them
_QUOTES = frozenset('«»"“”„')
_PASSING = {";": 40, ":": 40, ",": 3, "—": -4, "–": -4}


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
    phrases = number_phrases(sentence, words, marks, times, lexicon) if is_counting else ()
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
    held: list[Mark] = []
    for at, word in enumerate(words):
        following = words[at + 1].low if at + 1 < len(words) else ""
        for item, form in lexicon.may_begin(word.low, following[:LETTERS]):
            run = found.get(item.group)
            is_inside = bool(run) and at < run[-1].last  # type: ignore[index]
            if is_inside and run and item.role == "people" and len(item.parts) == 1 and _is_in_gap(run[-1], at):
                held.append(Mark(at, at + 1, item, form))  # "память 147 павших почтили"
                continue
            if is_inside and item.role != "toll" and not _is_rival(run[-1], at, item):  # type: ignore[index]
                continue  # inside a longer phrase of the same list
            parts = item.parts
            if len(parts) > 1 and parts[1][1] not in OPEN and not following.startswith(parts[1][0]):
                continue
            match = _match(words, at, item, form, lexicon) if len(parts) > 1 else Mark(at, at + 1, item, form)
            if match is None:
                continue
            if run and is_inside:
                if item.role == "toll":
                    if run[-1].role == "toll" and match.last <= run[-1].last:
                        continue  # "потери ранеными", not "потери"
                    run.pop()
                elif match.last != run[-1].last:
                    continue
            found.setdefault(item.group, []).append(match)
    for mark in held:
        bisect.insort(found[mark.group], mark, key=operator.attrgetter("first"))
    return {group: tuple(marks) for group, marks in found.items()}


def _is_in_gap(mark: Mark, at: int) -> bool:
    """Whether a word stands between the two sides of a phrase that may stand in either order."""
    return EITHER in mark.item.parts and mark.first < at < mark.last - 1


def _is_rival(mark: Mark, at: int, item: Item) -> bool:
    """Whether a phrase from the same word on says another kind: "məhv edildi" of people and of houses."""
    is_same = mark.item.parts[0] == item.parts[0] or EITHER in item.parts
    return mark.group == "predicate" and mark.first == at and mark.kind != item.name and is_same


def _match(words: Sequence[Word], at: int, item: Item, form: Form, lexicon: Lexicon) -> Mark | None:
    """The phrase from a word on, where all its words stand there."""
    position = at + 1
    reach = 0
    for part in item.parts[1:]:
        if part[1] in GAPS:
            reach = GAPS[part[1]]
            continue
        found = _find(words, position, reach, part, lexicon)
        if found is None:
            return None
        position = found[0] + 1
        is_told = part[1] == "~" or form == Form() or (part[1] == SET and found[1] != Form())
        form = found[1] if is_told else form
        reach = 0
    return Mark(at, position, item, form)


def _find(
    words: Sequence[Word], first: int, reach: int, part: tuple[str, str], lexicon: Lexicon
) -> tuple[int, Form] | None:
    """Where a word of a phrase stands: at `first`, or up to `reach` words behind it, one parenthesis not counted."""
    position, end = first, first + reach
    while position <= min(end, len(words) - 1):
        form = lexicon.fits(words[position].low, part)
        if form is not None:
            return position, form
        if words[position].low in STOPS:
            behind = _behind_parenthesis(words, position) if end == first + GAPS["<>"] else None
            if behind is None:
                return None
            end, position = end + behind - position, behind
            continue
        position += 1
    return None


def _behind_parenthesis(words: Sequence[Word], comma: int) -> int | None:
    """The word behind a few words between commas: "за решёткой, утверждает фонд, остаются"."""
    if words[comma].low != ",":
        return None
    for position in range(comma + 1, min(len(words), comma + _PARENTHESIS)):
        if words[position].low in STOPS - _QUOTES:
            return position + 1 if words[position].low == "," else None
    return None
