"""Columns that lists share and no field takes: they help to find a person, and never make one of a household."""

from __future__ import annotations

import random

import numpy as np
import pytest

from cenotaph.match.compared import Weighed, weigh_pairs
from cenotaph.match.further import Columns, cell_key, nearness_of_cells, nearness_of_columns
from cenotaph.match.people import people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.record import Cell, Entry, Span

SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "so", "tu", "va", "ze", "ro", "pi", "xu", "ha")


def entry(number: int, source: str, name: str, *, unique: bool = True, **said: str) -> Entry:
    given, _, family = name.partition(" ")
    fields = {
        field: said.pop(field) for field in ("birth", "age", "sex", "place", "date", "patronymic") if field in said
    }
    return Entry(
        id=f"ent-{source}-{number:04}",
        source=f"src-{source}",
        span=Span(source=f"src-{source}", quote=name),
        list=f"lst-{source}",
        is_unique=unique,
        name=name,
        is_named=bool(name),
        given=given or None,
        family=family or None,
        cells=tuple(Cell(column.replace("_", " "), value) for column, value in said.items()),
        **fields,
    )


def invented(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(SYLLABLES, k=syllables)).capitalize()


def town(size: int, *columns: str) -> list[Entry]:
    """People of two lists that nobody asks about: each of `size` people stands on both."""
    draw = random.Random(size)
    found = []
    for number in range(size):
        name = f"{invented(draw, 3)} {invented(draw, 4)}"
        birth = f"{draw.randrange(1920, 1999)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 28):02}"
        said = {
            "identity": str(draw.randrange(10**8, 10**9)),
            "telephone": str(draw.randrange(10**6, 10**7)),
            "street": invented(draw, 3),
            "house": str(draw.randrange(1, 90)),
            "postcode": str(draw.randrange(1000, 9999)),
            "address": f"{invented(draw, 3)} {draw.randrange(1, 90)}",
        }
        kept = {column: said[column] for column in columns}
        found += [entry(number, source, name, birth=birth, **kept) for source in ("a", "b")]
    return found


def shared_columns(entries: list[Entry]) -> Columns:
    return people_of(entries, gazetteer_by_sound()).further


def chance(weighed: Weighed, a: Entry, b: Entry) -> float:
    return weighed.probability.get((min(a.id, b.id), max(a.id, b.id)), 0.0)


HOME = {
    "address": "Talvenstrasse 12",
    "street": "Talvenstrasse",
    "house": "12",
    "postcode": "99123",
    "telephone": "5559911",
}

HOUSEHOLDS = {
    "brothers": ({"name": "Odo Quorn", "birth": "1950-03-02"}, {"name": "Ferit Quorn", "birth": "1953-08-30"}),
    "brothers, births not stated": ({"name": "Odo Quorn"}, {"name": "Ferit Quorn"}),
    "brothers of one father": (
        {"name": "Odo Quorn", "patronymic": "Zeno", "birth": "1950-03-02"},
        {"name": "Ferit Quorn", "patronymic": "Zeno", "birth": "1953-08-30"},
    ),
    "twins": ({"name": "Odo Quorn", "birth": "1950-03-02"}, {"name": "Ferit Quorn", "birth": "1950-03-02"}),
    "a couple": (
        {"name": "Odo Quorn", "birth": "1950-03-02", "sex": "m"},
        {"name": "Zelda Quorn", "birth": "1952-11-12", "sex": "f"},
    ),
    "a couple of two surnames": ({"name": "Odo Quorn", "sex": "m"}, {"name": "Zelda Placeholder", "sex": "f"}),
    "father and son": ({"name": "Odo Quorn", "birth": "1930-03-02"}, {"name": "Ferit Quorn", "birth": "1955-01-20"}),
    "father and son of one name": (
        {"name": "Odo Quorn", "birth": "1930-03-02"},
        {"name": "Odo Quorn", "birth": "1955-01-20"},
    ),
    "a son and somebody named by the surname": ({"name": "Odo Quorn", "birth": "1950-03-02"}, {"name": " Quorn"}),
}


@pytest.mark.parametrize("size", [5, 300], ids=["a small list", "a longer list"])
@pytest.mark.parametrize("household", sorted(HOUSEHOLDS))
def test_members_of_one_household_stay_apart(household: str, size: int) -> None:
    one, other = HOUSEHOLDS[household]
    a = entry(9001, "a", **one, **HOME)
    b = entry(9002, "b", **other, **HOME)
    weighed = weigh_pairs([*town(size, *HOME), a, b])
    assert chance(weighed, a, b) < 0.9


@pytest.mark.parametrize("household", [one for one in sorted(HOUSEHOLDS) if "name" not in one])
def test_a_fathers_number_on_the_rows_of_his_children_makes_them_wait(household: str) -> None:
    one, other = HOUSEHOLDS[household]
    a = entry(9001, "a", **one, **HOME, identity="123456789")
    b = entry(9002, "b", **other, **HOME, identity="123456789")
    weighed = weigh_pairs([*town(30, *HOME, "identity"), a, b])
    assert chance(weighed, a, b) < 0.9


@pytest.mark.parametrize("household", sorted(HOUSEHOLDS))
@pytest.mark.parametrize("number", ["000000000", "999999999"])
def test_a_number_that_many_rows_bear_says_nothing(household: str, number: str) -> None:
    one, other = HOUSEHOLDS[household]
    people = [entry(n, source, f"Fill{invented(random.Random(n), 3)} Or{n}", identity=number)
              for n in range(40) for source in ("a", "b")]  # fmt: skip
    a, b = entry(9001, "a", **one, **HOME, identity=number), entry(9002, "b", **other, **HOME, identity=number)
    weighed = weigh_pairs([*town(300, *HOME, "identity"), *people, a, b])
    assert chance(weighed, a, b) < 0.9


def test_a_number_of_the_household_is_no_number_of_a_person() -> None:
    draw = random.Random(7)
    people = []
    for number in range(100):
        family, shared = invented(draw, 4), str(draw.randrange(10**8, 10**9))
        for member in range(3):
            given, birth = invented(draw, 3), f"{1940 + 9 * member}-0{1 + member}-1{member}"
            people += [entry(3 * number + member, source, f"{given} {family}", birth=birth, identity=shared)
                       for source in ("a", "b")]  # fmt: skip
    (column,) = shared_columns(people).compared
    assert not column.is_own
    weighed = weigh_pairs(people)
    joined = {(x[6:], y[6:]) for (x, y), p in weighed.probability.items() if p >= 0.9}
    assert joined == {(one.id[6:], one.id[6:]) for one in people}


def test_the_same_number_finds_a_person_whose_name_was_garbled() -> None:
    a = entry(9001, "a", "Odo Quorn", birth="1950-03-02", identity="123456789", address="Talvenstrasse 12")
    b = entry(9002, "b", "Odo Quarrel", birth="1950-03-20", identity="123456789", address="Talvenstrasse 12")
    weighed = weigh_pairs([*town(300, "identity", "address"), a, b])
    assert chance(weighed, a, b) >= 0.9
    assert "the same identity number" in weighed.reason((a.id, b.id))
    assert "123456789" not in weighed.reason((a.id, b.id))


def test_another_number_speaks_against_namesakes() -> None:
    a = entry(9001, "a", "Odo Quorn", identity="123456789")
    b = entry(9002, "b", "Odo Quorn", identity="987650432")
    bare = weigh_pairs([*town(300), a, b])
    told = weigh_pairs([*town(300, "identity"), a, b])
    assert chance(told, a, b) < chance(bare, a, b)
    assert "another identity number" in told.reason((a.id, b.id))


def test_given_name_and_surname_in_each_others_columns_are_found_by_what_else_agrees() -> None:
    a = entry(9001, "a", "Odo Quorn", birth="1950-03-02")
    b = entry(9002, "b", "Quorn Odo", birth="1950-03-02")
    c = entry(9003, "b", "Odo Quorn", birth="1950-03-02")
    people = town(300)
    turned, straight = weigh_pairs([*people, a, b]), weigh_pairs([*people, a, c])
    assert 0.9 <= chance(turned, a, b) < chance(straight, a, c)
    assert "in the other order" in turned.reason((a.id, b.id))


def test_columns_that_tell_nothing_are_left_out_and_named() -> None:
    people = [entry(n, s, f"{invented(random.Random(n), 4)} Or{n}", side="left", cause="shot" if n == 0 else "-")
              for n in range(60) for s in ("a", "b")]  # fmt: skip
    columns = shared_columns(people)
    assert columns.compared == ()
    assert [name for name, _ in columns.left_out] == ["cause", "side"]


def test_a_column_of_one_unique_list_alone_is_not_compared() -> None:
    people = [entry(n, "a", f"{invented(random.Random(n), 4)} Or{n}", street=f"Street{n}") for n in range(60)]
    assert shared_columns(people) == Columns()


def test_further_columns_change_nothing_for_the_order_of_entries() -> None:
    people = town(40, *HOME, "identity")
    turned = weigh_pairs(people[::-1])
    assert turned.probability == weigh_pairs(people).probability


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("123456789", "123456780", 1),
        ("123456789", "123465789", 1),
        ("12", "13", 0),
        ("123456789", "987654321", 0),
        ("Talven street", "Talvin street", 1),
        ("Talven street", "Ozmara street", 0),
        ("Talven street old", "Talven street", 1),
    ],
)
def test_a_slip_of_the_pen_is_near(a: str, b: str, near: int) -> None:
    assert nearness_of_cells(cell_key(a), cell_key(b)) == nearness_of_cells(cell_key(b), cell_key(a)) == near


def test_cells_compared_at_once_are_as_near_as_one_by_one() -> None:
    draw = random.Random(11)
    cells = {invented(draw, 2) + " " + invented(draw, draw.randrange(1, 4)) for _ in range(40)}
    cells |= {str(draw.randrange(10**4)) for _ in range(30)} | {"12", "talven", "talven street", "street talven old"}
    cells |= {cell.replace("a", "", 1) for cell in cells} | {cell.split()[0] + " of " + cell for cell in cells}
    keys = sorted(cells)
    left, right = np.triu_indices(len(keys), 1)
    plain = [nearness_of_cells(keys[a], keys[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    assert nearness_of_columns(keys, left, right).tolist() == plain
    assert 0 < sum(plain) < len(plain)
