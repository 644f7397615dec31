"""A page saved as one file (MHTML): a mail only by its form, so its page becomes a source of its own.

Source: RFC 2557, and what Chrome, Edge, Internet Explorer, Opera and Word write.
"""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message

from cenotaph.read.mail_head import value
from cenotaph.read.mail_parts import Attached, Words
from cenotaph.read.reading import CHARSET, Part, Reading, harmed, reading
from cenotaph.read.shelf import Shelf
from cenotaph.record import Evidence, Source

_SENT = ("to", "cc", "received", "delivered-to", "return-path", "message-id")


def is_saved_page(message: Message) -> bool:
    """Whether nobody ever sent this: pages and their pictures together, without receiver and way."""
    is_together = message.get_content_type() == "multipart/related" or "snapshot-content-location" in message
    return is_together and not any(field in message for field in _SENT)


def saved_page(
    message: Message, found: Sequence[Words | Attached], partly: Sequence[str], source: Source, shelf: Shelf
) -> Reading | None:
    """The reading of a saved page, its first page as a part; pictures, styles and frames belong to it and are counted.

    None when there is no page in it.
    """
    page = next((each for each in found if isinstance(each, Words) and each.kind == "text/html"), None)
    if page is None:
        return None
    url = value(message, "snapshot-content-location") or _location(message)
    title = value(message, "subject")
    told = [Evidence("url", url, "mhtml", url[:500], 0.9)] if url else []
    if page.charset:
        told.append(Evidence(CHARSET, page.charset, "mail-content-type", page.charset))
    if value(message, "date"):
        told.append(Evidence("captured", value(message, "date")[:100], "mhtml", value(message, "date")[:100]))
    if page.problem:
        told.append(harmed(f"{page.problem}; save the page again"))
    name = f"{title[:80].replace('/', '-').strip('. ') or 'page'}.html"
    part: Part = shelf.put(name, page.data, url=url or None, evidence=told)
    beside = Evidence("page_files", f"{len(found) - 1:,}", "mhtml", "")
    return reading(source, parts=[part], evidence=[beside], partly=partly)


def _location(message: Message) -> str:
    """The address of the first page, where it has one of the web."""
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    place = next((value(part, "content-location") for part in pages), "")
    return place if place.startswith(("http://", "https://")) else ""
