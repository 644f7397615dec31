"""How long lists are matched: CPU seconds, memory, precision and recall, beside splink with expert settings.

    python benchmarks/match_large.py [--records 240000] [--seed 1] [--only cenotaph|splink]

Invented people in two lists that name nobody twice: names of syllables, shared as unevenly as real
ones are; half of the second list is in the first, with slips of the pen in some names and some
births wrong or missing. Each system runs in a process of its own on one thread, reads the lists
from Parquet, learns its weights, and joins entries one to one. CPU seconds are those of all
threads, from the start of the process; memory is its peak. Then we match all but the last thousand
records, keep what a build keeps, and in a further process match all of them with what was kept: the
row tells what a list of a thousand records costs that is added, and the pairs must be those of the run
from the start.

Of the peer: forename and surname compared together, date of birth with thresholds, place with term
frequencies; `u` by random sampling, `m` by expectation maximisation over two blockings; blocking on
name and surname, on surname and year, on name and birth, on birth and place; single best links at .9.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cenotaph.uncollected import uncollected

SYLLABLES = "ba ka mi ro ten sol ar vi del nor qua zel pim tor lu fen gri mo sha yul hek dan osh wel".split()  # noqa: SIM905
ACCEPTED = 0.9
FURTHER = 1000
"""So many records are added."""
KEPT = "match.kept"
BOTH = 0.6
"""The share of the second list that is also in the first."""

Row = tuple[str, str, str, str | None, str]
"""Truth, given name, surname, birth, place."""


def invent(records: int, seed: int) -> tuple[list[Row], list[Row]]:
    """Two lists of together `records` people."""
    draw = random.Random(seed)
    given = sorted({_word(draw, 2) for _ in range(600)} | {_word(draw, 3) for _ in range(2500)})
    family = sorted({_word(draw, 2) for _ in range(400)} | {_word(draw, 3) for _ in range(12_000)})
    half = records // 2
    givens = draw.choices(given, [1 / (rank + 3) for rank in range(len(given))], k=2 * half)
    families = draw.choices(family, [1 / (rank + 10) for rank in range(len(family))], k=2 * half)
    first, second = [], []
    for index in range(half):
        birth, place = _birth(draw), draw.choice(family[:300])
        first.append((str(index), givens[index], families[index], birth, place))
        if draw.random() < BOTH:
            name = [_slip(draw, word) if draw.random() < 0.15 else word for word in (givens[index], families[index])]
            stated = f"{birth[:8]}{draw.randrange(1, 29):02}" if draw.random() < 0.1 else birth
            second.append((str(index), name[0], name[1], stated if draw.random() < 0.9 else None, place))
        else:
            other = half + index
            second.append((str(other), givens[other], families[other], _birth(draw), draw.choice(family[:300])))
    draw.shuffle(second)
    return first, second


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choice(SYLLABLES) for _ in range(syllables)).capitalize()


def _birth(draw: random.Random) -> str:
    return f"{draw.randrange(1930, 1995)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"


def _slip(draw: random.Random, word: str) -> str:
    """A letter left out, doubled, or exchanged with the one before."""
    place, kind = draw.randrange(1, len(word)), draw.random()
    if kind < 0.4:
        return word[:place] + word[place + 1 :]
    if kind < 0.7:
        return word[:place] + word[place] * 2 + word[place + 1 :]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


def write_lists(folder: Path, first: Sequence[Row], second: Sequence[Row]) -> None:
    """The lists as a table of entries for us, and as two tables for splink; the truth stays outside."""
    from cenotaph import table
    from cenotaph.record import Entry, Span

    entries = []
    for label, rows in (("a", first), ("b", second)):
        ids = [f"ent-{label}{index:08}" for index in range(len(rows))]
        columns = dict(zip(("first_name", "surname", "dob", "place"), list(zip(*rows, strict=True))[1:], strict=True))
        pq.write_table(pa.table({"unique_id": ids, **columns}), folder / f"{label}.parquet")
        entries += [
            Entry(
                id=one,
                source=f"src-{label}",
                span=Span(source=f"src-{label}", quote=""),
                list=f"lst-{label}",
                is_unique=True,
                name=f"{given} {family}",
                birth=birth,
                place=place,
            )
            for one, (_, given, family, birth, place) in zip(ids, rows, strict=True)
        ]
    pq.write_table(table.to_table(entries, Entry), folder / "entries.parquet")


def run_cenotaph(folder: Path) -> None:
    """Match as the register does; write the pairs."""
    _match(pq.read_table(folder / "entries.parquet"), folder)


def run_earlier(folder: Path) -> None:
    """Match all but the last records; write what is kept."""
    entries = pq.read_table(folder / "entries.parquet")
    _match(entries.slice(0, len(entries) - FURTHER), folder)


def run_further(folder: Path) -> None:
    """Match all records with what was kept; write the pairs."""
    run_cenotaph(folder)


@uncollected
def _match(entries: pa.Table, folder: Path) -> None:
    from cenotaph.build import MATCH_CODE
    from cenotaph.match.compared import weigh_people
    from cenotaph.match.groups import group, tied
    from cenotaph.match.kept import read_memory, write_memory
    from cenotaph.match.people import people_of_table
    from cenotaph.match.places import gazetteer_by_sound
    from cenotaph.steps import code_digest

    version = code_digest(MATCH_CODE)
    memory = read_memory(folder / KEPT, version)
    people = people_of_table(entries, gazetteer_by_sound(), memory.names)
    weighed = weigh_people(people, memory)
    write_memory(folder / KEPT, version, memory)
    first = group(tied(weighed))
    ids = weighed.people.ids
    _write_pairs(folder, [(ids[own], ids[row]) for row, own in enumerate(first.tolist()) if own != row])


def run_splink(folder: Path) -> None:
    """Splink with the settings told above; write the pairs."""
    import duckdb
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    year = "substr(dob, 1, 4)"
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[
            compare.ForenameSurnameComparison("first_name", "surname"),
            compare.DateOfBirthComparison("dob", input_is_string=True),
            compare.ExactMatch("place").configure(term_frequency_adjustments=True),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("first_name", "surname"),
            block_on("surname", year),
            block_on("first_name", "dob"),
            block_on("dob", "place"),
        ],
    )
    database = DuckDBAPI(duckdb.connect(":memory:", config={"threads": 1}))
    sides = [
        database.register(pq.read_table(folder / f"{label}.parquet"), dataset_display_name=label) for label in "ab"
    ]
    linker = Linker(sides, settings, log_level=None)
    rules = [block_on("first_name", "surname", "dob"), block_on("surname", "dob", "place")]
    linker.training.estimate_probability_two_random_records_match(rules, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("dob"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname"))
    predicted = linker.inference.predict(threshold_match_probability=ACCEPTED)
    clusters = linker.clustering.cluster_using_single_best_links(
        predicted, duplicate_free_datasets=["a", "b"], threshold_match_probability=ACCEPTED
    )
    members: dict[str, list[str]] = {}
    for row in clusters.as_record_list():
        members.setdefault(str(row["cluster_id"]), []).append(row["unique_id"])
    _write_pairs(folder, [(one[0], one[1]) for one in map(sorted, members.values()) if len(one) == 2])


def _write_pairs(folder: Path, pairs: Sequence[tuple[str, str]]) -> None:
    pq.write_table(pa.table({"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}), folder / "pairs.parquet")


def measure(system: str, folder: Path, truth: dict[str, str], shared: int) -> None:
    """Run one system in a process of its own and tell what it cost and found."""
    start = time.perf_counter()
    command = [sys.executable, __file__, "--run", system, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{system}: failed\n{done.stderr[-2000:]}")
        return
    seconds, memory = done.stdout.split()[-2:]
    pairs = pq.read_table(folder / "pairs.parquet").to_pydict()
    right = sum(truth[a] == truth[b] for a, b in zip(pairs["a"], pairs["b"], strict=True))
    precision, recall = right / max(1, len(pairs["a"])), right / max(1, shared)
    score = 2 * precision * recall / max(1e-9, precision + recall)
    print(
        f"{system}: {seconds} CPU s, {time.perf_counter() - start:.1f} s, {memory} MB;"
        f" precision {precision:.4f} recall {recall:.4f} F1 {score:.4f}"
    )


def measure_further(folder: Path, truth: dict[str, str], shared: int) -> None:
    """What records cost that are added, and whether the pairs are those of the run from the start, just measured."""
    full = pq.read_table(folder / "pairs.parquet")
    (folder / KEPT).unlink()
    measure("earlier", folder, truth, shared)
    print(f"kept: {(folder / KEPT).stat().st_size / 1e6:.1f} MB")
    measure("further", folder, truth, shared)
    print("the same pairs" if pq.read_table(folder / "pairs.parquet").equals(full) else "OTHER PAIRS")


def main() -> None:
    """Measure both systems on lists of the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=240_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("cenotaph", "splink"))
    parser.add_argument("--run", choices=tuple(SYSTEMS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        SYSTEMS[options.run](options.folder)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{time.process_time():.1f} {memory}")
        return
    first, second = invent(options.records, options.seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_lists(folder, first, second)
        truth = {f"ent-a{index:08}": row[0] for index, row in enumerate(first)}
        truth |= {f"ent-b{index:08}": row[0] for index, row in enumerate(second)}
        shared = len({row[0] for row in first} & {row[0] for row in second})
        print(f"{len(truth)} records, {shared} of them in both lists")
        for system in ("splink", "cenotaph") if options.only is None else (options.only,):
            measure(system, folder, truth, shared)
        if options.only != "splink":
            measure_further(folder, truth, shared)


SYSTEMS = {"cenotaph": run_cenotaph, "splink": run_splink, "earlier": run_earlier, "further": run_further}


if __name__ == "__main__":
    main()
