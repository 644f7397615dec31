"""The parts bad files are made of, small in memory however large they pretend to be."""

from __future__ import annotations

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

MEGABYTE = 2**20


class Squeezed(NamedTuple):
    """Raw deflate data and what it unpacks to."""

    data: bytes
    size: int
    crc: int
    adler: int


@functools.cache
def squeezed(unit: bytes, times: int, before: bytes = b"", after: bytes = b"") -> Squeezed:
    """Deflate data of `before`, `unit` so many times, and `after`: a bomb without ever holding what it unpacks to."""
    crc, adler, size = 0, 1, 0
    made = []
    for part, count in ((before, 1), (unit, times), (after, 1)):
        packer = zlib.compressobj(9, zlib.DEFLATED, -15)
        made.append((packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH)) * count)
        size += len(part) * count
        for _ in range(count):
            crc, adler = zlib.crc32(part, crc), zlib.adler32(part, adler)
    return Squeezed(b"".join(made) + b"\x03\x00", size, crc, adler)


def zlibbed(what: Squeezed) -> bytes:
    """Deflate data with the head and the tail of zlib (RFC 1950), as PDF and PNG hold it."""
    return b"\x78\xda" + what.data + struct.pack(">I", what.adler)


def gzipped(what: Squeezed, name: bytes = b"") -> bytes:
    """Deflate data as a gzip file (RFC 1952)."""
    head = b"\x1f\x8b\x08" + (b"\x08" if name else b"\0") + b"\0\0\0\0\x02\xff" + (name + b"\0" if name else b"")
    return head + what.data + struct.pack("<II", what.crc, what.size & 0xFFFFFFFF)


class Member(NamedTuple):
    """A file in a ZIP, every field as it is written (APPNOTE.TXT 4.3.7 and 4.3.12)."""

    name: bytes
    data: bytes = b""
    method: int = 0
    size: int | None = None  # what it claims to unpack to
    crc: int | None = None
    flags: int = 0
    attributes: int = 0
    system: int = 3  # Unix
    extra: bytes = b""
    same_place: bool = False  # its entry points at the first member's bytes


def deflated(name: bytes, what: Squeezed, **fields: int) -> Member:
    """A member whose bytes are deflated already."""
    return Member(name, what.data, 8, what.size, what.crc)._replace(**fields)


def zip_of(members: Iterable[Member], before: bytes = b"", comment: bytes = b"") -> bytes:
    """A ZIP whose fields say what they are told to say."""
    body, entries, first, count = io.BytesIO(), io.BytesIO(), None, 0
    body.write(before)
    for member in members:
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        size = len(member.data) if member.size is None else member.size
        told = struct.pack("<HHHHIII", member.flags, member.method, 0, 33, crc, len(member.data), size)
        lengths = struct.pack("<HH", len(member.name), len(member.extra))
        place = body.tell()
        if first is None or not member.same_place:
            body.write(b"PK\3\4\x14\0" + told + lengths + member.name + member.extra + member.data)
        first = place if first is None else first
        entries.write(b"PK\1\2" + bytes([20, member.system]) + b"\x14\0" + told + lengths)
        entries.write(struct.pack("<HHHII", 0, 0, 0, member.attributes, first if member.same_place else place))
        entries.write(member.name + member.extra)
        count += 1
    listed = entries.getvalue()
    end = struct.pack("<HHHHIIH", 0, 0, min(count, 0xFFFF), min(count, 0xFFFF), len(listed), body.tell(), len(comment))
    return body.getvalue() + listed + b"PK\5\6" + end + comment


def package(members: Mapping[str, bytes | str | Squeezed]) -> bytes:
    """An ordinary ZIP of named files, as office programs write it."""
    return zip_of(_member(name, content) for name, content in members.items())


def _member(name: str, content: bytes | str | Squeezed) -> Member:
    if isinstance(content, Squeezed):
        return deflated(name.encode(), content)
    data = content.encode() if isinstance(content, str) else content
    if len(data) < 200:
        return Member(name.encode(), data)
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name.encode(), packer.compress(data) + packer.flush(), 8, len(data), zlib.crc32(data))


def ordinary_zip(members: Mapping[str, bytes]) -> bytes:
    """A ZIP as Python writes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def pdf_of(objects: Sequence[bytes], root: int = 1, trailer: bytes = b"", before: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1, with a table of places that fits."""
    held = io.BytesIO()
    held.write(before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(held.tell())
        held.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
    start = held.tell()
    held.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    held.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    held.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer))
    held.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return held.getvalue()


def stream(data: bytes, fields: bytes = b"", length: int | None = None) -> bytes:
    """A stream object of a PDF."""
    told = len(data) if length is None else length
    return b"<< /Length %d %s >>\nstream\n" % (told, fields) + data + b"\nendstream"


def one_page(
    content: bytes, fields: bytes = b"", media_box: bytes = b"[0 0 612 792]", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of one page whose content stream is `content`, an object; further objects count from 6."""
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % fields,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
            b"/XObject << /X1 6 0 R >> >> >>" % media_box,
            content,
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def shown(words: str, look: bytes = b"", at: bytes = b"72 700") -> bytes:
    """The operators that print a line of words on a PDF page."""
    plain = words.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 11 Tf %s %s Td (%s) Tj ET\n" % (look, at, plain)


def png_of(width: int, height: int, pixels: bytes, chunks: Iterable[tuple[bytes, bytes]] = ()) -> bytes:
    """A grey PNG with these compressed pixels and further chunks in front of them."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), *chunks, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def ole_of(names: Sequence[str], body: bytes = b"", sector_shift: int = 9, chain: bytes = b"") -> bytes:
    """The beginning of an OLE2 compound file (MS-CFB 2.2) whose directory names these streams."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, sector_shift, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0)
    head = head.ljust(512, b"\xff")
    table = chain or struct.pack("<III", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE).ljust(512, b"\xff")
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack(
            "<HBBIII", 2 * len(name) + 2, 5 if at == 0 else 2, 1, 0xFFFFFFFF, 0xFFFFFFFF, 1 if at == 0 else 0xFFFFFFFF
        )
        + b"\0" * 36
        + struct.pack("<IQ", 2, len(body))
        for at, name in enumerate(names)
    )
    return head + table.ljust(512, b"\xff") + entries.ljust(512, b"\0") + body
