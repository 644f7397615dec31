"""OpenDocument texts: what is printed, in its order, with its numbers; what was taken out stays out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_builder import flat_odt, odt
from words_shown import lines, shown

from cenotaph.read import Limits
from cenotaph.read.formats import described, read_bytes
from cenotaph.record import Source

SENTENCE = "In the night of 4 March 1991 soldiers killed 42 people in Ozmara, the commission said."
NAMES = ("Ilva Nobody", "Arvo Testman", "Bela Sample")
INFO = "<office:change-info><dc:creator>Bela Editor</dc:creator><dc:date>2026-01-02T03:04:00</dc:date></office:change-info>"  # noqa: E501
SMALL = Limits(characters=2_000, rows=50, memory=64 * 2**20)


def read(data: bytes, limits: Limits = Limits()):  # noqa: B008 - frozen
    return read_bytes(data, described(data, Source(id="", status="cited", path="in.odt")), limits)


def private(reading, field: str) -> list[str]:
    return [evidence.quote for evidence in reading.evidence if evidence.field == field and evidence.is_private]


def items(*words: str, start: str = "") -> str:
    first = f' text:start-value="{start}"' if start else ""
    return "".join(
        f"<text:list-item{first if not at else ''}><text:p>{each}</text:p></text:list-item>"
        for at, each in enumerate(words)
    )


def cell(words: str, attributes: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>"


def table(rows: list[list[str]]) -> str:
    made = ("".join(each if each.startswith("<") else cell(each) for each in row) for row in rows)
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in made)}</table:table>"


def test_white_space_signs_and_spans():
    body = "<text:p>  In the\n   <text:span>night </text:span><text:span> of</text:span><text:s text:c='3'/>4<text:tab/>March<text:line-break/>1991<text:a> (see)</text:a>\n </text:p>"  # noqa: E501
    assert read(odt(body)).text.text == "In the night of   4\tMarch\n1991 (see)"


def test_tracked_changes_and_comments_are_kept_apart():
    changes = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{INFO}<text:p>GONE words</text:p></text:deletion></text:changed-region>"  # noqa: E501
        f"<text:changed-region><text:insertion>{INFO}</text:insertion></text:changed-region></text:tracked-changes>"
    )
    comment = '<office:annotation office:name="c1"><dc:creator>Cyra Reader</dc:creator><text:p>WHO says so?</text:p></office:annotation>'  # noqa: E501
    body = f"{changes}<text:p>Soldiers <text:change text:change-id='1'/>{comment}killed 42<office:annotation-end office:name='c1'/> people.</text:p>"  # noqa: E501
    reading = read(odt(body))
    assert lines(reading) == ["Soldiers killed 42 people."]
    assert private(reading, "deleted") == ["Bela Editor, 2026-01-02T03:04:00: GONE words"]
    assert private(reading, "comment") == ["Cyra Reader: [killed 42]: WHO says so?"]
    assert "GONE" not in shown(reading)
    assert "WHO" not in shown(reading)
    assert [flag.code for flag in reading.flags] == ["S023"]
    assert "tracked changes: 2, comments: 1" in reading.flags[0].message


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p>a</text:p><text:p><text:span text:style-name="T1">HIDDEN</text:span></text:p>',
        '<text:p>a<text:hidden-text text:string-value="HIDDEN"/></text:p>',
        '<text:p>a</text:p><text:section text:display="none"><text:p>HIDDEN</text:p></text:section>',
        '<text:p>a</text:p><text:p>HIDDEN<text:hidden-paragraph text:is-hidden="true"/></text:p>',
    ],
)
def test_hidden_words_are_kept_apart(hidden):
    reading = read(odt(hidden))
    assert lines(reading) == ["a"]
    assert private(reading, "hidden") == ["HIDDEN"]


def test_numbers_are_those_that_are_printed():
    sub = f"<text:list-item><text:list>{items('x', 'y')}</text:list></text:list-item>"
    body = (
        f'<text:list text:style-name="L1">{items("Ilva", "Arvo")}{sub}{items("Bela")}</text:list><text:p>Between.</text:p>'  # noqa: E501
        f'<text:list text:style-name="L1" text:continue-numbering="true">{items("Cyra")}</text:list>'
        f'<text:list text:style-name="L1">{items("anew")}{items("nine", start="9")}</text:list>'
        f'<text:list text:style-name="L2">{items("bullet")}</text:list>'
        f'<text:list text:style-name="L3">{items("four")}<text:list-header><text:p>no number</text:p></text:list-header>{items("five")}</text:list>'  # noqa: E501
    )
    assert lines(read(odt(body))) == [
        "1. Ilva", "2. Arvo", "2.a) x", "2.b) y", "3. Bela", "Between.", "4. Cyra", "1. anew", "9. nine", "bullet",
        "(IV) four", "no number", "(V) five",
    ]  # fmt: skip


def test_a_list_may_go_on_from_one_that_it_names():
    body = (
        f'<text:list xml:id="a" text:style-name="L1">{items("one")}</text:list>'
        f'<text:list xml:id="b" text:style-name="L1">{items("other")}</text:list>'
        f'<text:list text:continue-list="a" text:style-name="L1">{items("two")}</text:list>'
    )
    assert lines(read(odt(body))) == ["1. one", "1. other", "2. two"]


def test_chapters_are_numbered_as_the_outline_says():
    outline = (
        '<office:styles><text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'  # noqa: E501
        "</text:outline-style></office:styles>"
    )
    body = '<text:h text:outline-level="1">First</text:h><text:h text:outline-level="1">Second</text:h>'
    reading = read(odt(body, styles=outline))
    assert lines(reading) == ["I. First", "II. Second"]
    assert {block.kind for block in reading.text.blocks} == {"headline"}


def test_a_numbered_list_of_people_is_rows():
    reading = read(odt(f'<text:list text:style-name="L1">{items(*NAMES)}</text:list>'))
    assert [row.cells[:2] for row in reading.rows][1:] == [(str(at), name) for at, name in enumerate(NAMES, 1)]


def test_spanned_covered_and_repeated_cells_stay_in_their_columns():
    covered = "<table:covered-table-cell/>"
    rows = [
        ["No", "Name", "Age", "Place"],
        ["1", "Ilva Nobody", "11", cell("Tavri", 'table:number-rows-spanned="3"')],
        ["2", "Arvo Testman", "41", covered],
        ["3", cell("Bela Sample", 'table:number-columns-spanned="2"'), covered, covered],
        [
            cell("4", 'table:number-columns-repeated="1"'),
            "Cyra Mockova",
            cell("x", 'table:number-columns-repeated="2"'),
        ],
    ]
    reading = read(odt(table(rows)))
    assert [row.cells for row in reading.rows][1:] == [
        ("1", "Ilva Nobody", "11", "Tavri"), ("2", "Arvo Testman", "41", "Tavri"), ("3", "Bela Sample", "", "Tavri"),
        ("4", "Cyra Mockova", "x", "x"),
    ]  # fmt: skip


def test_notes_frames_and_indexes():
    note = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Report, p. 7.</text:p></text:note-body></text:note>'  # noqa: E501
    frame = '<draw:frame svg:width="5cm"><draw:text-box><text:p>Words in a box.</text:p></draw:text-box></draw:frame>'
    shape = "<draw:custom-shape><svg:title>NO</svg:title><text:p>Words in a shape.</text:p></draw:custom-shape>"
    index = "<text:table-of-content><text:table-of-content-source>NO</text:table-of-content-source><text:index-body><text:p>First 1</text:p></text:index-body></text:table-of-content>"  # noqa: E501
    reading = read(odt(f"{index}<text:p>42 were killed{note}.{frame}</text:p><text:p>{shape}</text:p>"))
    assert lines(reading) == [
        "First 1",
        "42 were killed[1].",
        "Words in a box.",
        "Words in a shape.",
        "[1] Report, p. 7.",
    ]
    assert reading.text.blocks[0].kind == "furniture"


def test_headers_properties_and_what_is_not_read():
    master = (
        "<office:master-styles><style:master-page><style:header><text:p>Commission</text:p></style:header>"
        "<style:footer><text:p>Page 1</text:p></style:footer></style:master-page></office:master-styles>"
    )
    meta = (
        "<dc:title>A list</dc:title><meta:initial-creator>Nadia Placeholder</meta:initial-creator>"
        "<dc:creator>LAST EDITOR</dc:creator><meta:creation-date>2001-02-03T04:05:06</meta:creation-date>"
    )
    embedded = '<text:p><draw:frame><draw:object xlink:href="./Object 1"/><draw:image/></draw:frame><draw:frame svg:width="16cm" svg:height="22cm"><draw:image/></draw:frame></text:p>'  # noqa: E501
    reading = read(odt(f"<text:p>{SENTENCE}</text:p>{embedded}", master, meta))
    assert lines(reading) == ["Commission", SENTENCE, "Page 1"]
    assert {(e.field, e.value) for e in reading.evidence if not e.is_private} >= {
        ("title", "A list"), ("author", "Nadia Placeholder"), ("published", "2001-02-03"),
    }  # fmt: skip
    assert private(reading, "editor") == ["LAST EDITOR"]
    assert "embedded objects: 1" in reading.reason
    assert "scanned page" in reading.reason


def test_a_flat_document_reads_like_a_packed_one():
    body = f'<text:p>{SENTENCE}</text:p><text:list text:style-name="L1">{items(*NAMES)}</text:list>'
    data = flat_odt(body)
    assert described(data, Source(id="", status="cited", path="in.xml")).media_type.endswith("flat-xml")
    assert read(data).text.text == read(odt(body)).text.text
    assert read(data).rows


def test_a_password_is_named():
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'  # noqa: E501
    )
    reading = read(odt("<text:p>x</text:p>", extra={"META-INF/manifest.xml": manifest}))
    assert reading.status == "not_readable"
    assert "password" in reading.reason


def test_an_entity_of_its_own_is_not_expanded_and_drops_no_words():
    body = f"<text:p>{SENTENCE} &boo; And behind it.</text:p>"
    data = flat_odt(body).replace(b"<office:document ", b'<!DOCTYPE x [<!ENTITY boo "EXPANDED">]>\n<office:document ')
    reading = read(data)
    assert reading.status == "in_part"
    assert "&boo;" in reading.reason
    assert reading.text.text == f"{SENTENCE} &boo; And behind it."
    assert "EXPANDED" not in reading.text.text


def test_repetitions_without_end_are_cut_and_say_so():
    repeated = (
        '<table:table-row table:number-rows-repeated="1000000000">'
        + cell("Ilva Nobody", 'table:number-columns-repeated="1000000000"')
        + "</table:table-row>"
    )
    body = f"<text:p>{SENTENCE}<text:s text:c='1000000000'/>.</text:p><table:table>{repeated}</table:table>"
    reading = read(odt(body), SMALL)
    assert reading.status == "in_part"
    assert len(reading.text.text) <= SMALL.characters
    assert "split the document" in reading.reason


word = st.text("abcdefghij", min_size=1, max_size=8)
kinds = st.sampled_from(["plain", "hidden", "comment", "note"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(kinds, word), min_size=1, max_size=5), min_size=1, max_size=6), st.booleans())
def test_no_deleted_hidden_or_commented_word_ever_reaches_text_or_rows(paragraphs, is_table):
    writers = {
        "plain": lambda words: words,
        "hidden": lambda words: f'<text:span text:style-name="T1">QQQ{words}</text:span>',
        "comment": lambda words: f"<office:annotation><text:p>QQQ{words}</text:p></office:annotation>",
        "note": lambda words: (
            f"<text:note><text:note-citation/><text:note-body><text:p>{words}</text:p></text:note-body></text:note>"
        ),
    }
    made = ["<text:p>{}</text:p>".format("".join(writers[kind](words) for kind, words in each)) for each in paragraphs]
    changes = f"<text:tracked-changes><text:changed-region><text:deletion>{INFO}<text:p>QQQ</text:p></text:deletion></text:changed-region></text:tracked-changes>"  # noqa: E501
    cells = "".join(
        f"<table:table-row><table:table-cell>{each}</table:table-cell>{cell(SENTENCE)}</table:table-row>"
        for each in made
    )
    reading = read(odt(changes + (f"<table:table>{cells}</table:table>" if is_table else "".join(made))))
    assert "QQQ" not in shown(reading)
    kept = "".join(words for each in paragraphs for kind, words in each if kind == "plain")
    found = "".join((reading.text.text if reading.text else "").replace(SENTENCE, "").split())
    assert all(words in found for words in kept.split())


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(word, st.integers(1, 99)), min_size=3, max_size=20))
def test_every_line_of_a_table_is_a_row(people):
    rows = [["No", "Name", "Age"], *([str(at), f"Ilva {name}", str(age)] for at, (name, age) in enumerate(people, 1))]
    reading = read(odt(table(rows)))
    assert [list(row.cells) for row in reading.rows] == rows
