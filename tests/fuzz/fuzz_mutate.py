"""Changing valid files the way damage, bad programs and attackers change them, by what a `Random` says."""

from __future__ import annotations

import importlib.util
import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import ModuleType

TESTS = Path(__file__).parents[1]
MOST = 200_000  # bytes of a changed file: larger ones cost time and show nothing new

_EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_WORDS = (
    b"\0", b"\xff\xfe", b"<", b">", b"&", b"&amp;", b'"', b"]]>", b"<!--", b"-->", b"{", b"}", b"\\", b"\r", b"\n\n",
    b",",
    b"../", b"PK\3\4", b"PK\1\2", b"PK\5\6", b"%PDF-", b"endobj", b"stream", b"/Kids", b"\\u-1?", b"\\bin99999", b"--",
    b"Content-Length: ", b"=?utf-8?b?", b"\xe2\x80\xae", b"\xed\xa0\x80", b"9" * 40, b" " * 300, b"(" * 300,
)  # fmt: skip
Change = Callable[[bytearray, Random, Sequence[bytes]], None]


def load(path: Path) -> ModuleType:
    """A module of another folder of tests."""
    name = f"fuzzed_{path.stem}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def _place(data: bytearray, chosen: Random) -> tuple[int, int]:
    at = chosen.randrange(len(data) + 1)
    return at, min(len(data), at + int(2 ** (chosen.random() * 12)))


def _cut(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others, data[_place(data, chosen)[0] :]


def _drop(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    start, end = _place(data, chosen)
    del others, data[start:end]


def _repeat(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    start, end = _place(data, chosen)
    data[start:end] = data[start:end] * chosen.choice((2, 3, 50))


def _swap(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    start, end = _place(data, chosen)
    at = chosen.randrange(len(data) + 1)
    moved = bytes(data[start:end])
    del data[start:end]
    data[at:at] = moved


def _splice(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    other = bytearray(chosen.choice(others)) if others else bytearray(b"x")
    start, end = _place(other, chosen)
    at, until = _place(data, chosen)
    data[at : chosen.choice((at, until))] = other[start:end]


def _flip(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    for _ in range(chosen.choice((1, 1, 5, 40))):
        if data:
            data[chosen.randrange(len(data))] ^= 1 << chosen.randrange(8)


def _number(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    size, sign = chosen.choice((("<B", 1), ("<H", 2), (">H", 2), ("<I", 4), (">I", 4))), chosen.choice(_EXTREMES)
    at = chosen.randrange(len(data) + 1)
    data[at : at + size[1]] = struct.pack(size[0], sign & (256 ** size[1] - 1))


def _digits(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    places = [at for at in range(min(len(data), 20_000)) if 48 <= data[at] <= 57]
    if places:
        at = chosen.choice(places)
        data[at : at + 1] = chosen.choice((b"-1", b"0", b"999999999999", b"1e309", b"2147483648", b"x"))


def _word(data: bytearray, chosen: Random, others: Sequence[bytes]) -> None:
    del others
    at = chosen.randrange(len(data) + 1)
    data[at:at] = chosen.choice(_WORDS)


CHANGES: tuple[Change, ...] = (_cut, _drop, _repeat, _swap, _splice, _flip, _number, _digits, _word)


def changed(data: bytes, chosen: Random, others: Sequence[bytes] = ()) -> bytes:
    """`data` after one to six changes."""
    made = bytearray(data)
    for _ in range(chosen.choice((1, 1, 2, 3, 6))):
        chosen.choice(CHANGES)(made, chosen, others)
        del made[MOST:]
    return bytes(made)


def changed_inside(data: bytes, chosen: Random, others: Sequence[bytes] = ()) -> bytes:
    """A file with one of the files in it changed and packed again, so that only its reader can see it.

    ZIP packages, and streams of PDF packed with zlib; any other file is changed itself.
    """
    if data.startswith(b"PK"):
        return _changed_member(data, chosen)
    start = data.find(b"stream\n", chosen.randrange(len(data) + 1)) + 7 if data.startswith(b"%PDF") else 6
    end = data.find(b"endstream", start)
    if start > 6 and end > start:
        try:
            plain = zlib.decompress(data[start:end].strip(b"\r\n"))
        except zlib.error:
            return changed(data, chosen, others)
        return data[:start] + zlib.compress(changed(plain, chosen, others)) + b"\n" + data[end:]
    return changed(data, chosen, others)


def _changed_member(data: bytes, chosen: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return changed(data, chosen)
    if members:
        # the largest are what is read
        names = sorted(members, key=lambda name: -len(members[name]))[:4]
        name = chosen.choice(names)
        members[name] = changed(members[name], chosen, list(members.values()))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return held.getvalue()


_NAMES = (
    "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:del", "w:ins", "w:delText", "w:hyperlink", "w:sdt", "w:sdtContent",
    "text:p", "text:h", "text:span", "text:list", "text:list-item", "text:s", "text:tab", "text:note", "table:table",
    "table:table-row", "table:table-cell", "table:covered-table-cell", "office:annotation", "row", "c", "v", "is", "t",
    "f", "si", "mergeCell", "sheetData", "x",
)  # fmt: skip
_VALUES = (
    "1", "0", "-1", "99999999999", "1e309", "", "x", "A1", "XFD1048576", "A1:B9", "s", "inlineStr", "float", "date",
)  # fmt: skip
_ATTRIBUTES = (
    "r", "t", "s", "ref", "w:val", "w:id", "table:number-columns-repeated", "table:number-rows-repeated", "text:c",
    "table:number-columns-spanned", "office:value-type", "office:value", "office:date-value", "text:style-name",
)  # fmt: skip


def tree(chosen: Random, depth: int = 0) -> str:
    """Random XML in the words of office formats."""
    name = chosen.choice(_NAMES)
    told = {chosen.choice(_ATTRIBUTES): chosen.choice(_VALUES) for _ in range(chosen.choice((0, 0, 1, 3)))}
    told_as = "".join(f' {key}="{value}"' for key, value in told.items())
    inside = chosen.choice(("", "Nadia Placeholder", "3", "Name", "<!-- x -->", "&amp;", "\n"))
    for _ in range(chosen.choice((0, 1, 2, 4)) if depth < 6 else 0):
        inside += tree(chosen, depth + 1) + chosen.choice(("", " and later"))
    return f"<{name}{told_as}>{inside}</{name}>"
