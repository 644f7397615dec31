"""ZIP: each file in it becomes a source of its own, as if the ZIP were a folder."""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from cenotaph.belonging import is_furniture
from cenotaph.read.reading import Limits, Part, Reading, harmed, not_readable, reading, with_evidence
from cenotaph.read.shelf import Shelf, safe_name
from cenotaph.read.zip_names import names
from cenotaph.read.zip_rescue import Found, rescued, rescued_at
from cenotaph.record import Evidence, Source

NAME = "ZIP archive"
MEDIA_TYPES = ("application/zip",)
EXTENSIONS = (".zip",)

BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError, OverflowError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What `zipfile` and its unpackers raise for what is in the bytes."""
_METHODS = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd", 99: "AES"}
_OUTSIDE = "unpack it with the program that made it into a folder beside it"
_LOCKED = "it is locked with a password; unpack it with the password into a folder beside it"
_SHARED = "its bytes are those of other files too, as in files made to do harm; find out where it comes from"
_HIDDEN = "it holds files that its table of contents does not name; unpack it with another program and look for them"
_LONGEST = 20  # names of passed over files that are told


def unpack(file: IO[bytes], source: Source, limits: Limits, shelf: Shelf) -> Reading:
    """Every file of the ZIP as a part; those that cannot be unpacked are named with the reason.

    Folders, empty ones too, are no parts; what systems leave behind is passed over and counted. Where the table of
    contents is gone, the files are found by the header before each of them.

    Yields F006, F007 (locked, damaged, links, too large, cut short).
    """
    try:
        # strict_timestamps is for writing; a ZIP is opened at its end, so that a program before it does no harm.
        archive = zipfile.ZipFile(file)
        infos = archive.infolist()
        told = names(infos)
    except BROKEN:
        return _without_contents(file, source, shelf)
    layout = _layout(file, archive)
    parts: list[Part] = []
    passed: list[str] = []
    left = 0
    for info, name in zip(infos, told, strict=True):
        if _is_passed(name):
            passed.append(name)
        elif shelf.is_full:
            left += 1
        elif not name.endswith(("/", "\\")):
            problem = _SHARED if info.header_offset in layout.shared else _problem(info)
            parts.append(shelf.refuse(name, problem) if problem else _put(archive, info, name, shelf))
    if not parts and not left:
        why = "it holds no file" if not passed else "it holds only what systems leave behind in folders"
        return not_readable(source, why, evidence=_passed_over(passed))
    partly = [
        *_not_unpacked(parts),
        *_damaged(parts),
        *_left_over(left, limits),
        *((_HIDDEN,) if layout.has_more else ()),
    ]
    return reading(source, parts=parts, partly=partly, evidence=_passed_over(passed))


def _put(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, shelf: Shelf) -> Part:
    _trust_contents(archive, info)
    try:
        with archive.open(info) as stream:
            return shelf.put(name, stream, packed=info.compress_size)
    except BROKEN as error:
        if archive.fp is not None and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return _put_rescued(rescued_at(archive.fp, info), name, shelf, _DAMAGED)
        return shelf.refuse(name, f"it cannot be unpacked ({error}); get the ZIP again from where it came")


def _trust_contents(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Let the name before the file differ from the one in the table of contents: old programs write it otherwise."""
    file = archive.fp
    if file is None:
        return
    file.seek(info.header_offset)
    header = file.read(30)
    if len(header) == 30:
        raw = file.read(struct.unpack_from("<H", header, 26)[0])
        info.orig_filename = raw.decode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _problem(info: zipfile.ZipInfo) -> str | None:
    """Why a member is not unpacked at all."""
    mode = info.external_attr >> 16 if info.create_system == 3 else 0
    if stat.S_ISLNK(mode):
        return "it is a link to another file, not a file; put the file itself beside it"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "it is a device or a pipe of a system, not a file with content"
    if info.flag_bits & 0x1:
        return _LOCKED
    if info.flag_bits & 0x20:
        return f"it is a patch to another file; {_OUTSIDE}"
    if info.compress_type not in (0, 8, 12, 14):
        kind = _METHODS.get(info.compress_type, f"method {info.compress_type}")
        return f"it is packed in a way that is not known here ({kind}); {_OUTSIDE}"
    return None


class _Layout(NamedTuple):
    """Where the files of a ZIP lie in it."""

    shared: frozenset[int]  # where those start whose bytes are also those of another: many files out of few bytes
    has_more: bool  # a file lies where the table of contents names none


def _layout(file: IO[bytes], archive: zipfile.ZipFile) -> _Layout:
    """How the files lie beside each other.

    Source: D. Fifield, A better zip bomb, WOOT 2019.
    """
    places = []
    for info in archive.infolist():
        file.seek(max(0, info.header_offset))
        header = file.read(30)
        sizes = struct.unpack_from("<HH", header, 26) if len(header) == 30 else (0, 0)
        places.append((info.header_offset, info.header_offset + 30 + sum(sizes) + info.compress_size))
    shared: set[int] = set()
    end, first, has_more = 0, -1, False
    for start, its_end in sorted(places):
        if start < end:
            shared.update((first, start))
        elif start > end:
            file.seek(end)
            # What stands behind a file may be its sizes, at most 24 bytes of them.
            has_more = has_more or b"PK\x03\x04" in file.read(min(start - end, 28))
        if its_end > end:
            end, first = its_end, start
    return _Layout(frozenset(shared), has_more)


def _is_passed(name: str) -> bool:
    return any(is_furniture(step) for step in PurePosixPath(safe_name(name)).parts)


def _passed_over(passed: Sequence[str]) -> list[Evidence]:
    if not passed:
        return []
    quote = ", ".join(passed[:_LONGEST]) + (", ..." if len(passed) > _LONGEST else "")
    return [Evidence("passed_over", f"{len(passed):,}", "left by systems", quote, is_private=True)]


def _not_unpacked(parts: Sequence[Part]) -> list[str]:
    """How many of the files are locked, and how many could not be unpacked for another reason."""
    reasons = Counter("locked" if part.problem == _LOCKED else "other" for part in parts if part.problem)
    found = []
    if reasons["locked"]:
        locked = f"locked with a password: {reasons['locked']:,} of its {len(parts):,} files"
        found.append(f"{locked}; unpack them with the password into a folder beside it")
    if reasons["other"]:
        found.append(f"not unpacked: {reasons['other']:,} of its {len(parts):,} files, each named with the reason")
    return found


def _damaged(parts: Sequence[Part]) -> list[str]:
    harmed_parts = sum(any(each.value == _DAMAGED for each in part.evidence) for part in parts)
    if not harmed_parts:
        return []
    return [f"damaged: {harmed_parts:,} of its {len(parts):,} files, each named and read as far as it goes"]


def _left_over(left: int, limits: Limits) -> list[str]:
    if not left:
        return []
    most = f"{limits.parts:,} files or {limits.unpacked / 2**20:,.0f} MB"
    return [f"{left:,} of its files were left in it, since no more than {most} are taken; unpack it beside it"]


def _without_contents(file: IO[bytes], source: Source, shelf: Shelf) -> Reading:
    """What is left of a ZIP whose end is missing or damaged."""
    parts: list[Part] = []
    for found in rescued(file):
        name = names([found.info])[0]
        if shelf.is_full:
            break
        if name.endswith(("/", "\\")) or _is_passed(name):
            continue
        problem = _problem(found.info) or _unknown_end(found.info)
        parts.append(shelf.refuse(name, problem) if problem else _put_rescued(found, name, shelf, _CUT))
    why = "its table of contents is missing or damaged: it is probably cut short"
    if not parts:
        return not_readable(source, f"{why}, and no file was found in it", "get it again from where it came")
    found_in_it = f"the {len(parts):,} files whose beginning was found in it are here"
    return reading(source, parts=parts, partly=[f"{why}; {found_in_it}, others may be missing; get it again"])


def _unknown_end(info: zipfile.ZipInfo) -> str | None:
    if info.compress_type not in (0, 8):
        return f"it is packed in a way that cannot be unpacked without the table of contents; {_OUTSIDE}"
    if info.compress_type == 0 and info.flag_bits & 0x8 and not info.compress_size:
        return "where it ends stands in the table of contents, which is missing; get the ZIP again"
    return None


_CUT = "the ZIP around it ends or is damaged inside it, so its end is missing; get the ZIP again"
_DAMAGED = "its checksum in the ZIP around it does not fit: letters may be wrong or missing; get the ZIP again"


def _put_rescued(found: Found, name: str, shelf: Shelf, harm: str) -> Part:
    """A file as far as its bytes go, with the harm said; one of which nothing is left is refused."""
    try:
        part = shelf.put(name, found, packed=found.info.compress_size or None)  # type: ignore[arg-type]
    except BROKEN:
        return shelf.refuse(name, "its bytes are damaged; get the ZIP again from where it came")
    if part.sha256 and not part.bytes and found.info.file_size:
        return Part(part.name, problem="its bytes are damaged from the start; get the ZIP again from where it came")
    return part if found.is_whole or part.problem else with_evidence(part, harmed(harm))
