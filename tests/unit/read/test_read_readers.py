"""What the readers make of files too large, too deep or too odd to keep as cases, and what their parts promise."""

from __future__ import annotations

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.read import Limits, read_file
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.headings import headings
from cenotaph.read.html import depth
from cenotaph.read.reading import cut
from cenotaph.read.tables import rows_of
from cenotaph.record import Source

SENTENCE = "In Ozmara 42 people were killed, the commission said. "
SMALL = Limits(characters=10_000, rows=50, cell=1000, page=20_000)


def read(name: str, data: bytes, limits: Limits = SMALL):
    return read_bytes(data, described(data, Source(id="", status="cited", path=name)), limits)


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<p><font>", "<table><tr><td>"])
def test_300_000_nested_elements_keep_their_words_and_cost_seconds(opening):
    started = time.monotonic()
    reading = read("a.html", b"<html><body>" + opening.encode() * 300_000 + SENTENCE.encode(), Limits())
    assert reading.status == "in_part"
    assert "all its words were taken" in reading.reason
    assert "42 people" in reading.text.text
    assert time.monotonic() - started < 20


def test_an_element_with_very_many_attributes_is_not_parsed():
    attributes = " ".join(f'a{n}="x"' for n in range(50_000))
    reading = read("a.html", f"<html><body><p {attributes}>{SENTENCE}</p></body></html>".encode(), Limits())
    assert reading.status == "in_part"
    assert "attributes" in reading.reason
    assert "42 people" in reading.text.text


def test_a_page_too_large_is_read_without_its_structure():
    page = f"<html><body>{f'<p>{SENTENCE}</p>' * 1000}</body></html>"
    reading = read("a.html", page.encode())
    assert reading.status == "in_part"
    assert "too large" in reading.reason
    assert len(reading.text.text) <= SMALL.characters


def test_a_text_too_long_is_cut_at_a_line_and_says_so():
    reading = read("a.txt", (SENTENCE + "\n").encode() * 1000)
    assert reading.status == "in_part"
    assert "split the file" in reading.reason
    assert reading.text.text.endswith("said. ")
    assert cut("short", SMALL) == ("short", ())


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_too_long_is_read_in_part(name, tmp_path):
    rows = [["name", "age"], *([f"Arvo Testman {n}", "41"] for n in range(100))]
    if name == "a.csv":
        data = "\n".join(",".join(row) for row in rows).encode()
    else:
        import openpyxl

        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(tmp_path / name)
        data = (tmp_path / name).read_bytes()
    reading = read(name, data)
    assert reading.status == "in_part"
    assert len(reading.rows) == SMALL.rows


def test_a_huge_cell_is_cut_and_the_rows_behind_it_kept():
    reading = read("a.csv", b"name,age\nArvo " + b"x" * 5000 + b",41\nBela Sample,30\n")
    assert reading.status == "in_part"
    assert [len(row.cells[0]) for row in reading.rows] == [4, 1000, 11]
    assert reading.rows[2].cells == ("Bela Sample", "30")


def test_a_workbook_that_would_unpack_to_gigabytes_is_not_unpacked(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(20_000_000))
    reading = read("a.xlsx", (tmp_path / "a.xlsx").read_bytes(), Limits(memory=30_000_000))
    assert reading.status == "not_readable"
    assert "unpack" in reading.reason


def test_a_page_of_nothing_but_menus_still_says_what_it_says():
    reading = read("a.html", f"<html><body><nav><p>{SENTENCE}</p></nav></body></html>".encode())
    assert "42 people" in reading.text.text


def test_a_page_without_words_is_not_readable_and_flagged():
    reading = read("a.html", b"<html><body><img src='a.jpg'></body></html>")
    assert reading.status == "not_readable"
    assert [flag.code for flag in reading.flags] == ["F006"]


def test_depth_counts_open_elements_only():
    assert depth("<html><body><p>a<p>b<p>c<br><br></body></html>", 10) == 2
    assert depth("<div>" * 100, 10) == 11


def test_what_people_know_goes_before_what_is_found():
    data = (
        b"Ten years on\n\nIn the night of 4 March 1991 the soldiers came, and nobody was there to be asked about it.\n"
    )
    known = described(data, Source(id="", status="cited", path="a.txt", language="fr", published="1999~"))
    reading = read_bytes(data, known, SMALL)
    assert (reading.text.language, reading.text.published) == ("fr", "1999~")


def test_a_file_that_is_not_there_is_a_reading_not_an_error(tmp_path):
    assert read_file(tmp_path / "nothing.txt").status == "not_readable"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([["Name", "Age"], ["Arvo", "41"]], 0),
        ([["The dead of Ozmara"], [], ["Name", "Age", "Place"], ["Arvo", "41", "Tavri"], ["Bela", "30", "Tavri"]], 2),
        ([["Arvo", "41"], ["Bela", "30"]], None),
        ([["Name"], ["Arvo"], ["Bela"]], 0),
        ([], None),
    ],
)
def test_where_the_header_stands(lines, expected):
    assert next((each.last for each in headings(lines)), None) == expected


def test_every_line_of_a_table_has_its_row_and_kind():
    lines = [
        ["Name", "Age", "Place"],
        ["Arvo", "41"],
        [],
        ["From the village:"],
        ["Name", "Age", "Place"],
        ["Total", "1"],
    ]
    rows = rows_of(list(enumerate(lines, 1)), Source(id="src-1", status="read"), "list", SMALL)
    assert [row.kind for row in rows] == ["header", "data", "blank", "note", "header", "total"]
    assert [row.line for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[1].cells == ("Arvo", "41", "")
    assert rows[1].header == ("Name", "Age", "Place")
    assert len({row.id for row in rows}) == 6


def test_a_line_longer_than_the_header_keeps_its_cells():
    rows = rows_of(
        [(1, ["Name", "Age"]), (2, ["Arvo", "41", "teacher"])], Source(id="src-1", status="read"), "a", SMALL
    )
    assert rows[1].header == ("Name", "Age", "")
    assert rows[1].cells == ("Arvo", "41", "teacher")


def test_a_quotation_mark_out_of_place_swallows_nobody():
    data = (
        b'name,age,place\n"Arvo Testman,41,Tavri\nBela Sample,30,Tavri\n"Cyra" Mockova,21,Ozmara\nDario Mock,9,Tavri\n'
    )
    reading = read("a.csv", data)
    assert reading.status == "in_part"
    assert "line 2" in reading.reason
    assert [row.cells[0].strip('"')[:4] for row in reading.rows[1:]] == ["Arvo", "Bela", "Cyra", "Dari"]


def test_a_note_of_several_lines_is_one_cell():
    data = b'name,age,note\nArvo Testman,41,"born in Tavri,\nraised in Ozmara,\nteacher"\nBela Sample,30,\n'
    reading = read("a.csv", data)
    assert reading.status == "read"
    assert reading.rows[1].cells[2] == "born in Tavri,\nraised in Ozmara,\nteacher"
    assert [row.line for row in reading.rows] == [1, 2, 3]


cell = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(lambda text: text.strip())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(cell, cell, cell), min_size=2, max_size=12))
def test_every_line_that_was_written_is_read_with_its_cells(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("name", "age", "place"), *lines])
    source = Source(id="src-1", status="cited", path="a.csv", media_type="text/csv")
    reading = read_bytes(out.getvalue().encode("utf-8-sig"), source, Limits())
    assert reading.status == "read"
    assert [tuple(row.cells) for row in reading.rows][1:] == lines
