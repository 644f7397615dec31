"""The ruled lines of a PDF page, and the cells they enclose.

Where a table is ruled, its lines say better than any gap which words share a cell: those of a cell that runs over
several lines, a heading over two columns, a row that goes on overleaf.
"""

from __future__ import annotations

import bisect
import ctypes
import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

_THIN = 3.0  # points: thicker is a bar or a picture
_NEAR = 3.5  # points: rules so near are one
_LEAST = 4.0  # points: the shortest rule
_MOST_OBJECTS = 20_000  # of a page; a map has more
_MOST_SEGMENTS = 4_000  # of one drawn path
_MOST_EDGES = 400  # rows of one page, and columns


class Rule(NamedTuple):
    """A straight line, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def is_level(self) -> bool:
        """Whether it runs from side to side."""
        return self.right - self.left >= self.top - self.bottom


class Grid(NamedTuple):
    """A ruled table of one page."""

    across: list[float]  # places of the upright rules, from left to right
    down: list[float]  # places of the level rules, from top to bottom
    owners: list[list[tuple[int, int]]]  # of each row and column: row and column of the upper left cell it is one with

    def place(self, across: float, up: float) -> tuple[int, int] | None:
        """Row and column of the cell that holds a point; None outside the table."""
        column = bisect.bisect_right(self.across, across) - 1
        row = bisect.bisect_right([-each for each in self.down], -up) - 1
        if 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1:
            return self.owners[row][column]
        return None


def rules_of(page: Any) -> list[Rule]:
    """The straight level and upright lines drawn on a page, as strokes or as thin bars."""
    import pypdfium2.raw as pdfium

    found: list[Rule] = []
    edges = [ctypes.c_float() for _ in range(4)]
    count = pdfium.FPDFPage_CountObjects(page.raw)
    for index in range(min(count, _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(drawn, *map(ctypes.byref, edges)):
            continue
        box = Rule(*(edge.value for edge in edges))
        width, height = box.right - box.left, box.top - box.bottom
        if min(width, height) <= _THIN:
            found.append(box)
        elif pdfium.FPDFPath_CountSegments(drawn) <= 6:
            found.extend(_sides(box))
        else:
            found.extend(_segments(drawn))
    return [rule for rule in found if max(rule.right - rule.left, rule.top - rule.bottom) >= _LEAST]


def _sides(box: Rule) -> Iterator[Rule]:
    left, bottom, right, top = box
    yield Rule(left, bottom, right, bottom)
    yield Rule(left, top, right, top)
    yield Rule(left, bottom, left, top)
    yield Rule(right, bottom, right, top)


def _segments(drawn: Any) -> Iterator[Rule]:
    """The straight level and upright parts of a path of many, as some programs draw a whole table."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix))
    across, up = ctypes.c_float(), ctypes.c_float()
    last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(across), ctypes.byref(up))
        x, y = across.value, up.value
        here = (matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO:
            rule = Rule(min(last[0], here[0]), min(last[1], here[1]), max(last[0], here[0]), max(last[1], here[1]))
            if min(rule.right - rule.left, rule.top - rule.bottom) <= _THIN:
                yield rule
        last = here


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The ruled tables of a page, from the top down: two columns and two rows at least."""
    found = []
    band: list[Rule] = []
    bottom = 0.0
    for rule in sorted(rules, key=lambda rule: (-rule.top, rule.left)):
        if band and rule.top < bottom - _NEAR:
            found.append(_grid(band))
            band = []
        bottom = min(bottom, rule.bottom) if band else rule.bottom
        band.append(rule)
    if band:
        found.append(_grid(band))
    return [grid for grid in found if grid]


def _grid(rules: Sequence[Rule]) -> Grid | None:
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    across = _places([(rule.left + rule.right) / 2 for rule in upright])
    down = _places([(rule.bottom + rule.top) / 2 for rule in level])[::-1]
    if not (3 <= len(across) <= _MOST_EDGES and 3 <= len(down) <= _MOST_EDGES):
        return None
    middles = [(one + other) / 2 for one, other in itertools.pairwise(down)]
    centres = [(one + other) / 2 for one, other in itertools.pairwise(across)]
    beside = {
        (row, _nearest(across, (rule.left + rule.right) / 2))
        for rule in upright
        for row, middle in enumerate(middles)
        if rule.bottom <= middle <= rule.top
    }
    below = {
        (_nearest(down, (rule.bottom + rule.top) / 2), column)
        for rule in level
        for column, centre in enumerate(centres)
        if rule.left <= centre <= rule.right
    }
    owners: list[list[tuple[int, int]]] = []
    for row in range(len(middles)):
        owners.append([])
        for column in range(len(centres)):
            if column and (row, column) not in beside:
                owners[row].append(owners[row][column - 1])
            elif row and (row, column) not in below:
                owners[row].append(owners[row - 1][column])
            else:
                owners[row].append((row, column))
    return Grid(across, down, owners)


def _places(found: Sequence[float]) -> list[float]:
    """The places of rules, those within a few points as one."""
    places: list[list[float]] = []
    for place in sorted(found):
        if places and place - places[-1][0] <= _NEAR:
            places[-1].append(place)
        else:
            places.append([place])
    return [sum(each) / len(each) for each in places]


def _nearest(places: Sequence[float], place: float) -> int:
    return min(range(len(places)), key=lambda at: abs(places[at] - place))
