"""The rules that turn an order of word classes into a date, a duration, a set or a reference.

Each rule takes the tokens of one match and the story so far, and gives drafts of times. The orders
themselves are data (`lang/<code>/times.toml`); a rule looks only at classes, never at words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cenotaph import edtf
from cenotaph.claim.times_tokens import Lexicon, Token
from cenotaph.claim.times_values import Moment, at, of_day, shift, weekday


class Draft(Struct):
    """A time on its way: see `cenotaph.claim.times.Time`."""

    start: int
    end: int
    rule: str
    type: Literal["date", "time", "duration", "set", "reference"] = "date"
    edtf: str | None = None
    ends: edtf.Bounds | None = None
    duration: str | None = None
    anchor: str | None = None
    timex3: str | None = None
    parts: list[Draft] = field(default_factory=list)


class Story:
    """The two anchors while a text is read: the document's date, and the last date told in full."""

    def __init__(self, words: Lexicon, text: str, published: str | None) -> None:
        self.words = words
        self.text = text
        self.document = _moment_of(published)
        self.told: Moment | None = None
        self.is_history = self._is_history()

    def _is_history(self) -> bool:
        """Whether the years it names lie mostly before the document's own, so that the story leads."""
        if self.document is None or self.document.year is None:
            return True
        years = [int(year) for year in re.findall(r"(?<![\d,.])(?:1\d{3}|20\d{2})(?![\d,])", self.text)]
        past = sum(year < self.document.year - 1 for year in years)
        return past >= 3 and past * 2 > len(years)

    def tell(self, moment: Moment | None) -> None:
        """A date told in full becomes the story's anchor."""
        if moment is None or moment.year is None or moment.century or moment.decade:
            return
        self.told = moment

    def anchor(self) -> tuple[Moment | None, str | None]:
        """What a bare date leans on, and its name."""
        if self.told is not None and (self.is_history or self.told.month is not None):
            return self.told, f"story:{self.told.edtf()}"
        if self.document is not None:
            return self.document, f"document:{self.document.edtf()}"
        if self.told is not None:
            return self.told, f"story:{self.told.edtf()}"
        return None, None

    def now(self) -> tuple[Moment | None, str | None]:
        """The document's date and its name."""
        return (self.document, f"document:{self.document.edtf()}") if self.document else (None, None)


def _moment_of(published: str | None) -> Moment | None:
    ends = edtf.bounds(published) if published and edtf.is_valid(published) else None
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    first, last = ends
    if first == last:
        return of_day(first)
    if first[:2] == last[:2]:
        return Moment(first[0], first[1])
    return Moment(first[0]) if first[0] == last[0] else None


def _value(tokens: list[Token], *names: str) -> Any:
    """The value of the first token of any of the classes."""
    for token in tokens:
        for name in names:
            if name in token.classes:
                return token.classes[name]
    return None


def _has(tokens: list[Token], *names: str) -> bool:
    return any(name in token.classes for token in tokens for name in names)


def _draft(tokens: list[Token], rule: str, moment: Moment | None, anchor: str | None = None) -> Draft:
    draft = Draft(tokens[0].start, tokens[-1].end, rule, anchor=anchor)
    if moment is not None:
        draft.edtf, draft.ends, draft.timex3 = moment.edtf(), moment.days(), moment.timex3()
        draft.type = "time" if moment.clock or moment.part else "date"
    return draft


def calendar(tokens: list[Token], story: Story) -> Moment:
    """What the tokens say of the calendar, not yet leaning on anything."""
    month = _value(tokens, "month")
    day = year = None
    for index, token in enumerate(tokens):
        behind_mark = index > 0 and "apostrophe" in tokens[index - 1].classes
        if "year" in token.classes:
            year = token.classes["year"]
        elif ("yy" in token.classes or "day" in token.classes) and (behind_mark or day is not None or month is None):
            year = _full_year(token.classes.get("yy", token.classes.get("day")), story)
        elif "day" in token.classes or "ordinal" in token.classes:
            day = token.classes.get("day", token.classes.get("ordinal"))
    if year is None:
        year = _value(tokens, "number")
    if year is not None and _has(tokens, "bc"):
        year = 1 - year
    position = _value(tokens, "position")
    return Moment(year=year, month=month, day=day, season=_value(tokens, "season"), position=position)


def _full_year(two_digits: int, story: Story) -> int:
    if story.document is not None and story.document.year is not None:
        century = story.document.year // 100 * 100
        return century + two_digits - (100 if century + two_digits > story.document.year + 1 else 0)
    return two_digits + (1900 if two_digits >= 30 else 2000)


def complete(moment: Moment, story: Story) -> tuple[Moment, str | None]:
    """The moment with the year that its anchor gives, and the anchor's name."""
    if moment.year is not None or (moment.month is None and moment.season is None):
        return moment, None
    base, name = story.anchor()
    if base is None or base.year is None:
        return moment, None
    if name is not None and name.startswith("document"):
        return _nearest(moment, base), name
    return replace(moment, year=base.year), name


def _nearest(moment: Moment, base: Moment) -> Moment:
    """The year in which a bare date lies nearest to the document's."""
    middle = edtf.day_number((base.year or 0, base.month or 7, base.day or 1))

    def distance(year: int) -> int:
        month = moment.month or {"SP": 4, "SU": 7, "FA": 10, "WI": 12}[moment.season or "SU"]
        return abs(edtf.day_number((year, month, moment.day or 15)) - middle)

    years = [(base.year or 0) + offset for offset in (0, -1, 1)]
    return replace(moment, year=min(years, key=distance))


def read_date(tokens: list[Token], story: Story, rule: str = "date") -> list[Draft]:
    """A date of the calendar, with its part of the day or clock time."""
    moment, anchor = _dated(tokens, story)
    if moment.day is not None and moment.edtf() is None:
        return []
    story.tell(replace(moment, clock=None, part=None))
    return [_draft(tokens, rule, moment, anchor)]


def _dated(tokens: list[Token], story: Story) -> tuple[Moment, str | None]:
    moment, anchor = complete(calendar(tokens, story), story)
    part = _value(tokens, "part")
    return replace(moment, part=part, nights=1 if part == "NI" and moment.day else 0), anchor


def read_iso(tokens: list[Token], story: Story) -> list[Draft]:
    """1990-01-20."""
    if not edtf.is_valid(tokens[0].quote):
        return []
    year, month, day = map(int, tokens[0].quote.split("-"))
    moment = Moment(year, month, day)
    story.tell(moment)
    return [_draft(tokens, "iso", moment)]


def read_numeric(tokens: list[Token], story: Story) -> list[Draft]:
    """20.01.1990 is day first; 01/20/1990 month first where only that is possible."""
    first, second, year = (int(part) for part in re.split(r"[./-]", tokens[0].quote))
    year = _full_year(year, story) if year < 100 else year
    if second > 12 >= first:
        first, second = second, first
    elif first <= 12 and second <= 12 and first != second and "/" in tokens[0].quote:
        moment = Moment(year)  # 03/04/1990: which is the month is not told
        return [_draft(tokens, "numeric-unclear", moment)]
    moment = Moment(year, second, first)
    if moment.edtf() is None:
        return []
    story.tell(moment)
    return [_draft(tokens, "numeric", moment)]


def read_nothing(tokens: list[Token], story: Story) -> list[Draft]:
    """An order of words that is no time."""
    return []


Rule = Callable[[list[Token], Story], list[Draft]]
RULES: dict[str, Rule] = {
    "iso": read_iso,
    "numeric": read_numeric,
    "date": read_date,
    "month": lambda tokens, story: read_date(tokens, story, "month"),
    "season": lambda tokens, story: read_date(tokens, story, "season"),
    "year": lambda tokens, story: read_date(tokens, story, "year"),
}
for _name in ("night","range","holiday","decade","century","anniversary","half","shift","relative","duration","set","clock","deictic","part","reference"):
    RULES.setdefault(_name, read_nothing)
