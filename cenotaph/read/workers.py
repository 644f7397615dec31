"""Reading many files in worker processes: one that hangs, grows or crashes costs its own file only.

A worker is an ordinary Python process (`cenotaph.read.worker`) that stays warm from file to file, so that the heavy
libraries are loaded once. Each is led by a thread that hands it files, one ahead so that it never waits, and kills it
when its time is over. Started as programs and not through `multiprocessing`, workers behave alike on every system and
need no guard in the caller's main module.
"""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import structs

from cenotaph.flags import flag
from cenotaph.media_types import TRANSCRIBED
from cenotaph.read.formats import cannot_open, described_file, reader_of, unopened_file
from cenotaph.read.reading import Limits, Reading, not_readable, unheld, without_keep
from cenotaph.read.worker import Answer, Order
from cenotaph.read.worker_process import HANDS_OVER_FILES, BrokenAnswerError, WorkerProcess, checked, open_regular
from cenotaph.record import Source

FILES_PER_WORKER = 8
"""A further worker is started for each so many files: it takes as long to start as some ten pages take to read."""
FILES_BEFORE_RENEWAL = 300
"""A worker is replaced after so many files: what one file did to it, or left in it, ends then."""
AHEAD = 2
"""Files a worker has been handed and has not answered: the next lies ready while one is read."""
_SMALL_ORDER = 4096
"""Bytes of an order up to which it is sent ahead: pipes take so much before they make the writer wait."""
_UNPACKED_A_SECOND = 20 * 2**20
"""Bytes that are taken out of a file in a second, a third of what two busy processors do."""
_TIMES_LARGER = 40
"""How many times larger than a file what it holds may be and still get its time; a ZIP of plain texts grows tenfold."""
_LOOKS = 0.05
"""Seconds between looks at the time of the workers."""
_TIMES_UP = {-int(getattr(signal, "SIGXCPU", 0)) or None}
"""The exit code of a process that used up its processor time; none on Windows."""


class Item(NamedTuple):
    """One file to read."""

    path: Path
    source: Source
    transcript: Path | None = None  # a text that a person typed from it


Items = Sequence[Item]
_Answers = queue.SimpleQueue[Reading | BaseException]


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

    A file whose worker is killed for time, runs out of memory or crashes is tried once more in a new worker, by the
    slower way of its reader where it has one (F020); then it is not readable, with both reasons. An interrupt ends all
    workers and is raised again.

    Raises:
        StorageError: no worker can be started.
    """
    if not items:
        return
    answers: _Answers = queue.SimpleQueue()
    waiting = deque(_Task(item) for item in items)
    number = max(1, min(jobs, -(-len(items) // FILES_PER_WORKER)))
    kinds = tuple(sorted({item.source.media_type or "" for item in items}))
    leads = [_Lead(waiting, answers, limits, shelf, kinds) for _ in range(number)]
    watch = _Watch(leads)
    for thread in (*leads, watch):
        thread.start()
    try:
        for _ in items:
            answer = _next(answers)
            if isinstance(answer, BaseException):
                raise answer
            done(answer)
    finally:
        watch.stop()
        for lead in leads:
            lead.stop()
        for thread in (*leads, watch):
            thread.join()


def read_one(path: Path, limits: Limits | None = None) -> Reading:
    """What one file says, read in a worker of its own: the way for a file that nobody knows yet.

    Args:
        path: the file; a text typed from it that stands beside it, `scan.jpg.txt`, is read as its words.
        limits: what it may cost.

    Raises:
        StorageError: no worker can be started.
    """
    try:
        source = described_file(path)
    except OSError as error:
        return unheld(cannot_open(unopened_file(path), error))
    found: list[Reading] = []
    typed = path.with_name(f"{path.name}.txt")
    is_typed = (source.media_type or "").startswith(TRANSCRIBED) and typed.is_file()
    read_sources([Item(path, source, typed if is_typed else None)], 1, limits or Limits(), found.append)
    return unheld(found[0])


def _next(answers: _Answers) -> Reading | BaseException:
    """The next answer; awake now and then, since some systems tell of an interrupt only between two waits."""
    while True:
        with contextlib.suppress(queue.Empty):
            return answers.get(timeout=0.5)


class _Task:
    """A file and what came of reading it so far."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.failures: list[str] = []  # each a clause in plain words
        self.slowly = False
        self.seconds = 0.0  # spent on what failed

    def try_again(self, why: str, is_late: bool, was_fresh: bool, seconds: float) -> bool:
        """Note that a worker was lost on this file, and say whether another is to try it.

        A crash in a worker that had read other files before may be their fault: the same reader then tries it alone.
        A reader with a slower way tries that last; one without tries its only way twice.
        """
        self.seconds += seconds
        is_second = bool(self.failures)
        if is_second and self.slowly:
            self.failures.append(f"the slower reader was tried too: {why}")
            return False
        self.failures.append(f"tried again alone: {why}" if is_second else why)
        if hasattr(reader_of(self.item.source.media_type), "read_slowly"):
            self.slowly = is_second or is_late or was_fresh
            return True
        return not is_second

    def order(self, limits: Limits) -> Order:
        """What a worker is asked; a second attempt has what time the first left of twice the limit."""
        limits = _with_time_to_unpack(limits, self.item.source)
        whole = limits.recognition_seconds if limits.recognition else limits.seconds
        left = min(limits.seconds, max(1.0, 2 * whole - self.seconds))
        path, source, transcript = self.item
        names = ("", None) if HANDS_OVER_FILES else (str(path), None if transcript is None else str(transcript))
        given = structs.replace(limits, seconds=left)
        opened = 0 if not HANDS_OVER_FILES else 1 if transcript is None else 2
        return Order(source, given, opened, names[0], names[1], self.slowly)

    def outcome(self, reading: Reading) -> Reading:
        """A reading with what is to be said of how it came about."""
        source = self.item.source
        if reading.status == "not_readable" and self.failures and reading.is_kept:
            said = without_keep(str(reading.reason))
            which = "the slower reader" if self.slowly else "tried again alone"
            others = [each for each in reading.flags if each.code not in ("F006", "F008")]
            return not_readable(source, f"{self.failures[0]}; {which}: {said}", "", others, reading.evidence)
        if reading.status != "not_readable" and self.slowly:
            note = flag("F020", sources=(source.id,), path=source.path or source.id, reason=self.failures[0])
            return structs.replace(reading, flags=(*reading.flags, note))
        return reading

    def given_up(self) -> Reading:
        """The reading of a file that no worker survived."""
        return not_readable(
            self.item.source,
            "; ".join(self.failures),
            "it may be damaged: get it again, split it into parts, or save a copy as text or PDF beside it",
        )


class _Lead(threading.Thread):
    """The thread that leads one worker, and its successor when it is replaced."""

    def __init__(
        self, waiting: deque[_Task], answers: _Answers, limits: Limits, shelf: Path | None, kinds: tuple[str, ...]
    ) -> None:
        super().__init__(daemon=True)
        self._waiting = waiting
        self._answers = answers
        self._limits = limits
        self._make = (limits, shelf, kinds)
        self._again: deque[_Task] = deque()  # before what is waiting
        self._given: deque[_Task] = deque()
        self._worker: WorkerProcess | None = None
        self._successor: WorkerProcess | None = None
        self._answered = 0  # files, by this worker
        self._last = FILES_BEFORE_RENEWAL  # the file after which this worker is replaced
        self._lock = threading.Lock()
        self._is_stopped = False

    def run(self) -> None:
        """Hand out files until none is waiting."""
        try:
            while not self._is_stopped and self._hand_out():
                self._take()
        except Exception as error:  # noqa: BLE001 - whatever it is, the caller waits for an answer and raises it
            self._answers.put(error)
        finally:
            for worker in (self._worker, self._successor):
                if worker is not None:
                    worker.stop()

    def stop(self) -> None:
        """End now, whatever is being read."""
        with self._lock:
            self._is_stopped = True
            for worker in (self._worker, self._successor):
                if worker is not None:
                    worker.kill()

    def kill_if_late(self) -> None:
        """Kill the worker when the time of its file is over."""
        worker = self._worker
        if worker is not None:
            worker.kill_if_late()

    def _hand_out(self) -> bool:
        """Give the worker what it can take; False when there is nothing left to wait for."""
        while len(self._given) < AHEAD and (task := self._upcoming()) is not None:
            is_for_another = bool(task.failures) or self._answered + len(self._given) >= self._last
            if is_for_another and self._given:
                self._again.appendleft(task)  # once this worker has read what it was given
                break
            if is_for_another and self._answered:
                self._replace()
            if not self._give(task):
                break
        return bool(self._given)

    def _upcoming(self) -> _Task | None:
        for tasks in (self._again, self._waiting):
            with contextlib.suppress(IndexError):
                return tasks.popleft()
        return None

    def _give(self, task: _Task) -> bool:
        """Hand over one file; False when nothing is to follow it for now."""
        order = task.order(self._limits)
        packed = msgspec.msgpack.encode(order)
        if self._given and len(packed) > _SMALL_ORDER:
            self._again.appendleft(task)
            return False
        files: list[int] = []
        try:
            for path in (task.item.path, task.item.transcript)[: order.opened]:
                files.append(open_regular(Path(str(path))))  # noqa: PERF401 - what is open is closed when the next fails
            worker = self._present()
            self._given.append(task)
            if len(packed) > _SMALL_ORDER:
                worker.wait_until_ready()
            with contextlib.suppress(ConnectionError), worker.clock(order.limits.seconds):
                worker.give(packed, files)
        except OSError as error:
            if task in self._given:
                raise
            self._answers.put(cannot_open(task.item.source, error))
            return True
        finally:
            for descriptor in files:
                os.close(descriptor)
        return not task.failures

    def _take(self) -> None:
        """Wait for the answer to the first file given."""
        worker = self._present()
        worker.wait_until_ready()
        task, began = self._given[0], time.monotonic()
        order = task.order(self._limits)
        try:
            answer = self._patiently(worker, order.limits)
            reading = checked(answer, order.source)
        except BrokenAnswerError as error:
            self._lost(task, worker, error, time.monotonic() - began)
            return
        self._given.popleft()
        self._answered += 1
        if answer.is_out_of_memory:
            self._last = self._answered
            why = f"it needed more than {self._limits.memory / 2**30:g} GB of memory"
            self._try_again(task, why, False, time.monotonic() - began)
        else:
            self._answers.put(task.outcome(reading))
            self._think_of_a_successor(answer)

    @staticmethod
    def _patiently(worker: WorkerProcess, limits: Limits) -> Answer:
        """The worker's answer; each page of a scan has the time of a file, all together their own.

        Raises:
            BrokenAnswerError: it fell silent, or sent what is no answer.
        """
        ends_at = time.monotonic() + limits.seconds + (limits.recognition_seconds if limits.recognition else 0)
        answer = Answer(is_at_work=True)
        while answer.is_at_work and time.monotonic() < ends_at:
            with worker.clock(limits.seconds):
                answer = worker.take()
        return answer

    def _lost(self, task: _Task, worker: WorkerProcess, error: BrokenAnswerError, seconds: float) -> None:
        """A worker is gone, or not to be trusted, and with it the reading of a file."""
        code = worker.end() if error.is_silence else worker.stop()
        is_late = worker.is_late or code in _TIMES_UP
        why = _reason(is_late, code, error, task.order(self._limits).limits)
        self._given.popleft()
        self._again.extendleft(reversed(self._given))
        self._given.clear()
        self._answered += 1
        self._try_again(task, why, is_late, seconds)
        self._replace()

    def _try_again(self, task: _Task, why: str, is_late: bool, seconds: float) -> None:
        if task.try_again(why, is_late, self._answered == 1, seconds):
            self._again.appendleft(task)
        else:
            self._answers.put(task.given_up())

    def _think_of_a_successor(self, answer: Answer) -> None:
        """Start the next worker while this one reads its last files, so that nobody waits for it."""
        if answer.grown > self._limits.memory // 4:
            self._last = min(self._last, self._answered + FILES_PER_WORKER)
        if self._successor is None and self._waiting and self._last - self._answered <= FILES_PER_WORKER:
            self._successor = self._new_worker()

    def _present(self) -> WorkerProcess:
        if self._worker is None:
            self._worker = self._new_worker()
        return self._worker

    def _replace(self) -> None:
        """Let the successor take the place of the worker; without one, it is started when it is needed."""
        former, self._worker, self._successor = self._worker, self._successor, None
        self._answered, self._last = 0, FILES_BEFORE_RENEWAL
        if former is not None:
            former.stop()

    def _new_worker(self) -> WorkerProcess:
        with self._lock:
            worker = WorkerProcess(*self._make)
            if self._is_stopped:
                worker.kill()
        worker.prepare()
        return worker


class _Watch(threading.Thread):
    """The thread that kills workers whose time is over."""

    def __init__(self, leads: Sequence[_Lead]) -> None:
        super().__init__(daemon=True)
        self._leads = leads
        self._is_over = threading.Event()

    def run(self) -> None:
        """Look at the time until there is nobody to watch."""
        while not self._is_over.wait(_LOOKS):
            for lead in self._leads:
                lead.kill_if_late()

    def stop(self) -> None:
        """End."""
        self._is_over.set()


def _with_time_to_unpack(limits: Limits, source: Source) -> Limits:
    """Limits with more time for a file that holds files: what is taken out of it takes time to write and to hash."""
    if not hasattr(reader_of(source.media_type), "unpack"):
        return limits
    most = min(limits.unpacked, _TIMES_LARGER * (source.bytes or 0))
    return structs.replace(limits, seconds=limits.seconds + most / _UNPACKED_A_SECOND)


def _reason(is_late: bool, code: int, error: BrokenAnswerError, limits: Limits) -> str:
    """Why a worker was lost, in plain words."""
    if is_late:
        return f"it took longer than {limits.seconds:.3g} s to read"
    if error.is_silence:
        return f"the reader crashed on it (exit {code})"
    return f"the reader broke on it (it sent no sound answer: {error})"
