"""Sealed words stand nowhere in the ledger, are found again by what stands for them, and can be destroyed."""

from __future__ import annotations

import os
import sys

import pytest

from cenotaph.errors import LedgerError, StorageError
from cenotaph.ledger import Known, Ledger, append, open_sealed, read_ledger, replay, seal
from cenotaph.ledger.sealed import commitment, stands_for
from cenotaph.record import Anchor, Claim, Decision, Source, Span
from cenotaph.table import to_table

TIME = "2026-01-20T08:00:00Z"
WORDS = "the child of the invented Ms Nowhere was ill"


def claims(*named: tuple[str, str, str, str]) -> Known:
    rows = [Claim(id=i, source=s, span=Span(s, quote), kind=kind) for i, s, kind, quote in named]
    return Known({"claims": to_table(rows, Claim), "sources": to_table([], Source)})


def sealing(folder, **more) -> Decision:
    payload = seal(folder / ".keys", WORDS)
    return append(
        folder / "decisions", "leyla", "seal", "clm-1", payload, anchor=Anchor("src-1", "event"), time=TIME, **more
    )


def test_no_file_holds_the_words_and_the_key_opens_them(tmp_path):
    decision = sealing(tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert WORDS.encode() not in path.read_bytes()
    assert open_sealed(tmp_path / ".keys", decision) == WORDS
    assert read_ledger(tmp_path / "decisions").decisions == (decision,)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_user_can_read_the_key(tmp_path):
    sealing(tmp_path)
    assert os.stat(tmp_path / ".keys").st_mode & 0o077 == 0  # noqa: PTH116
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / ".keys").iterdir())


def test_a_destroyed_key_closes_the_words_for_good_and_the_seal_stays(tmp_path):
    decision = sealing(tmp_path)
    for path in (tmp_path / ".keys").iterdir():
        path.unlink()
    assert open_sealed(tmp_path / ".keys", decision) is None
    found = replay(read_ledger(tmp_path / "decisions"), claims(("clm-2", "src-1", "event", WORDS)))
    assert [(r.kind, r.target) for r in found.rulings] == [("seal", "clm-2")]


def test_another_key_or_a_damaged_one_is_named(tmp_path):
    decision = sealing(tmp_path)
    (path,) = (tmp_path / ".keys").iterdir()
    path.write_text("AAAA" * 11, encoding="utf-8")
    with pytest.raises(LedgerError, match="cannot be opened"):
        open_sealed(tmp_path / ".keys", decision)
    path.unlink()
    path.mkdir()
    with pytest.raises(StorageError):
        open_sealed(tmp_path / ".keys", decision)
    with pytest.raises(LedgerError, match="holds no sealed words"):
        open_sealed(tmp_path / ".keys", Decision("a", 1, TIME, "accept"))


def test_a_key_cannot_be_written_where_a_file_stands(tmp_path):
    (tmp_path / ".keys").write_text("", encoding="utf-8")
    with pytest.raises(StorageError, match="nothing was sealed"):
        seal(tmp_path / ".keys", WORDS)


def test_two_seals_of_the_same_words_have_nothing_in_common(tmp_path):
    one, other = seal(tmp_path, WORDS), seal(tmp_path, WORDS)
    assert all(one[name] != other[name] for name in ("salt", "commitment", "sealed", "key"))


def test_line_breaks_and_composition_make_no_difference_and_other_words_do():
    assert commitment("s", "a  b\nc\u00e9") == commitment("s", "a b ce\u0301")
    assert commitment("s", "a b") != commitment("s", "a c")
    assert not stands_for(Decision("a", 1, TIME, "seal"), "")


def test_all_places_of_the_words_are_sealed_and_those_of_the_same_kind_first(tmp_path):
    sealing(tmp_path)
    ledger = read_ledger(tmp_path / "decisions")
    today = claims(
        ("clm-2", "src-1", "event", WORDS), ("clm-3", "src-1", "event", WORDS), ("clm-4", "src-1", "killed", WORDS),
        ("clm-5", "src-1", "event", "other words"), ("clm-6", "src-2", "event", WORDS),
    )  # fmt: skip
    assert [r.target for r in replay(ledger, today).rulings] == ["clm-2", "clm-3"]
    assert replay(ledger, today).flags == ()
    other_kind = claims(("clm-4", "src-1", "killed", WORDS))
    assert [r.target for r in replay(ledger, other_kind).rulings] == ["clm-4"]


def test_words_that_cannot_be_found_again_are_an_error(tmp_path):
    sealing(tmp_path)
    found = replay(read_ledger(tmp_path / "decisions"), claims(("clm-5", "src-1", "event", "other words")))
    assert found.rulings == ()
    assert [(flag.code, flag.severity) for flag in found.flags] == [("R003", "error")]
    assert WORDS not in found.flags[0].message


def test_an_earlier_line_that_keeps_the_words_is_named():
    payload = {"salt": "s", "commitment": commitment("s", WORDS)}
    lines = [
        Decision("a", 1, TIME, "accept", "clm-1", anchor=Anchor("src-1", "event", WORDS)),
        Decision("a", 2, TIME, "set", "clm-1", {"field": "whom", "value": WORDS}),
        Decision("a", 3, TIME, "accept", "clm-2", anchor=Anchor("src-1", "event", "other words")),
        Decision("a", 4, TIME, "seal", "clm-1", payload, anchor=Anchor("src-1", "event")),
    ]
    flags = replay(Ledger(tuple(lines))).flags
    assert [(flag.code, flag.message.split()[1]) for flag in flags] == [("R005", "a:1"), ("R005", "a:2")]
    assert replay(Ledger(tuple(lines[:3]))).flags == ()
