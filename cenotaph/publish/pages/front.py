"""The first page: names, then the incidents side by side as equals, then the ways in."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from cenotaph import edtf
from cenotaph.dates_in_words import in_words, year_of
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.figures import incident_page
from cenotaph.publish.pages.names import DEAD, is_of_record, is_on_wall, shown_order
from cenotaph.record import Incident, Person

WALL = 96
"""How many names the first page begins with; all others are one step further."""


class Block(Struct, frozen=True):
    """One declared incident; every block has the same lines, whether or not there is something to say."""

    title: str
    when: str
    ago: str
    places: tuple[str, ...]
    also: tuple[str, ...]
    names: str
    statements: str
    figures: str  # address of its figures
    chronology: str


def pages(site: Site) -> Iterator[Page]:
    """The first page."""
    persons = [person for person in site.contents.persons if is_of_record(person, site)]
    named = shown_order(person for person in persons if person.is_named)
    wall = [person for person in named if is_on_wall(person, site)]
    values = {
        "wall": wall[:WALL],
        "wall_rest": max(0, len(wall) - WALL),
        "unnamed_dead": sum(not p.is_named and (p.fate in DEAD or p.fate is None) for p in persons),
        "missing": [person for person in named if person.fate == "missing"][:WALL],
        "blocks": [_block(incident, site) for incident in site.contents.settings.incidents],
        "has_names": bool(named),
        "lead": site.contents.settings.description.strip().split("\n\n")[0],
    }
    yield Page("index.html", "index.html", site.contents.settings.title, values, "index.html")


def _block(incident: Incident, site: Site) -> Block:
    t = site.messages
    persons = [person for person in site.contents.persons if person.incident == incident.id]
    claims = [claim for claim in site.contents.claims if claim.incident == incident.id]
    return Block(
        title=incident.title,
        when=in_words(edtf.from_to(incident.start, incident.end), t),
        ago=_years_ago(incident, site),
        places=incident.places,
        also=incident.also,
        names=_names_held(persons, site),
        statements=t("front.statements", count=len(claims), sources=len({claim.source for claim in claims}))
        if claims
        else t("front.no_statements"),
        figures=incident_page(incident.id),
        chronology="chronology.html",
    )


def _years_ago(incident: Incident, site: Site) -> str:
    """How long ago, seen from the edition; without an edition there is no now."""
    year = year_of(incident.start)
    edition = site.contents.edition
    if edition is None or year is None:
        return ""
    years = (year_of(edition.time) or year) - year
    if incident.start and len(incident.start) == 10 and edition.time[5:10] < incident.start[5:10]:
        years -= 1
    return site.messages("front.years_ago", count=years) if years > 0 else ""


def _names_held(persons: list[Person], site: Site) -> str:
    t = site.messages
    named = sum(person.is_named for person in persons)
    unnamed = len(persons) - named
    if not persons:
        return t("front.no_names")
    if not unnamed:
        return t("front.names", count=named)
    return t("front.names_and_unnamed", named=t("front.people", count=named), unnamed=t("front.unnamed", count=unnamed))
