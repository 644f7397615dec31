"""The pages of a web archive: which of its records are documents, where each was captured and when."""

from __future__ import annotations

import io
import re
from collections import Counter
from datetime import datetime
from typing import IO, Any, NamedTuple
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from msgspec import structs

from cenotaph.media_types import DOCX, PPTX, SAMPLE, XLSX, media_type
from cenotaph.read.http_body import Body, Head, head_of
from cenotaph.read.reading import CHARSET, Part, harmed, with_evidence
from cenotaph.read.shelf import Shelf
from cenotaph.read.warc_records import Digest, Record, records
from cenotaph.record import Evidence

DOCUMENTS = (
    "text/html", "text/plain", "text/markdown", "text/csv", "text/tab-separated-values", "text/x-chat",
    "message/rfc822", "application/mbox", "application/pdf", "application/msword", "application/rtf", "application/xml",
    "application/vnd.ms-excel", "application/vnd.oasis.opendocument.text", "application/epub+zip",
    "application/vnd.oasis.opendocument.spreadsheet", "application/x-ole-storage", "application/x-encrypted-office",
    "application/zip", "application/gzip", DOCX, PPTX, XLSX,
)  # fmt: skip
"""Media types of what people read; the other files of a page are counted."""
_SURE = ("text/html", "application/pdf")
_BESIDE = re.compile(
    r"image/|audio/|video/|font/|text/css|.*(?:javascript|ecmascript|json|font|wasm|flash|mpegurl|manifest|protobuf)"
)
"""What servers call the files of a page that are no documents; scripts and styles look like plain text."""
_BESIDE_NAME = re.compile(r"\.(?:js|css|png|jpe?g|gif|svg|webp|ico|woff2?|ttf|eot|mp4|mp3|json)\Z", re.IGNORECASE)
_HARM = "; get the web archive again from where it came"
_PAYLOAD = "its payload is not what its digest says"
_CHUNK = 64 * 1024
_NAMED = 5
_MOST_LINKS = 200_000
_MOST_NAMED = 1000


_NOTES = ("metadata:", "urn:", "dns:", "about:", "blob:", "data:")
"""How addresses begin under which wget, Browsertrix and others keep their own logs, settings and pictures of pages."""


class _Link(NamedTuple):
    """What a record says of itself, to be held against what others say."""

    number: int
    target: str
    day: str
    other: str  # id of the record it belongs to


class Pages:
    """The pages gathered from one web archive, file by file.

    Args:
        shelf: where their bytes go.
        wanted: the addresses that a list of pages names; None to take every document.
    """

    def __init__(self, shelf: Shelf, wanted: set[str] | None = None) -> None:
        self.parts: list[Part] = []
        self.problems: list[str] = []
        self._shelf = shelf
        self._wanted = None if wanted is None else {_bare(url) for url in wanted}
        self._counts: Counter[str] = Counter()
        self._by_payload: dict[str, int] = {}
        self._revisits: list[tuple[str, str, str, str]] = []  # address, day, digest of the payload, page
        self._redirects: dict[str, str] = {}
        self._copies: dict[str, dict[str, str]] = {}  # address -> what its metadata says of it as a copy in an archive
        self._links: dict[str, _Link] = {}  # by the record's id
        self._targets: set[str] = set()
        self._infos: set[str] = set()
        self._told_infos: dict[str, int] = {}

    def gather(self, file: IO[bytes], name: str = "") -> None:
        """Take the pages of one WARC file; `name` is told where it has several."""
        before = f"{name}, " if name else ""
        for record in records(file):
            place, problem = self._take(record)
            record.close()
            self._remember(record)
            problems = [*record.problems, *([problem] if problem else [])]
            if problems:
                told = f" ({record.target[:120]})" if record.target else ""
                self.problems.append(f"{before}record {record.number}{told}: {'; '.join(dict.fromkeys(problems))}")
            # With its block intact, the digest of its payload is what is wrong: damaged, or taken in a way of its own.
            is_harmed = record.problems or (problem and not (record.is_checked and problem == _PAYLOAD))
            if place is not None and is_harmed:
                why = f"in the web archive around it, {'; '.join(dict.fromkeys(problems))}{_HARM}"
                self.parts[place] = with_evidence(self.parts[place], harmed(why))

    def _take(self, record: Record) -> tuple[int | None, str | None]:
        """Put a record's document on the shelf: its place among the parts, and what is wrong with it."""
        self._counts[record.kind or "damaged"] += 1
        if record.kind and not record.is_checked and "warc-payload-digest" not in record.fields:
            self._counts["unchecked"] += 1
        if record.kind == "request":
            self._see_request(record)
        if record.kind == "metadata":
            self._see_metadata(record)
        if record.kind == "revisit":
            fields = record.fields
            names = ("warc-date", "warc-payload-digest", "warc-refers-to-target-uri")
            day, digest, refers = (fields.get(name, "") for name in names)
            self._revisits.append((record.target, day, digest, refers))
        if record.kind == "response" and record.target.lower().startswith(("http:", "https:")):
            head = head_of(record)
            if head is None:
                return None, "it holds no answer of a web server"
            return self._answered(record, head)
        if record.kind in ("resource", "response", "conversion"):
            if record.target.lower().startswith(_NOTES):
                self._counts["notes of the program that made it"] += 1
                return None, None
            told = {"content-type": record.fields.get("content-type", "")} if record.kind != "response" else {}
            return self._document(record, Head(200, told, b""))
        return None, None

    def _answered(self, record: Record, head: Head) -> tuple[int | None, str | None]:
        to = head.fields.get("location")
        if head.status in (301, 302, 303, 307, 308) and to:
            whole = _joined(record.target, to)
            self._redirects[record.target] = whole
            if self._wanted is not None and _bare(record.target) in self._wanted:
                self._wanted.add(_bare(whole))
        if head.status not in (200, 203):
            self._counts[f"answered {head.status}"] += 1
            return None, _drained(Body(head, record, _payload_digest(record)))
        return self._document(record, head)

    def _document(self, record: Record, head: Head) -> tuple[int | None, str | None]:
        body = Body(head, record, _payload_digest(record))
        first = b""
        while len(first) < SAMPLE and (more := body.read(SAMPLE)):
            first += more
        name = _name(record.target)
        kind = media_type(first, b"" if len(first) < SAMPLE else b"\n", name)
        if not first or not self._is_page(record, head, kind):
            self._counts["beside pages" if first else "empty answers"] += 1
            return None, _drained(body)
        if self._shelf.is_full:
            self._counts["left"] += 1
            return None, _drained(body)
        stream: Any = _Behind(first, body)
        packed = max(record.length, 1)
        part = self._shelf.put(name, stream, url=record.target, evidence=_evidence(record, head), packed=packed)
        problem = _drained(body)
        place = len(self.parts)
        self.parts.append(part)
        digest = record.fields.get("warc-payload-digest")
        if digest:
            self._by_payload.setdefault(digest, place)
        return place, problem

    def _is_page(self, record: Record, head: Head, kind: str) -> bool:
        if self._wanted is not None and _bare(record.target) not in self._wanted:
            return False
        told = head.media_type
        if _BESIDE.match(told) and kind not in _SURE:
            return False
        if kind == "application/octet-stream" or kind.startswith("image/"):
            return told in DOCUMENTS  # damaged, or packed in a way that cannot be undone
        return kind in DOCUMENTS

    def _remember(self, record: Record) -> None:
        fields = record.fields
        if "warc-record-id" in fields and len(self._links) < _MOST_LINKS:
            other, day = fields.get("warc-concurrent-to", ""), fields.get("warc-date", "")
            self._links[fields["warc-record-id"]] = _Link(record.number, record.target, day, other)
        if record.kind in ("response", "resource"):
            self._targets.add(record.target)
        if record.kind == "warcinfo":
            self._infos.add(fields.get("warc-record-id", ""))
        elif "warc-warcinfo-id" in fields:
            self._told_infos.setdefault(fields["warc-warcinfo-id"], record.number)

    def _see_request(self, record: Record) -> None:
        """Hold the address in the head of a request against what was asked for."""
        data = record.read(_CHUNK)
        asked = re.match(rb"[A-Z]+ (\S+) HTTP/\d", data)
        host = re.search(rb"\r\nhost: *([^\r\n]+)", data, re.IGNORECASE)
        payload = Digest(record.fields.get("warc-payload-digest"))
        payload.update(data.partition(b"\r\n\r\n")[2])
        while more := record.read(_CHUNK):
            payload.update(more)
        if problem := payload.problem("payload"):
            record.problems.append(problem)
        if asked is None or host is None:
            return
        path, name = asked[1].decode("latin-1"), host[1].decode("latin-1").strip()
        stated = _split(record.target)
        whole = stated.path + (f"?{stated.query}" if stated.query else "")
        is_path = unquote(path.partition("#")[0]) in (unquote(whole or "/"), unquote(record.target))
        is_host = (stated.netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")) == (
            name.lower().removesuffix(":80").removesuffix(":443")
        )
        if not is_path or not is_host:
            record.problems.append(f"its address is not what was asked for ({name}{path})"[:300])

    def _see_metadata(self, record: Record) -> None:
        """Remember of what page, and of when, a page is the copy that a web archive gave."""
        data = record.read(_CHUNK)
        lines = (line.partition(":") for line in data.decode("utf-8", "replace").splitlines())
        told = {name.strip().lower(): value.strip() for name, _, value in lines}
        if told.get("archive"):
            self._copies[record.target] = told

    def _links_problems(self) -> list[str]:
        """Where records name each other and do not fit together."""
        found = []
        for name, number in sorted(self._told_infos.items(), key=lambda each: each[1]):
            if self._infos and name not in self._infos:
                found.append(f"record {number}: it names a WARC-Warcinfo-ID that is not in the file")
        pairs = [(own, self._links.get(own.other)) for own in self._links.values() if own.other]
        # An archive of answers alone names requests that somebody left out: then nothing can be said.
        are_kept = sum(pair is not None for _, pair in pairs) > 0.8 * len(pairs)
        for own, pair in pairs:
            told = f"record {own.number} ({own.target[:120]})"
            if pair is None and are_kept:
                found.append(f"{told}: the record it belongs to is not in the file")
            elif pair and pair.target and own.target and pair.target != own.target and not _are_notes(own, pair):
                found.append(f"{told}: it belongs to another address, {pair.target[:120]}")
            elif pair and pair.day[:13] != own.day[:13] and not _is_near(pair.day, own.day):
                found.append(f"{told}: the record it belongs to is of {pair.day[:40]}")
        return found

    def finish(self) -> tuple[tuple[Part, ...], tuple[Evidence, ...], tuple[str, ...]]:
        """The parts, what the archive says of itself, and what was not read of it and why."""
        missing = self._settle_revisits()
        came_from: dict[str, list[str]] = {}
        for old, new in self._redirects.items():
            came_from.setdefault(new, []).append(old)
        told = [
            with_evidence(
                part,
                *(Evidence("redirected_from", old, "http-location", old) for old in came_from.get(part.url or "", ())),
            )
            for part in self.parts
        ]
        parts = tuple(self._as_copy(part) for part in told)
        problems = [*self.problems, *self._links_problems()]
        partly = []
        if problems:
            more = f"; and {len(problems) - _NAMED:,} more" if len(problems) > _NAMED else ""
            partly.append(f"damaged in places ({len(problems):,}): {'; '.join(problems[:_NAMED])}{more}{_HARM}")
        if missing:
            named = ", ".join(missing[:_NAMED]) + (", ..." if len(missing) > _NAMED else "")
            partly.append(
                f"only told to be as in another web archive ({len(missing):,}): {named}; put that one beside it"
            )
        if self._counts["left"]:
            partly.append(f"{self._counts['left']:,} of its pages were left in it, since it holds too many; split it")
        return parts, tuple(self._counted(problems)), tuple(partly)

    def _as_copy(self, part: Part) -> Part:
        """A part with the address and time of the page itself, where it is an archive's copy of one."""
        told = self._copies.get(part.url or "")
        if told is None:
            return part
        url = told.get("original-url") or part.url
        names = (("url", "original-url"), ("archived_at", "archived-at"), ("archive", "archive"))
        found = [Evidence(name, told[key], f"warc-{key}", told[key], 1.0) for name, key in names if told.get(key)]
        return with_evidence(structs.replace(part, url=url), *found)

    def _counted(self, problems: list[str]) -> list[Evidence]:
        told = ", ".join(f"{name}: {number:,}" for name, number in sorted(self._counts.items()))
        counted = [Evidence("records", told, "warc-records", "")] if told else []
        return counted + [Evidence("damage", each[:500], "warc-check", "") for each in problems[:_MOST_NAMED]]

    def _settle_revisits(self) -> list[str]:
        """Say of each page when it was seen unchanged; the addresses of those that are not in this archive."""
        missing = []
        for url, day, digest, refers in self._revisits:
            place = self._by_payload.get(digest)
            if place is None:
                is_wanted = self._wanted is None or _bare(url) in self._wanted
                missing.extend([url] if is_wanted and not _BESIDE_NAME.search(_split(url).path) else [])
                continue
            if refers and refers not in self._targets:
                self.problems.append(f"a revisit of {url[:120]}: it names a page that is not in the file")
            seen = Evidence("captured", day or "unknown", "warc-revisit", url)
            self.parts[place] = with_evidence(self.parts[place], seen)
        return list(dict.fromkeys(missing))


class _Behind(io.RawIOBase):
    """Bytes read already, and the body behind them."""

    def __init__(self, first: bytes, body: Body) -> None:
        super().__init__()
        self._first = first
        self._body = body

    def read(self, size: int = -1) -> bytes:
        """The next bytes, about `size` of them."""
        first, self._first = self._first, b""
        return first or self._body.read(size)


def _is_near(one: str, other: str) -> bool:
    """Whether two times are of one hour or of two next to each other, or no times."""
    try:
        apart = datetime.fromisoformat(one[:19]) - datetime.fromisoformat(other[:19])
    except ValueError:
        return True
    return abs(apart.total_seconds()) <= 3600


def _drained(body: Body) -> str | None:
    """What is wrong with a body, read to its end."""
    while body.read(256 * 1024):
        pass
    return body.problem or body.digest_problem()


def _payload_digest(record: Record) -> str | None:
    """The digest of the body; that of a record in several pieces is of them all."""
    return None if "warc-segment-number" in record.fields else record.fields.get("warc-payload-digest")


def _evidence(record: Record, head: Head) -> list[Evidence]:
    found = [Evidence("url", record.target, "warc-target-uri", record.target, 1.0)] if record.target else []
    day = record.fields.get("warc-date")
    if day:
        found.append(Evidence("captured", day, "warc-date", day, 1.0))
    if head.charset:
        found.append(Evidence(CHARSET, head.charset, "http-content-type", head.fields["content-type"][:300]))
    if "warc-truncated" in record.fields:
        cut = f"the crawler broke it off ({record.fields['warc-truncated'][:40]}); get it again from its address"
        found.append(harmed(cut))
    return found


def _name(url: str) -> str:
    """A path for a page inside its archive: the host, then the path of its address."""
    parts = _split(url)
    path = unquote(parts.path) or "/"
    name = (parts.netloc or parts.scheme) + ("/" if not path.startswith("/") else "") + path
    return (name + "index.html" if name.endswith("/") else name) + (f"?{parts.query}" if parts.query else "")


def _split(url: str) -> SplitResult:
    """The parts of an address; empty ones where it is none."""
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _joined(url: str, to: str) -> str:
    try:
        return urljoin(url, to)
    except ValueError:
        return to


def _are_notes(*links: _Link) -> bool:
    """Whether each is a note of the program that made the archive; those name each other, not pages."""
    return all(link.target.lower().startswith(_NOTES) for link in links)


def _bare(url: str) -> str:
    """An address as two are compared: without what stands behind #, and the slash that a bare host may lack."""
    bare = url.partition("#")[0]
    return bare + "/" if bare.count("/") == 2 else bare
