"""Runs every estimator of this folder over one table of histories."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path
from typing import Any, cast

from msgspec import Struct
from msgspec.structs import replace

from cenotaph.estimate.histories import Histories
from cenotaph.estimate.method import Estimated, Method, Refused
from cenotaph.flags import flag
from cenotaph.record import Estimate, Flag, digest


class Outcome(Struct, frozen=True):
    """One row of estimates, and its flag where it is a refusal."""

    row: Estimate
    flag: Flag | None = None


@functools.cache
def methods() -> tuple[Method, ...]:
    """The estimators of this folder, by name."""
    package = __name__.rpartition(".")[0]
    found = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        loaded = importlib.import_module(f"{package}.{module.name}")
        if hasattr(loaded, "NAME") and hasattr(loaded, "estimate_total"):
            found.append(cast("Method", loaded))
    return tuple(sorted(found, key=lambda method: method.NAME))


def run_methods(
    histories: Histories, *, incident: str | None = None, stratum: str = "all", seed: int = 0
) -> tuple[Outcome, ...]:
    """One estimate or refusal per method; a refusal that holds for every method comes alone.

    Flag codes: E001 too few people on several lists, E002 fewer than two lists, E003 lists not independent.
    """
    refusal = _refusal(histories)
    if refusal is not None:
        return (refuse(histories, refusal, incident=incident, stratum=stratum),)
    size = len(histories.lists)
    found = []
    for method in methods():
        if size < method.FEWEST or (method.MOST is not None and size > method.MOST):
            continue
        result = method.estimate_total(histories, seed)
        if isinstance(result, Refused):
            found.append(refuse(histories, result, incident=incident, stratum=stratum, method=method))
        else:
            found.append(Outcome(_state(_row(histories, incident, stratum, method), result)))
    return tuple(found)


def refuse(
    histories: Histories,
    refused: Refused,
    *,
    incident: str | None = None,
    stratum: str = "all",
    method: Method | None = None,
) -> Outcome:
    """The row and the flag that say why no number is given; without a method it holds for all of them."""
    values: dict[str, Any] = dict(refused.values)
    raised = flag(refused.code, **values)
    # Two strata can be refused with equal values; each stays a flag of its own, to be settled by itself.
    name = method.NAME if method else "none"
    raised = replace(raised, id="flg-" + digest(raised.id, incident, stratum, name))
    row = _row(histories, incident, stratum, method)
    return Outcome(replace(row, refusal=refused.code, reason=raised.message), raised)


def _refusal(histories: Histories) -> Refused | None:
    """What no method can do without: two lists with people on them and, if there are only two, neither in the other.

    Among more lists a small one may well lie inside another; it then adds nothing, and takes nothing away.
    """
    used = [name for i, name in enumerate(histories.lists) if any(h[i] == "1" for h, _ in histories.counts)]
    if len(used) < 2:
        return Refused("E002", (("declared", len(used)),))
    inside = next(histories.contained(), None)
    if inside is not None and len(used) == 2:
        cause = f"everyone on {inside[0]} stands on {inside[1]} too"
        return Refused("E003", (("first", inside[0]), ("second", inside[1]), ("cause", cause)))
    return None


def _row(histories: Histories, incident: str | None, stratum: str, method: Method | None) -> Estimate:
    name = method.NAME if method else "none"
    return Estimate(
        id="est-" + digest(incident, stratum, name, sorted(histories.lists)),
        incident=incident,
        stratum=stratum,
        method=name,
        lists=histories.lists,
        n_obs=histories.observed,
        citation=method.CITATION if method else None,
    )


def _state(row: Estimate, result: Estimated) -> Estimate:
    return replace(
        row,
        point=round(result.point, 3),
        low=round(result.low, 3),
        high=None if result.high is None else round(result.high, 3),
        level=result.level,
        assumptions=result.assumptions,
    )
