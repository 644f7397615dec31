"""Web archives: every page is found, and what is damaged anywhere is named."""

from __future__ import annotations

import gzip
import io
import itertools
import random
import zipfile
from urllib.parse import urlsplit

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cenotaph.read import wacz, warc
from cenotaph.read.html import read as read_html
from cenotaph.read.http_body import Body, Head
from cenotaph.read.reading import Limits, Reading, harm_of
from cenotaph.read.shelf import Shelf
from cenotaph.read.warc_records import Digest, records
from cenotaph.record import Source

PAGE = (
    "<!doctype html><html><head><title>Fire in {0}</title></head><body><h1>Fire in {0}</h1>"
    "<p>Two people were killed in {0} when a fire broke out at the old mill, the mayor said.</p></body></html>"
)
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The writer of warcio leaves its temporary files to be closed by themselves."""

DAY = {"WARC-Date": "2024-03-05T10:00:00Z"}


class Archive:
    """A web archive as crawlers write it."""

    def __init__(self, packed: bool = True, with_requests: bool = True) -> None:
        self._out = io.BytesIO()
        self._writer = WARCWriter(self._out, gzip=packed, warc_version="1.1")
        self._with_requests = with_requests
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc.gz", {"software": "Nowhere crawler"}))

    def page(self, url: str, body: bytes, kind: str = "text/html", status: str = "200 OK", **fields: str) -> Archive:
        named = [(name.replace("_", "-"), value) for name, value in fields.items()]
        head = StatusAndHeaders(status, [("Content-Type", kind), *named], protocol="HTTP/1.1")
        answer = self._writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), http_headers=head, warc_headers_dict=dict(DAY)
        )
        if not self._with_requests:
            self._writer.write_record(answer)
            return self
        place = urlsplit(url)
        asked = f"{place.path or '/'}{'?' + place.query if place.query else ''} HTTP/1.1"
        head = StatusAndHeaders(asked, [("Host", place.netloc)], protocol="GET")
        request = self._writer.create_warc_record(
            url, "request", payload=io.BytesIO(), http_headers=head, warc_headers_dict=dict(DAY)
        )
        self._writer.write_request_response_pair(request, answer)
        return self

    def seen_again(self, url: str, digest: str) -> Archive:
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        day = {"WARC-Date": "2024-04-05T10:00:00Z"}
        self._writer.write_record(
            self._writer.create_revisit_record(url, digest, url, DAY["WARC-Date"], head, warc_headers_dict=day)
        )
        return self

    def notes_of_the_crawler(self) -> Archive:
        """As wget and Browsertrix put their logs and their pictures of pages behind the pages."""
        first = ""
        for name in ("metadata://gnu.org/software/wget/warc/MANIFEST.txt", "metadata://gnu.org/wget.log", "urn:text:a"):
            fields = {**DAY, **({"WARC-Concurrent-To": first} if first else {})}
            told = io.BytesIO(b"Ten people were killed in a log.\n")
            note = self._writer.create_warc_record(
                name, "resource", payload=told, warc_content_type="text/plain", warc_headers_dict=fields
            )
            first = first or note.rec_headers.get_header("WARC-Record-ID")
            self._writer.write_record(note)
        return self

    @property
    def bytes(self) -> bytes:
        return self._out.getvalue()


def read(data: bytes, reader=warc, limits: Limits | None = None) -> Reading:
    source = Source(id="src-1", status="cited", path="a.warc", bytes=len(data), media_type=reader.MEDIA_TYPES[0])
    return reader.unpack(io.BytesIO(data), source, limits or Limits(), Shelf(None, limits or Limits()))


def three_pages(packed: bool, with_requests: bool = True) -> bytes:
    archive = Archive(packed, with_requests)
    for name in ("Mirquza", "Quill", "Vexia"):
        archive.page(f"http://news.invalid/{name}?id=1", PAGE.format(name).encode())
    return archive.bytes


def addresses(reading: Reading) -> list[str]:
    return [str(part.url) for part in reading.parts]


@pytest.mark.parametrize("packed", [True, False])
def test_pages_with_address_and_time_and_nothing_that_is_beside_them(packed):
    archive = Archive(packed).page("http://a.invalid/", PAGE.format("Quill").encode(), "text/html; charset=koi8-r")
    archive.page("http://a.invalid/style.css", b"p{color:red}", "text/css")
    archive.page("http://a.invalid/a.js", b"var a = 1;\n" * 20, "application/javascript")
    archive.page("http://a.invalid/gone", PAGE.encode(), status="404 Not Found")
    reading = read(archive.bytes)
    assert (reading.status, addresses(reading)) == ("read", ["http://a.invalid/"])
    (part,) = reading.parts
    told = {(each.field, each.value) for each in part.evidence}
    assert told == {("url", "http://a.invalid/"), ("captured", DAY["WARC-Date"]), ("charset", "koi8-r")}
    assert part.name == "a.invalid/index.html"
    counted = next(each.value for each in reading.evidence if each.field == "records")
    assert "answered 404: 1" in counted
    assert "beside pages: 2" in counted


def test_the_logs_of_the_program_that_made_it_are_no_pages_and_no_damage():
    url = "http://nowhere.example/1"
    reading = read(Archive().page(url, PAGE.format("Ozmara").encode()).notes_of_the_crawler().bytes)
    assert (reading.status, addresses(reading)) == ("read", [url])


def test_redirects_and_pages_seen_again():
    body = PAGE.format("Quill").encode()
    archive = Archive().page("http://a.invalid/old", b"", status="301 Moved", Location="/new")
    archive.page("http://a.invalid/new", body)
    every = records(io.BytesIO(archive.bytes))
    payload = next(each.fields["warc-payload-digest"] for each in every if each.length > len(body))
    archive.seen_again("http://a.invalid/new", payload)
    archive.seen_again("http://a.invalid/elsewhere", "sha1:" + "A" * 32)
    reading = read(archive.bytes)
    told = [(each.field, each.value, each.rule) for each in reading.parts[0].evidence]
    assert ("redirected_from", "http://a.invalid/old", "http-location") in told
    assert ("captured", "2024-04-05T10:00:00Z", "warc-revisit") in told
    assert "only told to be as in another web archive (1): http://a.invalid/elsewhere" in str(reading.reason)


def test_the_encoding_that_the_server_names_reaches_the_page():
    words = (
        "<html><body><h1>Пожар</h1><p>На мельнице погибли два человека, сказал мэр города Миркуза.</p></body></html>"
    )
    archive = Archive().page("http://a.invalid/", words.encode("koi8-r"), "text/html; charset=koi8-r")
    (part,) = read(archive.bytes).parts
    source = Source(id="s", status="cited", path="a.html", media_type="text/html", evidence=part.evidence)
    found = read_html(words.encode("koi8-r"), source, Limits())
    assert "погибли два человека" in found.text.text
    assert "S020" not in [flag.code for flag in found.flags]


@pytest.mark.parametrize("with_requests", [True, False])
@pytest.mark.parametrize("packed", [True, False])
def test_every_flipped_bit_of_bodies_and_of_what_the_server_sent_is_named(packed, with_requests):
    data = three_pages(packed, with_requests)
    assert read(data).status == "read"
    chosen = random.Random(1990)
    places = _packed_bytes(data) if packed else _block_bytes(data)
    for _ in range(120):
        wrong = bytearray(data)
        at = chosen.choice(places)
        wrong[at] ^= 1 << chosen.randrange(8)
        reading = read(bytes(wrong))
        assert reading.status == "in_part" or (packed and _says_the_same(bytes(wrong), data)), at
        assert len(reading.parts) >= 2


def test_nearly_every_flipped_bit_anywhere_in_a_plain_archive_is_named():
    """What is left are digits of record ids, of times and of addresses, for which nothing else stands."""
    data = three_pages(packed=False)
    chosen = random.Random(1991)
    named = 0
    for _ in range(300):
        wrong = bytearray(data)
        wrong[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)
        named += read(bytes(wrong)).status != "read"
    assert named >= 0.94 * 300


def _says_the_same(packed: bytes, other: bytes) -> bool:
    """Whether two packed archives unpack to the same: the last byte of a deflate stream has bits that mean nothing."""
    return gzip.decompress(packed) == gzip.decompress(other)


def _packed_bytes(data: bytes) -> list[int]:
    """Every place but the heads of the gzip members, in which time and system say nothing."""
    starts = [at for at in range(len(data)) if data.startswith(b"\x1f\x8b\x08", at)]
    return [at for at in range(len(data)) if not any(start <= at < start + 10 for start in starts)]


def _block_bytes(data: bytes) -> list[int]:
    """Every place in the blocks of the records."""
    found: list[int] = []
    at = 0
    for record in records(io.BytesIO(data)):
        at = data.find(b"\r\n\r\n", data.find(b"WARC/1.1\r\n", at)) + 4
        found.extend(range(at, at + record.length))
        at += record.length
        record.close()
    return found


@pytest.mark.parametrize("packed", [True, False])
def test_a_cut_archive_gives_what_stands_before_the_cut_and_says_so(packed):
    data = three_pages(packed)
    chosen = random.Random(7)
    for _ in range(40):
        cut = chosen.randrange(len(data) // 2, len(data) - 5)
        reading = read(data[:cut])
        assert len(reading.parts) >= 1
        assert reading.status == "in_part" or _is_between_records(data, cut)


def _is_between_records(data: bytes, cut: int) -> bool:
    return data.startswith((b"\x1f\x8b\x08", b"WARC/1.1"), cut) or data[:cut].endswith(b"\r\n\r\n")


@pytest.mark.parametrize("length", ["0", "5", "99999", "1" * 30, "x"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_wrong_length_loses_no_other_page(packed, length):
    data = three_pages(packed=False)
    first = data.find(b"Content-Length: ", data.find(b"WARC-Type: response"))
    end = data.find(b"\r\n", first)
    wrong = data[:first] + b"Content-Length: " + length.encode() + data[end:]
    if packed:
        starts = [at for at in range(len(wrong)) if wrong.startswith(b"WARC/1.1\r\n", at)] + [len(wrong)]
        wrong = b"".join(gzip.compress(wrong[a:b], mtime=0) for a, b in itertools.pairwise(starts))
    reading = read(wrong)
    assert reading.status == "in_part"
    assert addresses(reading)[-2:] == ["http://news.invalid/Quill?id=1", "http://news.invalid/Vexia?id=1"]


def test_the_harm_of_a_page_is_told_with_the_page():
    data = bytearray(three_pages(packed=False))
    data[data.find(b"killed in Quill")] ^= 1
    reading = read(bytes(data))
    harmed = [harm_of(Source(id="s", status="cited", evidence=part.evidence)) for part in reading.parts]
    assert [bool(each) for each in harmed] == [False, True, False]
    assert "not what its digest says" in harmed[1][0]


def test_a_whole_archive_packed_as_one_is_read_too():
    plain = three_pages(packed=False)
    assert len(read(gzip.compress(plain, mtime=0)).parts) == 3


def test_digests_in_every_writing():
    for stated in (
        "sha1:N6NQA2QIXXKSRQO4VP4DTOJNCKPYL5PE", "sha1:6f9b006908bdd52 8c1dcabf839b92d129f85f5e4".replace(" ", ""),
        "md5:9a0364b9e99bb480dd25e1f0284c8555", "sha-256:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=",
    ):  # fmt: skip
        digest = Digest(stated)
        digest.update(b"content" if not stated.startswith("sha-256") else b"abc")
        assert digest.fits() == (stated.startswith(("md5", "sha-256"))), stated
    assert "unknown kind" in str(Digest("crc:1").problem("block"))


@pytest.mark.parametrize(
    ("fields", "body", "meant", "problem"),
    [
        ({"content-encoding": "gzip"}, gzip.compress(b"abc", mtime=0), b"abc", None),
        ({"content-encoding": "gzip"}, b"abc", b"abc", None),
        ({"content-encoding": "gzip"}, gzip.compress(b"abc" * 99, mtime=0)[:-9], None, "cut short"),
        ({"content-encoding": "deflate"}, b"\x78\x9c\x4b\x4c\x4a\x06\x00\x02\x4d\x01\x27", b"abc", None),
        ({"content-encoding": "zstd"}, b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfd", "cannot be undone here (zstd)"),
        ({"transfer-encoding": "chunked"}, b"2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n", b"abc", None),
        ({"transfer-encoding": "chunked"}, b"<p>abc</p>", b"<p>abc</p>", None),
        ({"transfer-encoding": "chunked"}, b"2\r\nab\r\n9\r\nc", b"abc", "the last ones are missing"),
        ({"transfer-encoding": "chunked"}, b"2\r\nab\r\nzz\r\nc", b"ab", "no length"),
    ],
)
def test_a_body_is_unpacked_and_put_together(fields, body, meant, problem):
    answer = Body(Head(200, fields, b""), io.BytesIO(body))
    found = answer.read()
    assert meant is None or found == meant
    assert answer.problem is None if problem is None else problem in str(answer.problem)


def test_a_brotli_body_and_a_brotli_bomb():
    brotli = pytest.importorskip("brotli")
    head = Head(200, {"content-encoding": "br"}, b"")
    assert Body(head, io.BytesIO(brotli.compress(b"abc" * 1000))).read() == b"abc" * 1000
    bomb = Body(head, io.BytesIO(brotli.compress(bytes(80 * 2**20), quality=3)))
    bomb.read()
    assert "unpack to far more" in str(bomb.problem)


def test_a_wacz_without_a_list_of_pages_gives_every_document_and_names_what_is_not_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/a.warc.gz", three_pages(packed=True))
        archive.writestr("datapackage.json", '{"resources": [{"path": "pages/pages.jsonl", "hash": "sha256:0"}]}')
    reading = read(out.getvalue(), wacz)
    assert len(reading.parts) == 3
    assert "pages/pages.jsonl is not there" in str(reading.reason)
    assert "archive/a.warc.gz is in no list" in str(reading.reason)
