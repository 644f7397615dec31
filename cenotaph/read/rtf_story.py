"""One run of text of a rich-text document (its body, a header, a note): paragraphs, and tables from their cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from cenotaph.read.manuscript import WIDEST, Cell, Grid, Paragraph, Piece
from cenotaph.record import BlockKind

DEEPEST = 50
"""Tables inside each other."""

_TOLERANCE = 40  # twips, 0.7 mm: edges of cells nearer to each other than this are one

_HALVES = re.compile("[\ud800-\udfff]")


class Edge(NamedTuple):
    """The right edge of a cell, as a line of a table states it before its words."""

    at: int  # twips
    is_continued: bool  # the cell is merged with the one above it


class _Line(NamedTuple):
    """A line of a table before its cells are put into their columns."""

    cells: list[list[Piece]]
    left: int
    edges: tuple[Edge, ...]


class _Level:
    """What was read so far on one level: 0 is the text, 1 a table, 2 a table inside a cell of it."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.cells: list[list[Piece]] = []
        self.lines: list[_Line] = []
        self.left = 0  # edge of the line that is being read, in twips
        self.edges: list[Edge] = []

    def end_row(self) -> None:
        """End a line; its last cell too, where a program did not."""
        if self.pieces:
            self.cells.append(self.pieces)
            self.pieces = []
        if self.cells:
            self.lines.append(_Line(self.cells, self.left, tuple(self.edges)))
        self.cells = []


class Story:
    """One run of text.

    Attributes:
        words: of the paragraph that is being read, in parts.
        number: what is printed in front of it, when that is a number.
        is_item: it is an item of a list, numbered or not.
        beside: pieces that hang on it and follow it.
        is_in_row: a line of a table was begun and not ended.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.number = ""
        self.is_item = False
        self.beside: list[Piece] = []
        self.is_in_row = False
        self._levels: list[_Level] = [_Level()]

    def paragraph(self, level: int, kind: BlockKind, key: str = "") -> None:
        """End a paragraph.

        Args:
            level: in how many tables it stands.
            kind: what its style says it is.
            key: which list it is an item of, when it has a number.
        """
        here = self._reach(level)
        words = joined(self.words).strip()
        if words or (self.number and level):
            own: BlockKind = "list_item" if self.is_item and kind == "paragraph" else kind
            here.pieces.append(Paragraph(words, own, self.number, key if self.number else ""))
        here.pieces.extend(self.beside)
        self.words, self.number, self.is_item, self.beside = [], "", False, []

    def cell(self, level: int, kind: BlockKind) -> None:
        """End a cell on a level from 1."""
        self.paragraph(level, kind)
        here = self._reach(level)
        here.cells.append(here.pieces)
        here.pieces = []

    def begin_row(self, level: int) -> None:
        """Forget the edges of the line before; those of the next one follow."""
        here = self._reach(level)
        here.left, here.edges = 0, []
        self.is_in_row = True

    def left_edge(self, level: int, at: int) -> None:
        """Where a line begins, in twips."""
        self._reach(level).left = at

    def edge(self, level: int, edge: Edge) -> None:
        """Where the next cell of a line ends."""
        edges = self._reach(level).edges
        if len(edges) <= WIDEST:
            edges.append(edge)

    def row(self, level: int) -> None:
        """End a line of a table on a level from 1."""
        self._reach(level).end_row()
        self.is_in_row = level > 1

    def pieces(self, kind: BlockKind = "paragraph") -> list[Piece]:
        """All of it, what was not ended included."""
        self.paragraph(len(self._levels) - 1 if self.is_in_row or self._levels[-1].cells else 0, kind)
        return self._reach(0).pieces

    def _reach(self, level: int) -> _Level:
        """The level that words belong to now; the tables on deeper levels are at their end."""
        level = max(0, min(level, DEEPEST))
        while len(self._levels) - 1 > level:
            ended = self._levels.pop()
            ended.end_row()
            if ended.lines:
                self._levels[-1].pieces.append(_grid(ended.lines))
        while len(self._levels) - 1 < level:
            self._levels.append(_Level())
        return self._levels[level]


def joined(words: list[str]) -> str:
    """Words as one text, in which two halves of a letter are one; a half without the other is U+FFFD."""
    text = "".join(words)
    if not _HALVES.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _grid(lines: list[_Line]) -> Grid:
    """The table of some lines, each cell in its column.

    A line that says less of its edges than it has cells keeps one column for each cell.
    """
    is_even = len({len(line.cells) for line in lines}) == 1
    edges = [] if is_even else _edges(lines)
    return Grid([_cells(line, edges) for line in lines])


def _edges(lines: list[_Line]) -> list[int]:
    """The edges of all columns of a table, those that are nearly one joined."""
    every = sorted({at for line in lines for at in (line.left, *(edge.at for edge in line.edges))})
    found: list[int] = []
    for at in every:
        if not found or at - found[-1] > _TOLERANCE:
            found.append(at)
    return found if len(found) <= WIDEST else []


def _cells(line: _Line, edges: list[int]) -> list[Cell]:
    cells: list[Cell] = []
    left = line.left
    is_placed = bool(edges) and len(line.edges) >= len(line.cells)
    if is_placed:
        cells.extend([Cell()] * _columns(edges, edges[0], left))
    for at, pieces in enumerate(line.cells):
        edge = line.edges[at] if at < len(line.edges) else None
        columns = max(1, _columns(edges, left, edge.at)) if is_placed and edge is not None else 1
        cells.append(Cell(pieces, columns, edge is not None and edge.is_continued and not pieces))
        left = edge.at if edge is not None else left
    return cells


def _columns(edges: list[int], left: int, right: int) -> int:
    """How many columns lie between two edges."""
    return _column(edges, right) - _column(edges, left)


def _column(edges: list[int], at: int) -> int:
    return bisect_left(edges, at - _TOLERANCE)
