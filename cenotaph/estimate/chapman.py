"""Two lists: Chapman's form of the Lincoln-Petersen estimator.

If the lists are independent, the share of list A that stands on list B is the share of everyone that stands
on list B. With n1 and n2 people on the lists and m on both, N = (n1 + 1)(n2 + 1) / (m + 1) - 1.

Needs exactly two lists. The seed is not used.

Source: Chapman (1951), University of California Publications in Statistics 1:131-160; variance Seber (1970),
Biometrics 26:313-318; used for the dead since Sekar and Deming (1949), JASA 44:101-115.

Limits: with two lists independence cannot be tested. Where one list drew on the other, or both reach the same
quarters and miss the same ones, the result is too low.
"""

from __future__ import annotations

from cenotaph.estimate.histories import Histories
from cenotaph.estimate.method import LEVEL, Estimated, Refused, log_normal_interval, too_few

NAME = "chapman"
CITATION = "Chapman (1951), Univ. Calif. Publ. Stat. 1:131-160; Seber (1970), Biometrics 26:313-318"
FEWEST = 2
MOST = 2

ASSUMPTIONS = (
    "the two lists are independent of each other; with two lists this cannot be tested",
    "everyone had the same chance to be on a list; where chances differ, the result is too low",
    "no list has people who do not belong to it, and people on both lists were recognised",
)


def estimate_total(histories: Histories, seed: int) -> Estimated | Refused:  # noqa: ARG001 every estimator takes one
    """The total for a table of exactly two lists.

    Args:
        histories: people on the first list only, the second only, and both.
        seed: not used.

    Returns:
        Point and log-normal interval, or the refusal E001.
    """
    refusal = too_few(histories)
    if refusal is not None:
        return refusal
    first, second = histories.only_on()
    both = histories.overlap
    unlisted = first * second / (both + 1)
    size = (first + both + 1) * (second + both + 1)
    variance = size * first * second / ((both + 1) ** 2 * (both + 2))
    low, high = log_normal_interval(histories.observed, unlisted, variance)
    return Estimated(histories.observed + unlisted, low, high, LEVEL, ASSUMPTIONS)
