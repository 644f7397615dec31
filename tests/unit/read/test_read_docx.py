"""Word documents: what is printed, in its order, with its numbers; what was taken out stays out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_builder import STRICT, deleted, docx, inserted, item, packed, paragraph, run, table
from words_shown import lines, shown

from cenotaph.read import Limits
from cenotaph.read.formats import described, read_bytes
from cenotaph.record import Source

SENTENCE = "In the night of 4 March 1991 soldiers killed 42 people in Ozmara, the commission said."
SMALL = Limits(characters=2_000, rows=50, memory=64 * 2**20)


def read(data: bytes, limits: Limits = Limits()):  # noqa: B008 - frozen
    return read_bytes(data, described(data, Source(id="", status="cited", path="in.docx")), limits)


def private(reading, field: str) -> list[str]:
    return [evidence.value for evidence in reading.evidence if evidence.field == field and evidence.is_private]


def test_tracked_changes_are_read_as_if_accepted_and_kept_apart():
    moved = '<w:moveFrom w:id="3" w:author="B">' + run("GONE words ") + "</w:moveFrom>"
    body = f"<w:p>{run('Soldiers ')}{deleted('allegedly ')}{inserted('deliberately ')}{moved}{run('killed 42 people.')}</w:p>"  # noqa: E501
    body += f'<w:p><w:moveTo w:id="4" w:author="B">{run("GONE words ")}</w:moveTo></w:p>'
    reading = read(docx(body))
    assert lines(reading) == ["Soldiers deliberately killed 42 people.", "GONE words"]
    assert private(reading, "deleted") == ["allegedly"]
    (evidence,) = [each for each in reading.evidence if each.field == "deleted"]
    assert evidence.quote == "Bela Editor, 2026-01-02T03:04:00Z: allegedly"
    assert [flag.code for flag in reading.flags] == ["S023"]
    assert "tracked changes: 4" in reading.flags[0].message


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    mark = '<w:rPr><w:del w:id="9" w:author="B"/></w:rPr>'
    body = paragraph("Soldiers ", mark) + paragraph("killed 42 people.")
    body += f"<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>{mark}</w:pPr>{deleted('Ilva Nobody')}</w:p>"  # noqa: E501
    body += item("Arvo Testman")
    assert lines(read(docx(body))) == ["Soldiers killed 42 people.", "1. Arvo Testman"]


def test_a_deleted_line_and_a_deleted_cell_of_a_table_are_not_read():
    tracked = '<w:trPr><w:del w:id="1" w:author="B" w:date="2026-01-02T03:04:00Z"/></w:trPr>'
    gone = f"<w:tr>{tracked}<w:tc>{paragraph('2')}</w:tc><w:tc>{paragraph('GONE')}</w:tc></w:tr>"
    cell = f'<w:tc><w:tcPr><w:cellDel w:id="2" w:author="B"/></w:tcPr>{paragraph("GONE TOO")}</w:tc>'
    body = table([["No", "Name"], ["1", "Ilva Nobody"], ["3", "Arvo Testman"], ["4", "Bela Sample"], ["5", cell]])
    reading = read(docx(body.replace("</w:tbl>", f"{gone}</w:tbl>")))
    assert [row.cells for row in reading.rows][1:] == [
        ("1", "Ilva Nobody"), ("3", "Arvo Testman"), ("4", "Bela Sample"), ("5", ""),
    ]  # fmt: skip
    assert "GONE" not in shown(reading)
    assert private(reading, "deleted") == ["2\nGONE", "GONE TOO"] or private(reading, "deleted") == [
        "GONE TOO",
        "2\nGONE",
    ]


def test_comments_are_private_and_say_what_they_stand_beside():
    body = (
        '<w:p><w:commentRangeStart w:id="0"/>'
        + run("42 people were killed.")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    )
    comment = f'<w:comment w:id="0" w:author="Cyra Reader" w:date="2026-01-02T03:04:00Z">{paragraph("Who says so?")}</w:comment>'  # noqa: E501
    reading = read(docx(body, comments=comment))
    (evidence,) = [each for each in reading.evidence if each.field == "comment"]
    assert evidence.quote == "Cyra Reader, 2026-01-02T03:04:00Z: [42 people were killed.]: Who says so?"
    assert "Who says so" not in shown(reading)


@pytest.mark.parametrize("properties", ["<w:vanish/>", '<w:vanish w:val="true"/>', '<w:rStyle w:val="Secret"/>'])
def test_hidden_words_are_kept_apart(properties):
    reading = read(docx(f"<w:p>{run(SENTENCE)}{run('HIDDEN', properties)}</w:p>"))
    assert "HIDDEN" not in shown(reading)
    assert private(reading, "hidden") == ["HIDDEN"]


def test_what_only_web_pages_hide_and_what_is_switched_off_is_shown():
    shown_again = '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>'
    body = f"<w:p>{run('one ', '<w:webHidden/>')}{run('two', shown_again)}</w:p>"
    assert lines(read(docx(body))) == ["one two"]


def test_numbers_are_those_that_are_printed():
    body = (
        item("Ilva") + item("sub", 1, 1) + item("sub", 1, 1) + paragraph("Between.") + item("Arvo") + item("sub", 1, 1)
    )
    body += item("а", 2) + item("б", 2) + item("bullet", 3) + item("four", 4) + item("five", 4) + item("anew", 5)
    body += paragraph("by style", '<w:pStyle w:val="ListNumber"/>')
    assert lines(read(docx(body))) == [
        "1. Ilva", "1.a) sub", "1.b) sub", "Between.", "2. Arvo", "2.a) sub", "а) а", "б) б", "bullet", "§ IV four", "§ V five",  # noqa: E501
        "1. anew", "2. by style",
    ]  # fmt: skip


def test_an_empty_numbered_cell_is_the_number_of_its_line_and_a_free_line_is_none():
    number = "<w:tc>" + item("") + "</w:tc>"
    rows = [["№", "Name"], *([number, f"Ilva {name}"] for name in ("Nobody", "Testman", "Sample"))]
    reading = read(docx(item("") + table(rows)))
    assert [row.cells[0] for row in reading.rows] == ["№", "1.", "2.", "3."]


def test_a_numbered_list_of_people_is_rows_one_for_each():
    names = ["Ilva Nobody", "Arvo Testman", "Bela Sample", "Cyra Mockova"]
    body = "".join(item(f"{name}, {age}") for age, name in enumerate(names, start=20))
    assert [row.cells[:2] for row in read(docx(body)).rows][1:] == [
        (str(number), name) for number, name in enumerate(names, start=1)
    ]


def test_a_list_whose_numbers_were_typed_is_rows_too():
    names = ["Ilva Nobody", "Arvo Testman", "Bela Sample"]
    body = "".join(paragraph(f"{number}.<w:tab/>{name}") for number, name in enumerate(names, start=1))
    body = body.replace("<w:tab/>", "</w:t><w:tab/><w:t>")
    assert [row.cells[1] for row in read(docx(body)).rows][1:] == names


def test_merged_cells_are_filled_from_above_and_columns_stay_in_line():
    first = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Tavri")}</w:tc>'
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Arvo Testman")}</w:tc>'
    rows = [
        ["Place", "Name", "Age", "Note"],
        [first, "Ilva Nobody", "11", "a"],
        [goes_on, wide, "b"],
        [goes_on, "Bela Sample", "30", "c"],
    ]
    reading = read(docx(table(rows)))
    assert [row.cells for row in reading.rows][1:] == [
        ("Tavri", "Ilva Nobody", "11", "a"),
        ("Tavri", "Arvo Testman", "", "b"),
        ("Tavri", "Bela Sample", "30", "c"),
    ]
    assert lines(reading)[0].count("Tavri") == 1  # printed once


def test_a_table_inside_a_cell_gives_its_own_rows():
    inner = table(
        [["No", "Name"], *([str(at), f"Ilva {name}"] for at, name in enumerate(("Nobody", "Testman", "Sample"), 1))]
    )
    reading = read(
        docx(
            f"<w:tbl><w:tr><w:tc>{paragraph('Left')}{inner}<w:p/></w:tc><w:tc>{paragraph('Right')}</w:tc></w:tr></w:tbl>"
        )
    )
    assert lines(reading) == ["Left", "No\tName\n1\tIlva Nobody\n2\tIlva Testman\n3\tIlva Sample", "Right"]
    assert len(reading.rows) == 4


def test_a_text_box_is_read_once_and_its_older_copy_not_at_all():
    box = f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph('Words in a box.')}</w:txbxContent></wps:txbx></wps:wsp>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('Words in a box.')}</w:txbxContent></v:textbox></v:shape></w:pict>"  # noqa: E501
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'  # noqa: E501
    assert lines(read(docx(f"<w:p>{run(SENTENCE)}<w:r>{choice}</w:r></w:p>"))) == [SENTENCE, "Words in a box."]
    assert lines(read(docx(f"<w:p>{run(SENTENCE)}<w:r>{old}</w:r></w:p>"))) == [SENTENCE, "Words in a box."]


def field(instruction: str, result: str, end: str = '<w:r><w:fldChar w:fldCharType="end"/></w:r>') -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}{end}'
    )


def test_of_a_field_the_result_is_read_and_not_the_instruction():
    nested = field("IF " + field("PAGE", run("NOT SHOWN")), run("shown"))
    simple = f'<w:fldSimple w:instr="AUTHOR">{run(" author")}</w:fldSimple>'
    assert lines(read(docx(f"<w:p>{run('It is ')}{nested}{simple}</w:p>"))) == ["It is shown author"]


def test_a_field_that_is_never_closed_swallows_nothing():
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
    assert lines(read(docx(f"<w:p>{open_field}{run('Words')}</w:p>" + paragraph(SENTENCE)))) == ["Words", SENTENCE]


def test_notes_stand_at_the_end_with_their_marks():
    body = f'<w:p>{run("42 were killed")}<w:r><w:footnoteReference w:id="2"/></w:r>{run(" by soldiers")}<w:r><w:endnoteReference w:id="1"/></w:r>{run(".")}</w:p>'  # noqa: E501
    foot = f'<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{paragraph("Report, p. 7.")}</w:footnote><w:footnote w:id="3">{paragraph("NEVER")}</w:footnote>'  # noqa: E501
    end = f'<w:endnote w:id="1">{paragraph("Nowhere News.")}</w:endnote>'
    reading = read(docx(body, footnotes=foot, endnotes=end))
    assert lines(reading) == ["42 were killed[1] by soldiers[i].", "[1] Report, p. 7.", "[i] Nowhere News."]


def test_signs_breaks_and_wrappers():
    body = (
        f"<w:p><w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>stop</w:t><w:softHyphen/><w:t>ped</w:t><w:tab/><w:t>tab</w:t><w:br/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
        f"<w:sdt><w:sdtPr><w:alias w:val='NO'/></w:sdtPr><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"  # noqa: E501
        f"<w:customXml>{paragraph('In a wrapper.')}</w:customXml>"
        f"<w:p><w:hyperlink r:id='x'>{run('A link')}</w:hyperlink><w:smartTag>{run(' and a tag')}</w:smartTag></w:p>"
    )
    assert read(docx(body)).text.text.startswith("non\u2011stop\u00adped\ttab\n✓α\n\nIn a control.")
    assert lines(read(docx(body)))[-3:] == ["In a control.", "In a wrapper.", "A link and a tag"]


def test_headers_and_footers_are_furniture_each_wording_once():
    reading = read(
        docx(
            paragraph(SENTENCE),
            header1=paragraph("Commission"),
            header2=paragraph("Commission"),
            footer=paragraph("Page 1"),
        )
    )
    assert [(block.kind, line) for block, line in zip(reading.text.blocks, lines(reading), strict=True)] == [
        ("furniture", "Commission"), ("paragraph", SENTENCE), ("furniture", "Page 1"),
    ]  # fmt: skip


def test_a_strict_document_reads_like_a_usual_one():
    body = item("Ilva Nobody") + f"<w:p>{run('A')}{deleted('B')}</w:p>" + table([["a", "b"], ["c", "d"]])
    assert lines(read(docx(body, STRICT))) == lines(read(docx(body)))


def test_what_is_embedded_and_not_read_is_named():
    body = (
        paragraph(SENTENCE)
        + '<w:altChunk r:id="x"/><w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    )
    body += '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="6000000" cy="8000000"/><a:blip/></wp:inline></w:drawing></w:r></w:p>'  # noqa: E501
    body += '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1000000" cy="800000"/><a:blip/></wp:inline><c:chart/></w:drawing></w:r></w:p>'  # noqa: E501
    reading = read(docx(body))
    assert reading.status == "in_part"
    for words in ("documents inside it: 1", "embedded files: 1", "charts: 1", "a picture that may be a scanned page"):
        assert words in reading.reason


def test_properties_are_weak_candidates_and_the_last_editor_is_private():
    core = "<dc:title>A list</dc:title><dc:creator>Nadia Placeholder</dc:creator><cp:lastModifiedBy>LAST EDITOR</cp:lastModifiedBy>"  # noqa: E501
    core += "<dcterms:created>2001-02-03T04:05:06Z</dcterms:created>"
    reading = read(docx(paragraph(SENTENCE), core=core))
    assert {(e.field, e.value) for e in reading.evidence if not e.is_private} >= {
        ("title", "A list"), ("author", "Nadia Placeholder"), ("published", "2001-02-03"),
    }  # fmt: skip
    assert private(reading, "editor") == ["LAST EDITOR"]
    assert "LAST EDITOR" not in shown(reading)
    assert reading.text.published is None


def test_a_document_without_words_says_so():
    reading = read(docx("<w:p/>"))
    assert reading.status == "not_readable"
    assert "type what it says" in reading.reason


def test_a_text_too_long_is_cut_and_says_so():
    reading = read(docx(paragraph(SENTENCE) * 100 + table([["a", "b"]] * 100)), SMALL)
    assert reading.status == "in_part"
    assert 1_500 < len(reading.text.text) <= SMALL.characters
    long = read(docx(table([[SENTENCE, "b"]] * 100)), SMALL)
    assert 1_500 < len(long.text.text) <= SMALL.characters


def test_a_table_wider_and_longer_than_anybody_writes_is_cut_and_says_so():
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc>'
    rows = [["No", "Name", wide], *([str(at), "Ilva Nobody", wide] for at in range(80))]
    reading = read(docx(table(rows)), SMALL)
    assert reading.status == "in_part"
    assert len(reading.rows) <= SMALL.rows
    assert "split the document" in reading.reason


def test_tables_inside_tables_without_end_are_not_followed_without_end():
    body = "<w:tbl><w:tr><w:tc>" * 2000 + paragraph(SENTENCE)
    reading = read(docx(body))
    assert reading.status in ("in_part", "not_readable")
    assert "damaged" in reading.reason


def test_a_part_that_does_not_fit_its_check_sum_is_read_and_named():
    data = bytearray(packed({"word/document.xml": docx_body(SENTENCE)}, stored=("word/document.xml",)))
    at = data.index(b"Ozmara")
    data[at] ^= 1
    reading = read(bytes(data))
    assert reading.status == "in_part"
    assert "word/document.xml is damaged" in reading.reason
    assert "killed 42 people" in reading.text.text


def docx_body(words: str) -> str:
    return f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraph(words)}</w:body></w:document>'


def test_of_a_document_cut_short_is_read_what_is_left():
    data = docx("".join(paragraph(f"{SENTENCE} {at}") for at in range(2000)))
    cut = read(data[: len(data) // 3])
    assert cut.status == "in_part"
    assert "cut short" in cut.reason
    assert f"{SENTENCE} 0" in cut.text.text


def test_a_document_whose_table_of_contents_points_elsewhere_is_read_from_its_parts():
    data = docx(paragraph(SENTENCE))
    at = data.rindex(b"PK\x03\x04")
    reading = read(data[:at] + b"mail gateway" + data[at:])
    assert reading.status == "in_part"
    assert reading.text.text == SENTENCE


def test_pictures_without_words_are_named():
    picture = '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:blip/></wp:inline></w:drawing></w:r></w:p>'
    assert "it holds 2 pictures and no words" in read(docx(picture * 2)).reason


word = st.text("abcdefghij ", min_size=1, max_size=8).filter(lambda text: text.strip())
runs = st.lists(
    st.tuples(st.sampled_from(["plain", "deleted", "inserted", "hidden", "comment"]), word), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(st.lists(runs, min_size=1, max_size=6), st.booleans())
def test_no_deleted_hidden_or_commented_word_ever_reaches_text_or_rows(paragraphs, is_table):
    writers = {
        "plain": run,
        "deleted": lambda words: deleted(f"QQQ{words}"),
        "inserted": inserted,
        "hidden": lambda words: run(f"QQQ{words}", "<w:vanish/>"),
        "comment": lambda words: '<w:commentRangeStart w:id="7"/>' + run(words) + '<w:commentRangeEnd w:id="7"/>',
    }
    made = [f"<w:p>{''.join(writers[kind](words) for kind, words in each)}</w:p>" for each in paragraphs]
    comments = f'<w:comment w:id="7" w:author="B">{paragraph("QQQ")}</w:comment>'
    body = (
        f"<w:tbl>{''.join(f'<w:tr><w:tc>{each}</w:tc><w:tc>{paragraph(SENTENCE)}</w:tc></w:tr>' for each in made)}</w:tbl>"  # noqa: E501
        if is_table
        else "".join(made)
    )
    reading = read(docx(body, comments=comments))
    assert "QQQ" not in shown(reading)
    kept = "".join(words for each in paragraphs for kind, words in each if kind in ("plain", "inserted", "comment"))
    assert "".join(kept.split()) in "".join((reading.text.text if reading.text else "").replace(SENTENCE, "").split())


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.tuples(word, st.integers(1, 99), st.sampled_from(["", "restart", "continue"])), min_size=3, max_size=20)
)
def test_every_line_of_a_table_is_a_row(people):
    rows = [["No", "Name", "Age", "Place"]]
    for at, (name, age, merge) in enumerate(people, start=1):
        vertical = f'<w:tc><w:tcPr><w:vMerge w:val="{merge}"/></w:tcPr><w:p/></w:tc>' if merge else "Tavri"
        rows.append([str(at), f"Ilva {name}", str(age), vertical])
    reading = read(docx(table(rows)))
    assert [row.cells[0] for row in reading.rows if row.kind == "data"] == [str(at) for at in range(1, len(people) + 1)]
    assert [row.line for row in reading.rows] == list(range(1, len(rows) + 1))
