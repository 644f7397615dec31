"""The same invented list in every format people hold: no line is lost, and each person is one person.

The files are made here the way office programs, mail programs, browsers and phones make them.
"""

from __future__ import annotations

import base64
import email.message
import gzip
import hashlib
import io
import zipfile
from collections import Counter

import pytest

from cenotaph import build, show

PEOPLE = [
    ("Tamir Vellmari", "1951", "Dosharan", "1993-10-04"),
    ("Selka Orunbay", "1967", "Dosharan", "1993-10-04"),
    ("Ilyas Qarmenov", "1940", "Upper Reed", "1993-10-05"),
    ("Maresh Tolubek", "1975", "Upper Reed", "1993-10-04"),
    ("Anneke Drostova", "1932", "Dosharan", "1993-10-06"),
    ("Rufat Zelimkhar", "1988", "Salt Landing", "1993-10-04"),
    ("Oksana Brevenko", "1959", "Salt Landing", "1993-10-05"),
    ("Yusif Harandal", "1971", "Dosharan", "1993-10-04"),
    ("Petra Lindqvara", "1944", "Upper Reed", "1993-10-07"),
    ("Davud Ismirzal", "1963", "Salt Landing", "1993-10-04"),
]
HEADER = ("No.", "Name", "Year of birth", "Place", "Date of death")
LINES = [(str(n), *person) for n, person in enumerate(PEOPLE, start=1)]
INTRODUCTION = "The list below was kept by the school of Dosharan. It names ten people who were killed in October 1993."
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
OPEN_XML = "http://schemas.openxmlformats.org"


def zipped(members: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # office programs store the member that tells the kind, so that it stands there in clear
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def as_csv() -> bytes:
    return "\n".join(",".join(cells) for cells in [HEADER, *LINES]).encode("utf-8-sig")


def as_xlsx() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Victims"
    for cells in [("List of the school of Dosharan",), (), HEADER, *LINES, ("Total", len(LINES))]:
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_word(told: str) -> bytes:
    space = f"{OPEN_XML}/wordprocessingml/2006/main"
    relation = f"{OPEN_XML}/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{OPEN_XML}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
            "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{OPEN_XML}/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>'
            f"<w:p><w:r><w:t>{INTRODUCTION}</w:t></w:r></w:p>{told}</w:body></w:document>",
        }
    )


def word_paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def as_word_table() -> bytes:
    rows = (
        "<w:tr>" + "".join(f"<w:tc>{word_paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"
        for cells in [HEADER, *LINES]
    )
    return as_word(f"<w:tbl>{''.join(rows)}</w:tbl>{word_paragraph('')}")


def numbered(number: str, name: str, born: str, place: str, died: str) -> str:
    return f"{number}. {name}, born {born}, {place}, killed {died}"


def as_word_numbered() -> bytes:
    return as_word("".join(word_paragraph(numbered(*line)) for line in LINES))


def open_document(kind: str, body: str) -> bytes:
    spaces = "".join(f' xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table"))
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">'
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def open_table() -> str:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = (
        "<table:table-row>" + "".join(cell.format(value) for value in cells) + "</table:table-row>"
        for cells in [HEADER, *LINES]
    )
    return f'<table:table table:name="Victims">{"".join(rows)}</table:table>'


def as_open_text() -> bytes:
    return open_document("text", f"<text:p>{INTRODUCTION}</text:p>{open_table()}")


def as_open_sheet() -> bytes:
    return open_document("spreadsheet", open_table())


def as_rich_text() -> bytes:
    edges = "".join(f"\\cellx{1800 * n}" for n in range(1, 6))
    rows = (
        "\\trowd" + edges + "".join(f"\\intbl {cell}\\cell" for cell in cells) + "\\row\n" for cells in [HEADER, *LINES]
    )
    head = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}"
    return f"{head}\\pard {INTRODUCTION}\\par\n{''.join(rows)}\\pard\\par}}".encode("ascii")


def as_page_table() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<{kind}>{cell}</{kind}>" for cell in cells) + "</tr>"
        for kind, cells in [("th", HEADER), *(("td", line) for line in LINES)]
    )
    return page(f"<table>{rows}</table>")


def as_page_numbered() -> bytes:
    items = "".join(f"<li>{numbered(*line).partition('. ')[2]}</li>" for line in LINES)
    return page(f"<ol>{items}</ol>")


def page(told: str) -> bytes:
    menu = "<nav><ul><li><a href='/'>Front</a></li><li><a href='/news'>News</a></li></ul></nav>"
    head = "<head><meta charset='utf-8'><title>The list of Dosharan</title></head>"
    return (
        f"<!doctype html><html lang='en'>{head}<body>{menu}"
        f"<article><h1>The list of Dosharan</h1><p>{INTRODUCTION}</p>{told}</article></body></html>"
    ).encode()


def as_text() -> bytes:
    return "\n".join([INTRODUCTION, "", *(numbered(*line) for line in LINES)]).encode()


def as_pdf() -> bytes:
    """A page whose words stand where a word processor prints them: an introduction and a numbered list."""
    printed = [INTRODUCTION[:75], INTRODUCTION[75:], "", *(numbered(*line) for line in LINES)]
    stream = ("BT /F1 11 Tf 60 780 Td 16 TL\n" + "".join(f"({line}) Tj T*\n" for line in printed) + "ET").encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F1 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)


def as_mail() -> bytes:
    message = email.message.EmailMessage()
    message["From"] = "The school <school@dosharan.example>"
    message["To"] = "archive@dosharan.example"
    message["Subject"] = "Our list"
    message["Date"] = "Mon, 07 Mar 1994 12:00:00 +0000"
    message["Message-ID"] = "<list@dosharan.example>"
    message.set_content("Dear all,\n\nthe list is attached.\n")
    message.add_attachment(as_csv(), maintype="text", subtype="csv", filename="list.csv")
    return message.as_bytes()


def as_zip() -> bytes:
    return zipped({"lists/": b"", "lists/mail.eml": as_mail(), "lists/.DS_Store": b"\0\0"})


def as_web_archive() -> bytes:
    body = as_page_table()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    digest = base64.b32encode(hashlib.sha1(body).digest()).decode()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\n"
        "WARC-Target-URI: http://dosharan.example/list\r\nWARC-Date: 2020-03-05T12:00:00Z\r\n"
        f"WARC-Payload-Digest: sha1:{digest}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)


def as_picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (400, 300), 255).save(out, "JPEG")
    return out.getvalue()


FILES = {
    "list.csv": as_csv,
    "list.xlsx": as_xlsx,
    "table.docx": as_word_table,
    "numbered.docx": as_word_numbered,
    "list.odt": as_open_text,
    "list.ods": as_open_sheet,
    "list.rtf": as_rich_text,
    "table.html": as_page_table,
    "numbered.html": as_page_numbered,
    "list.txt": as_text,
    "list.pdf": as_pdf,
    "list.txt.gz": lambda: gzip.compress(as_text() + b"\n", mtime=0),
    "mail.eml": as_mail,
    "bundle.zip": as_zip,
    "web.warc.gz": as_web_archive,
    "scan.jpg": as_picture,
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dosharan")
    (folder / "sources").mkdir()
    (folder / "cenotaph.toml").write_text('title = "Dosharan"\nrecognition = false\n', encoding="utf-8")
    for name, make in FILES.items():
        (folder / "sources" / name).write_bytes(make())
    typed = b"Transcribed by Nadia Placeholder\n\n" + as_text()
    (folder / "sources" / "scan.jpg.txt").write_bytes(typed)
    build(folder, jobs=2)
    return folder


def test_every_file_is_read(archive):
    told = {source.path: (source.status, source.reason) for source in show(archive, "sources")}
    assert {path: what for path, what in told.items() if what[0] != "read"} == {}
    assert "sources/bundle.zip/lists/mail.eml/list.csv" in {path for s in show(archive, "sources") for path in s.paths}


@pytest.mark.parametrize("name", sorted(set(FILES) - {"bundle.zip", "mail.eml"}))
def test_no_line_of_the_list_is_lost_and_none_stands_twice(archive, name):
    within = {s.id for s in show(archive, "sources") if any(f"{p}/".startswith(f"sources/{name}/") for p in s.paths)}
    found = Counter(e.name for e in show(archive, "entries") if e.span.source in within and not e.is_mention)
    assert found == Counter(person[0] for person in PEOPLE)


@pytest.mark.parametrize("name", sorted(set(FILES) - {"bundle.zip", "mail.eml"}))
def test_who_was_born_and_died_when_is_told(archive, name):
    within = {s.id for s in show(archive, "sources") if any(f"{p}/".startswith(f"sources/{name}/") for p in s.paths)}
    told = {e.name: (e.birth, e.date) for e in show(archive, "entries") if e.span.source in within and not e.is_mention}
    assert told == {name: (born, died) for name, born, _, died in PEOPLE}


def test_bytes_that_came_three_times_are_one_source(archive):
    (list_source,) = [s for s in show(archive, "sources") if "sources/list.csv" in s.paths]
    inside = {"sources/mail.eml/list.csv", "sources/bundle.zip/lists/mail.eml/list.csv"}
    assert inside <= set(list_source.paths) or inside & set(list_source.paths)


def test_what_was_typed_from_the_scan_says_so(archive):
    (scan,) = [source for source in show(archive, "sources") if source.path == "sources/scan.jpg"]
    entries = [entry for entry in show(archive, "entries") if entry.span.source == scan.id]
    assert {entry.method for entry in entries} == {"transcribed"}
    (text,) = [text for text in show(archive, "texts") if text.source == scan.id]
    assert text.transcriber == "Nadia Placeholder"


def test_a_build_without_change_does_nothing(archive):
    assert build(archive).steps == ()


def test_what_was_unpacked_may_be_deleted_and_comes_back(archive):
    import shutil

    before = [source.id for source in show(archive, "sources")]
    shutil.rmtree(archive / ".cenotaph")
    build(archive, jobs=1)
    assert [source.id for source in show(archive, "sources")] == before
