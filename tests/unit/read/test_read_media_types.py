"""The bytes say what a file is, not its name."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.media_types import BINARY, DOCX, ENCRYPTED_OFFICE, NAMES, XLSX, in_words, media_type, media_type_of

PAGE = b"<!doctype html><html><body><p>In Ozmara 42 people were killed.</p></body></html>"
TABLE = b"name;age\n" + b"".join(b"Arvo Testman %d;41\n" % n for n in range(6))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"", "a.txt", "application/x-empty"),
        (b"%PDF-1.7 ...", "letter.txt", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n....", "report.pdf", "image/png"),
        (b"\xff\xd8\xff\xe0....", "list.csv", "image/jpeg"),
        (b"ID3....", "a.mp3", "audio/mpeg"),
        (b"\0\0\0\x20ftypisom....", "a.txt", "video/mp4"),
        (b"{\\rtf1 hello}", "a.doc", "application/rtf"),
        (PAGE, "table.xls", "text/html"),
        (b"\xef\xbb\xbf  <!-- saved --> " + PAGE, "a.txt", "text/html"),
        (PAGE.decode().encode("utf-16"), "a", "text/html"),
        (TABLE, "a.txt", "text/csv"),
        (TABLE.replace(b";", b"\t"), "a.csv", "text/tab-separated-values"),
        (b"name\nArvo Testman\n", "a.csv", "text/csv"),
        (b"In Ozmara, on 4 March, 42 people were killed.\nNobody, he said, came.\n", "a.txt", "text/plain"),
        (b"# Ten years on\n\nIn Ozmara.\n", "a.md", "text/markdown"),
        (b"From: A\nSubject: B\nMessage-ID: <1@nowhere.invalid>\n\nHello\n", "a.txt", "message/rfc822"),
        (b"From: Nadia\nTo: the editor\n\nSir, nobody came.\n", "a.txt", "text/plain"),
        (b'{"a": 1}', "a.txt", "application/json"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "list.xlsx", ENCRYPTED_OFFICE),
        (OLE + "Workbook".encode("utf-16-le"), "list.xls", "application/vnd.ms-excel"),
        (bytes(range(256)) * 4, "a.txt", BINARY),
    ],
)
def test_kind_by_content(data, name, expected):
    if expected == "text/csv" and name == "a.txt":
        data = data.replace(b"41", b"41;Ozmara").replace(b"age", b"age;place")
    assert media_type(data, name=name) == expected
    assert in_words(expected) == NAMES[expected]


@pytest.mark.parametrize(("member", "expected"), [("xl/workbook.xml", XLSX), ("word/document.xml", DOCX)])
def test_an_office_file_is_known_by_its_members_though_they_come_last(tmp_path, member, expected):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("first.bin", bytes(200_000))
        archive.writestr(member, "x")
    path = tmp_path / "a.zip"
    path.write_bytes(data.getvalue())
    assert media_type_of(path) == expected


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300), st.sampled_from(["a", "a.txt", "a.csv", "a.html", "a.pdf"]))
def test_every_answer_has_a_name_in_plain_words(data, name):
    assert media_type(data, name=name) in NAMES


def test_prose_with_equally_many_commas_a_line_is_no_table():
    told = "In the night the river rose, nobody came, and the mill burned.\n" * 6
    assert media_type(told.encode(), name="a.txt") == "text/plain"
    running = "the river rose, nobody came, and the mill burned\n" * 6
    assert media_type(running.encode(), name="a.txt") == "text/plain"
    table = "No.,Name,Born\n" + "".join(f"{n},Nadia Placeholder,19{n}0\n" for n in range(1, 9))
    assert media_type(table.encode(), name="a.txt") == "text/csv"
    spaced = "No., Name, Born\n" + "".join(f"{n}, Nadia Placeholder, 19{n}0\n" for n in range(1, 9))
    assert media_type(spaced.encode(), name="a.txt") == "text/csv"
