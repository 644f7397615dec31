from __future__ import annotations

import pytest

from cenotaph import table as tables
from cenotaph.estimate import Doubt, estimate_unlisted
from cenotaph.record import Entry, Estimate, Flag, Incident, Link, Pair, Person, Ruling, Sample, Source, Span

INCIDENT = Incident(id="flood", title="Flood in the Province of Ozmara")
SYSTEMS = {"press": ("sources/press.csv",), "graves": ("graves.csv",)}


def archive(only_press=30, only_graves=20, both=10, unnamed=0, mentions=0):
    sources = [
        Source(id="src-1", status="read", path="sources/press.csv", paths=("sources/press.csv",)),
        Source(id="src-2", status="read", path="sources/graves.csv", paths=("sources/graves.csv",)),
        Source(id="src-3", status="read", path="sources/story.txt", paths=("sources/story.txt",)),
    ]
    entries, persons, links = [], [], []

    def person(number, where, *, is_named=True, is_mention=False):
        name = f"Odu Tarabi {number}" if is_named else ""
        made = [
            Entry(
                id=f"ent-{number}-{source}",
                source=source,
                span=Span(source=source, quote=name),
                list=source,
                name=name,
                is_named=is_named,
                is_mention=is_mention,
            )
            for source in where
        ]
        entries.extend(made)
        persons.append(Person(id=f"per-{number}", name=name, is_named=is_named, incident="flood"))
        links.extend(
            Link(id=f"lnk-{e.id}", entry=e.id, person=f"per-{number}", probability=1.0, reason="") for e in made
        )

    number = 0
    for count, where, extra in (
        (only_press, ("src-1", "src-3"), {}),
        (only_graves, ("src-2",), {}),
        (both, ("src-1", "src-2"), {}),
        (unnamed, ("src-2",), {"is_named": False}),
        (mentions, ("src-1", "src-2"), {"is_mention": True}),
    ):
        for _ in range(count):
            number += 1
            person(number, where, **extra)
    return (
        tables.to_table(entries, Entry),
        tables.to_table(persons, Person),
        tables.to_table(links, Link),
        tables.to_table(sources, Source),
    )


def run(made, systems=SYSTEMS, rulings=()):
    rows, flags = estimate_unlisted(*made, systems, (INCIDENT,), rulings)
    return tables.records(rows, Estimate), tables.records(flags, Flag)


def test_counts_people_by_the_lists_they_stand_on():
    rows, flags = run(archive(unnamed=4, mentions=9))
    assert [row.method for row in rows] == ["chao", "chapman"]
    assert all(row.n_obs == 60 and row.lists == ("graves", "press") and row.incident == "flood" for row in rows)
    assert rows[1].point == pytest.approx(31 * 41 / 11 - 1, abs=0.001)
    assert "4 people" in rows[0].assumptions[-1]
    assert not flags


def test_without_declared_lists_one_refusal_says_how_to_declare_them():
    rows, flags = run(archive(), systems={})
    assert [(row.refusal, row.incident, row.n_obs) for row in rows] == [("E002", None, 0)]
    assert [flag.code for flag in flags] == ["E002"]


def test_too_few_people_on_several_lists_is_refused_per_method():
    rows, flags = run(archive(both=2))
    assert {row.refusal for row in rows} == {"E001"}
    assert len({flag.id for flag in flags}) == len(rows) == 2


@pytest.mark.parametrize("systems", [{"a": ("press.csv", "graves.csv"), "b": ("graves.csv",)}])
def test_systems_that_share_a_source_are_refused(systems):
    rows, flags = run(archive(), systems=systems)
    assert [row.refusal for row in rows] == ["E003"]
    assert "share a source" in flags[0].message


def test_a_list_inside_another_is_refused():
    rows, _ = run(archive(only_graves=0))
    assert [row.refusal for row in rows] == ["E003"]


def test_only_a_decision_makes_a_headline():
    made = archive()
    rows, _ = run(made)
    assert not any(row.is_headline for row in rows)
    chosen, _ = run(made, rulings=(Ruling(decision="odu:1", kind="headline", target=rows[1].id),))
    assert [row.is_headline for row in chosen] == [False, True]


def test_a_refusal_is_never_a_headline():
    made = archive(both=0)
    rows, _ = run(made)
    chosen, _ = run(made, rulings=(Ruling(decision="odu:1", kind="headline", target=rows[0].id),))
    assert not any(row.is_headline for row in chosen)


def test_pairs_that_wait_for_a_decision_widen_the_limits():
    made = archive()
    alone, _ = run(made)
    waiting = [
        Pair(
            id=f"pair-{i}",
            entry_a=f"ent-{i}-src-1",
            entry_b=f"ent-{i + 30}-src-2",
            probability=0.5,
            reason="",
            is_waiting=True,
        )
        for i in range(1, 6)
    ]
    rows, _ = estimate_unlisted(*made, SYSTEMS, (INCIDENT,), (), Doubt(pairs=tables.to_table(waiting, Pair)))
    wider = tables.records(rows, Estimate)
    for before, after in zip(alone, wider, strict=True):
        assert after.low < before.low
        assert after.point == before.point
        assert "5 pairs of names wait" in after.assumptions[-1]
        assert before.high is None or after.high == before.high
    settled = [Pair(**{f: getattr(p, f) for f in p.__struct_fields__} | {"judgement": "different"}) for p in waiting]
    rows, _ = estimate_unlisted(*made, SYSTEMS, (INCIDENT,), (), Doubt(pairs=tables.to_table(settled, Pair)))
    assert tables.records(rows, Estimate) == alone


def test_limits_hold_those_of_the_drawn_clusterings():
    made = archive()
    alone, _ = run(made)
    ids = set(made[0]["id"].to_pylist())
    on_both = sorted(one for one in ids if one.endswith("src-2") and one.replace("src-2", "src-1") in ids)[:3]
    parted = [Sample(draw=draw, entry=one, person=f"per-{one}") for draw in range(1, 100, 2) for one in on_both]
    rows, _ = estimate_unlisted(*made, SYSTEMS, (INCIDENT,), (), Doubt(samples=tables.to_table(parted, Sample)))
    chapman = [row.method for row in alone].index("chapman")
    before, after = alone[chapman], tables.records(rows, Estimate)[chapman]
    assert after.point == before.point
    assert after.low <= before.low < before.high < after.high
    assert "100 clusterings" in after.assumptions[-1]


def test_draws_that_move_nobody_of_these_lists_change_nothing():
    made = archive()
    moved = [Sample(draw=0, entry="ent-elsewhere", person="per-elsewhere")]
    rows, _ = estimate_unlisted(*made, SYSTEMS, (INCIDENT,), (), Doubt(samples=tables.to_table(moved, Sample)))
    assert tables.records(rows, Estimate) == run(made)[0]
