"""What the readers of spreadsheets keep, leave out and tell: values, dates, hidden parts, hostile sizes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from msgspec import structs

from cenotaph.media_types import XLSX
from cenotaph.read.formats import read_bytes
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.sheet_dates import in_serial, shown_by
from cenotaph.read.workbook import read_slowly
from cenotaph.record import Source

ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLS = "application/vnd.ms-excel"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def source(kind: str) -> Source:
    return Source(id="src-1", status="cited", path="sources/a", media_type=kind)


def xlsx(sheet: str, workbook: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet, as small as one can be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="s.xml"/>'
            f'<Relationship Id="b" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{workbook}<sheets><sheet name="S" r:id="a"/></sheets>'
            "</workbook>",
        )
        archive.writestr("xl/styles.xml", f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>')
        archive.writestr("xl/s.xml", f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>')
    return out.getvalue()


def ods(tables: str, styles: str = "") -> bytes:
    """An OpenDocument sheet, as small as one can be."""
    names = "".join(f' xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODS)
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def cells(reading: Reading) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.line, row.cells) for row in reading.rows]


def word(text: str, place: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_formula_is_read_by_its_value_and_never_by_its_words():
    sheet = (
        f'<sheetData><row r="2">{word("Nadia", "A2")}<c r="B2"><f>HYPERLINK("http://x.example","y")</f><v>7</v></c>'
        '<c r="C2"><f>1+1</f><v></v></c><c r="D2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
        '<c r="E2" t="e"><v>#REF!</v></c></row></sheetData>'
    )
    reading = read_bytes(xlsx(sheet), source(XLSX), Limits())
    assert cells(reading) == [(2, ("Nadia", "7", "", "ab"))]
    assert "S!C2" in reading.reason
    assert "S!E2 (#REF!)" in reading.reason


def test_rows_and_columns_hidden_by_hand_are_told_and_those_of_a_filter_are_read():
    sheet = (
        '<cols><col min="2" max="2" hidden="1"/></cols><sheetData>'
        f'<row r="1">{word("Name", "A1")}{word("Phone", "B1")}{word("Age", "C1")}</row>'
        f'<row r="2" hidden="1">{word("Nadia", "A2")}{word("555", "B2")}<c r="C2"><v>4</v></c></row>'
        f'<row r="9" hidden="1">{word("Gizli", "A9")}</row></sheetData>'
    )
    by_hand = read_bytes(xlsx(sheet), source(XLSX), Limits())
    assert [row.line for row in by_hand.rows] == [1]
    assert by_hand.flags[0].message.endswith("holds hidden parts, which were not read: 2 rows and 1 column")
    filtered = '<autoFilter ref="A1:C5"><filterColumn colId="0"/></autoFilter>'
    reading = read_bytes(xlsx(sheet + filtered), source(XLSX), Limits())
    assert cells(reading) == [(1, ("Name", "", "Age")), (2, ("Nadia", "", "4"))]


def test_a_date_is_read_as_far_as_its_cell_shows_it():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy"/><numFmt numFmtId="171" formatCode="[$-42C]d mmmm yyyy;@"/>'
        '</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="16"/><xf numFmtId="17"/>'
        '<xf numFmtId="170"/>'
        '<xf numFmtId="171"/></cellXfs>'
    )
    row = "".join(f'<c s="{style}"><v>32893</v></c>' for style in range(6))
    sheet = f"<sheetData><row>{row}</row></sheetData>"
    reading = read_bytes(xlsx(sheet, styles=styles), source(XLSX), Limits())
    assert cells(reading) == [(1, ("32893", "1990-01-20", "XXXX-01-20", "1990-01", "1990", "1990-01-20"))]
    old = xlsx(sheet, '<workbookPr date1904="1"/>', styles)
    reading = read_bytes(old, source(XLSX), Limits())
    assert reading.rows[0].cells[1] == "1994-01-21"
    assert [(e.field, e.value, e.is_private) for e in reading.evidence] == [("date_system", "1904", True)]


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1.0, "1900-01-01"), (59.0, "1900-02-28"), (60.0, "60"), (61.0, "1900-03-01"), (0.0, "0"), (0.5, "12:00"),
     (32893.75, "1990-01-20T18:00:00"), (-3.0, "-3"), (1e9, "1000000000")],
)  # fmt: skip
def test_days_are_counted_as_excel_counts_them(number, printed):
    assert in_serial(number, "day", is_1904=False) == printed


@pytest.mark.parametrize(
    ("code", "shown"),
    [("dd.mm.yyyy", "day"), ("mmm-yy", "month"), ("h:mm", "time"), ("0.00", None), ("General", None),
     ('0" days"', None),
     ("[Red]0;[Blue]0", None), ("d mmm", "no year"), ("[h]:mm", "time"), ("@", None), ("mm:ss", "time"),
     ("#,##0", None),
     ('yyyy" il"', "year"), ("dd/mm/yyyy hh:mm", "day")],
)  # fmt: skip
def test_what_a_format_shows_of_a_date(code, shown):
    assert shown_by("170", {"170": code}) == shown


def test_openpyxl_and_we_read_the_same():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Full name", "Born", "Age", "Share"])
    sheet.append(["Nadia Placeholder", dt.date(1950, 1, 20), 40, 0.25])
    sheet["A4"], sheet["C4"] = "Ozmar\nMock", True
    sheet.merge_cells("D2:D4")
    out = io.BytesIO()
    book.save(out)
    expected = [
        (1, ("Full name", "Born", "Age", "Share")),
        (2, ("Nadia Placeholder", "1950-01-20", "40", "0.25")),
        (4, ("Ozmar\nMock", "", "TRUE", "0.25")),
    ]
    assert cells(read_bytes(out.getvalue(), source(XLSX), Limits())) == expected
    assert cells(read_slowly(out.getvalue(), source(XLSX), Limits())) == expected


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZZ9999999999", "A0", "", "A1B2"])
def test_a_cell_far_away_or_nowhere_costs_nothing(place):
    sheet = f'<sheetData><row r="1">{word("Name", "A1")}</row><row>{word("far", place)}</row></sheetData>'
    reading = read_bytes(xlsx(sheet), source(XLSX), Limits())
    assert reading.rows[0].cells == ("Name",)
    assert all(len(row.cells) <= 1000 for row in reading.rows)


def test_a_cell_longer_than_the_limit_is_cut_and_told():
    sheet = f"<sheetData><row>{word('x' * 300, 'A1')}{word('y', 'B1')}</row></sheetData>"
    reading = read_bytes(xlsx(sheet), source(XLSX), structs.replace(Limits(), cell=100))
    assert reading.rows[0].cells == ("x" * 100, "y")
    assert "longer than 100 characters" in reading.reason


def test_no_more_lines_than_the_limit():
    sheet = "<sheetData>" + "".join(f"<row><c><v>{n}</v></c><c><v>1</v></c></row>" for n in range(30)) + "</sheetData>"
    reading = read_bytes(xlsx(sheet), source(XLSX), structs.replace(Limits(), rows=10))
    assert len(reading.rows) == 10
    assert "only the first 10 lines" in reading.reason


def test_an_entity_in_a_sheet_is_never_resolved():
    data = xlsx("<sheetData/>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != "xl/s.xml":
                new.writestr(name, old.read(name))
        new.writestr(
            "xl/s.xml",
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet xmlns="{MAIN}"><sheetData><row>'
            '<c t="inlineStr"><is><t>a&x;b</t></is></c></row></sheetData></worksheet>',
        )
    reading = read_bytes(out.getvalue(), source(XLSX), Limits())
    assert not any("root" in cell for row in reading.rows for cell in row.cells)


def string(text: str, **said: int) -> str:
    more = "".join(f' table:number-{name.replace("_", "-")}="{number}"' for name, number in said.items())
    return f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p></table:table-cell>'


def line(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def table(*lines: str, name: str = "S", style: str = "") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(lines)}</table:table>'


def test_repeated_cells_and_rows_are_repeated_within_bounds():
    nothing = '<table:table-cell table:number-columns-repeated="16384"/>'
    endless = line(string("b"), string("c"), times=999_999_999)
    data = ods(table(line(string("a", columns_repeated=2), times=3), line(nothing, times=1_048_000), endless))
    reading = read_bytes(data, source(ODS), structs.replace(Limits(), rows=20))
    assert cells(reading)[:4] == [(1, ("a", "a")), (2, ("a", "a")), (3, ("a", "a")), (1048004, ("b", "c"))]
    assert len(reading.rows) == 20
    assert "only the first 20 lines" in reading.reason


def test_hidden_tables_never_leak_and_comments_are_no_words():
    hidden = '<style:table-properties table:display="false"/>'
    note = "Nadia<office:annotation><text:p>secret</text:p></office:annotation>"
    tables = table(line(string("secret")), name="H", style="h") + table(line(string(note), string("4")))
    data = ods(tables, f'<style:style style:name="h" style:family="table">{hidden}</style:style>')
    reading = read_bytes(data, source(ODS), Limits())
    assert cells(reading) == [(1, ("Nadia", "4"))]
    assert "secret" not in str(reading.rows)
    assert [flag.code for flag in reading.flags] == ["S022"]


@pytest.mark.parametrize(
    ("value", "shown", "printed"),
    [("1950-01-20", "20.01.50", "1950-01-20"), ("1950-01-01", "1950", "1950"), ("1950-05-01", "May 1950", "1950-05"),
     ("2024-01-16", "16. Jan", "XXXX-01-16"), ("1990-01-20T14:30:00", "20/01/1990 14:30", "1990-01-20T14:30:00"),
     ("nonsense", "in spring", "in spring"), ("1950-01-20", "", "1950-01-20")],
)  # fmt: skip
def test_an_opendocument_date_is_read_as_far_as_it_is_shown(value, shown, printed):
    said = f'office:value-type="date" office:date-value="{value}"'
    cell = f"<table:table-cell {said}><text:p>{shown}</text:p></table:table-cell>"
    assert cells(read_bytes(ods(table(line(string("x"), cell))), source(ODS), Limits())) == [(1, ("x", printed))]


def test_cells_under_a_spanning_cell_are_filled_from_it():
    covered = "<table:covered-table-cell><text:p>old</text:p></table:covered-table-cell>"
    lines = (line(string("Mock", rows_spanned=2), string("Nadia")), line(covered, string("Ozmar")))
    reading = read_bytes(ods(table(*lines)), source(ODS), Limits())
    assert cells(reading) == [(1, ("Mock", "Nadia")), (2, ("Mock", "Ozmar"))]


@pytest.mark.parametrize("kind", [XLSX, ODS, XLS])
def test_what_is_no_workbook_is_named(kind):
    for data in (b"PK\x03\x04 nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"plain"):
        reading = read_bytes(data, source(kind), Limits())
        assert reading.status == "not_readable"
        assert "damaged" in reading.reason
