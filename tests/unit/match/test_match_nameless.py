"""People without a name: whom they may be is asked, and nobody is joined with them unasked."""

from __future__ import annotations

import msgspec
import pytest

from cenotaph import table
from cenotaph.match import match
from cenotaph.record import Entry, Pair, Person, Ruling, Source, Span


def entry(name: str, number: int, source: str, **fields: object) -> Entry:
    made = Entry(
        id=f"ent-{source}-{number:03}",
        source=f"src-{source}",
        span=Span(source=f"src-{source}", quote=name),
        list=f"lst-{source}",
        name=name,
        is_named=bool(name),
    )
    return msgspec.structs.replace(made, **fields)


def others(count: int, source: str) -> list[Entry]:
    """People of a list who have nothing to do with anybody."""
    return [
        entry(
            f"Nobody{n} Placeholder",
            n,
            source,
            age=str(20 + n % 50),
            sex="m",
            date=f"1931-{1 + n % 12:02}-{1 + n % 28:02}",
            place=f"Town {n % 7}",
        )
        for n in range(count)
    ]


def matched(entries: list[Entry], rulings: list[Ruling] | None = None) -> tuple[list[tuple[str, ...]], list[Pair]]:
    found = match(table.to_table(entries, Entry), table.empty(Source), rulings or [])
    nameless = {one.id for one in entries if not one.is_named}
    pairs = [p for p in table.records(found.pairs, Pair) if p.is_waiting and nameless & {p.entry_a, p.entry_b}]
    return [person.entries for person in table.records(found.persons, Person)], pairs


UNKNOWN = entry("", 900, "a", age="34", sex="f", date="1931-05-02", place="Ozmara")
ZELDA = entry("Zelda Quorn", 900, "b", age="34", sex="f", date="1931-05-02", place="Ozmara")


def test_one_who_fits_waits_and_is_not_joined() -> None:
    persons, waiting = matched([*others(40, "a"), UNKNOWN, ZELDA])
    (pair,) = waiting
    assert (pair.entry_a, pair.entry_b) == (UNKNOWN.id, ZELDA.id)
    assert pair.probability < 0.9
    assert pair.reason == "a name is missing; the same age; the same date; the same place"
    assert (UNKNOWN.id,) in persons
    assert (ZELDA.id,) in persons


def test_a_ruling_joins_and_parts() -> None:
    entries = [*others(40, "a"), UNKNOWN, ZELDA]
    same = [Ruling(decision="zelda:1", kind="same", target=f"{UNKNOWN.id}+{ZELDA.id}")]
    assert (UNKNOWN.id, ZELDA.id) in matched(entries, same)[0]
    different = [Ruling(decision="zelda:1", kind="different", target=f"{UNKNOWN.id}+{ZELDA.id}")]
    assert matched(entries, different)[1] == []


@pytest.mark.parametrize(
    "stated",
    [{"sex": "m"}, {"age": "61"}, {"date": "1931-07-02"}, {"place": "Veksiya"}],
    ids=["a man", "an old woman", "another day", "another town"],
)
def test_one_who_contradicts_is_not_asked_about(stated: dict[str, str]) -> None:
    assert matched([*others(40, "a"), UNKNOWN, msgspec.structs.replace(ZELDA, **stated)])[1] == []


def test_one_who_fits_many_is_asked_about_with_none() -> None:
    names = ["Zelda Quorn", "Yana Mell", "Nadia Placeholder", "Petra Invented"]
    many = [msgspec.structs.replace(ZELDA, id=f"ent-b-{n}", name=name) for n, name in enumerate(names)]
    assert len(matched([*others(40, "a"), UNKNOWN, *many[:3]])[1]) == 3
    assert matched([*others(40, "a"), UNKNOWN, *many])[1] == []


def test_one_whose_counterpart_stands_on_the_same_list_is_not_asked_about() -> None:
    named = msgspec.structs.replace(ZELDA, id="ent-a-901", source="src-a", list="lst-a", birth="1897-01-03")
    known = msgspec.structs.replace(ZELDA, birth="1897-01-03")
    persons, waiting = matched([*others(40, "a"), UNKNOWN, named, known])
    assert ("ent-a-901", ZELDA.id) in persons
    assert waiting == []


def test_graves_that_state_one_date_and_one_place_are_asked_about_with_nobody() -> None:
    graves = [entry("", n, "a", date="1931-05-02", burial="Hill of Ozmara", ordinal=f"U{n}") for n in range(4)]
    dead = [
        entry(f"Nobody{'abcdefgh'[n]} Placeholder", n, "b", date="1931-05-02", burial="Hill of Ozmara", ordinal=str(n))
        for n in range(8)
    ]
    persons, waiting = matched([*graves, *dead])
    assert waiting == []
    assert {(grave.id,) for grave in graves} <= {*persons}


def test_equal_numbers_count_where_two_lists_number_their_people_alike() -> None:
    names = [f"Nobody{letter} Placeholder" for letter in "abcdef"]
    births = [f"19{10 + n}-03-0{1 + n}" for n in range(6)]
    one = [entry(name, n, "a", ordinal=str(n), birth=births[n]) for n, name in enumerate(names)]
    other = [entry(name, n, "b", ordinal=str(n), birth=births[n]) for n, name in enumerate(names)]
    unknown, zelda = entry("", 7, "a", ordinal="7"), entry("Zelda Quorn", 7, "b", ordinal="7")
    (pair,) = matched([*one, *other, unknown, zelda])[1]
    assert pair.reason == "a name is missing; the same number on both lists"
    apart = [msgspec.structs.replace(each, ordinal=str(9 - n)) for n, each in enumerate(other)]
    assert matched([*one, *apart, unknown, zelda])[1] == []


def test_an_age_on_one_side_may_fit_a_birth_on_the_other() -> None:
    born = msgspec.structs.replace(UNKNOWN, age=None, birth="1897")
    _, (pair,) = matched([*others(40, "a"), born, ZELDA])
    assert "age" in pair.reason
