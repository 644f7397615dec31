"""What a picture's file says of it: caption, credit, maker, day, keywords, places; and what is nobody's business.

Three systems stand side by side in one file, written by cameras, agencies and programs: EXIF, IPTC-IIM and XMP. Each
thing said becomes evidence with the name of its field; nothing is chosen here but how far each is to be trusted.

Sources: JEITA CP-3451 (Exif 2.32), IPTC-NAA Information Interchange Model 4.2, IPTC Photo Metadata Standard 2023.1
(XMP).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from cenotaph.encoding import decode
from cenotaph.read.picture_parts import Parts
from cenotaph.read.published import WEIGHTS, iso_day
from cenotaph.read.reading import squeeze
from cenotaph.read.xml_tree import local_name, parse_xml
from cenotaph.record import Evidence

_LONGEST = 5000  # characters of one value; the longest captions of agencies have some 2,000
_MOST = 200  # values of one file

_WEIGHTS = {
    "headline": ("title", 0.7),
    "title": ("title", 0.55),
    "name": ("title", 0.4),  # often the name of the file
    "author": ("author", 0.6),
}
"""Which of the things said is a field of a source, and how far it is trusted; all others keep their own name."""

PRIVATE = frozenset({"position", "device", "owner", "person shown", "editor", "software", "identifier"})
"""What may betray who took a picture, where, with which camera, and whom it shows: in no view of the record."""

_BY_CAMERAS = frozenset({
    "olympus digital camera", "sony dsc", "konica minolta digital camera", "minolta digital camera", "samsung",
    "digital camera", "dsc", "kodak digital still camera", "exif_jpeg_picture", "default", "picture", "screenshot",
    "created with gimp", "<digimax s500 / kenox s500 / digimax cyber 530>", "cof", "dav", "oznor", "hdr", "rhdr", "edf",
    "untitled", "none", "my beautiful picture",
})  # fmt: skip
"""What cameras and programs write where the caption belongs, in small letters. Origin: collected by ourselves from the
programs' own files."""


class Told(NamedTuple):
    """What a picture's file says."""

    evidence: tuple[Evidence, ...]
    captions: tuple[str, ...]  # each in its own words and language, the fullest field first
    credits: tuple[str, ...]
    turn: int = 1  # EXIF orientation, 1 to 8


class _Said(NamedTuple):
    """One value of one field."""

    field: str
    value: str
    rule: str


def told_by(parts: Parts) -> Told:
    """What the parts of a picture's file say.

    Returns:
        Evidence in the order of XMP, IPTC, EXIF and plain texts, each value once a field; private where it is no
        business of a reader's. The day a picture was taken is a weak candidate for its day of publication.
    """
    said: list[_Said] = []
    tags = _tags(parts.exif) if parts.exif else {}
    if parts.xmp:
        said.extend(_from_xmp(parts.xmp))
    iptc = parts.iptc or tags.get((0, 0x83BB), b"")
    if iptc:
        said.extend(_from_iptc(iptc))
    if not parts.xmp and tags.get((0, 0x02BC)):
        said.extend(_from_xmp(tags[0, 0x02BC]))
    said.extend(_from_exif(tags))
    for keyword, words in parts.words:
        said.extend(_from_words(keyword, words))
    return _told(said, tags)


def size_of(exif: bytes) -> tuple[int, int]:
    """Width and height of a TIFF by its first directory."""
    tags = _tags(exif)
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"
    return int.from_bytes(tags.get((0, 0x100), b""), order), int.from_bytes(tags.get((0, 0x101), b""), order)


def _told(said: list[_Said], tags: dict[tuple[int, int], bytes]) -> Told:
    evidence: dict[tuple[str, str], Evidence] = {}
    for field, raw, rule in said:
        value = squeeze(raw.translate(_CONTROLS))[:_LONGEST]
        if not value or len(evidence) >= _MOST or (field == "caption" and value.lower() in _BY_CAMERAS):
            continue
        if field == "taken":
            told = iso_day(value.replace(":", "-", 2))
            if told:
                made = Evidence("published", told, "exif-date", value[:300], WEIGHTS["exif-date"])
                evidence.setdefault(("taken", told), made)
            continue
        name, weight = _WEIGHTS.get(field, (field, 0.0))
        quote = value[:300]
        made = Evidence(name, value, rule, quote, weight, is_private=field in PRIVATE)
        evidence.setdefault((name, value), made)
    kept = tuple(evidence.values())
    turn = int.from_bytes(tags.get((0, 0x112), b"")[:2].strip(b"\0"), "big")
    return Told(kept, _values(kept, "caption"), _values(kept, "credit"), turn if 1 <= turn <= 8 else 1)


def _values(evidence: tuple[Evidence, ...], field: str) -> tuple[str, ...]:
    return tuple(each.value for each in evidence if each.field == field)


_XMP = {
    "description": "caption", "title": "title", "Headline": "headline", "creator": "author", "rights": "rights",
    "subject": "keyword", "Credit": "credit", "Source": "credit", "DateCreated": "taken", "City": "place",
    "State": "place", "Country": "place", "Location": "place", "CountryName": "place", "ProvinceState": "place",
    "Sublocation": "place", "LocationName": "place", "UsageTerms": "rights", "WebStatement": "rights",
    "Instructions": "instructions", "ExtDescrAccessibility": "caption", "AltTextAccessibility": "caption",
    "Event": "event", "TransmissionReference": "identifier", "PersonInImage": "person shown",
    "PersonName": "person shown", "PersonDisplayName": "person shown", "Name": "person shown",
    "GPSLatitude": "position", "GPSLongitude": "position", "GPSAltitude": "position", "SerialNumber": "device",
    "LensSerialNumber": "device", "BodySerialNumber": "device", "Model": "device", "Make": "device",
    "OwnerName": "owner", "CameraOwnerName": "owner", "CaptionWriter": "editor", "CreatorTool": "software",
    "DateTimeOriginal": "taken", "DocumentID": "identifier", "OriginalDocumentID": "identifier",
    "CiEmailWork": "owner", "CiTelWork": "owner", "CiAdrExtadr": "owner", "CiUrlWork": "owner",
    "UserComment": "caption", "ImageDescription": "caption", "Artist": "author", "Copyright": "rights",
}  # fmt: skip
"""XMP property, whatever its namespace -> what it says."""

_IPTC = {
    120: "caption", 105: "headline", 5: "name", 80: "author", 110: "credit", 115: "credit", 116: "rights",
    25: "keyword", 55: "taken", 90: "place", 92: "place", 95: "place", 101: "place", 122: "editor", 22: "event",
    40: "instructions", 103: "identifier", 118: "owner",
}  # fmt: skip
"""Dataset of IPTC-IIM record 2 -> what it says."""

_EXIF = {
    (0, 0x010E): "caption", (0, 0x013B): "author", (0, 0x8298): "rights", (0, 0x010D): "name",
    (0, 0x9C9B): "title", (0, 0x9C9C): "caption", (0, 0x9C9D): "author", (0, 0x9C9E): "keyword", (0, 0x9C9F): "caption",
    (0, 0x010F): "device", (0, 0x0110): "device", (0, 0x0131): "software", (0, 0x013C): "device",
    (1, 0x9003): "taken", (1, 0x9286): "caption", (1, 0xA430): "owner", (1, 0xA431): "device", (1, 0xA435): "device",
    (1, 0xA434): "device", (1, 0xA420): "identifier",
}  # fmt: skip
"""Directory (0: of the picture, 1: Exif, 2: GPS) and tag -> what it says."""

_WORDS = {
    "title": "title", "author": "author", "description": "caption", "copyright": "rights", "comment": "caption",
    "creation time": "taken", "software": "software", "source": "device", "caption": "caption", "headline": "headline",
}  # fmt: skip
"""Keyword of a PNG, in small letters -> what it says; what stands under any other is kept and not shown."""

_ISO_CODE = {b"\x1b%G": "utf-8"}
_ASCII, _BYTES, _SHORT, _LONG, _RATIONAL, _UNDEFINED = 2, 1, 3, 4, 5, 7
_SIZES = {_BYTES: 1, _ASCII: 1, _SHORT: 2, _LONG: 4, _RATIONAL: 8, 6: 1, _UNDEFINED: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_MAKE, _ARTIST, _COMMENT = 0x010F, 0x013B, 0x9286
_MOST_TAGS = 1000
_CONTROLS = dict.fromkeys((*range(32), 0x7F, 0xFFFD), " ")
_LARGEST_TAG = 4 * 2**20
_WIDE = range(0x9C9B, 0x9CA0)  # what Windows writes, in UTF-16


def _from_xmp(packet: bytes) -> Iterator[_Said]:
    root = parse_xml(packet.strip(b"\0 \r\n\t")).root
    if root is None:
        return
    for element in root.iter("{*}*"):
        for key, value in element.attrib.items():
            if field := _XMP.get(local_name(key)):
                yield _Said(field, value, f"xmp-{local_name(key)}")
        name = local_name(element.tag)
        if field := _XMP.get(name):
            yield from _xmp_values(element, field, name)


def _xmp_values(element: Any, field: str, name: str) -> Iterator[_Said]:
    """The values of a property: one, a list of them, or one in each of several languages."""
    items = list(element.iter("{*}li"))
    for item in items or [element]:
        language = next((value for key, value in item.attrib.items() if local_name(key) == "lang"), "")
        told = f"xmp-{name}" if language in ("", "x-default") else f"xmp-{name} [{language[:20]}]"
        # a structure inside ("LocationCreated") is told by its own properties
        if not any(local_name(inner.tag) in _XMP for inner in item.iterdescendants("{*}*")):
            yield _Said(field, "".join(item.itertext()), told)


def _from_iptc(data: bytes) -> Iterator[_Said]:
    sets = list(_datasets(data))
    declared = next((_ISO_CODE.get(value) for record, number, value in sets if (record, number) == (1, 90)), None)
    every = b"\n".join(value for record, _, value in sets if record == 2)
    encoding = declared or decode(every).encoding
    for record, number, value in sets:
        if record == 2 and (field := _IPTC.get(number)):
            yield _Said(field, value.decode(encoding, "replace").replace("\0", " "), f"iptc-{number}")


def _datasets(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, number, size = data[at + 1], data[at + 2], int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # a longer length, told in so many bytes
            wide = size & 0x7FFF
            size, at = int.from_bytes(data[at : at + min(wide, 8)], "big"), at + wide
        yield record, number, data[at : at + size]
        at += size


def _from_exif(tags: dict[tuple[int, int], bytes]) -> Iterator[_Said]:
    has_camera = (0, _MAKE) in tags
    for (folder, tag), value in tags.items():
        field = _EXIF.get((folder, tag))
        if folder == 2:
            yield _Said("position", value.decode("latin-1"), f"exif-gps-{tag}")
        elif field:
            words, rule = _exif_words(tag, value), f"exif-{tag:04x}"
            if tag == _ARTIST and has_camera:  # set once in a camera: whose it is, who never asked to be named
                yield _Said("owner", words, rule)
            elif tag == _COMMENT and words.lstrip().startswith(("{", "[", "<")):  # what a program notes for itself
                yield _Said("identifier", words, rule)
            else:
                yield _Said(field, words, rule)


def _exif_words(tag: int, value: bytes) -> str:
    if tag in _WIDE:
        return value.decode("utf-16-le", "replace").replace("\0", " ")
    if tag == _COMMENT:
        code, value = value[:8], value[8:]
        if code.startswith(b"UNICODE"):
            return value.decode(_wide(value), "replace").replace("\0", " ")
    return decode(value.rstrip(b"\0 ")).text.replace("\ufffd", " ") if value.strip(b"\0 ") else ""


def _wide(value: bytes) -> str:
    """The byte order of UTF-16, which EXIF leaves open: the upper bytes are those that differ least."""
    first, second = set(value[::2]), set(value[1::2])
    return "utf-16-le" if len(second) <= len(first) else "utf-16-be"


def _from_words(keyword: str, words: bytes) -> Iterator[_Said]:
    field = _WORDS.get(keyword.strip().lower(), "identifier")
    yield _Said(field, decode(words).text, f"text-{keyword[:40]}")


def _tags(exif: bytes) -> dict[tuple[int, int], bytes]:
    """The values of the directories of a TIFF structure: of the picture (0), Exif (1) and GPS (2); numbers as bytes.

    A position is told in degrees, minutes and seconds; other rational numbers are left out.
    """
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return {}
    found: dict[tuple[int, int], bytes] = {}
    first = struct.unpack_from(order + "I", exif, 4)[0]
    _directory(exif, order, 0, first, found)
    for folder, pointer in ((1, 0x8769), (2, 0x8825)):
        if value := found.pop((0, pointer), b""):
            _directory(exif, order, folder, int.from_bytes(value, "little" if order == "<" else "big"), found)
    return found


def _directory(exif: bytes, order: str, folder: int, at: int, found: dict[tuple[int, int], bytes]) -> None:
    if at + 2 > len(exif):
        return
    for number in range(min(struct.unpack_from(order + "H", exif, at)[0], _MOST_TAGS)):
        place = at + 2 + 12 * number
        if place + 12 > len(exif):
            return
        tag, kind, count, offset = struct.unpack_from(order + "HHII", exif, place)
        size = _SIZES.get(kind, 0) * count
        start = place + 8 if size <= 4 else offset
        if 0 < size <= _LARGEST_TAG and start + size <= len(exif):
            value = exif[start : start + size]
            told = _numbers(value, order) if kind == _RATIONAL and folder == 2 else value
            found.setdefault((folder, tag), told)


def _numbers(value: bytes, order: str) -> bytes:
    pairs = list(struct.iter_unpack(order + "II", value))[:6]
    return " ".join(f"{over / under:g}" if under else "?" for over, under in pairs).encode()
