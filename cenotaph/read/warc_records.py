"""The records of a WARC file, plain or packed with gzip, in order, each held against what it says of itself.

`warcio` reads WARC files too, but ends at the first damage, believes a wrong length, and passes over most flipped bits;
here every record behind the damage is found again and what is damaged is named.

Source: ISO 28500:2017 (WARC 1.1); RFC 1952 (gzip).
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import IO, Any

from cenotaph.read.warc_fields import VERSIONS, fields_of, problems_of

_CHUNK = 64 * 1024
_FIRST_STEP = 512
_STEP = 32 * 1024
_GZIP = b"\x1f\x8b\x08"
_LONGEST_HEAD = 64 * 1024
_CUT = "the archive ends inside it"
_LOST = "the next record is not where this one ends"
_VERSION = re.compile(rb"WARC/(?:1\.[01]|0\.1[78])\r\n")


class Bytes:
    """The unpacked bytes of a WARC file, forward only; where packed bytes are damaged they stop until `resume`."""

    def __init__(self, file: IO[bytes]) -> None:
        self.problem: str | None = None
        self.is_inside = False  # a block is being read: it ends before its packed member does
        self._file = file
        self._raw = file.read(_CHUNK)
        self._is_packed = self._raw.startswith(_GZIP[:2])
        self._inflate: Any = zlib.decompressobj(31) if self._is_packed else None
        self._ready = b""
        self._is_new = True  # nothing of the open member was unpacked yet

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; none at the end, and where the packed bytes are damaged."""
        while not self._ready and self.problem is None and self._fill():
            pass
        data, self._ready = self._ready[:size], self._ready[size:]
        return data

    def line(self) -> bytes:
        """Up to the next line end and with it, `_LONGEST_HEAD` bytes at most."""
        parts: list[bytes] = []
        length = 0
        while length < _LONGEST_HEAD and (data := self.read(_CHUNK)):
            end = data.find(b"\n") + 1 or len(data)
            parts.append(data[:end])
            length += end
            self._ready = data[end:] + self._ready
            if data[end - 1 : end] == b"\n":
                break
        return b"".join(parts)

    def back(self, data: bytes) -> None:
        """Give back bytes that were read and are not used."""
        self._ready = data + self._ready

    def lose(self, at: int) -> None:
        """Give up the way a record stated: what follows is looked for, in a plain file from the offset `at` on."""
        if self.problem is None:
            self.problem = _LOST
        if not self._is_packed:
            self._file.seek(at)
            self._raw = self._ready = b""

    def place(self) -> int:
        """The offset in a plain file that is read next."""
        return 0 if self._is_packed else self._file.tell() - len(self._raw) - len(self._ready)

    def resume(self) -> bool:
        """Go on at the next place that looks like the beginning of a record, after damage; False when there is none."""
        was, self.problem = self.problem, None
        self.is_inside = False
        return self._next_version() if was == _LOST else self._next_member()

    def _fill(self) -> bool:
        if not self._raw:
            self._raw = self._file.read(_CHUNK)
        if self._inflate is None:
            self._ready, self._raw = self._raw, b""
            return bool(self._ready)
        if not self._raw:
            if not self._is_new and not self._inflate.eof:
                self.problem = "its packed bytes are cut short"
            return False
        try:
            self._unpack()
        except zlib.error as error:
            self.problem = f"its packed bytes are damaged ({str(error).rpartition(': ')[2]})"
        return self.problem is None

    def _unpack(self) -> None:
        if self._inflate.eof:
            self._raw = self._raw.lstrip(b"\x00") or self._file.read(_CHUNK).lstrip(b"\x00")
            if not self._raw:
                return
            if self.is_inside:
                self.problem = "its length is wrong: it would run on into the next record"
                return
            self._inflate, self._is_new = zlib.decompressobj(31), True
        raw, self._raw = self._raw, b""
        try:
            # In steps, the first of a head's length: zlib gives nothing of the step in which it finds damage.
            self._ready = self._inflate.decompress(raw, _FIRST_STEP if self._is_new else _STEP)
        except zlib.error:
            # The next member may begin in these bytes; the one that is damaged, if it does, is stepped over.
            self._raw = raw[1:] if self._is_new else raw
            raise
        self._raw = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        self._is_new = False

    def _next_member(self) -> bool:
        self._ready = b""
        while True:
            at = self._raw.find(_GZIP)
            if at < 0:
                more = self._file.read(_CHUNK)
                if not more:
                    self._raw = b""
                    return False
                self._raw = self._raw[-2:] + more
                continue
            self._raw = self._raw[at:]
            if len(self._raw) < 512:
                self._raw += self._file.read(_CHUNK)
            if _begins_record(self._raw):
                self._inflate, self._is_new = zlib.decompressobj(31), True
                return True
            self._raw = self._raw[1:]

    def _next_version(self) -> bool:
        kept = b""
        while data := self.read(_CHUNK):
            data = kept + data
            found = _VERSION.search(data)
            if found:
                self.back(data[found.start() :])
                return True
            kept = data[-16:]
        return self.problem is not None and self.resume()


def _begins_record(raw: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(raw, 64).startswith(b"WARC/")
    except zlib.error:
        return False


class Record:
    """One record; its block is read as a stream, once.

    Attributes:
        number: 1, 2, 3, ... in its file.
        fields: its head, names in small letters.
        problems: what is wrong with it, complete after `close`.
    """

    def __init__(self, number: int, fields: dict[str, str], problems: list[str], data: Bytes) -> None:
        self.number = number
        self.fields = fields
        self.problems = problems
        self._bytes = data
        length = fields.get("content-length", "")
        self.length = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else 0
        self._left = self.length
        self._start = data.place()
        self._check = Digest(fields.get("warc-block-digest"))
        data.is_inside = True

    @property
    def kind(self) -> str:
        """What sort of record it is."""
        return self.fields.get("warc-type", "")

    @property
    def target(self) -> str:
        """The address it tells of."""
        return self.fields.get("warc-target-uri", "").removeprefix("<").removesuffix(">")

    @property
    def is_checked(self) -> bool:
        """Whether a digest covers its block."""
        return self._check.is_stated

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the block."""
        data = self._bytes.read(self._left if size < 0 else min(size, self._left)) if self._left else b""
        self._left -= len(data)
        self._check.update(data)
        return data

    def close(self) -> None:
        """Read what is left of the block, and see whether all is as its head says."""
        while self.read(_CHUNK):
            pass
        self._bytes.is_inside = False
        if self._left:
            self._lose(self._bytes.problem or _CUT)
            return
        problem = self._check.problem("block")
        if problem:
            self.problems.append(problem)
        ends, behind = b"", self._bytes.line()
        while behind in (b"\r\n", b"\n"):
            ends, behind = ends + behind, self._bytes.line()
        self._bytes.back(behind)
        if self._bytes.problem:
            self.problems.append(self._bytes.problem)
        elif behind and not behind.startswith(b"WARC/"):
            self._lose("what follows it is no record: its length is wrong, or bytes were lost or added")
        elif ends != b"\r\n\r\n":
            self.problems.append("it does not end as records do")

    def _lose(self, why: str) -> None:
        self.problems.append(why)
        self._bytes.lose(self._start)


class Digest:
    """What a record says is the digest of some bytes, and those bytes as they come."""

    def __init__(self, stated: str | None) -> None:
        self._stated = stated
        algorithm, _, self._value = (stated or "").partition(":")
        name = algorithm.replace("-", "").lower()
        self._state = hashlib.new(name) if name in ("md5", "sha1", "sha256", "sha384", "sha512") else None

    @property
    def is_stated(self) -> bool:
        """Whether there is one to be held against."""
        return self._stated is not None

    def update(self, data: bytes) -> None:
        """Take more bytes."""
        if self._state is not None:
            self._state.update(data)

    def fits(self) -> bool:
        """Whether the bytes have the digest, written in base 16, 32 or 64."""
        if self._state is None:
            return False
        found = self._state.digest()
        written = (base64.b32encode(found), base64.b64encode(found), base64.urlsafe_b64encode(found))
        plain = self._value.rstrip("=")
        return self._value.lower() == found.hex() or any(plain == each.decode().rstrip("=") for each in written)

    def problem(self, what: str) -> str | None:
        """What is wrong, in plain words."""
        if not self.is_stated:
            return None
        if self._state is None:
            return f"the digest of its {what} is of an unknown kind ({str(self._stated)[:40]})"
        return None if self.fits() else f"its {what} is not what its digest says"


def records(file: IO[bytes]) -> Iterator[Record]:
    """The records in order; each must be closed before the next is asked for, which is done where it was not.

    What stands between records and is none comes as a record without fields, with its problem.
    """
    data = Bytes(file)
    number = 0
    version = ""
    while True:
        first = data.line()
        while first in (b"\r\n", b"\n"):
            first = data.line()
        if not first and data.problem is None:
            return
        number += 1
        record, version = _begun(number, first, data, version)
        yield record
        data.is_inside = False
        if data.problem is None and not record.fields:
            data.lose(data.place())
        if data.problem is not None and not data.resume():
            return


def _begun(number: int, first: bytes, data: Bytes, version: str) -> tuple[Record, str]:
    told = first.decode("latin-1").rstrip("\r\n")
    if told not in VERSIONS:
        why = data.problem or "it is no record of a web archive"
        return Record(number, {}, [f"{why}; what it held is lost"], data), version
    lines: list[bytes] = []
    size = 0
    while (line := data.line()) not in (b"\r\n", b"\n", b"") and size < _LONGEST_HEAD:
        lines.append(line)
        size += len(line)
    fields, problems = fields_of(lines)
    if data.problem:
        problems.append(data.problem)
    elif not line:
        problems.append(_CUT)
    elif line == b"\n":
        problems.append("a line of its head does not end as lines do")
    problems.extend(problems_of(fields))
    if version and told != version:
        problems.append(f"it says it is {told}, those before it {version}")
    if not first.endswith(b"\r\n"):
        problems.append("a line of its head does not end as lines do")
    return Record(number, fields or {"warc-type": ""}, problems, data), version or told
