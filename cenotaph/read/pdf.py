"""PDF: the text layer, page by page; a scan without one is named as such."""

from __future__ import annotations

import re
from typing import Any

from cenotaph.read.about import about_text
from cenotaph.read.pdf_layout import Line, layout
from cenotaph.read.published import candidate, iso_day
from cenotaph.read.reading import Limits, Reading, cut, make_text, not_readable, reading
from cenotaph.read.recognised import uncertain
from cenotaph.read.recognised_pdf import STAMP, is_a_picture, scan_of, scanned_pages, scanned_rows, with_recognised
from cenotaph.record import Evidence, Source

NAME = "PDF"
MEDIA_TYPES = ("application/pdf",)
EXTENSIONS = (".pdf",)
LIBRARIES = ("pypdfium2",)

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_AS_SEEN = {0xFFFE: "-", 0x02: "-", 0x00: None, 0x0C: " "}
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text of each page, pages parted by a form feed; `pages` says where each starts.

    Pages without a text layer are recognised where that is on. Yields S021 (its dates contradict each other),
    S050 (recognised words are unsure), F006 (a password, damage, a scan without text), F007.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            return not_readable(source, "it is protected by a password", "save a copy without one beside it")
        return not_readable(source, "the file is damaged or cut short", "get it again from where it came")
    try:
        found, partly = _pages(document, limits)
        properties = document.get_metadata_dict(skip_empty=True)
        if not any(_has_words(page) for page in found):
            return scan_of(document, source, limits, _stated(properties))
        scanned = scanned_pages(document, _silent(document, found), source, limits)
    finally:
        document.close()
    for at, lines in scanned.lines.items():
        found[at] = lines
    whole, starts, laid_out = layout(found)
    text, too_long = cut(whole, limits)
    runs = [run for run in laid_out if run.end <= len(text)]
    about = about_text(text, runs, source, _stated(properties))
    pages = [start for start in starts if start < len(text) or start == 0]
    made = make_text(source, text, runs, language=about.language, published=about.published, pages=pages)
    made = with_recognised(made, scanned)
    return reading(
        source,
        text=made,
        rows=scanned_rows(scanned, source, limits),
        evidence=about.evidence,
        flags=(*about.flags, *uncertain(made.words, source)),
        partly=(*partly, *scanned.partly, *too_long),
    )


def _pages(document: Any, limits: Limits) -> tuple[list[list[Line]], tuple[str, ...]]:
    found: list[list[Line]] = []
    length = failed = 0
    for number in range(len(document)):
        lines = _lines(document, number)
        failed += lines is None
        found.append(lines or [])
        length += sum(len(line.text) + 1 for line in found[-1])
        if length > limits.characters:
            return found, (f"only its first {number + 1:,} of {len(document):,} pages were read; split the file",)
    return found, ((f"{failed} pages are damaged and were not read; get a better copy",) if failed else ())


def _lines(document: Any, number: int) -> list[Line] | None:
    """The lines of a page in the order PDFium gives them; None when the page is damaged."""
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
        words: str = layer.get_text_range()
        lines = []
        at = 0  # PDFium counts in UTF-16 code units, line ends among them
        for line in re.split(r"(\r\n|[\r\n])", words):
            if not line.startswith(("\r", "\n")):
                lines.append(_placed(layer, line, at))
            at += len(line.encode("utf-16-le", "surrogatepass")) // 2
        layer.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return lines


def _placed(layer: Any, line: str, at: int) -> Line:
    """A line with its place: left and bottom of its first letter, right and top of its last."""
    import pypdfium2

    # PDFium marks a hyphen at the end of a line as U+FFFE or U+0002; the reader of the page sees a hyphen.
    text = line.translate(_AS_SEEN)
    first = at + len(line) - len(line.lstrip())
    last = at + len(line.rstrip()) - 1
    if last < first:
        return Line(text)
    try:
        left, bottom, _, _ = layer.get_charbox(first, loose=True)
        _, _, right, top = layer.get_charbox(last, loose=True)
    except pypdfium2.PdfiumError:
        return Line(text)
    size = pypdfium2.raw.FPDFText_GetFontSize(layer.raw, first)
    return Line(text, left, right, top, bottom, size)


def _silent(document: Any, pages: list[list[Line]]) -> dict[int, int]:
    """The pages that may be scans, by index, with how many letters their text layer has: none, or a stamp's."""
    found = {}
    for at, page in enumerate(pages):
        letters = sum(len(line.text.strip()) for line in page)
        if _has_objects(document, at) if not letters else letters <= STAMP and is_a_picture(document, at):
            found[at] = letters
    return found


def _has_words(page: list[Line]) -> bool:
    return any(line.text.strip() for line in page)


def _has_objects(document: Any, number: int) -> bool:
    import pypdfium2

    try:
        return next(document[number].get_objects(max_depth=1), None) is not None
    except pypdfium2.PdfiumError:
        return True  # a page that cannot be looked into is not known to be blank


def _stated(properties: dict[str, str]) -> list[Evidence]:
    found = []
    for name, field in (("Title", "title"), ("Author", "author")):
        value = properties.get(name, "").strip()
        if value and not re.search(r"\.(?:docx?|indd|qxd|pdf|rtf)$|^untitled|^microsoft word", value, re.IGNORECASE):
            found.append(Evidence(field=field, value=value, rule="document-property", quote=value, weight=0.6))
    made = _DATE.match(properties.get("CreationDate", ""))
    day = iso_day("-".join(part for part in made.groups() if part)) if made else None
    if day:
        found.append(candidate("pdf-metadata", day, properties["CreationDate"]))
    return found
