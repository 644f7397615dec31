"""Fetching from a server of our own on this computer: redirects, limits, robots, and what is kept."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import http.server
import io
import ipaddress
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from cenotaph.capture.web import Capture, Fetcher, Fetching, remarks
from cenotaph.capture.web_exchange import HEAD, USER_AGENT, Bounds, Outside
from cenotaph.capture.web_guard import refused
from cenotaph.capture.web_robots import unchunked
from cenotaph.capture.web_warc import to_warc
from cenotaph.errors import FetchError, UsageError

PAGE = b"<!doctype html><title>Nowhere News</title><p>Nobody was hurt in Ozmara.</p>"
RULES = b"User-agent: *\nDisallow: /page\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
QUICK = Bounds(bytes=200_000, seconds=5)


class Site:
    """A server whose every path sends the bytes set for it, and which keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.cookies: list[str | None] = []
        self.sends: dict[str, bytes | Callable[[socket.socket], None]] = {}
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.agents.add(self.headers["User-Agent"])
                site.cookies.append(self.headers["Cookie"])
                self.close_connection = True
                sent = site.sends.get(self.path, answer(b"", "404 Not Found"))
                try:
                    if callable(sent):
                        sent(self.connection)
                    else:
                        self.wfile.write(sent)
                except OSError:
                    pass  # the other side has had enough

            def log_message(self, *_: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def url(self, path: str, host: str = "nowhere.example") -> str:
        return f"http://{host}:{self.port}{path}"


def answer(body: bytes, status: str = "200 OK", *lines: str, length: int | None = None) -> bytes:
    head = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html",
        f"Content-Length: {len(body) if length is None else length}",
    ]
    return "\r\n".join([*head, *lines]).encode() + b"\r\n\r\n" + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    return answer(b"gone on", status, f"Location: {target}")


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.sends["/page"] = answer(PAGE)
    yield made
    made.server.shutdown()
    made.server.server_close()


def here_only(number: str) -> str | None:
    """The guard of these tests: as the true one, but this computer counts as public."""
    return None if number == "127.0.0.1" else refused(number)


class Clock:
    """Time that passes only by waiting, for the pauses between pages."""

    def __init__(self) -> None:
        self.waited: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))


def fetcher(bounds: Bounds = QUICK, resolver=None, clock: Clock | None = None, **allowed) -> Fetcher:
    outside = Outside(
        resolver=resolver or (lambda _host, _port: ["127.0.0.1"]),
        guard=here_only,
        sleep=(clock or Clock()).sleep,
    )
    return Fetcher(Fetching(bounds, any_port=True, **allowed), outside)


def records(capture: Capture) -> list[tuple[str, dict[str, str], bytes]]:
    with io.BytesIO(to_warc(capture, "a.warc")) as file:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(file, no_record_parse=True)
        ]


def metadata(capture: Capture) -> list[tuple[str, str]]:
    lines = records(capture)[-1][2].decode().splitlines()
    return [tuple(line.split(": ", 1)) for line in lines]  # type: ignore[misc]


def test_a_page_is_kept_byte_for_byte_with_time_number_and_digests(site):
    before = dt.datetime.now(dt.UTC)
    capture = fetcher().fetch(site.url("/page#part"))
    kept = records(capture)
    assert [kind for kind, _, _ in kept] == ["warcinfo", "response", "request", "metadata"]
    _, head, block = kept[1]
    assert block == site.sends["/page"]
    assert head["WARC-Target-URI"] == site.url("/page")
    assert head["WARC-IP-Address"] == "127.0.0.1"
    assert before <= dt.datetime.fromisoformat(head["WARC-Date"]) <= dt.datetime.now(dt.UTC)
    assert kept[2][2].startswith(b"GET /page HTTP/1.1\r\nHost: nowhere.example:")
    assert site.agents == {USER_AGENT}
    assert "Cenotaph/" in USER_AGENT
    assert dict(metadata(capture)) == {
        "requested-uri": site.url("/page#part"),
        "robots": f"none: {site.url('/robots.txt')} answered 404",
    }


def test_every_digest_of_the_file_is_right_by_our_own_count_and_by_warcio(site):
    site.sends["/a"] = redirect("/page")
    capture = fetcher().fetch(site.url("/a"))
    with io.BytesIO(to_warc(capture, "a.warc")) as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            while record.raw_stream.read(1000):
                pass
            assert record.digest_checker.passed is True
    import base64

    for _, head, block in records(capture):
        told = head["WARC-Block-Digest"].removeprefix("sha256:")
        assert base64.b32decode(told) == hashlib.sha256(block).digest()
        assert int(head["Content-Length"]) == len(block)


def test_redirects_are_kept_each_as_an_answer_in_order(site):
    site.sends |= {
        "/a": redirect("/b", "301 Moved Permanently"),
        "/b": redirect("b/../c?x=\u00e9"),
        "/c?x=%C3%A9": redirect("/page"),
    }
    site.sends["/b"] = answer(b"", "307 Temporary Redirect").replace(
        b"Content-Type", "Location: c?x=é\r\nContent-Type".encode()
    )
    capture = fetcher().fetch(site.url("/a"))
    kept = records(capture)
    assert [kind for kind, _, _ in kept] == ["warcinfo", *["response", "request"] * 4, "metadata"]
    targets = [head["WARC-Target-URI"].removeprefix(site.url("")) for kind, head, _ in kept if kind == "response"]
    assert targets == ["/a", "/b", "/c?x=%C3%A9", "/page"]
    assert [value for name, value in metadata(capture) if name == "redirected-from"] == [
        site.url(path) for path in targets[:3]
    ]


def test_circles_and_endless_chains_of_redirects_are_named(site):
    site.sends |= {"/a": redirect("/b"), "/b": redirect("/a")}
    with pytest.raises(FetchError, match=r"circles: .*/a -> .*/b -> .*/a"):
        fetcher().fetch(site.url("/a"))
    site.sends |= {f"/{n}": redirect(f"/{n + 1}") for n in range(12)}
    with pytest.raises(FetchError, match="more than 10 times"):
        fetcher().fetch(site.url("/0"))
    site.sends["/10"] = answer(PAGE)
    assert len(fetcher().fetch(site.url("/0")).exchanges) == 11


@pytest.mark.parametrize(
    "target", ["http://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/", "http://2130706434/",
               "http://inner.example/", "//192.168.1.1/admin"]
)  # fmt: skip
def test_a_redirect_into_a_private_network_is_refused(site, target):
    numbers = {"inner.example": ["172.16.0.9"]}

    def resolver(host: str, _port: int) -> list[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            return numbers.get(host, ["127.0.0.1"])

    site.sends["/a"] = redirect(target)
    with pytest.raises(FetchError, match="is not asked"):
        fetcher(resolver=resolver).fetch(site.url("/a"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://nowhere.example/", "http://u:p@nowhere.example/", "http://["]
)
def test_a_redirect_to_what_is_no_page_is_refused(site, target):
    site.sends["/a"] = redirect(target)
    with pytest.raises(FetchError, match="leads to an address that is not fetched"):
        fetcher().fetch(site.url("/a"))


def test_a_name_that_answers_otherwise_the_second_time_is_checked_the_second_time(site):
    """DNS rebinding: the number that was checked is the number that is asked, and every answer is checked."""
    answers = itertools.chain([["127.0.0.1"], ["127.0.0.1"]], itertools.repeat(["10.0.0.1"]))
    given: list[list[str]] = []

    def resolver(_host: str, _port: int) -> list[str]:
        given.append(next(answers))
        return given[-1]

    site.sends["/a"] = redirect("/page")
    with pytest.raises(FetchError, match=r"which is 10\.0\.0\.1, is not asked"):
        fetcher(resolver=resolver).fetch(site.url("/a"))
    assert given == [["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]]  # robots.txt, /a, /page
    assert site.asked == ["/robots.txt", "/a"]


def test_one_answer_of_the_name_service_makes_one_connection(site, monkeypatch):
    """Between check and connection no name is resolved again."""
    asked: list[tuple[str, int]] = []
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda where, **more: (asked.append(where), real(where, **more))[1]
    )
    fetcher(ignores_robots=True).fetch(site.url("/page"))
    assert asked == [("127.0.0.1", site.port)]


def test_this_computer_is_not_asked_outside_these_tests(site):
    for host in ("127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0177.1"):
        with pytest.raises(FetchError, match="is not asked"):
            Fetcher(Fetching(QUICK, any_port=True)).fetch(site.url("/page", host))
    assert site.asked == []


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    for _ in range(1000):
        connection.sendall(b"x")
        time.sleep(0.02)


def drip_head(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(1000):
        connection.sendall(b"X-%d: y\r\n" % number)
        time.sleep(0.02)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def endless_chunks(connection: socket.socket) -> None:
    connection.sendall(CHUNKED)
    while True:
        connection.sendall(b"1\r\nx\r\n" * 10_000)


def endless_trailer(connection: socket.socket) -> None:
    connection.sendall(CHUNKED + b"1\r\nx\r\n0\r\n")
    while True:
        connection.sendall(b"X-More: y\r\n" * 1000)


def endless_interim(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)


def silent(_connection: socket.socket) -> None:
    time.sleep(2)


@pytest.mark.parametrize("slow", [drip, drip_head, silent])
def test_a_slow_answer_ends_at_the_limit_of_time(site, slow):
    site.sends["/slow"] = slow
    began = time.monotonic()
    with pytest.raises(FetchError, match=r"not there after 0\.3 s"):
        fetcher(Bounds(seconds=0.3), ignores_robots=True).fetch(site.url("/slow"))
    assert time.monotonic() - began < 1.5


def test_a_slow_name_service_ends_at_the_limit_of_time():
    def slow(_host: str, _port: int) -> list[str]:
        time.sleep(2)
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="was not found"):
        fetcher(Bounds(seconds=0.1), resolver=slow, ignores_robots=True).fetch("http://nowhere.example/")


@pytest.mark.parametrize("large", [endless, endless_chunks, endless_trailer, endless_interim])
def test_an_endless_answer_ends_at_the_limit_of_size(site, large):
    site.sends["/large"] = large
    with pytest.raises(FetchError, match="could not be fetched"):
        fetcher(ignores_robots=True).fetch(site.url("/large"))


def test_a_head_beyond_the_limit_is_no_head(site):
    for head in (b"X: " + b"y" * HEAD, b"X: y\r\n" * 200, b"X: " + b"y" * 70_000):
        site.sends["/head"] = b"HTTP/1.1 200 OK\r\n" + head + b"\r\nContent-Length: 1\r\n\r\nx"
        with pytest.raises(FetchError, match="could not be fetched"):
            fetcher(ignores_robots=True).fetch(site.url("/head"))


def test_a_compressed_body_is_kept_as_it_came_and_never_inflated(site):
    bomb = gzip.compress(bytes(50_000_000))
    site.sends["/bomb"] = answer(bomb, "200 OK", "Content-Encoding: gzip")
    capture = fetcher().fetch(site.url("/bomb"))
    assert capture.page.body == bomb
    assert records(capture)[1][2] == site.sends["/bomb"]


def test_a_chunked_body_is_kept_as_it_came(site):
    site.sends["/chunks"] = CHUNKED + b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nbehind the end"
    capture = fetcher().fetch(site.url("/chunks"))
    assert capture.page.response == site.sends["/chunks"].removesuffix(b"behind the end")
    assert unchunked(capture.page.body) == b"abcde"
    assert capture.page.cut is None


def test_bytes_behind_the_end_of_an_answer_are_not_kept(site):
    site.sends["/more"] = answer(PAGE) + b"HTTP/1.1 200 OK\r\n\r\nsmuggled"
    assert fetcher().fetch(site.url("/more")).page.response == answer(PAGE)


def test_what_is_sent_before_the_answer_is_not_the_answer(site):
    site.sends["/hints"] = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(
        PAGE
    )
    page = fetcher().fetch(site.url("/hints")).page
    assert (page.status, page.response) == (200, answer(PAGE))


@pytest.mark.parametrize("sent", [answer(PAGE, length=len(PAGE) + 10), CHUNKED + b"ff\r\nabc"])
def test_a_body_that_ends_too_early_is_kept_and_named(site, sent):
    site.sends["/cut"] = sent
    capture = fetcher().fetch(site.url("/cut"))
    kept = records(capture)
    assert kept[1][1]["WARC-Truncated"] == "disconnect"
    assert kept[1][2] == sent
    assert "the connection ended" in dict(metadata(capture))["truncated"]
    assert "fetch it again" in remarks(capture)[0]


@pytest.mark.parametrize(
    "sent", [CHUNKED + b"zz\r\nabc\r\n0\r\n\r\n", b"", b"SSH-2.0-OpenSSH_9\r\n\r\n",
             b"HTTP/1.1 two hundred\r\n\r\n", b"\x16\x03\x01\x02\x00", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]
)  # fmt: skip
def test_what_is_no_answer_is_refused_in_words(site, sent):
    site.sends["/odd"] = sent
    with pytest.raises(FetchError) as told:
        fetcher(ignores_robots=True).fetch(site.url("/odd"))
    assert told.value.why
    assert told.value.next_step


@pytest.mark.parametrize(
    "status",
    [
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "410 Gone",
        "429 Too Many",
        "500 No",
        "503 No",
        "304 Same",
        "204 None",
    ],
)
def test_an_answer_that_is_no_page_is_told_with_what_to_do(site, status):
    site.sends["/x"] = answer(b"sorry", status, "Retry-After: 7")
    with pytest.raises(FetchError) as told:
        fetcher(ignores_robots=True).fetch(site.url("/x"))
    if not status.startswith("204"):
        assert status[:3] in told.value.why
    assert told.value.next_step


def test_what_a_server_says_cannot_move_the_cursor_of_who_reads_a_message(site):
    site.sends |= {"/x": answer(b"no", "404 \x1b[2J\x07gone"), "/y": redirect("http://a\u202e.example:1:2/"),
                   "/z": b"HTTP/9\x1b[2J 200 OK\r\n\r\n"}  # fmt: skip
    for path in ("/x", "/y", "/z"):
        with pytest.raises(FetchError) as told:
            fetcher(ignores_robots=True).fetch(site.url(path))
        assert str(told.value).isprintable()


def test_nothing_listens_is_told(site):
    site.server.shutdown()
    site.server.server_close()
    with pytest.raises(FetchError, match="was asked and"):
        fetcher(ignores_robots=True).fetch(site.url("/page"))


def test_a_number_that_leads_nowhere_gives_way_to_the_next(site):
    capture = fetcher(resolver=lambda _host, _port: ["127.0.0.1", "127.0.0.1"]).fetch(site.url("/page"))
    assert capture.page.number == "127.0.0.1"


def test_no_cookie_is_carried(site):
    site.sends["/a"] = answer(b"", "302 Found", "Set-Cookie: id=7", "Location: /page")
    fetcher().fetch(site.url("/a"))
    assert set(site.cookies) == {None}


def test_a_proxy_of_the_environment_is_not_used(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetcher().fetch(site.url("/page")).page.status == 200


def test_a_proxy_that_was_named_is_told_the_number(site):
    told: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, socket.create_connection(("127.0.0.1", site.port)) as onward:
            told.append(connection.recv(4096))
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            onward.sendall(connection.recv(4096))
            while data := onward.recv(4096):
                connection.sendall(data)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        through = Bounds(seconds=5, proxy=f"http://127.0.0.1:{listener.getsockname()[1]}")
        page = fetcher(through, ignores_robots=True).fetch(site.url("/page")).page
    assert page.response == answer(PAGE)
    assert told[0].startswith(f"CONNECT 127.0.0.1:{site.port} HTTP/1.1".encode())


@pytest.mark.parametrize("proxy", ["https://x:1", "socks5://x:1", "http://u:p@x:1", "x:1", "http://x:y", ""])
def test_what_is_no_proxy_is_misuse(proxy):
    with pytest.raises(UsageError, match="no proxy"):
        Fetcher(Fetching(Bounds(proxy=proxy)))


@pytest.mark.parametrize(
    ("robots", "is_fetched", "said"),
    [
        (answer(RULES), False, "refused by"),
        (answer(b"User-agent: *\nDisallow: /other\n"), True, "allowed by"),
        (answer(b"\xef\xbb\xbfUser-agent: Cenotaph\nDisallow: /\nUser-agent: *\nAllow: /\n"), False, "refused by"),
        (answer(b"User-agent: *\nDisallow: /\nAllow: /page\n"), True, "allowed by"),
        (answer(b"<html>not found</html>"), True, "allowed by"),
        (answer(b""), True, "allowed by"),
        (answer(b"no", "404 Not Found"), True, "none: "),
        (answer(b"no", "403 Forbidden"), True, "none: "),
        (answer(b"no", "500 Broken"), False, "unknown: "),
        (answer(b"no", "503 Busy"), False, "unknown: "),
        (redirect("/rules"), False, "refused by"),
        (redirect("/robots.txt"), False, "unknown: "),
        (redirect("http://10.0.0.1/robots.txt"), False, "unknown: "),
        (answer(gzip.compress(RULES), "200 OK", "Content-Encoding: gzip"), False, "refused by"),
        (CHUNKED + b"1e\r\n" + RULES + b"\r\n0\r\n\r\n", False, "refused by"),
        (b"garbage", False, "unknown: "),
    ],
)  # fmt: skip
def test_robots_are_respected_unless_a_person_says_otherwise(site, robots, is_fetched, said):
    site.sends |= {"/robots.txt": robots, "/rules": answer(RULES)}
    resolver = lambda host, _port: [host if host[0].isdigit() else "127.0.0.1"]  # noqa: E731
    if is_fetched:
        assert dict(metadata(fetcher(resolver=resolver).fetch(site.url("/page"))))["robots"].startswith(said)
    else:
        with pytest.raises(FetchError) as told:
            fetcher(resolver=resolver).fetch(site.url("/page"))
        assert said in told.value.why
        assert "--ignore-robots" in told.value.next_step
        assert "/page" not in site.asked
    ignored = fetcher(ignores_robots=True).fetch(site.url("/page"))
    assert dict(metadata(ignored))["robots"] == "ignored, as a person asked"


def test_robots_of_every_address_on_the_way_are_asked_for_once_each_host(site):
    site.sends |= {"/a": redirect(site.url("/page", "elsewhere.example")),
                   "/robots.txt": answer(b"User-agent: *\nDisallow: /secret\n")}  # fmt: skip
    one = fetcher()
    one.fetch(site.url("/a"))
    one.fetch(site.url("/a"))
    assert site.asked.count("/robots.txt") == 2
    site.sends["/a"] = redirect(site.url("/secret", "elsewhere.example"))
    with pytest.raises(FetchError, match="robots"):
        fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize(
    ("delay", "waits"),
    [
        ("", 1.0),
        ("Crawl-delay: 5\n", 5.0),
        ("Crawl-delay: 9999\n", 30.0),
        ("Crawl-delay: 0.1\n", 1.0),
        ("Crawl-delay: nan\n", 1.0),
        ("Crawl-delay: -4\n", 1.0),
    ],
)
def test_pages_of_one_host_are_fetched_with_a_pause(site, delay, waits):
    site.sends["/robots.txt"] = answer(f"User-agent: *\n{delay}Disallow: /x\n".encode())
    clock = Clock()
    one = fetcher(clock=clock)
    one.fetch(site.url("/page"))
    assert clock.waited == []
    one.fetch(site.url("/page", "elsewhere.example"))
    assert clock.waited == []
    one.fetch(site.url("/page"))
    assert clock.waited == [pytest.approx(waits, abs=0.5)]


def test_a_copy_in_an_archive_is_known_by_what_the_archive_tells(site):
    site.sends["/Ab1Cd"] = answer(
        PAGE, "200 OK", "Memento-Datetime: Thu, 02 Jan 2020 03:04:05 GMT",
        'Link: <http://nowhere.example/a>; rel="original", <http://archive.example/t>; rel="timemap"',
    )  # fmt: skip
    told = dict(metadata(fetcher().fetch(site.url("/Ab1Cd", "archive.ph"))))
    assert told["archive"] == "archive.ph"
    assert told["original-url"] == "http://nowhere.example/a"
    assert told["archived-at"] == "2020-01-02T03:04:05Z"


def test_the_copy_as_captured_is_fetched_and_its_time_taken_from_where_it_ends(site):
    asked, given = "/web/2020id_/http://nowhere.example/a", "/web/2020/http://nowhere.example/a"
    exact = "/web/20200102030405id_/http://nowhere.example/a"
    site.sends |= {asked: redirect(exact.replace("id_", "")), exact: answer(PAGE)}
    capture = fetcher().fetch(site.url(given, "web.archive.org"))
    told = dict(metadata(capture))
    assert site.asked == ["/robots.txt", asked, exact]
    assert capture.page.address.target == exact
    assert (told["archive"], told["original-url"], told["archived-at"]) == (
        "web.archive.org", "http://nowhere.example/a", "2020-01-02T03:04:05Z")  # fmt: skip


def test_a_server_cannot_write_into_the_head_of_a_record(site):
    site.sends["/Ab1Cd"] = answer(
        PAGE,
        "200 OK",
        "Memento-Datetime: Thu, 02 Jan 2020 03:04:05 GMT",
        'Link: <http://x/\x0b\x85a\u2028b>; rel="original"',
    )
    told = metadata(fetcher().fetch(site.url("/Ab1Cd", "archive.ph")))
    assert [name for name, _ in told] == ["requested-uri", "robots", "original-url", "archived-at", "archive"]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """Files of a certificate for nowhere.example and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "nowhere.example")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(7).not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("nowhere.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("certificate")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    kind, no_word = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, kind, no_word))
    return str(folder / "cert.pem"), str(folder / "key.pem")


def test_a_certificate_must_be_that_of_the_name_though_the_number_is_asked(site, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.server.handle_error = lambda *_: None

    def outside(**more) -> Outside:
        return Outside(lambda _host, _port: ["127.0.0.1"], here_only, sleep=Clock().sleep, **more)

    how = Fetching(QUICK, any_port=True, ignores_robots=True)
    trusted = outside(certificates=lambda: ssl.create_default_context(cafile=certificate[0]))
    secure = site.url("/page").replace("http:", "https:")
    assert Fetcher(how, trusted).fetch(secure).page.response == answer(PAGE)
    with pytest.raises(FetchError, match=r"certificate does not show that this is other\.example"):
        Fetcher(how, trusted).fetch(secure.replace("nowhere.", "other."))
    with pytest.raises(FetchError, match="certificate does not show"):
        Fetcher(how, outside()).fetch(secure)
    plain = Site()
    plain.sends["/page"] = answer(PAGE)
    site.sends["/down"] = redirect(plain.url("/page"))
    capture = Fetcher(how, trusted).fetch(secure.replace("/page", "/down"))
    assert "led from https to http" in dict(metadata(capture))["downgraded"]
    plain.server.shutdown()
    plain.server.server_close()


HEADS = (
    b"HTTP/1.1 200 OK", b"HTTP/1.1 302 Found", b"HTTP/1.1 100 Continue\r\n", b"HTTP/1.0 200", b"", b"Content-Length: 5",
    b"Content-Length: -5", b"Content-Length: 99999999999999999999", b"Content-Length: x", b"Transfer-Encoding: chunked",
    b"Location: /page", b"Location: http://\xff\xfe[/", b"Location: ", b"Content-Encoding: gzip", b"5\r\nhello", b"-5",
    b"Link: <<<>>>; rel=original", b"Memento-Datetime: Thu, 99 Jan 0000 99:99:99 GMT", b"ffffffffffffffff", b"0\r\n",
    b" folded", b"\x00: \x00", b"hello",
)  # fmt: skip
LINES = st.sampled_from([line + b"\r\n" for line in HEADS])


@settings(max_examples=300)
@given(st.lists(LINES | st.binary(max_size=40), max_size=12).map(b"".join), st.booleans())
def test_whatever_a_server_sends_gives_a_page_that_can_be_kept_or_a_reason(sent, has_head):
    sent = b"HTTP/1.1 200 OK\r\n" + sent if has_head else sent

    def connect(_where: tuple[str, int], timeout: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(timeout)
        theirs.sendall(sent)
        theirs.close()
        return ours

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "create_connection", connect)
        try:
            capture = fetcher(ignores_robots=True).fetch("http://nowhere.example/")
        except FetchError as error:
            told = error
        else:
            told = None
    if told is not None:
        assert told.why
        assert told.next_step
        return
    kept = records(capture)
    assert kept[1][2] == capture.exchanges[0].response
    assert sent.endswith(capture.page.response) or capture.page.response in sent
    assert kept[-1][2].decode()
