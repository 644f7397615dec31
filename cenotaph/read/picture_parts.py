"""Where a picture's file keeps what it says of the picture, found without decoding a single dot.

Each format is a row of labelled pieces: the segments of JPEG, the chunks of PNG and WebP, the directories of TIFF, the
boxes of HEIC, AVIF and JPEG 2000. They are walked by their lengths, within the bytes there are; a length that leads
outside ends the walk, and what was found before is kept. Decoding libraries are not asked: they take memory for the
dots before a word of the caption can be had, and refuse the file whose dots are too many.

Sources: ITU-T T.81 (JPEG), W3C PNG Specification (Third Edition), Google WebP Container Specification, Adobe TIFF 6.0,
ISO/IEC 14496-12 and 23008-12 (HEIF), GIF89a, Adobe XMP Specification Part 3 (where each format keeps its packets).
"""

from __future__ import annotations

import binascii
import re
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

MOST_WORDS = 2 * 2**20
"""Bytes of one packed text of a PNG as unpacked; a caption has some hundreds, a packet of XMP some thousands."""

_MOST_TOLD = 16 * 2**20
"""Bytes of one piece of description that is stored in stretches."""

CUT_SHORT = "the file is cut short"


class Parts(NamedTuple):
    """What was found of a picture."""

    width: int = 0  # dots; 0 where unknown
    height: int = 0
    exif: bytes | None = None  # a TIFF structure, from its byte order mark on
    iptc: bytes | None = None  # datasets of IPTC-IIM
    xmp: bytes | None = None  # a packet of XML
    words: tuple[tuple[str, bytes], ...] = ()  # keyword and text of PNG, comments of JPEG and GIF
    problem: str | None = None  # what is wrong with the file, in plain words


class _Found:
    """Collects while a file is walked."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self.exif: bytes | None = None
        self.iptc: bytes | None = None
        self.xmp: bytes | None = None
        self.words: list[tuple[str, bytes]] = []
        self.problem: str | None = None
        self.room = 4 * MOST_WORDS  # bytes of packed texts still taken

    def size(self, width: int, height: int) -> None:
        """Keep the larger of two sizes: a file may hold a thumbnail."""
        if width * height > self.width * self.height:
            self.width, self.height = width, height


def parts_of(data: bytes, media_type: str) -> Parts:
    """What the file of a picture says of it, by media type; nothing for a format that is not known.

    Example:
        >>> parts_of(b"GIF89a" + bytes([2, 0, 3, 0, 0, 0, 0, 0x3B]), "image/gif")[:2]
        (2, 3)
    """
    found = _Found()
    walk = _WALKS.get(media_type)
    if walk is not None:
        walk(data, found)
    if found.xmp is None:
        found.xmp = _packet(data)
    return Parts(found.width, found.height, found.exif, found.iptc, found.xmp, tuple(found.words), found.problem)


def _packet(data: bytes) -> bytes | None:
    """A packet of XMP wherever it stands in a file; packets are made to be found so."""
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    return data[start : end + len(b"</x:xmpmeta>")] if 0 <= start < end else None


def _big(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "big")


def _little(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # start of frame
_ALONE = frozenset({0x01, 0xFF, *range(0xD0, 0xD9)})  # markers without a length


def _jpeg(data: bytes, found: _Found) -> None:
    at = 2
    while at + 4 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF:
            found.problem = "its parts are damaged"
            return
        if marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = _big(data, at + 2, 2)
        body = data[at + 4 : at + 2 + length]
        if marker in _SIZES:
            found.size(_big(body, 3, 2), _big(body, 1, 2))
        elif marker == 0xDA:  # the dots begin
            if data.rfind(b"\xff\xd9") < at:
                found.problem = CUT_SHORT
            return
        else:
            _segment(marker, body, found)
        at += 2 + max(2, length)
    found.problem = CUT_SHORT


def _segment(marker: int, body: bytes, found: _Found) -> None:
    if marker == 0xE1 and body.startswith(b"Exif\0") and found.exif is None:
        found.exif = body[6:]
    elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/xap/1.0/\0") and found.xmp is None:
        found.xmp = body[29:]
    elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
        found.iptc = _resource(body[14:]) or found.iptc
    elif marker == 0xFE:
        found.words.append(("Comment", body))


def _resource(data: bytes) -> bytes | None:
    """The IPTC-IIM datasets among the resources of Photoshop."""
    at = 0
    while data[at : at + 4] == b"8BIM":
        kind = _big(data, at + 4, 2)
        name = data[at + 6] if at + 6 < len(data) else 0
        at += 6 + (name + 2) // 2 * 2
        size = _big(data, at, 4)
        if kind == 0x0404:
            return data[at + 4 : at + 4 + size]
        at += 4 + (size + 1) // 2 * 2
    return None


def _png(data: bytes, found: _Found) -> None:
    at = 8
    while at + 12 <= len(data):
        size, kind = _big(data, at, 4), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            found.size(_big(body, 0, 4), _big(body, 4, 4))
        elif kind == b"eXIf":
            found.exif = body
        elif kind in (b"tEXt", b"zTXt", b"iTXt"):
            _png_words(kind, body, found)
        elif kind == b"IEND":
            return
        at += 12 + size
    found.problem = CUT_SHORT


def _png_words(kind: bytes, body: bytes, found: _Found) -> None:
    name, _, rest = body.partition(b"\0")
    keyword = name.decode("latin-1")
    if kind == b"zTXt":
        words = _inflated(rest[1:], found)
    elif kind == b"iTXt":
        words = rest[2:].split(b"\0", 2)[-1]  # behind the language and the keyword in it
        words = _inflated(words, found) if rest[:1] == b"\1" else words
    else:
        words = rest
    if keyword == "XML:com.adobe.xmp":
        found.xmp = words
    elif keyword.startswith("Raw profile type "):
        _profile(keyword.rpartition(" ")[2].lower(), words, found)
    elif words:
        found.words.append((keyword, words))


def _inflated(packed: bytes, found: _Found) -> bytes:
    unpacking = zlib.decompressobj()
    try:
        words = unpacking.decompress(packed, max(1, min(MOST_WORDS, found.room)))
    except zlib.error:
        found.problem = "a packed text in it is damaged"
        return b""
    found.room -= len(words)
    if unpacking.unconsumed_tail:
        found.problem = f"a packed text in it is larger than {MOST_WORDS // 2**20} MB"
        return b""
    return words


def _profile(name: str, words: bytes, found: _Found) -> None:
    """What ImageMagick writes as a text: a name, a length, and the bytes as hexadecimal digits."""
    digits = re.sub(rb"\s", b"", b"".join(words.strip().split(b"\n")[2:]))
    try:
        data = binascii.unhexlify(digits)
    except binascii.Error:
        return
    if name in ("exif", "app1") and data.startswith(b"Exif\0"):
        found.exif = data[6:]
    elif name in ("iptc", "8bim"):
        found.iptc = _resource(data) if data.startswith(b"8BIM") else data
    elif name == "xmp":
        found.xmp = data


def _webp(data: bytes, found: _Found) -> None:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], _little(data, at + 4, 4)
        body = data[at + 8 : at + 8 + size]
        if kind == b"VP8X":
            found.size(_little(body, 4, 3) + 1, _little(body, 7, 3) + 1)
        elif kind == b"VP8 ":
            found.size(_little(body, 6, 2) & 0x3FFF, _little(body, 8, 2) & 0x3FFF)
        elif kind == b"VP8L":
            bits = _little(body, 1, 4)
            found.size((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        elif kind == b"EXIF":
            found.exif = body.removeprefix(b"Exif\0\0")
        elif kind == b"XMP ":
            found.xmp = body
        if at + 8 + size > len(data):
            found.problem = CUT_SHORT
        at += 8 + size + size % 2


def _tiff(data: bytes, found: _Found) -> None:
    found.exif = data


def _gif(data: bytes, found: _Found) -> None:
    found.size(_little(data, 6, 2), _little(data, 8, 2))
    at = 13 + _colours(data, 10)
    while at < len(data):
        kind = data[at]
        if kind == 0x3B:
            return
        if kind == 0x21:
            body, at = _sub_blocks(data, at + 2, data[at + 1 : at + 2] == b"\xfe")
            if body:
                found.words.append(("Comment", body))
        elif kind == 0x2C:
            _, at = _sub_blocks(data, at + 11 + _colours(data, at + 9), False)
        else:
            found.problem = "its parts are damaged"
            return
    found.problem = CUT_SHORT


def _colours(data: bytes, at: int) -> int:
    """Bytes of a table of colours, as its flags tell."""
    flags = data[at] if at < len(data) else 0
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _sub_blocks(data: bytes, at: int, is_kept: bool) -> tuple[bytes, int]:
    """The bytes of a chain of blocks, if they are wanted, and where it ends."""
    kept = bytearray()
    while at < len(data) and (size := data[at]):
        if is_kept:
            kept += data[at + 1 : at + 1 + size]
        at += 1 + size
    return bytes(kept), at + 1


def _bmp(data: bytes, found: _Found) -> None:
    if _little(data, 14, 4) == 12:
        found.size(_little(data, 18, 2), _little(data, 20, 2))
    else:
        height = _little(data, 22, 4)  # negative for a picture that is told from its top
        found.size(_little(data, 18, 4), min(height, 2**32 - height))
    if _little(data, 2, 4) > len(data):
        found.problem = CUT_SHORT


class _Box(NamedTuple):
    kind: bytes
    start: int  # of what is inside
    end: int


def _boxes(data: bytes, start: int, end: int) -> Iterator[_Box]:
    """The boxes of a stretch of an ISO base media file; the last may be cut short."""
    while start + 8 <= end:
        size, kind, head = _big(data, start, 4), data[start + 4 : start + 8], 8
        if size == 1:
            size, head = _big(data, start + 8, 8), 16
        elif size == 0:
            size = end - start
        if size < head:
            return
        yield _Box(kind, start + head, min(end, start + size))
        start += size


_XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")


def _boxed(data: bytes, found: _Found) -> None:
    """HEIC, AVIF and JPEG 2000."""
    end = 0
    for box in _boxes(data, 0, len(data)):
        end = box.end
        if box.kind == b"meta":
            _meta(data, box, found)
        elif box.kind == b"jp2h":
            for inner in _boxes(data, box.start, box.end):
                if inner.kind == b"ihdr":
                    found.size(_big(data, inner.start + 4, 4), _big(data, inner.start, 4))
        elif box.kind == b"uuid" and data[box.start : box.start + 16] == _XMP_UUID:
            found.xmp = data[box.start + 16 : box.end]
    if end < len(data) - 8 or not found.width:
        found.problem = CUT_SHORT


def _meta(data: bytes, meta: _Box, found: _Found) -> None:
    inside = {box.kind: box for box in _boxes(data, meta.start + 4, meta.end)}
    if b"iprp" in inside:
        for container in _boxes(data, inside[b"iprp"].start, inside[b"iprp"].end):
            for box in _boxes(data, container.start, container.end) if container.kind == b"ipco" else ():
                if box.kind == b"ispe":
                    found.size(_big(data, box.start + 4, 4), _big(data, box.start + 8, 4))
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    kinds = _item_kinds(data, inside[b"iinf"])
    own = inside[b"idat"].start if b"idat" in inside else None
    for item, places in _item_places(data, inside[b"iloc"]):
        kind = kinds.get(item)
        known = found.exif if kind == b"Exif" else found.xmp
        if kind is None or known is not None or sum(size for _, _, size in places) > _MOST_TOLD:
            continue
        starts = [(own if in_own else 0, start, size) for in_own, start, size in places]
        body = b"".join(data[base + at : base + at + size] for base, at, size in starts if base is not None)
        if len(body) < sum(size for _, _, size in starts):
            found.problem = CUT_SHORT
        if kind == b"Exif":
            found.exif = body[4 + _big(body, 0, 4) :]
        else:
            found.xmp = body


def _item_kinds(data: bytes, box: _Box) -> dict[int, bytes]:
    """The items that are Exif or XMP, by their number."""
    version = data[box.start] if box.start < len(data) else 0
    found = {}
    for entry in _boxes(data, box.start + (6 if version == 0 else 8), box.end):
        wide = 4 if data[entry.start : entry.start + 1] == b"\3" else 2
        at = entry.start + 4 + wide + 2
        kind = data[at : at + 4]
        if kind == b"Exif" or (kind == b"mime" and b"application/rdf+xml" in data[at : entry.end]):
            found[_big(data, entry.start + 4, wide)] = kind
    return found


def _item_places(data: bytes, box: _Box) -> Iterator[tuple[int, list[tuple[bool, int, int]]]]:
    """For each item its stretches: whether in the file's own box of data, where, and how long."""
    version, sizes = _big(data, box.start, 1), _big(data, box.start + 4, 2)
    wide = 4 if version == 2 else 2
    offset, length, base, index = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15 if version else 0
    at = box.start + 6 + wide
    for _ in range(_big(data, box.start + 6, wide)):
        if at >= box.end:
            return
        item = _big(data, at, wide)
        at += wide
        in_own = bool(version) and _big(data, at, 2) & 15 == 1
        at += (2 if version else 0) + 2
        first = _big(data, at, base)
        at += base
        count = _big(data, at, 2)
        at += 2
        places = []
        for _ in range(min(count, max(0, box.end - at))):
            at += index
            places.append((in_own, first + _big(data, at, offset), _big(data, at + offset, length)))
            at += offset + length
        yield item, places


_WALKS: dict[str, Callable[[bytes, _Found], None]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/tiff": _tiff,
    "image/gif": _gif,
    "image/bmp": _bmp,
    "image/heic": _boxed,
    "image/avif": _boxed,
    "image/jp2": _boxed,
}
