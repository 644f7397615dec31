"""Constrained clusters: nothing forbidden ever meets."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.match.cluster import cluster

MEMBERS = [f"e{n}" for n in range(8)]
couples = st.tuples(st.sampled_from(MEMBERS), st.sampled_from(MEMBERS)).filter(lambda c: c[0] < c[1])


@settings(deadline=None, max_examples=200)
@given(
    st.dictionaries(couples, st.floats(0, 1), max_size=25),
    st.sets(couples, max_size=6),
    st.dictionaries(st.sampled_from(MEMBERS), st.sampled_from(["one", "two"])),
)
def test_forbidden_couples_and_unique_lists_hold(pairs: dict, cannot: set, unique: dict) -> None:
    found = cluster(MEMBERS, pairs, (), cannot, {member: {at: member} for member, at in unique.items()})
    assert sorted(member for group in found for member in group) == MEMBERS
    for group in found:
        assert not any(a in group and b in group for a, b in cannot)
        lists = [unique[member] for member in group if member in unique]
        assert len(lists) == len(set(lists))


def test_surest_pair_wins_where_both_cannot_be() -> None:
    pairs = {("e0", "e1"): 0.95, ("e1", "e2"): 0.99}
    assert cluster(["e0", "e1", "e2"], pairs, (), [("e0", "e2")], {}) == (("e0",), ("e1", "e2"))


def test_what_was_ruled_joins_without_any_likeness() -> None:
    assert cluster(["e0", "e1"], {}, [("e0", "e1")], (), {}) == (("e0", "e1"),)


def test_two_keys_of_one_sheet_are_two_people_and_one_key_is_no_bar() -> None:
    pairs = {("e0", "e1"): 0.99, ("e0", "e2"): 0.98}
    keys = {"e0": {"sheet": "P1"}, "e1": {"sheet": "P2"}, "e2": {"sheet": "P1"}}
    assert cluster(["e0", "e1", "e2"], pairs, (), (), keys) == (("e0", "e2"), ("e1",))
