"""What happened to files and ledger since they were captured."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest

from cenotaph import archive
from cenotaph.capture import find_files
from cenotaph.ledger import Draft, append_many, check_fixity, read_ledger

TIME = "2026-01-20T08:00:00Z"


@pytest.fixture
def held(tmp_path) -> archive.Archive:
    """An archive of four captured files."""
    made = archive.init(tmp_path / "archive", "Nowhere")
    for number in range(4):
        (made.sources / f"{number}.txt").write_text(f"letter {number} from Nowhere", encoding="utf-8")
    take_custody(made)
    return made


def take_custody(made: archive.Archive) -> None:
    known = {(d.payload["path"], d.payload["sha256"]) for d in read_ledger(made.decisions).decisions}
    drafts = [
        Draft("captured", payload={"path": file.path, "sha256": str(file.sha256), "bytes": str(file.bytes)})
        for file in find_files(made.sources, {}, rehash=True)
        if file.sha256 and (file.path, file.sha256) not in known
    ]
    append_many(made.decisions, "leyla", drafts, TIME)


def damage(made: archive.Archive) -> list[tuple[str, str]]:
    files = find_files(made.sources, {}, rehash=True)
    flags = check_fixity(archive.load(made.root), files, read_ledger(made.decisions))
    return [(flag.code, flag.message.split(" ")[0].rstrip(":,")) for flag in flags]


def test_nothing_is_said_when_all_is_as_it_was(held):
    assert damage(held) == []
    (held.sources / "new.txt").write_text("new", encoding="utf-8")
    assert damage(held) == []


def test_a_flipped_byte_is_named(held):
    path = held.sources / "1.txt"
    path.write_bytes(path.read_bytes().replace(b"l", b"k", 1))
    assert damage(held) == [("F010", "sources/1.txt")]


def test_a_missing_file_is_named(held):
    (held.sources / "2.txt").unlink()
    assert damage(held) == [("F001", "sources/2.txt")]


def test_a_renamed_file_is_named_until_it_is_captured_there(held):
    (held.sources / "0.txt").rename(held.sources / "renamed.txt")
    assert damage(held) == [("F011", "sources/0.txt")]
    take_custody(held)
    assert damage(held) == []


def test_two_swapped_files_are_both_named(held):
    (held.sources / "0.txt").rename(held.sources / "x")
    (held.sources / "1.txt").rename(held.sources / "0.txt")
    (held.sources / "x").rename(held.sources / "1.txt")
    assert damage(held) == [("F010", "sources/0.txt"), ("F010", "sources/1.txt")]


def test_a_new_version_that_was_captured_is_no_damage_and_neither_is_the_old_one_put_back(held):
    path = held.sources / "3.txt"
    before = path.read_bytes()
    path.write_bytes(b"a new version")
    take_custody(held)
    assert damage(held) == []
    path.write_bytes(before)
    assert damage(held) == []


def test_a_link_that_leads_out_is_named(held):
    path = held.sources / "1.txt"
    path.unlink()
    try:
        path.symlink_to(held.root / "cenotaph.toml")
    except OSError:
        pytest.skip("this system makes no links")
    assert [code for code, _ in damage(held)] == ["F004"]


def test_damage_to_the_ledger_and_settings_that_point_at_nothing_are_among_them(held):
    path = held.decisions / "leyla.jsonl"
    path.write_bytes(path.read_bytes().replace(b"sources/2", b"sources/9"))
    with (held.root / "cenotaph.toml").open("a", encoding="utf-8") as file:
        file.write('\n[list_systems]\nwall = ["sources/gone.csv"]\n')
    assert damage(held) == [("F050", "leyla.jsonl"), ("F060", "cenotaph.toml")]


def test_every_one_of_many_random_damages_is_named(held):
    chance = random.Random(7)
    for _ in range(150):
        files = sorted(held.sources.iterdir()) + sorted(held.decisions.iterdir())
        path = chance.choice(files)
        before = path.read_bytes()
        _harm(path, chance)
        found = damage(held)
        assert found, f"{path.name} {hashlib.sha256(before).hexdigest()}"
        if path.exists():
            path.unlink()
        for stray in held.sources.glob("stray*"):
            stray.unlink()
        path.write_bytes(before)
        assert damage(held) == []


def _harm(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    way = chance.choice(["flip", "cut", "insert", "empty", "remove", "rename"])
    if path.suffix == ".jsonl" and way in ("cut", "empty", "remove", "rename"):
        way = "flip"  # a tail nobody has seen can be cut unnoticed: see the limits of the ledger
    if way == "flip":
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif way == "cut":
        del data[chance.randrange(len(data)) :]
    elif way == "insert":
        data.insert(chance.randrange(len(data)), 65)
    elif way == "empty":
        data.clear()
    elif way == "remove":
        path.unlink()
        return
    else:
        path.rename(path.with_name("stray.txt"))
        return
    path.write_bytes(bytes(data))
