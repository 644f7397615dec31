"""An exported chat (WhatsApp): its words as they stand, who wrote them kept apart from what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cenotaph.blocks import blocks
from cenotaph.chat_lines import Message, day_in, messages, order_of_days
from cenotaph.language_guess import language_of
from cenotaph.read.published import candidate
from cenotaph.read.reading import Limits, Reading, letters, make_text, reading
from cenotaph.read.typed_lists import with_lists
from cenotaph.record import Block, Evidence, Source

NAME = "exported chat"
MEDIA_TYPES = ("text/x-chat",)
EXTENSIONS = (".txt",)

_MOST_NAMED = 500
_SAMPLE = 100_000  # characters of messages in which the language is looked for


def read(data: bytes, source: Source, limits: Limits) -> Reading:
    """The chat as it stands; each message's sender and time are furniture, its words a paragraph.

    Who takes part is kept as private evidence and is never the author. The chat is dated when all of it was written on
    one day; else the days it spans are told, where their order (day or month first) can be told from all its lines.

    Yields S020 (the encoding is a guess), F006, F007.
    """
    read_as = letters(data, source, limits)
    if isinstance(read_as, Reading):
        return read_as
    text = read_as.text
    found = list(messages(text))
    runs = list(_blocks(text, found))
    # a line that begins with who wrote it and when is no line of a list
    heads = [Block("furniture", message.start, message.body) for message in found]
    listed = with_lists(text, runs, source, limits, without=heads)
    evidence = [*_participants(text, found), *_days(text, found), *_language(text, listed.blocks)]
    published = next((each.value for each in evidence if each.field == "published"), None)
    language = next((each.value for each in evidence if each.field == "language"), None)
    return reading(
        source,
        text=make_text(source, text, listed.blocks, language=language, published=published),
        rows=listed.rows,
        evidence=evidence,
        flags=read_as.flags,
        partly=read_as.partly,
    )


def _blocks(text: str, found: Sequence[Message]) -> Iterator[Block]:
    """Heads and what the program says are furniture; a message of several lines is read as a small text of its own."""
    first = found[0].start if found else len(text)
    yield from _shifted(text, 0, first)
    for message in found:
        end_of_line = text.find("\n", message.body, message.end)
        start = message.body
        if message.is_told:
            start = end_of_line if end_of_line >= 0 else message.end
        yield from _run(text, message.start, start if message.is_told else message.body, "furniture")
        words = text[start : message.end].strip()
        if "\n" in words:
            yield from _shifted(text, start, message.end)
        elif words:
            yield from _run(text, start, message.end, "paragraph")


def _shifted(text: str, start: int, end: int) -> Iterator[Block]:
    for block in blocks(text[start:end]):
        yield Block(block.kind, start + block.start, start + block.end)


def _run(text: str, start: int, end: int, kind: str) -> Iterator[Block]:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    last = end - (len(words) - len(words.rstrip()))
    if first < last:
        yield Block("furniture" if kind == "furniture" else "paragraph", first, last)


def _participants(text: str, found: Sequence[Message]) -> list[Evidence]:
    """Everyone who sent a message: living private people, so this is for the archive alone."""
    first: dict[str, Message] = {}
    for message in found:
        if message.sender and len(first) < _MOST_NAMED:
            first.setdefault(message.sender, message)
    return [
        Evidence("participant", name, "chat-sender", text[each.start : each.body].strip()[:300], is_private=True)
        for name, each in sorted(first.items())
    ]


def _days(text: str, found: Sequence[Message]) -> list[Evidence]:
    """The days the chat was written on, when the order of their numbers is certain."""
    numbers = [message.numbers for message in found]
    order = order_of_days(found)
    if order is None:
        return []
    days = sorted({day for each in numbers if (day := day_in(order, each))})
    quote = text[found[0].start : found[0].body].strip()[:300]
    if len(days) == 1:
        return [candidate("chat-lines", days[0], quote)]
    return [Evidence("period", f"{days[0]}/{days[-1]}", "chat-lines", quote, is_private=True)]


def _language(text: str, runs: Sequence[Block]) -> list[Evidence]:
    said = "\n".join(text[run.start : run.end] for run in runs if run.kind != "furniture")[:_SAMPLE]
    code = language_of(said)
    return [Evidence("language", code, "common-words", said.strip()[:60], 0.9)] if code else []
