"""Day and place that a text tells only behind the statement: those of a headline stand in what follows it.

"Blast kills 12 in Quill. A car bomb went off on Monday ...": the headline has the day of the first
event told. So has a statement at the head of a text, where the whole text tells one event.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from cenotaph.claim.carrying import DATED, PLACED, Told, has_name, is_aside, is_day, is_elsewhere, is_within
from cenotaph.claim.layers import Reading
from cenotaph.claim.so_far import SoFar, states_time
from cenotaph.claim.words import Lexicon

_OPEN = frozenset({"hypothetical"})


def with_later_told(readings: Sequence[Reading], so_far: SoFar, headline_end: int, words: Lexicon) -> list[Reading]:
    """The readings in their order; those that precede all that was told take the first day and place told later.

    Args:
        readings: of one text.
        so_far: what the text has told, to its end.
        headline_end: where its headline ends, as an offset; 0 where it has none.
        words: of the language.
    """
    acts = [told for told in so_far.carrier.history if not told.is_later and not is_aside(told.kind)]
    published = so_far.text.published or ""
    days = [told for told in acts if told.when and is_day(told.when)]
    if published:  # what is still to come is none of it: "the inquiry resumes on Thursday"
        days = [told for told in days if (told.when or "").lstrip("{")[: len(published)] <= published]
    places = [told for told in acts if told.where and has_name(told.where)]
    return [_later_told(reading, days, places, so_far, headline_end, words) for reading in readings]


def _later_told(
    reading: Reading, days: Sequence[Told], places: Sequence[Told], so_far: SoFar, headline_end: int, words: Lexicon
) -> Reading:
    claim, layers = reading.claim, reading.layers
    start = claim.span.start or 0
    if claim.count is None or claim.modality in _OPEN or so_far.is_later(claim.kind, layers):
        return reading
    is_headline = start < headline_end
    when, where, rules = claim.when, claim.where, reading.rules
    is_silent = when is None and claim.kind in DATED and bool(days) and start < days[0].at
    if is_silent and not states_time(layers.times, words):
        is_one = all(is_within(told.when or "", days[0].when or "") for told in days)
        is_one = is_one and any(told.kind != "event" for told in days)  # not of "independence was declared on 4 June"
        if (is_headline or is_one) and "time:recalled" not in rules:
            when, rules = days[0].when, (*rules, "time:later")
    if where is None and claim.kind in PLACED and places and start < places[0].at:
        first = places[0].where or ""
        is_one = not any(is_elsewhere(told.where or "", first) for told in places)
        if is_headline or is_one:
            where, rules = first, (*rules, "place:later")
    if rules is reading.rules:
        return reading
    return reading._replace(claim=msgspec.structs.replace(claim, when=when, where=where), rules=rules)
