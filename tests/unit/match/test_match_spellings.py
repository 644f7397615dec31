"""What lists show by themselves: words that stand for each other, births and ages that stand for unknown ones."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from cenotaph.match import name_couples
from cenotaph.match.compared import Weighed, weigh_pairs, weigh_people
from cenotaph.match.groups import groups_of
from cenotaph.match.kept import Memory, read_memory, write_memory
from cenotaph.match.people import people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.record import Entry, Span

SYLLABLES = "ba ka mi ro ten sol ar vi del nor qua zel pim tor lu fen gri mo sha yul".split()  # noqa: SIM905


def entry(number: int, source: str, name: str, birth: str | None = None, **fields: str) -> Entry:
    given, family = name.split()
    return Entry(
        id=f"ent-{source}-{number:04}", source=source, span=Span(source=source, quote=name), list=source, name=name,
        given=given, family=family, birth=birth, is_named=True, is_unique=True, **fields,
    )  # fmt: skip


def crowd(size: int) -> list[Entry]:
    """So many people on both of two lists, who leave nothing doubtful: one entry each on list a and on list b."""
    draw = random.Random(1)
    names = ["".join(draw.choices(SYLLABLES, k=3)).title() + " " + "".join(draw.choices(SYLLABLES, k=4)).title()
             for _ in range(size)]  # fmt: skip
    births = [f"{draw.randrange(1930, 2000)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}" for _ in names]
    return [entry(n, s, names[n], births[n]) for n in range(size) for s in "ab"]


def couples(*names: tuple[str, str, str | None, str | None]) -> list[Entry]:
    """People as list a prints them and as list b does, each with the birth."""
    return [
        entry(9000 + number, source, name, birth)
        for number, (one, other, birth_a, birth_b) in enumerate(names)
        for source, name, birth in (("a", one, birth_a), ("b", other, birth_b))
    ]


def joined(weighed: Weighed) -> set[int]:
    """The numbers of the people from 9000 on whose two entries are one person."""
    found = {frozenset(members) for members in groups_of(weighed)}
    return {n for n in range(9000, 9010) if frozenset((f"ent-a-{n}", f"ent-b-{n}")) in found}


SHOWN = [
    ("Zelda Quornfield", "Zelda Obeltix", "1951-04-07", "1951-04-07"),
    ("Yorick Quornfield", "Yorick Obeltix", "1962-11-23", "1962-11-23"),
]
ASKED = ("Placebo Quornfield", "Placebo Obeltix", None, None)


def test_a_word_that_stands_for_another_all_through_a_list_is_read_as_it() -> None:
    weighed = weigh_pairs([*crowd(250), *couples(*SHOWN, ASKED)])
    assert joined(weighed) == {9000, 9001, 9002}
    assert "the surname stands for the other all through these lists" in weighed.reason(("ent-a-9002", "ent-b-9002"))


@pytest.mark.parametrize(("size", "shown"), [(250, SHOWN[:1]), (100, SHOWN)])
def test_a_single_pair_or_a_short_list_shows_nothing(size: int, shown: list[tuple[str, str, str, str]]) -> None:
    assert 9000 + len(shown) not in joined(weigh_pairs([*crowd(size), *couples(*shown, ASKED)]))


def test_a_word_that_mostly_stands_for_itself_stands_for_no_other() -> None:
    own = [(f"{name} Obeltix", f"{name} Obeltix", birth, birth) for name, birth in
           (("Ambra", "1940-01-05"), ("Borlo", "1941-02-06"), ("Cintu", "1942-03-07"))]  # fmt: skip
    quorn = [(f"{name} Quornfield", f"{name} Quornfield", birth, birth) for name, birth in
             (("Dambo", "1943-04-08"), ("Emolu", "1944-05-09"), ("Fintra", "1945-06-10"))]  # fmt: skip
    assert joined(weigh_pairs([*crowd(250), *couples(*own, *quorn, *SHOWN, ASKED)])) == set(range(9000, 9006))


def test_brothers_of_whom_one_is_named_twice_do_not_make_their_names_one() -> None:
    once = couples(("Zelda Quornfield", "Yorick Quornfield", "1951-04-07", "1951-04-07"))
    twice = [*once, replace(once[1], id="ent-c-9000", list="c", source="c")]
    weighed = weigh_pairs([*crowd(250), *twice])
    assert not any("stands for the other" in weighed.reason(couple) for couple in weighed.couples)


def test_what_was_learned_is_compared_in_words_as_in_columns() -> None:
    weighed = weigh_pairs([*crowd(250), *couples(*SHOWN, ASKED)])
    assert weighed.couples == sorted(weighed.couples)
    for couple in weighed.couples:
        assert weighed.levels(couple) == weighed.compared(couple).levels


def people_of_unknown_birth(birth: Iterable[str | None], age: str | None) -> list[Entry]:
    """Twelve people of list b with a birth or an age each, and the births of the first three on list a."""
    ends = "ba ki mo ren sul tar vid wol xan yor zam pel".split()  # noqa: SIM905
    names = [f"Zelda{end} Quornfield{end}" for end in ends]
    given = [entry(9000 + n, "b", names[n], one, **({"age": age} if age else {})) for n, one in enumerate(birth)]
    return [*given, *(entry(9000 + n, "a", names[n], f"19{30 + 9 * n}-05-0{n + 1}") for n in range(3))]


def test_a_birth_that_a_list_gives_to_many_is_held_against_nobody() -> None:
    alike = weigh_pairs([*crowd(250), *people_of_unknown_birth(["2000-02-02"] * 12, None)])
    apart = weigh_pairs([*crowd(250), *people_of_unknown_birth([f"20{n:02}-02-02" for n in range(12)], None)])
    couple = ("ent-a-9000", "ent-b-9000")
    assert alike.probability[couple] > apart.probability[couple]
    assert "the years of birth are far apart" in apart.reason(couple)
    assert "birth" not in alike.reason(couple)
    assert "age" not in alike.reason(couple)


def test_an_age_that_a_list_gives_to_many_counts_only_where_it_fits() -> None:
    weighed = weigh_pairs([*crowd(250), *people_of_unknown_birth([None] * 12, "20")])
    assert "age" not in weighed.reason(("ent-a-9000", "ent-b-9000"))


def weighed_with(memory: Memory, everyone: list[Entry]) -> Weighed:
    return weigh_people(people_of(everyone, gazetteer_by_sound(), memory.names), memory)


def remembered(path: Path, everyone: list[Entry]) -> Memory:
    """What a run on `everyone` leaves to the next one."""
    memory = Memory()
    weighed_with(memory, everyone)
    write_memory(path, "one", memory)
    return read_memory(path, "one")


def test_a_run_that_knows_what_an_earlier_one_compared_by_learned_words_finds_what_a_run_from_the_start_does(
    tmp_path: Path,
) -> None:
    before, now = [*crowd(250), *couples(*SHOWN)], [*crowd(250), *couples(*SHOWN, ASKED)]
    memory, anew = remembered(tmp_path / "kept", before), Memory()
    found, from_the_start = weighed_with(memory, now), weighed_with(anew, now)
    assert joined(found) == {9000, 9001, 9002}
    assert found.couples == from_the_start.couples
    assert np.array_equal(found.chance, from_the_start.chance)
    assert np.array_equal(found.level, from_the_start.level)
    write_memory(tmp_path / "further", "one", memory)
    write_memory(tmp_path / "anew", "one", anew)
    assert (tmp_path / "further").read_bytes() == (tmp_path / "anew").read_bytes()


def test_names_that_have_learned_the_same_as_before_are_not_compared_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everyone = [*crowd(250), *couples(*SHOWN, ASKED)]
    memory = remembered(tmp_path / "kept", everyone)

    def is_asked(*couple: object) -> int:
        raise AssertionError(couple)

    monkeypatch.setattr(name_couples, "nearness", is_asked)
    monkeypatch.setattr(name_couples, "in_either_order", is_asked)
    assert joined(weighed_with(memory, everyone)) == {9000, 9001, 9002}


def test_what_was_compared_by_words_that_now_stand_for_nothing_is_compared_again(tmp_path: Path) -> None:
    memory = remembered(tmp_path / "kept", [*crowd(250), *couples(*SHOWN, ASKED)])
    now = [*crowd(250), *couples(SHOWN[0], ASKED)]  # one pair shows nothing
    found, anew = weighed_with(memory, now), weighed_with(Memory(), now)
    assert joined(found) == set()
    assert np.array_equal(found.chance, anew.chance)
