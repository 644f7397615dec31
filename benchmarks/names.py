"""How well and how fast two names are compared, and peers beside us in the same run.

    python benchmarks/names.py [FILE ...] [--half develop|report] [--misses] [--peers FOLDER]

FILE holds pairs (`kind,same,a,b`, same being 1 or 0); without one, those of `tests/gold/names` are
scored. `--half` keeps one half of each file, divided by a digest of the pair. Prints per file the
area under the curve (how often a pair of one person scores above one of two), F1 where a score of .5
says "one person", and the kinds of pairs with the share that is right; `--misses` prints the pairs
that are not, but for files named `*_report`, on which no rule may be made.

Speed: 200,000 pairs drawn from 2,000 invented names, in one table, after one run to warm up, on one
core; and 100,000 distinct invented names read, whose words were read before.

Peers, where they are installed: rapidfuzz (token sort ratio; Jaro-Winkler) on lower-case Latin
letters without accents, transliterated by ICU where PyICU is installed; nomenklatura's logic-v2.
`--peers` names the folder of packages of another environment (`.../site-packages`). A peer has no
point that means "one person" to it, so that each gets the one that is best for it on these very pairs.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import random
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from cenotaph.match import compare_name_pairs, compare_names
from cenotaph.match.parts import read_name
from cenotaph.record import digest

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold" / "names"
SYLLABLES = ("ba", "ka", "mi", "ro", "ten", "sol", "ar", "vi", "del", "nor", "qua", "zel", "pim", "tor", "lu", "osh")
Pair = tuple[str, str]
Score = Callable[[Pair], float]


def read_pairs(path: Path, half: str | None) -> list[dict[str, str]]:
    """The rows of a file of pairs, or one half of them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if half is None or _in_half(row, half)]


def _in_half(row: dict[str, str], half: str) -> bool:
    return (int(digest(row["a"], row["b"], length=4), 16) % 2 == 0) == (half == "develop")


def area_under_curve(one: Sequence[float], two: Sequence[float]) -> float:
    """How often a pair of one person scores above a pair of two, ties counting half."""
    return sum((a > b) + (a == b) / 2 for a in one for b in two) / (len(one) * len(two))


def f1(one: Sequence[float], two: Sequence[float], least: float) -> float:
    """F1 where scores from `least` on say "one person"."""
    right = sum(score >= least for score in one)
    return 2 * right / (len(one) + right + sum(score >= least for score in two))


def measure_pairs(path: Path, half: str | None, peers: dict[str, Score], has_misses: bool) -> None:
    """Score a file of pairs, and print what came out."""
    rows = read_pairs(path, half)
    pairs = [(row["a"], row["b"]) for row in rows]
    matches = compare_name_pairs(pairs)
    is_one = [row["same"] == "1" for row in rows]
    _print_figures(f"{path.stem} ({len(rows)} pairs): cenotaph", [match.score for match in matches], is_one, 0.5)
    for name, score in peers.items():
        scores = [score(pair) for pair in pairs]
        _print_figures(f"    {name}", scores, is_one, None)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for row, match, one in zip(rows, matches, is_one, strict=True):
        kinds[row["kind"]].append((match.score >= 0.5) == one)
    print("    kinds:", ", ".join(f"{kind} {sum(right)}/{len(right)}" for kind, right in sorted(kinds.items())))
    if has_misses and not path.stem.endswith("_report"):
        for row, match, one in zip(rows, matches, is_one, strict=True):
            if (match.score >= 0.5) != one:
                print(f"    {match.score:.2f} {row['kind']}: {row['a']} | {row['b']}: {match.reason}")


def _print_figures(label: str, scores: list[float], is_one: list[bool], least: float | None) -> None:
    one = [score for score, same in zip(scores, is_one, strict=True) if same]
    two = [score for score, same in zip(scores, is_one, strict=True) if not same]
    best = max((f1(one, two, point), point) for point in set(scores)) if least is None else (f1(one, two, least), least)
    print(f"{label}: AUC {area_under_curve(one, two):.4f}, F1 {best[0]:.4f} (from {best[1]:.2f} on)")


def find_peers() -> dict[str, Score]:
    """The peers that are installed."""
    found: dict[str, Score] = {}
    if importlib.util.find_spec("rapidfuzz"):
        from rapidfuzz import distance, fuzz

        fold = _folding()
        found["rapidfuzz token sort ratio"] = lambda pair: fuzz.token_sort_ratio(fold(pair[0]), fold(pair[1])) / 100
        found["Jaro-Winkler"] = lambda pair: distance.JaroWinkler.similarity(fold(pair[0]), fold(pair[1]))
    if importlib.util.find_spec("nomenklatura"):
        found["nomenklatura logic-v2"] = _logic_v2()
    return found


def _folding() -> Callable[[str], str]:
    if importlib.util.find_spec("icu"):
        import icu

        latin = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")
        return lambda text: str(latin.transliterate(text))
    return lambda text: "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _logic_v2() -> Score:
    from followthemoney import model
    from nomenklatura.matching.logic_v2.model import LogicV2

    settings = LogicV2.default_config()

    def score(pair: Pair) -> float:
        a, b = (
            model.get_proxy({"id": digest(text), "schema": "Person", "properties": {"name": [text]}}) for text in pair
        )
        return float(LogicV2.compare(a, b, settings).score)

    return score


def measure_speed(peers: dict[str, Score]) -> None:
    """Print pairs and names a second, by the processor's time."""
    choose = random.Random(1)

    def invented(size: int) -> str:
        return "".join(choose.choice(SYLLABLES) for _ in range(size)).capitalize()

    names = [f"{invented(2)} {invented(choose.choice((2, 3)))}" for _ in range(2000)]
    pairs = [(choose.choice(names), choose.choice(names)) for _ in range(200_000)]
    compare_name_pairs(pairs)
    print(f"compare_name_pairs: {_rate(lambda: compare_name_pairs(pairs), len(pairs)):,.0f} pairs/s")
    print(f"compare_names: {_rate(lambda: [compare_names(*pair) for pair in pairs], len(pairs)):,.0f} pairs/s")
    few = pairs[:2000]
    for name, score in peers.items():
        print(f"{name}: {_rate(lambda score=score: [score(pair) for pair in few], len(few)):,.0f} pairs/s")  # type: ignore[misc]
    given, families = [invented(3) for _ in range(1000)], [invented(4) for _ in range(1000)]
    many = [f"{choose.choice(given)} {choose.choice(families)}" for _ in range(200_000)]
    distinct = sorted(set(many))[:100_000]
    for name in distinct:
        read_name(name)
    read_name.cache_clear()
    print(f"read_name: {_rate(lambda: [read_name(name) for name in distinct], len(distinct)):,.0f} names/s")


def _rate(work: Callable[[], object], size: int) -> float:
    start = time.process_time()
    work()
    return size / (time.process_time() - start)


def main() -> None:
    """Score pairs of names and measure speed."""
    parser = argparse.ArgumentParser(description="Score pairs of names.")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=("develop", "report"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--peers", help="packages of another environment, for the peers")
    arguments = parser.parse_args()
    if arguments.peers:
        sys.path.append(arguments.peers)
    peers = find_peers()
    for path in arguments.files or sorted(GOLD.glob("*.csv")):
        measure_pairs(path, arguments.half, peers, arguments.misses)
    measure_speed(peers)


if __name__ == "__main__":
    main()
