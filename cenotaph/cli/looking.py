"""Commands that look into a built archive: show, explain."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cenotaph.cli.output import say_json, say_lines, say_table, with_json

COLUMNS: dict[str, tuple[str, ...]] = {
    "claims": ("id", "kind", "count", "whom", "when", "where", "speaker", "modality", "quote"),
    "sources": (
        "id",
        "status",
        "published",
        "published_between",
        "published_reason",
        "language",
        "publisher",
        "title",
        "path",
        "url",
    ),
    "persons": ("id", "name", "fate", "incident", "namings", "weakest_link"),
    "entries": ("id", "name", "birth", "age", "date", "place", "source"),
    "links": ("entry", "name", "person", "probability", "reason"),
    "pairs": ("id", "name_a", "name_b", "probability", "judgement", "reason"),
    "figures": ("id", "value", "modality", "counts", "speaker", "source", "published"),
    "questions": ("id", "kind", "people", "place", "period", "figures"),
    "flags": ("id", "code", "severity", "message", "in", "settled_by", "settled_reason"),
    "estimates": ("stratum", "method", "n_obs", "low", "point", "high", "reason"),
    "texts": ("id", "source", "language", "published"),
    "rows": ("source", "sheet", "line", "kind", "cells"),
    "places": ("id", "name", "names"),
    "copy_groups": ("id", "root", "reason", "sources"),
    "redirects": ("id", "person"),
    "lists": ("path", "sheet", "kind", "header", "data", "blank", "total", "note", "entries", "used", "ignored"),
    "coverage": ("incident", "aspect", "value", "sources", "voices", "statements"),
    "calibration": ("same", "different", "is_applied", "shift", "slope", "effect"),
    "held-back": ("id", "table", "reason", "access", "source", "quote"),
}
"""The columns that a reader is shown of each table: fields of its records, and what `worded` makes of them."""

WHAT = (*COLUMNS, "proposed-incidents")


@click.command()
@click.argument("what", type=click.Choice(WHAT))
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--incident", help="Id of a declared incident.")
@click.option("--kind", help="Kind of claim or question, code of a flag, status of a source.")
@click.option("--speaker", help="A part of the speaker's name.")
@click.option("--source", help="Id, key or path of a source.")
@click.option("--until", help="A date (EDTF): only what was published or happened no later.")
@with_json
def show(what: str, folder: Path, as_json: bool, jsonl: bool, **chosen: str | None) -> None:
    """Show the rows of one table of the record.

    WHAT is one of claims, sources, persons, entries, links, pairs, figures, questions, flags,
    estimates, texts, rows, places, copy_groups, redirects, lists (how each table of the sources is
    read: its kind, its header, the columns used and why), held-back, coverage (from which side, in
    which language and when sources speak of each incident), calibration (how rulings on pairs of names
    re-scale the probabilities of the others), proposed-incidents (what the statements suggest where no
    incident is declared, as lines for cenotaph.toml).

    Dates, counts, people and sources are told in words; --json and --jsonl give the values themselves.
    """
    from cenotaph.show import Filter
    from cenotaph.show import show as look

    rows = look(folder, what, Filter(**chosen))
    if as_json:
        say_json({what.replace("-", "_"): rows})
    elif jsonl:
        say_lines(rows)
    elif what == "proposed-incidents":
        _say_proposals(rows)
    else:
        from cenotaph.cli.worded import Worded

        worded = Worded(folder)
        shown = ([worded.cell(row, name) for name in COLUMNS[what]] for row in rows)
        say_table(COLUMNS[what], shown, f"{len(rows):,} rows")


def _say_proposals(rows: Any) -> None:
    from cenotaph.proposed import as_settings

    for row in rows:
        click.echo(f"# {row.statements:,} statements in {row.sources:,} sources\n{as_settings(row)}\n")
    if not rows:
        click.echo("Nothing is proposed: incidents are declared, or no three statements of harm share place and days.")


@click.command()
@click.argument("name", metavar="ID")
@click.argument("folder", type=click.Path(path_type=Path), default=Path())
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def explain(name: str, folder: Path, as_json: bool) -> None:
    """Walk an ID back to words, files and decisions; a flag's code, or a person by name, is explained too."""
    from cenotaph.explain import explain as walk

    node = walk(folder, name)
    if as_json:
        say_json(node)
    else:
        _say_node(node, 0)


def _say_node(node: Any, depth: int) -> None:
    click.echo("  " * depth + " ".join(node.says.split()))
    for part in node.because:
        _say_node(part, depth + 1)


COMMANDS = (show, explain)
