"""What a quarter of a list shares leads to nobody, and that is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from cenotaph import table
from cenotaph.match import match
from cenotaph.match.blocking import ALL_PAIRS, BLOCK, KEPT, candidate_pairs
from cenotaph.match.crowds import crowds
from cenotaph.match.people import People, people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.matching import match_lists
from cenotaph.record import Entry, Source, Span

SYLLABLES = ("ba", "ko", "mi", "ruth", "ten", "sol", "vi", "del", "quo", "zel", "pim", "tor")


def word(number: int) -> str:
    return "".join(SYLLABLES[number // 12**place % 12] for place in range(3)).capitalize()


def crowd(size: int, alike: int, **shared: str) -> list[Entry]:
    """So many entries, the first `alike` of them called by the same two names and another."""
    names = [f"Zelda Quorn {word(row)}" if row < alike else f"{word(row)} {word(row + 700)}" for row in range(size)]
    return [
        Entry(
            id=f"ent-{row:04}",
            source=f"src-{row % 2}",
            span=Span(source=f"src-{row % 2}", quote=name),
            list=f"lst-{row % 2}",
            name=name,
            access="sealed" if row == 1 else "public",
            **(shared if row < alike else {}),
        )
        for row, name in enumerate(names)
    ]


def people(entries: list[Entry]) -> People:
    return people_of(entries, gazetteer_by_sound())


@pytest.mark.parametrize(
    ("size", "alike", "told"),
    [(ALL_PAIRS + 200, 151, 1), (ALL_PAIRS + 200, 150, 0), (ALL_PAIRS, 160, 0), (700, 174, 0), (700, 175, 1)],
)
def test_two_names_of_a_quarter_are_told_where_not_every_pair_is_compared(size: int, alike: int, told: int) -> None:
    found = crowds(people(crowd(size, alike)))
    assert [(one.what, len(one.rows), one.among) for one in found] == [("“quorn” and “zelda”", alike, size)] * told


def test_pairs_of_a_crowd_grow_with_its_size_and_not_with_its_square() -> None:
    entries = crowd(600, 200)
    assert len(candidate_pairs(people(entries)).left) <= 200 * KEPT  # of 19,900; their third names sound alike
    born = [*(entries[:2]), *crowd(600, 200, birth="1931-05-02")[2:]]
    told = {one.what for one in crowds(people(born))}
    assert told == {"“quorn” and “zelda”", "“quorn” and birth on 1931-05-02", "“zelda” and birth on 1931-05-02"}


def mentions(number: int) -> list[Entry]:
    """So many texts that name Zelda Quorn and say no more of her."""
    return [
        Entry(
            id=f"ent-text-{row:04}",
            source=f"src-text-{row}",
            span=Span(source=f"src-text-{row}", quote="Zelda Quorn"),
            list=f"lst-text-{row}",
            name="Zelda Quorn",
            is_mention=True,
        )
        for row in range(number)
    ]


def listed(*births: str) -> list[Entry]:
    """A list that names each person once: many others, and a Zelda Quorn of each of these years of birth."""
    others = [replace(one, list="lst-0", is_unique=True) for one in crowd(ALL_PAIRS, 0)]
    own = [
        replace(others[0], id=f"ent-own-{row}", name="Zelda Quorn", birth=birth, ordinal=str(row))
        for row, birth in enumerate(births)
    ]
    return [*others, *own]


@pytest.mark.parametrize("number", [BLOCK - 1, BLOCK + 1, 4 * BLOCK])
def test_a_person_whom_many_texts_name_alike_is_one(number: int) -> None:
    entries = [*listed("1931-05-02"), *mentions(number)]
    persons = match(table.to_table(entries, Entry), table.empty(Source)).persons.to_pylist()
    assert [len(one["entries"]) for one in persons if "Zelda Quorn" in one["name"]] == [number + 1]


def test_texts_that_may_name_either_of_two_namesakes_join_neither() -> None:
    entries = [*listed("1931-05-02", "1962-11-30"), *mentions(2 * BLOCK)]
    persons = match(table.to_table(entries, Entry), table.empty(Source)).persons.to_pylist()
    lines = [set(one["entries"]) for one in persons]
    assert {"ent-own-0"} in lines
    assert {"ent-own-1"} in lines


def test_a_name_and_a_date_of_death_that_a_quarter_share_are_told() -> None:
    told = {one.what for one in crowds(people(crowd(600, 200, date="1990-01-20")))}
    assert "“zelda” and the date 1990-01-20" in told


def test_the_flag_is_as_closed_as_the_most_closed_of_them() -> None:
    flags = match(table.to_table(crowd(600, 200), Entry), table.empty(Source)).flags.to_pylist()
    assert [(one["code"], one["access"]) for one in flags] == [("L030", "sealed")]
    assert flags[0]["message"].startswith("“quorn” and “zelda”: 200 of 600 namings have both")


def test_it_is_told_of_two_lists_without_an_archive(tmp_path: Path) -> None:
    for name, own in (("a.csv", 0), ("b.csv", 1)):
        rows = [one.name for one in crowd(600, 200)][own::2]
        (tmp_path / name).write_text("\n".join(["Full name", *rows]), encoding="utf-8")
    notes = match_lists(tmp_path / "a.csv", tmp_path / "b.csv").notes
    assert sum("200 of 600 rows have both" in note for note in notes) == 1
