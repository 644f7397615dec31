"""What the readers of spreadsheets share: how a value is printed, cells that span lines, what is told beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from cenotaph.flags import flag
from cenotaph.read.reading import Limits
from cenotaph.read.tables import Line
from cenotaph.record import Evidence, Flag, Source
from cenotaph.wording import plural

WIDEST = 1000
"""Columns beyond are told, not read: a list of people has some twenty."""

MOST_SPANNED = 10_000
"""Lines that one cell is filled into at most; more are a formatted column, not a family."""

_CELLS_NAMED = 10

Precision = Literal["day", "month", "year", "no year", "time"]


class Area(NamedTuple):
    """A cell that spans several: lines and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Told:
    """What is told of one workbook beside its lines: hidden parts, cells without a value, cells not read."""

    def __init__(self) -> None:
        self.hidden_sheets = 0
        self.hidden_rows = 0
        self.hidden_columns = 0
        self.partly: list[str] = []
        self._not_computed: list[str] = []
        self._errors: list[str] = []

    def not_computed(self, sheet: str, column: int, line: int) -> None:
        """A formula whose value the program that saved the file did not keep."""
        self._not_computed.append(f"{sheet}!{address(column, line)}")

    def error(self, sheet: str, column: int, line: int, value: str) -> None:
        """A cell that holds an error of the spreadsheet program in place of a value."""
        self._errors.append(f"{sheet}!{address(column, line)} ({value[:20]})")

    def too_wide(self, sheet: str) -> None:
        """Cells far to the right."""
        self.partly.append(f"cells of sheet {sheet} right of column {WIDEST:,} were not read; move them to the left")

    def too_long(self, limits: Limits) -> None:
        """More lines than are read."""
        self.partly.append(f"only the first {limits.rows:,} lines were read; split the workbook")

    def reasons(self, lines: Iterable[Line], limits: Limits) -> tuple[str, ...]:
        """Why the workbook was read in part, each a clause with what to do."""
        found = list(dict.fromkeys(self.partly))
        if any(max(map(len, cells), default=0) > limits.cell for _, cells in lines):
            found.append(f"cells longer than {limits.cell:,} characters were cut; split them")
        if self._not_computed:
            named = _some(self._not_computed)
            found.append(f"formulas have no computed value ({named}); open the file, let it compute, and save it again")
        if self._errors:
            found.append(f"cells hold an error in place of a value ({_some(self._errors)}); correct them in a copy")
        return tuple(found)

    def flags(self, source: Source) -> tuple[Flag, ...]:
        """S022 when something was hidden."""
        counts = (
            (self.hidden_sheets, "sheet", "sheets"),
            (self.hidden_rows, "row", "rows"),
            (self.hidden_columns, "column", "columns"),
        )
        what = " and ".join(plural(count, one, many) for count, one, many in counts if count)
        return (flag("S022", sources=(source.id,), path=source.path or source.id, what=what),) if what else ()


def address(column: int, line: int) -> str:
    """A1 notation of a column and a line, both from 1.

    >>> address(28, 3)
    'AB3'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


def as_printed(value: object, precision: Precision = "day") -> str:
    """A cell's value as its reader sees it: whole numbers without a point, days as ISO 8601, truth as TRUE or FALSE.

    Args:
        value: as a spreadsheet holds it.
        precision: how much of a date its format shows; what it does not show nobody may have meant.

    Example:
        >>> as_printed(12.0), as_printed(dt.datetime(1990, 1, 20)), as_printed(dt.date(1990, 1, 1), "year")
        ('12', '1990-01-20', '1990')
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        if precision == "day" and value.time() != dt.time():
            return value.isoformat(timespec="seconds")
        value = value.date()
    if isinstance(value, dt.date):
        return _day_printed(value, precision)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="auto" if value.second else "minutes")
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _day_printed(day: dt.date, precision: Precision) -> str:
    if precision == "year":
        return f"{day.year:04}"
    if precision == "month":
        return f"{day.year:04}-{day.month:02}"
    # "16 January" typed without a year is stored in the year in which it was typed: a year that no source states
    return f"XXXX-{day.month:02}-{day.day:02}" if precision == "no year" else day.isoformat()


def with_spans(lines: Sequence[Line], areas: Iterable[Area]) -> list[Line]:
    """Cells that span lines are filled from above: a family's name printed once for all its lines."""
    by_number = {number: list(cells) for number, cells in lines}
    for area in areas:
        value = _cell(by_number.get(area.top), area.left)
        if not value or area.top == area.bottom:
            continue
        for number in range(area.top + 1, min(area.bottom, area.top + MOST_SPANNED) + 1):
            line = by_number.get(number)
            if line is not None and not _cell(line, area.left):
                line.extend([""] * (area.left - len(line)))
                line[area.left - 1] = value
    return [(number, by_number[number]) for number, _ in lines]


def properties(title: str | None, author: str | None, created: str | None, editor: str | None) -> list[Evidence]:
    """Title, maker and day of making as a workbook's properties state them; its last editor for the archive alone."""
    found = []
    for field, value, weight in (
        ("title", title, 0.4),
        ("author", author, 0.4),
        ("published", (created or "")[:10], 0.3),
    ):
        said = (value or "").strip()
        if said and said not in ("openpyxl", "xlsxwriter", "python-docx"):
            found.append(Evidence(field=field, value=said, rule="document-property", quote=said, weight=weight))
    if editor and editor.strip():
        name = editor.strip()
        found.append(Evidence(field="last_editor", value=name, rule="document-property", quote=name, is_private=True))
    return found


def _cell(line: Sequence[str] | None, column: int) -> str:
    return line[column - 1] if line is not None and column <= len(line) else ""


def _some(cells: Sequence[str]) -> str:
    rest = f" and {len(cells) - _CELLS_NAMED:,} more" if len(cells) > _CELLS_NAMED else ""
    return ", ".join(cells[:_CELLS_NAMED]) + rest
