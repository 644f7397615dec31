"""Parts and totals in the words of one text: A001, A006 and A007.

A list is whole where wording closes it ("in all: 148"), where a total opens it with a colon or a dash
("147 were killed: 82 in Odun, ..."), and is no more than a beginning behind "including". Whatever stands in a list
and is not understood keeps the check still.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from cenotaph.count import Number, find_numbers
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.record import Claim, Flag, Span
from cenotaph.weigh.printed import Printed, Run
from cenotaph.weigh.scope import kind_of, names_people, population, scope_of
from cenotaph.weigh.shares import is_more, some_of_others
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
from cenotaph.weigh.words import CheckWords, any_of, has_any, words

NEAR_TOTAL = 40
"""Code points before a total within which closing words belong to it."""

MOST_NUMBERS = 24
"""Numbers of one list; a longer one is a table."""

FEWEST_ITEMS = 2
"""Items that make a list."""

LONGEST_LIST = 1500
"""Code points of a list with its total; a longer one is a table that was run together."""

SAID_OF_THEM = frozenset({"share", "included"})
"""Rules of parts that are told of the whole again: "138 died: 114 at once, 24 later. Twenty-two of them were women"."""

SEXES = frozenset({"man", "woman"})
"""Marks of those who are surely people, whatever verb counts them."""

_OPENS = re.compile(r"[^:;.–—()\d]{0,60}(?::|\s[-–—]|\s\()\s*")
"""Between a total and its list: "147 people were killed: 82", "12 people - five soldiers"."""


class Listed(Struct, frozen=True):
    """The list that a total opens."""

    items: tuple[Item, ...]
    is_whole: bool  # opened by a colon, a dash or a bracket, not by "including"
    ones: int = 0  # words such as "one" in it that may count a person more, or nobody


class Item(Struct, frozen=True):
    """One number of a list that a total opens."""

    start: int  # code points of the text, half-open
    end: int
    value: int
    kind: str | None  # of the claim that holds it
    marks: tuple[str, ...]  # of those it counts


def check_sums(printed: Printed) -> tuple[Flag, ...]:
    """Points to check among the counts of one text.

    Returns:
        Flags A001 (a list that is whole by its wording), A006 (a part larger than its whole) and A007 (a list that
        does not reach its total and need not), in text order.
    """
    asserted = [claim for claim in printed.counted if claim.modality == "asserted"]
    found = [point for point in larger_parts(asserted) if _is_behind_whole(printed, *point.spans)]
    bare = list(_bare_totals(printed))
    taken = {at for point in bare for at in range(point.spans[0].start or 0, point.spans[0].end or 0)}
    found.extend(bare)
    for total in asserted:
        is_told = not taken.isdisjoint(range(total.span.start or 0, total.span.end or 0))
        if is_told or (value_of(total) or 0) < FEWEST_ITEMS:
            continue
        opened = _opened(printed, total)
        points = list(_closed(printed, total) if opened is None else _against(printed, total, opened))
        found.extend(points or _men_and_women(printed, total))
    return tuple(found)


def _men_and_women(printed: Printed, total: Claim) -> Iterator[Flag]:
    """A001 for men and women, told of a total beside each other, who together are more: nobody is both.

    They are its parts by their reader, or where one's words hold the other's: "14 people, nine men and seven women,
    died".
    """
    run = printed.run_at(total.span.start or 0)
    inside = printed.counted_in(*run) if run else ()
    if len(inside) < 2 and total.id not in printed.parts_of:
        return
    beside = [part for part in inside if part.id != total.id and _overlap(part.span, total.span)]
    tied = printed.parts_of.get(total.id) or (beside if len(beside) == len(SEXES) else [])
    own = [part for part in tied if part.modality == "asserted" and kind_of(part) in family_of(total)]
    of_sex = {sex: [part for part in own if _sexes(printed, part) == {sex}] for sex in sorted(SEXES)}
    if ACROSS & set(scope_of(total).population) or any(len(parts) != 1 for parts in of_sex.values()):
        return
    men, women = (parts[0] for parts in of_sex.values())
    is_one_run = printed.run_at(men.span.start or 0) == printed.run_at(women.span.start or 0)
    values, goal = [value_of(part) or 0 for part in (men, women)], value_of(total) or 0
    if is_one_run and max(values) < goal < sum(values):
        point = difference(total, [men, women], [])
        if point is not None:
            yield point


def _sexes(printed: Printed, part: Claim) -> set[str]:
    """The sexes of those whom a part counts, as far as its words tell."""
    marks = {*scope_of(part).population} & SEXES
    return marks or ({"man"} if has_any(fold(part.whom or "", printed.language), printed.words.men) else set())


def _overlap(first: Span, second: Span) -> bool:
    return (first.start or 0) < (second.end or 0) and (second.start or 0) < (first.end or 0)


def _is_behind_whole(printed: Printed, part: Span, whole: Span) -> bool:
    """Whether a part stands in the sentence of its whole or behind it; what is summed up later was no larger part."""
    return (part.start or 0) >= (whole.start or 0) or printed.run_at(part.start or 0) == printed.run_at(
        whole.start or 0
    )


def _closed(printed: Printed, total: Claim) -> Iterator[Flag]:
    """A001 for a total whose wording closes the list before it, A007 for parts tied to one that does not."""
    tied = [part for part in printed.parts_of.get(total.id, ()) if part.modality == "asserted"]
    if not closes(printed, total):
        own = [part for part in tied if kind_of(part) in family_of(total) and value_of(part) is not None]
        point = short_of(total, own) if own and _all_read(printed, own) else None
        if point is not None:
            yield point
        return
    run = printed.run_at(total.span.start or 0)
    behind = run[1] if run else 0  # what is told of a part behind the total, "three of the 17 died at home", is no part
    parts = [c for c in tied if c.rule not in SAID_OF_THEM and (c.span.start or 0) < behind]
    if parts and not _all_read(printed, [*parts, total]):
        return
    if not parts:
        parts = _listed_before(printed, total)
        if _some_sum_to(value_of(total) or 0, [value_of(part) or 0 for part in parts]):
            return
    point = difference(total, parts, [])
    if point is not None and len(parts) >= 2 and all((value_of(p) or 0) < (value_of(total) or 0) for p in parts):
        yield point


def _all_read(printed: Printed, parts: Sequence[Claim]) -> bool:
    """Whether every number between the first and the last of some counts is held by some claim."""
    start = min(part.span.start or 0 for part in parts)
    end = max(part.span.end or 0 for part in parts)
    return end - start <= LONGEST_LIST and is_read(printed, start, end)


def is_read(printed: Printed, start: int, end: int) -> bool:
    """Whether each cardinal number of a stretch stands inside the words of some asserted count."""
    numbers = find_numbers(printed.text.text[start:end], printed.language)
    return all(_holders(printed, start + n.start, start + n.end) for n in numbers if _is_plain_cardinal(n))


def _holders(printed: Printed, start: int, end: int) -> list[Claim]:
    """The asserted counts in whose words a number stands."""
    return [claim for claim in printed.counted_over(start, end) if claim.modality == "asserted"]


def _is_plain_cardinal(number: Number) -> bool:
    return number.type == "cardinal" and not number.is_article


def closes(printed: Printed, total: Claim) -> bool:
    """Whether the wording around a total says that it sums up what was listed before it."""
    start, end = total.span.start or 0, total.span.end or 0
    run = printed.run_at(start)
    if run is None:
        return False
    known = printed.words
    around = printed.folded[max(run[0], start - NEAR_TOTAL) : min(run[1], end + 15)]
    return has_any(around, known.closing) and not _is_left_open(printed, *run)


def _is_left_open(printed: Printed, start: int, end: int) -> bool:
    """Whether words of a stretch say that a list in it is no whole one, or that a count goes on."""
    return has_any(printed.folded[start:end], (*printed.words.running, *printed.words.open))


def _opened(printed: Printed, total: Claim) -> Listed | None:
    """The list that a total opens in its sentence; null where none is understood."""
    run, end = printed.run_at(total.span.start or 0), _end_of_number(printed, total)
    if run is None or not 0 < run[1] - end <= LONGEST_LIST:
        return None
    rest = printed.folded[end : run[1]]
    known, language = printed.words, printed.language
    if _OPENS.match(rest) is None and not has_any(rest, known.open):
        return None
    numbers = [
        n for n in find_numbers(printed.text.text[end : run[1]], language, articles=True) if n.type == "cardinal"
    ]
    begins = [n for i, n in enumerate(numbers) if _begins(rest, numbers[i - 1].end if i else 0, n, known)]
    if len(begins) < 1 or any(n not in begins and not n.is_article for n in numbers):
        return None
    lead = rest[: begins[0].start]
    is_open = has_any(lead, known.open)
    if not is_open and _OPENS.fullmatch(lead) is None:
        return None
    if has_any(rest[begins[0].start :], known.closing):  # "six on the second: 25 in all" sums up what stands in front
        return None
    if _tells_some_of_an_item(printed, run, [end + n.start for n in begins]):
        return None
    items: list[Item] = []
    for number, after in zip(begins, [*(n.start for n in begins[1:]), len(rest)], strict=False):
        if number.count is None or number.count.low is None or number.count.qualifier != "exact":
            return None
        start, stop = end + number.start, end + number.end
        kind = next((kind_of(claim) for claim in _holders(printed, start, stop)), None)
        behind = " ".join(re.findall(r"[^\W\d_]+", rest[number.end : after])[:3])
        is_beside_people = bool(items) and items[0].kind is not None  # "among them 117 Ozmarans, 6 Veksians"
        is_beside_people &= is_open or any(names_people(word, language) for word in behind.split())
        is_beside_people |= bool(SEXES & set(population(behind, language=language)))
        if kind is None and not is_beside_people and not has_any(behind.partition(" ")[0], known.behind_item):
            return None
        items.append(Item(start, stop, number.count.low, kind, population(behind, language=language)))
    ones = sum(n.is_article and n not in begins and n.quote.lower() not in known.one for n in numbers)
    return Listed(tuple(items), not is_open, ones)


def _tells_some_of_an_item(printed: Printed, run: Run, items: Sequence[int]) -> bool:
    """Whether a number of a list is some of an item in front of it: "five soldiers, two of them officers, and seven".

    Where the first item says "of them" too, it is of the total, and so may all the others be.
    """
    some = some_of_others(printed, run)
    is_said = not some.isdisjoint(items) or has_any(printed.folded[items[0] : run[1]], printed.words.among)
    return is_said and items[0] not in some


def _end_of_number(printed: Printed, total: Claim) -> int:
    """Where the list of a total may begin: behind its words, or behind its number where they hold another one.

    Where the verb stands last, the words of a total reach over its list: "12 nəfər, o cümlədən 5 uşaq həlak olub".
    """
    if not printed.words.verb_last:
        return total.span.end or 0
    numbers = [n for n in find_numbers(total.span.quote, printed.language) if _is_plain_cardinal(n)]
    if len(numbers) < 2:
        return total.span.end or 0
    own = next((n for n in numbers if n.count is not None and n.count.low == value_of(total)), numbers[-1])
    return (total.span.start or 0) + own.end


def _begins(rest: str, since: int, number: Number, known: CheckWords) -> bool:
    """Whether a number begins an item: it stands first, or behind a comma or a word such as "and"."""
    joins = any_of(known.joins)
    if since == 0:
        return True
    front = rest[max(since, number.start - NEAR_TOTAL) : number.start]
    return re.search(rf"(?:[,;]\s*(?:{joins}\s+)?|\s{joins}\s+){any_of(known.another)}?\s*$", front) is not None


def _is_joined(printed: Printed, items: Sequence[Item]) -> bool:
    """Whether "and" leads to the last item, so that the list is told to its end."""
    if len(items) < FEWEST_ITEMS:
        return False
    first, last = (printed.span(item.start, item.end) for item in items[-2:])
    return is_led_to(printed, first, last)


def is_led_to(printed: Printed, first: Span, last: Span) -> bool:
    """Whether "and" stands in front of the number `last`, behind the one before it."""
    start, known = last.start or 0, printed.words
    front = printed.folded[max(first.start or 0, start - NEAR_TOTAL) : start]
    joined = rf"(?<!\w){any_of(known.joins)}\s+(?:{any_of(known.another)}\s*)?$"
    return re.search(joined, front) is not None


def _against(printed: Printed, total: Claim, listed: Listed) -> Iterator[Flag]:
    """What a list says against the total that opens it."""
    items, is_whole = listed.items, listed.is_whole
    is_closed = is_whole and (_is_joined(printed, items) or closes(printed, total))
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
        ", ".join(printed.text.text[item.start : item.end] for item in meant),
    )
    across = sum(bool(ACROSS & set(item.marks)) for item in own)
    larger = next((item for item in own if item.value > goal), None)
    if larger is not None and not is_more(larger.value, _numbers_before(printed, total, items[0])):
        return  # "12 were killed and 9 wounded, 15 of them children"
    reaches_most = MOST_OF_IT * goal <= sum(found.parts)
    if larger is not None:
        yield _point("A006", printed, total, [larger], part=larger.value, total=_quote(total))
    elif (
        any(abs(goal - reached) <= listed.ones for reached in found.sums)
        or 0 < across < len(own)
        or (across and not is_whole)
        or len(own) < FEWEST_ITEMS
    ):
        return
    elif sum(found.parts) > goal or (is_closed and reaches_most):
        yield _point("A001", printed, total, [*own, *meant], **found.values())
    elif len(own) >= FEWEST_PARTS and reaches_most:
        yield _point("A007", printed, total, own, **Sum(goal, found.parts).values())


def _numbers_before(printed: Printed, total: Claim, first: Item) -> tuple[Number, ...]:
    """The numbers of a sentence up to a list."""
    run = printed.run_at(total.span.start or 0) or (first.start, first.start)
    return find_numbers(printed.text.text[run[0] : first.start], printed.language)


def _quote(total: Claim) -> str:
    return " ".join(total.span.quote.split())


def _point(code: str, printed: Printed, whole: Claim, items: Sequence[Item], **values: Any) -> Flag:
    spans = (whole.span, *(printed.span(item.start, item.end) for item in items))
    return flag(code, spans=spans, sources=(printed.text.source,), claims=(whole.id,), **values)


def _bare_totals(printed: Printed) -> Iterator[Flag]:
    """A001 for a total that stands alone behind its list, as in "and eight in Qelmish. In all: 148 people".

    Such a total has no verb of its own, so it adds up every number of people in its paragraph before it; behind a
    comma, those of its sentence, each of which must be a count of people by itself.
    """
    shape = _bare_total(printed.language)
    for number, (start, end) in enumerate(printed.runs):
        match = shape.search(printed.folded[start:end])
        if match is None:
            continue
        at = start + match.start("number")
        is_clause = match["front"].startswith(",")
        first = start if is_clause else _paragraph(printed, number)
        if end - first > LONGEST_LIST or _is_left_open(printed, first, end):
            continue
        numbers = [n for n in find_numbers(printed.text.text[first:end], printed.language) if n.type == "cardinal"]
        goal = next((n for n in numbers if first + n.start <= at < first + n.end), None)
        parts = [n for n in numbers if goal is not None and n.end <= goal.start]
        if goal is None or len(parts) > MOST_NUMBERS or (is_clause and not _count_the_dead(printed, first, parts)):
            continue
        point = _bare_difference(printed, first, goal, parts)
        if point is not None:
            yield point


@functools.cache
def _bare_total(language: str) -> re.Pattern[str]:
    known = words(language)
    people = rf"(?:\s+{any_of(known.bare_total)})?"
    return re.compile(
        rf"(?P<front>^|[.;:,—–-]\s*)(?:{any_of(known.closing)}\s*[:,]?|{any_of(known.closing_alone)}\s*:)\s*"
        rf"(?P<number>[\w.,\u00a0-]*[\w]){people}{people}\s*[.!]?$"
    )


def _count_the_dead(printed: Printed, first: int, parts: Sequence[Number]) -> bool:
    """Whether each number of a list counts people killed, and is no part of one beside it."""
    holders = [_holders(printed, first + n.start, first + n.end) for n in parts if not n.is_article]
    return all(any(kind_of(c) == "killed" and c.part_of is None for c in own) for own in holders)


def _bare_difference(printed: Printed, first: int, goal: Number, parts: Sequence[Number]) -> Flag | None:
    if len(parts) < 2 or any(n.count is None or n.count.qualifier != "exact" for n in (goal, *parts)):
        return None
    values = [n.count.low for n in parts if n.count is not None and n.count.low is not None]
    total = goal.count.low if goal.count is not None and goal.count.low is not None else 0
    if _some_sum_to(total, values):
        return None
    spans = [printed.span(first + n.start, first + n.end) for n in (goal, *parts)]
    return flag("A001", spans=spans, sources=(printed.text.source,), **Sum(total, tuple(values)).values())


def _some_sum_to(total: int, values: Sequence[int]) -> bool:
    """Whether some of the numbers sum to the total: the others may then count buses, days or wounded."""
    reached = {0}
    for value in values:
        reached |= {value + sum_ for sum_ in reached if value + sum_ <= total}
    return total in reached


def _paragraph(printed: Printed, number: int) -> int:
    """Where the paragraph of a sentence starts: back over sentences parted by mere space."""
    runs, text = printed.runs, printed.text.text
    start = runs[number][0]
    while number and runs[number][1] - start <= LONGEST_LIST:
        between = text[runs[number - 1][1] : start]
        if "\n\n" in between or between.strip():
            break
        number -= 1
        start = runs[number][0]
    return start


def _listed_before(printed: Printed, total: Claim) -> list[Claim]:
    """Counts of the total's kind in the same paragraph before it, as long as nothing says the list is open."""
    start = total.span.start or 0
    paragraph = printed.text.text.rfind("\n", max(0, start - LONGEST_LIST), start) + 1
    if not paragraph and start > LONGEST_LIST:
        return []
    parts = [
        claim
        for claim in printed.counted_in(paragraph, start)
        if claim.id != total.id
        and claim.modality == "asserted"
        and (claim.span.end or 0) <= start
        and kind_of(claim) in family_of(total)
        and claim.part_of is None
    ]
    if len(parts) > MOST_NUMBERS or any(value_of(part) is None for part in parts):
        return []
    runs = {run for part in parts if (run := printed.run_at(part.span.start or 0))}
    if any(_is_left_open(printed, *run) for run in runs):
        return []
    # A number that no claim holds may be a part that was not understood: then the list is not known.
    numbers = find_numbers(printed.text.text[paragraph:start], printed.language)
    held = [(part.span.start or 0, part.span.end or 0) for part in parts]
    is_known = all(
        any(a <= paragraph + n.start and paragraph + n.end <= b for a, b in held)
        for n in numbers
        if _is_plain_cardinal(n)
    )
    return parts if is_known else []
