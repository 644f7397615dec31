"""What a picture's file says of it: by every system, in every encoding, without harm and without a dot decoded."""

from __future__ import annotations

import io
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.read import Limits
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.picture import MEDIA_TYPES
from cenotaph.read.picture_pages import pages_of
from cenotaph.read.picture_parts import Parts, parts_of
from cenotaph.read.picture_words import PRIVATE, told_by
from cenotaph.record import Source

XMP_HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:exif="http://ns.adobe.com/exif/1.0/">'
)


def xmp(inside: str) -> bytes:
    about = f'<rdf:Description rdf:about="" {inside}' if not inside.startswith("<") else f"<rdf:Description>{inside}"
    return f"{XMP_HEAD}{about}</rdf:Description></rdf:RDF></x:xmpmeta>".encode()


def iptc(*sets: tuple[int, bytes]) -> bytes:
    return b"".join(bytes([0x1C, 2, number]) + struct.pack(">H", len(value)) + value for number, value in sets)


def exif(*tags: tuple[int, int, bytes], order: str = "<", camera: bool = False) -> bytes:
    """A TIFF structure with one directory: tag, type and value of each."""
    tags = (*tags, (0x010F, 2, b"Nowhere\0")) if camera else tags
    places, values = b"", b""
    start = 8 + 2 + 12 * len(tags) + 4
    for tag, kind, value in tags:
        count = len(value) // {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind]
        inline = value.ljust(4, b"\0") if len(value) <= 4 else struct.pack(order + "I", start + len(values))
        places += struct.pack(order + "HHI", tag, kind, count) + inline
        values += b"" if len(value) <= 4 else value
    head = b"II*\0" if order == "<" else b"MM\0*"
    return head + struct.pack(order + "IH", 8, len(tags)) + places + bytes(4) + values


def values(parts: Parts, field: str) -> list[str]:
    return [each.value for each in told_by(parts).evidence if each.field == field]


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_in_both_byte_orders_and_several_encodings(order):
    words = {0x010E: "Похороны в городе Озмара, люди несут гроб".encode("cp1251"), 0x8298: "Müəllif hüququ".encode()}
    parts = Parts(exif=exif(*((tag, 2, value + b"\0") for tag, value in words.items()), order=order))
    assert values(parts, "caption") == ["Похороны в городе Озмара, люди несут гроб"]
    assert values(parts, "rights") == ["Müəllif hüququ"]


def test_the_captions_of_windows_and_of_programs():
    wide = "Ölülərin siyahısı".encode("utf-16-le") + b"\0\0"
    assert values(Parts(exif=exif((0x9C9C, 1, wide))), "caption") == ["Ölülərin siyahısı"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_comment_in_either_byte_order(encoding):
    inner = exif((0x9286, 7, b"UNICODE\0" + "Похороны в Озмаре".encode(encoding)))
    outer = exif((0x8769, 4, struct.pack("<I", 26)))
    joined = (
        outer[:26] + struct.pack("<H", 1) + struct.pack("<HHII", 0x9286, 7, len(inner) - 26, 44) + bytes(4) + inner[26:]
    )
    assert values(Parts(exif=joined), "caption") == ["Похороны в Озмаре"]


def test_xmp_in_several_languages_lists_and_attributes():
    inside = (
        '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A funeral.</rdf:li><rdf:li xml:lang="az">Dəfn.</rdf:li>'
        "</rdf:Alt></dc:description><dc:creator><rdf:Seq><rdf:li>Nadia Placeholder</rdf:li></rdf:Seq></dc:creator>"
        '<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Tavri'
        "</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated>"
    )
    told = told_by(Parts(xmp=xmp(inside)))
    assert [(e.value, e.rule) for e in told.evidence if e.field == "caption"] == [
        ("A funeral.", "xmp-description"), ("Dəfn.", "xmp-description [az]"),
    ]  # fmt: skip
    assert values(Parts(xmp=xmp(inside)), "place") == ["Tavri"]
    assert values(Parts(xmp=xmp('photoshop:Credit="Nowhere News">')), "credit") == ["Nowhere News"]


def test_an_entity_in_xmp_is_not_expanded():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + xmp(
        "<dc:description>&b;</dc:description>"
    )
    assert "aaaa" not in "".join(values(Parts(xmp=bomb), "caption"))


def test_where_with_which_camera_and_whom_is_nobodys_business():
    position = exif((1, 2, b"N\0"), (2, 5, struct.pack("<6I", 40, 1, 24, 1, 30, 1)))
    shown = xmp(
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Arvo Testman</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>"
        "<exif:GPSLatitude>40,24.5N</exif:GPSLatitude>"
    )
    camera = exif((0x0131, 2, b"Program 1\0"), (0x013B, 2, b"Nadia Placeholder\0"), (0x8825, 4, bytes(4)), camera=True)
    at = len(camera)
    camera = camera.replace(struct.pack("<HHI", 0x8825, 4, 1) + bytes(4), struct.pack("<HHII", 0x8825, 4, 1, at))
    shift = struct.pack("<H", 2) + struct.pack("<HHI", 1, 2, 2) + b"N\0\0\0" + struct.pack("<HHII", 2, 5, 3, at + 30)
    told = told_by(Parts(exif=camera + shift + bytes(4) + position[-24:], xmp=shown))
    open_ones = {e.field for e in told.evidence if not e.is_private}
    private = {e.field: e.value for e in told.evidence if e.is_private}
    assert open_ones == set()
    assert private["owner"] == "Nadia Placeholder"
    assert private["person shown"] == "Arvo Testman"
    assert "40 24 30" in {e.value for e in told.evidence if e.field == "position"}
    assert set(private) <= PRIVATE


def test_the_artist_of_a_scan_is_its_author_and_what_cameras_write_no_caption():
    assert values(Parts(exif=exif((0x013B, 2, b"Archive of Ozmara\0"))), "author") == ["Archive of Ozmara"]
    assert values(Parts(exif=exif((0x010E, 2, b"OLYMPUS DIGITAL CAMERA \0"))), "caption") == []


def test_the_day_it_was_taken_is_no_day_of_publication():
    told = told_by(Parts(iptc=iptc((55, b"19910304"))))
    (taken,) = told.evidence
    assert (taken.field, taken.value, taken.rule) == ("published", "1991-03-04", "exif-date")
    assert taken.weight < 0.5


def test_items_that_claim_more_than_there_is_take_no_memory():
    """A box that says a thousand times that its item is the whole file (ISO/IEC 14496-12, 8.11.3)."""

    def box(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", 8 + len(body)) + kind + body

    filler = bytes(2_000_000)
    places = struct.pack(">HHH", 1, 0, 5000) + struct.pack(">II", 0, len(filler)) * 5000
    meta = bytes(4) + box(b"iinf", bytes(4) + struct.pack(">H", 1) + box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0"))
    meta += box(b"iloc", bytes(4) + b"\x44\x00" + struct.pack(">H", 1) + places)
    data = box(b"ftyp", b"heic\0\0\0\0mif1") + box(b"meta", meta) + box(b"mdat", filler)
    tracemalloc.start()
    assert parts_of(data, "image/heic").exif is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_orientation_is_undone():
    from PIL import Image

    upright = Image.new("L", (40, 20), 255)
    upright.paste(0, (0, 0, 10, 20))  # a black bar at the left
    for turn, undone in (
        (3, Image.Transpose.ROTATE_180),
        (6, Image.Transpose.ROTATE_90),
        (8, Image.Transpose.ROTATE_270),
    ):
        out = io.BytesIO()
        upright.transpose(undone).save(out, "PNG")
        (page,) = pages_of(out.getvalue(), "image/png", turn, Limits())
        assert page.draw().tobytes() == upright.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_a_picture_of_every_kind_becomes_grey_and_black_stays_black(mode):
    from PIL import Image

    picture = Image.new("RGB", (40, 40), "white")
    picture.paste((0, 0, 0), (0, 0, 20, 40))
    grey = picture.convert("L")
    many = np.asarray(grey).astype("uint16") * 257
    made = Image.fromarray(many) if mode == "I;16" else picture.convert(mode)
    out = io.BytesIO()
    made.save(out, "TIFF")
    (page,) = pages_of(out.getvalue(), "image/tiff", 1, Limits())
    assert page.draw().tobytes() == grey.tobytes()


def test_more_dots_than_are_looked_into_are_not_drawn():
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (3000, 3000)).save(out, "PNG")
    (page,) = pages_of(out.getvalue(), "image/png", 1, Limits(pixels=1_000_000))
    with pytest.raises(ValueError, match="3,000 x 3,000"):
        page.draw()


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(MEDIA_TYPES), st.binary(max_size=60))
def test_no_bytes_make_a_picture_fail(data, kind, more):
    heads = {
        "image/jpeg": b"\xff\xd8",
        "image/png": b"\x89PNG\r\n\x1a\n",
        "image/webp": b"RIFF\0\0\0\0WEBP",
        "image/gif": b"GIF89a",
    }
    parts = parts_of(heads.get(kind, b"") + data, kind)
    told_by(parts)
    told = told_by(
        Parts(exif=b"II*\0\x08\0\0\0" + data, iptc=b"\x1c\x02" + data, xmp=b"<x:xmpmeta>" + more, words=(("a", more),))
    )
    assert all(each.value.strip() for each in told.evidence)


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=80).filter(lambda text: text.strip() and "\0" not in text))
def test_a_caption_comes_out_as_it_went_in(words):
    declared = b"\x1c\x01\x5a\0\3\x1b%G"
    try:
        data = words.encode()
    except UnicodeEncodeError:
        return
    found = values(Parts(iptc=declared + iptc((120, data))), "caption")
    plain = " ".join("".join(" " if ord(char) < 32 or char in "\x7f\ufffd" else char for char in words).split())
    assert found == ([plain] if plain else [])


def test_a_picture_of_no_words_says_both_ways_out():
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (100, 100)).save(out, "JPEG")
    source = described(out.getvalue(), Source(id="", status="cited", path="sources/list-p7.jpg"))
    reason = read_bytes(out.getvalue(), source, Limits()).reason
    assert "a scan without text" in reason
    assert "tesseract" in reason
    assert "list-p7.jpg.txt" in reason
