"""Probabilities re-scaled by what people ruled on doubtful pairs of this archive.

The model says of a pair 0.5; the archive's people looked at forty such pairs, and thirty-four were one
person. Then 0.5 is too low here, and the pairs nobody has looked at are moved accordingly.

In log-odds x a probability p becomes x + 4 p (1 - p) (shift + slope x), fitted to the rulings by
penalised logistic regression. The factor in front makes the change largest in the middle and nothing
at the ends: rulings on doubtful pairs tell nothing of sure ones.

What biases it, and how that is met:

- People rule on pairs that the tool asks about, which are the doubtful ones. That one looks at a pair
  because of its probability does no harm to a fit that takes the probability as given; to reach beyond
  the probabilities that were looked at would. Hence the factor.
- Pairs that were joined are looked at where something seems wrong, so most rulings on them say
  `different` though most such pairs are right; likewise `same` on pairs that nobody was asked about.
  Hence only rulings on pairs that waited by their own probability count.
- People may answer what is easy and leave what is hard. Against that nothing helps but answering all;
  the penalty keeps few answers from saying much.

Source: J. Platt, "Probabilistic outputs for support vector machines", 1999, for the re-scaling; the
penalty is a normal prior around no change (A. Gelman et al., 2008, 10.1214/08-AOAS191).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.match.compared import Couple, Weighed
from cenotaph.record import Judgement, Pair

FEWEST = 10
"""Below so many rulings nothing is re-scaled."""
PRIOR_WEIGHT = 20.0
"""Precision of the prior around no change: ten rulings that all say `same` of pairs at 0.5 make it 0.56, a hundred
0.76. Set by judgement."""
MOST_SHIFT, MOST_SLOPE = 1.5, 0.5
"""What is found is held within these bounds; within them a likelier pair stays the likelier one."""
ASKED = (0.2, 0.9)
"""Rulings on pairs from the first up to the second count: those that wait by their own probability."""
ROUNDS = 50


class Calibration(Struct, frozen=True):
    """How probabilities are re-scaled, and by what."""

    same: int = 0  # rulings on doubtful pairs
    different: int = 0
    is_applied: bool = False  # whether there are enough rulings
    shift: float = 0.0  # in log-odds, at 0.5
    slope: float = 0.0

    @property
    def effect(self) -> str:
        """What it does to three probabilities, in words."""
        if not self.is_applied:
            return f"nothing is re-scaled before {FEWEST} rulings on doubtful pairs"
        return ", ".join(f"{chance} counts as {self.rescaled(chance):.2f}" for chance in (0.25, 0.5, 0.75))

    def rescaled(self, probability: float) -> float:
        """A pair's probability after re-scaling; those below one in a million and 0 and 1 stay.

        >>> Calibration().rescaled(0.3)
        0.3
        """
        if not (self.shift or self.slope) or not 1e-6 < probability < 1 - 1e-6:
            return probability
        odds = _log_odds(probability)
        moved = odds + 4 * probability * (1 - probability) * (self.shift + self.slope * odds)
        return round(_chance(moved), 6)


def with_rulings(weighed: Weighed, ruled: Mapping[Couple, Judgement]) -> Weighed:
    """`weighed` with probabilities re-scaled by what people ruled on its pairs; unchanged below `FEWEST` rulings."""
    scale = calibrate(
        (chance, said == "same")
        for couple, said in ruled.items()
        if said != "unsure" and (chance := weighed.probability.get(couple)) is not None
    )
    if not scale.is_applied:
        return weighed
    rescaled = {couple: scale.rescaled(chance) for couple, chance in weighed.probability.items()}
    return replace(weighed.with_probability(rescaled), unscaled=weighed.probability)


def calibration_of(pairs: Iterable[Pair]) -> Calibration:
    """How the pairs of a built archive were re-scaled."""
    return calibrate(
        (pair.probability if pair.unscaled is None else pair.unscaled, pair.judgement == "same")
        for pair in pairs
        if pair.judgement in ("same", "different") and pair.judged_by != "sheet"
    )


def calibrate(rulings: Iterable[tuple[float, bool]]) -> Calibration:
    """What the rulings at hand say of the probabilities.

    Args:
        rulings: per ruling the pair's probability before re-scaling, and whether it was ruled `same`; those
            on pairs outside `ASKED` are passed over.

    Returns:
        The counts, and the parameters; parameters are 0 below `FEWEST` rulings. The order does not matter.
    """
    asked = sorted((chance, is_same) for chance, is_same in rulings if ASKED[0] <= chance < ASKED[1])
    same = sum(is_same for _, is_same in asked)
    counted = Calibration(same=same, different=len(asked) - same, is_applied=len(asked) >= FEWEST)
    if not counted.is_applied:
        return counted
    shift, slope = _fitted(asked)
    return replace(
        counted,
        shift=round(max(-MOST_SHIFT, min(MOST_SHIFT, shift)), 6),
        slope=round(max(-MOST_SLOPE, min(MOST_SLOPE, slope)), 6),
    )


def _fitted(asked: list[tuple[float, bool]]) -> tuple[float, float]:
    """Shift and slope of highest posterior density, by Newton's method; the function is concave."""
    rows = [(_log_odds(chance), 4 * chance * (1 - chance), float(is_same)) for chance, is_same in asked]
    shift = slope = 0.0
    for _ in range(ROUNDS):
        down = [-PRIOR_WEIGHT * shift, -PRIOR_WEIGHT * slope]
        curve = [PRIOR_WEIGHT, 0.0, PRIOR_WEIGHT]
        for odds, weight, is_same in rows:
            first, second = weight, weight * odds
            chance = _chance(odds + shift * first + slope * second)
            down[0] += (is_same - chance) * first
            down[1] += (is_same - chance) * second
            spread = chance * (1 - chance)
            curve[0] += spread * first * first
            curve[1] += spread * first * second
            curve[2] += spread * second * second
        size = curve[0] * curve[2] - curve[1] * curve[1]
        step = (curve[2] * down[0] - curve[1] * down[1]) / size, (curve[0] * down[1] - curve[1] * down[0]) / size
        shift, slope = shift + step[0], slope + step[1]
        if max(map(abs, step)) < 1e-10:
            break
    return shift, slope


def _log_odds(chance: float) -> float:
    return log(chance / (1 - chance))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))
