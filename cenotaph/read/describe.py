"""What is known of each source after reading: decided, else from sources.csv, else inferred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs

from cenotaph import edtf
from cenotaph.access import ruled
from cenotaph.read.about import best
from cenotaph.read.reading import Reading
from cenotaph.record import ACCESS, Ruling, Source

if TYPE_CHECKING:
    import pyarrow as pa

DECIDABLE = ("title", "author", "publisher", "published", "language", "perspective", "rights", "url", "access")
"""Fields of a source that a decision of kind "set" may fill."""

_INFERRED = ("title", "author", "publisher", "language")


def describe(sources: pa.Table, readings: Sequence[Reading], rulings: Sequence[Ruling]) -> pa.Table:
    """The table of sources with status, reason and what was found out.

    Args:
        sources: what `capture` gave, with what sources.csv says.
        readings: in any order; a held source without one keeps its status.
        rulings: those of kind set, publish, restrict, seal and withdraw on a source apply; a `published`
            that is no EDTF does not.

    Returns:
        The same sources in the same order; evidence is kept whichever value holds.
    """
    from cenotaph import table

    by_source = {each.source: each for each in readings}
    ruled: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        ruled.setdefault(ruling.target, []).append(ruling)
    described = []
    for source in table.records(sources, Source):
        reading = by_source.get(source.id)
        read = _as_read(source, reading) if reading is not None else source
        described.append(_as_ruled(read, ruled.get(source.id, ())))
    return table.to_table(described, Source)


def _as_read(source: Source, reading: Reading) -> Source:
    found: dict[str, Any] = {field: getattr(source, field) or best(reading.evidence, field) for field in _INFERRED}
    if source.published is None and reading.text is not None:
        found["published"] = reading.text.published
    return structs.replace(
        source,
        status=reading.status,
        reason=reading.reason,
        evidence=source.evidence + reading.evidence,
        **found,
    )


def _as_ruled(source: Source, rulings: Sequence[Ruling]) -> Source:
    values: dict[str, Any] = {}
    for ruling in rulings:
        if ruling.kind == "set" and ruling.field in DECIDABLE and _is_fit(ruling.field, ruling.value):
            values[ruling.field] = ruling.value
    values["access"] = ruled(values.get("access", source.access), rulings)
    return structs.replace(source, **values)


def _is_fit(field: str, value: str | None) -> bool:
    if field == "published":
        return value is None or edtf.is_valid(value)
    return value in ACCESS if field == "access" else True
