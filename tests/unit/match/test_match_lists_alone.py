"""Two tables matched without an archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from cenotaph.errors import NotFoundError, UsageError
from cenotaph.matching import match_lists

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


def test_rows_without_a_name_are_told_and_matched_with_nobody(tmp_path: Path) -> None:
    text = "Full name,Born\nUnknown,1903-06-12\nZelda Quorn,1903-06-12\n"
    found = match_lists(write(tmp_path, "a.csv", text), write(tmp_path, "b.csv", text))
    assert [(p.row_a, p.row_b) for p in found.pairs] == [("2", "2")]
    assert (found.only_a, found.only_b) == (("1",), ("1",))
    assert "a.csv: 1 row without a name, matched with nobody" in found.notes


def test_one_list_with_itself(tmp_path: Path) -> None:
    text = "Full name,Born\nZelda Quorn,1903-06-12\nYorick Mell,1950\nQuorn Zelda,1903-06-12\n"
    (pair,) = match_lists(write(tmp_path, "a.csv", text), dedupe=True).pairs
    assert (pair.row_a, pair.row_b) == ("1", "3")


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
