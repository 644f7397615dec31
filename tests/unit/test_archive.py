"""The folder: settings with all errors at once, an archive found from inside, a new one made."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph import archive
from cenotaph.errors import ArchiveError, SettingsError, StorageError
from cenotaph.record import Incident, Sheet
from cenotaph.toml_lines import line_numbers

CASES = sorted((Path(__file__).parents[1] / "cases" / "archive").iterdir(), key=lambda path: path.name)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_bad_settings_are_named_all_at_once_with_line_and_nearest_name(case):
    with pytest.raises(SettingsError) as caught:
        archive.load(case)
    said = str(caught.value).replace(str(case), "ARCHIVE").replace("\\", "/")
    expected = (case / "expected.txt").read_text(encoding="utf-8").strip().replace("\\", "/")
    if case.name.startswith(("syntax", "nested")):  # the rest is the Python version's own wording
        said, expected = said.split(",")[0].split(" ", 3)[:3], expected.split(",")[0].split(" ", 3)[:3]
    assert said == expected


def write(folder: Path, text: str) -> Path:
    (folder / "cenotaph.toml").write_text(text, encoding="utf-8")
    return folder


FULL = """\ufefftitle = "Nowhere archive"
languages = ["en", "az-Cyrl"]
description = '''
A line # that is no comment.
'''
notice = "Everything is invented."
contact = "Post box 1, Nowhere"
default_access = "public"

[[incidents]]
id = "market"
title = "The market"
start = 1990-01-19
end = "1990-01-20"
places = ["Nowhere", "Old Town"]
also = ["the night"]
anniversary = "XXXX-01-20"

[[sheets]]
path = "sources/lists/a.csv"
type = "list"
sheet = "Sheet 1"
columns = { name = "Full name" }
unique = true
fate = "killed"
incident = "market"

[list_systems]
memorial = ["sources/lists/a.csv"]
"""


def test_load_reads_every_setting(tmp_path):
    found = archive.load(write(tmp_path, FULL)).settings
    assert found.title == "Nowhere archive"
    assert found.languages == ("en", "az-Cyrl")
    assert found.description == "A line # that is no comment.\n"
    assert found.default_access == "public"
    assert found.incidents == (
        Incident(
            "market", "The market", "1990-01-19", "1990-01-20", ("Nowhere", "Old Town"), ("the night",), "XXXX-01-20"
        ),
    )
    assert found.sheets == (
        Sheet(
            "sources/lists/a.csv", "list", "Sheet 1", {"name": "Full name"}, incident="market", unique=True,
            fate="killed",
        ),
    )  # fmt: skip
    assert found.list_systems == {"memorial": ("sources/lists/a.csv",)}


def test_a_setting_that_points_at_nothing_is_a_flag_and_stops_nothing(tmp_path):
    found = archive.load(write(tmp_path, FULL))
    assert [(flag.code, flag.severity) for flag in found.flags] == [("F060", "warning"), ("F060", "warning")]
    assert "sources/lists/a.csv is not in the archive" in found.flags[0].message
    (tmp_path / "sources" / "lists").mkdir(parents=True)
    (tmp_path / "sources" / "lists" / "a.csv").write_text("x", encoding="utf-8")
    assert archive.load(tmp_path).flags == ()


def test_windows_line_ends_are_no_error(tmp_path):
    (tmp_path / "cenotaph.toml").write_bytes(FULL.replace("\n", "\r\n").encode())
    assert archive.load(tmp_path).settings.title == "Nowhere archive"


def test_find_climbs_from_a_folder_inside(tmp_path):
    archive.init(tmp_path / "a", "Nowhere")
    deep = tmp_path / "a" / "sources" / "letters"
    deep.mkdir()
    assert archive.find(deep).root == (tmp_path / "a").resolve()
    assert archive.find(tmp_path / "a" / "cenotaph.toml").root == (tmp_path / "a").resolve()


def test_find_and_load_say_where_there_is_no_archive(tmp_path):
    with pytest.raises(ArchiveError, match="is no archive"):
        archive.find(tmp_path)
    with pytest.raises(ArchiveError, match="does not exist"):
        archive.find(tmp_path / "gone")
    with pytest.raises(ArchiveError, match=r"has no cenotaph\.toml"):
        archive.load(tmp_path)
    with pytest.raises(ArchiveError, match="does not exist"):
        archive.load(tmp_path / "gone")
    (tmp_path / "cenotaph.toml").mkdir()
    with pytest.raises(StorageError):
        archive.load(tmp_path)


def test_init_makes_an_archive_that_loads_and_keeps_git_off_the_bytes(tmp_path):
    made = archive.init(tmp_path / "new" / "archive", 'The "Nowhere" papers')
    assert made.settings.title == 'The "Nowhere" papers'
    assert made.settings.default_access == "restricted"
    assert made.flags == ()
    names = sorted(path.name for path in made.root.iterdir())
    assert names == [".gitattributes", ".gitignore", "README.md", "cenotaph.toml", "sources"]
    attributes = (made.root / ".gitattributes").read_text(encoding="utf-8")
    assert "sources/** -text" in attributes
    assert "decisions/** -text" in attributes
    ignored = (made.root / ".gitignore").read_text(encoding="utf-8").split()
    assert {".cenotaph/", "site/", "export/", ".keys/"} <= set(ignored)
    assert 'The "Nowhere" papers' in (made.root / "README.md").read_text(encoding="utf-8")


def test_every_commented_setting_of_a_new_archive_is_valid_when_uncommented(tmp_path):
    made = archive.init(tmp_path / "a")
    lines = (made.root / "cenotaph.toml").read_text(encoding="utf-8").splitlines()
    is_setting = [line.startswith("# ") and ("=" in line or line.startswith("# [")) for line in lines]
    bare = "\n".join(line[2:] if use else line for line, use in zip(lines, is_setting, strict=True))
    write(made.root, bare)
    found = archive.load(made.root).settings
    assert found.incidents
    assert found.sheets
    assert found.list_systems
    assert made.settings.title == "a"


def test_init_keeps_what_is_there_and_refuses_an_archive(tmp_path):
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*.bak\nsite/", encoding="utf-8")
    archive.init(tmp_path)
    ignored = (tmp_path / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored[:2] == ["*.bak", "site/"]
    assert ignored.count("site/") == 1
    assert ".keys/" in ignored
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"
    before = (tmp_path / "cenotaph.toml").read_bytes()
    with pytest.raises(ArchiveError, match="an archive already"):
        archive.init(tmp_path)
    assert (tmp_path / "cenotaph.toml").read_bytes() == before
    with pytest.raises(ArchiveError, match="is a file"):
        archive.init(tmp_path / "README.md")
    with pytest.raises(StorageError):
        archive.init(tmp_path / "README.md" / "inside")


@settings(deadline=None, max_examples=50)
@given(title=st.text(max_size=40))
def test_init_takes_any_title(tmp_path_factory, title):
    try:
        title.encode()
    except UnicodeEncodeError:
        return
    made = archive.init(tmp_path_factory.mktemp("any") / "a", title)
    assert made.settings.title.split() == (made.settings.title or "").split()
    assert made.settings.title.strip()


def test_line_numbers_of_every_form_of_value():
    text = (
        'a = 1\n"b c" . d = """\n[x]\n"""\ne = [ # one\n  1,\n  { f = 2, g = [3,\n 4] },\n]\n'
        "[t]\nh = '''\nu'''\n[[l]]\ni = 1979-05-27 07:32:00\n[[l]]\n[l.m]\nn = -1.5e3\n[[l.o]]\np = true\n"
    )
    assert tomllib.loads(text)
    lines = line_numbers(text)
    expected = {
        ("a",): 1, ("b c", "d"): 2, ("e",): 5, ("e", 0): 6, ("e", 1): 7, ("e", 1, "f"): 7, ("e", 1, "g", 1): 8,
        ("t",): 10, ("t", "h"): 11, ("l", 0): 13, ("l", 0, "i"): 14, ("l", 1): 15, ("l", 1, "m"): 16,
        ("l", 1, "m", "n"): 17, ("l", 1, "o", 0): 18, ("l", 1, "o", 0, "p"): 19,
    }  # fmt: skip
    assert {place: lines[place] for place in expected} == expected


VALUES = st.recursive(
    st.sampled_from(['"x"', "'y # z'", "1", "true", '"""\nq"""', "1990-01-20", "2.5"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[" + ",\n".join(items) + "]"),
    max_leaves=5,
)


@settings(deadline=None, max_examples=100)
@given(values=st.lists(VALUES, min_size=1, max_size=6))
def test_each_key_is_found_on_its_line_whatever_stands_before(values):
    text = ""
    expected = {}
    for number, value in enumerate(values):
        expected[f"key{number}",] = text.count("\n") + 1
        text += f"key{number} = {value} # note\n"
    tomllib.loads(text)
    lines = line_numbers(text)
    assert {place: line for place, line in lines.items() if len(place) == 1} == expected
