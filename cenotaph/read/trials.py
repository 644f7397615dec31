"""What code that has taken over a parser would try, tried for `doctor` in a worker that is thrown away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from cenotaph.read.confinement import CHILDREN, OPEN_FILES, allow_processor_time
from cenotaph.read.reading import Limits

_MEMORY = 2**29
_SECONDS = 60.0
"""For all of them, on a machine that does much else."""


class Attempt(msgspec.Struct, frozen=True):
    """One thing that was tried."""

    what: str  # what a reader is kept from, in words
    danger: str  # what it means when nothing prevents it
    resistance: str | None  # what stood in the way; None: nothing did


_TRIED = (
    # trial, what, what it means where nothing prevents it
    ("connect", "the network", "a hole in a library for PDF or pictures could send files out"),
    ("read", "other files", "a hole in a library could put your other files into the text of this one"),
    ("write", "writing outside its folder", "a hole in a library could change your files"),
    ("signal", "other programs", "a hole in a library could end your other programs"),
    ("grow", "taking all memory", "one file could bring the machine to a halt"),
    ("open many", "opening files without number", "one file could keep other programs from opening theirs"),
    (
        "start many",
        "starting programs without number",
        "it could fill the machine until its time is over; an administrator has no such limit",
    ),
    ("spin", "using the processor without end", "only the limit on time by the clock ends it"),
)


def attempts() -> tuple[tuple[str, ...], tuple[Attempt, ...]]:
    """The layers around a worker on this machine, and what came of trying to get through them.

    Raises:
        StorageError: a worker does not start.
    """
    from cenotaph.read.worker import Trial
    from cenotaph.read.worker_process import BrokenAnswerError, WorkerProcess

    with tempfile.TemporaryDirectory() as name, socket.create_server(("127.0.0.1", 0)) as listener:
        folder = Path(name)
        (folder / "shelf").mkdir()
        (folder / "secret.txt").write_text("nobody's business", encoding="utf-8")
        arguments = {
            "connect": str(listener.getsockname()[1]),
            "read": str(folder / "secret.txt"),
            "write": str(folder / "left.txt"),
            "signal": str(os.getpid()),
            "grow": str(2 * _MEMORY),
            "open many": str(OPEN_FILES + 1),
            "start many": str(CHILDREN + 1),
        }
        worker = WorkerProcess(Limits(memory=_MEMORY), folder / "shelf")
        end = threading.Timer(_SECONDS, worker.kill)
        end.start()
        try:
            worker.prepare()
            worker.wait_until_ready()
            met = []
            for trial, what, danger in _TRIED:
                try:
                    worker.give(msgspec.msgpack.encode(Trial(trial, arguments.get(trial, ""))))
                    said = worker.take().said or None
                except (BrokenAnswerError, OSError):
                    said = "it was ended by the system"
                met.append(Attempt(what, danger, said))
        finally:
            end.cancel()
            worker.stop()
        return worker.layers or (), tuple(met)


def tried(trial: str, argument: str) -> str:
    """Try one thing, in the worker.

    Returns:
        What stood in the way; empty when nothing did.
    """
    try:
        _TRIALS[trial](argument)
    except MemoryError:
        return "no memory is left to it"
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def _connect(port: str) -> None:
    with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
        pass


def _read(path: str) -> None:
    Path(path).read_bytes()


def _write(path: str) -> None:
    Path(path).write_bytes(b"a trial")


def _signal(process: str) -> None:
    if sys.platform == "win32":
        raise OSError("the system has no signals")
    os.kill(int(process), 0)


def _grow(size: str) -> None:
    bytearray(int(size))


def _open_many(number: str) -> None:
    opened: list[int] = []
    try:
        for _ in range(int(number)):
            opened.append(os.open(os.devnull, os.O_RDONLY))  # noqa: PERF401 - what is open is closed when the next fails
    finally:
        for descriptor in opened:
            os.close(descriptor)


def _start_many(number: str) -> None:
    command = ["timeout", "5"] if sys.platform == "win32" else ["/bin/sleep", "5"]
    started: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(int(number)):
            started.append(subprocess.Popen(command))  # noqa: PERF401 - what runs is ended when the next fails
    finally:
        for process in started:
            process.kill()
            process.wait()


def _spin(_: str) -> None:
    allow_processor_time(0.5)
    end = os.times().user + 5
    while os.times().user < end:
        pass


_TRIALS: dict[str, Callable[[str], None]] = {
    "connect": _connect,
    "read": _read,
    "write": _write,
    "signal": _signal,
    "grow": _grow,
    "open many": _open_many,
    "start many": _start_many,
    "spin": _spin,
}
