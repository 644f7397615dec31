"""What a table is, and which of its columns holds what: as people declared it, by its headings, or by its cells."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from cenotaph.claim.cell_dates import DateColumns
from cenotaph.contacts import contacts, is_contact_heading
from cenotaph.list_words import (
    NAME_FIELDS,
    PRIVATE_KINDS,
    UNDER,
    further_column,
    heading_field,
    looks_like_name,
    words,
)
from cenotaph.record import CLAIM_COLUMNS, Row, Sheet
from cenotaph.script import word_key

SAMPLE = 400
"""Lines by which a table without headings is judged."""

TableKind = Literal["people", "claims", "sources", "sideways", "other", "ignored"]

Why = Literal["declared", "heading", "content"]

_PERSONAL = frozenset({"given", "patronymic", "family", "birth", "age", "sex", "burial", "kin", "fate"})
_SOURCE_PLACE = frozenset({"path", "file", "filename", "file name", "url", "link", "website", "web address"})
_SOURCE_SAID = frozenset(
    {"title", "title own words", "headline", "publisher", "outlet", "newspaper", "author", "perspective", "rights",
     "licence", "license", "published", "publication date", "source date", "source date edtf"}
)  # fmt: skip
_CLAIM_WORDS = frozenset({"low", "high", "value text", "qualifier", "whom", "speaker"})
_LETTERS = re.compile(r"[A-Z]{1,2}")
_AGE = re.compile(r"\d{1,3}")
_OLDEST = 115
_MOST, _MANY = 0.8, 0.9
_FEWEST = 3
_WIDE_BIRTHS = 12
"""Years that births are spread over at least, where deaths of one event are not."""
_LONG_NUMBER = re.compile(r"\d{5}|@")
_PAPERS = re.compile(r"[A-Za-z]{0,3}[ -]?\d{7,}")
_PRIVATE = 0.2
"""A column in which so many cells hold a long number, or an address, is kept from every page as a whole."""


class Column(Struct, frozen=True):
    """One column of a table, and what it was taken for."""

    index: int  # from 0
    field: str
    why: Why


class Columns(Struct, frozen=True):
    """What a table is, and its columns."""

    kind: TableKind
    used: tuple[Column, ...] = ()
    missing: tuple[str, ...] = ()  # declared, and not there; each with the nearest that is

    @property
    def fields(self) -> dict[str, int]:
        """Field to 0-based column."""
        return {column.field: column.index for column in self.used}


def read_columns(rows: Sequence[Row], sheet: Sheet | None) -> Columns:
    """What one table is and which column holds what.

    Args:
        rows: its data rows, all under one header.
        sheet: its declaration in cenotaph.toml, which goes before what is found out.
    """
    header = rows[0].header
    if sheet is not None and sheet.type in ("ignore", "sources"):
        return Columns("ignored" if sheet.type == "ignore" else "sources")
    if sheet is not None and sheet.type == "claims":
        found, missing = declared_columns(header, sheet.columns or CLAIM_COLUMNS, rows)
        used = tuple(Column(index, field, "declared" if sheet.columns else "heading") for field, index in found.items())
        return Columns("claims", used, missing if sheet.columns else ())
    if sheet is not None and sheet.columns:
        declared, missing = declared_columns(header, sheet.columns, rows)
        every, _ = all_columns(header, sheet.columns, rows)
        return Columns(
            "people",
            tuple(Column(i, f, "declared" if declared.get(f) == i else "heading") for f, i in every.items()),
            missing,
        )
    return _found_out(rows, header)


def _found_out(rows: Sequence[Row], header: Sequence[str]) -> Columns:
    kind = _kind_by_headings(header)
    if kind is not None:
        return Columns(kind)
    by_heading = infer_columns(header)
    if "ordinal" in by_heading and holds_numbers_of_papers(rows, by_heading["ordinal"]):
        del by_heading["ordinal"]
    if by_heading:
        return Columns("people", tuple(Column(index, field, "heading") for field, index in by_heading.items()))
    if not header and lies_on_its_side(rows):
        return Columns("sideways")
    has_known = any(heading_field(name) in NAME_FIELDS for name in header)
    by_content = {} if has_known else infer_by_content(rows)
    if by_content:
        return Columns("people", tuple(Column(index, field, "content") for field, index in by_content.items()))
    return Columns("other")


def _kind_by_headings(header: Sequence[str]) -> TableKind | None:
    """Whether the headings are those of a claims sheet or of a list of sources."""
    keys = {word_key(name) for name in header}
    if {"kind"} <= keys and keys & {"source id", "source", "source key"} and keys & _CLAIM_WORDS:
        return "claims"
    fields = {heading_field(name) for name in header}
    if keys & _SOURCE_PLACE and keys & _SOURCE_SAID and not fields & {"birth", "age", "sex", "family", "given"}:
        return "sources"
    return None


def infer_columns(header: Sequence[str], *, is_of_people: bool = False) -> dict[str, int]:
    """Which column holds which field, read from the headings alone; empty when this is no list of people.

    A list of people has a column of names and at least one more that only people have (birth, age,
    sex, family, kin, burial, or the day or place of a death): a heading "name" alone also stands over
    streets and ships.

    Args:
        header: the headings.
        is_of_people: somebody said that this is a list of people, and which column holds their names.
    """
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        field = heading_field(heading) if heading else None
        if field not in (None, "other") and field not in found:
            found[str(field)] = index
    if "name" not in found and "family" not in found and "given" in found:
        found["name"] = found.pop("given")
    if "family" in found and "name" in found and "given" not in found and found["name"] != found["family"]:
        found["given"] = found.pop("name")  # "Name | Surname": the first column holds given names
    has_name = "name" in found or "family" in found
    personal = _PERSONAL & set(found) or not words().of_people.isdisjoint(map(word_key, header))
    says_so = "name" in found and word_key(header[found["name"]]) not in {"name", "names"}
    return found if is_of_people or (has_name and (personal or says_so)) else {}


def infer_by_content(rows: Sequence[Row]) -> dict[str, int]:
    """Which column holds which field, told by the cells alone; empty when this does not look like a list of people.

    A column of names (written as names are, hardly one twice), and an age, a sex or a date beside it. Of two columns
    of dates the earlier is the birth; of one, a spread of more than a dozen years tells births from deaths.
    """
    sample = rows[:SAMPLE]
    width = max((len(row.cells) for row in sample), default=0)
    cells = [
        [row.cells[at].strip() for row in sample if at < len(row.cells) and row.cells[at].strip()]
        for at in range(width)
    ]
    found: dict[str, int] = {}
    dates: list[tuple[list[int], int]] = []
    for at, column in enumerate(cells):
        if len(column) < min(_FEWEST, len(sample)):
            continue
        field = _field_by_content(column)
        if field == "date":
            dates.append((_years(column), at))
        elif field is not None:
            found.setdefault(field, at)
    _tell_dates(found, [each for each in dates if each[0]])
    return found if "name" in found and found.keys() & {"age", "sex", "birth"} else {}


def _field_by_content(column: Sequence[str]) -> str | None:
    def share(is_so: Sequence[bool]) -> float:
        return sum(is_so) / len(column)

    if [cell.strip(".") for cell in column] == [
        str(n) for n in range(int(_start(column)), int(_start(column)) + len(column))
    ]:
        return "ordinal"
    if share([word_key(cell) in words().sex for cell in column]) >= _MANY and len(set(column)) <= 6:
        return "sex"
    if share([bool(_AGE.fullmatch(cell)) and int(cell) <= _OLDEST for cell in column]) >= _MANY:
        return "age"
    if len(_years(column)) >= _MOST * len(column):
        return "date"
    are_names = share([looks_like_name(cell) and len(cell.split()) > 1 for cell in column]) >= _MOST
    return "name" if are_names and len(set(column)) >= _MOST * len(column) else None


def _start(column: Sequence[str]) -> str:
    first = column[0].strip(".")
    return first if first.isdecimal() and len(first) < 10 else "0"


def _years(column: Sequence[str]) -> list[int]:
    """The years of the cells that hold a date."""
    reader = DateColumns({"date": column})
    found = [reader.read(cell, "date").edtf for cell in column if any(map(str.isdecimal, cell))]
    return sorted(int(match[0]) for value in found if value and (match := re.search(r"\d{4}", value)))


def _tell_dates(found: dict[str, int], dates: Sequence[tuple[list[int], int]]) -> None:
    ordered = sorted(dates, key=lambda each: (each[0][len(each[0]) // 2], each[1]))
    if len(ordered) > 1:
        found["birth"], found["date"] = ordered[0][1], ordered[-1][1]
    elif ordered:
        years, at = ordered[0]
        found["birth" if years[-1] - years[0] >= _WIDE_BIRTHS else "date"] = at


def lies_on_its_side(rows: Sequence[Row]) -> bool:
    """Whether the first column holds the headings, so that each person is a column of the table."""
    fields = [heading_field(row.cells[0]) for row in rows if row.cells and row.cells[0].strip()]
    known = [field for field in fields if field]
    is_side = len(known) >= _FEWEST and len(known) * 5 >= len(fields) * 3
    return is_side and not set(NAME_FIELDS).isdisjoint(known)


def all_columns(
    header: Sequence[str], columns: Mapping[str, str], rows: Sequence[Row] = ()
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The declared columns, and for the other fields those the headings name; no column serves two fields.

    Returns:
        Field to 0-based column, and the declared headings that the table does not have.
    """
    declared, missing = declared_columns(header, columns, rows)
    taken = set(declared.values())
    # a name declared in parts, or whole, is all there is of the name
    named = set(NAME_FIELDS) if {"name", "given", "family"} & declared.keys() else set()
    inferred = infer_columns(header, is_of_people=bool(named))
    told = {f: i for f, i in inferred.items() if i not in taken and f not in named}
    return told | declared, missing


def declared_columns(
    header: Sequence[str], columns: Mapping[str, str], rows: Sequence[Row] = ()
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where the declared columns stand, and the declared headings that the table does not have.

    A column is declared by its heading, by the last part of one that is made of two lines, or by its letter ("C").

    Returns:
        Field to 0-based column; the headings that are not there, each with the nearest that is.
    """
    places: dict[str, int] = {}
    for index, heading in reversed(list(enumerate(header))):
        places[word_key(heading)] = index
    for index, heading in enumerate(header):
        places.setdefault(word_key(heading.rpartition(UNDER)[2]), index)
    width = max([len(header), *(len(row.cells) for row in rows[:SAMPLE])])
    found, missing = {}, []
    for field, heading in columns.items():
        at = places.get(word_key(heading), _by_letter(heading, width))
        if at is None:
            missing.append(_with_nearest(heading, header))
        else:
            found[field] = at
    return found, tuple(sorted(missing))


class Further(Struct, frozen=True):
    """The columns of a list that no field takes, each 0-based."""

    compared: dict[int, str]  # what each is compared as; numbers of lines and remarks are not
    private: frozenset[int]  # those that lead to a person: numbers of papers, telephones, homes


def further_columns(rows: Sequence[Row], taken: Collection[int]) -> Further:
    """What the columns are that no field takes.

    Args:
        rows: data rows of one table, in the order of the file.
        taken: the 0-based columns that some field takes.
    """
    compared: dict[int, str] = {}
    private = set()
    for at, heading in enumerate(rows[0].header if rows else ()):
        if at in taken:
            continue
        cells = [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]
        name = "identity" if holds_numbers_of_papers(rows, at) else further_column(heading)
        if name is not None and cells and name not in compared.values() and not _counts_lines(cells):
            compared[at] = name
        kind = (name or "").rstrip("0123456789 ")
        if kind in PRIVATE_KINDS or is_contact_heading(heading) or _is_private(cells):
            private.add(at)
    return Further(compared, frozenset(private))


def holds_numbers_of_papers(rows: Sequence[Row], at: int) -> bool:
    """Whether a column headed "ID" or "No." holds long numbers that are not those of lines."""
    if heading_field(rows[0].header[at]) != "ordinal":
        return False
    cells = [row.cells[at].strip() for row in rows if at < len(row.cells) and row.cells[at].strip()]
    return sum(bool(_PAPERS.fullmatch(cell)) for cell in cells) > _MOST * len(cells) and not _counts_lines(cells)


def _is_private(cells: Sequence[str]) -> bool:
    found = sum(bool(_LONG_NUMBER.search(cell) or contacts(cell, is_cell=True)) for cell in cells[:SAMPLE])
    return found > _PRIVATE * len(cells[:SAMPLE])


def _counts_lines(cells: Sequence[str]) -> bool:
    """Whether numbers rise from line to line as fast as lines do, or nearly: the list's own numbers."""
    if len(cells) < _FEWEST or not all(cell.isdecimal() and len(cell) < 10 for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    is_rising = all(low < high for low, high in pairwise(numbers))
    return is_rising and numbers[-1] - numbers[0] < _FEWEST * len(numbers)


def _by_letter(heading: str, width: int) -> int | None:
    if not _LETTERS.fullmatch(heading):
        return None
    number = 0
    for letter in heading:
        number = number * 26 + ord(letter) - 64
    return number - 1 if number <= width else None


def _with_nearest(heading: str, header: Sequence[str]) -> str:
    by_key = {word_key(name): name for name in header if name.strip()}
    near = difflib.get_close_matches(word_key(heading), by_key, n=1, cutoff=0.6)
    return f"{heading} (did you mean {by_key[near[0]]}?)" if near else heading
