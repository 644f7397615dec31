"""Tables of people: each data row is one person as that list names them.

Columns are declared in cenotaph.toml or read from the headings, whose words stand in
`lang/<code>/lists.toml`. A row without a name ("unknown person", "name withheld", an infant known
only by its parent) is still a person: its entry has no name and is never tied to another by it.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cenotaph import edtf
from cenotaph.claim.claimed import Claimed
from cenotaph.claim.times import find_times
from cenotaph.flags import flag
from cenotaph.lang import languages, load
from cenotaph.record import Entry, Flag, Row, Sheet, Source, Span, digest
from cenotaph.script import script_of, word_key

FIELDS = (
    "name", "given", "patronymic", "family", "birth", "age", "sex", "place", "region", "date", "burial", "kin", "fate",
    "ordinal", "language", "source", "details", "judgement", "incident", "note",
)  # fmt: skip
"""What a column of a list may hold; `source` is the key of sources.csv whose list the row repeats,
`region` what a place lies in, printed behind it."""

FILLER_DAYS = ("01-01", "07-01")
"""Days that forms put where only a year, or nothing, is known."""
FILLER_SHARE = 0.004
FILLER_LEAST = 10
"""A date of birth on a filler day that stands in this share of the dated rows (one given day of a
century has a share of about 0.00003), and at least this often, says nothing about the person."""
SPANS_SHOWN = 20


class ListWords(Struct, frozen=True, forbid_unknown_fields=True):
    """`lang/<code>/lists.toml`: headings and fixed words of one language's tables of people."""

    unnamed: tuple[str, ...]  # whole cells that stand where a name should
    unnamed_starts: tuple[str, ...]  # a cell that begins so names nobody
    headers: dict[str, tuple[str, ...]]  # field -> headings
    sex: dict[str, tuple[str, ...]]
    fate: dict[str, tuple[str, ...]]


class Words(Struct, frozen=True):
    """The words of all languages, by their key."""

    unnamed: frozenset[str]
    starts: tuple[str, ...]
    headers: dict[str, str]
    sex: dict[str, str]
    fate: dict[str, str]


@functools.cache
def words() -> Words:
    """The words of every language that has them; where two languages differ, English wins, then order of code."""
    codes = sorted(languages("lists"), key=lambda code: (code != "en", code))
    read = [load(code, "lists", ListWords) for code in codes]
    return Words(
        unnamed=frozenset(word_key(word) for one in read for word in one.unnamed),
        starts=tuple(sorted({word_key(word) for one in read for word in one.unnamed_starts})),
        headers=_inverted([one.headers for one in read]),
        sex=_inverted([one.sex for one in read]),
        fate=_inverted([one.fate for one in read]),
    )


def _inverted(tables: Sequence[Mapping[str, tuple[str, ...]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in tables:
        for field, texts in table.items():
            for text in texts:
                found.setdefault(word_key(text), field)
    return found


def is_named(name: str) -> bool:
    """Whether a cell names a person.

    >>> is_named("(unknown person)"), is_named("TK TK"), is_named("İlham Allahverdiyev")
    (False, False, True)
    """
    key = " ".join(word for word in word_key(name).split() if not word.isdigit())
    known = words()
    if not key or key in known.unnamed:
        return False
    return not any(key == start or key.startswith(start + " ") for start in known.starts)


def infer_columns(header: Sequence[str]) -> dict[str, int]:
    """Which column holds which field, read from the headings alone; empty when this is no list of people.

    A list of people has a column of names and at least one more that only people have (birth, age,
    sex, family, kin, burial): a heading "name" alone also stands over streets and ships.
    """
    found: dict[str, int] = {}
    for index, heading in enumerate(header):
        field = words().headers.get(word_key(heading))
        if field is not None and field not in found:
            found[field] = index
    if "name" not in found and "family" not in found and "given" in found:
        found["name"] = found.pop("given")
    if "family" in found and "name" in found and "given" not in found:
        found["given"] = found.pop("name")  # "Name | Surname": the first column holds given names
    has_name = "name" in found or "family" in found
    personal = {"given", "patronymic", "family", "birth", "age", "sex", "burial", "kin", "fate"} & set(found)
    says_so = "name" in found and word_key(header[found["name"]]) not in {"name", "names"}
    return found if has_name and (personal or says_so) else {}


def all_columns(header: Sequence[str], columns: Mapping[str, str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """The declared columns, and for the other fields those the headings name; no column serves two fields.

    Returns:
        Field to 0-based column, and the declared headings that the table does not have.
    """
    declared, missing = declared_columns(header, columns)
    taken = set(declared.values())
    # a name declared in parts, or whole, is all there is of the name
    named = {"name", "given", "patronymic", "family"} if {"name", "given", "family"} & declared.keys() else set()
    told = {f: i for f, i in infer_columns(header).items() if i not in taken and f not in named}
    return told | declared, missing


def declared_columns(header: Sequence[str], columns: Mapping[str, str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Where the declared columns stand, and the declared headings that the table does not have."""
    places = {word_key(heading): index for index, heading in reversed(list(enumerate(header)))}
    found = {field: places[word_key(heading)] for field, heading in columns.items() if word_key(heading) in places}
    return found, tuple(sorted(heading for heading in columns.values() if word_key(heading) not in places))


def cell_name(column: int, line: int) -> str:
    """A1 notation of a 0-based column and a 1-based line.

    >>> cell_name(27, 3)
    'AB3'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"


class Line(Struct, frozen=True):
    """One data row and where its fields stand."""

    row: Row
    columns: dict[str, int]
    source: Source

    def text(self, field: str) -> str:
        """The cell of `field` as printed, without blanks around it; empty when there is none."""
        index = self.columns.get(field, -1)
        return self.row.cells[index].strip() if 0 <= index < len(self.row.cells) else ""

    def span(self, field: str) -> Span:
        """Where the cell of `field` stands; the first cell where the field has no column."""
        index = self.columns.get(field, 0)
        quote = self.row.cells[index] if index < len(self.row.cells) else ""
        cell = cell_name(index, self.row.line)
        return Span(source=self.source.id, quote=quote, sheet=self.row.sheet, cell=cell)


def entries_of_rows(
    rows: Sequence[Row], sheet: Sheet | None, columns: Mapping[str, int], source: Source, keys: Mapping[str, str]
) -> Claimed:
    """One entry per data row of one table, or a flag that says why there is none.

    Args:
        rows: data rows of one table, in the order of the file.
        sheet: the table's declaration, or null when its columns were inferred.
        columns: field -> 0-based column.
        source: the held source the table stands in.
        keys: key of sources.csv -> source id, for a table that gathers lists of other sources.

    Returns:
        Entries in the order of the rows; flags L010, L011, L013, L015.
    """
    lines = [Line(row, dict(columns), source) for row in rows]
    reader = _DateReader(lines)
    entries: list[Entry] = []
    flags: list[Flag] = []
    seen: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        owner = keys.get(line.text("source")) if "source" in columns else source.id
        if owner is None:
            key = line.text("source")
            flags.append(flag("L011", spans=(line.span("source"),), sources=(source.id,), key=key or "(empty)"))
        elif not _has_person(line):
            spans = (line.span("name" if "name" in columns else "family"),)
            flags.append(flag("L010", spans=spans, sources=(source.id,), line=line.row.line, sheet=line.row.sheet))
        else:
            entries.append(_entry(line, sheet, owner, reader, seen))
    return Claimed(entries=tuple(entries), flags=tuple(flags) + reader.flags(source))


def _has_person(line: Line) -> bool:
    says = ("name", "given", "family", "patronymic", "birth", "age", "sex", "kin", "burial", "date")
    return any(line.text(field) for field in says)


def _entry(line: Line, sheet: Sheet | None, owner: str, reader: _DateReader, seen: Counter[tuple[str, ...]]) -> Entry:
    list_id = "lst-" + digest(owner, line.row.sheet)
    printed = tuple(cell.strip() for i, cell in enumerate(line.row.cells) if i != line.columns.get("note"))
    seen[list_id, *printed] += 1
    named = is_named(_printed_name(line))
    name_field = next((field for field in ("name", "family", "given") if line.text(field)), "name")

    def part(field: str) -> str | None:
        return (line.text(field) or None) if named else None

    return Entry(
        id="ent-" + digest(list_id, *printed, seen[list_id, *printed]),
        source=owner,
        span=line.span(name_field),
        list=list_id,
        is_unique=sheet.unique if sheet else False,
        ordinal=line.text("ordinal") or None,
        name=_printed_name(line) if named else "",
        is_named=named,
        given=part("given"),
        patronymic=part("patronymic"),
        family=part("family"),
        script=script_of(_printed_name(line)) if named else None,
        language=line.text("language") or None,
        birth=reader.read(line, "birth"),
        age=line.text("age") or None,
        sex=words().sex.get(word_key(line.text("sex"))),
        place=", ".join(part for part in (line.text("place"), line.text("region")) if part) or None,
        date=reader.read(line, "date"),
        kin=line.text("kin") or (None if named or not _is_child_of(line) else _printed_name(line)),
        burial=line.text("burial") or None,
        details=_details(line, sheet),
        fate=words().fate.get(word_key(line.text("fate"))) or (sheet.fate if sheet else None),
        incident=_incident(line, sheet),
        judgement=line.text("judgement") or None,
        note=line.text("note") or None,
        access=line.source.access,
    )


def _printed_name(line: Line) -> str:
    whole, given, family = line.text("name"), line.text("given"), line.text("family")
    if whole:
        return whole
    if family and word_key(family) in word_key(given).split():
        return given  # the column headed "name" beside "family" held the whole name after all
    return " ".join(part for part in (given, line.text("patronymic"), family) if part)


def _is_child_of(line: Line) -> bool:
    """Whether the cell says whose child an unnamed infant is."""
    return len(word_key(_printed_name(line)).split()) > 3


def _details(line: Line, sheet: Sheet | None) -> str | None:
    """The declared column of details; in an inferred list, every cell that no field took, under its heading."""
    if sheet is not None and sheet.columns:
        return line.text("details") or None
    taken = set(line.columns.values())
    rest = [
        f"{heading.strip()}: {cell.strip()}"
        for i, (heading, cell) in enumerate(zip(line.row.header, line.row.cells, strict=False))
        if i not in taken and cell.strip()
    ]
    return "; ".join(rest) or None


def _incident(line: Line, sheet: Sheet | None) -> str | None:
    """The incident a row belongs to; "" where the sheet says that it is none of the declared ones."""
    if sheet is None:
        return None
    return sheet.incidents.get(line.text("incident"), sheet.incident) if "incident" in line.columns else sheet.incident


LONGEST_DATE = 60
"""Characters of a cell that may be a date in words; longer ones are prose."""

_NUMERIC = re.compile(r"(\d{1,4})[./\-](\d{1,2})[./\-](\d{1,4})(?:[ T]00:00(?::00)?)?")


class _DateReader:
    """Reads the dates of one table: EDTF as it is, figures by the order the whole column proves."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._month_first = {field: _is_month_first(lines, field) for field in ("birth", "date")}
        self._unread: dict[str, list[Span]] = {"birth": [], "date": []}
        births = Counter(self._parse(line.text("birth"), "birth") for line in lines)
        dated = sum(count for value, count in births.items() if value)
        least = max(FILLER_LEAST, FILLER_SHARE * dated)
        self._fillers = {value: n for value, n in births.items() if value and n >= least and value[5:] in FILLER_DAYS}

    def read(self, line: Line, field: str) -> str | None:
        """The cell as EDTF; null when empty, a filler, or not a date (then it is flagged)."""
        text = line.text(field)
        value = self._parse(text, field)
        if text and value is None:
            self._unread[field].append(line.span(field))
        return None if field == "birth" and value in self._fillers else value

    def flags(self, source: Source) -> tuple[Flag, ...]:
        """L013 for a column with cells that are no dates, L015 for values that only fill the column of births."""
        found = [
            flag("L013", spans=spans[:SPANS_SHOWN], sources=(source.id,), column=field, count=len(spans))
            for field, spans in self._unread.items()
            if spans
        ]
        for value, count in sorted(self._fillers.items()):
            found.append(flag("L015", sources=(source.id,), value=value, count=count))
        return tuple(found)

    def _parse(self, text: str, field: str) -> str | None:
        if not text or len(text) > LONGEST_DATE:
            return None
        compact = text.replace(" 00:00:00", "")
        if edtf.is_valid(compact):
            return compact
        match = _NUMERIC.fullmatch(text)
        return _from_figures(match, self._month_first[field]) if match else _in_words(text)


def _in_words(text: str) -> str | None:
    """A cell such as "3 May 1987" or "May 1987" as EDTF; null when a word of it is no part of the date."""
    found = [time for time in find_times(text, language="en") if time.type == "date" and time.edtf]
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)):
        return None
    return found[0].edtf


def _from_figures(match: re.Match[str], month_first: bool) -> str | None:
    first, second, third = match[1], match[2], match[3]
    if len(first) == 4:
        year, month, day = first, second, third
    elif month_first:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    if len(year) != 4:
        return None
    value = f"{year}-{int(month):02}-{int(day):02}"
    return value if edtf.is_valid(value) else None


def _is_month_first(lines: Sequence[Line], field: str) -> bool:
    """Whether figures such as 06/12/1962 are month, day, year: no first figure is above 12 and some second is."""
    matches = [m for m in (_NUMERIC.fullmatch(line.text(field)) for line in lines) if m and len(m[1]) <= 2]
    return not any(int(m[1]) > 12 for m in matches) and any(int(m[2]) > 12 for m in matches)
