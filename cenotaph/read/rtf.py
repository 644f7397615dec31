"""Rich text (RTF): the text as printed, its tables and numbered lists; what was deleted kept apart.

Read by a tokenizer of our own: the library at hand (striprtf) keeps deleted words in the text, loses footnotes, text
boxes, list numbers and letters beyond U+FFFF, and makes no cells of tables. Source: RTF Specification 1.9.1.
"""

from __future__ import annotations

from cenotaph.flags import flag
from cenotaph.media_types import RTF
from cenotaph.read.manuscript import Apart, Paragraph, Piece, flat, scanned, unread, written
from cenotaph.read.properties import property_evidence
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.rtf_text import RichText
from cenotaph.record import Evidence, Flag, Source

NAME = "rich text"
MEDIA_TYPES = (RTF,)
EXTENSIONS = (".rtf",)


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text in the order in which it is printed, headers first, notes last; tracked changes as if accepted.

    Yields S020 (the encoding is a guess), S021 (its dates contradict each other), S023 (changes, comments or hidden
    words are kept apart), F006, F007.
    """
    apart = Apart(limits)
    text = RichText(data, apart)
    text.run()
    headers, footers = (_furniture(text.pieces[name]) for name in ("headers", "footers"))
    return written(
        [*headers, *text.body, *text.pieces["notes"], *footers],
        source,
        limits,
        apart=apart,
        stated=_stated(text.info),
        flags=_encoding_flags(text, source),
        partly=(*text.partly, *unread(text.unread), *scanned(text.pages)),
        pictures=text.pictures,
    )


def _furniture(pieces: list[Piece]) -> list[Piece]:
    """The headers or footers, each wording once."""
    wordings = dict.fromkeys(piece.printed for piece in flat(pieces))
    return [Paragraph(words, "furniture") for words in wordings]


def _stated(info: dict[str, str]) -> list[Evidence]:
    """Title, maker, day and last editor, as the document's own information states them."""
    names = {"title": "title", "author": "creator", "created": "created", "operator": "editor"}
    return [found for name, field in names.items() for found in property_evidence(field, info.get(name, ""))]


def _encoding_flags(text: RichText, source: Source) -> tuple[Flag, ...]:
    """S020 when the encoding is a guess."""
    if text.encoding.is_certain:
        return ()
    path = source.path or source.id
    return (flag("S020", sources=(source.id,), path=path, encoding=text.encoding.default),)
