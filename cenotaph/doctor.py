"""What works on this machine and what does not."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import shutil
import sys
import tempfile
from pathlib import Path

from msgspec import Struct

from cenotaph import ledger
from cenotaph.errors import CenotaphError

NEEDED = (
    "babel", "brotli", "cryptography", "duckdb", "icalendar", "jinja2", "lxml", "msgspec", "nh3", "numpy", "PIL",
    "protego", "pyarrow", "pypdf", "pypdfium2", "python_calamine", "rapidfuzz", "scipy", "splink", "trafilatura",
    "warcio",
)  # fmt: skip


_PACKAGE = {"PIL": "pillow"}
"""Packages that are imported under another name than they are installed under."""


class Point(Struct, frozen=True):
    """One thing looked at."""

    what: str
    is_fine: bool
    found: str
    is_optional: bool = False


def examine() -> tuple[Point, ...]:
    """Look at Python, the libraries, what holds readers in, text recognition, locks, the disk, a browser for tests."""
    return (_python(), *(_library(name) for name in NEEDED), *_readers(), _recognition(), _lock(), _space(), _browser())


def _python() -> Point:
    return Point("Python 3.11 or later", sys.version_info >= (3, 11), sys.version.split()[0])


def _library(name: str) -> Point:
    try:
        importlib.import_module(name)
        return Point(name, True, importlib.metadata.version(_PACKAGE.get(name, name.replace("_", "-"))))
    except (ImportError, OSError) as error:
        return Point(name, False, f"{error}; install cenotaph again")


def _readers() -> tuple[Point, ...]:
    """What a reader of files cannot do on this machine: each thing is tried in a worker that is thrown away."""
    from cenotaph.read.trials import attempts

    try:
        layers, met = attempts()
    except CenotaphError as error:
        return (Point("files are read in processes of their own", False, str(error)),)
    points = [Point("files are read in processes of their own", True, "; ".join(layers) or "with a limit on time only")]
    for attempt in met:
        found = f"refused ({attempt.resistance})" if attempt.resistance else f"nothing prevents it: {attempt.danger}"
        points.append(Point(f"a reader is kept from {attempt.what}", attempt.resistance is not None, found, True))
    return tuple(points)


def _recognition() -> Point:
    from cenotaph.read.recognition import program

    found = program()
    if found is None:
        return Point("text recognition for scans", False, "none; install the program tesseract to have it", True)
    packs = ", ".join(name for name in found.packs if name != "osd")
    return Point("text recognition for scans", True, f"tesseract {found.version} ({packs})", True)


def _lock() -> Point:
    """A ledger line can be appended, locked and read back."""
    with tempfile.TemporaryDirectory() as folder:
        written = ledger.append(Path(folder), "doctor", "accept", reason="a trial line", time="2000-01-01T00:00:00Z")
        read = ledger.read_ledger(Path(folder)).decisions
    return Point(
        "ledger: lock, append, flush, read back", tuple(read) == (written,), "works" if read else "lost a line"
    )


def _space() -> Point:
    free = shutil.disk_usage(Path.cwd()).free
    return Point("free disk space here", free > 2**30, f"{free / 2**30:.0f} GiB; {os.cpu_count()} processors")


def _browser() -> Point:
    found = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
    return Point("a browser for the project's own tests", found is not None, found or "none; they are skipped", True)
