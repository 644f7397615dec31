"""Is everything still as it was: the files of sources/ and the ledger itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from cenotaph.archive import Archive
from cenotaph.flags import flag
from cenotaph.ledger.chain import Ledger
from cenotaph.record import Decision, Flag, digest


class File(Protocol):
    """A file found on disk, hashed anew; `cenotaph.capture.HeldFile` is one."""

    @property
    def path(self) -> str:
        """From the archive's root, "/" as separator."""

    @property
    def sha256(self) -> str | None:
        """Null when it could not be read."""

    @property
    def problem(self) -> str | None:
        """Why it could not be read."""


def check_fixity(archive: Archive, files: Sequence[File], ledger: Ledger) -> tuple[Flag, ...]:
    """Every way in which files and ledger are not what was captured and decided.

    Args:
        archive: for the points in its settings.
        files: all files of sources/, hashed anew, not from the last run's digests.
        ledger: as read.

    Returns:
        Flags by code and message: F001 missing, F002 other bytes, F003 the same bytes elsewhere, F004
        not readable or a link that leads away, F05x damage to the ledger, F060 settings that point
        at nothing. A file without a custody line is no flag: it is new. F001-F004 have the ids that
        `capture` gives the same points, so the two can be put together.
    """
    now = {file.path: file for file in files}
    paths: dict[str, list[str]] = {}
    for file in files:
        if file.sha256:
            paths.setdefault(file.sha256, []).append(file.path)
    found = [*archive.flags, *ledger.problems, *_unreadable(files)]
    last: dict[str, Decision] = {}
    for line in _custody(ledger):
        last[line.payload["path"]] = line
        held = now.get(line.payload["path"])
        if held and held.sha256 and held.sha256 != line.payload["sha256"]:
            found.append(_changed(line, held.sha256))
    found += [_gone(line, paths) for path, line in sorted(last.items()) if path not in now]
    return tuple(sorted({f.id: f for f in found}.values(), key=lambda f: (f.code, f.message, f.id)))


def words_in_ledger(ledger: Ledger, sealed: Iterable[str]) -> tuple[Flag, ...]:
    """R005 for each decision that holds words which are sealed today.

    Args:
        ledger: as read.
        sealed: the quotes, names and values that are sealed; those of fewer than four letters are
            not looked for, they stand in anything.
    """
    words = sorted({word.strip() for word in sealed if len(word.strip()) >= 4})
    if not words:
        return ()
    held = [
        decision
        for decision in ledger.decisions
        if decision.kind != "captured" and any(word in text for text in _texts(decision) for word in words)
    ]
    return tuple(flag("R005", decision=decision.id) for decision in held)


def _texts(decision: Decision) -> tuple[str, ...]:
    anchors = [a for a in (decision.anchor, decision.other_anchor) if a]
    kept = [text for a in anchors for text in (a.quote, a.before, a.after) if text]
    return (decision.reason, decision.public_reason, *decision.payload.values(), *kept)


def _custody(ledger: Ledger) -> list[Decision]:
    """Custody lines, the earliest first; whoever saw a path last says what stands there."""
    lines = [d for d in ledger.decisions if d.kind == "captured" and {"path", "sha256"} <= set(d.payload)]
    return sorted(lines, key=lambda d: (d.time, d.writer, d.payload["path"], d.payload["sha256"]))


def _unreadable(files: Iterable[File]) -> list[Flag]:
    return [
        flag("F004", sources=("src-" + digest("unreadable", file.path),), path=file.path, reason=file.problem)
        for file in files
        if file.sha256 is None
    ]


def _changed(line: Decision, now: str) -> Flag:
    return flag("F002", sources=(_id(now),), path=line.payload["path"], sha256=line.payload["sha256"])


def _gone(line: Decision, paths: dict[str, list[str]]) -> Flag:
    path, sha256 = line.payload["path"], line.payload["sha256"]
    if sha256 in paths:
        return flag("F003", sources=(_id(sha256),), path=path, now=", ".join(sorted(paths[sha256])))
    return flag("F001", path=path, sha256=sha256, time=line.time, writer=line.writer)


def _id(sha256: str) -> str:
    return f"src-{sha256[:16]}"
