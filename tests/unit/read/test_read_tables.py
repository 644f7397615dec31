"""From lines to rows: headers anywhere, several lists, totals and notes; and no line that is not accounted for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.claim.sheets import claims_of_rows
from cenotaph.read.reading import Limits
from cenotaph.read.tables import laid_out, rows_of, rows_of_sheets
from cenotaph.record import Row, Source

SOURCE = Source(id="src-1", status="read", path="sources/a.csv")


def rows(*lines: Sequence[str]) -> tuple[Row, ...]:
    return rows_of(list(enumerate(lines, 1)), SOURCE, "S", Limits())


def kinds(*lines: Sequence[str]) -> list[str]:
    return [row.kind for row in rows(*lines)]


@pytest.mark.parametrize("above", range(0, 19, 3))
def test_a_header_stands_anywhere_in_the_first_twenty_lines(above):
    titles = [[f"Remark no. {n} of the commission"] for n in range(above)]
    found = rows(*titles, ["No", "Full name", "Born"], ["1", "Nadia Placeholder", "1950"])
    assert [row.kind for row in found] == [*["note"] * above, "header", "data"]
    assert found[-1].header == ("No", "Full name", "Born")


def test_two_header_lines_are_joined():
    found = rows(
        ["Name", "", "", "Born", "Age"],
        ["Family", "Given", "Patronymic", "Year", ""],
        ["1", "2", "3", "4", "5"],
        ["Placeholder", "Nadia", "Xenia", "1950", "40"],
    )
    assert [row.kind for row in found] == ["header", "header", "header", "data"]
    assert found[-1].header == ("Name › Family", "Name › Given", "Name › Patronymic", "Born › Year", "Age")


def test_a_line_of_groups_that_is_no_header_by_itself_is_joined_too():
    found = rows(
        ["", "Full name", "", "Dates", ""],
        ["No", "Family", "Given", "Born", "Died"],
        ["1", "Mock", "Ozmar", "1950", "1990"],
    )
    assert found[-1].header == ("No", "Full name › Family", "Full name › Given", "Dates › Born", "Dates › Died")


def test_a_header_repeated_on_each_page_is_one_list():
    head = ["No", "Name", "Age"]
    found = rows(head, ["1", "Nadia Placeholder", "4"], ["page 2"], ["NO", "name ", "Age"], ["2", "Ozmar Mock", "5"])
    assert [row.kind for row in found] == ["header", "data", "note", "header", "data"]
    assert {row.sheet for row in found} == {"S"}


def test_a_further_list_below_is_a_sheet_of_its_own_with_the_lines_of_the_file():
    found = rows(
        ["No", "Name", "Age"],
        ["1", "Nadia Placeholder", "4"],
        [],
        ["The missing"],
        ["No", "Full name", "Village"],
        ["1", "Ozmar Mock", "Tavri"],
    )
    assert [(row.sheet, row.line, row.kind) for row in found][2:] == [
        ("S (2)", 3, "blank"),
        ("S (2)", 4, "note"),
        ("S (2)", 5, "header"),
        ("S (2)", 6, "data"),
    ]


def test_a_further_list_never_takes_the_name_of_a_sheet_that_is_there():
    lines = list(enumerate([["No", "Name"], ["1", "Nadia"], ["Full name", "Age"], ["Ozmar", "4"]], 1))
    found = rows_of_sheets([("S", lines), ("S (2)", lines[:2])], SOURCE, Limits())
    assert list(dict.fromkeys(row.sheet for row in found)) == ["S", "S (3)", "S (2)"]
    assert len({row.id for row in found}) == len(found)


def test_lists_beside_each_other_keep_their_columns():
    found = rows(
        ["No", "Name", "Age", "", "No", "Name", "Age"],
        ["1", "Nadia Placeholder", "4", "", "3", "Bela Sample", "6"],
        ["2", "Ozmar Mock", "5"],
    )
    entries = [
        e
        for name in ("S", "S (2)")
        for e in claims_of_rows([r for r in found if r.sheet == name], None, SOURCE, {}).entries
    ]
    assert [(e.name, e.span.cell) for e in entries] == [
        ("Nadia Placeholder", "B2"),
        ("Ozmar Mock", "B3"),
        ("Bela Sample", "F2"),
    ]


def test_a_list_without_header_above_one_with_a_header_is_not_lost():
    found = rows(
        ["1", "Nadia Placeholder", "4"], ["2", "Ozmar Mock", "5"], [], ["No", "Name", "Age"], ["3", "Bela Sample", "6"]
    )
    assert [row.kind for row in found if row.kind != "blank"] == ["data", "data", "header", "data"]


@pytest.mark.parametrize(
    "lines", [[["Nadia Placeholder", "f"], ["Ozmar Mock", "m"]], [["Tavri", "Ozmara"], ["Ozmara", "Tavri"]]]
)
def test_a_first_line_like_the_others_is_no_header(lines):
    assert kinds(*lines) == ["data", "data"]


@pytest.mark.parametrize(
    "first",
    [
        "Total",
        "Cəmi: 2 nəfər",
        "Итого:",
        "المجموع",
        "Всего погибших",
        "სულ",
        "ընդամենը",
        "جمع کل",
        "Усього",
        "ҸӘМИ",
        "Toplam: 2",
    ],
)
def test_total_lines_of_many_languages(first):
    assert kinds(["No", "Name", "Age"], ["1", "Nadia Placeholder", "4"], [first, "", "2"])[-1] == "total"


@pytest.mark.parametrize("name", ["Total Yusuf", "Sum Ting", "Cəmil Nümunə", "Тоталов Иван"])
def test_a_person_whose_name_begins_like_a_total_is_a_person(name):
    assert kinds(["Name", "Age"], ["Nadia Placeholder", "4"], [name, "5"]) == ["header", "data", "data"]


def test_a_line_with_nothing_but_a_name_is_a_person_and_a_village_is_none():
    head = ["No", "Full name", "Born"]
    found = rows(
        head, ["1", "Nadia Placeholder", "1950"], ["", "Village of Tavri"], ["", "Ozmar Mock"], ["Note: as told by kin"]
    )
    assert [row.kind for row in found] == ["header", "data", "note", "data", "note"]
    read = claims_of_rows(found, None, SOURCE, {})
    assert [entry.name for entry in read.entries] == ["Nadia Placeholder", "Ozmar Mock"]
    assert [(flag.code, [span.cell for span in flag.spans]) for flag in read.flags] == [("L024", ["B4"])]


def test_people_say_which_line_is_the_header():
    found = rows(["Anun", "Tari"], ["Vayr", "Tiv"], ["Nadia Placeholder", "1950"])
    again = laid_out(found, SOURCE, 2)
    assert [row.kind for row in again] == ["note", "header", "data"]
    assert again[-1].header == ("Vayr", "Tiv")
    assert [row.kind for row in laid_out(found, SOURCE, 0)] == ["data", "data", "data"]
    assert laid_out(found, SOURCE, 9) == found


WORDS = st.sampled_from(
    ["", "Name", "Full name", "Born", "Age", "No", "1", "2", "34", "1950", "Total", "Nadia Placeholder", "Ozmar", "f",
     "Note: x", "5/6/1990", "25/6/1990", "32893", "unknown", "Cəmi", "ФИО", "لا", "*", "  ", "x" * 90]
)  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(st.lists(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=7), max_size=14))
def test_every_line_is_accounted_for(lines):
    found = rows(*lines)
    told = {row.line: row.kind for row in found if row.kind != "blank"}
    for number, cells in enumerate(lines, 1):
        assert (number in told) == any(cell.strip() for cell in cells)
    assert {row.line for row in found} == set(range(1, len(lines) + 1))
    assert len({row.id for row in found}) == len(found)
    for row in found:
        if row.kind == "data":
            printed = [cell.strip() for cell in lines[row.line - 1]]
            assert all(cell.strip() == printed[at] for at, cell in enumerate(row.cells) if cell.strip())
            assert not row.header or len(row.header) == len(row.cells)


@settings(deadline=None, max_examples=120)
@given(st.lists(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=7), max_size=14))
def test_every_data_row_ends_as_an_entry_or_in_a_flag(lines):
    found = rows(*lines)
    for sheet in dict.fromkeys(row.sheet for row in found):
        mine = [row for row in found if row.sheet == sheet]
        read = claims_of_rows(mine, None, SOURCE, {})
        data = {row.line for row in mine if row.kind == "data"}
        named = {int("".join(filter(str.isdigit, entry.span.cell))) for entry in read.entries}
        flagged = {
            int("".join(filter(str.isdigit, span.cell))) for flag in read.flags for span in flag.spans if span.cell
        }
        whole_table = any(flag.code in ("L016", "L018", "L019", "L020") for flag in read.flags)
        assert named <= data
        assert data <= named | flagged or whole_table
