"""Totals of tables: sums, sub-totals, grand totals, and what is no sum at all."""

from __future__ import annotations

import pytest

from cenotaph.build import build
from cenotaph.checking import check
from cenotaph.record import Row
from cenotaph.weigh.table_totals import check_totals


def rows(*lines: str) -> list[Row]:
    kinds = {"=": "total", "#": "header"}
    return [
        Row(f"row-{at}", "src-a", "sheet", at, kinds.get(line[0], "data"), cells=tuple(line.lstrip("=#").split("|")))
        for at, line in enumerate(lines, start=1)
    ]


def found(*lines: str) -> list[tuple[str | None, str]]:
    return [(flag.spans[0].cell, flag.message) for flag in check_totals(rows(*lines))]


def test_a_table_that_adds_up_says_nothing():
    assert found("#place|killed", "a|10", "b|7", "=Total|17") == []
    assert found("#place|killed", "a|1,200", "b|–", "c|300", "=Total|1,500") == []


def test_a_total_that_is_no_sum_is_told():
    assert found("#place|killed|hurt", "a|10|1", "b|7|2", "=Total|18|3") == [
        ("B4", "the parts 10, 7 sum to 17; the total says 18; the difference is 1")
    ]


def test_a_point_names_the_source_of_its_table():
    (point,) = check_totals(rows("#place|killed", "a|10", "b|7", "=Total|18"))
    assert point.sources == ("src-a",)


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


@pytest.mark.parametrize(
    "table",
    [
        ["#place|killed", "=Total|17", "a|10", "b|7"],
        ["#place|killed", "=All|26", "=North|17", "a|10", "b|7", "=South|9", "c|4", "d|5"],
        ["#place|killed", "a|10", "of which women|3", "b|7", "=Total|17"],
        ["#место|убиты", "a|10", "в том числе дети|3", "b|7", "=Итого|17"],
        ["#yer|öldürülən", "a|10", "o cümlədən qadınlar|3", "b|7", "=Cəmi|17"],
        ["#yer|ölü", "a|10", "bunlardan kadın|3", "b|7", "=Toplam|17"],
        ["#place|killed|of which women|hurt", "a|10|2|1", "b|7|3|–", "=Total|17|5|1"],
        ["#place|share", "a|33", "b|33", "c|33", "=Total|100"],
    ],
)
def test_totals_of_every_shape_that_add_up_say_nothing(table):
    assert found(*table) == []


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (["#place|killed", "=Total|18", "a|10", "b|7"], ["B2"]),
        (["#place|killed", "a|10", "of which women|3", "b|7", "=Total|20"], ["B5"]),
        (["#place|killed|women|hurt", "a|10|2|1", "b|7|3|4", "=Total|17|6|6"], ["C4", "D4"]),
        (["#a|n", "x|1", "y|2", "=Total|4", "#b|n", "x|5", "y|6", "=Total|11"], ["B4"]),
    ],
)
def test_totals_of_every_shape_that_are_wrong_are_told(table, cells):
    assert [cell for cell, _ in found(*table)] == cells


def test_an_archive_and_the_file_alone_say_the_same_of_a_sheet(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "cenotaph.toml").write_text('title = "Vexia"\n', encoding="utf-8")
    sheet = tmp_path / "sources" / "counts.csv"
    sheet.write_text("district,killed,injured\nVexia,10,3\nOzmara,7,5\nTotal,18,8\n", encoding="utf-8")
    build(tmp_path, jobs=1)
    alone, in_archive = (
        [(point.place.cell, point.flag.code) for point in check(p, select=["A"])] for p in (sheet, tmp_path)
    )
    assert alone == in_archive == [("B4", "A001")]
