"""ZIP, TAR and gzip: every file in them is a part or is named with the reason why not."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.media_types import DOCX, media_type
from cenotaph.read import gzip_file, tar_file, zip_file
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

NAMES = st.text(min_size=1, max_size=30).filter(lambda name: "\x00" not in name)
NEWS = b"Two people were killed in Ozmara, the mayor said.\n"


def read(reader, data: bytes, limits: Limits | None = None, folder=None) -> Reading:
    limits = limits or Limits()
    source = Source(id="src-1", status="cited", path="sources/a.gz", bytes=len(data), media_type=reader.MEDIA_TYPES[0])
    return reader.unpack(io.BytesIO(data), source, limits, Shelf(folder, limits))


def zipped(files: dict[str, bytes], **options) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def in_code_page(names: list[str], encoding: str) -> bytes:
    class Info(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):  # noqa: N802 - the name it has in zipfile
            return self.filename.encode(encoding), self.flag_bits

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(Info(name), NEWS)
    return out.getvalue()


def told(reading: Reading) -> list[tuple[str, bool]]:
    return [(part.name, part.problem is None) for part in reading.parts]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp866", ["Список погибших.txt", "фото/январь 1990.jpg"]),
        ("cp1251", ["Список погибших.txt", "письмо.docx"]),
        ("cp857", ["Şehitler listesi.txt", "Ağustos/İsimler.csv"]),
        ("cp1254", ["Şehitler listesi.txt", "Ağustos/Işıklar.csv"]),
        ("cp850", ["Übersicht.txt", "Gräber/Liste.txt"]),
        ("utf-8", ["Siyahı – şəhidlər.txt", "قائمة.txt"]),
        ("cp1256", ["قائمة الشهداء.txt"]),
    ],
)
def test_names_in_the_code_page_of_the_system_that_packed_them(encoding, names):
    assert [part.name for part in read(zip_file, in_code_page(names, encoding)).parts] == names


def test_names_marked_as_utf8_are_taken_at_their_word():
    assert [part.name for part in read(zip_file, zipped({"Şəhid.txt": NEWS})).parts] == ["Şəhid.txt"]


def test_names_that_lead_away_or_are_equal_but_for_capitals():
    names = {"/etc/a.txt": NEWS, "..\\..\\b.txt": NEWS, "C:\\c.txt": NEWS, "B.TXT": NEWS, "d/": b"", "con.txt": b""}
    assert [part.name for part in read(zip_file, zipped(names)).parts] == [
        "etc/a.txt", "b.txt", "c.txt", "B (2).TXT", "con.txt",
    ]  # fmt: skip


def test_thousands_of_files_of_one_name_are_told_apart_in_no_time():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}.txt", b"")
            archive.filelist[-1].filename = "a.txt"
    reading = read(zip_file, out.getvalue())
    assert len({part.name for part in reading.parts}) == 3000


def test_a_flipped_bit_in_a_file_is_named_and_the_others_stand():
    data = bytearray(zipped({"a.txt": NEWS, "b.txt": NEWS + b"x"}))
    data[data.find(NEWS) + 5] ^= 1
    reading = read(zip_file, bytes(data))
    assert told(reading) == [("a.txt", True), ("b.txt", True)]
    assert reading.parts[0].bytes == len(NEWS)
    assert ["checksum" in each.value for each in reading.parts[0].evidence] == [True]
    assert reading.parts[1].evidence == ()
    assert reading.status == "in_part"
    assert "damaged: 1 of its 2 files" in reading.reason


def test_of_a_packed_file_with_a_flipped_bit_stands_what_comes_before():
    long = b"".join(b"%d people came to the market of Ozmara.\n" % n for n in range(4000))
    data = bytearray(zipped({"a.txt": long}, compression=zipfile.ZIP_DEFLATED))
    data[len(data) // 2] ^= 0x55
    reading = read(zip_file, bytes(data))
    (part,) = reading.parts
    assert part.bytes > len(long) // 3
    assert any("checksum" in each.value for each in part.evidence)


def test_gzip_with_a_wrong_checksum_keeps_its_words():
    data = bytearray(gzip.compress(NEWS, mtime=0))
    data[-6] ^= 1
    reading = read(gzip_file, bytes(data))
    assert (reading.status, reading.parts[0].bytes) == ("in_part", len(NEWS))
    assert "damaged" in reading.reason


def test_files_that_share_their_bytes_are_refused_before_any_is_unpacked():
    data = bytearray(zipped({"a.txt": NEWS * 50, "b.txt": NEWS * 60, "c.txt": NEWS}, compression=zipfile.ZIP_DEFLATED))
    # the second name in the table of contents is given the place of the first, as in Fifield's bomb
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    struct.pack_into("<I", data, second + 42, 0)
    reading = read(zip_file, bytes(data))
    assert told(reading) == [("a.txt", False), ("b.txt", False), ("c.txt", True)]
    assert "bytes are those of other files" in str(reading.parts[0].problem)


def test_files_that_the_table_of_contents_does_not_name_are_told_of():
    two = zipped({"a.txt": NEWS}) + zipped({"b.txt": NEWS})
    reading = read(zip_file, two)
    assert told(reading) == [("b.txt", True)]
    assert "does not name" in str(reading.reason)
    assert read(zip_file, b"#!/bin/sh\n" * 9 + zipped({"a.txt": NEWS})).status == "read"


def test_a_file_packed_beyond_all_measure_is_refused():
    data = zipped({"bomb.txt": bytes(66 * 2**20), "a.txt": NEWS}, compression=zipfile.ZIP_DEFLATED)
    reading = read(zip_file, data)
    assert told(reading) == [("bomb.txt", False), ("a.txt", True)]
    assert "times its size" in str(reading.parts[0].problem)


def test_all_files_together_keep_to_the_limits():
    files = {f"{number}.txt": bytes([65 + number]) * 100 for number in range(10)}
    assert [ok for _, ok in told(read(zip_file, zipped(files), Limits(unpacked=250)))] == [True, True] + [False] * 8
    few = read(zip_file, zipped(files), Limits(parts=3))
    assert len(few.parts) == 3
    assert "7 of its files were left in it" in str(few.reason)


def test_a_packing_that_is_not_known_is_named():
    data = bytearray(zipped({"a.txt": NEWS}))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.find(mark) + at, 9)
    reading = read(zip_file, bytes(data))
    assert "Deflate64" in str(reading.parts[0].problem)


def test_a_program_that_unpacks_itself_and_a_table_of_contents_with_another_name():
    data = b"MZ" + bytes(5000) + zipped({"a.txt": NEWS})
    assert media_type(data) == "application/zip"
    assert told(read(zip_file, data)) == [("a.txt", True)]
    renamed = bytearray(zipped({"a.txt": NEWS}))
    renamed[renamed.rfind(b"a.txt")] = ord("b")
    assert told(read(zip_file, bytes(renamed))) == [("b.txt", True)]


def test_a_zip_with_a_document_in_it_is_a_zip():
    document = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert media_type(document) == DOCX
    assert media_type(zipped({"letter.docx": document, "a.txt": NEWS})) == "application/zip"


def test_only_what_systems_leave_behind():
    reading = read(zip_file, zipped({"__MACOSX/._a": b"x", "Thumbs.db": b"y"}))
    assert reading.status == "not_readable"
    assert [(each.field, each.value, each.is_private) for each in reading.evidence] == [("passed_over", "2", True)]


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_cut_anywhere_gives_the_files_before_the_cut(packing):
    chosen = random.Random(3)
    words = [" ".join(str(chosen.random()) for _ in range(40)).encode() for _ in range(6)]
    data = zipped({f"{number}.txt": each for number, each in enumerate(words)}, compression=packing)
    starts = [info.header_offset for info in zipfile.ZipFile(io.BytesIO(data)).infolist()]
    for cut in range(200, len(data) - 22, 397):
        reading = read(zip_file, data[:cut])
        whole = sum(at + 1 <= len(starts) - 1 and starts[at + 1] <= cut for at in range(len(starts)))
        sound = [part for part in reading.parts if part.problem is None and not part.evidence]
        assert len(sound) >= min(whole, 5), cut
        assert reading.status in ("in_part", "not_readable")


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.text(min_size=1, max_size=30).filter(lambda n: "\x00" not in n), st.binary(max_size=60), max_size=6
    )
)
def test_no_file_is_lost_whatever_its_name(files):
    try:
        data = zipped({name: content for name, content in files.items() if not name.endswith("/")})
    except (UnicodeEncodeError, ValueError):
        return
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    passed = sum(zip_file._is_passed(name) for name in names)
    folders = sum(name.endswith(("/", "\\")) and not zip_file._is_passed(name) for name in names)
    reading = read(zip_file, data) if data else None
    assert reading is None or len(reading.parts) == len(names) - passed - folders


def test_gzip_keeps_its_name_takes_all_members_and_names_what_is_behind():
    two = gzip.compress(NEWS, mtime=0) + gzip.compress(NEWS, mtime=0)
    reading = read(gzip_file, two + bytes(10))
    assert [(part.name, part.bytes) for part in reading.parts] == [("a", 2 * len(NEWS))]
    assert reading.status == "read"
    assert "other bytes" in str(read(gzip_file, two + b"junk").reason)


def test_gzip_with_a_flipped_bit_or_cut_is_named():
    chosen = random.Random(4)
    data = gzip.compress(" ".join(str(chosen.random()) for _ in range(2000)).encode(), mtime=0)
    for _ in range(60):
        wrong = bytearray(data)
        wrong[chosen.randrange(10, len(wrong))] ^= 1 << chosen.randrange(8)
        reading = read(gzip_file, bytes(wrong))
        assert reading.status != "read"
        assert all(part.evidence or part.problem for part in reading.parts)
    assert "cut short" in str(read(gzip_file, data[:-20]).reason)


def test_a_gzip_bomb_is_refused():
    reading = read(gzip_file, gzip.compress(bytes(66 * 2**20), mtime=0))
    assert "times its size" in str(reading.parts[0].problem)


def test_tar_cut_and_with_names_in_another_encoding():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT, encoding="cp1251") as archive:
        for name in ("Письмо соседки.txt", "Список погибших на мельнице.txt"):
            info = tarfile.TarInfo(name)
            info.size = 1000
            archive.addfile(info, io.BytesIO(bytes(1000)))
    data = out.getvalue()
    names = ["Письмо соседки.txt", "Список погибших на мельнице.txt"]
    assert [part.name for part in read(tar_file, data).parts] == names
    cut = read(tar_file, data[:2400])
    assert told(cut) == [(names[0], True), (names[1], False)]
    assert cut.status == "in_part"


def test_the_shelf_keeps_the_bytes_under_their_digest_and_nothing_of_what_failed(tmp_path):
    reading = read(zip_file, zipped({"a.txt": NEWS, "b.txt": NEWS + b"x"}), folder=tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {part.sha256 for part in reading.parts}

    class Failing(io.BytesIO):
        def read(self, size=-1):  # noqa: ARG002
            data = super().read(10)
            if not data:
                raise OSError("the disk is gone")
            return data

    with pytest.raises(OSError, match="disk"):
        Shelf(tmp_path, Limits()).put("c.txt", Failing(NEWS))
    assert {path.name for path in tmp_path.iterdir()} == kept
