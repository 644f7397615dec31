"""Is everything still as it was: the files of sources/ and the ledger itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from cenotaph.archive import Archive
from cenotaph.flags import flag
from cenotaph.ledger.chain import Ledger
from cenotaph.ledger.signature import verify_release
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
        Flags by code and message: F001 gone, F004 not readable or a link that leads away (with the ids
        that `capture` gives the same points), F010 other bytes than any captured at that path, F011
        gone from its path with the same bytes at a path that was not captured yet, F05x damage to the
        ledger, F060 settings that point at nothing. What a build has since captured, a new version or a
        new place, is no damage; neither is a file without a custody line, which is new.
    """
    now = {file.path: file for file in files}
    custody: dict[str, dict[str, Decision]] = {}  # path -> sha256 -> the line, the latest last
    for line in _custody(ledger):
        seen = custody.setdefault(line.payload["path"], {})
        seen.pop(line.payload["sha256"], None)
        seen[line.payload["sha256"]] = line
    places: dict[str, list[str]] = {}
    for file in files:
        if file.sha256:
            places.setdefault(file.sha256, []).append(file.path)
    found = [*archive.flags, *ledger.problems, *verify_release(ledger), *_unreadable(files)]
    for path, lines in sorted(custody.items()):
        last, held = list(lines.values())[-1], now.get(path)
        if held is None:
            found += _gone(last, sorted(places.get(last.payload["sha256"], ())), custody)
        elif held.sha256 and held.sha256 not in lines:
            was, is_now = last.payload["sha256"][:12], held.sha256[:12]
            found.append(flag("F010", path=path, was=was, now=is_now, writer=last.writer, time=last.time))
    return tuple(sorted({f.id: f for f in found}.values(), key=lambda f: (f.code, f.message, f.id)))


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


def _gone(line: Decision, places: Sequence[str], custody: Mapping[str, Mapping[str, Decision]]) -> list[Flag]:
    path, sha256 = line.payload["path"], line.payload["sha256"]
    if not places:
        return [flag("F001", path=path, sha256=sha256, time=line.time, writer=line.writer)]
    if any(sha256 in custody.get(place, {}) for place in places):
        return []
    return [flag("F011", path=path, now=", ".join(places))]
