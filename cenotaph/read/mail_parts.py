"""The parts of an e-mail: which are its words, which are files of their own, and what is wrong with each."""

from __future__ import annotations

import base64
import binascii
import email.utils
import re
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple

from cenotaph.read.mail_head import readable, value

_DEPTH = 30
_ENDINGS = {
    "application/pdf": ".pdf", "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/tiff": ".tif",
    "text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt", "text/csv": ".csv", "message/rfc822": ".eml",
    "application/msword": ".doc", "application/zip": ".zip", "text/vcard": ".vcf", "application/ms-tnef": ".dat",
}  # fmt: skip
_HIDDEN = re.compile(rb"<(style|script|title)\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_DEFECTS = {
    "InvalidBase64": "its bytes are not packed as they should be (base64), so some may be missing",
    "CloseBoundaryNotFound": "the mail around it is cut short",
}


class Words(NamedTuple):
    """A part of the mail that is read as its text."""

    data: bytes
    kind: str  # text/plain or text/html
    charset: str | None
    problem: str | None = None


class Attached(NamedTuple):
    """A part of the mail that is a file of its own."""

    name: str
    data: bytes
    problem: str | None = None  # what is wrong with its bytes
    charset: str | None = None


def parts(message: Message) -> Iterator[Words | Attached]:
    """The words and the files of a mail, in order.

    Of several forms of the same words the plain one is taken, unless it says much less than the other.
    """
    counter = iter(range(1, 10_000_000))
    for found in _parts(message, 0):
        if isinstance(found, Attached) and (not found.name or found.name in _ENDINGS.values()):
            yield found._replace(name=f"attachment-{next(counter)}{found.name}")
        else:
            yield found


def _parts(part: Message, depth: int) -> Iterator[Words | Attached]:
    kind = part.get_content_type()
    if depth > _DEPTH:
        yield Attached("", b"", "it lies too deep in the mail")
    elif kind.startswith("message/") and part.is_multipart():
        yield from _mails(part, kind)
    elif kind == "multipart/alternative" and part.is_multipart():
        yield from _alternatives(part, depth)
    elif part.is_multipart():
        for child in _children(part):
            yield from _parts(child, depth + 1)
    else:
        yield _leaf(part, kind)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _leaf(part: Message, kind: str) -> Words | Attached:
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    problem = _problem(part)
    name = _name(part)
    is_file = part.get_content_disposition() == "attachment" or name
    if kind in ("text/plain", "text/html") and not is_file:
        return Words(data, kind, part.get_content_charset(), problem)
    return Attached(name or _ENDINGS.get(kind, ""), data, problem, part.get_content_charset())


def _alternatives(part: Message, depth: int) -> Iterator[Words | Attached]:
    """The best form of the same words, and every file beside it."""
    forms = [list(_parts(child, depth + 1)) for child in _children(part)]
    worded = [[each for each in form if isinstance(each, Words)] for form in forms]
    plain = next((form for form in worded if form and form[0].kind == "text/plain"), [])
    rich = next((form for form in reversed(worded) if form and form[0].kind == "text/html"), [])
    # "Your program cannot show this mail": words for those who read plain text, and not the mail's.
    is_stub = sum(_letters(each) for each in plain) * 3 < sum(_letters(each) for each in rich)
    yield from rich if is_stub or not plain else plain
    for form in forms:
        yield from (each for each in form if isinstance(each, Attached))


def _letters(words: Words) -> int:
    """About how many letters some words have, those of tags and styles left out."""
    if words.kind == "text/plain":
        return len(words.data.split()) * 6
    data, kept, at = words.data, [], 0
    for opening in _HIDDEN.finditer(data):
        if opening.start() >= at:
            end = data.find(b"</" + opening[1], opening.end())
            kept.append(data[at : opening.start()])
            at = end if end >= 0 else opening.end()
    return len(_TAG.sub(b" ", b"".join((*kept, data[at:]))).split()) * 6


def _mails(part: Message, kind: str) -> Iterator[Attached]:
    """A mail that is attached, or a report of a mail program."""
    for child in _children(part):
        data = _bytes(child)
        packed = str(part.get("content-transfer-encoding", "")).strip().lower()
        if packed == "base64" and not child.keys():
            data, problem = _unpacked(data)
            yield Attached(_name(part) or ".eml", data, problem)
            continue
        name = _name(part) or (
            value(child, "subject")[:80].replace("/", "-").strip(". ") if kind == "message/rfc822" else ""
        )
        ending = ".eml" if kind == "message/rfc822" else ".txt"
        yield Attached(name if name.lower().endswith(ending) else f"{name}{ending}", data)


def _bytes(message: Message) -> bytes:
    """A mail inside a mail as bytes, its lines as they stood."""
    return message.as_bytes(policy=message.policy.clone(max_line_length=0, mangle_from_=False))


def _unpacked(data: bytes) -> tuple[bytes, str | None]:
    try:
        return base64.b64decode(data, validate=False), None
    except binascii.Error:
        return data, _DEFECTS["InvalidBase64"]


def _problem(part: Message) -> str | None:
    """What the parser found wrong with a part's bytes, in plain words."""
    told = [type(defect).__name__ for defect in part.defects]
    return next((words for start, words in _DEFECTS.items() if any(name.startswith(start) for name in told)), None)


def _name(part: Message) -> str:
    """The file name of a part: RFC 2231, or RFC 2047 in quotation marks as most programs write it."""
    for header, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        try:
            raw = part.get_param(parameter, None, header)
            if raw is not None:
                return readable(email.utils.collapse_rfc2231_value(raw, errors="replace"))[:200].strip()
        except (ValueError, LookupError, TypeError, AttributeError):  # a parameter in pieces that do not fit together
            continue
    return ""
