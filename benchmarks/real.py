"""Build an archive of real material with the ordinary command and tell what came of it.

Assembles, in a folder outside the repository, the 1,300 MUC-4 development reports as single files,
the three Gaza lists without the column that tells the truth, and one web article of 2026, and runs
`cenotaph build` on it. Prints time and peak memory, what was not readable, the flags by code; writes
50 claims, picked by a fixed seed, to `claims.txt` beside the archive for reading by hand (that file
quotes material which must stay out of the repository).

    python benchmarks/real.py [FOLDER]
"""

from __future__ import annotations

import csv
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SEED = 20261122
PICKED = 50
REPORT = re.compile(r"^(DEV-MUC3-\d{4}) .*$", re.MULTILINE)
SETTINGS = """title = "Real material, for measuring only"

[[sheets]]
path = "sources/lists/gaza-ar-1.csv"
type = "list"
unique = true
fate = "killed"

[[sheets]]
path = "sources/lists/gaza-ar-2.csv"
type = "list"
unique = true
fate = "killed"

[[sheets]]
path = "sources/lists/gaza-en.csv"
type = "list"
unique = true
fate = "killed"
"""


def assemble(folder: Path) -> Path:
    """Lay the archive out; existing material is replaced, the ledger stays."""
    archive = folder / "archive"
    sources = archive / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    for part in ("reports", "lists", "articles"):
        (sources / part).mkdir(parents=True)
    (archive / "cenotaph.toml").write_text(SETTINGS, encoding="utf-8")
    for path in sorted((DATA / "muc4" / "dev").glob("dev-muc3-*")):
        text = path.read_text(encoding="latin-1")
        starts = list(REPORT.finditer(text))
        for start, end in zip(starts, [*starts[1:], None], strict=True):
            body = text[start.end() : end.start() if end else len(text)].strip("\n")
            (sources / "reports" / f"{start[1].lower()}.txt").write_text(body + "\n", encoding="utf-8")
    for path in sorted((DATA / "lists").glob("gaza-*.csv")):
        _without_truth(path, sources / "lists" / path.name)
    shutil.copy(DATA / "articles" / "commemoration-2026.txt", sources / "articles")
    return archive


def _without_truth(origin: Path, target: Path) -> None:
    with origin.open(encoding="utf-8", newline="") as lines, target.open("w", encoding="utf-8", newline="") as copy:
        rows = csv.reader(lines)
        header = next(rows)
        truth = header.index("truth")
        writer = csv.writer(copy, lineterminator="\n")
        for row in [header, *rows]:
            writer.writerow(row[:truth] + row[truth + 1 :])


def main() -> None:
    """Assemble, build twice, tell."""
    if not DATA.is_dir():
        print(f"skipped: {DATA.name} is not here")
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="cenotaph-real-"))
    archive = assemble(folder)
    command = [sys.executable, "-m", "cenotaph", "build", str(archive), "--as", "benchmark"]
    for name in ("cold", "no change"):
        began = time.monotonic()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        print(f"{name} build: {time.monotonic() - began:.1f} s")
        if name == "cold":
            print(done.stdout)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"peak memory of one process: {peak:.2f} GiB")
    flags = _show(archive, "flags")
    print("flags:", dict(sorted(Counter(flag["code"] for flag in flags).items())))
    claims = [claim for claim in _show(archive, "claims") if claim["basis"] == "quoted"]
    print("claims by kind:", dict(Counter(claim["kind"] for claim in claims).most_common()))
    picked = random.Random(SEED).sample(claims, min(PICKED, len(claims)))
    paths = {source["id"]: source["path"] for source in _show(archive, "sources")}
    lines = [_told(number, claim, paths) for number, claim in enumerate(picked, 1)]
    (folder / "claims.txt").write_text("\n\n".join(lines), encoding="utf-8")
    print(f"{len(picked)} claims to read by hand: {folder / 'claims.txt'}")


def _show(archive: Path, what: str) -> list[dict]:
    command = [sys.executable, "-m", "cenotaph", "show", what, str(archive), "--jsonl"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _told(number: int, claim: dict, paths: dict[str, str]) -> str:
    fields = ("kind", "count", "whom", "whom_class", "by", "when", "where", "speaker", "modality", "value", "rule")
    said = "; ".join(f"{name}={claim[name]}" for name in fields if claim.get(name) not in (None, ""))
    return f"{number}. {paths.get(claim['source'])}\n{said}\n“{claim['span']['quote']}”"


if __name__ == "__main__":
    main()
