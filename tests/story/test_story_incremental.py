"""Only what depends on a change is done again."""

from __future__ import annotations

import shutil

import pytest

from cenotaph import build, decide, show


@pytest.fixture
def archive(ozmara, tmp_path):
    copy = tmp_path / "archive"
    shutil.copytree(ozmara, copy)
    build(copy)
    return copy


def _files(folder):
    return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*") if path.is_file()}


def test_a_build_without_change_does_no_step_and_writes_no_file(archive):
    before = _files(archive)
    built = build(archive)
    assert built.steps == ()
    assert built.captured == 0
    assert _files(archive) == before


def test_a_ruling_on_two_entries_reads_nothing_again(archive):
    pair = next(pair for pair in show(archive, "pairs") if pair.judgement is None)
    decide(archive, "different", f"{pair.entry_a}+{pair.entry_b}", "two people, as their kin say")
    done = build(archive).steps
    assert "match" in done
    assert not {"capture", "read", "claim", "incidents"} & set(done)


def test_a_ruling_on_a_flag_settles_it_and_matches_nobody_again(archive):
    flag = next(flag for flag in show(archive, "flags") if flag.severity != "information")
    decide(archive, "accept", flag.id, "printed so in the source")
    done = build(archive).steps
    assert not {"capture", "read", "claim", "match"} & set(done)
    settled = next(row for row in show(archive, "flags") if row.id == flag.id)
    assert settled.settled_by == "tester:2" or settled.settled_by.startswith("tester:")


def test_a_new_file_is_captured_once_and_reads_only_itself(archive):
    (archive / "sources" / "new.txt").write_text("Ten people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    others = {path: path.stat().st_mtime_ns for path in (archive / ".cenotaph" / "readings").rglob("*.msgpack")}
    built = build(archive)
    assert built.captured == 1
    assert {path: path.stat().st_mtime_ns for path in others} == others
    assert build(archive).captured == 0


def test_a_changed_file_is_a_new_source_that_supersedes_the_old(archive):
    path = archive / "sources" / "new.txt"
    path.write_text("Ten people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    build(archive)
    first = next(row for row in show(archive, "sources") if row.path == "sources/new.txt")
    path.write_text("Eleven people were killed in Vellmar on 3 May 1987.", encoding="utf-8")
    build(archive)
    second = next(row for row in show(archive, "sources") if row.path == "sources/new.txt")
    assert second.id != first.id
    assert second.supersedes == first.id


def test_a_missing_file_is_a_flag(archive):
    next(path for path in sorted((archive / "sources").rglob("*.html"))).unlink()
    build(archive)
    assert any(flag.code == "F001" for flag in show(archive, "flags"))


def test_a_read_only_copy_builds_elsewhere_and_stays_as_it_is(archive, tmp_path):
    before = _files(archive)
    build(archive, capture=False, output=tmp_path / "out")
    assert _files(archive) == before
    assert (tmp_path / "out" / "site" / "index.html").is_file()
