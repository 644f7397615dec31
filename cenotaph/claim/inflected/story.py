"""Day and place that a statement takes from what else the text tells.

A sentence that says neither goes on with the story: it happened when and where the sentence before
told. Inside a paragraph the last day and place hold; across paragraphs they hold while the text has
told no more than two, since a text of many days is a chronicle whose reader would have to guess. The
headline and lead of a report take the one day that it tells further on.

A day is not carried to what comes later than the harm (burials, honours), nor from it; to a denied or
rumoured figure only from figures of the same kind or a scene at large; a month or longer only where
the report sums it up, and then also to a siege or war of that length.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from cenotaph import edtf
from cenotaph.claim.inflected.dating import LATER, width
from cenotaph.record import Modality

_FEW = 2  # days or places told by a text that is one story
_FAR = 10  # sentences
_LEAD = 4  # sentences in which a report tells its day
_YEARLY = 4  # sentences through which a text that tells no day counts those of one year
_NEXT = 2  # sentences through which people gather on the day of a scene
_MONTH = 28  # days
_LONGEST_MONTH = 31
_SUMMED_UP = 62  # days from the end of a month or longer to the report that sums it up
_RECENT = 14  # days from a scene to the report of it
_LONG_AGO = 1800  # days from which on a text is a history
_DAY = re.compile(r"\[?\d{4}-\d\d(?:-\d\d)?(?:/(?:\d{4}-\d\d(?:-\d\d)?|\.\.))?|\d{4}/\d{4}")
"""What is carried: of a year, which is told in passing, only where a text counts by the year."""

_YEAR = re.compile(r"\d{4}")

_CARRIED = frozenset({"killed", "injured", "casualty", "damaged", "detained", "missing", "displaced"})
"""Kinds that happen on the day that is told; of the others the day may be a later one."""


class Told(NamedTuple):
    """What one sentence told: EDTF, a place's name, where it stands, and of what it told."""

    when: str | None
    where: str | None
    block: int
    order: int  # of the sentence in the text
    kind: str | None = None  # null: a scene at large
    events: frozenset[str] = frozenset()  # stems of nouns for what happened in its sentence


class Asked(NamedTuple):
    """A statement that says no day."""

    kind: str
    block: int
    modality: Modality = "asserted"
    events: frozenset[str] = frozenset()
    is_lasting: bool = False  # of a siege or war, longer than a day
    is_single: bool = False  # of one person, who was harmed on one day


class Story:
    """What a text has told so far."""

    def __init__(self, published: str | None = None) -> None:
        self.told: list[Told] = []
        self.order = 0
        self.document = _number_of_last_day(published)
        self._days: dict[str, Told] = {}  # of harm or of scenes at large, with what told them first
        self._year: tuple[str, int, int] | None = None  # of the last count of a year, its block and sentence
        self._narrow: list[Told] = []  # of them those shorter than a month
        self._kinds: dict[str, set[str | None]] = {}  # what was told of each day
        self._days_of_places: dict[str, set[str]] = {}  # a place told without a day is of the one told last beside it
        self._placed_blocks: set[int] = set()
        self._first_place: Told | None = None
        self._last_dated: Told | None = None

    def go_on(self) -> None:
        """A further sentence begins."""
        self.order += 1

    def tell(
        self,
        when: str | None,
        where: str | None,
        block: int,
        kind: str | None = None,
        events: frozenset[str] = frozenset(),
    ) -> None:
        """Keep the day and place that a sentence stated of what happened."""
        day = when if when is not None and _DAY.fullmatch(when) else None
        if when is not None and kind in _CARRIED and _YEAR.fullmatch(when):
            self._year = (when, block, self.order)
        if day is None and where is None:
            return
        told = Told(day, where, block, self.order, kind, events)
        if self.told and self.told[-1] == told:
            return
        self.told.append(told)
        if day is not None:
            self._last_dated = told
            self._kinds.setdefault(day, set()).add(kind)
            if kind not in LATER and day not in self._days:
                self._days[day] = told
                self._narrow += [told] if 0 < width(day) < _MONTH else []
        if where is not None:
            self._tell_place(where, told)

    def _tell_place(self, where: str, told: Told) -> None:
        """Keep of which days a place was told."""
        days = self._days_of_places.setdefault(where, set())
        self._placed_blocks.add(told.block)
        self._first_place = self._first_place or told
        last = self._last_dated
        if last is not None and last.when is not None and last.block == told.block:
            days.add(last.when)

    @property
    def has_day(self) -> bool:
        """Whether any day was told."""
        return self._last_dated is not None

    def when(self, asked: Asked) -> str | None:
        """The day that holds for a statement which says none; null where none does."""
        aside: str | None = None  # of troops, where nothing else has a day
        if not self._days and self._year is not None and asked.kind in _CARRIED:
            year, block, order = self._year
            return year if block == asked.block and 1 <= self.order - order <= _YEARLY else None
        for told in itertools.takewhile(self._is_near, reversed(self.told)):
            if told.when is None or (told.kind in LATER and told.kind != asked.kind):
                continue
            if told.kind == "deployed" and asked.kind in _CARRIED and width(told.when) < _MONTH:
                aside = aside or told.when
                continue
            is_here = told.block == asked.block or len(self._days) <= _FEW
            if is_here and self._holds(told, asked):
                return told.when
            if width(told.when) < _MONTH:  # a longer time may be told in passing
                return aside
        return aside

    def _is_near(self, told: Told) -> bool:
        return self.order - told.order <= _FAR

    def _holds(self, told: Told, asked: Asked) -> bool:
        """Whether the day told last is that of a statement."""
        if asked.kind not in _CARRIED:
            is_next = self.order - told.order <= _NEXT and told.block == asked.block
            is_one_event = asked.kind not in LATER and bool(told.events & asked.events)
            is_on = asked.kind == "gathered" and told.kind not in LATER
            is_on |= asked.kind == "deployed" and width(told.when) >= _MONTH and told.kind is None  # in a siege
            return is_next and (is_on or is_one_event or told.kind == asked.kind)
        days = width(told.when)
        if asked.is_lasting and days < _MONTH and not (told.when or "").endswith(".."):
            return False
        kinds = self._kinds.get(told.when or "", set())
        if asked.modality == "denied" and not kinds & {None, asked.kind}:
            return bool(told.events & asked.events)
        if days < _MONTH or asked.is_single:
            return days < _MONTH
        if days <= _LONGEST_MONTH and self.order - told.order == 1 and told.block == asked.block:
            return asked.modality != "superseded"
        is_scene = told.kind is None and bool(told.events)
        if asked.modality == "superseded":
            return is_scene
        return is_scene or told.kind == asked.kind or self._sums_up(told.when)

    def _sums_up(self, when: str | None) -> bool:
        """Whether the text was written right behind a month or longer, long after, or no one knows when."""
        ends = edtf.bounds(when or "")
        if self.document is None or ends is None or ends[1] is None:
            return True
        return not _SUMMED_UP < self.document - edtf.day_number(ends[1]) < _LONG_AGO

    def _gathered_later(self, asked: Asked, order: int) -> str | None:
        """The day on which people gather, for a headline that tells of the same."""
        for told in self.told:
            is_near = order < told.order <= order + _LEAD
            if is_near and told.kind == asked.kind and told.when is not None and width(told.when) < _MONTH:
                return told.when
        return None

    def told_later(self, asked: Asked, order: int) -> str | None:
        """The one day that a report tells behind a statement of its headline or lead."""
        if asked.kind == "gathered":
            return self._gathered_later(asked, order)
        days = self._narrow
        if len(days) > 1 and order == 1:  # of a headline: that of what happened
            days = [told for told in days if told.events][:1]
        if len(days) != 1 or not order <= days[0].order <= order + _LEAD:
            return None
        first = days[0]
        if self.document is None or asked.kind not in _CARRIED or asked.is_lasting:
            return None
        if asked.modality == "denied" and not first.events & asked.events:
            return None
        ends = edtf.bounds(first.when or "")
        if ends is None or ends[1] is None:
            return None
        return first.when if 0 <= self.document - edtf.day_number(ends[1]) <= _RECENT else None

    def where(self, block: int, when: str | None) -> str | None:
        """The place that holds for a statement which says none but happened at `when`: none of another day."""
        days = self._days_of_places
        if not days or (len(days) > _FEW and block not in self._placed_blocks):
            return None
        for told in itertools.takewhile(self._is_near, reversed(self.told)):
            if told.where is None:
                continue
            if (told.block == block or len(days) <= _FEW) and (
                when is None or not days[told.where] or when in days[told.where] or len(days) == 1
            ):
                return told.where
        return None

    def place_told_later(self, order: int) -> str | None:
        """The first place that a report tells behind a statement of its headline or lead."""
        first = self._first_place
        return first.where if first is not None and order <= first.order <= order + _LEAD else None


def _number_of_last_day(published: str | None) -> int | None:
    ends = edtf.ends(published)
    return edtf.day_number(ends[1]) if ends and ends[1] else None
