"""What was written and released is held against what was signed; what people settled is settled."""

from __future__ import annotations

import base64

import msgspec
import pytest

from cenotaph import archive as archives
from cenotaph import table
from cenotaph.archive import Archive
from cenotaph.capture import custody_of, find_files
from cenotaph.checking import altered_in, check
from cenotaph.errors import StorageError
from cenotaph.ledger import Draft, append, append_many, read_ledger
from cenotaph.publish.output import MANIFEST, altered, note_written, write_folder
from cenotaph.record import Decision, Flag, Source
from cenotaph.release import EDITION_FILE, SignedFolder, release, settings_folder, sign_public, unsigned_public
from cenotaph.show import show

TIME = "2026-01-20T08:00:00Z"
PUBLIC = {"sources": table.to_table([Source("src-1", "read", title="A page", access="public")], Source)}
PAGES = (("index.html", b"<p>Nowhere</p>"), ("sources/src-1.html", b"<p>a page</p>"))
DATA = (("csv/claims.csv", b"id\r\n"), ("datapackage.json", b"{}"))


@pytest.fixture
def made(tmp_path, monkeypatch) -> Archive:
    """An archive with one file and one edition, its public folder written by hand."""
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CENOTAPH_WRITER", "leyla")
    archive = archives.init(tmp_path / "archive", "Nowhere")
    (archive.sources / "a.txt").write_bytes(b"words")
    drafts = [Draft("captured", payload=custody_of(file)) for file in find_files(archive.sources, {})]
    append_many(archive.decisions, "leyla", drafts, TIME)
    for name, record in (("flags", Flag), ("sources", Source)):
        table.write(table.to_table([], record), archive.derived / "tables" / f"{name}.parquet")
    release_again(archive)
    return archive


def release_again(archive: Archive, note: str = "") -> Decision:
    return release(archive.root, PUBLIC, lambda _: write_public(archive), time=TIME, note=note)


def write_public(archive: Archive) -> None:
    write_folder(archive.public / "data", DATA, owned=("csv",))
    write_folder(archive.public, PAGES, owned=("sources",))


def said(archive: Archive) -> list[str]:
    return [f"{flag.code} {flag.message}" for flag in altered_in(archive, read_ledger(archive.decisions))]


def test_a_release_signs_the_lists_of_its_files_and_names_no_writer(made):
    assert said(made) == []
    signed = msgspec.json.decode((made.public / EDITION_FILE).read_bytes(), type=SignedFolder)
    assert (signed.edition, list(signed.manifests)) == (1, ["manifest.json", "data/manifest.json"])
    assert b"leyla" not in (made.public / EDITION_FILE).read_bytes()


def test_a_page_changed_with_its_list_does_not_fit_the_signature(made):
    (made.public / "index.html").write_bytes(b"<p>Somewhere</p>")
    assert said(made) == ["F016 public/index.html: its bytes are not those that were written"]
    note_written(made.public, [("index.html", b"<p>Somewhere</p>")])
    assert said(made) == ["F018 public/: manifest.json is not the list of files that was signed"]
    release_again(made)
    assert said(made) == []


def test_a_signature_by_another_key_or_of_another_edition_is_named(made):
    path = made.public / EDITION_FILE
    before = path.read_bytes()
    signed = msgspec.json.decode(before, type=SignedFolder)
    other = base64.b64encode(bytes(range(32))).decode()
    for changed, says in (
        (msgspec.structs.replace(signed, public_key=other), "signed with another key"),
        (msgspec.structs.replace(signed, edition=2), "it is edition 2; the last one released is 1"),
        (msgspec.structs.replace(signed, signature=signed.signature[:-3] + "B=="), "does not fit"),
        (msgspec.structs.replace(signed, signature=""), "does not fit"),
    ):
        path.write_bytes(msgspec.json.encode(changed))
        assert any(says in line for line in unsigned_public(made.public, read_ledger(made.decisions))), says
    path.unlink()
    assert said(made) == [f"F018 public/: {EDITION_FILE}, which signs its lists of files, is not there"]
    path.write_bytes(before)
    assert said(made) == []


def test_an_edition_that_was_not_written_out_is_named_until_it_is(made):
    def refuse(_: Decision) -> None:
        raise StorageError("no room")

    with pytest.raises(StorageError):
        release(made.root, PUBLIC, refuse, time=TIME, note="The second.")
    assert said(made) == ["F018 public/: it is edition 1; the last one released is 2"]
    release_again(made)
    assert said(made) == []


def test_another_machine_without_the_key_signs_nothing_and_makes_no_key(made, tmp_path, monkeypatch):
    monkeypatch.setenv("CENOTAPH_HOME", str(tmp_path / "elsewhere"))
    before = (made.public / EDITION_FILE).read_bytes()
    (released,) = [d for d in read_ledger(made.decisions).decisions if d.kind == "release"]
    sign_public(made.public, released)
    assert (made.public / EDITION_FILE).read_bytes() == before
    assert not settings_folder().exists()


def test_files_of_other_origin_are_left_alone_but_not_where_only_pages_may_stand(made):
    (made.public / "CNAME").write_text("nowhere.example", encoding="utf-8")
    assert said(made) == []
    (made.public / "sources" / "old.html").write_text("taken back", encoding="utf-8")
    assert said(made) == ["F016 public/sources/old.html: it was not written here by the program"]


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "gone"),
        (b"", "damaged"),
        (b'{"files":{"../a":"0"}}', "not as it was written"),
        (b'{"files":{}}', "not as"),
    ],
)
def test_a_list_of_files_that_is_lost_or_damaged_is_named(tmp_path, manifest, says):
    write_folder(tmp_path / "site", PAGES)
    assert altered(tmp_path / "site") == []
    (tmp_path / "site" / MANIFEST).unlink()
    if manifest is not None:
        (tmp_path / "site" / MANIFEST).write_bytes(manifest)
    ((path, told),) = altered(tmp_path / "site")
    assert path == MANIFEST
    assert says in told


def test_what_was_never_written_has_nothing_to_tell(tmp_path, made):
    assert altered(tmp_path / "nowhere") == []
    assert unsigned_public(tmp_path / "nowhere", read_ledger(made.decisions)) == []


def test_a_settled_point_is_settled_for_check_too(tmp_path, monkeypatch):
    from cenotaph.build import build
    from cenotaph.decide import decide

    monkeypatch.setenv("CENOTAPH_WRITER", "leyla")
    made = archives.init(tmp_path / "archive", "Nowhere")
    for name in ("a.txt", "twin.txt", "gone.txt"):
        (made.sources / name).write_bytes(b"twin" if name != "gone.txt" else b"gone")
    build(made.root, jobs=1)
    (made.sources / "twin.txt").unlink()
    (made.sources / "gone.txt").unlink()
    assert [point.flag.code for point in check(made.root, select="F")] == ["F001", "F012"]
    build(made.root, jobs=1)
    for flag in show(made.root, "flags"):
        if flag.code in {"F001", "F012"}:
            decide(made.root, "accept", flag.id, reason="taken out on purpose")
    assert check(made.root, select="F") == ()
    build(made.root, jobs=1)
    assert check(made.root, select=("F", "R")) == ()
    append(made.decisions, "leyla", "undo", read_ledger(made.decisions).decisions[-1].id, reason="no")
    assert len(check(made.root, select="F")) == 1


def test_data_exported_singly_is_no_damage_to_the_preview(tmp_path):
    from cenotaph.build import build
    from cenotaph.public import export

    made = archives.init(tmp_path / "archive", "Nowhere")
    (made.sources / "a.txt").write_bytes(b"Twelve people were killed in Vellmar on 3 May 1987, the clerk said.")
    build(made.root, jobs=1)
    for public in (False, True):
        export(made.root, "csv", public=public)
        assert check(made.root, select="F") == ()
    export(made.root, "csv", tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere" / MANIFEST).exists()
