"""Rules for languages whose endings say what English says with words in between.

Azerbaijani has "yanvarın 19-dan 20-nə" and Turkish "19 Ocak'ı 20 Ocak'a" where English has "from ... to":
no word parts the two dates of a range, the second begins where something is said again.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_calendar import calendar, complete, read_century, read_date
from cenotaph.claim.times_divisions import read_quarter
from cenotaph.claim.times_ranges import two_moments
from cenotaph.claim.times_relative import read_anniversary, read_duration, read_shift
from cenotaph.claim.times_story import Draft, Story, draft_of, has, iso_duration, number, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment, shift
from cenotaph.claim.times_weekdays import weekday_of

_SAID_ONCE = ("weekday", "day", "month", "year", "season")
_LINKS = ("and", "or", "dash", "slash", "comma", "to", "from", "between", "into")
_NO_YEAR = 2001  # a common year, to reckon in where none is told


def _sides(tokens: list[Token]) -> tuple[list[Token], list[Token], list[Token]]:
    """Two dates and what stands between them; the second begins where a kind of word is said again."""
    said: set[str] = set()
    tokens = [token for token in tokens if "passing" not in token.classes]
    for index, token in enumerate(tokens):
        kinds = [kind for kind in _SAID_ONCE if kind in token.classes][:1]
        if said.intersection(kinds):
            left = tokens[:index]
            while left and has(left[-1:], *_LINKS) and not has(left[-1:], *_SAID_ONCE):
                left.pop()
            return left, tokens[len(left) : index], tokens[index:]
        said.update(kinds)
    return tokens, [], []


def read_pair(tokens: list[Token], story: Story) -> list[Draft]:
    """Two dates: a range, alternatives, both, or, with a word for night, the night from one into the other."""
    left_tokens, links, right_tokens = _sides(tokens)
    if not right_tokens:
        return read_date(tokens, story)
    left, right, anchor = two_moments(left_tokens, right_tokens, story)
    if not has(tokens, "month", "year", "season", "weekday"):
        left, anchor = _of_month_told(left, tokens, story)
        right, _ = _of_month_told(right, tokens, story)
    if left.day and right.day and left.month and left.month == right.month and right.day < left.day:
        month = shift(replace(right, year=right.year or _NO_YEAR), "month", 1)
        right = replace(right, year=right.year and month and month.year, month=month and month.month)
    if left.edtf() is None or right.edtf() is None:
        return read_date(left_tokens, story) if left.edtf() else []
    story.tell(right, tokens[0].start, anchor)
    if has(tokens, "night"):
        return [_night(tokens, left, right, anchor, story)]
    is_either = has(links, "or")
    is_both = has(links, "and") and not is_either and not _is_between(tokens, story)
    rule = "either" if is_either else "both" if is_both else "range"
    template = {"either": "[{},{}]", "both": "{{{},{}}}", "range": "{}/{}"}[rule]
    parts = [draft_of(left_tokens, rule, left, anchor), draft_of(right_tokens, rule, right, anchor)]
    written = template.format(left.edtf(), right.edtf())
    if not edtf.is_valid(written):
        return parts
    whole = draft_of(tokens, rule, None, anchor)
    whole.edtf, whole.ends, whole.parts = written, edtf.bounds(written), parts
    return [whole]


def _of_month_told(moment: Moment, tokens: list[Token], story: Story) -> tuple[Moment, str | None]:
    """A day without a month, as "the 19th": of the month that is being told."""
    base, anchor = story.running(tokens[0].start)
    if base is None or base.month is None:
        return moment, None
    month: Moment | None = Moment(base.year, base.month)
    is_ahead = base.day is not None and moment.day is not None and moment.day > base.day
    if is_ahead and story.outlook(tokens[0].start, tokens[-1].end) == "past" and (anchor or "").startswith("document"):
        month = shift(base, "month", -1)
    return (moment, None) if month is None else (replace(moment, year=month.year, month=month.month), anchor)


def _is_between(tokens: list[Token], story: Story) -> bool:
    """Whether a word for "between" stands in front of a pair or behind it."""
    words = story.words.words.classes.get("between", ())
    around = (story.word_before(tokens[0].start), story.words.fold(story.word_after(tokens[-1].end)))
    return any(word.partition("~")[0] in around for word in words)


def _night(tokens: list[Token], left: Moment, right: Moment, anchor: str | None, story: Story) -> Draft:
    nights = 1
    if left.month and left.day and right.month and right.day:
        first = (left.year or _NO_YEAR, left.month, left.day)
        last = (right.year or _NO_YEAR, right.month, right.day)
        nights = max(1, edtf.day_number(last) - edtf.day_number(first))
    night = replace(left, part="NI", nights=nights)
    story.night = (right, night)
    return draft_of(tokens, "night", night, anchor)


def read_night_into(tokens: list[Token], story: Story) -> list[Draft]:
    """The night that runs into a day: "в ночь на 20 января" is that of the 19th."""
    told: Moment | None
    rest = [token for token in tokens if "passing" not in token.classes]
    if has(tokens, "weekday") and not has(tokens, "month"):
        told, anchor = weekday_of([token for token in tokens if "weekday" in token.classes], story)
    else:
        told, anchor = complete(calendar(rest, story), rest, story)
    if told is not None and not has(tokens, "month", "weekday"):
        told, anchor = _of_month_told(Moment(day=value(tokens, "day")), tokens, story)
    day = told or Moment()
    if day.month is None or day.day is None or day.edtf() is None:
        return []
    eve = shift(replace(day, year=day.year or _NO_YEAR, position=None), "day", -1)
    if eve is None:
        return []
    story.tell(day, tokens[0].start, anchor)
    night = replace(eve, year=day.year and eve.year, part="NI", nights=1)
    story.night = (day, night)
    return [draft_of(tokens, "night", night, anchor)]


def read_written_day(tokens: list[Token], story: Story) -> list[Draft]:
    """A day in words: "двадцатого января", "yanvarın iyirmisində"."""
    said = [token for token in tokens if has([token], "numeral", "ordinal_word")]
    day = sum(value([token], "ordinal_word", "numeral") for token in said)
    rest = [token for token in tokens if token not in said]
    first = tokens.index(said[0])
    written = Token(said[0].start, said[-1].end, "", {"day": int(day)})
    return read_date([*rest[:first], written, *rest[first:]], story) if 1 <= day <= 31 else []


def read_decade_of_years(tokens: list[Token], story: Story) -> list[Draft]:
    """1970-ci illərdə, в 1980-х, 90'lı yıllar, the plural of a round year; семидесятые годы."""
    index = next((i for i, token in enumerate(tokens) if "century" in token.classes), -1)
    behind = tokens[index + 1 :]
    told = behind if has(behind, "year", "yy", "day", "decade_word") else tokens[:index]
    year = value(told, "year", "yy", "day")
    year = value(told, "decade_word") * 10 if year is None else year
    century = _century_of(tokens, story)
    if century is not None and year < 100:
        year += (century - 1) * 100
    if year % 10:
        return []
    if year < 100:
        near = story.told.year if story.told is not None and story.told.year else None
        year += near // 100 * 100 if near else 1900
    if story.told is not None and story.told.year is not None and story.told.year // 10 != year // 10:
        story.forget()
    return [draft_of(tokens, "decade", Moment(decade=year // 10, position=value(tokens, "position", "edge")))]


def _century_of(tokens: list[Token], story: Story) -> int | None:
    """The century that the tokens name, "of the 20th century", "of the last century"."""
    if not has(tokens, "century"):
        return None
    if has(tokens, "last", "this") and story.document is not None and story.document.year is not None:
        return (story.document.year - 1) // 100 + (0 if has(tokens, "last") else 1)
    index = next(i for i, token in enumerate(tokens) if "century" in token.classes)
    given = value(tokens[max(0, index - 2) : index][::-1], "ordinal_word", "ordinal", "day", "yy")
    return int(given) if given is not None else None


def read_winter(tokens: list[Token], story: Story) -> list[Draft]:
    """A winter with both its years: "зимой 1989/90", "1989-90 kışında"."""
    years = [token for token in tokens if has([token], "year", "yy", "day")]
    rest = [token for token in tokens if token not in years[1:] and not has([token], "dash", "slash")]
    drafts = read_date(rest, story, "season")
    return [replace(draft, start=tokens[0].start, end=tokens[-1].end) for draft in drafts]


def read_half_of(tokens: list[Token], story: Story) -> list[Draft]:
    """The first or second half of a year or a century."""
    index = next(i for i, token in enumerate(tokens) if "half" in token.classes)
    which = value(tokens[index - 1 : index], "ordinal_word", "ordinal")
    rest = tokens[: index - 1] + tokens[index + 1 :]
    if which not in (1, 2):
        return []
    if has(rest, "century"):
        century = value(rest, "ordinal", "ordinal_word")
        moment = Moment(century=century, position="early" if which == 1 else "late")
        return [draft_of(tokens, "half", moment)]
    moment = calendar(rest, story)
    if moment.year is None:
        return []
    moment = replace(moment, day=None, half=which)
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "half", moment)]


def read_shift_of(tokens: list[Token], story: Story) -> list[Draft]:
    """Two days later, three years ago; one word says "ago" and "earlier", or leads ("через два дня")."""
    lead = next(token for token in tokens if has([token], "later", "through", "ago", "earlier"))
    words = story.words.words
    leans_on_event = story.word_before(tokens[0].start).endswith(words.event_endings or ("\n",))
    leans_on_event |= story.words.fold(story.word_after(tokens[-1].end)) in words.event_words
    if leans_on_event and not has(tokens, "from_this"):
        return read_duration([token for token in tokens if token is not lead], story)
    name = "thereafter" if has([lead], "later", "through") else "earlier" if "earlier" in lead.classes else "ago"
    if name == "ago" and (story.document is None or (story.is_history and story.told is not None)):
        name = "earlier"
    rest = [token for token in tokens if token is not lead and "from_this" not in token.classes]
    if number(rest) is None and not has(rest, "few", "unit_plural"):
        rest.insert(0, Token(lead.start, lead.start, "", {"a": ""}))  # "через неделю", a week later
    drafts = read_shift([*rest, replace(lead, classes={name: name})], story)
    return [replace(draft, start=tokens[0].start, end=tokens[-1].end) for draft in drafts]


def read_same_day_ago(tokens: list[Token], story: Story) -> list[Draft]:
    """Ten years ago today: that very day; of no known day where the document has none."""
    base, anchor = story.now()
    day = shift(base, "day", value(tokens, "deictic") or 0) if base is not None else None
    years = number([token for token in tokens if "deictic" not in token.classes])
    unit = value(tokens, "year_unit", "unit_plural", "unit")
    if day is None or day.year is None or years is None or unit not in ("year", "il", "yıl", "sene"):
        return read_shift_of([token for token in tokens if not has([token], "deictic", "comma", "in", "this")], story)
    moment = replace(day, year=day.year - int(years))
    if moment.edtf() is None:  # 29 February
        return []
    story.tell(moment, tokens[0].start)
    return [draft_of(tokens, "shift", moment, anchor)]


def read_weekday_range(tokens: list[Token], story: Story) -> list[Draft]:
    """From Monday to Wednesday: the last such days up to the document's, or of the story."""
    left, right = [index for index, token in enumerate(tokens) if "weekday" in token.classes][:2]
    days = (value([tokens[right]], "weekday") - value([tokens[left]], "weekday")) % 7
    last, anchor = weekday_of(tokens[right:], story)
    first = shift(last, "day", -days) if last is not None and days else None
    if first is None or last is None:
        return [draft_of(tokens, "range", None)]
    draft = draft_of(tokens, "range", None, anchor)
    draft.edtf = f"{first.edtf()}/{last.edtf()}"
    draft.ends = edtf.bounds(draft.edtf)
    draft.parts = [draft_of(tokens[:right], "range", first, anchor), draft_of(tokens[right:], "range", last, anchor)]
    return [draft]


def read_first_units(tokens: list[Token], story: Story) -> list[Draft]:
    """The first eleven months of a year: from its first to that month."""
    behind = next((i for i, token in enumerate(tokens) if "first" in token.classes), -1)
    index = next(i for i, token in enumerate(tokens) if i > behind and has([token], "unit", "unit_plural"))
    told = tokens[:behind] if behind > 0 else tokens[index + 1 :]
    amount = number(tokens[behind + 1 : index] if behind >= 0 else tokens[:index])
    base, anchor = story.now()
    year = value(told, "year")
    if year is None and base is not None and base.year is not None:
        year = base.year - (1 if has(told, "last", "previous") else 0)
    else:
        anchor = None
    if (
        year is None
        or amount is None
        or value([tokens[index]], "unit", "unit_plural") != "month"
        or not 1 < amount <= 12
    ):
        return read_duration(tokens[max(behind, 0) : index + 1], story)
    last = Moment(year, int(amount))
    draft = draft_of(tokens, "range", None, anchor)
    draft.edtf = f"{Moment(year, 1).edtf()}/{last.edtf()}"
    draft.ends = edtf.bounds(draft.edtf)
    story.tell(last, tokens[0].start, anchor)
    return [draft]


def read_about_so_long(tokens: list[Token], story: Story) -> list[Draft]:
    """Three or four days, "3-4 gün": a duration without one number, or so much later."""
    numbers = [token for token in tokens if has([token], "day", "yy", "number")]
    few = Token(numbers[0].start, numbers[-1].end, "", {"few": ""})
    rest = [token for token in tokens if not has([token], "dash") and token not in numbers[1:]]
    rest = [few if token is numbers[0] else token for token in rest]
    return (read_shift_of if has(rest, "later", "through", "ago", "earlier") else read_duration)(rest, story)


def read_quarter_of(tokens: list[Token], story: Story) -> list[Draft]:
    """The first quarter of a year, whose own ordinal ending counts nothing."""
    bare = [replace(t, classes={"year": t.classes["year"]}) if "year" in t.classes else t for t in tokens]
    return read_quarter(bare, story)


def read_ordinal_of_month(tokens: list[Token], story: Story) -> list[Draft]:
    """On the 20th of the month, of this month: a day of the month that is being told."""
    base, anchor = story.now() if has(tokens, "this", "last", "next") else story.running(tokens[0].start)
    sign = 1 if has(tokens, "next") else -1 if has(tokens, "last", "previous") else 0
    month = shift(base, "month", sign) if base is not None else None
    if month is None:
        return []
    moment = Moment(month.year, month.month, value(tokens, "day"))
    if not has(tokens, "this", "that", "next", "last", "previous"):
        moment, anchor = _of_month_told(Moment(day=value(tokens, "day")), tokens, story)
    if moment.edtf() is None:
        return []
    story.tell(moment, tokens[0].start, anchor)
    return [draft_of(tokens, "ordinal-day", moment, anchor)]


def read_one_unit(tokens: list[Token], _story: Story) -> list[Draft]:
    """A unit without a number behind a word for during: "в течение недели"."""
    draft = draft_of(tokens, "duration", None)
    draft.type, draft.duration = "duration", iso_duration(1.0, value(tokens, "unit"))
    return [draft]


def read_short_year(tokens: list[Token], story: Story) -> list[Draft]:
    """A year by its last two digits and a word for it: "90-cı ildə", "в 37-м году"."""
    return read_date(tokens, story, "year")


def read_years_listed(tokens: list[Token], story: Story) -> list[Draft]:
    """1990, 1991 və 1992-ci illərdə: all of some years."""
    years = [token for token in tokens if "year" in token.classes]
    parts = [draft_of([token], "years", Moment(token.classes["year"])) for token in years]
    draft = draft_of(tokens, "years", None)
    draft.edtf = f"{{{','.join(str(token.classes['year']) for token in years)}}}"
    draft.ends, draft.parts = edtf.bounds(draft.edtf), parts
    story.tell(Moment(years[-1].classes["year"]), tokens[0].start)
    return [draft]


def read_numbered(tokens: list[Token], story: Story) -> list[Draft]:
    """The 20th century or the 40th anniversary with a bare number: "20. yüzyıl", "40-летие"."""
    numbered = [
        replace(token, classes={"ordinal": int(number([token]) or 0)})
        if has([token], "day", "yy", "number") and not has([token], "ordinal")
        else token
        for token in tokens
    ]
    return read_century(numbered, story) if has(tokens, "century") else read_anniversary(numbered, story)


def read_year_alone(tokens: list[Token], story: Story) -> list[Draft]:
    """A year without a word for it, where nothing stands behind that it could count."""
    year = value(tokens, "year")
    before, after = story.text[max(0, tokens[0].start - 1) : tokens[0].start], story.word_after(tokens[-1].end)
    folded_after = story.words.fold(after)
    if story.word_before(tokens[0].start) in story.words.not_years_after or not 1400 <= year <= 2100:
        return []
    if re.match(r"[$€£₽₺₼#№%°\-/.,]", before) or after[:1] in tuple("%°$€£₽₺₼"):
        return []
    counts = after[:1].isdigit() or (after[:1].islower() and folded_after not in story.words.words.stand_behind_dates)
    return [] if counts or story.counts_next(tokens[-1].end) else read_date(tokens, story, "year")
