"""What stands below a build: files that were not read, told so that a reader sees what to do and is not buried."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from cenotaph.cli.archives import say_summary
from cenotaph.summary import Line, Summary, Unread


def printed(unread: list[Unread]) -> str:
    summary = Summary("Ozmara", (Line("Held", "9 files"),), tuple(unread))
    runner = CliRunner()
    with runner.isolation() as (out, *_):
        say_summary(summary, 1.0, Path.cwd())
        return out.getvalue().decode()


def photographs(count: int) -> list[Unread]:
    return [Unread(f"sources/{n:03}.jpg", "not_readable", "a picture without text; type it") for n in range(count)]


def test_one_file_is_told_with_its_reason():
    told = printed(photographs(1))
    assert "not readable" in told
    assert "sources/000.jpg: a picture without text; type it" in told


def test_many_files_with_one_reason_are_one_line():
    told = printed([*photographs(200), Unread("sources/a.pdf", "in_part", "a page is damaged")])
    assert told.count("a picture without text") == 1
    assert "sources/009.jpg and 190 more" in " ".join(told.split())
    assert "sources/010.jpg" not in told
    assert "sources/a.pdf: a page is damaged" in told


def test_many_reasons_end_in_the_command_that_shows_all():
    told = printed([Unread(f"sources/{n}", "in_part", f"reason {n}") for n in range(40)])
    assert "reason 24" in told
    assert "reason 25" not in told
    assert "and 15 more files" in told
    assert "cenotaph show sources" in told
