"""What is known of each source after reading: decided, else from sources.csv, else inferred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs

from cenotaph import edtf
from cenotaph.access import ruled
from cenotaph.around import around, is_inside
from cenotaph.read.about import best
from cenotaph.read.published import TOLD
from cenotaph.read.reading import Reading
from cenotaph.record import ACCESS, Evidence, Ruling, Source

if TYPE_CHECKING:
    import pyarrow as pa

DECIDABLE = ("title", "author", "publisher", "published", "language", "perspective", "rights", "url", "access")
"""Fields of a source that a decision of kind "set" may fill."""

_CLOSING = ("restrict", "seal", "withdraw")

_INFERRED = ("title", "author", "publisher", "language")


def describe(sources: Sequence[Source], readings: Sequence[Reading]) -> pa.Table:
    """The table of sources with status, reason and what was found out, evidence kept.

    Args:
        sources: those captured, with what sources.csv says, and those found inside them.
        readings: in any order; a held source without one keeps its status.
    """
    from cenotaph import table

    by_source = {each.source: each for each in readings}
    read = [_as_read(each, by_source[each.id]) if each.id in by_source else each for each in sources]
    return table.to_table(read, Source)


def ruled_sources(sources: Sequence[Source], rulings: Sequence[Ruling]) -> list[Source]:
    """The same sources in the same order, with what people ruled on them.

    Args:
        sources: as read.
        rulings: those of kind set, publish, restrict, seal and withdraw on a source apply; a `published`
            that is no EDTF does not. What closes a file closes the files found inside it; what opens it does not
            open them, since each may hold what nobody has looked at. Bytes that stand outside the closed file too
            are closed unless people ruled on themselves.
    """
    by_target: dict[str, list[Ruling]] = {}
    for ruling in rulings:
        by_target.setdefault(ruling.target, []).append(ruling)
    known = {source.id: _as_ruled(source, by_target.get(source.id, ())) for source in sources}
    inside = around(known.values())
    is_ruled = {target for target, own in by_target.items() if any(_is_on_access(ruling) for ruling in own)}
    return [
        _closed_like_around(source, [known[each] for each in sorted(inside.get(source.id, ()))], is_ruled)
        for source in known.values()
    ]


def _is_on_access(ruling: Ruling) -> bool:
    return ruling.kind in ("publish", *_CLOSING) or ruling.field == "access"


def _closed_like_around(source: Source, inside: Sequence[Source], is_ruled: set[str]) -> Source:
    """A source found inside others that people have closed: sealed like them, restricted unless ruled on itself.

    Bytes that stand outside all of those too are closed unless ruled on themselves.
    """
    closed = [
        each for each in inside if each.access == "sealed" or (each.id in is_ruled and each.access == "restricted")
    ]
    stands_free = any(
        not any(is_inside(path, str(each.path)) for each in closed) for path in (source.paths or (str(source.path),))
    )
    if source.id in is_ruled:
        closed = [each for each in closed if each.access == "sealed" and not stands_free]
    access = max((source.access, *(each.access for each in closed)), key=ACCESS.index)
    return source if access == source.access else structs.replace(source, access=access)


def _as_read(source: Source, reading: Reading) -> Source:
    found: dict[str, Any] = {field: getattr(source, field) or best(reading.evidence, field) for field in _INFERRED}
    if source.published is None and reading.text is not None:
        found["published"] = reading.text.published
    told = (Evidence("published", source.published, TOLD, source.published, 1.0),) if source.published else ()
    return structs.replace(
        source,
        status=reading.status,
        reason=reading.reason,
        evidence=source.evidence + told + reading.evidence,
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
