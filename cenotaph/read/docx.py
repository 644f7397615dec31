"""Word documents (DOCX, DOCM): the text as printed, its tables and numbered lists; what was deleted kept apart."""

from __future__ import annotations

from typing import Any

from cenotaph.media_types import DOCX
from cenotaph.read.docx_body import pieces_of
from cenotaph.read.docx_line import Document, Part
from cenotaph.read.docx_styles import Numbering, Styles, value_of
from cenotaph.read.manuscript import Apart, Paragraph, Piece, flat, scanned, unread, written
from cenotaph.read.package import Package, Problem, open_package
from cenotaph.read.properties import core_properties
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.xml_tree import attribute, child_of, local_name
from cenotaph.record import Source

NAME = "Word document"
MEDIA_TYPES = (DOCX,)
EXTENSIONS = (".docx", ".docm", ".dotx", ".dotm")
LIBRARIES = ("lxml.etree",)

_MAIN = "word/document.xml"
_NOTE_FORMS = {"footnotes": ("footnotePr", "decimal"), "endnotes": ("endnotePr", "lowerRoman")}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text in the order in which it is printed, headers first, notes last; tracked changes as if accepted.

    Numbers of list items and cells are those that Word prints. Words deleted while changes were tracked, comments and
    hidden words are private evidence. Yields S021 (its dates contradict each other), S023 (changes, comments or hidden
    words are kept apart), F006, F007.
    """
    package = open_package(data, limits, _MAIN, rescue=True)
    if isinstance(package, Problem):
        return not_readable(source, *package)
    main = next(iter(package.related("", "officeDocument")), _MAIN)
    root = package.xml(main)
    if root is None:
        why = "; ".join(package.partly) or "it holds no document"
        return not_readable(source, why, "unpack it into a folder of the same name beside it")
    apart = Apart(limits)
    document = _document(package, main, apart)
    headers = _furniture(package, main, "header", document)
    body = Part(document, root)
    pieces = [*headers, *pieces_of(body)]
    for kind in _NOTE_FORMS:
        pieces.extend(_notes(package, main, kind, document))
    pieces.extend(_furniture(package, main, "footer", document))
    _comments(package, main, document)
    return written(
        pieces,
        source,
        limits,
        apart=apart,
        stated=core_properties(package),
        partly=(*package.partly, *unread(document.unread), *scanned(body.pages)),
        pictures=body.pictures,
    )


def _document(package: Package, main: str, apart: Apart) -> Document:
    roots = {kind: _root(package, main, kind) for kind in ("styles", "numbering", "settings")}
    forms = {}
    for kind, (element, usual) in _NOTE_FORMS.items():
        settings = roots["settings"]
        stated = None if settings is None else value_of(child_of(settings, element, "numFmt"))
        forms[kind] = stated or usual
    return Document(Styles(roots["styles"]), Numbering(roots["numbering"]), apart, forms, {}, {}, {})


def _root(package: Package, main: str, kind: str) -> Any | None:
    """The part of one kind that the document refers to."""
    name = next(iter(package.related(main, kind)), None)
    return None if name is None else package.xml(name)


def _furniture(package: Package, main: str, kind: str, document: Document) -> list[Piece]:
    """The headers or footers, each wording once."""
    found: dict[str, Piece] = {}
    for name in package.related(main, kind):
        root = package.xml(name)
        for piece in flat(pieces_of(Part(document, root))) if root is not None else ():
            found.setdefault(piece.printed, Paragraph(piece.printed, "furniture"))
    return list(found.values())


def _notes(package: Package, main: str, kind: str, document: Document) -> list[Piece]:
    """The notes in the order in which the text refers to them, each with its mark."""
    root = _root(package, main, kind)
    by_id = {attribute(each, "id"): each for each in (() if root is None else root)}
    found: list[Piece] = []
    for key, mark in document.notes.get(kind, []):
        note = by_id.get(key)
        if note is None or attribute(note, "type") in _SEPARATORS:
            continue
        inner = pieces_of(Part(document, note))
        first = inner[0] if inner else None
        if isinstance(first, Paragraph):
            inner[0] = first._replace(text=f"{mark} {first.text}".strip())
        found.extend(inner)
    return found


def _comments(package: Package, main: str, document: Document) -> None:
    root = _root(package, main, "comments")
    for each in () if root is None else root:
        if local_name(each.tag) == "comment":
            words = "\n".join(piece.printed for piece in flat(pieces_of(Part(document, each))))
            about = document.about.get(attribute(each, "id") or "", "")
            document.apart.comment(words, attribute(each, "author"), attribute(each, "date"), about)
