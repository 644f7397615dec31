"""Plain text: its encoding found, its lines told apart into headline, byline, paragraph and furniture."""

from __future__ import annotations

from cenotaph.blocks import blocks
from cenotaph.encoding import decode
from cenotaph.read.about import about_text
from cenotaph.read.reading import (
    Limits,
    Reading,
    cut,
    damage,
    encoding_flags,
    make_text,
    not_readable,
    reading,
    told_charset,
)
from cenotaph.read.typed_lists import with_lists
from cenotaph.record import Source

NAME = "plain text"
MEDIA_TYPES = ("text/plain",)
EXTENSIONS = (".txt", ".text")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text as it stands, with the role of each line; its lists of people as rows.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), F006, F007.
    """
    decoded = decode(data, told_charset(source))
    if decoded.is_binary:
        return not_readable(source, "it holds binary data, not letters", "find out which program made it")
    text, partly = cut(decoded.text, limits)
    listed = with_lists(text, blocks(text), source, limits)
    found = about_text(text, listed.blocks, source)
    return reading(
        source,
        text=make_text(source, text, listed.blocks, language=found.language, published=found.published),
        rows=listed.rows,
        evidence=found.evidence,
        flags=(*encoding_flags(source, decoded), *found.flags),
        partly=(*partly, *damage(decoded)),
    )
