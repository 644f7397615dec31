"""Parts and totals: what a total adds up, A001 for parts that do not reach it, A002 and A006.

A sum is checked only where the list of parts is closed: `printed_sums` reads that from the words of a text,
`noted_sums` from the times that a researcher noted with each part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from msgspec import Struct

from cenotaph.count import find_numbers
from cenotaph.flags import flag
from cenotaph.record import Claim, Entry, Flag, Link
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import kind_of, scope_of
from cenotaph.weigh.words import any_of, has_any, words

FAMILY: dict[str, tuple[str, ...]] = {
    "killed": ("killed", "died_later"),
    "casualty": ("killed", "died_later", "injured", "casualty"),
}
"""Kinds of parts that a total of one kind adds up; any other kind adds up its own."""

ALTERNATIVE = {"killed": ("injured",)}
"""Kinds that sources confuse with those of a total: people "fatally" wounded here are "severely" wounded there."""

FEWEST_PARTS = 3
"""Parts from which a list may be taken as whole; two often are examples."""

MOST_OF_IT = 2 / 3
"""Share of an open total from which a breakdown reads as if it were whole."""

TELLING = 10
"""Largest part from which the same parts are unlikely to meet by chance."""

ACROSS = frozenset({"woman", "child", "man", "elderly"})
"""Marks of groups that cut across a breakdown by something else, as women do one by ethnic group."""


class Sum(Struct, frozen=True):
    """Parts beside their total, and the sum of each way to read them."""

    total: int
    parts: tuple[int, ...]
    others: tuple[int, ...] = ()  # people who may have been meant as parts: wounded here, fatally wounded there
    others_in_words: str = ""  # "<20> people wounded", as flags tell counts

    @property
    def sums(self) -> tuple[int, ...]:
        """The sum of the parts, and that with the others."""
        plain = sum(self.parts)
        return (plain, plain + sum(self.others)) if self.others else (plain,)

    @property
    def adds_up(self) -> bool:
        """Whether one reading gives the total."""
        return self.total in self.sums

    def values(self) -> dict[str, Any]:
        """What the message of A001 tells: parts, sum, total and how far they are apart, per reading."""
        first, *second = ({"sum": value, "residual": abs(self.total - value)} for value in self.sums)
        told = {"parts": ", ".join(map(str, self.parts)), "total": self.total, **first}
        for other in second:
            told |= {"way": "with_others", "others": self.others_in_words}
            told |= {f"other_{name}": value for name, value in other.items()}
        return told


def family_of(total: Claim) -> tuple[str, ...]:
    """The kinds of parts that a total adds up."""
    return FAMILY.get(kind_of(total), (kind_of(total),))


def value_of(claim: Claim) -> int | None:
    """The number a claim states plainly; null for bounds, ranges and hedges."""
    count = claim.count
    return count.low if count and count.low == count.high and count.qualifier == "exact" else None


def in_words(claim: Claim) -> str:
    """A count with those it counts, as the source names them."""
    return " ".join(str(word) for word in (value_of(claim) or claim.span.quote, claim.whom) if word)


def is_on_top(told: str, language: str) -> bool:
    """Whether folded words tell of people who come on top of those told before: "another 12", "12 people more"."""
    known = words(language)
    if has_any(told, known.another):
        return True
    behind = re.compile(rf"\s+(?:[^\W\d_]+\s+)?{any_of(known.more)}(?!\w)")
    return has_any(told, known.more) and any(behind.match(told, n.end) for n in find_numbers(told, language))


def with_others(total: int, parts: Sequence[Claim], others: Sequence[Claim]) -> Sum:
    """The sum of plain counts, and that with people who may have been meant as parts."""
    meant = [claim for claim in others if value_of(claim) is not None]
    added = ", ".join(f"<{value_of(a)}> {a.whom or f'<{kind_of(a)}>'}" for a in meant)
    return Sum(total, tuple(value_of(p) or 0 for p in parts), tuple(value_of(a) or 0 for a in meant), added)


def difference(total: Claim, parts: Sequence[Claim], alternatives: Sequence[Claim]) -> Flag | None:
    """A001 where the parts do not sum to the total, also not with those that may have been meant."""
    values = [value_of(part) for part in parts]
    goal = value_of(total)
    if goal is None or any(value is None for value in values):
        return None
    found = with_others(goal, parts, alternatives)
    return None if found.adds_up else _apart("A001", (total, *parts, *alternatives), found)


def _apart(code: str, rests_on: Sequence[Claim], found: Sum) -> Flag:
    """The flag of a total, which comes first, and its parts."""
    spans, ids = tuple(claim.span for claim in rests_on), tuple(claim.id for claim in rests_on)
    return flag(code, spans=spans, sources=(rests_on[0].source,), claims=ids, **found.values())


def short_of(total: Claim, parts: Sequence[Claim], others: Sequence[Claim] = ()) -> Flag | None:
    """A007 where parts of one division reach most of their open total and not all of it.

    Args:
        total: a plain count.
        parts: plain counts of some of those; women and children are left out, who cut across most divisions.
        others: people who may have been meant as parts, such as the severely wounded.
    """
    goal = value_of(total) or 0
    divided = [part for part in parts if not ACROSS & set(scope_of(part).population)]
    ordered = sorted(divided, key=lambda part: (-(value_of(part) or 0), part.id))
    whole = sum(value_of(part) or 0 for part in ordered)
    found = with_others(goal, ordered, others)
    if len(ordered) < FEWEST_PARTS or not MOST_OF_IT * goal <= whole < goal or found.adds_up:
        return None
    meant = (other for other in others if value_of(other) is not None)
    return _apart("A007", (total, *ordered, *meant), found)


def check_repeated(claims: Sequence[Claim], told: Collection[str]) -> Iterator[Flag]:
    """A breakdown that adds up to its total in one source and stands under another total elsewhere: A001 and A007.

    Under a larger total its words may leave it open, however little of it they tell; under a smaller one it cannot be.

    Args:
        claims: quoted claims of the whole archive.
        told: claims of totals of which a point is known.
    """
    by_id = {claim.id: claim for claim in claims if claim.modality == "asserted" and value_of(claim) is not None}
    parts: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(by_id.values(), key=lambda claim: (claim.span.start or 0, claim.id)):
        if claim.part_of in by_id and kind_of(claim) in family_of(by_id[claim.part_of]):
            parts[claim.part_of].append(claim)
    listed: defaultdict[tuple[str, tuple[int, ...]], list[str]] = defaultdict(list)
    for total in sorted(parts):
        values = tuple(sorted(value_of(part) or 0 for part in parts[total]))
        if len(values) >= FEWEST_PARTS and values[-1] >= TELLING:
            listed[kind_of(by_id[total]), values].append(total)
    for (_, values), totals in sorted(listed.items()):
        if any(value_of(by_id[total]) == sum(values) for total in totals):
            for total in totals:
                found = Sum(value_of(by_id[total]) or 0, tuple(value_of(part) or 0 for part in parts[total]))
                if total not in told and not found.adds_up:
                    code = "A001" if sum(values) > found.total else "A007"
                    yield _apart(code, (by_id[total], *parts[total]), found)


def check_named(claims: Sequence[Claim], entries: Sequence[Entry], links: Sequence[Link]) -> tuple[Flag, ...]:
    """Sources whose highest total of people killed lies below the number of different people they name: A002.

    A total of some people, "3 soldiers", says nothing against the named, of whom it is not known what they were.
    """
    person_of = {link.entry: link.person for link in links}
    named: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for entry in sorted(entries, key=lambda entry: entry.id):
        if entry.is_named and not entry.is_mention and entry.fate in ("killed", "died_later"):
            named[entry.source, entry.incident or ""].setdefault(person_of.get(entry.id, entry.id), entry.id)
    totals: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        is_total = claim.count is not None and kind_of(claim) == "killed" and not is_part(claim)
        if is_total and claim.modality == "asserted" and not scope_of(claim).population:
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


def larger_parts(claims: Sequence[Claim]) -> Iterator[Flag]:
    """A006 for counts that are parts of a smaller one; one person has no parts."""
    by_id = {claim.id: claim for claim in claims}
    for part in claims:
        total = by_id.get(part.part_of or "")
        if total is None or part.count is None or total.count is None or part.count.unit != total.count.unit:
            continue
        low, high = part.count.low, total.count.high
        if low is None or high is None or low <= high or high == 1 or total.count.qualifier == "about":
            continue
        if not set(scope_of(total).population) <= set(scope_of(part).population):
            continue
        yield flag(
            "A006",
            spans=(part.span, total.span),
            sources=(part.source,),
            claims=(part.id, total.id),
            part=in_words(part),
            total=in_words(total),
        )
