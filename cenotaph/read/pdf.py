"""PDF: the text layer, page by page; a scan without one is named as such."""

from __future__ import annotations

import re
from typing import Any

from cenotaph.blocks import blocks
from cenotaph.read.about import about_text
from cenotaph.read.published import candidate, iso_day
from cenotaph.read.reading import Limits, Reading, cut, make_text, not_readable, reading
from cenotaph.record import Evidence, Source

NAME = "PDF"
MEDIA_TYPES = ("application/pdf",)
EXTENSIONS = (".pdf",)

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text of each page, pages parted by a form feed; `pages` says where each starts.

    Yields S021 (its dates contradict each other), F006 (a password, damage, a scan without text), F007.
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
    finally:
        document.close()
    if not any(page.strip() for page in found):
        why = f"its {len(found)} pages are a scan without text" if found else "it has no pages"
        what = "run text recognition (OCR) on it, or type what it says into a text file beside it"
        return not_readable(source, why, what)
    text, too_long = cut("\f".join(found), limits)
    runs = blocks(text)
    about = about_text(text, runs, source, _stated(properties))
    return reading(
        source,
        text=make_text(
            source, text, runs, language=about.language, published=about.published, pages=_offsets(found, len(text))
        ),
        evidence=about.evidence,
        flags=about.flags,
        partly=(*partly, *too_long, *_silent(found)),
    )


def _pages(document: Any, limits: Limits) -> tuple[list[str], tuple[str, ...]]:
    found: list[str] = []
    length = failed = 0
    for number in range(len(document)):
        words = _page_text(document, number)
        if words is None:
            failed += 1
        found.append(words or "")
        length += len(found[-1])
        if length > limits.characters:
            return found, (f"only its first {number + 1:,} of {len(document):,} pages were read; split the file",)
    return found, ((f"{failed} pages are damaged and were not read; get a better copy",) if failed else ())


def _page_text(document: Any, number: int) -> str | None:
    import pypdfium2

    try:
        page = document[number]
        layer = page.get_textpage()
        words = layer.get_text_range()
        layer.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    # PDFium marks a hyphen at the end of a line as U+FFFE or U+0002; the reader of the page sees a hyphen.
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x02", "-")
    return plain.replace("\x00", "").replace("\f", "\n")


def _offsets(pages: list[str], length: int) -> tuple[int, ...]:
    starts = []
    at = 0
    for page in pages:
        if at >= length and starts:
            break
        starts.append(at)
        at += len(page) + 1
    return tuple(starts)


def _silent(pages: list[str]) -> tuple[str, ...]:
    """What to say of pages without words among pages with some: often the scanned ones."""
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if not blank or len(pages) == 1:
        return ()
    named = ", ".join(blank[:10]) + (" and more" if len(blank) > 10 else "")
    return (f"no text on page {named}, which may be a scan; look at it, or run text recognition (OCR)",)


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
