"""What is kept between runs changes the time that matching takes, and nothing that it finds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cenotaph.match import name_couples, people
from cenotaph.match.blocking import candidate_pairs
from cenotaph.match.kept import Memory, _narrow, _wide, read_memory, write_memory
from cenotaph.match.levels import NamesCompared, compared_names, couples_of, rarity
from cenotaph.match.people import People, people_of
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.record import Cell, Entry, Span

GIVEN = ("Zelda", "Zelde", "Vaqif", "Вагиф", "Амина", "Ağa Cavad", "Agajavad", "Abu Hasan Omar", "عمر", "Z.", "გიორგი")
MIDDLE = ("", "", "Şamil oğlu", "Nadir oğlu", "Шамильевич", "ibn Nadir", "حسن علي", "Quorn M.", "Abd al Karim")
FAMILY = ("", "Quorn", "Qorn", "Ozmarov", "Озмарова", "Mell-Quorn", "المصري", "al-Masri", "De Luca", "Deluca", "Zelda")
entries = st.lists(
    st.builds(
        lambda number, given, middle, family, spot, birth, number_of_papers: Entry(
            id=f"ent-{number:05}",
            source=spot,
            span=Span(source=spot, quote=""),
            list=f"lst-{spot}",
            name=" ".join(part for part in (given, middle, family) if part),
            is_named=bool(number % 9),
            birth=birth,
            cells=(Cell(column="identity", value=number_of_papers),) if number_of_papers else (),
            is_mention=spot == "c",
        ),
        st.integers(0, 99_999),
        st.sampled_from(GIVEN),
        st.sampled_from(MIDDLE),
        st.sampled_from(FAMILY),
        st.sampled_from("abc"),
        st.sampled_from((None, "1931-05-02", "1931", "1971-05-02")),
        st.sampled_from((None, "12345001", "12345002", "12345003")),
    ),
    max_size=24,
    unique_by=lambda one: one.id,
)


def compared(everyone: list[Entry], memory: Memory) -> tuple[People, NamesCompared]:
    """The names of all candidate pairs, compared as a run does; what it found is left in `memory`."""
    found = people_of(everyone, gazetteer_by_sound(), memory.names)
    pairs = candidate_pairs(found)
    couples, place = couples_of(pairs, found, memory.couples_of)
    memory.keep(found.names, couples)
    return found, compared_names(couples, place, found.names, rarity(found))


def remembered(path: Path, everyone: list[Entry]) -> Memory:
    """What a run on `everyone` leaves to the next one."""
    memory = Memory()
    compared(everyone, memory)
    write_memory(path, "one", memory)
    return read_memory(path, "one")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(everyone=entries, before=st.integers(0, 24), gone=st.integers(0, 24))
def test_a_run_that_knows_an_earlier_one_finds_and_keeps_what_a_run_from_the_start_does(
    tmp_path: Path, everyone: list[Entry], before: int, gone: int
) -> None:
    memory, anew, now = remembered(tmp_path / "kept", everyone[:before]), Memory(), everyone[gone:]
    (found, names), (found_anew, names_anew) = compared(now, memory), compared(now, anew)
    for column in names.__struct_fields__:
        assert np.array_equal(getattr(names, column), getattr(names_anew, column))
    assert np.array_equal(found.name, found_anew.name)
    assert np.array_equal(found.sex, found_anew.sex)
    write_memory(tmp_path / "further", "one", memory)
    write_memory(tmp_path / "anew", "one", anew)
    assert (tmp_path / "further").read_bytes() == (tmp_path / "anew").read_bytes()


def people_of_two_lists() -> list[Entry]:
    names = [f"{given} {middle} Quorn" for given in ("Zelda", "Zelde", "Vaqif") for middle in ("", "Mell Masr")]
    return [
        Entry(id=f"ent-{spot}{row}", source=spot, span=Span(source=spot, quote=""), list=spot, name=name)
        for spot in "ab"
        for row, name in enumerate(names)
    ]


def test_what_is_known_is_not_asked_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    everyone = people_of_two_lists()
    memory = remembered(tmp_path / "kept", everyone)

    def is_asked(*couple: object) -> int:
        raise AssertionError(couple)

    monkeypatch.setattr(people, "read_name", is_asked)
    monkeypatch.setattr(name_couples, "nearness", is_asked)
    monkeypatch.setattr(name_couples, "in_either_order", is_asked)
    _, names = compared(everyone, memory)
    assert not names.is_plain.all()
    with pytest.raises(AssertionError):
        compared(everyone, Memory())


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "flipped", "foreign", "another version"])
def test_a_file_that_is_not_whole_and_our_own_is_not_used(tmp_path: Path, damage: str) -> None:
    kept = tmp_path / "match.kept"
    assert remembered(kept, people_of_two_lists()).names is not None
    data = kept.read_bytes()
    harm = {"empty": b"", "cut": data[:-1], "flipped": data[:-1] + bytes([data[-1] ^ 1]), "foreign": b"PK" * 99}
    if damage == "missing":
        kept.unlink()
    elif damage in harm:
        kept.write_bytes(harm[damage])
    assert read_memory(kept, "two" if damage == "another version" else "one").names is None


@pytest.mark.parametrize("number", [-(2**63), -(2**31) - 1, -(2**31), -1, 0, 2**31 - 1, 2**31, 2**63 - 1])
def test_a_number_is_kept_whole(number: int) -> None:
    column = np.array([number, 0], dtype=np.int64)
    assert np.array_equal(_wide(column.astype(_narrow(column))), column)


def test_a_name_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    everyone = people_of_two_lists()
    memory = remembered(tmp_path / "kept", [*everyone, *(one_called("Placeholder", spot) for spot in "ab")])
    assert b"placeholder" in (tmp_path / "kept").read_bytes()
    compared(everyone, memory)
    write_memory(tmp_path / "kept", "one", memory)
    assert b"placeholder" not in (tmp_path / "kept").read_bytes()


def one_called(name: str, spot: str) -> Entry:
    return Entry(id=f"ent-z{spot}", source=spot, span=Span(source=spot, quote=""), list=spot, name=name)
