"""Totals of tables: sums, sub-totals, grand totals, and what is no sum at all."""

from __future__ import annotations

from cenotaph.claim.lists import cell_name
from cenotaph.record import Row
from cenotaph.weigh.table_totals import check_totals


def rows(*lines: str) -> list[Row]:
    kinds = {"=": "total", "#": "header"}
    return [
        Row(f"row-{at}", "src-a", "sheet", at, kinds.get(line[0], "data"), cells=tuple(line.lstrip("=#").split("|")))
        for at, line in enumerate(lines, start=1)
    ]


def found(*lines: str) -> list[tuple[str | None, str]]:
    return [(flag.spans[0].cell, flag.message) for flag in check_totals(rows(*lines), cell_name)]


def test_a_table_that_adds_up_says_nothing():
    assert found("#place|killed", "a|10", "b|7", "=Total|17") == []
    assert found("#place|killed", "a|1,200", "b|–", "c|300", "=Total|1,500") == []


def test_a_total_that_is_no_sum_is_told():
    assert found("#place|killed|hurt", "a|10|1", "b|7|2", "=Total|18|3") == [
        ("B4", "the parts 10, 7 sum to 17; the total says 18; the difference is 1")
    ]


def test_long_columns_are_not_listed_whole():
    lines = [f"p{i}|{i}" for i in range(1, 11)]
    ((_, message),) = found("#place|killed", *lines, "=Total|60")
    assert message.startswith("the parts of 10 lines, 1, 2, 3 and so on, sum to 55")


def test_sub_totals_and_grand_totals_add_up_their_own():
    table = ["#place|killed", "a|10", "b|7", "=Total|17", "c|4", "d|5", "=Total|9"]
    assert found(*table, "=Grand total|26") == []
    assert [cell for cell, _ in found(*table, "=Grand total|27")] == ["B8"]


def test_averages_words_and_single_lines_are_no_sums():
    assert found("#name|age", "a|30", "b|50", "=Total|40") == []
    assert found("#name|age", "a|30", "b|unknown", "=Total|99") == []
    assert found("#name|killed", "a|30", "=Total|31") == []
