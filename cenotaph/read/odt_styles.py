"""What the styles of an OpenDocument text say: headline or not, hidden or not, and how list items are numbered.

Source: OpenDocument 1.3 part 3, 16 (styles), 19.880 and following (lists), 19.506 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from cenotaph.read.list_numbers import NONE, list_number
from cenotaph.read.xml_tree import attribute, local_name
from cenotaph.record import BlockKind

DEEPEST = 10
"""Levels of a list."""

_MOST = 10**9
_CHAIN = 20
_FORMS = {
    "": NONE, "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "а": "russianLower", "А": "russianUpper", "б": "russianLower", "Б": "russianUpper", "أ": "arabicAlpha",
    "א": "hebrew2", "α": "greekLower", "Α": "greekUpper", "0": "decimalZero", "١": "arabicIndic", "۱": "persian",
}  # fmt: skip
"""A number format by the first letter of the row that stands for it: "А, Б, .., Аа, Аб, ..."."""
_HEADINGS = re.compile(r"(?:heading|title|subtitle)(?: \d+)?", re.IGNORECASE)
_LISTED = re.compile(r"(?:contents|index|(?:user|object|illustration|table) index) \d*", re.IGNORECASE)
_PLACE = re.compile(r"%(\d{1,2})%")


class Style(NamedTuple):
    """A style with what it takes over from those above it."""

    kind: BlockKind = "paragraph"
    is_hidden: bool = False
    is_outlined: bool = True  # a heading of it takes part in the numbering of chapters


class Level(NamedTuple):
    """How one level of a list is numbered."""

    form: str = NONE
    before: str = ""
    behind: str = ""
    shown: int = 1  # how many levels the number shows
    start: int = 1
    is_sequence: bool = True
    pattern: str = ""  # "%1%.%2%)": where the numbers of the first and the second level stand


class Count(NamedTuple):
    """The number of one item."""

    printed: str
    list: str  # the same for all items of one list on one level, up to where it begins anew


def whole(value: str | None, otherwise: int = 1) -> int:
    """A whole number as an attribute prints it, within reason."""
    if value is None or not re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
        return otherwise
    return max(-_MOST, min(_MOST, int(value)))


class Styles:
    """The styles of a document.

    Args:
        roots: the roots of its XML, the ones whose styles go before first.
    """

    def __init__(self, roots: Sequence[Any]) -> None:
        self._elements: dict[tuple[str, str], Any] = {}
        self._found: dict[tuple[str, str], Style] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for each in root.iter("{*}style"):
                key = (attribute(each, "family") or "", attribute(each, "name") or "")
                self._elements.setdefault(key, each)
            for each in root.iter("{*}list-style"):
                self.lists.setdefault(attribute(each, "name") or "", _levels(each))
            for each in root.iter("{*}outline-style"):
                self.outline = self.outline or _levels(each)

    def style(self, family: str, name: str | None) -> Style:
        """A style of a family ("paragraph", "text", "section"); an unknown one says nothing."""
        key = (family, name or "")
        if key not in self._found:
            self._found[key] = self._resolved(key)
        return self._found[key]

    def _resolved(self, key: tuple[str, str]) -> Style:
        kind: BlockKind = "paragraph"
        hidden = listed = None
        for _ in range(_CHAIN):
            element = self._elements.get(key)
            if kind == "paragraph":
                kind = _kind(key[1].replace("_20_", " "))
            if element is None:
                break
            shown = (attribute(each, "display") for each in element if local_name(each.tag) == "text-properties")
            hidden = next((each for each in shown if each), None) if hidden is None else hidden
            listed = attribute(element, "list-style-name") if listed is None else listed
            key = (key[0], attribute(element, "parent-style-name") or "")
        return Style(kind, hidden == "none", listed != "")


def _kind(name: str) -> BlockKind:
    if _LISTED.fullmatch(name):
        return "furniture"
    return "headline" if _HEADINGS.fullmatch(name) else "caption" if name.lower() == "caption" else "paragraph"


def _levels(element: Any) -> dict[int, Level]:
    found = {}
    for each in element:
        if local_name(each.tag) not in ("list-level-style-number", "outline-level-style"):
            continue
        form = attribute(each, "num-format") or ""
        found[whole(attribute(each, "level"))] = Level(
            form=_FORMS.get(form[:1], "decimal"),
            before=attribute(each, "num-prefix") or "",
            behind=attribute(each, "num-suffix") or "",
            shown=max(1, min(DEEPEST, whole(attribute(each, "display-levels")))),
            start=whole(attribute(each, "start-value")),
            is_sequence=attribute(each, "num-letter-sync") != "true",
            pattern=(attribute(each, "num-list-format") or "")[:100],
        )
    return found


class Counter:
    """Counts the items of one list on all its levels.

    Args:
        name: told apart by it from other lists.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._counts: dict[int, int] = {}
        self._rounds: dict[int, int] = {}

    def next(self, levels: dict[int, Level], at: int, start: int | None = None) -> Count:
        """The number of the next item on level `at`, which is `start` where the document says so."""
        level = levels.get(at, Level())
        if start is not None or at not in self._counts:
            self._counts[at] = level.start if start is None else start
            self._rounds[at] = self._rounds.get(at, 0) + 1
        else:
            self._counts[at] += 1
        for lower in [each for each in self._counts if each > at]:
            del self._counts[lower]
        return Count(self._printed(levels, level, at), f"{self._name}/{at}/{self._rounds[at]}")

    def _printed(self, levels: dict[int, Level], level: Level, at: int) -> str:
        if level.form == NONE:
            return ""

        def number(one: int) -> str:
            asked = levels.get(one, Level())
            return list_number(self._counts.get(one, asked.start), asked.form, is_sequence=asked.is_sequence)

        if level.pattern:
            return _PLACE.sub(lambda match: number(int(match[1])), level.pattern).strip()
        shown = (number(one) for one in range(max(1, at - level.shown + 1), at + 1))
        return f"{level.before}{'.'.join(part for part in shown if part)}{level.behind}".strip()
