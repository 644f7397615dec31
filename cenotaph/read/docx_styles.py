"""What the styles and the numbering of a DOCX say of its paragraphs: headline or not, hidden or not, which number."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from cenotaph.read.list_numbers import BULLET, list_number
from cenotaph.read.xml_tree import attribute
from cenotaph.record import BlockKind

LEVELS = 9
"""Levels of a list (ECMA-376 part 1, 17.9)."""

_MOST = 10**9
_HEADING = re.compile(r"heading \d|title|subtitle", re.IGNORECASE)
_PLACE = re.compile(r"%([1-9])")
_FALSE = ("0", "false", "off", "none")
_CHAIN = 20  # styles based on styles; Word allows 11


class Style(NamedTuple):
    """A style with what it takes over from those it is based on."""

    kind: BlockKind = "paragraph"
    number: tuple[str, int] | None = None  # id of the numbering and level
    is_hidden: bool = False


class Number(NamedTuple):
    """The number of one item."""

    printed: str  # empty for a bullet
    list: str  # the same for all items of one list on one level, up to where it begins anew


class _Level(NamedTuple):
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""  # "%1.%2)" prints the numbers of the first and the second level
    is_figures: bool = False  # all levels in figures, whatever their own format
    restarts_after: int | None = None  # the level (from 1) after which it begins anew; 0 never; null: every higher one
    style: str = ""


def value_of(element: Any | None) -> str | None:
    """The value of a property element (`w:val`)."""
    return None if element is None else attribute(element, "val")


def is_on(element: Any | None) -> bool:
    """Whether a property that is on or off is there and on."""
    return element is not None and is_true(attribute(element, "val") or "1")


def is_true(value: str | None) -> bool:
    """Whether the value of an attribute that is true or false is there and true."""
    return value is not None and value.lower() not in _FALSE


def whole(value: str | None, otherwise: int = 0) -> int:
    """A whole number as an attribute prints it, within reason."""
    if value is None or not re.fullmatch(r"-?[0-9]{1,18}", value.strip()):
        return otherwise
    return max(-_MOST, min(_MOST, int(value)))


class Styles:
    """The styles of a document.

    Args:
        root: the root of `styles.xml`, or None.
    """

    def __init__(self, root: Any | None) -> None:
        every = () if root is None else root.iterchildren("{*}style")
        self._elements = {attribute(each, "styleId") or "": each for each in every}
        self._found: dict[str, Style] = {"": Style()}
        plain = [key for key, each in self._elements.items() if attribute(each, "type") == "paragraph"]
        self.default = next((key for key in plain if is_true(attribute(self._elements[key], "default"))), "")

    def style(self, name: str | None) -> Style:
        """The style of this id; that of ordinary paragraphs when there is none."""
        key = name if name in self._elements else self.default
        if key not in self._found:
            self._found[key] = self._resolved(key)
        return self._found[key]

    def _resolved(self, key: str) -> Style:
        chain: list[Any] = []
        while key in self._elements and len(chain) < _CHAIN:
            chain.append(self._elements[key])
            key = value_of(chain[-1].find("{*}basedOn")) or ""
        number: tuple[str, int] | None = None
        kinds: list[BlockKind] = []
        hidden = None
        for each in chain:
            name = (value_of(each.find("{*}name")) or "").lower()
            kinds.append(_kind(name, value_of(each.find("{*}pPr/{*}outlineLvl"))))
            found = number_of(each.find("{*}pPr"))
            number = number or found
            vanish = each.find("{*}rPr/{*}vanish")
            hidden = vanish if hidden is None else hidden
        kind: BlockKind = next((each for each in kinds if each != "paragraph"), "paragraph")
        return Style(kind, number, is_on(hidden))


def number_of(properties: Any | None) -> tuple[str, int] | None:
    """The numbering and the level that the properties of a paragraph or style name."""
    named = None if properties is None else properties.find("{*}numPr")
    number = None if named is None else value_of(named.find("{*}numId"))
    if named is None or number is None:
        return None
    return number, max(0, min(LEVELS - 1, whole(value_of(named.find("{*}ilvl")))))


def _kind(name: str, outline: str | None) -> BlockKind:
    if name.startswith(("toc ", "table of figures", "index ")):
        return "furniture"
    if _HEADING.fullmatch(name) or (outline is not None and whole(outline, LEVELS) < LEVELS):
        return "headline"
    return "caption" if name == "caption" else "paragraph"


class Numbering:
    """Counts the items of every list of a document.

    Args:
        root: the root of `numbering.xml`, or None.
        styles: the document's styles, for levels that name one.
    """

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of_number: dict[str, str] = {}
        self._overrides: dict[str, dict[int, tuple[int | None, _Level | None]]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._rounds: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        links: dict[str, str] = {}
        named: dict[str, str] = {}
        for each in root.iterchildren("{*}abstractNum"):
            key = attribute(each, "abstractNumId") or ""
            self._abstract[key] = _levels(each)
            links[key] = value_of(each.find("{*}numStyleLink")) or ""
            named[value_of(each.find("{*}styleLink")) or ""] = key
        for key, link in links.items():
            if link and link in named:
                self._abstract[key] = self._abstract[named[link]]
        for each in root.iterchildren("{*}num"):
            key = attribute(each, "numId") or ""
            self._of_number[key] = value_of(each.find("{*}abstractNumId")) or ""
            overrides = self._overrides.setdefault(key, {})
            for one in each.iterchildren("{*}lvlOverride"):
                start = value_of(one.find("{*}startOverride"))
                level = next(iter(_levels(one).values()), None)
                at = whole(attribute(one, "ilvl"))
                overrides[at] = (None if start is None else whole(start, 1), level)

    def level_of_style(self, number: str, style: str | None) -> int | None:
        """The level that belongs to a paragraph style: headings name the list, and the list names their levels."""
        levels = self._abstract.get(self._of_number.get(number, ""), {})
        return next((at for at, level in levels.items() if style and level.style == style), None)

    def next(self, number: str, at: int) -> Number | None:
        """The number of the next item of a list on level `at`; None where there is no such list."""
        abstract = self._of_number.get(number)
        if abstract is None or abstract not in self._abstract:
            return None
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        self._begin(number, abstract, counts, at)
        level = self._level(number, abstract, at)
        last = counts[at]
        counts[at] = level.start if last is None else last + 1
        if last is None:
            self._rounds[abstract, at] = self._rounds.get((abstract, at), 0) + 1
        for lower in range(at + 1, LEVELS):
            after = self._level(number, abstract, lower).restarts_after
            if after is None or (after and at < after):
                counts[lower] = None
        return Number(self._printed(number, abstract, counts, at), f"{abstract}/{at}/{self._rounds[abstract, at]}")

    def _begin(self, number: str, abstract: str, counts: list[int | None], at: int) -> None:
        """A numbering that states its own start begins anew where it is first used."""
        start = self._overrides.get(number, {}).get(at, (None, None))[0]
        if start is not None and (number, at) not in self._begun:
            self._begun.add((number, at))
            counts[at] = start - 1
            self._rounds[abstract, at] = self._rounds.get((abstract, at), 0) + 1

    def _level(self, number: str, abstract: str, at: int) -> _Level:
        override = self._overrides.get(number, {}).get(at, (None, None))[1]
        return override or self._abstract[abstract].get(at, _Level(pattern=f"%{at + 1}."))

    def _printed(self, number: str, abstract: str, counts: list[int | None], at: int) -> str:
        own = self._level(number, abstract, at)
        if own.form == BULLET:
            return ""

        def place(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            asked = self._level(number, abstract, level)
            count = counts[level]
            form = "decimal" if own.is_figures and asked.form != BULLET else asked.form
            return list_number(asked.start if count is None else count, form)

        return _PLACE.sub(place, own.pattern).strip()


def _levels(parent: Any) -> dict[int, _Level]:
    found = {}
    for each in parent.iterchildren("{*}lvl"):
        at = whole(attribute(each, "ilvl"))
        restart = value_of(each.find("{*}lvlRestart"))
        form = each.find("{*}numFmt")
        if form is None:  # "Ա, Բ, ..." and the like stand in a choice of newer and older formats
            form = next(each.iter("{*}numFmt"), None)
        if 0 <= at < LEVELS:
            found[at] = _Level(
                start=whole(value_of(each.find("{*}start")), 1),
                form=value_of(form) or "decimal",
                pattern=(value_of(each.find("{*}lvlText")) or "")[:100],
                is_figures=is_on(each.find("{*}isLgl")),
                restarts_after=None if restart is None else whole(restart),
                style=value_of(each.find("{*}pStyle")) or "",
            )
    return found
