"""Counts of the same people are one population in whatever language they were read."""

import pytest

from cenotaph.record import Claim, Count, Span
from cenotaph.weigh.scope import scope_of


def _claim(whom: str, whom_class: str | None, language: str) -> Claim:
    span = Span(source="src-1", quote=whom)
    count = Count(12, 12, "exact")
    return Claim("clm-1", "src-1", span, "killed", count=count, whom=whom, whom_class=whom_class, language=language)


@pytest.mark.parametrize(
    ("whom", "language"),
    [("people", "en"), ("человек", "ru"), ("нәфәрин", "az-Cyrl"), ("nəfər", "az"), ("kişinin", "tr")],
)
def test_people_leave_no_mark_in_any_language(whom: str, language: str) -> None:
    assert scope_of(_claim(whom, "person", language)).population == ()


@pytest.mark.parametrize(
    ("whom", "language"), [("children", "en"), ("детей", "ru"), ("ушағын", "az"), ("uşaqdır", "az"), ("çocuğun", "tr")]
)
def test_a_class_is_one_mark_in_any_language(whom: str, language: str) -> None:
    assert scope_of(_claim(whom, "child", language)).population == ("child",)


def test_the_dead_are_anyone() -> None:
    assert scope_of(_claim("ölü", None, "tr")).population == ()


@pytest.mark.parametrize(("whom", "language"), [("граждан Вексии", "ru"), ("Veksiya vətəndaşı", "az")])
def test_whose_citizens_they_are_stays_a_mark(whom: str, language: str) -> None:
    assert scope_of(_claim(whom, "person", language)).population != ()


def test_words_of_a_language_without_lists_stay() -> None:
    assert scope_of(_claim("ludzi", None, "pl")).population == ("ludzi",)
