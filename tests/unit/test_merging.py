"""What a ruling that two people are one would change."""

from __future__ import annotations

from cenotaph.merging import agree, effects
from cenotaph.record import Entry, FieldValue, Person, Span


def entry(number: int, **fields: object) -> Entry:
    return Entry(f"ent-{number}", "src-1", Span("src-1", "Zelda Quorn"), "lst-1", name="Zelda Quorn", **fields)


def person(number: int, name: str = "Zelda Quorn", **fields: str) -> Person:
    values = tuple(FieldValue(field, value, f"ent-{number}") for field, value in fields.items())
    return Person(f"per-{number}", name, is_named=bool(name), entries=(f"ent-{number}",), fields=values)


KNOWN = {one.id: one for one in (entry(1), entry(2), entry(3, is_mention=True), entry(4, access="sealed"))}


def test_two_of_different_list_systems_change_the_estimate_and_the_number_of_people() -> None:
    assert effects(person(1), person(2), KNOWN, {"ent-1": {"hospital"}, "ent-2": {"families"}}) == (
        "the estimate of how many were never listed (families and hospital would share one)",
        "the number of people listed, by one",
    )


def test_two_of_one_list_system_change_no_overlap() -> None:
    assert effects(person(1), person(2), KNOWN, {"ent-1": {"hospital"}, "ent-2": {"hospital"}}) == (
        "the number of people listed, by one",
    )


def test_a_mention_changes_no_number() -> None:
    assert effects(person(1), person(3), KNOWN, {}) == ()


def test_somebody_without_a_name_would_have_one() -> None:
    found = effects(person(1), person(2, ""), KNOWN, {"ent-1": {"hospital"}, "ent-2": {"families"}})
    assert found == ("the number of people listed, by one", "the name of somebody who has none")


def test_dates_and_fates_that_cannot_both_be_are_told() -> None:
    one, other = person(1, date="1931-05-02", fate="killed"), person(3, date="1931-07", fate="missing")
    assert effects(one, other, KNOWN, {}) == (
        "a page with two dates of death (1931-05-02; 1931-07)",
        "a page with two fates (killed; missing)",
    )
    assert effects(person(1, date="1931-05-02"), person(3, date="1931"), KNOWN, {}) == ()


def test_sealed_values_are_not_told() -> None:
    assert effects(person(1, date="1931-05-02"), person(4, date="1952"), KNOWN, {}) == (
        "the number of people listed, by one",
    )


def test_values_agree_that_can_hold_of_one_person() -> None:
    assert agree("date", ["1990-01-19/1990-01-20", "1990-01-20"])
    assert agree("fate", ["killed", "unknown"])
    assert agree("age", ["34", "35"])
    assert not agree("sex", ["f", "m"])
