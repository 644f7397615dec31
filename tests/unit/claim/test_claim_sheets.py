"""Rows of a claims sheet become noted claims; no row is lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.claim.sheets import claims_of_rows
from cenotaph.record import Claim, Count, Row, Sheet, Source

HEADER = ("id", "source_id", "kind", "low", "high", "qualifier", "unit", "whom", "value_text", "when", "note")
SOURCE = Source(id="src-notes", status="read", path="sources/notes.csv")
KEYS = {"n1": "cit-one", "n2": "cit-two"}
SHEET = Sheet(
    path="sources/notes.csv",
    type="claims",
    columns={"key": "id", "source": "source_id", "value": "value_text"}
    | {name: name for name in ("kind", "low", "high", "qualifier", "unit", "whom", "when", "note")},
    kinds={"killed_total": "killed/ozmara", "killed_part": "killed/ozmara/part", "age": "event"},
)


def row(line: int, *cells: str) -> Row:
    return Row(id=f"row-{line}", source=SOURCE.id, sheet="notes", line=line, kind="data", header=HEADER, cells=cells)


def only(*cells: str) -> Claim:
    read = claims_of_rows([row(2, *cells)], SHEET, SOURCE, KEYS)
    assert read.flags == ()
    (claim,) = read.claims
    return claim


def test_row_becomes_noted_claim_of_the_source_it_names() -> None:
    claim = only(
        "c1", "n1", "killed_total", "12", "12", "exact", "persons", "villagers", "", "1931-05-02/1931-05-03", "ours"
    )
    assert (claim.source, claim.basis, claim.kind, claim.incident) == ("cit-one", "noted", "killed", "ozmara")
    assert claim.count == Count(12, 12, "exact", "persons")
    assert (claim.span.source, claim.span.sheet, claim.span.cell, claim.span.quote) == (
        "src-notes",
        "notes",
        "D2",
        "12",
    )
    assert (claim.when, claim.note) == ("1931-05-02/1931-05-03", "ours")


@pytest.mark.parametrize(
    ("low", "high", "stated", "expected"),
    [
        ("1,200", "", "more_than", Count(1200, None, "more_than", "persons")),
        ("", "40", "", Count(None, 40, "at_most", "persons")),
        ("30", "", "", Count(30, None, "at_least", "persons")),
        ("30", "40", "", Count(30, 40, "between", "persons")),
        ("26000", "26000", "about", Count(26000, 26000, "about", "persons")),
    ],
)
def test_bounds_and_qualifier(low: str, high: str, stated: str, expected: Count) -> None:
    assert only("c", "n1", "killed_total", low, high, stated, "", "", "", "", "").count == expected


def test_an_age_is_a_value_and_no_count() -> None:
    claim = only("c", "n1", "age", "13", "13", "exact", "years", "a child", "", "", "")
    assert claim.count is None
    assert claim.value == "13"


def test_words_are_the_value_where_there_is_no_number() -> None:
    claim = only("c", "n1", "killed_total", "", "", "", "", "victims", "several dozen by some accounts", "", "")
    assert (claim.value, claim.span.quote, claim.span.cell) == (*["several dozen by some accounts"] * 2, "I2")


def test_part_is_tied_to_the_one_total_of_its_source() -> None:
    rows = [
        row(2, "c1", "n1", "killed_total", "12", "12", "exact", "", "", "", "", ""),
        row(3, "c2", "n1", "killed_part", "7", "7", "exact", "", "", "", "", ""),
        row(4, "c3", "n2", "killed_part", "7", "7", "exact", "", "", "", "", ""),
    ]
    total, part, alone = claims_of_rows(rows, SHEET, SOURCE, KEYS).claims
    assert (total.part_of, part.part_of, alone.part_of) == (None, total.id, "")


@pytest.mark.parametrize(
    ("cells", "code", "kept"),
    [
        (("c", "n9", "killed_total", "1", "1", "exact", "", "", "", "", ""), "L011", 0),
        (("c", "n1", "counted", "1", "1", "exact", "", "", "", "", ""), "L012", 0),
        (("c", "n1", "killed_total", "1", "1", "exact", "", "", "", "May 31", ""), "L013", 1),
        (("c", "n1", "killed_total", "many", "", "", "", "", "", "", ""), "L014", 1),
        (("c", "n1", "killed_total", "9", "3", "", "", "", "", "", ""), "L014", 1),
    ],
)
def test_what_cannot_be_read_is_flagged(cells: tuple[str, ...], code: str, kept: int) -> None:
    read = claims_of_rows([row(2, *cells)], SHEET, SOURCE, KEYS)
    assert [flag.code for flag in read.flags] == [code]
    assert len(read.claims) == kept


def test_missing_column_is_flagged() -> None:
    sheet = Sheet(path="x", type="claims", columns={**SHEET.columns, "where": "place"}, kinds=SHEET.kinds)
    read = claims_of_rows([row(2, "c", "n1", "killed_total", *[""] * 8)], sheet, SOURCE, KEYS)
    assert [flag.code for flag in read.flags] == ["L017"]
    assert "place" in read.flags[0].message


def test_id_survives_a_new_note_and_another_line() -> None:
    first = only("c1", "n1", "killed_total", "12", "12", "exact", "persons", "villagers", "", "", "ours")
    moved = [
        row(2, "c0", "n1", "killed_total", "11", "11", "exact", "persons", "villagers", "", "", ""),
        row(9, "c7", "n1", "killed_total", "12", "12", "exact", "persons", "villagers", "", "", "reworded"),
    ]
    assert claims_of_rows(moved, SHEET, SOURCE, KEYS).claims[1].id == first.id


cell_texts = st.sampled_from(["", "n1", "n9", "killed_total", "12", "x", "1931-05-02", "1931-13", "between", "exact"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(*[cell_texts] * len(HEADER)), max_size=8), st.randoms(use_true_random=False))
def test_no_row_is_lost_and_order_does_not_matter(table: list[tuple[str, ...]], random) -> None:
    rows = [row(line, *cells) for line, cells in enumerate(table, 2)]
    read = claims_of_rows(rows, SHEET, SOURCE, KEYS)
    lines = {claim.span.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for claim in read.claims if claim.span.cell}
    lines |= {span.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for f in read.flags for span in f.spans if span.cell}
    assert lines == {str(one.line) for one in rows}
    assert len({claim.id for claim in read.claims}) == len(read.claims)
    random.shuffle(rows)
    assert claims_of_rows(rows, SHEET, SOURCE, KEYS) == read
