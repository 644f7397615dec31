"""Days that texts print, as checks read them."""

from __future__ import annotations

import pytest

from cenotaph.folding import fold
from cenotaph.weigh.days import printed_days
from cenotaph.weigh.relative import relative_phrases
from cenotaph.weigh.words import weekday_names, weekday_of


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("tr", "19 Mayıs 1999", (1999, 5, 19)),
        ("tr", "19 Mayis 1999", (1999, 5, 19)),
        ("tr", "12 Kasim 1990", (1990, 11, 12)),
        ("tr", "12 HAZIRAN 1990", (1990, 6, 12)),
        ("az", "20 IYUL 1990", (1990, 7, 20)),
        ("az", "20 İYUL 1990", (1990, 7, 20)),
        ("en", "12 APRIL 1990", (1990, 4, 12)),
        ("ru", "12 МАЯ 1990", (1990, 5, 12)),
    ],
)
def test_months_are_read_with_and_without_the_dot_of_an_i(language: str, text: str, day: tuple[int, int, int]) -> None:
    assert [found.day for found in printed_days(fold(text, language), language)] == [day]


def test_a_day_of_the_week_of_two_words_is_known_whatever_space_parts_them() -> None:
    printed = [match["name"] for match in weekday_names("az").finditer("çərşənbə axşamı, çərşənbə\u00a0axşamı")]
    assert [weekday_of(name, "az") for name in printed] == [1, 1]


def test_a_distance_in_a_spelling_that_is_not_known_is_left_out() -> None:
    assert relative_phrases("3 yil sonra", "tr") == ()
    assert [found.number for found in relative_phrases("3 yıl sonra", "tr")] == [3]
