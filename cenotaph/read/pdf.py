"""PDF: the text layer, page by page; a scan without one is named as such."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from cenotaph.flags import flag
from cenotaph.read.about import about_text
from cenotaph.read.numbered import Line as TextLine
from cenotaph.read.numbered import as_rows, numbered_lists, trimmed, with_tables
from cenotaph.read.pdf_aligned import aligned_tables
from cenotaph.read.pdf_layout import Line, bare_line, layout, repeated_lines
from cenotaph.read.pdf_page import read_page
from cenotaph.read.pdf_ruled import ruled_tables
from cenotaph.read.pdf_rules import Rule
from cenotaph.read.pdf_second import read_slowly, second_flags
from cenotaph.read.pdf_tables import Word, people_tables
from cenotaph.read.people import people_rows
from cenotaph.read.published import candidate, iso_day
from cenotaph.read.reading import Limits, Reading, cut, make_text, not_readable, reading
from cenotaph.read.recognised import uncertain
from cenotaph.read.recognised_pdf import STAMP, is_a_picture, scan_of, scanned_pages, scanned_rows, with_recognised
from cenotaph.record import Evidence, Flag, Row, Source

NAME = "PDF"
MEDIA_TYPES = ("application/pdf",)
EXTENSIONS = (".pdf",)
LIBRARIES = ("pypdf", "pypdfium2")

__all__ = ["EXTENSIONS", "LIBRARIES", "MEDIA_TYPES", "NAME", "read", "read_slowly"]

_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?")
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x01\x03-\x08\x0e-\x1f\U000f0000-\U0010fffd]")
_FEW_SIGNS = 10  # bullets and ornaments of symbol fonts
_PASSWORD = 4  # FPDF_ERR_PASSWORD


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text of each page, pages parted by a form feed; `pages` says where each starts.

    Pages without a text layer are recognised where that is on. Tables and numbered lists of people are
    rows. Yields S021 (its dates contradict each other), S036 (letters without a meaning), S040 (a second program reads
    other words), S041 (a loop of pages), S050 (recognised words are unsure), F006 (a password, damage, a scan
    without text), F007.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            return not_readable(source, "it is protected by a password", "save a copy without one beside it")
        return not_readable(source, "the file is damaged or cut short", "get it again from where it came")
    try:
        found, words, rules, partly = _pages(document, limits)
        properties = document.get_metadata_dict(skip_empty=True)
        if not any(_has_words(page) for page in found):
            return scan_of(document, source, limits, _stated(properties))
        scanned = scanned_pages(document, _silent(document, found), source, limits)
    finally:
        document.close()
    own = found.copy()
    for at, lines in scanned.lines.items():
        found[at] = lines
    whole, starts, laid_out = layout(found)
    text, too_long = cut(whole, limits)
    rows, places = _lists(found, starts, words, rules, source, limits)
    runs = [run for run in trimmed(whole, with_tables(laid_out, places)) if run.end <= len(text)]
    about = about_text(text, runs, source, _stated(properties))
    pages = [start for start in starts if start < len(text) or start == 0]
    made = make_text(source, text, runs, language=about.language, published=about.published, pages=pages)
    made = with_recognised(made, scanned)
    return reading(
        source,
        text=made,
        rows=(*rows, *scanned_rows(scanned, source, limits)),
        evidence=about.evidence,
        flags=(*about.flags, *uncertain(made.words, source), *_meaningless(own, source), *_second(data, own, source)),
        partly=(*partly, *scanned.partly, *too_long),
    )


def _pages(
    document: Any, limits: Limits
) -> tuple[list[list[Line]], list[Word], dict[int, list[Rule]], tuple[str, ...]]:
    """The lines of each page, words and rules of those that may hold tables, and what of it was not read."""
    found: list[list[Line]] = []
    words: list[Word] = []
    rules: dict[int, list[Rule]] = {}
    length = failed = 0
    is_after = False
    for number in range(len(document)):
        page = read_page(document, number, is_after)
        failed += page is None
        found.append(page.lines if page else [])
        words.extend(page.words if page else ())
        rules[number] = page.rules if page else []
        is_after = bool(page and page.words)
        length += sum(len(line.text) + 1 for line in found[-1])
        if length > limits.characters:
            return (
                found,
                words,
                rules,
                (f"only its first {number + 1:,} of {len(document):,} pages were read; split the file",),
            )
    partly = (f"{failed} pages are damaged and were not read; get a better copy",) if failed else ()
    return found, words, rules, partly


def _lists(
    pages: Sequence[Sequence[Line]],
    starts: Sequence[int],
    words: Sequence[Word],
    rules: Mapping[int, Sequence[Rule]],
    source: Source,
    limits: Limits,
) -> tuple[tuple[Row, ...], list[tuple[int, int]]]:
    """The rows of tables and numbered lists of people, and where their lines stand in the text."""
    ruled, unruled = ruled_tables(words, rules)
    repeated = repeated_lines(pages)
    furniture = {
        (number, at)
        for number, page in enumerate(pages)
        for at, line in enumerate(page)
        if bare_line(line.text) in repeated
    }
    aligned, other = aligned_tables(unruled, furniture)
    tables = sorted([*ruled, *aligned, *people_tables(other)], key=lambda table: table.lines[0])
    taken = {place for table in tables for place in table.lines}
    lines: list[TextLine] = []
    places: list[tuple[int, int]] = []
    for number, (page, start) in enumerate(zip(pages, starts, strict=True)):
        right = max((line.right for line in page), default=0.0)
        at = start
        for index, line in enumerate(page):
            place = (at, at + len(line.text))
            at += len(line.text) + 1
            if not line.text.strip():
                continue
            if (number, index) in taken:
                places.append(place)
            elif bare_line(line.text) not in repeated:
                is_full = bool(line.size) and line.right > right - 6 * line.size
                lines.append(TextLine(line.text.strip(), *place, round(line.left), is_full))
    listed = numbered_lists(lines)
    places.extend((item.start, item.end) for items in listed for item in items)
    return people_rows([table.rows for table in tables], as_rows(listed), source, limits), sorted(places)


def _meaningless(pages: Sequence[Sequence[Line]], source: Source) -> tuple[Flag, ...]:
    """S036 where a font keeps to itself which letters it draws."""
    counts = [sum(len(_NO_LETTER.findall(line.text)) for line in page) for page in pages]
    letters = sum(len(line.text) - line.text.count(" ") for page in pages for line in page)
    if sum(counts) < max(_FEW_SIGNS, letters // 100):
        return ()
    worst = sorted(sorted(range(len(counts)), key=lambda at: -counts[at])[:5])
    named = ", ".join(str(at + 1) for at in worst if counts[at])
    path = source.path or source.id
    return (flag("S036", sources=(source.id,), path=path, count=sum(counts), letters=letters, pages=named),)


def _second(data: bytes, pages: Sequence[Sequence[Line]], source: Source) -> tuple[Flag, ...]:
    return second_flags(data, ["\n".join(line.text for line in page) for page in pages], source)


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
