"""Files and pages come into an archive whole or not at all, and replace nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cenotaph import archive as archives
from cenotaph.adding import Added, add, add_pages
from cenotaph.archive import Archive
from cenotaph.capture.web import Capture
from cenotaph.capture.web_address import ArchivedCopy, parse
from cenotaph.capture.web_exchange import Exchange
from cenotaph.cli import cli
from cenotaph.errors import FetchError, NotFoundError, StorageError, UsageError


@pytest.fixture
def mine(tmp_path) -> Archive:
    return archives.init(tmp_path / "mine", "Nowhere")


class Pages:
    """Stands for the web: gives a page for every address but those that begin with "gone"."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, given: str) -> Capture:
        address = parse(given)
        self.asked.append(given)
        if address.host.startswith("gone"):
            raise FetchError(f"{given} could not be fetched", "404", "look elsewhere")
        head = b"HTTP/1.1 200 OK\r\n\r\n"
        time = "2026-01-20T08:00:00.000001Z"
        page = Exchange(address, time, "93.184.215.14", b"GET / HTTP/1.1\r\n\r\n", head + b"words", 200, "OK", ())
        return Capture(given, (page,), "none")


def left_behind(archive: Archive) -> list[str]:
    return sorted(
        path.relative_to(archive.root).as_posix()
        for path in (*archive.sources.rglob("*"), *archive.derived.rglob("*"))
        if path.is_file()
    )


def test_each_page_gets_a_file_of_its_own_and_none_is_replaced(mine):
    addresses = [
        ("https://nowhere.example/a", ""),
        ("https://nowhere.example/b", ""),
        ("https://nowhere.example/a", "again"),
    ]
    first = add_pages(mine, addresses, Pages(), lambda _: None)
    second = add_pages(mine, addresses[:1], Pages(), lambda _: None)
    assert first.paths == (
        "sources/web/nowhere.example_a_20260120T080000Z.warc",
        "sources/web/nowhere.example_b_20260120T080000Z.warc",
    )
    assert second.paths == ("sources/web/nowhere.example_a_20260120T080000Z-2.warc",)
    assert left_behind(mine) == sorted(first.paths + second.paths)
    assert (mine.root / first.paths[0]).read_bytes().startswith(b"WARC/1.1\r\nWARC-Type: warcinfo\r\n")


def test_one_page_that_fails_stops_no_other(mine):
    told: list[object] = []
    wanted = [
        ("https://gone.example/", ""),
        ("ftp://nowhere.example/", "list.txt, line 2"),
        ("https://nowhere.example/", ""),
    ]
    added = add_pages(mine, wanted, Pages(), told.append)
    assert [error.exit_code for error in added.failed] == [4, 2]
    assert added.failed[1].what.startswith("list.txt, line 2: ftp://nowhere.example/")
    assert told == [*added.failed, *added.paths]
    assert left_behind(mine) == list(added.paths)


def test_a_disk_that_refuses_leaves_nothing_half_written(mine, monkeypatch):
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "move", refuse)
    added = add_pages(mine, [("https://nowhere.example/", "")], Pages(), lambda _: None)
    assert isinstance(added.failed[0], StorageError)
    (mine.root / "letter.txt").write_text("words", encoding="utf-8")
    with pytest.raises(StorageError, match="No space left"):
        add(mine.root, [mine.root / "letter.txt"])
    assert left_behind(mine) == []


def test_files_and_folders_are_copied_and_other_bytes_never_replaced(mine, tmp_path):
    (tmp_path / "box" / "inner").mkdir(parents=True)
    (tmp_path / "box" / "inner" / "a.txt").write_bytes(b"a")
    assert add(mine.root, [tmp_path / "box"]) == Added(("sources/box/inner/a.txt",))
    assert add(mine.root, [tmp_path / "box"]) == Added()
    (tmp_path / "box" / "inner" / "a.txt").write_bytes(b"b")
    with pytest.raises(UsageError, match="never replaced"):
        add(mine.root, [tmp_path / "box"])
    assert (mine.sources / "box/inner/a.txt").read_bytes() == b"a"
    with pytest.raises(NotFoundError, match="https:// in front"):
        add(mine.root, [Path("www.nowhere.example/page")])


def run(*words: str) -> tuple[int, str, str]:
    from cenotaph.errors import CenotaphError

    try:
        done = CliRunner().invoke(cli, ("add", *words), standalone_mode=False, catch_exceptions=False)
    except CenotaphError as error:
        return error.exit_code, "", str(error)
    except click.ClickException as misuse:
        return 2, "", misuse.message
    return done.exit_code, done.stdout, done.stderr


def test_the_command_reads_a_list_names_its_bad_lines_and_goes_on(mine, tmp_path):
    listed = tmp_path / "addresses.txt"
    listed.write_bytes(
        b"\xef\xbb\xbf# pages\r\n\r\nhttp://127.0.0.1/\r\nnot an address\r\nhttp://u:secret@x.example/\r\n"
    )
    code, out, err = run("--from", str(listed), "--to", str(mine.root))
    assert (code, out) == (4, "")
    assert f"{listed}, line 3: 127.0.0.1 is not asked" in err
    assert f"{listed}, line 4: not an address" in err
    assert f"{listed}, line 5: " in err
    assert "secret" not in err
    assert left_behind(mine) == []


@pytest.mark.parametrize(
    "address", ["http://localhost:80/", "http://0x7f.1/", "http://169.254.169.254/", "http://[::1]/"]
)
def test_no_option_of_the_command_leads_to_this_computer(mine, address):
    options = [name for parameter in cli.commands["add"].params for name in parameter.opts if name.startswith("--")]
    assert set(options) == {"--to", "--from", "--ignore-robots", "--any-port", "--proxy", "--max-size", "--max-time"}
    code, _, err = run(address, "--ignore-robots", "--any-port", "--to", str(mine.root))
    assert code == 4
    assert "is not asked" in err


def test_misuse_is_told(mine, tmp_path):
    assert run("--to", str(mine.root))[0] == 2
    assert run("ftp://nowhere.example/", "--to", str(mine.root))[0] == 2
    assert run("https://nowhere.example/", "--proxy", "socks5://x:1", "--to", str(mine.root))[0] == 2
    assert run("--from", str(tmp_path / "absent"), "--to", str(mine.root))[0] == 2
    (tmp_path / "utf16").write_text("https://nowhere.example/", encoding="utf-16")
    assert "UTF-8" in run("--from", str(tmp_path / "utf16"), "--to", str(mine.root))[2]


def test_a_copy_in_a_web_archive_is_read_as_the_page_it_is_a_copy_of(tmp_path):
    """What is written here and what the reader of web archives takes from it are one agreement."""
    from cenotaph.capture.web_warc import to_warc
    from cenotaph.read import Limits
    from cenotaph.read.shelf import Shelf
    from cenotaph.read.warc import unpack
    from cenotaph.record import Source

    body = b"<!doctype html><title>A night</title><p>Nobody was hurt in Ozmara.</p>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    given = "https://web.archive.org/web/20200102030405id_/http://nowhere.example/a"
    time = "2026-01-20T08:00:00.000001Z"
    request = b"GET " + given[23:].encode() + b" HTTP/1.1\r\nHost: web.archive.org\r\n\r\n"
    page = Exchange(parse(given), time, "93.184.215.14", request, head + body, 200, "OK", ())
    copy = ArchivedCopy("web.archive.org", "http://nowhere.example/a", "2020-01-02T03:04:05Z")
    for known, url in ((copy, "http://nowhere.example/a"), (None, given)):
        (tmp_path / "a.warc").write_bytes(to_warc(Capture(given, (page,), "none", known), "a.warc"))
        with (tmp_path / "a.warc").open("rb") as file:
            found = unpack(
                file, Source("src-1", "not_readable", path="sources/a.warc"), Limits(), Shelf(None, Limits())
            )
        (part,) = found.parts
        assert (found.status, part.url, part.media_type, part.bytes) == ("read", url, "text/html", len(body))
        told = {(each.field, each.value) for each in part.evidence}
        assert (("archived_at", "2020-01-02T03:04:05Z") in told) == (known is not None)
        assert ("url", given) in told
