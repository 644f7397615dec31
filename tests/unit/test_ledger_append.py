"""Decisions are appended, all or none, by one writer at a time, and torn lines are kept."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from cenotaph.errors import LedgerError, StorageError
from cenotaph.ledger import Draft, append, append_many, read_ledger, writer_name
from cenotaph.ledger import append as append_package
from cenotaph.ledger import lock as locks
from cenotaph.ledger.lock import locked
from cenotaph.record import Anchor

TIME = "2026-01-20T08:00:00Z"


def test_what_is_appended_is_what_is_read(tmp_path):
    folder = tmp_path / "decisions"
    one = append(
        folder, "leyla", "same", "ent-1+ent-2", {"b": "2", "a": "1"}, "why", "said",
        Anchor("src-1", "entry", "A"), TIME, Anchor("src-2", "entry", "B"),
    )  # fmt: skip
    two = append(folder, " leyla ", "undo", one.id, time=TIME)
    ledger = read_ledger(folder)
    assert ledger.decisions == (one, two)
    assert (one.seq, two.seq, one.prev, two.prev) == (1, 2, "", ledger.digests["leyla:1"])
    assert list(one.payload) == ["a", "b"]
    assert one.other_anchor == Anchor("src-2", "entry", "B")
    assert append_many(folder, "leyla", []) == ()


def test_the_clock_is_asked_only_when_no_time_is_given(tmp_path):
    assert append(tmp_path, "leyla", "accept", time=TIME).time == TIME
    assert append(tmp_path, "leyla", "accept").time[:2] == "20"
    assert read_ledger(tmp_path).problems == ()


@pytest.mark.parametrize("time", ["2026-01-20", "2026-01-20T08:00:00+00:00", "2026-02-30T08:00:00Z", "now"])
def test_a_time_that_is_none_is_refused(tmp_path, time):
    with pytest.raises(LedgerError, match="no time"):
        append(tmp_path, "leyla", "accept", time=time)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("writer", ["", "  ", "a:b", "a\x00b", "x" * 101])
def test_a_name_that_is_none_is_refused(tmp_path, writer):
    with pytest.raises(LedgerError, match=r"writer|name"):
        append(tmp_path, writer, "accept", time=TIME)


def test_one_name_in_two_forms_of_unicode_is_one_writer(tmp_path):
    append(tmp_path, "Zoe\u0301", "accept", "a", time=TIME)
    append(tmp_path, "Zo\u00e9", "accept", "b", time=TIME)
    assert [decision.seq for decision in read_ledger(tmp_path).decisions] == [1, 2]
    assert writer_name("Zoe\u0301") == "Zo\u00e9"


def test_an_unknown_kind_and_a_text_that_is_none_are_refused(tmp_path):
    with pytest.raises(LedgerError, match="no kind of decision"):
        append(tmp_path, "leyla", "like", time=TIME)
    with pytest.raises(LedgerError, match="cannot be written"):
        append(tmp_path, "leyla", "accept", reason="\udce9", time=TIME)
    assert read_ledger(tmp_path).decisions == ()


def test_a_torn_line_is_kept_beside_and_the_next_decision_follows_the_last_whole_one(tmp_path):
    append(tmp_path, "leyla", "accept", "clm-1", time=TIME)
    path = tmp_path / "leyla.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    assert [flag.code for flag in read_ledger(tmp_path).problems] == ["F056"]
    assert append(tmp_path, "leyla", "accept", "clm-2", time=TIME).seq == 2
    ledger = read_ledger(tmp_path)
    assert [flag.code for flag in ledger.problems] == ["F058"]
    assert [decision.target for decision in ledger.decisions] == ["clm-1", "clm-2"]
    (aside,) = [found for found in tmp_path.iterdir() if ".torn-" in found.name]
    assert aside.read_bytes() == whole[:40]


def test_a_line_that_lacks_only_its_end_is_ended(tmp_path):
    append(tmp_path, "leyla", "accept", "clm-1", time=TIME)
    path = tmp_path / "leyla.jsonl"
    path.write_bytes(path.read_bytes()[:-1])
    assert append(tmp_path, "leyla", "accept", "clm-2", time=TIME).seq == 2
    assert read_ledger(tmp_path).problems == ()


def test_a_file_of_one_torn_line_starts_anew(tmp_path):
    (tmp_path / "leyla.jsonl").write_bytes(b'{"writer":"leyla"')
    assert append(tmp_path, "leyla", "accept", "clm-1", time=TIME).seq == 1


@pytest.mark.parametrize("flipped", [b"clm-1", b"leyla"])
def test_nothing_is_appended_to_a_damaged_line(tmp_path, flipped):
    append(tmp_path, "leyla", "accept", "clm-1", time=TIME)
    path = tmp_path / "leyla.jsonl"
    path.write_bytes(path.read_bytes().replace(flipped, flipped.upper()))
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="is damaged"):
        append(tmp_path, "leyla", "accept", "clm-2", time=TIME)
    assert path.read_bytes() == before


def test_nothing_is_appended_to_another_writers_file(tmp_path):
    append(tmp_path, "murad", "accept", "clm-1", time=TIME)
    (tmp_path / "murad.jsonl").rename(tmp_path / "leyla.jsonl")
    with pytest.raises(LedgerError, match="is murad's"):
        append(tmp_path, "leyla", "accept", "clm-2", time=TIME)


def test_when_the_disk_refuses_nothing_was_appended(tmp_path, monkeypatch):
    append(tmp_path, "leyla", "accept", "clm-1", time=TIME)
    before = (tmp_path / "leyla.jsonl").read_bytes()

    def refuse(_file):
        raise OSError(28, "No space left on device")

    module = __import__("cenotaph.ledger.append", fromlist=["to_disk"])
    monkeypatch.setattr(module, "to_disk", refuse)
    with pytest.raises(StorageError, match="No space left"):
        append_many(tmp_path, "leyla", [Draft("accept", "clm-2"), Draft("accept", "clm-3")], TIME)
    assert (tmp_path / "leyla.jsonl").read_bytes() == before


def test_a_long_line_is_found_again(tmp_path):
    append(tmp_path, "leyla", "accept", reason="long " * 50_000, time=TIME)
    assert append(tmp_path, "leyla", "accept", time=TIME).seq == 2
    assert read_ledger(tmp_path).problems == ()


def test_only_one_at_a_time(tmp_path):
    path = tmp_path / "leyla.jsonl"
    with (
        path.open("a+b") as one,
        path.open("a+b") as other,
        locked(one, path),
        pytest.raises(LedgerError, match="in use"),
        locked(other, path, wait=0.05),
    ):
        pass
    with path.open("a+b") as again, locked(again, path):
        pass


def _append_some(folder: str, writer: str) -> None:
    for _ in range(20):
        append(Path(folder), writer, "accept", time=TIME)


def test_two_programs_do_not_mix_their_lines(tmp_path):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_append_some, args=(str(tmp_path), name)) for name in ("leyla", "leyla", "murad")]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0, 0, 0]
    ledger = read_ledger(tmp_path)
    assert ledger.problems == ()
    assert [d.seq for d in ledger.decisions if d.writer == "leyla"] == list(range(1, 41))


def test_heads_of_damaged_or_foreign_files_are_not_named_as_seen(tmp_path):
    append(tmp_path, "murad", "accept", time=TIME)
    (tmp_path / "copy.jsonl").write_bytes((tmp_path / "murad.jsonl").read_bytes())
    (tmp_path / "broken.jsonl").write_bytes(b"{}\n")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "folder.jsonl").mkdir()
    decision = append(tmp_path, "leyla", "accept", time=TIME)
    assert [head.split(":")[0] for head in decision.seen] == ["murad"]
    assert append(tmp_path, "leyla", "captured", time=TIME).seen == ()


def test_public_names_are_functions_not_modules():
    assert callable(append_package)
    assert locks.WAIT > 0
