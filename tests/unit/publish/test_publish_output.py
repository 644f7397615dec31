"""Writing a folder: only what changed, nothing left over, nothing outside."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
import pytest
from ozmara_record import make_record

from cenotaph.errors import StorageError
from cenotaph.publish import publish
from cenotaph.publish.output import MANIFEST, Manifest, Written, write_folder


def times(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def test_a_second_run_writes_no_file(tmp_path: Path) -> None:
    for _ in range(2):
        publish(make_record(), tmp_path / "site", tmp_path / "export", "preview")
        before = times(tmp_path)
    publish(make_record(), tmp_path / "site", tmp_path / "export", "preview")
    assert times(tmp_path) == before


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    assert write_folder(tmp_path, [("a.html", b"1"), ("b/c.html", b"2")]) == Written(2, 2, 0)
    assert write_folder(tmp_path, [("a.html", b"1"), ("b/c.html", b"3")]) == Written(2, 1, 0)
    assert (tmp_path / "b" / "c.html").read_bytes() == b"3"


def test_what_is_no_longer_needed_is_removed_and_other_files_stay(tmp_path: Path) -> None:
    write_folder(tmp_path, [("a.html", b"1"), ("b/c.html", b"2"), ("b/d/e.html", b"2")])
    (tmp_path / "mine.txt").write_bytes(b"kept")
    (tmp_path / "b" / "mine.txt").write_bytes(b"kept")
    assert write_folder(tmp_path, [("a.html", b"1")]) == Written(1, 0, 2)
    assert sorted(times(tmp_path)) == ["a.html", "b/mine.txt", MANIFEST, "mine.txt"]
    assert not (tmp_path / "b" / "d").exists()


@pytest.mark.parametrize("damage", [None, b"", b"{", b'{"files": 3}'])
def test_a_lost_manifest_leaves_no_page_behind(tmp_path: Path, damage: bytes | None) -> None:
    write_folder(tmp_path, [("a.html", b"1"), ("persons/x.html", b"2")])
    (tmp_path / "mine.txt").write_bytes(b"kept")
    if damage is None:
        (tmp_path / MANIFEST).unlink()
    else:
        (tmp_path / MANIFEST).write_bytes(damage)
    write_folder(tmp_path, [("a.html", b"1")], owned=("persons",))
    assert sorted(times(tmp_path)) == ["a.html", MANIFEST, "mine.txt"]


@pytest.mark.parametrize("path", ["../x", "/x", "a/../../x", "c:\\x", "a\\..\\x", ""])
def test_no_path_leaves_the_folder(tmp_path: Path, path: str) -> None:
    with pytest.raises(StorageError):
        write_folder(tmp_path / "site", [(path, b"1")])
    (tmp_path / "site").mkdir(exist_ok=True)
    (tmp_path / "site" / MANIFEST).write_bytes(msgspec.json.encode(Manifest({path: "0"})))
    with pytest.raises(StorageError):
        write_folder(tmp_path / "site", [])
    assert not (tmp_path / "x").exists()


def test_the_manifest_names_every_file_with_its_digest(tmp_path: Path) -> None:
    publish(make_record(), tmp_path / "site", tmp_path / "export", "preview")
    for folder in (tmp_path / "site", tmp_path / "export"):
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        assert manifest.files == {
            path: hashlib.sha256((folder / path).read_bytes()).hexdigest() for path in times(folder) if path != MANIFEST
        }


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError, match="cannot be written"):
        write_folder(tmp_path / "site", [("a.html", b"1")])
