"""One writer at a time, and bytes that are on the disk when we say so."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cenotaph.errors import LedgerError

WAIT = 10.0
"""Seconds to wait for another program that writes to the same file; one append takes milliseconds."""

_FAR = 1 << 40
"""The locked byte on Windows, far behind the end: there a locked byte cannot be read by others."""


@contextmanager
def locked(file: IO[bytes], path: Path, wait: float | None = None) -> Iterator[None]:
    """Hold the only lock on an open file; the system frees it when the program ends, however it ends.

    Args:
        file: open in any mode.
        path: of the file, for the message.
        wait: seconds to wait for another program; by default `WAIT`.

    Raises:
        LedgerError: another program held it for that long.
    """
    until = time.monotonic() + (WAIT if wait is None else wait)
    while not _take(file):
        if time.monotonic() >= until:
            raise LedgerError(f"{path} is in use", "another program is writing to it", "wait for it and try again")
        time.sleep(0.02)
    try:
        yield
    finally:
        _free(file)


def to_disk(file: IO[bytes]) -> None:
    """Return only when the bytes of `file` are on the disk, not merely on their way."""
    file.flush()
    if sys.platform == "darwin":
        import fcntl

        # macOS: fsync leaves the bytes in the drive's cache; some volumes (network) know no better
        with suppress(OSError):
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
            return
    os.fsync(file.fileno())


def folder_to_disk(folder: Path) -> None:
    """Return only when the names in `folder` are on the disk; Windows does that with the file."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(file: IO[bytes]) -> None:
        os.lseek(file.fileno(), _FAR, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _free(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
