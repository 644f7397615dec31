"""What was said of pairs of entries, by people and by the keys of sheets, and what follows through third entries.

One and two being the same, and two and three, makes one and three the same. Where somebody ruled that
one and three are two people, these rulings cannot all hold. The program does not choose between them:
none of them holds, and R002 names them all. A ruling outweighs a sheet: two entries that rulings part
are taken out of the keys through which the sheet would make them one, both alike, and are matched as
entries without a key. Entries of two keys that are ruled to be the same make the two keys one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from cenotaph.disjoint import DisjointSets
from cenotaph.flags import flag
from cenotaph.match.compared import Couple
from cenotaph.match.persons import SHEET, person_id
from cenotaph.record import Entry, Flag, Judgement, Ruling

NONE_HOLDS = "through each other they cannot all hold; until one is taken back, or decided anew, none of them does"

Node = tuple[str, ...]
"""An entry, by its id alone, or a key, by its source, its sheet and itself."""
Tie = tuple[Node, Node]


class Judged(NamedTuple):
    """What was said of a pair."""

    judgement: Judgement
    by: str  # a decision id, or `SHEET`


class Judgements(Struct, frozen=True):
    """All that was said and holds."""

    ruled: Mapping[Couple, Judged] = {}  # by people
    key: Mapping[str, Node] = {}  # entry -> its key in its sheet
    one_key: Mapping[str, Node] = {}  # the same, keys of people who are one by rulings being one
    must: Mapping[Couple, str] = {}  # couples that make all who are one so, directly or through others -> who said it
    flags: tuple[Flag, ...] = ()  # R002

    def of(self, couple: Couple) -> Judged | None:
        """What was said of the two themselves."""
        a, b = couple
        one, other = self.key.get(a), self.key.get(b)
        if couple in self.ruled or one is None or other is None or one[:2] != other[:2]:
            return self.ruled.get(couple)
        if one == other:
            return Judged("same", SHEET)
        return None if self.one_key[a] == self.one_key[b] else Judged("different", SHEET)

    def couples(self, judgement: Judgement) -> frozenset[Couple]:
        """The couples that people ruled to be this."""
        return frozenset(couple for couple, said in self.ruled.items() if said.judgement == judgement)


def judgements(everyone: Iterable[Entry], rulings: Sequence[Ruling]) -> Judgements:
    """What holds of what rulings of kind same, different and unsure, and keys of sheets, say of entries."""
    keys = {one.id: (one.span.source, one.span.sheet or "", one.judgement) for one in everyone if one.judgement}
    ruled, flags = _consistent(_ruled(rulings, {one.id for one in everyone}))
    same = [couple for couple, said in ruled.items() if said.judgement == "same"]
    different = [couple for couple, said in ruled.items() if said.judgement == "different"]
    key = _undisputed(keys, same, different) if different else keys
    members: dict[Node, list[str]] = {}
    for one, own in key.items():
        members.setdefault(own, []).append(one)
    tied = _Tied(_ties(same, key))
    chains = {couple: SHEET for group in members.values() for couple in pairwise(sorted(group))}
    return Judgements(
        ruled=ruled,
        key=key,
        one_key={one: tied.sets.find(own) for one, own in key.items()},
        must=chains | {couple: ruled[couple].by for couple in same},
        flags=flags,
    )


def _ruled(rulings: Sequence[Ruling], known: set[str]) -> dict[Couple, Judged]:
    found: dict[Couple, Judged] = {}
    kinds: dict[str, Judgement] = {"same": "same", "different": "different", "unsure": "unsure"}
    judging = [ruling for ruling in rulings if ruling.kind in kinds]
    entry_of = {person_id(one): one for one in known} if any("per-" in one.target for one in judging) else {}
    for ruling in judging:
        a, b = (entry_of.get(name, name) for name in ruling.target.partition("+")[::2])
        if a in known and b in known and a != b:
            found[min(a, b), max(a, b)] = Judged(kinds[ruling.kind], ruling.decision)
    return found


def _consistent(ruled: Mapping[Couple, Judged]) -> tuple[dict[Couple, Judged], tuple[Flag, ...]]:
    """The rulings without those that contradict each other through third entries, and R002 for each of these."""
    tied = _Tied(_ties([couple for couple, said in ruled.items() if said.judgement == "same"], {}))
    without: set[Couple] = set()
    flags = []
    for couple in sorted(couple for couple, said in ruled.items() if said.judgement == "different"):
        chain = sorted((a, b) for (a,), (b,) in tied.cut(couple))
        if chain:
            without |= {couple, *chain}
            told = ", ".join(f"{ruled[c].by} says {ruled[c].judgement} {'+'.join(c)}" for c in (couple, *chain))
            flags.append(flag("R002", target="+".join(couple), rulings=told, effect=NONE_HOLDS))
    return {couple: said for couple, said in ruled.items() if couple not in without}, tuple(flags)


def _undisputed(keys: Mapping[str, Node], same: Sequence[Couple], different: Sequence[Couple]) -> dict[str, Node]:
    """The keys of entries but for those through which a sheet makes one person of two whom a ruling parts."""
    tied, of_sheets = _Tied(_ties(same, keys)), frozenset(_ties((), keys))
    disputed = {one for couple in different for (one, *_), _ in tied.cut(couple, of_sheets)}
    return {one: key for one, key in keys.items() if one not in disputed}


def _ties(same: Iterable[Couple], key: Mapping[str, Node]) -> list[Tie]:
    """Entries ruled to be one, then entries and their keys."""
    return [((a,), (b,)) for a, b in same] + [((one,), own) for one, own in key.items()]


class _Tied:
    """Entries and keys, and what ties them."""

    def __init__(self, ties: Iterable[Tie]) -> None:
        self.sets = DisjointSets[Node]()
        self._near: dict[Node, list[tuple[Node, Tie]]] = {}
        for tie in sorted(ties):
            self.sets.join(*tie)
            for one, other in (tie, tie[::-1]):
                self._near.setdefault(one, []).append((other, tie))

    def cut(self, couple: Couple, loose: Collection[Tie] | None = None) -> set[Tie]:
        """The ties by the shortest chain of which two are one, and by the next without these, until none is left.

        Args:
            couple: two entries.
            loose: those of the ties that may be cut, of which every chain must hold one; all where not given.
        """
        start, end = ((one,) for one in couple)
        cut: set[Tie] = set()
        while self.sets.find(start) == self.sets.find(end) and (chain := self._chain(start, end, cut)):
            cut.update(tie for tie in chain if loose is None or tie in loose)
        return cut

    def _chain(self, start: Node, end: Node, without: Collection[Tie]) -> list[Tie]:
        came: dict[Node, tuple[Node, Tie] | None] = {start: None}
        waiting = deque((start,))
        while waiting and end not in came:
            one = waiting.popleft()
            for other, tie in self._near[one]:
                if other not in came and tie not in without:
                    came[other] = one, tie
                    waiting.append(other)
        chain = []
        step = came.get(end)
        while step is not None:
            one, tie = step
            chain.append(tie)
            step = came[one]
        return chain
