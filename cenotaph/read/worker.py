"""A warm worker: a process of its own that reads one file after another, within its limits.

Started as `python -m cenotaph.read.worker MEMORY`; asked through its standard input, answering through its
standard output. A message is its length in 8 bytes, big-endian, and MessagePack.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from pathlib import Path
from typing import IO

import msgspec

from cenotaph.read.formats import read_path
from cenotaph.read.reading import Limits, Reading
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

LENGTH = 8


class Order(msgspec.Struct, frozen=True):
    """One file to read."""

    path: str
    source: Source
    limits: Limits
    shelf: str | None = None  # the folder for the files inside it
    transcript: str | None = None  # the text a person typed from it


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write one message.

    Raises:
        OSError: the other side is gone.
    """
    data = msgspec.msgpack.encode(message)
    stream.write(len(data).to_bytes(LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message, still packed; None when the other side is gone."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def limit_memory(memory: int) -> None:
    """Let this process take at most `memory` bytes of address space more than it has; nothing where that is unknown."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = now + memory if hard == resource.RLIM_INFINITY else min(hard, now + memory)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def main() -> None:
    """Answer orders until the other side is gone."""
    # An interrupt reaches the whole group of processes; the parent decides what becomes of its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # What a parser prints must not run into the answers.
    silence = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(silence, descriptor)
    limit_memory(int(sys.argv[1]))
    while (packed := receive(orders)) is not None:
        order = msgspec.msgpack.decode(packed, type=Order)
        send(answers, answer(order))


def answer(order: Order) -> Reading:
    """The reading of one file."""
    shelf = Shelf(Path(order.shelf), order.limits) if order.shelf else None
    transcript = Path(order.transcript) if order.transcript else None
    return read_path(Path(order.path), order.source, order.limits, shelf, transcript)


if __name__ == "__main__":
    main()
