"""What a draft leaves out and its reader supplies: the spelling of the archive's places, and the year of a day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from cenotaph import edtf
from cenotaph.record import Incident, Text
from cenotaph.weigh.scope import as_period

CONSONANTS = 3
"""Consonants from which they alone tell a word of a place; fewer are shared by too many."""

_PRINTED_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|[’']\d\d(?!\d)")


class Spellings:
    """The places of an archive by how they sound: what a draft calls Веллмар is its Vellmar.

    Args:
        places: as the archive prints them; of several that sound alike the first in order stands for all.
    """

    def __init__(self, places: Iterable[str]) -> None:
        self._of = {by_sound(place): place for place in sorted(places, reverse=True)}

    def of(self, place: str | None) -> str | None:
        """The archive's spelling of a place; as given where it has none."""
        return self._of.get(by_sound(place), place)


def by_sound(place: str | None) -> tuple[str, ...]:
    """A place by the sounds of its words, whatever script they stand in; empty where there is none.

    Of longer words the consonants, which cases leave alone: Веллмаре is Vellmar. Of short ones the vowels too, but for
    one at the end, which languages exchange: Bakı is Baku.
    """
    from cenotaph.match.sounds import read_word

    words = [read_word(word) for word in re.findall(r"[^\W\d_]+", place or "")]
    return tuple(
        word.skeletons[0] if word.skeletons and len(word.skeletons[0]) >= CONSONANTS else _without_last_vowel(word.key)
        for word in words
    )


def _without_last_vowel(key: str) -> str:
    return key[:-1] + "." if len(key) > 3 and key[-1] in "aeiouy" else key


def years_meant(text: Text, incidents: Sequence[Incident]) -> dict[str, str]:
    """Periods of a text that names no year for them, each with the same days in the year of an incident.

    A report of 2004 on a night of 1994 goes on with "on 16 March": that March, where the day lies in the time of one
    declared incident, and as it was read in the time of none.
    """
    from cenotaph.claim.times import find_times

    found: dict[str, str] = {}
    for time in find_times(text.text, text.language, text.published):
        period = as_period(time.edtf)
        if period is None or _PRINTED_YEAR.search(time.quote) or not _is_days(period):
            continue
        if any(_falls_in(period, incident) for incident in incidents):
            continue
        meant = {moved for incident in incidents for moved in _moved(period, incident)}
        if len(meant) == 1:
            found[period] = meant.pop()
    return found


def in_year_meant(when: str | None, years: Mapping[str, str]) -> str | None:
    """A period in the year that `years_meant` gives it."""
    return years.get(as_period(when) or "", when)


def _is_days(period: str) -> bool:
    return all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in period.split("/"))


def _moved(period: str, incident: Incident) -> list[str]:
    """A period in each year of an incident in which it lies in its time."""
    bounds = edtf.ends(incident.start)
    if bounds is None or bounds[0] is None:
        return []
    begun, last = bounds[0][0] - int(period[:4]), edtf.bounds(incident.end or incident.start or "") or bounds
    years = {begun, last[1][0] - int(period[:4]) if last[1] else begun}
    told = ["/".join(f"{int(day[:4]) + by:04}{day[4:]}" for day in period.split("/")) for by in sorted(years)]
    return [moved for moved in told if edtf.is_valid(moved) and _falls_in(moved, incident)]


def _falls_in(period: str, incident: Incident) -> bool:
    if not incident.start:
        return False
    return edtf.overlaps(edtf.from_to(incident.start, incident.end) or "", period)
