"""Numbers as a reader says them."""

from __future__ import annotations

import pytest

from cenotaph.record import Count, Estimate
from cenotaph.wording import count_in_words, counted, interval_in_words, plural


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (None, ""),
        (Count(150, 150), "150"),
        (Count(0, 0), "0"),
        (Count(300, 300, "about"), "about 300"),
        (Count(1300, None, "at_least"), "at least 1,300"),
        (Count(None, 999, "at_most"), "at most 999"),
        (Count(131, 170, "between"), "between 131 and 170"),
    ],
)
def test_a_count_keeps_its_hedge(count, words):
    assert count_in_words(count) == words


def test_one_is_no_plural():
    assert [plural(n, "person", "people") for n in (0, 1, 1300)] == ["0 people", "1 person", "1,300 people"]
    assert [counted(n, "page") for n in (0, 1, 1300)] == ["0 pages", "one page", "1,300 pages"]


def test_a_lower_bound_has_no_upper_end():
    made = {"id": "e", "incident": None, "stratum": "all", "method": "chao", "lists": ("a", "b"), "n_obs": 100}
    assert interval_in_words(Estimate(**made, point=184, low=171, level=0.95)) == (
        "at least 184 in all (171 or more at 95%)"
    )
    assert interval_in_words(Estimate(**made, point=184, low=171, high=201)) == "184 in all (171 to 201)"
    assert interval_in_words(Estimate(**made, refusal="E001", reason="too few")) == "too few"
