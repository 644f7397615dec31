"""A worker as its parent sees it: started, handed files, listened to without trust, killed when its time is over."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

import cenotaph
from cenotaph.errors import StorageError
from cenotaph.read.confinement import environment
from cenotaph.read.reading import Limits, Part, Reading
from cenotaph.read.worker import Answer, Ready, Start, receive, send
from cenotaph.record import Source

START_SECONDS = 60.0
"""Time for Python and the libraries to be loaded, on a machine that does much else."""
HANDS_OVER_FILES = hasattr(socket, "send_fds")
"""Whether a worker is given files already opened (not on Windows); it then needs no right to open any."""

_MAIN = """
import sys
sys.path += [place for place in sys.argv[2:] if place not in sys.path]
from cenotaph.read.worker import main
main()
"""
# After Python's own modules: a file named html.py or encodings.py beside a script or an archive must not be run.

_SHA256 = re.compile(r"[0-9a-f]{64}")
_LAST_WORDS = 0.5
"""Seconds that a worker which fell silent has to end, so that its exit code is known."""


class BrokenAnswerError(Exception):
    """What a worker sent is no answer, or not one to what was asked.

    Args:
        what: what is wrong with it.
        is_silence: whether it sent nothing at all.
    """

    def __init__(self, what: str, is_silence: bool = False) -> None:
        super().__init__(what)
        self.is_silence = is_silence


class WorkerProcess:
    """One worker.

    Args:
        limits: what one file may cost.
        shelf: the folder for the files found inside files.
        kinds: media types to come, whose libraries are loaded first.

    Attributes:
        layers: what was taken away from it, in words; known once it is ready.
        is_late: whether it was killed because its time was over.
    """

    def __init__(self, limits: Limits, shelf: Path | None = None, kinds: Sequence[str] = ()) -> None:
        self.layers: tuple[str, ...] | None = None
        self.is_late = False
        self._limits = limits
        self._lock = threading.Lock()
        self._ends_at: float | None = None
        self._start = Start(limits.memory, limits.unpacked, None if shelf is None else str(shelf), tuple(kinds))
        self._files, self._process = _started()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._orders, self._answers = self._process.stdin, self._process.stdout

    @property
    def number(self) -> int:
        """The number of its process."""
        return self._process.pid

    def prepare(self) -> None:
        """Tell it what it is made for; it loads its libraries while others work."""
        with contextlib.suppress(OSError):  # one that is gone is noticed when it is waited for
            send(self._orders, msgspec.msgpack.encode(self._start))

    def wait_until_ready(self) -> None:
        """Return once its libraries are loaded and its layers hold.

        Raises:
            StorageError: it does not start.
        """
        if self.layers is not None:
            return
        with self.clock(START_SECONDS):
            packed = receive(self._answers, 1 << 20)
        ready = None if packed is None else msgspec.msgpack.decode(packed, type=Ready)
        if ready is None or ready.problem:
            code = self.end()
            raise StorageError(
                "a process for reading files does not start",
                (ready.problem if ready else None) or f"it ended by itself (exit {code})",
                "install cenotaph again, or ask `cenotaph doctor` what is missing",
            )
        self.layers = ready.layers

    def give(self, asked: bytes, files: Sequence[int] = ()) -> None:
        """Send a packed order, and the files opened for it.

        Raises:
            OSError: it is gone.
        """
        if files and self._files is not None:
            socket.send_fds(self._files, [b"f"], list(files))
        send(self._orders, asked)

    def take(self) -> Answer:
        """Its next answer.

        Raises:
            BrokenAnswerError: it fell silent, or sent what is no answer.
        """
        try:
            packed = receive(self._answers, self._limits.answer + (1 << 20))
            if packed is not None:
                return msgspec.msgpack.decode(packed, type=Answer)
        except (OSError, msgspec.MsgspecError, RecursionError, ValueError) as error:
            raise BrokenAnswerError(type(error).__name__) from error
        raise BrokenAnswerError("nothing", is_silence=True)

    @contextlib.contextmanager
    def clock(self, seconds: float) -> Iterator[None]:
        """Give it so much time for what is asked within; `kill_if_late` then ends it."""
        with self._lock:
            self._ends_at = time.monotonic() + seconds
            self.is_late = False
        try:
            yield
        finally:
            with self._lock:
                self._ends_at = None

    def kill_if_late(self) -> None:
        """Kill it when its time is over."""
        with self._lock:
            is_late = self._ends_at is not None and time.monotonic() > self._ends_at
            self.is_late = self.is_late or is_late
        if is_late:
            self.kill()

    def kill(self) -> None:
        """Kill it with every program it started."""
        with self._lock:
            if self._process.returncode is not None:
                return  # its number may be another's by now
            if sys.platform == "win32":
                self._process.kill()
                return
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def end(self) -> int:
        """End it, and say its exit code: of one that fell silent by itself, its own."""
        until = time.monotonic() + _LAST_WORDS
        while not self._is_over() and time.monotonic() < until:
            time.sleep(0.005)
        return self.stop()

    def stop(self) -> int:
        """End it at once, and say its exit code."""
        self.kill()
        for stream in (self._orders, self._answers, self._files):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        return self._process.wait()

    def _is_over(self) -> bool:
        if hasattr(os, "waitid"):  # only looked at: its number stays its own until its programs are killed by it
            return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
        return self._process.poll() is not None


def _started() -> tuple[socket.socket | None, subprocess.Popen[bytes]]:
    """The process, and the socket through which it is handed files."""
    command = [sys.executable, "-P", "-S", "-c", _MAIN]
    options: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.DEVNULL,
        "env": environment(),
    }
    if sys.platform == "win32":
        command += ["none", *_places()]
        return None, subprocess.Popen(command, creationflags=subprocess.BELOW_NORMAL_PRIORITY_CLASS, **options)
    ours, theirs = socket.socketpair()
    try:
        number = theirs.fileno()
        command += [str(number), *_places()]
        process = subprocess.Popen(command, start_new_session=True, pass_fds=(number,), **options)
    except BaseException:
        ours.close()
        raise
    finally:
        theirs.close()
    return ours, process


def _places() -> list[str]:
    """Where a worker finds modules: where this process does, and where this package is."""
    return [*(part for part in sys.path if part), str(Path(cenotaph.__file__).parent.parent)]


def open_regular(path: Path) -> int:
    """Open a file to be handed over; never waits, as a pipe would make it.

    Raises:
        OSError: it cannot be opened, or is no file.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no file")
    return descriptor


def checked(answer: Answer, source: Source) -> Reading:
    """The reading of a source, when an answer holds one.

    A worker that was taken over may say anything: what would make this process touch other files, speak for other
    sources or lose hold of the words is refused. It may still lie about the words of the files it was given.

    Raises:
        BrokenAnswerError: it holds none, or one that no reader makes.
    """
    reading = answer.reading
    if reading is None or reading.source != source.id or any(row.source != source.id for row in reading.rows):
        raise BrokenAnswerError("of another file")
    if not all(_is_sound(part) for part in reading.parts):
        raise BrokenAnswerError("a part with an unsafe name or digest")
    text = reading.text
    if text is not None:
        digest = sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
        length = len(text.text)
        if text.source != source.id or text.sha256 != digest:
            raise BrokenAnswerError("words with another digest")
        if not all(0 <= block.start <= block.end <= length for block in text.blocks):
            raise BrokenAnswerError("blocks outside the words")
    return reading


def _is_sound(part: Part) -> bool:
    name = part.name
    is_inside = not name.startswith("/") and "\\" not in name and ".." not in name.split("/") and name.isprintable()
    return bool(name) and is_inside and (part.sha256 is None or _SHA256.fullmatch(part.sha256) is not None)
