"""Which files lie around a file, at every place where its bytes stand."""

from __future__ import annotations

from cenotaph.around import around, is_inside
from cenotaph.record import Source


def held(id_: str, *paths: str, derived_from: str | None = None) -> Source:
    return Source(id_, "read", path=paths[0], paths=paths, derived_from=derived_from)


def test_each_file_around_is_found_however_deep_and_at_every_place():
    sources = [
        held("outer", "sources/a.zip"),
        held("mail", "sources/a.zip/b.eml", derived_from="outer"),
        held("other", "sources/c.zip"),
        held("list", "sources/a.zip/b.eml/l.csv", "sources/c.zip/l.csv", derived_from="mail"),
        held("alone", "sources/a.zipped/l.csv"),
        Source("cited", "cited"),
    ]
    assert around(sources) == {"mail": {"outer"}, "list": {"outer", "mail", "other"}}


def test_the_files_around_another_place_of_a_file_around_count_too():
    sources = [
        held("first", "sources/a.zip"),
        held("second", "sources/b.zip"),
        held("both", "sources/a.zip/c.zip", "sources/b.zip/c.zip", derived_from="first"),
        held("deep", "sources/a.zip/c.zip/d.txt", derived_from="both"),
    ]
    assert around(sources)["deep"] == {"first", "second", "both"}


def test_a_file_found_inside_its_own_copy_does_not_lie_around_itself():
    sources = [held("loop", "sources/a.zip", "sources/a.zip/a.zip")]
    assert around(sources) == {}


def test_a_name_that_begins_alike_is_no_way_through():
    assert is_inside("sources/a.zip/b", "sources/a.zip")
    assert not is_inside("sources/a.zip.txt", "sources/a.zip")
