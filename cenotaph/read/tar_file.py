"""TAR, plain or packed: each file in it becomes a source of its own, as if it were a folder."""

from __future__ import annotations

import lzma
import tarfile
import zlib
from typing import IO, Any

from cenotaph.belonging import is_furniture
from cenotaph.encoding import decode
from cenotaph.read.gzip_file import Unpacked
from cenotaph.read.reading import Limits, Part, Reading, not_readable, reading
from cenotaph.read.shelf import Shelf, safe_name
from cenotaph.record import Source

NAME = "TAR archive"
MEDIA_TYPES = ("application/x-tar",)
EXTENSIONS = (".tar", ".tgz", ".tar.gz")

_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
_AGAIN = "get it again from where it came"


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:
    """Every file as a part; links, devices and pipes are named and not followed, folders are no parts.

    Yields F006, F007 (links, damage, cut short, too many files).
    """
    is_packed = file.read(2) == b"\x1f\x8b"
    file.seek(0)
    stream: Any = Unpacked(file) if is_packed else file
    parts: list[Part] = []
    partly: list[str] = []
    try:
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape", encoding="utf-8") as archive:
            for member in archive:
                if shelf.is_full:
                    most = f"{limits.parts:,} files or {limits.unpacked / 2**20:,.0f} MB"
                    partly.append(f"only its first {most} were taken; unpack it beside it")
                    break
                part = _part(archive, member, source.bytes, shelf)
                if part is not None:
                    parts.append(part)
    except _BROKEN as error:
        partly.append(f"it is damaged or cut short ({error}), and files behind that place are missing; {_AGAIN}")
    if is_packed and stream.problem:
        partly.append(f"{stream.problem}; {_AGAIN}")
    if not parts:
        return not_readable(source, "; ".join(partly) or "it holds no file", "unpack it into a folder beside it")
    refused = sum(part.problem is not None for part in parts)
    if refused:
        partly.append(f"not unpacked: {refused:,} of its {len(parts):,} files, each named with the reason")
    return reading(source, parts=parts, partly=partly)


def _part(archive: tarfile.TarFile, member: tarfile.TarInfo, size: int | None, shelf: Shelf) -> Part | None:
    """The part that a member is; None for a folder and for what systems leave behind."""
    name = _name(member.name)
    if member.isdir() or any(is_furniture(step) for step in safe_name(name).split("/")):
        return None
    if member.issym() or member.islnk():
        return shelf.refuse(name, "it is a link to another file, not a file; put the file itself beside it")
    if not member.isfile():
        return shelf.refuse(name, "it is a device or a pipe of a system, not a file with content")
    content = archive.extractfile(member)
    if content is None:
        return shelf.refuse(name, f"it cannot be unpacked; {_AGAIN}")
    try:
        return shelf.put(name, content, packed=size)  # a sparse file is larger than what it takes
    except _BROKEN as error:
        return shelf.refuse(name, f"its bytes are cut short or damaged ({error}); {_AGAIN}")


def _name(name: str) -> str:
    """A name in letters: bytes that are no UTF-8 in the encoding that fits them."""
    data = name.encode("utf-8", "surrogateescape")
    return decode(data).text if "\ufffd" in data.decode("utf-8", "replace") else name
