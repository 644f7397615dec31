"""A mailbox (MBOX): each mail in it becomes a source of its own.

Source: RFC 4155; a line "From " behind an empty line begins a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

NAME = "mailbox"
MEDIA_TYPES = ("application/mbox",)
EXTENSIONS = (".mbox", ".mbx")

_BEGIN = re.compile(rb"From \S.*(?:\d{4}|\d\d:\d\d)")
_FIELD = re.compile(rb"[!-9;-~]+:")
_LINE = 1024 * 1024  # bytes taken as one line
_LARGEST = 256 * 2**20


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:
    """Every mail as a part, numbered in its order, its bytes as they stand in the mailbox.

    Yields F006, F007 (too many mails, or too large ones).
    """
    parts = []
    left = 0
    for number, mail in enumerate(_mails(file), start=1):
        name = f"{number:05}.eml"
        if shelf.is_full:
            left += 1
        elif mail is None:
            large = f"it is larger than {_LARGEST / 2**20:,.0f} MB; save it alone beside the mailbox"
            parts.append(shelf.refuse(name, large))
        else:
            parts.append(shelf.put(name, mail))
    if not parts:
        return not_readable(source, "no mail was found in it", "save its mails as EML files beside it")
    most = f"{limits.parts:,} mails or {limits.unpacked / 2**20:,.0f} MB"
    partly = [f"{left:,} of its mails were left in it, since no more than {most} are taken; split it"] if left else []
    return reading(source, parts=parts, partly=partly)


def _mails(file: IO[bytes]) -> Iterator[bytes | None]:
    """The bytes of each mail without the line that begins it; None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    is_blank = True
    pending: bytes | None = None  # a line that begins a mail if a field follows it
    while line := file.readline(_LINE):
        if pending is not None:
            if _FIELD.match(line):
                if lines:
                    yield b"".join(lines) if size <= _LARGEST else None
                lines, size = [], 0
            else:
                lines.append(pending)
            pending = None
        if is_blank and _BEGIN.match(line):
            pending = line
            continue
        is_blank = not line.strip()
        size += len(line)
        if size <= _LARGEST:
            lines.append(line)
    if pending is not None:
        lines.append(pending)
    if any(line.strip() for line in lines):
        yield b"".join(lines) if size <= _LARGEST else None
