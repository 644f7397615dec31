"""Figures of a draft: compared within one question only; wider, narrower and other ones stand beside."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Sequence

from msgspec.structs import replace

from cenotaph.draft.answer import Answer, Beside, Relation, Voice
from cenotaph.draft.assumed import by_sound
from cenotaph.draft.reading import Draft, with_incident, without_year
from cenotaph.draft.voices import Archive, Said, to_print
from cenotaph.publish.wording import people_in_words
from cenotaph.record import Claim, Count, Figure, Qualifier, Question, Span
from cenotaph.weigh.nights import Nights
from cenotaph.weigh.questions import gives_figure, is_part
from cenotaph.weigh.scope import Scope, is_within, kind_of, known_places, scope_of
from cenotaph.wording import kind_in_words, value_in_words

PART = ("a part of a total",)

SAID_BY: dict[Qualifier, tuple[Qualifier, ...]] = {
    "about": ("about", "exact"),
    "at_least": ("at_least", "more_than"),
    "at_most": ("at_most", "less_than"),
}
"""What says as much as a hedge with the same number; "about 133" does not say 133."""


def figure_answers(draft: Draft, seen: Archive) -> list[Answer]:
    """An answer for each count of people or things in a draft."""
    asked = _Asked(seen)
    return [_answer(claim, draft, asked) for claim in draft.claims if gives_figure(claim)]


class _Asked:
    """The questions of an archive by what is counted, with the figures that answer them."""

    def __init__(self, seen: Archive) -> None:
        self.seen = seen
        settings = seen.contents.settings
        self.gazetteer = known_places(settings.places)
        self.nights = Nights(filter(gives_figure, seen.contents.claims), settings.incidents)
        self.of_kind: defaultdict[str, list[Question]] = defaultdict(list)
        for question in seen.contents.questions:
            self.of_kind[question.kind].append(question)
        self.figures: defaultdict[str, list[Figure]] = defaultdict(list)
        for figure in seen.contents.figures:
            self.figures[figure.question].append(figure)
        self.divided = {name for name, figures in self.figures.items() if _is_divided(figures)}

    def scope(self, claim: Claim) -> Scope:
        """What a claim of the draft counts, its time taken as that of the archive's own claims is."""
        stated = replace(scope_of(claim, self.gazetteer), period=self.nights.period(claim))
        return _with_period(stated, claim.incident, self.seen)

    def reach(self, question: Question) -> Scope:
        """Where and when a question counts, read as those of a claim are."""
        where = self.seen.spellings.of(question.place)
        asking = Claim("", "", Span("", ""), question.kind, Count(None, None), when=question.period, where=where)
        return replace(scope_of(asking, self.gazetteer), population=tuple((question.population or "").split()))

    def relation(self, scope: Scope, question: Question, *, is_part: bool) -> Relation | None:
        """How a question of the archive stands to what the draft counts; null where it is the same.

        A part of a total is compared with no total, but one that tells its people ("22 of them women") counts all
        of them: as long as no source divides them further.
        """
        other = self.reach(question)
        is_inside, is_around = is_within(other, scope), is_within(scope, other)
        if question.is_part != is_part:
            if not (is_inside and is_around):
                return "counts others"
            if scope.population and question.id not in self.divided:
                return None
            return "part of a total" if question.is_part else "no part of it"
        if is_inside and is_around:
            return None
        return "lies within" if is_inside else "contains" if is_around else "counts others"

    def compared(self, claim: Claim, scope: Scope) -> tuple[list[Figure], tuple[Beside, ...]]:
        """The figures that count what the claim counts, and the questions beside it, the nearest first."""
        same: list[Figure] = []
        beside: list[tuple[tuple[object, ...], Beside]] = []
        for question in self.of_kind.get(kind_of(claim), ()):
            if claim.incident is not None and question.incident not in (None, claim.incident):
                continue
            figures = self.figures.get(question.id, [])
            relation = self.relation(scope, question, is_part=is_part(claim))
            if relation is None:
                same += figures
            elif claim.incident is not None or relation != "counts others":
                voices = self.seen.voices(_said(figures, self.seen))
                other = Beside(relation, _in_words(question, figures, self.seen), voices)
                without_value = all((f.low, f.high) != _ends(claim) for f in figures)
                elsewhere = self.reach(question).places != scope.places
                rank = (without_value, _ORDER.index(relation), elsewhere, -len(voices), other.asked)
                beside.append((rank, other))
        return same, tuple(other for _, other in sorted(beside, key=operator.itemgetter(0)))


def _ends(claim: Claim) -> tuple[int | None, int | None]:
    return (claim.count.low, claim.count.high) if claim.count else (None, None)


def _answer(claim: Claim, draft: Draft, asked: _Asked) -> Answer:
    assert claim.count is not None
    seen = asked.seen
    placed, is_assumed = with_incident(claim, draft)
    scope = asked.scope(placed)
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
    if not says_so and (nearest := _nearest(value, beside)):
        answer = replace(answer, attribution="; ".join(filter(None, [nearest, answer.attribution])))
    return replace(answer, remarks=_remarks(claim, placed.incident if is_assumed else None, answer, draft, seen))


def _nearest(value: str, beside: Sequence[Beside]) -> str:
    """The value as somebody gives it of what is no other people than the draft counts, with what that is."""
    for other in beside:
        told = [voice for voice in other.voices if voice.value == value and voice.modality == "asserted"]
        if other.relation != "counts others" and told:
            return f"{value} ({other.asked}), {told[0].attribution}"
    return ""


_ORDER: tuple[Relation, ...] = ("part of a total", "no part of it", "contains", "lies within", "counts others")


def _with_period(scope: Scope, incident: str | None, seen: Archive) -> Scope:
    """As for the archive's own claims: one without a time means its whole incident."""
    declared = next((one for one in seen.contents.settings.incidents if one.id == incident), None)
    if scope.period is not None or declared is None or declared.start is None:
        return scope
    end = declared.end or declared.start
    return replace(scope, period=declared.start if end == declared.start else f"{declared.start}/{end}")


def _is_divided(figures: Sequence[Figure]) -> bool:
    """Whether a source gives several values to one question, as one does that divides what it counts."""
    values: defaultdict[str, set[tuple[int | None, int | None]]] = defaultdict(set)
    for figure in figures:
        values[figure.source].add((figure.low, figure.high))
    return any(len(own) > 1 for own in values.values())


def _sorted(figures: Sequence[Figure], count: Count) -> tuple[list[Figure], list[Figure], list[Figure]]:
    """Figures that say as much, that do not exclude it (nor does a denial of another), that say otherwise."""
    exact, fitting, other = [], [], []
    for figure in figures:
        is_denied = figure.modality == "denied"
        is_as_much = figure.qualifier in SAID_BY.get(count.qualifier, (count.qualifier,))
        if (figure.low, figure.high) == (count.low, count.high) and is_as_much and not is_denied:
            exact.append(figure)
        elif _overlap(figure, count) != is_denied:
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
    said = [kind_in_words(kind_of(claim), seen.messages).lower(), *(PART if is_part(claim) else ())]
    said += [_people(claim, scope), scope.place or "any place", seen.date(scope.period) or "any time"]
    return f"({', '.join(said)})"


def _people(claim: Claim, scope: Scope) -> str:
    """The people in the draft's own words where these say more than that they are people."""
    return (claim.whom if scope.population else None) or " ".join(scope.population) or "people"


def _in_words(question: Question, answers: Sequence[Figure], seen: Archive) -> str:
    """What a question counts, its people in the words of one who answers it."""
    told = (seen.claims[figure.claim].whom for figure in answers if figure.claim in seen.claims)
    people = people_in_words(question, told, seen.messages) or "people"
    said = [people, question.place or "any place", seen.date(question.period) or "any time"]
    return ", ".join([*(PART if question.is_part else ()), *said])


def _remarks(claim: Claim, assumed: str | None, answer: Answer, draft: Draft, seen: Archive) -> tuple[str, ...]:
    says_so = answer.says_so
    found = [*without_year(claim.when, draft)]
    if assumed is not None:
        title = next(one.title for one in seen.contents.settings.incidents if one.id == assumed)
        lacks = " and ".join(name for name, stated in (("place", claim.where), ("time", claim.when)) if not stated)
        found.append(f"the draft names no {lacks} here; taken to mean: {title}")
    if claim.speaker and claim.count:
        count = claim.count
        value = value_in_words(count.low, count.high, count.qualifier, seen.messages)
        copied = [group for voice in says_so for group in seen.groups.get(voice.source, ())]
        voices = [voice for beside in answer.beside for voice in beside.voices]
        same_text = [voice for voice in voices if any(voice.source in group.sources for group in copied)]
        found += _of_speaker(claim.speaker, value, [*says_so, *same_text], answer.otherwise, voices)
    if says_so and all(voice.independence.startswith("likely") for voice in says_so) and len(says_so) > 1:
        found.append("those who say so may rest on one text")
    return tuple(found)


def _of_speaker(
    speaker: str, value: str, says_so: Sequence[Voice], otherwise: Sequence[Voice], elsewhere: Sequence[Voice]
) -> list[str]:
    """What the archive has of the one to whom the draft attributes its figure."""
    wanted = set(by_sound(speaker))

    def is_same(voice: Voice) -> bool:
        named = set(by_sound(voice.speaker))
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
