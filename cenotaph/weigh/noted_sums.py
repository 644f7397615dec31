"""Noted parts and totals of one source that do not add up: A001, A006 and A007.

A researcher's notes are a list of parts where together they reach from the first to the last day of the total
and none lies inside another, or where each is noted as "among 131" of a total of 131.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cenotaph import edtf
from cenotaph.record import Claim, Flag
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import Scope, is_within, kind_of, scope_of
from cenotaph.weigh.sums import ALTERNATIVE, FEWEST_PARTS, difference, family_of, larger_parts, short_of, value_of


def check_noted_sums(claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Points to check among the noted counts of each source.

    Args:
        claims: noted claims, of any sources.

    Returns:
        Flags A001 (parts that reach over the whole of their total), A006 and A007 (a breakdown "among 131"
        that does not reach it), by source.
    """
    of_source: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.count is not None and claim.count.unit == "persons" and claim.modality == "asserted":
            of_source[claim.source, claim.incident or ""].append(claim)
    found: list[Flag] = []
    for key in sorted(of_source):
        group = of_source[key]
        parts = [claim for claim in group if is_part(claim)]
        found.extend(larger_parts(group))
        for total in group:
            if parts and not is_part(total) and value_of(total) is not None:
                found.extend(_noted_difference(total, parts))
    return tuple(found)


def _noted_difference(total: Claim, parts: Sequence[Claim]) -> Iterator[Flag]:
    scope = scope_of(total)
    family = family_of(total)
    same = [p for p in parts if scope_of(p).population in ((), scope.population) and value_of(p) is not None]
    own = _in_order([part for part in same if kind_of(part) in family and _may_be_of(part, total)])
    others = [part for part in same if kind_of(part) in ALTERNATIVE.get(kind_of(total), ())]
    if _is_whole(scope, own):
        point = difference(total, own, others)
        if point is not None:
            yield point
    meant = [part for part in parts if kind_of(part) in ALTERNATIVE.get(kind_of(total), ())]
    yield from _open_breakdown(total, [p for p in parts if kind_of(p) in family and _may_be_of(p, total)], meant)


def _may_be_of(part: Claim, total: Claim) -> bool:
    """Whether a part is noted as one of this total, or of none that is named."""
    return not part.part_of or part.part_of == total.id


def _in_order(parts: Sequence[Claim]) -> list[Claim]:
    """Parts as a text would list them: by time, then by number."""

    def order(part: Claim) -> tuple[object, ...]:
        bounds = edtf.ends(part.when)
        first = bounds[0] if bounds and bounds[0] else (9999, 12, 31)
        return first, -(value_of(part) or 0), part.id

    return sorted(parts, key=order)


def _is_whole(total: Scope, parts: Sequence[Claim]) -> bool:
    """Whether noted parts reach over the whole time of their total and none lies inside another of its kind."""
    if len(parts) < FEWEST_PARTS:
        return False
    scopes = [(kind_of(part), scope_of(part)) for part in parts]
    for i, (kind, scope) in enumerate(scopes):
        for j, (other_kind, other) in enumerate(scopes):
            if i != j and kind == other_kind and scope != other and is_within(scope, other):
                return False
    return _spans(total.period, [scope.period for _, scope in scopes])


def _spans(total: str | None, parts: Sequence[str | None]) -> bool:
    """Whether periods of parts begin with that of their total, reach its end and begin nowhere outside it."""
    if total is None or any(part is None for part in parts):
        return total is None and all(part is None for part in parts)
    first, last = edtf.bounds(total) or (None, None)
    sides = [edtf.bounds(part) or (None, None) for part in parts if part]
    begins = [side[0] for side in sides if side[0] is not None]
    if first is None or last is None or len(begins) < len(sides):
        return False
    reaches_end = any(side[1] is None or side[1] >= last for side in sides)
    return min(begins) == first and max(begins) <= last and reaches_end


def _open_breakdown(total: Claim, parts: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Flag]:
    """A007 for parts noted as "among 131" of a total of 131, where they nearly but not wholly reach it."""
    goal = value_of(total)
    among, meant = (
        [part for part in given if value_of(part) is not None and goal is not None and _among(part) == goal]
        for given in (parts, others)
    )
    point = short_of(total, among, meant)
    if point is not None:
        yield point


_AMONG = re.compile(r"(?<!\w)(?:among|of the|out of|iz|из|arasında)\s+(\d+)(?!\d)", re.IGNORECASE)


def _among(part: Claim) -> int | None:
    match = _AMONG.search(part.whom or "")
    return int(match.group(1)) if match else None
