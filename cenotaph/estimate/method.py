"""What one estimator gives back, and the interval all of them share."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Protocol

from msgspec import Struct

from cenotaph.estimate.histories import Histories

LEVEL = 0.95

NEEDED_OVERLAP = 7
"""Fewest people on more than one list with whom an estimator is run.

Below seven recaptures the bias of the two-list estimator is no longer negligible (Robson and Regier 1964,
Transactions of the American Fisheries Society 93:215-226; Seber 1982, section 3.1.1).
"""


class Estimated(Struct, frozen=True):
    """A total of listed and unlisted people and its interval; `high` is null for a lower bound."""

    point: float
    low: float
    high: float | None
    level: float
    assumptions: tuple[str, ...]


class Refused(Struct, frozen=True):
    """Why no number is given: a code E0xx of the catalogue and the values of its message."""

    code: str
    values: tuple[tuple[str, object], ...] = ()


class Method(Protocol):
    """A module of this folder that estimates. `fewest` and `most` say for how many lists it is made."""

    NAME: str
    CITATION: str
    FEWEST: int
    MOST: int | None

    def estimate_total(self, histories: Histories, seed: int) -> Estimated | Refused:
        """The total for one table of histories."""


def log_normal_interval(observed: int, unlisted: float, variance: float, level: float = LEVEL) -> tuple[float, float]:
    """Interval of a total whose unlisted part is taken as log-normal, so that it never falls below those seen.

    Args:
        observed: people on at least one list.
        unlisted: estimate of those on none, zero or more.
        variance: of that estimate.
        level: coverage, between 0 and 1.

    Source: Chao (1987), Biometrics 43:783-791, section 4; Burnham et al. (1987), AFS Monograph 5.
    """
    if unlisted <= 0:
        return float(observed), float(observed)
    z = NormalDist().inv_cdf((1 + level) / 2)
    spread = math.exp(z * math.sqrt(math.log1p(variance / unlisted**2)))
    return observed + unlisted / spread, observed + unlisted * spread


def too_few(histories: Histories) -> Refused | None:
    """The refusal E001 where too few people stand on more than one list."""
    if histories.overlap >= NEEDED_OVERLAP:
        return None
    return Refused("E001", (("overlap", histories.overlap), ("needed", NEEDED_OVERLAP)))
