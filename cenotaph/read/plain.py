"""Plain text: its encoding found, its lines told apart into headline, byline, paragraph and furniture."""

from __future__ import annotations

from cenotaph.blocks import blocks
from cenotaph.read.about import about_text
from cenotaph.read.reading import Limits, Reading, letters, make_text, reading
from cenotaph.read.typed_lists import with_lists
from cenotaph.record import Source

NAME = "plain text"
MEDIA_TYPES = ("text/plain",)
EXTENSIONS = (".txt", ".text")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text as it stands, with the role of each line; its lists of people as rows.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), F006, F007.
    """
    read_as = letters(data, source, limits)
    if isinstance(read_as, Reading):
        return read_as
    text = read_as.text
    listed = with_lists(text, blocks(text), source, limits)
    found = about_text(text, listed.blocks, source)
    return reading(
        source,
        text=make_text(source, text, listed.blocks, language=found.language, published=found.published),
        rows=listed.rows,
        evidence=found.evidence,
        flags=(*read_as.flags, *found.flags),
        partly=read_as.partly,
    )
