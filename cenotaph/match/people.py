"""The entries that are compared, as columns: each distinct name, birth, age, date and place is read once.

A million entries as objects cost gigabytes and most of the time; as columns they are some arrays
of numbers. What one entry is, in full (`Profile`), is made only for those that somebody asks for.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from msgspec import Struct

from cenotaph import edtf
from cenotaph.gazetteer import Gazetteer
from cenotaph.match.distinct import distinct_lines
from cenotaph.match.further import Columns, cell_key, shared_columns
from cenotaph.match.hashes import scrambled, text_hash
from cenotaph.match.name_columns import SEXES, UNKNOWN, Names, names_of
from cenotaph.match.parts import Name, read_name
from cenotaph.match.places import place_key
from cenotaph.match.profile import FILLED_IN, Profile, age_in_years, date_of, day_of, placeholders, places_of
from cenotaph.record import Entry
from cenotaph.table import schema

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Shares = NDArray[np.float64]
    Marks = NDArray[np.bool_]

Value = TypeVar("Value")

COLUMNS = ("id", "list", "source", "is_unique", "is_named", "name", "language", "given", "patronymic", "family",
           "birth", "age", "sex", "date", "place", "burial", "ordinal", "is_mention")  # fmt: skip
"""The fields of an entry that are compared."""
FLAGS = ("is_unique", "is_named", "is_mention")


class People(Struct, frozen=True, eq=False):
    """Entries by id, as columns of equal length; a row is an entry."""

    ids: list[str]  # sorted
    names: Names  # the distinct names
    whole: Callable[[int], Name]  # reads one of them in full
    name: Numbers  # row of `names`
    lists: tuple[str, ...]
    list: Numbers  # number in `lists`
    sources: tuple[str, ...]
    source: Numbers  # number in `sources`
    is_unique: Marks
    day: Numbers  # birth: year, month, day, each as far as stated; three columns
    is_day_filled_in: Marks
    is_year_filled_in: Marks
    age: Shares  # in years; NaN where not stated
    born: Shares  # year of birth by birth or age; NaN where neither tells
    sex: Numbers  # a number per sex
    sexes: tuple[str, ...]
    date: Numbers  # first and last day, two columns; only where `has_date`
    has_date: Marks
    place: Numbers  # number in `places`
    places: tuple[frozenset[str], ...]
    burial: Numbers  # a number per place of burial
    ordinal: Numbers  # a number per printed number or position
    is_mention: Marks
    further: Columns = Columns()  # the further columns of the lists
    cell: Numbers = np.empty((0, 0), dtype=np.int64)  # a column for each that is compared: numbers in `cells`
    cells: tuple[tuple[str, ...], ...] = ()  # for each the distinct keys of its cells

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self.ids)

    @property
    def is_named(self) -> Marks:
        """Whether an entry has a name to compare."""
        return self.names.count[self.name] > 0

    def profile(self, row: int) -> Profile:
        """One entry, ready to be compared."""
        name = self.whole(int(self.name[row]))
        day = tuple(int(part) if part != UNKNOWN else None for part in self.day[row])
        return Profile(
            entry=self.ids[row],
            list=self.lists[int(self.list[row])],
            source=self.sources[int(self.source[row])],
            is_unique=bool(self.is_unique[row]),
            name=name,
            day=None if day[0] is None else (day[0], day[1], day[2]),
            is_day_filled_in=bool(self.is_day_filled_in[row]),
            is_year_filled_in=bool(self.is_year_filled_in[row]),
            age=None if np.isnan(self.age[row]) else float(self.age[row]),
            born=None if np.isnan(self.born[row]) else float(self.born[row]),
            sex=self.sexes[int(self.sex[row])] if self.sex[row] != UNKNOWN else None,
            date=(int(self.date[row, 0]), int(self.date[row, 1])) if self.has_date[row] else None,
            places=self.places[int(self.place[row])] if self.place[row] != UNKNOWN else frozenset(),
            cells=tuple(
                keys[code] if code != UNKNOWN else None
                for keys, code in zip(self.cells, self.cell[row].tolist() if self.cells else (), strict=True)
            ),
        )


def people_of(entries: Sequence[Entry], gazetteer: Gazetteer, earlier: Names | None = None) -> People:
    """The columns of `entries`, in the order of their ids.

    Args:
        entries: all entries.
        gazetteer: all names of a place in it are one.
        earlier: names that an earlier run read.
    """
    import pyarrow as pa

    columns = {
        field: pa.array([getattr(one, field) for one in entries], pa.bool_() if field in FLAGS else pa.string())
        for field in COLUMNS
    }
    cells = [[{"column": cell.column, "value": cell.value} for cell in one.cells] for one in entries]
    table = pa.table({**columns, "cells": pa.array(cells, schema(Entry).field("cells").type)})
    return people_of_table(table, gazetteer, earlier)


def people_of_table(table: pa.Table, gazetteer: Gazetteer, earlier: Names | None = None) -> People:
    """The columns of a table of entries, in the order of their ids.

    Args:
        table: with at least the columns of `COLUMNS`, and `cells`.
        gazetteer: as for `people_of`.
        earlier: likewise.
    """
    import pyarrow.compute as pc

    table = table.select((*COLUMNS, "cells"))
    table = table.take(pc.sort_indices(table["id"]))
    column = {field: _Column(table[field]) for field in COLUMNS if field != "id"}
    lists = column["list"].codes
    names, whole, name = _names(column, earlier)
    places, place = _places(column["place"], gazetteer)
    day, age = _days(column["birth"]), _ages(column["age"])
    is_guess = _are_placeholders(day, age, lists)
    date, has_date = _dates(column["date"])
    date_year = _years(date, has_date)
    reference = _reference_years(day, age, date_year, lists, len(column["list"].values))
    year = np.where(has_date & (date[:, 1] - date[:, 0] < 400), date_year, reference[lists])
    fills_in = _lists_that_fill_in(day, lists, len(column["list"].values))
    sexes, sex = _sexes(column["sex"], names, name)
    is_unique = column["is_unique"].marks()
    further, cell, cells = _further(table["cells"].combine_chunks(), column["list"], is_unique)
    return People(
        ids=table["id"].to_pylist(),
        names=names,
        whole=whole,
        name=name,
        lists=column["list"].values,
        list=lists,
        sources=column["source"].values,
        source=column["source"].codes,
        is_unique=is_unique,
        day=day,
        is_day_filled_in=(fills_in[lists] & (day[:, 1] == 1) & (day[:, 2] == 1)) | (is_guess & (day[:, 0] != UNKNOWN)),
        is_year_filled_in=is_guess,
        age=age,
        born=np.where(day[:, 0] != UNKNOWN, day[:, 0] + 0.5, year - age),
        sex=sex,
        sexes=sexes,
        date=date,
        has_date=has_date,
        place=place,
        places=places,
        burial=_told_apart(column["burial"], place_key),
        ordinal=_told_apart(column["ordinal"], str.strip),
        is_mention=column["is_mention"].marks(),
        further=further,
        cell=cell,
        cells=cells,
    )


class _Column:
    """A column of texts as numbers of its distinct values."""

    def __init__(self, column: pa.ChunkedArray | pa.Array) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        if pa.types.is_boolean(column.type):
            column = pc.if_else(column, "1", "")
        encoded = (column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column).dictionary_encode()
        self.codes: Numbers = encoded.indices.fill_null(UNKNOWN).to_numpy(zero_copy_only=False).astype(np.int64)
        self.values: tuple[str, ...] = tuple(encoded.dictionary.to_pylist())

    def text(self, row: int) -> str | None:
        """The text of a row."""
        code = self.codes[row]
        return None if code == UNKNOWN else self.values[code]

    def hashes(self) -> NDArray[np.uint64]:
        """A column of hashes of the texts; 0 where there is none."""
        found: NDArray[np.uint64] = self.of_each([text_hash(value) for value in self.values], 0, np.uint64)
        return found

    def marks(self) -> Marks:
        """A column of truth values."""
        return self.of_each([bool(value) for value in self.values], False, np.bool_)

    def of_each(self, values: Sequence[Value], missing: Value, kind: Any) -> NDArray[Any]:
        """A column of `values`, one per distinct text, with `missing` where there is no text."""
        return np.array([*values, missing], dtype=kind)[self.codes]


def _names(column: Mapping[str, _Column], earlier: Names | None) -> tuple[Names, Callable[[int], Name], Numbers]:
    """The distinct names, each read once, and which of them each entry bears."""
    key = np.zeros(len(column["name"].codes), dtype=np.uint64)
    for field in ("is_named", "name", "language", "given", "patronymic", "family"):
        key = scrambled(key + column[field].hashes())
    keys, first, name = np.unique(key, return_index=True, return_inverse=True)

    @functools.cache
    def whole(number: int) -> Name:
        row = first[number]
        text, *more = (column[field].text(row) for field in ("name", "language", "given", "patronymic", "family"))
        return read_name(text or "", *more) if column["is_named"].text(row) else Name()

    return names_of(keys, whole, earlier), whole, name.astype(np.int64)


def _days(column: _Column) -> Numbers:
    """Births as three columns: year, month and day."""
    read = [day_of(text) or (None, None, None) for text in column.values]
    parts = [tuple(UNKNOWN if part is None else part for part in day) for day in read]
    return np.array([*parts, (UNKNOWN,) * 3], dtype=np.int64)[column.codes]


def _ages(column: _Column) -> Shares:
    read = [age_in_years(text) for text in column.values]
    return column.of_each([np.nan if age is None else age for age in read], np.nan, np.float64)


def _are_placeholders(day: Numbers, age: Shares, lists: Numbers) -> Marks:
    """Whether a birth, or an age where no birth is stated, is one that a list gives to those of whom it knows none."""
    found = np.zeros(len(lists), dtype=bool)
    whole = np.flatnonzero(day[:, 2] != UNKNOWN)
    alone = np.flatnonzero((day[:, 0] == UNKNOWN) & ~np.isnan(age))
    for rows, values in ((whole, day[whole]), (alone, age[alone, None].astype(np.int64))):
        lines = np.column_stack((values, lists[rows]))
        row, place = distinct_lines(lines)
        known = dict(zip(map(tuple, lines[row].tolist()), np.bincount(place).tolist(), strict=True))
        told = placeholders(known)
        found[rows] = np.array([one in told for one in known], dtype=bool)[place]
    return found


def _dates(column: _Column) -> tuple[Numbers, Marks]:
    """First and last day of each date, and whether there is one."""
    read = [date_of(text) for text in column.values]
    dates = np.array([*(date or (0, 0) for date in read), (0, 0)], dtype=np.int64)[column.codes]
    return dates, column.of_each([date is not None for date in read], False, np.bool_)


def _places(column: _Column, gazetteer: Gazetteer) -> tuple[tuple[frozenset[str], ...], Numbers]:
    """The distinct places by the sounds of their words, and which each entry states."""
    number: dict[frozenset[str], int] = {}
    read = [places_of(text, gazetteer) for text in column.values]
    codes = [number.setdefault(words, len(number)) if words else UNKNOWN for words in read]
    return tuple(number), column.of_each(codes, UNKNOWN, np.int64)


def _told_apart(column: _Column, key: Callable[[str], str]) -> Numbers:
    """A number for each key of the texts; `UNKNOWN` where there is none."""
    number: dict[str, int] = {}
    codes = [number.setdefault(key(text), len(number)) if key(text) else UNKNOWN for text in column.values]
    found: Numbers = column.of_each(codes, UNKNOWN, np.int64)
    return found


def _sexes(column: _Column, names: Names, name: Numbers) -> tuple[tuple[str, ...], Numbers]:
    """The sex an entry states, or else its name shows."""
    shown_by_names = {SEXES[sex] for sex in np.unique(names.sex).tolist() if sex != UNKNOWN}
    sexes = tuple(sorted({*column.values, *shown_by_names} - {""}))
    number = {sex: place for place, sex in enumerate(sexes)}
    stated = column.of_each([number.get(sex, UNKNOWN) for sex in column.values], UNKNOWN, np.int64)
    shown = np.array([*(number.get(sex, UNKNOWN) for sex in SEXES), UNKNOWN], dtype=np.int64)
    return sexes, np.where(stated != UNKNOWN, stated, shown[names.sex[name]])


def _further(
    cells: pa.ListArray, lists: _Column, is_unique: Marks
) -> tuple[Columns, Numbers, tuple[tuple[str, ...], ...]]:
    """The further columns, the number of each entry's cell in them, and the keys that the numbers stand for."""
    import pyarrow.compute as pc

    row = pc.list_parent_indices(cells).to_numpy()
    printed = pc.list_flatten(cells)
    name, value = _Column(pc.struct_field(printed, "column")), _Column(pc.struct_field(printed, "value"))
    number: dict[str, int] = {}
    codes = [number.setdefault(key, len(number)) if key else UNKNOWN for key in map(cell_key, value.values)]
    code, keys = value.of_each(codes, UNKNOWN, np.int64), tuple(number)
    found: dict[str, dict[str, list[str]]] = {}
    for at, column in enumerate(name.values):
        own = (name.codes == at) & (code != UNKNOWN)
        for one in np.unique(lists.codes[row[own]]).tolist():
            said = code[own & (lists.codes[row] == one)]
            found.setdefault(column, {})[lists.values[one]] = [keys[key] for key in said.tolist()]
    rows = dict(zip(lists.values, np.bincount(lists.codes).tolist(), strict=True))
    unique = {lists.values[one] for one in np.unique(lists.codes[is_unique]).tolist()}
    further = shared_columns(found, rows, unique)
    cell = np.full((len(lists.codes), len(further.compared)), UNKNOWN, dtype=np.int64)
    distinct = []
    for at, compared in enumerate(further.compared):
        own = (name.codes == name.values.index(compared.name)) & (code != UNKNOWN)
        there, cell[row[own], at] = np.unique(code[own], return_inverse=True)
        distinct.append(tuple(keys[one] for one in there.tolist()))
    return further, cell, tuple(distinct)


def _lists_that_fill_in(day: Numbers, lists: Numbers, count: int) -> Marks:
    """Lists in which far more people than by chance were born on a first of January."""
    whole = day[:, 2] != UNKNOWN
    first = whole & (day[:, 1] == 1) & (day[:, 2] == 1)
    every, ones = (np.bincount(lists[some], minlength=count) for some in (whole, first))
    return (ones >= FILLED_IN) & (ones * 100 >= 2 * every)


def _reference_years(day: Numbers, age: Shares, date_year: Shares, lists: Numbers, count: int) -> Shares:
    """Per list, the year for which its ages hold: the median of birth plus age, where rows state both."""
    known = np.full(count, np.nan)
    both = (day[:, 0] != UNKNOWN) & ~np.isnan(age)
    for number in np.unique(lists[both]).tolist():
        own = both & (lists == number)
        known[number] = np.median(day[own, 0] + age[own]) + 0.5
    stated, dated = known[~np.isnan(known)], date_year[~np.isnan(date_year)]
    # where no list tells its year, ages are held against each other as if all were of one year
    usual = np.median(stated) if len(stated) else np.median(dated) + 0.5 if len(dated) else 0.0
    return np.where(np.isnan(known), usual, known)


def _years(date: Numbers, has_date: Marks) -> Shares:
    """The year in which each date begins; NaN where there is none."""
    first, row = np.unique(date[:, 0], return_inverse=True)
    return np.where(has_date, np.array([edtf.day_of_number(day)[0] for day in first.tolist()] or [0])[row], np.nan)
