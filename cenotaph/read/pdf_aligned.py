"""Tables of a PDF without rules, by what stands exactly below each other.

Programs that print tables set the cells of a column at one place, and write cell after cell, row after row. A browser
leaves less between two columns than between two words, so a gap alone does not tell; years and dates below each other
do, as prose has none, and the order of the file says which of several lines belong to one cell.
"""

from __future__ import annotations

import functools
import itertools
import re
import statistics
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cenotaph.list_words import NAME_FIELDS, heading_field
from cenotaph.list_words import words as list_words
from cenotaph.read.pdf_ruled import joined_rows, together
from cenotaph.read.pdf_tables import Found, Level, Word, in_reading_order, levels_of
from cenotaph.read.people import names_people
from cenotaph.script import word_key

_FEWEST = 3  # rows
_FIGURE = re.compile(r"[(#№]?\d[\d./()–-]*\d[.,)]?")  # two digits at least: years, dates, ages
_NUMBER = re.compile(r"[(#№]?\d{1,5}[.)]?")
_NEAR = 1.0  # points: places so near are one
_EMPTY = 0.55  # of the size of letters: so wide a gap in all rows parts columns by itself
_ALIGNED = 0.75  # of the rows: so many begin, or end, at one place where the gap is narrower
_STRAY = 0.04  # of the rows may run over a column's edge
_MOST_BETWEEN = 8  # lines without a figure between two rows
_HEAD_LINES = 4  # of a header
_CLOSE = 2.6  # of the size of letters: a header is no further above its rows
_BESIDE = 0.5  # of the size of letters: words less apart stand at one height
_LINE = 1.45  # of the size of letters: the last row goes on no further below
_CELL = 1.9  # of the size of letters: the next line of a cell, in the order of the file, is no further below
_MANY = 8  # rows: with fewer, words may begin below each other by chance
_VARIED = 3  # places: words that end at so few may be as long as each other by chance
_HEADING = 6  # words of one heading
_MOST_WORDS = 30  # of a header's line


class _Region(NamedTuple):
    """The lines of a table on one page, from the top down, and which of them are surely rows."""

    page: int
    levels: list[Level]
    sure: list[Level]
    above: list[Level]  # lines over it, the nearest first


def aligned_tables(words: Sequence[Word], furniture: Collection[tuple[int, int]]) -> tuple[list[Found], list[Word]]:
    """The tables without rules that list people, in order, and the words that are in none of them.

    Args:
        words: of pages that may hold tables, in the order of the file.
        furniture: page and line of running heads and feet.

    Returns:
        A table that goes on overleaf is one, and so is a row of it.
    """
    order = {id(word): at for at, word in enumerate(words)}
    pages = [levels_of(list(own)) for _, own in itertools.groupby(words, key=lambda word: word.page)]
    running = {
        id(level) for levels in pages for level in levels if _is_furniture(level, furniture) and not _is_header(level)
    }
    regions = _regions(pages, running)
    found: list[Found] = []
    taken: set[int] = set()
    for group in _joined(regions):
        sure = [level for region in group for level in region.sure]
        columns = _columns(sure) if len(sure) >= _FEWEST else []
        if len(columns) < 2:
            continue
        parts = [_words_of(region, columns, goes_on=region is not group[0]) for region in group]
        own = [word for part in parts for word in part]
        rows = joined_rows([_rows(sorted(part, key=lambda word: order[id(word)]), columns) for part in parts])
        if names_people(rows):
            found.append(Found(rows, sorted({(word.page, word.line) for word in own})))
            taken.update(map(id, own))
    return found, [word for word in words if id(word) not in taken]


def _is_furniture(level: Level, furniture: Collection[tuple[int, int]]) -> bool:
    return all((word.page, word.line) in furniture for word in level.words)


def _regions(pages: Sequence[list[Level]], running: Collection[int]) -> list[_Region]:
    """Runs of lines whose figures stand below each other, on one page or on all."""
    figures = [
        [
            {place for word in level.words[1:] if _FIGURE.fullmatch(word.text) for place in _places(word)}
            for level in levels
        ]
        for levels in pages
    ]
    counted = Counter(place for page in figures for own in page for place in own)
    popular = {place for place, count in counted.items() if count >= _FEWEST}
    found = []
    for levels, page in zip(pages, figures, strict=True):
        rows = [at for at, own in enumerate(page) if popular.intersection(own)]
        for first, last in _runs(levels, rows):
            sure = [levels[at] for at in rows if first <= at <= last]
            end = last + 1
            while end < len(levels) and levels[end - 1].bottom - levels[end].bottom < _LINE * levels[end].words[0].size:
                end += 1
            above = levels[max(0, first - _MOST_BETWEEN) : first][::-1]
            found.append(
                _Region(levels[0].page, levels[first:end], sure, [level for level in above if id(level) not in running])
            )
    return found


def _places(word: Word) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("left", round(word.left / _NEAR)), ("right", round(word.right / _NEAR))


def _runs(levels: Sequence[Level], rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of rows; a header between two begins another table."""
    first = last = None
    for at in rows:
        if first is None or last is None:
            first = at
        elif at - last > _MOST_BETWEEN or any(_is_header(level) for level in levels[last + 1 : at]):
            yield first, last
            first = at
        last = at
    if first is not None and last is not None:
        yield first, last


def _is_header(level: Level) -> bool:
    """Whether a line holds two headings, that of the names among them."""
    if _has_figure(level) or len(level.words) > _MOST_WORDS:
        return False
    if not any(_may_head_names(word.text) for word in level.words):
        return False
    known = [heading_field(" ".join(w.text for w in own)) for own, is_known in _parts(level.words) if is_known]
    turned = [heading_field(" ".join(w.text for w in own)) for own, is_known in _parts(level.words[::-1]) if is_known]
    return any(len(fields) > 1 and not set(NAME_FIELDS).isdisjoint(fields) for fields in (known, turned))


@functools.lru_cache(maxsize=20_000)
def _may_head_names(text: str) -> bool:
    """Whether a word is one of those that headings of names are made of; most lines hold none, and are done with."""
    return not _name_words().isdisjoint(word_key(text).split())


@functools.cache
def _name_words() -> frozenset[str]:
    return frozenset(
        word for key, field in list_words().headers.items() if field in NAME_FIELDS for word in key.split()
    )


def _headings(level: Level) -> int:
    """How many headings we know a line holds."""
    return sum(is_known for _, is_known in _parts(in_reading_order(level.words)))


def _parts(words: Sequence[Word]) -> list[tuple[list[Word], bool]]:
    """A header's words by heading, and whether we know it; what is between two that we know is one."""
    found: list[tuple[list[Word], bool]] = []
    at = 0
    while at < len(words):
        for length in range(min(_HEADING, len(words) - at), 0, -1):
            text = " ".join(word.text for word in words[at : at + length])
            if heading_field(text) is not None:
                found.append((list(words[at : at + length]), True))
                at += length
                break
        else:
            if found and not found[-1][1]:
                found[-1][0].append(words[at])
            else:
                found.append(([words[at]], False))
            at += 1
    return found


def _joined(regions: Sequence[_Region]) -> list[list[_Region]]:
    """Regions of pages that follow each other as one where together they have the same columns."""
    found: list[list[_Region]] = []
    for region in regions:
        last = found[-1][-1] if found else None
        if (
            last
            and region.page == last.page + 1
            and len(_columns([*last.sure, *region.sure])) >= len(_columns(last.sure))
        ):
            found[-1].append(region)
        else:
            found.append([region])
    return found


def _columns(rows: Sequence[Level]) -> list[tuple[float, float]]:
    """Left and right of each column: between them hardly a word stands, and what is behind begins at one place."""
    size = statistics.median(word.size for level in rows for word in level.words)
    most = int(_STRAY * len(rows))
    edges = sorted(
        edge
        for level in rows
        for word in level.words
        for edge in ((word.left, 1), (max(word.right, word.left + 0.1), -1))
    )
    spans: list[tuple[float, float]] = []
    depth, begun = 0, 0.0
    for place, step in edges:
        before, depth = depth, depth + step
        if before <= most < depth:
            begun = place
        elif depth <= most < before:
            spans.append((begun, place))
    found: list[tuple[float, float]] = []
    for span in spans:
        is_wide = bool(found) and span[0] - found[-1][1] >= _EMPTY * size
        is_open = bool(found) and span[0] - found[-1][1] >= _NEAR / 2
        if found and not is_wide and not (is_open and _is_aligned(rows, found[-1], span)):
            found[-1] = (found[-1][0], span[1])
        else:
            found.append(span)
    return found


def _is_aligned(rows: Sequence[Level], one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether what stands behind a gap begins at one place, or what stands before it ends at one."""
    behind = [min(places) for level in rows if (places := [w.left for w in level.words if w.left >= other[0] - _NEAR])]
    before = [max(places) for level in rows if (places := [w.right for w in level.words if w.right <= one[1] + _NEAR])]
    if len(rows) < _MANY:
        return False
    texts = [[w.text for w in level.words if one[0] - _NEAR <= w.left <= one[1]] for level in rows]
    has_figures = [bool(own) and bool(_NUMBER.fullmatch(own[-1]) or _FIGURE.fullmatch(own[-1])) for own in texts]
    nexts = [
        min((w for w in level.words if w.left >= other[0] - _NEAR), key=lambda w: w.left, default=None)
        for level in rows
    ]
    figures = [w is not None and bool(_FIGURE.fullmatch(w.text)) for w in nexts]
    is_other = sum(has_figures) > _ALIGNED * len(rows) or sum(figures) > _ALIGNED * len(rows)
    if not is_other and len({round(place) for place in before}) < _VARIED:
        return False
    begins = sum(place - other[0] <= 2 * _NEAR for place in behind)
    ends = sum(one[1] - place <= 2 * _NEAR for place in before)
    return begins >= _ALIGNED * len(rows) or ends >= _ALIGNED * len(rows)


def _words_of(region: _Region, columns: Sequence[tuple[float, float]], *, goes_on: bool) -> list[Word]:
    """The words of a region, its header's among them; not those of a line that goes over columns below the last row."""
    levels = list(region.levels)
    while levels[-1] is not region.sure[-1] and _is_across(levels[-1], columns):
        levels.pop()
    head: list[Level] = []
    last = levels[0]
    for level in region.above:
        if level.bottom - last.bottom > _CLOSE * last.words[0].size:
            break
        if not _headings(level) and (_is_across(level, columns) or len(head) >= _HEAD_LINES):
            break
        head.append(level)
        last = level
    while head and not goes_on and not _headings(head[-1]):
        head.pop()
    levels = [*head[::-1], *levels]
    return [word for level in levels for word in level.words]


def _is_across(level: Level, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line is written over the gaps between columns, as a heading or a sentence is."""
    gaps = [(a[1], b[0]) for a, b in itertools.pairwise(columns)]
    runs: list[tuple[float, float]] = []
    for word in level.words:
        if runs and word.left - runs[-1][1] < _EMPTY * word.size:
            runs[-1] = (runs[-1][0], max(runs[-1][1], word.right))
        else:
            runs.append((word.left, word.right))
    return len(runs) < 2 and any(
        left < gap[0] - _NEAR and right > gap[1] + _NEAR for left, right in runs for gap in gaps
    )


def _rows(words: Sequence[Word], columns: Sequence[tuple[float, float]]) -> list[list[str]]:
    """The cells of the words of a page, in the order of the file: a row ends where the next cell is no further on."""
    is_turned = _is_right_to_left(words)
    places = _cell_places(words, columns)
    rows: list[list[list[Word]]] = []
    last: Word | None = None
    at, was_across = -1, False
    for word in words:
        place = places[id(word)]
        is_across = place is None
        column = 0 if place is None else len(columns) - 1 - place if is_turned else place
        below = 0.0 if last is None else abs(last.bottom - word.bottom) / word.size
        is_next = below > _BESIDE and (
            column < at
            or is_across != was_across
            or (column == at and (below > _CELL or (not column and bool(_NUMBER.fullmatch(word.text)))))
        )
        if not rows or is_next or (column < at and is_across == was_across):
            rows.append([[] for _ in columns])
        rows[-1][column].append(word)
        at, last, was_across = column, word, is_across
    return [[_text(cell) for cell in row] for row in rows]


def _cell_places(words: Sequence[Word], columns: Sequence[tuple[float, float]]) -> dict[int, int | None]:
    """The column of each word, by its identity; none for those of a heading that goes over several."""
    found: dict[int, int | None] = {}
    for level in levels_of(words):
        if _has_figure(level):
            found.update((id(word), _column(word, columns)) for word in level.words)
            continue
        parts = _parts(level.words if not _is_right_to_left(level.words) else in_reading_order(level.words))
        if _is_header(level) and len(parts) == len(columns):
            order = range(len(columns))[:: -1 if _is_right_to_left(level.words) else 1]
            found.update((id(word), at) for at, (own, _) in zip(order, parts, strict=True) for word in own)
        elif _is_across(level, columns) and not _is_header(level):
            found.update((id(word), None) for word in level.words)
        else:
            found.update((id(word), _column(word, columns)) for word in level.words)
    return found


def _has_figure(level: Level) -> bool:
    return any(_FIGURE.fullmatch(word.text) for word in level.words[1:])


def _column(word: Word, columns: Sequence[tuple[float, float]]) -> int:
    middle = (word.left + word.right) / 2
    return min(range(len(columns)), key=lambda at: max(columns[at][0] - middle, 0.0, middle - columns[at][1]))


def _text(words: Sequence[Word]) -> str:
    text = ""
    for _, line in itertools.groupby(words, key=lambda word: (word.line, word.bottom)):
        text = together(text, " ".join(word.text for word in in_reading_order(list(line))))
    return text


def _is_right_to_left(words: Sequence[Word]) -> bool:
    letters = [letter for word in words for letter in word.text if letter.isalpha()]
    return sum("\u0590" <= letter <= "\u08ff" or letter > "\ufb1c" for letter in letters) * 2 > len(letters)
