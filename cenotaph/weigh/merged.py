"""Texts put together from several others: each stands in the copy group of every one, and joins none of them.

A text that takes some of its sentences from one report and others from another makes no single voice of the two. It
must be later than one of them and earlier than neither: an original of which two papers print different halves looks
alike but for its date. Where dates do not tell, all that hangs together stays one group. What copies a merged text and
is like one of its parents as well stands with that parent alone.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cenotaph.disjoint import DisjointSets
from cenotaph.record import Source
from cenotaph.weigh.repeats import Repeat, days
from cenotaph.weigh.retold import found_again
from cenotaph.weigh.signs import Sign

OWN = 2
"""Sentences that a text must take from each of two reports and not from the other: the first lines of two reports of
one event are alike."""

MOST = 20
"""Texts that one is merged from at most; what more of them share is told by all the world."""

Told = Mapping[str, Sequence[Sequence[Sign]]]


def groups_of(repeats: Sequence[Repeat], told: Told, known: Mapping[str, Source]) -> list[list[Repeat]]:
    """What joins each set of sources that repeat one text, in a stable order; a merged text stands in several sets.

    Args:
        repeats: pairs that repeat one text.
        told: the signs of each sentence of each text, by source.
        known: sources by id.
    """
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for repeat in repeats:
        beside[repeat.first].add(repeat.second)
        beside[repeat.second].add(repeat.first)
    # What people declared to be copies is not taken apart again.
    declared = {name for repeat in repeats if repeat.basis == "declared" for name in (repeat.first, repeat.second)}
    parts = {name: _parts(name, beside[name], told, known) for name in sorted(beside.keys() - declared)}
    parts = {name: own for name, own in parts.items() if len(own) > 1}
    while True:
        joined = _joined(repeats, parts)
        stands = {name: _tops(joined, set().union(*own) - parts.keys()) for name, own in parts.items()}
        if all(len(own) > 1 for own in stands.values()):
            break
        parts = {name: own for name, own in parts.items() if len(stands[name]) > 1}
    taken = set().union(*stands.values())
    copies = {
        top: own
        for name, own in stands.items()
        for top in _tops(joined, beside[name] - parts.keys())
        if top not in taken
    }  # what hangs on a merged text alone copies it, and stands where it stands
    for name in beside:
        if name not in stands:
            stands[name] = copies.get(joined.find(name), {joined.find(name)})
    ties: defaultdict[str, list[Repeat]] = defaultdict(list)
    for repeat in repeats:
        for top in stands[repeat.first] & stands[repeat.second]:
            ties[top].append(repeat)
    return [ties[top] for top in sorted(ties)]


def _joined(repeats: Iterable[Repeat], parts: Mapping[str, Sequence[set[str]]]) -> DisjointSets[str]:
    """What hangs together without the merged texts; those of which one takes the same sentences do."""
    joined = DisjointSets[str]()
    for repeat in repeats:
        if repeat.first not in parts and repeat.second not in parts:
            joined.join(repeat.first, repeat.second)
    for part in itertools.chain.from_iterable(parts.values()):
        for one, other in itertools.pairwise(sorted(part - parts.keys())):
            joined.join(one, other)
    return joined


def _tops(joined: DisjointSets[str], names: Iterable[str]) -> set[str]:
    return {joined.find(name) for name in names}


def _parts(name: str, beside: Iterable[str], told: Told, known: Mapping[str, Source]) -> list[set[str]]:
    """What a text repeats, apart by the sentences it takes from each; one part where it is not merged."""
    begin, end = days(known.get(name))
    dated = {near: days(known.get(near)) for near in beside}
    if begin is None or end is None:
        return []
    parents = sorted(near for near, (first, _) in dated.items() if first is None or first <= end)
    if not 1 < len(parents) <= MOST or any(near not in told or dated[near][1] is None for near in parents):
        return []
    if not any(last < begin for near in parents if (last := dated[near][1]) is not None):
        return []
    taken = {near: _found_in(told[name], told[near]) for near in parents}
    apart = DisjointSets[str]()
    for one, other in itertools.combinations(parents, 2):
        own = min(len(taken[one] - taken[other]), len(taken[other] - taken[one]))
        if own < OWN or _is_retold(told[one], told[other]):
            apart.join(one, other)
    parts: defaultdict[str, set[str]] = defaultdict(set)
    for near in parents:
        parts[apart.find(near)].add(near)
    return list(parts.values())


def _found_in(told: Sequence[Sequence[Sign]], other: Sequence[Sequence[Sign]]) -> set[int]:
    """The numbers of the sentences of a text that stand in another."""
    return {number for number, found in enumerate(found_again(told, other)) if found}


def _is_retold(one: Sequence[Sequence[Sign]], other: Sequence[Sequence[Sign]]) -> bool:
    """Whether half of the shorter text stands in the other; the two may never have been compared."""
    short, long = sorted((one, other), key=len)
    return 2 * len(_found_in(short, long)) >= len(short)
