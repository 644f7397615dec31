"""WACZ: a ZIP of web archives with a list of its pages; each page becomes a source of its own.

Source: Webrecorder, Web Archive Collection Zipped (WACZ) 1.1.1.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from cenotaph.read.reading import Limits, Reading, not_readable, reading
from cenotaph.read.shelf import Shelf
from cenotaph.read.warc_pages import Pages
from cenotaph.read.zip_file import BROKEN
from cenotaph.record import Source

NAME = "web archive (WACZ)"
MEDIA_TYPES = ("application/wacz",)
EXTENSIONS = (".wacz",)
LIBRARIES = ("brotli",)

_CHUNK = 256 * 1024
_LARGEST = 64 * 2**20  # bytes of a list of pages or of contents
_AGAIN = "get the web archive again from where it came"


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:  # noqa: ARG001 - every reader is called alike
    """The pages that its list names, or every document where it has none.

    The digest of each file in it, which `datapackage.json` states, is checked, and those of all records.

    Yields F006, F007.
    """
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        return not_readable(source, "its table of contents is missing or damaged: it is probably cut short", _AGAIN)
    problems = _contents_problems(archive)
    pages = Pages(shelf, _listed(archive, problems))
    for name in sorted(archive.namelist()):
        if name.startswith("archive/") and not name.endswith("/"):
            try:
                with archive.open(name) as stream:
                    pages.gather(stream, name)
            except BROKEN as error:
                problems.append(f"{name} cannot be unpacked ({error})")
    parts, evidence, partly = pages.finish()
    if problems:
        partly = (*partly, f"{'; '.join(problems[:20])}; {_AGAIN}")
    if not parts:
        why = "; ".join(partly) or "it holds no page"
        return not_readable(source, why, "capture the pages again", evidence=evidence)
    return reading(source, parts=parts, evidence=evidence, partly=partly)


def _contents_problems(archive: zipfile.ZipFile) -> list[str]:
    """The files whose bytes are not those the contents state, and those that are not there or not stated."""
    contents = _json(archive, "datapackage.json")
    listed = contents.get("resources") if isinstance(contents, dict) else None
    if not isinstance(listed, list):
        return ["datapackage.json, which lists what it holds, is damaged"]
    stated = {each["path"]: each for each in listed if isinstance(each, dict) and isinstance(each.get("path"), str)}
    sealed = _json(archive, "datapackage-digest.json")
    if isinstance(sealed, dict):
        stated["datapackage.json"] = sealed
    names = set(archive.namelist())
    problems = [f"{path} is not there" for path in sorted(stated) if path not in names]
    for path in sorted(names & set(stated)):
        told = str(stated[path].get("hash") or "")
        if told and told.removeprefix("sha256:") != _sha256(archive, path):
            problems.append(f"{path} is not what its digest says")
    if sealed is None and "datapackage-digest.json" in names:
        problems.append("datapackage-digest.json is damaged")
    extra = (name for name in sorted(names) if name.startswith("archive/") and not name.endswith("/"))
    problems.extend(f"{name} is in no list of what it holds" for name in extra if name not in stated)
    return problems


def _sha256(archive: zipfile.ZipFile, name: str) -> str | None:
    state = hashlib.sha256()
    try:
        with archive.open(name) as stream:
            while chunk := stream.read(_CHUNK):
                state.update(chunk)
    except BROKEN:
        return None
    return state.hexdigest()


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        with archive.open(name) as stream:
            data = stream.read(_LARGEST + 1)
    except (KeyError, *BROKEN):
        return None
    return data if len(data) <= _LARGEST else None


def _json(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        return json.loads(_bytes(archive, name) or b"")
    except (ValueError, RecursionError):
        return None


def _listed(archive: zipfile.ZipFile, problems: list[str]) -> set[str] | None:
    """The addresses that the lists of pages name; None where they name none."""
    names = [name for name in archive.namelist() if name.startswith("pages/") and name.endswith(".jsonl")]
    found = {url for name in sorted(names) for url in _addresses(_bytes(archive, name), name, problems)}
    return found or None


def _addresses(data: bytes | None, name: str, problems: list[str]) -> Iterator[str]:
    if data is None:
        problems.append(f"{name} cannot be unpacked")
        return
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            page = json.loads(line)
        except (ValueError, RecursionError):
            problems.append(f"{name} is damaged in line {number}")
            continue
        if isinstance(page, dict) and isinstance(page.get("url"), str):
            yield page["url"]
