"""Commands by which people rule: decide, undo, todo."""

from __future__ import annotations

import re
from pathlib import Path

import click

from cenotaph.cli.output import say_json, say_lines, where_named, with_json

KINDS = (
    "accept", "reject", "same", "different", "unsure", "set", "join", "headline", "restrict", "publish", "seal",
    "withdraw",
)  # fmt: skip


FIELD = re.compile(r"[a-z_]+=")
"""How a value is told from a further target: `fate=missing`. The first word is always a target."""


@click.command()
@click.argument("kind", metavar="KIND", type=click.Choice(KINDS))
@click.argument("target", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why; for the archive's own people.")
@click.option("--public-reason", default="", help="Why, in words that may be published.")
@click.option("--in", "folder", type=click.Path(path_type=Path), default=Path(), help="The archive. Default: here.")
@click.option("--as", "writer", help="Who rules. Default: CENOTAPH_WRITER, or your user name.")
def decide(
    kind: str, target: tuple[str, ...], reason: str, public_reason: str, folder: Path, writer: str | None
) -> None:
    """Rule on something and write the ruling to the ledger.

    \b
    cenotaph decide accept CLAIM-OR-FLAG --reason TEXT      it stands / it is settled
    cenotaph decide reject CLAIM --reason TEXT              it was misread
    cenotaph decide same ENTRY ENTRY --reason TEXT          one human being (or: different, unsure)
    cenotaph decide set ID FIELD=VALUE --reason TEXT        e.g. perspective=family published=1990-01-21
    cenotaph decide set CLAIM... question=ID-OR-NAME        it answers that question, or one of its own
    cenotaph decide join QUESTION KEPT --reason TEXT        both ask the same
    cenotaph decide headline FIGURE --reason TEXT           the figure (or estimate) shown first, with its source
    cenotaph decide publish|restrict|seal|withdraw ID --reason TEXT
    """
    from cenotaph.decide import PAIRS, TWO
    from cenotaph.decide import decide as write

    names = [name for number, name in enumerate(target) if number == 0 or not FIELD.match(name)]
    values = dict(name.split("=", 1) for name in target[1:] if FIELD.match(name))
    targets = ["+".join(sorted(names) if kind in PAIRS else names)] if kind in TWO else names
    done = [
        decision
        for name in targets
        for decision in write(folder, kind, name, reason, values=values, public_reason=public_reason, writer=writer)
    ]
    for decision in done:
        click.echo(f"{decision.id}: {decision.kind} {decision.target}   (cenotaph undo takes it back)")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--as", "writer", help="Whose last decision. Default: yours.")
@click.option("--reason", default="", help="Why.")
def undo(folder: Path, writer: str | None, reason: str) -> None:
    """Take back your last decision, by a further line in the ledger."""
    from cenotaph.decide import undo as take_back

    decision = take_back(folder, writer=writer, reason=reason)
    click.echo(f"{decision.id}: took back {decision.target}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--most", default=20, show_default=True, type=click.IntRange(min=1), help="How many to list.")
@with_json
def todo(folder: Path, most: int, as_json: bool, jsonl: bool) -> None:
    """List what waits for a person, what would change most first."""
    from cenotaph import archive as archives
    from cenotaph.decide import todo as list_tasks

    tasks = list_tasks(folder)
    root = archives.find(folder).root
    if as_json:
        say_json({"tasks": tasks})
    elif jsonl:
        say_lines(tasks)
    else:
        for task in tasks[:most]:
            click.echo(task.what)
            click.echo(f"    {task.why}")
            command, gap, other = task.command.partition("   (")
            option = "--in " if command.startswith("cenotaph decide") else ""
            click.echo(click.style(f"    {command}{where_named(root, option)}{gap}{other}", fg="cyan"))
        if len(tasks) > most:
            click.echo(f"and {len(tasks) - most:,} more: cenotaph todo --most {len(tasks)}")
        if not tasks:
            click.echo("Nothing waits for you.")


COMMANDS = (decide, undo, todo)
