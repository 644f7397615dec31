"""People without a name: what else they state joins them where it fits one alone, else it is asked or says nothing."""

from __future__ import annotations

import random

import msgspec
import pytest

from cenotaph import table
from cenotaph.match import match
from cenotaph.record import Cell, Entry, Pair, Person, Ruling, Source, Span


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


TOWNS = ("Barbek", "Dulmin", "Fastor", "Gelvik", "Kamuz", "Nopir", "Sontag")


def others(count: int, source: str) -> list[Entry]:
    """People of a list who have nothing to do with anybody, and who stand on every list made here."""
    found = []
    for n in range(count):
        draw = random.Random(n)
        date = f"1931-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
        age, place = str(draw.randrange(20, 70)), draw.choice(TOWNS)
        found.append(entry(f"Nobody{n} Placeholder", n, source, age=age, sex="m", date=date, place=place))
    return found


def matched(entries: list[Entry], rulings: list[Ruling] | None = None) -> tuple[list[tuple[str, ...]], list[Pair]]:
    found = match(table.to_table(entries, Entry), table.empty(Source), rulings or [])
    nameless = {one.id for one in entries if not one.is_named}
    pairs = [p for p in table.records(found.pairs, Pair) if p.is_waiting and nameless & {p.entry_a, p.entry_b}]
    return [person.entries for person in table.records(found.persons, Person)], pairs


UNKNOWN = entry("", 900, "a", age="34", sex="f", date="1931-05-02", place="Ozmara")
ZELDA = entry("Zelda Quorn", 900, "b", age="34", sex="f", date="1931-05-02", place="Ozmara")


def test_one_who_fits_in_all_is_joined_as_anybody() -> None:
    people = [*others(300, "a"), *others(300, "b")]
    persons, waiting = matched([*people, UNKNOWN, ZELDA])
    assert (UNKNOWN.id, ZELDA.id) in persons
    assert waiting == []


@pytest.mark.parametrize("named", [0, 1], ids=["nobody has a name", "one on each list has"])
def test_lists_of_graves_alone_are_matched_too(named: int) -> None:
    """How many may be one person follows from all who are listed, not from the few who have a name."""
    graves = [
        msgspec.structs.replace(one, name="", is_named=False, birth=f"19{10 + n % 70}-0{1 + n % 9}-{10 + n % 18}")
        for source in ("a", "b")
        for n, one in enumerate(others(200, source))
    ]
    bearers = [entry(f"Zelda {w}", 900, w) for w in ("a", "b")] if named else []
    persons, _ = matched([*graves, *bearers])
    joined = [entries for entries in persons if len(entries) == 2]
    assert len(joined) >= 180
    assert all(one[-3:] == other[-3:] for one, other in joined)


def test_a_year_before_all_years_is_a_year() -> None:
    old = [entry("", 1, source, age="34", date="0032-05-02", place="Ozmara") for source in ("a", "b")]
    later = [entry("", 1, source, age="34", date="1932-05-02", place="Ozmara") for source in ("a", "b")]
    ((pair,), (same,)) = (matched(both)[1] for both in (old, later))
    assert pair.probability == same.probability


def test_one_of_whom_too_little_is_stated_waits() -> None:
    people = [*others(40, "a"), *others(40, "b")]
    (pair,) = matched([*people, msgspec.structs.replace(UNKNOWN, place=None), ZELDA])[1]
    assert (pair.entry_a, pair.entry_b) == (UNKNOWN.id, ZELDA.id)
    assert pair.reason == "a name is missing; the same age; the same date"


def test_where_one_event_killed_many_a_day_and_a_town_say_little() -> None:
    night = [
        entry(f"Nobody{n} Invented", 500 + n, source, age=str(30 + 3 * (n % 9)), date="1931-05-02", place="Ozmara")
        for n in range(40)
        for source in ("a", "b")
    ]
    unknown = entry("", 900, "a", date="1931-05-02", place="Ozmara")
    alone = entry("Zelda Quorn", 900, "b", date="1931-05-02", place="Ozmara", age="34")
    people = [*others(300, "a"), *others(300, "b"), *night, unknown, alone]
    persons, _ = matched(people)
    assert (unknown.id,) in persons
    aged = msgspec.structs.replace(unknown, age="34")
    persons, _ = matched([*people[:-2], aged, alone])
    assert (aged.id,) in persons


def test_lists_of_one_night_alone_join_nobody_without_a_name() -> None:
    night = [
        entry(f"Nobody{n} Invented" if n < 30 else "", n, source, sex="m", date="1931-05-02", place="Ozmara")
        for n in range(40)
        for source in ("a", "b")
    ]
    persons, waiting = matched(night)
    assert waiting == []
    assert {(one.id,) for one in night if not one.is_named} <= {*persons}


def test_two_without_a_name_of_one_event_stay_two() -> None:
    people = [*others(300, "a"), *others(300, "b")]
    one = entry("", 900, "a", sex="m", date="1931-05-02", place="Ozmara")
    twins = [one, msgspec.structs.replace(one, id="ent-a-901")]
    counterparts = [msgspec.structs.replace(each, id=each.id.replace("-a-", "-b-"), list="lst-b") for each in twins]
    persons, _ = matched([*people, *twins])
    assert {(each.id,) for each in twins} <= {*persons}
    persons, _ = matched([*people, *twins, *counterparts])
    assert {(each.id,) for each in (*twins, *counterparts)} <= {*persons}
    ages = [msgspec.structs.replace(each, age=age) for each, age in zip(twins, ("20", "50"), strict=True)]
    aged = [msgspec.structs.replace(each, age=age) for each, age in zip(counterparts, ("20", "50"), strict=True)]
    persons, waiting = matched([*people, *ages, *aged])
    assert {(one.id, other.id) for one, other in zip(ages, aged, strict=True)} <= {*persons}
    assert waiting == []


def test_a_brother_who_died_the_same_day_at_one_home_is_not_taken_for_one_without_a_name() -> None:
    homes = [Cell("address", f"{TOWNS[n % 7]} lane {n}") for n in range(300)]
    people = [msgspec.structs.replace(each, cells=(homes[n],))
              for source in ("a", "b") for n, each in enumerate(others(300, source))]  # fmt: skip
    kin = [entry(f"{given} Quorn", 600 + n, source, age=str(20 + 5 * (n % 8)), date=f"1931-0{1 + n // 4}-02",
                 place="Ozmara", cells=(Cell("address", f"Ozmara lane {n // 4}"),))
           for n, given in enumerate(("Odo", "Ferit", "Zeno", "Petra") * 5) for source in ("a", "b")]  # fmt: skip
    unknown = entry("", 900, "a", date="1931-01-02", place="Ozmara", cells=(Cell("address", "Ozmara lane 0"),))
    brother = entry("Yan Quorn", 901, "b", age="33", date="1931-01-02", place="Ozmara", cells=unknown.cells)
    persons, _ = matched([*people, *kin, unknown, brother])
    assert (unknown.id,) in persons


def test_an_own_number_and_a_birth_find_one_whose_name_is_withheld() -> None:
    people = [msgspec.structs.replace(each, birth=f"{1890 + n % 40}-0{1 + n % 9}-1{n % 7}",
                                      cells=(Cell("identity", str(700_000_000 + 7919 * n)),))
              for source in ("a", "b") for n, each in enumerate(others(300, source))]  # fmt: skip
    number = (Cell("identity", "812345678"),)
    withheld = entry("", 900, "a", birth="1897-01-03", cells=number)
    known = entry("Zelda Quorn", 900, "b", birth="1897-01-03", cells=number)
    assert (withheld.id, known.id) in matched([*people, withheld, known])[0]
    another = msgspec.structs.replace(known, birth="1921-06-20")
    assert (withheld.id,) in matched([*people, withheld, another])[0]


def test_a_ruling_joins_and_parts() -> None:
    entries = [*others(40, "a"), UNKNOWN, ZELDA]
    same = [Ruling(decision="zelda:1", kind="same", target=f"{UNKNOWN.id}+{ZELDA.id}")]
    assert (UNKNOWN.id, ZELDA.id) in matched(entries, same)[0]
    different = [Ruling(decision="zelda:1", kind="different", target=f"{UNKNOWN.id}+{ZELDA.id}")]
    assert matched(entries, different)[1] == []


@pytest.mark.parametrize(
    "stated",
    [{"sex": "m"}, {"age": "61"}, {"date": "1931-07-02"}],
    ids=["a man", "an old woman", "another day"],
)
def test_one_who_contradicts_is_not_asked_about(stated: dict[str, str]) -> None:
    assert matched([*others(40, "a"), UNKNOWN, msgspec.structs.replace(ZELDA, **stated)])[1] == []


def test_one_who_fits_many_is_asked_about_with_none() -> None:
    names = ["Zelda Quorn", "Yana Mell", "Nadia Placeholder", "Petra Invented"]
    people = [*others(40, "a"), *others(40, "b"), UNKNOWN]
    many = [msgspec.structs.replace(ZELDA, id=f"ent-b-{n}", name=name) for n, name in enumerate(names)]
    assert len(matched([*people, *many[:2]])[1]) == 2
    assert matched([*people, *many])[1] == []


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
