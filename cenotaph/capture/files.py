"""The files of a folder: which there are, how large, with which digest, of what kind.

This is the only place that looks at the disk for what people put in. It changes nothing there.
"""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, structs

from cenotaph.belonging import is_furniture
from cenotaph.errors import ArchiveError
from cenotaph.media_types import media_type_of

_CHUNK = 1024 * 1024


class HeldFile(Struct, frozen=True):
    """One place in the tree of sources, as found on disk."""

    path: str  # from the archive's root, "/" as separator, e.g. "sources/letters/a.txt"
    bytes: int
    mtime_ns: int  # only to see whether the file was touched; it enters no record
    sha256: str | None = None  # null when it could not be read
    media_type: str | None = None  # by content
    problem: str | None = None  # why it cannot be read: in plain words, with what to do


def find_files(folder: Path, known: Mapping[str, HeldFile], rehash: bool = False) -> tuple[HeldFile, ...]:
    """Every file under `folder`, in an order that is the same on every system.

    Args:
        folder: the sources of an archive; paths in the answer start with this folder's own name.
        known: the answer of the last run by path; a file of equal size and time is not read again.
        rehash: read every file again (`check`).

    Returns:
        One entry per file, pipe, device or link, sorted by path in NFC. What cannot be read is there with its
        `problem`: no permission, a loop of links, a link out of the archive, a special file, a name in no encoding.

    Raises:
        ArchiveError: `folder` is a file.
    """
    if not folder.exists():
        return ()  # git keeps no empty folder; files the ledger knows are then named as missing
    if not folder.is_dir():
        raise ArchiveError(f"{folder} is no folder", "", "create it and put the sources into it")
    root = folder.resolve()
    found = (_held(entry, path, root, known, rehash) for entry, path in _walk(folder, folder.name))
    return tuple(sorted(found, key=lambda held: (unicodedata.normalize("NFC", held.path), held.path)))


def digest_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    state = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            state.update(chunk)
    return state.hexdigest()


def _walk(folder: Path, path: str) -> Iterator[tuple[Path, str]]:
    """Files, links and unreadable folders below; links to folders are not entered, so the walk ends."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder, path
        return
    for entry in entries:
        if is_furniture(entry.name):
            continue
        inner = f"{path}/{entry.name}"
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, inner)
        else:
            yield entry, inner


def _held(entry: Path, path: str, root: Path, known: Mapping[str, HeldFile], rehash: bool) -> HeldFile:
    shown = path.encode("utf-8", "backslashreplace").decode("utf-8")
    if shown != path:
        return HeldFile(shown, 0, 0, problem="the file's name is in no known encoding; rename the file")
    try:
        problem = _link_problem(entry, root) if entry.is_symlink() else None
        if problem:
            return HeldFile(path, 0, 0, problem=problem)
        status = entry.stat()
        problem = _kind_problem(status.st_mode)
        if problem:
            return HeldFile(path, 0, 0, problem=problem)
        former = known.get(path)
        plain = HeldFile(path, status.st_size, status.st_mtime_ns)
        if former and former.sha256 and not rehash and (former.bytes, former.mtime_ns) == (plain.bytes, plain.mtime_ns):
            return former
        return structs.replace(plain, sha256=digest_of(entry), media_type=media_type_of(entry))
    except PermissionError:
        return HeldFile(path, 0, 0, problem="no permission to read it; give yourself the right to read it")
    except OSError as error:
        return HeldFile(path, 0, 0, problem=f"the system cannot read it ({error.strerror or error}); copy it again")


def _link_problem(entry: Path, root: Path) -> str | None:
    try:
        target = entry.resolve(strict=True)
    except (OSError, RuntimeError):
        if _is_loop(entry):
            return "a link that leads back to itself; remove it or put the file itself here"
        return "a link to a file that is not there; put the file itself here"
    if target == root or target in entry.parent.resolve().parents or target == entry.parent.resolve():
        return "a link to a folder that holds it, a loop; remove it"
    if not target.is_relative_to(root):
        return "a link to a place outside the sources; put the file itself here"
    if target.is_dir():
        return f"a link to the folder {target.relative_to(root).as_posix()}, whose files are held there; remove it"
    return None


def _is_loop(entry: Path) -> bool:
    """Whether following the links from `entry` comes to a link already seen."""
    seen: set[Path] = set()
    place = entry
    while place.is_symlink():
        if place in seen:
            return True
        seen.add(place)
        place = Path(os.path.normpath(place.parent / place.readlink()))
    return False


def _kind_problem(mode: int) -> str | None:
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        # _walk hands over a folder only when it could not be listed.
        return "no permission to open this folder; give yourself the right to open it"
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISCHR, "a device"),
    )
    named = next((name for test, name in kinds if test(mode)), "a special file")
    return f"{named} of the system, not a file with content; remove it"
