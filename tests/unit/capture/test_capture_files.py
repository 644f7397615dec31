"""What stands in a folder of sources is found, digested and, where it cannot be read, named."""

from __future__ import annotations

import hashlib
import os
import socket
import sys
import tempfile
from pathlib import Path

import pytest

from cenotaph.capture import HeldFile, find_files
from cenotaph.errors import ArchiveError

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of this kind are POSIX's")


@pytest.fixture
def sources(tmp_path) -> Path:
    folder = tmp_path / "sources"
    folder.mkdir()
    return folder


def by_path(folder: Path, **options) -> dict[str, HeldFile]:
    return {file.path: file for file in find_files(folder, {}, **options)}


def test_every_file_is_found_once_with_digest_size_and_kind(sources):
    (sources / "letters").mkdir()
    (sources / "letters" / "a.txt").write_bytes(b"Ozmara, 4 March 1991")
    (sources / "b.txt").write_bytes(b"%PDF-1.7")
    found = by_path(sources)
    assert list(found) == ["sources/b.txt", "sources/letters/a.txt"]
    assert found["sources/b.txt"].media_type == "application/pdf"
    letter = found["sources/letters/a.txt"]
    assert letter.sha256 == hashlib.sha256(b"Ozmara, 4 March 1991").hexdigest()
    assert (letter.bytes, letter.media_type, letter.problem) == (20, "text/plain", None)


def test_furniture_of_the_system_is_passed_over(sources):
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$list.xlsx", "._list.csv", ".~lock.list.ods#"):
        (sources / name).write_bytes(b"x")
    (sources / "__MACOSX").mkdir()
    (sources / "__MACOSX" / "a.txt").write_bytes(b"x")
    (sources / "list.csv").write_bytes(b"name\nArvo Testman\n")
    assert list(by_path(sources)) == ["sources/list.csv"]


def test_a_file_of_known_size_and_time_is_not_read_again(sources):
    (sources / "a.txt").write_bytes(b"x")
    found = by_path(sources)
    lie = {"sources/a.txt": HeldFile("sources/a.txt", 1, found["sources/a.txt"].mtime_ns, "0" * 64, "text/plain")}
    assert find_files(sources, lie)[0].sha256 == "0" * 64
    assert find_files(sources, lie, rehash=True)[0].sha256 == found["sources/a.txt"].sha256


def test_the_order_does_not_depend_on_the_form_of_accents(sources):
    composed, decomposed, plain = "\u00e9.txt", "e\u0301a.txt", "f.txt"
    for name in (plain, decomposed, composed):
        (sources / name).write_bytes(name.encode())
    names = [file.path.removeprefix("sources/") for file in find_files(sources, {})]
    assert names == [plain, composed, decomposed]


@posix
def test_links_that_loop_lead_nowhere_or_outside_are_named_and_not_followed(sources, tmp_path):
    (tmp_path / "outside.txt").write_bytes(b"elsewhere")
    (sources / "inner").mkdir()
    (sources / "inner" / "a.txt").write_bytes(b"here")
    (sources / "loop").symlink_to(sources)
    (sources / "one").symlink_to("two")
    (sources / "two").symlink_to("one")
    (sources / "gone").symlink_to("nothing.txt")
    (sources / "out.txt").symlink_to(tmp_path / "outside.txt")
    (sources / "other").symlink_to(sources / "inner")
    (sources / "same.txt").symlink_to(sources / "inner" / "a.txt")
    problems = {path: file.problem for path, file in by_path(sources).items()}
    assert "loop" in problems["sources/loop"]
    assert "back to itself" in problems["sources/one"]
    assert "back to itself" in problems["sources/two"]
    assert "not there" in problems["sources/gone"]
    assert "outside" in problems["sources/out.txt"]
    assert "inner" in problems["sources/other"]
    assert problems["sources/same.txt"] is None
    assert problems["sources/inner/a.txt"] is None
    assert len(problems) == 8


@posix
def test_pipes_and_sockets_are_named_and_never_opened(sources, monkeypatch):
    os.mkfifo(sources / "pipe")
    monkeypatch.chdir(sources)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        problems = {path: file.problem for path, file in by_path(sources).items()}
    assert problems["sources/pipe"].startswith("a pipe")
    assert problems["sources/socket"].startswith("a socket")


@posix
def test_what_may_not_be_read_is_named():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "sources"
        (folder / "closed").mkdir(parents=True)
        (folder / "closed" / "a.txt").write_bytes(b"x")
        (folder / "b.txt").write_bytes(b"x")
        (folder / "c.txt").write_bytes(b"x")
        Path(name).chmod(0o755)
        (folder / "b.txt").chmod(0)
        (folder / "closed").chmod(0)
        user = os.geteuid()
        try:
            if user == 0:
                os.seteuid(65534)  # the superuser may read everything
            problems = {path: file.problem for path, file in by_path(folder).items()}
        finally:
            if user == 0:
                os.seteuid(0)
            (folder / "closed").chmod(0o755)
    assert "permission" in problems["sources/b.txt"]
    assert "permission" in problems["sources/closed"]
    assert problems["sources/c.txt"] is None


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_in_no_encoding_is_shown_and_named(sources):
    (Path(os.fsdecode(bytes(sources) + b"/caf\xe9.txt"))).write_bytes(b"x")
    (file,) = find_files(sources, {})
    assert file.path == "sources/caf\\udce9.txt"
    assert "name" in file.problem


def test_a_folder_that_is_not_there_holds_no_file(tmp_path):
    assert find_files(tmp_path / "nowhere", {}) == ()


def test_a_file_in_the_place_of_the_folder_is_misuse(tmp_path):
    (tmp_path / "sources").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="no folder"):
        find_files(tmp_path / "sources", {})
