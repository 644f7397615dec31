"""Copy groups against planted copies, and flags per hundred news reports.

    python benchmarks/weigh.py [--reports 300]

Takes news reports of `../shared/data/muc4/dev` (never copied here; skipped where absent). Of every sixth report
four copies are planted: cut to two fifths, every tenth word changed, wrapped in another report, and retitled. The
pairs that hang together by construction are the truth; pairs among the untouched reports that share a text of
their own count as false, though some of them are real copies. Then every report is checked alone.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import random
import re
import time
from collections import Counter
from pathlib import Path

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims
from cenotaph.weigh.copies import copy_groups

REPORTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "muc4" / "dev"


def reports() -> list[str]:
    """The texts of all reports, in order, without their headers."""
    found = []
    for path in sorted(REPORTS.iterdir()):
        for report in re.split(r"\n(?=DEV-MUC3-\d{4})", path.read_text(encoding="latin-1")):
            body = re.sub(r"\ADEV-MUC3-\d{4}\s*\([^)]*\)", "", report.strip())
            if len(body) > 400:
                found.append(body.strip())
    return found


def text(name: str, body: str) -> Text:
    """A text with blocks and digest."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    return Text(id=f"txt-{name}", source=name, sha256=sha256, text=body, language="en", blocks=blocks(body))


def planted(bodies: list[str], others: list[str]) -> tuple[list[Text], set[tuple[str, str]]]:
    """Texts with copies planted among them, and the pairs of sources that repeat one text.

    `others` are reports that stand nowhere else in the set; they serve to wrap copies in.
    """
    draw = random.Random(6)
    texts, truth = [], set()
    for number, body in enumerate(bodies):
        name = f"{number:04}"
        texts.append(text(name, body))
        if number % 6:
            continue
        words = body.split()
        start = draw.randrange(max(1, len(words) * 3 // 5))
        cut = " ".join(words[start : start + len(words) * 2 // 5])
        reworded = " ".join(f"{w}x" if draw.random() < 0.1 else w for w in words)
        other = others[number % len(others)].split()[:60]
        wrapped = " ".join([*other[:30], *words, *other[30:]])
        copies = [cut, reworded, wrapped, f"Headline {number}\n\n{body}"]
        texts += [text(f"{name}-{i}", copy) for i, copy in enumerate(copies)]
        names = [name, *(f"{name}-{i}" for i in range(len(copies)))]
        truth |= set(itertools.combinations(sorted(names), 2))
    return texts, truth


def copies(bodies: list[str], others: list[str]) -> None:
    """Pair precision, recall and F1 of copy groups."""
    texts, truth = planted(bodies, others)
    start = time.perf_counter()
    groups = copy_groups([Source(id=t.source, status="read") for t in texts], texts)
    seconds = time.perf_counter() - start
    found = {pair for group in groups for pair in itertools.combinations(sorted(group.sources), 2)}
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / max(1, len(truth))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"copies: {len(texts)} texts, {len(truth)} true pairs, {len(found)} found in {seconds:.1f} s;", end=" ")
    print(f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def flags(bodies: list[str]) -> None:
    """Flags per hundred reports, each checked alone."""
    counts: Counter[str] = Counter()
    for number, body in enumerate(bodies):
        one = text(f"{number:04}", body)
        claims = claims_of_text(one, Source(id=one.source, status="read")).claims
        counts.update(flag.code for flag in check_claims(one, claims))
    per_hundred = {code: round(100 * count / len(bodies), 2) for code, count in sorted(counts.items())}
    print(f"flags: {len(bodies)} reports, per hundred {per_hundred or 'none'}")


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=300)
    wanted = arguments.parse_args().reports
    if REPORTS.is_dir():
        every = reports()
        for half in (0, 1):
            some = every[half::2][:wanted]
            print("half on which limits were chosen:" if half == 0 else "half set aside:")
            copies(some, every[1 - half :: 2][-wanted:])
            flags(some)
    else:
        print(f"skipped: {REPORTS} is not there")
