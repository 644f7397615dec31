"""How each table of an archive is read: what people declared of it, what was found out, what became of its lines."""

from __future__ import annotations

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from cenotaph.flags import flag
from cenotaph.per_source import declared
from cenotaph.record import Entry, Flag, Row, Sheet, Source

WHY = {"declared": "declared in cenotaph.toml", "heading": "by its heading", "content": "by its cells"}


class ColumnShown(Struct, frozen=True):
    """One column that a field was read from."""

    field: str
    column: str  # its letter
    heading: str  # as printed
    why: str

    def __str__(self) -> str:
        """The column in one phrase."""
        heading = f" {self.heading!r}" if self.heading else ""
        return f"{self.field} = {self.column}{heading} ({self.why})"


class ListShown(Struct, frozen=True):
    """One table, what it was taken for, and what became of its lines."""

    source: str
    path: str
    sheet: str
    kind: str  # people, claims, sources, sideways, other, ignored
    header: int | None  # the line that names the columns; the last of two
    used: tuple[ColumnShown, ...]
    ignored: tuple[str, ...]  # headings of columns that no field was read from
    data: int  # lines
    blank: int
    total: int
    note: int
    headers: int  # lines of the header, and its repetitions
    entries: int


def lists(
    rows: Sequence[Row], sources: Mapping[str, Source], sheets: Sequence[Sheet], entries: Sequence[Entry]
) -> list[ListShown]:
    """Every table of an archive in the order of paths and sheets, lines under another header apart."""
    named = Counter((entry.span.source, entry.span.sheet) for entry in entries if entry.span.cell)
    found = [
        _shown(table, sources[source], name, declared(sheets, sources[source], name), named[source, name])
        for (source, name), table in _tables(rows)
    ]
    return sorted(found, key=lambda each: (each.path, each.source))


def _shown(table: Sequence[Row], source: Source, name: str, sheet: Sheet | None, entries: int) -> ListShown:
    from cenotaph.cells import cell_name
    from cenotaph.claim.columns import Columns, read_columns

    data = [row for row in table if row.kind == "data"]
    columns = read_columns(data, sheet) if data else Columns("other")
    header = data[0].header if data else ()
    taken = {column.index for column in columns.used}
    width = max((len(row.cells) for row in data), default=0)
    letters = [cell_name(at, 0)[:-1] for at in range(max(width, len(header)))]
    headings = [header[at] if at < len(header) else "" for at in range(len(letters))]
    kinds = Counter(row.kind for row in table)
    lines = [row.line for row in table if row.kind == "header" and (not data or row.line < data[0].line)]
    return ListShown(
        source=source.id,
        path=source.path or source.url or source.id,
        sheet=name,
        kind=columns.kind,
        header=lines[-1] if lines else None,
        used=tuple(
            ColumnShown(column.field, letters[column.index], headings[column.index], WHY[column.why])
            for column in sorted(columns.used, key=lambda column: column.index)
        ),
        ignored=tuple(name or letters[at] for at, name in enumerate(headings) if at not in taken),
        data=kinds["data"],
        blank=kinds["blank"],
        total=kinds["total"],
        note=kinds["note"],
        headers=kinds["header"],
        entries=entries,
    )


def laid_out(rows: Sequence[Row], sources: Sequence[Source], sheets: Sequence[Sheet]) -> list[Row]:
    """The rows, each sheet whose header people declared laid out by it."""
    from cenotaph.read.tables import laid_out as laid_out_by

    if all(sheet.header is None for sheet in sheets):
        return list(rows)
    known = {source.id: source for source in sources}
    found: list[Row] = []
    for (source, name), table in _tables(rows):
        sheet = declared(sheets, known[source], name)
        if sheet is None or sheet.header is None:
            found.extend(table)
        else:
            found.extend(laid_out_by(table, known[source], sheet.header))
    return found


def misdeclared(rows: Sequence[Row], sources: Mapping[str, Source], sheets: Sequence[Sheet]) -> list[Flag]:
    """What is declared of a sheet or a header that its file does not have: L026, L027."""
    names: dict[str, list[str]] = {}
    lines: dict[tuple[str, str], set[int]] = {}
    for (owner, name), table in _tables(rows):
        names.setdefault(owner, []).append(name)
        lines[owner, name] = {row.line for row in table if row.kind != "blank"}
    found = []
    for sheet in sheets:
        for source in _of(sheet, sources.values()):
            known = names.get(source.id, [])
            if sheet.sheet is not None and known and sheet.sheet not in known:
                found.append(_no_sheet(source, sheet.sheet, known))
            for name in known if sheet.sheet is None else [each for each in known if each == sheet.sheet]:
                if sheet.header and sheet.header not in lines[source.id, name]:
                    told = f"{source.path}, sheet {name},"
                    found.append(flag("L027", sources=(source.id,), sheet=told, line=sheet.header))
    return found


def _no_sheet(source: Source, name: str, known: Sequence[str]) -> Flag:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    has = ", ".join(known[:20]) + (f"; did you mean {near[0]}?" if near else "")
    return flag("L026", sources=(source.id,), path=source.path or source.id, sheet=name, known=has)


def _of(sheet: Sheet, sources: Iterable[Source]) -> Iterator[Source]:
    """The sources that stand at the path a sheet is declared for."""
    path = unicodedata.normalize("NFC", sheet.path)
    for source in sources:
        if path in {unicodedata.normalize("NFC", each) for each in source.paths}:
            yield source


def _tables(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, str], list[Row]]]:
    for key, table in groupby(rows, key=lambda row: (row.source, row.sheet)):
        yield key, list(table)
