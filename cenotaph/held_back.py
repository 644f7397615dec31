"""What no page and no public export shows until a person has ruled on it, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from cenotaph import ledger
from cenotaph.archive import Archive
from cenotaph.contacts import contacts
from cenotaph.living import folded_name, private_passages
from cenotaph.record import Access, Claim, Entry, Person, Source, Text
from cenotaph.sensitive import topics
from cenotaph.show import load, named_by_decision

Reason = Literal["ruled", "sensitive topic", "contact", "living person"]

_REMARKS = ("place", "details", "kin", "burial", "note")
"""Fields of an entry that may hold more than the list is for."""

_CLOSING = ("restrict", "seal", "withdraw")


class HeldBack(Struct, frozen=True):
    """One passage that the public site will not show until a person rules on it."""

    id: str  # of a claim or an entry; of the text where no statement was read in the passage
    table: str
    access: Access
    source: str
    quote: str
    reason: Reason


def held_back(archive: Archive) -> list[HeldBack]:
    """Every passage that is held back though its source is shown, with the reason; sealed ones first.

    Raises:
        ArchiveError: the archive has not been built.
    """
    known = _Known(archive)
    found = [*known.statements(), *known.passages()]
    return sorted(found, key=lambda held: (held.access != "sealed", held.source, held.id, held.quote))


class _Known:
    """What the tables and the ledger say of who lives and of what is ruled."""

    def __init__(self, archive: Archive) -> None:
        from cenotaph.publish.hiding import is_living

        standing, _ = ledger.in_force(ledger.read_ledger(archive.decisions))
        self.closed = {decision.target for decision in standing if decision.kind in _CLOSING}
        self.opened = {decision.target for decision in standing if decision.kind == "publish"}
        self.sources = {source.id: source for source in load(archive, Source, "sources")}
        self.claims = load(archive, Claim, "claims")
        self.entries = load(archive, Entry, "entries")
        self.texts = {text.source: text for text in load(archive, Text, "texts")}
        named = set(named_by_decision(archive))
        living = [p for p in load(archive, Person, "persons") if is_living(p) and not named & {p.id, *p.entries}]
        self.living = {entry for person in living for entry in person.entries}
        names = {entry.name for entry in self.entries if entry.name and entry.id not in self.living}
        names |= {source.author for source in self.sources.values() if source.author}
        self.spared = frozenset(map(folded_name, names))
        self.told: dict[str, list[tuple[int, int]]] = {}

    def statements(self) -> Iterator[HeldBack]:
        """Claims and entries."""
        rows: list[Claim | Entry] = [*self.claims, *self.entries]
        for row in rows:
            reason, words = self._reason(row)
            if reason is None:
                continue
            table = "claims" if isinstance(row, Claim) else "entries"
            if row.span.start is not None and row.span.end is not None:
                self.told.setdefault(row.span.source, []).append((row.span.start, row.span.end))
            yield HeldBack(row.id, table, row.access, row.source, words, reason)

    def passages(self) -> Iterator[HeldBack]:
        """Contact data and living private people in texts, where no statement that is held back says them."""
        for text in self.texts.values():
            told = self.told.get(text.source, [])
            seen = set()
            for passage in private_passages(text.text, self.spared):
                is_told = any(start < passage.end and passage.start < end for start, end in told)
                if not is_told and passage.words not in seen and passage.is_stated(text):
                    seen.add(passage.words)
                    yield HeldBack(text.id, "texts", "sealed", text.source, passage.words, passage.why)

    def _reason(self, row: Claim | Entry) -> tuple[Reason | None, str]:
        """Why a statement is held back, and the words that are; nothing for one that is not."""
        quote = row.span.quote
        if row.id in self.closed:
            return "ruled", quote
        if row.id in self.living:
            return "living person", quote
        if isinstance(row, Entry):
            for name in _REMARKS:
                words = getattr(row, name) or ""
                if row.id not in self.opened and topics(words):
                    return "sensitive topic", words
                if contacts(words, is_cell=not row.is_mention):
                    return "contact", words
        if row.access == "sealed":
            return (None if self._access(row.source) == "sealed" else "sensitive topic"), quote
        if contacts(quote):
            return "contact", quote
        if row.access == "restricted" and self._access(row.source) == "public":
            return "living person", quote
        return None, ""

    def _access(self, source: str) -> Access:
        return self.sources[source].access if source in self.sources else "restricted"
