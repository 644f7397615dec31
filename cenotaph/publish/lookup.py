"""Everything the pages look up, gathered once: who stands where, and under which address."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import TypeVar

from cenotaph.dates_in_words import sort_key
from cenotaph.publish.contents import Contents
from cenotaph.publish.safe import file_name
from cenotaph.publish.wording import fold
from cenotaph.record import (
    Claim,
    CopyGroup,
    Entry,
    Figure,
    Incident,
    Link,
    Person,
    Question,
    Source,
    Span,
    Text,
)

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")

STATEMENTS_PER_PAGE = 500
"""A list of forty thousand names is one source; its page must still open on a phone."""


class Lookup:
    """The contents of a record by id and by what belongs together, in the order in which pages show them."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.sources: dict[str, Source] = {source.id: source for source in contents.sources}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in contents.claims}
        self.entries: dict[str, Entry] = {entry.id: entry for entry in contents.entries}
        self.questions: dict[str, Question] = {question.id: question for question in contents.questions}
        self.incidents: dict[str, Incident] = {incident.id: incident for incident in contents.settings.incidents}
        self.links: dict[str, Link] = {link.entry: link for link in contents.links}
        self.texts: dict[str, Text] = {text.source: text for text in contents.texts}
        self.person_of: dict[str, Person] = {entry: person for person in contents.persons for entry in person.entries}

    @cached_property
    def claims_of(self) -> dict[str, list[Claim]]:
        """The statements of each source, in the order in which they stand in what we read."""
        return _grouped((c.source, c) for c in sorted(self.contents.claims, key=_reading_order))

    @cached_property
    def entries_of(self) -> dict[str, list[Entry]]:
        """The entries of each source, in their order."""
        return _grouped((e.source, e) for e in sorted(self.contents.entries, key=_reading_order))

    @cached_property
    def figures_of(self) -> dict[str, list[Figure]]:
        """The figures of each question, by date of their source."""
        ordered = sorted(self.contents.figures, key=lambda f: (sort_key(f.published), self.title(f.source), f.id))
        return _grouped((figure.question, figure) for figure in ordered)

    @cached_property
    def questions_of(self) -> dict[str | None, list[Question]]:
        """The questions of each incident that have figures; the widest first."""
        ordered = sorted(self.contents.questions, key=lambda q: (len(q.within), q.id))
        return _grouped((q.incident, q) for q in ordered if self.figures_of.get(q.id))

    @cached_property
    def copy_groups(self) -> dict[str, CopyGroup]:
        """Copy groups by id."""
        return {group.id: group for group in self.contents.copy_groups}

    @cached_property
    def _claims_read_in(self) -> dict[str, list[Claim]]:
        """The claims that were read in each source, whosever statements they are."""
        return _grouped((claim.span.source, claim) for claim in sorted(self.contents.claims, key=_reading_order))

    def claim_around(self, span: Span) -> Claim | None:
        """The first claim whose words contain those of `span`; in a table, the first of its cell."""
        for claim in self._claims_read_in.get(span.source, ()):
            own = claim.span
            if own == span:
                return claim
            if span.start is None or own.start is None:
                if span.cell is not None and (own.sheet, own.cell) == (span.sheet, span.cell):
                    return claim
            elif own.start <= span.start and (span.end or 0) <= (own.end or 0):
                return claim
        return None

    @cached_property
    def _places(self) -> dict[str, tuple[str, int]]:
        places: dict[str, tuple[str, int]] = {}
        for source in self.contents.sources:
            statements: list[Claim | Entry] = [*self.claims_of.get(source.id, ()), *self.entries_of.get(source.id, ())]
            for number, statement in enumerate(statements):
                places[statement.id] = (source.id, number // STATEMENTS_PER_PAGE)
        return places

    @cached_property
    def sheets(self) -> frozenset[str]:
        """Sources that say nothing themselves: researchers' sheets in which the statements of others are noted."""
        noted = {claim.span.source for claim in self.contents.claims}
        noted |= {entry.span.source for entry in self.contents.entries}
        return frozenset(noted - self.claims_of.keys() - self.entries_of.keys())

    def ordered_sources(self) -> list[Source]:
        """All sources by title."""
        return sorted(self.contents.sources, key=lambda s: (fold(self.title(s.id)), s.id))

    def title(self, source_id: str) -> str:
        """What a source is called: its title, else its file's name, else its publisher, key or id.

        Of several with one title each has its publisher behind it, so that a reader can tell them apart.
        """
        source = self.sources.get(source_id)
        if source is None:
            return source_id
        called = source.title or (source.path or "").rsplit("/", 1)[-1] or source.publisher or source.key or source.id
        is_told_apart = self._titles[source.title] > 1 and source.publisher and source.publisher not in called
        return f"{called} ({source.publisher})" if is_told_apart else called

    @cached_property
    def _titles(self) -> Counter[str | None]:
        return Counter(source.title for source in self.contents.sources if source.title)

    def source_page(self, source_id: str, part: int = 0) -> str:
        """The address of a source's page, from the root of the site."""
        suffix = f"-{part + 1}" if part else ""
        return f"sources/{file_name(source_id)}{suffix}.html"

    def passage(self, statement: Claim | Entry) -> str:
        """The address at which a claim or entry stands on its source's page."""
        source, part = self._places.get(statement.id, (statement.source, 0))
        return f"{self.source_page(source, part)}#{file_name(statement.id)}"

    def person_page(self, person: Person) -> str:
        """The address of a person's page, from the root of the site."""
        return f"persons/{file_name(person.id)}.html"

    def incident_title(self, incident: str | None) -> str | None:
        """The title of a declared incident."""
        found = self.incidents.get(incident or "")
        return found.title if found else None


def _reading_order(statement: Claim | Entry) -> tuple[str, int, int, str]:
    span = statement.span
    return (span.source, -1 if span.start is None else span.start, _line(span.cell), statement.id)


def _line(cell: str | None) -> int:
    digits = "".join(c for c in (cell or "").split(":")[0] if c.isdigit())
    return int(digits) if digits else 0


def _grouped(pairs: Iterable[tuple[KeyT, ValueT]]) -> dict[KeyT, list[ValueT]]:
    groups: dict[KeyT, list[ValueT]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return dict(groups)
