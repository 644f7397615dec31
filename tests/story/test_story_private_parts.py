"""What files hold beside what they say stands in nothing that is published, whatever people rule.

Deleted words, comments, hidden cells, positions, addresses, participants, transcribers, paths, and all that lies in a
file that people closed.
"""

from __future__ import annotations

import csv
import html
import json
from pathlib import Path

import pytest
from private_holdings import holdings

from cenotaph import build, decide, explain, show
from cenotaph.public import release

WRITER = "Kapturova Writerin"
KEPT = (
    "Xorvalind", "Trackero", "Kommentar", "Gormunda", "Hiddenquill", "Lastovan",  # DOCX
    "Odtlast", "Odtrack", "Pelligrove", "Skribent", "Quillberta", "Odthidden",  # ODT
    "Rowhidden", "Colhidden", "Ulmara", "Primm", "Grobnik", "Oquist", "Oquast", "Xlslast", "000 77 01",  # XLSX
    "Verfasser", "Brumholt", "Hidlemann", "Hidmann", "Hidberg", "Odshid",  # ODS
    "Ownerik", "55512345", "Kameramodel", "33.21", "12.77", "Shownina",  # JPEG
    "post.invalid", "Empfanga", "000 55 66", "Lime Street",  # EML
    "Ilvana Chatmember", "Orsolo Chatmember", "000 33 22", "kookiesecret", "Krawlop",  # chat, WARC
)  # fmt: skip
"""In no view of the record, the private one included."""

ARCHIVE_ONLY = (
    "Sendrina", "Nestor", "Transkriba", "Omurtag", "Vosk", "Mandrake", "Herzog", "Zwanz", "Xandr", "Gwendobar",
    "Kapturova", ".eml", ".docx", "Closedspeaker", "Seventeen people", "Reasonina", "Vilmosz",
)  # fmt: skip
"""In nothing public: people who wrote, names of files, what nobody has ruled on."""

SEALED = ("Sealwriter", "Korvath", "Lubomira", "Sealedname", "Mandrake", "Fourteen people", "sealed keeper", "Thirteen")

OPENED = (
    "Omurtag/report.docx", "paper.odt", "people.xlsx", "more.ods", "photo of Vosk.jpg", "scan.jpg", "page.html",
    "WhatsApp Chat.zip", "WhatsApp Chat.zip/_chat.txt", "web.warc.gz/vellmar.example/quay", "news.txt", "mail.eml",
    "mail.eml/names from Gwendobar.csv", "Herzog.zip/Zwanz/open.txt", "Mandrake.eml",
)  # fmt: skip


def words_of(path: Path) -> str:
    """All that a file says, its name included, whatever packs it."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
        return json.dumps([table.to_pylist(), str(table.schema.metadata)], ensure_ascii=False, default=str)
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".json":
        text += json.dumps(json.loads(text), ensure_ascii=False)
    return text + html.unescape(text) + text.replace("\r\n ", "")


def found(folder: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Which of the words stand where."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    told = {path.relative_to(folder).as_posix(): words_of(path).casefold() for path in files}
    return {(word, name) for name, text in told.items() for word in words if word.casefold() in name.casefold() + text}


def rule(folder: Path, kind: str, *paths: str) -> None:
    for path in paths:
        decide(folder, kind, f"sources/{path}", "Reasonina said so", writer=WRITER)


def published(folder: Path) -> Path:
    build(folder, jobs=1, writer=WRITER)
    return release(folder, writer=WRITER)[1]


def sources_of(public: Path) -> list[dict[str, str]]:
    with (public / "data" / "csv" / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, built; then one edition with most opened, and one after the mails were closed again."""
    top = tmp_path_factory.mktemp("private")
    folder = top / "archive"
    for name, data in holdings().items():
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (folder / "cenotaph.toml").write_text('title = "Vellmar"\nrecognition = false\n', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CENOTAPH_HOME", str(top / "home"))
        build(folder, jobs=1, writer=WRITER)
        for name in ("site", "export"):
            (folder / name).rename(top / name)
        rule(folder, "publish", *OPENED)
        published(folder).rename(top / "first")
        rule(folder, "seal", "Mandrake.eml")
        rule(folder, "restrict", "mail.eml", "Herzog.zip", "WhatsApp Chat.zip")
        published(folder).rename(top / "second")
    return top


def test_nothing_that_is_kept_apart_stands_in_the_private_preview(archive: Path) -> None:
    for name in ("site", "export"):
        assert found(archive / name, KEPT) == set()
    shown = {word for word, _ in found(archive / "site", ("Petr Nobody", "Marta Nobody", "Rufat Nobody", "Korvath"))}
    assert shown == {"Marta Nobody", "Rufat Nobody", "Korvath"}


def test_nothing_that_is_kept_apart_and_no_name_of_a_file_is_published(archive: Path) -> None:
    unopened = ("Lubomira", "Sealedname", "Sixteen people")
    assert found(archive / "first", (*KEPT, *ARCHIVE_ONLY, *unopened)) == set()
    opened = ("Twelve people", "Rufat Nobody", "Fifteen people", "Marta Nobody")
    assert {word for word, _ in found(archive / "first", opened)} == set(opened)


def test_a_published_mail_names_neither_its_author_nor_what_is_inside(archive: Path) -> None:
    mails = [source for source in sources_of(archive / "first") if source["title"] in ("For you", "Korvath papers")]
    assert [(mail["author"], mail["sha256"], mail["bytes"]) for mail in mails] == [("", "", "")] * 2
    assert not [source for source in sources_of(archive / "first") if source["title"] == "About Vilmosz"]


def test_what_was_sealed_is_gone_from_the_next_edition_with_all_its_copies(archive: Path) -> None:
    assert {word for word, _ in found(archive / "first", SEALED)} >= {"Korvath", "Fourteen people", "sealed keeper"}
    assert found(archive / "second", (*KEPT, *ARCHIVE_ONLY, *SEALED)) == set()
    preview = archive / "archive"
    for name in ("site", "export"):
        assert found(preview / name, (*KEPT, *SEALED)) == set()


def test_what_was_ruled_open_inside_a_restricted_file_does_not_tell_of_that_file(archive: Path) -> None:
    shown = {
        word for word, _ in found(archive / "second", ("Rufat Nobody", "Fifteen people", "Six people", "Twelve people"))
    }
    assert shown == {"Rufat Nobody", "Fifteen people", "Six people"}
    assert {source["derived_from"] for source in sources_of(archive / "second")} == {""}
    assert any(source["derived_from"] for source in sources_of(archive / "first"))


def test_bytes_that_lie_in_the_sealed_mail_too_are_closed_with_it(archive: Path) -> None:
    access = {source.path: source.access for source in show(archive / "archive", "sources")}
    assert access["sources/both.txt"] == "sealed"
    assert {level for path, level in access.items() if path.startswith("sources/Mandrake.eml")} == {"sealed"}


def test_the_archive_is_told_what_is_kept_and_that_it_is_shown_nowhere(archive: Path) -> None:
    for path, words in {
        "Omurtag/report.docx": "deleted: Xorvalind the informer",
        "photo of Vosk.jpg": "device: SN-55512345",
        "WhatsApp Chat.zip/_chat.txt": "participant: Ilvana Chatmember",
        "mail.eml": "mail-from: Sendrina Absender <sendrina@post.invalid>",
    }.items():
        told = [node.says for node in explain(archive / "archive", f"sources/{path}").because]
        assert [says for says in told if says.startswith(words) and says.endswith("kept here, shown nowhere")], told
