"""The hostile set as a table: each bad file, how it ended, why, in how many seconds and with how much memory.

    python benchmarks/hostile.py [GROUP...] [--cases NAME]

Each file is read through the workers that a build reads with, under the limits of `tests/hostile`, a worker's start
included in its seconds; memory is that of the largest process, and known on Linux and macOS alone. The last lines count
by class and by how they ended.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "hostile"))


def one(name: str, group: str) -> None:
    """Read one case in this process's workers, and print its line."""
    from hostile_set import GROUPS, faults, read_all

    from cenotaph.read.formats import described
    from cenotaph.record import Source

    case = next(case for case in GROUPS[group] if case.name == name)
    with tempfile.TemporaryDirectory() as folder:
        root, derived = Path(folder) / "in", Path(folder) / "derived"
        root.mkdir()
        derived.mkdir()
        data = case.data()
        (root / name).write_bytes(data)
        source = described(data, Source(id="", status="not_readable", path=name, paths=(name,)))
        start = time.monotonic()
        answer = read_all(root, derived, [source])[name]
        seconds = time.monotonic() - start
    why = " ".join((answer.own.reason or "").split())[:70]
    fault = "  NOT AS EXPECTED" if any(faults(case, answer)) else ""
    print(f"{group:9}{name:36}{case.kind:14}{answer.own.status:14}{seconds:5.1f} s{_peak():7.0f} MB  {why}{fault}")


def _peak() -> float:
    """MB of the largest worker."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / (1024 if sys.platform == "linux" else 2**20)


def apart(name: str, group: str) -> str:
    """The line of one case, made in a process of its own so that its memory is its own; "" when that failed."""
    import subprocess

    command = [sys.executable, __file__, "--one", name, group]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ})
    return done.stdout.rstrip() or f"{group:9}{name:36}broke: {done.stderr.strip().splitlines()[-1:]}"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--cases", default="", help="only those whose name holds this")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.one:
        one(*told.one)
        return
    from hostile_set import GROUPS

    ended, kinds = Counter[str](), Counter[str]()
    for group in told.groups or GROUPS:
        for case in GROUPS[group]:
            if told.cases in case.name:
                line = apart(case.name, group)
                print(line, flush=True)
                ended[next((end for end in ("in_part", "not_readable", "read") if f" {end} " in line), "broke")] += 1
                kinds[case.kind] += 1
    print("by end:  " + ", ".join(f"{end} {count}" for end, count in ended.most_common()))
    print("by class:  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
