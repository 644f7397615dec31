"""Parts and totals that do not add up: A001, A002, A006 and A007.

A sum is checked only where the list of parts is closed: in a text by its wording ("in all"), among noted claims
by parts that together reach from the first to the last day of the total and none of which lies inside another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from cenotaph import edtf
from cenotaph.count import find_numbers
from cenotaph.flags import flag
from cenotaph.record import Claim, Entry, Flag, Link, Span, Text
from cenotaph.weigh.questions import is_part, kind_of
from cenotaph.weigh.scope import Scope, is_within, scope_of
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.words import any_of, has_any, language_of, words

FAMILY: dict[str, tuple[str, ...]] = {
    "killed": ("killed", "died_later"),
    "casualty": ("killed", "died_later", "injured", "casualty"),
}
"""Kinds of parts that a total of one kind adds up; any other kind adds up its own."""

ALTERNATIVE = {"killed": ("injured",)}
"""Kinds that sources confuse with those of a total: people "fatally" wounded here are "severely" wounded there."""

FEWEST_PARTS = 3
"""Noted parts from which a list may be taken as whole; two often are examples."""

NEAR_TOTAL = 40
"""Code points before a total within which closing words belong to it."""

MOST_NUMBERS = 24
"""Numbers of one paragraph that are tried; a longer list is a table."""

MOST_OF_IT = 2 / 3
"""Share of an open total from which a breakdown reads as if it were whole."""

ACROSS = frozenset({"woman", "child", "man", "elderly"})
"""Marks of groups that cut across a breakdown by something else, as women do one by ethnic group."""

SAID_OF_THEM = frozenset({"share", "included"})
"""Rules of parts that are told of the whole again: "138 died: 114 at once, 24 later. Twenty-two of them were women"."""


def check_sums(text: Text, claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Points to check among the counts of one text.

    Args:
        text: the text.
        claims: quoted claims read in it.

    Returns:
        Flags A001 (a list closed by its wording) and A006 (a part larger than its whole), in text order.
    """
    counted = [c for c in claims if c.count is not None and c.span.start is not None and c.modality == "asserted"]
    counted.sort(key=lambda claim: (claim.span.start or 0, claim.id))
    found = list(_larger_parts(counted))
    language = language_of(text.language)
    runs = sentences(text)
    totals = [c for c in counted if _value(c) is not None]
    bare = list(_bare_totals(text, runs, language))
    found.extend(bare)
    taken = [point.spans[0] for point in bare]
    for total in totals:
        if any((s.start or 0) < (total.span.end or 0) and (total.span.start or 0) < (s.end or 0) for s in taken):
            continue
        if not _closes(text, total, runs, language):
            continue
        parts = [c for c in counted if c.part_of == total.id and c.rule not in SAID_OF_THEM]
        if not parts:
            parts = _listed_before(text, total, counted, runs, language)
            if _some_sum_to(_value(total) or 0, [_value(part) or 0 for part in parts]):
                continue
        point = _difference(total, parts, [])
        if point is not None and len(parts) >= 2 and all((_value(p) or 0) < (_value(total) or 0) for p in parts):
            found.append(point)
    return tuple(found)


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
        found.extend(_larger_parts(group))
        for total in group:
            if parts and not is_part(total) and _value(total) is not None:
                found.extend(_noted_difference(total, parts))
    return tuple(found)


def check_named(claims: Sequence[Claim], entries: Sequence[Entry], links: Sequence[Link]) -> tuple[Flag, ...]:
    """Sources whose highest total of people killed lies below the number of different people they name: A002."""
    person_of = {link.entry: link.person for link in links}
    named: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.is_named and not entry.is_mention and entry.fate in ("killed", "died_later"):
            named[entry.source, entry.incident or ""].setdefault(person_of.get(entry.id, entry.id), entry.id)
    totals: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        if claim.count and kind_of(claim) == "killed" and not is_part(claim) and claim.modality == "asserted":
            totals[claim.source, claim.incident or ""].append(claim)
    found = []
    for key in sorted(set(named) & set(totals)):
        highs = [claim.count.high for claim in totals[key] if claim.count]
        if any(high is None for high in highs):
            continue
        highest = max(totals[key], key=lambda claim: (claim.count.high or 0, claim.id) if claim.count else (0, ""))
        people = named[key]
        if highest.count and highest.count.high is not None and highest.count.high < len(people):
            found.append(
                flag(
                    "A002",
                    spans=(highest.span,),
                    sources=(key[0],),
                    claims=(highest.id,),
                    entries=tuple(sorted(people.values())),
                    total=highest.count.high,
                    named=len(people),
                )
            )
    return tuple(found)


def _value(claim: Claim) -> int | None:
    """The number a claim states plainly; null for bounds, ranges and hedges."""
    count = claim.count
    return count.low if count and count.low == count.high and count.qualifier == "exact" else None


def _larger_parts(claims: Sequence[Claim]) -> Iterator[Flag]:
    by_id = {claim.id: claim for claim in claims}
    for part in claims:
        total = by_id.get(part.part_of or "")
        if total is None or part.count is None or total.count is None or part.count.unit != total.count.unit:
            continue
        low, high = part.count.low, total.count.high
        if low is None or high is None or low <= high or total.count.qualifier == "about":
            continue
        if not set(scope_of(total).population) <= set(scope_of(part).population):
            continue
        yield flag(
            "A006",
            spans=(part.span, total.span),
            sources=(part.source,),
            claims=(part.id, total.id),
            part=_in_words(part),
            total=_in_words(total),
        )


def _in_words(claim: Claim) -> str:
    return " ".join(str(word) for word in (_value(claim) or claim.span.quote, claim.whom) if word)


def _closes(text: Text, total: Claim, runs: Sequence[tuple[int, int]], language: str) -> bool:
    """Whether the wording around a total says that it sums up what was listed before it."""
    start, end = total.span.start or 0, total.span.end or 0
    run = next(((first, last) for first, last in runs if first <= start < last), None)
    if run is None:
        return False
    known = words(language)
    around = text.text[max(run[0], start - NEAR_TOTAL) : min(run[1], end + 15)]
    return has_any(around, known.closing) and not has_any(text.text[run[0] : run[1]], (*known.running, *known.open))


def _bare_totals(text: Text, runs: Sequence[tuple[int, int]], language: str) -> Iterator[Flag]:
    """A001 for a total that stands alone behind its list, as in "and eight in Qelmish. In all: 148 people".

    Such a total has no verb of its own, so it adds up every number of people in its paragraph before it.
    """
    known = words(language)
    shape = re.compile(
        rf"(?:^|[.;:—–-]\s*){any_of(known.closing)}\s*[:,]?\s*(?P<number>[\w.,\u00a0-]*[\w])"
        rf"(?:\s+{any_of(known.bare_total)})?(?:\s+{any_of(known.bare_total)})?\s*[.!]?$",
        re.IGNORECASE,
    )
    for number, (start, end) in enumerate(runs):
        match = shape.search(text.text[start:end])
        if match is None:
            continue
        at = start + match.start("number")
        first = _paragraph(runs, number, text.text)
        numbers = [n for n in find_numbers(text.text[first:end], language) if n.type == "cardinal"]
        goal = next((n for n in numbers if first + n.start <= at < first + n.end), None)
        parts = [n for n in numbers if goal is not None and n.end <= goal.start]
        if goal is None or goal.count is None or len(parts) < 2:
            continue
        if any(n.count is None or n.count.qualifier != "exact" for n in (goal, *parts)):
            continue
        if has_any(text.text[first:end], (*known.running, *known.open)):
            continue
        values = [n.count.low for n in parts if n.count is not None and n.count.low is not None]
        if _some_sum_to(goal.count.low or 0, values):
            continue
        printed = [(goal.start, goal.end), *((n.start, n.end) for n in parts)]
        yield flag(
            "A001",
            spans=[_span(text, first + a, first + b) for a, b in printed],
            sources=(text.source,),
            parts=", ".join(map(str, values)),
            sum=sum(values),
            total=goal.count.low,
        )


def _some_sum_to(total: int, values: Sequence[int]) -> bool:
    """Whether some of the numbers sum to the total: the others may then count buses, days or wounded."""
    reached = {0}
    for value in values[:MOST_NUMBERS]:
        reached |= {value + sum_ for sum_ in reached if value + sum_ <= total}
    return total in reached


def _paragraph(runs: Sequence[tuple[int, int]], number: int, text: str) -> int:
    """Where the paragraph of a sentence starts: back over sentences with nothing but space between."""
    start = runs[number][0]
    for first, last in reversed(runs[:number]):
        if "\n\n" in text[last:start] or (text[last:start].strip() and text[last:start] != ""):
            break
        start = first
    return start


def _span(text: Text, start: int, end: int) -> Span:
    return Span(source=text.source, quote=text.text[start:end], text_sha256=text.sha256, start=start, end=end)


def _listed_before(
    text: Text, total: Claim, counted: Sequence[Claim], runs: Sequence[tuple[int, int]], language: str
) -> list[Claim]:
    """Counts of the total's kind in the same paragraph before it, as long as nothing says the list is open."""
    start = total.span.start or 0
    paragraph = text.text.rfind("\n", 0, start) + 1
    family = FAMILY.get(kind_of(total), (kind_of(total),))
    parts = [
        claim
        for claim in counted
        if claim.id != total.id
        and paragraph <= (claim.span.start or 0)
        and (claim.span.end or 0) <= start
        and kind_of(claim) in family
        and claim.part_of is None
    ]
    listed = [run for run in runs if any(run[0] <= (part.span.start or 0) < run[1] for part in parts)]
    known = words(language)
    if any(has_any(text.text[first:last], (*known.running, *known.open)) for first, last in listed):
        return []
    numbers = [
        n for n in find_numbers(text.text[paragraph:start], language) if n.type == "cardinal" and not n.is_article
    ]
    spans = [(part.span.start or 0, part.span.end or 0) for part in parts]
    is_read = all(any(a <= paragraph + n.start and paragraph + n.end <= b for a, b in spans) for n in numbers)
    # A number that no claim holds may be a part that was not understood: then the list is not known.
    return parts if is_read and all(_value(part) is not None for part in parts) else []


def _difference(total: Claim, parts: Sequence[Claim], alternatives: Sequence[Claim]) -> Flag | None:
    """A001 where the parts do not sum to the total, also not with those that may have been meant."""
    values = [_value(part) for part in parts]
    goal = _value(total)
    if goal is None or any(value is None for value in values):
        return None
    plain = [value for value in values if value is not None]
    others = [value for value in map(_value, alternatives) if value is not None]
    if sum(plain) == goal or (others and sum(plain) + sum(others) == goal):
        return None
    added = " and ".join(f"{_value(a)} {a.whom or kind_of(a)}" for a in alternatives if _value(a) is not None)
    said = f"{sum(plain)} ({sum(plain) + sum(others)} with {added})" if others else str(sum(plain))
    return flag(
        "A001",
        spans=(total.span, *(part.span for part in (*parts, *alternatives))),
        sources=(total.source,),
        claims=(total.id, *(part.id for part in (*parts, *alternatives))),
        parts=", ".join(map(str, plain)),
        sum=said,
        total=goal,
    )


def _noted_difference(total: Claim, parts: Sequence[Claim]) -> Iterator[Flag]:
    scope = scope_of(total)
    family = FAMILY.get(kind_of(total), (kind_of(total),))
    same = [p for p in parts if scope_of(p).population in ((), scope.population) and _value(p) is not None]
    own = _in_order([part for part in same if kind_of(part) in family])
    others = [part for part in same if kind_of(part) in ALTERNATIVE.get(kind_of(total), ())]
    if _is_whole(scope, own):
        point = _difference(total, own, others)
        if point is not None:
            yield point
    yield from _open_breakdown(total, [part for part in parts if kind_of(part) in family])


def _in_order(parts: Sequence[Claim]) -> list[Claim]:
    """Parts as a text would list them: by time, then by number."""

    def order(part: Claim) -> tuple[object, ...]:
        bounds = edtf.bounds(part.when) if part.when and edtf.is_valid(part.when) else None
        first = bounds[0] if bounds and bounds[0] else (9999, 12, 31)
        return first, -(_value(part) or 0), part.id

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


def _open_breakdown(total: Claim, parts: Sequence[Claim]) -> Iterator[Flag]:
    """A007 for parts noted as "among 131" of a total of 131, where they nearly but not wholly reach it."""
    goal = _value(total)
    if goal is None:
        return
    among = [
        part
        for part in parts
        if _value(part) is not None and _among(part) == goal and not ACROSS & set(scope_of(part).population)
    ]
    whole = sum(_value(part) or 0 for part in among)
    if len(among) < FEWEST_PARTS or not MOST_OF_IT * goal <= whole < goal:
        return
    among.sort(key=lambda part: (-(_value(part) or 0), part.id))
    yield flag(
        "A007",
        spans=(total.span, *(part.span for part in among)),
        sources=(total.source,),
        claims=(total.id, *(part.id for part in among)),
        parts=", ".join(str(_value(part)) for part in among),
        sum=whole,
        total=goal,
        residual=goal - whole,
    )


_AMONG = re.compile(r"(?<!\w)(?:among|of the|out of|iz|из|arasında)\s+(\d+)(?!\d)", re.IGNORECASE)


def _among(part: Claim) -> int | None:
    match = _AMONG.search(part.whom or "")
    return int(match.group(1)) if match else None
