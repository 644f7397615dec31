"""Match two lists of people, or one with itself, without an archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cenotaph.errors import NotFoundError, UsageError
from cenotaph.record import Entry, Row, Sheet, Source

if TYPE_CHECKING:
    from cenotaph.match.compared import Weighed

SHOWN = 0.2
"""Pairs from here up to the accepted ones are unsure: a person should look."""
ROW_HEADINGS = ("row", "row id", "row_id")
"""A column so headed numbers the rows; else they count from 1 below the headings."""


class MatchedRows(Struct, frozen=True):
    """Two rows that are, or may be, one person."""

    row_a: str
    row_b: str
    probability: float
    name_a: str
    name_b: str
    reason: str  # per field, in words
    is_accepted: bool  # false: unsure


class ListsMatched(Struct, frozen=True):
    """What matching two lists gave; every row of both is in `pairs`, `only_a` or `only_b`."""

    pairs: tuple[MatchedRows, ...]  # accepted ones first, then unsure ones, the likeliest first
    only_a: tuple[str, ...]  # rows of A without an accepted counterpart
    only_b: tuple[str, ...]
    notes: tuple[str, ...]  # how the columns were read, which were not used, rows that name nobody; last, the counts


class _List(Struct, frozen=True):
    entries: tuple[Entry, ...]
    row: dict[str, str]  # entry id -> its row
    notes: tuple[str, ...]


def match_lists(
    a: str | Path, b: str | Path | None = None, *, dedupe: bool = False, columns: Mapping[str, str] | None = None
) -> ListsMatched:
    """Which rows of two tables are one person, one to one; with `dedupe`, which rows of one table are.

    Args:
        a: a table: CSV, TSV, XLSX or any other format that `read` knows.
        b: the other table; none with `dedupe`.
        dedupe: look for one person on several rows.
        columns: field -> heading, where the headings do not tell: name, given, patronymic, family,
            birth, age, sex, place, region, date.

    Raises:
        NotFoundError: a file is not there.
        UsageError: a file holds no list of people that can be recognised, or the call makes no sense.
    """
    from cenotaph.match.compared import weigh_pairs

    if (b is None) != dedupe:
        given = (
            f"only {a} was given" if b is None else f"{a} and {b} were given to look for one person on several lines"
        )
        raise UsageError("match takes two lists, or one with --dedupe", given, "name two lists, or one and --dedupe")
    first = _read_list(Path(a), "a", columns, unique=not dedupe)
    second = _read_list(Path(b), "b", columns, unique=True) if b is not None else first
    everyone = first.entries if b is None else (*first.entries, *second.entries)
    weighed = weigh_pairs(everyone)
    pairs = _pairs(weighed, everyone, first, second)
    paired_a = {pair.row_a for pair in pairs if pair.is_accepted}
    paired_b = {pair.row_b for pair in pairs if pair.is_accepted}
    if b is None:
        paired_a = paired_b = paired_a | paired_b
    only_a = tuple(first.row[one.id] for one in first.entries if first.row[one.id] not in paired_a)
    only_b = () if b is None else tuple(second.row[o.id] for o in second.entries if second.row[o.id] not in paired_b)
    sums = [_rows(sum(pair.is_accepted for pair in pairs), "pair") + " matched"]
    sums.append(f"{_rows(sum(not pair.is_accepted for pair in pairs), 'pair')} unsure (a person should look)")
    sums.append(f"{_rows(len(only_a), 'row')} only in {Path(a).name}")
    sums += [f"{_rows(len(only_b), 'row')} only in {Path(b).name}"] if b is not None else []
    read = first.notes if b is None else (*first.notes, *second.notes)
    return ListsMatched(pairs=pairs, only_a=only_a, only_b=only_b, notes=(*read, "; ".join(sums)))


def _rows(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _pairs(weighed: Weighed, everyone: Sequence[Entry], first: _List, second: _List) -> tuple[MatchedRows, ...]:
    from cenotaph.match.cluster import ACCEPTED, cluster

    unique = {one.id: one.list for one in everyone if one.is_unique}
    groups = cluster([one.id for one in everyone], weighed.probability, (), (), unique, weighed.against)
    joined = {couple for group in groups for couple in combinations(group, 2)}
    shown = joined | {couple for couple, chance in weighed.probability.items() if chance >= SHOWN}
    name = {one.id: one.name for one in everyone}
    found = []
    for couple in sorted(shown):
        left, right = couple if couple[0] in first.row else (couple[1], couple[0])
        if first is second and _order(first.row[left]) > _order(first.row[right]):
            left, right = right, left
        chance = weighed.probability.get(couple, ACCEPTED if couple in joined else 0.0)
        is_accepted = couple in joined
        if not is_accepted and chance >= ACCEPTED:
            chance = ACCEPTED / 2  # something else was surer, or speaks against: unsure
        found.append(
            MatchedRows(
                row_a=first.row[left],
                row_b=second.row[right],
                probability=max(chance, ACCEPTED) if is_accepted else chance,
                name_a=name[left],
                name_b=name[right],
                reason=weighed.reason(couple),
                is_accepted=is_accepted,
            )
        )
    return tuple(sorted(found, key=lambda p: (not p.is_accepted, -p.probability, _order(p.row_a), _order(p.row_b))))


def _order(row: str) -> tuple[int, str]:
    return (int(row), "") if row.isdecimal() else (2**62, row)


def _read_list(path: Path, label: str, columns: Mapping[str, str] | None, *, unique: bool) -> _List:
    from cenotaph.claim.columns import read_columns
    from cenotaph.claim.sheets import claims_of_rows
    from cenotaph.read import read_file

    if not path.is_file():
        raise NotFoundError(f"{path} is no file")
    sheet = Sheet(path=path.name, type="list", unique=unique, columns=dict(columns or {}))
    rows = _longest([row for row in read_file(path).rows if row.kind == "data"], sheet)
    if not rows:
        raise UsageError(f"{path} holds no list of people", "no column of names was recognised", "name the columns")
    header = rows[0].header
    found = claims_of_rows(rows, sheet, Source(id=f"{label}:{path.name}", status="read"), {})
    number = {row.line: count for count, row in enumerate(rows, 1)}
    own = next((i for i, heading in enumerate(header) if heading.strip().lower() in ROW_HEADINGS), None)
    cells = {row.line: row.cells for row in rows}
    row_of = {}
    for entry in found.entries:
        line = int("".join(c for c in entry.span.cell or "" if c.isdigit()))
        row_of[entry.id] = cells[line][own].strip() if own is not None else str(number[line])
    nobody = sum(not one.is_named for one in found.entries)
    said = [f"{path.name}: {_rows(nobody, 'row')} without a name, matched with nobody"] if nobody else []
    said += [f"{path.name}: {one.message}" for one in found.flags]
    used = read_columns(rows, sheet).fields
    return _List(found.entries, row_of, (*_notes(path, header, used), *said))


def _longest(rows: Sequence[Row], sheet: Sheet) -> list[Row]:
    """The data rows of the longest table of the file that lists people."""
    from cenotaph.claim.columns import read_columns

    tables: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for row in rows:
        tables.setdefault((row.sheet, row.header), []).append(row)
    people = []
    for table in tables.values():
        columns = read_columns(table, sheet)
        if columns.kind == "people" and {"name", "given", "family"} & columns.fields.keys():
            people.append(table)
    return max(people, key=len, default=[])


def _notes(path: Path, header: Sequence[str], used: Mapping[str, int]) -> tuple[str, ...]:
    headed = (
        (field, header[at] if at < len(header) else f"column {at + 1}")
        for field, at in sorted(used.items(), key=lambda i: i[1])
    )
    taken = ", ".join(f"{field} from {heading!r}" for field, heading in headed)
    left = ", ".join(repr(heading) for index, heading in enumerate(header) if index not in used.values())
    return (f"{path.name}: {taken}" + (f"; not used: {left}" if left else ""),)
