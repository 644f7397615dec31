"""The documents speak of what is there: links lead somewhere, commands and options exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cenotaph.cli import cli

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)")
COMMAND = re.compile(r"\bcenotaph ([a-z]+)\b([^`\n]*)")
PROSE = {
    "import",
    "turns",
    "is",
    "needs",
    "reads",
    "does",
    "keeps",
    "in",
    "and",
    "as",
    "for",
    "has",
    "or",
    "the",
    "writes",
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_files_that_are_there(page):
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_options_exist(page):
    for name, rest in COMMAND.findall(page.read_text(encoding="utf-8")):
        if name in PROSE:
            continue
        assert name in cli.commands, f"cenotaph {name}"
        known = {option for parameter in cli.commands[name].params for option in parameter.opts} | {"--help", "-h"}
        before_other = rest.split("cenotaph ")[0].split("   ")[0]
        assert set(re.findall(r"(?<![\w-])--[a-z-]+", before_other)) <= known, f"cenotaph {name} {rest}"


def test_no_document_names_a_place_on_a_machine():
    for page in PAGES:
        assert not re.search(r"(?<![\w.~-])/(home|root|work|tmp|Users)/", page.read_text(encoding="utf-8")), page


def test_the_python_of_the_readme_runs_as_printed(tmp_path, monkeypatch, capsys):
    from cenotaph import archive

    archive.init(tmp_path / "my-archive", "Mine")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == "killed 12 1987-05-03 Vellmar police At least 12 people were killed\n"
