"""A saved page and its folder are one source; what was typed from a scan is that scan's text."""

from __future__ import annotations

import pytest

from cenotaph import table
from cenotaph.capture import HeldFile, capture, noted_inside, read_cited, without_custody
from cenotaph.capture.companions import companions
from cenotaph.record import Flag, Source


def held(path: str, media_type: str = "text/plain", sha256: str | None = None) -> HeldFile:
    return HeldFile(path, 3, 0, sha256 or (path.encode().hex() * 64)[:64], media_type)


def paths(files) -> dict[str, list[str]]:
    return {path: [each.path for each in group] for path, group in companions(files).items()}


PAGE = held("sources/web/Ozmara burns.html", "text/html")


@pytest.mark.parametrize(
    "folder", ["Ozmara burns_files", "Ozmara burns.files", "Ozmara burns_fichiers", "ozmara burns_Files"]
)
def test_the_folder_that_a_browser_saves_belongs_to_its_page(folder):
    inside = [held(f"sources/web/{folder}/style.css"), held(f"sources/web/{folder}/deep/photo.jpg", "image/jpeg")]
    assert paths([PAGE, *inside]) == {PAGE.path: sorted(each.path for each in inside)}


def test_a_folder_without_its_page_or_of_another_page_is_a_folder():
    assert paths([held("sources/web/Ozmara burns_files/photo.jpg", "image/jpeg")]) == {}
    assert paths([PAGE, held("sources/web/Ozmara_files/photo.jpg", "image/jpeg")]) == {}
    assert paths([PAGE, held("sources/Ozmara burns_files/photo.jpg", "image/jpeg")]) == {}


def test_an_accent_written_in_two_parts_is_the_same_name():
    page = held("sources/Şəhər.html", "text/html")
    inside = held("sources/S\u0327əhər_files/a.css")
    assert paths([page, inside]) == {page.path: [inside.path]}


@pytest.mark.parametrize("kind", ["image/jpeg", "image/tiff", "audio/mpeg", "video/mp4", "application/pdf"])
def test_a_text_named_like_a_scan_was_typed_from_it(kind):
    scan = held("sources/list-p7.jpg", kind)
    assert paths([scan, held("sources/list-p7.jpg.txt")]) == {scan.path: ["sources/list-p7.jpg.txt"]}


def test_a_text_named_like_another_text_is_a_source_of_its_own():
    assert paths([held("sources/a.csv", "text/csv"), held("sources/a.csv.txt")]) == {}
    scan = held("sources/a.jpg", "image/jpeg")
    assert paths([scan, held("sources/a.jpg.txt", "image/png")]) == {}
    assert paths([scan, held("sources/a.txt")]) == {}


def test_companions_are_no_sources_and_have_custody_all_the_same():
    inside = held("sources/web/Ozmara burns_files/photo.jpg", "image/jpeg")
    files = [PAGE, inside]
    (source,) = table.records(capture(files, (), ()).sources, Source)
    assert (source.path, [each.path for each in source.companions]) == (PAGE.path, [inside.path])
    assert source.companions[0].role == "page_file"
    assert without_custody(files, ()) == tuple(files)


def test_bytes_that_also_stand_elsewhere_are_a_source_there():
    same = "a" * 64
    inside = held("sources/web/Ozmara burns_files/photo.jpg", "image/jpeg", same)
    sources = table.records(
        capture([PAGE, inside, held("sources/photo.jpg", "image/jpeg", same)], (), ()).sources, Source
    )
    assert sorted(str(source.path) for source in sources) == ["sources/photo.jpg", PAGE.path]


def part(path: str, around: Source) -> Source:
    return Source(id="src-part", status="read", path=path, paths=(path,), derived_from=around.id)


def test_a_row_on_a_file_inside_a_file_is_joined_when_that_is_found(tmp_path):
    (tmp_path / "sources.csv").write_text(
        "path,title\nbundle.zip/letter.txt,A letter\nsources/bundle.zip/none.txt,Not there\nnowhere.txt,Nowhere\n",
        encoding="utf-8",
    )
    cited, _ = read_cited(tmp_path / "sources.csv", "restricted")
    captured = capture([held("sources/bundle.zip", "application/zip")], (), cited)
    sources = table.records(captured.sources, Source)
    assert ["nowhere.txt" in flag.message for flag in table.records(captured.flags, Flag)] == [True]
    around = next(source for source in sources if source.status != "cited")
    found = [*sources, part("sources/bundle.zip/letter.txt", around)]
    noted, flags = noted_inside(found, last=True)
    assert {source.path: source.title for source in noted if source.status != "cited"} == {
        "sources/bundle.zip": None,
        "sources/bundle.zip/letter.txt": "A letter",
    }
    assert [flag.code for flag in flags] == ["F005"]
    assert "none.txt" in flags[0].message
    assert sorted(str(source.path) for source in noted if source.status == "cited") == [
        "nowhere.txt",
        "sources/bundle.zip/none.txt",
    ]
    assert noted_inside(found, last=False)[1] == ()
