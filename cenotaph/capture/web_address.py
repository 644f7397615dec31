"""An address of the web, taken apart once: what is asked, resolved, checked and written down is one and the same.

Spellings that programs read differently (decimal, octal and hexadecimal numbers of a host, letters of other
alphabets that stand for Latin ones, a name and password in front of the host) are made plain here or refused, so
that no later part can take an address for another one.

Source: WHATWG URL Standard ("ends in a number", the IPv4 parser); RFC 3986; RFC 3490 (names in other alphabets);
RFC 7089 (Memento) and the archives' own address forms.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit

from msgspec import Struct, structs

from cenotaph.errors import UsageError
from cenotaph.record import digest

PORTS = {"http": 80, "https": 443}
USUAL_PORTS = (80, 443, 8080, 8443)
"""Ports at which public pages stand; others are asked only when told to."""

_STARTS = re.compile(r"[a-z][a-z0-9+.-]*://?(?!/*$)", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_DOTS = str.maketrans("\u3002\uff0e\uff61", "...")
_DEVIATIONS = frozenset("\u00df\u03c2\u200c\u200d")  # the two standards on names make two different names of these
_KEPT = "!#$%&'()*+,-./:;=?@_~[]|"
_WAYBACK = re.compile(r"/web/(\d{1,14})([a-z]{2}_)?/(.+)", re.DOTALL)
_TODAY = re.compile(r"/(\d{4}[\d.]*(?:-\d{2,6})?)/(https?:.+)", re.DOTALL | re.IGNORECASE)
_TODAY_HOSTS = ("archive.today", "archive.ph", "archive.is", "archive.li", "archive.vn", "archive.fo", "archive.md")


class WebAddress(Struct, frozen=True):
    """One page's address in plain form."""

    scheme: str  # http or https
    host: str  # Latin letters, small; a number as four decimals; IPv6 without brackets
    port: int
    target: str  # path and query, in ASCII, never empty

    @property
    def host_and_port(self) -> str:
        """As it stands in an address and in the line "Host:"; the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.host_and_port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.target


class ArchivedCopy(Struct, frozen=True):
    """What the address of a copy in a web archive says."""

    archive: str  # the archive's host
    original: str | None = None  # the address of the page as it was; null where a short form hides it
    at: str | None = None  # when the copy was made, as far as told: "2020", "2020-01-02", "2020-01-02T03:04:05Z"


def is_address(given: str) -> bool:
    """Whether this is an address and no file's name; a drive letter is none."""
    return len(given.partition(":")[0]) > 1 and _STARTS.match(given) is not None


def parse(given: str, any_port: bool = False) -> WebAddress:
    """An address in its plain form; what stands behind # is left out, it never leaves a browser.

    Raises:
        UsageError: it is none of http or https, names no host, hides one, carries a password, or asks an unusual port.
    """
    text = given.strip()
    parts = _split(text)
    shown = printable(_without_secret(parts, text))
    if parts.scheme not in PORTS:
        raise UsageError(
            f"{shown} is no address of a page",
            f"only http and https are fetched, not {parts.scheme or 'this'}",
            "give a file's own path, or an address that begins with https://",
        )
    if "@" in parts.netloc:
        raise UsageError(
            f"{shown} carries a name or password",
            "it would be stored with the page, and what stands in front of @ can pass for another host",
            "leave out what stands before the @",
        )
    host = plain_host(_host(parts, shown), shown)
    port = _port(parts, shown)
    if port not in USUAL_PORTS and not any_port:
        usual = ", ".join(map(str, USUAL_PORTS))
        raise UsageError(
            f"{shown} names port {port}", f"pages stand at {usual}", "if you trust it, say so with --any-port"
        )
    query = f"?{parts.query}" if parts.query else ""
    return WebAddress(parts.scheme, host, port, quote(parts.path or "/", _KEPT) + quote(query, _KEPT))


def printable(text: str) -> str:
    """Words of a stranger as they may stand in a message: nothing in them moves a cursor or turns a line around."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)


def plain_host(host: str, shown: str) -> str:
    """A host as it is resolved: look-alike forms made plain, other alphabets as "xn--", numbers as four decimals.

    Raises:
        UsageError: it cannot be a host.
    """
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host.replace("%", ":zone:")))  # a zone is a network card of ours
        except ValueError as error:
            raise _no_host(shown, f"[{host}] is no public IPv6 address") from error
    folded = unicodedata.normalize("NFKC", host.translate(_DOTS)).casefold().translate(_DOTS)
    if _DEVIATIONS & set(host):
        raise _no_host(shown, "its host has a letter that browsers and systems read differently; write it as xn--")
    labels = [_ascii(label, shown) for label in folded.removesuffix(".").split(".")]
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(labels, shown)
    if not all(_LABEL.fullmatch(label) for label in labels) or len(".".join(labels)) > 253:
        raise _no_host(shown, f"{host[:80]!r} cannot be the name of a host")
    return ".".join(labels)


def archived_copy(address: WebAddress) -> ArchivedCopy | None:
    """What is known from the address alone of a copy in a web archive; None for any other page.

    Example:
        >>> archived_copy(parse("https://web.archive.org/web/20200102030405/http://nowhere.example/a"))
        ArchivedCopy(archive='web.archive.org', original='http://nowhere.example/a', at='2020-01-02T03:04:05Z')
    """
    host = address.host.removeprefix("www.")
    if host in ("web.archive.org", "wayback.archive.org"):
        found = _WAYBACK.match(address.target)
        return ArchivedCopy("web.archive.org", _original(found[3]), time_of(found[1])) if found else None
    if host in _TODAY_HOSTS:
        found = _TODAY.match(address.target)
        if found:
            return ArchivedCopy(host, _original(found[2]), time_of(re.sub(r"\D", "", found[1])))
        return ArchivedCopy(host) if re.fullmatch(r"/[A-Za-z0-9]{4,8}(/.*)?", address.target) else None
    if host == "perma.cc":
        return ArchivedCopy(host) if re.fullmatch(r"/[A-Za-z0-9]{4}-[A-Za-z0-9]{4}.*", address.target) else None
    if host == "webcitation.org":
        asked = parse_qs(urlsplit(address.target).query)
        original = next(iter(asked.get("url", ())), None)
        return ArchivedCopy(host, original, next(iter(asked.get("date", ())), None))
    return None


def raw_copy(address: WebAddress) -> WebAddress:
    """The address at which an archive gives its copy as captured, without its own frame and links, where it has one."""
    found = _WAYBACK.match(address.target) if address.host in ("web.archive.org", "wayback.archive.org") else None
    if found is None:
        return address
    return structs.replace(address, target=f"/web/{found[1]}id_/{found[3]}")


def time_of(digits: str) -> str | None:
    """The time in an archive's 14 digits, as far as they go; None when they are no time.

    Example:
        >>> time_of("20200102030405"), time_of("202001"), time_of("20209999")
        ('2020-01-02T03:04:05Z', '2020-01', '2020')
    """
    parts = [digits[:4], *(digits[at : at + 2] for at in range(4, 14, 2))]
    most = (9999, 12, 31, 23, 59, 60)
    whole: list[str] = []
    for part, length, highest in zip(parts, (4, 2, 2, 2, 2, 2), most, strict=True):
        if len(part) != length or int(part) > highest or (len(whole) < 3 and int(part) == 0):
            break
        whole.append(part)
    if not whole:
        return None
    if len(whole) < 6:
        return "-".join(whole[:3])
    return f"{'-'.join(whole[:3])}T{':'.join(whole[3:])}Z"


def file_stem(address: WebAddress, time: str) -> str:
    """A readable name for a captured page: host, what its path says, time.

    Example:
        >>> file_stem(parse("https://nowhere.example/news/the-night.html?id=7"), "2026-01-20T08:00:00Z")
        'nowhere.example_news-the-night-html-id-7_20260120T080000Z'
    """
    said = "".join(
        char if char.isalnum() or unicodedata.category(char).startswith("M") else "-"
        for char in unicodedata.normalize("NFC", unquote(address.target))
    )
    slug = re.sub(r"-+", "-", said).strip("-")
    short = slug.encode()[:80].decode("utf-8", "ignore").strip("-")
    if short != slug:
        short += "-" + digest(address.url, length=8)
    host = address.host.replace(":", "-")[:60]
    return "_".join(part for part in (host, short, re.sub(r"[-:]|\.\d+", "", time)) if part)


def _split(text: str) -> SplitResult:
    if any(unicodedata.category(char) == "Cc" for char in text) or "\\" in text.partition("?")[0]:
        raise UsageError(
            f"{text[:200]!r} is no address", "it holds a control character or a backslash", "copy the address anew"
        )
    try:
        return urlsplit(text)
    except ValueError as error:
        raise UsageError(
            f"{text[:200]} is no address", str(error), "copy it from the browser's address line"
        ) from error


def _without_secret(parts: SplitResult, text: str) -> str:
    """The address as it may stand in a message."""
    return text.replace(parts.netloc, parts.netloc.rpartition("@")[2], 1) if "@" in parts.netloc else text


def _host(parts: SplitResult, shown: str) -> str:
    try:
        host = parts.hostname
    except ValueError as error:
        raise _no_host(shown, str(error)) from error
    if not host:
        raise _no_host(shown, "it names no host")
    return host


def _port(parts: SplitResult, shown: str) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise UsageError(f"{shown} is no address of a page", "its port is no number of a port", "mend it") from error
    return PORTS[parts.scheme] if port is None else port


def _no_host(shown: str, why: str) -> UsageError:
    return UsageError(f"{shown} is no address of a page", why, "copy it from the browser's address line")


def _ascii(label: str, shown: str) -> str:
    try:
        return label if label.isascii() else label.encode("idna").decode()
    except UnicodeError as error:
        raise _no_host(shown, f"{label!r} cannot be in the name of a host") from error


def _ipv4(labels: list[str], shown: str) -> str:
    """One to four numbers, each decimal, octal (0...) or hexadecimal (0x...), as every system resolver reads them."""
    try:
        *first, last = [_number(label) for label in labels]
    except ValueError as error:
        raise _no_host(shown, f"{'.'.join(labels)} is no number of a host") from error
    if len(first) > 3 or any(number > 255 for number in first) or last >= 1 << (8 * (4 - len(first))):
        raise _no_host(shown, f"{'.'.join(labels)} is no number of a host")
    return str(ipaddress.IPv4Address(last + sum(number << (24 - 8 * at) for at, number in enumerate(first))))


def _number(label: str) -> int:
    if not _NUMBER.fullmatch(label):
        raise ValueError(label)
    if label.startswith("0x"):
        return int(label[2:] or "0", 16)
    return int(label, 8 if label.startswith("0") and len(label) > 1 else 10)


def _original(text: str) -> str:
    """The address in an archive's path; some archives leave its scheme out or one slash of it."""
    given = re.sub(r"^(https?):/+", r"\1://", text, flags=re.IGNORECASE)
    return given if is_address(given) else f"http://{given}"
