"""The pages of a PDF that are pictures: drawn, and the words on them recognised."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msgspec import structs

from cenotaph.read.pdf_layout import Line
from cenotaph.read.reading import Limits, Reading, not_readable, row_id
from cenotaph.read.recognised import Page, Scan, lines_of, name_of, placed, recognise, recognised, rows_of_scan
from cenotaph.read.recognised_bands import Word
from cenotaph.read.recognition import RESOLUTION, Seen, ways_out
from cenotaph.record import Evidence, Row, Source, Text

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS = 72  # to the inch
_MOST_DOTS = 60_000_000
"""Of one page as drawn: a poster is drawn coarser. An A4 page has 9 million at 300 dots an inch."""


STAMP = 150
"""Letters of text layer up to which a page that is one large picture counts as scanned: programs that scan print their
name on each page, archives their stamp."""
_LARGE = 0.6
"""The share of a page from which on its pictures are the page."""


class Scanned(NamedTuple):
    """The pages without a text layer of a PDF that has one elsewhere."""

    lines: Mapping[int, list[Line]]  # by index of the page
    seen: Mapping[int, Seen]
    partly: tuple[str, ...]  # what was not read, clauses in plain words


def scan_of(document: Any, source: Source, limits: Limits, evidence: Sequence[Evidence]) -> Reading:
    """The reading of a PDF without any text layer.

    Args:
        document: opened by pypdfium2.
        source: what is read.
        limits: whether words are recognised, and what that may cost.
        evidence: what the file states of itself.
    """
    count = len(document)
    if not count:
        return not_readable(source, "it has no pages", ways_out(limits, name_of(source)), evidence=evidence)
    scan = recognise(_pages(document, range(count), limits), limits)
    if scan is not None and scan.has_words:
        return recognised(scan, source, limits, evidence, ())
    why = f"its {count} pages are a scan without text" if count > 1 else "its one page is a scan without text"
    tried = scan.partly if scan else ()
    return not_readable(source, "; ".join((why, *tried)), ways_out(limits, name_of(source)), evidence=evidence)


def scanned_pages(document: Any, silent: Mapping[int, int], source: Source, limits: Limits) -> Scanned:
    """What stands on pages that are pictures; each of which nothing could be read is named.

    Args:
        document: opened by pypdfium2.
        silent: the pages by index, each with the letters its text layer has: none, or a stamp's.
        source: what is read.
        limits: whether words are recognised, and what that may cost.

    Returns:
        The lines of the pages on which more was recognised than their text layer has.
    """
    scan = recognise(_pages(document, tuple(silent), limits), limits) if silent else None
    seen = dict(zip(silent, scan.pages, strict=True)) if scan else {}
    partly = list(scan.partly) if scan else []
    for has_stamp, what in ((False, "no text"), (True, "a picture and hardly any text")):
        dumb = [at + 1 for at, letters in silent.items() if bool(letters) is has_stamp and not _spoke(seen.get(at))]
        if dumb:
            named = ", ".join(map(str, dumb[:10])) + (" and more" if len(dumb) > 10 else "")
            way_out = ways_out(limits, name_of(source))
            partly.append(f"{what} on page {named}, which may be a scan; look at it, {way_out}")
    spoken = {at: page for at, page in seen.items() if page.letters > silent[at]}
    return Scanned({at: _lines(page) for at, page in spoken.items()}, spoken, tuple(partly))


def is_a_picture(document: Any, at: int) -> bool:
    """Whether pictures cover most of a page."""
    import pypdfium2

    try:
        page = document[at]
        width, height = page.get_size()
        pictures = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        covered = sum(_area(*_bounds(picture), width, height) for picture in itertools.islice(pictures, 1000))
        page.close()
    except pypdfium2.PdfiumError:
        return False
    return bool(covered >= _LARGE * width * height)


def with_recognised(text: Text, scanned: Scanned) -> Text:
    """The text of a PDF with the certainty of each word that was recognised on one of its pages."""
    ends = [*text.pages[1:], len(text.text)]
    told = [(text.pages[at], ends[at], page) for at, page in sorted(scanned.seen.items()) if at < len(text.pages)]
    return structs.replace(text, words=placed(told, text.text))


def scanned_rows(scanned: Scanned, source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of the lists of people on those pages, under names that no table of the text layer has."""
    scan = Scan(tuple(page for _, page in sorted(scanned.seen.items())), ())
    rows = []
    for row in rows_of_scan(scan, source, limits):
        sheet = f"scanned {row.sheet}"
        rows.append(structs.replace(row, sheet=sheet, id=row_id(source, sheet, row.line)))
    return tuple(rows)


def _pages(document: Any, numbers: Sequence[int], limits: Limits) -> Iterator[Page]:
    for at in numbers:
        yield Page(at + 1, functools.partial(_draw, document, at, limits))


def _draw(document: Any, at: int, limits: Limits) -> Image:
    """A page in grey, upright as its file turns it.

    Raises:
        pypdfium2.PdfiumError: the page is damaged.
    """
    page = document[at]
    try:
        width, height = page.get_size()
        dots = max(1.0, width * height) / _POINTS**2 * RESOLUTION**2
        most = min(limits.pixels, _MOST_DOTS)
        scale = RESOLUTION / _POINTS * min(1.0, math.sqrt(most / dots))
        bitmap = page.render(scale=min(scale, 30_000 / max(width, height, 1.0)), grayscale=True)
        try:
            picture: Image = bitmap.to_pil().copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    return picture


def _lines(page: Seen) -> list[Line]:
    """The lines of a recognised page in points from its lower left corner, as those of a text layer are."""
    scale = _POINTS / RESOLUTION
    heights = sorted(word.bottom - word.top for word in page.words)
    size = heights[len(heights) // 2] * scale
    boxes = [list(words) for _, words in itertools.groupby(page.words, key=lambda word: word.line)]
    texts = [text for text in lines_of(page) if text]
    return [Line(text, *_box(words, page, scale), size) for text, words in zip(texts, boxes, strict=True)]


def _box(words: Sequence[Word], page: Seen, scale: float) -> tuple[float, float, float, float]:
    """Left, right, top and bottom of a line."""
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    left, right = min(word.left for word in words), max(word.right for word in words)
    return left * scale, right * scale, (page.height - top) * scale, (page.height - bottom) * scale


def _bounds(picture: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a picture; version 4 of pypdfium2 calls them its place."""
    bounds = getattr(picture, "get_bounds", None) or picture.get_pos
    return cast("tuple[float, float, float, float]", bounds())


def _area(left: float, bottom: float, right: float, top: float, width: float, height: float) -> float:
    """The part of a picture that lies on its page."""
    return max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))


def _spoke(page: Seen | None) -> bool:
    return page is not None and bool(page.words)
