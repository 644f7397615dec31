"""The night of two days: figures of one incident that are dated to its first night in several ways.

What happened in the night of 19 to 20 January is dated "19-20 January", "20 January" or "from 20 January". Where most
of the claims of an incident say the night, those that only name its second day, or the day from which it began, are
taken to mean it: as long as their source does not itself tell the two apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cenotaph import edtf
from cenotaph.record import Claim, Incident
from cenotaph.weigh.scope import as_period, kind_of

FEWEST = 2
"""Claims that must say the night itself."""

MOST = 2
"""So many times as many claims must say the night as say its second day; a battle is told day by day."""


class Nights:
    """The first nights of incidents, by what is counted.

    Args:
        claims: all that count something; each with the incident it belongs to.
        incidents: declared ones; the night of one begins on its first day.
    """

    def __init__(self, claims: Iterable[Claim], incidents: Sequence[Incident]) -> None:
        nights = {one.id: night for one in incidents if (night := _first_night(one))}
        periods: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        told: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        for claim in claims:
            period = as_period(claim.when)
            if period is None or claim.incident not in nights:
                continue
            if _is_dated_in(period, nights[claim.incident]):
                periods[claim.incident, kind_of(claim)][period] += 1
                told[claim.incident, kind_of(claim), claim.source].add(period)
        self._apart = {key for key, own in told.items() if len(own) > 1}
        self._of = {
            (incident, kind): nights[incident]
            for (incident, kind), counted in periods.items()
            if counted[nights[incident]] >= max(FEWEST, MOST * (counted.total() - counted[nights[incident]]))
        }

    def period(self, claim: Claim) -> str | None:
        """The period that a claim states, or the night that it is taken to mean."""
        stated = as_period(claim.when)
        night = self._of.get((claim.incident or "", kind_of(claim)))
        if stated is None or night is None or not _is_dated_in(stated, night):
            return stated
        return stated if (claim.incident, kind_of(claim), claim.source) in self._apart else night

    def widens(self, claim: Claim) -> bool:
        """Whether a claim is taken to mean a night of which it names but a day."""
        return self.period(claim) != as_period(claim.when)


def _first_night(incident: Incident) -> str | None:
    """The first two days of an incident that has a first day, as EDTF."""
    bounds = edtf.ends(incident.start)
    if bounds is None or bounds[0] is None or bounds[0] != bounds[1]:
        return None
    return f"{incident.start}/{edtf.format_day(edtf.day_of_number(edtf.day_number(bounds[0]) + 1))}"


def _is_dated_in(period: str, night: str) -> bool:
    """Whether a period is a night, its second day, or begins with either and names no end."""
    first, _, second = night.partition("/")
    begin, open_end, end = period.partition("/")
    return period in {night, second} or (bool(open_end) and end in {"", ".."} and begin in {first, second})
