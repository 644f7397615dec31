"""Fuzz the readers for as long as one likes; every input that breaks a rule is kept.

    python tests/fuzz/fuzz_run.py --seconds 600 [--seed N] [--only pdf] [--keep FOLDER]
    python tests/fuzz/fuzz_run.py --atheris [options of libFuzzer]     (where atheris is installed)

Each input is read in a process of its own that may be killed, under limits on time and memory. Broken is: an exception,
a reading against the rules of `tests/contract`, more than `SLOWEST` seconds, a crash.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import multiprocessing
import sys
import time
import traceback
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from fuzz_mutate import TESTS, changed, changed_inside, load

SLOWEST = 20.0
MEMORY = 2 * 2**30
contract = load(TESTS / "contract" / "test_contract_readers.py")


def samples() -> list[tuple[str, bytes]]:
    """Every file of the cases, by name."""
    return [(path.name + "@" + path.parent.name, path.read_bytes()) for path in sorted(contract.CASES.glob("*/in.*"))]


def an_input(files: list[tuple[str, bytes]], chosen: Random) -> tuple[str, bytes]:
    """A changed sample, and the name of what it was."""
    name, data = chosen.choice(files)
    ending = name.partition("@")[0]
    alike = [other for each, other in files if each.startswith(ending)]
    return name, chosen.choice((changed, changed_inside))(data, chosen, alike)


def broken_by(name: str, data: bytes) -> str | None:
    """Which rule the reading of `data` breaks, if any."""
    from cenotaph.read.formats import read_bytes

    source = contract.source_of(data, name.partition("@")[0])
    start = time.monotonic()
    try:
        reading = read_bytes(data, source, contract.LIMITS)
        contract.check(reading, source)
    except MemoryError:
        return None
    except Exception:  # noqa: BLE001 - whatever it is, it is what was looked for
        return traceback.format_exc(limit=-4)
    if time.monotonic() - start > SLOWEST:
        return f"took {time.monotonic() - start:.0f} s"
    return f"caught at the border: {reading.reason}" if "failed on it" in str(reading.reason) else None


def _work(asked: Connection) -> None:
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        asked.send(broken_by(*asked.recv()))


class _Reader:
    """A process that reads what it is given; started anew when it was killed."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(target=_work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def read(self, name: str, data: bytes) -> str | None:
        self._ours.send((name, data))
        try:
            if self._ours.poll(SLOWEST + 40):
                answer: str | None = self._ours.recv()
                return answer
            why = f"did not end within {SLOWEST + 40:.0f} s"
        except EOFError:
            self._process.join(5)
            why = f"crashed (exit {self._process.exitcode})"
        self._process.kill()
        self._start()
        return why


def run(seconds: float, seed: int, only: str, keep: Path) -> Counter[str]:
    """What was broken, and how often."""
    files = [(name, data) for name, data in samples() if only in name]
    keep.mkdir(parents=True, exist_ok=True)
    chosen, found, tried, reader = Random(seed), Counter[str](), 0, _Reader()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        name, data = an_input(files, chosen)
        tried += 1
        why = reader.read(name, data)
        if why:
            kind = why.strip().splitlines()[-1][:200]
            found[kind] += 1
            if found[kind] == 1:
                path = keep / f"{hashlib.sha256(data).hexdigest()[:12]}-{name.replace('@', '-')}"
                path.write_bytes(data)
                print(f"{path}\n{why}", flush=True)  # noqa: T201
    print(f"{tried:,} inputs, {sum(found.values()):,} broke a rule in {len(found)} ways")  # noqa: T201
    return found


def with_atheris(arguments: list[str]) -> None:
    """The same inputs, chosen by what code they reach."""
    try:
        import atheris
    except ImportError:
        sys.exit("atheris is not installed (pip install atheris); without --atheris this runs by itself")
    files = samples()
    with atheris.instrument_imports(include=["cenotaph", "openpyxl", "striprtf", "warcio"]):
        from cenotaph.read.formats import readers

        readers()

    def one(data: bytes) -> None:
        name, made = an_input(files, Random(data))
        why = broken_by(name, made)
        if why and not why.startswith("caught"):
            raise AssertionError(why)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> None:
    """Read the command line and fuzz."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="only samples whose name holds this")
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    parser.add_argument("--atheris", action="store_true")
    told, rest = parser.parse_known_args()
    if told.atheris:
        with_atheris(rest)
    else:
        sys.exit(1 if run(told.seconds, told.seed, told.only, told.keep) else 0)


if __name__ == "__main__":
    main()
