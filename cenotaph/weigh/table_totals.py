"""Tables whose line of totals is not the sum of the lines it closes or opens: A001."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from cenotaph.cells import cell_name
from cenotaph.flags import flag
from cenotaph.lang import languages, load
from cenotaph.record import Flag, Row, Span

SHOWN = 6
"""Parts that a message lists; of more it says how many they are."""

_NUMBER = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,15}")
_NOTHING = frozenset({"", "-", "–", "—", "0"})


class TableWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What `lang/<code>/tables.toml` holds."""

    of_which: tuple[str, ...] = ()  # a line that begins so names some of those whom the line above it counts


def check_totals(rows: Sequence[Row]) -> tuple[Flag, ...]:
    """Totals of tables that differ from the sum of the cells they stand for.

    A line of totals closes the lines since the last one or opens those down to the next, or, as a grand total, stands
    for all lines or all totals of its table. Lines that name some of those above ("of which women") are counted in
    them. Columns with anything but whole numbers say nothing, nor does a "total" that lies among its parts, which is
    an average, nor a hundred of rounded per cent.

    Args:
        rows: of any files, in any order.

    Returns:
        Flags A001 on the cells of totals, by source, sheet and line.
    """
    ordered = sorted(rows, key=lambda row: (row.source, row.sheet, row.line))
    found: list[Flag] = []
    for _, sheet in groupby(ordered, key=lambda row: (row.source, row.sheet)):
        for table in _tables(list(sheet)):
            for at, row in enumerate(table):
                if row.kind == "total":
                    found.extend(_differing(row, _groups(table, at)))
    return tuple(found)


def _tables(sheet: Sequence[Row]) -> Iterator[list[Row]]:
    """The lines of each table of a sheet; a heading begins a new one."""
    table: list[Row] = []
    for row in sheet:
        if row.kind == "header":
            yield table
            table = []
        elif row.kind == "total" or (row.kind == "data" and not (row.cells and _names_some(row.cells[0]))):
            table.append(row)
    yield table


def _names_some(label: str) -> bool:
    """Whether a line is of some whom another line counts: "of which women"."""
    return _of_which().match(" ".join(label.lower().replace("i̇", "i").split())) is not None


@functools.cache
def _of_which() -> re.Pattern[str]:
    every = sorted({word for code in languages("tables") for word in load(code, "tables", TableWords).of_which})
    return re.compile(rf"[-–—•*(\s]*(?:{'|'.join(map(re.escape, every))})(?!\w)")


def _groups(table: Sequence[Row], at: int) -> list[list[Row]]:
    """The lines that the total at a place may stand for, the likeliest first."""
    totals = [place for place, row in enumerate(table) if row.kind == "total"]
    begin = max((place + 1 for place in totals if place < at), default=0)
    end = min((place for place in totals if place > at), default=len(table))
    above, below = list(table[begin:at]), list(table[at + 1 : end])
    every = [row for row in table if row.kind == "data"]
    before = [row for row in table[:at] if row.kind == "data"]
    others = [table[place] for place in totals if place != at]
    sums_before = [table[place] for place in totals if place < at]
    return [above, before, below, every, sums_before, others] if above or begin else [below, every, others]


def _differing(total: Row, groups: Sequence[Sequence[Row]]) -> Iterator[Flag]:
    for column, printed in enumerate(total.cells):
        said = _number(printed)
        lists = [parts for parts in (_parts(group, column) for group in groups) if len(parts) > 1]
        if said is None or not lists or any(sum(parts) == said for parts in lists):
            continue
        parts = lists[0]
        if min(parts) <= said <= max(parts) or (said == 100 and abs(sum(parts) - said) <= len(parts) // 2):
            continue
        told = [str(part) for part in parts if part]
        listed = ", ".join(told) if len(told) <= SHOWN else f"of {len(told)} lines, {', '.join(told[:3])} and so on,"
        cell = cell_name(column, total.line)
        span = Span(source=total.source, quote=printed, sheet=total.sheet, cell=cell)
        apart, own = abs(said - sum(parts)), (total.source,)
        yield flag("A001", spans=[span], sources=own, parts=listed, sum=sum(parts), total=said, residual=apart)


def _parts(rows: Sequence[Row], column: int) -> list[int]:
    """The numbers of a column; none where a cell holds anything else."""
    found = []
    for row in rows:
        printed = row.cells[column].strip() if column < len(row.cells) else ""
        value = 0 if printed in _NOTHING else _number(printed)
        if value is None:
            return []
        found.append(value)
    return found


def _number(printed: str) -> int | None:
    plain = printed.strip()
    return int(re.sub(r"\D", "", plain)) if _NUMBER.fullmatch(plain) else None
