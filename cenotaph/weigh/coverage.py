"""S002: which perspectives are present for an incident, as a list and no verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cenotaph.coverage import coverage
from cenotaph.flags import flag
from cenotaph.record import Aspect, Claim, Entry, Flag, Incident, Source

ASKED: tuple[Aspect, ...] = ("perspective",)
"""What is counted here of a coverage."""


def check_perspectives(
    incidents: Sequence[Incident], sources: Mapping[str, Source], claims: Sequence[Claim], entries: Sequence[Entry]
) -> Iterator[Flag]:
    """One point for each declared incident of which a source with a known perspective speaks.

    It names no single source, and so stays in the preview; what is sealed is not counted. The pages for
    researchers have the same counts for everybody, over what may be shown.
    """
    open_sources = [source for source in sources.values() if source.access != "sealed"]
    said = [claim for claim in claims if claim.access != "sealed"]
    named = [entry for entry in entries if entry.access != "sealed"]
    present: dict[str, dict[str, int]] = {}
    absent: dict[str, list[str]] = {}
    for row in coverage(incidents, open_sources, said, named, asked=ASKED):
        if row.sources:
            present.setdefault(row.incident, {})[row.value] = row.sources
        else:
            absent.setdefault(row.incident, []).append(row.value)
    for incident in incidents:
        told = present.get(incident.id, {})
        if any(told):
            yield flag(
                "S002",
                incident=incident.title,
                present=", ".join(f"{value or 'not stated'} {count}" for value, count in told.items()),
                absent=", ".join(absent.get(incident.id, [])) or "none",
            )
