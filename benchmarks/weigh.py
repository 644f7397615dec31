"""Flags per hundred news reports, each checked alone; for copy groups see `copies.py`.

    python benchmarks/weigh.py [--reports 300]

Reads news reports of `../shared/data/muc4/dev` (never copied here; skipped where absent).
"""

from __future__ import annotations

import argparse
from collections import Counter

import copies

from cenotaph.claim import claims_of_text
from cenotaph.record import Source
from cenotaph.weigh import check_claims


def flags(bodies: list[str]) -> None:
    """Flags per hundred reports, each checked alone."""
    counts: Counter[str] = Counter()
    for number, body in enumerate(bodies):
        one = copies.text(f"{number:04}", body)
        claims = claims_of_text(one, Source(id=one.source, status="read")).claims
        counts.update(flag.code for flag in check_claims(one, claims))
    per_hundred = {code: round(100 * count / len(bodies), 2) for code, count in sorted(counts.items())}
    print(f"flags: {len(bodies)} reports, per hundred {per_hundred or 'none'}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--reports", type=int, default=300)
    wanted = arguments.parse_args().reports
    copies.main(wanted)
    if copies.REPORTS.is_dir():
        every = copies.reports()
        for half, name in enumerate(("half on which limits were chosen", "half set aside")):
            print(name, end=": ")
            flags(every[half::2][:wanted])
