"""A page for each source: what it is, where it is, and everything it says, each with its own address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from cenotaph.contacts import BLANK
from cenotaph.dates_in_words import in_words
from cenotaph.publish.lookup import STATEMENTS_PER_PAGE
from cenotaph.publish.pages import Page, Site
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import count_in_words, modality_in_words
from cenotaph.record import Claim, Entry, Person, Source, Span, Text
from cenotaph.sensitive import topics
from cenotaph.wording import kind_in_words

CONTEXT = 240
"""How many characters of the sentence around a statement a preview shows on each side, at most."""


class Shown(Struct, frozen=True):
    """One statement as pages show it: in its words when quoted, in ours when noted."""

    anchor: str
    path: str
    kind: str
    quote: str  # the source's words; empty for what is only noted
    before: str
    after: str
    language: str | None
    count: str
    whom: str
    value: str
    when: str
    where: str
    by: str
    speaker: str
    modality: str
    as_of: str
    part_of: str  # address of the statement whose count this one is a part of
    remark: str
    place: str  # where in the source: page, or sheet and cell
    method: str  # how the words were read, when not as they stand in the file
    is_event: bool = False  # told as what happened, not as a number of people


class Named(Struct, frozen=True):
    """One person as the source names them."""

    anchor: str
    path: str
    name: str
    language: str | None
    ordinal: str
    words: str  # what the source says, for a mention in prose
    before: str
    after: str
    line: list[tuple[str, str]]  # field and value as printed, for a line of a list
    person: str | None  # address of the person's page
    place: str
    method: str


def pages(site: Site) -> Iterator[Page]:
    """The list of all sources, and a page or several for each."""
    yield Page(
        "sources.html",
        "sources.html",
        site.messages("sources.title"),
        {
            "sources": [_listed(s, site) for s in site.lookup.ordered_sources() if s.id not in site.lookup.sheets],
            "sheets": [_listed(s, site) for s in site.lookup.ordered_sources() if s.id in site.lookup.sheets],
        },
        "sources.html",
    )
    for source in sorted(site.contents.sources, key=lambda s: s.id):
        yield from _source_pages(source, site)


def _listed(source: Source, site: Site) -> dict[str, object]:
    return {
        "source": source,
        "title": site.lookup.title(source.id),
        "path": site.lookup.source_page(source.id),
        "held": source.status != "cited",
        "published": in_words(source.published, site.messages),
        "language_name": site.messages.language_name(source.language),
        "statements": len(site.lookup.claims_of.get(source.id, ())),
        "people": len(site.lookup.entries_of.get(source.id, ())),
    }


def _source_pages(source: Source, site: Site) -> Iterator[Page]:
    claims = site.lookup.claims_of.get(source.id, [])
    entries = site.lookup.entries_of.get(source.id, [])
    statements: list[Claim | Entry] = [*claims, *entries]
    parts = [statements[at : at + STATEMENTS_PER_PAGE] for at in range(0, len(statements), STATEMENTS_PER_PAGE)]
    for number, part in enumerate(parts or [[]]):
        told = [shown(statement, site) for statement in part if isinstance(statement, Claim)]
        values = {
            **_listed(source, site),
            "is_sheet": source.id in site.lookup.sheets,
            "has_quotes": any(one.quote for one in told),
            "has_notes": any(not one.quote for one in told),
            "supersedes": site.lookup.sources.get(source.supersedes or ""),
            "derived_from": site.lookup.sources.get(source.derived_from or ""),
            "page_files": sum(companion.role == "page_file" for companion in source.companions),
            "transcript": next((c.path for c in source.companions if c.role == "transcript"), None),
            "claims": told,
            "named": [_named(statement, site) for statement in part if isinstance(statement, Entry)],
            "number": number + 1,
            "parts": len(parts),
            "previous": site.lookup.source_page(source.id, number - 1) if number else None,
            "next": site.lookup.source_page(source.id, number + 1) if number + 1 < len(parts) else None,
        }
        title = site.lookup.title(source.id)
        yield Page(site.lookup.source_page(source.id, number), "source.html", title, values, "sources.html")


def shown(claim: Claim, site: Site) -> Shown:
    """A claim as pages show it."""
    t = site.messages
    is_quoted = claim.basis == "quoted"
    before, after = context(claim.span, site) if is_quoted else ("", "")
    whole = site.lookup.claims.get(claim.part_of or "")
    return Shown(
        anchor=file_name(claim.id),
        path=site.lookup.passage(claim),
        kind=kind_in_words(claim.kind, t),
        quote=claim.span.quote if is_quoted else "",
        before=before,
        after=after,
        language=claim.language,
        count=count_in_words(claim.count, t, of=claim.whom) if claim.count else "",
        whom=claim.whom or "",
        value=claim.value if claim.value and claim.value != claim.whom else "",
        when=in_words(claim.when, t),
        where=claim.where or "",
        by=claim.by or "",
        speaker=claim.speaker or "",
        modality=modality_in_words(claim.modality, t),
        as_of=in_words(claim.as_of, t),
        part_of=site.lookup.passage(whole) if whole else "",
        remark=claim.note or "",
        place=_place(claim.span, claim.source, site),
        method=_method(claim, site),
        is_event=claim.kind == "event",
    )


def is_in_prose(span: Span) -> bool:
    """Whether words stand in running text, not in a cell; a blanked quote of prose has no offsets left."""
    return span.cell is None


_DOTS = re.compile(r"\[…*\]|\[…*$|^…*\]")
_STOPS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "\n\n", "。", "۔ ", "؟ ")


def context(span: Span, site: Site) -> tuple[str, str]:
    """The rest of the sentence in front of a quote and behind it, where the text is at hand."""
    text = site.lookup.texts.get(span.source)
    if text is None or span.start is None or span.end is None or text.text[span.start : span.end] != span.quote:
        return "", ""
    first, last = _block(text, span.start, span.end)
    front = text.text[max(first, span.start - CONTEXT) : span.start]
    back = text.text[span.end : min(last, span.end + CONTEXT)]
    start = max((front.rfind(stop) + len(stop) for stop in _STOPS if stop in front), default=0)
    end = min((back.find(stop) + len(stop) for stop in _STOPS if stop in back), default=len(back))
    before, after = front[start:], back[:end]
    has_ended = span.quote.rstrip().endswith((".", "!", "?", "۔", "؟"))
    after = "" if has_ended else after.rstrip()
    return _shown(before.lstrip()), _shown(after)


def _shown(words: str) -> str:
    """Words around a quote, of which those on a sensitive topic are left out and blanked ones are as long as any."""
    return "" if topics(words) else _DOTS.sub(BLANK, words)


def _block(text: Text, start: int, end: int) -> tuple[int, int]:
    """The run of the text around a span that has one role on its page; where that is not known, the whole text."""
    for block in text.blocks:
        if block.start <= start and end <= block.end:
            return block.start, block.end
    return 0, len(text.text)


def _place(span: Span, source: str, site: Site) -> str:
    """Where in the source a passage stands; for a note, which line of which sheet it is."""
    t = site.messages
    if span.source != source:
        return t("source.noted_in", sheet=site.lookup.title(span.source), cell=span.cell or "")
    if span.page is not None:
        return t("source.page", page=span.page)
    if span.cell:
        return t("source.cell", sheet=span.sheet or "", cell=span.cell).strip()
    return ""


def _method(statement: Claim | Entry, site: Site) -> str:
    """How words were read that do not stand in the file as letters; of words a program made out, how sure it was."""
    if statement.method == "extracted":
        return ""
    percent = round(100 * (statement.confidence or 0))
    return site.messages(f"statement.method_{statement.method}", percent=percent)


def _named(entry: Entry, site: Site) -> Named:
    person: Person | None = site.lookup.person_of.get(entry.id)
    in_prose = is_in_prose(entry.span)
    before, after = context(entry.span, site) if in_prose else ("", "")
    return Named(
        anchor=file_name(entry.id),
        path=site.lookup.passage(entry),
        name=entry.name if entry.is_named else "",
        language=entry.language,
        ordinal=entry.ordinal or "",
        words=entry.span.quote if in_prose else "",
        before=before,
        after=after,
        line=[] if in_prose else _line(entry, site),
        person=site.lookup.person_page(person) if person else None,
        place=_place(entry.span, entry.source, site),
        method=_method(entry, site),
    )


_LINE_FIELDS: Sequence[str] = ("birth", "age", "sex", "place", "date", "fate", "burial", "kin", "details")


def _line(entry: Entry, site: Site) -> list[tuple[str, str]]:
    t = site.messages
    values = []
    for name in _LINE_FIELDS:
        value = getattr(entry, name)
        if not value:
            continue
        if name in {"birth", "date"}:
            value = in_words(value, t)
        elif t.has(f"{name}.value.{value}"):
            value = t(f"{name}.value.{value}")
        values.append((name, value))
    return values
