"""Tables of a PDF by where their words stand: what is empty from top to bottom parts columns, from side to side rows.

A PDF knows no tables, ruled or not; both leave the same gaps. Only pages whose lines look like rows are asked for the
place of every word, since asking costs as much as reading them.
"""

from __future__ import annotations

import itertools
import re
import statistics
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cenotaph.list_words import NAME_FIELDS, heading_field
from cenotaph.read.pdf_layout import Line
from cenotaph.read.people import names_people

_FEWEST = 3  # lines of a table
_WORDS = 14  # words of a line that may be a row; prose has more, or no figures
_APART = 0.9  # of the size of letters: words further apart are not set with a blank between them
_EMPTY = 0.55  # of the size of letters: how wide what parts two columns must be, in all lines
_BETWEEN = 8  # lines of one tall cell
_WIDE = 0.7  # of the width of the page's text: a line of one piece so wide is a paragraph's
_STRAY = 0.04  # of the lines may run over a column's edge: a heading between groups does
_NUMBER = re.compile(r"[(#№]?\d[\d.,/)-]*")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class Word(NamedTuple):
    """One word and its place, in points from the lower left corner of its page."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int  # 0-based
    line: int  # 0-based, of the page


class Found(NamedTuple):
    """A table that lists people: its cells, and the page and line its words were read from."""

    rows: list[list[str]]
    lines: list[tuple[int, int]]


class Level(NamedTuple):
    """The words at one height of a page, from left to right."""

    page: int
    bottom: float
    words: list[Word]


def may_hold_table(lines: Sequence[Line], is_after_one: bool) -> bool:
    """Whether a page is worth asking for the place of each word.

    Args:
        lines: of the page.
        is_after_one: whether the page before was.
    """
    short = [line.text.split() for line in lines if line.text.strip()]
    rows = [words for words in short if len(words) <= _WORDS and any(map(_NUMBER.fullmatch, words))]
    if len(rows) >= _FEWEST and (is_after_one or len(rows) * 4 >= len(short)):
        return True
    return any(
        1 < len(words) <= _WORDS and sum(heading_field(word) is not None for word in words) > 1
        and any(heading_field(part) in NAME_FIELDS for part in phrases(words)) for words in short
    )  # fmt: skip


def people_tables(words: Sequence[Word]) -> list[Found]:
    """The tables of a document that list people, in order; one that goes on over the page is one."""
    regions = [
        region for _, page in itertools.groupby(words, key=lambda word: word.page) for region in _regions(list(page))
    ]
    found = []
    for group in _joined(regions):
        rows = _rows(group)
        if names_people(rows):
            lines = sorted({(word.page, word.line) for level in group for word in level.words})
            found.append(Found(rows, lines))
    return found


def phrases(words: Sequence[str]) -> Iterator[str]:
    """Words that follow each other, up to four: a heading may be "Date of birth"."""
    for first in range(len(words)):
        for last in range(first + 1, min(len(words), first + 4) + 1):
            yield " ".join(words[first:last])


def levels_of(words: Sequence[Word]) -> list[Level]:
    """The words of a page by height, from the top down."""
    found: list[Level] = []
    for word in sorted(words, key=lambda word: (-word.bottom, word.left)):
        if found and abs(found[-1].bottom - word.bottom) < 0.45 * word.size:
            found[-1].words.append(word)
        else:
            found.append(Level(word.page, word.bottom, [word]))
    return [level._replace(words=sorted(level.words, key=lambda word: word.left)) for level in found]


def _pieces(level: Level, apart: float) -> list[tuple[float, float]]:
    """Left and right of each run of words that are set with no more than a blank between them."""
    found: list[tuple[float, float]] = []
    for word in level.words:
        if found and word.left - found[-1][1] < apart * word.size:
            found[-1] = (found[-1][0], max(found[-1][1], word.right))
        else:
            found.append((word.left, word.right))
    return found


def _regions(words: Sequence[Word]) -> Iterator[list[Level]]:
    """Runs of lines in several pieces, with the lines of one piece between them that no paragraph fills."""
    levels = levels_of(words)
    if not levels:
        return
    width = max(word.right for word in words) - min(word.left for word in words)
    region: list[Level] = []
    waiting: list[Level] = []
    for level in levels:
        pieces = _pieces(level, _APART)
        if len(pieces) > 1:
            region.extend((*(waiting if region else waiting[-_BETWEEN:]), level))
            waiting = []
        elif pieces[0][1] - pieces[0][0] > _WIDE * width:
            if len(region) >= _FEWEST:
                yield region
            region, waiting = [], []
        else:
            waiting.append(level)
            if len(waiting) > _BETWEEN and region:
                yield [*region, *_below(region, waiting)]
                region, waiting = [], []
    if region:
        yield [*region, *_below(region, waiting)]


def _below(region: Sequence[Level], waiting: Sequence[Level]) -> list[Level]:
    """The lines under the last row that belong to it: further lines of a cell, set closely."""
    found: list[Level] = []
    last = region[-1]
    for level in waiting:
        if last.bottom - level.bottom > 1.6 * level.words[0].size:
            break
        found.append(level)
        last = level
    return found


def _joined(regions: Sequence[list[Level]]) -> list[list[Level]]:
    """Regions of pages that follow each other as one where their columns are the same."""
    found: list[list[Level]] = []
    last: list[Level] = []  # what the page before adds to the table so far
    for region in regions:
        is_next = bool(last) and region[0].page == last[-1].page + 1
        if is_next and len(_columns([*last, *region])) >= max(len(_columns(last)), 2):
            found[-1].extend(region)
        else:
            found.append(list(region))
        last = region
    return found


def _columns(levels: Sequence[Level]) -> list[tuple[float, float]]:
    """Left and right of each column: what is between them is empty in nearly all lines."""
    size = statistics.median(word.size for level in levels for word in level.words)
    edges = sorted(
        edge for level in levels for left, right in _pieces(level, _EMPTY) for edge in ((left, 1), (right, -1))
    )
    most = max(1, int(_STRAY * len(levels))) if len(levels) >= 10 else 0
    found: list[tuple[float, float]] = []
    depth, begun, ended = 0, 0.0, None
    for place, step in edges:
        before, depth = depth, depth + step
        if before <= most < depth:
            if ended is None:
                begun = place
            elif place - ended >= _EMPTY * size:
                found.append((begun, ended))
                begun = place
        elif depth <= most < before:
            ended = place
    return [*found, (begun, ended)] if ended is not None else found


def _rows(levels: Sequence[Level]) -> list[list[str]]:
    """The cells of a table, the lines of a cell joined by blanks."""
    columns = _columns(levels)
    if len(columns) < 2:
        return []
    lines = [_cells(level, columns) for level in levels]
    groups = _without_interruption(_grouped(levels, lines, columns), lines)
    rows = []
    for group in groups:
        cells = [[word for at in group for word in lines[at][column]] for column in range(len(columns))]
        rows.append([" ".join(word.text for word in cell) for cell in cells])
    letters = "".join(word.text for level in levels for word in level.words)
    if len(_RIGHT_TO_LEFT.findall(letters)) * 2 > sum(map(str.isalpha, letters)):
        rows = [row[::-1] for row in rows]
    return _merged(rows)


def _without_interruption(groups: list[list[int]], lines: Sequence[Sequence[Sequence[Word]]]) -> list[list[int]]:
    """The rows with what a header, printed again on each page, came between in the middle of a tall cell."""
    head = [word for at in groups[0] for word in _words_at(lines[at])] if groups else []
    found: list[list[int]] = []
    for group in groups:
        size = len(groups[0])
        if found and len(group) > size and [word for at in group[:size] for word in _words_at(lines[at])] == head:
            found[-1].extend(group[size:])
            group = group[:size]  # noqa: PLW2901 - the header alone
        found.append(group)
    return found


def _merged(rows: list[list[str]]) -> list[list[str]]:
    """The rows with columns that are one: a heading set in the middle may stand beside the words below it."""
    at = 0
    while rows and at + 1 < len(rows[0]):
        pairs = [(row[at], row[at + 1]) for row in rows]
        fewest = min(sum(bool(one) for one, _ in pairs), sum(bool(other) for _, other in pairs))
        if not any(one and other for one, other in pairs) and fewest <= max(2, len(rows) // 20):
            rows = [[*row[:at], row[at] or row[at + 1], *row[at + 2 :]] for row in rows]
        else:
            at += 1
    return rows


def _cells(level: Level, columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """The words of one height by column, each in the order in which it was read."""
    found: list[list[Word]] = [[] for _ in columns]
    for word in level.words:
        middle = (word.left + word.right) / 2
        at = min(range(len(columns)), key=lambda at: _distance(middle, columns[at]))
        found[at].append(word)
    return [in_reading_order(cell) for cell in found]


def in_reading_order(words: list[Word]) -> list[Word]:
    """The words of one height in the order of reading, given as they stand in the file or from left to right."""
    is_turned = any(_RIGHT_TO_LEFT.search(word.text) for word in words)
    return sorted(words, key=lambda word: -word.left) if is_turned else list(words)


def _distance(place: float, column: tuple[float, float]) -> float:
    return max(column[0] - place, 0.0, place - column[1])


def _grouped(
    levels: Sequence[Level], lines: Sequence[Sequence[Sequence[Word]]], columns: Sequence[tuple[float, float]]
) -> list[list[int]]:
    """Which heights make one row: those of a tall cell go with the nearest line that fills most columns."""
    anchors = _anchors(levels, lines, columns)
    if not anchors:
        return [[at] for at in range(len(lines))]
    step = _row_step(levels, sorted(anchors))
    found: list[list[int]] = []
    above: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and at not in anchors:
            above.append(at)
            continue
        split = _split_at(levels, above, step) if found and at < len(lines) else (len(above) if found else 0)
        alone = [each for each in above if _stands_alone(levels, each, step)]
        if alone and len(alone) == len(above):
            found.extend([each] for each in above)
        elif found:
            found[-1].extend(above[:split])
        if at < len(lines):
            rest = [] if alone and len(alone) == len(above) else above[split:]
            found.append([*rest, at])
        above = []
    return found


def _anchors(
    levels: Sequence[Level], lines: Sequence[Sequence[Sequence[Word]]], columns: Sequence[tuple[float, float]]
) -> set[int]:
    """The heights that each begin, or are the middle of, a row of their own.

    Where rows are numbered, these are the numbered ones, the header, and those as far apart as rows are.
    """
    full = {at for at, line in enumerate(lines) if sum(map(bool, line)) * 2 > len(columns) and sum(map(bool, line)) > 1}
    column = next((at for at in range(len(columns)) if _is_numbered(lines, sorted(full), at)), None)
    if column is None:
        return full
    numbered = {at for at, line in enumerate(lines) if _has_number(line[column])}
    if not numbered:
        return full
    step, first = _row_step(levels, sorted(numbered)), min(numbered)
    head = _words_at(lines[min(full)])
    return numbered | {
        at for at in full if at < first or _stands_alone(levels, at, step) or _words_at(lines[at]) == head
    }


def _words_at(line: Sequence[Sequence[Word]]) -> list[str]:
    return [word.text for cell in line for word in cell]


def _has_number(cell: Sequence[Word]) -> bool:
    return bool(cell) and bool(_NUMBER.fullmatch(cell[0].text))


def _is_numbered(lines: Sequence[Sequence[Sequence[Word]]], anchors: Sequence[int], column: int) -> bool:
    """Whether a column holds the numbers of the rows: figures that go up."""
    cells = [lines[at][column] for at in anchors]
    numbers = [int(bare) for cell in cells if cell and (bare := cell[0].text.strip("().#№-")).isdigit()]
    if len(numbers) < _FEWEST or len(numbers) * 2 < len(cells):
        return False
    steps = [after - before for before, after in itertools.pairwise(numbers)]
    return steps.count(1) * 2 > len(steps)


def _row_step(levels: Sequence[Level], anchors: Sequence[int]) -> float:
    """The least distance between rows that follow each other."""
    gaps = [
        levels[a].bottom - levels[b].bottom
        for a, b in itertools.pairwise(anchors)
        if b == a + 1 and levels[a].page == levels[b].page
    ]
    return min(gaps, default=0.0)


def _stands_alone(levels: Sequence[Level], at: int, step: float) -> bool:
    """Whether a line with few cells is as far from its neighbours as rows are from each other."""
    near = [each for each in (at - 1, at + 1) if 0 <= each < len(levels) and levels[each].page == levels[at].page]
    return bool(step) and all(abs(levels[each].bottom - levels[at].bottom) >= 0.93 * step for each in near)


def _split_at(levels: Sequence[Level], above: Sequence[int], step: float) -> int:
    """How many of the lines between two rows belong to the upper: those above the widest gap."""
    if not above:
        return 0
    places = [above[0] - 1, *above, above[-1] + 1]
    gaps = [
        levels[a].bottom - levels[b].bottom if levels[a].page == levels[b].page else step * 2 + 1
        for a, b in itertools.pairwise(places)
    ]
    widest = max(gaps)
    if widest <= min(gaps) * 1.1:
        return len(above)
    return gaps.index(widest)
