"""Dates of noted claims: D001, D002 and D008 among a researcher's notes; a held text is dated by its own signs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cenotaph import edtf
from cenotaph.edtf import Day, day_number, format_day
from cenotaph.flags import flag
from cenotaph.record import Claim, Flag, Source
from cenotaph.weigh.days import Mention
from cenotaph.weigh.relative import distance, relative_phrases
from cenotaph.weigh.scope import kind_of
from cenotaph.weigh.words import any_of, language_of, number_of, shapes, words

HARM = frozenset({"killed", "died_later", "injured", "missing", "detained", "displaced", "damaged", "casualty"})
"""Kinds that are told only after they happened; an announced event may well lie after its source."""

LEEWAY_DAYS = 1
"""A source may be dated in a time zone other than that of the event."""


def check_noted_dates(claims: Sequence[Claim]) -> tuple[Flag, ...]:
    """Points to check between the words and the dates that a researcher noted for one source.

    Args:
        claims: noted claims; `value` and `whom` carry the words, `when` the date.

    Returns:
        Flags D001 ("just months later" against the other dates of the same source) and D002 (a number of days
        against the first and last day noted with it).
    """
    of_source: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.id):
        of_source[claim.source].append(claim)
    found: list[Flag] = []
    for source in sorted(of_source):
        for claim in of_source[source]:
            found.extend(_day_count(claim))
            found.extend(_relative(claim, of_source[source]))
    return tuple(found)


def check_order_of_dates(claims: Sequence[Claim], sources: Mapping[str, Source]) -> tuple[Flag, ...]:
    """Cited sources dated before what is noted of them as past: D008, one per source, by the latest day they report."""
    late: dict[str, tuple[Day, Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        source = sources.get(claim.source)
        published, reported = edtf.ends(source.published if source else None), edtf.ends(claim.when)
        if kind_of(claim) not in HARM or claim.modality != "asserted" or not published or not reported:
            continue
        if published[1] is None or reported[0] is None:
            continue
        is_later = day_number(reported[0]) > day_number(published[1]) + LEEWAY_DAYS
        if is_later and (claim.source not in late or reported[0] > late[claim.source][0]):
            late[claim.source] = reported[0], claim
    return tuple(
        flag(
            "D008",
            spans=(claim.span,),
            sources=(source,),
            claims=(claim.id,),
            published=sources[source].published or "",
            date=claim.when or "",
        )
        for source, (_, claim) in sorted(late.items())
    )


def _day_count(claim: Claim) -> Iterator[Flag]:
    bounds = edtf.ends(claim.when)
    if not bounds or bounds[0] is None or bounds[1] is None or "/" not in (claim.when or ""):
        return
    if not _is_exact(claim.when or ""):
        return
    language = language_of(claim.language)
    actual = day_number(bounds[1]) - day_number(bounds[0]) + 1
    for printed in (claim.value, claim.whom):
        for pattern in shapes(language, "day_count", ""):
            match = pattern.search(printed or "")
            if match is None or _is_distance(printed or "", match.end(), language):
                continue
            if number_of(match["number"], language) != actual:
                first, last = format_day(bounds[0]), format_day(bounds[1])
                yield flag(
                    "D002",
                    spans=(claim.span,),
                    sources=(claim.source,),
                    claims=(claim.id,),
                    phrase=match.group(),
                    first=first,
                    second=last,
                    actual=actual,
                )
            return


def _is_exact(when: str) -> bool:
    """Whether a period is stated to the day at both ends, without "about" or "perhaps"."""
    return all(len(end) == len("1990-01-20") and end.replace("-", "").isdigit() for end in when.split("/"))


def _is_distance(printed: str, end: int, language: str) -> bool:
    return re.match(rf"\s*{any_of(words(language).not_lasting)}(?!\w)", printed[end:], re.IGNORECASE) is not None


def _relative(claim: Claim, others: Sequence[Claim]) -> Iterator[Flag]:
    second = edtf.one_day(claim.when)
    if not claim.value or second is None:
        return
    phrases = relative_phrases(claim.value, language_of(claim.language))
    if not phrases:
        return
    anchors = [anchor for other in others if other.id != claim.id for anchor in _anchor(other, second)]
    if not anchors or any(phrases[0].fits(anchor, second) for anchor in anchors):
        return
    dated = Counter(anchor.last for anchor in anchors)  # the day that most notes on the source are about
    first = max(anchors, key=lambda anchor: (dated[anchor.last], anchor.last, anchor.first))
    yield flag(
        "D001",
        spans=(claim.span,),
        sources=(claim.source,),
        claims=(claim.id,),
        phrase=claim.value[phrases[0].start : phrases[0].end],
        first=format_day(first.last),
        second=format_day(second),
        actual=distance(first.last, second),
    )


def _anchor(claim: Claim, before: Day) -> Iterator[Mention]:
    """The days of another claim, where they lie before the one in question; an open end is its stated end."""
    bounds = edtf.ends(claim.when)
    if bounds is None:
        return
    first, last = bounds[0] or bounds[1], bounds[1] or bounds[0]
    if first is not None and last is not None and last < before:
        yield Mention(0, 0, first, last)
