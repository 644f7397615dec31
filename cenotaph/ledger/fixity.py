"""Is everything still as it was: the files of sources/ and the ledger itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

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
    def bytes(self) -> int:
        """Its size."""

    @property
    def sha256(self) -> str | None:
        """Null when it could not be read."""

    @property
    def link(self) -> str | None:
        """Where it leads, when it is a link inside the sources."""

    @property
    def names(self) -> int:
        """Under how many names the disk holds its bytes."""

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
        gone from its path with the same bytes at a path that was not captured yet, F012 gone with the same bytes at
        a path that was captured beside it, F013 the bytes of another captured file, F014 a link or folder in its
        place, F015 a hard link to it, F05x damage to the ledger, F060 settings that point at nothing. What a build
        has since captured, a new version or a new place, is no damage; neither is a file without a custody line,
        which is new, nor an accent that another system writes in another form.
    """
    now = {file.path: file for file in files}
    seen = _Seen({}, {}, {})
    for line in _custody(ledger):
        seen.add(line)
    for file in files:
        if file.sha256:
            seen.places.setdefault(file.sha256, []).append(file.path)
    respelled = {_plain(file.path): file for file in files if file.path not in seen.by_path}
    found = [*archive.flags, *ledger.problems, *verify_release(ledger), *_unreadable(files)]
    for path, lines in sorted(seen.by_path.items()):
        last, held = list(lines.values())[-1], now.get(path) or respelled.get(_plain(path))
        if held is None:
            found += _gone(last, seen, is_folder=(archive.root / path).is_dir())
        elif held.sha256 and held.sha256 not in lines:
            found.append(_other_bytes(last, held, seen))
        elif held.sha256:
            found += _shared(lines[held.sha256], held)
    return tuple(sorted({f.id: f for f in found}.values(), key=lambda f: (f.code, f.message, f.id)))


class _Seen(NamedTuple):
    """What was captured, and where bytes stand now."""

    by_path: dict[str, dict[str, Decision]]  # path -> sha256 -> the line, the latest last
    by_digest: dict[str, list[str]]  # sha256 -> paths it was captured at
    places: dict[str, list[str]]  # sha256 -> paths it stands at now, in order

    def add(self, line: Decision) -> None:
        path, sha256 = line.payload["path"], line.payload["sha256"]
        lines = self.by_path.setdefault(path, {})
        if lines.pop(sha256, None) is None:
            self.by_digest.setdefault(sha256, []).append(path)
        lines[sha256] = line


def _plain(path: str) -> str:
    """A path with its accents in one form; some systems change it on the way."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


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


def _gone(line: Decision, seen: _Seen, *, is_folder: bool) -> list[Flag]:
    """Nothing is there: the bytes are nowhere, at a new place, or at one that was captured beside or after it."""
    path, sha256 = line.payload["path"], line.payload["sha256"]
    places = seen.places.get(sha256, [])
    if is_folder and not places:
        return [flag("F014", path=path, says="a folder stands where the file was captured, whose bytes are nowhere")]
    if not places:
        return [flag("F001", path=path, sha256=sha256, time=line.time, writer=line.writer)]
    captured = [seen.by_path[place][sha256] for place in places if sha256 in seen.by_path.get(place, {})]
    if any(other.time > line.time for other in captured):
        return []  # it was moved or copied there, and a build has seen it
    if len(captured) < len(places):
        return [flag("F011", path=path, now=", ".join(places))]
    return [flag("F012", path=path, now=", ".join(places))]


def _other_bytes(line: Decision, held: File, seen: _Seen) -> Flag:
    """Something else is there: the bytes of another captured file, or bytes that nobody captured."""
    path, was, is_now = held.path, line.payload["sha256"], str(held.sha256)
    others = seen.by_digest.get(is_now)
    if others:
        places = seen.places.get(was, [])
        where = f"now stand at {', '.join(places)}" if places else "are nowhere"
        return flag("F013", path=path, other=", ".join(sorted(others)), where=where, time=line.time, writer=line.writer)
    return flag(
        "F010",
        path=path,
        size=_sizes(line.payload.get("bytes", ""), held.bytes),
        was=was[:12],
        now=is_now[:12],
        writer=line.writer,
        time=line.time,
    )


def _sizes(then: str, now: int) -> str:
    """How much there was and is: fewer bytes tell of a cut, as many of a flipped one or an edit."""
    if not then.isdecimal():
        return f"{now:,} bytes now"
    if int(then) == now:
        return f"{now:,} bytes as before"
    return f"{int(then):,} bytes then, {now:,} now"


def _shared(line: Decision, held: File) -> list[Flag]:
    """The right bytes, and who else has hold of them that had not when they were captured."""
    if held.link is not None and "link" not in line.payload:
        return [flag("F014", path=held.path, says=f"a link to {held.link} stands where the file was captured")]
    before = line.payload.get("names", "1")
    if held.link is None and before.isdecimal() and held.names > int(before):
        return [flag("F015", path=held.path, names=held.names, before=before)]
    return []
