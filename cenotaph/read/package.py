"""Opening an office package (DOCX, XLSX, ODT, ODS: a ZIP of XML) without harm, and without dropping words unseen.

Shared by the readers of office formats. What a package promises to unpack to is checked before anything is unpacked;
XML is parsed as `cenotaph.read.xml_tree` does; what could not be read is told in `Package.partly`.
"""

from __future__ import annotations

import io
import itertools
import posixpath
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from cenotaph.read.reading import Limits
from cenotaph.read.xml_tree import parse_xml
from cenotaph.read.zip_rescue import Found, rescued

XML_SHARE = 16
"""One XML member may be as large as the memory limit divided by this: its tree takes up to twenty times its bytes."""

STEEPEST = 300
"""A member above `_SMALL` that is packed more tightly than this many times is a bomb; documents reach some 150."""

_SMALL = 16 * 2**20
_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, lengths of name and extra field (APPNOTE.TXT 4.3.7)
_CHUNK = 512  # where a stream is damaged, so many packed bytes are lost with it
_AGAIN = "get it again from where it came"
_ENCRYPTED_ENTRY = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_FULL_PATH = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"


class Problem(NamedTuple):
    """Why a package cannot be opened, and what to do: the last two arguments of `not_readable`."""

    why: str
    what_to_do: str


class Relation(NamedTuple):
    """What one part of an Office Open XML package refers to."""

    kind: str  # the last step of the relationship type: "officeDocument", "footnotes", "hyperlink"
    target: str  # the name of a member, or an address when external
    is_external: bool


class Package:
    """An opened package.

    Args:
        data: the whole file.
        members: its table of contents, names with "/" as separator.
        limits: how large a member may be.
        locked: names of the members that are encrypted.

    Attributes:
        partly: what could not be read so far, each a clause in plain words, for `reading(partly=...)`.
    """

    def __init__(
        self, data: bytes, members: dict[str, zipfile.ZipInfo], limits: Limits, locked: frozenset[str]
    ) -> None:
        self._data = data
        self._members = members
        self._folded = {name.casefold(): name for name in members}
        self._limits = limits
        self.locked = locked
        self.partly: list[str] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all members, in the order of the table of contents."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        """Whether there is a member of this name."""
        return name.casefold() in self._folded

    def size(self, name: str) -> int:
        """How many bytes a member says it unpacks to."""
        return self._members[self._folded[name.casefold()]].file_size

    def stands(self, name: str) -> bool:
        """Whether a member stands where the table of contents says."""
        info = self._members.get(self._folded.get(name.casefold(), ""))
        return info is not None and self._data[info.header_offset : info.header_offset + 4] == b"PK\x03\x04"

    def member(self, name: str, most: int | None = None) -> bytes | None:
        """The bytes of a member; None, and told, when it is not to be had; None and not told when there is none.

        Args:
            name: its name; capitals do not matter (ECMA-376 part 2, 6.2.2.3).
            most: the size above which it is not unpacked; without, the share of the memory that XML may take.

        Returns:
            A damaged member gives the bytes up to the damage, which is told.
        """
        known = self._folded.get(name.casefold())
        if known is None:
            return None
        info = self._members[known]
        most = self._limits.memory // XML_SHARE if most is None else most
        if known in self.locked:
            self.partly.append(f"its part {known} is encrypted; save a copy without a password beside it")
        elif info.file_size > most or is_bomb(info):
            size = f"{info.file_size / 2**20:,.0f} MB"
            self.partly.append(
                f"its part {known} would unpack to {size} and was not read; save a copy as text beside it"
            )
        else:
            return self._unpacked(info, known)
        return None

    def xml(self, name: str) -> Any | None:
        """The root element of an XML member; what was lost of it is told; None when there is none or nothing of it."""
        data = self.member(name)
        if data is None:
            return None
        parsed = parse_xml(data)
        if parsed.problem:
            self.partly.append(f"its part {name} {parsed.problem}")
        return parsed.root

    def relations(self, name: str = "") -> dict[str, Relation]:
        """What a part refers to, by id (Office Open XML); without a name, what the package itself refers to."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for each in () if root is None else root.iterchildren("{*}Relationship"):
            target, is_external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
            found[each.get("Id", "")] = Relation(each.get("Type", "").rpartition("/")[2], target, is_external)
        return found

    def related(self, name: str, kind: str) -> tuple[str, ...]:
        """The members of one kind ("footnotes", "header") that a part refers to, in the order it names them."""
        every = self.relations(name).values()
        return tuple(dict.fromkeys(each.target for each in every if each.kind == kind and each.target in self))

    def _unpacked(self, info: zipfile.ZipInfo, name: str) -> bytes | None:
        """The bytes of a member up to where it is damaged; `zipfile` would give nothing of a damaged one."""
        signature, *lengths = _LOCAL_HEADER.unpack(
            self._data[info.header_offset : info.header_offset + _LOCAL_HEADER.size].ljust(_LOCAL_HEADER.size, b"\0")
        )
        start = info.header_offset + _LOCAL_HEADER.size + sum(lengths)
        packed = self._data[start : start + info.compress_size]
        if signature != b"PK\x03\x04":
            self.partly.append(f"its part {name} is not where the table of contents says; {_AGAIN}")
            return None
        if info.compress_type == zipfile.ZIP_STORED:
            found = packed[: info.file_size]
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            found = _inflated(packed, info.file_size)
        else:
            self.partly.append(f"its part {name} is packed in a way no office program uses; save a copy beside it")
            return None
        if len(found) != info.file_size or zlib.crc32(found) != info.CRC:
            self.partly.append(f"its part {name} is damaged, and words of it may be lost or wrong; {_AGAIN}")
        return found


def open_package(data: bytes, limits: Limits, main: str | None = None, *, rescue: bool = False) -> Package | Problem:
    """A package whose table of contents is sound, or why it is not opened.

    Args:
        data: the whole file.
        limits: how many members, and how much memory, it may have.
        main: the member without which there is nothing to read; when it is encrypted, that is a problem.
        rescue: open one without a table of contents too (it stands at the end, and a file may be cut short), from the
            parts that are still there.

    Returns:
        The package; a problem where it is no ZIP, is cut short, has too many members, promises too much XML, or is
        protected by a password.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        problem = Problem(f"the file is damaged or cut short ({error})", _AGAIN)
        return (_rescued(data, limits, main) if rescue else None) or problem
    if len(infos) > limits.parts:
        return Problem(
            f"it holds {len(infos):,} parts, more than a document has", "save a copy as text or PDF beside it"
        )
    members = {_name(info): info for info in infos if not info.filename.endswith("/")}
    size = sum(info.file_size for name, info in members.items() if name.lower().endswith((".xml", ".rels")))
    if size > limits.memory // 2:
        return Problem(
            f"it would unpack to {size / 2**30:.1f} GB", "save a copy as text, or its sheets as CSV, beside it"
        )
    # Flag bit 0: the member is encrypted (APPNOTE.TXT 4.4.4).
    locked = frozenset(name for name, info in members.items() if info.flag_bits & 1)
    package = Package(data, members, limits, locked)
    package.locked = locked | _locked_by_manifest(package)
    if main in package.locked or (members and len(package.locked) == len(members)):
        return Problem("it is protected by a password", "save a copy without one beside it")
    if rescue and main is not None and not package.stands(main):
        return _rescued(data, limits, main) or package
    for name, times in Counter(_name(info) for info in infos if not info.filename.endswith("/")).items():
        if times > 1:
            package.partly.append(f"it holds {times} parts called {name}, of which the last was read; {_AGAIN}")
    return package


def _rescued(data: bytes, limits: Limits, main: str | None) -> Package | None:
    """What is left of a package without a table of contents; None when that is nothing to read."""
    room = limits.memory // XML_SHARE
    kept = io.BytesIO()
    names: set[str] = set()
    with zipfile.ZipFile(kept, "w") as archive:
        for found in itertools.islice(rescued(io.BytesIO(data)), limits.parts):
            name = _name(found.info)
            if not name.lower().endswith((".xml", ".rels")) or found.info.flag_bits & 1 or name in names:
                continue
            names.add(name)
            content = b"".join(_chunks(found, room))
            room -= len(content)
            if content:
                archive.writestr(zipfile.ZipInfo(name), content)
    package = open_package(kept.getvalue(), limits)
    if isinstance(package, Problem) or main is None or main not in package:
        return None
    package.partly.append(f"the file is damaged or cut short, and only what is left of it was read; {_AGAIN}")
    return package


def _chunks(found: Found, room: int) -> Iterator[bytes]:
    """The bytes of a member up to its damage, and up to `room` of them."""
    try:
        while room > 0 and (chunk := found.read(min(room, 64 * 1024))):
            room -= len(chunk)
            yield chunk
    except zlib.error:
        return  # what follows is told for the package as a whole


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member with "/" as separator, on every system alike."""
    return info.orig_filename.replace("\\", "/").lstrip("/")


def is_bomb(info: zipfile.ZipInfo) -> bool:
    """Whether a member is packed far more tightly than any document is."""
    return info.file_size > _SMALL and info.file_size > STEEPEST * info.compress_size


def _inflated(packed: bytes, most: int) -> bytes:
    """What a deflated stream unpacks to, up to its damage and up to `most` + 1 bytes."""
    state = zlib.decompressobj(-zlib.MAX_WBITS)
    found: list[bytes] = []
    length = 0
    try:
        for at in range(0, len(packed), _CHUNK):
            found.append(state.decompress(packed[at : at + _CHUNK], most + 1 - length))
            length += len(found[-1])
            if length > most or state.eof:
                break
    except zlib.error:
        pass  # seen by the caller: the length or the check sum is another
    return b"".join(found)


def _locked_by_manifest(package: Package) -> frozenset[str]:
    """The members that an OpenDocument's manifest says are encrypted."""
    root = package.xml("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else None
    if root is None:
        return frozenset()
    every = root.iter(_ENCRYPTED_ENTRY)
    return frozenset(entry.getparent().get(_FULL_PATH, "").lstrip("/") for entry in every)
