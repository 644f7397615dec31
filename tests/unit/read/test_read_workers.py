"""Workers read what this process reads, and one that hangs, grows or crashes costs one file."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import textwrap
import time
import types
from pathlib import Path

import pytest

import cenotaph
from cenotaph import table
from cenotaph.read import Item, Limits, describe, read_file, read_one, read_sources, ruled_sources, worker, workers
from cenotaph.read.formats import described
from cenotaph.read.reading import KEEP
from cenotaph.record import Evidence, Ruling, Source

# A reader that does to its process what damaged files do to parsers.
HARMFUL = '''
"""Harm, for tests."""
import ctypes, time
NAME = "harm"
MEDIA_TYPES = ("application/x-harm",)
EXTENSIONS = ()
def read(data, source, limits):
    """Do harm."""
    word = data.decode()
    if word == "hang":
        time.sleep(600)
    if word == "crash":
        ctypes.string_at(0)
    if word == "print":
        print("x" * 100000, flush=True)
    if word == "grow":
        bytearray(1 << 40)
    raise ValueError(word)
'''


# A reader with a second way, whose process remembers what it read before.
FRAIL = '''
"""A frail reader, for tests."""
import ctypes, os, time
from cenotaph.read.reading import make_text, reading
from cenotaph.record import Block
NAME = "frail"
MEDIA_TYPES = ("application/x-frail",)
EXTENSIONS = ()
LIBRARIES = ("json", "no_such_library")
before = []
def said(source, words):
    return reading(source, text=make_text(source, words, [Block("paragraph", 0, len(words))]))
def read(data, source, limits):
    """The first way."""
    word = data.decode().split()[0]
    before.append(word)
    if word == "crash" or (word == "used" and len(before) > 1):
        ctypes.string_at(0)
    if word == "hang":
        time.sleep(600)
    if word == "grow":
        bytearray(1 << 40)
    if word == "leak":
        before.append(bytearray(os.urandom(1 << 20)) * 24)
    if word in ("who", "leak"):
        return said(source, str(os.getpid()))
    return said(source, "the first way")
def read_slowly(data, source, limits):
    """The second way."""
    if b"slowly" in data:
        ctypes.string_at(0)
    if b"empty" in data:
        return reading(source)
    return said(source, "the second way")
'''


@pytest.fixture
def harmful(tmp_path, monkeypatch):
    """A copy of the package with one more reader, as a new format is added."""
    shutil.copytree(Path(cenotaph.__file__).parent, tmp_path / "cenotaph")
    (tmp_path / "cenotaph" / "read" / "harm.py").write_text(HARMFUL, encoding="utf-8")
    (tmp_path / "cenotaph" / "read" / "frail.py").write_text(FRAIL, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return tmp_path


def items(folder, contents: dict[str, bytes], media_type: str | None = None):
    found = []
    for name, data in contents.items():
        path = folder / name
        path.write_bytes(data)
        source = described(data, Source(id="", status="cited", path=name))
        if media_type:
            source = Source(id=source.id, status="cited", path=name, media_type=media_type)
        found.append(Item(path, source))
    return found


def read_all(given, jobs=2, limits=None):
    readings = []
    read_sources(given, jobs, limits or Limits(), readings.append)
    return {reading.source: reading for reading in readings}


def test_workers_give_what_this_process_gives(tmp_path):
    given = items(tmp_path, {f"{n}.txt": f"Ozmara, {n + 1} March 1991\n\nNobody came.".encode() for n in range(20)})
    assert (
        read_all(given, jobs=1) == read_all(given, jobs=3) == {i.source.id: read_file(i.path, i.source) for i in given}
    )


def test_nothing_to_read_starts_nothing():
    assert read_all([]) == {}


@pytest.mark.usefixtures("harmful")
def test_a_worker_that_hangs_crashes_grows_or_prints_costs_one_file(tmp_path):
    bad = items(tmp_path, {word: word.encode() for word in ("hang", "crash", "grow", "print")}, "application/x-harm")
    good = items(tmp_path, {"a.txt": b"Nobody came to the market of Ozmara."})
    readings = read_all([*bad[1:], *good], jobs=1, limits=Limits(memory=1 << 30))
    readings |= read_all(bad[:1], jobs=1, limits=Limits(seconds=1))
    reasons = {source.path: readings[source.id].reason for _, source, _ in bad}
    assert reasons["hang"].startswith("it took longer than 1 s to read; tried again alone: it took longer than 1 s")
    assert "crashed" in reasons["crash"]
    assert "1 GB" in reasons["grow"] or sys.platform != "linux"
    assert "ValueError: print" in reasons["print"]
    assert all(readings[source.id].status == "not_readable" for _, source, _ in bad)
    assert readings[good[0][1].id].status == "read"


@pytest.fixture
def frail(harmful, monkeypatch):
    """The second way is asked after, in this process, by whether the reader has one."""
    reader = types.ModuleType("frail")
    reader.MEDIA_TYPES, reader.read_slowly = ("application/x-frail",), None
    known = workers.reader_of
    monkeypatch.setattr(workers, "reader_of", lambda kind: reader if kind in reader.MEDIA_TYPES else known(kind))
    return harmful


@pytest.mark.usefixtures("frail")
def test_a_lost_reading_is_tried_again_by_the_slower_way(tmp_path):
    words = ["good", "used", "crash", "grow", "crash slowly", "crash empty", "last"]
    if sys.platform != "linux":
        words.remove("grow")  # the memory is not limited
    given = items(tmp_path, {word: word.encode() for word in words}, "application/x-frail")
    readings = read_all(given, jobs=1, limits=Limits(memory=1 << 30))
    again = read_all(given[::-1], jobs=2, limits=Limits(memory=1 << 30))
    assert again == readings
    found = {str(item.source.path): readings[item.source.id] for item in given}
    for word in ("good", "used", "last"):
        assert (found[word].text.text, found[word].flags) == ("the first way", ())
    for word, why in (("crash", "the reader crashed on it"), ("grow", "it needed more than 1 GB of memory")):
        if word in words:
            assert found[word].text.text == "the second way"
            assert [flag.code for flag in found[word].flags] == ["F020"]
            assert why in found[word].flags[0].message
    assert "crashed on it (exit -11); tried again" in found["crash slowly"].reason or sys.platform == "win32"
    assert "the slower reader was tried too: the reader crashed" in found["crash slowly"].reason
    assert "crashed on it" in found["crash empty"].reason
    assert "the slower reader: " in found["crash empty"].reason
    assert found["crash empty"].reason.count(KEEP) == 1


@pytest.mark.usefixtures("frail")
def test_a_hang_leaves_time_for_the_slower_way(tmp_path):
    given = items(tmp_path, {"hang": b"hang"}, "application/x-frail")
    (reading,) = read_all(given, limits=Limits(seconds=0.5)).values()
    assert reading.text.text == "the second way"
    assert "took longer than 0.5 s" in reading.flags[0].message


@pytest.mark.usefixtures("frail")
def test_a_worker_is_replaced_after_some_files_and_when_it_has_grown(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "FILES_BEFORE_RENEWAL", 10)
    given = items(tmp_path, {f"who {n}": f"who {n}".encode() for n in range(25)}, "application/x-frail")
    asked = [reading.text.text for reading in read_all(given, jobs=1).values()]
    assert [asked.count(who) for who in dict.fromkeys(asked)] == [10, 10, 5]
    if sys.platform == "linux":
        monkeypatch.setattr(workers, "FILES_PER_WORKER", 2)
        given = items(tmp_path, {f"leak {n}": f"leak {n}".encode() for n in range(9)}, "application/x-frail")
        asked = [reading.text.text for reading in read_all(given, jobs=1, limits=Limits(memory=1 << 27)).values()]
        assert len(set(asked)) > 1


def test_what_is_handed_over_by_path_reads_the_same(tmp_path, monkeypatch):
    """As on Windows, where an open file cannot be handed to another process; the layers must not forbid it there."""
    # the limit would hold for this process, and end it when it has run so long
    monkeypatch.setattr(worker, "allow_processor_time", lambda _: None)
    (tmp_path / "scan.txt").write_bytes(b"Nobody came.")
    given = Item(tmp_path / "scan.txt", described(b"Nobody came.", Source(id="", status="cited", path="scan.txt")))
    typed = tmp_path / "typed.txt"
    typed.write_bytes(b"Transcribed by: Nadia Placeholder\n\nNobody came to Ozmara.")
    transcribed = Item(given.path, given.source, typed)
    opened = [read_all([each]) for each in (given, transcribed)]
    assert opened[1][given.source.id].text.transcriber == "Nadia Placeholder"
    monkeypatch.setattr(workers, "HANDS_OVER_FILES", False)
    order = workers._Task(transcribed).order(Limits())
    assert (order.opened, order.path, order.transcript) == (0, str(given.path), str(typed))
    orders = [workers._Task(each).order(Limits()) for each in (given, transcribed)]
    assert [{given.source.id: worker._reading(order, None, None)} for order in orders] == opened


def test_a_file_alone_is_read_like_among_others(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Nobody came.")
    assert read_one(tmp_path / "a.txt") == read_file(tmp_path / "a.txt")
    assert read_one(tmp_path / "b.txt").status == "not_readable"


def test_a_reading_that_is_too_large_is_refused_with_a_reason(tmp_path):
    given = items(tmp_path, {"a.txt": b"Nobody came. " * 100_000})
    (reading,) = read_all(given, limits=Limits(answer=2**20)).values()
    assert "more than 1 MB; split it into parts" in reading.reason


def test_a_file_that_holds_files_has_time_by_its_size():
    def seconds(kind, size):
        task = workers._Task(Item(Path("a"), Source(id="src-1", status="read", media_type=kind, bytes=size)))
        return task.order(Limits()).limits.seconds

    assert seconds("application/pdf", 2**30) == seconds("application/zip", 0) == Limits().seconds
    assert seconds("application/zip", 10 * 2**20) == Limits().seconds + 20
    assert seconds("application/zip", 2**40) == Limits().seconds + Limits().unpacked / (20 * 2**20)


def test_an_error_of_the_caller_ends_the_workers(tmp_path):
    given = items(tmp_path, {f"{n}.txt": b"Nobody came." + bytes([48 + n]) for n in range(5)})

    def fails(_reading):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_sources(given, 2, Limits(), fails)


def test_no_guard_is_needed_in_the_main_module(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"Nobody came.")
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent("""
        import sys
        from pathlib import Path
        from cenotaph.read import Item, Limits, read_sources
        from cenotaph.record import Source
        item = Item(Path(sys.argv[1]), Source(id="src-1", status="cited", path="a.txt", media_type="text/plain"))
        read_sources([item], 2, Limits(), lambda reading: print(reading.status))
        """),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(program), str(tmp_path / "a.txt")], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "read\n"


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_an_interrupt_ends_a_reader_that_hangs(tmp_path, harmful):
    (tmp_path / "a").write_bytes(b"hang")
    program = textwrap.dedent(f"""
        import signal, sys
        from pathlib import Path
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.path.insert(0, {str(harmful)!r})
        from cenotaph.read import Item, Limits, read_sources
        from cenotaph.record import Source
        item = Item(Path(sys.argv[1]), Source(id="src-1", status="cited", path="a", media_type="application/x-harm"))
        print("ready", flush=True)
        read_sources([item], 1, Limits(), print)
        """)
    command = [sys.executable, "-c", program, str(tmp_path / "a")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) != 0
        assert "KeyboardInterrupt" in process.stderr.read()


def test_a_source_is_described_by_decision_then_people_then_the_file(tmp_path):
    data = (
        b"Ten years on in Ozmara\n\nBy Nadia Placeholder\n4 March 2001\n\nIn the night of 4 March 1991 nobody came.\n"
    )
    (path, source, _), *_ = items(tmp_path, {"a.txt": data})
    known = Source(id=source.id, status="not_readable", path="a.txt", media_type="text/plain", author="People's own")
    other = Source(id="src-other", status="not_readable", path="b.txt", evidence=(Evidence("shelf", "B", "x", "B"),))
    reading = read_file(path, known)

    def rule(kind, field=None, value=None, target=source.id):
        return Ruling(decision="nadia:1", kind=kind, target=target, field=field, value=value)

    plain = table.records(describe([known, other], [reading]), Source)
    assert [s.id for s in plain] == [known.id, other.id]
    assert (plain[0].status, plain[0].author, plain[0].published) == ("read", "People's own", "2001-03-04")
    assert plain[0].title == "Ten years on in Ozmara"
    assert {e.field for e in plain[0].evidence} >= {"title", "author", "published"}
    assert plain[1] == other
    rulings = [
        rule("set", "published", "1991"),
        rule("set", "published", "some day"),
        rule("set", "access", "public"),
        rule("set", "sha256", "0"),
        rule("seal", target="src-other"),
    ]
    ruled = ruled_sources(table.records(describe([known, other], [reading]), Source), rulings)
    assert (ruled[0].published, ruled[0].access, ruled[0].sha256) == ("1991", "public", None)
    assert ruled[1].access == "sealed"
