"""Figures that one source alone gives and that look like a slip against several others: A003, A004 and A005.

A figure that several voices share is never held to be a slip, and one voice against one is left alone: sources that
repeat one text are one voice. What one text says twice must agree.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from cenotaph import edtf
from cenotaph.flags import flag
from cenotaph.folding import fold
from cenotaph.gazetteer import Gazetteer
from cenotaph.record import Claim, CopyGroup, Flag
from cenotaph.voices import voices_of
from cenotaph.weigh.named_acts import in_one_voice
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.questions import is_part
from cenotaph.weigh.scope import Scope, is_within, kind_of, scope_of
from cenotaph.weigh.sums import value_of

AGREEING = 3
"""Voices that must give one figure before a single other one is held against it."""

FEWEST_DIGITS = 10
"""Smaller counts are powers of ten apart by chance."""

THOUSAND = 1000
"""The factor by which a count falls where the word for thousands is lost."""

DISTINCT = 100
"""Counts from here on seldom stand for two kinds of harm in one incident by chance."""


SIDE_BY_SIDE = frozenset({"killed", "died_later", "injured", "missing", "detained", "displaced"})
"""Kinds of harm whose numbers stand in one sentence, where they can be exchanged. Others, such as people honoured
with a title, may well have the number of those killed, and rightly so."""


class Stated(Struct, frozen=True):
    """One count."""

    value: int
    scope: Scope
    claim: Claim
    voice: str  # copy group or source
    is_plain: bool = True  # False: a lower bound, such as "more than 400"

    @property
    def source(self) -> str:
        """Whose statement it is."""
        return self.claim.source


def check_misprints(
    claims: Sequence[Claim], groups: Mapping[str, Sequence[CopyGroup]], gazetteer: Gazetteer
) -> tuple[Flag, ...]:
    """Points where one source's figure looks like a slip.

    Args:
        claims: all claims; only asserted plain counts of declared incidents are compared.
        groups: copy groups by source id.
        gazetteer: declared places; all names of one are one place.

    Returns:
        Flags A003 (off by a power of ten, or a digit short), A004 (a number that is the day on which others date it)
        and A005 (a number that others give for another kind of harm), by source.
    """
    of_incident = _stated(claims, groups, gazetteer)
    found: list[Flag] = []
    for incident, stated in of_incident.items():
        if not incident:
            continue
        totals = [s for s in stated if not is_part(s.claim)]
        found.extend(_powers_of_ten([s for s in totals if s.is_plain]))
        found.extend(_days_of_months([s for s in stated if s.is_plain]))
        found.extend(_other_slots(totals))
    found.extend([point for stated in of_incident.values() for point in _same_loss(stated, found)])
    return tuple(found)


def _stated(
    claims: Sequence[Claim], groups: Mapping[str, Sequence[CopyGroup]], gazetteer: Gazetteer
) -> dict[str, list[Stated]]:
    """The asserted counts by incident, "" for none, each in the voice that gives that number of that harm there."""
    counted: list[tuple[Claim, int, bool]] = []
    said: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for claim in sorted(claims, key=lambda claim: claim.id):
        count = claim.count
        if count is not None and count.low is not None and claim.modality == "asserted":
            counted.append((claim, count.low, count.low == count.high))
            said[claim.incident or "", kind_of(claim), count.low].add(claim.source)
    voices = {what: voices_of(sources, groups) for what, sources in said.items()}
    of_incident: defaultdict[str, list[Stated]] = defaultdict(list)
    for claim, low, is_plain in counted:
        incident = claim.incident or ""
        voice = voices[incident, kind_of(claim), low][claim.source]
        of_incident[incident].append(Stated(low, scope_of(claim, gazetteer), claim, voice, is_plain))
    return dict(sorted(of_incident.items()))


def _same_loss(stated: Sequence[Stated], found: Sequence[Flag]) -> Iterator[Flag]:
    """A003 for further counts of a source that has lost the thousands of one: there one other source is enough.

    A translation that drops a word drops it wherever it stands: "26" soldiers where others say 26,000, and then "200"
    residents where another says 200,000.
    """
    lost = {(f.sources[0], f.values) for f in found if f.code == "A003"}
    thousands = {source for source, values in lost if f"how={THOUSAND}" in values}
    taken = {f.claims[0] for f in found if f.code == "A003"}
    of_value = _by_value([s for s in stated if s.is_plain and not is_part(s.claim)])
    for one in (one for same in of_value.values() for one in same):
        if one.source not in thousands or one.claim.id in taken or one.value < FEWEST_DIGITS:
            continue
        agreeing = _others(one, [m for m in of_value.get(one.value * THOUSAND, ()) if _alike(m, one)])
        if agreeing:
            other = one.value * THOUSAND
            yield _point("A003", one, agreeing, value=one.value, other=other, how=THOUSAND)


def _alike(first: Stated, second: Stated) -> bool:
    """Whether two counts of one incident are of one kind, in one place, and of people called by a word in common."""
    called = [set(re.findall(r"[^\W\d_]{4,}", (one.claim.whom or "").lower())) for one in (first, second)]
    return (
        kind_of(first.claim) == kind_of(second.claim)
        and first.scope.places == second.scope.places
        and bool(first.claim.incident or first.scope.places)
        and bool(called[0] & called[1])
    )


def _powers_of_ten(stated: Sequence[Stated]) -> Iterator[Flag]:
    """A003: exactly 10, 100 or 1,000 times off, or a digit short of, what several others give for the same."""
    together: defaultdict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for one in stated:
        together[kind_of(one.claim), one.scope.places, one.scope.period].append(one)
    for members in together.values():
        of_value = _by_value(members)
        agreed = {value: same for value, same in of_value.items() if len(_voices(same)) >= AGREEING}
        if not agreed:
            continue
        longer = _one_digit_more(agreed)
        for one in _alone(of_value):
            if one.value < FEWEST_DIGITS:
                continue
            for factor in (10, 100, 1000):
                for other in (one.value * factor, one.value // factor if one.value % factor == 0 else 0):
                    alike = agreed.get(other, ()) if other >= FEWEST_DIGITS else ()
                    same = [m for m in alike if _comparable(m.scope, one.scope)]
                    agreeing = _others(one, same)
                    if len(agreeing) >= AGREEING:
                        said = str(factor) if other > one.value else f"1/{factor}"
                        yield _point("A003", one, agreeing, value=one.value, other=other, how=said)
            for other in sorted(longer.get(str(one.value), ())):
                agreeing = _others(one, [m for m in agreed[other] if _comparable(m.scope, one.scope)])
                if len(agreeing) >= AGREEING:
                    yield _point("A003", one, agreeing, way="digit", value=one.value, other=other)


def _by_value(members: Sequence[Stated]) -> dict[int, list[Stated]]:
    found: dict[int, list[Stated]] = {}
    for one in members:
        found.setdefault(one.value, []).append(one)
    return found


def _voices(stated: Iterable[Stated]) -> set[str]:
    return {one.voice for one in stated}


def _alone(of_value: Mapping[int, Sequence[Stated]]) -> list[Stated]:
    """The counts that one voice alone gives."""
    return [one for same in of_value.values() if len(_voices(same)) == 1 for one in same]


def _one_digit_more(values: Iterable[int]) -> dict[str, set[int]]:
    """Digits -> the values that are these and one digit more, a last zero left out: that is told as a power of ten."""
    found: dict[str, set[int]] = {}
    for value in values:
        whole = str(value)
        for at in range(len(whole)):
            printed = whole[:at] + whole[at + 1 :]
            if whole != printed + "0":
                found.setdefault(printed, set()).add(value)
    return found


def _comparable(first: Scope, second: Scope) -> bool:
    return is_within(first, second) or is_within(second, first)


def _days_of_months(stated: Sequence[Stated]) -> Iterator[Flag]:
    """A004: a small count that is the day of the month on which other sources date what they count there."""
    together: defaultdict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for one in stated:
        if one.value <= 31 and one.scope.places:
            together[kind_of(one.claim), one.scope.places, is_part(one.claim)].append(one)
    for members in together.values():
        if len(members) <= AGREEING:
            continue
        of_value = _by_value(members)
        of_day: dict[int, list[Stated]] = {}
        for one in members:
            for day in _days(one.claim):
                of_day.setdefault(day, []).append(one)
        for one in _alone(of_value):
            if one.value in _days(one.claim):
                continue
            dated = of_day.get(one.value, ())
            for other in sorted({m.value for m in dated}):
                agreeing = _others(one, [m for m in dated if m.value == other])
                if len(agreeing) >= AGREEING:
                    yield _point("A004", one, agreeing, value=one.value, other=other, day=one.value)


def _days(claim: Claim) -> set[int]:
    """Days of the month on which a claim's time begins and ends, where it is stated to the day."""
    bounds = edtf.ends(claim.when)
    sides = [side for side in bounds or () if side is not None]
    if len(sides) < 2 or edtf.day_number(sides[1]) - edtf.day_number(sides[0]) > 3:
        return set()
    return {side[2] for side in sides}


def _other_slots(stated: Sequence[Stated]) -> Iterator[Flag]:
    """A005: a count one source gives for one kind of harm and several others for another kind."""
    by_value: defaultdict[int, list[Stated]] = defaultdict(list)
    own: defaultdict[str, dict[str, int]] = defaultdict(dict)  # source -> kind -> its number
    for one in stated:
        kind = kind_of(one.claim)
        if one.claim.count and one.claim.count.unit == "persons" and kind in SIDE_BY_SIDE:
            by_value[one.value].append(one)
            own[one.source].setdefault(kind, one.value)
    for value in sorted(value for value, members in by_value.items() if value >= DISTINCT and len(members) >= AGREEING):
        of_kind: defaultdict[str, list[Stated]] = defaultdict(list)
        for one in by_value[value]:
            of_kind[kind_of(one.claim)].append(one)
        told_alone = {kind for kind, same in of_kind.items() if len(_voices(same)) == 1}
        for one in by_value[value]:
            kind = kind_of(one.claim)
            if not one.is_plain or kind not in told_alone:
                continue
            for other in sorted(of_kind.keys() - {kind}):
                agreeing = _others(one, of_kind[other])
                if len(agreeing) >= AGREEING - 1 and other in own[one.source]:
                    values = {"value": value, "own": own[one.source][other]}
                    yield _point("A005", one, agreeing, **values, kind=kind, other=other)


def check_exchanged(printed: Printed) -> Iterator[Flag]:
    """A005 inside one text: two numbers side by side that stand elsewhere for each other's kind of harm.

    "12 people died and 48 were wounded" here, "the 48 dead and 12 wounded" there. Which of the two is the slip is not
    said, so no claim is held against the other.
    """
    told: dict[tuple[str, int, str, int], tuple[Claim, Claim]] = {}
    for first, second in itertools.pairwise(printed.counted):
        pair = sorted((first, second), key=kind_of)
        kinds, values = [kind_of(claim) for claim in pair], [value_of(claim) or 0 for claim in pair]
        is_beside = printed.run_at(first.span.start or 0) == printed.run_at(second.span.start or 0)
        is_plain = all(c.modality == "asserted" and not is_part(c) and value_of(c) is not None for c in pair)
        if not is_beside or not is_plain or kinds[0] == kinds[1] or not set(kinds) <= SIDE_BY_SIDE:
            continue
        before = told.get((kinds[0], values[1], kinds[1], values[0]))
        told.setdefault((kinds[0], values[0], kinds[1], values[1]), (pair[0], pair[1]))
        if before is None or values[0] == values[1] or max(values) < FEWEST_DIGITS or _apart(before, pair):
            continue
        yield flag(
            "A005",
            way="in_text",
            spans=[claim.span for claim in (first, second, *sorted(before, key=_place))],
            sources=(printed.text.source,),
            value=values[0],
            kind=kinds[0],
            own=values[1],
            other=kinds[1],
        )


def check_told_again(printed: Printed) -> Iterator[Flag]:
    """A003 and A004 inside one text: two counts of the same, ten times apart, or of which one is the day of both.

    "The shelling of Korsk killed 240 people" here, "killed 2,400 people" there; "26 people were killed on 26 January"
    where it told of nine before. Only the two counts that a text gives of one kind at one place are compared, and only
    in one voice: where police and hospital differ, neither need be a slip. A day of the month is met by chance, so
    there the words must be the same.
    """
    together: defaultdict[tuple[str, tuple[str, ...]], list[Stated]] = defaultdict(list)
    for claim in printed.counted:
        scope, value = scope_of(claim), value_of(claim)
        if claim.count is None or claim.count.unit != "persons" or claim.modality != "asserted" or is_part(claim):
            continue
        if claim.value is None:  # a person told by name counts nobody else
            one = Stated(value or 0, scope, claim, claim.source, is_plain=value is not None)
            together[kind_of(claim), scope.places].append(one)
    for members in together.values():
        if len(members) != 2 or not all(one.is_plain for one in members) or not members[0].scope.places:
            continue
        less, more = sorted(members, key=lambda one: one.value)
        if less.scope.population == more.scope.population and in_one_voice(less.claim.speaker, more.claim.speaker):
            yield from _told_twice(printed, less, more)


def _told_twice(printed: Printed, less: Stated, more: Stated) -> Iterator[Flag]:
    days = [edtf.one_day(one.claim.when) for one in (less, more)]
    is_one_time = less.claim.when == more.claim.when or None in (less.claim.when, more.claim.when)
    factor = next((f for f in (10, 100, 1000) if less.value * f == more.value), None)
    values: dict[str, Any] = {"value": less.value, "other": more.value}
    if factor and is_one_time and less.value >= FEWEST_DIGITS and less.value % 10 ** (len(str(less.value)) - 1):
        yield _of_both("A003", printed, (less, more), **values, how=factor)
    day = days[0][2] if days[0] is not None and days[0] == days[1] else None
    told = [set(re.findall(r"[^\W\d_]+", fold(one.claim.span.quote, printed.language))) for one in (less, more)]
    is_one_speaker = less.claim.speaker == more.claim.speaker
    if is_one_speaker and less.value != more.value and day in (less.value, more.value) and told[0] == told[1]:
        slip, other = (less, more) if less.value == day else (more, less)
        yield _of_both("A004", printed, (slip, other), value=slip.value, other=other.value, day=day)


def _of_both(code: str, printed: Printed, pair: Sequence[Stated], **values: Any) -> Flag:
    """A flag on two counts of one text; which is the slip is not said, so no claim is held against the other."""
    spans = [one.claim.span for one in pair]
    return flag(code, spans=spans, sources=(printed.text.source,), way="in_text", **values)


def _apart(before: Sequence[Claim], pair: Sequence[Claim]) -> bool:
    """Whether two tellings name different places or days, so that they are of two events."""
    for a, b in zip(before, pair, strict=True):
        places, days = (scope_of(a).places, scope_of(b).places), (a.when, b.when)
        if (all(places) and places[0] != places[1]) or (all(days) and days[0] != days[1]):
            return True
    return False


def _place(claim: Claim) -> int:
    return claim.span.start or 0


def _others(one: Stated, same: Sequence[Stated]) -> dict[str, Stated]:
    """Of several counts those of other voices, one per voice."""
    return {m.voice: m for m in reversed(same) if m.voice != one.voice}


def _point(code: str, one: Stated, agreeing: dict[str, Stated], **values: Any) -> Flag:
    """A flag on one claim; those it is held against follow behind it."""
    ids = sorted(m.claim.id for m in agreeing.values())
    return flag(
        code,
        spans=(one.claim.span,),
        sources=(one.source,),
        claims=(one.claim.id, *ids),
        number=len(agreeing),
        **values,
    )
