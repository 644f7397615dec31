"""Markdown: text whose marks tell headings, lists and tables apart; the marks stay in the text."""

from __future__ import annotations

import re

from cenotaph.blocks import blocks
from cenotaph.read.about import about_text
from cenotaph.read.published import stated_day
from cenotaph.read.reading import Limits, Reading, letters, make_text, reading
from cenotaph.read.typed_lists import with_lists
from cenotaph.record import Block, Evidence, Source

NAME = "Markdown"
MEDIA_TYPES = ("text/markdown",)
EXTENSIONS = (".md", ".markdown")

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"#{1,6} +")
_TABLE = re.compile(r"\|.*\|\s*$", re.MULTILINE)
_TABLES = re.compile(r"(?:^[ \t]*\S.*\|.*\n)[ \t]*\|?[ \t]*:?-+[\s|:-]*\n(?:^.*\|.*(?:\n|\Z))*", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*\Z")
_FRONT_FIELDS = {"title": "title", "author": "author", "date": "published", "lang": "language", "language": "language"}


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text as typed; headings are headlines, front matter is evidence and no part of the statements.

    Tables and numbered lists of people are rows too.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), F006, F007.
    """
    read_as = letters(data, source, limits)
    if isinstance(read_as, Reading):
        return read_as
    text = read_as.text
    front = _FRONT.match(text)
    start = front.end() if front else 0
    runs = [_marked(block, text) for block in _shifted(blocks(text[start:]), start)]
    stated = _front_matter(front.group(1)) if front else []
    if front:
        runs.insert(0, Block("furniture", 0, len(front.group().rstrip())))
    tables = list(_TABLES.finditer(text))
    drawn = [Block("table", *match.span()) for match in tables]
    listed = with_lists(text, runs, source, limits, [_cells(match[0]) for match in tables], without=drawn)
    found = about_text(text, listed.blocks, source, stated)
    return reading(
        source,
        text=make_text(source, text, listed.blocks, language=found.language, published=found.published),
        rows=listed.rows,
        evidence=found.evidence,
        flags=(*read_as.flags, *found.flags),
        partly=read_as.partly,
    )


def _shifted(runs: tuple[Block, ...], by: int) -> list[Block]:
    return [Block(run.kind, run.start + by, run.end + by) for run in runs]


def _marked(block: Block, text: str) -> Block:
    """A block whose mark says what it is; the mark of a heading is left out of it."""
    heading = _HEADING.match(text, block.start, block.end)
    if heading:
        return Block("headline", heading.end(), block.end)
    if _TABLE.match(text, block.start, block.end):
        return Block("table", block.start, block.end)
    return block


def _cells(table: str) -> list[list[str]]:
    """The cells of a pipe table by line, the line of dashes under its header left out."""
    lines = [line.strip().strip("|") for line in table.split("\n") if line.strip()]
    return [[cell.strip().replace("\\|", "|") for cell in _PIPE.split(line)] for line in lines if not _RULE.match(line)]


def _front_matter(lines: str) -> list[Evidence]:
    found = []
    for line in lines.split("\n"):
        name, colon, value = line.partition(":")
        field = _FRONT_FIELDS.get(name.strip().lower())
        value = value.strip().strip("\"'")
        if colon and field and value:
            told = stated_day(value) or value if field == "published" else value
            found.append(Evidence(field=field, value=told, rule="front-matter", quote=line.strip(), weight=0.9))
    return found
