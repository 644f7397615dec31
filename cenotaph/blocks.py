"""Which role each line of a plain text has on the page it was copied from.

Text copied from a web page brings its furniture with it: menus, share buttons, photo credits,
related links. None of these is a statement of the article. This module tells them from headline,
byline, dateline, paragraph, list item and caption by layout and by the words of
`lang/<code>/blocks.toml`, all languages together, since furniture is often in another language
than the text.
"""

from __future__ import annotations

import functools
import itertools
import re
from typing import NamedTuple

from msgspec import Struct

from cenotaph.lang import languages, load
from cenotaph.record import Block, BlockKind

STATING: frozenset[BlockKind] = frozenset({"headline", "paragraph", "list_item"})
"""The kinds of block whose words are statements of the text; the others yield no claims."""

_SHORT = 140  # a link or a subheading is seldom longer; a paragraph of news seldom shorter
_HEADLINE = 220  # headlines run to two lines of print
_WRAP = 100  # text wrapped by hand keeps every line below this
_BULLET = re.compile(r"(?:[-–—•·▪●◦‣*]|\(?\d{1,3}[.)]|\(?[a-z]\)|[A-Z]\))\s+(?=\S)")
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*", re.UNICODE)
_CREDIT_TAIL = re.compile(
    r"(?:^|[\s.(\[|/–—-])(?:REUTERS|AFP|AP|EPA|TASS|Reuters|Getty(?: Images)?)\s*(?:/\s*[\w .]+)?[)\]]?$"
)


class BlockWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which lines are told apart (`lang/<code>/blocks.toml`)."""

    furniture_line: tuple[str, ...] = ()
    links_line: tuple[str, ...] = ()
    furniture_start: tuple[str, ...] = ()
    furniture_inside: tuple[str, ...] = ()
    credit_start: tuple[str, ...] = ()
    credit_inside: tuple[str, ...] = ()
    byline_start: tuple[str, ...] = ()
    dateline_start: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    dateline_words: tuple[str, ...] = ()


class _Words(NamedTuple):
    """The words of all languages, ready to be asked."""

    furniture_line: frozenset[str]
    links_line: frozenset[str]
    furniture_start: tuple[str, ...]
    furniture_inside: tuple[str, ...]
    credit_start: tuple[str, ...]
    credit_inside: re.Pattern[str]
    byline_start: tuple[str, ...]
    dateline_start: tuple[str, ...]
    months: frozenset[str]
    dateline_words: frozenset[str]


class _Run(NamedTuple):
    """Consecutive lines that belong together, white space at both ends left out."""

    start: int
    end: int
    text: str


def blocks(text: str) -> tuple[Block, ...]:
    r"""The blocks of a plain text in order, not overlapping; white space between them belongs to none.

    Args:
        text: plain text as copied from a page, or typed; one paragraph a line, or wrapped by hand
            with blank lines between paragraphs.

    Returns:
        Blocks with offsets in code points, half-open. A caption with its credit on one line gives
        two blocks. A text of one line is a paragraph.

    Limits:
        Layout only: a paragraph that an editor slipped in as a teaser is taken for a paragraph.

    Example:
        >>> [b.kind for b in blocks("Ten years on\n\nNobody was hurt on the day, the mayor said.\nShare this")]
        ['headline', 'paragraph', 'furniture']
    """
    runs = _runs(text)
    words = _words()
    kinds = [_kind_alone(run.text, words) for run in runs]
    _mark_links(runs, kinds, words)
    _mark_headlines(runs, kinds)
    _mark_tail(runs, kinds)
    found: list[Block] = []
    for run, kind in zip(runs, kinds, strict=True):
        found.extend(_split_credit(run, kind or "paragraph", words))
    return tuple(found)


def _runs(text: str) -> list[_Run]:
    """The lines of `text`, those of a paragraph wrapped by hand joined."""
    lines = [_Run(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+", text)]
    lines = [line for line in lines if line.text.strip()]
    is_wrapped = _is_wrapped(text, lines)
    runs: list[_Run] = []
    for line in lines:
        start = line.start + len(line.text) - len(line.text.lstrip())
        end = line.end - (len(line.text) - len(line.text.rstrip()))
        if is_wrapped and runs and _continues(text, runs[-1], line):
            start = runs.pop().start
        runs.append(_Run(start, end, text[start:end]))
    return runs


def _is_wrapped(text: str, lines: list[_Run]) -> bool:
    """Whether paragraphs were broken into lines by hand: short lines, most of them cut in mid-sentence."""
    if len(lines) < 2 or max(len(line.text) for line in lines) > _WRAP:
        return False
    followed = [a for a, b in itertools.pairwise(lines) if _touch(text, a, b)]
    long_ones = [line for line in followed if len(line.text) > _WRAP * 0.4]
    open_ones = [line for line in long_ones if not re.search(r"[.!?][\"'”’)\]]*\s*$", line.text)]
    return len(open_ones) * 2 > len(long_ones) > 0


def _touch(text: str, one: _Run, other: _Run) -> bool:
    return len(re.findall(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text[one.end : other.start])) == 1


def _continues(text: str, run: _Run, line: _Run) -> bool:
    between = text[run.end : line.start]
    if len(re.findall(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", between)) != 1:
        return False
    indent = len(line.text) - len(line.text.lstrip())
    return indent < 2 and not _BULLET.match(line.text.lstrip())


@functools.cache
def _words() -> _Words:
    every = [load(code, "blocks", BlockWords) for code in languages("blocks")]

    def joined(name: str) -> tuple[str, ...]:
        return tuple(sorted({word for words in every for word in getattr(words, name)}))

    inside = "|".join(re.escape(word) for word in sorted(joined("credit_inside"), key=len, reverse=True))
    return _Words(
        frozenset(joined("furniture_line")),
        frozenset(joined("links_line")),
        joined("furniture_start"),
        joined("furniture_inside"),
        joined("credit_start"),
        re.compile(rf"\s*(?:[-–—|/(\[]\s*|(?<=[.!?”\"])\s+)(?:{inside})", re.IGNORECASE),
        joined("byline_start"),
        joined("dateline_start"),
        frozenset(joined("months")),
        frozenset(joined("dateline_words")),
    )


def _kind_alone(line: str, words: _Words) -> BlockKind | None:
    """The kind a line shows by itself, None when it may be headline or paragraph."""
    low = " ".join(line.lower().split())
    bare = low.strip(" .:!›»>|•-–—")
    if bare in words.furniture_line or bare in words.links_line or not _WORD.search(low):
        return "furniture"
    is_short = len(low) <= _SHORT
    if low.startswith(words.credit_start) and len(low) <= _HEADLINE:
        return "credit"
    if _is_dateline(low, words):
        return "dateline"
    if is_short and low.startswith(words.byline_start) and not _is_sentence(low):
        return "byline"
    if low.startswith(words.furniture_start) and (is_short or not _is_sentence(low)):
        return "furniture"
    if is_short and any(sign in low for sign in words.furniture_inside):
        return "furniture"
    if low.count(" | ") + low.count(" › ") + low.count(" » ") + low.count(" > ") >= 2 and is_short:
        return "furniture"
    if words.credit_inside.search(line) or (len(line) <= _HEADLINE and _CREDIT_TAIL.search(line)):
        return "caption"
    return "list_item" if _BULLET.match(line) else None


def _is_sentence(low: str) -> bool:
    return bool(re.search(r"[.!?][\"'”’)\]]*$", low)) and low.count(" ") > 5


def _is_dateline(low: str, words: _Words) -> bool:
    """Whether a short line holds a date and nothing else that matters."""
    if len(low) > 90 or not re.search(r"\d", low):
        return False
    named = [word.group() for word in _WORD.finditer(low)]
    known = [w for w in named if w.strip(".") in words.dateline_words or w in words.months]
    has_date = any(w in words.months for w in named) or bool(re.search(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", low))
    if has_date and low.startswith(words.dateline_start):
        return True
    return has_date and len(named) - len(known) <= (1 if low.count(" ") <= 6 and "," in low else 0)


def _mark_links(runs: list[_Run], kinds: list[BlockKind | None], words: _Words) -> None:
    """Mark as furniture the short unclosed lines that follow the head of a list of links."""
    is_open = False
    for at, run in enumerate(runs):
        bare = " ".join(run.text.lower().split()).strip(" .:!›»>|•-–—")
        if bare in words.links_line:
            is_open = True
        elif is_open and len(run.text) <= _SHORT and not re.search(r"[.][\"”’)]*$", run.text):
            kinds[at] = "furniture"
        elif kinds[at] in (None, "list_item"):
            is_open = False


def _mark_headlines(runs: list[_Run], kinds: list[BlockKind | None]) -> None:
    """Mark the title and the subheadings: short lines without a full stop that stand before a paragraph."""
    is_first = True
    plain = [at for at, run in enumerate(runs) if kinds[at] is None and len(run.text) > 20]
    last = plain[-1] if plain else -1
    for at, run in enumerate(runs):
        if kinds[at] is not None:
            continue
        is_unclosed = not _CLOSED.search(run.text) or (is_first and run.text.endswith(("?", "!")))
        if at < last and is_unclosed and len(run.text) <= (_HEADLINE if is_first else _SHORT):
            kinds[at] = "headline"
        is_first = False


def _mark_tail(runs: list[_Run], kinds: list[BlockKind | None]) -> None:
    """Mark as furniture the short unclosed lines behind the last sentence of the text."""
    closed = [at for at, run in enumerate(runs) if kinds[at] in (None, "list_item") and _CLOSED.search(run.text)]
    if not closed:
        return
    for at in range(closed[-1] + 1, len(runs)):
        if kinds[at] in (None, "headline") and len(runs[at].text) <= _SHORT:
            kinds[at] = "furniture"


def _split_credit(run: _Run, kind: BlockKind, words: _Words) -> list[Block]:
    """The run as one block, or as caption and credit."""
    if kind == "caption":
        credit = words.credit_inside.search(run.text)
        if credit and run.text[: credit.start()].strip():
            lead = len(credit.group()) - len(credit.group().lstrip())
            cut = run.start + credit.start()
            return [Block("caption", run.start, cut), Block("credit", cut + lead, run.end)]
    return [Block(kind, run.start, run.end)]
