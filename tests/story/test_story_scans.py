"""Scans in an archive: recognised where tesseract is installed, what they say marked with how sure that is."""

from __future__ import annotations

import io

import pytest

from cenotaph import build, show
from cenotaph.read.recognition import program

FOUND = program()
pytestmark = pytest.mark.skipif(
    FOUND is None or "eng" not in FOUND.packs, reason="tesseract with English is not installed"
)
REPORT = [
    "The night in Ozmara",
    "On 4 March 1991 soldiers entered the town of Ozmara",
    "and killed 42 people, the commission said.",
    "In Tavri 117 others were injured.",
]
PEOPLE = [
    ("No.", "Name", "Born", "Place"),
    ("1", "Arvo Testman", "1950", "Ozmara"),
    ("2", "Bela Sample", "1931", "Tavri"),
    ("3", "Cyra Mockova", "1970", "Ozmara"),
    ("4", "Dario Mock", "1982", "Mirquza"),
]


def drawn(lines):
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1900, 160 + 90 * len(lines)), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        for at, cell in enumerate([line] if isinstance(line, str) else line):
            pen.text((80 + at * 420, 60 + 90 * number), cell, font=ImageFont.load_default(44), fill=0)
    return picture


def saved(picture, kind):
    out = io.BytesIO()
    picture.save(out, kind, **({"resolution": 200} if kind == "PDF" else {}))
    return out.getvalue()


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scans")
    sources = folder / "sources"
    sources.mkdir()
    (folder / "cenotaph.toml").write_text('title = "Ozmara"\n', encoding="utf-8")
    (sources / "report.png").write_bytes(saved(drawn(REPORT), "PNG"))
    (sources / "list.pdf").write_bytes(saved(drawn(PEOPLE), "PDF"))
    (sources / "typed.jpg").write_bytes(saved(drawn(["An old hand"]), "JPEG"))
    (sources / "typed.jpg.txt").write_text(
        "Transcribed by Nadia Placeholder\n\nIn Mirquza 9 people were killed, the teacher wrote.\n", encoding="utf-8"
    )
    build(folder, jobs=1)
    return folder


def named(archive, path):
    (source,) = [source for source in show(archive, "sources") if source.path == f"sources/{path}"]
    return source


def test_claims_of_a_scan_say_how_sure_their_words_are(archive):
    scan = named(archive, "report.png")
    assert (scan.status, scan.reason) == ("read", None)
    claims = [claim for claim in show(archive, "claims") if claim.source == scan.id and claim.count]
    assert {(claim.kind, claim.count.low) for claim in claims} == {("killed", 42), ("injured", 117)}
    assert {claim.method for claim in claims} == {"recognised"}
    assert all(0.5 < claim.confidence <= 1 for claim in claims)


def test_people_of_a_scanned_table_are_entries_that_say_so(archive):
    scan = named(archive, "list.pdf")
    entries = [entry for entry in show(archive, "entries") if entry.source == scan.id]
    assert [entry.name for entry in entries if not entry.is_mention] == [person[1] for person in PEOPLE[1:]]
    assert {entry.method for entry in entries} == {"recognised"}
    assert all(entry.confidence is not None for entry in entries)


def test_what_a_person_typed_goes_before_what_a_program_recognises(archive):
    scan = named(archive, "typed.jpg")
    (claim,) = [claim for claim in show(archive, "claims") if claim.source == scan.id]
    assert (claim.count.low, claim.method, claim.confidence) == (9, "transcribed", None)


def test_a_build_without_change_does_nothing(archive):
    assert build(archive).steps == ()
