"""Capture one page of the web: follow its redirects under guard, and keep every question and answer as a WARC file.

The page is taken as the server sends it to a reader without cookies and without script. What a page loads
afterwards (pictures, styles, what script adds) is not fetched.

Source: ISO 28500:2017 (WARC 1.1); RFC 9110, section 15.4 (redirects); RFC 7089 (Memento).
"""

from __future__ import annotations

import datetime as dt
import email.utils
import itertools
import re
from collections.abc import Callable
from urllib.parse import urljoin

from msgspec import Struct, structs

from cenotaph.capture.web_address import ArchivedCopy, WebAddress, archived_copy, parse, printable, raw_copy
from cenotaph.capture.web_exchange import Bounds, Exchange, Outside, ask, checked_proxy
from cenotaph.capture.web_robots import MOST, RobotsKept
from cenotaph.errors import FetchError, HostError, UsageError

REDIRECTS = 10
"""How often a page may lead on to another address."""

_ROBOTS_REDIRECTS = 5  # RFC 9309, section 2.3.1.2
_ROBOTS_SECONDS = 20.0
_ORIGINAL = re.compile(r'<([^<>]*)>\s*;[^,<]*\brel="?(?:[a-z ]* )?original\b', re.IGNORECASE)

_WAYS_OUT = {
    401: "it wants a password: log in with a browser, save the page and add the file",
    403: "it does not give this page to programs: save it in a browser and add the file",
    404: "look for a copy at web.archive.org and add that copy's address",
    410: "it was taken away; look for a copy at web.archive.org and add that copy's address",
    429: "it has been asked too often; try again later",
    451: "it is withheld where you are; look for a copy at web.archive.org and add that copy's address",
}


class Fetching(Struct, frozen=True):
    """How pages are fetched."""

    bounds: Bounds = Bounds()
    ignores_robots: bool = False
    any_port: bool = False


class Capture(Struct, frozen=True):
    """One page as captured."""

    asked: str  # the address as given
    exchanges: tuple[Exchange, ...]  # redirects first, the page last
    robots: str  # what the host of the page asks of programs, in words
    copy: ArchivedCopy | None = None  # what is known of it when it is a copy in a web archive
    downgraded: tuple[str, ...] = ()  # addresses of a safe connection that led on to an open one

    @property
    def page(self) -> Exchange:
        """The page itself."""
        return self.exchanges[-1]


def remarks(capture: Capture) -> tuple[str, ...]:
    """What whoever asked for a page should know of it, in plain words; empty when all went as it should."""
    found = [f"{url} led from a safe connection to an open one" for url in capture.downgraded]
    if capture.page.cut:
        found.append("the connection ended before the whole page was sent; it is kept as it came: fetch it again")
    return tuple(found)


class Fetcher:
    """Fetches pages one after the other, asking each host's robots.txt once and keeping its pauses.

    Args:
        fetching: limits and what a person allowed.
        outside: the world; tests give another.

    Raises:
        UsageError: the proxy is none.
    """

    def __init__(self, fetching: Fetching | None = None, outside: Outside | None = None) -> None:
        self._how = fetching or Fetching()
        self._outside = outside or Outside()
        checked_proxy(self._how.bounds.proxy)
        self._robots = RobotsKept(self._robots_txt, self._outside, self._how.ignores_robots)

    def fetch(self, given: str) -> Capture:
        """One page with all that led to it.

        Raises:
            UsageError: this is no address of a page.
            FetchError: it is not public, not to be had, refused to programs, or not within the limits.
        """
        start = raw_copy(parse(given, self._how.any_port))
        said: list[str] = []

        def before(address: WebAddress) -> None:
            wish = self._robots.wish(address)
            if wish.is_refused:
                raise _unwanted(address, wish.said)
            said.append(wish.said)
            self._robots.wait(address, wish.pause)

        exchanges = self._follow(start, self._how.bounds, REDIRECTS, before)
        page = exchanges[-1]
        _check_answer(page)
        pairs = itertools.pairwise(exchanges)
        downgraded = tuple(a.address.url for a, b in pairs if (a.address.scheme, b.address.scheme) == ("https", "http"))
        return Capture(given.strip(), exchanges, said[-1], _copy(page), downgraded)

    def _robots_txt(self, where: WebAddress) -> Exchange:
        bounds = structs.replace(self._how.bounds, bytes=MOST, seconds=min(_ROBOTS_SECONDS, self._how.bounds.seconds))
        return self._follow(where, bounds, _ROBOTS_REDIRECTS)[-1]

    def _follow(
        self, start: WebAddress, bounds: Bounds, most: int, before: Callable[[WebAddress], None] | None = None
    ) -> tuple[Exchange, ...]:
        """All answers from an address on, until one that leads no further; each address is guarded as the first."""
        exchanges: list[Exchange] = []
        address, left = start, bounds.seconds
        while True:
            if before is not None:
                before(address)
            began = self._outside.clock()
            exchanges.append(self._asked(address, structs.replace(bounds, seconds=left), exchanges))
            left = max(left - (self._outside.clock() - began), 0.001)
            following = self._led_to(exchanges[-1])
            if following is None:
                return tuple(exchanges)
            ways = [exchange.address.url for exchange in exchanges]
            if following.url in ways:
                raise _in_circles(start, [*ways, following.url])
            if len(exchanges) > most:
                why = f"it led on more than {most} times, last to {following.url}"
                raise FetchError(f"{start.url} could not be fetched", why, "give the address at which a browser ends")
            address = following

    def _asked(self, address: WebAddress, bounds: Bounds, before: list[Exchange]) -> Exchange:
        try:
            return ask(address, bounds, self._outside)
        except HostError as error:
            if not before:
                raise
            what = f"{before[0].address.url} leads to {address.url}, which could not be fetched"
            raise FetchError(what, f"{error.what}: {error.why}", error.next_step) from error

    def _led_to(self, exchange: Exchange) -> WebAddress | None:
        location = exchange.header("Location")
        if exchange.status not in (301, 302, 303, 307, 308) or not location:
            return None
        # the standard library reads heads as Latin-1; addresses beyond ASCII are sent as UTF-8
        target = location.encode("latin-1", "replace").decode("utf-8", "replace")
        try:
            return raw_copy(parse(urljoin(exchange.address.url, target), self._how.any_port))
        except (UsageError, ValueError) as error:
            why = f"{error.what}: {error.why}" if isinstance(error, UsageError) else str(error)
            what = f"{exchange.address.url} leads to an address that is not fetched"
            raise FetchError(what, why, "open the page in a browser, save it, and add the file") from error


def _unwanted(address: WebAddress, said: str) -> FetchError:
    """The site asks programs to stay away, or does not say."""
    return FetchError(
        f"{address.url} is not fetched",
        f"robots.txt of {address.host}: {said}",
        "open the page in a browser, save it, and add the file; or fetch it all the same with --ignore-robots",
    )


def _in_circles(start: WebAddress, ways: list[str]) -> FetchError:
    return FetchError(
        f"{start.url} could not be fetched",
        f"it leads in circles: {' -> '.join(ways[-4:])}",
        "it may want cookies, which are not kept here: open it in a browser, save it, and add the file",
    )


def _check_answer(page: Exchange) -> None:
    """Refuse what is no page.

    Raises:
        FetchError: the status says that this is none, or nothing was sent.
    """
    what = f"{page.address.url} could not be fetched"
    if not 200 <= page.status < 300:
        after = page.header("Retry-After")
        wish = f"; it asks to wait {after} s" if after and after.isdecimal() else ""
        usual = "try again later" if page.status >= 500 else "open it in a browser, save it, and add the file"
        raise FetchError(
            what,
            f"{page.address.host} answered {page.status} {printable(page.reason)}{wish}".rstrip(),
            _WAYS_OUT.get(page.status, usual),
        )
    if not page.body:
        cut = ", the connection ended first" if page.cut else ""
        raise FetchError(what, f"{page.address.host} sent nothing{cut}", "try again later")


def _copy(page: Exchange) -> ArchivedCopy | None:
    """What address and answer say of a copy in an archive; archives tell in the answer what a short address hides."""
    copy = archived_copy(page.address)
    made = _memento_time(page.header("Memento-Datetime"))
    if copy is None and made is None:
        return None
    linked = _ORIGINAL.search(", ".join(value for name, value in page.headers if name.casefold() == "link"))
    known = copy or ArchivedCopy(page.address.host)
    return ArchivedCopy(known.archive, known.original or (linked[1] if linked else None), made or known.at)


def _memento_time(said: str | None) -> str | None:
    """The time an archive states in its answer, ISO 8601 in UTC."""
    try:
        return email.utils.parsedate_to_datetime(said or "").astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError):
        return None
