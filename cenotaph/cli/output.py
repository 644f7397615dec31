"""How results are written: a document (`--json`), a stream (`--jsonl`), or lines for a reader."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from cenotaph.errors import CenotaphError

SHORTEST = 24
"""Characters up to which a word is never broken: an id is there to be copied."""

CallableT = TypeVar("CallableT", bound=Callable[..., Any])


def with_json(command: CallableT) -> CallableT:
    """Add `--json` and `--jsonl` to a command that gives records."""
    stream = click.option("--jsonl", is_flag=True, help="One JSON value a line.")
    document = click.option("--json", "as_json", is_flag=True, help="One JSON document.")
    return document(stream(command))


def say_json(value: Any) -> None:
    """Write one JSON document."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value)).decode())


def check_writable(path: Path) -> None:
    """Say before long work that its result cannot be written.

    Raises:
        StorageError: there is no such folder, the path is a folder, or this account may not write there.
    """
    from cenotaph.errors import StorageError

    if path.is_dir():
        why = "it is a folder"
    elif not path.parent.is_dir():
        why = f"there is no folder {path.parent}"
    elif not os.access(path if path.exists() else path.parent, os.W_OK):
        why = "this account may not write there"
    else:
        return
    raise StorageError(f"{path} cannot be written", why, "name another file")


def say_lines(rows: Iterable[Any]) -> None:
    """Write one JSON value a line."""
    import msgspec

    for row in rows:
        click.echo(msgspec.json.encode(row).decode())


def say_table(header: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> None:
    """Write a table for a reader: as wide as the terminal, or one tab-separated line a row when piped."""
    listed = [[_one_line(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in [list(header), *listed]:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, header_style="bold", pad_edge=False)
    for at, name in enumerate(header):
        is_short = all(len(row[at]) <= SHORTEST and " " not in row[at] for row in listed)
        shown.add_column(name, overflow="fold", no_wrap=is_short)
    for row in listed:
        shown.add_row(*(_plain(cell) for cell in row))
    console = Console()
    console.print(shown)
    if note:
        console.print(note, style="dim")


def say_error(error: CenotaphError) -> None:
    """Write what went wrong, why, and what to do next, for a reader."""
    click.echo(f"cenotaph: {error.what}", err=True)
    for part in (error.why, error.next_step):
        if part:
            click.echo(f"  {part}", err=True)


def _plain(cell: str) -> Any:
    """Text as it is: a square bracket in a source is no markup of ours."""
    from rich.text import Text

    return Text(cell)


def _one_line(cell: str) -> str:
    return " ".join(str(cell).split())


def where_named(root: Path, option: str = "") -> str:
    """What a command needs behind it to mean the archive `root` from the folder one stands in; empty inside it."""
    import shlex

    here = Path.cwd()
    if here == root or root in here.parents:
        return ""
    shown = root.relative_to(here) if root.is_relative_to(here) else root
    return f" {option}{shlex.quote(str(shown))}"
