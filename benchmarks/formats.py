"""How fast each format is read, and what the largest inputs cost in memory.

    python benchmarks/formats.py [--seconds N] [--large]

Every format in one run, in this process: files of some 600 invented words each (tables of 200 lines, pictures with a
caption in their metadata, archives of ten files), made here the way office programs, phones and browsers make them.
Files a second is over processor time, so that a busy machine changes little. `--large` reads the largest inputs that
are still to be read whole, each through a worker of its own, and prints its seconds and the most memory it took.

Limits: invented texts of one kind; real files hold more fonts, styles and pictures, which cost time and hold no words.
"""

from __future__ import annotations

import argparse
import email.message
import gzip
import io
import json
import multiprocessing
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Limits, Reading
from cenotaph.record import Source

SENTENCE = "In the night the river of Ozmara rose, and {n} people were killed at the mill, the ferryman said. "
PARAGRAPHS = [" ".join(SENTENCE.format(n=n * 7 + k) for k in range(5)) for n in range(7)]
NAMES = [f"Nadia Placeholder-{n}" for n in range(200)]
HEADER = ("No.", "Name", "Born", "Place", "Killed on")
Make = Callable[[], tuple[str, bytes]]


def line(n: int) -> tuple[str, ...]:
    """One line of an invented list."""
    return (
        str(n + 1),
        NAMES[n % len(NAMES)],
        str(1930 + n % 60),
        f"Village {n % 9} of Ozmara",
        f"1991-03-{1 + n % 28:02}",
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # office programs store the member that tells the kind, so that it stands there in clear
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def text(repeat: int = 1) -> tuple[str, bytes]:
    """A plain text."""
    return "a.txt", "\n\n".join(PARAGRAPHS * repeat).encode()


def page(repeat: int = 1) -> tuple[str, bytes]:
    """A news page with a menu and a footer."""
    told = "".join(f"<p>{p}</p>" for p in PARAGRAPHS * repeat)
    menu = "".join(f'<li><a href="/s{n}">Section {n}</a></li>' for n in range(40))
    head = '<title>The river</title><meta property="article:published_time" content="1991-03-05">'
    return (
        "a.html",
        f"<!doctype html><html><head>{head}</head><body><nav><ul>{menu}</ul></nav><article><h1>The river</h1>{told}</article><footer>Nowhere News</footer></body></html>".encode(),
    )


def markdown() -> tuple[str, bytes]:
    """A Markdown text."""
    return "a.md", ("# The river\n\n" + "\n\n".join(PARAGRAPHS)).encode()


def table(lines: int = 200) -> tuple[str, bytes]:
    """A list as CSV."""
    return "a.csv", "\n".join(",".join(cells) for cells in [HEADER, *(line(n) for n in range(lines))]).encode()


def workbook(lines: int = 200) -> tuple[str, bytes]:
    """A list as XLSX."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("List")
    for cells in [HEADER, *(line(n) for n in range(lines))]:
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return "a.xlsx", out.getvalue()


def open_sheet(lines: int = 200) -> tuple[str, bytes]:
    """A list as ODS."""
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
        )
        + "</table:table-row>"
        for cells in [HEADER, *(line(n) for n in range(lines))]
    )
    return "a.ods", open_document("spreadsheet", f'<table:table table:name="List">{rows}</table:table>')


def open_text() -> tuple[str, bytes]:
    """A text as ODT."""
    return "a.odt", open_document("text", "".join(f"<text:p>{p}</text:p>" for p in PARAGRAPHS))


def open_document(kind: str, body: str) -> bytes:
    """An OpenDocument package."""
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{n}="{space}{n}:1.0"' for n in ("office", "text", "table"))
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{names} office:version="1.2"><office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>'
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def word(repeat: int = 1) -> tuple[str, bytes]:
    """A text as DOCX."""
    space = "http://schemas.openxmlformats.org/"
    told = "".join(f'<w:p><w:r><w:t xml:space="preserve">{p}</w:t></w:r></w:p>' for p in PARAGRAPHS * repeat)
    document = f'<?xml version="1.0"?><w:document xmlns:w="{space}wordprocessingml/2006/main"><w:body>{told}</w:body></w:document>'
    relation = f'<?xml version="1.0"?><Relationships xmlns="{space}package/2006/relationships"><Relationship Id="r1" Type="{space}officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    kinds = f'<?xml version="1.0"?><Types xmlns="{space}package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    return "a.docx", zipped({"[Content_Types].xml": kinds, "_rels/.rels": relation, "word/document.xml": document})


def rich() -> tuple[str, bytes]:
    """A text as RTF."""
    return "a.rtf", (
        "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Times;}}" + "".join(f"\\pard {p}\\par\n" for p in PARAGRAPHS) + "}"
    ).encode()


def paged(pages: int = 3) -> tuple[str, bytes]:
    """A PDF with a text layer."""
    words = [word for p in PARAGRAPHS for word in p.split()]
    printed = [" ".join(words[n : n + 14]) for n in range(0, len(words), 14)]
    stream = (
        "BT /F1 10 Tf 50 800 Td 12 TL\n"
        + "".join(f"({each.replace('(', '').replace(')', '')}) '\n" for each in printed[:60])
        + "ET"
    ).encode()
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for n in range(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        objects.append(f"<</Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream")
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    at = out.tell()
    out.write(
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
        + b"".join(f"{p:010} 00000 n \n".encode() for p in places)
    )
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF".encode())
    return "a.pdf", out.getvalue()


def mail() -> tuple[str, bytes]:
    """An e-mail with a list attached."""
    message = email.message.EmailMessage()
    message["From"] = "Nadia Placeholder <nadia@nowhere.example>"
    message["To"] = "archive@nowhere.example"
    message["Subject"] = "The river"
    message["Date"] = format_datetime(datetime(1991, 3, 5, 12, tzinfo=UTC))
    message["Message-ID"] = "<1@nowhere.example>"
    message.set_content("\n\n".join(PARAGRAPHS))
    message.add_attachment(table()[1], maintype="text", subtype="csv", filename="list.csv")
    return "a.eml", message.as_bytes()


def bundle(files: int = 10, size: int = 1) -> tuple[str, bytes]:
    """A ZIP of texts."""
    return "a.zip", zipped({f"folder/{n}.txt": f"{n}\n\n".encode() + text(size)[1] for n in range(files)})


def packed() -> tuple[str, bytes]:
    """A text in gzip."""
    return "a.txt.gz", gzip.compress(text()[1], mtime=0)


def web_archive(pages: int = 10, repeat: int = 1) -> tuple[str, bytes]:
    """A WARC of pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for n in range(pages):
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        body = page(repeat)[1].replace(b"The river", f"The river {n}".encode())
        writer.write_record(
            writer.create_warc_record(
                f"http://nowhere.example/{n}",
                "response",
                payload=io.BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "1991-03-05T12:00:00Z"},
            )
        )
    return "a.warc.gz", out.getvalue()


def picture(kind: str, width: int = 600) -> tuple[str, bytes]:
    """A photograph without words."""
    from PIL import Image

    out = io.BytesIO()
    noise = Image.effect_noise((width, width * 3 // 4), 60)
    noise.save(out, kind)
    return f"a.{kind.lower()}", out.getvalue()


MAKES: dict[str, Make] = {
    "plain text": text, "web page": page, "Markdown": markdown, "CSV, 200 lines": table, "XLSX, 200 lines": workbook,
    "ODS, 200 lines": open_sheet, "DOCX": word, "ODT": open_text, "RTF": rich, "PDF, 3 pages": paged,
    "e-mail with a list": mail, "ZIP of 10 texts": bundle, "gzip of a text": packed, "WARC of 10 pages": web_archive,
    "JPEG": lambda: picture("JPEG"), "PNG": lambda: picture("PNG"), "TIFF": lambda: picture("TIFF"),
}  # fmt: skip

LARGE: dict[str, Make] = {
    "plain text, 5 million characters": lambda: text(1700),
    "web page, 3 million characters": lambda: page(1000),
    "CSV, 50,000 lines": lambda: table(50_000),
    "CSV, 500,000 lines": lambda: table(500_000),
    "XLSX, 50,000 lines": lambda: workbook(50_000),
    "ODS, 50,000 lines": lambda: open_sheet(50_000),
    "DOCX, 5 million characters": lambda: word(1700),
    "PDF, 1,000 pages": lambda: paged(1000),
    "ZIP of 2,000 texts, 100 MB": lambda: bundle(2000, 18),
    "WARC of 500 pages, 100 MB": lambda: web_archive(500, 70),
    "JPEG, 48 million pixels": lambda: picture("JPEG", 8000),
}


def once(name: str, data: bytes, limits: Limits) -> Reading:
    """One reading, as a worker makes it."""
    return read_bytes(data, described(data, Source(id="", status="cited", path=f"sources/{name}")), limits)


def speed(make: Make, seconds: float) -> tuple[float, float, str]:
    """Files and megabytes per second of processor time, and what became of the file."""
    name, data = make()
    reading = once(name, data, Limits())  # loads the libraries
    count, begun = 0, time.process_time()
    while time.process_time() - begun < seconds:
        once(name, data, Limits())
        count += 1
    took = time.process_time() - begun
    return count / took, count * len(data) / took / 1e6, reading.status


def _cost_of(path: str) -> tuple[float, int, str]:
    begun = time.process_time()
    reading = once(Path(path).name, Path(path).read_bytes(), Limits())
    took = time.process_time() - begun
    found = len(reading.rows) or len(reading.parts) or len(reading.text.text if reading.text else "")
    # not ru_maxrss, which a new process inherits from the one that started it
    status = Path("/proc/self/status").read_text(encoding="ascii")
    most = int(status.partition("VmHWM:")[2].split()[0])
    return took, most, f"{reading.status.replace('_', ' ')}, {found:,}"


def cost(make: Make) -> tuple[float, float, float, str]:
    """Seconds, most memory in MiB, megabytes of the file, and what became of it, in a process of its own."""
    name, data = make()
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        path = Path(folder) / name
        path.write_bytes(data)
        took, most, outcome = pool.submit(_cost_of, str(path)).result()
    return took, most / 1024, len(data) / 1e6, outcome


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="processor seconds for each format")
    parser.add_argument("--large", action="store_true", help="read the largest inputs instead")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = []
    for name, make in (LARGE if options.large else MAKES).items():
        if options.large:
            took, most, size, status = cost(make)
            found.append(
                {"input": name, "seconds": round(took, 2), "MiB": round(most), "MB": round(size, 1), "outcome": status}
            )
            print(f"{name:36} {took:7.2f} s {most:7.0f} MiB {size:8.1f} MB   {status}")
        else:
            files, megabytes, status = speed(make, options.seconds)
            found.append(
                {
                    "format": name,
                    "files_per_second": round(files, 1),
                    "MB_per_second": round(megabytes, 2),
                    "outcome": status,
                }
            )
            print(f"{name:22} {files:9.1f} files/s {megabytes:8.2f} MB/s   {status}")
    if options.json:
        print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
