"""A file packed alone with gzip: the file in it becomes a source of its own."""

from __future__ import annotations

import io
import zlib
from pathlib import PurePosixPath
from typing import IO, Any

from cenotaph.read.reading import Limits, Reading, harmed, not_readable, reading, with_evidence
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

NAME = "gzip"
MEDIA_TYPES = ("application/gzip",)
EXTENSIONS = (".gz",)

_CHUNK = 64 * 1024
_STEP = 256 * 1024
_NAMED = 0x08
_EXTRA = 0x04
_AGAIN = "get it again from where it came"


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:  # noqa: ARG001 - every reader is called alike
    """What is packed, as one part, named as gzip remembers it or as the file is named without ".gz".

    Several packed files one behind the other are one file, as gzip itself has it. What is cut short or damaged is
    taken as far as it goes, and the part is read in part.

    Yields F006, F007.
    """
    name = _name(file.read(_CHUNK), source)
    file.seek(0)
    stream: Any = Unpacked(file)
    part = shelf.put(name, stream, packed=source.bytes)
    if part.bytes == 0 and stream.problem:
        return not_readable(source, stream.problem, _AGAIN)
    if stream.problem is None:
        return reading(source, parts=[part])
    why = f"{stream.problem}; {_AGAIN}"
    return reading(source, parts=[with_evidence(part, harmed(why)) if part.sha256 else part], partly=[why])


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a gzip file, as far as they go.

    Attributes:
        problem: what is wrong with it, in plain words, once it is read.
    """

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self.problem: str | None = None
        self._file = file
        self._raw = b""
        self._inflate: Any = zlib.decompressobj(31)
        self._is_at_end = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes, about `size` of them; all with -1."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_STEP), b""))
        while not self._is_at_end:
            data = self._next(min(size, _STEP))
            if data:
                return data
        return b""

    def _next(self, size: int) -> bytes:
        self._raw = self._raw or self._file.read(_CHUNK)
        if not self._raw:
            self._is_at_end = True
            if not self._inflate.eof:
                self.problem = "its packed bytes are cut short, so its end is missing"
            return b""
        if self._inflate.eof and not self._begin_next():
            return b""
        before = self._inflate.copy()
        try:
            data: bytes = self._inflate.decompress(self._raw, size)
        except zlib.error as error:
            self.problem = f"its packed bytes are damaged ({str(error).rpartition(': ')[2]})"
            self._is_at_end = True
            return _until_damage(before, self._raw)
        self._raw = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        return data

    def _begin_next(self) -> bool:
        """Go to the next packed file behind one that has ended; zeros behind it are padding, other bytes are named."""
        self._raw = self._raw.lstrip(b"\x00")
        if len(self._raw) == 1:
            self._raw += self._file.read(_CHUNK)
        if self._raw.startswith(b"\x1f\x8b"):
            self._inflate = zlib.decompressobj(31)
            return True
        if self._raw:
            self.problem = "behind what is packed stand other bytes, which were not read"
            self._is_at_end = True
        return False


def _until_damage(inflate: Any, packed: bytes) -> bytes:
    """What comes out of packed bytes in front of the one at which they no longer unpack."""
    found = bytearray()
    try:
        for at in range(len(packed)):
            found += inflate.decompress(packed[at : at + 1], _STEP)
    except zlib.error:
        return bytes(found)
    return bytes(found)


def _name(head: bytes, source: Source) -> str:
    """The name in the head of the file (RFC 1952, 2.3.1), else the file's own without its ending."""
    own = PurePosixPath(source.path or source.id).name
    at = 10
    if len(head) > 12 and head[3] & _EXTRA:
        at += 2 + int.from_bytes(head[10:12], "little")
    if len(head) > at and head[3] & _NAMED:
        raw = head[at : at + 1000].partition(b"\x00")[0]
        try:
            stated = raw.decode("utf-8")
        except UnicodeDecodeError:
            stated = raw.decode("latin-1")
        if PurePosixPath(stated.replace("\\", "/")).name:
            return PurePosixPath(stated.replace("\\", "/")).name
    return PurePosixPath(own).stem if own.lower().endswith((".gz", ".z")) else own
