"""How the sources of an archive get their dates: from what they say, from sources.csv, by a decision, or not at all."""

from __future__ import annotations

import pytest

from cenotaph import build, decide, explain, show
from cenotaph.alone import date_of, read
from cenotaph.cli import cli

MARKED = (
    "TODAY Ozmara is marking the 30th anniversary of Red March.\nOn March 4, 1991, guards fired on people in Tavri."
)
PAGE = """<html lang="en"><head><title>The days of March</title>
<meta property="article:published_time" content="1991-01-10T00:00:00Z"></head><body><article><h1>The days of March</h1>
<p>On 4 March 1991 guards of the province entered the town of Tavri and fired on people at the market.</p>
<p>Two people were killed yesterday evening, and a commission visited the town on 12 May 1991 to hear witnesses.</p>
</article></body></html>"""


@pytest.fixture
def archive(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "cenotaph.toml").write_text('title = "Ozmara"\n', encoding="utf-8")
    (tmp_path / "sources" / "marked.txt").write_text(MARKED, encoding="utf-8")
    (tmp_path / "sources" / "page.html").write_text(PAGE, encoding="utf-8")
    build(tmp_path, jobs=1)
    return tmp_path


def dates(archive):
    return {source.path: source.published for source in show(archive, "sources")}


def codes(archive):
    return [flag.code for flag in show(archive, "flags") if flag.code.startswith(("S06", "D008"))]


def said(node):
    return [node.says, *(words for part in node.because for words in said(part))]


def test_a_text_is_dated_by_the_anniversary_it_marks_and_a_contradicted_page_is_left_open(archive):
    assert dates(archive) == {"sources/marked.txt": "2021-03-04", "sources/page.html": None}
    assert codes(archive) == ["D008"]
    assert {text.source: text.published for text in show(archive, "texts")} == {
        source.id: source.published for source in show(archive, "sources")
    }
    words = said(explain(archive, "sources/marked.txt"))
    assert "the text marks 30 years since 1991-03-04, as of today" in words
    words = said(explain(archive, "sources/page.html"))
    assert any(word.startswith("dated: not settled: 12 May 1991 to ") for word in words)


def test_sources_csv_goes_before_what_the_files_say(archive):
    lines = "path,date\nsources/marked.txt,2021-03-05\nsources/page.html,1999-04\n"
    (archive / "sources.csv").write_text(lines, encoding="utf-8")
    build(archive, jobs=1)
    assert dates(archive) == {"sources/marked.txt": "2021-03-05", "sources/page.html": "1999-04"}
    assert codes(archive) == []


def test_a_decision_dates_a_source_and_the_point_goes(archive):
    decide(archive, "set", "sources/page.html", "an issue of the paper is held", values={"published": "1991-06-01"})
    build(archive, jobs=1)
    assert dates(archive)["sources/page.html"] == "1991-06-01"
    assert codes(archive) == []
    assert "people told it" in said(explain(archive, "sources/page.html"))


def test_yesterday_leans_on_the_date_and_without_one_on_nothing(archive):
    def when():
        return {claim.when for claim in show(archive, "claims") if claim.kind == "killed" and claim.count}

    assert not any((day or "").startswith("1991-01") for day in when())
    decide(archive, "set", "sources/page.html", "an issue is held", values={"published": "1991-05-13"})
    build(archive, jobs=1)
    assert when() == {"1991-05-12"}


def test_read_says_the_date_and_why(archive, capsys):
    reading = read(archive / "sources" / "marked.txt")
    assert reading.text.published == "2021-03-04"
    assert date_of(reading).reason == "the text marks 30 years since 1991-03-04, as of today"
    cli(["read", str(archive / "sources" / "page.html")], standalone_mode=False)
    out = capsys.readouterr().out
    assert "dated: not settled (between 1991-05-12/..)" in out
    assert "D008 the source is dated 10 January 1991; it reports 12 May 1991 as past" in out
