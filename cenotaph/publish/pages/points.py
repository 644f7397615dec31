"""Points to check: what does not add up, with the words it rests on and how to settle it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from msgspec import Struct

from cenotaph.flags import FlagKind, catalogue, message
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.pages.sources import is_in_prose
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import count_in_words
from cenotaph.record import Claim, Entry, Flag, Span
from cenotaph.wording import kind_in_words

POINTS_PER_PAGE = 400


class Words(Struct, frozen=True):
    """One passage a point rests on."""

    quote: str  # the source's words; empty for what was only noted
    note: str  # ours, where there are no words
    language: str | None
    title: str
    path: str
    source: str


class Point(Struct, frozen=True):
    """One point to check."""

    anchor: str
    message: str
    words: list[Words]
    sources: list[tuple[str, str]]  # title and address of sources it rests on without a passage
    is_settled: bool
    settled_by: str
    settled_reason: str


class Group(Struct, frozen=True):
    """All points of one code."""

    code: str
    title: str
    what: str
    why: str
    settle: str
    points: list[Point]


def pages(site: Site) -> Iterator[Page]:
    """The points to check by code, in pages where there are many; mere lists stand elsewhere."""
    points = [flag for flag in site.contents.flags if not _kind(flag.code).is_list]
    flags = sorted(points, key=lambda f: (f.code, f.settled_by is not None, f.message, f.id))
    parts = [flags[at : at + POINTS_PER_PAGE] for at in range(0, len(flags), POINTS_PER_PAGE)] or [[]]
    for number, part in enumerate(parts):
        values = {
            "groups": [_group(code, list(group), site) for code, group in groupby(part, key=lambda flag: flag.code)],
            "total": len(flags),
            "told": sum(flag.settled_by is None and flag.severity == "information" for flag in flags),
            "settled": sum(flag.settled_by is not None for flag in flags),
            "previous": _path(number - 1) if number else None,
            "next": _path(number + 1) if number + 1 < len(parts) else None,
        }
        yield Page(_path(number), "points.html", site.messages("points.title"), values, "points.html")


def _path(number: int) -> str:
    return f"points-{number + 1}.html" if number else "points.html"


def _group(code: str, flags: list[Flag], site: Site) -> Group:
    kind = _kind(code)
    points = [_point(flag, site) for flag in flags]
    return Group(code, kind.title, kind.what, kind.why, kind.settle, points)


def _kind(code: str) -> FlagKind:
    return catalogue().get(code, FlagKind("information", code, "", "", "", ""))


def _point(flag: Flag, site: Site) -> Point:
    words = [_words(span, site) for span in flag.spans]
    words += _statements(flag, site) if not words else []
    named = {word.source for word in words}
    return Point(
        anchor=file_name(flag.id),
        message=message(flag, site.messages.language),
        words=words,
        sources=[
            (site.lookup.title(source), site.lookup.source_page(source))
            for source in flag.sources
            if source in site.lookup.sources and source not in named
        ],
        is_settled=flag.settled_by is not None,
        settled_by=flag.settled_by or "",
        settled_reason=flag.settled_reason or "",
    )


def _words(span: Span, site: Site) -> Words:
    claim = site.lookup.claim_around(span)
    source = claim.source if claim else span.source
    return Words(
        quote=span.quote if is_in_prose(span) else "",
        note=_note(claim, site) if claim and not is_in_prose(span) else "",
        language=claim.language if claim else None,
        title=site.lookup.title(source),
        path=site.lookup.passage(claim) if claim else site.lookup.source_page(source),
        source=source,
    )


def _statements(flag: Flag, site: Site) -> list[Words]:
    """The claims and entries a point rests on, where it names no span of its own."""
    claims = [site.lookup.claims[id_] for id_ in flag.claims if id_ in site.lookup.claims]
    entries = [site.lookup.entries[id_] for id_ in flag.entries if id_ in site.lookup.entries]
    statements: list[Claim | Entry] = [*claims, *entries]
    return [
        Words(
            quote=statement.span.quote if is_in_prose(statement.span) else "",
            note="" if is_in_prose(statement.span) else _note(statement, site),
            language=statement.language,
            title=site.lookup.title(statement.source),
            path=site.lookup.passage(statement),
            source=statement.source,
        )
        for statement in statements
    ]


def _note(statement: Claim | Entry, site: Site) -> str:
    """What we noted, on one line."""
    if isinstance(statement, Entry):
        return statement.name
    t = site.messages
    count = count_in_words(statement.count, t, of=statement.whom) if statement.count else ""
    said = " ".join(part for part in (count, statement.whom) if part) or statement.value or ""
    return f"{kind_in_words(statement.kind, t)}: {said}" if said else kind_in_words(statement.kind, t)
