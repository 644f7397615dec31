"""Questions and figures: what is counted, and every value for it with who says so.

Two claims meet in one question only if incident, kind, population, place and period are the same; a wider
question names itself in `within` of the narrower ones. A part of a total is never a rival of that total.
Decisions overrule all of that: they put a claim to another question, and join two questions into one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.record import (
    ACCESS,
    Access,
    Claim,
    CopyGroup,
    DeclaredPlace,
    Figure,
    Incident,
    Party,
    Question,
    Ruling,
    Source,
    Text,
    digest,
)
from cenotaph.speaking import means_of, named_in
from cenotaph.voices import voices_of
from cenotaph.weigh.containment import Wider
from cenotaph.weigh.grouping import Answer, Asked, reason_of, ruled
from cenotaph.weigh.nights import Nights
from cenotaph.weigh.scope import Scope, kind_of, known_places, names_someone, period_slug, scope_of, slug
from cenotaph.weigh.standing import with_standing

NOT_COUNTED = frozenset({"population", "place_name", "person", "anniversary", "legal", "cause", "quote"})
"""Kinds whose numbers count no people or things that an incident took or moved."""


def gives_figure(claim: Claim) -> bool:
    """Whether a claim counts people or things, and is not of one person told by name."""
    return claim.count is not None and kind_of(claim) not in NOT_COUNTED and not names_someone(claim)


def is_part(claim: Claim) -> bool:
    """Whether a claim counts a part of another count: tied to its total, or noted as a part of one."""
    return claim.part_of is not None or ":" in claim.kind


class Known(Struct, frozen=True):
    """What is known beside the claims, for questions and figures."""

    sources: Mapping[str, Source] = {}  # by id
    texts: Mapping[str, Text] = {}  # by source id; their day of publication stands in where the source has none
    groups: Mapping[str, Sequence[CopyGroup]] = {}  # by source id
    incidents: Sequence[Incident] = ()  # declared ones; a claim without a period takes its incident's
    places: Sequence[DeclaredPlace] = ()  # declared ones; all names of a place are one
    parties: Sequence[Party] = ()  # declared ones


def questions_and_figures(
    claims: Sequence[Claim], known: Known, rulings: Sequence[Ruling]
) -> tuple[list[Question], list[Figure]]:
    """The questions that counted claims answer, and one figure per claim.

    Args:
        claims: all claims; those without a count, and those of one person told by name, give no figure.
        known: what is known beside them.
        rulings: `headline` on a figure's or claim's id chooses it, the latest per question; `set` of `question` on a
            claim puts it to that question, or to one of its own where there is none of that name; `set` of `party`
            says for whom its speaker speaks; `join` makes two questions one.

    Returns:
        Questions by id; figures by question, then date of the source, then id.
    """
    periods = {incident.id: edtf.from_to(incident.start, incident.end) for incident in known.incidents}
    gazetteer = known_places(known.places)
    asked: dict[tuple[object, ...], Asked] = {}
    answers: list[tuple[tuple[object, ...], Claim, bool]] = []
    counting = sorted(filter(gives_figure, claims), key=lambda claim: claim.id)
    nights = Nights(counting, known.incidents)
    for claim in counting:
        question = _ask(claim, periods, nights, gazetteer)
        asked.setdefault(question.key, question)
        answers.append((question.key, claim, nights.widens(claim)))
    ids = _ids(asked)
    placed = ruled([Answer(ids[key], asked[key], claim, is_widened=wider) for key, claim, wider in answers], rulings)
    questions = _questions(placed)
    parties = {r.target: r.value for r in rulings if r.kind == "set" and r.field == "party"}
    figures = [_figure(answer, known, parties) for answer in placed]
    figures = _with_headlines(_with_voices(figures, known.groups), rulings)
    figures = with_standing(figures, {one.id: one for one in questions}, known.sources)
    figures.sort(key=lambda f: (f.question, f.published is None, f.published or "", f.id))
    return questions, figures


def _ask(claim: Claim, periods: Mapping[str, str | None], nights: Nights, gazetteer: Gazetteer) -> Asked:
    """The question a claim answers; one of no full scope and no declared incident stands alone with its source."""
    scope = replace(scope_of(claim, gazetteer), period=nights.period(claim))
    if claim.incident is not None and claim.incident in periods:
        scope = replace(scope, period=scope.period or periods[claim.incident])
        return Asked(claim.incident, kind_of(claim), scope, is_part(claim))
    alone = claim.source if scope.period is None or not scope.places else None
    return Asked(claim.incident, kind_of(claim), scope, is_part(claim), alone)


def _ids(asked: Mapping[tuple[object, ...], Asked]) -> dict[tuple[object, ...], str]:
    """A readable id per question; where two would be the same, a short digest keeps them apart."""
    wanted: dict[str, list[tuple[object, ...]]] = {}
    for key in sorted(asked, key=repr):
        wanted.setdefault(_readable(asked[key]), []).append(key)
    found: dict[tuple[object, ...], str] = {}
    for readable, keys in wanted.items():
        for key in keys:
            found[key] = readable if len(keys) == 1 else f"{readable}-{digest(*key, length=6)}"
    return found


def _readable(question: Asked) -> str:
    scope = question.scope
    parts = [
        slug(question.incident or "") or "no-incident",
        (slug(question.kind) or "unknown") + ("-part" if question.is_part else ""),
        slug(" ".join(scope.population)) or "people",
        "-".join(slug(place) for place in scope.places) or "anywhere",
        period_slug(scope.period) if scope.period else "any-time",
    ]
    if question.source is not None:
        parts.append(slug(question.source))
    return "/".join(part[:60].strip("-") or "unknown" for part in parts)


def _figure(answer: Answer, known: Known, parties: Mapping[str, str | None]) -> Figure:
    claim, question = answer.claim, answer.question
    assert claim.count is not None
    source, text = known.sources.get(claim.source), known.texts.get(claim.source)
    published = source.published if source else None
    party = named_in(claim.speaker, known.parties, source.publisher if source else None)
    return Figure(
        id="fig-" + digest(claim.id),  # not of its question: a headline stays where a decision joins questions
        question=question,
        claim=claim.id,
        source=claim.source,
        low=claim.count.low,
        high=claim.count.high,
        qualifier=claim.count.qualifier,
        speaker=claim.speaker,
        published=published or (text.published if text else None),
        as_of=claim.as_of,
        modality=claim.modality,
        basis=claim.basis,
        copy_group=known.groups[claim.source][0].id if claim.source in known.groups else None,
        party=(parties[claim.id] or None) if claim.id in parties else party,
        means=means_of(claim.speaker),
        moved_by=answer.moved_by,
        access=closest([claim.access, *([source.access] if source else [])]),
    )


def _with_voices(figures: Sequence[Figure], groups: Mapping[str, Sequence[CopyGroup]]) -> list[Figure]:
    """Figures with the copy group in whose voice each speaks; a merged text is asked value by value."""
    said: defaultdict[tuple[str, int | None, int | None], set[str]] = defaultdict(set)
    merged = {source for source, own in groups.items() if len(own) > 1}
    for figure in figures if merged else ():
        said[figure.question, figure.low, figure.high].add(figure.source)
    found = []
    for figure in figures:
        if figure.source in merged:
            voices = voices_of(said[figure.question, figure.low, figure.high], groups)
            found.append(replace(figure, copy_group=voices[figure.source]))
        else:
            found.append(figure)
    return found


def closest(levels: Iterable[Access]) -> Access:
    """The most closed of several levels of access."""
    return max(levels, key=ACCESS.index, default="restricted")


def _with_headlines(figures: Sequence[Figure], rulings: Sequence[Ruling]) -> list[Figure]:
    """Figures with those chosen by decision marked, at most one per question."""
    chosen: dict[str, str] = {}  # figure id -> decision
    of_target = {target: figure for figure in figures for target in (figure.id, figure.claim)}
    of_question: dict[str, str] = {}
    for ruling in sorted(rulings, key=lambda ruling: (ruling.time, ruling.decision)):
        figure = of_target.get(ruling.target)
        if ruling.kind == "headline" and figure is not None:
            chosen.pop(of_question.get(figure.question, ""), None)
            of_question[figure.question] = figure.id
            chosen[figure.id] = ruling.decision
    return [replace(f, is_headline=f.id in chosen, headline_by=chosen.get(f.id)) for f in figures]


def _questions(placed: Sequence[Answer]) -> list[Question]:
    """The questions that have answers, by id, each with those that contain it and why its answers belong together."""
    answers: dict[str, list[Answer]] = {}
    for answer in placed:
        answers.setdefault(answer.question, []).append(answer)
    totals: dict[tuple[str, str], dict[str, Scope]] = {}
    for name, own in answers.items():
        asked = own[0].asked
        if asked.incident is not None and not asked.is_part:
            totals.setdefault((asked.incident, asked.kind), {})[name] = asked.scope
    wider = {subject: Wider(scopes) for subject, scopes in totals.items()}
    found = []
    for name, own in answers.items():
        asked = own[0].asked
        around = wider.get((asked.incident or "", asked.kind))
        found.append(
            Question(
                id=name,
                incident=asked.incident,
                kind=asked.kind,
                population=" ".join(asked.scope.population) or None,
                place=asked.scope.place,
                period=asked.scope.period,
                within=tuple(other for other in around.of(asked.scope) if other != name) if around else (),
                is_assumed=any(answer.is_assumed for answer in own),
                is_part=asked.is_part,
                reason=reason_of(own),
            )
        )
    return sorted(found, key=lambda question: question.id)
