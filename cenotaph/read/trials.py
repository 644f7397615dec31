"""What `doctor` lets a throw-away worker try, as code that has taken over a parser would: each should fail."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

DONE = "done"
"""What a trial says that met with no resistance."""


def tried(name: str, argument: str) -> str:
    """Try one thing.

    Returns:
        `DONE`, or what stood in the way.
    """
    try:
        TRIALS[name](argument)
    except (OSError, MemoryError) as error:
        return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return DONE


def _connect(address: str) -> None:
    """Reach a port of this machine, as it would reach any other."""
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=2):
        pass


def _read(path: str) -> None:
    """Read another file, or look into another folder."""
    place = Path(path)
    if place.is_dir():
        os.listdir(place)  # noqa: PTH208 - the call itself is what is tried
    else:
        place.read_bytes()


def _write(path: str) -> None:
    """Leave a file somewhere."""
    Path(path).write_bytes(b"a trial")


def _grow(size: str) -> None:
    """Take memory."""
    bytearray(int(size))


def _open_many(number: str) -> None:
    """Hold many files open at once."""
    opened: list[int] = []
    try:
        for _ in range(int(number)):
            opened.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401 - what is open is closed when the next fails
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _start_many(number: str) -> None:
    """Start many programs at once."""
    started: list[subprocess.Popen[bytes]] = []
    command = ["/bin/sleep", "5"] if sys.platform != "win32" else ["timeout", "5"]
    try:
        for _ in range(int(number)):
            started.append(subprocess.Popen(command))  # noqa: PERF401 - what runs is ended when the next fails
    finally:
        for process in started:
            process.kill()
            process.wait()


def _signal(process: str) -> None:
    """Reach another process."""
    os.kill(int(process), 0)


def _spin(_: str) -> None:
    """Use processor time without end."""
    while True:
        pass


TRIALS: dict[str, Callable[[str], None]] = {
    "connect": _connect,
    "read": _read,
    "write": _write,
    "grow": _grow,
    "open many": _open_many,
    "start many": _start_many,
    "signal": _signal,
    "spin": _spin,
}
