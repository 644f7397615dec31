"""One question to one machine and its answer, byte for byte, within limits of size and time.

The connection goes to a number that was checked, never to a name; for https the certificate must be that of the
name. The bytes are kept as they came over the line, so that what is stored is what was sent; the standard library
reads them along, to know where the answer ends.

Source: RFC 9110 and 9112 (HTTP); ISO 28500 (what a capture of the web keeps).
"""

from __future__ import annotations

import datetime as dt
import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from typing import Literal, cast
from urllib.parse import urlsplit

from msgspec import Struct

import cenotaph
from cenotaph.capture.web_address import WebAddress, printable
from cenotaph.capture.web_guard import checked_addresses, refused, resolve
from cenotaph.errors import FetchError, HostError, UsageError

USER_AGENT = f"Cenotaph/{cenotaph.__version__} (keeps single pages at a person's request)"

HEAD = 256 * 1024
"""Bytes of an answer's head, beyond which it is none: browsers take 256 KiB too."""

_CHUNK = 64 * 1024
_ONE_NUMBER = 10.0  # seconds for one of several numbers of a host
_INTERIM = re.compile(rb"\AHTTP/1\.[01] 1\d\d\b.*?\r?\n\r?\n", re.DOTALL)
_BY_HAND = "open the page in a browser, save it, and add the file"


class Outside(Struct, frozen=True):
    """All that fetching uses of the world: the name service, the guard, certificates, the clock."""

    resolver: Callable[[str, int], Sequence[str]] = resolve
    guard: Callable[[str], str | None] = refused
    certificates: Callable[[], ssl.SSLContext] = ssl.create_default_context
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Bounds(Struct, frozen=True):
    """What one page may cost."""

    bytes: int = 64 * 2**20  # of one answer as sent
    seconds: float = 60.0  # for a page with all its redirects, the name service and slow machines included
    proxy: str | None = None  # "http://host:port"; nothing of the environment is used


class Exchange(Struct, frozen=True):
    """A question and its answer."""

    address: WebAddress
    time: str  # when it began, ISO 8601, UTC, with microseconds
    number: str  # of the machine that answered
    request: bytes  # as sent
    response: bytes  # as received, head and body
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    cut: Literal["disconnect"] | None = None  # the connection ended before the body did

    def header(self, name: str) -> str | None:
        """The first value of a line of the answer's head, by its name in any capitals."""
        return next((value for key, value in self.headers if key.casefold() == name.casefold()), None)

    @property
    def body(self) -> bytes:
        """What follows the head, as sent: perhaps in chunks, perhaps compressed."""
        found = re.search(rb"\r?\n\r?\n", self.response)
        return self.response[found.end() :] if found else b""


def ask(address: WebAddress, bounds: Bounds, outside: Outside) -> Exchange:
    """Ask for one page and take the answer, whatever it is; redirects are not followed here.

    Raises:
        HostError: no such host, not public, no connection, no valid certificate.
        FetchError: no HTTP, too large or too slow.
    """
    began = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    end = outside.clock() + bounds.seconds
    numbers = checked_addresses(address.host, address.port, bounds.seconds, outside.resolver, outside.guard)
    try:
        connection, number = _connected(address, numbers, end, bounds, outside)
        with connection:
            request = _request(address)
            connection.settimeout(_left(end, outside))
            connection.sendall(request)
            wire = _Wire(connection, end, outside)
            answer = _answer(wire, bounds)
    except (_TooLargeError, TimeoutError, ssl.SSLError, http.client.HTTPException, ValueError, OSError) as error:
        raise _told(error, address, bounds) from error
    response, cut = answer
    raw = wire.whole()
    while interim := _INTERIM.match(raw):
        raw = raw[interim.end() :]
    return Exchange(
        address, began, number, request, raw, response.status, response.reason, tuple(response.getheaders()), cut
    )


class _TooLargeError(Exception):
    """More came than one answer may have."""


class _Unclosed(io.BufferedReader):
    """A reader that keeps what it read ahead when the standard library is done with its answer and closes it."""

    def close(self) -> None:
        """The connection is closed by whoever opened it."""


class _Wire(io.RawIOBase):
    """Bytes from a connection, kept as they come, until a limit of size or time."""

    def __init__(self, connection: socket.socket, end: float, outside: Outside) -> None:
        super().__init__()
        self._connection, self._end, self._outside = connection, end, outside
        self._taken = bytearray()
        self._is_over = False
        self.most = HEAD
        self._buffered = _Unclosed(self)

    def readable(self) -> bool:
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        if self._is_over:
            return 0
        if len(self._taken) >= self.most:
            raise _TooLargeError
        self._connection.settimeout(_left(self._end, self._outside))
        count = self._connection.recv_into(room)
        self._is_over = count == 0
        self._taken += room[:count]
        return count

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What the standard library reads answers from: this takes the place of a socket."""
        return self._buffered

    @property
    def is_over(self) -> bool:
        """Whether the other side has ended."""
        return self._is_over

    def allow(self, most: int) -> None:
        """Let so many bytes follow those taken so far."""
        self.most = len(self._taken) + most

    def whole(self) -> bytes:
        """The answer as received, without bytes that were sent behind its end."""
        self._is_over = True
        return bytes(self._taken[: len(self._taken) - len(self._buffered.peek())])


def _answer(wire: _Wire, bounds: Bounds) -> tuple[http.client.HTTPResponse, Literal["disconnect"] | None]:
    """The head, read, and whether the body ended too early."""
    response = http.client.HTTPResponse(cast("socket.socket", wire), method="GET")
    response.begin()
    while 100 <= response.status < 200:
        response = http.client.HTTPResponse(cast("socket.socket", wire), method="GET")
        response.begin()
    wire.allow(bounds.bytes)
    try:
        while response.read(_CHUNK):
            pass
    except http.client.IncompleteRead:
        if wire.is_over:
            return response, "disconnect"
        raise
    return response, "disconnect" if response.length else None


def _request(address: WebAddress) -> bytes:
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.host_and_port}",
        f"User-Agent: {USER_AGENT}",
        "Accept: text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
        "Accept-Encoding: identity",  # plain bytes stay readable longest
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _connected(
    address: WebAddress, numbers: Sequence[str], end: float, bounds: Bounds, outside: Outside
) -> tuple[socket.socket, str]:
    """A connection to the first of the numbers that takes one, encrypted for https, and that number."""
    last: OSError = OSError("no number to ask")
    for count, number in enumerate(numbers, 1):
        # of a host with several numbers some may lead nowhere, such as IPv6 in a network that has none
        until = end if count == len(numbers) else min(end, outside.clock() + _ONE_NUMBER)
        try:
            plain = _line(number, address.port, until, bounds.proxy, outside)
        except OSError as error:
            last = error
            continue
        if address.scheme == "http":
            return plain, number
        try:
            plain.settimeout(_left(end, outside))
            return outside.certificates().wrap_socket(plain, server_hostname=address.host), number
        except BaseException:
            plain.close()
            raise
    raise last


def _line(number: str, port: int, end: float, proxy: str | None, outside: Outside) -> socket.socket:
    """A connection to a number, through a proxy if one was named; the proxy is told the number, not the name."""
    if proxy is None:
        return socket.create_connection((number, port), timeout=_left(end, outside))
    named = urlsplit(proxy)
    connection = socket.create_connection((str(named.hostname), named.port or 80), timeout=_left(end, outside))
    try:
        where = f"[{number}]:{port}" if ":" in number else f"{number}:{port}"
        connection.sendall(f"CONNECT {where} HTTP/1.1\r\nHost: {where}\r\n\r\n".encode("ascii"))
        response = http.client.HTTPResponse(cast("socket.socket", _Wire(connection, end, outside)), method="CONNECT")
        response.begin()
    except BaseException:
        connection.close()
        raise
    if response.status == 200:
        return connection
    connection.close()
    raise OSError(f"the proxy answered {response.status} {response.reason}")


def checked_proxy(proxy: str | None) -> str | None:
    """A proxy's address if it is one.

    Raises:
        UsageError: it is no "http://host:port".
    """
    if proxy is None:
        return None
    try:
        parts = urlsplit(proxy)
        is_good = parts.scheme == "http" and bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:
        is_good = False
    if not is_good:
        raise UsageError(f"{proxy} is no proxy", "", "name it as http://host:port, without a password")
    return proxy


def _left(end: float, outside: Outside) -> float:
    left = end - outside.clock()
    if left <= 0:
        raise TimeoutError
    return left


def _told(error: Exception, address: WebAddress, bounds: Bounds) -> FetchError:
    """What went wrong, in words, and what can be done."""
    what = f"{address.url} could not be fetched"
    if isinstance(error, _TooLargeError):
        most = f"{bounds.bytes / 2**20:,.0f} MB, or its head more than {HEAD // 1024} KB"
        return FetchError(what, f"the answer has more than {most}", "raise the limit with --max-size, or " + _BY_HAND)
    if isinstance(error, TimeoutError):
        return FetchError(
            what, f"it was not there after {bounds.seconds:g} s", "try again later, or allow more with --max-time"
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return HostError(
            what,
            f"the certificate does not show that this is {address.host}: {error.verify_message}",
            "what it sends may be anybody's; if every page fails so, this system's list of certificates is missing",
        )
    if isinstance(error, ssl.SSLError):
        return HostError(what, f"no safe connection could be made ({error.reason or error})", _BY_HAND)
    if isinstance(error, http.client.HTTPException | ValueError):
        return FetchError(what, f"the answer is not valid HTTP ({_named(error)})", _BY_HAND)
    why = getattr(error, "strerror", None) or str(error)
    return HostError(what, f"{address.host} was asked and: {why}", "try again later, or " + _BY_HAND)


def _named(error: Exception) -> str:
    if isinstance(error, http.client.RemoteDisconnected):
        return "the connection ended without one"
    if isinstance(error, http.client.IncompleteRead):
        return "its parts have no proper lengths"
    if isinstance(error, http.client.BadStatusLine):
        return "it does not begin as an answer does"
    return printable(str(error)[:200])
