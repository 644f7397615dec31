"""The words of a mail that is written as a web page: all of them, since a mail has no page around its article."""

from __future__ import annotations

from typing import Any, NamedTuple

from cenotaph.encoding import Decoded, decode
from cenotaph.read.html import depth
from cenotaph.read.html_rows import page_rows
from cenotaph.read.html_tree import segments
from cenotaph.read.reading import Limits
from cenotaph.record import Block, Row, Source


class PageWords(NamedTuple):
    """The text of a page with its blocks and lists of people."""

    text: str
    blocks: list[Block]
    rows: tuple[Row, ...]
    decoded: Decoded
    partly: tuple[str, ...] = ()


def page_words(data: bytes, charset: str | None, source: Source, limits: Limits) -> PageWords:
    """Every run of words of the page, a blank line between two."""
    import re

    import lxml.html

    declared = re.search(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", data[:4096], re.IGNORECASE)
    decoded = decode(data, charset or (declared[1].decode("ascii") if declared else None))
    page = re.sub(r"\A\s*<\?xml[^>]*\?>", "", decoded.text)
    if len(page) > limits.page or depth(page, limits.depth) > limits.depth:
        bare = re.sub(r"<[^<>]*>", "\n", page[: limits.characters])
        why = "its page is too large or nested too deeply to be told apart; save its words as text beside it"
        return PageWords(bare, [], (), decoded, (why,))
    try:
        tree: Any = lxml.html.document_fromstring(
            page.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except lxml.etree.ParserError:
        return PageWords("", [], (), decoded)
    every = segments(tree)
    found: list[Block] = []
    at = 0
    for segment in every:
        found.append(Block(segment.kind, at, at + len(segment.text)))
        at += len(segment.text) + 2
    text = "\n\n".join(segment.text for segment in every)
    rows, found = page_rows(tree, every, text, found, source, limits)
    return PageWords(text, found, rows, decoded)
