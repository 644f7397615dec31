"""What a web server sent, as a web archive keeps it: its head told apart from its body, the body unpacked."""

from __future__ import annotations

import importlib
import re
import zlib
from typing import Any, NamedTuple, Protocol

from cenotaph.read.warc_records import Digest

_CHUNK = 64 * 1024
_STEP = 1024 * 1024
_MOST = 64 * _STEP  # out of one step of packed bytes
_LONGEST_HEAD = 256 * 1024
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})(?: [^\r\n]*)?\r?\n")
_SIZE = re.compile(rb"\s*([0-9a-fA-F]{1,8})\s*(?:;[^\r\n]*)?\r?\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)


class Stream(Protocol):
    """Anything with bytes to read, forward only."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, `size` of them at most; none at the end."""


class Head(NamedTuple):
    """The head of an answer of a web server."""

    status: int
    fields: dict[str, str]  # names in small letters
    rest: bytes  # of the body, read already
    is_whole: bool = True

    @property
    def media_type(self) -> str:
        """What the server says the body is, in small letters, without parameters."""
        return self.fields.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding of the letters that the server names."""
        found = _CHARSET.search(self.fields.get("content-type", ""))
        return found[1] if found else None


def head_of(block: Stream) -> Head | None:
    """The head of an answer; None when the bytes are none."""
    data = b""
    while (end := re.search(rb"\r?\n\r?\n", data)) is None and len(data) < _LONGEST_HEAD:
        more = block.read(_CHUNK)
        if not more:
            break
        data += more
    status = _STATUS.match(data)
    if status is None:
        return None
    stop = len(data) if end is None else end.start() + 2
    fields: dict[str, str] = {}
    for line in data[status.end() : stop].decode("latin-1").splitlines():
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return Head(int(status[1]), fields, b"" if end is None else data[end.end() :], end is not None)


class Body:
    """The body of an answer, sent in pieces or packed, as the bytes that were meant.

    Attributes:
        problem: what is wrong with it, in plain words, once it is read.
    """

    def __init__(self, head: Head, block: Stream, digest: str | None = None) -> None:
        self.problem: str | None = None
        self._block = block
        self._raw = head.rest
        self._is_at_end = False
        self._is_chunked = "chunked" in head.fields.get("transfer-encoding", "").lower()
        self._in_chunk = 0
        self._is_begun = False
        packed = head.fields.get("content-encoding", "").lower()
        self._packed = [each for each in re.split(r"[,\s]+", packed) if each not in ("", "identity", "none", "utf-8")]
        self._unpackers: list[Any] | None = None
        # Crawlers take the digest of a body as it was sent, or put together, or unpacked.
        self._digests = [Digest(digest) for _ in range(3 if self._packed or self._is_chunked else 1)]
        self._digests[0].update(head.rest)

    def digest_problem(self) -> str | None:
        """What is wrong with the body by its digest, once it is read."""
        fits = any(each.fits() for each in self._digests)
        return None if fits else self._digests[0].problem("payload")

    def read(self, size: int = -1) -> bytes:
        """The next bytes that were meant, about `size` of them at most."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._is_at_end:  # a step may give nothing yet
            plain = self._plain()
            data = self._unpacked(plain)
            if len(self._digests) > 1:
                self._digests[1].update(plain)
                self._digests[2].update(data)
            if data:
                return data
        return b""

    def _more(self) -> bytes:
        raw, self._raw = self._raw, b""
        return raw or self._next_raw()

    def _next_raw(self) -> bytes:
        data = self._block.read(_CHUNK)
        self._digests[0].update(data)
        return data

    def _plain(self) -> bytes:
        """The next bytes without the lengths that stand between pieces."""
        if not self._is_chunked:
            return self._more()
        if self._in_chunk == 0 and not self._next_chunk():
            return b"" if self._is_chunked else self._more()
        raw = self._more()
        data, self._raw = raw[: self._in_chunk], raw[self._in_chunk :]
        self._in_chunk -= len(data)
        if not data:
            self.problem = "it was sent in pieces, and the last ones are missing"
        return data

    def _next_chunk(self) -> bool:
        """Go to the next piece; False behind the last one."""
        while b"\n" not in self._raw.lstrip(b"\r\n") and len(self._raw) < 100 and (more := self._next_raw()):
            self._raw += more
        if self._is_begun:
            self._raw = self._raw.lstrip(b"\r\n")
        size = _SIZE.match(self._raw)
        if size is None:
            if self._is_begun:
                self.problem = "it was sent in pieces, and one of them has no length"
                self._raw = b""
                return False
            self._is_chunked = False  # kept as it was put together, under the head as it was sent
            return False
        self._is_begun = True
        self._raw = self._raw[size.end() :]
        self._in_chunk = int(size[1], 16)
        return self._in_chunk > 0

    def _unpacked(self, data: bytes) -> bytes:
        if self._unpackers is None:
            self._unpackers = self._chosen(data)
        self._is_at_end = not data
        if not data:
            if not all(unpack.is_whole for unpack in self._unpackers):
                self.problem = self.problem or "its packed bytes are cut short"
            return b""
        try:
            for unpack in self._unpackers:
                data = unpack.feed(data)
        except (zlib.error, ValueError) as error:
            self.problem = f"its packed bytes are damaged ({str(error)[:80]})"
            self._is_at_end = True
            return b""
        return data

    def _chosen(self, first: bytes) -> list[Any]:
        """What undoes the packing that the head names, the last first; a body kept unpacked is left as it is."""
        found: list[Any] = []
        for name in reversed(self._packed):
            if name in ("gzip", "x-gzip"):
                if not first.startswith(b"\x1f\x8b"):
                    continue
                found.append(_Inflate(31))
            elif name == "deflate":
                found.append(_Inflate(15 if first[:1] and first[0] & 0x0F == 8 and first[0] >> 4 < 8 else -15))
            elif name == "br" and first.lstrip()[:1] != b"<" and (brotli := _brotli()) is not None:
                found.append(brotli)
            elif name != "br" or first.lstrip()[:1] != b"<":
                self.problem = f"it is packed in a way that cannot be undone here ({name[:20]})"
        return found


class _Inflate:
    """gzip and deflate, member after member."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._inflate: Any = zlib.decompressobj(bits)
        self.is_whole = True

    def feed(self, data: bytes) -> bytes:
        found = []
        while data:
            found.append(self._inflate.decompress(data))
            self.is_whole = self._inflate.eof
            data = self._inflate.unused_data if self._inflate.eof and self._bits == 31 else b""
            if data:
                if not data.startswith(b"\x1f\x8b"):
                    break
                self._inflate = zlib.decompressobj(self._bits)
        return b"".join(found)


class _Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self, brotli: Any) -> None:
        self._error: type[Exception] = brotli.error
        self._brotli: Any = brotli.Decompressor()
        self.is_whole = True

    def feed(self, data: bytes) -> bytes:
        try:
            found, size = [], 0
            while piece := self._brotli.process(data, output_buffer_limit=_STEP):
                found.append(piece)
                data, size = b"", size + len(piece)
                if size > _MOST:
                    raise ValueError("they unpack to far more than anything on the web")
        except self._error as error:
            raise ValueError(str(error)) from error
        self.is_whole = self._brotli.is_finished()
        return b"".join(found)


def _brotli() -> _Brotli | None:
    """An unpacker, where a library that can be held to a limit is installed."""
    try:
        brotli: Any = importlib.import_module("brotli")
    except ImportError:
        return None
    return _Brotli(brotli) if hasattr(brotli.Decompressor, "can_accept_more_data") else None
