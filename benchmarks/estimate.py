"""Estimators against the published tables, and weighing at scale.

    python benchmarks/estimate.py [--claims 100000]

Prints, per published table of capture histories, what the estimators say beside the published estimates and
the truth where one is known; then the time and peak memory of weighing that many made-up claims.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path

from cenotaph import table as tables
from cenotaph.estimate import estimate
from cenotaph.estimate.chao import bound_by_frequency
from cenotaph.record import Claim, Count, Entry, Incident, Link, Person, Source, Span, Text
from cenotaph.weigh import weigh

CASES = Path(__file__).parents[2] / "shared/data/estimation/cases.json"


def published() -> None:
    """What the estimators say of each published table."""
    if not CASES.is_file():
        print(f"skipped: {CASES} is not there")
        return
    for case in json.loads(CASES.read_text(encoding="utf-8")):
        if not case["counts"]:
            continue
        print(f"\n{case['name']}: {case['observed']} observed")
        if case.get("kind"):
            once, twice = (case["counts"].get(str(i), 0) for i in (1, 2))
            point, low = bound_by_frequency(once, twice, case["observed"])
            print(f"  chao by frequency  at least {low:.0f}, point {point:.0f}")
        else:
            for row in estimate(case["counts"]):
                said = row.refusal or f"{row.low:.0f} to {row.high or 'no upper limit'}, point {row.point:.0f}"
                print(f"  {row.method:18} {said}")
        for run in case.get("published", []) + case.get("reference_runs", []):
            print(f"  ({run['method'][:60]}: {run['point']}, {run['lo']} to {run['hi']})")
        if "truth" in case:
            print(f"  truth {case['truth']['value']}: {case['truth']['what']}")


def made_up(number: int) -> tuple[list[Source], list[Claim], list[Incident]]:
    """Invented claims about invented incidents, the same every time."""
    draw = random.Random(6)
    incidents = [
        Incident(id=f"incident-{i:04}", title=f"Incident {i}", start="1994-03-01", end="1994-03-31")
        for i in range(max(1, number // 100))
    ]
    sources = [
        Source(id=f"cit-{i:05}", status="cited", published=f"19{draw.randint(94, 99)}-05-01") for i in range(5000)
    ]
    claims = []
    for i in range(number):
        low = draw.randint(1, 500)
        source = draw.choice(sources).id
        claims.append(
            Claim(
                id=f"clm-{i:07}",
                source=source,
                span=Span(source=source, quote=str(low), sheet="claims", cell=f"D{i}"),
                kind=draw.choice(["killed", "injured", "missing", "detained"]),
                count=Count(low, low),
                whom=draw.choice(["people", "civilians", "peaceful residents", "soldiers", "children", None]),
                when=draw.choice(["1994-03-12", "1994-03-11/1994-03-12", "1994-03", None]),
                where=draw.choice(["Tarabi", "Odun", "Tarabi and districts", "Lamin, Odun", None]),
                part_of=draw.choice([None, None, None, ""]),
                basis="noted",
                incident=draw.choice(incidents).id,
            )
        )
    return sources, claims, incidents


def scale(number: int) -> None:
    """Time and memory of weighing so many claims."""
    sources, claims, incidents = made_up(number)
    empty = [tables.empty(record) for record in (Text, Entry, Person, Link)]
    given = tables.to_table(sources, Source), tables.to_table(claims, Claim)
    start = time.perf_counter()
    weighed = weigh(given[0], empty[0], given[1], empty[1], empty[2], empty[3], incidents, ())
    seconds = time.perf_counter() - start
    print(f"\n{number} claims: {weighed.questions.num_rows} questions, {weighed.figures.num_rows} figures,", end=" ")
    print(f"{weighed.flags.num_rows} flags in {seconds:.1f} s{peak()}")


def peak() -> str:
    """Peak memory of this process, where the system tells it."""
    if sys.platform == "win32":
        return ""
    import resource

    kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f", peak {(kib if sys.platform != 'darwin' else kib / 1024) / 1024:.0f} MiB"


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=100_000)
    published()
    scale(arguments.parse_args().claims)
