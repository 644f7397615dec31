"""A reader that does harm, by accident or on purpose, costs its own file only and gets hold of nothing."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cenotaph
from cenotaph.doctor import examine
from cenotaph.read import Item, Limits, Part, Reading, landlock, read_sources
from cenotaph.read.confinement import environment
from cenotaph.read.formats import described, described_file, read_path
from cenotaph.read.reading import make_text
from cenotaph.read.worker import Answer, receive, send
from cenotaph.read.worker_process import BrokenAnswerError, WorkerProcess, checked, open_regular
from cenotaph.record import Block, Row, Source

linux = pytest.mark.skipif(sys.platform != "linux", reason="the layers are those of Linux")

# A reader that has been taken over: what it is told to do stands in the file.
HOSTILE = '''
"""Harm, for tests."""
import ctypes, os, signal, socket, stat, subprocess, sys, time
from pathlib import Path
NAME = "harm"
MEDIA_TYPES = ("application/x-harm",)
EXTENSIONS = ()
def pipes():
    for number in range(3, 64):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode):
                yield number
        except OSError:
            pass
def shout(data):
    for number in pipes():
        try:
            os.write(number, data)
        except OSError:
            pass
def read(data, source, limits):
    """Do harm."""
    word, _, argument = data.decode().partition(" ")
    if word == "connect":
        socket.create_connection(("127.0.0.1", int(argument)), timeout=5)
    if word == "datagram":
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", int(argument)))
    if word == "local":
        socket.socket(socket.AF_UNIX).connect(argument)
    if word == "write":
        Path(argument).write_text("harm")
    if word == "read":
        raise ValueError(Path(argument).read_text())
    if word == "list":
        raise ValueError(repr(os.listdir(argument)))
    if word == "look":
        raise ValueError(repr(sorted(os.environ)))
    if word == "signal":
        os.kill(int(argument), 0)
    if word == "leave":
        os.setsid()
    if word == "trace":
        if ctypes.CDLL(None, use_errno=True).ptrace(0, 0, 0, 0) < 0:
            raise OSError(ctypes.get_errno(), "ptrace")
    if word == "unshare":
        if ctypes.CDLL(None, use_errno=True).unshare(0x10000000) < 0:
            raise OSError(ctypes.get_errno(), "unshare")
    if word == "lift":
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    if word == "length":
        shout((1 << 62).to_bytes(8, "big"))
        time.sleep(600)
    if word == "garbage":
        shout((9).to_bytes(8, "big") + b"\\xc1" * 9)
        time.sleep(600)
    if word == "deep":
        shout((100000).to_bytes(8, "big") + b"\\x91" * 100000)
        time.sleep(600)
    if word == "close":
        os.closerange(3, 256)
        time.sleep(600)
    if word == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    if word == "children":
        for _ in range(3):
            subprocess.Popen(["/bin/sleep", "600", argument])
        time.sleep(600)
    if word == "forge":
        import msgspec
        from cenotaph.read.reading import not_readable
        from cenotaph.read.worker import Answer
        forged = msgspec.msgpack.encode(Answer(not_readable(msgspec.structs.replace(source, id=argument), "forged")))
        shout(len(forged).to_bytes(8, "big") + forged)
        time.sleep(600)
    raise ValueError("nothing stood in the way of " + word)
'''


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    """A copy of the package with one more reader, as a new format is added."""
    place = tmp_path / "package"
    shutil.copytree(Path(cenotaph.__file__).parent, place / "cenotaph")
    (place / "cenotaph" / "read" / "harm.py").write_text(HOSTILE, encoding="utf-8")
    monkeypatch.syspath_prepend(str(place))
    return place


def harmful(folder: Path, words: dict[str, str]) -> list[Item]:
    """A file for each thing to do, and what it is to be done to."""
    found = []
    for word, argument in words.items():
        path = folder / f"{word}.harm"
        path.write_text(f"{word} {argument}", encoding="utf-8")
        source = described(path.read_bytes(), Source(id="", status="cited", path=word))
        found.append(Item(path, msgspec.structs.replace(source, media_type="application/x-harm")))
    return found


def reasons(given: list[Item], limits: Limits, shelf: Path | None = None) -> dict[str, str]:
    """Why each was not readable, by what it was told to do."""
    readings: dict[str, Reading] = {}
    read_sources(given, 1, limits, lambda reading: readings.update({reading.source: reading}), shelf)
    assert len(readings) == len(given)
    assert {reading.status for reading in readings.values()} == {"not_readable"}
    return {str(item.source.path): str(readings[item.source.id].reason) for item in given}


@linux
@pytest.mark.usefixtures("hostile")
def test_a_reader_gets_hold_of_nothing(tmp_path, monkeypatch):
    import socket

    monkeypatch.setenv("CENOTAPH_TOKEN", "s3cret")
    shelf, secret, left = tmp_path / "shelf", tmp_path / "secret.txt", tmp_path / "left.txt"
    shelf.mkdir()
    secret.write_text("nobody's business", encoding="utf-8")
    local = socket.socket(socket.AF_UNIX)
    with local, socket.create_server(("127.0.0.1", 0)) as listener:
        monkeypatch.chdir(tmp_path)
        local.bind("local")
        local.listen()
        port = str(listener.getsockname()[1])
        words = {
            "connect": port, "datagram": port, "local": str(tmp_path / "local"), "write": str(left),
            "read": str(secret), "list": str(Path.home()), "look": "", "signal": str(os.getpid()), "leave": "",
            "trace": "", "unshare": "", "lift": "",
        }  # fmt: skip
        found = reasons(harmful(tmp_path, words), Limits(seconds=20), shelf)
    look = found.pop("look")
    assert "PATH" in look
    assert "TOKEN" not in look
    assert "HOME" not in look
    refused = ("PermissionError", "not allowed", "not permitted")
    assert {word for word, reason in found.items() if not any(sign in reason for sign in refused)} <= {"lift"}
    assert "nobody's business" not in str(found)
    assert "nothing stood in the way" not in found["lift"]
    assert not left.exists()
    assert list(shelf.iterdir()) == []


@linux
@pytest.mark.usefixtures("hostile")
def test_a_reader_that_lies_on_the_pipe_or_stops_is_ended_and_named(tmp_path):
    words = {"length": "", "garbage": "", "deep": "", "close": "", "forge": "src-another"}
    found = reasons(harmful(tmp_path, words), Limits(seconds=30))
    for word in words:
        assert ("crashed" if word == "close" else "no sound answer") in found[word], word
        assert "tried again alone" in found[word]


@linux
@pytest.mark.usefixtures("hostile")
def test_a_reader_that_stops_itself_costs_two_time_limits(tmp_path):
    started = time.monotonic()
    found = reasons(harmful(tmp_path, {"stop": ""}), Limits(seconds=0.5))
    for reason in found.values():
        assert reason.startswith("it took longer than 0.5 s to read; tried again alone: it took longer than 0.5 s")
    assert 1 <= time.monotonic() - started < 12


@linux
@pytest.mark.usefixtures("hostile")
def test_what_a_reader_started_ends_with_it(tmp_path):
    mark = f"0.{os.getpid()}1990"
    reasons(harmful(tmp_path, {"children": mark}), Limits(seconds=0.5))
    time.sleep(0.1)
    assert mark not in processes()


@linux
def test_a_worker_dies_with_a_parent_that_is_killed(tmp_path, hostile):
    mark = f"0.{os.getpid()}1990"
    (tmp_path / "a").write_text(f"children {mark}", encoding="utf-8")
    program = textwrap.dedent(f"""
        import signal
        import sys
        from pathlib import Path
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs have it ignored
        sys.path.insert(0, {str(hostile)!r})
        from cenotaph.read import Item, Limits, read_sources
        from cenotaph.record import Source
        item = Item(Path(sys.argv[1]), Source(id="src-1", status="cited", path="a", media_type="application/x-harm"))
        read_sources([item], 1, Limits(), print)
        """)
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "a")]) as process:
        until = time.monotonic() + 20
        while mark not in processes() and time.monotonic() < until:
            time.sleep(0.05)
        assert mark in processes()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
    assert mark not in processes()


def processes() -> str:
    """The command lines of all processes that run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            found.append((place / "cmdline").read_bytes().decode("utf-8", "replace"))
        except OSError:
            continue
    return "\n".join(found)


def test_the_environment_of_a_worker_holds_no_secret(monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "s3cret")
    monkeypatch.setenv("TESSDATA_PREFIX", "/usr/share/tessdata")
    told = environment()
    assert "s3cret" not in told.values()
    assert told["TESSDATA_PREFIX"] == "/usr/share/tessdata"
    assert told["PYTHONHASHSEED"] == "0"


@linux
def test_a_named_pipe_is_no_file_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    given = Item(tmp_path / "pipe", Source(id="src-1", status="cited", path="pipe", media_type="text/plain"))
    found: list[Reading] = []
    read_sources([given], 1, Limits(), found.append)
    assert "it is no file" in str(found[0].reason)
    assert not found[0].is_kept
    with pytest.raises(OSError, match="no file"):
        open_regular(tmp_path)


@linux
def test_doctor_tries_each_layer():
    found = {point.what: point for point in examine()}
    assert found["files are read in processes of their own"].is_fine
    tried = {what: point for what, point in found.items() if "is kept from" in what}
    assert len(tried) == 8
    for point in tried.values():
        assert point.found.startswith("refused" if point.is_fine else "nothing prevents it")
    for what in ("taking all memory", "opening files without number", "using the processor without end"):
        assert tried[f"a reader is kept from {what}"].is_fine


def test_a_length_is_not_believed(tmp_path):
    with (tmp_path / "pipe").open("w+b") as stream:
        send(stream, b"words")
        stream.write((1 << 40).to_bytes(8, "big") + b"few")
        stream.seek(0)
        assert receive(stream, 100) == b"words"
        assert receive(stream, 1 << 50) is None
        stream.seek(0)
        with pytest.raises(ValueError, match="announced"):
            receive(stream, 4)


def lies() -> dict[str, Reading]:
    """Readings that no reader makes, by what is wrong with them."""
    source = Source(id="src-1", status="cited", path="a.txt")
    other = msgspec.structs.replace(source, id="src-2")
    text = make_text(source, "Nobody came.", [Block("paragraph", 0, 12)])
    return {
        "source": Reading("src-2", "read"),
        "row": Reading("src-1", "read", rows=(Row("row-1", other.id, "a", 1, "data"),)),
        "words": Reading("src-1", "read", text=msgspec.structs.replace(text, text="Nobody came!")),
        "owner": Reading("src-1", "read", text=msgspec.structs.replace(text, source="src-2")),
        "block": Reading("src-1", "read", text=msgspec.structs.replace(text, blocks=(Block("paragraph", 0, 99),))),
        "digest": Reading("src-1", "read", parts=(Part("a", "../../../etc/passwd", 1),)),
        "name": Reading("src-1", "read", parts=(Part("../a", "0" * 64, 1),)),
    }


@pytest.mark.parametrize("wrong", sorted(lies()))
def test_an_answer_is_looked_at_before_it_is_believed(wrong):
    source = Source(id="src-1", status="cited", path="a.txt")
    with pytest.raises(BrokenAnswerError):
        checked(Answer(lies()[wrong]), source)
    sound = Reading("src-1", "read", parts=(Part("a/b.txt", "0" * 64, 1), Part("c", problem="locked")))
    assert checked(Answer(sound), source) is sound


@linux
def test_a_worker_has_one_thread_when_it_is_shut_in():
    """A second thread, of a library for numbers, say, would stand outside the layers."""
    worker = WorkerProcess(Limits(), kinds=("text/html", "application/pdf"))
    try:
        worker.prepare()
        worker.wait_until_ready()
        assert len(list(Path(f"/proc/{worker.number}/task").iterdir())) == 1
    finally:
        worker.stop()


@linux
def test_where_the_system_forbids_the_layers_files_are_read_and_doctor_says_what_is_missing(tmp_path):
    """As in a container that refuses namespaces, on a kernel without Landlock and without filters on calls."""
    (tmp_path / "a.txt").write_bytes(b"Nobody came.")
    program = textwrap.dedent("""
        import ctypes, os, sys
        from pathlib import Path
        from cenotaph.read import linux, read_one
        from cenotaph.read import system_calls as calls
        from cenotaph.read.trials import attempts
        processor, seccomp, clone, refused = calls._PROCESSORS[os.uname().machine]
        lines = calls._filter(processor, clone, [refused["unshare"], 444, 445, 446, seccomp])
        program = calls._Program(len(lines), (calls._Instruction * len(lines))(*lines))
        linux.gain_nothing()
        linux.ask_by_number(seccomp, ctypes.c_uint(1), ctypes.c_uint(1), ctypes.byref(program))
        layers, met = attempts()
        print(layers)
        print({each.what: each.resistance for each in met})
        print(read_one(Path(sys.argv[1])).status)
        """)
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True, timeout=60
    )
    layers, met, status = done.stdout.splitlines()
    assert "network" not in layers
    assert "Landlock" not in layers
    assert "bounded memory" in layers
    assert "'the network': None" in met
    assert "'other files': None" in met
    assert "'taking all memory': 'no memory is left to it'" in met
    assert status == "read"


@linux
def test_older_kernels_are_asked_only_for_what_they_know(tmp_path):
    program = textwrap.dedent("""
        import os, sys
        from pathlib import Path
        from cenotaph.read import landlock, linux
        offered = landlock.version()
        for version in range(1, offered + 1):
            if child := os.fork():
                assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, version
                continue
            linux.gain_nothing()
            landlock.version = lambda: version
            folder = Path(sys.argv[1])
            landlock.shut_in([(folder / "shelf", landlock.REPLACE), (folder / "a.txt", landlock.READ)])
            (folder / "a.txt").read_bytes()
            draft = folder / "shelf" / "draft"
            draft.write_bytes(b"part")
            draft.write_bytes(b"again")
            draft.replace(folder / "shelf" / str(version))
            for refused in (lambda: (folder / "b.txt").read_bytes(), lambda: (folder / "c.txt").write_bytes(b"")):
                try:
                    refused()
                except PermissionError:
                    continue
                os._exit(1)
            os._exit(0)
        """)
    (tmp_path / "shelf").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"Nobody came.")
    try:
        offered = landlock.version()
    except OSError:
        pytest.skip("this kernel has no Landlock")
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=True, timeout=60)
    assert sorted(int(path.name) for path in (tmp_path / "shelf").iterdir()) == list(range(1, offered + 1))


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 255))
def test_whatever_comes_back_is_an_answer_or_refused(noise, at, byte):
    source = Source(id="src-1", status="cited", path="a.txt")
    text = make_text(source, "Nobody came.", [Block("paragraph", 0, 12)])
    packed = bytearray(msgspec.msgpack.encode(Answer(Reading("src-1", "read", text=text))))
    packed[at % len(packed)] = byte
    for message in (noise, bytes(packed)):
        worker = WorkerProcess.__new__(WorkerProcess)
        worker._answers, worker._limits = io.BytesIO(len(message).to_bytes(8, "big") + message), Limits()
        try:
            assert checked(worker.take(), source).source == "src-1"
        except BrokenAnswerError:
            continue


@pytest.mark.slow
def test_every_case_reads_the_same_when_shut_in(tmp_path):
    """A library that needs more than it is left with shows here."""
    files = sorted((Path(__file__).parents[2] / "cases" / "read").glob("*/in.*"))
    given = {item.source.id: item for item in (Item(path, described_file(path)) for path in files)}
    found: dict[str, Reading] = {}
    read_sources(list(given.values()), 1, Limits(), lambda reading: found.update({reading.source: reading}), tmp_path)
    for name, (path, source, _) in given.items():
        assert found[name] == read_path(path, source, Limits()), path
