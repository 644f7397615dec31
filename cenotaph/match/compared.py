"""All candidate pairs of the entries at hand, compared and weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from cenotaph.gazetteer import Gazetteer
from cenotaph.match.blocking import candidate_pairs
from cenotaph.match.evidence import COMPARISONS, Compared, Levels, compare_profiles, reason
from cenotaph.match.model import Model
from cenotaph.match.places import gazetteer_by_sound
from cenotaph.match.profile import Profile, Rarity, profiles
from cenotaph.record import Entry

Couple = tuple[str, str]
"""Two entry ids, the smaller first."""
MIDDLE = COMPARISONS.index("middle")
AGAINST = 0.05
"""A pair whose evidence divides the odds by twenty contradicts: its entries are kept apart. So are two whose fathers'
names, each printed as such, differ."""


class Weighed(Struct, frozen=True):
    """What comparing gave."""

    probability: dict[Couple, float]
    levels: dict[Couple, Levels]
    against: frozenset[Couple]  # pairs whose evidence speaks against
    profile: dict[str, Profile]
    rarity: Rarity
    remarks: dict[Couple, str] = {}  # what else a pair's probability rests on, in words
    unscaled: dict[Couple, float] = {}  # the probabilities before rulings re-scaled them; empty where they did not

    def reason(self, couple: Couple) -> str:
        """Why a pair has its probability, in words."""
        if not all(self.profile[one].name.words for one in couple):
            return "a name is missing"
        said = reason(self.compared(couple))
        return f"{said}; {self.remarks[couple]}" if couple in self.remarks else said

    def compared(self, couple: Couple) -> Compared:
        """The comparison of any two entries, whether they were candidates or not."""
        return compare_profiles(self.profile[couple[0]], self.profile[couple[1]], self.rarity)


def weigh_pairs(entries: Sequence[Entry], gazetteer: Gazetteer | None = None) -> Weighed:
    """Compare every candidate pair of `entries`, all names of a place in `gazetteer` being one."""
    everyone = profiles(sorted(entries, key=lambda entry: entry.id), gazetteer or gazetteer_by_sound())
    rarity = Rarity(everyone)
    indexes = candidate_pairs(everyone)
    levels = [compare_profiles(everyone[i], everyone[j], rarity).levels for i, j in indexes]
    couples = [(everyone[i].entry, everyone[j].entry) for i, j in indexes]
    profile = {one.entry: one for one in everyone}
    model = Model(everyone)
    chances = model.probabilities(levels)
    shared = _one_to_one(dict(zip(couples, chances, strict=True)), profile)
    if model.learn(levels, [shared[couple] for couple in couples]):
        chances = model.probabilities(levels)
        shared = _one_to_one(dict(zip(couples, chances, strict=True)), profile)
    limit = model.prior * AGAINST / (1 - model.prior + model.prior * AGAINST)
    against = frozenset(
        (everyone[i].entry, everyone[j].entry)
        for (i, j), chance, level in zip(indexes, chances, levels, strict=True)
        if chance < limit or (level[MIDDLE] == 0 and everyone[i].name.father and everyone[j].name.father)
    )
    return Weighed(
        probability=shared,
        levels=dict(zip(couples, levels, strict=True)),
        against=against,
        profile=profile,
        rarity=rarity,
    )


def _one_to_one(chances: dict[Couple, float], profile: Mapping[str, Profile]) -> dict[Couple, float]:
    """The probabilities when each entry has at most one counterpart in a unique list.

    Two namesakes who fit an entry equally well are each its counterpart with at most one half.
    """
    rivals: dict[tuple[str, str], float] = {}
    for (a, b), chance in chances.items():
        odds = _odds(chance)
        for one, other in ((a, b), (b, a)):
            if profile[other].is_unique:
                key = (one, profile[other].list)
                rivals[key] = rivals.get(key, 0.0) + odds
    shared = {}
    for (a, b), chance in chances.items():
        odds = _odds(chance)
        others = sum(
            rivals.get((one, profile[other].list), odds) - odds if profile[other].is_unique else 0.0
            for one, other in ((a, b), (b, a))
        )
        shared[a, b] = round(odds / (1 + odds + max(0.0, others)), 6)
    return shared


def _odds(chance: float) -> float:
    return min(chance, 1 - 1e-12) / (1 - min(chance, 1 - 1e-12))
