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
            found.extend(_points(table))
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


class _Lines(Struct, frozen=True):
    """Lines of a table that a total may stand for: those of one kind from one place up to another."""

    kind: str
    first: int
    end: int
    without: int | None = None  # the place of one that is not among them

    def of(self, table: Sequence[Row]) -> Iterator[Row]:
        """Those lines."""
        for at in range(self.first, self.end):
            if table[at].kind == self.kind and at != self.without:
                yield table[at]


class _Running:
    """How many lines of one kind stand above each line of a table, and what the numbers of a column sum to there."""

    def __init__(self, table: Sequence[Row], kind: str, column: int) -> None:
        self._lines, self._sums, self._unread = [0], [0], [0]
        self._values: list[int | None] = []
        for row in table:
            is_meant = row.kind == kind
            value = _value(row, column) if is_meant else 0
            self._values.append(value)
            self._lines.append(self._lines[-1] + is_meant)
            self._sums.append(self._sums[-1] + (value or 0))
            self._unread.append(self._unread[-1] + (value is None))

    def sum(self, lines: _Lines) -> int | None:
        """What the cells of some lines sum to; null for fewer than two lines, and where one holds no number."""
        number, total, unread = (
            kept[lines.end] - kept[lines.first] for kept in (self._lines, self._sums, self._unread)
        )
        if lines.without is not None and lines.first <= lines.without < lines.end:
            number, total = number - 1, total - (self._values[lines.without] or 0)
        return total if number > 1 and not unread else None


def _groups(totals: Sequence[int], nth: int, end: int) -> list[_Lines]:
    """The lines that a total may stand for, the likeliest first.

    Args:
        totals: the places of all totals of a table.
        nth: which of them it is.
        end: how many lines the table has.
    """
    at = totals[nth]
    begin = totals[nth - 1] + 1 if nth else 0
    below = _Lines("data", at + 1, totals[nth + 1] if nth + 1 < len(totals) else end)
    every, others = _Lines("data", 0, end), _Lines("total", 0, end, without=at)
    if at == 0:
        return [below, every, others]
    return [_Lines("data", begin, at), _Lines("data", 0, at), below, every, _Lines("total", 0, at), others]


def _points(table: Sequence[Row]) -> Iterator[Flag]:
    """The points of one table, total by total."""
    totals = [at for at, row in enumerate(table) if row.kind == "total"]
    columns = range(max((len(table[at].cells) for at in totals), default=0))
    running = {(kind, column): _Running(table, kind, column) for column in columns for kind in ("data", "total")}
    for nth, at in enumerate(totals):
        groups = _groups(totals, nth, len(table))
        for column, printed in enumerate(table[at].cells):
            said = _number(printed)
            sums = [] if said is None else [(one, running[one.kind, column].sum(one)) for one in groups]
            known = [one for one, total in sums if total is not None]
            if said is not None and known and all(total != said for _, total in sums):
                parts = [_value(row, column) or 0 for row in known[0].of(table)]
                yield from _differing(table[at], column, said, parts)


def _differing(total: Row, column: int, said: int, parts: Sequence[int]) -> Iterator[Flag]:
    whole = sum(parts)
    if min(parts) <= said <= max(parts) or (said == 100 and abs(whole - said) <= len(parts) // 2):
        return
    told = [str(part) for part in parts if part]
    listed = ", ".join(told) if len(told) <= SHOWN else f"of {len(told)} lines, {', '.join(told[:3])} and so on,"
    cell = cell_name(column, total.line)
    span = Span(source=total.source, quote=total.cells[column], sheet=total.sheet, cell=cell)
    values = {"parts": listed, "sum": str(whole), "total": str(said), "residual": str(abs(said - whole))}
    yield flag("A001", spans=[span], sources=(total.source,), **values)


def _value(row: Row, column: int) -> int | None:
    """The number of a cell, 0 where it is empty; null where it holds anything else."""
    printed = row.cells[column].strip() if column < len(row.cells) else ""
    return 0 if printed in _NOTHING else _number(printed)


def _number(printed: str) -> int | None:
    plain = printed.strip()
    return int(re.sub(r"\D", "", plain)) if _NUMBER.fullmatch(plain) else None
