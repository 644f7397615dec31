"""How likely a pair is one person: Fellegi and Sunter's model, computed by splink.

Per comparison and level, `m` is how often pairs of one person reach it, `u` how often pairs of two
people do. For small lists the shipped values of `weights.toml` hold for names; how often dates,
ages, sexes, places and further columns agree by chance is always counted in the lists themselves,
since on a list of one night's victims an equal date says nothing.

Two people are either strangers or members of one household, who share a surname, a father, a home,
a birth if they are twins. So a pair is weighed against both: what brothers have in common may say
that they are brothers, never that they are one. This is the model's third class, and the one thing
that splink does not compute.

Source: I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969), 10.2307/2286061;
R. Linacre et al., "Splink", IJPDS 7 (2022), 10.23889/ijpds.v7i3.1794.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from math import exp, log
from typing import Any

import msgspec
from msgspec import Struct

from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND, Levels
from cenotaph.match.further import Column, column_name
from cenotaph.match.slips import Nearness

NAMES = ("given", "middle", "family")
"""Comparisons with levels by rarity."""
COUNTED = ("birth", "birth_in_part", "age", "sex", "date", "date_in_part", "place")
"""Comparisons whose `u` is counted in the lists."""
LEARNED_BY_NUMBER = ("given", "family")
"""Comparisons that are learned only where people have numbers of their own."""
SURE = 0.99
"""Pairs from here on are counted as one person when weights are learned."""
LEARNED_FROM = 200
"""So many sure pairs are needed to learn how often a field agrees."""
PRIOR_PAIRS = 40
"""The shipped `u` weighs as much as so many random pairs."""


class Weight(Struct, frozen=True, forbid_unknown_fields=True):
    """One level of one comparison."""

    m: float
    u: float


class Agreement(Struct, frozen=True, forbid_unknown_fields=True):
    """Agreement of a name part: `u` follows from how common the name is."""

    alike: float  # m of a spelling of the same
    sound: float  # m of the same sounds or letters


class Further(Struct, frozen=True, forbid_unknown_fields=True):
    """Further columns: `u` of agreement follows from how common the cell is."""

    kin: float  # how often members of one household share a cell that is no number of a person's own
    own: float  # m of the same number of a person's own
    shared: float  # m of any other cell


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """`weights.toml`."""

    levels: dict[str, dict[str, Weight]]
    agreement: dict[str, Agreement]
    further: Further
    kin: dict[str, float]  # how often two of one household agree because they are
    persons_per_entry: float  # how many other entries of one's own person an entry is expected to have
    relatives_per_entry: float  # how many entries of others of one's household
    most: float  # the prior is at most this


@functools.cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    return msgspec.toml.decode(files("cenotaph.match").joinpath("weights.toml").read_bytes(), type=Weights)


class Model:
    """The weights that hold for the entries at hand, and the probabilities they give."""

    def __init__(self, prior: float, by_chance: Mapping[str, Counter[int]], columns: Sequence[Column] = ()) -> None:
        """Weights as shipped, but for how often two people agree by chance.

        Args:
            prior: the probability that two entries that may be one person are.
            by_chance: comparison -> how many random pairs reach each level.
            columns: the further columns of the lists.
        """
        weights = shipped_weights()
        self.prior = prior
        self._columns = {column_name(at): column for at, column in enumerate(columns)}
        self.names = (*COMPARISONS, *self._columns)
        self._levels = {name: _levels_of(name, weights, by_chance) for name in COMPARISONS}
        for name, column in self._columns.items():
            self._levels[name] = _counted(_levels_of_column(column, weights), by_chance[name])
        self._kin = weights.kin | {
            name: column.kin if column.is_own else weights.further.kin for name, column in self._columns.items()
        }

    def weights(self, name: str) -> Mapping[int, Weight]:
        """The weight of each level of a comparison."""
        return self._levels[name]

    def kin(self, name: str) -> float:
        """How often two of one household agree because they are of one household."""
        return self._kin[name]

    def probabilities(self, levels: Sequence[Levels]) -> list[float]:
        """The probability that each compared pair is one person.

        Args:
            levels: one tuple of levels per pair, as in `evidence.COMPARISONS`, then one per further column.

        Returns:
            One probability per pair, in the same order.
        """
        if not levels:
            return []
        settings = {
            "link_type": "link_only",
            "unique_id_column_name": "pair",
            "probability_two_random_records_match": self.prior,
            "blocking_rules_to_generate_predictions": ["l.pair = r.pair"],
            "comparisons": [_comparison(name, self._levels[name]) for name in self.names],
            "retain_matching_columns": False,
            "retain_intermediate_calculation_columns": False,
        }
        patterns = sorted(set(levels), key=lambda pattern: tuple(-1 if level is None else level for level in pattern))
        found = dict(zip(patterns, self._beside_kin(patterns, _predict(patterns, self.names, settings)), strict=True))
        return [found[level] for level in levels]

    def _beside_kin(self, patterns: Sequence[Levels], chances: Sequence[float]) -> list[float]:
        """The probabilities when two people of unlike given name or birth may also be of one household.

        What further columns add then counts only as far as it does against that; what a pair has without
        them it keeps.

        Args:
            patterns: levels of pairs.
            chances: of each the probability of one person, where the only other is that they are strangers.
        """
        weights = shipped_weights()
        start = log(weights.persons_per_entry / weights.relatives_per_entry)
        stranger = [{level: log(w.m / w.u) for level, w in self._levels[name].items()} for name in self.names]
        relative = [
            {level: log(w.m / (kin * w.m + (1 - kin) * w.u)) for level, w in self._levels[name].items()}
            for name, kin in ((name, self._kin[name]) for name in self.names)
        ]
        found = []
        for pattern, chance in zip(patterns, chances, strict=True):
            added = _sum(stranger[len(COMPARISONS) :], pattern[len(COMPARISONS) :])
            if added <= 0 or not _may_be_kin(pattern):
                found.append(chance)
                continue
            against = (1 - chance) / max(chance, 1e-300)
            without = against * exp(added)
            found.append(1 / (1 + min(without, against + exp(-start - _sum(relative, pattern)))))
        return found

    def learn(self, counted: Iterable[tuple[Levels, float, int]]) -> bool:
        """Count how often entries of one person agree in what is no name; whether that was possible.

        Counted are pairs that are one person by all the rest: their probability stays `SURE` when the
        field itself is left out, so that a field is not judged by pairs that it chose. Below
        `LEARNED_FROM` such pairs the shipped share stays; above, it weighs as much as so many. Of given
        names and surnames only pairs are counted that have a number of the person's own in common: what
        else makes a pair sure are names.

        Args:
            counted: levels, the probability, rivals considered, and how many pairs have both.
        """
        own = [self.names.index(name) for name, column in self._columns.items() if column.is_own]
        likely = [pair for pair in counted if pair[1] >= 0.5]
        numbered = [pair for pair in likely if any(pair[0][at] == SOUND for at in own)]
        seen = {name: self._seen(name, likely) for name in (*COUNTED, *self._columns)}
        seen |= {name: self._seen(name, numbered) for name in LEARNED_BY_NUMBER}
        learned = {name: levels for name, levels in seen.items() if sum(levels.values()) >= LEARNED_FROM}
        for name, found in learned.items():
            self._levels[name] = _learned(self._levels[name], found)
        return bool(learned)

    def _seen(self, name: str, pairs: Iterable[tuple[Levels, float, int]]) -> Counter[int]:
        """How often pairs that are sure without a comparison reach each of its levels."""
        at = self.names.index(name)
        seen: Counter[int] = Counter()
        for level, chance, times in pairs:
            own = level[at]
            if own is not None and self._without(name, own, chance) >= SURE:
                seen[own] += times
        return seen

    def _without(self, name: str, level: int, chance: float) -> float:
        """A pair's probability if one comparison were not known."""
        weight = self._levels[name][level]
        odds = chance / max(1e-9, 1 - chance) * weight.u / weight.m
        return odds / (1 + odds)


def _sum(weights: Sequence[Mapping[int, float]], pattern: Levels) -> float:
    return sum(of[level] for of, level in zip(weights, pattern, strict=True) if level is not None)


def _may_be_kin(pattern: Levels) -> bool:
    """Whether given name or birth may be those of two of one household: neither is known to agree, or one differs."""
    at = dict(zip(COMPARISONS, pattern, strict=False))
    given = at["given"]
    are_births_apart = at["birth"] in (0, 1) or at["birth_in_part"] in (0, 1) or at["age"] == 0
    return given is None or given < Nearness.NEAR or are_births_apart or at["sex"] == 0


def _learned(levels: Mapping[int, Weight], seen: Counter[int]) -> dict[int, Weight]:
    """`levels` with the shares that sure pairs have; how rare a name or a cell is makes no difference to that."""
    total = sum(seen.values())
    kinds: Counter[int] = Counter()
    for level, count in seen.items():
        kinds[_kind(level)] += count
    return {
        level: Weight(m=(kinds[_kind(level)] + LEARNED_FROM * weight.m) / (total + LEARNED_FROM), u=weight.u)
        for level, weight in levels.items()
    }


def _kind(level: int) -> int:
    """A level of agreement without how rare what agrees is."""
    return level if level < AGREED else level // AGREED * AGREED


def _predict(levels: Sequence[Levels], names: Sequence[str], settings: dict[str, Any]) -> list[float]:
    """Each pattern goes to splink as one record on the right, which carries its levels, and an empty one on the left.

    Pairs with one pattern have one probability, and there are far fewer patterns than pairs.
    """
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    numbers = pa.array(range(len(levels)), pa.int64())
    nothing = pa.nulls(len(levels), pa.int8())
    left = pa.table({"pair": numbers, **dict.fromkeys(names, nothing)})
    columns = {name: pa.array([level[i] for level in levels], pa.int8()) for i, name in enumerate(names)}
    right = pa.table({"pair": numbers, **columns})
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        database = DuckDBAPI(connection=connection)
        sides = [database.register(left, dataset_display_name="a"), database.register(right, dataset_display_name="b")]
        linker = Linker(sides, settings, log_level=None, validate_settings=False)
        predicted = linker.inference.predict(warning_mode="never")
        query = f"SELECT match_probability FROM {predicted.physical_name} ORDER BY pair_l"  # noqa: S608
        found: list[float] = [row[0] for row in connection.execute(query).fetchall()]
    return found


def prior(entries: int, inside: Iterable[int], weights: Weights) -> float:
    """The probability that two entries that may be one person are.

    Args:
        entries: how many there are.
        inside: of each unique list how many, no two of which are one person.
        weights: what is expected of any list.
    """
    pairs = (entries * (entries - 1) - sum(n * (n - 1) for n in inside)) / 2
    return min(weights.most, weights.persons_per_entry * entries / 2 / max(1.0, pairs))


def _levels_of(name: str, weights: Weights, chance: Mapping[str, Counter[int]]) -> dict[int, Weight]:
    found = {int(level): weight for level, weight in weights.levels.get(name, {}).items()}
    if name in NAMES:
        agreement = weights.agreement[name]
        for step in range(9):
            share = 10 ** (-(step + 2) / 2)
            found[AGREED + step] = Weight(m=agreement.alike, u=share * (1 + agreement.alike))
            found[SOUND + step] = Weight(m=agreement.sound, u=share)
    return _counted(found, chance[name]) if name in COUNTED else found


def _levels_of_column(column: Column, weights: Weights) -> dict[int, Weight]:
    """The levels of a further column, as `evidence.cell_level` gives them."""
    shipped = weights.levels["own" if column.is_own else "shared"]
    agreed = weights.further.own if column.is_own else weights.further.shared
    found = {int(level): weight for level, weight in shipped.items()}
    for step in range(9):
        found[AGREED + step] = Weight(m=agreed, u=10 ** (-(step + 2) / 2))
    if column.is_own:
        found[SOUND] = Weight(m=agreed, u=column.u)
    return found


def _counted(levels: dict[int, Weight], seen: Counter[int]) -> dict[int, Weight]:
    """`levels` with the shares that random pairs have, but for agreement, whose share follows from how rare it is."""
    total = sum(seen.values())
    return {
        level: weight
        if level >= AGREED
        else Weight(m=weight.m, u=(seen[level] + PRIOR_PAIRS * weight.u) / (total + PRIOR_PAIRS))
        for level, weight in levels.items()
    }


def _comparison(name: str, levels: dict[int, Weight]) -> dict[str, Any]:
    rungs: list[dict[str, Any]] = [
        {"sql_condition": f"{name}_r IS NULL", "label_for_charts": "not stated", "is_null_level": True}
    ]
    ordered = sorted(levels, reverse=True)
    rungs += [
        {
            "sql_condition": "ELSE" if level == ordered[-1] else f"{name}_r = {level}",
            "label_for_charts": f"{name} {level}",
            "m_probability": levels[level].m,
            "u_probability": levels[level].u,
        }
        for level in ordered
    ]
    return {"output_column_name": name, "comparison_levels": rungs}
