"""What an audience may not see, and how words that touch it are blanked.

A statement is hidden when it, its source or the source in which we read it is closed to the
audience, or when it names a person who is. A living person is closed to every audience unless a
decision says that they may be named. A source in which a passage is hidden "has a hidden
part": nothing that depends on its whole bytes (digest, size, offsets, text) may be shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from cenotaph.around import above, around
from cenotaph.contacts import BLANK
from cenotaph.publish.contents import Audience, Contents
from cenotaph.record import ACCESS, Access, Claim, Entry, Person, Span

_SHORTEST = 4
"""Hidden words shorter than this are found by their place only: a "12" stands in many innocent quotes."""

_LONG = 6
"""Words at least this long, and names of two words, are blanked in other sources too."""

_LIVES = frozenset({"alive", "injured"})
"""Fates of people who live, as far as their source knows."""

Inside = Mapping[str, frozenset[str]]
"""Id of a source -> ids of the files around it."""


class Hidden(Struct, frozen=True):
    """Which ids the audience does not see, and which passages of which sources."""

    sources: frozenset[str]
    claims: frozenset[str]
    entries: frozenset[str]
    persons: frozenset[str]
    passages: dict[str, tuple[Span, ...]]  # source in which they stand -> hidden passages of a source that is shown
    anywhere: tuple[str, ...] = ()  # words that are hidden wherever they stand: sealed quotes, names of closed persons
    holders: frozenset[str] = frozenset()  # sources whose bytes hold more that is hidden: a file inside, a comment
    places: frozenset[str] = frozenset()  # paths of hidden sources that hold others

    def has_part(self, source: str) -> bool:
        """Whether `source` is shown but a passage of it, or what else its bytes hold, is not."""
        return source in self.passages or source in self.holders

    def leads_through(self, path: str) -> bool:
        """Whether a path leads through a file that is hidden."""
        return any(place in self.places for place in above(path))

    def strings(self, source: str) -> tuple[str, ...]:
        """The words that may not stand in what is shown of a source, the longest first."""
        quotes = {span.quote for span in self.passages.get(source, ()) if len(span.quote) >= _SHORTEST}
        return _longest_first(quotes) + self.anywhere


def shows(access: Access, audience: Audience) -> bool:
    """Whether what is marked `access` may be shown: nothing sealed in a preview, only what is public in public."""
    return ACCESS.index(access) <= (1 if audience == "preview" else 0)


def is_living(person: Person) -> bool:
    """Whether a source says that the person lives and none that settles it says otherwise.

    Who was wounded lives unless a source says that they died or are missing.
    """
    fates = {field.value for field in person.fields if field.field == "fate"}
    if person.fate is not None:
        return person.fate in _LIVES
    return "alive" in fates or ("injured" in fates and not fates - _LIVES)


def living(contents: Contents) -> list[Person]:
    """The living people whom no decision allows to be named."""
    named = set(contents.named_by_decision)
    return [p for p in contents.persons if is_living(p) and not named & {p.id, *p.entries}]


def hidden(contents: Contents, audience: Audience) -> Hidden:
    """Everything of `contents` that `audience` may not see."""
    sources = frozenset(source.id for source in contents.sources if not shows(source.access, audience))
    known = {source.id for source in contents.sources}
    alive = {person.id for person in living(contents)}
    persons = [p for p in contents.persons if not shows(p.access, audience) or p.id in alive]
    of_closed = {entry for p in persons if audience == "public" or p.id not in alive for entry in p.entries}
    of_persons = {entry for person in persons for entry in person.entries}
    passages: dict[str, set[Span]] = defaultdict(set)
    found: dict[type, set[str]] = {Claim: set(), Entry: set()}
    statements: Iterable[Claim | Entry] = (*contents.claims, *contents.entries)
    for statement in statements:
        is_closed = not shows(statement.access, audience) or statement.id in of_persons
        homes = {statement.source, statement.span.source}
        if is_closed or homes & sources or not homes <= known:
            found[type(statement)].add(statement.id)
        has_part = not shows(statement.access, audience) or statement.id in of_closed
        if has_part and statement.span.source in known - sources:
            passages[statement.span.source].add(statement.span)
    order = {source: tuple(sorted(spans, key=msgspec.json.encode)) for source, spans in passages.items()}
    entries = frozenset(found[Entry])
    inside = around(contents.sources)
    holders = _holders(contents, inside, sources | set(order), audience)
    nobody = {p.id for p in contents.persons if not any(entry not in entries for entry in p.entries)}
    return Hidden(
        sources=sources,
        claims=frozenset(found[Claim]),
        entries=entries,
        persons=frozenset({person.id for person in persons} | nobody),
        passages=order,
        anywhere=_anywhere(contents, persons, entries),
        holders=holders - sources,
        places=_places(contents, inside, sources),
    )


def _holders(
    contents: Contents, inside: Inside, hidden_in: set[str] | frozenset[str], audience: Audience
) -> frozenset[str]:
    """Sources that keep what only the archive may know (public), and all files around what is hidden."""
    kept = {s.id for s in contents.sources if audience == "public" and any(e.is_private for e in s.evidence)}
    return frozenset(kept.union(*(inside.get(source, ()) for source in hidden_in | kept)))


def _places(contents: Contents, inside: Inside, hidden_sources: frozenset[str]) -> frozenset[str]:
    """The paths of hidden files that hold others."""
    holding = {each for found in inside.values() for each in found}
    return frozenset(s.path for s in contents.sources if s.path and s.id in hidden_sources & holding)


def _anywhere(contents: Contents, closed: list[Person], hidden_entries: set[str] | frozenset[str]) -> tuple[str, ...]:
    """Words that one source's silence would not hide: they may be copied by another.

    The name of a closed person that a shown person bears too stays: it is that person's name.
    """
    statements: Iterable[Claim | Entry] = (*contents.claims, *contents.entries)
    sealed = {s.span.quote for s in statements if s.access == "sealed" and len(s.span.quote) >= _LONG}
    names = {form.text for person in closed for form in person.names}
    names |= {person.name for person in closed}
    borne = {entry.name for entry in contents.entries if entry.id not in hidden_entries}
    return _longest_first({*sealed, *(name for name in names if len(name) >= _LONG and " " in name)} - borne)


def _longest_first(strings: set[str]) -> tuple[str, ...]:
    return tuple(sorted(strings, key=lambda string: (-len(string), string)))


def blank_span(span: Span, what: Hidden) -> Span | None:
    """`span` with its hidden words blanked and, where its source has a hidden part, without its offsets.

    Returns:
        Nothing when no word would be left.
    """
    passages = what.passages.get(span.source, ())
    quote = span.quote
    if not what.has_part(span.source) and not any(string in quote for string in what.anywhere):
        return span
    if span.start is not None and span.end is not None:
        quote = _cut(span, [(p.start, p.end) for p in passages if p.start is not None and p.end is not None])
    elif any((p.sheet, p.cell) == (span.sheet, span.cell) for p in passages if p.cell is not None):
        return None
    quote = blank_words(quote, what.strings(span.source))
    if not any(character.isalnum() for character in quote.replace(BLANK, "")):
        return None
    return Span(source=span.source, quote=quote, sheet=span.sheet, cell=span.cell)


def _cut(span: Span, gaps: list[tuple[int, int]]) -> str:
    """The quote of a span with the code points inside `gaps` (half-open, of the text) taken out."""
    start, end = span.start or 0, span.end or 0
    quote, at = "", start
    for first, last in sorted(gaps):
        first, last = max(first, at), min(last, end)  # noqa: PLW2901 - the part of the gap inside the quote
        if first >= last:
            continue
        quote += span.quote[at - start : first - start] + BLANK
        at = last
    return quote + span.quote[at - start :]


def blank_words(text: str, strings: Iterable[str]) -> str:
    """`text` with every occurrence of the hidden `strings` blanked."""
    for string in strings:
        if string in text:
            text = text.replace(string, BLANK)
    return text
