"""How figures moved over time: which were early, and which their own voice later gave up.

Nothing is struck out: an early or superseded figure stays among the others, marked as what it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.record import Figure, Question, Source, Standing
from cenotaph.script import word_key

EARLY = 7
"""Days after the last day of what is counted until which a figure is called early, if later ones differ. A choice:
a week of news, before the dead are registered."""

Days = tuple[int, int]


def with_standing(
    figures: Sequence[Figure], questions: Mapping[str, Question], sources: Mapping[str, Source]
) -> list[Figure]:
    """`figures` in their order, each with its standing.

    A figure is superseded when its source says so, or when the same voice (one speaker, or the source itself, in
    what one publisher issues) gives another value on a later day for the same question. It is early when it dates
    from the first days and a later figure that is asserted for the same question differs. A figure dates from the day
    for which it is said to hold, else from its source's.
    """
    of_question: dict[str, list[Figure]] = {}
    for figure in figures:
        of_question.setdefault(figure.question, []).append(figure)
    found: dict[str, Standing] = {}
    for question, own in of_question.items():
        dated = {figure.id: _days(figure) for figure in own} if len(own) > 1 else {own[0].id: None}
        found |= dict.fromkeys(_early(own, questions[question].period, dated), "early")
        found |= dict.fromkeys(_superseded(own, sources, dated), "superseded")
    return [replace(figure, standing=found[figure.id]) if figure.id in found else figure for figure in figures]


def _days(figure: Figure) -> Days | None:
    """First and last day from which a figure may date; null where one is open or unknown."""
    date = figure.as_of or figure.published
    bounds = edtf.ends(date)
    if bounds is None or bounds[0] is None or bounds[1] is None:
        return None
    return edtf.day_number(bounds[0]), edtf.day_number(bounds[1])


def _superseded(figures: Sequence[Figure], sources: Mapping[str, Source], dated: Mapping[str, Days | None]) -> set[str]:
    found = {figure.id for figure in figures if figure.modality == "superseded"}
    voices: dict[tuple[str, str], list[tuple[Days, Figure]]] = {}
    for figure in figures:
        days = dated[figure.id]
        if days is not None and figure.modality == "asserted":
            voices.setdefault(_voice(figure, sources.get(figure.source)), []).append((days, figure))
    for said in voices.values():
        latest = max(days[0] for days, _ in said)
        kept = {_value(figure) for days, figure in said if days[1] >= latest}
        found |= {figure.id for days, figure in said if days[1] < latest and _value(figure) not in kept}
    return found


def _voice(figure: Figure, source: Source | None) -> tuple[str, str]:
    issuer = word_key((source and source.publisher) or "") or figure.source
    return issuer, word_key(figure.speaker or "")


def _early(figures: Sequence[Figure], period: str | None, dated: Mapping[str, Days | None]) -> set[str]:
    bounds = edtf.ends(period)
    if bounds is None or bounds[1] is None:
        return set()
    until = edtf.day_number(bounds[1]) + EARLY
    first, later = [], set()
    for figure in figures:
        days = dated[figure.id]
        if days is not None and days[1] <= until:
            first.append(figure)
        elif days is not None and days[0] > until and figure.modality == "asserted":
            later.add(_value(figure))
    return {figure.id for figure in first if later - {_value(figure)}}


def _value(figure: Figure) -> tuple[int | None, int | None]:
    return figure.low, figure.high
