"""Clusters of entries as persons: names, fields, fate, and why each entry belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from cenotaph.match.compared import Couple, Weighed
from cenotaph.record import ACCESS, Entry, FieldValue, Link, NameForm, Person, digest

FIELDS = ("birth", "age", "sex", "place", "date", "burial", "fate", "kin", "details")
SCRIPTS = ("Latn", "Cyrl", "Arab", "Geor", "Armn")


class Ties:
    """The pairs that hold clusters together."""

    def __init__(self, weighed: Weighed, must: Mapping[Couple, str]) -> None:
        self._weighed = weighed
        self._must = must  # couple -> who ruled it
        self._of: dict[str, list[Couple]] = {}
        for couple in sorted({*weighed.probability, *must}):
            for one in couple:
                self._of.setdefault(one, []).append(couple)

    def chance(self, couple: Couple) -> float:
        """The probability of a pair; 1 where it was ruled."""
        return 1.0 if couple in self._must else self._weighed.probability.get(couple, 0.0)

    def strongest(self, one: str, cluster: Sequence[str]) -> Couple | None:
        """The pair that ties an entry to its cluster most firmly."""
        inside = set(cluster)
        ties = [couple for couple in self._of.get(one, ()) if couple[0] in inside and couple[1] in inside]
        return max(ties, key=lambda couple: (self.chance(couple), couple), default=None)

    def weakest(self, cluster: Sequence[str]) -> float | None:
        """The lowest probability on the surest tree of pairs that spans the cluster; null for one entry.

        Source: a maximum spanning tree (Kruskal 1956).
        """
        if len(cluster) < 2:
            return None
        inside = set(cluster)
        couples = {c for one in cluster for c in self._of.get(one, ()) if c[0] in inside and c[1] in inside}
        group = {one: one for one in cluster}
        lowest = 1.0
        for a, b in sorted(couples, key=lambda couple: (-self.chance(couple), couple)):
            if group[a] != group[b]:
                lowest = min(lowest, self.chance((a, b)))
                old = group[b]
                group.update({one: group[a] for one in cluster if group[one] == old})
        return lowest

    def link(self, one: str, cluster: Sequence[str], person_id: str) -> Link:
        """Why an entry belongs to its person."""
        couple = self.strongest(one, cluster)
        if couple is None:
            reason, chance = "the only entry of this person", 1.0
        else:
            chance = self.chance(couple)
            ruled = self._must.get(couple)
            words = self._weighed.reason(couple)
            reason = f"{'by the list itself' if ruled == 'sheet' else 'ruled'}; {words}" if ruled else words
        return Link(id="lnk-" + digest(one), entry=one, person=person_id, probability=chance, reason=reason)


def person(cluster: Sequence[str], entry: Mapping[str, Entry], captured: Mapping[str, str], ties: Ties) -> Person:
    """The person a cluster of entries is.

    The id comes from the entry captured first, so that it stays when lists are added. The name is
    the fullest form. Where entries disagree on fate or incident, neither is chosen. A person is as
    open as the most open of its entries; what each entry says keeps the access of that entry, so a
    view must still drop names and fields of entries that may not be shown.
    """
    members = [entry[one] for one in sorted(cluster)]
    first = min(members, key=lambda one: (captured.get(one.source, "9"), one.id))
    named = [one for one in members if one.is_named]
    fates = {one.fate for one in members if one.fate and one.fate != "unknown"}
    incidents = {one.incident for one in members if one.incident is not None}
    return Person(
        id="per-" + digest(first.id),
        name=_fullest(named),
        is_named=bool(named),
        names=tuple(NameForm(text=one.name, entry=one.id, script=one.script, language=one.language) for one in named),
        fields=tuple(
            FieldValue(field=field, value=value, entry=one.id)
            for field in FIELDS
            for one in members
            if (value := getattr(one, field)) is not None
        ),
        entries=tuple(one.id for one in members),
        fate=fates.pop() if len(fates) == 1 else None,
        incident=incidents.pop() if len(incidents) == 1 else None,
        weakest_link=ties.weakest(cluster),
        access=min((one.access for one in members), key=ACCESS.index),
    )


def _fullest(named: Sequence[Entry]) -> str:
    """The form with most words, of these the one printed most often, Latin script and longer forms first."""
    if not named:
        return ""
    printed = Counter(one.name for one in named)

    def rank(one: Entry) -> tuple[int, int, int, int, str]:
        script = SCRIPTS.index(one.script) if one.script in SCRIPTS else len(SCRIPTS)
        return -len(one.name.split()), script, -printed[one.name], -len(one.name), one.name

    return min(named, key=rank).name
