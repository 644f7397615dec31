"""One stage on one file, without an archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cenotaph.errors import NotFoundError
from cenotaph.record import Claim, Source, Text

if TYPE_CHECKING:
    from cenotaph.claim import Claimed, Explained
    from cenotaph.dating import DocumentDate
    from cenotaph.read import Reading


def read(path: str | Path, scan_languages: Sequence[str] = ("en",)) -> Reading:
    """What one file says: its text or rows, and what is known of it, each with evidence.

    It is read in a process of its own that is shut in, since nobody knows yet who made it.

    Args:
        path: a file of any kind; one that cannot be read gives a reading that says why.
        scan_languages: BCP 47, what a scan may be in, where the program tesseract is installed; none: it is not tried.

    Raises:
        NotFoundError: there is no such file.
        StorageError: no process for reading can be started.
    """
    from cenotaph.read import Limits, read_one

    file = Path(path)
    if not file.is_file():
        raise NotFoundError(f"{file} is no file")
    reading = read_one(file, Limits(recognition=tuple(scan_languages)))
    found = date_of(reading)
    if found is None or reading.text is None:
        return reading
    text = msgspec.structs.replace(reading.text, published=found.published)
    return msgspec.structs.replace(reading, text=text, flags=(*reading.flags, *found.flags))


def date_of(reading: Reading) -> DocumentDate | None:
    """When the source of a reading was published, with the reason; None where it has no text."""
    from cenotaph.dating import document_date

    if reading.text is None:
        return None
    source = Source(id=reading.source, status=reading.status, evidence=reading.evidence)
    return document_date(source, reading.text)


def claims_of_file(path: str | Path, language: str | None = None, published: str | None = None) -> tuple[Claim, ...]:
    """The claims of one file, in order of their place.

    Args:
        path: a text, page or paged document.
        language: BCP 47; by default as found out.
        published: EDTF, the anchor of "yesterday"; by default the date found in the file.

    Raises:
        NotFoundError: there is no such file.
    """
    return claimed_of_file(path, language, published)[1].claims


def claimed_of_file(
    path: str | Path, language: str | None = None, published: str | None = None
) -> tuple[Source, Claimed, Text | None, Reading]:
    """The claims, entries and flags of one file, with the source, text and reading they come from.

    Tables are read as lists when their columns say so.

    Raises:
        NotFoundError: there is no such file.
    """
    from cenotaph import table
    from cenotaph.claim import Claimed, claims_of_rows, claims_of_text
    from cenotaph.read import describe

    reading = read(path)
    held = Source(id=reading.source, status="read", path=Path(path).name)
    source = table.records(describe([held], [reading]), Source)[0]
    text = reading.text
    found = Claimed()
    if text is not None:
        text = msgspec.structs.replace(
            text,
            source=source.id,
            language=language or source.language or text.language,
            published=published or source.published or text.published,
        )
        found = claims_of_text(text, source)
    for sheet in dict.fromkeys(row.sheet for row in reading.rows):
        listed = claims_of_rows([row for row in reading.rows if row.sheet == sheet], None, source, {})
        found = Claimed(found.claims + listed.claims, found.entries + listed.entries, found.flags + listed.flags)
    return source, found, text, reading


def explain_file(path: str | Path, language: str | None = None, published: str | None = None) -> tuple[Explained, ...]:
    """The claims of a file's text, each with its sentence, its annotations and the rules that made it."""
    from cenotaph.claim import explain_text

    text = read(path).text
    if text is None:
        return ()
    return explain_text(text.text, language=language or text.language, published=published or text.published)
