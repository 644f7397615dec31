"""What a table is, which column holds what, and how its dates, ages and sexes are read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from cenotaph import edtf
from cenotaph.claim.cell_dates import DateColumns
from cenotaph.claim.columns import infer_columns, read_columns
from cenotaph.claim.sheets import claims_of_rows
from cenotaph.list_words import heading_field, looks_like_name
from cenotaph.record import Evidence, Row, Sheet, Source

SOURCE = Source(id="src-1", status="read", path="sources/a.xlsx")


def rows(header: Sequence[str], *lines: Sequence[str]) -> list[Row]:
    return [Row(f"row-{n}", SOURCE.id, "S", n, "data", tuple(header), tuple(cells)) for n, cells in enumerate(lines, 2)]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Сојады", "Ады", "Ата ады", "Доғум тарихи", "Ҹинси"), ("family", "given", "patronymic", "birth", "sex")),
        (("Фамилия", "Имя", "Отчество", "Год рождения"), ("family", "given", "patronymic", "birth")),
        (("Прізвище", "Ім'я", "По батькові", "Вік"), ("family", "given", "patronymic", "age")),
        (("Ազգանուն", "Անուն", "Հայրանուն", "Տարիք"), ("family", "given", "patronymic", "age")),
        (("نام", "نام خانوادگی", "نام پدر", "سن"), ("given", "family", "patronymic", "age")),
        (("الاسم الأول", "اسم الأب", "اسم الجد", "العائلة"), ("given", "patronymic", "grandfather", "family")),
        (("გვარი", "სახელი", "მამის სახელი", "ასაკი"), ("family", "given", "patronymic", "age")),
        (("Soyadı", "Öz adı", "Ata adı", "Yaş"), ("family", "given", "patronymic", "age")),
        (("Name › Family", "Name › Given", "Born › Year", "Died › Date"), ("family", "given", "birth", "date")),
        (("Ad, soyad / Full name", "Doğum tarixi / Date of birth"), ("name", "birth")),
        (("Adı › Soyadı", "Adı › Öz adı", "Doğum › İli"), ("family", "given", "birth")),
        (("Adı / Soyadı", "Doğum tarixi"), ("name", "birth")),
        (("Full name (in capitals)", "Age (years)", "Sex (M/F)"), ("name", "age", "sex")),
    ],
)
def test_headings_in_many_languages(header, expected):
    found = infer_columns(header)
    assert [found.get(field) for field in expected] == list(range(len(expected)))


def test_a_place_under_birth_is_no_place_of_death():
    assert heading_field("Born › Place") == "other"
    assert heading_field("Born › Day") == "other"
    assert heading_field("Buried › Place") == "burial"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1990-01-20", "1990-01-20"), ("20.01.1990", "1990-01-20"), ("1990/01/20", "1990-01-20"), ("1990", "1990"),
        ("20 yanvar 1990", "1990-01-20"), ("20 января 1990 г.", "1990-01-20"), ("20 يناير 1990", "1990-01-20"),
        ("20 ocak 1990", "1990-01-20"), ("January 20th, 1990", "1990-01-20"), ("20-yanvar-1990", "1990-01-20"),
        ("٢٠/٠١/١٩٩٠", "1990-01-20"), ("۱۹۹۰", "1990"), ("1950 г.р.", "1950"), ("1950-ci il təvəllüdlü", "1950"),
        ("около 1950", "1950~"), ("c.1950", "1950~"), ("~1950", "1950~"), ("1950?", "1950?"), ("about 1970", "1970~"),
        ("00.00.1950", "1950"), ("00.05.1950", "1950-05"), ("??.05.1950", "1950-05"), ("05.1990", "1990-05"),
        ("1950-1952", "[1950..1952]"),
        ("20.01.1990 14:30", "1990-01-20"), ("1/1/1990", "1990-01-01"), ("32893", "1990-01-20"),
        ("32893.0", "1990-01-20"),
        ("12.05.62", None), ("1369/10/30", None), ("13/13/1990", None), ("31.02.1990", None), ("in spring", None),
        ("34", None),
        ("", None), ("9999-01-01", None), ("20 yanvar", None), ("x" * 99, None),
    ],
)  # fmt: skip
def test_a_date_by_itself(text, expected):
    found = DateColumns({"birth": [text]}).read(text, "birth").edtf
    assert found == expected
    assert found is None or edtf.is_valid(found)


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (("5/6/1990", "25/6/1990"), "1990-06-05"),
        (("5/6/1990", "6/25/1990"), "1990-05-06"),
        (("5/6/1990", "7/8/1990"), "[1990-05-06,1990-06-05]"),
        (("5/6/1990", "25/6/1990", "6/25/1990"), "[1990-05-06,1990-06-05]"),
        (("5-6-1990", "7-8-1990"), "[1990-05-06,1990-06-05]"),
        (("5.6.1990", "7.8.1990"), "1990-06-05"),
    ],
)
def test_the_order_is_that_which_the_column_proves(column, expected):
    assert DateColumns({"birth": column}).read(column[0], "birth").edtf == expected


def test_another_column_of_the_table_may_prove_the_order_and_people_may_declare_it():
    both = {"birth": ["5/6/1950"], "date": ["20/1/1990"]}
    assert DateColumns(both).read("5/6/1950", "birth").edtf == "1950-06-05"
    assert DateColumns({"birth": ["5/6/1950"]}, "mdy").read("5/6/1950", "birth").edtf == "1950-05-06"


def test_open_orders_numbers_of_days_and_words_not_understood_are_flagged_with_their_cells():
    table = rows(
        ("Full name", "Born", "Died", "Age", "Sex"),
        ("Nadia Placeholder", "5/6/1950", "32893", "about 40", "f"),
        ("Ozmar Mock", "7/8/1950", "12.05.62", "teacher", "x"),
    )
    read = claims_of_rows(table, None, SOURCE, {})
    assert [(e.birth, e.date, e.age, e.sex) for e in read.entries] == [
        ("[1950-05-06,1950-06-05]", "1990-01-20", "about 40", "f"),
        ("[1950-07-08,1950-08-07]", None, "teacher", None),
    ]
    found = [(flag.code, [f"{span.sheet}!{span.cell}" for span in flag.spans]) for flag in read.flags]
    assert found == [
        ("L013", ["S!C3"]),
        ("L021", ["S!B2", "S!B3"]),
        ("L022", ["S!C2"]),
        ("L023", ["S!D3"]),
        ("L023", ["S!E3"]),
    ]


def test_numbers_of_days_of_an_old_macintosh_workbook():
    evidence = (Evidence(field="date_system", value="1904", rule="workbook", quote="date1904"),)
    source = Source(id="src-1", status="read", path="a.xlsx", evidence=evidence)
    read = claims_of_rows(rows(("Full name", "Born"), ("Nadia Placeholder", "31431")), None, source, {})
    assert read.entries[0].birth == "1990-01-20"


@pytest.mark.parametrize(
    ("cells", "expected"), [(("K", "Q"), ["m", "f"]), (("K", "E"), ["f", "m"]), (("K", "K"), [None, None])]
)
def test_a_letter_for_a_sex_is_read_in_the_language_of_its_column(cells, expected):
    table = rows(("Full name", "Sex"), *(("Nadia Placeholder", cell) for cell in cells))
    assert [entry.sex for entry in claims_of_rows(table, None, SOURCE, {}).entries] == expected


def test_columns_without_a_header_are_told_by_their_cells():
    lines = [
        (str(n), f"Nadia Placeholder{'abc'[n % 3]}x" + "yzw"[n // 3], "fm"[n % 2], str(30 + n * n)) for n in range(1, 9)
    ]
    columns = read_columns(rows((), *lines), None)
    assert columns.fields == {"ordinal": 0, "name": 1, "sex": 2, "age": 3}
    assert {column.why for column in columns.used} == {"content"}
    assert [flag.code for flag in claims_of_rows(rows((), *lines), None, SOURCE, {}).flags] == ["L025"]


def test_births_and_deaths_are_told_by_their_years():
    lines = [
        (f"Ozmar Mock{letter}", f"20.01.{1990 + n % 2}", f"1{n}.05.19{n}0") for n, letter in enumerate("abcdefg", 2)
    ]
    assert read_columns(rows((), *lines), None).fields == {"name": 0, "date": 1, "birth": 2}


@pytest.mark.parametrize(
    ("header", "kind", "code"),
    [
        (("url", "title", "publisher", "date"), "sources", "L018"),
        (("path", "author", "language"), "sources", "L018"),
        (("source_id", "kind", "low", "high"), "claims", "L019"),
        (("Street", "Houses"), "other", "L016"),
    ],
)
def test_a_table_of_another_kind_is_said_and_names_nobody(header, kind, code):
    table = rows(header, ["a"] * len(header))
    assert read_columns(table, None).kind == kind
    read = claims_of_rows(table, None, SOURCE, {})
    assert ([flag.code for flag in read.flags], read.entries, read.claims) == ([code], (), ())


def test_a_table_on_its_side_is_said():
    table = rows((), ("Name", "Nadia Placeholder", "Ozmar Mock"), ("Born", "1950", "1960"), ("Sex", "f", "m"))
    assert [flag.code for flag in claims_of_rows(table, None, SOURCE, {}).flags] == ["L020"]


def test_a_declared_list_of_sources_is_silent():
    table = rows(("url", "title"), ("https://nowhere.example", "T"))
    assert claims_of_rows(table, Sheet(path="a", type="sources"), SOURCE, {}).flags == ()


def test_columns_are_declared_by_letter_or_by_the_last_part_of_a_heading_and_the_nearest_is_named():
    by_letter = Sheet(path="a", type="list", columns={"name": "B", "birth": "C"})
    assert read_columns(rows((), ("x", "Nadia", "1950")), by_letter).fields == {"name": 1, "birth": 2}
    by_part = Sheet(path="a", type="list", columns={"family": "Family", "given": "Gven"})
    columns = read_columns(rows(("Name › Family", "Name › Given"), ("a", "b")), by_part)
    assert columns.fields["family"] == 0
    assert columns.missing == ("Gven",)
    wrong = Sheet(path="a", type="list", columns={"name": "Ful name"})
    read = claims_of_rows(rows(("Full name", "Born"), ("Nadia", "1950")), wrong, SOURCE, {})
    assert "sources/a.xlsx, sheet S, has no column Ful name (did you mean Full name?)" in read.flags[0].message


@pytest.mark.parametrize(
    "name", ["Nadia Placeholder", "Nümunə Nadir Ozmar oğlu", "محمد مثال", "Образцов О. И.", "de la Mock, Ozmar"]
)
def test_what_is_written_as_a_name(name):
    assert looks_like_name(name) == (not name[0].islower())


@pytest.mark.parametrize("name", ["Village of 40 houses", "killed on the road", "A. 5", "", "http://nowhere.example"])
def test_what_is_not_written_as_a_name(name):
    assert not looks_like_name(name)


def test_dates_without_marks_are_read_where_the_column_is_written_so() -> None:
    cells = ["19151111", "19500531", "", "19501341"]
    columns = DateColumns({"birth": cells, "ordinal": ["19151111", "7", "8"]})
    assert [columns.read(cell, "birth").edtf for cell in cells] == ["1915-11-11", "1950-05-31", None, None]
    assert columns.read("19151111", "ordinal").edtf is None
