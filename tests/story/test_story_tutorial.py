"""The first steps of the documentation, run as they are printed."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

from cenotaph import cli, show

PAGE = Path(__file__).parents[2] / "docs" / "start" / "first-archive.md"
LETTER = "Twelve people were killed in Vellmar on 3 May 1987, the town clerk of Vellmar said.\n"


def _commands():
    blocks = re.findall(r"^```\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("cenotaph ")]
    return [line.split("      ")[0].strip() for line in lines]


def _exit_code():
    try:
        cli.main()
    except SystemExit as done:
        return done.code or 0
    return 0


def test_every_command_of_the_first_steps_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "keys"))
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    commands = _commands()
    assert len(commands) >= 9
    for command in commands:
        words = shlex.split(command)
        if "CLAIM-ID" in words:
            words[words.index("CLAIM-ID")] = show("my-archive", "claims")[0].id
        monkeypatch.setattr(sys, "argv", words)
        assert _exit_code() == 0, (command, capsys.readouterr().err)
    assert (tmp_path / "my-archive" / "public" / "index.html").is_file()
