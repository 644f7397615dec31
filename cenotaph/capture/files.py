"""The files of a folder: which there are, how large, with which digest, of what kind.

This is the only place that looks at the disk for what people put in. It changes nothing there.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, structs

from cenotaph.belonging import is_furniture
from cenotaph.errors import ArchiveError
from cenotaph.media_types import media_type_of

_CHUNK = 1024 * 1024
_LARGE = 512 * 1024  # bytes from which on a file is worth a thread: digests of large buffers are made side by side
_THREADS = 4  # more than a disk can feed


class HeldFile(Struct, frozen=True):
    """One place in the tree of sources, as found on disk."""

    path: str  # from the archive's root, "/" as separator, e.g. "sources/letters/a.txt"
    bytes: int
    mtime_ns: int  # only to see whether the file was touched; it enters no record
    sha256: str | None = None  # null when it could not be read
    media_type: str | None = None  # by content
    problem: str | None = None  # why it cannot be read: in plain words, with what to do
    link: str | None = None  # where it leads when it is a link inside the sources, from the archive's root
    names: int = 1  # under how many names the disk holds these bytes (hard links)


class _Place(NamedTuple):
    """A file as far as it is known without reading it."""

    held: HeldFile
    to_read: str | None = None  # where it stands on the disk; null when nothing is left to be read


def find_files(folder: Path, known: Mapping[str, HeldFile], rehash: bool = False) -> tuple[HeldFile, ...]:
    """Every file under `folder`, in an order that is the same on every system.

    Args:
        folder: the sources of an archive; paths in the answer start with this folder's own name.
        known: the answer of the last run by path; a file of equal size and time is not read again.
        rehash: read every file again, for its digest alone (`check`); media types are then not told.

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
    places = [_place(entry, path, root, {} if rehash else known) for entry, path in _walk(folder, folder.name)]
    found = _all_read(places, tells_type=not rehash)
    return tuple(sorted(found, key=lambda held: (unicodedata.normalize("NFC", held.path), held.path)))


def digest_of(path: str | Path) -> str:
    """The SHA-256 of a file in hexadecimal.

    Raises:
        OSError: the file cannot be read.
    """
    with io.FileIO(path) as file:
        if os.fstat(file.fileno()).st_size < _CHUNK:
            return hashlib.sha256(file.read()).hexdigest()
        state, room = hashlib.sha256(), memoryview(bytearray(_CHUNK))
        while count := file.readinto(room):
            state.update(room[:count])
    return state.hexdigest()


def _walk(folder: str | Path, path: str) -> Iterator[tuple[os.DirEntry[str] | Path, str]]:
    """Files, links and unreadable folders below; links to folders are not entered, so the walk ends."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError:
        yield Path(folder), path
        return
    for entry in entries:
        if is_furniture(entry.name):
            continue
        inner = f"{path}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, inner)
        else:
            yield entry, inner


def _place(entry: os.DirEntry[str] | Path, path: str, root: Path, known: Mapping[str, HeldFile]) -> _Place:
    """What can be told of a place without reading it."""
    shown = path if path.isascii() else path.encode("utf-8", "backslashreplace").decode("utf-8")
    if shown != path:
        return _Place(HeldFile(shown, 0, 0, problem="the file's name is in no known encoding; rename the file"))
    try:
        link = None
        if entry.is_symlink():
            problem = _link_problem(Path(entry), root)
            if problem:
                return _Place(HeldFile(path, 0, 0, problem=problem))
            link = f"{path.partition('/')[0]}/{Path(entry).resolve().relative_to(root).as_posix()}"
        # on Windows the listing tells no number of names, so the file itself is asked
        status = entry.stat() if os.name == "posix" else Path(entry).stat()
        problem = _kind_problem(status.st_mode)
        if problem:
            return _Place(HeldFile(path, 0, 0, problem=problem))
        plain = HeldFile(path, status.st_size, status.st_mtime_ns, link=link, names=max(status.st_nlink, 1))
    except OSError as error:
        return _Place(_unreadable(path, error))
    former = known.get(path)
    if former and former.sha256 and (former.bytes, former.mtime_ns) == (plain.bytes, plain.mtime_ns):
        return _Place(structs.replace(former, link=plain.link, names=plain.names))
    return _Place(plain, os.fspath(entry))


def _all_read(places: Sequence[_Place], tells_type: bool) -> list[HeldFile]:
    """The files with their digests; large ones are read side by side while the small ones are read in turn."""
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1)) as threads:
        awaited = [
            threads.submit(_read, place, tells_type) if place.to_read and place.held.bytes >= _LARGE else None
            for place in places
        ]
        return [
            _read(place, tells_type) if future is None else future.result()
            for place, future in zip(places, awaited, strict=True)
        ]


def _read(place: _Place, tells_type: bool) -> HeldFile:
    held, path = place
    if path is None:
        return held
    try:
        kind = media_type_of(Path(path)) if tells_type else None
        return structs.replace(held, sha256=digest_of(path), media_type=kind)
    except OSError as error:
        return _unreadable(held.path, error)


def _unreadable(path: str, error: OSError) -> HeldFile:
    if isinstance(error, PermissionError):
        return HeldFile(path, 0, 0, problem="no permission to read it; give yourself the right to read it")
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
