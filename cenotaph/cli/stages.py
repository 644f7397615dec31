"""One stage alone, without an archive: read, claims, match, estimate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from cenotaph.cli.explaining import say_explained
from cenotaph.cli.output import check_writable, say_json, say_lines, say_table, with_json

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))


@click.command()
@FILES
@click.option("--scan-language", "languages", multiple=True, default=("en",), help="Language of a scan; repeatable.")
@with_json
def read(files: tuple[Path, ...], languages: tuple[str, ...], as_json: bool, jsonl: bool) -> None:
    """Say what FILES contain: their text, their rows, and what is known of each."""
    from cenotaph.alone import read as read_one

    readings = [read_one(path, languages) for path in files]
    if as_json:
        from cenotaph.alone import date_of

        say_json({"readings": readings, "dates": [date_of(reading) for reading in readings]})
    elif jsonl:
        say_lines(readings)
    else:
        for path, reading in zip(files, readings, strict=True):
            _say_reading(path, reading)
    if any(reading.status == "not_readable" for reading in readings):
        sys.exit(3)


def _say_reading(path: Path, reading: Any) -> None:
    from cenotaph.media_types import in_words

    reason = f": {reading.reason}" if reading.reason else ""
    click.echo(click.style(f"{path}   {reading.status.replace('_', ' ')}{reason}", bold=True))
    for found in reading.evidence:
        click.echo(f"  {found.field}: {found.value}   (from {found.rule})")
    _say_date(reading)
    if reading.text is not None:
        click.echo(reading.text.text)
    for row in reading.rows:
        click.echo(f"{row.sheet}:{row.line}\t{row.kind}\t" + "\t".join(row.cells))
    for part in reading.parts:
        what = part.problem or f"{in_words(part.media_type)}, {part.bytes:,} bytes"
        click.echo(f"  inside: {part.name}   ({what})")
    if reading.parts:
        click.echo("  In an archive, each file inside is read as a source of its own.")


def _say_date(reading: Any) -> None:
    """When it was published, or between which days, and why."""
    from cenotaph.alone import date_of

    found = date_of(reading)
    if found is not None:
        days = f" (between {found.between})" if found.between and not found.published else ""
        click.echo(f"  dated: {found.published or 'not settled'}{days}: {found.reason}")
        for point in found.flags:
            click.echo(f"    {point.code} {point.message}")


@click.command()
@FILES
@click.option("--published", help="Date of the document (EDTF), the anchor of 'yesterday'.")
@click.option("--language", help="Language of the text (BCP 47). Default: found out.")
@click.option("--explain", "explained", is_flag=True, help="Show what was found in each sentence, by which rule.")
@with_json
def claims(  # one parameter an option
    files: tuple[Path, ...], published: str | None, language: str | None, explained: bool, as_json: bool, jsonl: bool
) -> None:
    """Say who did what to whom, when, where, how many, according to whom, in FILES."""
    from cenotaph.alone import claims_of_file, explain_file
    from cenotaph.alone import read as read_one
    from cenotaph.wording import count_in_words

    if explained:
        for path in files:
            say_explained(explain_file(path, language=language, published=published))
        return
    unread = [(path, reading) for path in files if (reading := read_one(path)).status == "not_readable"]
    found = [claim for path in files for claim in claims_of_file(path, language=language, published=published)]
    if as_json:
        say_json({"claims": found})
    elif jsonl:
        say_lines(found)
    else:
        named = ("whom", "by", "when", "where", "speaker")
        say_table(
            ("kind", "count", *named, "modality", "words"),
            (
                (c.kind, count_in_words(c.count), *(getattr(c, name) or "" for name in named), c.modality, c.span.quote)
                for c in found
            ),
            f"{len(found):,} statements",
        )
    for path, reading in unread:
        click.echo(f"{path}: not readable: {reading.reason}", err=True)
    if unread:
        sys.exit(3)


@click.command()
@click.argument("first", type=click.Path(path_type=Path, exists=True))
@click.argument("second", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--dedupe", is_flag=True, help="Look for one person on several lines of one list.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), help="Write the pairs to this file.")
@click.option("--xlsx", "xlsx_path", type=click.Path(path_type=Path), help="Write a workbook of four sheets.")
@click.option(
    "--columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help='Which column holds a field, such as "name=Victim" or "b:birth=D"; repeatable.',
)
def match(
    first: Path,
    second: Path | None,
    dedupe: bool,
    as_json: bool,
    csv_path: Path | None,
    xlsx_path: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Match two lists of people, or one with itself (--dedupe).

    How each column was read, which were not used, and the counts go to standard error. The sheets of
    the workbook: matched, unsure, only A, only B.
    """
    from cenotaph.matching import PAIR_HEADER, match_read, pair_row, read_lists, sheets

    if csv_path is not None and csv_path == xlsx_path:
        raise click.UsageError(f"{csv_path} is named for the pairs and for the workbook; name two files")
    for written in (csv_path, xlsx_path):
        if written is not None and written.exists() and any(written.samefile(one) for one in (first, second) if one):
            raise click.UsageError(f"{written} is one of the lists; write the pairs to another file")
        if written is not None:
            check_writable(written)
    lists = read_lists(first, second, dedupe=dedupe, columns=_named_columns(columns))
    result = match_read(lists)
    if as_json:
        say_json(result)
    for line in () if as_json else result.notes:
        click.echo(line, err=True)
    rows = [(p[0], p[1], "" if p[2] is None else f"{p[2]:.4f}", *p[3:]) for p in map(pair_row, result.pairs)]
    if csv_path is not None:
        import csv

        with csv_path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(PAIR_HEADER)
            writer.writerows(rows)
    if xlsx_path is not None:
        from cenotaph.workbook import save_workbook

        save_workbook(xlsx_path, sheets(lists, result))
    if not as_json and csv_path is None and xlsx_path is None:
        say_table(PAIR_HEADER, rows)


def _named_columns(columns: Sequence[str]) -> dict[str, str]:
    found = {}
    for named in columns:
        field, sign, heading = named.partition("=")
        if not (field and sign and heading):
            raise click.BadParameter(f"{named!r} is not FIELD=HEADING", param_hint="--columns")
        found[field.strip().lower()] = heading
    return found


@click.command()
@click.argument("table", type=click.Path(path_type=Path, exists=True))
@click.option("--seed", default=0, show_default=True, help="For methods that draw samples.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def estimate(table: Path, seed: int, as_json: bool) -> None:
    """Estimate how many were never listed, from a table of capture histories (or refuse)."""
    from cenotaph.estimate import estimate as estimate_table
    from cenotaph.wording import interval_in_words

    found = estimate_table(table, seed=seed)
    if as_json:
        say_json({"estimates": found})
        return
    for item in found:
        if item.refusal:
            click.echo(f"{item.method}: refused, {item.refusal} {item.reason}")
        else:
            click.echo(f"{item.method}: {item.n_obs:,} listed; {interval_in_words(item)}. {item.citation}")
        for assumption in item.assumptions:
            click.echo(f"    assumes {assumption}")


COMMANDS = (read, claims, match, estimate)
