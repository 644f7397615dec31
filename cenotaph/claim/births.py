"""Days on which people were born, which are no days of what befell them.

"Nadia Placeholder was born on 3 March 1961 and killed on 20 January 1990": the first day is that of her birth, and no
statement of this text happened on it. Years in brackets behind a name are those of a life, of which the last tells when
it ended. The words are those of `lang/<code>/checks.toml`, which the checks of a life's order read too.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.claim.times import Time
from cenotaph.folding import fold
from cenotaph.lang import languages, load

REACH = 80
"""Code points between the word for a birth and its day, with the place of the birth between them."""

NO_TIME = "set"
"""The type of times that are of no single act, which both readers pass over."""

BIRTH = "birth"
"""The rule of the times of births."""

_WORDS = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[,:(]|\S")
_PLACE = re.compile(r"\s(?P<lead>[^\W\d_]+)(?:\s[^\W\d_a-zа-яё][^\W\d_]+)+")
_YEAR = re.compile(r"\d{4}")
_BRACKET = re.compile(r"\s?\(\s?")
_BETWEEN = re.compile(r"\s?[-–—]\s?")


class BirthWords(Struct, frozen=True):
    """The part of `lang/<code>/checks.toml` that tells of births."""

    at: tuple[str, ...] = ()
    birth_links: tuple[str, ...] = ()
    joins: tuple[str, ...] = ()
    verb_last: bool = False
    life: dict[str, tuple[str, ...]] = {}


def without_births(text: str, language: str | None, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a text, those of births as times of no act, which reach over the words that tell of the birth.

    Args:
        text: the whole text.
        language: BCP 47; English where null. Of a language without data the times stay as they are.
        times: all its times, in order.
    """
    code = (language or "en").partition("-")[0].lower()
    if not times or code not in languages("checks"):
        return tuple(times)
    words, born = _of(code)
    starts = [time.start for time in times]
    found = list(times)
    for match in born.finditer(fold(text, code)):
        behind, before = bisect_left(starts, match.end()), bisect_left(starts, match.start()) - 1
        is_behind = behind < len(times) and _is_behind(text, match.end(), times[behind], code)
        is_before = before >= 0 and _is_before(text, times[before], match.start(), code)
        if not (is_behind or is_before):
            continue
        at, step = (before, -1) if is_before and (words.verb_last or not is_behind) else (behind, 1)
        _mark(text, found, at, match.span(), code)
        for other in _joined(text, times, at, step, words):
            found[other] = replace(times[other], type=NO_TIME)
    return tuple(_without_leaning(found))


def is_of_birth(start: int, times: Sequence[Time]) -> bool:
    """Whether what starts there is told of a birth: a place of birth is no place of what befell somebody."""
    return any(time.rule == BIRTH and time.start <= start < time.end for time in times)


def _is_behind(text: str, born: int, time: Time, code: str) -> bool:
    """Whether a time is that of the birth told in front of it."""
    between = text[born : time.start]
    if _of(code)[0].verb_last:
        return not between.strip(" .:(\u00a0")
    return _is_place(between, code) and not ("," in between and _is_of_death(text, time, code))


def _is_before(text: str, time: Time, born: int, code: str) -> bool:
    """Whether a time is that of the birth told behind it."""
    between = text[time.end : born]
    return _is_place(between, code) if _of(code)[0].verb_last else not between.strip(" .,\u00a0")


def _mark(text: str, times: list[Time], at: int, born: tuple[int, int], code: str) -> None:
    """Let a time of a birth reach over the word for it and the place of the birth."""
    start, end = min(times[at].start, born[0]), max(times[at].end, born[1])
    words = _of(code)[0]
    place = _PLACE.match(text, end)
    if place is not None and not words.verb_last and fold(place["lead"], code) in words.at:
        end = place.end()
    times[at] = replace(times[at], type=NO_TIME, rule=BIRTH, start=start, end=end, quote=text[start:end])


def _without_leaning(times: Sequence[Time]) -> Iterator[Time]:
    """The times, as times of no act those that lean on the mere year of a birth: "born in 1961, died a day later"."""
    years: set[str] = set()
    for time in times:
        if time.rule == BIRTH and _YEAR.fullmatch(time.edtf or ""):
            years.add(f"story:{time.edtf}")
        yield replace(time, type=NO_TIME) if time.anchor in years else time


@functools.cache
def _of(code: str) -> tuple[BirthWords, re.Pattern[str]]:
    words = load(code, "checks", BirthWords)
    forms = sorted(words.life.get("birth", ()), key=lambda form: (-len(form), form))
    born = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms) or "(?!)"
    return words, re.compile(rf"(?<!\w)(?:{born})(?!\w)")


def _is_place(between: str, code: str) -> bool:
    """Whether nothing stands between a birth and its day but where it was: "born in the village of Ozmara on"."""
    words, _ = _of(code)
    known = {*words.at, *words.birth_links}
    return len(between) <= REACH and all(
        word in (",", ":", "(") or word[:1].isupper() or fold(word, code) in known for word in _WORDS.findall(between)
    )


def _is_of_death(text: str, time: Time, code: str) -> bool:
    """Whether a day is that of what comes next: "born in Ozmara, on 6 May he was killed"."""
    clause = fold(re.split("[,;.]", text[time.end : time.end + REACH])[0], code)
    return any(form in clause for name in ("wound", "death") for form in _of(code)[0].life.get(name, ()))


def _joined(text: str, times: Sequence[Time], at: int, step: int, words: BirthWords) -> Iterator[int]:
    """The years that are told together with that of a birth: "born in 1970 and 1972"."""
    while 0 <= at + step < len(times):
        first, last = sorted((times[at], times[at + step]), key=lambda time: time.start)
        is_years = all(_YEAR.fullmatch(time.edtf or "") for time in (first, last))
        if not is_years or text[first.end : last.start].strip().lower() not in words.joins:
            return
        at += step
        yield at


def of_life(text: str, name_end: int, times: Sequence[Time]) -> tuple[Time, ...]:
    """The times of a sentence, of those in brackets right behind a name the last as that of the death alone.

    Args:
        text: the whole text.
        name_end: where a name ends, in code points.
        times: of its sentence.

    >>> from cenotaph.claim.times import find_times
    >>> text = "Nadia Placeholder (1961-1990) was killed."
    >>> [time.edtf for time in of_life(text, 17, find_times(text))]
    ['1990']
    """
    bracket = _BRACKET.match(text, name_end)
    at = next((at for at, time in enumerate(times) if bracket and time.start == bracket.end()), None)
    if at is None:
        return tuple(times)
    life, left = times[at], list(times)
    if len(life.parts) == 2 and life.rule in ("range", "years"):
        left[at] = life.parts[1]
    elif at + 1 < len(times) and _BETWEEN.fullmatch(text, life.end, times[at + 1].start):
        left[at] = replace(life, type=NO_TIME)
    return tuple(left)
