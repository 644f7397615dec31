"""Copy files into an archive's sources, byte for byte."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from cenotaph import archive as archives
from cenotaph.errors import NotFoundError, StorageError, UsageError


def add(folder: str | Path, files: Sequence[str | Path]) -> tuple[str, ...]:
    """Copy files and folders into `sources/` of an archive; nothing there is ever replaced.

    Returns:
        Paths of the copies, relative to the archive. A file whose bytes already stand under its
        name is passed over.

    Raises:
        UsageError: an address was given, or other bytes stand under a file's name already.
        NotFoundError: a file is not there.
    """
    archive = archives.find(Path(folder))
    copied = []
    for given in files:
        if "://" in str(given).replace(":/", "://", 1):
            raise UsageError(
                f"{given} is an address", "pages are not fetched", "save the page in a browser and add the file"
            )
        origin = Path(given)
        if not origin.exists():
            raise NotFoundError(f"{origin} is not there")
        inside = sorted(path for path in origin.rglob("*") if path.is_file()) if origin.is_dir() else [origin]
        for path in inside:
            target = archive.sources / (path.relative_to(origin.parent) if origin.is_dir() else path.name)
            if _copy(path, target):
                copied.append(target.relative_to(archive.root).as_posix())
    return tuple(copied)


def _copy(origin: Path, target: Path) -> bool:
    if target.exists():
        if target.read_bytes() == origin.read_bytes():
            return False
        raise UsageError(
            f"{target} is there already with other content", "a source is never replaced", "add it under another name"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, target)
    except OSError as error:
        raise StorageError(f"{origin} could not be copied", str(error)) from error
    return True
