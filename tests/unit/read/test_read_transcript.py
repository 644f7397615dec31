"""The text a person typed from a scan: whose work it is, its pages, its lists, and what it may not hide."""

from __future__ import annotations

import io

import pytest

from cenotaph.read import Limits, Reading
from cenotaph.read.reading import make_text, not_readable, reading
from cenotaph.read.transcript import with_transcript
from cenotaph.record import Block, Evidence, Source

SCAN = Source(id="src-1", status="not_readable", path="sources/list.jpg", media_type="image/jpeg")
SILENT = not_readable(SCAN, "a scan", evidence=(Evidence("position", "40 24 30", "exif-gps-2", "40 24 30", 0, True),))
BODY = "In Ozmara 42 people were killed on 4 March 1991, the commission of the province said in its report."


def typed(text: str | bytes, found: Reading = SILENT, source: Source = SCAN) -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return with_transcript(found, io.BytesIO(data), source, Limits())


def kinds(read: Reading) -> list[tuple[str, str]]:
    return [(block.kind, read.text.text[block.start : block.end]) for block in read.text.blocks]


@pytest.mark.parametrize(
    ("line", "name", "day"),
    [
        ("Transcribed by Nadia Placeholder", "Nadia Placeholder", None),
        ("Transcribed by: Nadia Placeholder, 4 March 2024", "Nadia Placeholder", "2024-03-04"),
        ("[Typed by N. Placeholder on 2024-03-04]", "N. Placeholder", "2024-03-04"),
        ("Transcriber: Nadia Placeholder", "Nadia Placeholder", None),
        ("Köçürən: Nadiyə Nümunəyeva", "Nadiyə Nümunəyeva", None),
        ("Расшифровал(а): Надя Примерова, 4 марта 2024", "Надя Примерова", "2024-03-04"),
        ("Yazıya geçiren: Nadya Örnekoğlu", "Nadya Örnekoğlu", None),
    ],
)
def test_who_typed_it_is_no_word_of_the_source(line, name, day):
    read = typed(f"{line}\n\n{BODY}\n")
    assert (read.status, read.text.method, read.text.transcriber) == ("read", "transcribed", name)
    assert kinds(read) == [("furniture", line), ("paragraph", BODY)]
    assert [e.value for e in read.evidence if e.field == "transcribed"] == ([day] if day else [])


@pytest.mark.parametrize(
    "line", ["The letter was transcribed by nobody.", "Typed orders were found.", "He said: transcribed by hand."]
)
def test_a_sentence_that_speaks_of_typing_stays_a_sentence(line):
    read = typed(f"{BODY}\n{line}\n")
    assert read.text.transcriber is None
    assert "furniture" not in dict(kinds(read))


def test_the_day_on_a_line_of_its_own():
    read = typed(f"Transcriber: Nadia Placeholder\nDate of transcription: 4 March 2024\n{BODY}")
    assert read.text.transcriber == "Nadia Placeholder"
    assert [e.value for e in read.evidence if e.field == "transcribed"] == ["2024-03-04"]
    assert kinds(read)[-1] == ("paragraph", BODY)


@pytest.mark.parametrize("mark", ["[page {}]", "--- page {} ---", "[стр. {}]", "[səhifə {}]", "(p. {})"])
def test_marks_of_pages_are_pages_and_no_words(mark):
    read = typed(f"{mark.format(1)}\n{BODY}\n{mark.format(2)}\n{BODY}\n")
    assert read.text.pages == (0, read.text.text.rindex(mark.format(2)))
    assert [kind for kind, _ in kinds(read)] == ["furniture", "paragraph", "furniture", "paragraph"]


def test_the_first_page_needs_no_mark_and_a_single_page_counts_from_nowhere():
    assert len(typed(f"{BODY}\n[page 2]\n{BODY}").text.pages) == 2
    assert typed(f"[page 7]\n{BODY}").text.pages == ()
    assert len(typed(f"{BODY}\f{BODY}").text.pages) == 2


def test_a_table_becomes_rows_and_is_not_read_as_sentences_too():
    read = typed("The dead of Tavri\n\nNo.;Name;Born\n1;Arvo Testman;1950\n2;Bela Sample;1931\n3;Cyra Mockova;1970\n")
    assert [(row.kind, row.cells) for row in read.rows][1] == ("data", ("1", "Arvo Testman", "1950"))
    assert {row.method for row in read.rows} == {"transcribed"}
    assert [kind for kind, _ in kinds(read)][-1] == "table"


def test_a_numbered_list_goes_on_behind_the_mark_of_a_page():
    names = ["Arvo Testman, 41", "Bela Sample, 30", "Cyra Mockova, 21", "Dario Mock, 9"]
    lines = [f"{number}. {name}" for number, name in enumerate(names, start=1)]
    read = typed("\n".join(["[page 1]", *lines[:2], "[page 2]", *lines[2:], ""]))
    assert [row.cells[:2] for row in read.rows if row.kind == "data"] == [
        ("1", "Arvo Testman"), ("2", "Bela Sample"), ("3", "Cyra Mockova"), ("4", "Dario Mock"),
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", [b"", b" \n\n", b"Transcribed by Nadia Placeholder\n", b"\xef\xbb\xbf"])
def test_an_empty_transcript_is_named_and_the_scan_stays_as_it_was(nothing):
    read = typed(nothing)
    assert read.status == "not_readable"
    assert [flag.code for flag in read.flags] == ["F006", "S052"]


def test_a_transcript_unlike_the_text_layer_is_named():
    pdf = Source(id="src-1", status="not_readable", path="sources/a.pdf", media_type="application/pdf")
    words = " ".join(f"word{n}" for n in range(50))
    own = reading(pdf, text=make_text(pdf, words, [Block("paragraph", 0, len(words))]))
    assert [flag.code for flag in typed(BODY, own, pdf).flags] == ["S051"]
    assert typed(words, own, pdf).flags == ()


def test_what_the_picture_says_of_itself_is_kept_and_private():
    read = typed(BODY)
    assert [e.value for e in read.evidence if e.is_private] == ["40 24 30"]


def test_the_encoding_of_a_transcript_is_found():
    read = typed(
        ("Расшифровала: Надя Примерова\n" + "В городе Озмара были убиты 42 человека, сообщила комиссия. " * 5).encode(
            "cp1251"
        )
    )
    assert read.text.transcriber == "Надя Примерова"
    assert "42 человека" in read.text.text


def test_no_evidence_that_may_be_shown_names_who_typed():
    read = typed(f"Transcribed by Nadia Placeholder, 4 March 2024\n\n{BODY}\n")
    assert read.text.transcriber == "Nadia Placeholder"
    assert [each.quote for each in read.evidence if each.field == "language"] == [BODY[:60]]
    assert not [each for each in read.evidence if "Nadia" in each.quote + each.value and not each.is_private]
