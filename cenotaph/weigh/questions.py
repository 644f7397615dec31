"""Questions and figures: what is counted, and every value for it with who says so.

Two claims meet in one question only if incident, kind, population, place and period are the same; a wider
question names itself in `within` of the narrower ones. A part of a total is never a rival of that total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.record import ACCESS, Access, Claim, Figure, Incident, Question, Ruling, Source, Text, digest
from cenotaph.weigh.scope import Scope, is_within, names_someone, period_slug, scope_of, slug

NOT_COUNTED = frozenset({"population", "place_name", "person", "anniversary", "legal", "cause", "quote"})
"""Kinds whose numbers count no people or things that an incident took or moved."""


class Asked(Struct, frozen=True):
    """The question a claim answers, before it has an id."""

    incident: str | None
    kind: str
    scope: Scope
    is_part: bool
    source: str | None = None  # without a declared incident, a claim of no stated scope stands alone in its source

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two claims answer the same question."""
        scope = self.scope
        period = scope.period or ""
        return (self.incident or "", self.kind, scope.population, scope.places, period, self.is_part, self.source or "")


def is_part(claim: Claim) -> bool:
    """Whether a claim counts a part of another count: tied to its total, or noted as a part of one."""
    return claim.part_of is not None or ":" in claim.kind


def kind_of(claim: Claim) -> str:
    """The kind without a sheet's mark for parts ("killed:part")."""
    return claim.kind.partition(":")[0]


def questions_and_figures(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    texts: Mapping[str, Text],
    incidents: Sequence[Incident],
    groups: Mapping[str, str],
    rulings: Sequence[Ruling],
) -> tuple[list[Question], list[Figure]]:
    """The questions that counted claims answer, and one figure per claim.

    Args:
        claims: all claims; those without a count, and those of one person told by name, give no figure.
        sources: by id.
        texts: by source id; their day of publication stands in where the source has none.
        incidents: declared ones; a claim without a period takes its incident's, and is marked as assumed.
        groups: source id -> id of its copy group.
        rulings: `headline` on a figure's or claim's id chooses it, the latest per question.

    Returns:
        Questions by id; figures by question, then date of the source, then id.
    """
    periods = {incident.id: _period(incident) for incident in incidents}
    asked: dict[tuple[object, ...], Asked] = {}
    assumed: set[tuple[object, ...]] = set()
    answers: list[tuple[tuple[object, ...], Claim]] = []
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.count is None or kind_of(claim) in NOT_COUNTED or names_someone(claim):
            continue
        question, is_assumed = _ask(claim, periods)
        asked.setdefault(question.key, question)
        if is_assumed:
            assumed.add(question.key)
        answers.append((question.key, claim))
    ids = _ids(asked)
    figures = [_figure(ids[key], claim, sources, texts, groups) for key, claim in answers]
    figures = _with_headlines(figures, rulings)
    figures.sort(key=lambda f: (f.question, f.published is None, f.published or "", f.id))
    return _questions(asked, ids, assumed), figures


def _period(incident: Incident) -> str | None:
    if incident.start and incident.end:
        return incident.start if incident.start == incident.end else f"{incident.start}/{incident.end}"
    return incident.start or incident.end


def _ask(claim: Claim, periods: Mapping[str, str | None]) -> tuple[Asked, bool]:
    """The question of a claim, and whether its scope is assumed because the claim states no place or time."""
    scope = scope_of(claim)
    is_assumed = scope.period is None or not scope.places
    if claim.incident is not None and claim.incident in periods:
        scope = replace(scope, period=scope.period or periods[claim.incident])
        return Asked(claim.incident, kind_of(claim), scope, is_part(claim)), is_assumed
    alone = claim.source if is_assumed else None
    return Asked(claim.incident, kind_of(claim), scope, is_part(claim), alone), is_assumed


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


def _figure(
    question: str, claim: Claim, sources: Mapping[str, Source], texts: Mapping[str, Text], groups: Mapping[str, str]
) -> Figure:
    assert claim.count is not None
    source, text = sources.get(claim.source), texts.get(claim.source)
    published = source.published if source else None
    return Figure(
        id="fig-" + digest(question, claim.id),
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
        copy_group=groups.get(claim.source),
        access=closest([claim.access, *([source.access] if source else [])]),
    )


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


def _questions(
    asked: Mapping[tuple[object, ...], Asked],
    ids: Mapping[tuple[object, ...], str],
    assumed: set[tuple[object, ...]],
) -> list[Question]:
    by_subject: dict[tuple[str, str], list[tuple[tuple[object, ...], Asked]]] = {}
    for key, question in asked.items():
        if question.incident is not None:
            by_subject.setdefault((question.incident, question.kind), []).append((key, question))
    found = []
    for key, question in asked.items():
        wider = by_subject.get((question.incident or "", question.kind), [])
        within = sorted(
            ids[other]
            for other, outer in wider
            if other != key and not outer.is_part and is_within(question.scope, outer.scope)
        )
        scope = question.scope
        found.append(
            Question(
                id=ids[key],
                incident=question.incident,
                kind=question.kind,
                population=" ".join(scope.population) or None,
                place=scope.place,
                period=scope.period,
                within=tuple(within),
                is_assumed=key in assumed,
                is_part=question.is_part,
            )
        )
    return sorted(found, key=lambda question: question.id)
