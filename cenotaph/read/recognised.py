"""From the words recognised on the pages of a scan to its text, the lines of its tables, and how sure each is."""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec import structs

from cenotaph.blocks import blocks
from cenotaph.flags import flag
from cenotaph.read.about import about_text
from cenotaph.read.people import FEWEST, people_rows
from cenotaph.read.reading import Limits, Reading, cut, make_text, reading
from cenotaph.read.recognised_bands import Word
from cenotaph.read.recognition import FEWEST_LETTERS, NO_TIME, TAKEN, Recogniser, Seen, program, ways_out
from cenotaph.record import Block, Evidence, Flag, Recognised, Row, Source

if TYPE_CHECKING:
    from PIL.Image import Image

UNSURE = 0.6
"""A word less sure than this is to be looked at: of words that sure or surer on invented pages, 1 in 100 was wrong."""

MANY_UNSURE = 0.1
"""The share of unsure words from which on a flag asks to compare the whole text with the scan (S050)."""

_APART = 1.35  # times the usual step from line to line: a larger one parts paragraphs
_WIDE = 1.2  # times the height of a line: a wider gap between words parts the columns of a table
_NUMBERED = re.compile(r"\(?(\d{1,5})\s?(?:[.)]+\s*|,\s+)([^\W\d].*)")
_CLOSED = re.compile(r"[.!?…;][\"'”’»)]*$")
_NUMBER = re.compile(r"\d{1,5}[.,)]?")


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


class _Line(NamedTuple):
    """The words of one line, left to right as read."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        return min(word.confidence for word in self.words)

    @property
    def foot(self) -> float:
        """Where it stands on the page: the lower edge of most of its words."""
        return statistics.median_low([word.bottom for word in self.words])


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
    return [line.text if line else "" for line in _lines(page)]


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
    groups: list[_Group] = []
    at = 0
    for page in scan.pages:
        starts.append(at)
        lines = _lines(page)
        texts = [line.text if line else "" for line in lines]
        begins = list(itertools.accumulate((len(text) + 1 for text in texts), initial=at))
        for start, line in zip(begins, lines, strict=False):
            words.extend(_offsets(start, line))
        parts.append("\n".join(texts))
        at = starts[-1] + len(parts[-1]) + 1
        for group in _groups(lines):
            places = [(begins[first], begins[last] + len(texts[last])) for first, last in group.at]
            groups.append(group._replace(places=tuple(places)))
    rows, tables = _rows(groups, source, limits)
    return _Composed("\f".join(parts), tuple(starts), tuple(words), tables, rows)


def _offsets(start: int, line: _Line | None) -> Iterator[Recognised]:
    """The words of a line that begins at `start` in the text."""
    for word in line.words if line else ():
        yield Recognised(start, start + len(word.text), word.confidence)
        start += len(word.text) + 1


def _lines(page: Seen) -> list[_Line | None]:
    """The lines of a page in reading order; None between paragraphs."""
    lines = [_Line(tuple(words)) for _, words in itertools.groupby(page.words, key=lambda word: word.line)]
    steps = [line.foot - above.foot for above, line in itertools.pairwise(lines)]
    usual = statistics.median_low([step for step in steps if step > 0] or [0])
    found: list[_Line | None] = list(lines[:1])
    for line, step in zip(lines[1:], steps, strict=True):
        # a step upwards leads to the head of the next column
        if step > _APART * usual or step < 0:
            found.append(None)
        found.append(line)
    return found


class _Group(NamedTuple):
    """Lines that are a table or a numbered list."""

    at: tuple[tuple[int, int], ...]  # first and last line of each row, by index
    cells: tuple[tuple[str, ...], ...]
    confidences: tuple[float, ...]
    is_list: bool
    places: tuple[tuple[int, int], ...] = ()


def _groups(lines: Sequence[_Line | None]) -> Iterator[_Group]:
    """The tables of a page, then the numbered lists that are none."""
    taken: set[int] = set()
    for table in _tables(lines):
        taken.update(at for at, _ in table.at)
        yield table
    yield from _lists([None if at in taken else line for at, line in enumerate(lines)])


def _tables(lines: Sequence[_Line | None]) -> Iterator[_Group]:
    """Runs of lines whose words stand in columns."""
    split = [(at, line, _cells(line)) for at, line in enumerate(lines) if line is not None]
    for is_row, run in itertools.groupby(split, key=lambda each: len(each[2]) > 1):
        found = list(run)
        if not is_row or len(found) < FEWEST:
            continue
        columns = _columns([cell for _, _, cells in found for cell in cells])
        if len(columns) < 2:
            continue
        rows = tuple(_in_columns(cells, columns) for _, _, cells in found)
        at = tuple((index, index) for index, _, _ in found)
        sure = tuple(line.confidence for _, line, _ in found)
        numbered = [row for row in rows if _NUMBER.fullmatch(row[0]) and any(row[1:])]
        if len(numbered) == len(rows):  # no line names the columns: it is a numbered list
            items = tuple((row[0], ", ".join(cell for cell in row[1:] if cell)) for row in rows)
            yield _Group(at, items, sure, is_list=True)
        else:
            yield _Group(at, rows, sure, is_list=False)


def _cells(line: _Line) -> list[tuple[int, int, str]]:
    """Left, right and words of each run of words without a wide gap inside."""
    height = statistics.median(word.bottom - word.top for word in line.words)
    found: list[tuple[int, int, str]] = []
    for word in line.words:
        if found and word.left - found[-1][1] <= _WIDE * height:
            left, _, text = found[-1]
            found[-1] = (left, word.right, f"{text} {word.text}")
        else:
            found.append((word.left, word.right, word.text))
    return found


def _columns(cells: Sequence[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Left and right of each column: what cells above each other cover together; edges of paper and rules are none."""
    found: list[tuple[int, int]] = []
    for left, right, _ in sorted(cell for cell in cells if any(map(str.isalnum, cell[2]))):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _in_columns(cells: Sequence[tuple[int, int, str]], columns: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    row = [""] * len(columns)
    for left, _, text in cells:
        at = next((number for number, (start, end) in enumerate(columns) if start <= left < end), None)
        if at is not None:
            row[at] = f"{row[at]} {text}".strip()
    return tuple(row)


def _lists(lines: Sequence[_Line | None]) -> Iterator[_Group]:
    """Runs of numbered lines, and the lines that go on with one."""
    right = max((line.words[-1].right for line in lines if line), default=0)
    items: list[_Item] = []
    is_close = False  # no gap since the line above
    for at, line in enumerate([*lines, None]):
        numbered = _NUMBERED.fullmatch(line.text) if line else None
        if line is None:
            is_close = False
            continue
        if numbered and not (items and int(numbered[1]) == 1):
            items.append(_Item(at, at, numbered[1], numbered[2], line.confidence, line))
        elif not numbered and items and is_close:
            items[-1:] = _continued(items[-1], at, line, right)
        else:
            yield from _as_list(items)
            items = [_Item(at, at, numbered[1], numbered[2], line.confidence, line)] if numbered else []
        is_close = True
    yield from _as_list(items)


class _Item(NamedTuple):
    """One item of a numbered list."""

    first: int  # index of its first line
    last: int
    number: str
    words: str
    confidence: float
    line: _Line  # its last line


def _continued(item: _Item, at: int, line: _Line, right: int) -> list[_Item]:
    """The item with a line more; a line below one that was not full is an item whose number was not recognised."""
    height = statistics.median(word.bottom - word.top for word in line.words)
    if item.line.words[-1].right > right - 8 * height:
        words, sure = f"{item.words} {line.text}", min(item.confidence, line.confidence)
        return [_Item(item.first, at, item.number, words, sure, line)]
    return [item, _Item(at, at, "", line.text.lstrip(" .,)"), line.confidence, line)]


def _as_list(items: Sequence[_Item]) -> Iterator[_Group]:
    if len(items) >= FEWEST:
        yield _Group(
            tuple((item.first, item.last) for item in items),
            tuple((item.number, item.words) for item in items),
            tuple(item.confidence for item in items),
            is_list=True,
        )


def _rows(
    groups: Sequence[_Group], source: Source, limits: Limits
) -> tuple[tuple[Row, ...], tuple[tuple[int, int], ...]]:
    """The rows of those groups that name people, each with how sure it is; and where their lines stand."""
    naming = [group for group in groups if _people([group], source, limits)]
    tables = [group for group in naming if not group.is_list]
    lists = [group for group in naming if group.is_list]
    sure = {f"table {number}": (1, group) for number, group in enumerate(tables, start=1)}
    sure |= {f"list {number}": (2, group) for number, group in enumerate(lists, start=1)}
    rows = []
    for row in _people(naming, source, limits):
        first, group = sure[row.sheet]
        at = row.line - first
        confidence = group.confidences[at] if 0 <= at < len(group.confidences) else None
        rows.append(structs.replace(row, method="recognised", confidence=confidence))
    return tuple(rows), tuple(place for group in naming for place in group.places)


def _people(groups: Sequence[_Group], source: Source, limits: Limits) -> tuple[Row, ...]:
    tables = [group.cells for group in groups if not group.is_list]
    lists = [[(cells[0], cells[1]) for cells in group.cells] for group in groups if group.is_list]
    return people_rows(tables, lists, source, limits)


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
