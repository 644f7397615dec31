"""One decision as one line of bytes, and back.

A line is the JSON of a decision, empty fields left out, with its own digest as the last key:

    {"writer":"leyla","seq":2,"time":"...","kind":"accept",...,"prev":"<64 hex>","sha256":"<64 hex>"}

`prev` is the sha256 of the whole raw line before it, without the newline; `sha256` is that of the
bytes in front of `,"sha256":`. The first ties a line to all before it, the second shows a flipped
byte in the last line too, which no later line vouches for.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

import msgspec

from cenotaph.errors import LedgerError
from cenotaph.record import Decision, digest

KINDS: dict[str, str] = {
    "captured": "a file was first seen",
    "accept": "a statement stands, or a point to check is settled",
    "reject": "a statement is not one",
    "same": "two namings are one person",
    "different": "two namings are two people",
    "unsure": "looked at, and it cannot be told",
    "set": "a field has this value",
    "join": "two questions are one",
    "headline": "this figure is the one to show first",
    "restrict": "in the private preview only",
    "publish": "may be public",
    "seal": "shown nowhere, its words nowhere in the ledger",
    "withdraw": "taken out of the record, on request or because it should never have been in it",
    "undo": "takes an earlier decision back",
    "release": "fixes an edition",
}
"""Every kind of decision and what it says."""

SUFFIX = ".jsonl"

_MARK = b',"sha256":"'
_TAIL = len(_MARK) + 64 + len(b'"}')
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")  # names that Windows keeps for itself
_DECODER = msgspec.json.Decoder(Decision)


def encode(decision: Decision) -> bytes:
    """The raw line of `decision`, without newline.

    Raises:
        LedgerError: a text of it cannot be written in UTF-8.
    """
    values = {
        name: value for name, value in msgspec.structs.asdict(decision).items() if value not in ("", None, {}, ())
    }
    for name in ("anchor", "other_anchor"):
        if name in values:
            values[name] = {k: v for k, v in msgspec.to_builtins(values[name]).items() if v is not None}
    try:
        body = msgspec.json.encode(values)[:-1]
    except UnicodeEncodeError as error:
        raise LedgerError("the decision cannot be written", "a text of it has characters that are none") from error
    return body + _MARK + hashlib.sha256(body).hexdigest().encode() + b'"}'


def decode(raw: bytes) -> Decision | None:
    """The decision of a raw line; None when the line is not what was written."""
    body, tail = raw[:-_TAIL], raw[-_TAIL:]
    if not tail.startswith(_MARK) or tail != _MARK + hashlib.sha256(body).hexdigest().encode() + b'"}':
        return None
    try:
        return _DECODER.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):  # whoever wrote it made a digest to it
        return None


def line_digest(raw: bytes) -> str:
    """The sha256 of a raw line without its newline: what the next line keeps as `prev`."""
    return hashlib.sha256(raw).hexdigest()


def writer_name(name: str) -> str:
    """`name` as it stands in the ledger: composed (NFC), without spaces around it.

    Raises:
        LedgerError: it is empty, too long, or has a colon or control character in it.
    """
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean:
        raise LedgerError("a decision needs a writer", "the name is empty", "give it with --as NAME")
    if len(clean) > 100 or ":" in clean or not clean.isprintable():
        raise LedgerError(
            f"{clean[:40]!r} cannot be a writer's name",
            "a name has at most 100 characters, no colon and no control characters",
            "give another with --as NAME",
        )
    return clean


def file_name(writer: str) -> str:
    """The name of a writer's file, safe on every system.

    A plain name is kept; of any other the Latin letters are kept and a digest keeps two names
    apart, so that "Leyla" and "leyla" do not meet where case makes no difference.
    """
    if _PLAIN.fullmatch(writer) and not _DEVICES.fullmatch(writer):
        return writer + SUFFIX
    letters = unicodedata.normalize("NFKD", writer.lower()).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:30] or "writer"
    return f"{plain}-{digest(writer, length=8)}{SUFFIX}"
