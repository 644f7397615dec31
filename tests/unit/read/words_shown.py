"""What of a reading tests look at."""

from __future__ import annotations

from cenotaph.read import Reading


def lines(reading: Reading) -> list[str]:
    """The words of each block."""
    return [reading.text.text[block.start : block.end] for block in reading.text.blocks]


def shown(reading: Reading) -> str:
    """Every word that could reach a reader of the record."""
    cells = (cell for row in reading.rows for cell in (*row.cells, *row.header))
    stated = (evidence.value + evidence.quote for evidence in reading.evidence if not evidence.is_private)
    messages = (flag.message for flag in reading.flags)
    return "\n".join((reading.text.text if reading.text else "", *cells, *stated, *messages, reading.reason or ""))
