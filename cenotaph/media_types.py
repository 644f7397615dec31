"""What kind of file some bytes are, told by the bytes; the name only decides between kinds of text.

A file's extension is a claim about it, often wrong (a PDF saved as `.txt`, a web page as `.xls`).
So the signature decides, then the structure of the container, then the shape of the text.

Source of the signatures: the formats' own specifications, as gathered in the IANA media type
registry and in PRONOM (The National Archives, UK).
"""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path, PurePosixPath

from cenotaph.chat_lines import is_chat
from cenotaph.encoding import decode

SAMPLE = 64 * 1024
"""How many bytes from the start and from the end are looked at."""

BINARY = "application/octet-stream"
EMPTY = "application/x-empty"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
FLAT_ODT = "application/vnd.oasis.opendocument.text-flat-xml"
RTF = "application/rtf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"

NAMES: dict[str, str] = {
    BINARY: "binary data of no known kind",
    EMPTY: "an empty file",
    ENCRYPTED_OFFICE: "a password-protected office file",
    XLSX: "an Excel workbook (XLSX)",
    DOCX: "a Word document (DOCX)",
    PPTX: "a presentation (PPTX)",
    "application/epub+zip": "an e-book (EPUB)",
    "application/gzip": "a compressed file (gzip)",
    "application/json": "JSON data",
    "application/mbox": "a mailbox (MBOX)",
    "application/msword": "an old Word document (DOC)",
    "application/pdf": "a PDF",
    "application/postscript": "a PostScript file",
    RTF: "a rich-text document (RTF)",
    "application/vnd.ms-excel": "an old Excel workbook (XLS)",
    "application/vnd.ms-outlook": "an e-mail of Outlook (MSG)",
    "application/vnd.ms-tnef": "an attachment of Outlook (winmail.dat)",
    "application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument sheet (ODS)",
    ODT: "an OpenDocument text (ODT)",
    FLAT_ODT: "an OpenDocument text in one piece (FODT)",
    "application/vnd.rar": "an archive of files (RAR)",
    "application/vnd.sqlite3": "a database (SQLite)",
    "application/wacz": "a web archive (WACZ)",
    "application/warc": "a web archive (WARC)",
    "application/x-7z-compressed": "an archive of files (7z)",
    "application/x-executable": "a program",
    "application/x-tar": "an archive of files (TAR)",
    "application/x-ole-storage": "an old office file",
    "application/xml": "XML data",
    "application/zip": "an archive of files (ZIP)",
    "audio/aac": "a sound recording (AAC)",
    "audio/aiff": "a sound recording (AIFF)",
    "audio/amr": "a sound recording (AMR)",
    "audio/flac": "a sound recording (FLAC)",
    "audio/mp4": "a sound recording (M4A)",
    "audio/mpeg": "a sound recording (MP3)",
    "audio/ogg": "a sound recording (Ogg)",
    "audio/wav": "a sound recording (WAV)",
    "image/avif": "a picture (AVIF)",
    "image/bmp": "a picture (BMP)",
    "image/gif": "a picture (GIF)",
    "image/heic": "a picture (HEIC)",
    "image/jp2": "a picture (JPEG 2000)",
    "image/jpeg": "a picture (JPEG)",
    "image/png": "a picture (PNG)",
    "image/svg+xml": "a drawing (SVG)",
    "image/tiff": "a picture (TIFF)",
    "image/vnd.djvu": "a scan (DjVu)",
    "image/webp": "a picture (WebP)",
    "message/rfc822": "an e-mail",
    "text/calendar": "a calendar",
    "text/css": "a style sheet",
    "text/csv": "a table (CSV)",
    "text/html": "a web page",
    "text/javascript": "a script",
    "text/markdown": "a Markdown text",
    "text/plain": "a plain text",
    "text/tab-separated-values": "a table (TSV)",
    "text/vcard": "an address card",
    "text/x-chat": "an exported chat",
    "video/3gpp": "a film (3GP)",
    "video/flv": "a film (FLV)",
    "video/matroska": "a film (Matroska)",
    "video/mp4": "a film (MP4)",
    "video/mpeg": "a film (MPEG)",
    "video/quicktime": "a film (QuickTime)",
    "video/vnd.avi": "a film (AVI)",
    "video/webm": "a film (WebM)",
    "video/x-ms-asf": "a sound recording or film (WMA, WMV)",
}
"""Every media type this module can answer, in plain words."""

TRANSCRIBED = ("image/", "audio/", "video/", "application/pdf")
"""How media types begin whose words a person may type into a text file beside the file."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"FLV\x01", "video/flv"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x00\x01\xb3", "video/mpeg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"%!PS", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"WARC/", "application/warc"),
    (b"x\x9f>\x22", "application/vnd.ms-tnef"),
)
_RIFF = {b"WAVE": "audio/wav", b"AVI ": "video/vnd.avi", b"WEBP": "image/webp"}
_BRANDS: tuple[tuple[bytes, str], ...] = (
    (b"avif", "image/avif"),
    (b"avis", "image/avif"),
    *((brand, "image/heic") for brand in (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")),
    (b"M4A ", "audio/mp4"),
    (b"M4B ", "audio/mp4"),
    (b"qt  ", "video/quicktime"),
    (b"3gp", "video/3gpp"),
    (b"3g2", "video/3gpp"),
)
"""How the files of the ISO base media format name themselves, first and further brands; all others are MP4."""
_SOUND = {0xFB: "audio/mpeg", 0xF3: "audio/mpeg", 0xF2: "audio/mpeg", 0xF1: "audio/aac", 0xF9: "audio/aac"}
_QUICKTIME = (b"moov", b"mdat", b"wide", b"pnot")  # boxes old films begin with
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"xl/workbook", XLSX),
    (b"xl/worksheets", XLSX),
    (b"xl/sharedStrings", XLSX),
    (b"word/document", DOCX),
    (b"ppt/presentation", PPTX),
    (b"application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
    (b"application/epub+zip", "application/epub+zip"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("__properties_version1", "application/vnd.ms-outlook"),  # first: documents lie in a mail as they are
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", "application/msword"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
)
_TEXT_EXTENSIONS = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".css": "text/css",
    ".js": "text/javascript",
}
_HTML_START = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FLAT_TEXT = re.compile(
    r"<office:document\s[^<>]*office:mimetype=[\"']application/vnd\.oasis\.opendocument\.text[\"'-]"
)
_HTML_TAG = re.compile(
    r"</?(p|div|span|a|br|table|tr|td|li|ul|ol|h[1-6]|article|section|title|meta|img)\b[^<>]*>", re.IGNORECASE
)
_MAIL_HEADER = re.compile(
    r"^(Received|Message-ID|MIME-Version|Return-Path|Delivered-To|DKIM-Signature):", re.IGNORECASE | re.MULTILINE
)
_MAIL_FIELD = re.compile(r"^(From|To|Date|Subject|Sender|Cc):", re.IGNORECASE | re.MULTILINE)
_MAIL_START = re.compile(r"\A(?:From .+\n)?[A-Za-z][A-Za-z0-9-]*: ")
_DELIMITERS = ",;\t|"


def media_type_of(path: Path) -> str:
    """The media type of a file, by its first and last bytes.

    Raises:
        OSError: the file cannot be opened or read.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE)
        size = file.seek(0, 2)
        file.seek(max(len(head), size - SAMPLE))
        tail = file.read(SAMPLE)
    return media_type(head, tail, path.name)


def media_type(head: bytes, tail: bytes = b"", name: str = "") -> str:
    """The media type of a file that starts with `head` and ends with `tail`.

    Args:
        head: the first bytes, `SAMPLE` of them or the whole file.
        tail: the last bytes, without those in `head`; a ZIP's table of contents stands there.
        name: the file's name; it only decides between kinds of text that look alike.

    >>> media_type(b"%PDF-1.7 ...", name="letter.txt")
    'application/pdf'
    """
    if not head:
        return EMPTY
    return _binary_type(head, tail) or _text_type(head, is_whole=not tail, name=name)


def in_words(media_type: str | None) -> str:
    """A media type in plain words.

    >>> in_words("application/pdf")
    'a PDF'
    """
    return NAMES.get(media_type or BINARY, media_type or NAMES[BINARY])


def delimiter(lines: list[str]) -> str | None:
    """The character that splits these lines into columns most evenly, if any does.

    A delimiter counts when at least four in five lines hold it equally often, quotation marks aside.
    """
    best: tuple[float, int, str] | None = None
    bare = [re.sub(r'"[^"]*"', '""', line) for line in lines if line.strip()]
    for mark in _DELIMITERS:
        counts = [line.count(mark) for line in bare]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        if not usual:
            continue
        share = counts.count(usual) / len(counts)
        if share >= 0.8 and (best is None or (share, usual) > best[:2]):
            best = (share, usual, mark)
    return best[2] if best else None


def _binary_type(head: bytes, tail: bytes) -> str | None:
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    container = _container_type(head, tail)
    if container:
        return container
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], BINARY)
    if head.startswith(b"MZ") and b"\x00" in head[:256]:
        # a ZIP that unpacks itself is a program with the ZIP behind it
        return "application/zip" if _zip_names(b"", tail or head) else "application/x-executable"
    return _picture_or_recording(head)


def _picture_or_recording(head: bytes) -> str | None:
    """The kind of a picture, sound recording or film whose first bytes alone do not tell it."""
    if head[4:8] == b"ftyp":
        return _boxed_type(head)
    if head[4:8] in _QUICKTIME and b"\x00" in head[:4]:
        return "video/quicktime"
    if head.startswith(b"\x1aE\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/matroska"
    if head.startswith(b"FORM") and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    if head.startswith(b"BM") and b"\x00" in head[:64]:
        return "image/bmp"
    if len(head) > 3 and head[0] == 0xFF and head[1] in _SOUND and b"\x00" in head:
        return _SOUND[head[1]]
    return None


def _boxed_type(head: bytes) -> str:
    """The kind of a file of boxes (ISO base media format), by its first brand, then by the others it fits."""
    size = int.from_bytes(head[:4], "big")
    others = [head[at : at + 4] for at in range(16, min(size, 256), 4)]
    first = next((kind for brand, kind in _BRANDS if head[8:12].startswith(brand)), None)
    if first == "image/heic" and head[8:12] in (b"mif1", b"msf1"):  # a picture of either kind
        return "image/avif" if b"avif" in others else "image/heic"
    return first or next((kind for brand, kind in _BRANDS[:2] if brand in others), "video/mp4")


def _container_type(head: bytes, tail: bytes) -> str | None:
    """The kind of a file that is made of other files, or of streams like files."""
    if head.startswith(b"\x1f\x8b"):
        inside = _gunzipped(head)
        return "application/warc" if inside.startswith(b"WARC/") else _tar(inside) or "application/gzip"
    if _tar(head):
        return _tar(head)
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(head, tail)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        both = head + tail
        return next((k for s, k in _OLE_STREAMS if s.encode("utf-16-le") in both), "application/x-ole-storage")
    return None


def _zip_type(head: bytes, tail: bytes) -> str:
    """What a ZIP is, by the names of its own files: those of a document that merely lies in it do not count."""
    names = _zip_names(head, tail)
    if b"datapackage.json" in names and any(name.startswith(b"archive/") and b".warc" in name for name in names):
        return "application/wacz"
    stated = head[38:200] if head[30:38] == b"mimetype" else b""
    return next(
        (kind for mark, kind in _ZIP_MEMBERS if mark in stated or any(name.startswith(mark) for name in names)),
        "application/zip",
    )


def _zip_names(head: bytes, tail: bytes) -> set[bytes]:
    """The names in a ZIP's table of contents, as far as the last bytes hold it, and those before its first files."""
    found: set[bytes] = set()
    at = 0
    while head[at : at + 4] == b"PK\x03\x04" and len(head) >= at + 30:
        flags, packed, name, extra = struct.unpack_from("<6xH10xI4xHH", head, at)
        found.add(head[at + 30 : at + 30 + name])
        at += 30 + name + extra + packed
        if flags & 0x8 and not packed:  # its length stands behind it
            at = head.find(b"PK\x03\x04", at)
    last = tail or head
    end = last.rfind(b"PK\x05\x06")
    size = struct.unpack_from("<I", last, end + 12)[0] if 0 <= end <= len(last) - 22 else 0
    # A table longer than the sample begins somewhere before it.
    at = end - size if 0 < size <= end else last.find(b"PK\x01\x02")
    while at >= 0 and last[at : at + 4] == b"PK\x01\x02" and len(last) >= at + 46:
        name, extra, comment = struct.unpack_from("<28xHHH", last, at)
        found.add(last[at + 46 : at + 46 + name])
        at += 46 + name + extra + comment
    return found


def _gunzipped(head: bytes) -> bytes:
    """The first bytes of what a gzip file holds; none when it is damaged."""
    try:
        return zlib.decompressobj(31).decompress(head, 1024)
    except zlib.error:
        return b""


def _tar(head: bytes) -> str | None:
    return "application/x-tar" if head[257:262] == b"ustar" else None


def _mail_type(head: bytes, extension: str) -> str | None:
    """An e-mail or a mailbox, told by the first lines: they are letters of ASCII whatever the rest is."""
    start = head[:8192].decode("latin-1").replace("\r\n", "\n").removeprefix("\xef\xbb\xbf").lstrip("\n")
    fields = _MAIL_FIELD.findall(start.partition("\n\n")[0])
    # A mail that somebody typed off or pasted has sender and subject too: only the file's name tells it is one.
    enough = len({field.lower() for field in fields}) >= 2 and extension in (".eml", ".mbox", ".mht", ".mhtml")
    if not _MAIL_START.match(start) or not (enough or _MAIL_HEADER.search(start.partition("\n\n")[0])):
        return None
    return "application/mbox" if start.startswith("From ") else "message/rfc822"


def _text_type(head: bytes, is_whole: bool, name: str) -> str:  # noqa: PLR0911 - one line per kind
    extension = PurePosixPath(name).suffix.lower()
    if mail := _mail_type(head, extension):
        return mail
    decoded = decode(head, is_whole=is_whole)
    text = decoded.text
    if decoded.is_binary:
        return BINARY
    start = text.lstrip()[:4096]
    if start.startswith("<") and _FLAT_TEXT.search(text, 0, 16 * 1024):
        return FLAT_ODT
    if _HTML_START.match(text) or (start.startswith("<") and len(_HTML_TAG.findall(text)) >= 3):
        return "text/html"
    if start.startswith(("<?xml", "<svg")):
        return "image/svg+xml" if "<svg" in start else "application/xml"
    if start.startswith("BEGIN:VCALENDAR"):
        return "text/calendar"
    if start.startswith("BEGIN:VCARD"):
        return "text/vcard"
    if start[:1] in ("{", "[") and is_whole and _is_json(text):
        return "application/json"
    if is_chat(text, name):
        return "text/x-chat"
    if extension in _TEXT_EXTENSIONS:
        return _TEXT_EXTENSIONS[extension]
    if extension in (".htm", ".html", ".xhtml") and len(_HTML_TAG.findall(text)) >= 2:
        return "text/html"
    return _table_type(text, extension) or "text/plain"


def _table_type(text: str, extension: str) -> str | None:
    lines = text.split("\n")[:200]
    mark = delimiter(lines)
    if extension in (".csv", ".tsv", ".tab"):
        return "text/tab-separated-values" if mark == "\t" or (mark is None and extension != ".csv") else "text/csv"
    filled = [line for line in lines if line.strip()]
    # Prose holds commas too: without the name's word for it a table has three columns and five lines, all alike.
    if mark is None or len(filled) < 5:
        return None
    counts = {re.sub(r'"[^"]*"', '""', line).count(mark) for line in filled[: -1 if len(filled) > 5 else None]}
    if len(counts) == 1 and counts.pop() >= 2 and (mark == "\t" or not _is_prose(filled, mark)):
        return "text/tab-separated-values" if mark == "\t" else "text/csv"
    return None


def _is_prose(lines: list[str], mark: str) -> bool:
    """Whether lines that hold equally many commas are sentences: they end in a stop, or run on behind each comma."""
    ended = sum(line.rstrip().endswith((".", "!", "?", "…", "۔", "؟")) for line in lines)
    cells = [cell for line in lines for cell in line.split(mark)[1:]]
    running = sum(cell.startswith(" ") and cell[1:2].islower() for cell in cells)
    return ended * 2 > len(lines) or running * 2 > len(cells)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
