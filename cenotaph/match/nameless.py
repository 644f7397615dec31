"""People without a name: whom of the other lists a grave or an unknown man may be.

A row without a name is joined with nobody unasked. But the day, the age, the place or the burial that it
states may fit few people of other lists only. Then somebody should look: such pairs wait, and only a
ruling joins them. Where all rows state the same, as on the graves of one night, nothing is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import combinations, product
from math import prod
from typing import NamedTuple

from cenotaph.match.compared import Couple
from cenotaph.match.evidence import (
    AGE_IN_WORDS,
    BIRTH_IN_WORDS,
    DATE_IN_WORDS,
    PLACE_IN_WORDS,
    age_level,
    birth_level,
    date_level,
    place_level,
)
from cenotaph.match.mentions import LISTED
from cenotaph.match.places import place_key
from cenotaph.match.profile import Profile
from cenotaph.record import Entry

FEW = 3
"""A row that fits more persons than this is asked about with none of them."""
TELLING = 0.01
"""What agrees must be stated by at most this share of entries by chance; else it fits too many that are not listed."""
BLOCK = 200
"""A value, or two values, that more entries than this share lead to nobody."""
USUAL = {"birth": 0.0001, "age": 0.02, "sex": 0.5, "date": 0.5, "place": 0.2, "burial": 0.5, "ordinal": 0.001}
"""How often a value is shared by chance where too few rows tell; set by judgement, dates and burials with caution."""
USUAL_WEIGHT = 20
"""These shares weigh as much as so many rows that state the field."""
SAME_NUMBERS = 5
"""So many people with a name must stand under numbers on two lists, nine in ten under the same one, for an equal
number to mean something."""

LEVELS: tuple[tuple[str, Callable[[Profile, Profile], int | None], tuple[str, ...], int, int], ...] = (
    ("birth", birth_level, BIRTH_IN_WORDS, 3, 3),
    ("age", age_level, AGE_IN_WORDS, 3, 2),
    ("date", date_level, DATE_IN_WORDS, 4, 2),
    ("place", place_level, PLACE_IN_WORDS, 2, 1),
)
"""Field, its rule, its words, the level from which it agrees and that below which it contradicts."""

Groups = Iterable[Sequence[str]]


class Guess(NamedTuple):
    """A person whom a row without a name may be."""

    probability: float  # shared by the persons it fits, as far as somebody is listed at all (`mentions.LISTED`)
    reason: str


class _Fit(NamedTuple):
    agreed: frozenset[str]
    words: tuple[str, ...]


def guesses(
    entries: Sequence[Entry], profile: Mapping[str, Profile], groups: Groups, cannot: Collection[Couple] = ()
) -> dict[Couple, Guess]:
    """The pairs of a row without a name and a person of another list that somebody should look at.

    Args:
        entries: all entries.
        profile: entry id -> what of it is compared.
        groups: the clusters of the register; a person who stands on the row's own list is not asked about.
        cannot: couples ruled to be two.

    Returns:
        Couple of entry ids, the smaller first -> how likely, and why. Of a person's entries that which
        agrees in most. Limits: fields are taken as if the agreement of one said nothing of another.
    """
    known = {one.id: one for one in entries}
    if all(one.is_named for one in entries):
        return {}
    return _Asking(known, profile, groups, {*cannot}).guesses()


class _Asking:
    def __init__(
        self, known: Mapping[str, Entry], profile: Mapping[str, Profile], groups: Groups, cannot: set[Couple]
    ) -> None:
        self._known, self._profile, self._cannot = known, profile, cannot
        self._group: dict[str, tuple[str, ...]] = {one: tuple(group) for group in groups for one in group}
        self._values = {one: _values(known[one], profile[one]) for one in sorted(known)}
        self._count = Counter((field, value) for own in self._values.values() for field, value in own.items())
        self._stated = Counter(field for own in self._values.values() for field in own)
        self._numbered = _lists_with_equal_numbers(self._group, known)
        self._blocks: dict[tuple[object, ...], list[str]] = {}
        for one, own in self._values.items():
            for key in _keys(own):
                self._blocks.setdefault(key, []).append(one)

    def guesses(self) -> dict[Couple, Guess]:
        found: dict[Couple, Guess] = {}
        for one, entry in sorted(self._known.items()):
            if entry.is_named or entry.is_mention or any(self._known[o].is_named for o in self._group[one]):
                continue
            best = self._best(one)
            for other, fit in best.items() if len(best) <= FEW else ():
                couple = min(one, other), max(one, other)
                also = len(best) - 1
                words = ["a name is missing", *fit.words]
                words += [f"{also} more {'person fits' if also == 1 else 'persons fit'} as well"] if also else []
                guess = Guess(round(LISTED / (1 + LISTED) / len(best), 6), "; ".join(words))
                found[couple] = max(found.get(couple, guess), guess)
        return found

    def _best(self, one: str) -> dict[str, _Fit]:
        """Per person that fits, the entry that agrees in most."""
        best: dict[tuple[str, ...], tuple[int, str, _Fit]] = {}
        own_lists = {self._known[member].list for member in self._group[one]}
        near = {other for key in _keys(self._values[one]) for other in self._block(key)}
        for other in sorted(near - {*self._group[one]}):
            group = self._group[other]
            if own_lists & {self._known[member].list for member in group} or self._is_parted(one, other):
                continue
            fit = self._fit(one, other)
            if fit is not None and (group not in best or len(fit.agreed) > best[group][0]):
                best[group] = len(fit.agreed), other, fit
        return {other: fit for _, other, fit in best.values()}

    def _block(self, key: tuple[object, ...]) -> Sequence[str]:
        members = self._blocks[key]
        return members if len(members) <= BLOCK else ()

    def _is_parted(self, one: str, other: str) -> bool:
        couples = product(self._group[one], self._group[other])
        return any((min(couple), max(couple)) in self._cannot for couple in couples)

    def _fit(self, one: str, other: str) -> _Fit | None:
        """What agrees; null where something contradicts, or where so much agrees by chance."""
        a, b = self._profile[one], self._profile[other]
        agreed, words = set(), []
        for field, rule, said, agrees, least in LEVELS:
            level = rule(a, b)
            if level is None:
                continue
            if level < least:
                return None
            words += [said[level]]
            agreed |= {field} if level >= agrees else set()
        if a.sex and b.sex:
            if a.sex != b.sex:
                return None
            agreed.add("sex")
        own, others = self._values[one], self._values[other]
        if own.get("burial") and own.get("burial") == others.get("burial"):
            agreed.add("burial")
            words.append("the same burial")
        if frozenset((a.list, b.list)) in self._numbered and "ordinal" in own and "ordinal" in others:
            if own["ordinal"] != others["ordinal"]:
                return None
            agreed.add("ordinal")
            words.append("the same number on both lists")
        stated = others | own  # an age may agree with a birth
        by_chance = prod(self._share(field, stated[field]) for field in sorted(agreed))
        return _Fit(frozenset(agreed), tuple(words)) if agreed and by_chance <= TELLING else None

    def _share(self, field: str, value: object) -> float:
        others = max(0, self._count[field, value] - 2) if field != "ordinal" else 0  # but for the two themselves
        return (others + USUAL_WEIGHT * USUAL[field]) / (self._stated[field] + USUAL_WEIGHT)


def _values(entry: Entry, profile: Profile) -> dict[str, object]:
    """What one entry states, each value as it is counted."""
    stated: dict[str, object] = {
        "birth": profile.day,
        "age": None if profile.age is None else int(profile.age),
        "sex": profile.sex,
        "date": profile.date,
        "place": profile.places or None,
        "burial": place_key(entry.burial or "") or None,
        "ordinal": (entry.ordinal or "").strip() or None,
    }
    return {field: value for field, value in stated.items() if value is not None}


def _keys(values: Mapping[str, object]) -> list[tuple[object, ...]]:
    """Values, one or two together, under which rows that may be one person are looked for."""
    found: list[tuple[object, ...]] = [
        (field, values[field]) for field in ("birth", "burial", "ordinal") if field in values
    ]
    age = values.get("age")
    if isinstance(age, int):
        runs = sorted({(age + 1) // 2, age // 2 - 1000})  # overlapping, so that a year more or less parts nobody
        found += [("age", run, field, values[field]) for run in runs for field in ("date", "place") if field in values]
    if "date" in values and "place" in values:
        found.append(("date", values["date"], "place", values["place"]))
    return found


def _lists_with_equal_numbers(group: Mapping[str, tuple[str, ...]], known: Mapping[str, Entry]) -> set[frozenset[str]]:
    """Pairs of lists that number people alike, told by the people with a name who stand on both."""
    alike: Counter[frozenset[str]] = Counter()
    both: Counter[frozenset[str]] = Counter()
    for members in sorted(set(group.values())):
        numbered = [known[one] for one in members if known[one].is_named and known[one].ordinal]
        for a, b in combinations(numbered, 2):
            if a.list != b.list:
                lists = frozenset((a.list, b.list))
                both[lists] += 1
                alike[lists] += (a.ordinal or "").strip() == (b.ordinal or "").strip()
    return {lists for lists, count in both.items() if count >= SAME_NUMBERS and alike[lists] * 10 >= count * 9}
