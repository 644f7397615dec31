"""Rows of the record as a reader says them: dates, counts and people in words, sources and people by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from cenotaph import archive as archives
from cenotaph.record import Count, Figure, Question
from cenotaph.show import Tables

DATES = ("published", "published_between", "when", "birth", "date", "period")
"""Columns that hold EDTF."""


class Worded:
    """Cells of a built archive's tables; `--json` and `--jsonl` give the values themselves.

    Args:
        folder: the archive's folder, or one inside it.
    """

    def __init__(self, folder: Path) -> None:
        self.rows = Tables(archives.find(folder))
        self._columns: dict[str, Callable[[Any], Any]] = {
            "quote": lambda row: row.span.quote if hasattr(row, "span") else row.quote,
            "namings": lambda row: f"{len(row.entries):,}",
            "value": self._value,
            "counts": lambda row: self._scope(self.rows("questions")[row.question]),
            "people": self._people,
            "figures": lambda row: f"{len(self._answers.get(row.id, ())):,}",
            "source": lambda row: self._named(row.source),
            "in": lambda row: self._named(row.sources[0]) if row.sources else "",
            "name": lambda row: self.rows("entries")[row.entry].name if hasattr(row, "entry") else row.name,
            "name_a": lambda row: self.rows("entries")[row.entry_a].name,
            "name_b": lambda row: self.rows("entries")[row.entry_b].name,
        }

    def cell(self, row: Any, name: str) -> str:
        """One cell for a reader; `name` is a field of the row, or one of the columns made here."""
        from cenotaph.dates_in_words import in_english
        from cenotaph.wording import count_in_words

        value = self._columns[name](row) if name in self._columns else getattr(row, name)
        if value is None:
            return ""
        if name in DATES:
            return in_english(value)
        if isinstance(value, Count):
            return count_in_words(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ", ".join(str(item) for item in value)
        return f"{value:.3f}" if isinstance(value, float) else str(value)

    @cached_property
    def _answers(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.rows("figures").values():
            found.setdefault(figure.question, []).append(figure)
        return found

    def _named(self, source: str) -> str:
        from cenotaph.wording import issuer_of

        held = self.rows("sources").get(source)
        return (issuer_of(held) if held else None) or source

    def _value(self, row: Any) -> Any:
        if isinstance(row, Figure):
            return Count(row.low, row.high, row.qualifier)
        return row.value or "not stated"

    def _people(self, question: Question) -> str:
        from cenotaph.messages import load_messages
        from cenotaph.publish.wording import people_in_words

        claims = (self.rows("claims").get(figure.claim) for figure in self._answers.get(question.id, ()))
        whom = [claim.whom for claim in claims if claim]
        told = people_in_words(question, whom, load_messages("en")) or "people"
        return f"{told}, as a part of a total" if question.is_part else told

    def _scope(self, question: Question) -> str:
        kind = question.kind.replace("_", " ")
        parts = (kind, self._people(question), question.place, self.cell(question, "period"))
        return ", ".join(part for part in parts if part)
