"""The pages of docs/reference, generated from what the code declares: commands, records, flags, vocabulary.

`make docs` writes them; a test fails when a page no longer says what the code does.
"""

from __future__ import annotations

import inspect
import sys
import typing
from pathlib import Path

import click
from msgspec import Struct

from cenotaph import flags, record, settings
from cenotaph.cli import cli


def pages() -> dict[str, str]:
    """Every generated page by its file name."""
    return {
        "commands.md": commands(),
        "records.md": records(),
        "settings.md": settings_page(),
        "flags.md": flags.reference(),
    }


def write(folder: Path) -> None:
    """Write the pages into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def commands() -> str:
    """The help of every command."""
    parts = ["# Commands", "", "Generated from the command line itself by `make docs`.", ""]
    whole = click.Context(cli, info_name="cenotaph", terminal_width=100, **cli.context_settings)
    for name, command in sorted(cli.commands.items()):
        with click.Context(command, parent=whole, info_name=name) as context:
            parts += [f"## cenotaph {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(parts)


def records() -> str:
    """Every table of the record: its fields, their types and meaning, from `record.py`."""
    parts = [
        "# Records",
        "",
        (
            "Generated from `cenotaph/record.py` by `make docs`. A table's row is one record; JSON output has the same "
            "field names; in Parquet and CSV a nested `span` becomes `span_quote`, `span_start` and so on."
        ),
        "",
    ]
    tables = {kind: name for name, kind in record.TABLES.items()}
    for name, kind in vars(record).items():
        if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct:
            title = f"## {name}" + (f" (table `{tables[kind]}`)" if kind in tables else "")
            parts += [title, "", inspect.cleandoc(kind.__doc__ or ""), "", *_fields(kind)]
    return "\n".join(parts)


def settings_page() -> str:
    """What cenotaph.toml may say."""
    parts = [
        "# Settings",
        "",
        (
            "Generated from the code by `make docs`. `cenotaph.toml` holds the settings of an archive; a wrong file is "
            "told with every error at once, each with its line."
        ),
        "",
    ]
    for title, kind in (
        ("At the top", settings.Settings),
        ("`[[incidents]]`", record.Incident),
        ("`[[places]]`", record.DeclaredPlace),
        ("`[[parties]]`", record.Party),
        ("`[[sheets]]`", record.Sheet),
    ):
        parts += [f"## {title}", "", inspect.cleandoc(kind.__doc__ or ""), "", *_fields(kind)]
    return "\n".join(parts)


def _fields(kind: type[Struct]) -> list[str]:
    remarks = _remarks(kind)
    rows = [
        f"| `{name}` | {_type(hint)} | {remarks.get(name, '')} |" for name, hint in typing.get_type_hints(kind).items()
    ]
    return ["| field | type | meaning |", "|---|---|---|", *rows, ""]


def _type(hint: object) -> str:
    if isinstance(hint, type) and not typing.get_args(hint):
        return hint.__name__
    if typing.get_origin(hint) is typing.Literal:
        return ", ".join(str(value) for value in typing.get_args(hint))
    arguments = [argument for argument in typing.get_args(hint) if argument is not Ellipsis]
    if typing.get_origin(hint) is tuple:
        return f"list of {_type(arguments[0])}"
    if typing.get_origin(hint) is dict:
        return f"{_type(arguments[0])} to {_type(arguments[1])}"
    stated = [argument for argument in arguments if argument is not type(None)]
    return _type(stated[0]) + (" or null" if len(stated) < len(arguments) else "")


def _remarks(kind: type[Struct]) -> dict[str, str]:
    """The comment behind each field of a class: the one place where its meaning stands."""
    lines = inspect.getsource(kind).splitlines()
    found = {}
    for line in lines:
        field, colon, rest = line.strip().partition(": ")
        if colon and field.isidentifier():
            found[field] = rest.partition("  # ")[2].replace("|", "\\|")
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]))
