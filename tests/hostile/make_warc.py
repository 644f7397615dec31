"""Bad web archives: WARC and WACZ."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable

from hostile_bytes import gzipped, package, squeezed
from hostile_case import ANY, GOOD, Case

_PAGE = f"<html><head><title>News</title></head><body><p>{GOOD}</p><p>{GOOD} Later more.</p></body></html>".encode()
_ID = "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-%012d>\r\n"


def record(
    content: bytes,
    kind: str = "response",
    url: str = "http://news.example/a",
    length: int | None = None,
    more: str = "",
    number: int = 1,
) -> bytes:
    """One record (ISO 28500), its length told as asked."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 1999-05-03T10:11:12Z\r\n{_ID % number}"
        f"{more}Content-Length: {len(content) if length is None else length}\r\n"
        "Content-Type: application/http; msgtype=response\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(
    body: bytes = _PAGE, head: str = "Content-Type: text/html; charset=utf-8\r\n", status: str = "200 OK"
) -> bytes:
    """An answer of a web server."""
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def _digest(data: bytes) -> str:
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


GOOD_RECORD = record(response())


def held(*records: bytes) -> Callable[[], bytes]:
    """A web archive of these records and a good one in front, made when asked for."""
    return lambda: b"".join((GOOD_RECORD, *records))


def _flipped() -> bytes:
    told = f"WARC-Payload-Digest: sha1:{_digest(_PAGE)}\r\n"
    return GOOD_RECORD + record(
        response(_PAGE.replace(b"Ten", b"Two")), url="http://news.example/b", more=told, number=2
    )


def _chunked(times: int) -> bytes:
    return b"".join(b"1\r\nx\r\n" for _ in range(times)) + b"0\r\n\r\n"


def _revisits() -> bytes:
    more = "WARC-Refers-To-Target-URI: http://news.example/%s\r\nWARC-Refers-To-Date: 1999-05-03T10:11:12Z\r\n"
    return record(b"", "revisit", "http://news.example/x", more=more % "y", number=3) + record(
        b"", "revisit", "http://news.example/y", more=more % "x", number=4
    )


_BOMB = squeezed(b"<p>Nobody.</p>" * 70_000, 90)
_PACKED = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
_ADDRESSES = (
    "javascript:alert(1)",
    "file:///etc/passwd",
    "http://news.example/" + "x" * 100_000,
    "http://[::1",
    "../../escaped",
    "",
    "http://news.example/<script>alert(1)</script>",
)

CASES = (
    Case("digest-differs.warc", "silence", _flipped, ANY, "digest|sha|not those", holds=(GOOD,)),
    Case(
        "length-too-long.warc",
        "silence",
        held(record(response(), url="http://news.example/c", length=2_000_000_000)),
        ANY,
        "cut|short|damaged|length",
        holds=(GOOD,),
    ),
    Case(
        "length-too-short.warc",
        "silence",
        held(
            record(response(), url="http://news.example/c", length=20),
            record(response(b"<p>Two women were wounded.</p>"), url="http://news.example/d", number=5),
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "length-below-zero.warc",
        "broken",
        held(record(response(), url="http://news.example/c", length=-1)),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "no-length.warc", "broken", held(record(response()).replace(b"Content-Length", b"X-Length")), ANY, holds=(GOOD,)
    ),
    Case(
        "cut.warc",
        "cut",
        lambda: held(record(response(), url="http://news.example/c"))()[:-60],
        ANY,
        "cut|short|damaged|length|whole",
        holds=(GOOD,),
    ),
    Case(
        "cut.warc.gz",
        "cut",
        lambda: (
            gzip.compress(GOOD_RECORD, mtime=0) + gzip.compress(record(response(_PAGE * 30), number=2), mtime=0)[:-50]
        ),
        ANY,
        "cut|short|damaged|whole",
        holds=(GOOD,),
    ),
    Case(
        "one-gzip-for-all.warc.gz",
        "broken",
        lambda: gzip.compress(
            held(record(response(b"<p>Two women were wounded.</p>"), url="http://news.example/e", number=2))(), mtime=0
        ),
        ANY,
    ),
    Case("revisit-loop.warc", "loop", lambda: GOOD_RECORD + _revisits(), ANY, holds=(GOOD,)),
    Case(
        "records.warc",
        "size",
        held(
            *(
                record(response(f"<p>{n}</p>".encode()), url=f"http://news.example/{n}", number=n)
                for n in range(2, 1_000)
            )
        ),
        ANY,
    ),
    Case(
        "addresses.warc",
        "path",
        held(
            *(
                record(response(f"<p>Nobody {n}.</p>".encode()), url=url, number=n + 2)
                for n, url in enumerate(_ADDRESSES)
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "packed-bomb.warc",
        "bomb",
        held(record(response(gzipped(_BOMB), _PACKED), url="http://news.example/b", number=2)),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "packed-lies.warc",
        "broken",
        held(record(response(_PAGE, _PACKED), url="http://news.example/b", number=2)),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "packed-often.warc",
        "bomb",
        held(
            record(
                response(_PAGE, "Content-Type: text/html\r\nContent-Encoding: " + "gzip, " * 1_000 + "gzip\r\n"),
                url="http://news.example/b",
                number=2,
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "chunks.warc",
        "size",
        held(
            record(
                response(_chunked(30_000), "Transfer-Encoding: chunked\r\nContent-Type: text/html\r\n"),
                url="http://news.example/b",
                number=2,
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "chunk-lies.warc",
        "broken",
        held(
            record(
                response(b"ffffffff\r\nx", "Transfer-Encoding: chunked\r\nContent-Type: text/html\r\n"),
                url="http://news.example/b",
                number=2,
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "server-headers.warc",
        "attributes",
        held(
            record(
                response(_PAGE, "".join(f"X-{n}: y\r\n" for n in range(60_000))), url="http://news.example/b", number=2
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "record-headers.warc",
        "attributes",
        held(
            record(
                response(), url="http://news.example/b", more="".join(f"X-{n}: y\r\n" for n in range(60_000)), number=2
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "redirects-to-itself.warc",
        "loop",
        held(
            record(
                response(b"", "Location: http://news.example/r\r\n", "302 Found"), url="http://news.example/r", number=2
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case("unknown-kind.warc", "broken", held(record(response(), "x-unknown", number=2)), ANY, holds=(GOOD,)),
    Case("version-99.warc", "broken", lambda: GOOD_RECORD.replace(b"WARC/1.1", b"WARC/1.99"), ANY),
    Case(
        "web-archive-in-web-archive.warc",
        "nesting",
        held(
            record(
                response(GOOD_RECORD * 2, "Content-Type: application/warc\r\n"), url="http://news.example/w", number=2
            )
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case(
        "words-between.warc",
        "silence",
        held(
            b"Two women were wounded.\r\n\r\n",
            record(response(b"<p>Later.</p>"), number=6, url="http://news.example/l"),
        ),
        ANY,
        holds=(GOOD,),
    ),
    Case("bomb.warc.gz", "bomb", lambda: gzip.compress(GOOD_RECORD, mtime=0) + gzipped(_BOMB), ANY),
    Case(
        "nothing-in-it.wacz",
        "empty",
        lambda: package({"datapackage.json": '{"profile": "data-package"}', "pages/pages.jsonl": ""}),
        ANY,
    ),
    Case(
        "paths.wacz",
        "path",
        lambda: package(
            {
                "datapackage.json": '{"profile":"data-package","resources":[{"path":"../../escaped.warc"}]}',
                "archive/../../escaped.warc": GOOD_RECORD,
                "archive/a.warc": GOOD_RECORD,
            }
        ),
        ANY,
    ),
    Case(
        "deep-index.wacz",
        "nesting",
        lambda: package(
            {
                "datapackage.json": '{"profile":"data-package","resources":' + "[" * 100_000,
                "archive/a.warc": GOOD_RECORD,
            }
        ),
        ANY,
    ),
)
