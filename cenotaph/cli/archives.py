"""Commands on an archive as a whole: init, add, build, demo, release, export, serve, doctor, diff."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from cenotaph.cli.output import say_error, say_json, where_named
from cenotaph.errors import CenotaphError

FOLDER = click.argument("folder", type=click.Path(path_type=Path), default=Path())


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="What the archive is called.")
def init(folder: Path, title: str | None) -> None:
    """Make an empty archive in FOLDER."""
    from cenotaph import archive

    archive.init(folder, title)
    click.echo(f"Made {folder}. Copy files into {folder / 'sources'}, then: cenotaph build {folder}")


@click.command()
@click.argument("given", nargs=-1, metavar="[FILE|URL]...")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=Path(), help="The archive. Default: here.")
@click.option("--from", "listed", type=click.Path(path_type=Path), help="A list of addresses, one a line; # comments.")
@click.option("--ignore-robots", is_flag=True, help="Fetch pages that a site asks programs to leave alone.")
@click.option("--any-port", is_flag=True, help="Fetch from ports other than 80, 443, 8080 and 8443.")
@click.option("--proxy", metavar="http://HOST:PORT", help="Fetch through it. Default: none, whatever the system says.")
@click.option("--max-size", type=click.IntRange(min=1), default=64, show_default=True, help="MB of one page.")
@click.option("--max-time", type=click.FloatRange(min=1), default=60, show_default=True, help="Seconds for one page.")
def add(  # one parameter an option
    given: tuple[str, ...],
    folder: Path,
    listed: Path | None,
    ignore_robots: bool,
    any_port: bool,
    proxy: str | None,
    max_size: int,
    max_time: float,
) -> None:
    """Copy files or folders into an archive's sources, byte for byte, and fetch pages by their address.

    A page is kept as a web archive (WARC) under sources/web/. Addresses of private networks are refused.
    """
    from cenotaph.adding import add as add_all
    from cenotaph.capture.web import Fetching
    from cenotaph.capture.web_exchange import Bounds

    bounds = Bounds(bytes=max_size * 2**20, seconds=max_time, proxy=proxy)
    fetching = Fetching(bounds, ignores_robots=ignore_robots, any_port=any_port)
    added = add_all(folder, given, listed=listed, fetching=fetching, tell=_say_added)
    for remark in added.remarks:
        click.echo(remark, err=True)
    if added.failed:
        sys.exit(max(error.exit_code for error in added.failed))


def _say_added(told: str | CenotaphError) -> None:
    if isinstance(told, str):
        click.echo(told)
    else:
        say_error(told)


@click.command()
@FOLDER
@click.option("--no-capture", is_flag=True, help="Append no custody lines; for read-only copies.")
@click.option("--output", type=click.Path(path_type=Path), help="Write everything derived here, not into the archive.")
@click.option("--jobs", type=click.IntRange(min=1), help="Worker processes. Default: one a processor.")
@click.option("--as", "writer", help="Who captures. Default: CENOTAPH_WRITER, or your user name.")
@click.option("--strict", is_flag=True, help="Exit with 3 when some source was not readable.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON document.")
def build(  # one parameter an option
    folder: Path,
    no_capture: bool,
    output: Path | None,
    jobs: int | None,
    writer: str | None,
    strict: bool,
    as_json: bool,
) -> None:
    """Build the record of an archive and its private preview."""
    from cenotaph.build import build as build_archive
    from cenotaph.summary import summarise

    began = time.monotonic()
    with _progress() as tell:
        built = build_archive(folder, capture=not no_capture, output=output, jobs=jobs, writer=writer, progress=tell)
    summary = summarise(built.archive)
    if as_json:
        say_json({"steps": built.steps, "captured": built.captured, "summary": summary})
    else:
        say_summary(summary, time.monotonic() - began, built.archive.root, changed=bool(built.steps))
    if strict and any(item.status == "not_readable" for item in summary.unread):
        sys.exit(3)


def say_summary(summary: Any, seconds: float, root: Path, *, changed: bool = True) -> None:
    """Write the summary of a build for a reader; its commands are those to type where one stands."""
    import shutil

    folder = where_named(root)
    width = min(shutil.get_terminal_size((110, 24)).columns, 120)
    labels = max(len(line.label) for line in summary.lines) + 2
    found = max(len(line.found) for line in summary.lines) + 2
    click.echo(click.style(summary.title, bold=True))
    for line in summary.lines:
        command = f"{line.command}{folder}" if line.command else ""
        _say_line(f"{line.label:<{labels}}{line.found:<{found}}", line.note, command, width)
    for status, said in _unread_in_groups(summary.unread):
        _say_line(f"{status.replace('_', ' '):<{max(labels, 14)}}", said, "", width)
    click.echo(f"Done in {seconds:.0f} s" if changed else f"Nothing had changed ({seconds:.1f} s)")


_GROUPS, _PATHS = 25, 10
"""How many reasons are told below a summary, and how many files with each; `cenotaph show sources` tells all."""


def _unread_in_groups(unread: Any) -> list[tuple[str, str]]:
    """Files that were not read, those with one reason together: two hundred photographs are one line."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in unread:
        groups.setdefault((item.status, item.reason), []).append(item.path)
    told = []
    for (status, reason), paths in groups.items():
        more = f" and {len(paths) - _PATHS:,} more" if len(paths) > _PATHS else ""
        told.append((status, f"{', '.join(paths[:_PATHS])}{more}: {reason}"))
    if len(told) > _GROUPS:
        rest = sum(len(paths) for paths in list(groups.values())[_GROUPS:])
        told[_GROUPS:] = [("", f"and {rest:,} more files, which cenotaph show sources names with their reasons")]
    return told


def _say_line(start: str, note: str, command: str, width: int) -> None:
    """The start, the note folded beside it, and the command behind it, or below it where it does not fit."""
    import textwrap

    indent = " " * len(start)
    folded = textwrap.wrap(note, max(width - len(start), 30), break_long_words=False, break_on_hyphens=False) or [""]
    if command and folded[-1] and len(start) + len(folded[-1]) + 3 + len(command) > width:
        folded.append("")
    for number, part in enumerate(folded):
        gap = "   " if part else ""
        tail = gap + click.style(command, fg="cyan") if command and number == len(folded) - 1 else ""
        click.echo(((start if number == 0 else indent) + part + tail).rstrip())


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None] | None]:
    """A progress display on stderr, or nothing when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as display:
        tasks: dict[str, Any] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = display.add_task(stage, total=total)
            display.update(tasks[stage], completed=done, total=total)

        yield tell


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
def demo(folder: Path) -> None:
    """Build the two examples in FOLDER from their raw files."""
    from cenotaph.build import build as build_archive
    from cenotaph.demo import copy_examples
    from cenotaph.summary import summarise

    sites = []
    for example in copy_examples(folder):
        began = time.monotonic()
        with _progress() as tell:
            built = build_archive(example, progress=tell, writer="demo")
        say_summary(summarise(built.archive), time.monotonic() - began, built.archive.root, changed=bool(built.steps))
        sites.append(built.archive.site / "index.html")
        click.echo()
    click.echo("Open in a browser:")
    for site in sites:
        click.echo(f"  {site.resolve().as_uri()}")


@click.command()
@FOLDER
@click.option("--number", type=click.IntRange(min=1), help="Edition number. Default: the next.")
@click.option("--note", default="", help="What this edition changes, for its readers.")
@click.option("--as", "writer", help="Who releases.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def release(folder: Path, number: int | None, note: str, writer: str | None, yes: bool) -> None:
    """Fix an edition by a signed decision and write its public site to public/."""
    from cenotaph.public import release as release_archive
    from cenotaph.release import KEY_FILE, settings_folder

    if not yes:
        question = "Everything ruled public will be written to public/. Release?"
        if not click.confirm(question, err=True):
            click.echo("Nothing was released.", err=True)
            return
    decision, public = release_archive(folder, number=number, note=note, writer=writer)
    click.echo(f"Edition {decision.payload['number']} is fixed by {decision.id}. Publish the folder {public}")
    click.echo(f"Signed with the key in {settings_folder() / KEY_FILE}; keep a copy of it.")


@click.command()
@click.argument("format_name", metavar="FORMAT")
@FOLDER
@click.option("--to", type=click.Path(path_type=Path), help="Folder to write. Default: the archive's export/.")
@click.option("--public", is_flag=True, help="Only what is public; otherwise all that the private preview shows.")
def export(format_name: str, folder: Path, to: Path | None, public: bool) -> None:
    """Write the open data of an archive as FORMAT (csv, json, parquet, datapackage, anniversaries)."""
    from cenotaph.public import export as export_archive

    for path in export_archive(folder, format_name, to, public=public):
        click.echo(path)


@click.command()
@FOLDER
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
def serve(folder: Path, port: int) -> None:
    """Show the preview at an address of this machine only."""
    from cenotaph.serving import server

    with server(folder, port) as running:
        click.echo(f"http://127.0.0.1:{running.server_port}/  (this machine only; stop with Ctrl-C)")
        running.serve_forever()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def doctor(as_json: bool) -> None:
    """Say what works on this machine and what does not."""
    from cenotaph.doctor import examine

    found = examine()
    if as_json:
        say_json(found)
        return
    for point in found:
        click.echo(f"{'ok  ' if point.is_fine else 'no  '}{point.what}: {point.found}")
    if not all(point.is_fine or point.is_optional for point in found):
        sys.exit(4)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def diff(old: Path, new: Path, as_json: bool) -> None:
    """Say what differs between two built archives."""
    from cenotaph.diff import diff as compare

    found = compare(old, new)
    if as_json:
        say_json({"differences": found})
        return
    if not found:
        click.echo("No difference.")
    for table in found:
        click.echo(f"{table.table}: {len(table.added)} new, {len(table.removed)} gone, {len(table.changed)} changed")
        for sign, ids in (("+", table.added), ("-", table.removed), ("~", table.changed)):
            for name in ids:
                click.echo(f"  {sign} {name}")


COMMANDS = (init, add, build, demo, release, export, serve, doctor, diff)
