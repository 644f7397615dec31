"""The head of a WARC record: its fields, and what in them cannot be right.

Nothing checks a head but itself: no digest covers it. So every field is held against what the standard lets it be, that
a flipped bit in an address or a length is seen as far as it can be.

Source: ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence

VERSIONS = ("WARC/1.0", "WARC/1.1", "WARC/0.17", "WARC/0.18")
TYPES = ("warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation")
NAMES = (
    "WARC-Type", "WARC-Record-ID", "WARC-Date", "Content-Length", "Content-Type", "WARC-Concurrent-To",
    "WARC-Block-Digest", "WARC-Payload-Digest", "WARC-IP-Address", "WARC-Refers-To", "WARC-Refers-To-Target-URI",
    "WARC-Refers-To-Date", "WARC-Target-URI", "WARC-Truncated", "WARC-Warcinfo-ID", "WARC-Filename", "WARC-Profile",
    "WARC-Identified-Payload-Type", "WARC-Segment-Number", "WARC-Segment-Origin-ID", "WARC-Segment-Total-Length",
    "WARC-Page-ID", "WARC-Resource-Type", "WARC-JSON-Metadata", "WARC-Protocol", "WARC-Cipher-Suite",
    "WARC-Source-URI", "WARC-Creation-Date", "WARC-Recorded-On",
)  # fmt: skip
"""The fields of the standard, and those that well-known crawlers add."""
REQUIRED = ("warc-type", "warc-record-id", "warc-date", "content-length")

_BY_LOW = {name.lower(): name for name in NAMES}
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_URI = re.compile(r"<?[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"\\^`{}\x00-\x1f\x7f]+>?\Z")
_ADDRESS = re.compile(r"<?(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?P<rest>[^\x00-\x1f\x7f]+)>?\Z")
_UUID = re.compile(r"<urn:uuid:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}>\Z")
_DATE = re.compile(
    r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z\Z"
)
_DIGEST_BYTES = {"md5": 16, "sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}
_HEX = re.compile(r"[0-9a-f]+\Z|[0-9A-F]+\Z")
_BASE32 = re.compile(r"[A-Z2-7]+\Z")
_BASE64 = re.compile(r"[\w+/-]+\Z", re.ASCII)
_SCHEMES = ("http", "https", "ftp", "dns", "whois", "urn", "metadata", "file", "data", "about")
_PROFILE = re.compile(
    r"https?://netpreserve\.org/warc/1\.[01]/(?:revisit/)?(?:uri-agnostic-)?"
    r"(?:identical-payload-digest|server-not-modified)\Z"
)
_HTTP = re.compile(r"application/http(?:; ?msgtype=(?:request|response))?\Z")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;.*)?\Z")


def fields_of(lines: Sequence[bytes]) -> tuple[dict[str, str], list[str]]:
    """The fields by name in small letters, the last of equals holding, and what is wrong with their lines."""
    found: dict[str, str] = {}
    problems: list[str] = []
    last = ""
    for line in lines:
        if not line.endswith(b"\r\n"):
            problems.append("a line of its head does not end as lines do")
        words = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
        if words[:1] in (" ", "\t") and last:
            found[last] += " " + words.strip()
            continue
        name, colon, value = words.partition(":")
        if not colon or not _NAME.match(name):
            problems.append(f"a line of its head is no field ({words[:60]!r})")
            continue
        last = name.lower()
        if last in found and last != "warc-concurrent-to":
            problems.append(f"its head states {name} twice")
        found[last] = value.strip()
        problems.extend(_name_problem(name))
        if any(ord(char) < 32 or ord(char) == 127 for char in value.strip()):
            problems.append(f"its head has a control character in {name}")
    return found, problems


def problems_of(fields: Mapping[str, str]) -> list[str]:
    """What in the fields of a record cannot be right, in plain words."""
    problems = [f"its head has no {_BY_LOW[name]}" for name in REQUIRED if name not in fields]
    for name, fits in _FITS.items():
        value = fields.get(name)
        if value is not None and not fits(value):
            problems.append(f"{_BY_LOW[name]} cannot be {value[:80]!r}")
    kind = fields.get("warc-type")
    if kind in ("response", "request", "revisit", "resource") and "warc-target-uri" not in fields:
        problems.append("its head has no WARC-Target-URI")
    content = fields.get("content-type", "")
    is_web = fields.get("warc-target-uri", "").strip("<>").lower().startswith(("http:", "https:"))
    is_right = _HTTP.match(content) if kind != "warcinfo" else content == "application/warc-fields"
    told = kind in ("response", "request") and is_web
    if (told or (kind in ("revisit", "warcinfo") and content)) and not is_right:
        problems.append(f"Content-Type cannot be {content[:80]!r}")
    return problems


def _name_problem(name: str) -> list[str]:
    known = _BY_LOW.get(name.lower())
    if known is not None:
        return [] if name in (known, known.lower(), known.upper()) else [f"its head spells {known} as {name}"]
    near = next((each for each in NAMES if _is_one_off(name, each)), None)
    return [f"its head has {name} where {near} is meant"] if near else []


def _is_one_off(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _is_id(value: str) -> bool:
    if _UUID.match(value):
        digits = value[10:-1]
        return digits in (digits.lower(), digits.upper())
    return value.startswith(("<http://", "<https://")) and _URI.match(value) is not None


def _is_target(value: str) -> bool:
    """An address, its host followed by a path; a scheme one letter off a known one is none."""
    found = _ADDRESS.match(value)
    if found is None or "\\x" in value:
        return False
    scheme = found["scheme"].lower()
    if scheme in ("http", "https", "ftp"):
        return found["rest"].startswith("//") and len(found["rest"]) > 2
    return scheme in _SCHEMES or not any(_is_one_off(scheme, known) for known in _SCHEMES)


def _is_digest(value: str) -> bool:
    """Whether a digest has the letters and the length of its kind, in base 16, 32 or 64; other kinds are let pass."""
    kind, _, written = value.partition(":")
    size, written = _DIGEST_BYTES.get(kind.replace("-", "")), written.rstrip("=")
    if size is None:
        return bool(kind and written)
    by_length = {2 * size: _HEX, -(-size * 8 // 5): _BASE32, -(-size * 8 // 6): _BASE64}
    letters = by_length.get(len(written))
    return letters is not None and letters.match(written) is not None


def _is_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True


_FITS: dict[str, Callable[[str], object]] = {
    "warc-type": TYPES.__contains__,
    "warc-record-id": _is_id,
    "warc-concurrent-to": _is_id,
    "warc-refers-to": _is_id,
    "warc-warcinfo-id": _is_id,
    "warc-segment-origin-id": _is_id,
    "warc-date": _DATE.match,
    "warc-refers-to-date": _DATE.match,
    "content-length": lambda value: value.isascii() and value.isdigit(),
    "warc-block-digest": _is_digest,
    "warc-payload-digest": _is_digest,
    "warc-ip-address": _is_address,
    "warc-target-uri": _is_target,
    "warc-refers-to-target-uri": _is_target,
    "warc-profile": _PROFILE.match,
    "warc-truncated": ("length", "time", "disconnect", "unspecified").__contains__,
    "content-type": _MEDIA_TYPE.match,
    "warc-identified-payload-type": _MEDIA_TYPE.match,
    "warc-segment-number": str.isdigit,
}
