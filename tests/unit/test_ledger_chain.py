"""Whatever is done to a ledger file past the program is named, and what is left still counts."""

from __future__ import annotations

import hashlib
import shutil
import threading
import time
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.ledger import Draft, append, append_many, file_name, heads, named_heads, read_ledger
from cenotaph.ledger.line import decode, encode, line_digest
from cenotaph.ledger.lock import locked
from cenotaph.record import Anchor, Decision

text = partial(st.text, st.characters(codec="utf-8"))
CASES = sorted((Path(__file__).parents[1] / "cases" / "ledger").iterdir(), key=lambda path: path.name)
TIME = "2026-01-20T08:00:00Z"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_damage_is_named_as_the_case_says(case):
    ledger = read_ledger(case / "decisions")
    said = [f"{flag.code} {flag.message}" for flag in ledger.problems]
    said += [f"applied: {decision.id} {decision.kind} {decision.target}".rstrip() for decision in ledger.decisions]
    assert said == (case / "expected.txt").read_text(encoding="utf-8").splitlines()
    code = case.name.split("_")[0]
    assert code == "whole" or code in {flag.code for flag in ledger.problems}


def codes(folder: Path) -> set[str]:
    return {flag.code for flag in read_ledger(folder).problems}


@pytest.fixture(scope="session")
def written(tmp_path_factory) -> Path:
    """A ledger of two writers; Leyla's last line is seen by nobody."""
    folder = tmp_path_factory.mktemp("ledger") / "decisions"
    append_many(
        folder,
        "leyla",
        [Draft("captured", payload={"path": f"sources/{n}.txt", "sha256": "0"}) for n in range(3)],
        TIME,
    )
    append(folder, "leyla", "accept", "clm-1", reason="as read — “so”", time=TIME)
    append(folder, "murad", "reject", "clm-2", anchor=Anchor("src-1", "killed", "üç nəfər"), time=TIME)
    append(folder, "leyla", "set", "src-1", {"field": "title", "value": "A letter"}, time=TIME)
    append(folder, "leyla", "restrict", "src-2", time=TIME)
    assert not read_ledger(folder).problems
    return folder


def copy(written: Path, factory) -> Path:
    return Path(shutil.copytree(written, factory.mktemp("copy") / "decisions"))


@settings(deadline=None, max_examples=300)
@given(data=st.data())
def test_any_flipped_byte_is_named(written, tmp_path_factory, data):
    folder = copy(written, tmp_path_factory)
    path = folder / data.draw(st.sampled_from(["leyla.jsonl", "murad.jsonl"]))
    raw = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(bytes(raw))
    problems = read_ledger(folder).problems
    assert any(path.name in flag.message for flag in problems)
    assert all(flag.severity != "information" for flag in problems)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_dropped_line_but_an_unseen_last_is_named(written, tmp_path_factory, data):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[data.draw(st.integers(0, len(lines) - 2))]
    path.write_bytes(b"".join(lines))
    assert codes(folder) & {"F050", "F051"}


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_two_swapped_lines_are_named(written, tmp_path_factory, data):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    one, other = sorted(data.draw(st.permutations(range(len(lines))))[:2])
    lines[one], lines[other] = lines[other], lines[one]
    path.write_bytes(b"".join(lines))
    assert "F052" in codes(folder)
    assert [d.seq for d in read_ledger(folder).decisions if d.writer == "leyla"] == [1, 2, 3, 4, 5, 6]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_inserted_line_is_named_and_not_applied(written, tmp_path_factory, data):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    before = read_ledger(folder).decisions
    at = data.draw(st.integers(0, len(lines) - 1))
    previous = decode(lines[at - 1].strip()) if at else None
    forged = Decision(
        "leyla", at + 1, TIME, "reject", "clm-9", prev=line_digest(lines[at - 1].strip()) if previous else ""
    )
    other = (folder / "murad.jsonl").read_bytes()
    line = data.draw(st.sampled_from([lines[at], other, b"\n", b"{}\n", encode(forged) + b"\n"]))
    lines.insert(at, line)
    path.write_bytes(b"".join(lines))
    assert any("leyla.jsonl" in flag.message for flag in read_ledger(folder).problems)
    if at < len(lines) - 2:  # two lines of the last number: nothing vouches for either
        assert [d for d in read_ledger(folder).decisions if d.target == "clm-9"] == []
        assert read_ledger(folder).decisions == before


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_an_edited_line_with_a_digest_made_to_fit_is_named(written, tmp_path_factory, data):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    lines = path.read_bytes().splitlines()
    at = data.draw(st.integers(0, len(lines) - 2))
    decision = decode(lines[at])
    assert decision
    changed = Decision(decision.writer, decision.seq, decision.time, decision.kind, "clm-0", prev=decision.prev)
    lines[at] = encode(changed)
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert codes(folder) & {"F050", "F054"}


def test_the_order_of_files_makes_no_difference(written, tmp_path):
    names = sorted(path.name for path in written.iterdir())
    for number, order in enumerate((names, names[::-1])):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name in order:
            shutil.copy(written / name, folder / name)
    assert read_ledger(tmp_path / "0") == read_ledger(tmp_path / "1") == read_ledger(written)


def test_heads_are_the_last_lines(written):
    ledger = read_ledger(written)
    lines = (written / "leyla.jsonl").read_bytes().splitlines()
    assert heads(ledger) == {
        "leyla": (6, line_digest(lines[-1])),
        "murad": (1, line_digest((written / "murad.jsonl").read_bytes().strip())),
    }
    assert list(heads(ledger)) == ["leyla", "murad"]


def test_a_decision_names_the_heads_its_writer_had_at_hand(written):
    ledger = {decision.id: decision for decision in read_ledger(written).decisions}
    assert named_heads(ledger["leyla:4"]) == ()
    assert [head[:2] for head in named_heads(ledger["murad:1"])] == [("leyla", 4)]
    assert [head[:2] for head in named_heads(ledger["leyla:5"])] == [("murad", 1)]
    assert named_heads(Decision("x", 1, TIME, "accept", seen=("odd", "a:b:c"))) == ()


def test_no_folder_means_no_decisions(tmp_path):
    assert read_ledger(tmp_path / "decisions").decisions == ()
    assert heads(read_ledger(tmp_path / "decisions")) == {}


def test_a_line_that_is_no_decision_is_named_though_its_digest_fits(tmp_path):
    body = b'{"writer":"leyla","seq":"one"'
    line = body + b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}'
    (tmp_path / "leyla.jsonl").write_bytes(line + b"\n")
    assert codes(tmp_path) == {"F050"}


def test_a_line_that_another_program_is_just_writing_is_waited_for(written, tmp_path_factory):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])

    def finish() -> None:
        time.sleep(0.2)
        path.write_bytes(whole)

    with path.open("r+b") as file:
        threading.Thread(target=_hold, args=(file, path, finish)).start()
        time.sleep(0.05)
        assert read_ledger(folder) == read_ledger(written)


def _hold(file, path, finish) -> None:
    with locked(file, path):
        finish()


def test_a_file_that_is_held_for_long_is_told_as_it_is(written, tmp_path_factory, monkeypatch):
    folder = copy(written, tmp_path_factory)
    path = folder / "leyla.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    monkeypatch.setattr("cenotaph.ledger.lock.WAIT", 0.01)
    with path.open("r+b") as file, locked(file, path):
        assert codes(folder) == {"F054", "F056"}  # leyla.head names the line whose end is gone


def test_other_files_of_the_folder_are_left_alone(written, tmp_path_factory):
    folder = copy(written, tmp_path_factory)
    (folder / "README.md").write_text("ours", encoding="utf-8")
    (folder / ".gitkeep").write_bytes(b"")
    assert read_ledger(folder) == read_ledger(written)


def test_a_folder_in_the_place_of_a_file_is_named(written, tmp_path_factory):
    folder = copy(written, tmp_path_factory)
    (folder / "murad.jsonl").unlink()
    (folder / "murad.jsonl").mkdir()
    assert codes(folder) == {"F057", "F055"}


def test_a_file_of_nothing_but_broken_lines_is_named_once_per_line(written, tmp_path_factory):
    folder = copy(written, tmp_path_factory)
    (folder / "murad.jsonl").write_bytes(b"{}\nx\n")
    said = [flag.message for flag in read_ledger(folder).problems if flag.code == "F050"]
    assert [message.split(":")[0] for message in said] == ["murad.jsonl, line 1", "murad.jsonl, line 2"]


@pytest.mark.parametrize(
    ("writer", "name"),
    [
        ("leyla", "leyla.jsonl"),
        ("field-team_2", "field-team_2.jsonl"),
        ("Leyla", "leyla-"),
        ("con", "con-"),
        ("lpt1", "lpt1-"),
        ("../up", "up-"),
        ("Лейла Тест", "writer-"),
        ("x" * 90, "x" * 30 + "-"),
    ],
)
def test_file_names_are_safe_and_tell_writers_apart(writer, name):
    found = file_name(writer)
    assert found.startswith(name)
    assert found.isascii()
    assert "/" not in found
    assert file_name(writer) == found
    assert file_name(writer + "x") != found


@settings(deadline=None, max_examples=100)
@given(
    decision=st.builds(
        Decision,
        writer=text(min_size=1, max_size=8),
        seq=st.integers(1, 10**9),
        time=st.just(TIME),
        kind=st.sampled_from(["accept", "set"]),
        target=text(max_size=8),
        payload=st.dictionaries(text(max_size=4), text(max_size=4), max_size=3),
        reason=text(max_size=20),
        public_reason=text(max_size=4),
        anchor=st.none() | st.builds(Anchor, quote=st.none() | text(max_size=5), before=st.none() | text(max_size=5)),
        prev=st.just("") | st.just("0" * 64),
        seen=st.lists(text(max_size=5), max_size=2).map(tuple),
    )
)
def test_a_line_is_read_as_it_was_written(decision):
    raw = encode(decision)
    assert b"\n" not in raw
    assert decode(raw) == decision


def test_a_forged_line_that_is_no_text_is_named_like_any_other(tmp_path):
    import hashlib

    append(tmp_path, "leyla", "accept", "clm-1", time=TIME)
    path = tmp_path / "leyla.jsonl"
    for body in (b'{"writer":"leyla","seq":2,"kind":"\xff\xfe"', b'{"writer":' + b"[" * 20_000):
        forged = body + b',"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'
        path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n" + forged)
        assert codes(tmp_path) == {"F050"}
