"""Files inside files become sources of their own, each once, within limits."""

from __future__ import annotations

from pathlib import Path

from cenotaph.read import Limits, Part, Reading
from cenotaph.record import Evidence, Source
from cenotaph.unpacked import item_of, unopened, unpacked


def held(number: int, path: str, **known) -> Source:
    sha256 = f"{number:064x}"
    return Source(id=f"src-{sha256[:16]}", status="read", path=path, paths=(path,), sha256=sha256, bytes=10, **known)


def part(number: int, name: str, media_type: str = "text/plain", **known) -> Part:
    # ids are made of the first digits of a digest
    return Part(name, f"{number:016x}" + "0" * 48, 10, media_type, **known)


def around(source: Source, *parts: Part) -> tuple[Source, Reading]:
    return source, Reading(source.id, "read", parts=parts)


ZIP = Source(
    id="src-zip",
    status="read",
    path="sources/a.zip",
    paths=("sources/a.zip",),
    sha256="f" * 64,
    bytes=100,
    captured="2026-01-01T00:00:00Z",
    captured_by="leyla",
    access="sealed",
    rights="ours",
)


def test_a_part_is_a_source_with_what_is_known_of_the_file_around_it():
    every, new = unpacked([ZIP], [around(ZIP, part(1, "b/letter.txt", url="http://x.invalid/"))], Limits())
    (found,) = [source for source in every if source.id in new]
    assert (found.path, found.derived_from, found.url) == ("sources/a.zip/b/letter.txt", "src-zip", "http://x.invalid/")
    assert (found.captured, found.captured_by, found.access, found.rights) == (
        ZIP.captured, "leyla", "sealed", "ours",
    )  # fmt: skip


def test_bytes_that_are_held_already_get_a_further_place_and_what_is_said_of_them_there():
    seen = Evidence("captured", "2024-03-05T10:00:00Z", "warc-date", "")
    beside = Source(id="src-" + f"{1:016x}", status="read", path="sources/letter.txt", paths=("sources/letter.txt",))
    given = part(1, "letter.txt", url="http://x.invalid/", evidence=(seen,))
    every, new = unpacked([ZIP, beside], [around(ZIP, given)], Limits())
    assert new == set()
    (found,) = [source for source in every if source.id == beside.id]
    assert found.path == "sources/letter.txt"
    assert found.paths == ("sources/a.zip/letter.txt", "sources/letter.txt")
    assert found.evidence == (seen,)
    assert found.url == "http://x.invalid/"
    assert found.derived_from is None


def test_a_file_that_holds_itself_ends():
    whole = Source(id="src-" + "f" * 16, status="read", path="a.zip", paths=("a.zip",), sha256="f" * 64, bytes=100)
    every, new = unpacked([whole], [around(whole, Part("r.zip", "f" * 64, 100, "application/zip"))], Limits())
    assert new == set()
    assert [source.paths for source in every] == [("a.zip", "a.zip/r.zip")]


def test_a_part_that_was_not_unpacked_is_a_source_with_its_reason():
    every, new = unpacked([ZIP], [around(ZIP, Part("locked.txt", problem="it is locked"))], Limits())
    (found,) = [source for source in every if source.id in new]
    assert (found.sha256, found.reason) == (None, "it is locked")
    reading = unopened(found)
    assert (reading.status, reading.reason, [flag.code for flag in reading.flags]) == (
        "not_readable", "it is locked", ["F006"],
    )  # fmt: skip


def test_files_nest_so_deep_and_no_deeper():
    limits = Limits(nested=3)
    every, new = [ZIP], {ZIP.id}
    for number in range(1, 6):
        known = {source.id: source for source in every}
        read = [around(known[each], part(number, f"{number}.zip", "application/zip")) for each in sorted(new)]
        every, new = unpacked(every, [pair for pair in read if pair[0].sha256], limits)
    reasons = [source.reason for source in every if source.derived_from]
    assert [reason is None for reason in reasons] == [True, True, True, False]
    assert "more than 3 files deep" in str(reasons[-1])


def test_all_that_lies_in_one_file_counts_to_its_limit_however_deep():
    limits = Limits(unpacked=25)
    every, _ = unpacked([ZIP], [around(ZIP, part(1, "in.zip", "application/zip"), part(2, "b.txt"))], limits)
    inner = next(source for source in every if str(source.path).endswith("in.zip"))
    every, _ = unpacked(every, [around(inner, part(3, "c.txt"))], limits)
    (last,) = [source for source in every if str(source.path).endswith("c.txt")]
    assert last.sha256 is None
    assert "would be unpacked" in str(last.reason)


def test_a_saved_page_and_a_scan_with_its_transcript_are_one_source_each():
    parts = (
        part(1, "a/page.html", "text/html"),
        part(2, "a/page_files/b.css", "text/css"),
        part(3, "scan.jpg", "image/jpeg"),
        part(4, "scan.jpg.txt", "text/plain"),
    )
    every, new = unpacked([ZIP], [around(ZIP, *parts)], Limits())
    found = {str(source.path): [(c.path, c.role) for c in source.companions] for source in every if source.id in new}
    assert found == {
        "sources/a.zip/a/page.html": [("sources/a.zip/a/page_files/b.css", "page_file")],
        "sources/a.zip/scan.jpg": [("sources/a.zip/scan.jpg.txt", "transcript")],
    }
    scan = next(source for source in every if source.path == "sources/a.zip/scan.jpg")
    item = item_of(scan, Path("root"), Path("shelf"))
    assert item.path == Path("shelf") / str(scan.sha256)
    assert item.transcript == Path("shelf") / parts[3].sha256


def test_twenty_thousand_files_in_each_other_are_placed_in_no_time():
    import time

    parts = [part(number, f"{number}.eml", "message/rfc822") for number in range(1, 20_001)]
    start = time.perf_counter()
    every, new = unpacked([ZIP], [around(ZIP, *parts)], Limits())
    unpacked(every, [around(source, part(90_000 + at, "a.txt")) for at, source in enumerate(every[1:])], Limits())
    assert len(new) == 20_000
    assert time.perf_counter() - start < 5
