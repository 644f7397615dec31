"""How many were never listed: one method's interval for one stratum, or a coded refusal.

An estimator is a module of this folder that has `NAME` and `estimate_total`; a new one is one new file.
An estimate is never a headline by itself: only a decision makes it one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cenotaph.errors import ValueFormatError
from cenotaph.estimate.draws import Doubt
from cenotaph.estimate.histories import histories, read_histories
from cenotaph.estimate.methods import run_methods
from cenotaph.estimate.unlisted import estimate_unlisted
from cenotaph.record import Estimate

__all__ = ["Doubt", "estimate", "estimate_unlisted"]


def estimate(table: Mapping[str, int] | str | Path, seed: int = 0) -> tuple[Estimate, ...]:
    """What each method says of a table of capture histories: how many people there were, listed and not.

    Args:
        table: `{"101": 12, ...}`, people by the lists they stand on (a digit 1 for each list that has them),
            or the path of a JSON or CSV file with such a table.
        seed: of methods that draw at random; the same seed gives the same bytes.

    Returns:
        One row per method made for so many lists, in the order of their names; a row may be a refusal.

    Raises:
        ValueFormatError: the table holds no capture histories.
        StorageError: the file cannot be read.

    >>> lincoln = estimate({"10": 90, "01": 40, "11": 10})[1]
    >>> lincoln.method, lincoln.n_obs, round(lincoln.point)
    ('chapman', 140, 467)
    """
    if isinstance(table, str | Path):
        checked = read_histories(Path(table))
    elif isinstance(table, Mapping):
        checked = histories(table)
    else:
        raise ValueFormatError("this is no table of capture histories", f"it is a {type(table).__name__}")
    return tuple(outcome.row for outcome in run_methods(checked, seed=seed))
