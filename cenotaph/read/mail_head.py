"""The head of an e-mail: names, subject and day, whatever program wrote them and however badly."""

from __future__ import annotations

import email.errors
import email.header
import email.utils
import re
from email.message import Message

from cenotaph.encoding import decode
from cenotaph.read.published import candidate, stated_day
from cenotaph.record import Evidence

PRIVATE = 0.4
"""Who writes a mail is a private person: below what makes an author, so only people make one of the name."""

_PRIVATE_FIELDS = ("from", "to", "cc", "bcc", "reply-to", "sender", "message-id", "in-reply-to", "x-originating-ip")
_FORWARD = ("fwd", "fw", "wg", "ilt", "i̇lt", "yön", "пересл", "перенапр")
_ANSWER = ("re", "aw", "ynt", "yan", "cvb", "cav", "ответ", "отв", "на")
_PREFIX = re.compile(rf"^(?:(?:{'|'.join((*_FORWARD, *_ANSWER))})(?:\[\d+\])?:\s*)+", re.IGNORECASE)
"""What mail programs set before the subject of a mail that is answered or sent on, in their language editions."""
_ENCODED = re.compile(r"=\?[\w.-]+(?:\*[\w-]+)?\?[bq]\?", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(r"(\d{1,2})[ -]+([A-Za-z]{3})[a-z]*[ -]+(\d{4}|\d{2})(?!\d)")


def value(message: Message, name: str) -> str:
    """A field in readable letters: RFC 2047 words undone, bare bytes in UTF-8 or the encoding that fits them.

    Example:
        >>> import email
        >>> value(email.message_from_string("Subject: =?utf-8?b?w5Z6ZXQ=?="), "subject")
        'Özet'
    """
    raw = message.get(name)
    return "" if raw is None else readable(raw)


def readable(raw: object) -> str:
    """A field's value as letters, on one line."""
    words = str(raw) if not isinstance(raw, email.header.Header) else _bytes_of(raw)
    plain = _plain(words)
    if _ENCODED.search(plain):
        plain = _undone(plain)
    return " ".join(plain.replace("\x00", "").split())


def _plain(words: str) -> str:
    """Bytes beyond ASCII, which the parser keeps as they are, as letters."""
    data = words.encode("utf-8", "surrogateescape")
    return words if words.isprintable() and data.decode("utf-8", "replace") == words else decode(data).text


def _bytes_of(header: email.header.Header) -> str:
    """What a header with bytes beyond ASCII holds."""
    parts = email.header.decode_header(header)
    return "".join(part if isinstance(part, str) else part.decode("utf-8", "surrogateescape") for part, _ in parts)


def _undone(words: str) -> str:
    """RFC 2047 words undone; where one is broken, it stays as it stands."""
    found: list[str] = []
    try:
        parts = email.header.decode_header(words)
    except (email.errors.HeaderParseError, ValueError):  # malformed base64
        return words
    joined: list[tuple[bytes, str | None]] = []
    for part, charset in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        # A letter may be cut between two words of one encoding: their bytes belong together.
        if joined and charset and joined[-1][1] == charset:
            joined[-1] = (joined[-1][0] + data, charset)
        else:
            joined.append((data, charset))
    for data, charset in joined:
        found.append(decode(data, charset).text if charset else decode(data).text)
    return "".join(found)


def head_evidence(message: Message) -> list[Evidence]:
    """Title, day and writer as candidates; addresses and identifiers for the archive alone."""
    found = []
    subject = value(message, "subject")
    title = _PREFIX.sub("", subject).strip()
    if title:
        found.append(Evidence("title", title[:500], "mail-header", subject[:500], 0.85))
    day = sent_day(value(message, "date"))
    if day:
        found.append(candidate("mail-header", day, value(message, "date")))
    name = sender(message)
    if name:
        found.append(Evidence("author", name[:300], "mail-header", name[:300], PRIVATE))
    for field in _PRIVATE_FIELDS:
        words = value(message, field)
        if words:
            found.append(Evidence(f"mail-{field}", words[:1000], "mail-header", field, is_private=True))
    return found


def is_answer(message: Message) -> bool:
    """Whether the subject is that of another mail, which this one answers."""
    return _PREFIX.match(value(message, "subject")) is not None and not is_forward(message)


def is_forward(message: Message) -> bool:
    """Whether the subject says that this mail sends another one on."""
    return value(message, "subject").lower().startswith(tuple(f"{each}:" for each in _FORWARD))


def sender(message: Message) -> str:
    """The name of who wrote, without address; empty where only an address stands."""
    # The words are taken apart before they are undone: a name may hold a comma.
    raw = message.get("from")
    name, _ = email.utils.parseaddr(_plain(_bytes_of(raw) if isinstance(raw, email.header.Header) else str(raw or "")))
    name = readable(name).strip(" '\"")
    return "" if "@" in name or name.lower() in ("unknown", "saved by blink", "saved by mozilla") else name


def sent_day(words: str) -> str | None:
    """The day on which a mail was sent, as its writer's clock had it."""
    parsed = email.utils.parsedate_tz(words)
    if parsed is not None and 1970 <= parsed[0] < 2200:
        day = f"{parsed[0]:04}-{parsed[1]:02}-{parsed[2]:02}"
        return stated_day(day)
    found = _DAY.search(words)
    if found and found[2].lower() in _MONTHS and len(found[3]) == 4:
        return stated_day(f"{found[3]}-{_MONTHS.index(found[2].lower()) + 1:02}-{int(found[1]):02}")
    return stated_day(words)
