"""Bad pictures, sounds and films."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from hostile_bytes import MEGABYTE, png_of, squeezed, zlibbed
from hostile_case import ANY, GOOD, Case
from make_pages import ENTITIES, OUTSIDE
from make_text import ORDER

_SMALL = zlib.compress(b"\0\0\0\0" * 3)
_SCRIPT = "<script>alert(1)</script>"


def _png(width: int, height: int) -> Callable[[], bytes]:
    return lambda: png_of(width, height, _SMALL)


def segment(marker: int, data: bytes, length: int | None = None) -> bytes:
    """A segment of a JPEG."""
    return bytes((0xFF, marker)) + struct.pack(">H", (len(data) if length is None else length) + 2 & 0xFFFF) + data


def jpeg(*segments: bytes, size: tuple[int, int] | None = None) -> bytes:
    """A small JPEG with further segments behind its head, its size told as asked."""
    from PIL import Image

    held = io.BytesIO()
    Image.new("L", (16, 16)).save(held, "JPEG")
    data = held.getvalue()
    if size:
        at = data.index(b"\xff\xc0")
        data = data[: at + 5] + struct.pack(">HH", *size) + data[at + 9 :]
    return data[:2] + b"".join(segments) + data[2:]


def exif(*entries: tuple[int, int, int, bytes], following: int = 0, value: bytes = b"") -> bytes:
    """An EXIF block of one directory; `value` stands behind it, at 8 + 2 + 12 for each entry + 4."""
    listed = b"".join(
        struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")[:4] for tag, kind, count, data in entries
    )
    return b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + listed + struct.pack("<I", following) + value


def described_as(words: str) -> bytes:
    data = words.encode() + b"\0"
    return exif((0x010E, 2, len(data), struct.pack("<I", 26)), value=data)


def xmp(inside: str, doctype: str = "") -> bytes:
    """An XMP packet as it stands in a JPEG."""
    packet = (
        f'<?xpacket begin="" id="x"?>{doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description>{inside}</dc:description>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()


def tiff(width: int, height: int, following: int = 0) -> bytes:
    """The directory of a TIFF whose next directory stands where told."""
    entries = (
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 9),
    )
    listed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + listed + struct.pack("<I", following) + bytes(20)


def box(kind: bytes, data: bytes = b"", size: int | None = None) -> bytes:
    """A box of an MP4 or HEIC file, its size told as asked."""
    return struct.pack(">I", len(data) + 8 if size is None else size) + kind + data


def _boxes(times: int) -> bytes:
    data = box(b"free")
    for _ in range(times):
        data = box(b"moov", data)
    return box(b"ftyp", b"isom\0\0\2\0") + data


def _heic(*boxes: bytes) -> bytes:
    return box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"".join(boxes)


def _gif(width: int, height: int, frames: int) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\0"
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + frame * frames + b";"


def _bmp(width: int, height: int) -> bytes:
    return (
        b"BM"
        + struct.pack("<IHHI", 60, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, 0, 0, 0, 0, 0)
        + bytes(9)
    )


def _webp(size: int) -> bytes:
    return b"RIFF" + struct.pack("<I", size) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff" * 6


def _wav(length: int) -> bytes:
    return (
        b"RIFF"
        + struct.pack("<I", length)
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
        + b"data"
        + struct.pack("<I", length)
        + bytes(100)
    )


_NO = "not_readable"
_WAY_OUT = "type|scan|pixel|large|damaged|words"

CASES = (
    Case("hundred-thousand-square.png", "bomb", _png(100_000, 100_000), _NO, _WAY_OUT),
    Case("no-size.png", "broken", _png(0, 0), _NO),
    Case("two-thousand-million.png", "bomb", _png(2**31 - 1, 2**31 - 1), _NO),
    Case("pixels.png", "bomb", lambda: png_of(20_000, 2_000, zlibbed(squeezed(b"\0" * 20_001, 2_000))), _NO),
    Case(
        "words-bomb.png",
        "bomb",
        lambda: png_of(2, 2, _SMALL, [(b"zTXt", b"Description\0\0" + zlibbed(squeezed(b" " * MEGABYTE, 500)))]),
        _NO,
    ),
    Case(
        "words-bombs.png",
        "bomb",
        lambda: png_of(
            2, 2, _SMALL, [(b"iTXt", b"Description\0\1\0\0\0" + zlibbed(squeezed(b" " * MEGABYTE, 60)))] * 60
        ),
        _NO,
    ),
    Case(
        "profile-bomb.png",
        "bomb",
        lambda: png_of(2, 2, _SMALL, [(b"iCCP", b"x\0\0" + zlibbed(squeezed(b" " * MEGABYTE, 500)))]),
        _NO,
    ),
    Case(
        "chunk-lies.png",
        "broken",
        lambda: png_of(2, 2, _SMALL).replace(b"\0\0\0\x0dIHDR", b"\xff\xff\xff\xffIHDR"),
        _NO,
    ),
    Case("chunks.png", "size", lambda: png_of(2, 2, _SMALL, [(b"tEXt", b"Title\0x")] * 60_000), _NO),
    Case(
        "caption-script.png",
        "script",
        lambda: png_of(2, 2, _SMALL, [(b"tEXt", b"Description\0" + _SCRIPT.encode())]),
        ANY,
    ),
    Case("size-lies.jpg", "bomb", lambda: jpeg(size=(65_535, 65_535)), _NO),
    Case("directory-loop.jpg", "loop", lambda: jpeg(segment(0xE1, exif((0x010E, 2, 4, b"abc\0"), following=8))), ANY),
    Case(
        "thousand-million-values.jpg",
        "bomb",
        lambda: jpeg(segment(0xE1, exif((0x010E, 2, 2**31 - 1, b"\x08\0\0\0")))),
        _NO,
    ),
    Case(
        "values-outside.jpg",
        "broken",
        lambda: jpeg(segment(0xE1, exif((0x010E, 2, 60, b"\xff\xff\xff\x7f"), (0x8769, 4, 1, b"\x08\0\0\0")))),
        _NO,
    ),
    Case(
        "position-lies.jpg",
        "broken",
        lambda: jpeg(
            segment(0xE1, exif((0x8825, 4, 1, b"\x08\0\0\0"), (2, 5, 3, b"\0\0\0\0"), (4, 5, 3, b"\0\0\0\0")))
        ),
        _NO,
    ),
    Case("caption-script.jpg", "script", lambda: jpeg(segment(0xE1, described_as(_SCRIPT))), ANY),
    Case(
        "caption-order.jpg",
        "orders",
        lambda: jpeg(segment(0xE1, described_as(ORDER)), segment(0xFE, ORDER.encode())),
        ANY,
    ),
    Case("laughs.jpg", "bomb", lambda: jpeg(segment(0xE1, xmp("&l9;", ENTITIES))), ANY),
    Case("reaches-out.jpg", "reach", lambda: jpeg(segment(0xE1, xmp("&passwd;", OUTSIDE))), ANY),
    Case("deep-packet.jpg", "nesting", lambda: jpeg(segment(0xE1, xmp("<a>" * 15_000))), _NO),
    Case("segment-lies.jpg", "broken", lambda: jpeg(segment(0xE1, exif(), 65_000)), _NO),
    Case("segments.jpg", "size", lambda: jpeg(*[segment(0xFE, b"x")] * 60_000), ANY),
    Case("head-only.jpg", "cut", lambda: jpeg()[:20], _NO),
    Case(
        "page-behind.jpg",
        "two in one",
        lambda: jpeg() + f"<html><script>alert(1)</script><p>{GOOD}</p></html>".encode(),
        _NO,
    ),
    Case("directory-loop.tif", "loop", lambda: tiff(4, 4, following=8), _NO),
    Case("large.tif", "bomb", lambda: tiff(2**31, 2**31), _NO),
    Case("head-only.tif", "cut", lambda: b"II*\0\x08\0\0\0", _NO),
    Case("directory-outside.tif", "broken", lambda: b"II*\0\xff\xff\xff\x7f" + bytes(30), _NO),
    Case("frames.gif", "size", lambda: _gif(1, 1, 30_000), _NO),
    Case("large.gif", "bomb", lambda: _gif(65_535, 65_535, 1), _NO),
    Case("large.bmp", "bomb", lambda: _bmp(100_000, 100_000), _NO),
    Case("below-zero.bmp", "broken", lambda: _bmp(-5, -(2**31)), _NO),
    Case("large.webp", "bomb", lambda: _webp(2**32 - 9), _NO),
    Case("box-without-end.heic", "loop", lambda: _heic(box(b"meta", bytes(8), size=0), box(b"mdat")), _NO),
    Case("box-of-one.heic", "loop", lambda: _heic(box(b"meta", b"\0" * 8, size=1)), _NO),
    Case(
        "box-in-itself.heic",
        "nesting",
        lambda: _heic(box(b"meta", bytes(4) + box(b"iinf", b"\0\0\0\0\xff\xff"), size=2**31)),
        _NO,
    ),
    Case(
        "large.heic",
        "bomb",
        lambda: _heic(
            box(
                b"meta",
                bytes(4) + box(b"iprp", box(b"ipco", box(b"ispe", bytes(4) + struct.pack(">II", 2**31, 2**31)))),
            )
        ),
        _NO,
    ),
    Case("scan.djvu", "no reader", lambda: b"AT&TFORM" + bytes(200), _NO),
    Case("boxes.mp4", "nesting", lambda: _boxes(5_000), _NO, "type what is said"),
    Case(
        "box-lies.mp4",
        "broken",
        lambda: box(b"ftyp", b"isom\0\0\2\0") + box(b"moov", b"x", size=2**31),
        _NO,
        "type what is said",
    ),
    Case("tag-lies.mp3", "broken", lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(100), _NO, "type what is said"),
    Case("length-lies.wav", "broken", lambda: _wav(2**32 - 1), _NO, "type what is said"),
    Case("head-only.mkv", "cut", lambda: b"\x1aE\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff", _NO, "type what is said"),
    Case("pages-of-ogg.ogg", "broken", lambda: b"OggS" + bytes(23) + b"\xff" * 300, _NO, "type what is said"),
    Case("picture-named.txt", "wrong name", lambda: png_of(2, 2, _SMALL, [(b"tEXt", b"Title\0x")]), _NO),
    Case(
        "film-named.pdf", "wrong name", lambda: box(b"ftyp", b"isom\0\0\2\1") + box(b"mdat"), _NO, "type what is said"
    ),
    Case("program.exe", "no reader", lambda: b"MZ" + bytes(400), _NO),
    Case("database.sqlite", "no reader", lambda: b"SQLite format 3\0" + bytes(400), _NO),
)
