"""One text with what the checks read of it: read once, and found by its place instead of searched through."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Generic, TypeVar

from cenotaph.edtf import Day, format_day
from cenotaph.folding import fold
from cenotaph.record import Claim, Span, Text
from cenotaph.weigh.days import Mention, PrintedDay, PrintedPeriod, mentions, printed_days, printed_periods
from cenotaph.weigh.sentences import sentences
from cenotaph.weigh.words import CheckWords, language_of_text, words

Passage = TypeVar("Passage")
Run = tuple[int, int]
"""Start and end of a sentence in code points, half-open."""

HEAD = 3
"""Sentences, a title among them, in which a dateline stands."""

_PLACE = re.compile(r"[^\d.!?;:\n]{2,40},\s*")

LONGEST_SENTENCE = 2000
"""Code points of a sentence that is read; a longer one is a table or a list that was run together."""


class ByPlace(Generic[Passage]):
    """Passages of one text in the order of their starts.

    Args:
        passages: in any order; those that start at one place stay in theirs.
        start: where one starts, in code points.
    """

    def __init__(self, passages: Iterable[Passage], start: Callable[[Passage], int]) -> None:
        self.all: Sequence[Passage] = sorted(passages, key=start)
        self._starts = [start(passage) for passage in self.all]

    def within(self, first: int, last: int) -> Sequence[Passage]:
        """Those that start at `first` or behind it, and before `last`."""
        return self.all[bisect_left(self._starts, first) : bisect_left(self._starts, last)]


class Printed:
    """One text, its counts and what its words say of sentences and dates; no part costs more than the text is long.

    Args:
        text: the text.
        claims: quoted claims read in it.
    """

    def __init__(self, text: Text, claims: Sequence[Claim] = ()) -> None:
        self.text = text
        self.language = language_of_text(text)
        stated = [claim for claim in claims if claim.count is not None and claim.span.start is not None]
        self._claims = ByPlace(sorted(stated, key=lambda claim: claim.id), _start)
        self.claims = claims
        self._longest = max(((claim.span.end or 0) - _start(claim) for claim in stated), default=0)

    @property
    def words(self) -> CheckWords:
        """The words of its language."""
        return words(self.language)

    @property
    def counted(self) -> Sequence[Claim]:
        """The claims that count something, in the order of the text."""
        return self._claims.all

    def counted_in(self, first: int, last: int) -> Sequence[Claim]:
        """The counts that start within a stretch."""
        return self._claims.within(first, last)

    def counted_over(self, first: int, last: int) -> list[Claim]:
        """The counts whose words reach over a whole stretch."""
        near = self._claims.within(last - self._longest, first + 1)
        return [claim for claim in near if (claim.span.end or 0) >= last]

    @cached_property
    def parts_of(self) -> dict[str, list[Claim]]:
        """Id of a total -> the counts that their reader tied to it, in the order of the text."""
        found: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.counted:
            if claim.part_of:
                found[claim.part_of].append(claim)
        return dict(found)

    @cached_property
    def runs(self) -> Sequence[Run]:
        """Its sentences, in order, without those that are tables run together."""
        return [run for run in sentences(self.text) if run[1] - run[0] <= LONGEST_SENTENCE]

    def run_number(self, at: int) -> int | None:
        """The number of the sentence in which a code point stands."""
        number = bisect_right(self.runs, at, key=lambda run: run[0]) - 1
        return number if number >= 0 and at < self.runs[number][1] else None

    def run_at(self, at: int) -> Run | None:
        """The sentence in which a code point stands."""
        number = self.run_number(at)
        return None if number is None else self.runs[number]

    @cached_property
    def folded(self) -> str:
        """Its text in the letters of the lists of words, as long as it is."""
        return fold(self.text.text, self.language)

    @cached_property
    def days(self) -> ByPlace[PrintedDay]:
        """The days it prints."""
        return ByPlace(printed_days(self.folded, self.language, self.text.published), _place)

    @cached_property
    def told_on(self) -> str | None:
        """The day it was published, as EDTF; where none is known, that of a dateline which is a sentence of its own.

        A chronicle has several such lines, and no day of its own.
        """
        if self.text.published:
            return self.text.published
        lines = [day for run in self.runs[:HEAD] for day in self.days.within(*run)[:1] if self._is_dateline(run, day)]
        if len(lines) != 1 or sum(self._is_dateline(run, day) for run, day in self._with_days()) != 1:
            return None
        return format_day(lines[0].day)

    def _with_days(self) -> Iterator[tuple[Run, PrintedDay]]:
        """Each sentence with the first day it prints, where it prints any."""
        return ((run, days[0]) for run in self.runs if (days := self.days.within(*run)))

    def _is_dateline(self, run: Run, day: PrintedDay) -> bool:
        """Whether a sentence holds a place and a day with its year, and nothing else: "Odun, 12 March 1994."."""
        front, behind = self.text.text[run[0] : day.start], self.folded[day.end : run[1]].strip(" .")
        years = {word.strip(".") for word in self.words.behind_year}
        return (
            day.has_year
            and front[:1].isupper()
            and _PLACE.fullmatch(front) is not None
            and (not behind or behind in years)
        )

    @cached_property
    def periods(self) -> ByPlace[PrintedPeriod]:
        """The periods it prints with both their ends."""
        return ByPlace(printed_periods(self.folded, self.language), _place)

    @cached_property
    def mentions(self) -> ByPlace[Mention]:
        """The days, periods, months and years it prints."""
        return ByPlace(mentions(self.folded, self.days.all, self.periods.all, self.language), _place)

    @cached_property
    def first_told(self) -> dict[tuple[Day, Day], Mention]:
        """First and last day of a mention -> where it is printed first."""
        found: dict[tuple[Day, Day], Mention] = {}
        for mention in self.mentions.all:
            found.setdefault((mention.first, mention.last), mention)
        return found

    @cached_property
    def months_told(self) -> Counter[tuple[int, int]]:
        """Year and month -> how many mentions lie in that month."""
        return Counter(m.first[:2] for m in self.mentions.all if m.first[:2] == m.last[:2])

    def span(self, start: int, end: int) -> Span:
        """The words of a stretch and their place."""
        source = self.text
        return Span(source=source.source, quote=source.text[start:end], text_sha256=source.sha256, start=start, end=end)


def _start(claim: Claim) -> int:
    return claim.span.start or 0


def _place(passage: PrintedDay | PrintedPeriod | Mention) -> int:
    return passage.start
