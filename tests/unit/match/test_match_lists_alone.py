"""Two tables matched without an archive."""

from __future__ import annotations

import random
import re
from pathlib import Path

import click
import openpyxl
import pytest

from cenotaph.cli.stages import match
from cenotaph.errors import NotFoundError, StorageError, UsageError
from cenotaph.matching import MatchedRows, match_lists, match_read, pair_row, read_lists, sheets
from cenotaph.workbook import save_workbook

A = "row,Full name,Born,Weight\n11,Zelda Quorn,1903-06-12,70\n"
A += "12,Вагиф Озмаров,1931-05-02,80\n13,Yorick Mell,1950-01-02,60\n"
B = "Soyadı,Adı,Doğum tarixi\nOzmarov,Vaqif,1931-05-02\nQuorn,Zelda,1903-06-12\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def test_rows_are_matched_one_to_one(tmp_path: Path) -> None:
    found = match_lists(write(tmp_path, "a.csv", A), write(tmp_path, "b.csv", B))
    assert sorted((p.row_a, p.row_b, p.is_accepted) for p in found.pairs) == [("11", "2", True), ("12", "1", True)]
    assert all(p.probability >= 0.9 and p.reason for p in found.pairs)
    assert (found.only_a, found.only_b) == (("13",), ())
    assert "not used: 'Weight'" in found.notes[0]
    assert {p.name_b for p in found.pairs} == {"Zelda Quorn", "Vaqif Ozmarov"}
    assert found.notes[-1] == (
        "2 pairs matched; 0 pairs unsure (a person should look); 1 row only in a.csv; 0 rows only in b.csv"
    )


def test_a_row_without_a_name_is_told_and_matched_with_nobody_by_a_birth_alone(tmp_path: Path) -> None:
    text = "Full name,Born\nUnknown,1903-06-12\nZelda Quorn,1903-06-12\n"
    found = match_lists(write(tmp_path, "a.csv", text), write(tmp_path, "b.csv", text))
    assert [(p.row_a, p.row_b) for p in found.pairs] == [("2", "2")]
    assert (found.only_a, found.only_b) == (("1",), ("1",))
    assert "a.csv: 1 row without a name: weighed by all else that they hold" in found.notes


def test_a_row_without_a_name_of_which_all_else_is_the_same_is_matched(tmp_path: Path) -> None:
    towns = ("Veksiya", "Ozmara", "Tarnhold", "Orrin", "Tessaly", "Kestrel", "Vellmar")
    people = [
        f"19{30 + n:02}-{1 + n % 12:02}-{1 + n % 28:02},{'mf'[n % 2]},{towns[n % 7]},200{n % 10}-0{1 + n % 9}-11"
        for n in range(50)
    ]
    named = [f"Zelda{n} Quorn{n * 7},{line}" for n, line in enumerate(people)]
    blanked = [f"unknown,{people[3]}" if n == 3 else line for n, line in enumerate(named)]
    header = "Full name,Born,Sex,Town,Died"
    a = write(tmp_path, "a.csv", "\n".join([header, *blanked]))
    found = match_lists(a, write(tmp_path, "b.csv", "\n".join([header, *named])))
    assert ("4", "4", True) in {(pair.row_a, pair.row_b, pair.is_accepted) for pair in found.pairs}


def test_the_elder_and_the_younger_of_a_name_are_two_and_initials_alone_wait(tmp_path: Path) -> None:
    others = "Full name\nZelda Quorn\nYorick Mell\nOtto Wexford\nPim Torlu\nNora Tenbrook\nJ. Placeholder\n"
    a = write(tmp_path, "a.csv", f"{others}Zebulon Smith Sr.\n")
    found = match_lists(a, write(tmp_path, "b.csv", f"{others}Zebulon Smith Jr.\n"))
    assert {pair.row_a for pair in found.pairs if pair.is_accepted} == set("12345")
    assert "7" in found.only_a


def test_of_a_list_given_as_one_a_heading_over_names_is_enough(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "name,remark\nZelda Quorn,x\nYorick Mell,y\n")
    found = match_lists(a, write(tmp_path, "b.csv", "Name\nQuorn Zelda\nYorik Mell\n"))
    assert {(pair.row_a, pair.row_b) for pair in found.pairs} == {("1", "1"), ("2", "2")}
    assert found.notes[0] == "a.csv: name from 'name'; not used: 'remark'"


def test_a_list_without_names_tells_its_headings_and_no_endless_cell(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        read_lists(write(tmp_path, "a.csv", "weight,colour\n3,red\n4,blue\n"), write(tmp_path, "b.csv", B))
    assert error.value.why == "no column of names was recognised; its columns are headed A 'weight', B 'colour'"
    with pytest.raises(UsageError) as error:
        read_lists(write(tmp_path, "a.csv", f"3,{'red ' * 9000}\n4,blue\n"), write(tmp_path, "b.csv", B))
    assert len(error.value.why) < 200


def test_the_column_that_may_hold_names_is_proposed(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "case,who fell,side\n1,Zelda Quorn,left\n2,Yorick Mell,left\n")
    with pytest.raises(UsageError) as error:
        match_lists(a, a)
    assert error.value.next_step.endswith("--columns a:name=B")


def test_a_list_given_twice_is_told_so(tmp_path: Path) -> None:
    found = match_lists(write(tmp_path, "a.csv", A), write(tmp_path, "copy.csv", A))
    assert any(note.startswith("both are one list") for note in found.notes)
    assert not any(note.startswith("both") for note in match_lists(tmp_path / "a.csv", dedupe=True).notes)


@pytest.mark.parametrize(("probability", "shown"), [(0.99998, 0.9999), (0.89996, 0.8999), (0.9, 0.9), (1.0, 1.0)])
def test_no_probability_is_shown_above_what_it_is(probability: float, shown: float) -> None:
    assert pair_row(MatchedRows("1", "2", probability, "a", "b", "", is_accepted=True))[2] == shown


def test_columns_that_both_lists_have_are_compared_and_told(tmp_path: Path) -> None:
    numbers = ("883201977", "112233445", "998877660", "447711820")
    people = "".join(f"{n},Zelda{n} Quorn,{1903 + n},{number},left\n" for n, number in enumerate(numbers))
    a = write(tmp_path, "a.csv", "row,Full name,Born,Passport,Side\n" + people)
    found = match_lists(a, write(tmp_path, "b.csv", "row,Full name,Born,Kimlik no,Side\n" + people))
    assert "compared besides, as the lists have it: 'identity'" in found.notes
    assert "not compared: 'side', for it tells hardly two things apart" in found.notes
    assert all("the same identity number" in pair.reason and numbers[0] not in pair.reason for pair in found.pairs)


def test_one_list_with_itself(tmp_path: Path) -> None:
    text = "Full name,Born\nZelda Quorn,1903-06-12\nYorick Mell,1950\nQuorn Zelda,1903-06-12\n"
    (pair,) = match_lists(write(tmp_path, "a.csv", text), dedupe=True).pairs
    assert (pair.row_a, pair.row_b) == ("1", "3")


def test_two_rows_that_are_one_through_a_third_have_no_probability_of_their_own(tmp_path: Path) -> None:
    text = (
        "Full name,Born,Passport\nZelda Quorn,1903-06-12,\nZelda Quorn,1903-06-12,883201977\nZelda Quorn,,883201977\n"
    )
    text += "".join(f"Zelda Quorn,{1910 + n}-0{1 + n % 9}-1{n % 10},{112233445 + n * 7919}\n" for n in range(25))
    pairs = match_lists(write(tmp_path, "a.csv", text), dedupe=True).pairs
    assert [(p.row_a, p.row_b, p.is_accepted) for p in pairs] == [("1", "2", True), ("2", "3", True), ("1", "3", True)]
    assert [p.probability is None for p in pairs] == [False, False, True]
    assert pairs[2].reason.startswith("one person through row 2; 0.")
    assert pair_row(pairs[2])[2] is None


def test_two_rows_that_likeness_would_join_and_something_holds_apart_say_so(tmp_path: Path) -> None:
    """Two fathers make two people, whatever number they share."""
    text = "Full name,Born,Died,Passport\nVaqif Şamil oğlu Ozmarov,1931-05-02,1990-01-20,883201977\n"
    other = text.replace("Şamil", "Nadir")
    others = "".join(f"Zelda{n} Quorn,{1910 + n}-01-11,1990-01-2{n % 10},{112233445 + n * 7919}\n" for n in range(30))
    found = match_lists(write(tmp_path, "a.csv", text + others), write(tmp_path, "b.csv", other + others))
    (pair,) = [p for p in found.pairs if not p.is_accepted]
    assert (pair.row_a, pair.row_b, pair.probability) == ("1", "1", 0.5)
    assert "by themselves, but held apart" in pair.reason


def test_a_column_without_a_heading_of_its_own_is_called_by_its_letter(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "Full name,Born,,note,note, \nZelda Quorn,1903-06-12,x,y,z,q\n")
    assert match_lists(a, a).notes[0].endswith("not used: column C, column D, column E, column F")


def test_columns_can_be_named(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "who,year\nZelda Quorn,1903\n")
    b = write(tmp_path, "b.csv", "who,year\nZelda Quorn,1903\n")
    with pytest.raises(UsageError):
        match_lists(a, b)
    assert len(match_lists(a, b, columns={"name": "who", "birth": "year"}).pairs) == 1


def test_misuse_is_told(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", A)
    with pytest.raises(UsageError):
        match_lists(a)
    with pytest.raises(NotFoundError):
        match_lists(a, tmp_path / "nowhere.csv")


def test_columns_can_be_named_for_one_list_and_by_letter(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "who,year\nZelda Quorn,1903\n")
    b = write(tmp_path, "b.csv", "Full name,Born\nZelda Quorn,1903\n")
    found = match_lists(a, b, columns={"a:name": "A", "a:birth": "year"})
    assert [(p.row_a, p.row_b) for p in found.pairs] == [("1", "1")]
    assert found.notes[0] == "a.csv: name from 'who', birth from 'year'"


def test_a_column_named_by_hand_leaves_the_others_to_their_headings(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "who fell,DOB,Sex,Town\nZelda Quorn,1903-06-12,f,Ozmara\n")
    notes = match_lists(a, a, columns={"name": "A"}).notes
    assert notes[0] == "a.csv: name from 'who fell', birth from 'DOB', sex from 'Sex', place from 'Town'"


@pytest.mark.parametrize("columns", [{"nome": "who"}, {"c:name": "who"}, {"name": "whom"}])
def test_a_field_or_column_that_is_not_there_is_told(tmp_path: Path, columns: dict[str, str]) -> None:
    a = write(tmp_path, "a.csv", "who,year\nZelda Quorn,1903\n")
    with pytest.raises(UsageError):
        match_lists(a, a, columns=columns)


def test_numbers_of_rows_that_are_not_each_rows_own_are_left_aside(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "row,Full name,Born\n7,Zelda Quorn,1903-06-12\n7,Yorick Mell,1950-01-02\n")
    b = write(tmp_path, "b.csv", "Full name,Born\nZelda Quorn,1903-06-12\n")
    found = match_lists(a, b)
    assert [(p.row_a, p.row_b) for p in found.pairs] == [("1", "1")]
    assert found.only_a == ("2",)
    assert any("'row' does not number each row once" in note for note in found.notes)


def test_the_workbook_holds_every_row_once_and_computes_nothing(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", A.replace("Yorick Mell", "=1+1 Mell"))
    lists = read_lists(a, write(tmp_path, "b.csv", B))
    save_workbook(tmp_path / "out.xlsx", sheets(lists, match_read(lists)))
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["matched", "unsure", "only A", "only B"]
    assert {row[:2] for row in book["matched"].iter_rows(min_row=2, values_only=True)} == {("11", "2"), ("12", "1")}
    (alone,) = book["only A"].iter_rows(min_row=2)
    assert [cell.value for cell in alone] == ["13", "13", "=1+1 Mell", "1950-01-02", "60"]
    assert {cell.data_type for cell in alone} == {"s"}
    assert book["only B"].max_row == 1


def test_a_row_without_a_name_that_fits_one_person_is_unsure(tmp_path: Path) -> None:
    a = "Full name,Age,Sex,Died,Town\nunknown,34,m,1931-05-02,Veksiya\nZelda Quorn,41,f,1931-05-02,Ozmara\n"
    b = "Name,Age,Sex,Died,Town\nYorick Mell,34,m,1931-05-02,Veksiya\nZelda Quorn,41,f,1931-05-02,Ozmara\n"
    found = match_lists(write(tmp_path, "a.csv", a), write(tmp_path, "b.csv", b))
    assert [(p.row_a, p.row_b, p.is_accepted) for p in found.pairs] == [("2", "2", True), ("1", "1", False)]
    assert found.pairs[1].reason == "a name is missing; the same age; the same date; the same place"
    assert found.pairs[1].name_a == ""
    assert (found.only_a, found.only_b) == (("1",), ("1",))


def test_a_list_whose_columns_are_not_told_shows_its_first_row(tmp_path: Path) -> None:
    a = write(tmp_path, "a.csv", "Zelda,Quorn,1903-06-12\nYorick,Mell,1950-01-02\n")
    with pytest.raises(UsageError) as error:
        match_lists(a, a)
    assert "A 'Zelda', B 'Quorn', C '1903-06-12'" in error.value.why
    assert "--columns a:name=A" in error.value.next_step
    found = match_lists(a, a, columns={"given": "A", "family": "B", "birth": "C"})
    assert [(p.row_a, p.row_b) for p in found.pairs if p.is_accepted] == [("1", "1"), ("2", "2")]
    assert found.notes[0] == "a.csv: given from column A, family from column B, birth from column C"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 damaged"], ids=["empty", "damaged"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, data: bytes) -> None:
    a = tmp_path / "a.xlsx"
    a.write_bytes(data)
    with pytest.raises(UsageError):
        match_lists(a, write(tmp_path, "b.csv", B))


def test_rows_of_further_tables_in_a_file_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, names in (
        (book.active, ["Zelda Quorn"]),
        (book.create_sheet("more"), ["Yorick Mell", "Odo Placeholder"]),
    ):
        for line in (["Full name", "Born"], *([name, "1931-05-02"] for name in names)):
            sheet.append(line)
    book.save(tmp_path / "a.xlsx")
    found = match_lists(tmp_path / "a.xlsx", write(tmp_path, "b.csv", B))
    assert "a.xlsx: 1 row of other tables in it not matched: only its longest table of people is" in found.notes


@pytest.mark.parametrize(("out", "why"), [("nowhere/out", "there is no folder"), ("", "it is a folder")])
@pytest.mark.parametrize("option", ["--csv", "--xlsx"])
def test_what_cannot_be_written_is_said_before_the_work(tmp_path: Path, option: str, out: str, why: str) -> None:
    a = str(write(tmp_path, "a.csv", A))
    with pytest.raises(StorageError) as error:
        match.main([a, a, option, str(tmp_path / out)], standalone_mode=False)
    assert why in error.value.why


def test_pairs_and_workbook_are_two_files(tmp_path: Path) -> None:
    a = str(write(tmp_path, "a.csv", A))
    with pytest.raises(click.UsageError, match="name two files"):
        match.main([a, a, "--csv", str(tmp_path / "out"), "--xlsx", str(tmp_path / "out")], standalone_mode=False)


def test_a_workbook_that_cannot_be_written_is_one_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        save_workbook(tmp_path / "nowhere" / "out.xlsx", [("matched", ["a"], [["b"]])])


CELLS = {
    "Full name": [
        "",
        "",
        "Zelda Quorn",
        "Zelda Quorn",
        "Yorick Mell",
        "unknown",
        "Total",
        "-",
        "1",
        "N/A",
        "Full name",
    ],
    "Born": ["", "", "1903-06-12", "1931-05-02", "?", "1950", "12/03/1940"],
    "Age": ["", "", "34", "60 total", "x"],
    "Town": ["", "Ozmara", "Veksiya"],
    "Note": ["", "see above", "77"],
}


@pytest.mark.parametrize("seed", range(8))
def test_every_row_stands_in_one_place_or_is_named_in_the_notes(tmp_path: Path, seed: int) -> None:
    """Of each list each line below the heading is matched once, alone, blank, or told to be no person's."""
    draw = random.Random(seed)
    lists = []
    for name in ("a.csv", "b.csv"):
        lines = [[draw.choice(cells) for cells in CELLS.values()] for _ in range(draw.randrange(5, 25))]
        lists.append([["Zelda Quorn", "1903-06-12", "34", "Ozmara", ""], *lines])
        write(tmp_path, name, "\n".join(map(",".join, [list(CELLS), *lists[-1]])) + "\n")
    found = match_lists(tmp_path / "a.csv", tmp_path / "b.csv")
    rows_a, rows_b = ([getattr(p, row) for p in found.pairs if p.is_accepted] for row in ("row_a", "row_b"))
    for name, lines, told in (("a", lists[0], [*rows_a, *found.only_a]), ("b", lists[1], [*rows_b, *found.only_b])):
        passed = [note for note in found.notes if note.startswith(f"{name}.csv: not taken for people")]
        named = re.findall(r"row (\d+) \(", " ".join(passed))
        blank = [str(number) for number, line in enumerate(lines, 1) if not any(line)]
        if not any(" and " in note for note in passed):  # more are no person's than are named
            assert sorted([*told, *named, *blank], key=int) == [str(n) for n in range(1, len(lines) + 1)]
        assert len(set(told)) == len(told)


def test_rows_are_counted_as_they_stand_and_what_is_no_persons_is_told(tmp_path: Path) -> None:
    text = (
        "Full name,Born,Town\n\nZelda Quorn,1903-06-12,Ozmara\n,,\nTotal,1,\nYorick Mell,1950-01-02,Orrin\n,?,Veksiya\n"
    )
    found = match_lists(write(tmp_path, "a.csv", text), write(tmp_path, "b.csv", text))
    assert [(p.row_a, p.row_b) for p in found.pairs] == [("2", "2"), ("5", "5")]
    assert found.only_a == ("6",)
    assert "a.csv: not taken for people: row 4 (a total)" in found.notes


def test_a_column_that_is_compared_besides_is_not_told_as_unused(tmp_path: Path) -> None:
    people = "".join(f"Zelda{n} Quorn,{883201977 + n * 7919},left\n" for n in range(5))
    a = write(tmp_path, "a.csv", "Full name,Passport,Weight\n" + people)
    notes = match_lists(a, write(tmp_path, "b.csv", "Full name,Kimlik no\n" + people.replace(",left", ""))).notes
    assert notes[0].endswith("name from 'Full name'; not used: 'Weight'")
    assert "compared besides, as the lists have it: 'identity'" in notes


def test_row_numbers_of_any_length_are_put_in_order(tmp_path: Path) -> None:
    long = "9" * 5000
    text = f"row,Full name,Born\n{long},Zelda Quorn,1903-06-12\n10,Yorick Mell,1950-01-02\n9,Odo Ozmarov,1931-05-02\n"
    found = match_lists(write(tmp_path, "a.csv", text), write(tmp_path, "b.csv", text))
    assert [p.row_a for p in found.pairs] == ["9", "10", long]
