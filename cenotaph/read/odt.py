"""OpenDocument texts (ODT, OTT, flat FODT): the text as printed, tables and lists too; what was deleted apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cenotaph.media_types import FLAT_ODT, ODT
from cenotaph.read.manuscript import Apart, Paragraph, Piece, flat, scanned, unread, written
from cenotaph.read.odt_body import keep_deletions, pieces_of
from cenotaph.read.odt_line import Document
from cenotaph.read.odt_styles import Styles
from cenotaph.read.package import Problem, open_package
from cenotaph.read.properties import open_properties
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.xml_tree import local_name, parse_xml
from cenotaph.record import Source

NAME = "OpenDocument text"
MEDIA_TYPES = (ODT, FLAT_ODT)
EXTENSIONS = (".odt", ".ott", ".fodt")
LIBRARIES = ("lxml.etree",)

_PARTS = ("content.xml", "styles.xml", "meta.xml")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text in the order in which it is printed, headers first, notes last; tracked changes as if accepted.

    Numbers of list items and chapters are those that are printed. Words deleted while changes were tracked, comments
    and hidden words are private evidence. Yields S021 (its dates contradict each other), S023 (changes, comments or
    hidden words are kept apart), F006, F007.
    """
    if source.media_type == FLAT_ODT:
        parsed = parse_xml(data)
        roots, partly = [parsed.root], [f"it {parsed.problem}"] if parsed.problem else []
    else:
        package = open_package(data, limits, _PARTS[0], rescue=True)
        if isinstance(package, Problem):
            return not_readable(source, *package)
        roots, partly = [package.xml(name) for name in _PARTS], package.partly
    if roots[0] is None:
        why = "; ".join(partly) or "it holds no text"
        return not_readable(source, why, "unpack it into a folder of the same name beside it")
    return _written([root for root in roots if root is not None], source, limits, partly)


def _written(roots: list[Any], source: Source, limits: Limits, partly: list[str]) -> Reading:
    apart = Apart(limits)
    document = Document(Styles(roots), apart, limits.rows)
    masters = [each for root in roots for each in root.iter("{*}master-page")]
    headers = _furniture(document, masters, "header")
    keep_deletions(document, roots[0])
    body = list(pieces_of(document, next(roots[0].iter("{*}body"), roots[0])))
    notes = [*_notes(document, "footnote"), *_notes(document, "endnote")]
    footers = _furniture(document, masters, "footer")
    document.keep_comments()
    return written(
        [*headers, *body, *notes, *footers],
        source,
        limits,
        apart=apart,
        stated=open_properties(roots),
        partly=(*partly, *unread(document.unread), *scanned(document.pages)),
        pictures=document.pictures,
    )


def _furniture(document: Document, masters: list[Any], kind: str) -> list[Piece]:
    """The headers or footers, each wording once."""
    found: dict[str, Piece] = {}
    for master in masters:
        for part in master:
            if local_name(part.tag).startswith(kind):
                for piece in flat(pieces_of(document, part)):
                    found.setdefault(piece.printed, Paragraph(piece.printed, "furniture"))
    return list(found.values())


def _notes(document: Document, kind: str) -> Iterable[Piece]:
    """The notes of one class, each with its mark."""
    for own, mark, body in list(document.notes):
        if own != kind:
            continue
        inner = list(pieces_of(document, body))
        if inner and isinstance(inner[0], Paragraph):
            inner[0] = inner[0]._replace(text=f"{mark} {inner[0].text}".strip())
        yield from inner
