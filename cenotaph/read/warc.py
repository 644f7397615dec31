"""WARC: each page that a crawler captured becomes a source of its own, with its address and the time of its capture."""

from __future__ import annotations

from typing import IO

from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.shelf import Shelf
from cenotaph.read.warc_pages import Pages
from cenotaph.record import Source

NAME = "web archive (WARC)"
MEDIA_TYPES = ("application/warc",)
EXTENSIONS = (".warc", ".warc.gz")
LIBRARIES = ("brotli",)


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:  # noqa: ARG001 - every reader is called alike
    """Every answered page and document as a part; what belongs to pages (pictures, scripts) is counted.

    Every record is held against its digests, its length, its packing and what the standard lets its head say; what
    does not fit is named by the number of its record, and its page is read in part.

    Yields F006, F007 (damaged records, pages that are in another archive).
    """
    pages = Pages(shelf)
    pages.gather(file)
    parts, evidence, partly = pages.finish()
    if not parts:
        why = "; ".join(partly) or "it holds no page, only what pages are made of"
        return not_readable(source, why, "capture the pages again", evidence=evidence)
    return reading(source, parts=parts, evidence=evidence, partly=partly)
