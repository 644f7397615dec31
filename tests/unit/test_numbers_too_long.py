"""Numbers of thousands of digits, which Python makes no number of, and signs that only look like digits."""

from __future__ import annotations

import csv

import pytest

from cenotaph import build, find_claims, show
from cenotaph.list_words import is_age

LONG = "9" * 5_000


@pytest.mark.parametrize("number", [LONG, "²", "1" * 19, "٣" * 5_000])
def test_a_sentence_with_such_a_number_yields_no_count_that_a_table_cannot_hold(number):
    for words in ("{} people were killed.", "{} thousand people were killed.", "A man aged {} was killed."):
        for claim in find_claims(words.format(number)):
            ends = (claim.count.low, claim.count.high) if claim.count else ()
            assert all(end is None or end < 2**63 for end in ends)


def test_no_such_number_is_an_age():
    assert not is_age(LONG)
    assert is_age("034")


def test_a_build_goes_on_over_lists_sheets_and_texts_with_such_numbers(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (tmp_path / "cenotaph.toml").write_text('title = "Long numbers"\n', encoding="utf-8")
    header = ["No", "Name", "Age", "Birth date", "Place"]
    lines = [["1", f"Nadia Placeholder {LONG[:at]}", "34", "1950-01-02", "Vellmar"] for at in range(4)]
    lines += [[LONG if at == place else cell for at, cell in enumerate(lines[0])] for place in range(len(header))]
    with (sources / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *lines])
    columns = "kind,low,high,whom,when,where\n"
    sheet = columns + f"killed,{LONG},{LONG},people,1987,Vellmar\nkilled,{'1' * 25},5,people,1987,Vellmar\n"
    (sources / "claims.csv").write_text(sheet, encoding="utf-8")
    prose = "".join(
        f"{number} people were killed in Vellmar on 3 May 1987.\n\n" for number in (LONG, "1" * 25, "²", "12")
    )
    (sources / "report.txt").write_text(prose, encoding="utf-8")
    build(tmp_path)
    assert 12 in [claim.count.low for claim in show(tmp_path, "claims") if claim.count]
    assert len(show(tmp_path, "entries")) >= len(lines) - 1
