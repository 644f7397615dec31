"""What a decision's target looked like, and how it is found again after a re-reading.

Method: the quote and 32 characters on each side, as the TextQuoteSelector of the W3C Web
Annotation Data Model (2017) has it. For a cell of a table, which has no text around it, the two
sides are what the same line says elsewhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct, structs

from cenotaph.ledger.sealed import stands_for
from cenotaph.record import (
    TABLES,
    Anchor,
    Claim,
    Decision,
    Entry,
    Figure,
    Flag,
    Person,
    Source,
    Span,
    Text,
)
from cenotaph.table import records

if TYPE_CHECKING:
    import pyarrow as pa

REACH = 32
"""Characters kept on each side of a quote."""

ENOUGH = 0.5
"""Likeness of the surroundings from which on a passage is the one meant. Two unrelated runs of 32 letters of one
language are alike to 0.2-0.4 by the measure used; one side kept whole and the other lost gives 0.6 or more."""

MARGIN = 0.1
"""By how much the best passage must be more alike than the next, else it is not told which was meant."""

_Words = tuple[str | None, str | None, str | None]

_TABLE_OF = {
    "src": "sources",
    "cit": "sources",
    "txt": "texts",
    "row": "rows",
    "clm": "claims",
    "ent": "entries",
    "per": "persons",
    "lnk": "links",
    "pair": "pairs",
    "fig": "figures",
    "flg": "flags",
}
"""The table in which an id is looked for, by what stands in front of its first hyphen."""

_OTHERS = ("questions", "estimates", "places", "copy_groups")
"""Tables whose ids have no fixed beginning."""


def anchor_of(record: Struct, text: Text | None = None, hidden: Iterable[tuple[int, int]] = ()) -> Anchor:
    """The anchor of a claim, entry, person, source, figure or flag.

    Args:
        record: what is ruled on.
        text: the text it was read in, for the characters on each side.
        hidden: spans of that text (code points, half-open) whose words must not get into an anchor,
            because they are sealed; a side that meets one is left out.
    """
    match record:
        case Claim(span=span, kind=kind):
            return _placed(span, kind, text, hidden, (record.source, record.whom, record.when, record.where))
        case Entry(span=span):
            told = (record.ordinal, record.birth, record.age, record.sex, record.place, record.date, record.kin)
            found = _placed(span, "entry", text, hidden, told)
            return found if found.quote else structs.replace(found, quote=record.name)
        case Flag(code=code, spans=spans) if spans:
            return _placed(spans[0], code, text, hidden, (record.message,))
    return Anchor(*_described(record))


def span_of(record: Struct) -> Span | None:
    """Where the words stand that a record rests on; of a flag's spans the first."""
    spans = getattr(record, "spans", ())
    found: Span | None = spans[0] if spans else getattr(record, "span", None)
    return found


class Known:
    """The ids and anchors of today, from the tables a build has so far.

    A decision is called unattached only when the table it would be in is among them, so that the
    rulings on sources can be had before there are claims.

    Args:
        tables: tables by their names in `record.TABLES`; claims as read, before rejected ones are
            taken out, or a rejection would seem to have no target.
    """

    def __init__(self, tables: Mapping[str, pa.Table] | None = None) -> None:
        self._tables = dict(tables or {})

    def has(self, name: str) -> bool:
        """Whether the id is there today."""
        return name in self._ids

    def judges(self, name: str) -> bool:
        """Whether the table in which the id would be is among those known."""
        table = _TABLE_OF.get(name.split("-", 1)[0])
        return table in self._tables if table else all(other in self._tables for other in _OTHERS)

    def now(self, name: str) -> str | None:
        """The id itself, or the one that a former id leads to: a merged person, a superseded source."""
        met = set()
        while name not in self._ids and name not in met:
            met.add(name)
            name = self._redirects.get(name, name)
        return name if name in self._ids else None

    def find(self, anchor: Anchor) -> tuple[str, ...]:
        """The ids that fit the anchor best: one when it is told, several when they fit equally, none when none does.

        Looked at are the same words under the same kind in the same source, or in the one that superseded it.
        """
        same = self._by_words.get((self._place(anchor), anchor.kind, anchor.quote), ()) if anchor.quote else ()
        if exact := tuple(name for name, found in same if _is_alike(anchor, found)):
            return exact
        ranked = sorted(((_likeness(anchor, found), name) for name, found in same), key=lambda r: (-r[0], r[1]))
        ranked = [(score, name) for score, name in ranked if score >= ENOUGH]
        return tuple(name for score, name in ranked if ranked[0][0] - score < MARGIN)

    def find_sealed(self, decision: Decision) -> tuple[str, ...]:
        """All ids whose words a seal stands for; the words are compared by commitment, the ledger has none."""
        anchor = decision.anchor or Anchor()
        place = self._place(anchor)
        alike = [
            (name, kind)
            for (source, kind, quote), found in self._by_words.items()
            if source == place and quote is not None and stands_for(decision, quote)
            for name, _ in found
        ]
        same_kind = tuple(sorted(name for name, kind in alike if kind == anchor.kind))
        return same_kind or tuple(sorted(name for name, _ in alike))

    def _place(self, anchor: Anchor) -> str | None:
        return anchor.source and (self.now(anchor.source) or anchor.source)

    @cached_property
    def _ids(self) -> frozenset[str]:
        tables = (table for name, table in self._tables.items() if name != "redirects")  # those ids are former ones
        return frozenset(name for table in tables for name in table.column("id").to_pylist())

    @cached_property
    def _redirects(self) -> dict[str, str]:
        merged = {row.id: row.person for row in self._rows("redirects")}
        superseded = {row.supersedes: row.id for row in self._rows("sources") if row.supersedes}
        return {**superseded, **merged}

    @cached_property
    def _by_words(self) -> dict[_Words, tuple[tuple[str, Anchor], ...]]:
        """Source, kind and quote -> what has them, by id."""
        texts = {text.sha256: text for text in self._rows("texts")}
        found: dict[_Words, list[tuple[str, Anchor]]] = {}
        for table in ("claims", "entries", "persons", "sources", "figures", "flags"):
            for row in self._rows(table):
                span = span_of(row)
                anchor = anchor_of(row, texts.get(span.text_sha256) if span else None)
                found.setdefault((anchor.source, anchor.kind, anchor.quote), []).append((row.id, anchor))
        return {words: tuple(sorted(places, key=lambda place: place[0])) for words, places in found.items()}

    def _rows(self, table: str) -> Sequence[Any]:
        if table not in self._tables:
            return ()
        return records(self._tables[table], TABLES[table])


def _placed(
    span: Span, kind: str, text: Text | None, hidden: Iterable[tuple[int, int]], line: Sequence[str | None]
) -> Anchor:
    """The anchor of words in a text, or of a cell, whose two sides are what `line` says beside it."""
    if span.start is None:
        return Anchor(span.source, kind, span.quote, line[0], _line(line[1:]))
    return Anchor(span.source, kind, span.quote, *_sides(span, text, hidden))


def _described(record: Struct) -> tuple[str | None, str, str | None]:
    """Source, kind and words of what stands in no text."""
    match record:
        case Person(name=name):
            return None, "person", name
        case Source():
            return None, "source", record.path or record.url or record.title
        case Figure(question=question):
            return record.source, question, f"{record.low} {record.high} {record.qualifier}"
        case Flag(code=code):
            return None, code, record.message
    return None, type(record).__name__.lower(), getattr(record, "id", None)


def _sides(span: Span, text: Text | None, hidden: Iterable[tuple[int, int]]) -> tuple[str | None, str | None]:
    if text is None or span.start is None or span.end is None:
        return None, None
    closed = list(hidden)
    sides = []
    for start, end in ((max(0, span.start - REACH), span.start), (span.end, span.end + REACH)):
        is_hidden = any(start < closed_end and closed_start < end for closed_start, closed_end in closed)
        sides.append(None if is_hidden else text.text[start:end])
    return sides[0], sides[1]


def _line(values: Iterable[str | None]) -> str | None:
    return " | ".join(value for value in values if value)[:REACH] or None


def _is_alike(anchor: Anchor, found: Anchor) -> bool:
    """Whether everything that the anchor keeps of the surroundings is as it was."""
    return anchor.before in (None, found.before) and anchor.after in (None, found.after)


def _likeness(anchor: Anchor, found: Anchor) -> float:
    """How alike the surroundings are, 0 to 1, over the sides that the anchor keeps."""
    sides = [(anchor.before, found.before), (anchor.after, found.after)]
    scores = [
        difflib.SequenceMatcher(None, kept, now or "", autojunk=False).ratio()
        for kept, now in sides
        if kept is not None
    ]
    return sum(scores) / len(scores) if scores else 1.0
