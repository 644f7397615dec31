"""A draft as the tool reads it: its claims, its times, its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cenotaph import table
from cenotaph.checking import Place, line_and_column
from cenotaph.draft.assumed import Spellings, in_year_meant, years_meant
from cenotaph.errors import UsageError
from cenotaph.record import Claim, Entry, Source, Span, Text
from cenotaph.settings import Settings
from cenotaph.weigh.scope import as_period


class Draft(Struct, frozen=True):
    """One draft."""

    file: str  # as given
    text: Text | None  # null for a table
    claims: tuple[Claim, ...]  # in the order of the text, with their incidents where they are clear
    entries: tuple[Entry, ...]
    incident: str | None  # of most of its claims; taken for those that name neither place nor time
    years: Mapping[str, str] = {}  # periods for which it names no year, as read and in the year they are taken to mean

    def place(self, span: Span) -> Place:
        """Where words of the draft stand."""
        if self.text is None or span.start is None:
            return Place(self.file, page=span.page, sheet=span.sheet, cell=span.cell)
        line, column = line_and_column(self.text.text, span.start)
        return Place(self.file, line, column, span.page)


def read_draft(path: Path, shown: str, settings: Settings, spellings: Spellings) -> Draft:
    """One file as a draft, its claims assigned to the declared incidents.

    Args:
        path: the file.
        shown: its name as given.
        settings: of the archive.
        spellings: of places in the archive; one that a draft writes in another script is put so.

    Raises:
        NotFoundError: there is no such file.
        UsageError: nothing in it can be read.
    """
    from cenotaph.alone import claimed_of_file
    from cenotaph.claim import assign_incidents

    source, read, text, reading = claimed_of_file(path)
    if text is None and not reading.rows:
        raise UsageError(f"{shown} holds no text that can be read", *(flag.message for flag in reading.flags))
    years = years_meant(text, settings.incidents) if text else {}
    put = [replace(c, where=spellings.of(c.where), when=in_year_meant(c.when, years)) for c in read.claims]
    found, listed = assign_incidents(
        table.to_table(put, Claim),
        table.to_table(list(read.entries), Entry),
        table.to_table([source], Source),
        settings.incidents,
        (),
        settings.places,
    )
    claims = sorted(table.records(found, Claim), key=lambda claim: (claim.span.start or 0, claim.id))
    assigned = Counter(claim.incident for claim in claims if claim.incident)
    main = min(assigned, key=lambda incident: (-assigned[incident], incident), default=None)
    if main is None and len(settings.incidents) == 1:
        main = settings.incidents[0].id
    return Draft(shown, text, tuple(claims), tuple(table.records(listed, Entry)), main, years)


def with_incident(claim: Claim, draft: Draft) -> tuple[Claim, bool]:
    """The claim with its incident, and whether that was taken from the rest of the draft."""
    if claim.incident is not None or draft.incident is None or (claim.when and claim.where):
        return claim, False
    return replace(claim, incident=draft.incident), True


def without_year(when: str | None, draft: Draft) -> tuple[str, ...]:
    """That the draft names no year for a time, where one was taken for it."""
    is_assumed = as_period(when) in draft.years.values()
    return (f"the draft names no year here; taken to mean {(when or '').strip('{[')[:4]}",) if is_assumed else ()
