"""One archive of everything that goes wrong with files: the build goes on, and nothing vanishes."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from cenotaph import build, show

CASES = Path(__file__).parents[1] / "cases" / "read"
IS_WINDOWS = sys.platform == "win32"
GOOD = "Ten people were killed in Vellmar on 3 May 1987, the commission said.\n"
LARGE = 100 * 1024 * 1024
LINES = (b"Vellmar quay and ferry steps." + b"\n" * 4_000) * 250
"""A log in words of no language in particular, since this is about its size and not about what it says."""


class Built(NamedTuple):
    """The archive of bad files, what its build gave and what it printed."""

    folder: Path
    printed: str
    strict_code: int
    bad: dict[str, str]  # path in sources -> words of the reason
    outside: str


def _nested() -> bytes:
    return b"<html><body>" + b"<div>" * 300_000 + b"Nobody counted." + b"</div>" * 300_000


def _encrypted_office() -> bytes:
    """The beginning of an OLE2 compound file whose directory names an encrypted package (MS-OFFCRYPTO 2.3.4.4)."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0\x06\0"
    names = "".join(name.ljust(64, "\0") for name in ("Root Entry", "EncryptionInfo", "EncryptedPackage"))
    return header.ljust(512, b"\0") + names.encode("utf-16-le").ljust(4096, b"\0")


def _far_cell() -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["XFD1048576"] = "Nobody"
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", (CASES / "xlsx_cut_short" / "why.md").read_bytes())
        package.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return held.getvalue()


def _case(name: str) -> bytes:
    return next((CASES / name).glob("in.*")).read_bytes()


def _files() -> dict[str, tuple[bytes, str]]:
    """Each bad file with words that its reason must have."""
    noise = random.Random(1987).randbytes(60_000)
    return {
        "empty.txt": (b"", "empty"),
        "cut.pdf": (_case("pdf_cut_short"), "cut short|damaged"),
        "cut.xlsx": (_case("xlsx_cut_short"), "cut short|damaged"),
        "locked.pdf": (_case("pdf_with_password"), "password"),
        "locked.xlsx": (_encrypted_office(), "password"),
        "picture-named.pdf": (_case("png_named_pdf"), "picture"),
        "program-named.txt": (noise, "binary|no reader"),
        "noise.bin": (noise[::-1], "no reader"),
        "noise-named.html": (noise[:30_000], "binary|no reader"),
        "noise-named.csv": (noise[30_000:], "binary|no reader"),
        "nested.html": (_nested(), "nested more than|too large"),
        "far-cell.xlsx": (_far_cell(), "cell|empty|rows|columns"),
        "bomb.xlsx": (_bomb(), "would unpack to"),
    }


def _places(sources: Path, outside: Path) -> dict[str, str]:
    """Links and pipes, where the system has them."""
    if IS_WINDOWS:
        return {}
    (sources / "loop-a").symlink_to("loop-b")
    (sources / "loop-b").symlink_to("loop-a")
    (sources / "deep").mkdir()
    (sources / "deep" / "up").symlink_to("..", target_is_directory=True)
    (sources / "outside.txt").symlink_to(outside)
    (sources / "nowhere.txt").symlink_to("not-there.txt")
    os.mkfifo(sources / "pipe.txt")
    return {
        "loop-a": "leads back to itself",
        "loop-b": "leads back to itself",
        "deep/up": "a loop",
        "outside.txt": "outside the sources",
        "nowhere.txt": "not there",
        "pipe.txt": "a pipe",
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("bad")
    outside = folder / "private.txt"
    outside.write_text("Ninety people were killed in Elsewhere on 3 May 1987.", encoding="utf-8")
    archive = folder / "archive"
    sources = archive / "sources"
    sources.mkdir(parents=True)
    (archive / "cenotaph.toml").write_text('title = "Archive of bad files"\n', encoding="utf-8")
    (sources / "good.txt").write_text(GOOD, encoding="utf-8")
    files = _files()
    for name, (data, _) in files.items():
        (sources / name).write_bytes(data)
    with (sources / "hole.txt").open("wb") as hole:
        hole.write(GOOD.encode())
        hole.truncate(LARGE)  # takes no room on disk and reads as 100 MB of NUL
    with (sources / "large.txt").open("wb") as large:
        for _ in range(-(-LARGE // len(LINES))):
            large.write(LINES)
    bad = {name: words for name, (_, words) in files.items()} | _places(sources, outside)
    bad |= {"hole.txt": "binary|no letters", "large.txt": "only the first .* characters"}
    command = [sys.executable, "-m", "cenotaph", "build", str(archive), "--jobs", "2", "--strict"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=400)
    assert "Traceback" not in done.stderr, done.stderr
    return Built(archive, done.stdout + done.stderr, done.returncode, bad, "Ninety people")


def test_the_build_goes_on_and_the_good_file_is_heard(built):
    (claim,) = [claim for claim in show(built.folder, "claims") if claim.kind == "killed" and "Vellmar" in str(claim)]
    assert claim.count.low == 10
    assert claim.where == "Vellmar"
    assert (built.folder / "site" / "index.html").is_file()


def test_each_bad_file_is_a_source_with_its_path_and_its_reason(built):
    sources = {source.path: source for source in show(built.folder, "sources")}
    for path, words in built.bad.items():
        source = sources[f"sources/{path}"]
        assert source.status in ("not_readable", "in_part"), path
        assert source.reason, path
        assert re.search(words, source.reason), (path, source.reason)


def test_nothing_vanishes(built):
    named = {path for source in show(built.folder, "sources") for path in (source.path, *source.paths)}
    walked = {
        (Path(parent) / name).relative_to(built.folder).as_posix()
        for parent, folders, files in os.walk(built.folder / "sources")
        for name in [*files, *(each for each in folders if (Path(parent) / each).is_symlink())]
    }
    assert walked <= named


def test_each_bad_file_has_a_flag(built):
    flagged = {source for flag in show(built.folder, "flags") if flag.code[0] == "F" for source in flag.sources}
    ids = {source.path: source.id for source in show(built.folder, "sources")}
    assert [path for path in built.bad if ids[f"sources/{path}"] not in flagged] == []


def test_the_summary_names_each_bad_file_with_its_reason(built):
    printed = " ".join(built.printed.split())
    for source in show(built.folder, "sources"):
        if source.path.removeprefix("sources/") in built.bad:
            assert source.path in printed
            assert " ".join(source.reason.split()) in printed


def test_strict_says_by_its_exit_code_that_some_were_not_readable(built):
    assert built.strict_code == 3


@pytest.mark.skipif(IS_WINDOWS, reason="links need a right of their own there")
def test_what_lies_outside_the_archive_is_not_taken_in(built):
    for path in built.folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.suffix in (".html", ".json", ".csv", ".jsonl", ".parquet"):
            assert built.outside.encode() not in path.read_bytes(), path


def test_a_second_build_captures_nothing_again(built):
    assert build(built.folder).captured == 0


@pytest.mark.skipif(IS_WINDOWS or os.geteuid() == 0, reason="the administrator may read every file")
def test_a_file_without_permission_is_named(tmp_path):
    sources = tmp_path / "sources"
    sources.mkdir()
    (tmp_path / "cenotaph.toml").write_text('title = "Archive of bad files"\n', encoding="utf-8")
    (sources / "good.txt").write_text(GOOD, encoding="utf-8")
    (sources / "shut.txt").write_text(GOOD, encoding="utf-8")
    (sources / "shut.txt").chmod(0)
    try:
        build(tmp_path)
    finally:
        (sources / "shut.txt").chmod(0o600)
    (shut,) = [source for source in show(tmp_path, "sources") if source.path == "sources/shut.txt"]
    assert shut.status == "not_readable"
    assert "permission" in shut.reason


@pytest.mark.parametrize("name", ["unknown_names_with_the_nearest", "wrong_types"])
def test_all_errors_of_bad_settings_are_printed_at_once_with_their_lines(name, tmp_path):
    case = CASES.parent / "archive" / name
    shutil.copy(next(case.glob("*.toml")), tmp_path / "cenotaph.toml")
    (tmp_path / "sources").mkdir()
    command = [sys.executable, "-m", "cenotaph", "build", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    lines = set(re.findall(r"(?:line |:)(\d+)", done.stderr))
    assert len(lines) > 1, done.stderr
