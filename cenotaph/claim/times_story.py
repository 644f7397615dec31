"""The two anchors of a text, and what a rule gives: shared by all rules of time."""

from __future__ import annotations

import functools
import re
from typing import Any, Literal

from msgspec import Struct, field
from msgspec.structs import replace

from cenotaph.claim.times_tokens import Lexicon, Token
from cenotaph.claim.times_values import Moment, of_day
from cenotaph.edtf import Bounds, bounds, day_number, is_valid

_DESIGNATORS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "night": "NI", "week": "W", "weekend": "WE",
    "month": "M", "year": "Y", "decade": "DE", "century": "CE", "millennium": "L",
}  # fmt: skip
_HALF = 0.5
_THOUSAND = 1000
_PARTS = {"hour": ("minute", 30.0), "minute": ("second", 30.0), "year": ("month", 6.0), "decade": ("year", 5.0)}


SET_VALUES = {
    "day": "XXXX-XX-XX", "night": "XXXX-XX-XXTNI", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX",
}  # fmt: skip
"""TIMEX3 values of days and months that are not told, and of sets of them."""
_PAST_PER_NEAR = 4  # years named for each day counted from the document, from which on a text is a history
_YEAR_BEHIND = re.compile(r"(?: [^\W\d_]{3,}){1,2} of (1\d{3}|20\d{2})(?![\d,])")
_NAME_BEHIND = re.compile(r" ([^\W\d_]{3,})")
_BESIDE = 24  # characters
_NEWS_REACH = 600  # characters; what was told further back in news is not gone on with
_REACH = 2  # years; a year further off than that is an aside, as "declassified in 2005"
_LEAD = 14  # characters of a sentence in front of a year that moves the story: "In the summer of 1976"
_WRAPPED = 120  # characters; a text whose longest line is shorter is wrapped
_HEADING = 80  # characters of a paragraph of its own
_TOLD_OFTEN = 3  # times a year is named until it is what the text tells of
_YEAR = re.compile(r"(?<![\d,.])(?:1\d{3}|20\d{2})(?![\d,])")
_LEADS_ON = re.compile(r",?\s+(?:[^\W\d_]{1,4}\s+){0,2}")
_SENTENCE = 240  # characters of a sentence looked at on each side of a date
_SENTENCE_END = re.compile(r"[.;!?](?=\s)|\n\s*\n")
_RECENT = 13  # days; a bare weekday further from the document than the story's day is the story's
_PARAGRAPH = 4000  # characters; a date further back is not of the same paragraph


Outlook = Literal["past", "perhaps", "planned", "future"]
"""Whether a sentence speaks of what is to come; "perhaps" and "planned" where its words may also tell of the past."""


class Draft(Struct):
    """A time on its way: see `cenotaph.claim.times.Time`."""

    start: int
    end: int
    rule: str
    type: Literal["date", "time", "duration", "set", "reference"] = "date"
    edtf: str | None = None
    ends: Bounds | None = None
    duration: str | None = None
    anchor: str | None = None
    timex3: str | None = None
    parts: list[Draft] = field(default_factory=list)


class Story:
    """The two anchors while a text is read: the document's date, and the last date told in full."""

    def __init__(self, words: Lexicon, text: str, published: str | None, folded: str | None = None) -> None:
        self.words = words
        self.text = text
        self.folded = words.fold(text) if folded is None else folded
        self.document = moment_of(published)
        self.told: Moment | None = None
        self.told_start = 0
        self.is_full_told = True  # the date told leans on nothing but the story
        self.aside: Moment | None = None  # a date far from the story, told once
        self.aside_start = 0
        self.latest: Moment | None = None  # the last date read, aside or not
        self.latest_start = 0
        self.days_told: dict[tuple[int, int], int] = {}  # month and day of each date told in full, and its year
        self.division_start = 0
        self.division: Moment | None = None  # the last quarter or half of a year that was told
        self.clock: Moment | None = None  # the last clock time that was told, on its day
        self.night: tuple[Moment, Moment] | None = None  # a night read as such, behind the day that it ran into
        self.years_ago: tuple[int, int] | None = None  # a year told as "ten years ago", and where that ends
        self.is_history = self._is_history()

    def _is_history(self) -> bool:
        """Whether the text tells of what is long past, so that the story leads, and no news, where the document does.

        A history names years that lie mostly before the document's own, or years BC; news that look back do so too,
        but count their days from the document ("on Friday", "yesterday").
        """
        if self.document is None or self.document.year is None:
            return True
        years = [int(year) for year in _YEAR.findall(self.text)]
        past = sum(year < self.document.year - 1 for year in years)
        if past >= _TOLD_OFTEN and past * 2 > len(years):
            near = sum(1 for _ in self.words.near.finditer(self.folded))
            return near * _PAST_PER_NEAR <= past
        return not years and self.is_ancient

    @functools.cached_property
    def only_year(self) -> int | None:
        """The year that a text names again and again, and no other: a report on 1993 that came out in 1994."""
        years = _YEAR.findall(self.text)
        return int(years[0]) if len(years) >= _TOLD_OFTEN and len(set(years)) == 1 else None

    @functools.cached_property
    def is_ancient(self) -> bool:
        """Whether the text names years BC again and again."""
        marks = "|".join(re.escape(mark) for mark in self.words.words.classes.get("bc", ()))
        return len(re.findall(rf"\d\s?(?:{marks})", self.text, re.IGNORECASE)) >= 3 if marks else False

    def publish(self, moment: Moment) -> None:
        """A dateline gives the document's date where none was known."""
        self.document = moment
        self.is_history = self._is_history()

    def tell(self, moment: Moment | None, start: int, anchor: str | None = None) -> None:
        """A date told in full becomes the story's anchor; a far jump is an aside until a second date confirms it.

        Args:
            moment: what was read; without a year, or wider than a year, it tells nothing.
            start: where it stands, to know the paragraph an aside belongs to.
            anchor: what it leans on itself; leaning on the document it carries no bare date behind it.
        """
        if moment is not None and moment.year is None and moment.day is not None:
            self.latest, self.latest_start = moment, start  # a day of no known year: "that night" is of it
            return
        if moment is not None and moment.day is not None and moment.month is not None and anchor is None:
            self.days_told[(moment.month, moment.day)] = moment.year or 0
        if moment is None or moment.year is None or moment.decade is not None or moment.century is not None:
            return
        moment = replace(moment, part=None, nights=0, clock=None, zone=None)
        self.latest, self.latest_start = moment, start
        told = self.told
        is_year = moment.month is None and moment.season is None
        if told is not None and is_year and told.year == moment.year:
            return  # the year alone again: the month told before still stands
        is_weak = is_year and told is not None and told.month is not None and not self._leads(start)
        is_near = told is None or (_years_apart(told, moment) <= _REACH and not self._looks_back(told, moment, start))
        is_confirmed = self.aside is not None and _years_apart(self.aside, moment) <= _REACH
        if (is_near and not is_weak) or is_confirmed or self._is_heading(start):
            self.told, self.aside, self.told_start = moment, None, start
            self.is_full_told = not (anchor or "").startswith("document")
        else:
            self.aside, self.aside_start = moment, start

    @functools.cached_property
    def commemorates(self) -> bool:
        """Whether the text names an anniversary."""
        words = (word for word, classes in self.words.entries.items() if "anniversary" in classes)
        return any(word in self.folded for word in words)

    def forget(self) -> None:
        """The text has turned to other years than those of the story: a bare date leans on nothing it told."""
        self.told = self.aside = self.latest = None

    def _looks_back(self, told: Moment, moment: Moment, start: int) -> bool:
        """Whether a date only looks back: of an earlier year than the story, and in the middle of a sentence."""
        return self.is_history and (moment.year or 0) < (told.year or 0) and not self._leads(start)

    def _leads(self, start: int) -> bool:
        """Whether a place stands at the head of a sentence: "In 1976," moves the story, "until 1976" does not."""
        before = self.text[max(0, start - _LEAD) : start]
        return len(before) < _LEAD or re.search(r"[.!?;:\n\"”][^.!?;:\n\"”]*$", before) is not None

    @functools.cached_property
    def _break(self) -> str:
        """What parts two paragraphs: an empty line where lines are wrapped, else a line's end."""
        lines = self.text.splitlines()
        return "\n\n" if len(lines) > 3 and max(map(len, lines)) < _WRAPPED else "\n"

    def _is_heading(self, start: int) -> bool:
        """Whether a place stands in a short paragraph of its own."""
        mark = self._break
        limit = max(0, start - _HEADING)
        left = self.text.rfind(mark, limit, start)
        right = self.text.find(mark, start, start + _HEADING)
        left = left if left >= 0 else limit
        right = right if right >= 0 else min(len(self.text), start + _HEADING)
        return right - left < _HEADING

    def anchor(self, start: int) -> tuple[Moment | None, str | None]:
        """What a bare date at a place leans on, and its name."""
        told = self.told
        is_exact = self.aside is not None and (self.aside.day is not None or told is None or told.day is None)
        if self.aside is not None and is_exact and (self.aside.month is not None or told is None):
            told = self.aside if self._same_paragraph(self.aside_start, start) else told
        if told is not None and (self.is_history or self._leads_document(told, start)):
            return told, f"story:{told.edtf()}"
        return self.now()

    def _leads_document(self, told: Moment, start: int) -> bool:
        """Whether a date of a news text carries the bare dates behind it.

        It does when it lies years back, or in the one year that the text tells of, and within a paragraph when it
        lies in another year than the document.
        """
        if self.document is None or self.document.year is None or told.year is None:
            return True
        if told is self.told and not self.is_full_told:
            return False
        apart = abs(told.year - self.document.year)
        is_close = self._same_paragraph(self.told_start, start) or (
            told.day is not None and told.year == self.only_year
        )
        near = 0 if is_close else 1
        return told.month is not None and apart > near

    def division_near(self, start: int) -> Moment | None:
        """The quarter or half of a year that was told in news right in front of a place."""
        is_near = not self.is_history and 0 <= start - self.division_start <= _SENTENCE
        return self.division if is_near else None

    def tells_near(self, start: int) -> bool:
        """Whether the story's date stands in the same paragraph as a place."""
        return self.told is not None and self._same_paragraph(self.told_start, start)

    def running(self, start: int) -> tuple[Moment | None, str | None]:
        """What "the next day" leans on: the date last told, else the document's."""
        base, name = self.anchor(start)
        is_far = not self.is_history and start - self.told_start > _NEWS_REACH
        if self.told is not None and not is_far and name is not None and name.startswith("document"):
            return self.told, f"story:{self.told.edtf()}"
        return base, name

    def day(self, start: int) -> tuple[Moment | None, str | None]:
        """What a clock time or "the next day" leans on: the day last told nearby, else the document's."""
        base, name = self.last(start)
        if self.is_unsure(start):
            return base, name
        return self.now() if not self.is_history and (base is None or base.day is None) else (base, name)

    def is_at(self, start: int) -> bool:
        """Whether "at" stands in front of a place: "at the moment" is now, and "the moment" is not."""
        return self.word_before(start) in self.words.words.classes.get("at", ())

    def is_unsure(self, start: int) -> bool:
        """Whether the date read last in the paragraph is a day of no known year, on which nothing can lean."""
        is_day = self.latest is not None and self.latest.year is None
        return is_day and self._same_paragraph(self.latest_start, start)

    def near(self, start: int) -> tuple[Moment | None, str | None]:
        """What "two years later" leans on: in news the date right in front of it, be it an aside; else what runs on."""
        is_near = not self.is_history and 0 <= start - self.latest_start <= _SENTENCE
        return self.last(start) if is_near else self.running(start)

    def last(self, start: int) -> tuple[Moment | None, str | None]:
        """What "that year" leans on: the date last read in the paragraph, be it an aside; else the anchor."""
        if self.is_unsure(start):
            return None, None
        if self.latest is not None and self._same_paragraph(self.latest_start, start):
            return self.latest, f"story:{self.latest.edtf()}"
        return self.running(start)

    def _same_paragraph(self, before: int, start: int) -> bool:
        return start - before < _PARAGRAPH and self._break not in self.text[before:start]

    def now(self) -> tuple[Moment | None, str | None]:
        """The document's date and its name."""
        return (self.document, f"document:{self.document.edtf()}") if self.document else (None, None)

    def outlook(self, start: int, end: int) -> Outlook:
        """Whether the sentence around a bare date speaks of what is to come at that date."""
        words = self.words
        before = _SENTENCE_END.split(self.folded[max(0, start - _SENTENCE) : start])[-1]
        if self.word_before(start) in words.words.until:  # "shut until 1 September", "lasted until 1 September"
            return "past" if words.lasted.search(before) else "planned"
        after = _SENTENCE_END.split(self.folded[end : end + _SENTENCE])[0]
        if not words.past.search(after) and self.word_after(end).lower() in words.words.from_on:
            return "future"
        opens = len(before) < _LEAD or words.words.verbs_last  # "On 12 March the court will sit"
        if words.words.verbs_last:
            before = before.rpartition(",")[2]
        names: tuple[tuple[Outlook, re.Pattern[str]], ...] = (
            ("future", words.future), ("planned", words.planned), ("perhaps", words.perhaps_future)
        )  # fmt: skip
        for name, pattern in names:
            cues = list(pattern.finditer(before))
            if cues and not words.past.search(before, cues[-1].end()):
                return name
            cue = pattern.search(after) if opens else None
            if cue and not words.past.search(after, 0, cue.start()):
                return name
        is_past = words.past.search(before) or words.past.search(after)
        is_by = self.word_before(start) in words.words.perhaps_behind
        return "perhaps" if is_by and not is_past else "past"

    def year_ago(self, start: int) -> int | None:
        """The year told right in front of a place: "ten years ago, on 20 January"."""
        if self.years_ago is None or not 0 < start - self.years_ago[1] <= _LEAD:
            return None
        return self.years_ago[0] if _LEADS_ON.fullmatch(self.text, self.years_ago[1], start) else None

    def is_night_before(self, tokens: list[Token]) -> bool:
        """Whether "today in the night" is the night that ended today: of what is past, in languages that say so."""
        is_past = self.outlook(tokens[0].start, tokens[-1].end) == "past"
        return self.words.words.night_before and not self.is_history and is_past

    def carries_weekdays(self, start: int) -> bool:
        """Whether a bare weekday is one of the story's: its day was told in the paragraph, long before the document."""
        told, document = self.latest, self.document
        if told is None or told.year is None or told.day is None:
            return False
        if not self._same_paragraph(self.latest_start, start):
            return False
        if document is None or document.day is None:
            return True
        return _days_between(told, document) > _RECENT and not self.is_said_near(start)

    def is_said_near(self, start: int) -> bool:
        """Whether a word for saying stands right in front of a place: "said on Monday"."""
        before = self.folded[max(0, start - 2 * _LEAD) : start].split()[-3:]
        return any(word in self.words.words.saying for word in before)

    def word_before(self, start: int) -> str:
        """The word or mark right in front of a place, in lower case."""
        match = re.search(r"([^\W\d_]+|[^\w\s])[\s-]*$", self.folded[max(0, start - 24) : start])
        return match[1] if match else ""

    def word_after(self, end: int) -> str:
        """The word or mark right behind a place, as written."""
        match = re.compile(r"\s*([^\W\d_]+|[^\w\s]|\d+)").match(self.text, end)
        return match[1] if match else ""

    def is_beside(self, start: int) -> bool:
        """Whether the date read last stands right in front of a place: "On 9 April 2009, the sixth anniversary"."""
        return 0 < start - self.latest_start <= _BESIDE

    def is_named_before(self, tokens: list[Token]) -> bool:
        """Whether one word is the last of a name: capitals where the rest of the text is not in capitals."""
        word = tokens[0].quote
        if len(tokens) > 1 or not word.istitle():
            return False
        before = re.search(r"([^\W\d_]+) $", self.text[max(0, tokens[0].start - 24) : tokens[0].start])
        return before is not None and before[1].istitle()

    def is_name(self, tokens: list[Token]) -> bool:
        """Whether a day stands in a name: "the 20 January Massacre"; not in a text all in capitals."""
        name = _NAME_BEHIND.match(self.text, tokens[-1].end)
        the = self.words.words.classes.get("the", ())
        is_behind_article = tokens[0].word in the or self.word_before(tokens[0].start) in the
        return name is not None and name[1].istitle() and is_behind_article

    def year_behind(self, end: int) -> int | None:
        """The year of a name that begins with a season or month: "the Spring Offensive of 1918"."""
        match = _YEAR_BEHIND.match(self.text, end)
        return int(match[1]) if match else None

    def is_of_next(self, end: int) -> bool:
        """Whether "of" stands behind a place: "the fall of the city" is no season."""
        return self.word_after(end).lower() in self.words.words.classes.get("of", ())

    def is_of_name(self, end: int) -> bool:
        """Whether "of" and a name in capitals stand behind a place: "the spring of Tolmen" is water."""
        name = re.compile(r"\s*\S+\s+([^\W\d_]+)").match(self.text, end)
        return self.is_of_next(end) and name is not None and name[1].istitle()

    def names_many(self, end: int) -> bool:
        """Whether a word that looks like a plural stands behind a place, in small letters."""
        after = self.word_after(end)
        endings = self.words.words.plural_endings
        return after.islower() and len(after) > 4 and after.endswith(endings) and self.text[end : end + 1].isspace()

    def counts_next(self, end: int) -> bool:
        """Whether a word for people or things stands behind a place, so that the number there counts them."""
        return self.words.people.fullmatch(self.words.fold(self.word_after(end))) is not None


def moment_of(published: str | None) -> Moment | None:
    """The moment that an EDTF value fixes: a day, a month or a year; null for anything wider."""
    ends = bounds(published) if published and is_valid(published) else None
    if ends is None or ends[0] is None or ends[1] is None:
        return None
    first, last = ends[0], ends[1]
    if first == last:
        return of_day(first)
    if first[:2] == last[:2]:
        return Moment(first[0], first[1])
    return Moment(first[0]) if first[0] == last[0] else None


def _days_between(a: Moment, b: Moment) -> int:
    """How many days the first lies before the second."""
    days = [day_number((moment.year or 0, moment.month or 1, moment.day or 1)) for moment in (a, b)]
    return days[1] - days[0]


def _years_apart(a: Moment, b: Moment) -> int:
    return abs((a.year or 0) - (b.year or 0))


def value(tokens: list[Token], *names: str) -> Any:
    """The value of the first token of any of the classes, or null."""
    for token in tokens:
        for name in names:
            if name in token.classes:
                return token.classes[name]
    return None


def has(tokens: list[Token], *names: str) -> bool:
    """Whether some token is of one of the classes."""
    return any(name in token.classes for token in tokens for name in names)


def draft_of(tokens: list[Token], rule: str, moment: Moment | None, anchor: str | None = None) -> Draft:
    """A draft over the tokens with what the moment says."""
    draft = Draft(tokens[0].start, tokens[-1].end, rule, anchor=anchor)
    if moment is not None:
        draft.edtf, draft.ends, draft.timex3 = moment.edtf(), moment.days(), moment.timex3()
        draft.type = "time" if moment.clock or moment.part else "date"
    return draft


def unresolved(tokens: list[Token], rule: str, sign: int) -> Draft:
    """A time of which no date is known: TIMEX3 says past, present or future, or holds the place of "that day"."""
    draft = draft_of(tokens, rule, None)
    draft.timex3 = "FUTURE_REF" if sign > 0 else "PAST_REF" if sign < 0 else "PRESENT_REF"
    unit = value(tokens, "unit")
    if sign == 0 and not has(tokens, "this") and unit in SET_VALUES:
        draft.timex3 = SET_VALUES[unit]  # "that day", of which no more is known
    return draft


def number(tokens: list[Token]) -> float | None:
    """The amount that digits, number words or an article state: "two and a half", 24, "a"."""
    total = current = 0
    found = False
    half = 0.0
    for index, token in enumerate(tokens):
        classes = token.classes
        digits = next((classes[name] for name in ("number", "day", "yy", "year") if name in classes), None)
        if digits is not None or "decimal" in classes:
            return float(classes["decimal"] if digits is None else digits) * _scale(tokens[index + 1 :]) + half
        if "numeral" in classes:
            amount, found = classes["numeral"], True
            if amount >= 100:
                total, current = total + max(current, 1) * amount, 0
            else:
                current = current * amount if amount == 12 and current else current + amount
        elif "half" in classes:
            half = 0.5
    if found:
        return total + current + half
    if half:
        return half
    return 1.0 if has(tokens, "a") and not has(tokens, "few") else None


def _scale(behind: list[Token]) -> float:
    """The thousand or million that stands right behind digits, or 1."""
    scale = behind[0].classes.get("numeral", 0) if behind else 0
    return float(scale) if scale >= _THOUSAND else 1.0


def iso_duration(amount: float | None, unit: str) -> str:
    """An ISO 8601 duration, with TimeML's DE, CE, NI for decades, centuries and nights; X for an unstated number."""
    if unit == "fortnight":
        unit, amount = "week", amount * 2 if amount is not None else None
    if amount == _HALF and unit in _PARTS:
        unit, amount = _PARTS[unit]
    written = "X" if amount is None else f"{amount:g}" if amount < 1e6 else str(int(amount))
    designator = _DESIGNATORS[unit]
    return f"PT{written}{designator[1]}" if designator[0] == "T" else f"P{written}{designator}"
