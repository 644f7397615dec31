"""The lines of a PDF page joined to paragraphs, headings, list items and tables, by where they stand.

A PDF knows letters and places, no paragraphs. Joined wrongly, a sentence is cut at every line's end; so lines
are joined by their distance, their margins and their size, as a reader's eye does.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.blocks import blocks
from cenotaph.record import Block, BlockKind

_ITEM = re.compile(r"(?:[-–—•·▪●◦‣*]|\(?\d{1,4}[.)]|\(?[a-zа-я]\))\s+\S")
_CAPTION = re.compile(
    r"(?:table|figure|fig\.|map|photo|cədvəl|şəkil|таблица|рис\.|рисунок|tablo|şekil|جدول|شكل)\s*\d+", re.IGNORECASE
)
_CLOSED = re.compile(r"[.!?…:;][\"\'”’»)\]]*\s*$")
_NUMBER = re.compile(r"[\d.,/%–—-]*\d[\d.,/%–—-]*")
_SHORT = 220
_APART = 1.35  # times the usual distance between lines: more is a new paragraph
_LARGER = 1.12  # times the usual size of letters: larger is a heading
_FULL = 0.82  # of the width of the page's text: a line that ends before has no more to say


class Line(NamedTuple):
    """One line of a page and where it stands, in points from the lower left corner; zeros where unknown."""

    text: str
    left: float = 0.0
    right: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0


class _Page(NamedTuple):
    """A page and what is usual on it."""

    lines: Sequence[Line]
    gap: float  # between lines that follow each other
    left: float  # margins of the text
    right: float
    usual: float  # size of the letters
    rows: frozenset[int]  # lines of tables
    repeated: frozenset[str]  # running heads


def layout(pages: Sequence[Sequence[Line]]) -> tuple[str, tuple[int, ...], list[Block]]:
    """The text of all pages, where each page starts in it, and its blocks.

    Args:
        pages: the lines of each page, in reading order.

    Returns:
        Lines are parted by line feeds, pages by a form feed; a block runs over the lines it is made of.
    """
    repeated = repeated_lines(pages)
    sizes: Counter[float] = Counter()
    for line in itertools.chain.from_iterable(pages):
        sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    parts: list[str] = []
    starts: list[int] = []
    found: list[Block] = []
    at = 0
    for page in pages:
        starts.append(at)
        begins = [at]
        for line in page:
            begins.append(begins[-1] + len(line.text) + 1)
        for first, last, kind in _runs(page, repeated, usual):
            found.extend(_block(page[first:last], begins[first], kind))
        parts.append("\n".join(line.text for line in page))
        at += len(parts[-1]) + 1
    return "\f".join(parts), tuple(starts), found


def _runs(page: Sequence[Line], repeated: frozenset[str], usual: float) -> Iterator[tuple[int, int, BlockKind]]:
    """First line, line behind the last, and kind of each run of lines that belong together."""
    gap = _usual_gap(page)
    left = min((line.left for line in page if line.text.strip()), default=0.0)
    right = max((line.right for line in page if line.text.strip()), default=0.0)
    rows = _rows(page)
    first = 0
    seen = _Page(page, gap, left, right, usual, frozenset(rows), repeated)
    for at in range(1, len(page) + 1):
        if at < len(page) and _continues(seen, at):
            continue
        yield first, at, _kind(page[first:at], first in rows, repeated, usual)
        first = at


def _continues(page: _Page, at: int) -> bool:
    """Whether a line goes on with what the line above it says."""
    above, line = page.lines[at - 1], page.lines[at]
    if not line.text.strip() or not above.text.strip():
        return False
    if at in page.rows or at - 1 in page.rows:
        return at in page.rows and at - 1 in page.rows
    if (
        _ITEM.match(line.text)
        or _CAPTION.match(line.text)
        or {bare_line(above.text), bare_line(line.text)} & page.repeated
    ):
        return False
    if not line.size:
        return not _CLOSED.search(above.text) and len(above.text) > 50
    distance = above.bottom - line.bottom
    is_large = page.usual > 0 and min(line.size, above.size) > page.usual * _LARGER
    if distance <= 0 or abs(line.size - above.size) > 0.8:
        return False
    if is_large:
        return distance <= line.size * 1.6
    if distance > page.gap * _APART:
        return False
    is_full = above.right - page.left >= _FULL * (page.right - page.left)
    # The first line of a numbered item hangs out to the left; elsewhere a line set in begins a paragraph.
    is_indented = line.left - above.left > 0.8 * line.size and not _ITEM.match(above.text)
    return not is_indented and (is_full or not _CLOSED.search(above.text)) and (is_full or line.text[:1].islower())


def _kind(lines: Sequence[Line], is_table: bool, repeated: frozenset[str], usual: float) -> BlockKind:
    words = " ".join(line.text.strip() for line in lines)
    if is_table:
        return "table"
    if bare_line(lines[0].text) in repeated:
        return "furniture"
    if _CAPTION.match(words):
        return "caption"
    if lines[0].size > usual * _LARGER and len(words) <= _SHORT and usual:
        return "headline"
    if _ITEM.match(words):
        return "list_item"
    if len(words) <= _SHORT:
        own = blocks(words)
        if len(own) == 1 and own[0].kind in ("byline", "dateline", "credit", "furniture"):
            return own[0].kind
    return "paragraph"


def _block(lines: Sequence[Line], start: int, kind: BlockKind) -> list[Block]:
    """The run as a block without white space at its ends; none for a run without words."""
    words = "\n".join(line.text for line in lines)
    if not words.strip():
        return []
    lead = len(words) - len(words.lstrip())
    return [Block(kind, start + lead, start + len(words.rstrip()))]


def _usual_gap(page: Sequence[Line]) -> float:
    """The distance at which most lines follow each other."""
    gaps = [a.bottom - b.bottom for a, b in itertools.pairwise(page) if a.bottom > b.bottom]
    return statistics.median_low(gaps) if gaps else 0.0


def _rows(page: Sequence[Line]) -> set[int]:
    """The lines of a table: two or more in a row of which half the words are numbers, and the line of names above."""
    numbers = [_is_row(line.text) for line in page]
    found: set[int] = set()
    for at in range(1, len(page)):
        if numbers[at] and numbers[at - 1]:
            found |= {at - 1, at}
    for at in sorted(found):
        above = at - 1
        words = page[above].text if above >= 0 and above not in found else ""
        if len(words.split()) >= 3 and len(words) < 100 and not _CLOSED.search(words) and not _ITEM.match(words):
            found.add(above)
    return found


def _is_row(text: str) -> bool:
    words = text.split()
    numbers = sum(_NUMBER.fullmatch(word) is not None for word in words)
    return numbers >= 2 and numbers * 2 >= len(words)


def repeated_lines(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Running heads and page numbers: the outer lines of pages that, digits aside, stand on half of them or more."""
    if len(pages) < 2:
        return frozenset()
    outer = Counter(
        bare
        for page in pages
        for bare in {bare_line(line.text) for line in [*page[:2], *page[-2:]] if line.text.strip()}
    )
    return frozenset(bare for bare, times in outer.items() if times >= max(2, len(pages) / 2))


def bare_line(text: str) -> str:
    """A line as it repeats on other pages: digits and white space alike, in small letters."""
    return re.sub(r"\d+", "#", " ".join(text.split())).lower()
