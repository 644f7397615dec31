"""How fast `check` hashes an archive again, beside plain SHA-256 over the same files.

Two invented archives, one of many small files, one of a few large ones, are written to a temporary folder and read
once, so that all runs find them in the system's memory. Plain is a loop of `hashlib.file_digest` over the paths. The
check is everything that looks at bytes and ledger: finding the files, hashing them, reading the ledger, comparing.

    python benchmarks/fixity.py [--small 20000] [--large 4] [--rounds 5]
"""

from __future__ import annotations

import argparse
import hashlib
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.archive import Archive
from cenotaph.capture import find_files

MB = 2**20


def main() -> None:
    """Make both archives, measure, print a line each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--small", type=int, default=20_000, help="files of 1 to 32 KB")
    options.add_argument("--large", type=int, default=4, help="files of 128 MB")
    options.add_argument("--rounds", type=int, default=5, help="of which the fastest counts")
    chosen = options.parse_args()
    kinds = (("many small files", chosen.small, (1024, 32 * 1024)), ("few large files", chosen.large, (128 * MB,) * 2))
    for name, count, sizes in kinds:
        with tempfile.TemporaryDirectory() as folder:
            made = make(Path(folder) / "archive", count, sizes)
            paths = sorted(path for path in made.sources.rglob("*") if path.is_file())
            size = sum(path.stat().st_size for path in paths)
            plain, checked = measure(lambda paths=paths: digest(paths), lambda made=made: check(made), chosen.rounds)
            print(
                f"{name}: {count:,} files, {size / MB:,.0f} MB; plain {plain:.2f} s ({size / MB / plain:,.0f} MB/s), "
                f"check {checked:.2f} s ({size / MB / checked:,.0f} MB/s); ratio {plain / checked:.2f}"
            )


def make(root: Path, count: int, sizes: tuple[int, int]) -> Archive:
    """An archive of `count` files in folders of a hundred, all with their custody lines."""
    chance = random.Random(7)
    made = archives.init(root, "Nowhere")
    for number in range(count):
        path = made.sources / f"{number // 100:03}" / f"letter-{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(chance.randbytes(chance.randint(*sizes)))
    drafts = [
        ledgers.Draft("captured", payload={"path": file.path, "sha256": str(file.sha256), "bytes": str(file.bytes)})
        for file in find_files(made.sources, {}, rehash=True)
    ]
    ledgers.append_many(made.decisions, "leyla", drafts)
    return made


def digest(paths: list[Path]) -> None:
    """Plain SHA-256 over every file."""
    for path in paths:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256").hexdigest()


def check(made: Archive) -> None:
    """What `cenotaph check` does with files and ledger; nothing may be found."""
    found = ledgers.check_fixity(made, find_files(made.sources, {}, rehash=True), ledgers.read_ledger(made.decisions))
    assert not found, found[:3]


def measure(plain: Callable[[], None], checked: Callable[[], None], rounds: int) -> tuple[float, float]:
    """Seconds of the fastest round of each, the two taking turns."""
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for at, work in enumerate((plain, checked)):
            began = time.perf_counter()
            work()
            best[at] = min(best[at], time.perf_counter() - began)
    return best[0], best[1]


if __name__ == "__main__":
    main()
