"""One page of a PDF as PDFium reads it: its lines with their places, and, where it may hold a table, its words."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cenotaph.read.pdf_layout import Line
from cenotaph.read.pdf_rules import Rule, rules_of
from cenotaph.read.pdf_tables import Word, may_hold_table

_AS_SEEN = {0xFFFE: "-", 0x02: "-", 0x00: None, 0x0C: " "}
_RIGHT_TO_LEFT = re.compile(  # letters alone: figures run from left to right, and a comma stands at either end
    "[\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]{2,}"
)
_ALEF_LAM = re.compile("[\u0622\u0623\u0625\u0627]\u0644")
_SCATTERED = 20  # lines of one letter or two
_HALF = 0.5
_BLANK = 0.12  # of the height of a letter: a wider gap parts words
_WORD = re.compile(r"\S+")


class Page(NamedTuple):
    """What one page says."""

    lines: list[Line]
    words: list[Word]  # empty where it can hold no table
    rules: list[Rule]  # the lines drawn on it; empty as well


class _Letter(NamedTuple):
    """One letter and its place, in points from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def read_page(document: Any, number: int, is_after_table: bool) -> Page | None:
    """The lines of a page in the order PDFium gives them; None when the page is damaged.

    Args:
        document: an open PDF.
        number: of the page, from 0.
        is_after_table: whether the page before may hold a table, which goes on here.
    """
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
        lines, places = _lines(layer)
        rebuilt = _from_letters(layer, number) if _is_scattered(lines) or _is_run_together(lines) else None
        if rebuilt and not _is_scattered(rebuilt[0]):
            lines, words = rebuilt[0], rebuilt[1] if may_hold_table(rebuilt[0], is_after_table) else []
        else:
            words = _words(layer, lines, places, number) if may_hold_table(lines, is_after_table) else []
        rules = rules_of(page) if words else []
        layer.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return Page(lines, words, rules)


def _lines(layer: Any) -> tuple[list[Line], list[tuple[int, str]]]:
    """The lines of a page, and where each begins in PDFium's count with its letters as they stand there."""
    lines: list[Line] = []
    places: list[tuple[int, str]] = []
    at = 0  # PDFium counts in UTF-16 code units, line ends among them
    for line in re.split(r"(\r\n|[\r\n])", layer.get_text_range()):
        if not line.startswith(("\r", "\n")):
            turned = _in_reading_order(layer, line, at)
            lines.append(_placed(layer, turned, at))
            places.append((at, turned))
        at += _units(line)
    return lines, places


def _is_scattered(lines: list[Line]) -> bool:
    """Whether most lines are single letters: PDFium took the page for one written from top to bottom."""
    filled = [line.text.strip() for line in lines if line.text.strip()]
    return len(filled) >= _SCATTERED and sum(len(text) < 3 for text in filled) * 2 > len(filled)


def _is_run_together(lines: list[Line]) -> bool:
    """Whether a line ends at another height than it begins: PDFium has not seen where lines end."""
    return any(line.size and abs(line.top - line.bottom - line.size) > 1.5 * line.size for line in lines)


def _from_letters(layer: Any, number: int) -> tuple[list[Line], list[Word]]:
    """The lines and words of a page put together again from its letters, in the order of the file."""
    words: list[Word] = []
    found: list[_Letter] = []
    line = 0
    for letter in _letters(layer):
        if found and _is_apart(found[-1], letter):
            words.append(_word(found, number, line))
            line += abs(letter.bottom - found[-1].bottom) > _HALF * letter.size or letter.left < found[-1].left
            found = []
        if letter.text.strip():
            found.append(letter)
    if found:
        words.append(_word(found, number, line))
    lines = []
    for _, group in itertools.groupby(words, key=lambda word: word.line):
        own = list(group)
        text = " ".join(word.text for word in own)
        first = own[0]
        right = max(word.right for word in own)
        lines.append(Line(text, min(w.left for w in own), right, first.bottom + first.size, first.bottom, first.size))
    return lines, words


def _letters(layer: Any) -> Iterator[_Letter]:
    """The letters of a page that the file holds, without the blanks and line ends that PDFium adds."""
    import pypdfium2.raw as pdfium

    for index in range(layer.count_chars()):
        code = pdfium.FPDFText_GetUnicode(layer.raw, index)
        text = chr(code).translate(_AS_SEEN) if code < 0x110000 else ""
        if text and text not in "\r\n" and pdfium.FPDFText_IsGenerated(layer.raw, index) != 1:
            left, bottom, right, top = layer.get_charbox(index, loose=True)
            yield _Letter(text, left, right, bottom, top - bottom)


def _is_apart(above: _Letter, letter: _Letter) -> bool:
    """Whether a letter begins another word than the one before it belongs to."""
    is_beside = abs(letter.bottom - above.bottom) <= _HALF * letter.size
    gap = max(letter.left - above.right, above.left - letter.right)
    return not letter.text.strip() or not is_beside or gap > _BLANK * letter.size


def _word(letters: list[_Letter], number: int, line: int) -> Word:
    text = "".join(letter.text for letter in letters)
    left, right = min(letter.left for letter in letters), max(letter.right for letter in letters)
    return Word(text, left, right, letters[0].bottom, letters[0].size, number, line)


def _in_reading_order(layer: Any, line: str, at: int) -> str:
    """A line whose words from right to left are in the order of reading.

    Of PDFs that browsers print, PDFium gives some words of Arabic as they stand from left to right, last letter first.
    """
    turned = line
    for match in _RIGHT_TO_LEFT.finditer(line):
        first = at + _units(line[: match.start()])
        if _left(layer, first) < _left(layer, first + len(match[0]) - 1):
            turned = turned[: match.start()] + match[0][::-1] + turned[match.end() :]
            continue
        for pair in _ALEF_LAM.finditer(line, match.start(), match.end()):
            # Lam and alef are drawn as one sign, whose two letters PDFium gives from left to right.
            box = _box(layer, at + _units(line[: pair.start()]))
            if box[0] < box[1] and box == _box(layer, at + _units(line[: pair.start() + 1])):
                turned = turned[: pair.start()] + pair[0][::-1] + turned[pair.end() :]
    return turned


def _placed(layer: Any, line: str, at: int) -> Line:
    """A line with its place: that of its first and its last letter, together."""
    import pypdfium2

    # PDFium marks a hyphen at the end of a line as U+FFFE or U+0002; the reader of the page sees a hyphen.
    text = line.translate(_AS_SEEN)
    first = at + _units(line[: len(line) - len(line.lstrip())])
    last = at + _units(line.rstrip()) - 1
    if last < first:
        return Line(text)
    try:
        left, bottom, right, _ = layer.get_charbox(first, loose=True)
        other, _, end, top = layer.get_charbox(last, loose=True)
    except pypdfium2.PdfiumError:
        return Line(text)
    size = pypdfium2.raw.FPDFText_GetFontSize(layer.raw, first) * _scale(layer, first)
    return Line(text, min(left, other), max(right, end), top, bottom, size)


def _scale(layer: Any, index: int) -> float:
    """How much larger a letter is drawn than its font says: browsers and office programs write fonts of any size."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(layer.raw, index, ctypes.byref(matrix)):
        return 1.0
    return math.hypot(matrix.b, matrix.d) or 1.0


def _words(layer: Any, lines: list[Line], places: list[tuple[int, str]], number: int) -> list[Word]:
    """The words of a page, each with its place."""
    found = []
    for index, (line, (at, raw)) in enumerate(zip(lines, places, strict=True)):
        for match in _WORD.finditer(raw):
            text = match[0].translate(_AS_SEEN)
            first = at + _units(raw[: match.start()])
            last = first + _units(match[0]) - 1
            if text and line.size:
                one, other = _box(layer, first), _box(layer, last)
                found.append(
                    Word(text, min(one[0], other[0]), max(*one, *other), line.bottom, line.size, number, index)
                )
    return found


def _left(layer: Any, index: int) -> float:
    return _box(layer, index)[0]


def _box(layer: Any, index: int) -> tuple[float, float]:
    """Left and right of one letter; zeros where PDFium does not say. Asked directly, since every word is asked for."""
    import pypdfium2.raw as pdfium

    place = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(layer.raw, index, ctypes.byref(place))
    return place.left, place.right


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2
