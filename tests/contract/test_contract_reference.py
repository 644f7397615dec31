"""The generated pages of the reference say what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from cenotaph import reference
from cenotaph.cli import cli

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["commands.md", "records.md", "settings.md", "flags.md"])
def test_a_generated_page_is_current(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == reference.pages()[name], "run: make docs"


def test_every_option_of_every_command_has_a_help_text():
    for name, command in cli.commands.items():
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), f"{name} {parameter.opts}"


def test_every_field_of_a_record_has_its_row():
    page = reference.pages()["records.md"]
    for field in ("supersedes", "part_of", "weakest_link", "is_waiting", "text_sha256"):
        assert f"| `{field}` |" in page
