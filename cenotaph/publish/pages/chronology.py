"""What happened when, as sources tell it: every dated statement in the order of what it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from cenotaph.dates_in_words import in_words, sort_key
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.sources import Shown, shown
from cenotaph.record import Claim

STATEMENTS_PER_PAGE = 800


class Day(Struct, frozen=True):
    """All statements that give the same date for what they tell of."""

    when: str
    anchor: str
    statements: list[tuple[Shown, str, str]]  # the statement, its incident, the title of its source


def pages(site: Site) -> Iterator[Page]:
    """The chronology, in pages where it is long."""
    t = site.messages
    claims = sorted((claim for claim in site.contents.claims if claim.when), key=_order)
    parts = [claims[at : at + STATEMENTS_PER_PAGE] for at in range(0, len(claims), STATEMENTS_PER_PAGE)] or [[]]
    for number, part in enumerate(parts):
        days = [_day(when or "", list(group), site) for when, group in groupby(part, key=lambda claim: claim.when)]
        values = {
            "days": days,
            "previous": _path(number - 1) if number else None,
            "next": _path(number + 1) if number + 1 < len(parts) else None,
            "undated": sum(claim.when is None for claim in site.contents.claims) if number + 1 == len(parts) else 0,
        }
        yield Page(_path(number), "chronology.html", t("chronology.title"), values, "chronology.html")


def _path(number: int) -> str:
    return f"chronology-{number + 1}.html" if number else "chronology.html"


def _order(claim: Claim) -> tuple[tuple[bool, str, str], bool, str, str]:
    return (sort_key(claim.when), claim.count is not None, claim.kind, claim.id)


def _day(when: str, claims: list[Claim], site: Site) -> Day:
    statements = [
        (shown(claim, site), site.lookup.incident_title(claim.incident) or "", site.lookup.title(claim.source))
        for claim in claims
    ]
    return Day(in_words(when, site.messages), statements[0][0].anchor, statements)
