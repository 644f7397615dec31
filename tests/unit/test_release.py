"""An edition is fixed by a signed decision, or refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
import pytest

from cenotaph import archive, table
from cenotaph.errors import ArchiveError, LedgerError, StorageError, UsageError
from cenotaph.flags import flag
from cenotaph.ledger import Ledger, append, fingerprint, heads, keep_edition, named_heads, read_ledger, verify_release
from cenotaph.record import Claim, Flag, Source, Span
from cenotaph.release import digest_of, last_release, release, settings_folder

TIME = "2026-01-20T08:00:00Z"
PUBLIC = {
    "sources": table.to_table([Source("src-1", "read", title="A page", access="public")], Source),
    "claims": table.to_table([Claim("clm-1", "src-1", Span("src-1", "three died"), "killed")], Claim),
}


class Written:
    """A public folder that only keeps which decisions it was written for."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, decision) -> None:
        self.made.append(decision.id)


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CENOTAPH_WRITER", "leyla")
    folder = archive.init(tmp_path / "archive", "Nowhere").root
    flags_are(folder)
    append(folder / "decisions", "leyla", "publish", "src-1", time=TIME)
    append(folder / "decisions", "murad", "accept", "clm-1", time=TIME)
    return folder


def flags_are(root: Path, *flags: Flag) -> None:
    table.write(table.to_table(flags, Flag), root / ".cenotaph" / "tables" / "flags.parquet")


def test_a_release_fixes_number_time_heads_and_digest_and_writes(root):
    before = heads(read_ledger(root / "decisions"))
    written = Written()
    made = release(root, PUBLIC, written, time=TIME, note="The first edition.")
    assert written.made == [made.id] == ["leyla:2"]
    assert (made.kind, made.target, made.time, made.public_reason) == (
        "release",
        "edition-1",
        TIME,
        "The first edition.",
    )
    assert made.payload["number"] == "1"
    assert made.payload["digest"] == digest_of(PUBLIC)
    full = {name: (seq, digest) for name, seq, digest in named_heads(made) if len(digest) == 64}
    assert full == before
    ledger = read_ledger(root / "decisions")
    assert last_release(ledger) == made
    assert verify_release(ledger) == ()
    assert ledger.problems == ()


def test_the_next_edition_has_the_next_number_and_the_same_key(root):
    one = release(root, PUBLIC, Written(), time=TIME)
    append(root / "decisions", "murad", "accept", "clm-2", time=TIME)
    two = release(root, PUBLIC, Written())
    ten = release(root, PUBLIC, Written(), number=10, note="A round number.")
    assert [d.payload["number"] for d in (one, two, ten)] == ["1", "2", "10"]
    assert one.payload["public_key"] == ten.payload["public_key"]
    with pytest.raises(UsageError, match="edition 10 is out"):
        release(root, PUBLIC, Written(), number=3)


def test_when_nothing_changed_the_edition_stands_and_is_written_again(root):
    def fail(_decision) -> None:
        raise StorageError("the disk is full")

    with pytest.raises(StorageError):
        release(root, PUBLIC, fail, time=TIME)
    written = Written()
    again = release(root, PUBLIC, written)
    assert written.made == ["leyla:2"]
    assert len([d for d in read_ledger(root / "decisions").decisions if d.kind == "release"]) == 1
    other = {**PUBLIC, "sources": PUBLIC["sources"].slice(0, 0)}
    assert release(root, other, Written()).payload["number"] == "2"
    assert again.payload["number"] == "1"


def test_an_archive_that_changed_since_it_was_built_is_not_released(root):
    with pytest.raises(UsageError, match="2 files are new"):
        release(root, PUBLIC, Written(), stale="2 files are new")


def test_an_archive_that_was_not_built_is_not_released(root):
    (root / ".cenotaph" / "tables" / "flags.parquet").unlink()
    with pytest.raises(ArchiveError, match="has not been built"):
        release(root, PUBLIC, Written())


def test_nothing_public_is_nothing_to_release(root):
    nothing = {name: PUBLIC[name].slice(0, 0) for name in PUBLIC}
    written = Written()
    with pytest.raises(UsageError, match="nothing is public"):
        release(root, nothing, written)
    assert written.made == []
    assert last_release(read_ledger(root / "decisions")) is None


def test_a_damaged_ledger_is_not_released_until_a_person_settles_it(root):
    path = root / "decisions" / "murad.jsonl"
    path.write_bytes(path.read_bytes().replace(b"clm-1", b"clm-7"))
    with pytest.raises(LedgerError, match=r"the ledger is not whole: murad\.jsonl, line 1"):
        release(root, PUBLIC, Written())
    for problem in read_ledger(root / "decisions").problems:
        append(root / "decisions", "leyla", "accept", problem.id, reason="no copy of that line is left")
    assert release(root, PUBLIC, Written()).payload["number"] == "1"


def test_words_that_lost_their_seal_stop_a_release_until_a_person_settles_it(root):
    lost = flag("R003", decision="leyla:9", target="clm-9")
    flags_are(root, lost, flag("R001", decision="leyla:8", kind="accept", target="clm-8", words=""))
    with pytest.raises(LedgerError, match="leyla:9"):
        release(root, PUBLIC, Written())
    flags_are(root, msgspec.structs.replace(lost, settled_by="leyla:10"))
    assert release(root, PUBLIC, Written())


def test_a_tail_cut_behind_a_release_is_named(root):
    release(root, PUBLIC, Written(), writer="nigar")
    path = root / "decisions" / "murad.jsonl"
    path.write_bytes(b"")
    assert [problem.code for problem in read_ledger(root / "decisions").problems] == ["F055"]


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_file_cut_in_front_of_its_own_release_is_named(root, kept):
    append(root / "decisions", "leyla", "accept", "clm-1", time=TIME)
    release(root, PUBLIC, Written(), time=TIME)
    path = root / "decisions" / "leyla.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:kept]))
    (problem,) = read_ledger(root / "decisions").problems
    assert problem.code == ("F054" if kept else "F055")
    assert "leyla.edition-1 " in problem.message


def test_a_damaged_copy_of_a_release_is_named_and_a_missing_one_made_again(root):
    release(root, PUBLIC, Written(), time=TIME)
    copy = root / "decisions" / "leyla.edition-1"
    before = copy.read_bytes()
    copy.write_bytes(before.replace(b"edition", b"edifion"))
    assert [problem.code for problem in read_ledger(root / "decisions").problems] == ["F057"]
    copy.unlink()
    release(root, PUBLIC, Written())
    assert copy.read_bytes() == before
    copy.unlink()
    copy.mkdir()
    made = last_release(read_ledger(root / "decisions"))
    assert made
    with pytest.raises(StorageError):
        keep_edition(root / "decisions", made)


@pytest.mark.parametrize("field", ["number", "heads", "digest", "public_key", "signature"])
def test_a_release_that_says_something_else_than_was_signed_is_named(root, field):
    release(root, PUBLIC, Written(), time=TIME)
    ledger = read_ledger(root / "decisions")
    made = last_release(ledger)
    assert made
    for forged in (
        msgspec.structs.replace(made, payload={**made.payload, field: "7"}),
        msgspec.structs.replace(made, time="2027-01-20T08:00:00Z"),
        msgspec.structs.replace(made, public_reason="another note"),
        msgspec.structs.replace(made, writer="murad"),
    ):
        (problem,) = verify_release(Ledger((forged,)))
        assert problem.code == "F059"
        assert "signature does not fit" in problem.message


def test_a_number_twice_and_another_key_are_named(root, monkeypatch, tmp_path):
    one = release(root, PUBLIC, Written(), time=TIME)
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "other"))
    append(root / "decisions", "murad", "accept", "clm-3", time=TIME)
    two = release(root, PUBLIC, Written(), time=TIME)
    assert ["another key" in f.message for f in verify_release(read_ledger(root / "decisions"))] == [True]
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "home"))
    twice = msgspec.structs.replace(one, writer="murad")
    said = [f.message for f in verify_release(Ledger((one, twice)))]
    assert [message.split(": ")[1] for message in said] == [
        "its signature does not fit what it says",
        "edition 1 was released by leyla:2 too",
    ]
    assert two.payload["public_key"] != one.payload["public_key"]
    assert len(fingerprint(one.payload["public_key"]).split()) == 8


def test_a_key_that_is_none_is_named(root, tmp_path):
    path = tmp_path / "home" / "signing-key.pem"
    path.parent.mkdir()
    path.write_text("no key", encoding="utf-8")
    with pytest.raises(LedgerError, match="no signing key"):
        release(root, PUBLIC, Written())
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    other = X25519PrivateKey.generate()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(other.private_bytes(*form))
    with pytest.raises(LedgerError, match="no Ed25519 key"):
        release(root, PUBLIC, Written())
    path.unlink()
    path.mkdir()
    with pytest.raises(StorageError, match="cannot be used"):
        release(root, PUBLIC, Written())
    assert last_release(read_ledger(root / "decisions")) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_key_is_the_users_alone_and_not_in_the_archive(root, tmp_path):
    release(root, PUBLIC, Written())
    key = tmp_path / "home" / "signing-key.pem"
    assert os.stat(key).st_mode & 0o077 == 0  # noqa: PTH116
    assert not list(root.rglob("*.pem"))


@pytest.mark.parametrize(
    ("platform", "environment", "ends"),
    [
        ("win32", {"APPDATA": "/roaming"}, "/roaming/cenotaph"),
        ("win32", {}, "AppData/Roaming/cenotaph"),
        ("darwin", {}, "Library/Application Support/cenotaph"),
        ("linux", {"XDG_CONFIG_HOME": "/settings"}, "/settings/cenotaph"),
        ("linux", {}, ".config/cenotaph"),
    ],
)
def test_keys_stand_where_the_system_keeps_settings(monkeypatch, platform, environment, ends):
    for name in ("CENOTAPH_HOME", "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert settings_folder().as_posix().endswith(ends)


def test_the_digest_knows_every_cell_and_the_names_of_the_columns():
    assert digest_of(PUBLIC) == digest_of(dict(reversed(PUBLIC.items())))
    one = table.to_table([Source("src-1", "read", title="A page.", access="public")], Source)
    assert digest_of({**PUBLIC, "sources": one}) != digest_of(PUBLIC)
    renamed = PUBLIC["claims"].rename_columns([f"x{n}" for n in PUBLIC["claims"].schema.names])
    assert digest_of({**PUBLIC, "claims": renamed}) != digest_of(PUBLIC)
