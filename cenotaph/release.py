"""Fix an edition: a signed decision over what is public, and the check of those made before.

A release is a line of the ledger. Its payload holds the edition's number, the heads of all writers'
files, a digest over the public tables, and an Ed25519 signature over these, the writer, the time and
the note, with the public key. The secret key stays in the user's own settings folder, never in the
archive. So a reader who trusts the key can tell that an edition is what was released, and the
ledger can no longer be cut short behind it unseen.

Source: RFC 8032 (Ed25519).
Limits: the key says that editions come from one keyholder, not who that is. Print the key's
fingerprint where readers can compare it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from cenotaph import archive as archives
from cenotaph import ledger as ledgers
from cenotaph.decide import writer_here
from cenotaph.errors import LedgerError, StorageError, UsageError
from cenotaph.ledger import Ledger, edition_number, is_signed, sign, verify_release
from cenotaph.record import Decision, Flag
from cenotaph.show import load
from cenotaph.steps import write_bytes

if TYPE_CHECKING:
    import pyarrow as pa
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_FILE = "signing-key.pem"

EDITION_FILE = "edition.json"
"""In public/: what signs the lists of all files there."""

SHOWN = ("sources", "claims", "entries")
"""Tables of which at least one must have a row, else there is nothing to release."""


def release(
    root: str | Path,
    public: Mapping[str, pa.Table],
    write_public: Callable[[Decision], None],
    *,
    number: int | None = None,
    time: str | None = None,
    note: str = "",
    writer: str | None = None,
    stale: str = "",
) -> Decision:
    """Fix an edition by a signed decision, then have its public site written.

    When nothing was decided or changed since the last release, that edition stands and is only
    written again; so a release that was interrupted while writing is simply repeated.

    Args:
        root: the archive's folder, or one inside it.
        public: the tables of the public view, by name.
        write_public: writes `public/` for the decision it is given.
        number: of the edition; by default the next.
        time: ISO 8601 in UTC; None takes the clock. Every published "now" is this time.
        note: what the edition changes, for its readers.
        writer: who releases.
        stale: why the tables are not those of today's files and decisions, in plain words; empty when
            they are.

    Raises:
        ArchiveError: the archive has not been built.
        LedgerError: the ledger is damaged, or sealed words cannot be found again.
        UsageError: the archive changed since it was built, nothing is public, or the number is taken.
    """
    archive = archives.find(Path(root))
    ledger = ledgers.read_ledger(archive.decisions)
    if stale:
        raise UsageError("the archive changed since it was built", stale, "look at the preview, then release again")
    _check_whole(ledger, load(archive, Flag, "flags"))
    if not any(public[name].num_rows for name in SHOWN if name in public):
        raise UsageError(
            "nothing is public", "every source is restricted until a person rules", "cenotaph decide publish SOURCE"
        )
    made = digest_of(public)
    last = last_release(ledger)
    if last is not None and number is None and not note and _is_unchanged(last, ledger, made):
        ledgers.keep_edition(archive.decisions, last)
        write_public(last)
        sign_public(archive.public, last)
        return last
    name = ledgers.writer_name(writer_here(archive.root, writer))
    next_number = _number(number, last)
    moment = time or dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    payload = {"number": str(next_number), "heads": _heads(ledger), "digest": made}
    payload |= sign(_key(), name, moment, note, payload)
    decision = ledgers.append(
        archive.decisions, name, "release", f"edition-{next_number}", payload, public_reason=note, time=moment
    )
    ledgers.keep_edition(archive.decisions, decision)
    write_public(decision)
    sign_public(archive.public, decision)
    return decision


class SignedFolder(Struct, frozen=True):
    """What edition.json in public/ says: which lists of files belong to which edition, signed with its key."""

    edition: int
    manifests: dict[str, str]  # path of a list of files relative to public/ -> its SHA-256
    public_key: str  # base64
    signature: str  # base64


def sign_public(public: Path, decision: Decision) -> None:
    """Sign the lists of files in public/ with the key of a release; nothing is done where that key is not at hand.

    Args:
        public: the folder as written for the release.
        decision: the release.

    Raises:
        StorageError: the folder cannot be written.
    """
    manifests = _manifests(public)
    if not (settings_folder() / KEY_FILE).exists():
        return
    key = _key()
    public_key = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    if not manifests or public_key != decision.payload.get("public_key"):
        return
    signature = base64.b64encode(key.sign(_public_statement(edition_number(decision), manifests))).decode()
    signed = SignedFolder(edition_number(decision), manifests, public_key, signature)
    write_bytes(public / EDITION_FILE, msgspec.json.format(msgspec.json.encode(signed), indent=1) + b"\n")


def unsigned_public(public: Path, ledger: Ledger) -> list[str]:
    """What in public/ is not what the last release signed, in plain words; empty when all is, or there is no folder."""
    last = last_release(ledger)
    if not public.is_dir():
        return []
    if last is None:
        return ["no release in decisions/ tells of it"]
    try:
        signed = msgspec.json.decode((public / EDITION_FILE).read_bytes(), type=SignedFolder)
    except FileNotFoundError:
        return [f"{EDITION_FILE}, which signs its lists of files, is not there"]
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return [f"{EDITION_FILE}, which signs its lists of files, cannot be read"]
    found = []
    if signed.public_key != last.payload.get("public_key"):
        found.append(f"{EDITION_FILE} was signed with another key than edition {edition_number(last)}")
    if signed.edition != edition_number(last):
        found.append(f"it is edition {signed.edition}; the last one released is {edition_number(last)}")
    if not is_signed(signed.public_key, signed.signature, _public_statement(signed.edition, signed.manifests)):
        found.append(f"the signature in {EDITION_FILE} does not fit what it says")
    now = _manifests(public)
    differing = [name for name in sorted({*now, *signed.manifests}) if now.get(name) != signed.manifests.get(name)]
    return [*found, *(f"{name} is not the list of files that was signed" for name in differing)]


def _manifests(public: Path) -> dict[str, str]:
    """The lists of files that a written public folder holds: of the site and of its data."""
    found = [path for path in (public / "manifest.json", public / "data" / "manifest.json") if path.is_file()]
    return {path.relative_to(public).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def _public_statement(edition: int, manifests: Mapping[str, str]) -> bytes:
    """The bytes that are signed."""
    return msgspec.json.encode(["cenotaph public 1", edition, sorted(manifests.items())])


def last_release(ledger: Ledger) -> Decision | None:
    """The release with the highest number; None when there is none."""
    made = [decision for decision in ledger.decisions if decision.kind == "release"]
    return max(made, key=lambda d: (edition_number(d), d.time, d.writer, d.seq), default=None)


def digest_of(tables: Mapping[str, pa.Table]) -> str:
    """The sha256 over all rows of all tables, by name, in their order; the same on every machine."""
    state = hashlib.sha256()
    for name in sorted(tables):
        state.update(msgspec.json.encode([name, tables[name].schema.names]))
        for row in tables[name].to_pylist():
            state.update(msgspec.json.encode(list(row.values())))
    return state.hexdigest()


def settings_folder() -> Path:
    """Where this user's keys are: CENOTAPH_HOME, or the place the system has for settings."""
    if home := os.environ.get("CENOTAPH_HOME"):
        return Path(home)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "cenotaph"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "cenotaph"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "cenotaph"


def _check_whole(ledger: Ledger, flags: Iterable[Flag]) -> None:
    """Refuse while the ledger is damaged or a seal has lost its words; what a person settled does not count."""
    settled = {ruling.target for ruling in ledgers.replay(ledger).rulings if ruling.kind == "accept"}
    lost = [found for found in flags if found.code == "R003" and found.settled_by is None]
    standing = [
        found for found in (*ledger.problems, *verify_release(ledger), *lost) if found.severity != "information"
    ]
    problems = [found.message for found in standing if found.id not in settled]
    if problems:
        raise LedgerError(
            f"the ledger is not whole: {problems[0]}" + (f", and {len(problems) - 1} more" if problems[1:] else ""),
            "a release would rest on decisions that may not be those that were made",
            "cenotaph check names every point; mend it, or settle it with a reason",
        )


def _number(wanted: int | None, last: Decision | None) -> int:
    before = edition_number(last) if last else 0
    if wanted is not None and wanted <= before:
        raise UsageError(
            f"edition {wanted} cannot be released", f"edition {before} is out", f"the next is {before + 1}"
        )
    return wanted or before + 1


def _heads(ledger: Ledger) -> str:
    return "\n".join(f"{name}:{seq}:{digest}" for name, (seq, digest) in ledgers.heads(ledger).items())


def _is_unchanged(last: Decision, ledger: Ledger, made: str) -> bool:
    """Whether the last release is the last line of its writer and everything else is as it fixed it."""
    now = ledgers.heads(ledger)
    fixed = {name: (seq, digest) for name, seq, digest in ledgers.named_heads(last) if len(digest) == 64}
    now_others = {name: head for name, head in now.items() if name != last.writer}
    fixed_others = {name: head for name, head in fixed.items() if name != last.writer}
    return last.payload.get("digest") == made and now[last.writer][0] == last.seq and now_others == fixed_others


def _key() -> Ed25519PrivateKey:
    """The user's signing key, made on the first release."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = settings_folder() / KEY_FILE
    try:
        if path.exists():
            key = serialization.load_pem_private_key(path.read_bytes(), password=None)
            if not isinstance(key, Ed25519PrivateKey):
                raise LedgerError(f"{path} is no Ed25519 key", "", "move it away; a release makes a new one")
            return key
        new = Ed25519PrivateKey.generate()
        pem = new.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
    except ValueError as error:
        raise LedgerError(
            f"{path} is no signing key", str(error), "put it back from a copy, or move it away"
        ) from error
    except OSError as error:
        raise StorageError(f"{path} cannot be used", str(error), "CENOTAPH_HOME names another folder") from error
    return new
