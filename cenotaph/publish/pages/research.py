"""For researchers: what published rule sets make of the figures, and from which sides sources speak.

These pages are reached from the data page alone. A rule set speaks in its own name, and no other page shows
what it says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from cenotaph.coverage import coverage
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.figures import incident_page, kind_rank, question_places, scope_in_words
from cenotaph.publish.safe import file_name
from cenotaph.record import Aspect, Assessment, Coverage
from cenotaph.rules import RuleSet, assess, rule_set

QUESTIONS_PER_PAGE = 200
INCIDENTS_PER_PAGE = 60
ASPECTS: tuple[Aspect, ...] = ("perspective", "language", "year", "copy group")


class Assessed(Struct, frozen=True):
    """One question as a rule set assesses it."""

    scope: str
    path: str  # of its figures
    grade: str
    values: list[tuple[str, str]]  # name and value, as far as the rule set names them
    voices: int
    reason: str


class Spoken(Struct, frozen=True):
    """The sources of one kind that speak of an incident."""

    value: str
    sources: int
    voices: int
    statements: int


class Covered(Struct, frozen=True):
    """One incident: per aspect who speaks, and which values other incidents have and this one has not."""

    title: str
    path: str  # of its figures
    aspects: list[tuple[str, list[Spoken], list[str]]]


def pages(site: Site) -> Iterator[Page]:
    """The overview for researchers, the pages of each chosen rule set, and coverage."""
    t = site.messages
    chosen = [(name, rule_set(name)) for name in dict.fromkeys(site.contents.settings.rule_sets)]
    listed = [(_path(f"rules-{name}"), rules.title) for name, rules in chosen]
    overview = {"rule_sets": listed, "coverage": _path("coverage")}
    yield Page("research.html", "research.html", t("research.title"), overview, "data.html")
    if chosen:
        places = question_places(site)
        for name, rules in chosen:
            yield from _rule_set_pages(name, rules, places, site)
    yield from _coverage_pages(site)


def _path(name: str, number: int = 0) -> str:
    return f"research/{file_name(name)}{f'-{number + 1}' if number else ''}.html"


def _rule_set_pages(name: str, rules: RuleSet, places: dict[str, str], site: Site) -> Iterator[Page]:
    contents = site.contents
    found = assess(
        name,
        contents.questions,
        contents.figures,
        contents.claims,
        contents.flags,
        contents.settings.parties,
        contents.set_aside,
    )
    order = {incident.id: place for place, incident in enumerate(contents.settings.incidents)}
    found = tuple(
        sorted(
            found,
            key=lambda one: (order.get(one.incident or "", len(order)), kind_rank(one.kind), -one.voices, one.id),
        )
    )
    parts = [found[at : at + QUESTIONS_PER_PAGE] for at in range(0, len(found), QUESTIONS_PER_PAGE)] or [()]
    for number, part in enumerate(parts):
        values = {
            "rules": rules,
            "incidents": _by_incident(part, places, site),
            "has_grades": bool(rules.grades),
            "files": [f"rule_sets/{name}.csv", f"rule_sets/{name}.json"],
            **_turn(f"rules-{name}", number, len(parts)),
        }
        yield Page(_path(f"rules-{name}", number), "rule_set.html", rules.title, values, "data.html")


def _by_incident(found: Sequence[Assessment], places: dict[str, str], site: Site) -> list[tuple[str, list[Assessed]]]:
    t = site.messages
    return [
        (
            site.lookup.incident_title(incident) or t("figures.not_assigned"),
            [_assessed(one, places, site) for one in same],
        )
        for incident, same in groupby(found, key=lambda one: one.incident)
    ]


def _assessed(one: Assessment, places: dict[str, str], site: Site) -> Assessed:
    t = site.messages
    stated = (("low", one.low), ("best", one.best), ("high", one.high))
    return Assessed(
        scope=scope_in_words(site.lookup.questions[one.question], site),
        path=places[one.question],
        grade=one.grade or "",
        values=[(t(f"research.{name}"), t.number(value)) for name, value in stated if value is not None],
        voices=one.voices,
        reason=one.reason,
    )


def _coverage_pages(site: Site) -> Iterator[Page]:
    contents = site.contents
    found = coverage(
        contents.settings.incidents, contents.sources, contents.claims, contents.entries, contents.copy_groups
    )
    covered = [_covered(incident, list(rows), site) for incident, rows in groupby(found, key=lambda row: row.incident)]
    parts = [covered[at : at + INCIDENTS_PER_PAGE] for at in range(0, len(covered), INCIDENTS_PER_PAGE)] or [[]]
    for number, part in enumerate(parts):
        values = {"incidents": part, **_turn("coverage", number, len(parts))}
        yield Page(_path("coverage", number), "coverage.html", site.messages("coverage.title"), values, "data.html")


def _covered(incident: str, rows: Sequence[Coverage], site: Site) -> Covered:
    t = site.messages
    aspects = []
    for aspect in ASPECTS:
        own = [row for row in rows if row.aspect == aspect]
        spoken = [Spoken(_named(row, site), row.sources, row.voices, row.statements) for row in own if row.sources]
        absent = [_named(row, site) for row in own if not row.sources]
        aspects.append((t(f"coverage.{aspect.replace(' ', '_')}"), spoken, absent))
    return Covered(site.lookup.incident_title(incident) or incident, incident_page(incident), aspects)


def _named(row: Coverage, site: Site) -> str:
    """What a value is called: languages by their name, a copy group by its first source."""
    t = site.messages
    if not row.value:
        return t("coverage.not_stated")
    if row.aspect == "language":
        return t.language_name(row.value)
    group = site.lookup.copy_groups.get(row.value) if row.aspect == "copy group" else None
    return site.lookup.title(group.root or group.sources[0]) if group else row.value


def _turn(name: str, number: int, parts: int) -> dict[str, str | None]:
    return {
        "previous": _path(name, number - 1) if number else None,
        "next": _path(name, number + 1) if number + 1 < parts else None,
    }
