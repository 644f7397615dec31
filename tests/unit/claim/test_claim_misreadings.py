"""Misreadings that would put words into a source's mouth."""

from __future__ import annotations

import pytest

from cenotaph.claim import claims_of_text, find_claims, find_times
from cenotaph.record import Source, Text


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knows how many people are missing in Vellmar.",
        "No one can say how many people were arrested in Vellmar.",
        "Nobody remembers how many were killed.",
    ],
)
def test_that_nobody_knows_how_many_is_no_count_of_nobody(text):
    assert not [claim for claim in find_claims(text) if claim.count is not None]


@pytest.mark.parametrize("text", ["Nobody was killed in Vellmar.", "No one was injured.", "None of them died."])
def test_that_nobody_was_harmed_is_a_count_of_nobody(text):
    assert [(claim.count.low, claim.count.high) for claim in find_claims(text)] == [(0, 0)]


def test_a_year_ago_today_is_a_year_ago():
    text = "VELLMAR, 3 May 1988 (Nowhere News) - A year ago today, 20 people were killed in Vellmar."
    assert [time.edtf for time in find_times(text)] == ["1988-05-03", "1987"]
    assert [claim.when for claim in find_claims(text)] == ["1987"]


def test_a_place_told_of_others_is_not_stated_of_a_person():
    words = "On 3 May 1987 ten people were killed in Mill Street. Ivan Zelgar, 34, was killed the same day."
    text = Text("txt-1", "src-1", "0" * 64, words, language="en")
    (entry,) = claims_of_text(text, Source(id="src-1", status="read")).entries
    assert entry.name == "Ivan Zelgar"
    assert entry.place is None
