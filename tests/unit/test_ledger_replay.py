"""What follows from the decisions is the same however they are read, and equals what they did when taken."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger import Known, Ledger, append, in_force, read_ledger, replay
from cenotaph.record import TABLES, Anchor, Claim, Decision, Entry, Flag, Person, Redirect, Source, Span
from cenotaph.table import empty, to_table

TIME = "2026-01-20T08:00:00Z"


def ledger_of(*decisions: Decision) -> Ledger:
    return Ledger(decisions)


def line(writer: str, seq: int, kind: str, target: str = "clm-1", *, seen: str = "", **more) -> Decision:
    heads = tuple(f"{head}:0000" for head in seen.split())
    return Decision(writer, seq, TIME, kind, target, seen=heads, **more)


def ruled(*decisions: Decision) -> dict[tuple[str, str | None, str], str]:
    return {(r.target, r.field, r.kind): r.decision for r in replay(ledger_of(*decisions)).rulings}


def flagged(*decisions: Decision) -> list[str]:
    return [flag.code for flag in replay(ledger_of(*decisions)).flags]


class Live:
    """What the decisions do when each is applied as it is taken: a plain table of who ruled last."""

    def __init__(self) -> None:
        self.rulings: dict[tuple[str, str, str], list[str]] = {}

    def rule(self, matter: tuple[str, str, str], name: str) -> None:
        self.rulings.setdefault(matter, []).append(name)

    def undo(self, name: str) -> None:
        for names in self.rulings.values():
            if name in names:
                names.remove(name)

    def in_force(self) -> list[str]:
        return sorted(names[-1] for names in self.rulings.values() if names)


MATTERS = {
    "accept": "standing",
    "reject": "standing",
    "publish": "access",
    "restrict": "access",
    "seal": "access",
    "set": "field",
}
STEPS = st.tuples(
    st.sampled_from(["leyla", "murad", "Нигар"]),
    st.sampled_from([*MATTERS, "undo", "captured"]),
    st.sampled_from(["clm-1", "clm-2"]),
    st.sampled_from(["title", "language"]),
)


@settings(deadline=None, max_examples=60)
@given(steps=st.lists(STEPS, max_size=14))
def test_replay_equals_the_live_state_when_everybody_sees_everything(steps):
    live = Live()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        mine: dict[str, list[str]] = {}
        for writer, kind, target, field in steps:
            if kind == "undo":
                if mine.get(writer):
                    name = mine[writer].pop()
                    append(path, writer, "undo", name, time=TIME)
                    live.undo(name)
                continue
            payload = {"field": field, "value": writer} if kind == "set" else {}
            made = append(path, writer, kind, target, payload, time=TIME)
            if kind != "captured":
                live.rule((target, MATTERS[kind], field if kind == "set" else ""), made.id)
                mine.setdefault(writer, []).append(made.id)
        replayed = replay(read_ledger(path))
    assert sorted(ruling.decision for ruling in replayed.rulings) == live.in_force()
    assert replayed.flags == ()


@settings(deadline=None, max_examples=100)
@given(data=st.data())
def test_the_order_of_decisions_in_the_ledger_makes_no_difference(data):
    lines = []
    for writer in ("leyla", "murad", "nigar"):
        for seq in range(1, data.draw(st.integers(1, 4)) + 1):
            kind = data.draw(st.sampled_from(["accept", "reject", "seal", "publish", "undo"]))
            target = f"{writer}:{max(1, seq - 1)}" if kind == "undo" else "clm-1"
            others = [
                f"{name}:{data.draw(st.integers(1, 4))}" for name in ("leyla", "murad", "nigar") if name != writer
            ]
            seen = " ".join(others[: data.draw(st.integers(0, 2))])
            lines.append(line(writer, seq, kind, target, seen=seen))
    shuffled = data.draw(st.permutations(lines))
    assert replay(ledger_of(*lines)) == replay(ledger_of(*shuffled))


def test_a_later_ruling_of_the_same_writer_replaces():
    assert ruled(line("a", 1, "accept"), line("a", 2, "reject")) == {("clm-1", None, "reject"): "a:2"}


def test_a_ruling_that_saw_the_other_replaces_it():
    both = line("a", 3, "accept"), line("b", 1, "reject", seen="a:3")
    assert ruled(*both) == {("clm-1", None, "reject"): "b:1"}
    assert flagged(*both) == []


def test_of_rulings_unseen_neither_applies_and_a_flag_says_so():
    both = line("a", 3, "accept"), line("b", 1, "reject", seen="a:2")
    assert ruled(*both) == {}
    (flag,) = replay(ledger_of(*both)).flags
    assert flag.code == "R002"
    assert flag.message == "clm-1: a:3 says accept, b:1 says reject; until they agree neither holds"


def test_either_writer_settles_a_contradiction_by_ruling_again_with_both_at_hand():
    unseen = line("a", 1, "accept"), line("b", 1, "reject")
    assert ruled(*unseen, line("b", 2, "accept", seen="a:1")) == {("clm-1", None, "accept"): "b:2"}
    assert flagged(*unseen, line("b", 2, "accept", seen="a:1")) == []
    assert flagged(*unseen, line("b", 2, "undo", "b:1")) == []
    assert ruled(*unseen, line("b", 2, "undo", "b:1")) == {("clm-1", None, "accept"): "a:1"}


def test_rulings_unseen_that_say_the_same_are_one():
    assert ruled(line("b", 1, "accept"), line("a", 1, "accept")) == {("clm-1", None, "accept"): "a:1"}
    same = [line(w, 1, "set", payload={"field": "title", "value": "x"}) for w in "ab"]
    assert flagged(*same) == []
    other = line("c", 1, "set", payload={"field": "title", "value": "y"})
    assert flagged(*same, other) == ["R002"]


def test_a_contradiction_on_access_leaves_the_more_closed_ruling_in_force():
    both = line("a", 1, "publish"), line("b", 1, "seal")
    assert ruled(*both) == {("clm-1", None, "seal"): "b:1"}
    assert "the more closed one holds, seal" in replay(ledger_of(*both)).flags[0].message


def test_two_lines_that_each_claim_to_have_seen_the_other_settle_nothing():
    forged = line("a", 1, "accept", seen="b:1"), line("b", 1, "reject", seen="a:1")
    assert ruled(*forged) == {}
    assert flagged(*forged) == ["R002"]


def test_headlines_of_one_question_meet_though_their_figures_differ():
    one = line("a", 1, "headline", "fig-1", payload={"question": "q"})
    assert flagged(one, line("b", 1, "headline", "fig-2", payload={"question": "q"})) == ["R002"]
    assert ruled(one, line("a", 2, "headline", "fig-2", payload={"question": "q"})) == {
        ("fig-2", None, "headline"): "a:2"
    }
    assert len(ruled(one, line("b", 1, "headline", "fig-3", payload={"question": "other"}))) == 2


def test_rulings_on_different_matters_never_meet():
    lines = [
        line("a", 1, "accept"),
        line("b", 1, "restrict"),
        line("c", 1, "restrict", payload={"field": "kin"}),
        line("d", 1, "set", payload={"field": "when", "value": "1990"}),
        line("e", 1, "accept", "clm-2"),
    ]
    assert len(ruled(*lines)) == 5


def test_an_undo_brings_back_what_was_before_and_an_undo_can_be_undone():
    lines = [line("a", 1, "accept"), line("a", 2, "reject"), line("a", 3, "undo", "a:2")]
    assert ruled(*lines) == {("clm-1", None, "accept"): "a:1"}
    assert ruled(*lines, line("a", 4, "undo", "a:3")) == {("clm-1", None, "reject"): "a:2"}
    assert [d.id for d in in_force(ledger_of(*lines))[0]] == ["a:1"]


@pytest.mark.parametrize(
    ("undo", "says"),
    [
        (line("a", 3, "undo", "x:9"), "there is no such decision"),
        (line("a", 3, "undo", "b:1"), "did not have that decision before them"),
        (line("a", 3, "undo", "a:1"), "cannot be taken back"),
        (line("a", 3, "undo", "a:2"), "cannot be taken back"),
    ],
)
def test_an_undo_without_effect_is_flagged(undo, says):
    (flag,) = replay(ledger_of(line("a", 1, "captured"), line("a", 2, "release"), line("b", 1, "accept"), undo)).flags
    assert flag.code == "R004"
    assert says in flag.message


def test_anothers_ruling_can_be_taken_back_by_one_who_saw_it():
    assert ruled(line("b", 1, "accept"), line("a", 1, "undo", "b:1", seen="b:1")) == {}


# --- targets


def known(**tables) -> Known:
    built = {name: to_table(rows, TABLES[name]) if rows else empty(TABLES[name]) for name, rows in tables.items()}
    return Known(built)


def claim(name: str, quote: str = "three died", kind: str = "killed", source: str = "src-1", **more) -> Claim:
    return Claim(id=name, source=source, span=Span(source, quote), kind=kind, **more)


def entry(name: str, printed: str, source: str = "src-1", **more) -> Entry:
    return Entry(
        id=name, source=source, span=Span(source, printed, cell="A2", sheet="list"), list="lst-1", name=printed, **more
    )


def test_a_target_in_a_table_not_known_yet_is_left_as_it_stands():
    lines = [line("a", 1, "accept", "clm-1"), line("a", 2, "headline", "fig-1"), line("a", 3, "accept", "a/question")]
    found = replay(ledger_of(*lines), known(sources=[]))
    assert len(found.rulings) == 3
    assert found.flags == ()


def test_a_target_that_is_gone_is_a_flag_and_never_dropped():
    found = replay(ledger_of(line("a", 1, "accept", anchor=Anchor("src-1", "killed", "four died"))), known(claims=[]))
    assert found.rulings == ()
    assert [flag.code for flag in found.flags] == ["R001"]
    assert "“four died”" in found.flags[0].message


def test_a_target_under_another_id_is_found_by_its_words():
    today = known(claims=[claim("clm-2"), claim("clm-3", kind="injured"), claim("clm-4", source="src-2")])
    decision = line("a", 1, "accept", "clm-1", anchor=Anchor("src-1", "killed", "three died"))
    assert [r.target for r in replay(ledger_of(decision), today).rulings] == ["clm-2"]


def test_rulings_on_a_former_and_a_present_id_are_one_matter():
    today = known(claims=[claim("clm-2")])
    anchor = Anchor("src-1", "killed", "three died")
    lines = line("a", 1, "accept", "clm-1", anchor=anchor), line("b", 1, "reject", "clm-2", anchor=anchor)
    assert [flag.code for flag in replay(ledger_of(*lines), today).flags] == ["R002"]


def test_a_pair_is_found_by_both_anchors_and_a_merged_pair_is_not_one():
    today = known(entries=[entry("ent-8", "Anna Nowhere"), entry("ent-9", "Boris Nowhere")])
    anchors = {
        "anchor": Anchor("src-1", "entry", "Boris Nowhere"),
        "other_anchor": Anchor("src-1", "entry", "Anna Nowhere"),
    }
    found = replay(ledger_of(line("a", 1, "same", "ent-1+ent-2", **anchors)), today)
    assert [ruling.target for ruling in found.rulings] == ["ent-8+ent-9"]
    twice = {**anchors, "other_anchor": anchors["anchor"]}
    assert [f.code for f in replay(ledger_of(line("a", 1, "same", "ent-1+ent-2", **twice)), today).flags] == ["R001"]
    for odd in ("ent-8", "ent-8+ent-9+ent-8", ""):
        assert [f.code for f in replay(ledger_of(line("a", 1, "same", odd, **anchors)), today).flags] == ["R001"]


def test_a_ruling_follows_a_merged_person_and_a_new_version_of_a_document_but_publication_does_not():
    today = known(
        persons=[Person("per-2", "Anna")],
        redirects=[Redirect("per-1", "per-2")],
        sources=[Source("src-2", "read", supersedes="src-1", path="sources/a.txt")],
    )
    lines = [
        line("a", 1, "restrict", "per-1"),
        line("a", 2, "publish", "per-1", payload={"field": "name"}),
        line("a", 3, "seal", "src-1"),
        line("b", 1, "publish", "src-1", payload={"field": "title"}, anchor=Anchor(None, "source", "sources/a.txt")),
    ]
    found = replay(ledger_of(*lines), today)
    assert {(r.kind, r.target) for r in found.rulings} == {
        ("restrict", "per-2"), ("publish", "per-2"), ("seal", "src-2"),
    }  # fmt: skip
    assert [flag.code for flag in found.flags] == ["R001"]


def test_what_closes_holds_for_all_that_fit_equally_and_says_so():
    twins = known(claims=[claim("clm-2"), claim("clm-3")])
    anchor = Anchor("src-1", "killed", "three died")
    closed = replay(ledger_of(line("a", 1, "restrict", "clm-1", anchor=anchor)), twins)
    assert [r.target for r in closed.rulings] == ["clm-2", "clm-3"]
    assert [flag.code for flag in closed.flags] == ["R001"]
    opened = replay(ledger_of(line("a", 1, "publish", "clm-1", anchor=anchor)), twins)
    assert opened.rulings == ()
    assert [flag.code for flag in opened.flags] == ["R001"]


def test_a_flag_that_replay_itself_makes_can_be_settled():
    first = line("a", 1, "accept", "clm-1"), line("b", 1, "reject", "clm-1")
    tables = known(claims=[claim("clm-1")], flags=[])
    (contradiction,) = replay(ledger_of(*first), tables).flags
    settled = replay(ledger_of(*first, line("c", 1, "accept", contradiction.id)), tables)
    assert [(r.kind, r.target) for r in settled.rulings] == [("accept", contradiction.id)]
    assert settled.flags == (contradiction,)


def test_a_lost_ruling_on_a_flag_is_flagged_and_that_flag_can_be_settled():
    lost = line("a", 1, "accept", "flg-0")
    (flag,) = replay(ledger_of(lost), known(flags=[])).flags
    again = replay(ledger_of(lost, line("a", 2, "accept", flag.id)), known(flags=[]))
    assert [r.target for r in again.rulings] == [flag.id]
    assert again.flags == (flag,)


def test_a_ruling_on_a_flag_finds_it_by_its_words_when_its_number_changed():
    made = Flag("flg-2", "A001", "warning", "parts sum to 3", spans=(Span("src-1", "three died"),))
    decision = line("a", 1, "accept", "flg-1", anchor=Anchor("src-1", "A001", "three died"))
    assert [r.target for r in replay(ledger_of(decision), known(flags=[made])).rulings] == ["flg-2"]
