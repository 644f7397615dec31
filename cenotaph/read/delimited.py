"""Tables as text: CSV, TSV and their kin, whatever their delimiter and encoding."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from cenotaph.encoding import decode
from cenotaph.media_types import delimiter
from cenotaph.read.headings import HEADER_LINES
from cenotaph.read.reading import Limits, Reading, damage, encoding_flags, not_readable, reading, stem, told_charset
from cenotaph.read.tables import Line, rows_of
from cenotaph.record import Source

NAME = "CSV"
MEDIA_TYPES = ("text/csv", "text/tab-separated-values")
EXTENSIONS = (".csv", ".tsv", ".tab")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Every line of the table as a row; the sheet's name is the file's, a row's line counts from 1.

    Where a cell holds line breaks, its record is one line, as a spreadsheet would number it.
    Yields S020 (the encoding is a guess), F006, F007 (a quotation mark never closed, too many lines, cells cut).
    """
    decoded = decode(data, told_charset(source))
    if decoded.is_binary:
        return not_readable(source, "it holds binary data, not a table", "find out which program made it")
    mark = "\t" if source.media_type == MEDIA_TYPES[1] else delimiter(decoded.text.split("\n", 200)[:200]) or ","
    lines, partly = _records(decoded.text, mark, limits)
    if any(len(cell) > limits.cell for _, cells in lines for cell in cells):
        partly = (*partly, f"cells longer than {limits.cell:,} characters were cut; a quotation mark may be missing")
    rows = rows_of(lines, source, stem(source), limits)
    return reading(
        source,
        rows=rows if any(row.kind != "blank" for row in rows) else (),
        flags=encoding_flags(source, decoded),
        partly=(*partly, *damage(decoded)),
    )


def _records(text: str, mark: str, limits: Limits) -> tuple[list[Line], tuple[str, ...]]:
    """The records of a table; from a quotation mark that is never closed on, each line is a record of its own."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    printed = text.split("\n")
    lines: list[Line] = []
    open_at: list[int] = []  # lines with a quotation mark that swallows the lines below it
    begun = ended = 0  # physical lines in front of the record, and up to its end
    for cells in reader:
        if len(lines) >= limits.rows:
            return lines, (f"only its first {limits.rows:,} lines were read; split the file", *_unpaired(open_at))
        begun, ended = ended, reader.line_num
        record = printed[begun:ended]
        if len(record) > 1 and _swallows(record, mark, lines, is_last=ended >= len(printed) - 1):
            first = len(lines) + 1
            open_at.append(first)
            lines.extend((at, line.split(mark)) for at, line in enumerate(record, start=first))
        else:
            lines.append((len(lines) + 1, cells))
    return lines[: limits.rows], _unpaired(open_at)


def _swallows(record: Sequence[str], mark: str, lines: Sequence[Line], is_last: bool) -> bool:
    """Whether the lines of one record are records themselves, held together by a quotation mark out of place.

    It never closes; or two of its lines or more have as many columns as the table, of three or more.
    """
    if is_last and sum(line.count('"') for line in record) % 2:
        return True
    width = max((len(cells) for _, cells in lines[:HEADER_LINES]), default=0)  # a title may stand above the table
    return width > 2 and sum(line.count(mark) == width - 1 for line in record) > 1


def _unpaired(open_at: Sequence[int]) -> tuple[str, ...]:
    if not open_at:
        return ()
    named = ", ".join(str(line) for line in open_at[:10])
    why = f"the quotation marks in line {named} do not pair up, so the lines from there on were each read as one row"
    return (f"{why}, with their marks as printed; close the quotation marks",)
