"""Day and place that a statement takes from what the text told before it.

A sentence that says neither goes on with the story: it happened when and where the sentence before
told. Inside a paragraph the last day and place hold; across paragraphs they hold while the text has
told no more than two, since a text of many days is a chronicle whose reader would have to guess.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_FEW = 2  # days or places told by a text that is one story
_FAR = 10  # sentences
_DAY = re.compile(r"\[?\d{4}-\d\d(?:-\d\d)?(?:/\d{4}-\d\d(?:-\d\d)?)?")  # a year is told in passing, never carried
_AT_ONCE = frozenset({"killed", "injured", "casualty", "damaged", "detained"})
"""Kinds that happen on the day that is told; of the others the day may be a later one."""


class Told(NamedTuple):
    """What one sentence told: EDTF, a place's name, and where it stands."""

    when: str | None
    where: str | None
    block: int
    order: int  # of the sentence in the text


class Story:
    """What a text has told so far."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self.order = 0

    def go_on(self) -> None:
        """A further sentence begins."""
        self.order += 1

    def tell(self, when: str | None, where: str | None, block: int) -> None:
        """Keep the day and place that a sentence stated of what happened."""
        day = when if when is not None and _DAY.fullmatch(when) else None
        if day is not None or where is not None:
            self.told.append(Told(day, where, block, self.order))

    def when(self, block: int, kind: str) -> str | None:
        """The day that holds for a statement of a paragraph which says none; null for kinds that come later."""
        return self._last("when", block) if kind in _AT_ONCE else None

    def where(self, block: int, when: str | None) -> str | None:
        """The place that holds for a statement which says none but happened at `when`: none of another day."""
        place = self._last("where", block)
        days = {told.when for told in self.told if told.where == place and told.when is not None}
        return place if when is None or not days or when in days or len(self._distinct("where")) == 1 else None

    def _last(self, side: str, block: int) -> str | None:
        for told in reversed(self.told):
            value: str | None = getattr(told, side)
            if value is None:
                continue
            is_near = self.order - told.order <= _FAR
            return value if is_near and (told.block == block or len(self._distinct(side)) <= _FEW) else None
        return None

    def _distinct(self, side: str) -> set[str]:
        return {value for told in self.told if (value := getattr(told, side)) is not None}
