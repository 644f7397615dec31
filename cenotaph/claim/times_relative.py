"""Rules for times that lean on another ("the next day"), and for durations, sets and references."""

from __future__ import annotations

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_story import (
    SET_VALUES,
    Draft,
    Story,
    draft_of,
    has,
    iso_duration,
    number,
    unresolved,
    value,
)
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, at, shift
from cenotaph.claim.times_weekdays import clock_of_part, read_weekday, read_weekend

_UNKNOWN = {"day": "-XX-XX", "night": "-XX-XXTNI", "week": "-WXX", "month": "-XX"}


def read_shift(tokens: list[Token], story: Story) -> list[Draft]:
    """Five days later, two years earlier, 36 years ago, months before."""
    unit = value(tokens, "unit_plural", "unit")
    leads = tokens[-1].classes
    if ("before" in leads or "after" in leads) and story.word_after(tokens[-1].end)[:1].isalnum():
        return read_duration(tokens[:-1], story)  # "two days after the coup": leans on an event
    sign = -1 if any(name in leads for name in ("earlier", "ago", "before")) else 1
    amount = _amount(tokens)
    base, anchor = _base_of_shift(tokens, story, unit)
    if base is None:
        return [unresolved(tokens, "shift", sign)]
    if unit in ("minute", "hour"):
        return [_shift_clock(tokens, story, unit, amount, sign)]
    if amount is not None and unit == "year" and amount % 1 == 0.5:
        unit, amount = "month", amount * 12  # "a year and a half ago"
    moment = _shifted(base, unit, amount, sign) if amount is not None and amount == int(amount) else None
    if moment is None:
        return [_open_shift(tokens, base, anchor, sign, unit if amount is not None else None)]
    if has(tokens, "nearly", "more", "less", "over"):
        moment = replace(moment, is_approximate=moment.week is None)
    story.tell(moment, tokens[0].start)
    if unit == "year":
        story.years_ago = (moment.year or 0, tokens[-1].end)
    return [draft_of(tokens, "shift", moment, anchor)]


def _base_of_shift(tokens: list[Token], story: Story, unit: str) -> tuple[Moment | None, str | None]:
    """What "a year earlier" counts from: a quarter told beside it, the story, or for "ago" the document."""
    start = tokens[0].start
    division = None if has(tokens, "ago") else story.division_near(start)
    if unit == "year" and division is not None and number(tokens) is not None:
        return division, f"story:{division.edtf()}"
    base, anchor = story.now() if has(tokens, "ago") else story.near(start)
    is_vague = base is not None and base.day is None and unit in ("day", "night", "week")
    return story.day(start) if is_vague and not story.is_history else (base, anchor)


def _shifted(base: Moment, unit: str, amount: float, sign: int) -> Moment | None:
    steps = int(amount) * sign
    if unit == "fortnight":
        unit, steps = "week", steps * 2
    if unit == "century" and base.year is not None:
        return Moment(year=base.year + 100 * steps)
    if unit == "night":
        unit = "day"
    return shift(base, unit, steps)


def _shift_clock(tokens: list[Token], story: Story, unit: str, amount: float | None, sign: int) -> Draft:
    """Five minutes later: from the clock time that was told, where one was; hours from no stated hour stay vague."""
    clock = story.clock
    if clock is None or clock.clock is None or amount is None or amount != int(amount):
        return unresolved(tokens, "shift-vague", sign)
    hour, minute = int(clock.clock[:2]), int(clock.clock[3:5])
    days, minutes = divmod(hour * 60 + minute + sign * int(amount) * (60 if unit == "hour" else 1), 24 * 60)
    day = shift(clock, "day", days)
    moment = replace(day or Moment(), clock=f"{minutes // 60:02}:{minutes % 60:02}:00", zone=clock.zone)
    story.clock = moment
    return draft_of(tokens, "shift-clock", moment, f"story:{clock.edtf()}")


def _open_shift(tokens: list[Token], base: Moment, anchor: str | None, sign: int, unit: str | None) -> Draft:
    """An unstated number of days later, or three days from a month: after the anchor, no more is said.

    Where the number is stated, and so the unit is given, TIMEX3 holds the place of the day or month not known.
    """
    draft = unresolved(tokens, "shift-vague", sign)
    written = base.edtf()
    if written and "/" not in written:
        draft.edtf = f"{written}/.." if sign > 0 else f"../{written}"
        draft.ends, draft.anchor = edtf.bounds(draft.edtf), anchor
    if unit in _UNKNOWN:
        year = "XXXX" if base.year is None else Moment(base.year).timex3()
        draft.timex3 = year + _UNKNOWN[unit]
    return draft


def read_relative(tokens: list[Token], story: Story) -> list[Draft]:
    """The next day, that month, last Friday, the previous night, later that year."""
    if has(tokens, "weekday"):
        return read_weekday(tokens, story)
    if has(tokens, "weekend"):
        return read_weekend(tokens, story)
    sign = 1 if has(tokens, "next", "after") else -1 if has(tokens, "last", "previous", "before") else 0
    behind = story.word_after(tokens[-1].end)
    leans_on_event = behind[:1].isalnum() and behind not in story.words.words.not_objects
    if has(tokens, "before", "after") and leans_on_event:
        return [unresolved(tokens[:-1], "relative", 0)]  # "the day before the vote": leans on an event
    is_bare_next = (
        has(tokens, "next")
        and not has(tokens, "the")
        and next(t for t in tokens if "next" in t.classes).word in story.words.words.next_from_now
    )
    is_of_writer = has(tokens, "this") and story.document is None and value(tokens, "unit") == "year"
    if is_of_writer or ((has(tokens, "last", "this") or is_bare_next) and not story.is_history):
        base, anchor = story.now()
    else:
        base, anchor = story.last(tokens[0].start) if sign == 0 else story.running(tokens[0].start)
        if not story.is_history and value(tokens, "unit", "part") and (base is None or base.day is None or sign == 0):
            base, anchor = _anchor_in_news(tokens, story, sign)
    if base is None:
        return [unresolved(tokens, "relative", sign)]
    if has(tokens, "month", "season"):
        return _read_relative_month(tokens, story, base, anchor, sign)
    if has(tokens, "part"):
        return _read_relative_part(tokens, story, base, anchor, sign)
    unit = value(tokens, "unit")
    moment = shift(replace(base, nights=0), unit, sign) if sign else at(base, unit)
    if moment is None:
        return [unresolved(tokens, "relative", sign)]
    moment = replace(moment, position=value(tokens, "position", "edge") if unit != "day" else None)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "relative", moment, anchor)]


def _anchor_in_news(tokens: list[Token], story: Story, sign: int) -> tuple[Moment | None, str | None]:
    """What "the next day", "later in the week" or "that month" leans on in news: the document, where nothing else."""
    start = tokens[0].start
    if value(tokens, "unit") not in ("month", "year", "decade", "century") and sign:
        return story.day(start)
    base, anchor = story.running(start) if sign else story.last(start)
    if has(tokens, "that") and story.is_unsure(start):
        return base, anchor
    if has(tokens, "that") and story.words.words.that_is_told and (anchor or "").startswith("document"):
        return None, None
    return story.now() if base is None or not has(tokens, "that", "next", "last", "previous") else (base, anchor)


def _read_relative_month(tokens: list[Token], story: Story, base: Moment, anchor: str | None, sign: int) -> list[Draft]:
    """That May, last March, the following winter."""
    moment = Moment(
        month=value(tokens, "month"), season=value(tokens, "season"), position=value(tokens, "position", "edge")
    )
    if base.year is None:
        return [draft_of(tokens, "relative", moment)]
    month = moment.month or {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[moment.season or "SU"]
    told = base.month or ({"SP": 4, "SU": 7, "FA": 10, "WI": 12}[base.season] if base.season else None)
    year = base.year
    if sign > 0 and (told is None or month <= told):
        year += 1
    elif sign < 0 and (told is None or month >= told):
        year -= 1
    moment = replace(moment, year=year)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "relative", moment, anchor)]


def _read_relative_part(tokens: list[Token], story: Story, base: Moment, anchor: str | None, sign: int) -> list[Draft]:
    """That night, the next morning, last night."""
    part = value(tokens, "part")
    day = shift(base, "day", sign)
    if day is None:
        draft = unresolved(tokens, "relative", sign)
        draft.type, draft.timex3 = "time", f"XXXX-XX-XXT{part}"
        return [draft]
    if part == "NI" and has(tokens, "this") and story.is_night_before(tokens):
        day = shift(day, "day", -1) or day
    story.tell(day, tokens[0].start)
    moment = replace(day, part=part, nights=1 if part == "NI" else 0)
    if part == "NI" and sign == 0 and story.night is not None and story.night[0] == day:
        moment = story.night[1]  # the night that ran into the day told
    return [draft_of(tokens, "relative", moment, anchor)]


def read_position(tokens: list[Token], story: Story) -> list[Draft]:
    """The end of the year, the middle of the month."""
    base, anchor = story.running(tokens[0].start) if story.is_history else story.now()
    moment = at(base, value(tokens, "unit", "year_unit")) if base is not None else None
    if moment is None:
        return []
    return [draft_of(tokens, "position", replace(moment, position=value(tokens, "position", "edge")), anchor)]


def read_deictic(tokens: list[Token], story: Story) -> list[Draft]:
    """Yesterday, today, tonight, tomorrow morning: from the document's date."""
    offset = value(tokens, "deictic")
    base, anchor = story.now()
    day = shift(base, "day", offset) if base is not None else None
    if day is None:
        return [unresolved(tokens, "deictic", offset)]
    part = value(tokens, "part")
    clock = clock_of_part(tokens, story)
    if clock:
        return [draft_of(tokens, "deictic", replace(day, clock=clock), anchor)]
    if part == "NI" and offset == 0 and story.is_night_before(tokens):
        day = shift(day, "day", -1) or day
    if story.words.words.that_is_told:
        story.latest, story.latest_start = day, tokens[0].start
    draft = draft_of(tokens, "deictic", replace(day, part=part, nights=1 if part == "NI" else 0), anchor)
    if story.is_history and offset == 0 and part is None:
        draft.timex3 = "PRESENT_REF"  # in a history "today" is the present at large
    return [draft]


def read_duration(tokens: list[Token], _story: Story) -> list[Draft]:
    """Three days, a ten-day siege, several months: how long, not when."""
    unit = value(tokens, "unit_plural", "unit")
    amount = _amount(tokens)
    if amount == 1.0 and has(tokens, "unit_plural") and not has(tokens, "numeral", "day"):
        amount = None  # "a decades-old quarrel"
    if amount is None and not has(tokens, "few", "unit_plural"):
        amount = 1.0
    if has(tokens, "for", "within", "in") or (has(tokens[:1], "over") and len(tokens) == 2):
        tokens = tokens[1:]
    if _is_attribute(tokens, number(tokens)):
        tokens = [token for token in tokens if not ("the" in token.classes or "a" in token.classes)] or tokens
    draft = draft_of(tokens, "duration", None)
    draft.type = "duration"
    draft.duration = draft.timex3 = iso_duration(amount, unit)
    return [draft]


def _amount(tokens: list[Token]) -> float | None:
    """The amount that is stated, with the half behind the unit of "an hour and a half"."""
    index = next((i for i, token in enumerate(tokens) if has([token], "unit", "unit_plural")), len(tokens))
    behind = tokens[index + 1 :]
    is_half_more = has(behind, "and") and has(behind, "half")
    return (number(tokens[:index]) or 1.0) + 0.5 if is_half_more else number(tokens)


def _is_attribute(tokens: list[Token], amount: float | None) -> bool:
    """Whether a duration describes a noun, whose article it is: "a ten-day siege", "the Hundred Days Offensive"."""
    last = tokens[-1]
    if len(tokens) > 1 and "dash" in tokens[-2].classes:
        return True
    is_name = last.quote[0].isupper() and not last.quote.isupper()
    return is_name or ("unit" in last.classes and amount is not None and amount > 1)


def read_lasting(tokens: list[Token], story: Story) -> list[Draft]:
    """The past year, "over the next month": how long, and not which year or month."""
    if story.is_history and "the" in tokens[0].classes:
        return read_relative(tokens, story)
    tokens = tokens if "the" in tokens[0].classes else tokens[1:]
    draft = draft_of(tokens, "lasting", None)
    draft.type = "duration"
    draft.duration = draft.timex3 = iso_duration(1.0, value(tokens, "unit"))
    return [draft]


def read_unit_now(tokens: list[Token], story: Story) -> list[Draft]:
    """For the year, in the week: of the document, in news."""
    base, anchor = story.now()
    unit = value(tokens, "unit")
    behind = story.word_after(tokens[-1].end)
    is_now = not story.is_history and unit in ("year", "month", "week") and tokens[-1].quote.islower()
    if not is_now or base is None or story.word_before(tokens[0].start) not in story.words.words.now_cues:
        return []
    if behind in story.words.words.not_now_before or story.is_of_next(tokens[-1].end):
        return []
    moment = at(base, unit)
    return [draft_of(tokens, "unit-now", moment, anchor)] if moment is not None else []


def read_set(tokens: list[Token], story: Story) -> list[Draft]:
    """Every 20 January, daily, each Friday."""
    draft = draft_of(tokens, "set", None)
    draft.type = "set"
    if has(tokens, "month"):
        moment = Moment(month=value(tokens, "month"), day=value(tokens, "day", "ordinal"))
        draft.edtf, draft.timex3 = moment.edtf(), moment.timex3()
    elif has(tokens, "weekday", "weekday_plural"):
        draft.timex3, draft.duration = f"XXXX-WXX-{value(tokens, 'weekday', 'weekday_plural') + 1}", "P1W"
    elif has(tokens, "season"):
        moment = Moment(season=value(tokens, "season"))
        draft.edtf, draft.timex3, draft.duration = moment.edtf(), moment.timex3(), "P1Y"
    else:
        unit = value(tokens, "unit_plural", "unit", "adverb_set") or "day"
        draft.duration = iso_duration(2.0 if has(tokens, "other") else number(tokens) or 1.0, unit)
        draft.timex3 = f"XXXX-XX-XXT{value(tokens, 'part')}" if has(tokens, "part") else SET_VALUES.get(unit)
        if has(tokens, "per") or draft.timex3 is None or (not story.is_history and not has(tokens, "part")):
            draft.timex3 = draft.duration
    return [draft]


def read_part(tokens: list[Token], story: Story) -> list[Draft]:
    """A part of some day: "in the morning", "at dawn".

    Which day is not told, and EDTF stays empty; TIMEX3 takes in news the day told last, as its guidelines ask.
    """
    part = value(tokens, "part")
    is_metaphor = tokens[-1].word in story.words.words.metaphors and story.is_of_next(tokens[-1].end)
    if is_metaphor or story.is_named_before(tokens):
        return []  # "the dawn of freedom", "Operation Red Dawn"
    draft = draft_of(tokens, "part", None)
    draft.type, draft.timex3 = "time", f"XXXX-XX-XXT{part}"
    base = None if story.is_history else story.day(tokens[0].start)[0]
    day = shift(base, "day", 0) if base is not None else None
    if day is not None:
        clock = clock_of_part(tokens, story)
        draft.timex3 = replace(day, clock=clock, part=None if clock else part).timex3()
    return [draft]


def read_reference(tokens: list[Token], story: Story) -> list[Draft]:
    """Now, recently, the future, at that time: no date of its own."""
    is_bare = has(tokens, "time") and has(tokens, "this", "that") and not has(tokens, "the")
    if is_bare and story.word_before(tokens[0].start) not in story.words.words.time_cues:
        return []  # ", this time led by"
    if has(tokens, "to") and story.word_before(tokens[0].start) in story.words.words.classes.get("up", ()):
        return []  # "up to date"
    words = story.words.words
    if any(token.word in (words.of_news if story.is_history else words.of_histories) for token in tokens):
        return []  # the guidelines of histories and of news mark different words
    draft = draft_of(tokens, "reference", None)
    draft.type = "reference"
    if has(tokens, "moment_word") and not has(tokens, "this", "that") and not story.is_at(tokens[0].start):
        return []
    if story.is_history and has(tokens, "coming"):
        return read_duration(tokens, story)
    name = value(tokens, "reference", "reference_noun") or ("future" if has(tokens, "coming") else None)
    draft.timex3 = f"{name.upper()}_REF" if name else "null" if has(tokens, "that", "period") else "PRESENT_REF"
    return [draft]


def read_vague(tokens: list[Token], story: Story) -> list[Draft]:
    """The dry season, a short time, "at the time": marked in histories, and with no date of their own."""
    is_the_time = "the" in tokens[0].classes and has(tokens, "time")
    behind = story.word_after(tokens[-1].end)
    stands_alone = not behind.isalpha() or behind in story.words.words.stand_behind_dates
    is_told = story.word_before(tokens[0].start) in story.words.words.the_time_cues and stands_alone
    draft = draft_of(tokens, "vague", None)
    draft.type, draft.timex3 = "reference", "PRESENT_REF" if is_the_time else "null"
    return [draft] if story.is_history and (is_told or not is_the_time) else []


def read_ordinal_unit(tokens: list[Token], story: Story) -> list[Draft]:
    """The fifth day of the siege: a day whose date is told beside it, if at all; in histories alone."""
    unit = value(tokens, "unit")
    if not story.is_history or unit not in ("day", "night", "year", "hour", "month", "week"):
        return []
    draft = draft_of(tokens, "ordinal-unit", None)
    draft.timex3 = iso_duration(1.0, unit)
    told = story.last(tokens[0].start)[0]
    if unit == "day":
        is_beside = told is not None and told.day is not None and story.is_beside(tokens[0].start)
        draft.timex3 = told.timex3() if told is not None and is_beside else SET_VALUES["day"]
    return [draft]


def read_anniversary(tokens: list[Token], story: Story) -> list[Draft]:
    """The 36th anniversary: how many years after, of what is told elsewhere; TIMEX3 takes the day told beside it."""
    years = value(tokens, "ordinal", "ordinal_word")
    tens = value(tokens, "numeral") or 0
    draft = draft_of(tokens, "anniversary", None)
    draft.type, draft.timex3 = "reference", "null"
    if years is None and has(tokens, "unit", "unit_plural"):
        years, tens = number(tokens), 0
    draft.duration = iso_duration(float(years + tens), "year") if years is not None else None
    told = story.last(tokens[0].start)[0]
    if told is not None and told.day is not None and story.is_beside(tokens[0].start):
        draft.timex3 = told.timex3()
    return [draft]
