"""From the words recognised on the pages of a scan to its text, and how sure each of them is."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from cenotaph.blocks import blocks
from cenotaph.flags import flag
from cenotaph.read.about import about_text
from cenotaph.read.reading import Limits, Reading, cut, make_text, reading
from cenotaph.read.recognised_lists import Group, Line, group_rows, groups, page_lines
from cenotaph.read.recognition import FEWEST_LETTERS, NO_TIME, TAKEN, Recogniser, Seen, program, ways_out
from cenotaph.record import Block, Evidence, Flag, Recognised, Row, Source

if TYPE_CHECKING:
    from PIL.Image import Image

UNSURE = 0.6
"""A word less sure than this is to be looked at: of words that sure or surer on invented pages, 1 in 100 was wrong."""

MANY_UNSURE = 0.1
"""The share of unsure words from which on a flag asks to compare the whole text with the scan (S050)."""

_CLOSED = re.compile(r"[.!?…;][\"'”’»)]*$")


class Page(NamedTuple):
    """One page of a scan: a function that draws it, and what to call it."""

    number: int  # from 1
    draw: Callable[[], Image]  # may raise what a parser of damaged pictures raises


class Scan(NamedTuple):
    """What was recognised on the pages of a scan."""

    pages: tuple[Seen, ...]
    partly: tuple[str, ...]  # what was not recognised and why, clauses in plain words

    @property
    def has_words(self) -> bool:
        """Whether anything was recognised with enough certainty to be taken."""
        return any(page.words for page in self.pages)


def recognise(pages: Iterable[Page], limits: Limits, recogniser: Recogniser | None = None) -> Scan | None:
    """What is written on some pages; None when recognition is off or the program is not there.

    Args:
        pages: drawn one after another.
        limits: whether words are recognised, and what that may cost.
        recogniser: what looks at them; by default the program of this machine.

    A page whose answer is below `TAKEN` on average gives no words and is named with that average.
    """
    found = program() if limits.recognition else None
    if recogniser is None and found is not None:
        recogniser = Recogniser(found, limits)
    if recogniser is None:
        return None
    seen: list[Seen] = []
    failed: dict[str, list[int]] = {}
    for page in pages:
        one = _page(recogniser, page)
        if one.problem:
            failed.setdefault(one.problem, []).append(page.number)
        seen.append(one if one.problem is None else Seen())
    return Scan(tuple(seen), tuple(f"no words from {_numbers(at)}: {why}" for why, at in failed.items()))


def recognised(
    scan: Scan, source: Source, limits: Limits, evidence: Sequence[Evidence], partly: Sequence[str]
) -> Reading:
    """The reading of a source that is a scan throughout.

    Args:
        scan: its pages in order, of which at least one has words.
        source: what was read.
        limits: for the length of the text.
        evidence: what the file says of itself.
        partly: what else of it was not read.

    Returns:
        A text with the confidence of each word; pages are parted by form feeds. Tables and numbered lists that name
        people are rows. Yields S021, S050 (words to be looked at), F007.
    """
    text, starts, words, tables, rows = _composed(scan, source, limits)
    text, too_long = cut(text, limits)
    runs = [run for run in _blocks(text, starts, tables) if run.end <= len(text)]
    about = about_text(text, runs, source, evidence)
    pages = [start for start in starts if start < len(text) or start == 0]
    made = make_text(source, text, runs, language=about.language, published=about.published, pages=pages)
    kept = tuple(word for word in words if word.end <= len(text))
    return reading(
        source,
        text=structs.replace(made, method="recognised", words=kept),
        rows=rows,
        evidence=about.evidence,
        flags=(*about.flags, *uncertain(kept, source)),
        partly=(*partly, *_with_way_out(scan.partly, source, limits), *too_long),
    )


def _with_way_out(partly: Sequence[str], source: Source, limits: Limits) -> tuple[str, ...]:
    return (f"{'; '.join(partly)}; {ways_out(limits, name_of(source))}",) if partly else ()


def name_of(source: Source) -> str:
    """The name of a source's file, after which the text typed from it is named."""
    return (source.path or source.id).rpartition("/")[2]


def rows_of_scan(scan: Scan, source: Source, limits: Limits) -> tuple[Row, ...]:
    """The rows of the tables and numbered lists on the pages of a scan that name people."""
    return _composed(scan, source, limits).rows


def uncertain(words: Sequence[Recognised], source: Source) -> tuple[Flag, ...]:
    """S050 when many recognised words are unsure."""
    unsure = sum(word.confidence < UNSURE for word in words)
    if not words or unsure < MANY_UNSURE * len(words):
        return ()
    return (flag("S050", sources=(source.id,), path=source.path or source.id, unsure=unsure, words=len(words)),)


def lines_of(page: Seen) -> list[str]:
    """The lines of a page as text, an empty one between paragraphs."""
    return [line.text if line else "" for line in page_lines(page)]


def placed(pages: Sequence[tuple[int, int, Seen]], text: str) -> tuple[Recognised, ...]:
    """Where the words of recognised pages stand in a text that was laid out by others, line by line.

    Args:
        pages: start and end of each page's part of the text, and its words.
        text: the whole.
    """
    found = []
    for start, end, page in pages:
        at = start
        for word in page.words:
            place = text.find(word.text, at, end)
            if place >= 0:
                at = place + len(word.text)
                found.append(Recognised(place, at, word.confidence))
    return tuple(found)


def _page(recogniser: Recogniser, page: Page) -> Seen:
    if recogniser.time_left() <= 0:
        return Seen(problem=NO_TIME)
    try:
        picture = page.draw()
    except MemoryError:
        return Seen(problem="it has too many dots to be drawn")
    except Exception as error:  # noqa: BLE001 - the border to decoders, which raise whatever damaged bytes make them raise
        return Seen(problem=f"it is damaged ({type(error).__name__}: {str(error)[:100]})")
    seen = recogniser.page(picture)
    if seen.problem or not seen.words:
        return seen
    if seen.letters < FEWEST_LETTERS:
        return Seen()
    if seen.confidence < TAKEN:
        return Seen(problem=f"what stands there was recognised with {seen.confidence:.0%} certainty, which is guessing")
    return seen


def _numbers(pages: Sequence[int]) -> str:
    """Pages in short: "pages 2, 5 to 9"."""
    runs = [list(run) for _, run in itertools.groupby(enumerate(pages), key=lambda each: each[1] - each[0])]
    told = [f"{run[0][1]}" if len(run) == 1 else f"{run[0][1]} to {run[-1][1]}" for run in runs]
    named = ", ".join(told[:20]) + (" and more" if len(told) > 20 else "")
    return f"pages {named}" if len(pages) > 1 else f"page {named}"


class _Composed(NamedTuple):
    text: str
    starts: tuple[int, ...]  # of pages
    words: tuple[Recognised, ...]
    tables: tuple[tuple[int, int], ...]  # runs of lines that became rows
    rows: tuple[Row, ...]


def _composed(scan: Scan, source: Source, limits: Limits) -> _Composed:
    parts: list[str] = []
    starts: list[int] = []
    words: list[Recognised] = []
    listed: list[Group] = []
    at = 0
    for page in scan.pages:
        starts.append(at)
        lines = page_lines(page)
        texts = [line.text if line else "" for line in lines]
        begins = list(itertools.accumulate((len(text) + 1 for text in texts), initial=at))
        for start, line in zip(begins, lines, strict=False):
            words.extend(_offsets(start, line))
        parts.append("\n".join(texts))
        at = starts[-1] + len(parts[-1]) + 1
        for group in groups(lines):
            places = [(begins[first], begins[last] + len(texts[last])) for first, last in group.at]
            listed.append(group._replace(places=tuple(places)))
    rows, tables = group_rows(listed, source, limits)
    return _Composed("\f".join(parts), tuple(starts), tuple(words), tables, rows)


def _offsets(start: int, line: Line | None) -> Iterator[Recognised]:
    """The words of a line that begins at `start` in the text."""
    for word in line.words if line else ():
        yield Recognised(start, start + len(word.text), word.confidence)
        start += len(word.text) + 1


def _blocks(text: str, starts: Sequence[int], tables: Sequence[tuple[int, int]]) -> list[Block]:
    """The blocks of each page; lines that became rows are a table's, and no sentence is read across them."""
    found: list[Block] = []
    for start, end in itertools.pairwise([*starts, len(text) + 1]):
        inside = sorted(place for place in tables if start <= place[0] < end)
        at = start
        for first, last in [*inside, (end - 1, end - 1)]:
            between = [structs.replace(b, start=b.start + at, end=b.end + at) for b in blocks(text[at:first])]
            if last > first and len(between) == 1 and not _CLOSED.search(text[at:first].rstrip()):
                between = [structs.replace(between[0], kind="headline")]  # one open line above a list names it
            found.extend(between)
            if last > first:
                found.append(Block("table", first, last))
            at = last
    return found
