"""How well counts of killed and injured are read in news reports: recall and precision against MUC-4.

    python benchmarks/claims.py [dev|aside|tst1|tst2] [--misses] [--sample N]

Data: Message Understanding Conference 4, 1,500 reports of attacks in Latin America with filled
templates, in ../shared/data/muc4 (not part of the project; skips where absent). `dev` is every
report of the development set but each fifth, `aside` each fifth, which no rule was made on;
tst1 and tst2 are only reported.

How it is matched. A template joins HUM TGT: NUMBER and HUM TGT: EFFECT OF INCIDENT by the quoted
description. Per report the key is the set of (killed or injured, number) with an exact number;
alternatives separated by "/" each count as right, but as one. Ours is the set of (killed or
injured, low) of asserted, alleged or superseded claims of kinds killed, died_later, injured with
an exact or hedged count, named people apart. n >= 2 leaves out single people, whom templates give
by name. Optional templates and "?" effects may be found or not. Reports without any template
count for precision.

Limits: templates hold attacks only, one event each; a right count of a battle, an accident, a past
event or a total is a false alarm here, so precision is a lower bound by a wide margin.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from cenotaph.claim import find_claims
from cenotaph.record import Claim

DATA = Path(__file__).parents[2] / "shared" / "data" / "muc4"
SETS = {"dev": "dev", "aside": "dev", "tst1": "tst1", "tst2": "tst2"}
_KINDS = {"killed": "killed", "died_later": "killed", "injured": "injured"}
Item = tuple[str, frozenset[int]]


def documents(name: str) -> dict[str, str]:
    """Text of each report by its id, without the line that names it."""
    found: dict[str, str] = {}
    for path in sorted((DATA / SETS[name]).iterdir()):
        if path.name.startswith(("key", "text")):
            continue
        parts = re.split(r"^((?:DEV|TST\d)-MUC\d-\d{4})[^\n]*\n", path.read_text("latin-1"), flags=re.MULTILINE)
        found.update(zip(parts[1::2], parts[2::2], strict=True))
    if name in ("dev", "aside"):
        is_aside = name == "aside"
        found = {key: text for key, text in found.items() if (int(key[-4:]) % 5 == 0) == is_aside}
    return found


def keys(name: str) -> dict[str, list[tuple[Item, bool]]]:
    """Per report the killed and injured with their numbers, and whether the template may be left out."""
    found: dict[str, list[tuple[Item, bool]]] = defaultdict(list)
    for path in sorted((DATA / SETS[name]).glob("key*")):
        for template in re.split(r"\n(?=0\.\s)", path.read_text("latin-1")):
            slots = _slots(template)
            report = re.search(r"(?:DEV|TST\d)-MUC\d-\d{4}", slots.get("0", ""))
            if report is None:
                continue
            found[report.group()] += []
            optional = "OPTIONAL" in slots.get("1", "")
            effects = _by_description(slots.get("23", ""))
            numbers = _by_description(slots.get("21", ""))
            for description, effect in effects.items():
                kinds = {"DEATH": "killed", "INJURY": "injured"}
                values = [kinds[e.strip(" ?")] for e in effect.split("/") if e.strip(" ?") in kinds]
                if not values or description not in numbers:
                    continue
                counts = frozenset(int(n) for n in re.findall(r"(?<![\d-])\d+(?![\d-])", numbers[description]))
                if counts:
                    item = (values[0], counts)
                    loose = optional or "?" in effect or len(values) > 1 or "NO " in effect
                    if (item, loose) not in found[report.group()]:
                        found[report.group()].append((item, loose))
    return found


def _slots(template: str) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    for line in template.splitlines():
        head = re.match(r"(\d+)\.\s+[A-Z ]+: .{0,24}?\s{2,}(.*)|(\d+)\.\s+[A-Z :]+?\s{2,}(.*)", line)
        number = re.match(r"(\d+)\.", line)
        if number:
            current = number[1]
            found[current] = line[34:].strip() if len(line) > 34 else (head[2] or head[4] or "") if head else ""
        elif current and line.startswith(" "):
            found[current] += "\n" + line.strip()
    return found


def _by_description(slot: str) -> dict[str, str]:
    """Value by the quoted words it is given for."""
    found = {}
    for line in slot.splitlines():
        value, _, rest = line.partition(":")
        described = re.search(r'"([^"]*)"', rest)
        if described:
            found[described[1]] = value.strip()
    return found


def ours(claims: tuple[Claim, ...]) -> set[tuple[str, int]]:
    """What we read, in the same form."""
    found = set()
    for claim in claims:
        kind = _KINDS.get(claim.kind)
        count = claim.count
        if kind is None or count is None or claim.modality in ("denied", "hypothetical") or claim.value is not None:
            continue
        number = count.low if count.low is not None else count.high
        if number and count.qualifier != "between":
            found.add((kind, number))
    return found


def score(name: str, least: int) -> tuple[float, float, float, list[str]]:
    """Recall, precision and F over all reports of a set, and what was missed or taken wrongly."""
    wanted, hit, taken, right = 0, 0, 0, 0
    notes: list[str] = []
    expected = keys(name)
    for report, text in documents(name).items():
        found = {pair for pair in ours(find_claims(text, "en")) if pair[1] >= least}
        items = [(item, loose) for item, loose in expected.get(report, []) if max(item[1]) >= least]
        seen: set[tuple[str, int]] = set()
        for (kind, numbers), loose in items:
            pairs = {(kind, number) for number in numbers} & found
            seen |= pairs
            if not loose:
                wanted += 1
                hit += bool(pairs)
                if not pairs:
                    notes.append(f"missed {report} {kind} {sorted(numbers)}")
        taken += len(found)
        right += len(seen)
        notes.extend(f"extra  {report} {kind} {number}" for kind, number in sorted(found - seen))
    recall, precision = hit / max(wanted, 1), right / max(taken, 1)
    return recall, precision, 2 * recall * precision / max(recall + precision, 1e-9), notes


def sample(name: str, size: int) -> Iterator[str]:
    """Claims picked by a fixed seed, with their sentences, to be judged by hand."""
    every = []
    for report, text in documents(name).items():
        for claim in find_claims(text, "en"):
            start = max(0, (claim.span.start or 0) - 160)
            context = " ".join(text[start : (claim.span.end or 0) + 120].split())
            every.append((report, claim, context))
    for report, claim, context in random.Random(20).sample(every, min(size, len(every))):
        count = claim.count
        number = f"{count.low}..{count.high} {count.qualifier}" if count else claim.value
        yield (
            f"{report} {claim.kind} {number} whom={claim.whom} by={claim.by} when={claim.when} "
            f"where={claim.where} speaker={claim.speaker} {claim.modality} [{claim.rule}]\n    {context}\n"
        )


def main() -> None:
    """Print the figures of a set."""
    if not DATA.is_dir():
        print("skipped: ../shared/data/muc4 is not there")
        return
    name = next((argument for argument in sys.argv[1:] if argument in SETS), "dev")
    if "--sample" in sys.argv:
        print("\n".join(sample(name, int(sys.argv[sys.argv.index("--sample") + 1]))))
        return
    texts = documents(name).values()
    began = time.process_time()
    for text in texts:
        find_claims(text, "en")
    seconds = time.process_time() - began
    characters = sum(map(len, texts))
    print(f"{name}: {len(texts)} reports, {characters / seconds / 1000:.0f} thousand characters a second")
    for least in (1, 2):
        recall, precision, f_measure, notes = score(name, least)
        print(f"  n >= {least}: recall {recall:.3f}  precision {precision:.3f}  F {f_measure:.3f}")
    if "--misses" in sys.argv:
        print("\n".join(notes))


if __name__ == "__main__":
    main()
