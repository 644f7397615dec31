"""Writing a site: only files whose bytes changed, and nothing left over from an earlier run.

What was written stands in `manifest.json` beside it, path and SHA-256: for the next run, which
removes what is no longer needed, and for readers, who can check what they downloaded.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from cenotaph.errors import StorageError
from cenotaph.record import digest

MANIFEST = "manifest.json"


class Manifest(Struct, frozen=True):
    """The files of one written folder."""

    files: dict[str, str]  # path relative to the folder, "/" as separator -> SHA-256
    digest: str | None = None  # of the names and digests in order, so that damage to the list itself is told as such


class Written(Struct, frozen=True):
    """What one run did to a folder."""

    files: int  # files of the folder, the manifest not counted
    changed: int
    removed: int


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]], owned: tuple[str, ...] = ()) -> Written:
    """Make `folder` hold exactly `files`, of those that a run of this function wrote.

    Args:
        folder: created when it is not there. Files of other origin in it are left alone.
        files: path ("/" as separator) and bytes; a path must stay inside the folder.
        owned: sub-folders that are this function's alone. What stands there and is not in `files` is
            removed, whether or not the manifest of the earlier run names it: a page that may no
            longer be shown must survive neither a lost manifest nor an interrupted run.

    Raises:
        StorageError: the disk or the system refused, or a path leaves the folder.
    """
    former = _former(folder, owned)
    digests: dict[str, str] = {}
    changed = 0
    try:
        for path, data in files:
            target = _inside(folder, path)
            digests[path] = hashlib.sha256(data).hexdigest()
            changed += _write_if_changed(target, data)
        left_over = sorted(former - digests.keys())
        for path in left_over:
            _remove(folder, _inside(folder, path))
        _write_if_changed(_inside(folder, MANIFEST), _manifest(digests))
    except OSError as error:
        raise StorageError(f"{folder} cannot be written", str(error), "free space or fix the permissions") from error
    return Written(files=len(digests), changed=changed, removed=len(left_over))


def _former(folder: Path, owned: tuple[str, ...]) -> set[str]:
    """Paths that an earlier run wrote: those its manifest names, and all in the folders it owns."""
    found = (path for name in owned for path in (folder / name).rglob("*") if path.is_file())
    return {*read_manifest(folder), *(path.relative_to(folder).as_posix() for path in found)}


def read_manifest(folder: Path) -> dict[str, str]:
    """Path and SHA-256 of each file an earlier run wrote; none where the manifest is lost or damaged."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest).files
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


def note_written(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Enter files that were written singly into the manifest of a folder that has one.

    Raises:
        StorageError: the manifest cannot be written.
    """
    if not (folder / MANIFEST).is_file():
        return
    digests = read_manifest(folder) | {path: hashlib.sha256(data).hexdigest() for path, data in files}
    try:
        _write_if_changed(folder / MANIFEST, _manifest(digests))
    except OSError as error:
        raise StorageError(f"{folder} cannot be written", str(error), "free space or fix the permissions") from error


def altered(folder: Path, owned: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What in a written folder is not as it was written, by its manifest.

    Args:
        folder: as `write_folder` left it; one that is not there has nothing to tell.
        owned: sub-folders in which nothing else may stand.

    Returns:
        Path relative to the folder, and what is wrong in plain words; in order.
    """
    if not folder.is_dir():
        return []
    try:
        data = (folder / MANIFEST).read_bytes()
        files = msgspec.json.decode(data, type=Manifest).files
    except OSError:
        return [(MANIFEST, "the list of what was written is gone")]
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return [(MANIFEST, "the list of what was written is damaged")]
    if data != _manifest(files):
        return [(MANIFEST, "the list of what was written is not as it was written")]
    found = [(path, says) for path, sha256 in files.items() if (says := _difference(folder, path, sha256))]
    inside = (path for name in owned for path in (folder / name).rglob("*") if path.is_symlink() or path.is_file())
    strays = {path.relative_to(folder).as_posix() for path in inside} - files.keys()
    return sorted([*found, *((path, "it was not written here by the program") for path in strays)])


def _difference(folder: Path, path: str, sha256: str) -> str | None:
    """How a file differs from what the manifest says of it; None when it does not."""
    try:
        target = _inside(folder, path)
        if target.is_symlink():
            return "a link stands in its place"
        with target.open("rb") as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return "it is gone"
    except (OSError, StorageError) as error:
        return f"it cannot be read ({error})"
    return None if is_same else "its bytes are not those that were written"


def _manifest(digests: Mapping[str, str]) -> bytes:
    files = dict(sorted(digests.items()))
    manifest = Manifest(files, digest(*(part for item in files.items() for part in item)))
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def _inside(folder: Path, path: str) -> Path:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or ":" in path or any(p in {"..", "."} for p in parts):
        raise StorageError(f"{path!r} is no path inside {folder}", "", f"delete {folder / MANIFEST} and build again")
    return folder.joinpath(*parts)


def _write_if_changed(target: Path, data: bytes) -> bool:
    try:
        if target.stat().st_size == len(data) and target.read_bytes() == data:
            return False
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)  # mkstemp gives 0600; a web server must be able to read a site
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _remove(folder: Path, path: Path) -> None:
    path.unlink(missing_ok=True)
    parent = path.parent
    while parent != folder and parent.is_dir() and not any(parent.iterdir()):
        parent.rmdir()
        parent = parent.parent
