"""Rules for halves and quarters of a year, for "the year-ago quarter", and for feasts."""

from __future__ import annotations

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_calendar import calendar, complete
from cenotaph.claim.times_story import Draft, Story, draft_of, has, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, at, of_day, weekday

_EASTER_MONTH = 4
_SOME_DAY = 15


def read_half(tokens: list[Token], story: Story) -> list[Draft]:
    """The second half of 1990, the latter part of the year."""
    inner = tokens[next(i for i, token in enumerate(tokens) if "of" in token.classes) + 1 :]
    which = value(tokens, "ordinal_word") or 2
    is_half = has(tokens, "half")
    position = "early" if which == 1 else "late"
    anchor = None
    if has(inner, "decade"):
        moment = Moment(decade=value(inner, "decade") // 10, position=position)
    elif has(inner, "year", "month", "apostrophe"):
        moment, anchor = complete(calendar(inner, story), inner, story)
        moment = replace(moment, position=position)
    else:
        base, anchor = story.anchor(tokens[0].start)
        found = at(base, value(inner, "unit")) if base is not None else None
        if found is None:
            return []
        moment = replace(found, position=position)
    if is_half and moment.year is not None and moment.month is None and which in (1, 2):
        moment = replace(moment, half=which, position=None)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "half", moment, anchor)]


def read_holiday(tokens: list[Token], story: Story) -> list[Draft]:
    """Feasts, on fixed days and on days that move with the week or with Easter."""
    name = " ".join(token.quote.lower() for token in tokens if token.quote.isalpha())
    feast = story.words.words.holidays.get(name)
    if feast is None:
        return []
    is_fixed = len(feast) == len(("month", "day"))
    month = feast[0] if len(feast) > 1 else _EASTER_MONTH
    day = feast[1] if is_fixed else _SOME_DAY  # the year is found first, then the day
    moment, anchor = complete(Moment(year=value(tokens, "year"), month=month, day=day), tokens, story)
    if not is_fixed:
        year = moment.year or (story.document.year if story.document is not None else None)
        if year is None:
            return [draft_of(tokens, "holiday", None)]
        moment = of_day(_moving_day(feast, year))
    story.tell(moment, tokens[0].start, anchor)
    part = value(tokens, "part")
    return [draft_of(tokens, "holiday", replace(moment, part=part, nights=1 if part == "NI" else 0), anchor)]


def _moving_day(feast: tuple[int, ...], year: int) -> edtf.Day:
    """The day of a feast: some weekday of a month, or so many days from Easter Sunday.

    Source: the anonymous Gregorian rule for Easter (Meeus, Astronomical Algorithms, chapter 8).
    """
    if len(feast) > 1:
        month, which, wanted = feast
        first = edtf.day_number((year, month, 1))
        days = [n for n in range(first, first + edtf.days_in_month(year, month)) if weekday(n) == wanted]
        return edtf.day_of_number(days[which - 1 if which > 0 else which])
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    ahead = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * ahead) // 451
    month, day = divmod(moon + ahead - 7 * late + 114, 31)
    return edtf.day_of_number(edtf.day_number((year, month, day + 1)) + feast[0])


def read_quarter(tokens: list[Token], story: Story) -> list[Draft]:
    """The third quarter of 1990; without a year the last such quarter, in news, or that of the story's year."""
    is_last = has(tokens, "latter") or (has(tokens, "last") and has(tokens, "year"))
    which = value(tokens, "ordinal_word", "ordinal") or (4 if is_last else None)
    if which is None:
        return _quarter_now(tokens, story)
    return _division(tokens, story, "quarter", Moment(quarter=which)) if which in (1, 2, 3, 4) else []


def read_half_year(tokens: list[Token], story: Story) -> list[Draft]:
    """The first half, of a year that is not named: in news alone, where it is no half of something else."""
    which = value(tokens, "ordinal_word", "ordinal")
    is_year = not story.is_history and which in (1, 2)
    return _division(tokens, story, "half-year", Moment(half=which)) if is_year else []


def _division(tokens: list[Token], story: Story, rule: str, division: Moment) -> list[Draft]:
    """A quarter or half of the year that is named, or else of the last year that has seen it begin."""
    year, anchor = value(tokens, "year"), None
    if year is None:
        base, anchor = story.anchor(tokens[0].start) if story.is_history else story.now()
        if base is None or base.year is None:
            return []
        year = base.year + (1 if has(tokens, "next") else -1 if has(tokens, "last", "previous") else 0)
        first = 3 * division.quarter - 2 if division.quarter else 6 * (division.half or 1) - 5  # its first month
        is_told = has(tokens, "year_unit", "next", "last", "this") or story.is_history
        if not is_told and first > (base.month or 12) and story.outlook(tokens[0].start, tokens[-1].end) == "past":
            year -= 1
    moment = replace(division, year=year, position=value(tokens, "position", "edge"))
    story.division, story.division_start = moment, tokens[0].start
    return [draft_of(tokens, rule, moment, anchor)]


def _quarter_now(tokens: list[Token], story: Story) -> list[Draft]:
    """The quarter: the one that was told, else in news the last that is over; this, last or next quarter."""
    base, anchor = story.now()
    if story.is_history or base is None or base.year is None or base.month is None or story.is_of_next(tokens[-1].end):
        return []
    is_bare = not has(tokens, "this", "next", "last", "previous")
    if is_bare and story.division is None and story.word_after(tokens[-1].end) not in story.words.words.ends_quarters:
        return []  # the quarter of a town
    offset = 1 if has(tokens, "next") else 0 if has(tokens, "this") else -1
    year, quarter = divmod(base.year * 4 + (base.month - 1) // 3 + offset, 4)
    moment = Moment(year, quarter=quarter + 1)
    told = story.division
    if told is not None and told.quarter and is_bare:
        moment, anchor = told, f"story:{told.edtf()}"
    story.division, story.division_start = moment, tokens[0].start
    return [draft_of(tokens, "quarter", moment, anchor)]


def read_year_ago(tokens: list[Token], story: Story) -> list[Draft]:
    """The year-earlier quarter: a year before the quarter or half that was told, else before the document."""
    base, anchor = story.now()
    told = story.division
    if story.is_history or base is None or base.year is None:
        return []
    if told is not None and told.year is not None:
        return [draft_of(tokens, "year-ago", replace(told, year=told.year - 1), f"story:{told.edtf()}")]
    return [draft_of(tokens, "year-ago", Moment(base.year - 1), anchor)]
