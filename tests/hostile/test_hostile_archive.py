"""Archives of bad files built whole: nothing stops the build, nothing vanishes, nothing harms who reads the record."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import make_scripts
import pytest
from hostile_set import GROUPS
from make_names import IS_WINDOWS, places

from cenotaph import show

GOOD = {
    "good.txt": "Forty people were killed in Halvor on 9 June 1988, the commission said.\n",
    "good.html": "<html><head><title>News</title></head><body><h1>In Tarn</h1><p>Fifty people were killed in Tarn on "
    "9 June 1988, the mayor said. The names are not known yet.</p></body></html>",
    "good.csv": "Name,Age,Place\nNadia Placeholder,34,Halvor\nAnna Sample,35,Halvor\nVera Testman,36,Halvor\n",
}
PRIVATE = "Ninety people were killed in Elsewhere on 3 May 1987."
LONG = ("size", "slow pattern")
"""Files that are only large or tedious are read one by one elsewhere; here claims would be looked for in each."""
MOST_MEMORY = 1536  # MB, of the largest process

_BUILD = """
import importlib, sys
sys.path.append(sys.argv[2])
from msgspec import structs
from hostile_set import LIMITS
importlib.import_module("cenotaph.read").Limits = lambda **told: structs.replace(LIMITS, **told)
from cenotaph.cli import main
sys.argv[1:] = ["build", sys.argv[1], "--jobs", "2"]
main()
"""
"""`cenotaph build` with the small limits of the hostile set: what is too much is so sooner, the rest is the same."""


class Built(NamedTuple):
    """An archive after its build."""

    folder: Path
    code: int
    printed: str
    peak: float  # MB of the largest process
    seconds: float


def built(folder: Path) -> Built:
    """Build an archive as the command does, and measure it."""
    start = time.monotonic()
    with (folder.parent / "printed.txt").open("w+b") as printed:
        command = [sys.executable, "-c", _BUILD, str(folder), str(Path(__file__).parent)]
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
        if IS_WINDOWS:
            code, peak = process.wait(timeout=300), 0.0
        else:
            _, status, used = os.wait4(process.pid, 0)
            code = process.returncode = os.waitstatus_to_exitcode(status)
            peak = used.ru_maxrss / (1024 if sys.platform == "linux" else 2**20)
        printed.seek(0)
        said = printed.read().decode("utf-8", "replace")
    return Built(folder, code, said, peak, time.monotonic() - start)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Built:
    """The hostile set with bad places and names, and three good sources."""
    root = tmp_path_factory.mktemp("hostile")
    sources = root / "archive" / "sources"
    for group, cases in GROUPS.items():
        (sources / group).mkdir(parents=True)
        for case in cases:
            if case.kind in LONG:
                continue
            (sources / group / case.name).write_bytes(case.data())
    for name, words in GOOD.items():
        (sources / name).write_text(words, encoding="utf-8")
    (root / "private.txt").write_text(PRIVATE, encoding="utf-8")
    (sources / "names").mkdir()
    places(sources / "names", root / "private.txt")
    (root / "archive" / "cenotaph.toml").write_text('title = "Bad files"\n', encoding="utf-8")
    return built(root / "archive")


@pytest.fixture(scope="module")
def scripts(tmp_path_factory) -> Built:
    """An archive with a script in every field."""
    folder = tmp_path_factory.mktemp("scripts") / "archive"
    for name, data in make_scripts.files().items():
        path = folder / "sources" / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError:
            assert IS_WINDOWS  # which takes no "<" in names
    (folder / "sources.csv").write_text(make_scripts.sources_csv(), encoding="utf-8")
    (folder / "cenotaph.toml").write_text(make_scripts.SETTINGS, encoding="utf-8")
    return built(folder)


def test_the_build_of_all_bad_files_ends_well(hostile):
    assert "Traceback" not in hostile.printed
    assert hostile.code == 0, hostile.printed[-2000:]
    assert hostile.peak < MOST_MEMORY


def test_every_file_is_a_source_that_ended_with_its_reason(hostile):
    sources = show(hostile.folder, "sources")
    named = {path for source in sources for path in (source.path, *source.paths)}
    walked = {
        (Path(parent) / name).relative_to(hostile.folder).as_posix()
        for parent, folders, files in os.walk(hostile.folder / "sources")
        for name in [*files, *(each for each in folders if (Path(parent) / each).is_symlink())]
    }
    missing = {path for path in walked - named if path.isprintable() and path.isascii()}
    assert missing == set()
    assert {source.status for source in sources} <= {"read", "in_part", "not_readable"}
    assert [source.path for source in sources if (source.reason is None) != (source.status == "read")] == []


def test_every_good_claim_and_every_line_of_the_good_list_is_there(hostile):
    claims = show(hostile.folder, "claims")
    assert [c.count.low for c in claims if c.kind == "killed" and c.where == "Halvor" and c.count] == [40]
    assert [c.count.low for c in claims if c.kind == "killed" and c.where == "Tarn" and c.count] == [50]
    (good,) = [source.id for source in show(hostile.folder, "sources") if source.path == "sources/good.csv"]
    named = [entry.name for entry in show(hostile.folder, "entries") if entry.source == good]
    assert named == ["Nadia Placeholder", "Anna Sample", "Vera Testman"]


def test_nothing_is_taken_from_or_written_to_outside(hostile):
    around = {path.name for path in hostile.folder.parent.iterdir()}
    assert around == {"archive", "private.txt", "printed.txt"}
    for path in (hostile.folder / "site", hostile.folder / "export"):
        for file in path.rglob("*"):
            if file.is_file() and file.suffix in (".html", ".json", ".csv", ".jsonl"):
                assert PRIVATE[:14].encode() not in file.read_bytes(), file
    assert not (hostile.folder / "escaped.txt").exists()
    assert not Path("escaped.txt").exists()


def test_what_is_printed_cannot_speak_to_the_terminal(hostile, scripts):
    for each in (hostile, scripts):
        assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", each.printed) == []


def test_a_second_build_does_nothing(hostile):
    again = built(hostile.folder)
    assert again.code == 0
    assert "Nothing had changed" in again.printed


class _Page(HTMLParser):
    """Collects what a page would run."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._is_script = tag == "script"
        self.runs += [f"<{tag} {name}={value!r}>" for name, value in told.items() if name.startswith("on")]
        for name in ("href", "src", "action", "formaction", "xlink:href", "data", "content", "srcset"):
            value = re.sub(r"[\x00-\x20]", "", told.get(name, "")).lower()
            if value.startswith(("javascript:", "vbscript:", "data:text", "file:")):
                self.runs.append(f"<{tag} {name}={value!r}>")
        if "javascript:" in told.get("style", "").lower() or tag in ("iframe", "object", "embed", "base"):
            self.runs.append(f"<{tag}>")

    def handle_data(self, data: str) -> None:
        if self._is_script and "alert(" in data and "\\u003c" not in data.lower():
            self.runs.append(f"<script>{data[:100]}")

    def handle_endtag(self, tag: str) -> None:
        self._is_script = self._is_script and tag != "script"


def test_no_page_runs_what_a_source_says(scripts):
    assert scripts.code == 0, scripts.printed[-2000:]
    pages = sorted((scripts.folder / "site").rglob("*.html"))
    assert len(pages) > 10
    found = {}
    for path in pages:
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        page.close()
        if page.runs:
            found[path.name] = page.runs[:3]
    assert found == {}
    assert any("&lt;script&gt;alert(" in path.read_text(encoding="utf-8") for path in pages)


def test_no_feed_no_picture_and_no_style_of_the_site_holds_a_script_of_a_source(scripts):
    for path in (scripts.folder / "site").rglob("*"):
        if path.suffix in (".xml", ".svg", ".css", ".rss", ".atom", ".ics", ".webmanifest"):
            assert "<script" not in path.read_text(encoding="utf-8").lower(), path


def test_no_cell_of_an_export_is_a_formula(scripts):
    tables = sorted((scripts.folder / "export").rglob("*.csv"))
    assert tables
    for path in tables:
        for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            for cell in line:
                bare = cell.lstrip(" \u00a0")
                assert not re.match(r"[=+@\t\r＝＋－＠|%]|-(?![\d.]+\Z)", bare), (path.name, cell)


def test_an_order_to_whoever_reads_is_kept_as_words_and_no_more(scripts):
    words = " ".join(text.text for text in show(scripts.folder, "texts"))
    assert make_scripts.ORDER in words
    heard = {claim.count.low for claim in show(scripts.folder, "claims") if claim.kind == "killed" and claim.count}
    assert heard >= {11, 12, 13, 14, 15, 16, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 32}


def test_the_archive_is_built_in_a_copy_of_another_name_with_the_same_pages(scripts, tmp_path):
    copy = tmp_path / "<i>other</i>" if not IS_WINDOWS else tmp_path / "other"
    shutil.copytree(scripts.folder, copy, ignore=shutil.ignore_patterns(".cenotaph", "site", "export"))
    again = built(copy)
    assert again.code == 0
    for path in (scripts.folder / "site").rglob("*.html"):
        other = copy / "site" / path.relative_to(scripts.folder / "site")
        assert other.read_bytes() == path.read_bytes(), path.name
