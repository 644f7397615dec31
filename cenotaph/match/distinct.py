"""The distinct numbers of a column, and for each place which of them stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

ROOMY = 8
"""While numbers stay below so many times their count, marking each in a table is faster than sorting them."""


def distinct(values: Numbers, bound: int) -> tuple[Numbers, Numbers]:
    """The distinct values in order, and for each value its place among them.

    Args:
        values: from 0 to below `bound`.
        bound: how many different values there may be at most.
    """
    if bound > ROOMY * len(values):
        found, place = np.unique(values, return_inverse=True)
        return found, place
    is_there = np.zeros(bound, dtype=bool)
    is_there[values] = True
    return np.flatnonzero(is_there), (np.cumsum(is_there) - 1)[values]


def distinct_lines(table: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Of each distinct line of a table of whole numbers a row that has it, and which of them each row has."""
    place, count = np.zeros(len(table), dtype=np.int64), 1
    for column in table.T:  # folded column by column: far faster than sorting lines
        low = int(column.min(initial=0))
        span = int(column.max(initial=0)) - low + 1
        if count * span > ROOMY * len(table):
            values, place = distinct(place, count)
            count = len(values)
        place = place * span + (column.astype(np.int64) - low)
        count *= span
    values, place = distinct(place, count)
    row = np.empty(len(values), dtype=np.int64)
    row[place] = np.arange(len(table))
    return row, place


def places_in(sorted_values: NDArray[Any], values: NDArray[Any]) -> Numbers:
    """The place of each value among values that are sorted, each once; -1 where it is not there."""
    if not len(sorted_values):
        return np.full(len(values), -1, dtype=np.int64)
    place = np.minimum(np.searchsorted(sorted_values, values), len(sorted_values) - 1)
    return np.where(sorted_values[place] == values, place, -1)
