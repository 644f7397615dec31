"""A captured page as one WARC file: what was asked, what came, from where, when.

The order of the records is always the same: `warcinfo`; per address on the way its `response` and its `request`,
the page last; one `metadata` record on the page. Bytes of answers stand as received.

Source: ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import uuid
from collections.abc import Sequence

import cenotaph
from cenotaph.capture.web import Capture
from cenotaph.capture.web_exchange import USER_AGENT, Exchange

VERSION = "WARC/1.1"
FIELDS = "application/warc-fields"


def to_warc(capture: Capture, name: str) -> bytes:
    """The file of a capture.

    Args:
        capture: a page and what led to it.
        name: of the file.

    Returns:
        An uncompressed WARC file. The `metadata` record has the lines `requested-uri`, `robots`, and where they apply
        `redirected-from`, `downgraded`, `truncated`, and for a copy in a web archive `original-url`, `archived-at`
        and `archive`.
    """
    out = io.BytesIO()
    about = [
        ("software", f"Cenotaph {cenotaph.__version__}"),
        ("format", "WARC File Format 1.1"),
        ("http-header-user-agent", USER_AGENT),
    ]
    began = capture.exchanges[0].time
    _write(out, [("WARC-Type", "warcinfo"), ("WARC-Filename", name)], began, FIELDS, _fields(about))
    response = ""
    for exchange in capture.exchanges:
        response = _write_exchange(out, exchange)
    page = capture.page
    head = [("WARC-Type", "metadata"), ("WARC-Target-URI", page.address.url), ("WARC-Concurrent-To", response)]
    _write(out, head, page.time, FIELDS, _fields(_notes(capture)))
    return out.getvalue()


def _write_exchange(out: io.BytesIO, exchange: Exchange) -> str:
    """Write answer and question; the answer's id comes back."""
    where = [("WARC-Target-URI", exchange.address.url), ("WARC-IP-Address", exchange.number)]
    cut = [("WARC-Truncated", exchange.cut)] if exchange.cut else []
    payload = ("WARC-Payload-Digest", _sha256(exchange.body))
    head = [("WARC-Type", "response"), *where, *cut, payload]
    response = _write(out, head, exchange.time, "application/http; msgtype=response", exchange.response)
    head = [("WARC-Type", "request"), *where, ("WARC-Concurrent-To", response)]
    _write(out, head, exchange.time, "application/http; msgtype=request", exchange.request)
    return response


def _write(out: io.BytesIO, head: Sequence[tuple[str, str]], time: str, content_type: str, block: bytes) -> str:
    """Write one record; its id comes back. The block goes through unread, so that its bytes stay as they are."""
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    name = f"<urn:uuid:{uuid.uuid4()}>"
    (first, *others) = head
    lines = [first, ("WARC-Record-ID", name), ("WARC-Date", time), *others, ("WARC-Block-Digest", _sha256(block))]
    if content_type == FIELDS:  # its payload is its block; warcio would add a digest of another kind
        lines.append(("WARC-Payload-Digest", _sha256(block)))
    elif first[1] == "request":
        lines.append(("WARC-Payload-Digest", _sha256(b"")))
    lines = [(key, _one_line(value)) for key, value in lines]
    headers = StatusAndHeaders("", lines, protocol=VERSION)
    record = ArcWarcRecord("warc", first[1], headers, io.BytesIO(block), None, content_type, len(block))
    WARCWriter(out, gzip=False, warc_version=VERSION).write_record(record)
    return name


def _notes(capture: Capture) -> list[tuple[str, str]]:
    """What is known of a capture beside its bytes."""
    notes = [("requested-uri", capture.asked), ("robots", capture.robots)]
    notes += [("redirected-from", exchange.address.url) for exchange in capture.exchanges[:-1]]
    notes += [("downgraded", f"{url} led from https to http") for url in capture.downgraded]
    if capture.page.cut:
        notes.append(("truncated", "the connection ended before the whole answer was sent"))
    copy = capture.copy
    if copy is not None:
        told = (("original-url", copy.original), ("archived-at", copy.at), ("archive", copy.archive))
        notes += [(name, value) for name, value in told if value]
    return notes


def _fields(values: Sequence[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {_one_line(value)}\r\n" for name, value in values).encode("utf-8", "replace")


def _one_line(value: str) -> str:
    """A value that starts no line of its own: what a server sends must not write into the head of a record."""
    return re.sub(r"[\x00-\x1f\x7f\x85\u2028\u2029]+", " ", value)


def _sha256(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode()
