"""Cells of tables by their names."""

from __future__ import annotations


def cell_name(column: int, line: int) -> str:
    """A1 notation of a 0-based column and a 1-based line.

    >>> cell_name(27, 3)
    'AB3'
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{line}"
