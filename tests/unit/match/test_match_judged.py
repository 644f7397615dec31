"""What was said of pairs: it holds through third entries, and what cannot all hold does not hold and is told."""

from __future__ import annotations

import random
from itertools import combinations, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph import table
from cenotaph.match import Matched, match
from cenotaph.match.judged import judgements
from cenotaph.record import Entry, Flag, Pair, Person, Ruling, Sample, Source, Span


def entry(one: str, key: str | None = None, sheet: str = "list", **fields: object) -> Entry:
    span = Span(source="src-a", quote=one, sheet=sheet)
    values = {"id": one, "list": f"lst-{sheet}", "name": f"Zelda {one.title()}"} | fields
    return Entry(source="src-a", span=span, is_named=True, judgement=key, **values)  # type: ignore[arg-type]


def said(*rulings: str) -> list[Ruling]:
    """Rulings by their words: "same ada+bea"."""
    return [
        Ruling(decision=f"zelda:{n}", kind=kind, target=target)
        for n, (kind, target) in enumerate((ruling.split() for ruling in rulings), 1)
    ]


def run(entries: list[Entry], *rulings: str) -> Matched:
    return match(table.to_table(entries, Entry), table.empty(Source), said(*rulings))


def persons(matched: Matched) -> set[frozenset[str]]:
    return {frozenset(person.entries) for person in table.records(matched.persons, Person)}


ADA, BEA, CLO, DOT = (entry(name) for name in ("ada", "bea", "clo", "dot"))
CYCLE = ("same ada+bea", "same bea+clo", "different ada+clo")


@pytest.mark.parametrize("order", list(permutations(CYCLE)))
def test_rulings_that_contradict_each_other_through_a_third_do_not_hold_and_are_told(order: tuple[str, ...]) -> None:
    matched = run([ADA, BEA, CLO, DOT], *order, "same ada+dot")
    assert persons(matched) == {frozenset({"ada", "dot"}), frozenset({"bea"}), frozenset({"clo"})}
    (point,) = table.records(matched.flags, Flag)
    assert point.code == "R002"
    for number, ruling in enumerate(order, 1):
        assert f"zelda:{number} says {ruling}" in point.message
    assert "dot" not in point.message
    assert "taken back" in point.message
    judged = {(pair.entry_a, pair.entry_b) for pair in table.records(matched.pairs, Pair) if pair.judgement}
    assert judged == {("ada", "dot")}


def test_every_chain_that_contradicts_is_named_and_a_ruling_taken_back_settles_it() -> None:
    ring = ["same ada+bea", "same bea+dot", "same ada+clo", "same clo+dot"]
    (point,) = table.records(run([ADA, BEA, CLO, DOT], *ring, "different ada+dot").flags, Flag)
    assert all(ruling in point.message for ruling in ring)
    settled = run([ADA, BEA, CLO, DOT], *ring[:1], *ring[2:3], "different ada+dot")
    assert not settled.flags.num_rows
    assert persons(settled) == {frozenset({"ada", "bea", "clo"}), frozenset({"dot"})}


def test_nobody_can_tell_contradicts_nothing() -> None:
    matched = run([ADA, BEA, CLO], "same ada+bea", "same bea+clo", "unsure ada+clo")
    assert persons(matched) == {frozenset({"ada", "bea", "clo"})}
    assert not matched.flags.num_rows


@pytest.mark.parametrize("names", list(permutations(("ada", "bea", "clo"))))
def test_a_ruling_takes_the_two_it_parts_out_of_their_key(names: tuple[str, ...]) -> None:
    """Whichever of three lines with one key are ruled to be two people, none of them is chosen by its id."""
    one, other, third = names
    entries = [
        entry(name, "P1", name=full) for name, full in zip(names, ("Xu", "Yorick Mell", "Zoe Quorn"), strict=True)
    ]
    matched = run([*entries, entry("dot", "P1", name="Ozmar")], f"different {one}+{other}")
    assert persons(matched) == {frozenset({one}), frozenset({other}), frozenset({third, "dot"})}
    placed = run([*entries, entry("dot", "P1", name="Ozmar")], f"different {one}+{other}", f"same {one}+{third}")
    assert persons(placed) == {frozenset({one, third, "dot"}), frozenset({other})}


def test_a_ruling_parts_what_two_sheets_make_one_through_another_ruling() -> None:
    entries = [entry("ada", "P1"), entry("bea", "P1"), entry("clo", "Q1", "other"), entry("dot", "Q1", "other")]
    for matched in (run(entries, *order) for order in permutations(("same bea+clo", "different ada+dot"))):
        assert not any({"ada", "dot"} <= group for group in persons(matched))
        assert frozenset({"bea", "clo"}) in persons(matched)
        assert not matched.flags.num_rows


def test_two_keys_of_people_ruled_to_be_one_are_one_key() -> None:
    entries = [entry("ada", "P1"), entry("bea", "P1"), entry("clo", "P2"), entry("dot", "P2")]
    assert len(persons(run(entries))) == 2
    assert len(persons(run(entries, "same ada+clo"))) == 1


def test_one_person_on_two_lines_of_a_unique_list_by_rulings_through_a_third_is_one() -> None:
    """A ruling outweighs what the list says of itself; L002 tells of the two lines."""
    entries = [entry("ada", is_unique=True), entry("bea", is_unique=True), entry("clo", sheet="other")]
    assert persons(run(entries, "same ada+clo", "same bea+clo")) == {frozenset({"ada", "bea", "clo"})}


def test_keys_cost_no_more_than_there_are() -> None:
    """Each couple of 10,000 keys would be 50 million."""
    entries = [entry(f"ent-{n:05}", f"P{n // 2}") for n in range(20_000)]
    found = judgements(entries, said("different ent-00000+ent-00001"))
    assert len(found.must) == 9_999
    assert found.of(("ent-00002", "ent-00003")) == ("same", "sheet")
    assert found.of(("ent-00002", "ent-00004")) == ("different", "sheet")
    assert found.of(("ent-00000", "ent-00004")) is None


NAMES = [f"e{n}" for n in range(7)]
couples = st.sampled_from([f"{a}+{b}" for a, b in combinations(NAMES, 2)])
rulings = st.dictionaries(couples, st.sampled_from(["same", "same", "different", "unsure"]), max_size=12)
keys = st.lists(st.sampled_from([None, "P1", "P2", "P3"]), min_size=7, max_size=7)


@settings(deadline=None, max_examples=150)
@given(rulings, keys, st.randoms(use_true_random=False))
def test_rulings_hold_in_the_register_and_every_draw_or_a_flag_names_them(
    ruled: dict[str, str], keyed: list[str | None], order: random.Random
) -> None:
    entries = [
        entry(name, key, sheet=f"s{n % 2}", name="Zelda Quorn", birth="1903-06-12")
        for n, (name, key) in enumerate(zip(NAMES, keyed, strict=True))
    ]
    words = [f"{kind} {couple}" for couple, kind in ruled.items()]
    matched = run(entries, *words)
    told = "; ".join(point.message for point in table.records(matched.flags, Flag) if point.code == "R002")
    drawn = {one: person for person in table.records(matched.persons, Person) for one in person.entries}
    register = {one: person.id for one, person in drawn.items()}
    draws: dict[int, dict[str, str]] = {}
    for sample in table.records(matched.samples, Sample):
        draws.setdefault(sample.draw, dict(register))[sample.entry] = sample.person
    for couple, kind in ruled.items():
        a, b = couple.split("+")
        if kind == "unsure" or f"says {kind} {couple}" in told:
            continue
        for person_of in (register, *draws.values()):
            assert (person_of[a] == person_of[b]) is (kind == "same")
    order.shuffle(words)
    again = run(entries[::-1], *words)
    assert again.persons.column("entries").equals(matched.persons.column("entries"))
