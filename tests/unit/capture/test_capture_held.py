"""One source per distinct bytes, and what the ledger has to say of files that changed, moved or went."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph import table
from cenotaph.capture import Custody, HeldFile, capture, without_custody
from cenotaph.record import Flag, Source

A, B, C = "a" * 64, "b" * 64, "c" * 64


def held(path: str, sha256: str | None, problem: str | None = None) -> HeldFile:
    return HeldFile(path, 3, 0, sha256, "text/plain" if sha256 else None, problem)


def line(path: str, sha256: str, time: str = "2026-01-01T00:00:00Z", writer: str = "nadia") -> Custody:
    return Custody(sha256, path, 3, time, writer)


def result(files, custody=(), cited=()):
    captured = capture(files, custody, cited)
    return table.records(captured.sources, Source), table.records(captured.flags, Flag)


def test_the_same_bytes_twice_are_one_source_with_two_paths():
    (source,), flags = result([held("sources/b.txt", A), held("sources/a.txt", A)])
    assert source.id == "src-" + A[:16]
    assert source.path == "sources/a.txt"
    assert source.paths == ("sources/a.txt", "sources/b.txt")
    assert flags == []


def test_custody_tells_who_saw_it_first():
    lines = [line("sources/a.txt", A, "2026-02-01T00:00:00Z", "late"), line("sources/b.txt", A)]
    (source,), _ = result([held("sources/a.txt", A), held("sources/b.txt", A)], lines)
    assert (source.captured, source.captured_by) == ("2026-01-01T00:00:00Z", "nadia")


def test_a_changed_file_is_a_new_source_that_supersedes_the_old():
    lines = [line("sources/a.txt", A), line("sources/a.txt", B, "2026-01-02T00:00:00Z")]
    (source,), (flag,) = result([held("sources/a.txt", B)], lines)
    assert source.supersedes == "src-" + A[:16]
    assert flag.code == "F002"


def test_a_missing_file_is_flagged_and_a_moved_one_told():
    lines = [line("sources/gone.txt", A), line("sources/old.txt", B)]
    _, flags = result([held("sources/new.txt", B)], lines)
    assert {flag.code for flag in flags} == {"F001", "F003"}
    assert any("sources/gone.txt" in flag.message for flag in flags)


def test_a_place_that_cannot_be_read_is_a_source_with_its_reason_and_a_flag():
    (source,), (flag,) = result([held("sources/loop", None, "a loop; remove it")])
    assert (source.status, source.reason, source.sha256) == ("not_readable", "a loop; remove it", None)
    assert flag.code == "F004"
    assert flag.sources == (source.id,)


def test_rows_of_sources_csv_are_joined_to_their_file_by_either_path_and_the_rest_stay_cited():
    cited = (
        Source(id="cit-1", status="cited", path="a.txt", title="In people's words", published="1991"),
        Source(id="cit-2", status="cited", path="sources/nowhere.txt", title="Lost"),
        Source(id="cit-3", status="cited", url="https://nowhere.invalid/"),
    )
    sources, flags = result([held("sources/a.txt", A)], (), cited)
    assert {s.id: s.status for s in sources} == {
        "src-" + A[:16]: "not_readable",
        "cit-2": "cited",
        "cit-3": "cited",
    }
    joined = next(s for s in sources if s.sha256)
    assert (joined.title, joined.published, joined.path) == ("In people's words", "1991", "sources/a.txt")
    assert [flag.code for flag in flags] == ["F005"]


def test_custody_is_asked_for_each_path_and_digest_once():
    files = [held("sources/a.txt", A), held("sources/b.txt", A), held("sources/c", None, "a loop")]
    assert without_custody(files, [line("sources/a.txt", A)]) == (files[1],)
    assert without_custody(files, [line("sources/a.txt", A), line("sources/b.txt", A)]) == ()


@settings(deadline=None, max_examples=50)
@given(st.permutations([("sources/a", A), ("sources/b", A), ("sources/c", B), ("sources/d", C)]), st.randoms())
def test_the_order_of_files_and_custody_does_not_matter(files, random):
    lines = [line(path, sha256, f"2026-01-0{n}T00:00:00Z") for n, (path, sha256) in enumerate(sorted(files), 1)]
    expected = capture([held(*each) for each in sorted(files)], lines, ())
    random.shuffle(lines)
    got = capture([held(*each) for each in files], lines, ())
    assert got.sources.equals(expected.sources)
    assert got.flags.equals(expected.flags)
