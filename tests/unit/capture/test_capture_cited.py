"""sources.csv is read as people write it, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cenotaph.capture import read_cited


@pytest.fixture
def read(tmp_path):
    def reads(content: str | bytes, **options):
        path = tmp_path / "sources.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_cited(path, **options)

    return reads


def test_no_file_means_no_rows(tmp_path):
    assert read_cited(tmp_path / "sources.csv") == ((), ())


def test_columns_are_known_by_several_names_and_delimiters(read):
    (one,), flags = read(
        "source_id;url;title_own_words;source_date_edtf\ns1;https://nowhere.invalid/1;Ten years;1991?\n"
    )
    assert (one.key, one.url, one.title, one.published) == ("s1", "https://nowhere.invalid/1", "Ten years", "1991?")
    assert flags == ()


def test_a_file_in_another_encoding_is_read(read):
    (one,), _ = read("key,title\ns1,Провинция Озмара вспоминает погибших\n".encode("cp1251"))
    assert one.title == "Провинция Озмара вспоминает погибших"


def test_what_is_not_understood_is_kept_as_evidence_and_flagged(read):
    (one,), flags = read("key,title,date,shelf\ns1,Ten years,4th of March,B 12\n")
    assert one.published is None
    assert {(e.field, e.value) for e in one.evidence} == {("published", "4th of March"), ("shelf", "B 12")}
    assert {flag.code for flag in flags} == {"S010", "S012"}


def test_an_access_that_is_none_of_ours_closes_the_source(read):
    (one, two), flags = read("title,access\nTen years,publik\nEleven years,\n", access="public")
    assert one.access == "sealed"
    assert two.access == "public"
    assert [flag.code for flag in flags] == ["S014"]


def test_a_row_that_names_nothing_and_a_key_used_twice_are_flagged_and_kept(read):
    rows, flags = read("key,title,publisher\n,,Nowhere News\ns1,One,\ns1,Two,\n")
    assert len(rows) == 3
    assert {flag.code for flag in flags} == {"S011", "S013"}


def test_a_file_that_is_no_list_of_sources_is_flagged(read):
    rows, flags = read("colour,weight\nred,3\n")
    assert rows == ()
    assert [flag.code for flag in flags] == ["S015"]


def test_every_row_of_the_worked_example_is_read():
    example = Path(__file__).parents[3] / "examples" / "black-january" / "sources.csv"
    rows, flags = read_cited(example)
    assert len(rows) == 163
    assert len({row.id for row in rows}) == 163
    assert not [flag for flag in flags if flag.severity != "information"]
