"""What every reader keeps, whatever its format: the same list of checks on each module that the scan finds."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType

import pytest

from cenotaph.media_types import NAMES
from cenotaph.read import Limits, Reading
from cenotaph.read.formats import described, read_bytes, readers
from cenotaph.record import Source

CASES = Path(__file__).parents[1] / "cases" / "read"
LIMITS = Limits(characters=200_000, rows=10_000)
READERS = {reader.__name__.rpartition(".")[2]: reader for reader in readers()}


def source_of(data: bytes, name: str) -> Source:
    return described(data, Source(id="", status="cited", path=f"sources/{name}"))


def samples(reader: ModuleType) -> list[tuple[bytes, Source]]:
    """The files among the cases that this reader reads."""
    files = [(path.read_bytes(), path.name) for path in sorted(CASES.glob("*/in.*"))]
    known = [(data, source_of(data, name)) for data, name in files]
    return [(data, source) for data, source in known if source.media_type in reader.MEDIA_TYPES]


def check(reading: Reading, source: Source) -> None:
    """The rules of every reading."""
    assert reading.source == source.id
    assert (reading.reason is None) == (reading.status == "read")
    if reading.status == "not_readable":
        assert reading.text is None
        assert reading.rows == ()
        assert any(flag.code in ("F006", "F008") for flag in reading.flags)
    else:
        assert reading.text is not None or reading.rows or reading.parts
    if reading.status == "in_part":
        assert any(flag.code in ("F007", "F008") for flag in reading.flags)
    if reading.text is not None:
        text = reading.text.text
        text.encode("utf-8")
        assert text.strip()
        ends = [0, *(at for block in reading.text.blocks for at in (block.start, block.end))]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)
        assert all(text[block.start : block.end].strip() for block in reading.text.blocks)
        assert list(reading.text.pages) == sorted(set(reading.text.pages))
        assert all(page <= len(text) for page in reading.text.pages)
    assert len({row.id for row in reading.rows}) == len(reading.rows)
    for row in reading.rows:
        assert len(row.cells) == len(row.header) or row.kind not in ("data", "total") or not row.header
    names = [part.name.casefold() for part in reading.parts]
    assert len(set(names)) == len(names)
    for part in reading.parts:
        assert (part.sha256 is None) == (part.problem is not None)
        assert not part.name.startswith("/")
        assert ".." not in part.name.split("/")
    assert all(evidence.value and 0 <= evidence.weight <= 1 for evidence in reading.evidence)


@pytest.fixture(params=sorted(READERS))
def reader(request) -> ModuleType:
    return READERS[request.param]


def test_the_scan_finds_every_format_of_this_version():
    assert {"delimited", "html", "markdown", "pdf", "plain", "workbook"} <= set(READERS)


def test_a_reader_describes_itself(reader):
    assert reader.__doc__
    ways = [getattr(reader, way) for way in ("read", "unpack", "hold") if hasattr(reader, way)]
    assert len(ways) == 1
    assert ways[0].__doc__
    assert reader.NAME
    assert reader.MEDIA_TYPES
    assert set(reader.MEDIA_TYPES) <= set(NAMES)
    assert all(extension.startswith(".") for extension in reader.EXTENSIONS)


def test_no_two_readers_read_one_media_type():
    every = [kind for reader in READERS.values() for kind in reader.MEDIA_TYPES]
    assert len(every) == len(set(every))


def test_a_reader_has_cases_and_one_of_them_is_read(reader):
    statuses = {read_bytes(data, source, LIMITS).status for data, source in samples(reader)}
    assert ("not_readable" if hasattr(reader, "hold") else "read") in statuses


def test_reading_twice_gives_the_same(reader):
    for data, source in samples(reader):
        first = read_bytes(data, source, LIMITS)
        check(first, source)
        assert read_bytes(data, source, LIMITS) == first


def test_no_bytes_at_all(reader):
    source = Source(id="src-1", status="cited", path="a", media_type=reader.MEDIA_TYPES[0])
    reading = read_bytes(b"", source, LIMITS)
    check(reading, source)
    assert "empty" in reading.reason


def test_a_file_cut_anywhere_is_named_or_read(reader):
    chosen = random.Random(1991)
    for data, source in samples(reader):
        for _ in range(6):
            check(read_bytes(data[: chosen.randrange(1, max(2, len(data)))], source, LIMITS), source)


def test_a_file_with_wrong_bytes_is_named_or_read(reader):
    chosen = random.Random(1990)
    for data, source in samples(reader):
        for _ in range(6):
            wrong = bytearray(data)
            for _ in range(chosen.randrange(1, 40)):
                wrong[chosen.randrange(len(wrong))] = chosen.randrange(256)
            check(read_bytes(bytes(wrong), source, LIMITS), source)


def test_bytes_at_random_are_named_or_read(reader):
    chosen = random.Random(42)
    for kind in reader.MEDIA_TYPES:
        source = Source(id="src-1", status="cited", path="a", media_type=kind)
        for size in (1, 10, 1000, 20_000):
            check(read_bytes(chosen.randbytes(size), source, LIMITS), source)
