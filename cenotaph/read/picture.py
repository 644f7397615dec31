"""Pictures and scans: what the file says of the picture, and the words in it where they can be recognised.

A picture has no text of its own. Its caption is kept as one, told as such, and no statement is read in it: who
describes a picture describes what is to be seen, often years later and for many pictures at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from cenotaph.media_types import in_words
from cenotaph.read.about import about_text
from cenotaph.read.picture_pages import can_be_drawn, pages_of
from cenotaph.read.picture_parts import CUT_SHORT, Parts, parts_of
from cenotaph.read.picture_words import Told, size_of, told_by
from cenotaph.read.reading import Limits, Reading, make_text, not_readable, reading, wordless
from cenotaph.read.recognised import Scan, name_of, recognise, recognised
from cenotaph.read.recognition import ways_out
from cenotaph.record import Block, Evidence, Source

NAME = "picture"
MEDIA_TYPES = (
    "image/avif", "image/bmp", "image/gif", "image/heic", "image/jp2", "image/jpeg", "image/png", "image/tiff",
    "image/webp",
)  # fmt: skip
EXTENSIONS = (".avif", ".bmp", ".gif", ".heic", ".heif", ".jp2", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp")
LIBRARIES = ("lxml.etree", "PIL.Image")

_TOO_SMALL = 24
"""Dots on the shorter side below which a picture holds no line of words: a line of print needs some ten."""


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """Caption, credit, maker, day, keywords and places as the file states them; and the words in the picture.

    The words are recognised where that is on and the program is there; else the reading says how to have them. Where a
    picture was taken, with which camera and by whom it is owned is private evidence. Yields S021, S050, F006, F007,
    F008 (no words were read and nothing is wrong with it).
    """
    kind = str(source.media_type)
    parts = parts_of(data, kind)
    told = told_by(parts)
    wide, high = size_of(data) if kind == "image/tiff" else (parts.width, parts.height)
    problem = (f"{parts.problem}; get it again from where it came",) if parts.problem else ()
    if min(wide, high) < _TOO_SMALL and not parts.problem and wide:
        return wordless(_described(told, source, problem, f"it is {in_words(kind)} too small to hold words"))
    scan = _scan(data, kind, told, parts, (wide, high), limits)
    if scan is not None and scan.has_words:
        return recognised(scan, source, limits, told.evidence, problem)
    if scan is not None and not scan.partly and not problem:
        return wordless(_described(told, source, (), f"no words were recognised in it: it is {in_words(kind)}"))
    why = (*problem, *_why_not(kind, scan, (wide, high), limits))
    return _described(told, source, (f"{'; '.join(why)}; {_ways_out(source, kind, limits)}",), "")


def _scan(data: bytes, kind: str, told: Told, parts: Parts, size: tuple[int, int], limits: Limits) -> Scan | None:
    """What was recognised; None when nothing could be tried."""
    if not can_be_drawn(kind) or size[0] * size[1] > limits.pixels or parts.problem == CUT_SHORT:
        return None
    return recognise(pages_of(data, kind, told.turn, limits), limits)


def _why_not(kind: str, scan: Scan | None, size: tuple[int, int], limits: Limits) -> tuple[str, ...]:
    """Why no words were read."""
    what = f"it is {in_words(kind)}: a scan without text, or a photograph"
    if size[0] * size[1] > limits.pixels:
        return what, f"it says to have {size[0]:,} x {size[1]:,} dots, more than are looked into"
    return (what, *scan.partly) if scan else (what,)


def _ways_out(source: Source, kind: str, limits: Limits) -> str:
    name = name_of(source)
    if limits.recognition and not can_be_drawn(kind):
        typed = f"type what it says into a text file beside it named {name}.txt"
        return f"save a copy as JPEG or PNG beside it, whose words can be recognised, or {typed}"
    return ways_out(limits, name)


def _described(told: Told, source: Source, partly: Sequence[str], why: str) -> Reading:
    """The reading of a picture in which no words were read: with its caption, or without."""
    captions = _distinct(told.captions)
    if not captions:
        if partly:
            return _silent(source, "; ".join(partly), told.evidence)
        return _silent(source, why, told.evidence)
    text, blocks = _caption(captions, told.credits)
    about = about_text(text, blocks, source, told.evidence)
    partly = tuple(f"only its caption was read; {clause}" for clause in partly)
    made = make_text(source, text, blocks, language=about.language, published=about.published)
    return reading(source, text=made, evidence=about.evidence, flags=about.flags, partly=partly)


def _silent(source: Source, why: str, evidence: Sequence[Evidence]) -> Reading:
    kept = "what its file says of it is kept" if evidence else ""
    return not_readable(source, why, kept, evidence=evidence)


def _distinct(captions: Sequence[str]) -> list[str]:
    """The captions without those that begin like a longer one: one of the fields holds 2,000 letters at most."""
    return [
        caption for caption in captions if not any(other != caption and other.startswith(caption) for other in captions)
    ]


def _caption(captions: Sequence[str], givers: Sequence[str]) -> tuple[str, list[Block]]:
    """Captions and credits, a line each."""
    blocks: list[Block] = []
    at = 0
    for kind, lines in (("caption", captions), ("credit", givers)):
        for line in lines:
            blocks.append(Block("caption" if kind == "caption" else "credit", at, at + len(line)))
            at += len(line) + 1
    return "\n".join((*captions, *givers)), blocks
