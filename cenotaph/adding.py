"""Bring files and pages into an archive's sources: files byte for byte, pages as web archives (WARC)."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from cenotaph import archive as archives
from cenotaph.archive import Archive
from cenotaph.errors import CenotaphError, NotFoundError, StorageError, UsageError

if TYPE_CHECKING:
    from cenotaph.capture.web import Capture, Fetcher, Fetching

WEB = "web"
"""The folder of sources/ in which pages are put."""


class Added(Struct, frozen=True):
    """What came of adding."""

    paths: tuple[str, ...] = ()  # relative to the archive, in the order they were added
    failed: tuple[CenotaphError, ...] = ()  # pages that could not be had; the others were added all the same
    remarks: tuple[str, ...] = ()  # what did not go as it should with pages that were added, each with its path


def add(
    folder: str | Path,
    given: Sequence[str | Path] = (),
    *,
    listed: str | Path | None = None,
    fetching: Fetching | None = None,
    tell: Callable[[str | CenotaphError], None] | None = None,
) -> Added:
    """Copy files and folders, and fetch pages, into `sources/` of an archive; nothing there is ever replaced.

    Args:
        folder: the archive, or a folder inside it.
        given: files, folders and addresses.
        listed: a file with one address a line; empty lines and lines that begin with # are passed over.
        fetching: limits and permissions for pages; by default the careful ones.
        tell: called with each path as it is added and each page that failed.

    Returns:
        What was added, and which pages failed. A file whose bytes already stand under its name is passed over.

    Raises:
        UsageError: other bytes stand under a file's name already, or nothing was given.
        NotFoundError: a file is not there.
        StorageError: a file could not be copied.
    """
    from cenotaph.capture.web import Fetcher
    from cenotaph.capture.web_address import is_address

    archive = archives.find(Path(folder))
    addresses = [str(each) for each in given if isinstance(each, str) and is_address(each)]
    files = [Path(each) for each in given if not (isinstance(each, str) and is_address(each))]
    wanted = [*((each, "") for each in addresses), *(_listed(Path(listed)) if listed is not None else ())]
    if not given and not wanted:
        raise UsageError("nothing was given to add", "", "name files, folders or addresses")
    say = tell or _tell_nobody
    copied = []
    for path in _copied(archive, files):
        say(path)
        copied.append(path)
    pages = add_pages(archive, wanted, Fetcher(fetching), say) if wanted else Added()
    return Added((*copied, *pages.paths), pages.failed, pages.remarks)


def add_pages(
    archive: Archive,
    wanted: Iterable[tuple[str, str]],
    fetcher: Fetcher,
    tell: Callable[[str | CenotaphError], None],
) -> Added:
    """Fetch pages one after the other and put each into a file of its own; one that fails stops no other.

    Args:
        archive: whose sources they become.
        wanted: addresses, each with the place it was listed at or "".
        fetcher: fetches them.
        tell: told of each.
    """
    from cenotaph.capture.web import remarks

    paths: list[str] = []
    failed: list[CenotaphError] = []
    noted: list[str] = []
    done: set[str] = set()
    for address, place in wanted:
        if address in done:
            continue
        done.add(address)
        try:
            capture = fetcher.fetch(address)
            path = _put(archive, capture)
        except CenotaphError as error:
            shown = type(error)(f"{place}: {error.what}", error.why, error.next_step) if place else error
            failed.append(shown)
            tell(shown)
        else:
            paths.append(path)
            noted += [f"{path}: {remark}" for remark in remarks(capture)]
            tell(path)
    return Added(tuple(paths), tuple(failed), tuple(noted))


def _tell_nobody(told: str | CenotaphError) -> None:
    """What was added is in the answer too."""


def _listed(path: Path) -> list[tuple[str, str]]:
    """The addresses of a list, each with the line it stands in."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise NotFoundError(f"{path} is not there") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read", str(error)) from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no list of addresses", "it is not UTF-8", "save it as plain text") from error
    lines = enumerate(re.split(r"\r\n|\r|\n", text), 1)
    return [
        (line.strip(), f"{path}, line {number}")
        for number, line in lines
        if line.strip() and not line.lstrip().startswith("#")
    ]


def _copied(archive: Archive, files: Iterable[Path]) -> Iterator[str]:
    """Copy each file; the paths of the copies come as they are made."""
    for origin in files:
        if not origin.exists():
            is_host = len(origin.parts) > 1 and "." in origin.parts[0].strip(".")
            hint = "if it is an address, write https:// in front" if is_host else ""
            raise NotFoundError(f"{origin} is not there", "", hint)
        inside = sorted(path for path in origin.rglob("*") if path.is_file()) if origin.is_dir() else [origin]
        for path in inside:
            target = archive.sources / (path.relative_to(origin.parent) if origin.is_dir() else path.name)
            if _copy(archive, path, target):
                yield target.relative_to(archive.root).as_posix()


def _copy(archive: Archive, origin: Path, target: Path) -> bool:
    from cenotaph.capture.files import digest_of

    try:
        if target.exists():
            if target.is_file() and digest_of(target) == digest_of(origin):
                return False
            raise UsageError(
                f"{target} is there already with other content",
                "a source is never replaced",
                "add it under another name",
            )
        draft = _draft(archive)
        shutil.copyfile(origin, draft)
        _take_place(draft, target)
    except OSError as error:
        raise StorageError(f"{origin} could not be copied", str(error)) from error
    return True


def _put(archive: Archive, capture: Capture) -> str:
    """Write a captured page whole, under a name that nothing had; its path comes back."""
    from cenotaph.capture.web_address import file_stem
    from cenotaph.capture.web_warc import to_warc

    stem = file_stem(capture.page.address, capture.exchanges[0].time)
    folder = archive.sources / WEB
    number, target = 1, folder / f"{stem}.warc"
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.warc"
    try:
        draft = _draft(archive)
        draft.write_bytes(to_warc(capture, target.name))
        _take_place(draft, target)
    except OSError as error:
        raise StorageError(f"{target} could not be written", str(error), "make room and try again") from error
    return target.relative_to(archive.root).as_posix()


def _draft(archive: Archive) -> Path:
    """Where a file is written before it takes its place: never among the sources, where half a file would be one."""
    archive.derived.mkdir(parents=True, exist_ok=True)
    return archive.derived / f"adding.{os.getpid()}.part"


def _take_place(draft: Path, target: Path) -> None:
    """Move a whole file to where it belongs, on the disk before it is seen there."""
    try:
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(draft, target)
    finally:
        draft.unlink(missing_ok=True)
