"""Plain text: its encoding found, its lines told apart into headline, byline, paragraph and furniture."""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.blocks import blocks
from cenotaph.encoding import decode
from cenotaph.read.about import about_text
from cenotaph.read.numbered import as_rows, lines_of, numbered_lists, trimmed, with_tables
from cenotaph.read.people import Table, people_rows
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
from cenotaph.record import Block, Row, Source

NAME = "plain text"
MEDIA_TYPES = ("text/plain",)
EXTENSIONS = (".txt", ".text")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text as it stands, with the role of each line; its numbered lists of people as rows.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), F006, F007.
    """
    decoded = decode(data, told_charset(source))
    if decoded.is_binary:
        return not_readable(source, "it holds binary data, not letters", "find out which program made it")
    text, partly = cut(decoded.text, limits)
    runs, rows = with_lists(text, blocks(text), source, limits)
    found = about_text(text, runs, source)
    return reading(
        source,
        text=make_text(source, text, runs, language=found.language, published=found.published),
        rows=rows,
        evidence=found.evidence,
        flags=(*encoding_flags(source, decoded), *found.flags),
        partly=(*partly, *damage(decoded)),
    )


def with_lists(
    text: str, runs: Sequence[Block], source: Source, limits: Limits, tables: Sequence[Table] = ()
) -> tuple[list[Block], tuple[Row, ...]]:
    """The blocks of a text whose numbered lists of people are tables, and the rows of these lists.

    Args:
        text: the stored text.
        runs: its blocks.
        source: whose text it is.
        limits: for the longest cell.
        tables: what else may list people.
    """
    found = numbered_lists(lines_of(text))
    places = [(item.start, item.end) for items in found for item in items]
    rows = people_rows(tables, as_rows(found), source, limits)
    return (trimmed(text, with_tables(runs, places)) if places else list(runs)), rows
