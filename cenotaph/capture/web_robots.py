"""What a site asks of programs in its robots.txt: which pages to leave alone, and how long to wait between two.

Source: RFC 9309 (Robots Exclusion Protocol); the line "Crawl-delay" is older custom.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct

from cenotaph.capture.web_address import WebAddress
from cenotaph.capture.web_exchange import USER_AGENT, Exchange, Outside
from cenotaph.errors import FetchError, HostError

if TYPE_CHECKING:
    from protego import Protego

MOST = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for 500 KiB at least."""

PAUSE = 1.0
"""Seconds between two pages of one host that asks for no other pause."""

LONGEST_PAUSE = 30.0
"""Seconds beyond which a host's wish is not followed; a list of its pages would take days."""


class Robots(Struct, frozen=True):
    """What one host asks."""

    said: str  # in words, for the record: "allowed by https://.../robots.txt"
    is_refused: bool = False
    pause: float = PAUSE


class RobotsKept:
    """The wishes of every host met so far, and when its last page was asked for.

    Args:
        fetch: follows an address to its answers, the last of them the final one.
        outside: for the clock.
        is_ignored: a person said that they may be ignored; pauses are kept all the same.
    """

    def __init__(self, fetch: Callable[[WebAddress], Exchange], outside: Outside, is_ignored: bool) -> None:
        self._fetch, self._outside, self._is_ignored = fetch, outside, is_ignored
        self._rules: dict[str, tuple[Protego | None, str]] = {}
        self._last: dict[str, float] = {}

    def wish(self, address: WebAddress) -> Robots:
        """What the host of a page asks about it.

        Raises:
            HostError: there is no host to ask, so there is no page of it either.
        """
        if self._is_ignored:
            return Robots("ignored, as a person asked")
        where = f"{address.origin}/robots.txt"
        if address.origin not in self._rules:
            self._rules[address.origin] = self._read(
                WebAddress(address.scheme, address.host, address.port, "/robots.txt")
            )
        rules, problem = self._rules[address.origin]
        if rules is None:
            return Robots(problem, is_refused=problem.startswith("unknown"))
        asked = rules.crawl_delay(USER_AGENT)
        pause = PAUSE if asked is None else min(max(float(asked), PAUSE), LONGEST_PAUSE)
        is_allowed = rules.can_fetch(address.url, USER_AGENT)
        return Robots(f"{'allowed' if is_allowed else 'refused'} by {where}", not is_allowed, pause)

    def wait(self, address: WebAddress, pause: float) -> None:
        """Let the pause pass that a host asks for since its last page."""
        now = self._outside.clock()
        left = self._last.get(address.host, now - pause) + pause - now
        if left > 0:
            self._outside.sleep(left)
        self._last[address.host] = self._outside.clock()

    def _read(self, where: WebAddress) -> tuple[Protego | None, str]:
        """The rules; or none, and why."""
        from protego import Protego

        try:
            answer = self._fetch(where)
        except HostError:
            raise
        except FetchError as error:
            return None, f"unknown: {where.url} could not be had ({error.why or error.what})"
        if 400 <= answer.status < 500:
            return None, f"none: {where.url} answered {answer.status}"
        if answer.status != HTTPStatus.OK:
            return None, f"unknown: {where.url} answered {answer.status}"
        return Protego.parse(_plain(answer).decode("utf-8-sig", "replace")), ""


def _plain(answer: Exchange) -> bytes:
    """The words of a robots.txt, out of its chunks and its compression, up to the limit."""
    body = answer.body
    if (answer.header("Transfer-Encoding") or "").casefold() == "chunked":
        body = unchunked(body)
    if (answer.header("Content-Encoding") or "").casefold() in ("gzip", "x-gzip", "deflate"):
        try:
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MOST)
        except zlib.error:
            return b""
    return body[:MOST]


def unchunked(body: bytes) -> bytes:
    """A body without the lengths of its chunks; what is no chunk ends it.

    Example:
        >>> unchunked(b"3\\r\\nabc\\r\\n2;note\\r\\nde\\r\\n0\\r\\n\\r\\n")
        b'abcde'
    """
    parts, at = [], 0
    while (end := body.find(b"\n", at)) >= 0:
        try:
            length = int(body[at:end].partition(b";")[0], 16)
        except ValueError:
            break
        if length <= 0:
            break
        parts.append(body[end + 1 : end + 1 + length])
        at = body.find(b"\n", end + 1 + length) + 1
        if at == 0:
            break
    return b"".join(parts)
