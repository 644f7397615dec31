"""Who says how many, when: for each question the values as their sources word them, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from cenotaph.dates_in_words import in_words, sort_key
from cenotaph.messages import Messages
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.sources import is_in_prose
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import count_in_words, modality_in_words, people_in_words
from cenotaph.record import Claim, Figure, Question
from cenotaph.wording import kind_in_words, value_in_words

QUESTIONS_PER_PAGE = 60


class Saying(Struct, frozen=True):
    """One source that says a value, and where."""

    title: str
    path: str
    published: str
    address: str | None


class Value(Struct, frozen=True):
    """One row: a value, who says it, and the further sources that repeat the same text."""

    value: str
    quote: str  # the words it stands in; empty for what is only noted
    whom: str
    language: str | None
    speaker: str
    party: str  # the party to the conflict that speaks, as declared
    means: str  # how who speaks knows it, as far as the source says so
    modality: str
    standing: str
    as_of: str
    is_noted: bool
    saying: Saying
    copies: list[Saying]
    copy_reason: str
    is_headline: bool


class Asked(Struct, frozen=True):
    """One question with its values: those that name who says so, and those that name no origin."""

    id: str
    kind: str
    population: str
    place: str
    period: str
    is_assumed: bool
    is_part: bool
    reason: str  # why its values answer one question
    within: list[tuple[str, str]]  # wider questions and their addresses
    attributed: list[Value]
    unattributed: list[Value]
    headlines: list[Value]


def incident_page(incident: str | None, part: int = 0) -> str:
    """The address of the figures of one incident."""
    name = file_name(incident) if incident else "not-assigned"
    return f"figures/{name}{f'-part-{part + 1}' if part else ''}.html"


def question_anchor(question: Question) -> str:
    """The anchor of a question on its page."""
    return file_name("q-" + question.id)


def pages(site: Site) -> Iterator[Page]:
    """The overview of all questions, and the figures of each incident."""
    t = site.messages
    overview = []
    parted = _parted(site)
    places = _places(parted)
    for incident, parts in parted.items():
        title = site.lookup.incident_title(incident) or t("figures.not_assigned")
        asked = [[_asked(question, places, site) for question in part] for part in parts]
        if incident is not None or asked:
            where = [(one, incident_page(incident, number)) for number, part in enumerate(asked) for one in part]
            overview.append((title, _by_kind(where)))
        for number, part in enumerate(asked):
            around = {
                "incident": title,
                "questions": part,
                "previous": incident_page(incident, number - 1) if number else None,
                "next": incident_page(incident, number + 1) if number + 1 < len(parts) else None,
            }
            page_title = t("figures.of", incident=title)
            yield Page(incident_page(incident, number), "figures_incident.html", page_title, around, "figures.html")
    yield Page("figures.html", "figures.html", t("figures.title"), {"overview": overview}, "figures.html")


def question_places(site: Site) -> dict[str, str]:
    """The address of every question by its id."""
    return _places(_parted(site))


def _parted(site: Site) -> dict[str | None, list[list[Question]]]:
    """The questions of each incident, a list for each page."""
    incidents = (*(incident.id for incident in site.contents.settings.incidents), None)
    return {incident: _parts(incident, site) for incident in incidents}


def _places(parted: dict[str | None, list[list[Question]]]) -> dict[str, str]:
    return {
        question.id: f"{incident_page(incident, number)}#{question_anchor(question)}"
        for incident, parts in parted.items()
        for number, part in enumerate(parts)
        for question in part
    }


def _parts(incident: str | None, site: Site) -> list[list[Question]]:
    """The questions of an incident, a list for each page; a declared incident has a page even when nothing is held."""
    questions = _ordered(incident, site)
    parts = [questions[at : at + QUESTIONS_PER_PAGE] for at in range(0, len(questions), QUESTIONS_PER_PAGE)]
    return parts or ([[]] if incident is not None else [])


def _by_kind(
    places: list[tuple[Asked, str]],
) -> list[tuple[str, list[tuple[Asked, str]], list[tuple[Asked, str]]]]:
    """Questions and their pages by kind: totals, and parts of totals."""
    return [
        (kind, [p for p in same if not p[0].is_part], [p for p in same if p[0].is_part])
        for kind, group in groupby(places, key=lambda place: place[0].kind)
        for same in [list(group)]
    ]


def _ordered(incident: str | None, site: Site) -> list[Question]:
    """The questions of an incident: deaths first; totals before parts; what most sources answer first."""
    found = site.lookup.questions_of.get(incident, [])

    def rank(question: Question) -> tuple[object, ...]:
        answers = len({figure.source for figure in site.lookup.figures_of[question.id]})
        return (*kind_rank(question.kind), question.is_part, -answers, question.id)

    return sorted(found, key=rank)


def kind_rank(kind: str) -> tuple[int, str]:
    """Orders kinds of questions: deaths first."""
    ranks = {"killed": 0, "died_later": 1, "missing": 2, "injured": 3}
    return ranks.get(kind, len(ranks)), kind


def _asked(question: Question, places: dict[str, str], site: Site) -> Asked:
    values = _values(site.lookup.figures_of[question.id], site)
    within = [site.lookup.questions[id_] for id_ in question.within if id_ in site.lookup.questions]
    return Asked(
        id=question_anchor(question),
        kind=kind_in_words(question.kind, site.messages),
        population=_population(question, site),
        place=question.place or "",
        period=in_words(question.period, site.messages),
        is_assumed=question.is_assumed,
        is_part=question.is_part,
        reason=question.reason,
        within=[(scope_in_words(wider, site), places[wider.id]) for wider in within if wider.id in places],
        attributed=[value for value in values if value.speaker],
        unattributed=[value for value in values if not value.speaker],
        headlines=[value for value in values if value.is_headline],
    )


def scope_in_words(question: Question, site: Site) -> str:
    """What a question counts, on one line."""
    parts = (
        kind_in_words(question.kind, site.messages),
        _population(question, site),
        question.place,
        in_words(question.period, site.messages),
    )
    return ", ".join(part for part in parts if part)


def _population(question: Question, site: Site) -> str:
    claims = (site.lookup.claims.get(figure.claim) for figure in site.lookup.figures_of[question.id])
    return people_in_words(question, (claim.whom for claim in claims if claim), site.messages)


def _values(figures: Sequence[Figure], site: Site) -> list[Value]:
    """One row for each copy group and value, at the place of its earliest source."""
    rows: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        group = figure.copy_group or figure.id
        key = (group, figure.low, figure.high, figure.qualifier, figure.speaker, figure.modality)
        rows.setdefault(key, []).append(figure)
    return [_value(same, site) for same in rows.values()]


def _value(figures: list[Figure], site: Site) -> Value:
    t = site.messages
    group = site.lookup.copy_groups.get(figures[0].copy_group or "")
    first = next((f for f in figures if group and f.source == group.root), figures[0])
    copies = [figure for figure in figures if figure is not first]
    claim = site.lookup.claims.get(first.claim)
    return Value(
        value=_worded(first, claim, site),
        quote=claim.span.quote if claim and is_in_prose(claim.span) else "",
        whom=(claim.whom if claim else None) or "",
        language=claim.language if claim else None,
        speaker=first.speaker or "",
        party=t("figures.party", name=first.party) if first.party else "",
        means=t(f"means.{first.means}") if first.means else "",
        modality=modality_in_words(first.modality, t),
        standing=_standing(first, t),
        as_of=in_words(first.as_of, t),
        is_noted=first.basis == "noted",
        saying=_saying(first, site),
        copies=sorted((_saying(f, site) for f in copies), key=lambda s: (sort_key(s.published), s.title, s.path)),
        copy_reason=group.reason if group and copies else "",
        is_headline=any(figure.is_headline for figure in figures),
    )


def _standing(figure: Figure, t: Messages) -> str:
    """How a figure stands in time; what its source itself calls superseded is told as such already."""
    if figure.standing == "current" or figure.modality == "superseded":
        return ""
    return t(f"standing.{figure.standing}")


def _worded(figure: Figure, claim: Claim | None, site: Site) -> str:
    if claim is not None and claim.count is not None and claim.count.unit not in {"persons", ""}:
        return count_in_words(claim.count, site.messages, of=claim.whom)
    return value_in_words(figure.low, figure.high, figure.qualifier, site.messages)


def _saying(figure: Figure, site: Site) -> Saying:
    claim = site.lookup.claims.get(figure.claim)
    source = site.lookup.sources.get(figure.source)
    return Saying(
        title=site.lookup.title(figure.source),
        path=site.lookup.passage(claim) if claim else site.lookup.source_page(figure.source),
        published=in_words(figure.published, site.messages),
        address=source.url if source else None,
    )
