"""Rules for days told by their weekday: the last one, the coming one, the night of Friday to Saturday."""

from __future__ import annotations

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_calendar import clock_time, nights_of
from cenotaph.claim.times_story import Draft, Story, draft_of, has, unresolved, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, of_day, shift, weekday


def read_weekend(tokens: list[Token], story: Story) -> list[Draft]:
    """The weekend: in news the last one, or the one to come; that weekend of the story."""
    is_bare = not has(tokens, "this", "that", "last", "next", "previous")
    if is_bare and (story.is_history or story.is_of_next(tokens[-1].end)):
        return []
    base, anchor = story.last(tokens[0].start) if story.is_history or has(tokens, "that") else story.now()
    number_of = _day_number(base)
    if number_of is None:
        return [unresolved(tokens, "weekend", 1 if has(tokens, "next") else -1 if has(tokens, "last") else 0)]
    sign = 1 if has(tokens, "next") else -1 if has(tokens, "last", "previous") else 0
    lies_back = is_bare and weekday(number_of) < 5 and story.outlook(tokens[0].start, tokens[-1].end) == "past"
    monday = number_of - weekday(number_of) + 7 * (-1 if lies_back else sign)
    year = edtf.day_of_number(monday + 5)[0]
    return [draft_of(tokens, "weekend", Moment(year=year, week=monday, is_weekend=True), anchor)]


def read_weekday(tokens: list[Token], story: Story) -> list[Draft]:
    """Last Friday; a bare weekday is the last one up to the document's date, or the next one of the story."""
    day, anchor = weekday_of(tokens, story)
    part = value(tokens, "part")
    clock = clock_of_part(tokens, story)
    if day is not None and clock:
        return [draft_of(tokens, "weekday", replace(day, clock=clock), anchor)]
    if day is None:
        draft = draft_of(tokens, "weekday", None)
        draft.timex3 = f"XXXX-WXX-{value(tokens, 'weekday') + 1}"
        return [draft]
    return [draft_of(tokens, "weekday", replace(day, part=part, nights=nights_of(tokens, story)), anchor)]


def weekday_of(tokens: list[Token], story: Story) -> tuple[Moment | None, str | None]:
    """The day that a weekday means and what it leans on; the day is told to the story."""
    wanted = value(tokens, "weekday")
    use_story = (
        story.is_history
        or has(tokens, "that")
        or (
            not has(tokens, "this", "last", "next", "previous")
            and story.carries_weekdays(tokens[0].start)
            and story.outlook(tokens[0].start, tokens[-1].end) != "future"
        )
    )
    base, anchor = story.last(tokens[0].start) if use_story else story.now()
    number_of = _day_number(base)
    if number_of is None:
        return None, None
    ahead = (wanted - weekday(number_of)) % 7
    if has(tokens, "next"):
        ahead = ahead or 7
    elif has(tokens, "last", "previous"):
        ahead = ahead - 7
    elif not use_story and not has(tokens, "this") and story.outlook(tokens[0].start, tokens[-1].end) in (
        "past", "perhaps"
    ):  # fmt: skip
        ahead = ahead - 7 if ahead else 0
    moment = of_day(edtf.day_of_number(number_of + ahead))
    story.tell(moment, tokens[0].start, anchor)
    return moment, anchor


def read_weekday_night(tokens: list[Token], story: Story) -> list[Draft]:
    """The night of Friday to Saturday: from the one day into the next."""
    days = [index for index, token in enumerate(tokens) if "weekday" in token.classes]
    nights = (value([tokens[days[1]]], "weekday") - value([tokens[days[0]]], "weekday")) % 7
    last, anchor = weekday_of(tokens[days[1] : days[1] + 1], story)  # "keçən" behind it may mean "last"
    first = shift(last, "day", -nights) if last is not None and nights else None
    if first is None:
        return [draft_of(tokens, "weekday-night", None)]
    return [draft_of(tokens, "weekday-night", replace(first, part=value(tokens, "part"), nights=nights), anchor)]


def read_weekday_clock(tokens: list[Token], story: Story) -> list[Draft]:
    """0330 hours on Sunday, 8 a.m. today."""
    clock, zone = clock_time(tokens)
    if has(tokens, "weekday"):
        day, anchor = weekday_of([token for token in tokens if "weekday" in token.classes], story)
    else:
        base, anchor = story.now()
        day = shift(base, "day", value(tokens, "deictic")) if base is not None else None
    if day is None or clock is None:
        return [draft_of(tokens, "weekday-clock", None)]
    story.clock = replace(day, clock=clock, zone=zone)
    return [draft_of(tokens, "weekday-clock", story.clock, anchor)]


def clock_of_part(tokens: list[Token], story: Story) -> str | None:
    """The clock time that a word such as "noon" fixes, in news."""
    words = (token.word for token in tokens if "part" in token.classes)
    clock = next((story.words.words.part_clocks[word] for word in words if word in story.words.words.part_clocks), None)
    return f"{clock}:00" if clock and not story.is_history else None


def _day_number(moment: Moment | None) -> int | None:
    if moment is None or moment.year is None or moment.month is None or moment.day is None:
        return None
    return edtf.day_number((moment.year, moment.month, moment.day))
