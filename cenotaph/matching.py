"""Match two lists of people, or one with itself, without an archive."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from msgspec import Struct

from cenotaph.errors import UsageError
from cenotaph.record import LIST_FIELDS, Entry, Row, Sheet, Source
from cenotaph.wording import plural

if TYPE_CHECKING:
    from cenotaph.match.compared import Weighed
    from cenotaph.workbook import Table

EVEN = 0.5
"""What is shown for pairs that likeness alone would join, and that something holds apart."""
SHOWN = 0.2
"""Pairs from here up to the accepted ones are unsure: a person should look."""
LONGEST = 40
"""Characters of a cell that a message shows."""
MOST_NAMED = 10
"""So many lines that are no person's are named."""
ROW_HEADINGS = ("row", "row id", "row_id")
"""A column so headed numbers the rows; else they count from 1 below the headings, blank lines too."""


class MatchedRows(Struct, frozen=True):
    """Two rows that are, or may be, one person."""

    row_a: str
    row_b: str
    probability: float | None  # null where the two are one person through further rows alone
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


class PeopleList(Struct, frozen=True):
    """A table read as a list of people."""

    name: str  # of its file
    entries: tuple[Entry, ...]
    row: dict[str, str]  # entry id -> its row
    header: tuple[str, ...]  # headings as printed
    cells: dict[str, tuple[str, ...]]  # row -> its cells
    columns: str  # which field each column was taken for, in words
    others: dict[str, str | None]  # column that no field takes, as it is called -> under which name it may be compared
    notes: tuple[str, ...]

    def read_as(self, compared: Collection[str]) -> tuple[str, ...]:
        """How the list was read, in words, where columns of these names were compared besides."""
        unused = ", ".join(column for column, name in self.others.items() if name not in compared)
        told = f"{self.name}: {self.columns}" + (f"; not used: {unused}" if unused else "")
        return told, *(f"{self.name}: {note}" for note in self.notes)


class TwoLists(NamedTuple):
    """What is to be matched; `second` is null where one list is matched with itself."""

    first: PeopleList
    second: PeopleList | None


def match_lists(
    a: str | Path, b: str | Path | None = None, *, dedupe: bool = False, columns: Mapping[str, str] | None = None
) -> ListsMatched:
    """Which rows of two tables are one person, one to one; with `dedupe`, which rows of one table are.

    Args and errors are those of `read_lists`.
    """
    return match_read(read_lists(a, b, dedupe=dedupe, columns=columns))


def read_lists(
    a: str | Path, b: str | Path | None = None, *, dedupe: bool = False, columns: Mapping[str, str] | None = None
) -> TwoLists:
    """Two tables as lists of people, or one with `dedupe`.

    Args:
        a: a table: CSV, TSV, XLSX or any other format that `read` knows.
        b: the other table; none with `dedupe`.
        dedupe: one person may stand on several rows.
        columns: field -> heading or letter of the column, where the headings do not tell: name, given,
            patronymic, family, birth, age, sex, place, region, date. "a:name" and "b:name" speak of one
            list alone.

    Raises:
        NotFoundError: a file is not there.
        UsageError: a file holds no list of people that can be recognised, a column named is not in it, a
            field is unknown, or the call makes no sense.
    """
    if (b is None) != dedupe:
        given = (
            f"only {a} was given" if b is None else f"{a} and {b} were given to look for one person on several lines"
        )
        raise UsageError("match takes two lists, or one with --dedupe", given, "name two lists, or one and --dedupe")
    declared = {} if columns is None else columns
    first = _read_list(Path(a), "a", _columns_of(declared, "a"), unique=not dedupe)
    second = _read_list(Path(b), "b", _columns_of(declared, "b"), unique=True) if b is not None else None
    return TwoLists(first, second)


def _columns_of(columns: Mapping[str, str], label: str) -> dict[str, str]:
    """The columns named for one of the lists, or for both."""
    found = {}
    for name, heading in columns.items():
        list_label, _, field = name.rpartition(":")
        if list_label not in ("", "a", "b") or field not in LIST_FIELDS:
            raise UsageError(f"no field of a list is called {name}", "", f"fields are {', '.join(LIST_FIELDS)}")
        if list_label in ("", label):
            found[field] = heading
    return found


def match_read(lists: TwoLists) -> ListsMatched:
    """Which rows of the lists are one person."""
    from cenotaph.match.compared import weigh_pairs

    first, second = lists.first, lists.second or lists.first
    is_one = lists.second is None
    everyone = first.entries if is_one else (*first.entries, *second.entries)
    weighed = weigh_pairs(everyone)
    pairs = _pairs(weighed, everyone, first, second)
    paired_a = {pair.row_a for pair in pairs if pair.is_accepted}
    paired_b = {pair.row_b for pair in pairs if pair.is_accepted}
    if is_one:
        paired_a = paired_b = paired_a | paired_b
    only_a = tuple(row for row in first.cells if row not in paired_a)
    only_b = () if is_one else tuple(row for row in second.cells if row not in paired_b)
    sums = [plural(sum(pair.is_accepted for pair in pairs), "pair") + " matched"]
    sums.append(f"{plural(sum(not pair.is_accepted for pair in pairs), 'pair')} unsure (a person should look)")
    sums.append(
        f"{plural(len(only_a), 'row')} " + ("with no other of the same person" if is_one else f"only in {first.name}")
    )
    sums += [] if is_one else [f"{plural(len(only_b), 'row')} only in {second.name}"]
    compared = {column.name for column in weighed.people.further.compared}
    read = [note for people in ((first,) if is_one else (first, second)) for note in people.read_as(compared)]
    if not is_one and (first.header, first.cells) == (second.header, second.cells):
        read.append(
            "both are one list, each row of which is found again: --dedupe looks for one person on several rows"
        )
    return ListsMatched(
        pairs=pairs, only_a=only_a, only_b=only_b, notes=(*read, *_further(weighed), *_crowds(weighed), "; ".join(sums))
    )


PAIR_HEADER = ("row_a", "row_b", "probability", "name_a", "name_b", "reason")
"""The columns in which pairs are written."""


def pair_row(pair: MatchedRows) -> tuple[str, str, float | None, str, str, str]:
    """A pair in the columns of `PAIR_HEADER`."""
    chance = pair.probability
    if chance is not None:
        chance = int(chance * 10_000 + 1e-6) / 10_000  # rounded down: none that is short of 0.9, or of 1, reads so
    return pair.row_a, pair.row_b, chance, pair.name_a, pair.name_b, pair.reason


def sheets(lists: TwoLists, matched: ListsMatched) -> Iterator[Table]:
    """The result as sheets of a workbook: matched, unsure, and what stands in one list only, as its list has it."""
    yield "matched", PAIR_HEADER, (pair_row(pair) for pair in matched.pairs if pair.is_accepted)
    yield "unsure", PAIR_HEADER, (pair_row(pair) for pair in matched.pairs if not pair.is_accepted)
    for title, people, rows in (("only A", lists.first, matched.only_a), ("only B", lists.second, matched.only_b)):
        if people is not None:
            yield title, ("row", *people.header), ((row, *people.cells[row]) for row in rows)


def _pairs(
    weighed: Weighed, everyone: Sequence[Entry], first: PeopleList, second: PeopleList
) -> tuple[MatchedRows, ...]:
    """The accepted pairs, then the unsure ones, the likeliest first."""
    from cenotaph.match.cluster import ACCEPTED
    from cenotaph.match.groups import groups_of, within_reach

    groups = groups_of(weighed)
    weighed = within_reach(weighed, groups)
    likely = weighed.probability
    joined = {
        couple: near
        for group in groups
        if len(group) > 1
        for near in (_near(combinations(group, 2), likely),)
        for couple in combinations(group, 2)
    }
    shown = joined.keys() | {couple for couple, chance in likely.items() if chance >= SHOWN}
    name = {one.id: one.name for one in everyone}
    found = []
    for couple in shown:
        left, right = couple if couple[0] in first.row else (couple[1], couple[0])
        if first is second and _order(first.row[left]) > _order(first.row[right]):
            left, right = right, left
        chance, reason = likely.get(couple, 0.0), weighed.reason(couple)
        probability: float | None = chance
        if couple in joined and chance < ACCEPTED:
            probability = None
            rows = ", ".join(first.row[one] for one in _between(left, right, joined[couple]))
            reason = f"one person through row {rows}; {chance:.2f} by themselves; {reason}"
        elif couple not in joined and chance >= ACCEPTED:
            probability = EVEN
            reason = f"{chance:.2f} by themselves, but held apart by what contradicts; {reason}"
        pair = MatchedRows(
            row_a=first.row[left],
            row_b=second.row[right],
            probability=probability,
            name_a=name[left],
            name_b=name[right],
            reason=reason,
            is_accepted=couple in joined,
        )
        found.append(((not pair.is_accepted, -chance, _order(pair.row_a), _order(pair.row_b)), pair))
    return tuple(pair for _, pair in sorted(found, key=lambda one: one[0]))


def _near(couples: Iterable[tuple[str, str]], likely: Mapping[tuple[str, str], float]) -> dict[str, list[str]]:
    """Each entry's counterparts in pairs that are likely enough to join."""
    from cenotaph.match.cluster import ACCEPTED

    found: dict[str, list[str]] = {}
    for a, b in couples:
        if likely.get((a, b), 0.0) >= ACCEPTED:
            found.setdefault(a, []).append(b)
            found.setdefault(b, []).append(a)
    return found


def _between(start: str, end: str, near: Mapping[str, Sequence[str]]) -> list[str]:
    """Through whom two are joined: those on the shortest chain."""
    chains = {start: [start]}
    waiting = deque(chains)
    while end not in chains:
        one = waiting.popleft()
        further = [other for other in near[one] if other not in chains]
        chains.update((other, [*chains[one], other]) for other in further)
        waiting += further
    return chains[end][1:-1]


def _order(row: str) -> tuple[int, str]:
    figures = row.lstrip("0")
    return (len(figures), figures) if row.isdecimal() else (2**62, row)


def _read_list(path: Path, label: str, columns: Mapping[str, str], *, unique: bool) -> PeopleList:
    from cenotaph.alone import read as read_alone
    from cenotaph.claim.columns import further_columns, read_columns
    from cenotaph.claim.sheets import claims_of_rows

    reading = read_alone(path, ())
    if reading.status == "not_readable":
        raise UsageError(f"{path} cannot be read", reading.reason or "")
    sheet = Sheet(path=path.name, type="list", unique=unique, columns=dict(columns))
    data = [row for row in reading.rows if row.kind == "data"]
    rows = _longest(data, sheet)
    if not rows and not columns:  # of a list that was given as one, a heading over names is enough
        sheet = msgspec.structs.replace(sheet, columns=_headed(data))
        rows = _longest(data, sheet) if sheet.columns else []
    if not rows:
        raise _no_list(path, label, data)
    header = rows[0].header
    read = read_columns(rows, sheet)
    if read.missing:
        raise UsageError(f"{path} has no column {read.missing[0]}", f"its columns are {', '.join(header)}")
    found = claims_of_rows(rows, sheet, Source(id=f"{label}:{path.name}", status="read"), {})
    others = [row for row in reading.rows if row.sheet == rows[0].sheet and row.kind != "data"]
    name_of, remarks = _row_names(rows, others)
    line_of = {entry.id: int("".join(c for c in entry.span.cell or "" if c.isdigit())) for entry in found.entries}
    nobody = sum(not one.is_named for one in found.entries)
    remarks += [f"{plural(nobody, 'row')} without a name: weighed by all else that they hold"] if nobody else []
    silent = sorted(name_of.keys() - set(line_of.values()))
    remarks += [f"nothing said of a person: {_first_of([f'row {name_of[line]}' for line in silent])}"] if silent else []
    remarks += [one.message for one in found.flags if one.code != "L001"]
    if len(data) > len(rows):
        further = plural(len(data) - len(rows), "row")
        remarks.append(f"{further} of other tables in it not matched: only its longest table of people is")
    called = _called(header, max(len(row.cells) for row in rows))
    named = further_columns(rows, frozenset(read.fields.values())).compared
    taken = sorted(read.fields.items(), key=lambda item: item[1])
    return PeopleList(
        name=path.name,
        entries=found.entries,
        row={entry: name_of[line] for entry, line in line_of.items()},
        header=header,
        cells={name_of[row.line]: row.cells for row in rows},
        columns=", ".join(f"{field} from {called[at]}" for field, at in taken),
        others={column: named.get(at) for at, column in enumerate(called) if at not in read.fields.values()},
        notes=tuple(remarks),
    )


def _no_list(path: Path, label: str, rows: Sequence[Row]) -> UsageError:
    """What to do with a file in which no column of names was recognised."""
    if not rows:
        return UsageError(f"{path} holds no list of people", "no line of a table was found in it")
    header = rows[0].header
    first = [f"{_letter(at)} {cell[:LONGEST]!r}" for at, cell in enumerate(header or rows[0].cells)]
    how = "are headed" if header else "begin"
    why = f"no column of names was recognised; its columns {how} {', '.join(first[:20])}"
    letters_only = (
        {cell for row in rows for cell in row.cells[at : at + 1] if cell and not any(map(str.isdigit, cell))}
        for at in range(len(first))
    )
    likeliest = _letter(max(enumerate(letters_only), key=lambda column: len(column[1]))[0])
    return UsageError(
        f"{path} holds no list of people", why, f"name the columns by their letters: --columns {label}:name={likeliest}"
    )


def _headed(rows: Sequence[Row]) -> dict[str, str]:
    """The columns whose headings tell that they hold names, by field."""
    from cenotaph.list_words import NAME_FIELDS, heading_field

    header = rows[0].header if rows else ()
    told = {heading_field(heading): heading for heading in reversed(header) if heading}
    return {field: told[field] for field in NAME_FIELDS if field in told}


def _row_names(rows: Sequence[Row], others: Sequence[Row]) -> tuple[dict[int, str], list[str]]:
    """What each line is called: by the list's own numbers where each row has one of its own, else 1, 2, 3 ...

    Args:
        rows: the rows of people.
        others: headings, totals, notes and blank lines of the same sheet. They are counted with the others below the
            heading, so that a row stands where its number says, and what they say is told.
    """
    header = rows[0].header
    own = next((at for at, heading in enumerate(header) if heading.strip().lower() in ROW_HEADINGS), None)
    remarks = []
    if own is not None:
        printed = [row.cells[own].strip() if own < len(row.cells) else "" for row in rows]
        if all(printed) and len(set(printed)) == len(printed):
            names = {row.line: name for row, name in zip(rows, printed, strict=True)}
            return names, _passed_over(others, rows[0].line, "line", 0)
        remarks.append(f"column {header[own]!r} does not number each row once; rows are counted from 1 instead")
    first = rows[0].line
    above = max((row.line for row in others if row.kind == "header" and row.line < first), default=first - 1)
    return {row.line: str(row.line - above) for row in rows}, [*remarks, *_passed_over(others, first, "row", above)]


def _passed_over(others: Sequence[Row], first: int, word: str, above: int) -> list[str]:
    """Which lines from the first row of people on say something and are no person's."""
    found = [row for row in others if row.line > first and row.kind in ("total", "note")]
    told = _first_of([f"{word} {row.line - above} (a {row.kind})" for row in found])
    return [f"not taken for people: {told}"] if found else []


def _first_of(named: Sequence[str]) -> str:
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return ", ".join(named[:MOST_NAMED]) + more


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


def _further(weighed: Weighed) -> list[str]:
    """Which columns are compared though no field takes them, and which are not."""
    columns = weighed.people.further
    compared = ", ".join(repr(column.name) for column in columns.compared)
    found = [f"compared besides, as the lists have it: {compared}"] if compared else []
    return found + [f"not compared: {name!r}, for {why}" for name, why in columns.left_out]


def _crowds(weighed: Weighed) -> list[str]:
    """What so many rows share that pairs are not looked for by it."""
    from cenotaph.match.crowds import crowds

    return [
        f"{one.what}: {len(one.rows)} of {one.among} rows have both, so pairs are looked for by what else they share, "
        "or state most alike"
        for one in crowds(weighed.people)
    ]


def _called(header: Sequence[str], width: int) -> list[str]:
    """What each column is called: by its heading, or by its letter where it has none of its own."""
    times = Counter(header)
    return [
        repr(header[at])
        if at < len(header) and header[at].strip() and times[header[at]] == 1
        else f"column {_letter(at)}"
        for at in range(width)
    ]


def _letter(column: int) -> str:
    """How a spreadsheet program calls a 0-based column."""
    from cenotaph.cells import cell_name

    return cell_name(column, 0)[:-1]
