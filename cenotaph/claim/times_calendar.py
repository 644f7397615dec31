"""Rules for dates of the calendar: days, months, years, seasons, decades, centuries, nights and ranges.

Each rule takes the tokens of one match and the story so far and gives drafts of times, none where
the match is no time after all. The orders of words are data (`lang/<code>/times.toml`).
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_story import Draft, Outlook, Story, draft_of, has, iso_duration, number, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, shift

_SAME = 3  # days between the document and the day that it may commemorate
_DECADES_OF_CENTURIES = 2000  # "the 2000s" are a decade
_SEASON_MONTH = {"SP": 4, "SU": 7, "FA": 10, "WI": 12}


def calendar(tokens: list[Token], story: Story) -> Moment:
    """What the tokens say of the calendar, leaning on nothing."""
    month = value(tokens, "month")
    has_month = month is not None
    day: int | None = None
    year: int | None = None
    behind_mark = False
    for token in tokens:
        classes = token.classes
        if "year" in classes:
            year = classes["year"]
        elif "yy" in classes or ("day" in classes and (behind_mark or day is not None or not has_month)):
            year = full_year(classes["yy"] if "yy" in classes else classes["day"], story)
        elif "day" in classes or "ordinal" in classes:
            day = classes["day"] if "day" in classes else classes["ordinal"]
        behind_mark = "apostrophe" in classes
    if year is None:
        year = said_year(tokens, story)
    if year is None and has(tokens, "bc", "ad"):
        year = value(tokens, "number", "day", "yy")
    if has(tokens, "bc"):
        year = 1 - value(tokens[::-1], "year", "number", "yy", "day")
        day = day if value(tokens, "day", "ordinal") == day and day != 1 - year else None
    return Moment(
        year=year,
        month=month,
        day=day if has_month else None,
        season=value(tokens, "season") if not has_month else None,
        position=value(tokens, "position", "edge"),
        is_approximate=bool(tokens)
        and not has(tokens, "part", "clock", "dotted")
        and story.word_before(tokens[0].start) in story.words.words.approximate,
    )


def said_year(tokens: list[Token], story: Story) -> int | None:
    """The year whose last two digits are said in words: "otuz yeddinci ilin oktyabrında" is October 1937."""
    for tens, ones, unit in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if "numeral" in tens.classes and "ordinal_word" in ones.classes and "year_unit" in unit.classes:
            digits: int = tens.classes["numeral"] + ones.classes["ordinal_word"]
            if tens.classes["numeral"] in range(20, 100, 10) and digits - tens.classes["numeral"] in range(1, 10):
                return full_year(digits, story)
    return None


def full_year(two_digits: int, story: Story) -> int:
    """The year that two digits mean: not after the document; without one, 1930 to 2029."""
    lean = story.told if story.told is not None and story.is_history else story.document
    if lean is not None and lean.year is not None:
        century = lean.year // 100 * 100
        slack = 1 if lean is story.document else 60
        return century + two_digits - (100 if century + two_digits > lean.year + slack else 0)
    return two_digits + (1900 if two_digits >= 30 else 2000)


def complete(moment: Moment, tokens: list[Token], story: Story) -> tuple[Moment, str | None]:
    """The moment with the year that its anchor gives, and the anchor's name."""
    if moment.year is not None or (moment.month is None and moment.season is None):
        return moment, None
    ago = story.year_ago(tokens[0].start)
    named = story.year_behind(tokens[-1].end) if moment.day is None else None
    if ago is not None or named is not None:  # "ten years ago, on 20 January"; "the Spring Offensive of 1918"
        return replace(moment, year=named if ago is None else ago), story.now()[1] if named is None else None
    if moment.day is not None and moment.month is not None and story.is_name(tokens):
        year = story.days_told.get((moment.month, moment.day))  # "the 20 January Massacre": the day it is named for
        return replace(moment, year=year), f"story:{replace(moment, year=year).edtf()}" if year is not None else None
    leans_on_last = has(tokens, "that")
    base, name = story.last(tokens[0].start) if leans_on_last else story.anchor(tokens[0].start)
    may_look_ahead = not leans_on_last and not story.is_history and story.document is not None
    if may_look_ahead and story.outlook(tokens[0].start, tokens[-1].end) == "future":
        base, name = story.now()  # an old story, and "the court will sit on 12 March"
    if base is None or base.year is None or name is None:
        return moment, None
    is_near = name.startswith("document") and moment.day is not None
    if is_near and has(tokens, "last", "next"):  # "last 10 August"
        return _before_or_after(moment, base, is_before=has(tokens, "last")), name
    if has(tokens, "this", "that", "next", "last", "previous"):  # "October of that year", "of last year"
        offset = 1 if has(tokens, "next") else -1 if has(tokens, "last", "previous") else 0
        return replace(moment, year=base.year + offset), name
    if name.startswith("document"):
        outlook = story.outlook(tokens[0].start, tokens[-1].end)
        seen = _seen_from(moment, base, outlook)
        return (moment, None) if outlook == "past" and _is_open(seen, base, story) else (seen, name)
    if _could_be_the_documents(moment, story, tokens[0].start):
        return moment, None
    year = base.year + _turn_of_year(moment, base)
    return replace(moment, year=year, is_approximate=moment.is_approximate or base.is_approximate), name


def _is_open(seen: Moment, base: Moment, story: Story) -> bool:
    """Whether a bare day may be of any year: almost a year back, or the very day on which an article looks back."""
    if seen.year is None or seen.month is None or seen.day is None or base.day is None or seen.edtf() is None:
        return False
    back = edtf.day_number((base.year or 0, base.month or 1, base.day)) - edtf.day_number(
        (seen.year, seen.month, seen.day)
    )
    words = story.words.words
    return back > words.longest_back or (words.open_on_anniversaries and 0 <= back <= _SAME and story.commemorates)


def _could_be_the_documents(moment: Moment, story: Story, start: int) -> bool:
    """Whether a bare day may as well be the document's own: "on 20 January" in an article of that day."""
    document = story.document
    if document is None or document.day is None or moment.day is None or story.tells_near(start):
        return False
    days = [edtf.day_number((2000, m or 1, d)) for m, d in ((document.month, document.day), (moment.month, moment.day))]
    return abs(days[0] - days[1]) <= 3


def _before_or_after(moment: Moment, base: Moment, is_before: bool) -> Moment:
    """The last such day up to the document's date, or the first one after it."""
    wanted, known = (moment.month, moment.day), (base.month or 12, base.day or 31)
    if is_before:
        return replace(moment, year=(base.year or 0) - (wanted > known))
    return replace(moment, year=(base.year or 0) + (wanted <= known))


def _turn_of_year(moment: Moment, base: Moment) -> int:
    """1 where a story that stands in autumn or winter goes on to a month of the new year."""
    month = moment.month or (None if moment.season == "WI" else _SEASON_MONTH.get(moment.season or ""))
    told = base.month or (_SEASON_MONTH.get(base.season) if base.season else None)
    return 1 if month is not None and told is not None and told >= 10 and month <= 3 else 0


def _seen_from(moment: Moment, base: Moment, outlook: Outlook) -> Moment:
    """The year of a bare date in a document of a known date: the last such day, or the coming one."""
    year = base.year or 0
    month = moment.month or _SEASON_MONTH.get(moment.season or "", 7)
    latest = year - ((month, moment.day or 1) > (base.month or 12, base.day or 31))
    coming = year + ((month, moment.day or 31) < (base.month or 1, base.day or 1))
    if outlook in ("perhaps", "planned"):
        middle = edtf.day_number((year, base.month or 7, base.day or 1))
        outlook = (
            "future" if _days_to(coming, month, moment, middle) < _days_to(latest, month, moment, middle) else "past"
        )
    return replace(moment, year=coming if outlook == "future" else latest)


def _days_to(year: int, month: int, moment: Moment, middle: int) -> int:
    return abs(edtf.day_number((year, month, moment.day or 15)) - middle)


def read_date(tokens: list[Token], story: Story, rule: str = "date") -> list[Draft]:
    """A date of the calendar, with its part of the day or clock time."""
    tokens = _without_counted(tokens, story)
    moment, anchor = complete(calendar(_before_clock(tokens), story), tokens, story)
    is_empty = moment.year is None and moment.month is None and moment.season is None
    if is_empty or moment.edtf() is None or abs(moment.year or 0) > 9999:
        return []
    story.tell(moment, tokens[0].start, anchor)
    part = value(tokens, "part") or ("MO" if value(tokens, "unit_plural") == "hour" else None)
    clock, zone = clock_time(tokens)
    anchored = replace(moment, clock=clock, zone=zone)
    if clock and has(tokens, "on"):
        return [_clock_on(tokens, rule, anchored, moment, anchor)]
    if part and moment.day is not None and not clock:
        moment = replace(moment, part=part, nights=nights_of(tokens, story))
    return [draft_of(tokens, rule, replace(moment, clock=clock, zone=zone), anchor)]


def nights_of(tokens: list[Token], story: Story) -> int:
    """1 where the tokens tell of a night, which runs into the next day; "midnight" is a moment of it."""
    nights = [token for token in tokens if token.classes.get("part") == "NI"]
    return int(any(token.word not in story.words.words.moments_of_night for token in nights))


def _clock_on(tokens: list[Token], rule: str, moment: Moment, day: Moment, anchor: str | None) -> Draft:
    """A clock time on a date, with both as parts: "11 a.m. on 11 November 1918"."""
    index = next(i for i, token in enumerate(tokens) if "on" in token.classes)
    whole = draft_of(tokens, rule, moment, anchor)
    whole.parts = [draft_of(tokens[:index], rule, moment, anchor), draft_of(tokens[index + 1 :], rule, day, anchor)]
    return whole


def _without_counted(tokens: list[Token], story: Story) -> list[Token]:
    """Without a last number that counts what stands behind it: "on 3 January 90 people"."""
    last, document = tokens[-1].classes, story.document
    is_to_come = "year" in last and document is not None and document.year is not None and last["year"] > document.year
    counts = len(tokens) > 2 and ("yy" in last or is_to_come) and story.counts_next(tokens[-1].end)
    if counts and "apostrophe" not in tokens[-2].classes:
        return tokens[:-1]
    return tokens


def _before_clock(tokens: list[Token]) -> list[Token]:
    """The tokens without those of a clock time, whose numbers are no days."""
    kept: list[Token] = []
    for index, token in enumerate(tokens):
        behind = tokens[index + 1].classes if index + 1 < len(tokens) else {}
        if "clock" not in token.classes and not any(name in behind for name in ("am", "pm", "oclock", "zone")):
            kept.append(token)
    return kept


def clock_time(tokens: list[Token], bare: bool = False) -> tuple[str | None, str | None]:
    """hh:mm:ss and the zone (Z for Greenwich) that the tokens state, or nulls."""
    for index, token in enumerate(tokens):
        behind = tokens[index + 1].classes if index + 1 < len(tokens) else {}
        if "clock" in token.classes and ":" in token.quote:
            parts = [int(part) for part in token.quote.split(":")]
        elif "decimal" in token.classes and has([Token(0, 0, "", behind)], "am", "pm"):
            parts = [int(part) for part in token.quote.split(".")]  # "8.30am"
        elif "am" in behind or "pm" in behind or "oclock" in behind:
            hour = next((token.classes[n] for n in ("day", "yy", "number", "numeral") if n in token.classes), None)
            if hour is None:
                return None, None
            parts = [int(hour)]
        elif _is_four_digits(token) and ("zone" in behind or "hrs" in behind or "clock" in token.classes or bare):
            parts = [int(token.quote[:2]), int(token.quote[2:])]
        else:
            continue
        hour, minute, second = (*parts, 0, 0)[:3]
        hour = hour % 12 + 12 if has(tokens, "pm") and hour <= 12 else hour % 12 if has(tokens, "am") else hour
        if hour > 24 or minute > 59 or second > 59:
            return None, None
        zone = "Z" if value(tokens, "zone") in ("gmt", "utc") else None
        return f"{hour:02}:{minute:02}:{second:02}", zone
    return None, None


def read_clock(tokens: list[Token], story: Story, bare: bool = False) -> list[Draft]:
    """5:34 AM on the day that is being told."""
    clock, zone = clock_time(tokens, bare)
    if clock is None:
        return []
    is_told = has(tokens, "am", "pm", "oclock", "zone", "hrs")
    if not is_told and story.word_before(tokens[0].start) not in story.words.clock_cues:
        return []
    base, anchor = story.running(tokens[0].start)
    day = shift(base, "day", 0) if base is not None else None
    if not story.is_history and (day is None or story.day(tokens[0].start)[0] != base):
        return [_clock_of_news(tokens, story, Moment(clock=clock, zone=zone))]
    moment = replace(day or Moment(), clock=clock, zone=zone)
    story.clock = moment
    return [draft_of(tokens, "clock", moment, anchor if day else None)]


def _clock_of_news(tokens: list[Token], story: Story, clock: Moment) -> Draft:
    """A clock time whose day is not sure: none in EDTF, and in TIMEX3 the likeliest, as its guidelines ask."""
    draft = draft_of(tokens, "clock", clock)
    base = story.day(tokens[0].start)[0]
    day = shift(base, "day", 0) if base is not None else None
    if day is not None:
        story.clock = replace(day, clock=clock.clock, zone=clock.zone)
        draft.timex3 = story.clock.timex3()
    return draft


def read_clock_words(tokens: list[Token], _story: Story) -> list[Draft]:
    """Half past two: of which half of the day is not told, so no clock time is given."""
    draft = draft_of(tokens, "clock-words", None)
    draft.type = "time"
    return [draft]


def _is_four_digits(token: Token) -> bool:
    return re.fullmatch(r"(?:[01]\d|2[0-3])[0-5]\d", token.quote) is not None


def read_month(tokens: list[Token], story: Story) -> list[Draft]:
    """A month with or without year; a name that is also a word ("May", "March") needs a word that leads to it."""
    name = next(token for token in tokens if "month" in token.classes)
    leads = has(tokens, "year", "position", "edge", "yy", "this", "that", "next", "last", "previous", "month_unit")
    is_word = name.word in story.words.capitalised
    is_name = story.word_before(tokens[0].start) in story.words.words.names_before_months
    if is_name and not has(tokens, "year") and name.quote[0].isupper():
        return []
    if is_word and not leads and story.word_before(tokens[0].start) not in story.words.words.month_cues:
        return []
    return read_date(tokens, story, "month")


def read_season(tokens: list[Token], story: Story) -> list[Draft]:
    """A season with or without year; a capital marks a name ("the Spring Offensive") that holds no article."""
    word = next(token for token in tokens if "season" in token.classes)
    if not has(tokens, "year", "position", "edge", "this", "that", "next", "last", "previous", "yy"):
        before = story.word_before(tokens[0].start)
        if word.quote.lower() in story.words.words.ambiguous_seasons and before not in story.words.words.month_cues:
            return []
        if story.is_of_name(tokens[-1].end):
            return []  # "the spring of Tolmen"
        if word.quote.lower() in story.words.words.ambiguous_seasons and story.is_of_next(tokens[-1].end):
            return []
        if len(tokens) > 1 and word.quote[0].isupper() and not tokens[0].quote.isupper():
            tokens = tokens[1:]
    return read_date(tokens, story, "season")


def read_year(tokens: list[Token], story: Story) -> list[Draft]:
    """A bare year, unless it counts or numbers something."""
    if has(tokens, "position", "edge", "apostrophe", "unit") and has(tokens, "year", "apostrophe"):
        return read_date(tokens, story, "year")
    before = story.word_before(tokens[0].start)
    after = story.word_after(tokens[-1].end)
    if before in story.words.words.clock_cues and _is_four_digits(tokens[0]):
        return read_clock(tokens, story, bare=True)
    if before in story.words.not_years_after or after in ("%", "°"):
        return []
    glued = story.text[max(0, tokens[0].start - 1) : tokens[0].start] + story.text[tokens[-1].end : tokens[-1].end + 2]
    if re.search(r"[$€£#№]|^[-/.]?[^\W\d_]|[.,]\d", glued) and before not in story.words.year_cues:
        return []
    year = value(tokens, "year")
    if before not in story.words.surely_year and story.words.day_behind.match(story.text, tokens[-1].end):
        return []  # "there were 2100 on 4 December"
    if before not in story.words.year_cues and story.names_many(tokens[-1].end):
        return []  # "carried 1990 passengers"
    if before not in story.words.year_cues and (story.counts_next(tokens[-1].end) or year < 1400):
        return []
    if story.counts_next(tokens[-1].end) and before not in story.words.surely_year:
        return []
    return read_date(tokens, story, "year")


def read_iso(tokens: list[Token], story: Story) -> list[Draft]:
    """1990-01-20."""
    written = tokens[0].classes["iso"]
    if not edtf.is_valid(written):
        return []
    year, month, day = map(int, written.split("-"))
    moment = Moment(year, month, day)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "iso", moment)]


def read_numeric(tokens: list[Token], story: Story) -> list[Draft]:
    """20.01.1990 is day first; 01/20/1990 month first where only that is possible; 03/04/1990 fixes the year alone."""
    written, day_first = tokens[0].classes["numeric_date"], story.words.words.day_first
    first, second, year = (int(part) for part in re.split(r"[./-]", written))
    year = full_year(year, story) if year < 100 else year
    if second > 12 >= first:
        first, second = second, first
    elif first <= 12 and second <= 12 and first != second and "/" in written and not day_first:
        return [draft_of(tokens, "numeric-unclear", Moment(year))]
    moment = Moment(year, second, first)
    if moment.edtf() is None:
        return []
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "numeric", moment)]


def read_decade(tokens: list[Token], story: Story) -> list[Draft]:
    """The 1950s, the late 1980s, the '20s."""
    decade = value(tokens, "decade")
    if decade is None:
        decade = value(tokens, "decade_word") * 10
    if decade < 100:
        if story.word_before(tokens[0].start) in story.words.words.classes.get("possessive", ()):
            return []  # "in his 30s" is an age
        told = story.told if story.is_history else story.document
        lean = told.year if told is not None and told.year else 1999
        decade += lean // 100 * 100
        decade -= 100 if decade > lean + 10 else 0
    if decade % 100 == 0 and decade < _DECADES_OF_CENTURIES:  # "the late 1800s" are a century
        century = Moment(century=decade // 100 + 1, position=value(tokens, "position", "edge"))
        return [draft_of(tokens, "century", century)]
    return [draft_of(tokens, "decade", Moment(decade=decade // 10, position=value(tokens, "position", "edge")))]


def read_century(tokens: list[Token], _story: Story) -> list[Draft]:
    """The nineteenth century, the 5th century BC."""
    tens = value(tokens, "numeral") or 0
    century = tens + value(tokens, "ordinal", "ordinal_word")
    if not 1 <= century <= 30:
        return []
    if has(tokens, "bc"):
        century = -century
    return [draft_of(tokens, "century", Moment(century=century, position=value(tokens, "position", "edge")))]


def read_ordinal_day(tokens: list[Token], story: Story) -> list[Draft]:
    """On the 20th: a day of the month that is being told."""
    base, anchor = story.anchor(tokens[0].start)
    after = story.word_after(tokens[-1].end)
    stands_alone = not after[:1].isalpha() or after.lower() in story.words.words.stand_behind_dates
    if base is None or base.month is None or not stands_alone:
        return []
    if story.word_before(tokens[0].start) not in story.words.words.month_cues:
        return []
    moment = Moment(base.year, base.month, value(tokens, "ordinal"))
    if moment.edtf() is None:
        return []
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "ordinal-day", moment, anchor)]


def read_span(tokens: list[Token], story: Story) -> list[Draft]:
    """The last week of August, the first two months of 1939: how long, and within what."""
    index = next(i for i, token in enumerate(tokens) if "of" in token.classes and i > 1)
    moment, anchor = complete(calendar(tokens[index + 1 :], story), tokens[index + 1 :], story)
    story.tell(moment, tokens[0].start)
    draft = draft_of(tokens, "span", moment, anchor)
    amount = number(tokens[:index]) or (None if has(tokens[:index], "few", "unit_plural") else 1.0)
    draft.duration = draft.timex3 = iso_duration(amount, value(tokens[:index], "unit_plural", "unit"))
    return [draft]


def read_ancient_year(tokens: list[Token], story: Story) -> list[Draft]:
    """In a text that counts its years BC, "in 490" is such a year too."""
    year = value(tokens, "number")
    if not tokens[0].quote.isdigit() or not 100 <= year <= 999 or not story.is_ancient:
        return []
    if story.word_before(tokens[0].start) not in story.words.words.month_cues or story.counts_next(tokens[-1].end):
        return []
    moment = Moment(1 - year)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "ancient-year", moment)]
