"""Write decisions: appended, locked, on the disk before we return, never changed afterwards."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping, Sequence
from io import FileIO
from pathlib import Path

from msgspec import Struct

from cenotaph.errors import LedgerError, StorageError
from cenotaph.ledger.chain import EDITION, TORN
from cenotaph.ledger.head import note_head
from cenotaph.ledger.line import KINDS, SUFFIX, decode, encode, file_name, line_digest, writer_name
from cenotaph.ledger.lock import folder_to_disk, locked, to_disk
from cenotaph.record import Anchor, Decision, digest

_BLOCK = 1 << 16
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class Draft(Struct, frozen=True):
    """A decision before it has a number: what `append_many` takes."""

    kind: str
    target: str = ""
    payload: Mapping[str, str] = {}
    reason: str = ""
    public_reason: str = ""
    anchor: Anchor | None = None
    other_anchor: Anchor | None = None


def append(  # noqa: PLR0913, PLR0917 - a decision has these parts, and callers name them
    folder: Path,
    writer: str,
    kind: str,
    target: str = "",
    payload: Mapping[str, str] | None = None,
    reason: str = "",
    public_reason: str = "",
    anchor: Anchor | None = None,
    time: str | None = None,
    other_anchor: Anchor | None = None,
) -> Decision:
    """Append one decision to the file of its writer; when this returns, it is on the disk.

    Args:
        folder: `decisions/`, made when it does not exist.
        writer: who decides.
        kind: a key of `KINDS`.
        target: the id ruled on; for same, different and unsure two ids joined by "+".
        payload: further fields of the decision, as the kind has them.
        reason: for the archive's own people.
        public_reason: may be published.
        anchor: what the target looked like, to find it again after a re-reading.
        time: ISO 8601 in UTC, seconds, "2026-01-20T08:00:00Z"; None takes the clock.
        other_anchor: of the second id.

    Raises:
        LedgerError: no such kind, no valid writer or time, or the file is damaged or in use.
        StorageError: the disk refused; nothing was appended.
    """
    draft = Draft(kind, target, payload or {}, reason, public_reason, anchor, other_anchor)
    return append_many(folder, writer, (draft,), time)[0]


def append_many(folder: Path, writer: str, drafts: Sequence[Draft], time: str | None = None) -> tuple[Decision, ...]:
    """Append many decisions, all or none, with one wait for the disk.

    Each decision but custody lines notes the heads of the other writers' files (`Decision.seen`):
    that is how a replay knows which rulings were before a person when they ruled.

    Args and Raises: as `append`.
    """
    name = writer_name(writer)
    moment = _moment(time)
    for draft in drafts:
        if draft.kind not in KINDS:
            raise LedgerError(f"{draft.kind!r} is no kind of decision", f"there is {', '.join(KINDS)}")
    if not drafts:
        return ()
    path = folder / file_name(name)
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder_to_disk(folder.parent)
        with path.open("a+b", buffering=0) as file, locked(file, path):
            before = _last(file, path, name)
            decisions, lines = _chained(drafts, name, moment, before, _seen(folder, path.name))
            _write(file, b"".join(lines))
            note_head(folder, name, decisions[-1].seq, line_digest(lines[-1].removesuffix(b"\n")))
        folder_to_disk(folder)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written", error.strerror or str(error), "nothing was decided; make room and try again"
        ) from error
    return decisions


def keep_edition(folder: Path, release: Decision) -> None:
    """Write the copy of a release line that shows when its writer's file is cut in front of it.

    Raises:
        StorageError: the disk refused.
    """
    name = file_name(release.writer).removesuffix(SUFFIX)
    path = folder / f"{name}{EDITION}{release.payload.get('number', '')}"
    raw = encode(release) + b"\n"
    try:
        if not path.exists() or path.read_bytes() != raw:
            with path.open("wb") as file:
                file.write(raw)
                to_disk(file)
            folder_to_disk(folder)
    except OSError as error:
        raise StorageError(f"{path} cannot be written", error.strerror or str(error), "release again") from error


def _chained(
    drafts: Sequence[Draft], writer: str, time: str, before: tuple[int, str], seen: tuple[str, ...]
) -> tuple[tuple[Decision, ...], list[bytes]]:
    seq, prev = before
    decisions, lines = [], []
    for draft in drafts:
        seq += 1
        decision = Decision(
            writer=writer,
            seq=seq,
            time=time,
            kind=draft.kind,
            target=draft.target,
            payload=dict(sorted(draft.payload.items())),
            reason=draft.reason,
            public_reason=draft.public_reason,
            anchor=draft.anchor,
            other_anchor=draft.other_anchor,
            seen=() if draft.kind == "captured" else seen,
            prev=prev,
        )
        raw = encode(decision)
        prev = line_digest(raw)
        decisions.append(decision)
        lines.append(raw + b"\n")
    return tuple(decisions), lines


def _moment(time: str | None) -> str:
    if time is None:
        return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        if _TIME.fullmatch(time):
            dt.datetime.fromisoformat(time)
            return time
    except ValueError:
        pass
    raise LedgerError(f"{time!r} is no time of the ledger", "", "write it in UTC as 2026-01-20T08:00:00Z")


def _last(file: FileIO, path: Path, writer: str) -> tuple[int, str]:
    """Number and digest of the last line; a torn one is set aside or, when only its end is missing, ended."""
    raw, torn = _tail(file)
    if torn and decode(torn) is not None:
        _write(file, b"\n")
        raw, torn = torn, b""
    if torn:
        _set_aside(file, path, torn)
    if raw is None:
        return 0, ""
    decision = decode(raw)
    if decision is None or decision.writer != writer:
        raise LedgerError(
            f"{path} is damaged",
            "its last line is not what was written" if decision is None else f"its last line is {decision.writer}'s",
            "put the file back from a copy; cenotaph check names every damaged line",
        )
    return decision.seq, line_digest(raw)


def _tail(file: FileIO) -> tuple[bytes | None, bytes]:
    """The last whole line, without newline, and what stands behind the last newline."""
    end = file.seek(0, os.SEEK_END)
    data = b""
    while end > 0 and data.count(b"\n") < 2:
        start = max(0, end - _BLOCK)
        file.seek(start)
        data = file.read(end - start) + data
        end = start
    lines = data.split(b"\n")
    return (lines[-2] if len(lines) > 1 else None), lines[-1]


def _set_aside(file: FileIO, path: Path, torn: bytes) -> None:
    """Keep the bytes of a line that was never whole in a file of their own: nothing is thrown away."""
    aside = path.with_name(f"{path.name.removesuffix(SUFFIX)}{TORN}{digest(torn.hex(), length=8)}")
    with aside.open("wb") as kept:
        kept.write(torn)
        to_disk(kept)
    file.truncate(file.seek(0, os.SEEK_END) - len(torn))
    to_disk(file)


def _write(file: FileIO, data: bytes) -> None:
    """All of `data` at the end, on the disk; or nothing of it."""
    before = file.seek(0, os.SEEK_END)
    try:
        rest = memoryview(data)
        while rest:  # unbuffered: what the system did not take must not be tried again on closing
            rest = rest[file.write(rest) :]
        to_disk(file)
    except OSError:
        file.truncate(before)
        raise


def _seen(folder: Path, own: str) -> tuple[str, ...]:
    """The heads of all other writers' files, "writer:seq:first 16 digits of sha256", sorted."""
    found = []
    for path in sorted(folder.iterdir()):
        if not path.name.endswith(SUFFIX) or path.name == own or not path.is_file():
            continue
        with path.open("rb", buffering=0) as file:
            raw, _ = _tail(file)
        decision = decode(raw) if raw else None
        if raw and decision and file_name(decision.writer) == path.name:
            found.append(f"{decision.writer}:{decision.seq}:{line_digest(raw)[:16]}")
    return tuple(sorted(found))
