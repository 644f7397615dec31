"""Parts and totals in the words of one text: A001, A006 and A007.

A list is whole where wording closes it ("in all: 148"), where a total opens it with a colon or a dash
("147 were killed: 82 in Odun, ..."), and is no more than a beginning behind "including". Whatever stands in a list
and is not understood keeps the check still.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from cenotaph.count import Number, find_numbers
from cenotaph.flags import flag
from cenotaph.record import Claim, Flag, Span, Text
from cenotaph.weigh.scope import kind_of, population
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.sums import (
    ACROSS,
    ALTERNATIVE,
    FEWEST_PARTS,
    MOST_OF_IT,
    Sum,
    difference,
    family_of,
    larger_parts,
    short_of,
    value_of,
)
from cenotaph.weigh.words import any_of, has_any, language_of, words

NEAR_TOTAL = 40
"""Code points before a total within which closing words belong to it."""

MOST_NUMBERS = 24
"""Numbers of one paragraph that are tried; a longer list is a table."""

FEWEST_ITEMS = 2
"""Items that make a list."""

LONGEST_LIST = 1500
"""Code points from a total to the end of its sentence; a longer one is a table that was run together."""

SAID_OF_THEM = frozenset({"share", "included"})
"""Rules of parts that are told of the whole again: "138 died: 114 at once, 24 later. Twenty-two of them were women"."""

_OPENS = re.compile(r"[^:;.–—()\d]{0,60}(?::|\s[-–—]|\s\()\s*")
"""Between a total and its list: "147 people were killed: 82", "12 people - five soldiers"."""

Runs = Sequence[tuple[int, int]]


class Item(Struct, frozen=True):
    """One number of a list that a total opens."""

    start: int  # code points of the text, half-open
    end: int
    value: int
    kind: str | None  # of the claim that holds it
    marks: tuple[str, ...]  # of those it counts


def check_sums(text: Text, claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Points to check among the counts of one text.

    Args:
        text: the text.
        claims: quoted claims read in it.

    Returns:
        Flags A001 (a list that is whole by its wording), A006 (a part larger than its whole) and A007 (a list that
        does not reach its total and need not), in text order.
    """
    counted = [c for c in claims if c.count is not None and c.span.start is not None and c.modality == "asserted"]
    counted.sort(key=lambda claim: (claim.span.start or 0, claim.id))
    language = language_of(text.language)
    runs = sentences(text)
    found = list(larger_parts(counted))
    found.extend(_bare_totals(text, counted, runs, language))
    taken = [point.spans[0] for point in found if point.code == "A001"]
    for total in counted:
        if value_of(total) is None or any(_overlap(total.span, span) for span in taken):
            continue
        opened = _opened(text, total, counted, runs, language)
        if opened is None:
            found.extend(_closed(text, total, counted, runs, language))
        else:
            items, is_whole = opened
            is_closed = is_whole and (_is_joined(text, items, language) or closes(text, total, runs, language))
            found.extend(_against(text, total, items, is_whole=is_whole, is_closed=is_closed))
    return tuple(found)


def _overlap(first: Span, second: Span) -> bool:
    return (second.start or 0) < (first.end or 0) and (first.start or 0) < (second.end or 0)


def _closed(text: Text, total: Claim, counted: Sequence[Claim], runs: Runs, language: str) -> Iterator[Flag]:
    """A001 for a total whose wording closes the list before it, A007 for parts tied to one that does not."""
    tied = [c for c in counted if c.part_of == total.id]
    if not closes(text, total, runs, language):
        own = [part for part in tied if kind_of(part) in family_of(total) and value_of(part) is not None]
        point = short_of(total, own) if own and _all_read(text, own, counted, language) else None
        if point is not None:
            yield point
        return
    parts = [c for c in tied if c.rule not in SAID_OF_THEM]
    if parts and not _all_read(text, parts, counted, language):
        return
    if not parts:
        parts = _listed_before(text, total, counted, runs, language)
        if _some_sum_to(value_of(total) or 0, [value_of(part) or 0 for part in parts]):
            return
    point = difference(total, parts, [])
    if point is not None and len(parts) >= 2 and all((value_of(p) or 0) < (value_of(total) or 0) for p in parts):
        yield point


def _all_read(text: Text, parts: Sequence[Claim], counted: Sequence[Claim], language: str) -> bool:
    """Whether every number between the first and the last part is held by some claim."""
    start = min(part.span.start or 0 for part in parts)
    end = max(part.span.end or 0 for part in parts)
    return are_held(find_numbers(text.text[start:end], language), start, counted)


def are_held(numbers: Sequence[Number], offset: int, claims: Sequence[Claim]) -> bool:
    """Whether each cardinal number of a stretch that starts at `offset` stands inside some claim's words."""
    spans = [(claim.span.start or 0, claim.span.end or 0) for claim in claims]
    cardinals = [n for n in numbers if n.type == "cardinal" and not n.is_article]
    return all(any(a <= offset + n.start and offset + n.end <= b for a, b in spans) for n in cardinals)


def closes(text: Text, total: Claim, runs: Runs, language: str) -> bool:
    """Whether the wording around a total says that it sums up what was listed before it."""
    start, end = total.span.start or 0, total.span.end or 0
    run = _sentence(start, runs)
    if run is None:
        return False
    known = words(language)
    around = text.text[max(run[0], start - NEAR_TOTAL) : min(run[1], end + 15)]
    return has_any(around, known.closing) and not has_any(text.text[run[0] : run[1]], (*known.running, *known.open))


def _sentence(at: int, runs: Runs) -> tuple[int, int] | None:
    return next(((first, last) for first, last in runs if first <= at < last), None)


def _opened(
    text: Text, total: Claim, counted: Sequence[Claim], runs: Runs, language: str
) -> tuple[list[Item], bool] | None:
    """The list that a total opens in its sentence, and whether it is whole; null where none is understood."""
    end = total.span.end or 0
    run = _sentence(total.span.start or 0, runs)
    known = words(language)
    if run is None or not 0 < run[1] - end <= LONGEST_LIST:
        return None
    rest = text.text[end : run[1]]
    is_whole = _OPENS.match(rest) is not None
    if not is_whole and not has_any(rest, known.open):
        return None
    numbers = [n for n in find_numbers(rest, language, articles=True) if n.type == "cardinal"]
    begins = [n for i, n in enumerate(numbers) if _begins(rest, numbers[i - 1].end if i else 0, n, language)]
    if len(begins) < 1 or any(n not in begins and not n.is_article for n in numbers):
        return None
    lead = rest[: begins[0].start]
    is_open = has_any(lead, known.open)
    if not is_open and _OPENS.fullmatch(lead) is None:
        return None
    items: list[Item] = []
    for number, after in zip(begins, [*(n.start for n in begins[1:]), len(rest)], strict=False):
        if number.count is None or number.count.low is None or number.count.qualifier != "exact":
            return None
        start, stop = end + number.start, end + number.end
        kind = next((kind_of(c) for c in counted if (c.span.start or 0) <= start and stop <= (c.span.end or 0)), None)
        behind = " ".join(re.findall(r"[^\W\d_]+", rest[number.end : after])[:3])
        is_beside_people = is_open and items and items[0].kind is not None  # "among them 117 Ozmarans, 6 Veksians"
        if kind is None and not is_beside_people and not has_any(behind.partition(" ")[0], known.behind_item):
            return None
        items.append(Item(start, stop, number.count.low, kind, population(behind, language=language)))
    return items, not is_open


def _begins(rest: str, since: int, number: Number, language: str) -> bool:
    """Whether a number begins an item: it stands first, or behind a comma or a word such as "and"."""
    joins = any_of(words(language).joins)
    if since == 0:
        return True
    front = rest[max(since, number.start - NEAR_TOTAL) : number.start]
    return (
        re.search(rf"(?:[,;]\s*(?:{joins}\s+)?|\s{joins}\s+){any_of(words(language).another)}?\s*$", front) is not None
    )


def _is_joined(text: Text, items: Sequence[Item], language: str) -> bool:
    """Whether "and" leads to the last item, so that the list is told to its end."""
    if len(items) < FEWEST_ITEMS:
        return False
    first, last = (_span(text, item.start, item.end) for item in items[-2:])
    return is_led_to(text, first, last, language)


def is_led_to(text: Text, first: Span, last: Span, language: str) -> bool:
    """Whether "and" stands in front of the number `last`, behind the one before it."""
    start = last.start or 0
    front = text.text[max(first.start or 0, start - NEAR_TOTAL) : start]
    joined = rf"(?<!\w){any_of(words(language).joins)}\s+(?:{any_of(words(language).another)}\s*)?$"
    return re.search(joined, front, re.IGNORECASE) is not None


def _against(text: Text, total: Claim, items: Sequence[Item], *, is_whole: bool, is_closed: bool) -> Iterator[Flag]:
    """What a list says against the total that opens it.

    Args:
        text: where they stand.
        total: a plain count.
        items: numbers of the list.
        is_whole: the list is opened by a colon, a dash or a bracket, not by "including".
        is_closed: it is told to its end.
    """
    goal = value_of(total) or 0
    family = family_of(total)
    meant = [item for item in items if item.kind in ALTERNATIVE.get(kind_of(total), ()) and item.value < goal]
    own = [item for item in items if item.kind is None or item.kind in family]
    if len(own) + len(meant) < len(items):
        own = own[: next(i for i, item in enumerate(items) if item not in own and item not in meant)]
    found = Sum(
        goal,
        tuple(item.value for item in own),
        tuple(item.value for item in meant),
        " and ".join(text.text[item.start : item.end] for item in meant),
    )
    across = sum(bool(ACROSS & set(item.marks)) for item in own)
    larger = next((item for item in own if item.value > goal), None)
    reaches_most = MOST_OF_IT * goal <= sum(found.parts)
    if larger is not None:
        yield _printed("A006", text, total, [larger], part=larger.value, total=_quote(total))
    elif found.adds_up or 0 < across < len(own) or (across and not is_whole) or len(own) < FEWEST_ITEMS:
        return
    elif sum(found.parts) > goal or (is_closed and reaches_most):
        yield _printed("A001", text, total, [*own, *meant], **found.values())
    elif len(own) >= FEWEST_PARTS and reaches_most:
        values = found.values() | {"sum": found.sums[0], "residual": goal - found.sums[0]}
        yield _printed("A007", text, total, own, **values)


def _quote(total: Claim) -> str:
    return " ".join(total.span.quote.split())


def _printed(code: str, text: Text, whole: Claim, items: Sequence[Item], **values: Any) -> Flag:
    spans = (whole.span, *(_span(text, item.start, item.end) for item in items))
    return flag(code, spans=spans, sources=(text.source,), claims=(whole.id,), **values)


def _bare_totals(text: Text, counted: Sequence[Claim], runs: Runs, language: str) -> Iterator[Flag]:
    """A001 for a total that stands alone behind its list, as in "and eight in Qelmish. In all: 148 people".

    Such a total has no verb of its own, so it adds up every number of people in its paragraph before it; behind a
    comma, those of its sentence, each of which must be a count of people by itself.
    """
    known = words(language)
    shape = re.compile(
        rf"(?P<front>^|[.;:,—–-]\s*)(?:{any_of(known.closing)}\s*[:,]?|{any_of(known.closing_alone)}\s*:)\s*(?P<number>[\w.,\u00a0-]*[\w])"
        rf"(?:\s+{any_of(known.bare_total)})?(?:\s+{any_of(known.bare_total)})?\s*[.!]?$",
        re.IGNORECASE,
    )
    for number, (start, end) in enumerate(runs):
        match = shape.search(text.text[start:end])
        if match is None:
            continue
        at = start + match.start("number")
        is_clause = match["front"].startswith(",")
        first = start if is_clause else _paragraph(runs, number, text.text)
        numbers = [n for n in find_numbers(text.text[first:end], language) if n.type == "cardinal"]
        goal = next((n for n in numbers if first + n.start <= at < first + n.end), None)
        parts = [n for n in numbers if goal is not None and n.end <= goal.start]
        if goal is None or (is_clause and not are_held(parts, first, _of_harm(counted))):
            continue
        if has_any(text.text[first:end], (*known.running, *known.open)):
            continue
        point = _bare_difference(text, first, goal, parts)
        if point is not None:
            yield point


def _of_harm(counted: Sequence[Claim]) -> list[Claim]:
    """Counts of one kind of harm: that of the first; a list of several kinds is left alone by its holder check."""
    return [claim for claim in counted if kind_of(claim) == "killed" and claim.part_of is None]


def _bare_difference(text: Text, first: int, goal: Number, parts: Sequence[Number]) -> Flag | None:
    if len(parts) < 2 or any(n.count is None or n.count.qualifier != "exact" for n in (goal, *parts)):
        return None
    values = [n.count.low for n in parts if n.count is not None and n.count.low is not None]
    total = goal.count.low if goal.count is not None and goal.count.low is not None else 0
    if _some_sum_to(total, values):
        return None
    spans = [_span(text, first + n.start, first + n.end) for n in (goal, *parts)]
    return flag("A001", spans=spans, sources=(text.source,), **Sum(total, tuple(values)).values())


def _some_sum_to(total: int, values: Sequence[int]) -> bool:
    """Whether some of the numbers sum to the total: the others may then count buses, days or wounded."""
    reached = {0}
    for value in values[:MOST_NUMBERS]:
        reached |= {value + sum_ for sum_ in reached if value + sum_ <= total}
    return total in reached


def _paragraph(runs: Runs, number: int, text: str) -> int:
    """Where the paragraph of a sentence starts: back over sentences with nothing but space between."""
    start = runs[number][0]
    for first, last in reversed(runs[:number]):
        if "\n\n" in text[last:start] or (text[last:start].strip() and text[last:start] != ""):
            break
        start = first
    return start


def _span(text: Text, start: int, end: int) -> Span:
    return Span(source=text.source, quote=text.text[start:end], text_sha256=text.sha256, start=start, end=end)


def _listed_before(text: Text, total: Claim, counted: Sequence[Claim], runs: Runs, language: str) -> list[Claim]:
    """Counts of the total's kind in the same paragraph before it, as long as nothing says the list is open."""
    start = total.span.start or 0
    paragraph = text.text.rfind("\n", 0, start) + 1
    parts = [
        claim
        for claim in counted
        if claim.id != total.id
        and paragraph <= (claim.span.start or 0)
        and (claim.span.end or 0) <= start
        and kind_of(claim) in family_of(total)
        and claim.part_of is None
    ]
    listed = [run for run in runs if any(run[0] <= (part.span.start or 0) < run[1] for part in parts)]
    known = words(language)
    if any(has_any(text.text[first:last], (*known.running, *known.open)) for first, last in listed):
        return []
    # A number that no claim holds may be a part that was not understood: then the list is not known.
    is_read = are_held(find_numbers(text.text[paragraph:start], language), paragraph, parts)
    return parts if is_read and all(value_of(part) is not None for part in parts) else []
