"""The files of a ZIP whose table of contents is gone: found by the header that stands before each of them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

_HEADER = struct.Struct("<4sHHHHHIIIHH")  # APPNOTE.TXT 4.3.7
_SIGNATURE = b"PK\x03\x04"
_CHUNK = 64 * 1024
_PIECE = 4096  # where packed bytes are damaged, so many are lost with them
_SIZES_BEHIND = 0x08  # flag: the sizes follow the file's bytes
_FULL = 0xFFFFFFFF  # the true size stands in the extra field (zip64)


class Found(io.RawIOBase):
    """One file, as a stream of its unpacked bytes.

    Attributes:
        info: its header, as `zipfile` would give it.
        is_whole: after reading to the end, whether its bytes are all there and fit its checksum.
    """

    def __init__(self, file: IO[bytes], info: zipfile.ZipInfo, start: int) -> None:
        super().__init__()
        self.info = info
        self.end = start
        self.is_whole = False
        self._file = file
        self._left = None if info.flag_bits & _SIZES_BEHIND and not info.compress_size else info.compress_size
        self._inflate = zlib.decompressobj(-15) if info.compress_type == zipfile.ZIP_DEFLATED else None
        self._crc = 0
        self._is_done = False

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next unpacked bytes, `size` of them at most; none at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._is_done:
            data = self._next(size)
            self._crc = zlib.crc32(data, self._crc)
            if data:
                return data
        return b""

    def _next(self, size: int) -> bytes:
        if self._inflate is None:
            packed = self._packed(size)
            self._is_done = not packed
            if self._is_done:
                self.is_whole = self._left == 0 and self._crc == self.info.CRC
            return packed
        packed = self._inflate.unconsumed_tail or self._packed(_PIECE)
        try:
            data = self._inflate.decompress(packed, size)
        except zlib.error:
            self._is_done = True
            return b""
        if self._inflate.eof:
            self._is_done = True
            self.end -= len(self._inflate.unused_data)
            crc = zlib.crc32(data, self._crc)
            self.is_whole = crc == (self.info.CRC if self._left is not None else self._crc_behind())
        elif not packed:
            self._is_done = True
        return data

    def _packed(self, most: int) -> bytes:
        self._file.seek(self.end)
        packed = self._file.read(most if self._left is None else min(most, self._left))
        self.end += len(packed)
        if self._left is not None:
            self._left -= len(packed)
        return packed

    def _crc_behind(self) -> int:
        """The checksum that follows the bytes, with or without a signature (APPNOTE.TXT 4.3.9)."""
        self._file.seek(self.end)
        behind = self._file.read(8).removeprefix(b"PK\x07\x08")
        return struct.unpack("<I", behind[:4])[0] if len(behind) >= 4 else -1


def rescued_at(file: IO[bytes], info: zipfile.ZipInfo) -> Found:
    """One file that the table of contents names, as far as its bytes go."""
    file.seek(info.header_offset)
    head = file.read(_HEADER.size)
    name_size, extra_size = _HEADER.unpack(head)[-2:] if len(head) == _HEADER.size else (0, 0)
    return Found(file, info, info.header_offset + _HEADER.size + name_size + extra_size)


def rescued(file: IO[bytes]) -> Iterator[Found]:
    """Each file that has a header, in order; what stands between them is passed over.

    The stream of one file must be read before the next is asked for.
    """
    at = 0
    while (start := _next_header(file, at)) is not None:
        file.seek(start)
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        _, version, flags, method, _, _, crc, packed, size, name_size, extra_size = _HEADER.unpack(head)
        name, extra = file.read(name_size), file.read(extra_size)
        info = zipfile.ZipInfo(name.decode("utf-8" if flags & 0x800 else "cp437", "replace") or "unnamed")
        info.flag_bits, info.compress_type, info.CRC, info.extra = flags, method, crc, extra
        info.compress_size, info.file_size = _sizes(extra, packed, size)
        info.extract_version = version
        found = Found(file, info, start + _HEADER.size + name_size + extra_size)
        yield found
        # Where the file's own end is not known, the search goes on behind its header.
        at = found.end if found.is_whole else start + _HEADER.size


def _next_header(file: IO[bytes], at: int) -> int | None:
    """Where the next header stands, from `at` on."""
    file.seek(at)
    kept = b""
    while chunk := file.read(_CHUNK * 4):
        window = kept + chunk
        found = window.find(_SIGNATURE)
        if found >= 0:
            return at - len(kept) + found
        at += len(chunk)
        kept = window[-3:]
    return None


def _sizes(extra: bytes, packed: int, size: int) -> tuple[int, int]:
    if _FULL not in (size, packed):
        return packed, size
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1 and length >= 16 and len(extra) >= 20:
            size, packed = struct.unpack_from("<QQ", extra, 4)
            break
        extra = extra[4 + length :]
    return packed, size
