"""A warm worker: a process of its own that reads one file after another, within its limits.

It is told by its parent, through its standard input, with what to start and which files to read; files come in
opened, through a socket, where the system can hand them over. It answers through its standard output. A message is
its length in 8 bytes, big-endian, and MessagePack.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import signal
import socket
import sys
from pathlib import Path
from typing import IO

import msgspec

from cenotaph.read.confinement import Growth, after_libraries, allow_processor_time, before_libraries
from cenotaph.read.formats import cannot_open, load_libraries, read_open, too_little_memory
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.recognition import still_at_work
from cenotaph.read.shelf import Shelf
from cenotaph.record import Source

LENGTH = 8
FILES = 2
"""Files handed over with one order, at most: what is read, and what a person typed from it."""


class Start(msgspec.Struct, frozen=True):
    """What a worker is made for."""

    memory: int  # bytes of address space beyond an idle worker's
    output: int  # bytes of one file it writes
    shelf: str | None = None  # the folder for the files inside the files
    kinds: tuple[str, ...] = ()  # media types to come


class Ready(msgspec.Struct, frozen=True):
    """The libraries are loaded, and the layers hold."""

    layers: tuple[str, ...] = ()  # in words
    problem: str | None = None  # why it cannot read: what was raised


class Order(msgspec.Struct, frozen=True, tag=True):
    """One file to read."""

    source: Source
    limits: Limits
    opened: int = 0  # files handed over with it; 0: it opens them by their paths
    path: str = ""
    transcript: str | None = None  # the text a person typed from it
    slowly: bool = False


class Trial(msgspec.Struct, frozen=True, tag=True):
    """Something to try that a layer should prevent; for `doctor`."""

    name: str
    argument: str = ""


class Answer(msgspec.Struct, frozen=True):
    """What came of an order or a trial."""

    reading: Reading | None = None
    is_out_of_memory: bool = False
    grown: int = 0  # bytes of memory beyond those at the start
    said: str = ""  # by a trial
    is_at_work: bool = False  # no answer yet: a page of a scan was recognised, and the next is begun


def send(stream: IO[bytes], data: bytes) -> None:
    """Write one message.

    Raises:
        OSError: the other side is gone.
    """
    stream.write(len(data).to_bytes(LENGTH, "big") + data)
    stream.flush()


def receive(stream: IO[bytes], most: int) -> bytes | None:
    """Read one message, still packed; None when the other side is gone.

    Room is taken as bytes come, never on the word of the other side.

    Raises:
        ValueError: the other side announces more than `most` bytes.
    """
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        return None
    size = int.from_bytes(head, "big")
    if size > most:
        raise ValueError(f"{size:,} bytes are announced")
    data = bytearray()
    while len(data) < size:
        piece = stream.read(min(size - len(data), 1 << 20))
        if not piece:
            return None
        data += piece
    return bytes(data)


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
    files = socket.socket(fileno=int(sys.argv[1])) if sys.argv[1].isdecimal() else None
    packed = receive(orders, sys.maxsize)
    if packed is None:
        return
    start = msgspec.msgpack.decode(packed, type=Start)
    shelf = Path(start.shelf) if start.shelf else None
    try:
        ready, growth = _prepared(start, shelf)
    except Exception as error:  # noqa: BLE001 - a module may raise anything when it is loaded; the parent tells of it
        send(answers, msgspec.msgpack.encode(Ready(problem=f"{type(error).__name__}: {error}")))
        return
    send(answers, msgspec.msgpack.encode(ready))
    still_at_work.append(functools.partial(_go_on, answers))
    asked = msgspec.msgpack.Decoder(Order | Trial)
    while (packed := receive(orders, sys.maxsize)) is not None:
        send(answers, _answer(asked.decode(packed), files, shelf, growth))


def _go_on(answers: IO[bytes], limits: Limits) -> None:
    """Tell the parent that a page is done, and take the time of a file for the next."""
    send(answers, msgspec.msgpack.encode(Answer(is_at_work=True)))
    allow_processor_time(limits.seconds)


def _prepared(start: Start, shelf: Path | None) -> tuple[Ready, Growth]:
    """Load the libraries, and take away what no reader needs."""
    layers = before_libraries()
    load_libraries(start.kinds)
    # What the libraries made stays; looking through the rows of a large table again and again takes much time.
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)
    growth = Growth()
    layers += after_libraries(start.memory, start.output, shelf)
    return Ready(layers), growth


def _answer(asked: Order | Trial, files: socket.socket | None, shelf: Path | None, growth: Growth) -> bytes:
    """What came of one order, packed."""
    if isinstance(asked, Trial):
        from cenotaph.read.trials import tried

        return msgspec.msgpack.encode(Answer(said=tried(asked.name, asked.argument)))
    try:
        reading = _reading(asked, files, shelf)
        packed = msgspec.msgpack.encode(Answer(reading, grown=growth.bytes()))
    except MemoryError:
        return msgspec.msgpack.encode(Answer(too_little_memory(asked.source, asked.limits), is_out_of_memory=True))
    except UnicodeEncodeError as error:
        why = f"its words hold what is no character ({error.reason})"
        reading = not_readable(asked.source, why, "save a copy as text or PDF beside it")
        return msgspec.msgpack.encode(Answer(reading))
    if len(packed) > asked.limits.answer:
        why = f"what it says takes more than {asked.limits.answer / 2**20:,.0f} MB"
        return msgspec.msgpack.encode(Answer(not_readable(asked.source, why, "split it into parts")))
    return packed


def _reading(order: Order, files: socket.socket | None, shelf: Path | None) -> Reading:
    """The reading of one file.

    Raises:
        MemoryError: the limit on memory was reached.
    """
    allow_processor_time(order.limits.seconds)
    put = Shelf(shelf, order.limits) if shelf else None
    with contextlib.ExitStack() as stack:
        try:
            file, *typed = (stack.enter_context(each) for each in _opened(order, files))
            return read_open(file, order.source, order.limits, put, typed[0] if typed else None, order.slowly)
        except OSError as error:
            return cannot_open(order.source, error)


def _opened(order: Order, files: socket.socket | None) -> list[IO[bytes]]:
    if files is None or not order.opened:
        paths = [order.path] if order.transcript is None else [order.path, order.transcript]
        return [Path(path).open("rb") for path in paths]
    _, descriptors, _, _ = socket.recv_fds(files, 1, FILES)
    return [os.fdopen(descriptor, "rb") for descriptor in descriptors]
