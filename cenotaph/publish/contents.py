"""What the publish stage takes: all tables of a build, its settings, and the edition if one is fixed."""

from __future__ import annotations

from typing import Literal

import msgspec
import pyarrow as pa
from msgspec import Struct

from cenotaph import table
from cenotaph.archive import Settings
from cenotaph.record import (
    TABLES,
    Claim,
    CopyGroup,
    Entry,
    Estimate,
    Figure,
    Flag,
    Link,
    Pair,
    Person,
    Place,
    Question,
    Redirect,
    Row,
    Source,
    Text,
)

Audience = Literal["preview", "public"]


class Edition(Struct, frozen=True):
    """A released state of the record. Every published "now" is its time; there is no other clock."""

    number: int
    time: str  # ISO 8601, UTC, of the decision that released it
    reason: str = ""  # that decision's public reason, shown on the about page


class Record(Struct, frozen=True, kw_only=True):
    """The whole record as Arrow tables, one for each name in `cenotaph.record.TABLES`."""

    settings: Settings
    edition: Edition | None = None
    named_by_decision: tuple[
        str, ...
    ] = ()  # living persons whose consent, claims on whose `by` a court's word is ruled
    opened_by_decision: tuple[str, ...] = ()  # statements a ruling lets be shown, sensitive words and all
    set_aside: tuple[
        str, ...
    ] = ()  # claims in no range, for a point of doubt that the audience may not see; never shown
    sources: pa.Table = msgspec.field(default_factory=lambda: table.empty(Source))
    texts: pa.Table = msgspec.field(default_factory=lambda: table.empty(Text))
    rows: pa.Table = msgspec.field(default_factory=lambda: table.empty(Row))
    claims: pa.Table = msgspec.field(default_factory=lambda: table.empty(Claim))
    entries: pa.Table = msgspec.field(default_factory=lambda: table.empty(Entry))
    persons: pa.Table = msgspec.field(default_factory=lambda: table.empty(Person))
    redirects: pa.Table = msgspec.field(default_factory=lambda: table.empty(Redirect))
    links: pa.Table = msgspec.field(default_factory=lambda: table.empty(Link))
    pairs: pa.Table = msgspec.field(default_factory=lambda: table.empty(Pair))
    places: pa.Table = msgspec.field(default_factory=lambda: table.empty(Place))
    questions: pa.Table = msgspec.field(default_factory=lambda: table.empty(Question))
    figures: pa.Table = msgspec.field(default_factory=lambda: table.empty(Figure))
    copy_groups: pa.Table = msgspec.field(default_factory=lambda: table.empty(CopyGroup))
    flags: pa.Table = msgspec.field(default_factory=lambda: table.empty(Flag))
    estimates: pa.Table = msgspec.field(default_factory=lambda: table.empty(Estimate))


class Contents(Struct, frozen=True, kw_only=True):
    """The same record as Python records, for rules and templates."""

    settings: Settings
    edition: Edition | None = None
    named_by_decision: tuple[str, ...] = ()
    opened_by_decision: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    texts: tuple[Text, ...] = ()
    rows: tuple[Row, ...] = ()
    claims: tuple[Claim, ...] = ()
    entries: tuple[Entry, ...] = ()
    persons: tuple[Person, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    links: tuple[Link, ...] = ()
    pairs: tuple[Pair, ...] = ()
    places: tuple[Place, ...] = ()
    questions: tuple[Question, ...] = ()
    figures: tuple[Figure, ...] = ()
    copy_groups: tuple[CopyGroup, ...] = ()
    flags: tuple[Flag, ...] = ()
    estimates: tuple[Estimate, ...] = ()


def to_contents(record: Record, *, without: tuple[str, ...] = ()) -> Contents:
    """The tables of `record` as records, types checked; tables named in `without` stay empty.

    Raises:
        TableError: a table does not have the columns of its record.
    """
    read = {
        name: tuple(table.records(getattr(record, name), kind)) for name, kind in TABLES.items() if name not in without
    }
    return Contents(
        settings=record.settings,
        edition=record.edition,
        named_by_decision=record.named_by_decision,
        opened_by_decision=record.opened_by_decision,
        set_aside=record.set_aside,
        **read,  # type: ignore[arg-type]
    )


def to_record(contents: Contents) -> Record:
    """`contents` as Arrow tables, rows in the order given."""
    tables = {name: table.to_table(getattr(contents, name), kind) for name, kind in TABLES.items()}
    return Record(settings=contents.settings, edition=contents.edition, set_aside=contents.set_aside, **tables)
