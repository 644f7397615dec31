"""Passages in two languages that print the same numbers and names in the same order.

Whoever translates keeps the order of a text; who reports on the same event with the same figures does not. So equal
figures alone are no sign, and a text with few numbers is left undecided.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from cenotaph.weigh.signs import Sign

FEWEST_NUMBERS = 5
"""Numbers in the same order that both must print; fewer coincide by chance among reports of one event."""

FEWEST_FACTS = 8
"""Numbers and names in the same order; of texts a day apart at most, the numbers alone are enough."""

NUMBERS_KEPT = 0.75
"""Share of the shorter text's numbers that stand in the other in the same order."""

ORDER_KEPT = 0.65
"""Share of the numbers and names that both print that stand in the same order in both."""

DENSE = 0.5
"""Share of the numbers, from the first that both print to the last, that must stand in the other in the same order.
A long list of numbered lines holds nearly any numbers in order; so it must hold them close together."""

OFTEN = 20
"""Times that a text may print a fact for its places to be compared; what stands everywhere tells nothing of order."""


def in_one_order(first: Sequence[Sign], second: Sequence[Sign], *, is_near: bool) -> list[str]:
    """Numbers and names, as the first prints them, by which one text is likely the other's translation; else none.

    Args:
        first: numbers and names of a text, in order.
        second: those of a text in another language.
        is_near: whether the texts came out a day apart at most.
    """
    same = _same_order(first, second)
    both = {fact.keys[0] for fact in first} & {fact.keys[0] for fact in second}
    shared = min(sum(fact.keys[0] in both for fact in facts) for facts in (first, second))
    if len(same) < max(FEWEST_NUMBERS if is_near else FEWEST_FACTS, ORDER_KEPT * shared):
        return []
    # Within a clause languages order names and numbers as they like; the numbers among themselves keep their order.
    a, b = ([fact for fact in facts if fact.kind == "number"] for facts in (first, second))
    kept = _same_order(a, b)
    if len(kept) < max(FEWEST_NUMBERS, NUMBERS_KEPT * min(len(a), len(b))):
        return []
    if any(len(kept) < DENSE * (last - begin + 1) for begin, last in zip(kept[0], kept[-1], strict=True)):
        return []
    return [first[at].printed for at, _ in same]


def _same_order(first: Sequence[Sign], second: Sequence[Sign]) -> list[tuple[int, int]]:
    """Places in both of the longest list of facts that stand in the same order in both.

    Source: Hunt and Szymanski (1977), A fast algorithm for computing longest common subsequences,
        DOI 10.1145/359581.359603: cheap where few facts are printed twice.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(second) - 1, -1, -1):
        places[second[at].keys[0]].append(at)
    ends: list[int] = []  # the last place in `second` of the best list of each length
    chains: list[tuple[tuple[int, int], object]] = []  # its places in both, and the chain before it
    for at, fact in enumerate(first):
        held = places.get(fact.keys[0], ())
        for place in held if len(held) <= OFTEN else ():
            length = bisect_left(ends, place)
            chain = ((at, place), chains[length - 1] if length else None)
            ends[length : length + 1] = [place]
            chains[length : length + 1] = [chain]
    found: list[tuple[int, int]] = []
    link: object = chains[-1] if chains else None
    while isinstance(link, tuple):
        found.append(link[0])
        link = link[1]
    return found[::-1]
