"""Chao's lower bound: how many people there were at least, listed and unlisted.

It reads only those who stand on one list and those who stand on two: the rarer it is to be listed a second
time, the more people were never listed at all. Let Z_i be the people on list i alone and f2 those on exactly
two lists; then those on no list are at least

    sum of Z_i Z_j over all pairs of lists / (f2 + 1)

in expectation, if lists are independent for each single person. People may differ in how easily they are
listed (that makes it a lower bound), and lists in how many they reach. With lists of equal reach it is the
well-known (t - 1)/t x f1^2 / 2 f2; with two lists it equals Chapman's estimator, read as a bound.

Needs two or more lists. The seed is not used.

Source: Chao (1987), Biometrics 43:783-791 (lower bound, log-normal interval); Chao (1989), Biometrics
45:427-438 (lists of different reach, f2 + 1 against bias). Variance by the delta method with independent
Poisson cells; for two lists it is that of Sekar and Deming (1949), Journal of the American Statistical
Association 44:101-115.

Limits: where being on one list makes being on another more likely (one office informs the other) the bound
lies too low but still holds; where it makes it less likely (a name on one is left off the other) it can lie
too high and must not be used. It is silent on how many more there were.
"""

from __future__ import annotations

from math import fsum

from cenotaph.estimate.histories import Histories
from cenotaph.estimate.method import LEVEL, Estimated, Refused, log_normal_interval, too_few

NAME = "chao"
CITATION = "Chao (1987), Biometrics 43:783-791; Chao (1989), Biometrics 45:427-438"
FEWEST = 2
MOST = None

ASSUMPTIONS = (
    "a lower bound: it says nothing on how many more there were, so no upper limit is given",
    "for each single person, being on one list makes it no less likely to be on another",
    "no list has people who do not belong to it, and people on several lists were recognised",
    "people may differ in how easily they are listed, and lists in how many they reach",
)


def estimate_total(histories: Histories, seed: int) -> Estimated | Refused:  # noqa: ARG001 every estimator takes one
    """The lower bound for one table of histories.

    Args:
        histories: people by the lists they stand on; two lists or more.
        seed: not used.

    Returns:
        Point and lower limit of the bound (`high` is null), or the refusal E001.
    """
    refusal = too_few(histories)
    if refusal is not None:
        return refusal
    alone = histories.only_on()
    twice = histories.on_exactly(2)
    total = sum(alone)
    pairs = (total**2 - sum(z**2 for z in alone)) / 2
    unlisted = pairs / (twice + 1)
    by_alone = fsum(((total - z) / (twice + 1)) ** 2 * z for z in alone)
    variance = by_alone + (pairs / (twice + 1) ** 2) ** 2 * twice + unlisted
    low, _ = log_normal_interval(histories.observed, unlisted, variance)
    return Estimated(histories.observed + unlisted, low, None, LEVEL, ASSUMPTIONS)


def bound_by_frequency(listed_once: int, listed_twice: int, observed: int) -> tuple[float, float]:
    """Chao's bound for occasions without number or names: point and lower 95 per cent limit of the total.

    Args:
        listed_once: people recorded exactly once.
        listed_twice: people recorded exactly twice, at least one.
        observed: people recorded at all.

    Source: Chao (1987), equations 7 and 8.
    """
    ratio = listed_once / listed_twice
    unlisted = listed_once**2 / (2 * listed_twice)
    variance = listed_twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)
    low, _ = log_normal_interval(observed, unlisted, variance)
    return observed + unlisted, low
