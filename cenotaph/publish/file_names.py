"""Names of files where they stand for tables: a CSV file has no other name for its only table than its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import TypeVar

from msgspec.structs import replace

from cenotaph.contacts import BLANK
from cenotaph.publish.contents import Contents
from cenotaph.record import Claim, Entry, Flag, Source, Span

Names = Mapping[str, frozenset[str]]
StatementT = TypeVar("StatementT", Claim, Entry)


def without_file_names(contents: Contents, sources: Iterable[Source]) -> Contents:
    """`contents` with no table that is called like the file it stands in: file names are never public.

    Args:
        contents: of a public view, with the ids of the build.
        sources: as built, with their paths.
    """
    names = {source.id: _names(source) for source in sources}
    return replace(
        contents,
        claims=tuple(_statement(claim, names) for claim in contents.claims),
        entries=tuple(_statement(entry, names) for entry in contents.entries),
        flags=tuple(_flag(flag, names) for flag in contents.flags),
    )


def _names(source: Source) -> frozenset[str]:
    """What a table of a source may be called when it is called like the file: with and without the endings."""
    found = set()
    for path in source.paths or ((source.path,) if source.path else ()):
        name = PurePosixPath(path).name
        while name not in found:
            found.add(name)
            name = PurePosixPath(name).stem
    return frozenset(found)


def _statement(statement: StatementT, names: Names) -> StatementT:
    span = _span(statement.span, names)
    return statement if span is statement.span else replace(statement, span=span)


def _span(span: Span, names: Names) -> Span:
    return replace(span, sheet=None) if span.sheet in names.get(span.source, ()) else span


def _flag(flag: Flag, names: Names) -> Flag:
    """A point without the names of files; they stand among its values where it tells of a table."""
    of_files = frozenset().union(*(names.get(s, ()) for s in (*flag.sources, *(span.source for span in flag.spans))))
    told = [value for key, _, value in (each.partition("=") for each in flag.values) if key == "sheet"]
    message, values = flag.message, flag.values
    for name in told:
        if name in of_files:
            message = message.replace(name, BLANK)
            values = tuple(f"sheet={BLANK}" if each == f"sheet={name}" else each for each in values)
    spans = tuple(_span(span, names) for span in flag.spans)
    return replace(flag, message=message, values=values, spans=spans)
