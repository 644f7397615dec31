"""PDFs: tables and numbered lists by the places of their words, a second program's reading, letters without meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_writer import lines, pdf, table

from cenotaph.claim import claims_of_text
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.pdf import read_slowly
from cenotaph.read.pdf_second import second_flags
from cenotaph.read.reading import Limits, Reading
from cenotaph.record import Source

LEAD = "The commission of Ozmara names these people, who were killed in the night of 4 March 1991."
PROSE = [
    f"{LEAD} Nobody knows where they lie, line {number}."
    for number in ("one", "two", "three", "four", "five", "six", "seven")
]
COLUMNS = (60.0, 100.0, 300.0, 360.0)
HEAD = ("No", "Full name", "Age", "Place")
PEOPLE = ("Nadia Placeholder", "Arvo Testman", "Bela Sample", "Ilva Nobody", "Cyra Mockova", "Dario Mock")


def read(data: bytes, slowly: bool = False) -> Reading:
    source = described(data, Source(id="", status="cited", path="a.pdf"))
    return read_slowly(data, source, Limits()) if slowly else read_bytes(data, source, Limits())


def rows_of(number: int, first: int = 1, place: str = "Tavri") -> list[tuple[str, ...]]:
    return [(str(at), PEOPLE[at % 6], str(10 + at), place) for at in range(first, first + number)]


def cells(reading: Reading) -> list[tuple[str, ...]]:
    return [row.cells for row in reading.rows if row.kind == "data"]


def test_a_table_is_rows_and_its_lines_are_no_prose():
    reading = read(pdf([[*lines([LEAD]), *table([HEAD, *rows_of(8)], COLUMNS)]]))
    assert cells(reading) == rows_of(8)
    assert LEAD in reading.text.text
    assert all(name in reading.text.text for name in PEOPLE)
    assert claims_of_text(reading.text, Source(id=reading.source, status="read")).entries == ()
    assert reading.status == "read"


def test_a_table_over_three_pages_with_its_header_on_each():
    people = rows_of(60)
    parts = [people[:20], people[20:40], people[40:]]
    reading = read(pdf([table([HEAD, *part], COLUMNS) for part in parts]))
    assert cells(reading) == people
    assert len({row.sheet for row in reading.rows}) == 1


@pytest.mark.parametrize("is_middle", [False, True])
def test_cells_of_several_lines(is_middle):
    rows = [HEAD]
    for at in range(1, 7):
        name = PEOPLE[at % 6].replace(" ", "\n") if at % 2 else PEOPLE[at % 6]
        own = "\n" if is_middle and at % 2 else ""
        tall = "\nnear the old mill" if at % 3 == 0 else ""
        rows.append((f"{own}{at}" if not own else str(at), name, str(10 + at), f"Tavri{tall}"))
    reading = read(pdf([table(rows, COLUMNS, step=30)]))
    assert [row[1] for row in cells(reading)] == [PEOPLE[at % 6] for at in range(1, 7)]
    assert [row[3] for row in cells(reading)] == [
        "Tavri near the old mill" if at % 3 == 0 else "Tavri" for at in range(1, 7)
    ]


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (("№", "Ф.И.О.", "Возраст", "Место"), ("Никтоев Пётр Ильич", "Примерова Яна", "Небылицын Юрий", "Щука Эмма")),
        (("S/s", "Adı, soyadı", "Yaşı", "Yeri"), ("Əli Nümunəyev", "Gülşən Heçkim", "Çingiz Uydur", "Şükufə Adsız")),
        (("Сыра", "Адлар / Full name", "Јашы", "Јери"), ("Әли Нүмунә", "Ҝүлшән Һечким", "Чинҝиз Ујдур", "Ҹәфәр Ҝуја")),
    ],
)  # fmt: skip
def test_tables_in_several_scripts(head, people):
    rows = [(str(at), name, str(20 + at), "Озмара") for at, name in enumerate(people, 1)]
    assert [row[1] for row in cells(read(pdf([table([head, *rows], COLUMNS)])))] == list(people)


def test_words_between_the_same_rules_are_one_cell():
    """Narrow columns: the gap between them is a blank's, a heading stands over two, a name runs over two lines."""
    words = [
        (62, 702, "No."), (92, 702, "Full name"), (162, 702, "Born"),
        (62, 682, "District of Upper Reed"),
        (62, 662, "1"), (92, 662, "Nadia Placeholder-"), (92, 650, "Sample"), (185, 662, "1951"),
        (62, 632, "2"), (92, 632, "Arvo Nowhere"), (162, 632, "1952"),
        (62, 612, "3"), (92, 612, "Bela Example"), (162, 612, "1953"),
    ]  # fmt: skip
    edges = [715, 695, 675, 645, 625, 605]
    rules = [(60, y, 220, y) for y in edges] + [(x, 605, x, 675) for x in (60, 90, 180 - 20, 220)]
    rules += [(x, 695, x, 715) for x in (60, 90, 160, 220)] + [(x, 675, x, 695) for x in (60, 220)]
    made = read(pdf([words], rules=rules))
    found = cells(made)
    assert ("1", "Nadia Placeholder-Sample", "1951") in found
    assert [row for row in found if row[0].isdigit()][1:] == [
        ("2", "Arvo Nowhere", "1952"),
        ("3", "Bela Example", "1953"),
    ]
    assert "District of Upper Reed" in {cell for row in made.rows for cell in row.cells}


def test_a_table_without_a_header():
    assert [row[1] for row in cells(read(pdf([table(rows_of(8), COLUMNS)])))] == [row[1] for row in rows_of(8)]


def test_a_numbered_list_over_pages_with_a_running_head():
    items = [f"{at}. {PEOPLE[at % 6]}, born {1930 + at}, of Tavri" for at in range(1, 61)]
    pages = [lines(["Report of the commission", *items[at : at + 20], f"page {at}"]) for at in (0, 20, 40)]
    reading = read(pdf(pages))
    assert [row[0] for row in cells(reading)] == [str(at) for at in range(1, 61)]
    assert [row[2] for row in cells(reading)] == [str(1930 + at) for at in range(1, 61)]


def test_lines_of_prose_are_no_table():
    reading = read(pdf([lines(PROSE), lines(PROSE)]))
    assert reading.rows == ()
    assert reading.flags == ()


def test_invisible_words_under_a_scan_are_read():
    assert cells(read(pdf([table([HEAD, *rows_of(8)], COLUMNS)], invisible=True))) == rows_of(8)


def test_letters_without_a_meaning_are_named():
    reading = read(pdf([lines(PROSE)], meaning="private"))
    assert "S036" in [flag.code for flag in reading.flags]


def test_a_loop_of_pages_is_named():
    reading = read(pdf([lines(PROSE)], loop=True))
    assert "S041" in [flag.code for flag in reading.flags]
    assert LEAD in reading.text.text


def test_two_programs_that_read_other_words_are_named():
    data, source = pdf([lines(PROSE), lines(PROSE)]), Source(id="src-1", status="read", path="a.pdf")
    page = "\n".join(PROSE)
    assert second_flags(data, [page, page], source) == ()
    (found,) = second_flags(data, ["\n".join(PROSE[:4]), page], source)
    assert found.code == "S040"
    assert "page 1" in found.message
    assert second_flags(data, [page.replace(" ", ""), page], source) == ()


def test_the_second_program_reads_what_the_first_did_not_survive():
    reading = read(pdf([lines(PROSE), lines(["The second page names nobody at all."])]), slowly=True)
    assert reading.status == "in_part"
    assert LEAD in reading.text.text
    assert len(reading.text.pages) == 2
    assert read(b"%PDF-1.7 and nothing", slowly=True).status == "not_readable"


@settings(deadline=None, max_examples=15)
@given(st.data())
def test_no_line_of_a_table_is_lost(data):
    number = data.draw(st.integers(4, 45))
    tall = data.draw(st.lists(st.booleans(), min_size=number, max_size=number))
    people = [
        (str(at), PEOPLE[at % 6], str(10 + at), "Tavri\nnear the mill" if tall[at - 1] else "Tavri")
        for at in range(1, number + 1)
    ]
    pages = [[HEAD, *people[at : at + 15]] for at in range(0, number, 15)]
    reading = read(pdf([table(page, COLUMNS, step=26) for page in pages]))
    assert cells(reading) == [tuple(cell.replace("\n", " ") for cell in row) for row in people]


def test_columns_set_closely_are_parted_by_what_stands_below_each_other():
    """A browser leaves less between two cells than between two words; a group's heading runs over the columns."""
    names = ["Arvo Testman", "Bela Sampleton", "Cyra Mockova", "Ilva Nobody", "Nadia Placeholder"] * 2
    words = [(60, 700, "No."), (80, 700, "Full name"), (170, 700, "Born"), (192, 700, "Place")]
    words.append((60, 686, "District of Upper Reed, at the old river crossing"))
    for at, name in enumerate(names):
        bottom = 672 - 14 * at
        words += [(60, bottom, str(at + 1)), (80, bottom, name), (170, bottom, str(1950 + at)), (192, bottom, "Tavri")]
    found = cells(read(pdf([words])))
    assert found == [(str(at + 1), name, str(1950 + at), "Tavri") for at, name in enumerate(names)]
