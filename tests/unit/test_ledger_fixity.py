"""What happened to files and ledger since they were captured."""

from __future__ import annotations

import os
import unicodedata

import pytest

from cenotaph import archive
from cenotaph.capture import custody_of, find_files
from cenotaph.ledger import Draft, append_many, check_fixity, read_ledger
from cenotaph.record import Flag

TIME = "2026-01-20T08:00:00Z"
LATER = "2026-01-21T08:00:00Z"


@pytest.fixture
def held(tmp_path) -> archive.Archive:
    """An archive of four captured files."""
    made = archive.init(tmp_path / "archive", "Nowhere")
    for number in range(4):
        (made.sources / f"{number}.txt").write_text(f"letter {number} from Nowhere", encoding="utf-8")
    take_custody(made)
    return made


def take_custody(made: archive.Archive, time: str = TIME) -> None:
    known = {(d.payload["path"], d.payload["sha256"]) for d in read_ledger(made.decisions).decisions}
    drafts = [
        Draft("captured", payload=custody_of(file))
        for file in find_files(made.sources, {}, rehash=True)
        if file.sha256 and (file.path, file.sha256) not in known
    ]
    append_many(made.decisions, "leyla", drafts, time)


def points(made: archive.Archive) -> tuple[Flag, ...]:
    files = find_files(made.sources, {}, rehash=True)
    return check_fixity(archive.load(made.root), files, read_ledger(made.decisions))


def damage(made: archive.Archive) -> list[tuple[str, str]]:
    return [(flag.code, flag.message.split(" ")[0].rstrip(":,")) for flag in points(made)]


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
    take_custody(held, LATER)
    assert damage(held) == []


def test_two_swapped_files_are_both_named(held):
    (held.sources / "0.txt").rename(held.sources / "x")
    (held.sources / "1.txt").rename(held.sources / "0.txt")
    (held.sources / "x").rename(held.sources / "1.txt")
    assert damage(held) == [("F013", "sources/0.txt"), ("F013", "sources/1.txt")]


def test_a_file_written_over_with_another_is_named_with_what_became_of_its_own_bytes(held):
    (held.sources / "1.txt").write_bytes((held.sources / "0.txt").read_bytes())
    (point,) = points(held)
    assert point.code == "F013"
    assert "holds the bytes captured at sources/0.txt; those captured at sources/1.txt are nowhere" in point.message


def test_how_much_there_was_tells_a_cut_from_a_flip(held):
    path = held.sources / "1.txt"
    before = path.read_bytes()
    path.write_bytes(before[:5])
    assert f"{len(before)} bytes then, 5 now" in points(held)[0].message
    path.write_bytes(before.upper())
    assert f"{len(before)} bytes as before" in points(held)[0].message


def test_one_of_two_copies_that_is_gone_is_named_though_its_bytes_stand(held):
    (held.sources / "copy.txt").write_bytes((held.sources / "0.txt").read_bytes())
    (held.sources / "twin.txt").write_bytes(b"twin")
    (held.sources / "other twin.txt").write_bytes(b"twin")
    take_custody(held, LATER)
    assert damage(held) == []
    (held.sources / "twin.txt").unlink()
    assert damage(held) == [("F012", "sources/twin.txt")]
    (held.sources / "copy.txt").unlink()
    assert damage(held) == [("F012", "sources/copy.txt"), ("F012", "sources/twin.txt")]
    (held.sources / "0.txt").unlink()
    assert [code for code, _ in damage(held)] == ["F001", "F001", "F012"]


def test_a_folder_in_the_place_of_a_file_is_named(held):
    (held.sources / "1.txt").unlink()
    (held.sources / "1.txt").mkdir()
    assert damage(held) == [("F014", "sources/1.txt")]


def test_a_file_whose_name_only_changed_its_capitals_is_named(held):
    (held.sources / "1.txt").rename(held.sources / "1.TXT")
    assert damage(held) == [("F011", "sources/1.txt")]


def test_a_name_whose_accents_another_system_writes_otherwise_is_no_damage(held):
    path = held.sources / unicodedata.normalize("NFC", "caf\u00e9.txt")
    path.write_bytes(b"accent")
    take_custody(held, LATER)
    path.rename(held.sources / unicodedata.normalize("NFD", "caf\u00e9.txt"))
    assert damage(held) == []


@pytest.mark.skipif(os.name != "posix", reason="links of this kind are POSIX's")
def test_a_link_in_the_place_of_a_file_is_named_though_the_bytes_are_right(held):
    inside, outside = held.sources / "kept.txt", held.root / "outside.txt"
    before = (held.sources / "1.txt").read_bytes()
    (held.sources / "1.txt").rename(inside)
    (held.sources / "1.txt").symlink_to("kept.txt")
    assert damage(held) == [("F014", "sources/1.txt")]
    (held.sources / "1.txt").unlink()
    inside.rename(held.sources / "1.txt")
    outside.hardlink_to(held.sources / "1.txt")
    assert damage(held) == [("F015", "sources/1.txt")]
    outside.unlink()
    assert (held.sources / "1.txt").read_bytes() == before
    assert damage(held) == []


@pytest.mark.skipif(os.name != "posix", reason="links of this kind are POSIX's")
def test_a_link_that_was_captured_as_one_is_no_damage(held):
    (held.sources / "link.txt").symlink_to("1.txt")
    (held.root / "twin").write_bytes(b"twin")
    (held.sources / "twin.txt").hardlink_to(held.root / "twin")
    take_custody(held, LATER)
    assert damage(held) == []
    (held.root / "third").hardlink_to(held.root / "twin")
    assert damage(held) == [("F015", "sources/twin.txt")]


def test_a_tail_that_nobody_saw_is_missed_by_the_note_beside_the_file(held):
    """An archive with one writer and no release."""
    path = held.decisions / "leyla.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    for kept in range(1, 4):
        path.write_bytes(b"".join(lines[:kept]))
        assert damage(held) == [("F054", "leyla.jsonl")]
    path.unlink()
    assert damage(held) == [("F055", "leyla.jsonl")]


def test_a_damaged_note_is_named_and_blames_no_line(held):
    path = held.decisions / "leyla.head"
    before = path.read_bytes()
    for at in range(len(before)):
        path.write_bytes(before[:at] + bytes([before[at] ^ 1]) + before[at + 1 :])
        assert damage(held) == [("F057", "leyla.head")]
    (held.sources / "new.txt").write_bytes(b"new")
    take_custody(held, LATER)
    assert damage(held) == []


def test_an_old_ledger_without_notes_is_as_whole_as_before(held):
    (held.decisions / "leyla.head").unlink()
    assert damage(held) == []


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
