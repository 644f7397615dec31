"""A second, independent reader of PDFs (`pypdf`, in pure Python): to read again what killed the first, and to compare.

It is many times slower, so of a document it compares a few pages. Words are compared as bags: the order in which two
programs read columns is no difference. Where only the gaps between words differ, neither is wrong.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cenotaph.blocks import blocks
from cenotaph.flags import flag
from cenotaph.read.about import about_text
from cenotaph.read.reading import Limits, Reading, cut, make_text, not_readable, reading
from cenotaph.record import Block, Flag, Source

_PAGES = 8  # compared at most
_PER_PAGE = 50  # pages of a document for each further page that is compared
_MOST = 20_000  # letters of a page that is compared: drawings and tables of figures cost seconds
_LEAST_WORDS = 20
_DIFFERENT = 0.1  # of the words
_LETTERS = 0.05  # of the letters: less is another parting of the same words
_NODES = 5_000  # of the tree of pages
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"\w+")


class _Compared(NamedTuple):
    """One page as two programs read it, in words."""

    number: int
    first: int
    second: int
    shared: int


def second_flags(data: bytes, pages: Sequence[str], source: Source) -> tuple[Flag, ...]:
    """S040 where a second program reads other words on a sample of pages, S041 where the tree of pages is a loop.

    Args:
        data: the PDF.
        pages: the words of each page as read first.
        source: what was read.
    """
    document = _opened(data)
    if document is None:
        return ()
    flags = []
    path = source.path or source.id
    if _is_loop(document):
        flags.append(flag("S041", sources=(source.id,), path=path, pages=len(pages)))
        return tuple(flags)
    different = [found for found in _compared(document, pages) if found is not None]
    if different:
        values = {name: sum(getattr(each, name) for each in different) for name in ("first", "second", "shared")}
        named = ", ".join(str(each.number) for each in different)
        flags.append(flag("S040", sources=(source.id,), path=path, pages=named, **_as_words(values)))
    return tuple(flags)


def read_slowly(data: bytes, source: Source, limits: Limits) -> Reading:
    """The text of each page as the second program reads it, pages parted by a form feed; no tables and no places.

    For a PDF that the first program did not survive. Yields S021, F006, F007.
    """
    document = _opened(data)
    if document is None:
        return not_readable(source, "two programs cannot read it: it is damaged", "get it again from where it came")
    parts, failed, length = [], 0, 0
    try:
        for page in document.pages:
            words = _words_of(page)
            failed += words is None
            parts.append(words or "")
            length += len(parts[-1])
            if length > limits.characters:
                break
    except Exception:  # noqa: BLE001 - a parser of damaged files raises whatever it stumbles over
        failed += 1
    text, too_long = cut("\f".join(parts), limits)
    runs: list[Block] = []
    starts = []
    at = 0
    for part in parts:
        starts.append(at)
        runs.extend(Block(run.kind, run.start + at, run.end + at) for run in blocks(part) if run.end + at <= len(text))
        at += len(part) + 1
    about = about_text(text, runs, source)
    pages = [start for start in starts if start < len(text) or start == 0]
    partly = ["the program that reads PDFs failed on it; a simpler one read its words without its tables; look at it"]
    if failed:
        partly.append(f"{failed} pages are damaged and were not read; get a better copy")
    return reading(
        source,
        text=make_text(source, text, runs, language=about.language, published=about.published, pages=pages),
        evidence=about.evidence,
        flags=about.flags,
        partly=(*partly, *too_long) if text.strip() else (*partly[1:], *too_long),
    )


def _opened(data: bytes) -> Any:
    """The document; None where it cannot be opened, or only with a password."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it has to say of a file is said in flags
    try:
        document = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            return None
    except Exception:  # noqa: BLE001 - a parser of damaged files raises whatever it stumbles over
        return None
    return document


def _compared(document: Any, pages: Sequence[str]) -> Iterator[_Compared | None]:
    """The pages of a sample on which the two differ."""
    fit = [at for at, words in enumerate(pages) if len(words) <= _MOST and len(words.split()) >= _LEAST_WORDS]
    number = min(_PAGES, 1 + len(pages) // _PER_PAGE, len(fit))
    for each in range(number):
        # Of each stretch the page with the fewest letters: the second program takes longer for each.
        stretch = fit[each * len(fit) // number : (each + 1) * len(fit) // number]
        at = min(stretch, key=lambda at: (len(pages[at]), at))
        try:
            words = _words_of(document.pages[at])
        except Exception:  # noqa: BLE001 - as above
            words = None
        if words is not None:
            yield _difference(at + 1, pages[at], words)


def _words_of(page: Any) -> str | None:
    """The words of one page; None when it is damaged. Letters without a meaning that cannot be stored are left out."""
    try:
        words = page.extract_text()
    except Exception:  # noqa: BLE001 - as above
        return None
    return str(words).encode("utf-8", "ignore").decode("utf-8").replace("\x00", "").replace("\f", " ")


def _difference(number: int, first: str, second: str) -> _Compared | None:
    one, other = _bag(first), _bag(second)
    shared = sum((one & other).values())
    most = max(sum(one.values()), sum(other.values()))
    if most - shared <= _DIFFERENT * most:
        return None
    letters, others = Counter("".join(one.elements())), Counter("".join(other.elements()))
    most_letters = max(sum(letters.values()), sum(others.values()))
    if most_letters - sum((letters & others).values()) <= _LETTERS * most_letters:
        return None
    return _Compared(number, sum(one.values()), sum(other.values()), shared)


def _bag(words: str) -> Counter[str]:
    """The words of a page, however often each; of those from right to left the letters in any order."""
    low = unicodedata.normalize("NFKC", words).casefold()
    found = (match[0] for match in _WORD.finditer(low.replace("\u00ad", "").replace("ـ", "")))
    return Counter("".join(sorted(word)) if _RIGHT_TO_LEFT.search(word) else word for word in found)


def _as_words(values: dict[str, int]) -> dict[str, Any]:
    return {name: f"{value:,}" for name, value in values.items()}


def _is_loop(document: Any) -> bool:
    """Whether a node of the tree of pages holds a node above it, or itself."""
    try:
        waiting = [(document.trailer["/Root"].raw_get("/Pages"), frozenset[int]())]
        for _ in range(_NODES):
            if not waiting:
                return False
            node, above = waiting.pop()
            number = getattr(node, "idnum", 0)
            if number and number in above:
                return True
            held = node.get_object() if hasattr(node, "get_object") else node
            if hasattr(held, "get") and "/Kids" in held:
                kids = held["/Kids"]
                waiting.extend(
                    (kids[at] if not hasattr(kids, "raw_get") else kids.raw_get(at), above | {number})
                    for at in range(len(kids))
                )
    except Exception:  # noqa: BLE001 - as above
        return False
    return False
