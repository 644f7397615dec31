"""Entries become persons: nobody lost, nobody merged away, rulings obeyed, the same in any order."""

from __future__ import annotations

import random
from collections.abc import Sequence

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph import table
from cenotaph.match import Matched, match
from cenotaph.match.compared import weigh_pairs
from cenotaph.match.persons import shown_name
from cenotaph.match.samples import Evidence, draw_samples
from cenotaph.record import Cell, Entry, Link, Pair, Person, Redirect, Ruling, Source, Span, digest
from cenotaph.script import script_of

SOURCES = table.to_table(
    [
        Source(id="src-a", status="read", captured="2001-01-02T00:00:00Z"),
        Source(id="src-b", status="read", captured="2001-01-01T00:00:00Z"),
    ],
    Source,
)


def entry(number: int, name: str, source: str = "src-a", **fields: object) -> Entry:
    made = Entry(
        id=f"ent-{number:03}",
        source=source,
        span=Span(source=source, quote=name, sheet=source, cell=f"A{number}"),
        list=f"lst-{source}",
        name=name,
        is_named=bool(name),
    )
    return msgspec.structs.replace(made, **fields)


def run(entries: Sequence[Entry], rulings: Sequence[Ruling] = ()) -> Matched:
    return match(table.to_table(entries, Entry), SOURCES, rulings)


def groups(matched: Matched) -> set[frozenset[str]]:
    return {frozenset(person.entries) for person in table.records(matched.persons, Person)}


def ruling(kind: str, a: str, b: str) -> Ruling:
    return Ruling(decision=f"zelda:{kind}", kind=kind, target=f"{a}+{b}")


def test_spellings_of_one_person_join() -> None:
    entries = [
        entry(1, "Vaqif Şamil oğlu Ozmarov", birth="1931-05-02"),
        entry(2, "Вагиф Озмаров", "src-b", birth="1931-05-02"),
        entry(3, "Zelda Quorn", birth="1940"),
    ]
    matched = run(entries)
    assert groups(matched) == {frozenset({"ent-001", "ent-002"}), frozenset({"ent-003"})}
    (person,) = [p for p in table.records(matched.persons, Person) if len(p.entries) == 2]
    assert person.name == "Vaqif Şamil oğlu Ozmarov"
    assert [form.text for form in person.names] == ["Vaqif Şamil oğlu Ozmarov", "Вагиф Озмаров"]
    assert person.weakest_link is not None
    assert person.weakest_link >= 0.9


def test_brothers_and_namesakes_stay_apart() -> None:
    entries = [
        entry(1, "Vaqif Şamil oğlu Ozmarov", date="1931-05-02"),
        entry(2, "Natiq Şamil oğlu Ozmarov", date="1931-05-02"),
        entry(3, "Vaqif Nadir oğlu Ozmarov", "src-b", date="1931-05-02"),
        entry(4, "Natiq Şamil oğlu Ozmarov", "src-b", date="1931-05-02"),
    ]
    assert groups(run(entries)) == {frozenset({"ent-001"}), frozenset({"ent-002", "ent-004"}), frozenset({"ent-003"})}


def test_graves_that_state_the_same_are_never_joined() -> None:
    entries = [entry(n, "", date="1931-05-02", burial="Hill of Ozmara") for n in range(1, 5)]
    matched = run(entries)
    assert len(groups(matched)) == 4
    assert matched.persons["is_named"].to_pylist() == [False] * 4


def test_a_unique_list_names_each_person_once() -> None:
    twice = [entry(n, "Zelda Quorn", birth="1903-06-12", is_unique=True) for n in (1, 2)]
    assert len(groups(run([*twice, entry(3, "Zelda Quorn", "src-b", birth="1903-06-12")]))) >= 2
    free = [msgspec.structs.replace(one, is_unique=False) for one in twice]
    assert len(groups(run(free))) == 1


def test_two_namesakes_who_fit_equally_wait_for_a_person() -> None:
    entries = [
        entry(1, "Zelda Quorn", is_unique=True),
        entry(2, "Zelda Quorn", is_unique=True),
        entry(3, "Zelda Quorn", "src-b"),
    ]
    matched = run(entries)
    assert len(groups(matched)) == 3
    assert sum(matched.pairs["is_waiting"].to_pylist()) == 2


def test_rulings_join_and_part() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1903"),
        entry(2, "Zelda Quorn", "src-b", birth="1903"),
        entry(3, "Yorick Mell"),
    ]
    assert len(groups(run(entries))) == 2
    assert len(groups(run(entries, [ruling("different", "ent-001", "ent-002")]))) == 3
    matched = run(entries, [ruling("same", "ent-001", "ent-003")])
    assert frozenset({"ent-001", "ent-002", "ent-003"}) in groups(matched)
    judged = [p for p in table.records(matched.pairs, Pair) if p.judgement]
    assert [(p.entry_a, p.entry_b, p.judgement, p.judged_by) for p in judged] == [
        ("ent-001", "ent-003", "same", "zelda:same")
    ]


def test_a_ruling_that_parts_holds_through_a_third_entry() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1903"),
        entry(2, "Zelda Quorn", "src-b", birth="1903"),
        entry(3, "Zelda Quorn", birth="1903"),
    ]
    for group in groups(run(entries, [ruling("different", "ent-001", "ent-002")])):
        assert not {"ent-001", "ent-002"} <= group


def test_keys_of_a_sheet_are_judgements() -> None:
    entries = [
        entry(1, "Zahid Ozmarov", judgement="P1"),
        entry(2, "Zahir Ozmarov", judgement="P1"),
        entry(3, "Zahid Ozmarov", judgement="P2"),
    ]
    matched = run(entries)
    assert groups(matched) == {frozenset({"ent-001", "ent-002"}), frozenset({"ent-003"})}
    assert {p.judged_by for p in table.records(matched.pairs, Pair) if p.judgement} == {"sheet"}


def person_id(number: int) -> str:
    return "per-" + digest(f"ent-{number:03}")


def test_id_is_that_of_the_entry_captured_first_and_the_others_lead_to_it() -> None:
    (alone,) = table.records(run([entry(1, "Zelda Quorn", birth="1903-06-12")]).persons, Person)
    assert alone.id == person_id(1)
    both = [entry(1, "Zelda Quorn", birth="1903-06-12"), entry(2, "Zelda Quorn", "src-b", birth="1903-06-12")]
    matched = run(both)
    (person,) = table.records(matched.persons, Person)
    assert person.id == person_id(2)  # src-b was captured a day earlier
    assert table.records(matched.redirects, Redirect) == [
        Redirect(id=person_id(1), person=person_id(2), entry="ent-001", was_shown=False)
    ]


def test_an_id_may_have_been_shown_where_only_a_later_entry_or_a_ruling_ties_it() -> None:
    entries = [
        entry(1, "Zelda Quorn", "src-b", birth="1903-06-12"),
        entry(2, "Yorick Mell", "src-b", birth="1940-01-09"),
        entry(3, "Yorick Mell", "src-a", birth="1940-01-09"),
    ]
    matched = run(entries, [ruling("same", "ent-001", "ent-003")])
    found = {one.id: one for one in table.records(matched.redirects, Redirect)}
    assert {one.person for one in found.values()} == {person_id(1)}
    assert found[person_id(2)].was_shown
    assert not found[person_id(3)].was_shown


def test_a_ruling_may_name_persons_also_by_ids_they_have_no_more() -> None:
    entries = [
        entry(1, "Zelda Quorn", "src-b", birth="1903"),
        entry(2, "Zelda Quorn", birth="1903"),
        entry(3, "Yorick Mell"),
    ]
    assert groups(run(entries)) == {frozenset({"ent-001", "ent-002"}), frozenset({"ent-003"})}
    assert len(groups(run(entries, [ruling("same", person_id(2), person_id(3))]))) == 1
    assert len(groups(run(entries, [ruling("different", person_id(2), "ent-001")]))) == 3


def test_person_is_as_open_as_its_most_open_entry() -> None:
    entries = [entry(1, "Zelda Quorn", access="public"), entry(2, "Yorick Mell", access="sealed")]
    assert {p.access for p in table.records(run(entries).persons, Person)} == {"public", "sealed"}


def test_fate_is_left_open_where_entries_disagree() -> None:
    entries = [
        entry(1, "Zelda Quorn", birth="1903-06-12", fate="killed"),
        entry(2, "Zelda Quorn", "src-b", birth="1903-06-12", fate="missing"),
    ]
    (person,) = table.records(run(entries).persons, Person)
    assert person.fate is None
    assert [f.value for f in person.fields if f.field == "fate"] == ["killed", "missing"]


@pytest.mark.parametrize(
    ("one", "other", "is_said"),
    [("Vaqif Ozmarov", "Ozmarov", True), ("Ozmarov", "Ozmarova", False), ("Vaqif", "Вагиф", False)],
)
def test_one_source_names_both_where_it_names_one_in_full(one: str, other: str, is_said: bool) -> None:
    weighed = weigh_pairs([entry(1, one), entry(2, other), entry(3, "Zelda Quorn")])
    assert ("one source names both" in weighed.reason(("ent-001", "ent-002"))) == is_said


def test_no_entries_no_persons() -> None:
    assert [part.num_rows for part in run([])] == [0] * len(Matched._fields)


def test_doubt_is_drawn_as_often_as_it_is_likely() -> None:
    probability = {("ent-1", "ent-2"): 0.3, ("ent-3", "ent-4"): 0.97, ("ent-5", "ent-6"): 0.999}
    evidence = Evidence(probability, frozenset(), frozenset(), frozenset(), {})
    register = (("ent-1",), ("ent-2",), ("ent-3", "ent-4"), ("ent-5", "ent-6"))
    drawn = draw_samples(evidence, register, lambda cluster: "per-" + min(cluster))
    joined = {sample.draw for sample in drawn if sample.entry == "ent-2"}
    parted = {sample.draw for sample in drawn if sample.entry == "ent-4"}
    assert 15 <= len(joined) <= 45
    assert len(parted) <= 10
    assert all(sample.person == "per-ent-1" for sample in drawn if sample.entry == "ent-2")
    assert not any(sample.entry in ("ent-5", "ent-6") for sample in drawn)


def test_rulings_and_unique_lists_bind_every_draw() -> None:
    probability = {("ent-1", "ent-2"): 0.5, ("ent-1", "ent-3"): 0.5, ("ent-4", "ent-5"): 0.5}
    evidence = Evidence(
        probability,
        frozenset(),
        frozenset({("ent-4", "ent-5")}),
        frozenset(),
        {"ent-2": {"lst": 2}, "ent-3": {"lst": 3}},
    )
    register = tuple((f"ent-{n}",) for n in range(1, 6))
    drawn = draw_samples(evidence, register, lambda cluster: "per-" + min(cluster))
    with_two = {s.draw for s in drawn if s.entry == "ent-2"}
    with_three = {s.draw for s in drawn if s.entry == "ent-3"}
    assert with_two
    assert with_three
    assert not with_two & with_three
    assert not any(sample.entry == "ent-5" for sample in drawn)


def test_nobody_can_tell_is_never_drawn_as_sure() -> None:
    pair = ("ent-1", "ent-2")
    for likely in (0.5, 0.9, 0.999):
        evidence = Evidence({pair: likely}, frozenset(), frozenset(), frozenset(), {}, unsure=frozenset({pair}))
        drawn = draw_samples(evidence, (("ent-1",), ("ent-2",)), lambda cluster: "per-" + min(cluster))
        assert 30 <= len({sample.draw for sample in drawn}) <= 70


def test_a_list_that_has_nothing_to_do_with_a_pair_changes_none_of_its_draws() -> None:
    probability = {("ent-1", "ent-2"): 0.5}
    more = probability | {("ent-7", "ent-8"): 0.4}
    register = tuple((f"ent-{n}",) for n in (1, 2, 7, 8))

    def draws(pairs: dict[tuple[str, str], float]) -> set[int]:
        evidence = Evidence(pairs, frozenset(), frozenset(), frozenset(), {})
        drawn = draw_samples(evidence, register, lambda cluster: "per-" + min(cluster))
        return {sample.draw for sample in drawn if sample.entry == "ent-2"}

    assert draws(probability) == draws(more)


FULL_NAMES = ("Zelda Quorn", "Yorick Mell", "Vaqif Ozmarov", "Nadia Placeholder")
NAMES = [
    "",
    "Zelda Quorn",
    "Зелда Кворн",
    "Vaqif Şamil oğlu Ozmarov",
    "Вагиф Озмаров",
    "Vaqif Nadir oğlu Ozmarov",
    "Zelda",
]
people = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["src-a", "src-b"]),
        st.booleans(),
        st.sampled_from([None, "1931-05-02"]),
    ),
    max_size=10,
)


@settings(deadline=None, max_examples=25)
@given(people, st.randoms(use_true_random=False))
def test_every_entry_ends_in_one_person_whatever_the_order(rows: list, order: random.Random) -> None:
    entries = [
        entry(n, name, source, is_unique=unique, birth=birth) for n, (name, source, unique, birth) in enumerate(rows)
    ]
    matched = run(entries)
    held = [one for person in table.records(matched.persons, Person) for one in person.entries]
    assert sorted(held) == [one.id for one in entries]
    assert [link.entry for link in table.records(matched.links, Link)] == [one.id for one in entries]
    leads_on = {one.id: one.person for one in table.records(matched.redirects, Redirect)}
    person_of = {one: person.id for person in table.records(matched.persons, Person) for one in person.entries}
    for one, person in person_of.items():
        assert leads_on.get("per-" + digest(one), "per-" + digest(one)) == person
    order.shuffle(entries)
    assert all(a.equals(b) for a, b in zip(run(entries), matched, strict=True))


@pytest.mark.parametrize("column", ["note", "details"])
def test_notes_are_never_matched_on(column: str) -> None:
    plain = [entry(1, "Zelda Quorn"), entry(2, "Zelda Mell", "src-b")]
    noted = [msgspec.structs.replace(one, **{column: "the same person, surely"}) for one in plain]
    assert run(plain).pairs.equals(run(noted).pairs)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (
            ["Ильхам Озмаров", "İlham Ozmarov", "İlham Əjdər oğlu Ozmarov", "Ilham Ajdar oglu Ozmarov"],
            "İlham Əjdər oğlu Ozmarov",
        ),
        (["İlham Ozmarov", "Ильхам Аждарович Озмаров", "Ильхам Озмаров"], "Ильхам Аждарович Озмаров"),
        (["عمر علي كورن", "Omar Quorn"], "Omar Quorn"),
        (["QUORN Zelda", "Zelda Quorn"], "Zelda Quorn"),
        (["Zelda Quorn"] * 9 + ["Zélda Quorn"], "Zelda Quorn"),
    ],
    ids=[
        "marks kept, fullest",
        "the script of most",
        "level: the archive's usual script",
        "no capitals",
        "one page's marks",
    ],
)
def test_the_name_shown_first(printed: list[str], shown: str) -> None:
    entries = [entry(n, name, script=script_of(name), language=None) for n, name in enumerate(printed)]
    assert shown_name(entries, {"Latn": 100, "Arab": 5}) == shown


def test_mentions_are_placed_where_lists_share_further_columns() -> None:
    numbers = [(Cell(column="identity", value=f"1234500{n}"),) for n in range(4)]
    listed = [
        entry(n, name, source, cells=numbers[n % 4], is_unique=True)
        for n, (name, source) in enumerate((name, source) for source in ("src-a", "src-b") for name in FULL_NAMES)
    ]
    matched = run([*listed, entry(9, "Zelda Quorn", "src-c", is_mention=True)])
    assert {"ent-000", "ent-004", "ent-009"} in groups(matched)
