"""People named in prose: which person of the lists a mention is, if it fits one and no other.

A list names its people one after another and mostly with a birth or an age; a text says "Rashad
Galmishov" and no more. Compared pair by pair such a name is weak evidence, for its parts are common.
Compared with all persons at once it is strong, where one person bears the whole name and nobody
else does. So for each mention the persons it fits compete: with one it joins, between brothers or
namesakes it waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from cenotaph.match.compared import Couple, Weighed
from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND, Levels
from cenotaph.match.model import shipped_weights
from cenotaph.record import Entry

Groups = Sequence[Sequence[str]]
Join = Callable[[Iterable[str], Mapping[Couple, float]], Groups]
"""Entry ids and the probability of their pairs -> clusters."""

NAMESAKES = 0.05
"""How often, before anything is counted, somebody bears the whole name of somebody else; a guess that
weighs as much as `NAMESAKES_OF` persons."""
NAMESAKES_OF = 20
LISTED = 2.0
"""The odds that somebody whom a text names as a victim is on one of the archive's lists; set by judgement."""
CONTRADICTIONS = {
    "middle": (0, 1), "birth": (0,), "birth_in_part": (0,), "age": (0,), "sex": (0,), "date": (0,),
    "date_in_part": (0,),
}  # fmt: skip
"""Levels that speak against a mention and a person of like name being one."""
ONLY_ONE = "nobody else bears this name"


def with_mentions(weighed: Weighed, entries: Sequence[Entry], join: Join) -> Weighed:
    """`weighed` with new probabilities for the pairs that hold a mention.

    A mention is somebody of the lists, or somebody else (`LISTED`). If it is somebody else, that
    person's whole name is one of the lists' by chance only, which happens as often as persons of the
    lists share one. Mentions with given name and surname are placed first, then those of one word.

    Args:
        weighed: all pairs, each on its own.
        entries: all entries.
        join: gives the clusters of some of the entries.
    """
    named = [one.id for one in entries if one.is_mention and weighed.name(one.id).words]
    if not named:
        return weighed
    full = {one for one in named if _is_full(weighed, one)}
    listed = {one.id for one in entries if not one.is_mention}
    found = _Placing(weighed, join(sorted(listed), weighed.probability)).placed(full)
    groups = join(sorted(listed | full), found.probability)
    return _Placing(found, groups).placed(set(named) - full)


def _is_full(weighed: Weighed, one: str) -> bool:
    name = weighed.name(one)
    return name.given is not None and name.family is not None and not name.given.is_initial


class _Placing:
    """One round: some mentions and the persons that they may be."""

    def __init__(self, weighed: Weighed, persons: Groups) -> None:
        self._weighed = weighed
        self._person = {one: number for number, group in enumerate(persons) for one in group}
        self._chance = _chance_of_a_namesake(weighed, persons)

    def placed(self, mentions: set[str]) -> Weighed:
        """The pairs of these mentions weighed anew."""
        couples: dict[str, list[Couple]] = {one: [] for one in sorted(mentions)}
        for couple in sorted(self._weighed.probability):
            for one in couple:
                if one in couples:
                    couples[one].append(couple)
        probability, remarks = dict(self._weighed.probability), dict(self._weighed.remarks)
        shares = {}
        for one, own in couples.items():
            best = self._best(one, own)
            total = 1 + sum(best.values())
            shares[one] = {person: odds / total for person, odds in best.items()}
            for couple in own:
                person = self._person.get(_other(couple, one))
                if person is None:
                    continue
                odds, share = self._odds(couple), shares[one].get(person, 0.0)
                is_best = person in best and odds >= best[person]
                probability[couple] = round(share if is_best else min(share, odds / (1 + odds)), 6)
                if odds > _odds(self._weighed.probability[couple]) and share >= odds / (2 + odds):
                    remarks[couple] = ONLY_ONE
        for couple in sorted({couple for own in couples.values() for couple in own if set(couple) <= mentions}):
            probability[couple] = round(self._of_two(couple, shares), 6)
        return replace(self._weighed.with_probability(probability), remarks=remarks)

    def _best(self, one: str, own: Sequence[Couple]) -> dict[int, float]:
        """The odds of each person for a mention, those left out with whom something contradicts."""
        best: dict[int, float] = {}
        against = {self._person.get(_other(couple, one)) for couple in own if couple in self._weighed.against}
        for couple in own:
            person = self._person.get(_other(couple, one))
            if person is not None and person not in against:
                best[person] = max(best.get(person, 0.0), self._odds(couple))
        return best

    def _odds(self, couple: Couple) -> float:
        """The odds of a pair without rivals: by its whole name, or by all its comparisons if they say more."""
        alone = _odds(self._weighed.probability[couple])
        if _contradicts(self._weighed.levels(couple)):
            return min(alone, 1.0)
        return max(alone, LISTED * _whole_name(self._weighed.levels(couple)) / self._chance)

    def _of_two(self, couple: Couple, shares: Mapping[str, Mapping[int, float]]) -> float:
        """The probability that two mentions are one person: the same one of the lists, or one of no list."""
        first, second = (shares[one] for one in couple)
        odds = self._odds(couple)
        nobody = (1 - sum(first.values())) * (1 - sum(second.values()))
        return sum(first[person] * second.get(person, 0.0) for person in first) + nobody * odds / (1 + odds)


def _other(couple: Couple, one: str) -> str:
    return couple[1] if couple[0] == one else couple[0]


def _odds(chance: float) -> float:
    return min(chance, 1 - 1e-12) / (1 - min(chance, 1 - 1e-12))


def _whole_name(levels: Levels) -> float:
    """How often a person's mention fits so well: 0 unless given name and surname both agree."""
    given, family = levels[COMPARISONS.index("given")], levels[COMPARISONS.index("family")]
    if given is None or family is None or min(given, family) < AGREED:
        return 0.0
    agreement = shipped_weights().agreement
    parts = ((agreement["given"], given), (agreement["family"], family))
    fit = 1.0
    for part, level in parts:
        fit *= part.sound if level >= SOUND else part.alike
    return fit


def _contradicts(levels: Levels) -> bool:
    at = dict(zip(COMPARISONS, levels, strict=False))  # behind them stand further columns
    return any(at[name] in against for name, against in CONTRADICTIONS.items())


def _chance_of_a_namesake(weighed: Weighed, persons: Groups) -> float:
    """How often a person shares given name and surname with another person."""
    keys = []
    for group in persons:
        names = [weighed.name(one) for one in group]
        whole = sorted({(name.given.key, name.family.key) for name in names if name.given and name.family})
        keys.extend(whole[:1])
    counts = Counter(keys)
    shared = sum(count for count in counts.values() if count > 1)
    return (shared + NAMESAKES * NAMESAKES_OF) / (len(keys) + NAMESAKES_OF)
