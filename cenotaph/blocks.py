"""Which role each line of a plain text has on the page it was copied from.

Text copied from a web page brings its furniture with it: menus, share buttons, photo credits,
related links. None of these is a statement of the article. This module tells them from headline,
byline, dateline, paragraph, list item and caption by layout and by the words of
`lang/<code>/blocks.toml`, all languages together, since furniture is often in another language
than the text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from cenotaph.folding import fold, other_alphabets
from cenotaph.lang import languages, load
from cenotaph.letters import letter_parts
from cenotaph.record import Block, BlockKind
from cenotaph.wrapping import BULLET, Run, runs

STATING: frozenset[BlockKind] = frozenset({"headline", "paragraph", "list_item"})
"""The kinds of block whose words are statements of the text; the others yield no claims."""

_SHORT = 140  # a link or a subheading is seldom longer; a paragraph of news seldom shorter
_HEADLINE = 220  # headlines run to two lines of print
_MARKS = " ([*•·»›>|-–—▶►■●"  # in front of a teaser
_ARROWS = ("»", "›", ">>", "▶", "►", "→")  # in front of a link; one ">" is a quoted letter
_LABEL = 60  # characters of the longest label with its colon
_TOP = 8  # runs at the head of a text in which place and day stand
_CLOSED = re.compile(r"[.!?…:;,][\"'”’»)\]*_]*(?:\s*\[[^\[\]]*\])*$")
_TWO_SENTENCES = re.compile(r"\w{3}[.!?][\"'”’»)]*\s+[\"'“‘«(]*[^\W\d_]")
_RULE = re.compile(r"[-_=*]{3,}[^-_=*]{0,60}[-_=*]{3,}\Z")  # "-----Original Message-----"
_AGE = re.compile(r", \d")
_WIRE = re.compile(
    r"(?P<day>[^\W\d_][^\n.!?;:\d]{1,60}, \d{1,2} [^\W\d_]{3,9}\.?,? '?\d{2,4}(?: г\.| il)?(?:\s\([^()]{1,80}\))?)"
    r"\s(?:--|—|–|-)\s+(?:(?:\[[^\[\]]{1,160}\]\s*)*?\[(?:TEXT|EXCERPTS?|SUMMARY)\]\s*)?(?=\S)"
)
"""How agency copy begins: "SAN SALVADOR, 3 JAN 90 (AGENCY) -- [TEXT]"."""
_WORD = re.compile(r"[^\W\d_]+(?:[.'’][^\W\d_]+)*", re.UNICODE)
_CREDIT_TAIL = re.compile(
    r"\((?:[A-Z][\w .'’-]+/[A-Z][\w .'’-]+|[A-Z][\w .]* (?:Images|Photos?))\)$|"
    r"(?:^|[\s.(\[|/–—-])(?:REUTERS|AFP|AP|EPA|TASS|Reuters|Getty(?: Images)?)\s*(?:/\s*[\w .]+)?[)\]]?$"
)


class BlockWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language by which lines are told apart (`lang/<code>/blocks.toml`)."""

    furniture_line: tuple[str, ...] = ()
    links_line: tuple[str, ...] = ()
    label: tuple[str, ...] = ()  # in front of a colon, as those of `links_line` are: "Most read: ..."
    article_label: tuple[str, ...] = ()  # the same, but not above the first paragraph: "Opinion: ..."
    counted_line: tuple[str, ...] = ()  # the whole line behind a number: "12 comments"
    furniture_start: tuple[str, ...] = ()
    furniture_inside: tuple[str, ...] = ()
    credit_start: tuple[str, ...] = ()
    credit_inside: tuple[str, ...] = ()
    byline_start: tuple[str, ...] = ()
    dateline_start: tuple[str, ...] = ()
    months: tuple[str, ...] = ()
    dateline_words: tuple[str, ...] = ()


class _MonthWords(Struct, frozen=True):
    """The part of `lang/<code>/reading.toml` that names the months."""

    months: tuple[tuple[str, ...], ...]


class _Words(NamedTuple):
    """The words of all languages, ready to be asked."""

    furniture_line: frozenset[str]
    links_line: frozenset[str]
    label: frozenset[str]
    article_label: frozenset[str]
    counted_line: frozenset[str]
    furniture_start: tuple[str, ...]
    furniture_inside: tuple[str, ...]
    credit_start: tuple[str, ...]
    credit_inside: re.Pattern[str]
    credit_words: tuple[str, ...]  # without one of which the pattern need not be searched
    byline_start: tuple[str, ...]
    dateline_start: tuple[str, ...]
    months: frozenset[str]
    dateline_words: frozenset[str]


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
    lines = runs(text)
    words = _words()
    alphabets = other_alphabets(text)
    frame = letter_parts(lines)
    kinds = [frame[at].kind if at in frame else _kind_alone(run, words, alphabets) for at, run in enumerate(lines)]
    _mark_places_and_days(lines, kinds, words)
    _mark_links(lines, kinds, words, alphabets)
    _mark_teasers(lines, kinds, words, alphabets)
    _mark_headlines(lines, kinds)
    _mark_tail(lines, kinds)
    found: list[Block] = []
    for at, (run, kind) in enumerate(zip(lines, kinds, strict=True)):
        label = frame[at].label if at in frame else 0
        wire = _WIRE.match(run.text) if at < _TOP and kind is None else None
        if wire:
            found.append(Block("dateline", run.start, run.start + wire.end("day")))
            label = wire.end()
        found.extend(_split_credit(run._replace(start=run.start + label), kind or "paragraph", words, alphabets))
    return tuple(found)


@functools.cache
def _words() -> _Words:
    every = [load(code, "blocks", BlockWords) for code in languages("blocks")]

    def joined(name: str) -> tuple[str, ...]:
        return tuple(sorted({word for words in every for word in getattr(words, name)}))

    inside = "|".join(re.escape(word) for word in sorted(joined("credit_inside"), key=len, reverse=True))
    return _Words(
        frozenset(joined("furniture_line")),
        frozenset(joined("links_line")),
        frozenset((*joined("label"), *joined("links_line"))),
        frozenset(joined("article_label")),
        frozenset(joined("counted_line")),
        joined("furniture_start"),
        joined("furniture_inside"),
        joined("credit_start"),
        # (?<!\s): asked once for a run of spaces, not from each of them
        re.compile(rf"(?:(?<!\s)\s*[-–—|/(\[]\s*|(?<=[.!?”\"])\s+)(?:{inside})", re.IGNORECASE),
        tuple(word.lower() for word in joined("credit_inside")),
        joined("byline_start"),
        joined("dateline_start"),
        frozenset((*joined("months"), *_months())),
        frozenset(joined("dateline_words")),
    )


def _kind_alone(run: Run, words: _Words, alphabets: Sequence[str]) -> BlockKind | None:
    """The kind a line shows by itself, None when it may be headline or paragraph."""
    for line in _spellings(run.text, alphabets):
        kind = _kind_of(line, words)
        if kind is not None:
            return kind
    return "list_item" if BULLET.match(run.text) else None


def _spellings(line: str, alphabets: Sequence[str]) -> tuple[str, ...]:
    """A line as it stands, and in the letters in which word lists are written: two alphabets, a dotted I."""
    codes = languages("folding") if not line.isascii() and ("I" in line or "İ" in line) else alphabets
    return (line, *(fold(line, code) for code in codes))


def _bare(line: str) -> str:
    """A line in lower case without the signs around it."""
    return " ".join(line.lower().split()).strip(" .:!›»>|•-–—")


def _kind_of(line: str, words: _Words) -> BlockKind | None:
    low = " ".join(line.lower().split())
    bare = _bare(low)
    if not _WORD.search(low) or _RULE.match(low) or _is_link(low, bare, words):
        return "furniture"
    is_short = len(low) <= _SHORT
    if low.startswith(words.credit_start) and len(low) <= _HEADLINE:
        return "credit"
    if _is_dateline(low, words):
        return "dateline"
    if is_short and low.startswith(words.byline_start) and not _is_sentence(low):
        return "byline"
    starts_so = low.startswith(words.furniture_start) or low.lstrip(_MARKS).startswith(words.furniture_start)
    if starts_so and (is_short or not _is_sentence(low)):
        return "furniture"
    if is_short and any(sign in low for sign in words.furniture_inside):
        return "furniture"
    if low.count(" | ") + low.count(" › ") + low.count(" » ") + low.count(" > ") >= 2 and is_short:
        return "furniture"
    has_credit = any(word in low for word in words.credit_words) and words.credit_inside.search(line)
    if has_credit or (len(line) <= _HEADLINE and _CREDIT_TAIL.search(line)):
        return "caption"
    return None


def _is_link(low: str, bare: str, words: _Words) -> bool:
    """Whether a line is an item of a menu, the head of a list of links, a count of comments, or a teaser."""
    if bare in words.furniture_line or bare in words.links_line or _is_labelled(low.lstrip(_MARKS), words.label):
        return True
    if low[0].isdecimal():
        return bare.lstrip("0123456789.,+ ") in words.counted_line
    return low.startswith(_ARROWS) and len(low) <= _SHORT and not _CLOSED.search(low)


def _is_labelled(low: str, labels: frozenset[str]) -> bool:
    """Whether a teaser begins with the head of a list of links: "Most read: 12 killed in Ozmara"."""
    colon = low.find(":", 0, _LABEL)
    if colon < 0 or len(low) > _HEADLINE or _bare(low[:colon]) not in labels:
        return False
    return " " in low[:colon] or not _is_sentence(low)  # "Главное: все пятеро вышли живыми, сказал врач."


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


@functools.cache
def _months() -> tuple[str, ...]:
    """The names of the months as texts are dated with them, in every language there is."""
    every = [load(code, "reading", _MonthWords).months for code in languages("reading")]
    return tuple(sorted({form for months in every for forms in months for form in forms}))


def _mark_places_and_days(runs: list[Run], kinds: list[BlockKind | None], words: _Words) -> None:
    """Mark as dateline a line at the head or the end of a text that is a place and a day ("Mirquza, 2 April 1994")."""
    unsure = [at for at, kind in enumerate(kinds) if kind is None]
    for at in unsure:
        if _TOP <= at < len(runs) - _TOP // 2:
            continue
        line = " ".join(runs[at].text.lower().split())
        comma = next((m.start() for m in re.finditer(",", line) if re.match(r"[^,]*\d", line[m.end() :])), None)
        if runs[at].lines > 1 or comma is None or not re.search(r"(?:1[5-9]|20)\d\d|\d ?\w+ '?\d\d\b", line[comma:]):
            continue
        # Above all others such a line may be the title: "The killings in Ozmara, 12 March 1994".
        most = 3 if at == unsure[0] else 5
        place = line[:comma]
        is_place = not re.search(r"\d", place) and place.count(" ") < most
        if is_place and _is_day(line[comma + 1 :], words) and not _is_told(runs[at].text, place, words):
            kinds[at] = "dateline"


def _is_told(printed: str, place: str, words: _Words) -> bool:
    """Whether a closed line with a day at its end is a sentence, as "They came on Friday, 20 January 1990." is.

    Names of places are capitalised but for a word between or in front of them ("the city of Ozmara"), and the day of
    the week stands behind a comma.
    """
    if not _CLOSED.search(printed):
        return False
    before = [word.group() for word in _WORD.finditer(" ".join(printed.split())[: len(place)])]
    small = sum(word[0].islower() for word in before)
    is_weekday = len(before) > 1 and before[-1].lower() in words.dateline_words and "," not in place
    return small > 1 or (small > 0 and is_weekday)


def _is_day(low: str, words: _Words) -> bool:
    """Whether words are a day, perhaps with its hour, and nothing else."""
    named = [word.group().strip(".") for word in _WORD.finditer(low)]
    has_month = any(word in words.months for word in named)
    return has_month and all(word in words.months or word in words.dateline_words for word in named)


def _mark_links(runs: list[Run], kinds: list[BlockKind | None], words: _Words, alphabets: Sequence[str]) -> None:
    """Mark as furniture the short unclosed lines that follow the head of a list of links."""
    is_open = False
    for at, run in enumerate(runs):
        if any(_bare(line) in words.links_line for line in _spellings(run.text, alphabets)):
            is_open = True
        elif is_open and len(run.text) <= _SHORT and not re.search(r"[.][\"”’)]*$", run.text):
            kinds[at] = "furniture"
        elif kinds[at] in (None, "list_item"):
            is_open = False


def _mark_teasers(runs: list[Run], kinds: list[BlockKind | None], words: _Words, alphabets: Sequence[str]) -> None:
    """Mark as furniture the unclosed lines below a paragraph that a label calls another article: "Opinion: ..."."""
    is_below = False
    for at, run in enumerate(runs):
        is_closed = _CLOSED.search(run.text) is not None
        if is_below and kinds[at] is None and not is_closed and ":" in run.text[:_LABEL]:
            lines = (" ".join(line.lower().split()) for line in _spellings(run.text, alphabets))
            if any(_is_labelled(line, words.article_label) for line in lines):
                kinds[at] = "furniture"
        is_below = is_below or (kinds[at] is None and is_closed)


def _mark_headlines(runs: list[Run], kinds: list[BlockKind | None]) -> None:
    """Mark the title and the subheadings: short lines without a full stop that stand before a paragraph."""
    is_first = True
    plain = [at for at, run in enumerate(runs) if kinds[at] is None and len(run.text) > 20]
    last = plain[-1] if plain else -1
    for at, run in enumerate(runs):
        if kinds[at] is not None:
            continue
        is_unclosed = not _CLOSED.search(run.text) or (is_first and run.text.endswith(("?", "!")))
        # Lines that were joined are a paragraph, but for a title in two lines; "[REPORTER] ..." is somebody's turn.
        goes_on = not is_first and kinds[at + 1 : at + 2] == [None] and runs[at + 1].text[:1].islower()
        is_short = run.lines <= (2 if at < 3 else 1) and len(run.text) <= (_HEADLINE if is_first else _SHORT)
        is_title = at < last and is_unclosed and is_short and not goes_on and not run.text.startswith("[")
        if is_title and not _TWO_SENTENCES.search(run.text):
            kinds[at] = "headline"
        is_first = False


def _mark_tail(runs: list[Run], kinds: list[BlockKind | None]) -> None:
    """Mark as furniture the short unclosed lines behind the last sentence of the text."""
    closed = [at for at, run in enumerate(runs) if kinds[at] in (None, "list_item") and _CLOSED.search(run.text)]
    if not closed:
        return
    for at in range(closed[-1] + 1, len(runs)):
        if kinds[at] in (None, "headline") and len(runs[at].text) <= _SHORT and runs[at].lines == 1:
            # A list of people typed without full stops is none: "Ilva Nobody, 11, schoolgirl".
            if _AGE.search(runs[at].text):
                break
            kinds[at] = "furniture"


def _split_credit(run: Run, kind: BlockKind, words: _Words, alphabets: Sequence[str]) -> list[Block]:
    """The run as one block, or as caption and credit."""
    if kind == "caption":
        found = (words.credit_inside.search(line) for line in _spellings(run.text, alphabets))
        credit = next((match for match in found if match), None)
        if credit and run.text[: credit.start()].strip():
            lead = len(credit.group()) - len(credit.group().lstrip())
            cut = run.start + credit.start()
            return [Block("caption", run.start, cut), Block("credit", cut + lead, run.end)]
    return [Block(kind, run.start, run.end)]
