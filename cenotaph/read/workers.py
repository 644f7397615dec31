"""Reading many files in worker processes: one that hangs, grows or crashes costs its own file only.

A worker is an ordinary Python process (`cenotaph.read.worker`) that stays warm from file to file, so that the heavy
libraries are loaded once. Each is led by a thread that hands it a file, waits, and kills it when the time is over.
Started as programs and not through `multiprocessing`, workers behave alike on every system and need no guard
in the caller's main module.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.worker import Order, receive, send
from cenotaph.record import Source

FILES_PER_WORKER = 8
"""A further worker is started for each so many files: it takes as long to start as some ten pages take to read."""


class Item(NamedTuple):
    """One file to read."""

    path: Path
    source: Source
    transcript: Path | None = None  # a text that a person typed from it


Items = Sequence[Item]
_Answers = queue.SimpleQueue[Reading | BaseException | None]


def read_sources(
    items: Items, jobs: int, limits: Limits, done: Callable[[Reading], None], shelf: Path | None = None
) -> None:
    """Read files in worker processes.

    Args:
        items: each file and its source.
        jobs: how many workers at most.
        limits: what one file may cost; memory is limited where the system has `resource` (not on Windows).
        done: called in this thread with each reading, in the order in which they come.
        shelf: the folder for the files found inside files, each named by its digest; none are kept without it.

    A file whose worker is killed for time, runs out of memory or crashes is not readable, with that reason; the
    rest goes on with a new worker. An interrupt ends all workers and is raised again.
    """
    if not items:
        return
    answers: _Answers = queue.SimpleQueue()
    waiting: queue.SimpleQueue[Item] = queue.SimpleQueue()
    for item in items:
        waiting.put(item)
    number = max(1, min(jobs, -(-len(items) // FILES_PER_WORKER)))
    leads = [_Lead(waiting, answers, limits, shelf) for _ in range(number)]
    for lead in leads:
        lead.start()
    try:
        for _ in items:
            answer = answers.get()
            if isinstance(answer, BaseException):
                raise answer
            if answer is not None:
                done(answer)
    finally:
        for lead in leads:
            lead.stop()
        for lead in leads:
            lead.join()


class _Lead(threading.Thread):
    """The thread that leads one worker."""

    def __init__(self, waiting: queue.SimpleQueue[Item], answers: _Answers, limits: Limits, shelf: Path | None) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._answers = answers
        self._limits = limits
        self._shelf = shelf
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._is_stopped = False

    def run(self) -> None:
        """Hand out files until none is waiting."""
        try:
            while not self._is_stopped:
                try:
                    item = self._waiting.get_nowait()
                except queue.Empty:
                    break
                self._answers.put(self._read(item))
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller waits for an answer and raises it
            self._answers.put(error)
        finally:
            self._end()

    def stop(self) -> None:
        """End now, whatever is being read."""
        with self._lock:
            self._is_stopped = True
            if self._worker is not None:
                self._worker.kill()

    def _read(self, item: Item) -> Reading:
        source = item.source
        worker = self._warm_worker()
        assert worker.stdin is not None
        assert worker.stdout is not None
        late = threading.Event()
        clock = threading.Timer(self._limits.seconds, self._kill, (worker, late))
        clock.daemon = True
        clock.start()
        try:
            shelf = None if self._shelf is None else str(self._shelf)
            transcript = None if item.transcript is None else str(item.transcript)
            send(worker.stdin, Order(str(item.path), source, self._limits, shelf, transcript))
            packed = receive(worker.stdout)
        except OSError:
            packed = None
        finally:
            clock.cancel()
        if packed is not None:
            return msgspec.msgpack.decode(packed, type=Reading)
        self._end()
        return _gone(source, self._limits, late.is_set(), worker.returncode)

    @staticmethod
    def _kill(worker: subprocess.Popen[bytes], late: threading.Event) -> None:
        late.set()
        worker.kill()

    def _warm_worker(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._worker is None:
                self._worker = _start(self._limits)
                if self._is_stopped:
                    self._worker.kill()
            return self._worker

    def _end(self) -> None:
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is None:
            return
        for stream in (worker.stdin, worker.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # a broken pipe to a process that is gone
        try:
            worker.wait(timeout=2)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    import cenotaph

    # The worker imports what this process imports. -P: a file named html.py beside the archive must not be run.
    places = [*(part for part in sys.path if part), str(Path(cenotaph.__file__).parent.parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "cenotaph.read.worker", str(limits.memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _gone(source: Source, limits: Limits, is_late: bool, code: int | None) -> Reading:
    """The reading of a file whose worker did not answer."""
    copy = "save a copy as text or PDF beside it"
    if is_late:
        return not_readable(
            source, f"it took longer than {limits.seconds:g} s to read", f"split it into parts, or {copy}"
        )
    return not_readable(
        source, f"the reader crashed on it (exit {code})", f"it may be damaged: get it again, or {copy}"
    )
