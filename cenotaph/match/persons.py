"""Clusters of entries as persons: names, fields, fate, and why each entry belongs."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from cenotaph.disjoint import DisjointSets
from cenotaph.match.compared import Couple, Weighed
from cenotaph.record import ACCESS, Entry, FieldValue, Link, NameForm, Person, Redirect, digest

FIELDS = ("birth", "age", "sex", "place", "date", "burial", "fate", "kin", "details")
MARKED_SHARE = 0.25
"""Letters with marks are kept where at least this share of a person's entries in the script prints some: pages in
other languages drop them, while one page that adds some of its own does not count."""
SHEET = "sheet"
"""Who said that entries are one or two people, where no decision of the ledger did."""
EVER_TIED = 0.99
"""A pair below this today may not have been sure enough to join when fewer lists told how common its names are."""


class Archive(Struct, frozen=True):
    """What is known of all entries together."""

    entry: dict[str, Entry]
    captured: dict[str, str]  # source id -> when first seen; cited sources have none
    scripts: dict[str, int]  # how many entries print their name in each script

    def order(self, entry_id: str) -> tuple[str, str]:
        """Entries by when the words they stand in were captured, then by id."""
        one = self.entry[entry_id]
        return self.captured.get(one.span.source, "9"), one.id

    def id_of(self, cluster: Sequence[str]) -> str:
        """The id of the person a cluster of entries is: that of the entry captured first."""
        return person_id(cluster[0] if len(cluster) == 1 else min(cluster, key=self.order))


def archive(entries: Mapping[str, Entry], captured: Mapping[str, str]) -> Archive:
    """The entries at hand and what they have in common."""
    scripts = Counter(one.script for one in entries.values() if one.is_named and one.script)
    return Archive(entry=dict(entries), captured=dict(captured), scripts=dict(scripts))


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
        if len(cluster) == 1:
            return None
        inside = set(cluster)
        ties = [couple for couple in self._of.get(one, ()) if couple[0] in inside and couple[1] in inside]
        return max(ties, key=lambda couple: (self.chance(couple), couple), default=None)

    def weakest(self, cluster: Sequence[str]) -> float | None:
        """The probability of the weakest tie of a cluster; null for one entry."""
        if len(cluster) == 1:
            return None
        tie = weakest_tie({couple: self.chance(couple) for couple in self._inside(cluster)})
        return 1.0 if tie is None else self.chance(tie)

    def groups_unruled(self, cluster: Sequence[str]) -> list[list[str]]:
        """The groups that surely held together at any time, by likeness and by sheets, without anybody's ruling."""
        sets = DisjointSets[str]()
        for a, b in self._inside(cluster):
            if self._must.get((a, b)) == SHEET or self._weighed.probability.get((a, b), 0.0) >= EVER_TIED:
                sets.join(a, b)
        found: dict[str, list[str]] = {}
        for one in cluster:
            found.setdefault(sets.find(one), []).append(one)
        return [found[top] for top in sorted(found)]

    def _inside(self, cluster: Sequence[str]) -> list[Couple]:
        inside = set(cluster)
        return sorted({c for one in cluster for c in self._of.get(one, ()) if c[0] in inside and c[1] in inside})

    def link(self, one: str, cluster: Sequence[str], person_id: str) -> Link:
        """Why an entry belongs to its person."""
        couple = self.strongest(one, cluster)
        if couple is None:
            reason, chance = "the only entry of this person", 1.0
        else:
            chance = self.chance(couple)
            ruled = self._must.get(couple)
            words = self._weighed.reason(couple)
            reason = f"{'by the list itself' if ruled == SHEET else 'ruled'}; {words}" if ruled else words
        return Link(id="lnk-" + digest(one), entry=one, person=person_id, probability=chance, reason=reason)


def weakest_tie(chances: Mapping[Couple, float]) -> Couple | None:
    """The least likely pair on the surest tree of pairs that spans a cluster: without it there would be two persons.

    Args:
        chances: the probability of each pair inside the cluster.

    Source: a maximum spanning tree (Kruskal 1956).
    """
    sets = DisjointSets[str]()
    weakest = None
    for couple in sorted(chances, key=lambda couple: (-chances[couple], couple)):
        if sets.join(*couple):
            weakest = couple
    return weakest


def person(cluster: Sequence[str], known: Archive, ties: Ties) -> Person:
    """The person a cluster of entries is.

    The id comes from the entry captured first, so that it stays when lists are added. Where entries
    disagree on fate or incident, neither is chosen. A person is as open as the most open of its
    entries; what each entry says keeps the access of that entry, so a view must still drop names and
    fields of entries that may not be shown.
    """
    members = [known.entry[one] for one in sorted(cluster)]
    named = [one for one in members if one.is_named]
    fates = {one.fate for one in members if one.fate and one.fate != "unknown"}
    incidents = {one.incident for one in members if one.incident is not None}
    return Person(
        id=known.id_of(cluster),
        name=shown_name(named, known.scripts),
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


def person_id(entry_id: str) -> str:
    """The id of the person whose earliest captured entry this is."""
    return "per-" + digest(entry_id)


def redirects(body: Person, known: Archive, ties: Ties) -> list[Redirect]:
    """Where the ids lead that the later entries of a person would give it.

    Every such id leads on, so that a ruling on a person finds it after any merge, whatever was built
    before. An id may have been a page's address only if its entry came first in its part of the person
    at some time of capture: rulings, which come later than captures, are left aside for this.
    """
    if len(body.entries) == 1:
        return []
    everyone = sorted(body.entries, key=known.order)
    later = everyone[1:]  # the first gives the person its id
    shown: set[str] = set()
    for time in sorted({known.order(one)[0] for one in everyone}):
        there = [one for one in everyone if known.order(one)[0] <= time]
        shown.update(group[0] for group in ties.groups_unruled(there))
    return [Redirect(id=person_id(one), person=body.id, entry=one, was_shown=one in shown) for one in later]


def shown_name(named: Sequence[Entry], usual: Mapping[str, int]) -> str:
    """The form of a person's name that is shown first; empty where there is none.

    Of the script in which most entries print it (the archive's more usual one where two are level),
    with its marks where pages keep them, in the language of most, the fullest, the most printed.

    Args:
        named: the person's entries that print a name.
        usual: script -> how many entries of the archive print a name in it.
    """
    if len({one.name for one in named}) < 2:  # most people: what follows would choose the same
        return named[0].name if named else ""
    scripts = Counter(one.script or "" for one in named)
    script = min(scripts, key=lambda one: (-scripts[one], -usual.get(one, 0), one))
    forms = [one for one in named if (one.script or "") == script]
    marked = sum(has_marks(one.name) for one in forms)
    if marked >= MARKED_SHARE * len(forms):
        forms = [one for one in forms if has_marks(one.name) or not marked]
    languages, printed = Counter(one.language for one in forms), Counter(one.name for one in forms)

    def rank(one: Entry) -> tuple[int, int, int, bool, int, str]:
        capitals = any(len(word) > 1 and word.isupper() for word in one.name.split())
        words = len(one.name.split())
        return -languages[one.language], -words, -printed[one.name], capitals, -len(one.name), one.name

    return min(forms, key=rank).name


def has_marks(name: str) -> bool:
    """Whether a name in Latin script is printed with letters that plain English does not have.

    >>> has_marks("Əjdər"), has_marks("Ajdar")
    (True, False)
    """
    return any(c.isalpha() and not c.isascii() and unicodedata.name(c).startswith("LATIN") for c in name)
