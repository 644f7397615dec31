"""Rich text: letters of every code page, tables, lists and notes as printed; what was taken out stays out."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from words_shown import lines, shown

from cenotaph.read import Limits
from cenotaph.read.formats import described, read_bytes
from cenotaph.record import Source

SENTENCE = "In the night of 4 March 1991 soldiers killed 42 people in Ozmara, the commission said."
FONTS = rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset178 Arial Arab;}{\f3\fcharset2 Symbol;}{\f4\fcharset162 Arial Tur;}}"  # noqa: E501
REVISORS = rb"{\*\revtbl {Unknown;}{Bela Editor;}}"


def rtf(body: bytes, head: bytes = rb"\ansi\ansicpg1252\deff0") -> bytes:
    return rb"{\rtf1" + head + FONTS + REVISORS + b"\n" + body + b"}"


def escaped(words: str, encoding: str) -> bytes:
    return b"".join(b"\\'%02x" % byte if byte > 0x7F else bytes([byte]) for byte in words.encode(encoding))


def read(data: bytes, limits: Limits = Limits()):  # noqa: B008 - frozen
    return read_bytes(data, described(data, Source(id="", status="cited", path="in.rtf")), limits)


def private(reading, field: str) -> list[str]:
    return [evidence.quote for evidence in reading.evidence if evidence.field == field and evidence.is_private]


def row(*cells: bytes, edges: tuple[bytes, ...] = ()) -> bytes:
    stated = b"".join(edges or tuple(rb"\cellx%d" % (1000 * at) for at in range(1, len(cells) + 1)))
    return rb"\trowd" + stated + rb"\pard\intbl " + b"".join(cell + rb"\cell " for cell in cells) + b"\\row\n"


@pytest.mark.parametrize(
    ("body", "head", "expected"),
    [
        (escaped("Озмара", "cp1251"), rb"\ansi\ansicpg1251", "Озмара"),
        (rb"\f1 " + escaped("Озмара", "cp1251"), rb"\ansi\ansicpg1252", "Озмара"),
        (rb"\f2 " + escaped("مرحبا", "cp1256"), rb"\ansi\ansicpg1252", "مرحبا"),
        (rb"\f4 " + escaped("Işıl", "cp1254") + rb"\f0 " + escaped(" naïve", "cp1252"), rb"\ansi", "Işıl naïve"),
        (escaped("Café", "mac_roman"), rb"\mac", "Café"),
        (escaped("日中", "cp932"), rb"\ansi\ansicpg932", "日中"),
        ("Озмара".encode("cp1251"), rb"\ansi\ansicpg1251", "Озмара"),
        (rb"\u1054?\u1079?\uc0\u1084\u1072", rb"\ansi", "Озма"),
        (rb"\uc2\u1054\'3f\'3fk", rb"\ansi", "Оk"),
        (rb"{\uc0\u1054}\u1079?k", rb"\ansi", "Озk"),
        (rb"\u-10179?\u-8704?", rb"\ansi", "😀"),
        (rb"a\u-10179?b", rb"\ansi", "a\ufffdb"),
        (rb"{\f3 a}\emdash\~\_\-\'b1", rb"\ansi", "α—\u00a0\u2011\u00ad±"),
        (rb"one\tab two\line three \{x\}", rb"\ansi", "one\ttwo\nthree {x}"),
    ],
)
def test_letters(body, head, expected):
    assert read(rtf(rb"\pard\plain " + body + rb"\par", head)).text.text == expected


def test_cyrillic_that_says_it_is_western_is_read_as_cyrillic_and_flagged():
    words = "В ночь на 4 марта 1991 года в посёлке были убиты 42 человека, сообщила комиссия."
    reading = read(rtf(escaped(words, "cp1251")))
    assert reading.text.text == words
    assert [flag.code for flag in reading.flags] == ["S020"]
    western = "Le général a été tué à Besançon, où l'été fut très sec, près de la forêt."
    assert read(rtf(escaped(western, "cp1252"))).text.text == western


def test_deleted_words_are_out_inserted_ones_in():
    body = (
        rb"\pard Soldiers {\deleted\revauthdel1\revdttmdel-1803336188 GONE }{\revised\revauth1 deliberately }killed 42\par"  # noqa: E501
        rb"{\deleted\revauthdel1 GONE\par}{\mvf GONE }people.{\v HIDDEN}\par"
    )
    reading = read(rtf(body))
    assert "".join(lines(reading)) == "Soldiers deliberately killed 42people."
    assert [quote.partition(":")[0] for quote in private(reading, "deleted")] == [
        "Bela Editor, 2",
        "Bela Editor",
    ] or all(quote.startswith("Bela Editor") for quote in private(reading, "deleted"))
    assert [evidence.value for evidence in reading.evidence if evidence.field == "hidden"] == ["HIDDEN"]
    assert "GONE" not in shown(reading)
    assert "HIDDEN" not in shown(reading)
    assert "tracked changes: 3" in reading.flags[0].message


def test_comments_are_private():
    body = rb"42 people were killed.{\*\atnid CR}{\*\atnauthor Cyra Reader}\chatn{\*\annotation{\*\atndate 1}{\*\atnref 1}\pard\plain WHO says so?}\par"  # noqa: E501
    reading = read(rtf(body))
    assert lines(reading) == ["42 people were killed."]
    assert private(reading, "comment") == ["Cyra Reader: [42 people were killed.]: WHO says so?"]


def test_tables_are_rows_with_their_cells_in_their_columns():
    body = (
        row(b"No", b"Name", b"Age", b"Place")
        + row(
            b"1",
            b"Ilva Nobody",
            b"11",
            b"Tavri",
            edges=(rb"\cellx1000", rb"\cellx2000", rb"\cellx3000", rb"\clvmgf\cellx4000"),
        )
        + row(
            b"2",
            b"Arvo\\par Testman",
            b"41",
            b"",
            edges=(rb"\cellx1000", rb"\cellx2000", rb"\cellx3000", rb"\clvmrg\cellx4000"),
        )
        + row(b"3", b"Bela Sample", b"Ozmara", edges=(rb"\cellx1000", rb"\cellx3010", rb"\cellx4000"))
        + rb"\pard After.\par"
    )
    reading = read(rtf(body))
    assert [each.cells for each in reading.rows] == [
        ("No", "Name", "Age", "Place"),
        ("1", "Ilva Nobody", "11", "Tavri"),
        ("2", "Arvo\nTestman", "41", "Tavri"),
        ("3", "Bela Sample", "", "Ozmara"),
    ]
    assert lines(reading)[-1] == "After."
    assert reading.text.blocks[0].kind == "table"


def test_a_table_inside_a_cell():
    inner = rb"\pard\intbl\itap2 a\nestcell b\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"  # noqa: E501
    body = (
        rb"\trowd\cellx2000\cellx4000\pard\intbl Left "
        + inner * 2
        + rb"\pard\intbl\itap1 still left\cell right\cell\row\pard After.\par"
    )
    assert lines(read(rtf(body))) == ["Left", "a\tb\na\tb", "still left", "right", "After."] or lines(read(rtf(body))) == [  # noqa: E501
        "Left a\tb\na\tb", "still left", "right", "After.",
    ]  # fmt: skip


def test_lists_keep_the_numbers_that_are_printed():
    body = b"".join(
        rb"\pard{\listtext\pard\plain " + number + rb"\tab}\ls1 " + name + rb"\par "
        for number, name in (
            (b"1.", b"Ilva Nobody"),
            (b"2.", b"Arvo Testman"),
            (b"3.", b"Bela Sample"),
            (rb"\'b7", b"bullet"),
        )
    )
    reading = read(rtf(body + rb"\pard{\pntext a)\tab}older\par"))
    assert lines(reading) == ["1. Ilva Nobody", "2. Arvo Testman", "3. Bela Sample", "bullet", "a) older"]
    assert [block.kind for block in reading.text.blocks] == ["table"] * 3 + ["list_item"] * 2
    assert [each.cells[1] for each in reading.rows][1:] == ["Ilva Nobody", "Arvo Testman", "Bela Sample"]


def test_notes_boxes_headers_links_and_what_is_embedded():
    body = (
        rb"{\header \pard Commission\par}{\footer Page 1\par}{\stylesheet{\s1 heading 1;}}"
        rb"{\info{\title A list}{\author Nadia Placeholder}{\operator LAST EDITOR}{\company NO}{\creatim\yr2001\mo2\dy3}}"  # noqa: E501
        rb"\pard\s1 What happened\par\pard 42 were killed{\chftn{\footnote\pard{\chftn} Report, p. 7.}}, "
        rb'{\field{\*\fldinst HYPERLINK "http://NO"}{\fldrslt they say}}.'
        rb"{\shp{\*\shpinst{\sp{\sn NO}{\sv NO}}{\shptxt\pard In a box.\par}}{\shprslt NO}}\par"
        rb"{\object\objemb{\*\objclass Excel.Sheet}{\*\objdata 0102}{\result{\pict\picwgoal9000\pichgoal12000 ff}}}"
        rb"{\*\shppict{\pict\pngblip\bin5 {}}{}}}{\nonshppict{\pict NO}}{\*\unknown NO}{\upr{NO}{\*\ud{yes}}}\par"
    )
    reading = read(rtf(body))
    assert lines(reading) == [
        "Commission",
        "What happened",
        "42 were killed[1], they say.",
        "In a box.",
        "yes",
        "[1] Report, p. 7.",
        "Page 1",
    ]
    assert "NO" not in shown(reading)
    assert "embedded objects: 1" in reading.reason
    assert "scanned page" in reading.reason
    assert {(e.field, e.value) for e in reading.evidence if not e.is_private} >= {
        ("title", "A list"), ("author", "Nadia Placeholder"), ("published", "2001-02-03"),
    }  # fmt: skip
    assert private(reading, "editor") == ["LAST EDITOR"]


def test_what_is_cut_short_or_goes_on_behind_its_end_is_named():
    whole = rtf(SENTENCE.encode() + rb"\par")
    cut = read(whole[:-2])
    assert cut.status == "in_part"
    assert "cut short" in cut.reason
    assert cut.text.text == SENTENCE
    longer = read(whole + b"\n\0more words")
    assert "10 bytes behind its end" in longer.reason
    assert read(whole + b"\r\n\0").status == "read"
    in_row = read(rtf(row(b"a", b"b") + rb"\trowd\cellx1\cellx2\intbl c\cell d")[:-1])
    assert "c\td" in in_row.text.text


@pytest.mark.parametrize(
    "bomb", [b"{", rb"{\footnote ", rb"{\shptxt ", rb"{\header", rb"\trowd\itap9999 ", rb"{\*\x", rb"\'", b"\\"]
)
def test_groups_without_end_cost_neither_the_stack_nor_long(bomb):
    started = time.monotonic()
    reading = read(rb"{\rtf1 " + SENTENCE.encode() + rb"\par " + bomb * 100_000)
    assert reading.text.text.startswith(SENTENCE)
    assert time.monotonic() - started < 10


word = st.text("abcdefghij", min_size=1, max_size=8)
kinds = st.sampled_from(["plain", "deleted", "hidden", "comment", "revised"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(kinds, word), min_size=1, max_size=5), min_size=1, max_size=6), st.booleans())
def test_no_deleted_hidden_or_commented_word_ever_reaches_text_or_rows(paragraphs, is_table):
    writers = {
        "plain": lambda words: words,
        "revised": lambda words: rf"{{\revised\revauth1 {words}}}",
        "deleted": lambda words: rf"{{\deleted\revauthdel1 QQQ{words}}}",
        "hidden": lambda words: rf"{{\v QQQ{words}}}",
        "comment": lambda words: rf"{{\*\annotation\pard\plain QQQ{words}}}",
    }
    made = ["".join(writers[kind](words) for kind, words in each).encode() for each in paragraphs]
    body = b"".join(row(each, b"x") for each in made) if is_table else b"".join(each + rb"\par " for each in made)
    reading = read(rtf(rb"\pard " + body))
    assert "QQQ" not in shown(reading)
    kept = "".join(words for each in paragraphs for kind, words in each if kind in ("plain", "revised"))
    found = "".join((reading.text.text if reading.text else "").split())
    assert kept == (found.replace("x", "") if is_table else found)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(word, st.integers(1, 99)), min_size=3, max_size=20))
def test_every_line_of_a_table_is_a_row(people):
    rows = [("No", "Name", "Age"), *((str(at), f"Ilva {name}", str(age)) for at, (name, age) in enumerate(people, 1))]
    reading = read(rtf(b"".join(row(*(each.encode() for each in line)) for line in rows)))
    assert [each.cells for each in reading.rows] == rows


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from([b"{", b"}", rb"\*", rb"\deleted", rb"\cell", rb"\row", rb"\trowd", rb"\cellx9", rb"\par", rb"\u1054", rb"\'cf",  # noqa: E501
    rb"\footnote", rb"\pict", rb"\bin9", rb"\listtext", rb"\itap3", rb"\nestcell", rb"\nestrow", rb"\intbl", b" word ", rb"\uc9", rb"\shptxt", b"\xff"]), max_size=60))  # fmt: skip  # noqa: E501
def test_any_order_of_control_words_gives_a_reading(parts):
    reading = read(rb"{\rtf1 " + b"".join(parts))
    assert "failed on it" not in (reading.reason or "")
