"""Tables whose line of totals is not the sum of the lines above it: A001."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from cenotaph.flags import flag
from cenotaph.record import Flag, Row, Span

SHOWN = 6
"""Parts that a message lists; of more it says how many they are."""

_NUMBER = re.compile(r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,15}")
_NOTHING = frozenset({"", "-", "–", "—", "0"})


def check_totals(rows: Sequence[Row], cell_name: Callable[[int, int], str]) -> tuple[Flag, ...]:
    """Totals of one file's tables that differ from the sum of the cells above them.

    A line of totals closes the lines since the last one, or, as a grand total, all lines or all totals of its table.
    Columns with anything but whole numbers say nothing, and neither does a "total" that lies among its parts: that is
    an average.

    Args:
        rows: of one file, in any order.
        cell_name: A1 notation of a 0-based column and a 1-based line.

    Returns:
        Flags A001 on the cells of totals, by sheet and line.
    """
    found: list[Flag] = []
    for sheet in sorted({row.sheet for row in rows}):
        data: list[Row] = []
        totals: list[Row] = []
        since = 0
        for row in sorted((row for row in rows if row.sheet == sheet), key=lambda row: row.line):
            if row.kind == "header":
                data, totals, since = [], [], 0
            elif row.kind == "data":
                data.append(row)
            elif row.kind == "total":
                found.extend(_differing(row, [data[since:], data, totals], cell_name))
                totals.append(row)
                since = len(data)
    return tuple(found)


def _differing(total: Row, groups: Sequence[Sequence[Row]], cell_name: Callable[[int, int], str]) -> Iterator[Flag]:
    for column, printed in enumerate(total.cells):
        said = _number(printed)
        lists = [parts for parts in (_parts(group, column) for group in groups) if len(parts) > 1]
        if said is None or not lists or any(sum(parts) == said for parts in lists):
            continue
        parts = lists[0]
        if min(parts) <= said <= max(parts):
            continue
        told = [str(part) for part in parts if part]
        listed = ", ".join(told) if len(told) <= SHOWN else f"of {len(told)} lines, {', '.join(told[:3])} and so on,"
        cell = cell_name(column, total.line)
        span = Span(source=total.source, quote=printed, sheet=total.sheet, cell=cell)
        yield flag("A001", spans=[span], parts=listed, sum=sum(parts), total=said, residual=abs(said - sum(parts)))


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
