"""Same sources and decisions, same bytes: whatever the workers, hash seed, time zone, locale or order of files."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

OTHER_WORLDS = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Baku", "LC_ALL": "C", "jobs": "1"},
    {"PYTHONHASHSEED": "4242", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "jobs": "3"},
)


def digest_of(archive: Path) -> str:
    """One digest over the paths and bytes of tables, site and export."""
    state = hashlib.sha256()
    for part in (".cenotaph/tables", "site", "export"):
        for path in sorted((archive / part).rglob("*")):
            if path.is_file():
                state.update(f"{path.relative_to(archive).as_posix()}\0".encode())
                state.update(hashlib.sha256(path.read_bytes()).digest())
    return state.hexdigest()


def _copy_in_other_order(origin: Path, target: Path, seed: int) -> None:
    """The raw archive with its ledger, files created in a shuffled order with other times."""
    files = [path for part in ("sources", "decisions") for path in sorted((origin / part).rglob("*")) if path.is_file()]
    files += [path for path in sorted(origin.iterdir()) if path.is_file()]
    random.Random(seed).shuffle(files)
    for number, path in enumerate(files):
        copy = target / path.relative_to(origin)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        os.utime(copy, (1_000_000_000 + number, 1_000_000_000 + number))


@pytest.mark.parametrize("example", ["black-january", "ozmara"])
@pytest.mark.parametrize("world", OTHER_WORLDS, ids=["one-worker", "three-workers"])
def test_a_build_elsewhere_gives_the_same_bytes(built_examples, tmp_path, example, world):
    archive = tmp_path / "elsewhere"
    _copy_in_other_order(built_examples[example], archive, seed=len(world["TZ"]))
    environment = {**os.environ, **{name: value for name, value in world.items() if name != "jobs"}}
    command = [sys.executable, "-m", "cenotaph", "build", str(archive), "--jobs", world["jobs"]]
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert digest_of(archive) == digest_of(built_examples[example])
