"""Figures of a draft: compared within one question only; wider, narrower and other ones stand beside."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.draft.answer import Answer, Beside, Voice
from cenotaph.draft.reading import Draft, with_incident
from cenotaph.draft.voices import Archive, Said, to_print
from cenotaph.gazetteer import Gazetteer
from cenotaph.publish.wording import kind_in_words, value_in_words
from cenotaph.record import Claim, Count, Figure, Question, Span
from cenotaph.script import word_key
from cenotaph.weigh.questions import NOT_COUNTED, is_part
from cenotaph.weigh.scope import Scope, is_within, kind_of, known_places, names_someone, scope_of

Relation = Literal["same", "contains", "lies within", "counts others"]


def figure_answers(draft: Draft, seen: Archive) -> list[Answer]:
    """An answer for each count of people or things in a draft."""
    asked = _Asked(seen)
    return [
        _answer(claim, draft, asked)
        for claim in draft.claims
        if claim.count is not None and kind_of(claim) not in NOT_COUNTED and not names_someone(claim)
    ]


class _Asked:
    """The questions of an archive by what is counted, with the figures that answer them."""

    def __init__(self, seen: Archive) -> None:
        self.seen = seen
        self.gazetteer = known_places(seen.contents.settings.places)
        self.of_kind: defaultdict[str, list[Question]] = defaultdict(list)
        for question in seen.contents.questions:
            self.of_kind[question.kind].append(question)
        self.figures: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in seen.contents.figures:
            self.figures[figure.question].append(figure)

    def compared(self, claim: Claim, scope: Scope) -> tuple[list[Figure], tuple[Beside, ...]]:
        """The figures that count what the claim counts, and the questions beside it, the nearest first."""
        same: list[Figure] = []
        beside: list[tuple[tuple[object, ...], Beside]] = []
        for question in self.of_kind.get(kind_of(claim), ()):
            if claim.incident is not None and question.incident not in (None, claim.incident):
                continue
            figures = self.figures.get(question.id, [])
            relation = _relation(scope, is_part(claim), question, self.gazetteer)
            if relation == "same":
                same += figures
            elif claim.incident is not None or relation != "counts others":
                voices = self.seen.voices(_said(figures, self.seen))
                other = Beside(relation, _in_words(question, figures, self.seen), voices)
                without_value = all((f.low, f.high) != _ends(claim) for f in figures)
                elsewhere = _reach(question, self.gazetteer).places != scope.places
                rank = (_ORDER.index(relation), without_value, elsewhere, -len(voices), other.asked)
                beside.append((rank, other))
        return same, tuple(other for _, other in sorted(beside, key=operator.itemgetter(0)))


def _ends(claim: Claim) -> tuple[int | None, int | None]:
    return (claim.count.low, claim.count.high) if claim.count else (None, None)


def _answer(claim: Claim, draft: Draft, asked: _Asked) -> Answer:
    assert claim.count is not None
    seen = asked.seen
    placed, is_assumed = with_incident(claim, draft)
    scope = _with_period(_joined(scope_of(placed, asked.gazetteer)), placed.incident, seen)
    same, beside = asked.compared(placed, scope)
    exact, fitting, apart = _sorted(same, claim.count)
    says_so, otherwise = seen.voices(_said(exact, seen)), seen.voices(_said(apart, seen))
    value = value_in_words(claim.count.low, claim.count.high, claim.count.qualifier, seen.messages)
    answer = Answer(
        what="figure",
        place=draft.place(claim.span),
        words=claim.span.quote,
        taken_as=f"{value} {_taken(placed, scope, seen)}",
        says_so=says_so,
        fits=seen.voices(_said(fitting, seen)),
        otherwise=otherwise,
        beside=beside,
        attribution=to_print(value, says_so, otherwise, lambda voice: voice.value),
    )
    return replace(answer, remarks=_remarks(claim, placed.incident if is_assumed else None, answer, seen))


_ORDER: tuple[Relation, ...] = ("contains", "lies within", "counts others")


def _with_period(scope: Scope, incident: str | None, seen: Archive) -> Scope:
    """As for the archive's own claims: one without a time means its whole incident."""
    declared = next((one for one in seen.contents.settings.incidents if one.id == incident), None)
    if scope.period is not None or declared is None or declared.start is None:
        return scope
    end = declared.end or declared.start
    return replace(scope, period=declared.start if end == declared.start else f"{declared.start}/{end}")


def _relation(scope: Scope, part: bool, question: Question, gazetteer: Gazetteer) -> Relation:
    """How a question of the archive stands to what the draft counts."""
    if question.is_part != part:
        return "counts others"
    other = _scope(question, gazetteer)
    is_inside, is_around = is_within(other, scope), is_within(scope, other)
    if is_inside and is_around:
        return "same"
    return "lies within" if is_inside else "contains" if is_around else "counts others"


def _reach(question: Question, gazetteer: Gazetteer) -> Scope:
    """Where and when a question counts, read as those of a claim are."""
    asking = Claim("", "", Span("", ""), question.kind, Count(None, None), when=question.period, where=question.place)
    return _joined(scope_of(asking, gazetteer))


def _joined(scope: Scope) -> Scope:
    """A scope whose days are listed, "on 11 and 12 March", as the period they make where none is left out."""
    listed = (scope.period or "")[1:-1].split(",") if (scope.period or "").startswith("{") else []
    bounds = [edtf.bounds(day.strip()) if edtf.is_valid(day.strip()) else None for day in listed]
    days = sorted(edtf.day_number(b[0]) for b in bounds if b and b[0] and b[0] == b[1])
    if len(days) < 2 or len(days) != len(listed) or days[-1] - days[0] != len(days) - 1:
        return scope
    first, last = (edtf.format_day(edtf.day_of_number(number)) for number in (days[0], days[-1]))
    return replace(scope, period=f"{first}/{last}")


def _scope(question: Question, gazetteer: Gazetteer) -> Scope:
    """The scope of a question, its marks as it has them."""
    return replace(_reach(question, gazetteer), population=tuple((question.population or "").split()))


def _sorted(figures: Sequence[Figure], count: Count) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Figures that give the same value, that do not exclude it, and that say otherwise."""
    exact, fitting, other = [], [], []
    for figure in figures:
        is_denied = figure.modality == "denied"
        if (figure.low, figure.high) == (count.low, count.high) and not is_denied:
            exact.append(figure)
        elif _overlap(figure, count) and not is_denied:
            fitting.append(figure)
        else:
            other.append(figure)
    return exact, fitting, other


def _overlap(figure: Figure, count: Count) -> bool:
    lows = [end for end in (figure.low, count.low) if end is not None]
    highs = [end for end in (figure.high, count.high) if end is not None]
    return not lows or not highs or max(lows) <= min(highs)


def _said(figures: Sequence[Figure], seen: Archive) -> list[Said]:
    return [
        Said(value_in_words(figure.low, figure.high, figure.qualifier, seen.messages), seen.claims[figure.claim])
        for figure in figures
        if figure.claim in seen.claims
    ]


def _taken(claim: Claim, scope: Scope, seen: Archive) -> str:
    said = [kind_in_words(kind_of(claim), seen.messages).lower(), claim.whom or "people", scope.place or "any place"]
    return f"({', '.join([*said, seen.date(scope.period) or 'any time'])})"


def _in_words(question: Question, answers: Sequence[Figure], seen: Archive) -> str:
    """What a question counts, its people in the words of one who answers it."""
    told = (seen.claims[figure.claim].whom for figure in answers if figure.claim in seen.claims)
    people = next((whom for whom in told if whom), None) if question.population else None
    said = [people or question.population or "people", question.place or "any place"]
    said.append(seen.date(question.period) or "any time")
    return ", ".join([*(["a part of a total"] if question.is_part else []), *said])


def _remarks(claim: Claim, assumed: str | None, answer: Answer, seen: Archive) -> tuple[str, ...]:
    says_so = answer.says_so
    found = []
    if assumed is not None:
        title = next(one.title for one in seen.contents.settings.incidents if one.id == assumed)
        lacks = " and ".join(name for name, stated in (("place", claim.where), ("time", claim.when)) if not stated)
        found.append(f"the draft names no {lacks} here; taken to mean: {title}")
    if claim.speaker and claim.count:
        count = claim.count
        value = value_in_words(count.low, count.high, count.qualifier, seen.messages)
        elsewhere = [voice for beside in answer.beside for voice in beside.voices]
        found += _of_speaker(claim.speaker, value, says_so, answer.otherwise, elsewhere)
    if says_so and all(voice.independence.startswith("likely") for voice in says_so) and len(says_so) > 1:
        found.append("those who say so may rest on one text")
    return tuple(found)


def _of_speaker(
    speaker: str, value: str, says_so: Sequence[Voice], otherwise: Sequence[Voice], elsewhere: Sequence[Voice]
) -> list[str]:
    """What the archive has of the one to whom the draft attributes its figure."""
    wanted = set(word_key(speaker).split())

    def is_same(voice: Voice) -> bool:
        named = set(word_key(voice.speaker or "").split())
        return bool(named) and (named <= wanted or wanted <= named)

    if any(is_same(voice) for voice in says_so):
        return []
    others = sorted({voice.value for voice in otherwise if is_same(voice)})
    if others:
        return [f"the draft attributes it to {speaker}; in the archive {speaker} is given with {', '.join(others)}"]
    if any(is_same(voice) and voice.value == value for voice in elsewhere):
        return [
            f"the draft attributes it to {speaker}; in the archive {speaker} says so of another question, see below"
        ]
    return [f"the draft attributes it to {speaker}; no source here gives it in that name"]
