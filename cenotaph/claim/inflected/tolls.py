"""Words for how many there were, and where their number stands: "ölənlərin sayı 131-ə çatıb".

Besides the tolls that the data names, any word for people to whom something happened makes one with a
word for "number" behind it: "öldürülen göstericilerin sayısı".
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.claim.inflected.seen import NOT_PEOPLE, STOPS, Mark, Phrase, Seen

_REACH = 9  # words between a toll and its number
_BACK = 6  # words between a number and the toll behind it
_OF = 4  # words between people and the word for their number


def tolls(seen: Seen) -> list[Mark]:
    """The tolls of a sentence, in order."""
    found = [mark for mark in seen.predicates if mark.role == "toll"]
    people = [phrase.people for phrase in seen.phrases if phrase.people is not None and phrase.people.role != "toll"]
    told = sorted((*seen.predicates, *people), key=lambda mark: mark.first)
    for number in seen.cue("number_word"):
        if any(toll.first <= number.first < toll.last for toll in found):
            continue
        of = [mark for mark in told if mark.last <= number.first <= mark.last + _OF and _is_of(mark)]
        if of and not any(word.low in STOPS for word in seen.words[of[-1].last : number.first]):
            item = of[-1].item._replace(role="toll")
            found.append(Mark(of[-1].first, number.last, item, number.form))
    return sorted(found, key=lambda mark: mark.first)


def _is_of(mark: Mark) -> bool:
    """Whether a word names people by what happened to them."""
    return mark.role == "people" or mark.form.is_who or mark.form.is_before


def toll_before(seen: Seen, at: int, said: Sequence[Mark]) -> Mark | None:
    """The toll in front of a number, where nothing else is told between."""
    phrase = seen.phrases[at]
    if phrase.noun_class in NOT_PEOPLE:
        return None
    for toll in reversed(said):
        if toll.last > phrase.first:
            continue
        between = seen.words[toll.last : phrase.first]
        if len(between) > _REACH + 6 * sum(1 for p in seen.phrases[:at] if p.first >= toll.last):
            return None
        if any(word.low in (";", ".", "?") for word in between):
            return None
        is_told = any(
            toll.last <= mark.first < phrase.first and mark.role in ("undergo", "act") and not mark.form.is_before
            for mark in seen.predicates
        )
        is_other = phrase.people is not None and phrase.people.kind != toll.kind and not _is_within(phrase, toll)
        is_other = is_other or any(mark.first == phrase.last and mark.kind != toll.kind for mark in seen.predicates)
        is_other = is_other or any(_is_named(mark, phrase, toll) for mark in seen.marks.get("predicate", ()))
        return None if is_told or is_other or _has_verb_behind(seen, phrase) else toll
    return None


def _is_within(phrase: Phrase, toll: Mark) -> bool:
    return phrase.people is not None and toll.first <= phrase.people.first < toll.last


def _is_named(mark: Mark, phrase: Phrase, toll: Mark) -> bool:
    """Whether other people stand right in front of a number: "can kaybının 4, yaralıların ise 31 olduğunu"."""
    is_people = mark.role == "people" or mark.form.is_who
    return is_people and mark.kind != toll.kind and toll.last <= mark.first and 0 <= phrase.first - mark.last <= 1


def _has_verb_behind(seen: Seen, phrase: Phrase) -> bool:
    """Whether the people of a number have a predicate of their own directly behind them."""
    if phrase.noun is None:
        return False
    return any(0 <= mark.first - phrase.last <= 2 and mark.role in ("undergo", "act") for mark in seen.predicates)


def toll_behind(seen: Seen, at: int, said: Sequence[Mark]) -> Mark | None:
    """The toll behind a number with "as" between: "29 olarak açıklanan can kaybı"."""
    phrase = seen.phrases[at]
    for toll in said:
        if not 0 < toll.first - phrase.last <= _BACK:
            continue
        if any(phrase.last <= cue.first <= phrase.last + 1 for cue in seen.cue("as")):
            return toll
    return None
