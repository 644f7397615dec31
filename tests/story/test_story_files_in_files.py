"""A ZIP in a mail in a ZIP, a chat and a web archive: what lies deep inside is heard, and says where it lay."""

from __future__ import annotations

import io
import shutil
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pytest

from cenotaph import build, show

CASES = Path(__file__).parents[1] / "cases" / "read"
LETTER = "Eleven people were killed in Vellmar on 3 May 1987, the commission said.\n"
PAGE = (
    "<html><body><h1>Quay of Vellmar</h1>"
    "<p>Four people were injured in Vellmar on 3 May 1987, the mayor said.</p></body></html>"
)
NAMES = ("Marta", "Teodor", "Aram", "Sona", "Petr")
LIST = "Name,Age,Place of death\n" + "".join(f"{name} Nobody,{age},Vellmar\n" for age, name in enumerate(NAMES, 30))
CHAT = """[03.05.1987, 21:15:03] Nadia Placeholder: Nobody came to the quay.
[03.05.1987, 21:16:40] +994 00 000 00 00: Six people were detained in Vellmar on 3 May 1987, the commission said.
[03.05.1987, 21:17:40] Nadia Placeholder: \u200e<attached: 0001-PHOTO.jpg>
"""


class Built(NamedTuple):
    """An archive with one ZIP and one web archive, built."""

    folder: Path
    sources: dict[str, object]


def zipped(files: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Ilva Nobody <ilva@post.invalid>"
    message["To"] = "archive@museum.invalid"
    message["Subject"] = "papers from the attic"
    message["Date"] = "Mon, 4 May 1987 10:00:00 +0400"
    message.set_content(
        "See the papers.\n\nOn 3 May 1987, X <x@post.invalid> wrote:\n> Ninety people were killed in Vellmar.\n"
    )
    page = {"page.html": PAGE, "page_files/a.css": "p{}", "page_files/note.txt": "menu"}
    inside = zipped({"letter.txt": LETTER, "list.csv": LIST, **page})
    message.add_attachment(inside, maintype="application", subtype="zip", filename="papers.zip")
    return message.as_bytes()


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp("nested") / "archive"
    sources = folder / "sources"
    sources.mkdir(parents=True)
    (folder / "cenotaph.toml").write_text('title = "Files in files"\n', encoding="utf-8")
    outer = {"mails/ilva.eml": mail(), "WhatsApp Chat/_chat.txt": CHAT, "__MACOSX/._x": b"x", "again.txt": LETTER}
    (sources / "all.zip").write_bytes(zipped(outer))
    shutil.copy(CASES / "warc_one_bit_flipped" / "in.warc", sources / "web.warc")
    build(folder)
    return Built(folder, {source.path: source for source in show(folder, "sources")})


def test_every_file_is_a_source_with_its_place_and_the_file_around_it(built):
    chain = {path: source.derived_from for path, source in built.sources.items()}
    ids = {path: source.id for path, source in built.sources.items()}
    outer, message, inner = (
        "sources/all.zip",
        "sources/all.zip/mails/ilva.eml",
        "sources/all.zip/mails/ilva.eml/papers.zip",
    )
    assert chain[message] == ids[outer]
    assert chain[inner] == ids[message]
    page = built.sources[f"{inner}/page.html"]
    assert page.derived_from == ids[inner]
    assert [(each.path, each.role) for each in page.companions] == [
        (f"{inner}/page_files/a.css", "page_file"),
        (f"{inner}/page_files/note.txt", "page_file"),
    ]
    assert not [path for path in built.sources if "MACOSX" in path or path.endswith("note.txt")]
    letter = built.sources["sources/all.zip/again.txt"]
    assert letter.paths == ("sources/all.zip/again.txt", f"{inner}/letter.txt")


def test_what_is_said_deep_inside_is_heard_and_what_is_quoted_is_not(built):
    paths = {source.id: path for path, source in built.sources.items()}
    counted = [claim for claim in show(built.folder, "claims") if claim.count]
    heard = {(paths[claim.source].rpartition("/")[2], claim.kind, claim.count.low) for claim in counted}
    assert {("again.txt", "killed", 11), ("page.html", "injured", 4), ("_chat.txt", "detained", 6)} <= heard
    assert not [each for each in heard if each[2] == 90]


def test_every_line_of_the_list_deep_inside_is_a_person(built):
    entries = [entry for entry in show(built.folder, "entries") if not entry.is_mention]
    assert sorted(entry.name for entry in entries) == sorted(f"{name} Nobody" for name in NAMES)


def test_a_captured_page_has_its_address_and_a_damaged_one_its_reason(built):
    pages = {str(source.url): source for path, source in built.sources.items() if path.startswith("sources/web.warc/")}
    assert pages["http://news.invalid/list.txt"].status == "read"
    mill = pages["http://news.invalid/mill.html"]
    assert mill.status == "in_part"
    assert "not what its digest says" in mill.reason
    assert ("captured", "2024-03-05T10:00:00Z") in [(each.field, each.value) for each in mill.evidence]


def test_who_wrote_and_where_they_live_stands_on_no_page(built):
    private = (b"Nadia Placeholder", b"+994 00", b"@post.invalid", b"@museum.invalid", b"Ilva Nobody")
    for path in (built.folder / "site").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [each for each in private if each in data], path


def test_a_second_build_does_nothing_and_one_without_what_was_unpacked_gives_the_same(built, tmp_path):
    again = build(built.folder)
    assert (again.captured, again.steps) == (0, ())
    copy = tmp_path / "copy"
    shutil.copytree(built.folder, copy)
    shutil.rmtree(copy / ".cenotaph")
    build(copy)
    assert {source.path: source for source in show(copy, "sources")} == built.sources
