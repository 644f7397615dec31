"""Why two sources count as one voice: what every way of finding copies gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from cenotaph import edtf
from cenotaph.record import CopyBasis, Source, Text

Day = tuple[int, int, int]

LAST_DAY: Day = (9999, 12, 31)
"""What is not dated is put behind all else."""


class Repeat(Struct, frozen=True):
    """Two sources that repeat one text."""

    first: str  # source id
    second: str
    basis: CopyBasis
    reason: str  # in words


def days(source: Source | None) -> tuple[Day | None, Day | None]:
    """The first and the last day on which a source can have come out, as far as its date says."""
    published = source.published if source else None
    bounds = edtf.bounds(published) if published and edtf.is_valid(published) else None
    return bounds or (None, None)


def in_time(texts: Iterable[Text], known: Mapping[str, Source]) -> list[Text]:
    """Texts in the order in which their sources came out, undated ones last; a copy stands behind its original."""
    return sorted(texts, key=lambda text: (days(known.get(text.source))[0] or LAST_DAY, text.source))


def day(source: Source | None) -> int | None:
    """The number of the day on which a source came out, where its date is one day."""
    first, last = days(source)
    return edtf.day_number(first) if first is not None and first == last else None


def site_of(source: Source | None) -> str:
    """Who issues a source: its publisher, else the host of its address, else what stands before its title."""
    if source is None:
        return ""
    before, colon, _ = (source.title or "").partition(": ")
    named = (source.publisher or "").strip() or urlsplit(source.url or "").netloc or (before if colon else "")
    return named.lower()
