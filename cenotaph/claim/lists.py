"""Tables of people: each data row is one person as that list names them.

Which column holds what is found out in `cenotaph.claim.columns`. A row without a name ("unknown person", "name
withheld", an infant known only by its parent) is still a person: its entry has no name and is never tied to another
by it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cenotaph.cells import cell_name
from cenotaph.claim.cell_dates import DateColumns, Order
from cenotaph.claim.claimed import Claimed
from cenotaph.claim.columns import Further, further_columns
from cenotaph.flags import flag
from cenotaph.list_words import is_age, is_named, says_something, sexes, words
from cenotaph.record import Cell, Entry, Flag, Row, Sheet, Source, Span, digest
from cenotaph.script import script_of, word_key

FILLER_DAYS = ("01-01", "07-01")
"""Days that forms put where only a year, or nothing, is known."""
FILLER_SHARE = 0.004
FILLER_LEAST = 10
"""A date of birth on a filler day that stands in this share of the dated rows (one given day of a
century has a share of about 0.00003), and at least this often, says nothing about the person."""
SPANS_SHOWN = 20

_DATES = ("birth", "date")
_WIDE = 3


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
        Entries in the order of the rows; flags L001, L011, L013, L015, L021, L022, L023, L024.
    """
    lines = [Line(row, dict(columns), source) for row in rows]
    reader, said = _DateReader(lines, sheet.date_order if sheet else None), _SaidOf(lines)
    further = further_columns(rows, frozenset(columns.values()))
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
            flags.append(flag("L001", spans=spans, sources=(source.id,), line=line.row.line, sheet=line.row.sheet))
        else:
            entries.append(_entry(line, sheet, owner, (reader, said, further), seen))
    told = (*flags, *reader.flags(source), *said.flags(source), *_only_named(lines, entries, source))
    return Claimed(entries=tuple(entries), flags=told)


def _has_person(line: Line) -> bool:
    says = ("name", "given", "family", "patronymic", "birth", "age", "sex", "kin", "burial", "date")
    return any(line.text(field) for field in says)


def _entry(
    line: Line,
    sheet: Sheet | None,
    owner: str,
    readers: tuple[_DateReader, _SaidOf, Further],
    seen: Counter[tuple[str, ...]],
) -> Entry:
    dates, said, further = readers
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
        patronymic=(_fathers(line) or None) if named else None,
        family=part("family"),
        script=script_of(_printed_name(line)) if named else None,
        language=line.text("language") or None,
        birth=dates.read(line, "birth"),
        age=said.age(line),
        sex=said.sex(line),
        place=", ".join(part for part in (line.text("place"), line.text("region")) if part) or None,
        date=dates.read(line, "date"),
        kin=line.text("kin") or (None if named or not _is_child_of(line) else _printed_name(line)),
        burial=line.text("burial") or None,
        details=_details(line, sheet, further),
        cells=_cells(line, further),
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
    return " ".join(part for part in (given, _fathers(line), family) if part)


def _fathers(line: Line) -> str:
    """The father's name, and behind it the grandfather's where it has a column of its own."""
    return " ".join(part for part in (line.text("patronymic"), line.text("grandfather")) if part)


def _is_child_of(line: Line) -> bool:
    """Whether the cell says whose child an unnamed infant is."""
    return len(word_key(_printed_name(line)).split()) > 3


def _details(line: Line, sheet: Sheet | None, further: Further) -> str | None:
    """The declared column of details; in an inferred list, every cell that no field took, under its heading.

    Numbers of papers, telephones and homes are no details: details may be published.
    """
    if sheet is not None and sheet.columns:
        return line.text("details") or None
    left_out = {*line.columns.values(), *further.private}
    rest = [
        f"{heading.strip()}: {cell.strip()}"
        for i, (heading, cell) in enumerate(zip(line.row.header, line.row.cells, strict=False))
        if i not in left_out and cell.strip()
    ]
    return "; ".join(rest) or None


def _cells(line: Line, further: Further) -> tuple[Cell, ...]:
    """What the line says in columns that are compared though no field takes them."""
    cells = line.row.cells
    printed = ((name, cells[at].strip()) for at, name in further.compared.items() if at < len(cells))
    return tuple(Cell(name, value) for name, value in printed if says_something(value))


def _incident(line: Line, sheet: Sheet | None) -> str | None:
    """The incident a row belongs to; "" where the sheet says that it is none of the declared ones."""
    if sheet is None:
        return None
    return sheet.incidents.get(line.text("incident"), sheet.incident) if "incident" in line.columns else sheet.incident


class _DateReader:
    """Reads the dates of one table, and keeps what is to be flagged."""

    def __init__(self, lines: Sequence[Line], order: Order | None) -> None:
        source = lines[0].source if lines else None
        is_1904 = source is not None and any(e.field == "date_system" and e.value == "1904" for e in source.evidence)
        self._columns = DateColumns({name: [line.text(name) for line in lines] for name in _DATES}, order, is_1904)
        self._unread: dict[str, list[Span]] = {name: [] for name in _DATES}
        self._open: dict[str, list[Span]] = {name: [] for name in _DATES}
        self._serials: dict[str, list[Span]] = {name: [] for name in _DATES}
        births = Counter(self._columns.read(line.text("birth"), "birth").edtf for line in lines)
        dated = sum(count for value, count in births.items() if value)
        least = max(FILLER_LEAST, FILLER_SHARE * dated)
        self._fillers = {value: n for value, n in births.items() if value and n >= least and value[5:] in FILLER_DAYS}

    def read(self, line: Line, field: str) -> str | None:
        """The cell as EDTF; null when empty, a filler, or not a date (then it is flagged)."""
        text = line.text(field)
        if not text:
            return None
        found = self._columns.read(text, field)
        if found.edtf is None and says_something(text):
            self._unread[field].append(line.span(field))
        if found.is_open:
            self._open[field].append(line.span(field))
        if found.is_serial:
            self._serials[field].append(line.span(field))
        return None if field == "birth" and found.edtf in self._fillers else found.edtf

    def flags(self, source: Source) -> tuple[Flag, ...]:
        """L013 for cells that are no dates, L021 and L022 for those that may be another, L015 for fillers."""
        found = _counted("L013", self._unread, source) + _counted("L021", self._open, source)
        found += _counted("L022", self._serials, source, start="1904" if self._columns.is_1904 else "1900")
        for value, count in sorted(self._fillers.items()):
            found.append(flag("L015", sources=(source.id,), value=value, count=count))
        return tuple(found)


class _SaidOf:
    """Reads the sexes and looks at the ages of one table."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._sexes = sexes(frozenset(line.text("sex") for line in lines))
        self._unread: dict[str, list[Span]] = {"age": [], "sex": []}

    def sex(self, line: Line) -> str | None:
        """f, m, or null."""
        text = line.text("sex")
        found = self._sexes.get(word_key(text))
        if found is None and says_something(text):
            self._unread["sex"].append(line.span("sex"))
        return found

    def age(self, line: Line) -> str | None:
        """The age as printed."""
        text = line.text("age")
        if says_something(text) and not is_age(text):
            self._unread["age"].append(line.span("age"))
        return text or None

    def flags(self, source: Source) -> tuple[Flag, ...]:
        """L023 for cells that are not understood."""
        return tuple(_counted("L023", self._unread, source))


def _counted(code: str, found: Mapping[str, Sequence[Span]], source: Source, **values: str) -> list[Flag]:
    """One flag a column that has such cells."""
    return [
        flag(code, spans=tuple(spans[:SPANS_SHOWN]), sources=(source.id,), column=field, count=len(spans), **values)
        for field, spans in found.items()
        if spans
    ]


def _only_named(lines: Sequence[Line], entries: Sequence[Entry], source: Source) -> tuple[Flag, ...]:
    """L024 for lines of a wider list with a name and nothing else."""
    if not lines or sum(1 for name in lines[0].row.header if name.strip()) < _WIDE:
        return ()
    bare = {(line.row.sheet, line.row.line) for line in lines if sum(1 for cell in line.row.cells if cell.strip()) == 1}
    if not bare or len(bare) * 2 > len(lines):
        return ()
    spans = [e.span for e in entries if (e.span.sheet, int("".join(filter(str.isdigit, e.span.cell or "0")))) in bare]
    sheet = lines[0].row.sheet
    return (flag("L024", spans=tuple(spans[:SPANS_SHOWN]), sources=(source.id,), sheet=sheet, count=len(bare)),)
