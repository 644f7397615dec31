"""Lists that print years, ages or months only: what agrees says as much as such a list can say."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from cenotaph.matching import ListsMatched, match_lists

SYLLABLES = ("ba", "ko", "mi", "ruth", "ten", "sol", "vi", "del", "quo", "zel", "pim", "tor")


def word(draw: random.Random) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(3)).capitalize()


def with_initials(folder: Path, size: int, column: str, shown: str) -> ListsMatched:
    """A list of people in full, and one of the same people that has their first names as initials."""
    draw = random.Random(size)
    given, families = [word(draw) for _ in range(40)], [f"{word(draw)}ova" for _ in range(30 + size // 10)]
    rows = [(draw.choice(given), draw.choice(families), draw.randrange(1920, 1985)) for _ in range(size)]
    for path, form in (("a.csv", "{0} {1}"), ("b.csv", "{0[0]}. {1}")):
        lines = [f"{form.format(one, family)},{shown.format(year, 1990 - year)}" for one, family, year in rows]
        (folder / path).write_text("\n".join([f"Name,{column}", *lines]), encoding="utf-8")
    return match_lists(folder / "a.csv", folder / "b.csv")


@pytest.mark.parametrize(("column", "shown"), [("Born", "{0}"), ("Age", "{1}"), ("Died", "{0}-03")])
def test_initials_with_a_year_an_age_or_a_month_are_joined_on_small_lists(
    tmp_path: Path, column: str, shown: str
) -> None:
    found = [pair for pair in with_initials(tmp_path, 60, column, shown).pairs if pair.is_accepted]
    assert len(found) > 50
    assert all(pair.row_a == pair.row_b for pair in found)


@pytest.mark.parametrize(("column", "shown"), [("Born", "{0}"), ("Age", "{1}")])
def test_initials_with_a_year_or_an_age_are_at_least_shown_on_lists_too_long_to_compare_all(
    tmp_path: Path, column: str, shown: str
) -> None:
    found = with_initials(tmp_path, 700, column, shown).pairs
    assert sum(pair.row_a == pair.row_b for pair in found) > 670
    assert all(pair.row_a == pair.row_b for pair in found if pair.is_accepted)


def test_an_equal_year_says_more_of_lists_that_print_years_than_of_lists_that_print_days(tmp_path: Path) -> None:
    years = with_initials(tmp_path, 60, "Born", "{0}").pairs
    for path, day in (("a.csv", "03-04"), ("b.csv", "11-27")):
        lines = (tmp_path / path).read_text(encoding="utf-8").splitlines()
        (tmp_path / path).write_text("\n".join([lines[0], *(f"{line}-{day}" for line in lines[1:])]), encoding="utf-8")
    days = match_lists(tmp_path / "a.csv", tmp_path / "b.csv").pairs
    assert min(pair.probability for pair in years) > max((pair.probability for pair in days), default=0.0)
