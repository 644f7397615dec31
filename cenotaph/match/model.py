"""How likely a pair is one person: Fellegi and Sunter's model, computed by splink.

Per comparison and level, `m` is how often pairs of one person reach it, `u` how often pairs of two
people do. For small lists the shipped values of `weights.toml` hold for names; how often dates,
ages, sexes and places agree by chance is always counted in the lists themselves, since on a list
of one night's victims an equal date says nothing.

Source: I. P. Fellegi, A. B. Sunter, "A Theory for Record Linkage", JASA 64 (1969), 10.2307/2286061;
R. Linacre et al., "Splink", IJPDS 7 (2022), 10.23889/ijpds.v7i3.1794.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from cenotaph.match.evidence import AGREED, COMPARISONS, SOUND, Levels

NAMES = ("given", "middle", "family")
"""Comparisons with levels by rarity."""
COUNTED = ("birth", "age", "sex", "date", "place")
"""Comparisons whose `u` is counted in the lists."""
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


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """`weights.toml`."""

    levels: dict[str, dict[str, Weight]]
    agreement: dict[str, Agreement]
    persons_per_entry: float  # how many other entries of one's own person an entry is expected to have
    most: float  # the prior is at most this


@functools.cache
def shipped_weights() -> Weights:
    """The weights that come with the package."""
    return msgspec.toml.decode(files("cenotaph.match").joinpath("weights.toml").read_bytes(), type=Weights)


class Model:
    """The weights that hold for the entries at hand, and the probabilities they give."""

    def __init__(self, prior: float, by_chance: Mapping[str, Counter[int]]) -> None:
        """Weights as shipped, but for how often two people agree by chance.

        Args:
            prior: the probability that two entries that may be one person are.
            by_chance: comparison -> how many random pairs reach each level.
        """
        self.prior = prior
        self._levels = {name: _levels_of(name, shipped_weights(), by_chance) for name in COMPARISONS}

    def probabilities(self, levels: Sequence[Levels]) -> list[float]:
        """The probability that each compared pair is one person.

        Args:
            levels: one tuple of levels per pair, as in `evidence.COMPARISONS`.

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
            "comparisons": [_comparison(name, self._levels[name]) for name in COMPARISONS],
            "retain_matching_columns": False,
            "retain_intermediate_calculation_columns": False,
        }
        patterns = sorted(set(levels), key=lambda pattern: tuple(-1 if level is None else level for level in pattern))
        found = dict(zip(patterns, _predict(patterns, settings), strict=True))
        return [found[level] for level in levels]

    def learn(self, counted: Iterable[tuple[Levels, float, int]]) -> bool:
        """Count how often entries of one person agree in birth, age, sex, date and place; whether that was possible.

        Counted are pairs that are one person by all the rest: their probability stays `SURE` when the
        field itself is left out, so that a field is not judged by pairs that it chose. Below
        `LEARNED_FROM` such pairs the shipped share stays; above, it weighs as much as so many.

        Args:
            counted: levels, the probability, rivals considered, and how many pairs have both.
        """
        counted = list(counted)
        has_learned = False
        for name in COUNTED:
            at = COMPARISONS.index(name)
            seen: Counter[int] = Counter()
            for level, chance, times in counted:
                own = level[at]
                if own is not None and chance >= 0.5 and self._without(name, own, chance) >= SURE:
                    seen[own] += times
            total = sum(seen.values())
            if total < LEARNED_FROM:
                continue
            has_learned = True
            self._levels[name] = {
                level: Weight(m=(seen[level] + LEARNED_FROM * weight.m) / (total + LEARNED_FROM), u=weight.u)
                for level, weight in self._levels[name].items()
            }
        return has_learned

    def _without(self, name: str, level: int, chance: float) -> float:
        """A pair's probability if one comparison were not known."""
        weight = self._levels[name][level]
        odds = chance / max(1e-9, 1 - chance) * weight.u / weight.m
        return odds / (1 + odds)


def _predict(levels: Sequence[Levels], settings: dict[str, Any]) -> list[float]:
    """Each pattern goes to splink as one record on the right, which carries its levels, and an empty one on the left.

    Pairs with one pattern have one probability, and there are far fewer patterns than pairs.
    """
    import duckdb
    import pyarrow as pa
    from splink import DuckDBAPI, Linker

    numbers = pa.array(range(len(levels)), pa.int64())
    nothing = pa.nulls(len(levels), pa.int8())
    left = pa.table({"pair": numbers, **dict.fromkeys(COMPARISONS, nothing)})
    columns = {name: pa.array([level[i] for level in levels], pa.int8()) for i, name in enumerate(COMPARISONS)}
    right = pa.table({"pair": numbers, **columns})
    with duckdb.connect(":memory:", config={"threads": 1}) as connection:
        database = DuckDBAPI(connection=connection)
        sides = [database.register(left, dataset_display_name="a"), database.register(right, dataset_display_name="b")]
        linker = Linker(sides, settings, log_level=None, validate_settings=False)
        predicted = linker.inference.predict(warning_mode="never")
        query = f"SELECT match_probability FROM {predicted.physical_name} ORDER BY pair_l"  # noqa: S608
        found: list[float] = [row[0] for row in connection.execute(query).fetchall()]
    return found


def prior(named: int, inside: Iterable[int], weights: Weights) -> float:
    """The probability that two entries that may be one person are.

    Args:
        named: how many entries have a name.
        inside: of each unique list how many, no two of which are one person.
        weights: what is expected of any list.
    """
    pairs = (named * (named - 1) - sum(n * (n - 1) for n in inside)) / 2
    return min(weights.most, weights.persons_per_entry * named / 2 / max(1.0, pairs))


def _levels_of(name: str, weights: Weights, chance: Mapping[str, Counter[int]]) -> dict[int, Weight]:
    found = {int(level): weight for level, weight in weights.levels.get(name, {}).items()}
    if name in NAMES:
        agreement = weights.agreement[name]
        for step in range(9):
            share = 10 ** (-(step + 2) / 2)
            found[AGREED + step] = Weight(m=agreement.alike, u=share * (1 + agreement.alike))
            found[SOUND + step] = Weight(m=agreement.sound, u=share)
    if name in COUNTED:
        seen = chance[name]
        total = sum(seen.values())
        for level, weight in found.items():
            share = (seen[level] + PRIOR_PAIRS * weight.u) / (total + PRIOR_PAIRS)
            found[level] = Weight(m=weight.m, u=share)
    return found


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
