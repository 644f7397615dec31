"""A person under whom two lives stand is told, and nobody else is."""

from __future__ import annotations

import msgspec

from cenotaph import table
from cenotaph.match import match
from cenotaph.match.compared import Couple, weigh_pairs
from cenotaph.match.watch import watched
from cenotaph.record import Entry, Flag, Person, Ruling, Source, Span


def entry(number: int, name: str, source: str = "a", **fields: object) -> Entry:
    made = Entry(
        id=f"ent-{number}",
        source=f"src-{source}",
        span=Span(source=f"src-{source}", quote=name),
        list=f"lst-{source}",
        name=name,
    )
    return msgspec.structs.replace(made, **fields)


def flags(entries: list[Entry], likeness: dict[Couple, float], ruled: list[Couple] | None = None) -> list[Flag]:
    """What is said of one person of all `entries`, tied as `likeness` says."""
    known = {one.id: one for one in entries}
    weighed = weigh_pairs(entries)
    weighed = weighed.with_probability(dict.fromkeys(weighed.couples, 0.5) | likeness)
    person = Person(id="per-1", name=entries[0].name, entries=tuple(sorted(known)), weakest_link=min(likeness.values()))
    return watched([person], weighed, known, ruled or [])


CHAIN = {("ent-1", "ent-2"): 0.95, ("ent-2", "ent-3"): 0.93}


def test_two_births_that_only_a_third_naming_ties_are_told() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1931-05-02"),
        entry(2, "Zelda Quorn", "b"),
        entry(3, "Zelda Quorn", "c", birth="1952"),
    ]
    (found,) = flags(entries, CHAIN)
    assert found.code == "L028"
    assert "born 1931-05-02, and born 1952" in found.message
    assert found.entries == ("ent-1", "ent-2", "ent-3")


def test_two_fathers_and_two_sexes_are_told() -> None:
    fathers = [
        entry(1, "Vaqif Şamil oğlu Ozmarov"),
        entry(2, "Vaqif Ozmarov", "b"),
        entry(3, "Vaqif Nadir oğlu Ozmarov", "c"),
    ]
    assert ["two fathers" in found.message for found in flags(fathers, CHAIN)] == [True]
    sexes = [entry(1, "Sasha Quorn", sex="f"), entry(2, "Sasha Quorn", "b"), entry(3, "Sasha Quorn", "c", sex="m")]
    assert ["a woman, and a man" in found.message for found in flags(sexes, CHAIN)] == [True]


def test_what_was_ruled_or_tied_by_a_pair_of_its_own_is_not_doubted() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1931-05-02"),
        entry(2, "Zelda Quorn", "b"),
        entry(3, "Zelda Quorn", "c", birth="1952"),
    ]
    assert flags(entries, CHAIN, [("ent-1", "ent-2"), ("ent-2", "ent-3")]) == []
    assert flags(entries, {**CHAIN, ("ent-1", "ent-3"): 0.91}) == []


def test_births_that_may_be_one_are_not_told() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1931-05-02"),
        entry(2, "Zelda Quorn", "b"),
        entry(3, "Zelda Quorn", "c", birth="1931"),
    ]
    assert flags(entries, CHAIN) == []


def test_many_lines_of_one_list_are_told_only_where_some_are_unlike() -> None:
    entries = [entry(n, "Zelda Quorn") for n in range(1, 5)]
    tied = {("ent-1", "ent-2"): 0.95, ("ent-2", "ent-3"): 0.95, ("ent-3", "ent-4"): 0.95}
    assert flags(entries, tied) == []
    (found,) = flags(entries, {**tied, ("ent-1", "ent-4"): 0.01})
    assert found.code == "L029"
    assert "4 lines of one list" in found.message


def test_a_point_is_as_closed_as_the_most_closed_naming() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1931-05-02", access="public"),
        entry(2, "Zelda Quorn", "b", access="sealed"),
        entry(3, "Zelda Quorn", "c", birth="1952", access="public"),
    ]
    assert [found.access for found in flags(entries, CHAIN)] == ["sealed"]


def test_matching_hands_on_what_it_watched() -> None:
    entries = [entry(n, "Zelda Quorn", "abc"[n - 1], birth="1931-05-02") for n in (1, 2, 3)]
    found = match(table.to_table(entries, Entry), table.empty(Source), [Ruling("zelda:1", "same", "ent-1+ent-2")])
    assert table.records(found.flags, Flag) == []
