"""E-mail: its words as the text, its files as sources of their own, its addresses kept from everybody's eyes."""

from __future__ import annotations

import email
import re
from collections.abc import Sequence
from email.message import Message
from typing import IO

from msgspec import structs

from cenotaph.blocks import blocks
from cenotaph.encoding import Decoded, decode
from cenotaph.read.about import about_text
from cenotaph.read.mail_head import PRIVATE, head_evidence, is_answer, is_forward, value
from cenotaph.read.mail_page import page_words
from cenotaph.read.mail_parts import Attached, Words, parts
from cenotaph.read.mail_quotes import Stretch, stretches
from cenotaph.read.mail_saved import is_saved_page, saved_page
from cenotaph.read.reading import (
    CHARSET,
    Limits,
    Part,
    Reading,
    cut,
    damage,
    encoding_flags,
    harmed,
    make_text,
    not_readable,
    reading,
    with_evidence,
)
from cenotaph.read.shelf import Shelf
from cenotaph.read.typed_lists import Listed, with_lists
from cenotaph.record import Block, Evidence, Flag, Row, Source

NAME = "e-mail"
MEDIA_TYPES = ("message/rfc822",)
EXTENSIONS = (".eml", ".mht", ".mhtml")
LIBRARIES = ("lxml.html",)

_LOCKED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_PGP = b"-----BEGIN PGP MESSAGE-----"
_APPLE = re.compile(rb"\A\s*\d+\s*\r?\n(?=[A-Za-z-]+:)")  # .emlx: the length of the mail stands before it
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")
_MEMORY = 256 * 2**20  # bytes of a mail that is taken apart in memory, several copies of it
_PROTECTED = "ask its receiver for a copy without encryption, and put that beside it"


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:
    """The mail's subject and words as text; each attached file, inline picture and attached mail as a part.

    Of who wrote it the name is a candidate that only people can make the author. The day it was sent is a candidate
    for the day of publication. Words of a mail that is answered, and signatures, are furniture: they are another mail's
    words, so that nothing is counted twice; those of a mail that is sent on are this mail's.

    Yields S020, S021, F006, F007 (cut short, damaged or encrypted parts).
    """
    data = file.read(_MEMORY + 1)
    if len(data) > _MEMORY:
        return not_readable(source, f"it is larger than {_MEMORY / 2**20:,.0f} MB", "save its attachments beside it")
    return read_mail(data, source, limits, shelf)


def read_mail(data: bytes, source: Source, limits: Limits, shelf: Shelf) -> Reading:
    """The reading of one mail's bytes."""
    message = email.message_from_bytes(_APPLE.sub(b"", data, count=1).lstrip(b"\r\n"))
    if not message.keys():
        return not_readable(source, "it has no head of an e-mail", "get it again from where it came")
    if is_saved_page(message):
        saved = saved_page(message, list(parts(message)), _damaged(message), source, shelf)
        if saved is not None:
            return saved
    words: list[Words] = []
    files: list[Part] = []
    partly: list[str] = []
    for part in parts(message):
        if isinstance(part, Words):
            words.append(part)
        elif _is_locked(part, message):
            files.append(shelf.refuse(part.name, f"it is encrypted; {_PROTECTED}"))
        elif shelf.is_full:
            partly.append("it holds too many files; save them beside it")
            break
        else:
            files.append(_kept(part, shelf))
    return _read(message, words, files, partly, source, limits)


def _read(
    message: Message, words: list[Words], files: list[Part], partly: list[str], source: Source, limits: Limits
) -> Reading:
    subject = value(message, "subject")
    body = _Body(source, limits)
    if subject:
        body.add(subject, [Block("furniture" if is_answer(message) else "headline", 0, len(subject))])
    for each in words:
        body.add_words(each, is_forward(message))
    text, too_long = cut(body.text, limits)
    runs = [run for run in body.blocks if run.end <= len(text)]
    listed = Listed(tuple(body.rows), runs)
    if not any(each.kind == "text/html" for each in words):  # a page's lists are found by its elements
        listed = with_lists(text, runs, source, limits, without=body.others)
    stated = head_evidence(message)
    found = about_text(text, listed.blocks, source, stated)
    # What stands under the mail names private people, as its sender does.
    evidence = tuple(
        structs.replace(each, weight=min(each.weight, PRIVATE)) if each.field == "author" else each
        for each in found.evidence
    )
    partly = [*_locked(message, words, files), *_damaged(message), *partly, *body.partly, *too_long]
    has_words = bool(words) and len(text) > len(subject)
    return reading(
        source,
        text=make_text(source, text, listed.blocks, language=found.language, published=found.published)
        if has_words or subject
        else None,
        rows=listed.rows,
        evidence=evidence,
        flags=(*body.flags, *found.flags),
        partly=list(dict.fromkeys(partly)),
        parts=files,
    )


class _Body:
    """The text of a mail as it is put together from its parts."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._pieces: list[str] = []
        self._end = 0
        self.blocks: list[Block] = []
        self.others: list[Block] = []  # words of other mails
        self.rows: list[Row] = []
        self.flags: list[Flag] = []
        self.partly: list[str] = []
        self._source = source
        self._limits = limits

    @property
    def text(self) -> str:
        """The pieces, a blank line between two."""
        return "\n\n".join(self._pieces)

    def add(self, text: str, runs: list[Block], others: Sequence[Block] = ()) -> None:
        """Add a piece under a blank line, with its blocks; `others` are words of other mails in it."""
        start = self._end + 2 if self._pieces else 0
        self._pieces.append(text)
        self._end = start + len(text)
        self.blocks.extend(Block(run.kind, start + run.start, start + run.end) for run in runs)
        self.others.extend(Block(run.kind, start + run.start, start + run.end) for run in others)

    def add_words(self, words: Words, forwards: bool) -> None:
        """Add the words of one part, the writer's own told from those of others."""
        if words.problem:
            self.partly.append(words.problem)
        if words.kind == "text/html":
            page = page_words(words.data, words.charset, self._source, self._limits)
            text, known, decoded = page.text, page.blocks, page.decoded
            self.partly.extend(page.partly)
            if self.rows and page.rows:
                self.partly.append("lists of people in its second part are here as text alone; save them as a table")
            self.rows = self.rows or list(page.rows)
        else:
            decoded = decode(words.data, words.charset)
            text, known = decoded.text.strip("\n"), None
        self._see(decoded)
        if text.strip():
            told = stretches(text, forwards)
            others = [Block("furniture", each.start, each.end) for each in told if not each.is_own]
            self.add(text, _blocks(text, known, told), others)

    def _see(self, decoded: Decoded) -> None:
        self.flags.extend(each for each in encoding_flags(self._source, decoded) if each not in self.flags)
        self.partly.extend(damage(decoded))


def _blocks(text: str, known: list[Block] | None, told: Sequence[Stretch]) -> list[Block]:
    """The blocks of a body, as the page marks them or its lines show; what is not the writer's own is furniture."""
    found: list[Block] = []
    for run in told:
        inside = text[run.start : run.end]
        if not run.is_own:
            own = [Block("furniture", *match.span()) for match in _PARAGRAPH.finditer(inside)]
        elif known is None:
            own = list(blocks(inside))
        else:
            found.extend(block for block in known if run.start <= block.start < run.end)
            continue
        found.extend(Block(block.kind, run.start + block.start, run.start + block.end) for block in own)
    return found


def _kept(part: Attached, shelf: Shelf) -> Part:
    if not part.data:
        return shelf.refuse(part.name, part.problem or "it is named in the mail, and the mail holds no bytes of it")
    told = [Evidence(CHARSET, part.charset, "mail-content-type", part.charset)] if part.charset else []
    kept = shelf.put(part.name, part.data, evidence=told)
    return with_evidence(kept, harmed(f"{part.problem}; get the mail again")) if part.problem else kept


def _is_locked(part: Attached, message: Message) -> bool:
    kind = message.get_content_type()
    is_signed = "signed" in str(message.get_param("smime-type", "")).lower()
    return (kind in _LOCKED and not is_signed) or part.data.lstrip().startswith(_PGP)


def _locked(message: Message, words: list[Words], files: list[Part]) -> list[str]:
    is_pgp = any(_PGP in each.data for each in words)
    if is_pgp or any(part.problem and part.problem.startswith("it is encrypted") for part in files):
        how = "S/MIME" if "pkcs7" in message.get_content_type() else "PGP"
        return [f"what it says is encrypted ({how}); {_PROTECTED}"]
    return []


def _damaged(message: Message) -> list[str]:
    """What the parser found wrong with the mail as a whole."""
    told = {type(defect).__name__ for part in message.walk() for defect in part.defects}
    found = []
    if told & {"CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect", "NoBoundaryInMultipartDefect"}:
        found.append("the mail is cut short or its parts are not where it says; get it again")
    if told & {"MissingHeaderBodySeparatorDefect", "FirstHeaderLineIsContinuationDefect"}:
        found.append("a line of its head is damaged, so what follows it may stand in the wrong place; get it again")
    return found
