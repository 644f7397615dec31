"""The event whose anniversary a sentence marks, and the day on which it happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cenotaph.claim.own_day_prose import YEAR, Sentence, classed
from cenotaph.claim.own_day_words import Cues
from cenotaph.claim.times import Time

_NEAR = 60  # characters between an anniversary and the date of its event
_PAUSE = 3  # characters in front of a comma there: "ten years ago, on 4 March"
_BEHIND = 2  # sentences behind an anniversary in which its event may be told
_STEM = 5  # letters that two forms of one word share


def event_of(told: Sequence[Sentence], number: int, words: tuple[int, int], last: int, known: Cues) -> str | None:
    """The date of the event whose anniversary a sentence marks, as EDTF: a day, a run of days, a month or a year.

    Args:
        told: the sentences of the text.
        number: which of them marks the anniversary.
        words: where in it the anniversary stands ("the 36th anniversary").
        last: where it ends with "today" right behind it.
        known: the cues of the language.

    Returns:
        None where no date is tied to the anniversary: by standing with it, by the day or month that its name holds, or
        by words shared with one of the sentences behind.
    """
    sentence = told[number]
    times = [t for t in sentence.times if not (t.start < words[1] and words[0] < t.end)]
    tied = [t for t in times if _is_tied(sentence.low, t, words[0], last, known)]
    full = next((t.edtf for t in tied if _is_days(t)), None)
    if full:
        return full
    years = sorted({t.edtf for t in tied if t.edtf and re.fullmatch(r"\d{4}(?:-(?:0\d|1[0-2]))?", t.edtf)})
    days = [t.edtf[4:] for t in times if t.edtf and re.fullmatch(r"XXXX-\d\d(?:-\d\d)?", t.edtf)]
    named = days or [f"-{month:02}" for _, _, month in classed(sentence.text, sentence.language, "month")]
    if len(years) > 1:
        return None
    if years:
        return _made_exact(years[0], named, _days_elsewhere(told, number))
    if named:
        return _of_one_event(_days_elsewhere(told, number), named)
    return _told_behind(told, number, sentence.low[words[0] : words[1]])


def _is_tied(sentence: str, time: Time, start: int, end: int, known: Cues) -> bool:
    """Whether a date stands with an anniversary: "of the shooting of 4 March 1991" and, in front, "4 March 1991's"."""
    if time.start >= end:
        between = sentence[end : time.start]
        head, comma, _ = between.partition(",")
        is_led = known.tie.match(between) or known.tied.search(sentence[start:end])
        is_run_on = len(between) <= _NEAR and not re.search(r"[.;:()!?—]", between)
        return bool(is_led and is_run_on and (not comma or len(head) <= _PAUSE))
    between = sentence[time.end : start]
    return time.end <= start and len(between) <= _NEAR and not re.search(r"[.,;:()!?—]", between)


def _made_exact(year: str, named: Sequence[str], elsewhere: set[str]) -> str:
    """A year made a day, where the name of the event holds the day or month and the text tells one such day."""
    if len(year) == 4 and named and len(named[0]) == 6:
        return year + named[0]
    marks = named or ([year[4:]] if len(year) > 4 else [])
    return (_of_one_event({day for day in elsewhere if day.startswith(year)}, marks) if marks else None) or year


def _of_one_event(days: set[str], named: Sequence[str]) -> str | None:
    """The day, the night or at least the month that days and nights told elsewhere have in common with a name.

    Args:
        days: EDTF, days and nights.
        named: "-01-20" or "-01", what the name of the event holds.
    """
    fitting = {part for day in days for part in _named_parts(day, named)}
    exact = {part for part in fitting if "/" not in part}
    if len(exact) == 1 and all(next(iter(exact)) in part for part in fitting):
        return exact.pop()
    if len(fitting) == 1:
        return fitting.pop()
    months = {part[:7] for part in fitting}
    return months.pop() if len(months) == 1 else None


def _named_parts(day: str, named: Sequence[str]) -> list[str]:
    """A day that a name holds; of a night the day it names, or the whole where it names the month."""
    ends = [end for end in day.split("/") if end[4:].startswith(tuple(named))]
    return [day] if len(ends) > 1 else ends


def _is_days(time: Time) -> bool:
    """Whether it is a day or a night, its year told."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d(?:T[\d:]+|/\d{4}-\d\d-\d\d)?", time.edtf or "") is not None


def _days_elsewhere(told: Sequence[Sentence], number: int) -> set[str]:
    """Every day and night with its year that other sentences tell."""
    return {
        (time.edtf or "").partition("T")[0]
        for at, sentence in enumerate(told)
        if at != number and YEAR.search(sentence.text)
        for time in sentence.times
        if _is_days(time)
    }


def _told_behind(told: Sequence[Sentence], number: int, anniversary: str) -> str | None:
    """The first day told in the sentences behind, if they name what the anniversary is of."""
    sentence = told[number]
    own = _stems(sentence, anniversary)
    for other in told[number + 1 : number + 1 + _BEHIND]:
        full = [time for time in other.times if _is_days(time)]
        if full:
            return full[0].edtf if own & _stems(other, "") and len({t.edtf for t in full}) == 1 else None
    return None


def _stems(sentence: Sentence, without: str) -> set[str]:
    """The beginnings of the longer words of a sentence."""
    words = re.findall(r"[^\W\d_]+", sentence.low.replace(without, " ") if without else sentence.low)
    return {word[:_STEM] for word in words if len(word) >= _STEM}
