"""People whom a sentence of an inflecting language names as killed, missing or injured.

A name is two words and more with a capital, or one with an age beside it, that is no place, no speaker
and holds no word of an organisation. It is a victim's where it stands with a predicate of its own that
no number has, or in a list behind "among them". Names are given as printed, without a case ending.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.claim.inflected.bases import printed
from cenotaph.claim.inflected.pairs import Pair
from cenotaph.claim.inflected.people_last import headed_by_colon, one_of_them, row_before, with_number
from cenotaph.claim.inflected.place import Place
from cenotaph.claim.inflected.seen import Mark, Seen
from cenotaph.claim.inflected.speech import Speech
from cenotaph.claim.inflected.words import Lexicon
from cenotaph.claim.people import Named
from cenotaph.claim.statements import FATES
from cenotaph.count import find_numbers
from cenotaph.record import Count

_REACH = 8  # words between a name and its predicate
_LAST_REACH = 20  # where verbs stand last
_BEFORE_REACH = 5  # words between a participle and the name behind it
_AGE_REACH = 4  # words between a name and its age
_NEAR = 2  # words between "of the dead" and a name: "2 yaşındaki"
_MOST = 5  # words of a name
_SEPARATORS = frozenset({",", ":", "—", "–", "-"})
_ONE = Count(1, 1, "exact")
_OBLIQUE = ("goal", "locative", "ablative", "instrumental")


class _Run(NamedTuple):
    """A name as it stands; word positions, half-open."""

    first: int
    last: int


def named_people(
    seen: Seen, pairs: Sequence[Pair], places: Sequence[Place], said: Sequence[Speech], lexicon: Lexicon
) -> Iterator[Named]:
    """The victims that a sentence names, in order."""
    if seen.sentence.text.isupper():
        return
    if not seen.cue("subset") and not any(predicate.kind in FATES for predicate in seen.predicates):
        return
    ages = _ages(seen, lexicon)
    kin = {mark.last for mark in seen.cue("kin_one")}
    runs = [run for run in _names(seen, places, said, lexicon) if _is_person(run, ages) or run.first in kin]
    taken: set[_Run] = set()
    for run, kind, words in _of_verbs(seen, pairs, runs, taken, lexicon):
        yield _named(seen, run, kind, words, "name-verb", ages, lexicon)
    for run, kind in _more(seen, pairs, [run for run in runs if run not in taken], lexicon):
        taken.add(run)
        yield _named(seen, run, kind, run, "name-beside", ages, lexicon)
    for run, kind in _listed(seen, [run for run in runs if run not in taken], pairs, lexicon):
        yield _named(seen, run, kind, run, "listed-name", ages, lexicon)


def _of_verbs(
    seen: Seen, pairs: Sequence[Pair], runs: Sequence[_Run], taken: set[_Run], lexicon: Lexicon
) -> Iterator[tuple[_Run, str, tuple[int, int]]]:
    """The names that predicates are said of, with their kind and the words that tell it; `taken` grows by them."""
    ones = _ones(pairs) if lexicon.is_verb_last else {}
    counted = {pair.predicate for pair in pairs if pair.predicate is not None}
    for predicate in seen.predicates:
        if (predicate in counted and predicate not in ones) or not _names_one(seen, predicate, lexicon):
            continue
        first = ones.get(predicate, 0)  # "bir kişinin, bekçi Hasan Kimseoğlu'nun öldürüldüğünü"
        free = [run for run in runs if run not in taken and run.first >= first]
        run = _of_predicate(seen, predicate, free, lexicon)
        if run is None or (predicate in counted and run.last > predicate.first):
            continue
        taken.add(run)
        yield run, predicate.kind, (min(run.first, predicate.first), max(run.last, predicate.last))
        free = [other for other in runs if other not in taken]
        row: list[_Run] = []
        if lexicon.is_verb_last and predicate not in counted:
            row = [_Run(*other) for other in row_before(seen, run, free, lexicon)]
        elif not lexicon.is_verb_last and not predicate.form.is_single:
            row = list(_row(seen, run.last, free, lexicon))  # "погибли Гарт Никто (34) и Зара Немо (29)"
        for other in row:
            taken.add(other)
            yield other, predicate.kind, other


def _names_one(seen: Seen, predicate: Mark, lexicon: Lexicon) -> bool:
    """Whether a predicate may tell the fate of somebody named."""
    if predicate.kind not in FATES or predicate.role in ("toll", "people"):
        return False
    if predicate.item.parts in lexicon.strict or _leads_on(seen, predicate, lexicon):
        return False  # said of things as well
    return not predicate.form.is_negative and not any(mark.last == predicate.first for mark in seen.cue("not"))


def _more(seen: Seen, pairs: Sequence[Pair], runs: Sequence[_Run], lexicon: Lexicon) -> list[tuple[_Run, str]]:
    """Names beside a number or said to be one of the dead, where verbs stand last."""
    if not lexicon.is_verb_last:
        return []
    found = dict(one_of_them(seen, runs, lexicon)) | dict(with_number(seen, pairs, runs))
    return [(_Run(*run), kind) for run, kind in sorted(found.items()) if kind in FATES]


def _ones(pairs: Sequence[Pair]) -> dict[Mark, int]:
    """Predicates in front of which one of whom they tell is counted, with where the number ends."""
    return {
        pair.predicate: pair.phrase.last
        for pair in pairs
        if pair.predicate is not None and pair.phrase.number.count == _ONE and pair.phrase.last <= pair.predicate.first
    }


def _leads_on(seen: Seen, predicate: Mark, lexicon: Lexicon) -> bool:
    """Whether a converb leads to what else happened: "döyülərək öldürülüb"."""
    is_open = lexicon.leading.search(seen.words[predicate.last - 1].low) is not None
    return (
        is_open
        and predicate.kind != "died_later"
        and any(0 <= other.first - predicate.last <= 1 for other in seen.predicates)
    )


def _names(seen: Seen, places: Sequence[Place], said: Sequence[Speech], lexicon: Lexicon) -> list[_Run]:
    """Runs of words with a capital that may be people's names."""
    barred = {at for place in places for at in range(place.first, place.last)}
    barred |= {at for speech in said for at in range(speech.first, speech.last)}
    groups = ("population", "place_noun", "speaker_head", "not_name", "not_place", "predicate", "actor", "person_title")
    barred |= {at for group in groups for mark in seen.cue(group) for at in range(mark.first, mark.last)}
    if lexicon.is_verb_last:  # "şoför Metin Yokuş": a name that is a noun too
        barred -= {mark.first for mark in seen.cue("not_place") if _is_in_name(seen, mark.first)} - _taken(seen)
    found: list[_Run] = []
    position = 0
    while position < len(seen.words):
        last = position
        while last < len(seen.words) and last not in barred and seen.words[last].text[:1].isupper():
            last += 1
            if lexicon.has_case(seen.words[last - 1].low, "genitive", "accusative") and last - position > 1:
                break
        if 0 < last - position <= _MOST and not _names_body(seen, last, lexicon):
            found.append(_Run(position, last))
        position = max(last, position + 1)
    return found


def _names_body(seen: Seen, at: int, lexicon: Lexicon) -> bool:
    """Whether a word with a capital behind a run of names makes it that of a body or a place: "X Y Hastanesi'nde"."""
    if not lexicon.is_verb_last or at >= len(seen.words) or not seen.words[at].text[:1].isupper():
        return False
    groups = ("place_noun", "speaker_head", "care")
    is_noun = any(mark.first <= at < mark.last for name in groups for mark in seen.cue(name))
    return is_noun and not lexicon.has_case(seen.words[at - 1].low, "genitive")


def _is_in_name(seen: Seen, at: int) -> bool:
    """Whether a word inside a sentence has a capital, and the one in front of it or behind it too."""
    near = [seen.words[other].text[:1] for other in (at - 1, at + 1) if 0 < other < len(seen.words)]
    return at > 0 and seen.words[at].text[:1].isupper() and any(letter.isupper() for letter in near)


def _taken(seen: Seen) -> set[int]:
    """Words that are part of the name of a body or a place, not of a person."""
    groups = ("place_noun", "speaker_head", "not_name", "predicate", "actor", "event_noun")
    return {at for group in groups for mark in seen.cue(group) for at in range(mark.first, mark.last)}


def _ages(seen: Seen, lexicon: Lexicon) -> dict[int, str]:
    """The ages of a sentence by the position of their first word."""
    offset = seen.sentence.start
    found = {}
    for number in find_numbers(seen.sentence.text, lexicon.code):
        digits = "".join(letter for letter in number.quote if letter.isdigit())
        at = next((at for at, word in enumerate(seen.words) if word.end > number.start + offset), None)
        if number.type == "age" and digits and at is not None:
            found[at] = digits
    return found


def _age_of(run: _Run, ages: dict[int, str]) -> str | None:
    near = [(min(abs(at - run.last), abs(run.first - at)), at) for at in ages]
    best = min(near, default=None)
    return ages[best[1]] if best is not None and best[0] <= _AGE_REACH else None


def _is_person(run: _Run, ages: dict[int, str]) -> bool:
    return run.last - run.first > 1 or _age_of(run, ages) is not None


def _of_predicate(seen: Seen, predicate: Mark, runs: Sequence[_Run], lexicon: Lexicon) -> _Run | None:
    """The name that a predicate is said of: the nearest on the side where its people stand."""
    best: tuple[int, _Run] | None = None
    for run in runs:
        is_in_front = run.last <= predicate.first
        gap = predicate.first - run.last if is_in_front else run.first - predicate.last
        is_set_off = run.last < len(seen.words) and seen.words[run.last].low == ","
        reach = _LAST_REACH if lexicon.is_verb_last and is_set_off else _REACH
        if lexicon.is_verb_last and not is_in_front:
            reach = _BEFORE_REACH if predicate.form.is_before else -1
        if not 0 <= gap <= reach or (best is not None and gap >= best[0]):
            continue
        low, high = (run.last, predicate.first) if is_in_front else (predicate.last, run.first)
        between = [word.low for word in seen.words[low:high]]
        is_oblique = lexicon.is_verb_last and lexicon.has_case(seen.words[run.last - 1].low, *_OBLIQUE)
        others = [p for p in seen.predicates if low <= p.first < high and not _leads_on(seen, p, lexicon)]
        if ";" in between or ":" in between or is_oblique or others:
            continue
        is_owner = lexicon.has_case(seen.words[run.last - 1].low, "genitive")
        if lexicon.is_verb_last and predicate.role == "act" and is_owner:
            continue  # who did it
        if not lexicon.is_verb_last and predicate.role == "act" and not _is_object(seen, predicate, run, lexicon):
            continue
        best = (gap, run)
    return best[1] if best is not None else None


def _is_object(seen: Seen, predicate: Mark, run: _Run, lexicon: Lexicon) -> bool:
    """Whether a name beside an active verb where order is free is of whom it was done to, by its case.

    In front of a verb in the singular it is of who did it, whose form may look the same.
    """
    is_in_front = run.last <= predicate.first
    return lexicon.has_case(seen.words[run.last - 1].low, "animate") and not (is_in_front and predicate.form.is_single)


def _listed(seen: Seen, runs: Sequence[_Run], pairs: Sequence[Pair], lexicon: Lexicon) -> Iterator[tuple[_Run, str]]:
    """Names in a row behind "among them", after a count of victims."""
    if lexicon.is_verb_last:
        yield from _among(seen, runs, lexicon)
    for cue in seen.cue("subset"):
        told = [mark.kind for mark in seen.marks.get("predicate", ()) if cue.first <= mark.first < cue.last]
        counted = [pair.kind for pair in pairs if pair.last <= cue.first and pair.kind in FATES] or [
            kind for kind in told if kind in FATES
        ]
        if told and not lexicon.is_verb_last:  # "среди погибших — Илва Никто, 13 лет, и её брат Тимур"
            if counted:
                yield from ((run, counted[-1]) for run in _row(seen, cue.last, runs, lexicon))
            continue
        position = cue.last
        row: list[_Run] = []
        for run in runs:
            between = [word.low for word in seen.words[position : run.first]]
            is_next = all(low in (",", ":", "—", "–", "-") or low in _joiners(seen) for low in between)
            if run.first < position or not is_next:
                continue
            row.append(run)
            position = run.last
        if counted and row:
            yield from ((run, counted[-1]) for run in row)


def _among(seen: Seen, runs: Sequence[_Run], lexicon: Lexicon) -> Iterator[tuple[_Run, str]]:
    """Names in a row behind a word for the dead or hurt of whom they are: "maktullerden Emine Yokbaş (41) ile ..."."""
    groups = {mark.first: mark.last for mark in seen.cue("subset")}
    for mark in seen.marks.get("predicate", ()):
        is_people = mark.role == "people" or mark.form.is_who
        first = groups.get(mark.last, mark.last)
        is_of = first > mark.last or lexicon.has_case(seen.words[mark.last - 1].low, "ablative")
        is_of = is_of or headed_by_colon(seen, mark)
        near = next((run for run in runs if first <= run.first <= first + _NEAR), None)
        if is_people and is_of and mark.kind in FATES and near is not None:
            yield near, mark.kind
            yield from ((run, mark.kind) for run in _row(seen, near.last, runs, lexicon))


def _row(seen: Seen, position: int, runs: Sequence[_Run], lexicon: Lexicon) -> Iterator[_Run]:
    """The names that follow each other from a word on, with ages, kin and offices between."""
    told = {at for mark in seen.predicates if mark.role != "people" for at in range(mark.first, mark.last)}
    for run in runs:
        between = range(position, run.first)
        if run.first < position:
            continue
        is_open = any(seen.words[at].low in _SEPARATORS or seen.words[at].low in _joiners(seen) for at in between)
        if (
            not is_open
            or len(between) > _REACH
            or told & set(between)
            or any(seen.words[at].low == ";" or lexicon.is_finite(seen.words[at].low) for at in between)
        ):
            return
        yield run
        position = run.last


def _joiners(seen: Seen) -> set[str]:
    return {seen.words[mark.first].low for mark in seen.cue("joiner")}


def _named(
    seen: Seen, run: _Run, kind: str, clause: tuple[int, int], rule: str, ages: dict[int, str], lexicon: Lexicon
) -> Named:
    words = [word.text for word in seen.words[run.first : run.last]]
    last = seen.words[run.last - 1]
    base = next((b for case in ("genitive", "accusative") if (b := lexicon.base(last.low, case)) is not None), None)
    end = last.end
    if base is not None and lexicon.is_verb_last:
        words[-1] = printed(last.text, base, last.low)
        end = last.start + len(words[-1]) if last.text.startswith(words[-1]) else last.end
    if base is None and lexicon.words.sets_off_names and ("'" in last.text or "’" in last.text):
        words[-1] = last.text.replace("’", "'").partition("'")[0]  # "Sami Kimsesiz'di"
        end = last.start + len(words[-1])
    start = seen.words[run.first].start
    return Named(
        kind, FATES[kind], " ".join(words), _age_of(run, ages), None, start, end,
        seen.words[clause[0]].start, seen.words[clause[1] - 1].end, rule,
    )  # fmt: skip
