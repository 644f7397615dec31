"""The lines of an exported chat: which of them begin a message, who sent it and when.

WhatsApp writes an export in the style of the phone's language: Android `12/31/19, 11:59 PM - Name: text`,
iPhone `[31.12.19, 23:59:58] Name: text`. Days in three orders, twelve or twenty-four hours, the digits of the language,
and marks of direction that nobody sees. A message goes on in the lines that begin none.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.edtf import days_in_month

_MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_DAY = r"(?P<first>\d{1,4})(?P<mark>[./-]) ?(?P<second>\d{1,2})[./-] ?(?P<third>\d{1,4})\.?"
_BETWEEN = rf"[,،]?[\s{_MARKS}]*(?:(?:at|à|um|в|a las)\s+)?"
_TIME = r"(?:[^\W\d]{1,4}\.?\s?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?P<half>[^\d\]\-–\n]{0,14}?)"
_START = re.compile(
    rf"[{_MARKS}]*(?:\[{_DAY}{_BETWEEN}{_TIME}\]\s?|{_DAY.replace('<', '<plain_')}{_BETWEEN}"
    rf"{_TIME.replace('<half', '<plain_half')}\s[-–]\s)"
)
_SENDER = re.compile(rf"[{_MARKS}~\u202f\s]*(?P<name>[^:\n\"“«]{{1,100}}?):(?:\s|$)")
_MEDIA = re.compile(
    rf"[{_MARKS}]*(?:<[^<>\n]{{3,200}}>|[^\n]{{1,200}}\.\w{{2,5}}[{_MARKS}]* \([^()\n]{{3,40}}\))[{_MARKS}]*\Z"
)
_LINE = re.compile(r"[^\n]+")
_ENOUGH = 3  # messages that show a text without a telling name to be a chat
_TELLING_NAME = re.compile(r"whatsapp|_chat", re.IGNORECASE)

ORDERS = ("day", "month", "year")
"""What a day begins with."""


class Message(NamedTuple):
    """One message, its places in code points, half-open."""

    start: int  # of its head
    body: int  # where its words begin
    end: int
    sender: str | None  # None for a line of the program itself
    numbers: tuple[int, int, int]  # the three of its day, as printed
    mark: str  # what stands between them
    is_told: bool  # whether the first line of its body is the program's: a picture left out, a file attached


def messages(text: str) -> Iterator[Message]:
    r"""The messages of a chat in order; what stands before the first is none.

    Example:
        >>> [m.sender for m in messages("1/2/20, 9:15 PM - Nadia Placeholder: Nobody came\n1/2/20, 9:16 PM - X left")]
        ['Nadia Placeholder', None]
    """
    open_one: Message | None = None
    for line in _LINE.finditer(text):
        begun = _begun(line.group(), line.start())
        if begun is None:
            open_one = open_one and open_one._replace(end=line.end())
            continue
        if open_one is not None:
            yield open_one
        open_one = begun
    if open_one is not None:
        yield open_one


def is_chat(text: str, name: str = "") -> bool:
    """Whether a text, or the beginning of one, is an exported chat: its first line begins a message, and some more do.

    Args:
        text: at least its first lines.
        name: of its file; "_chat.txt" and "WhatsApp ..." tell it with one message.
    """
    first = _LINE.search(text)
    if first is None or _begun(first.group(), 0) is None:
        return False
    found = list(itertools.islice(messages(text), _ENOUGH))
    senders = sum(message.sender is not None for message in found)
    return len(found) >= (1 if _TELLING_NAME.search(name) else _ENOUGH) and (senders > 0 or len(found) == 1)


def order_of_days(found: Sequence[Message]) -> str | None:
    """What the days of a chat begin with: the one order in which every day exists and none goes back.

    Returns:
        One of `ORDERS`; None where more than one order does equally well.
    """
    days = [message.numbers for message in found]
    backward: dict[str, int] = {}
    for order in ORDERS:
        if order == "month" and any(message.mark != "/" for message in found):
            continue  # no language that writes the month first sets dots or dashes
        read = [day_in(order, day) for day in days]
        if all(day is not None for day in read):
            # A phone whose clock was put back breaks the order of a few lines.
            backward[order] = sum(a > b for a, b in itertools.pairwise(day for day in read if day is not None))
    fewest = min(backward.values(), default=0)
    best = [order for order, count in backward.items() if count == fewest]
    return best[0] if len(best) == 1 else None


def day_in(order: str, numbers: tuple[int, int, int]) -> str | None:
    """The day three numbers mean in an order, as EDTF; None when there is no such day.

    Example:
        >>> day_in("month", (1, 20, 19)), day_in("day", (1, 20, 19))
        ('2019-01-20', None)
    """
    a, b, c = numbers
    year, month, day = {"day": (c, b, a), "month": (c, a, b), "year": (a, b, c)}[order]
    if year < 100 and order != "year":
        year += 2000  # no chat is older
    is_day = 1990 <= year < 2200 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)
    return f"{year:04}-{month:02}-{day:02}" if is_day else None


def _begun(line: str, at: int) -> Message | None:
    """The message that a line begins, if it begins one."""
    head = _START.match(line)
    if head is None:
        return None
    prefix = "" if head["first"] else "plain_"
    a, b, c = (int(head[prefix + name]) for name in ("first", "second", "third"))
    named = _SENDER.match(line, head.end())
    body = named.end() if named else head.end()
    words = line[body:]
    # The iPhone sets a mark of direction before what it says itself, after the sender too.
    is_told = named is None or words.startswith("\u200e") or _MEDIA.match(words) is not None
    sender = named["name"].strip() if named else None
    return Message(at, at + body, at + len(line), sender, (a, b, c), head[prefix + "mark"], is_told)
