"""Rows of a list become entries; every data row is accounted for."""

from __future__ import annotations

import pytest

from cenotaph.cells import cell_name
from cenotaph.claim.columns import all_columns, infer_columns
from cenotaph.claim.sheets import claims_of_rows
from cenotaph.list_words import is_named
from cenotaph.record import Row, Sheet, Source

SOURCE = Source(id="src-list", status="read", path="sources/list.csv", access="public")


def rows(header: tuple[str, ...], *lines: tuple[str, ...]) -> list[Row]:
    return [
        Row(id=f"row-{n}", source=SOURCE.id, sheet="list", line=n, kind="data", header=header, cells=cells)
        for n, cells in enumerate(lines, 2)
    ]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("No.", "Name", "Date of birth", "Sex"), {"ordinal": 0, "name": 1, "birth": 2, "sex": 3}),
        (("Soyadı", "Adı", "Atasının adı"), {"family": 0, "given": 1, "patronymic": 2}),
        (("№ п/п", "Ф.И.О.", "Год рождения"), {"name": 1, "birth": 2}),
        (("الاسم", "العمر", "الجنس"), {"name": 0, "age": 1, "sex": 2}),
        (("სახელი", "გვარი", "ასაკი"), {"given": 0, "family": 1, "age": 2}),
        (("Name", "Date of death"), {"name": 0, "date": 1}),
        (("Name", "Place of death"), {"name": 0, "place": 1}),
        (("name", "length", "date"), {}),
        (("street", "city"), {}),
    ],
)
def test_columns_from_headings(header: tuple[str, ...], expected: dict[str, int]) -> None:
    found = infer_columns(header)
    assert {field: found.get(field) for field in expected} == expected
    assert bool(found) == bool(expected)


@pytest.mark.parametrize(
    "name",
    ["(unknown person)", "name withheld", "TK TK", "مجهول الهوية", "Неизвестный мужчина", "naməlum şəxs", "Unknown 17",
     "unborn child of Zelda Quorn", "infant son of Zelda Quorn", "-", "???", "უცნობი"],
)  # fmt: skip
def test_cells_that_name_nobody(name: str) -> None:
    assert not is_named(name)


@pytest.mark.parametrize("name", ["Zelda Quorn", "Naməlov Tural", "Sonia Unknownsson", "محمد مجاهد", "Ильхам"])
def test_cells_that_name_somebody(name: str) -> None:
    assert is_named(name)


def test_unnamed_person_is_an_entry_without_a_name() -> None:
    table = rows(("Name", "Age"), ("infant son of Zelda Quorn", "0"), ("unknown man", "40"))
    child, man = claims_of_rows(table, None, SOURCE, {}).entries
    assert (child.name, child.is_named, child.kin) == ("", False, "infant son of Zelda Quorn")
    assert child.span.quote == "infant son of Zelda Quorn"
    assert (man.is_named, man.age, man.access) == (False, "40", "public")


def test_inferred_list_keeps_what_no_field_took() -> None:
    table = rows(("Full name", "Born", "Remarks"), ("Zelda Quorn", "12.06.1903", "weaver"))
    (entry,) = claims_of_rows(table, None, SOURCE, {}).entries
    assert (entry.birth, entry.details, entry.script, entry.note) == ("1903-06-12", "Remarks: weaver", "Latn", None)


def test_what_leads_to_a_person_is_kept_for_matching_and_is_no_detail() -> None:
    header = ("Full name", "Born", "Phone", "Adres", "ID", "Паспорт", "Trade", "Code", "Mother's name", "Notes")
    people = [
        ("Zelda Quorn", "1903", "555 0101", "Elm Road 1", "883201977", "AZ 1234567", "weaver", "90000017", "Ada", "x"),
        ("Yorick Mell", "1950", "555 0102", "Oak Lane 3", "112233445", "AZ 7654321", "smith", "90000204", "Ida", "y"),
        ("Odo Placeholder", "1951", "555 0103", "Elm Road 8", "998877660", "AZ 9182736", "", "90000003", "Una", "z"),
    ]  # fmt: skip
    entries = claims_of_rows(rows(header, *people), None, SOURCE, {}).entries
    assert entries[0].details == "Trade: weaver; Notes: x"
    assert entries[0].ordinal is None
    said = {cell.column: cell.value for cell in entries[0].cells}
    assert said == {
        "telephone": "555 0101", "identity": "883201977", "occupation": "weaver", "code": "90000017", "mother": "Ada"
    }  # fmt: skip


def test_numbers_of_lines_are_not_compared() -> None:
    people = [(f"Zelda{n} Quorn", "1903", str(n), f"{5 * n}") for n in range(1, 9)]
    entries = claims_of_rows(rows(("Full name", "Born", "File no", "Size"), *people), None, SOURCE, {}).entries
    assert {cell.column for one in entries for cell in one.cells} == {"size"}


def test_month_first_where_the_column_proves_it() -> None:
    table = rows(("Full name", "Born"), ("Zelda Quorn", "06/12/1903"), ("Yorick Quorn", "06/25/1905"))
    assert [e.birth for e in claims_of_rows(table, None, SOURCE, {}).entries] == ["1903-06-12", "1905-06-25"]


def test_given_patronymic_and_family_in_columns() -> None:
    table = rows(("Surname", "First name", "Patronymic"), ("Zorin", "Ozmar", "Yarikovich"))
    (entry,) = claims_of_rows(table, None, SOURCE, {}).entries
    assert (entry.name, entry.family) == ("Ozmar Yarikovich Zorin", "Zorin")


def test_rows_of_other_sources_belong_to_those_sources_lists() -> None:
    sheet = Sheet(
        path="x",
        type="list",
        columns={"name": "n", "source": "s", "judgement": "same", "incident": "scope"},
        incidents={"yes": "ozmara", "other": ""},
    )
    table = rows(
        ("s", "n", "same", "scope"),
        ("n1", "Zelda Quorn", "Q1", "yes"),
        ("n2", "Zelda Quorn", "Q1", "other"),
        ("n9", "Zelda Quorn", "Q1", "yes"),
    )
    read = claims_of_rows(table, sheet, SOURCE, {"n1": "cit-one", "n2": "cit-two"})
    first, second = read.entries
    assert (first.source, second.source) == ("cit-one", "cit-two")
    assert first.list != second.list
    assert (first.incident, second.incident, first.judgement) == ("ozmara", "", "Q1")
    assert [flag.code for flag in read.flags] == ["L011"]


def test_equal_lines_are_two_entries() -> None:
    table = rows(("Full name", "Age"), ("Zelda Quorn", "30"), ("Zelda Quorn", "30"))
    first, second = claims_of_rows(table, None, SOURCE, {}).entries
    assert first.id != second.id


def test_every_row_ends_as_entry_or_flag() -> None:
    table = rows(("Full name", "Age"), ("Zelda Quorn", "30"), ("", ""), ("", "7"))
    read = claims_of_rows(table, None, SOURCE, {})
    assert len(read.entries) == 2
    assert [flag.code for flag in read.flags] == ["L001"]


def test_frequent_first_of_january_is_no_birth() -> None:
    lines = [
        (f"Zelda Quorn {chr(65 + n)}", "1990-01-01" if n % 2 else f"19{n + 10}-03-0{n % 9 + 1}") for n in range(24)
    ]
    read = claims_of_rows(rows(("Full name", "Born"), *lines), None, SOURCE, {})
    assert sum(entry.birth is None for entry in read.entries) == 12
    assert [flag.code for flag in read.flags] == ["L015"]


def test_unreadable_dates_are_flagged_once_a_column() -> None:
    table = rows(("Full name", "Born"), ("Zelda Quorn", "in spring"), ("Yorick Quorn", "before the flood"))
    read = claims_of_rows(table, None, SOURCE, {})
    (found,) = read.flags
    assert (found.code, len(found.spans), len(read.entries)) == ("L013", 2, 2)


def test_table_of_other_things_is_left_alone() -> None:
    read = claims_of_rows(rows(("Name", "Length"), ("Quorn Street", "300 m")), None, SOURCE, {})
    assert read.entries == ()
    assert [flag.code for flag in read.flags] == ["L016"]


@pytest.mark.parametrize(("column", "expected"), [(0, "A5"), (25, "Z5"), (26, "AA5"), (16383, "XFD5")])
def test_cell_names(column: int, expected: str) -> None:
    assert cell_name(column, 5) == expected


def test_a_declared_column_leaves_the_others_as_their_headings_say():
    header = ("No.", "Name", "Born", "Date of death", "Place")
    columns, missing = all_columns(header, {"name": "Name", "burial": "Grave"})
    assert columns["name"] == 1
    assert columns["birth"] == 2
    assert columns["place"] == 4
    assert missing == ("Grave",)


def test_a_column_serves_one_field_only():
    columns, _ = all_columns(("Name", "Born"), {"name": "Name", "details": "Born"})
    assert columns == {"name": 0, "details": 1}
