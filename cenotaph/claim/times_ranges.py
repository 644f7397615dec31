"""Rules for two dates that belong together: ranges, alternatives, pairs, and the nights between two days."""

from __future__ import annotations

from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_calendar import calendar, complete, read_date
from cenotaph.claim.times_story import Draft, Story, draft_of, has, value
from cenotaph.claim.times_tokens import Token
from cenotaph.claim.times_values import Moment

_RANGE_MARKS = ("dash", "slash", "to", "until", "and", "or")


def _sides(tokens: list[Token]) -> tuple[list[Token], Token, list[Token]] | None:
    """The tokens before and behind the mark of a range; "mid-1990" has none."""
    for index, token in enumerate(tokens[1:-1], start=1):
        if any(name in token.classes for name in _RANGE_MARKS) and has(
            tokens[:index], "day", "ordinal", "month", "year", "season", "number", "yy"
        ):
            return tokens[:index], token, tokens[index + 1 :]
    return None


def read_range(tokens: list[Token], story: Story) -> list[Draft]:
    """Two dates as a range ("13 to 19 January"), as alternatives ("19 or 20"), or both ("19 and 20 January")."""
    is_between = "between" in tokens[0].classes
    tokens = tokens[1:] if is_between else tokens
    sides = _sides(tokens)
    if sides is None:
        return []
    left_tokens, mark, right_tokens = sides
    is_bare = has(right_tokens, "day", "yy") and not has(right_tokens, "year", "month")
    if is_bare and story.counts_next(tokens[-1].end):  # "on January 19 and 20 people were killed"
        return read_date(left_tokens, story) if has(left_tokens, "month") else []
    left, right, anchor = two_moments(left_tokens, right_tokens, story)
    if left.edtf() is None or right.edtf() is None:
        return read_date(left_tokens, story) if left.edtf() else []
    rule = "range"
    template = "{}/{}"
    if "or" in mark.classes:
        rule, template = "either", "[{},{}]"
    elif "and" in mark.classes and not is_between:
        rule, template = "both", "{{{},{}}}"
    parts = [draft_of(left_tokens, rule, left, anchor), draft_of(right_tokens, rule, right, anchor)]
    story.tell(right, tokens[0].start, anchor)
    whole = draft_of(tokens, rule, None, anchor)
    written = template.format(left.edtf(), right.edtf())
    if not edtf.is_valid(written):
        return parts
    whole.edtf, whole.ends, whole.parts = written, edtf.bounds(written), parts
    whole.timex3 = parts[0].timex3  # TIMEX3 has no ranges: each date stands for itself
    return [whole]


def read_days(tokens: list[Token], story: Story) -> list[Draft]:
    """Three days or more of one month: "20, 21 and 22 November 1993"."""
    months = [token for token in tokens if "month" in token.classes]
    days = [token for token in tokens if has([token], "day", "ordinal")]
    rest = [token for token in tokens if token not in days]
    whole, anchor = complete(calendar([days[-1], *months, *rest], story), tokens, story)
    moments = [replace(whole, day=value([token], "day", "ordinal")) for token in days]
    if has(tokens[:1], "month") and story.counts_next(tokens[-1].end):
        return []
    template = "[{}]" if has(tokens, "or") else "{{{}}}"
    written = template.format(",".join(moment.edtf() or "" for moment in moments))
    if not edtf.is_valid(written):
        return []
    story.tell(moments[-1], tokens[0].start, anchor)
    draft = draft_of(tokens, "days", None, anchor)
    draft.edtf, draft.ends = written, edtf.bounds(written)
    draft.parts = [draft_of([token], "days", moment, anchor) for token, moment in zip(days, moments, strict=True)]
    draft.timex3 = draft.parts[0].timex3  # TIMEX3 has no sets of dates: each date stands for itself
    return [draft]


def two_moments(left_tokens: list[Token], right_tokens: list[Token], story: Story) -> tuple[Moment, Moment, str | None]:
    """Both sides of a range; each lends the other the month and year it does not state."""
    left, right = _side(left_tokens, story), _side(right_tokens, story)
    if has(right_tokens, "bc") and left.year is not None and left.year > 0:
        left = replace(left, year=1 - left.year)
    if left.month is None and left.season is None and left.year is None and left.day is None:
        return left, right, None
    if left.month is None and left.day is not None:
        left = replace(left, month=right.month)
    if right.month is None and right.day is not None:
        right = replace(right, month=left.month)
    if right.year is None and left.year is not None:
        later = left.month is not None and right.month is not None and right.month < left.month
        right = replace(right, year=left.year + later)
    anchor = None
    if right.year is None:
        right, anchor = complete(right, right_tokens, story)
    if left.year is None and right.year is not None:
        earlier = left.month is not None and right.month is not None and left.month > right.month
        left = replace(left, year=right.year - earlier)
    return left, right, anchor


def _side(tokens: list[Token], story: Story) -> Moment:
    """One side of a range; a lone number up to 31 is a day, or the end of a year as in 1941-45."""
    if has(tokens, "month", "season", "bc"):
        return calendar(tokens, story)
    if has(tokens, "year"):
        return Moment(year=value(tokens, "year"), day=value(tokens, "day", "ordinal"))
    return Moment(day=value(tokens, "day", "ordinal"))


def read_years(tokens: list[Token], story: Story) -> list[Draft]:
    """1941-45, 1941 to 1945, 264-241 BC: a range of years."""
    is_between = "between" in tokens[0].classes
    tokens = tokens[1:] if is_between else tokens
    index = next(i for i, token in enumerate(tokens) if any(name in token.classes for name in _RANGE_MARKS))
    left_tokens, right_tokens = tokens[:index], tokens[index + 1 :]
    first = value(left_tokens, "year", "number", "yy", "day")
    second = value(right_tokens, "year", "number", "yy", "day")
    is_bc = has(tokens, "bc")
    if not is_bc and second < 100:
        second += first // 100 * 100
    left, right = Moment(1 - first if is_bc else first), Moment(1 - second if is_bc else second)
    if max(abs(left.year or 0), abs(right.year or 0)) > 9999:
        return []
    written = f"{left.edtf()}/{right.edtf()}"
    if not edtf.is_valid(written) or story.counts_next(tokens[-1].end):
        return []
    parts = [draft_of(left_tokens, "years", left), draft_of(right_tokens, "years", right)]
    whole = draft_of(tokens, "years", None)
    if not is_between and has(tokens[index : index + 1], "and"):
        written = f"{{{left.edtf()},{right.edtf()}}}"
    whole.edtf, whole.ends, whole.parts = written, edtf.bounds(written), parts
    whole.timex3 = parts[0].timex3  # TIMEX3 has no ranges: each date stands for itself
    if not is_between:
        story.tell(left, tokens[0].start)
    return [whole]


def read_night(tokens: list[Token], story: Story) -> list[Draft]:
    """The night of 19-20 January 1990: from the one day into the next."""
    start = next(i for i, token in enumerate(tokens) if has([token], "of", "between", "on", "in")) + 1
    body = tokens[start + 1 :] if "the" in tokens[start].classes else tokens[start:]
    sides = _sides(body)
    if sides is None:
        return []
    left, right, anchor = two_moments(sides[0], sides[2], story)
    if left.edtf() is None or right.edtf() is None or left.month is None or left.day is None:
        return []
    story.tell(right, tokens[0].start, anchor)
    nights = 1
    if left.year is not None and right.year is not None and right.month and right.day:
        nights = edtf.day_number((right.year, right.month, right.day)) - edtf.day_number(
            (left.year, left.month, left.day)
        )
    elif left.day and right.day:
        nights = max(1, right.day - left.day)
    return [draft_of(tokens, "night", replace(left, part=value(tokens, "part"), nights=nights), anchor)]
