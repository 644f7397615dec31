"""Every line of a numbered list or table of people becomes one row, in text, Markdown and web pages; prose does not."""

from __future__ import annotations

import html
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from office_builder import docx, item, paragraph

from cenotaph.claim import claims_of_text
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.people import people_rows
from cenotaph.read.reading import Limits, Reading, not_readable
from cenotaph.read.transcript import with_transcript
from cenotaph.record import Source

LEAD = "The commission of Ozmara names these people, who were killed in the night of 4 March 1991, as it wrote."
TAIL = "Nobody else was named in the report, the chairman of the commission said on that day."
PEOPLE = (
    "Nadia Placeholder, born 1962, teacher",
    "Arvo Testman, 41, fisherman",
    "Bela Sample (1950–1991)",
    "Ilva Nobody, 9",
)
NAMES = ["Nadia Placeholder", "Arvo Testman", "Bela Sample", "Ilva Nobody"]


def read(words: str | bytes, name: str) -> Reading:
    data = words.encode() if isinstance(words, str) else words
    return read_bytes(data, described(data, Source(id="", status="cited", path=name)), Limits())


def page(inside: str) -> Reading:
    return read(
        f"<!DOCTYPE html><html><head><title>Ozmara</title></head><body><h1>The dead of Ozmara</h1><p>{LEAD}</p>"
        f"{inside}<p>{TAIL}</p></body></html>",
        "a.html",
    )


def people(reading: Reading) -> list[str]:
    """The names of the data rows."""
    return [
        row.cells[next(at for at, head in enumerate(row.header) if "name" in head.lower())]
        for row in reading.rows
        if row.kind == "data"
    ]


ITEMS = list(enumerate(PEOPLE, start=1))
NUMBERED = [(at, name, each) for (at, each), name in zip(ITEMS, NAMES, strict=True)]
WAYS = {
    "ol": "<ol>" + "".join(f"<li>{each}</li>" for each in PEOPLE) + "</ol>",
    "ol with paragraphs": "<ol>" + "".join(f"<li><p>{each}</p></li>" for each in PEOPLE) + "</ol>",
    "ul with typed numbers": "<ul>" + "".join(f"<li>{at}. {each}</li>" for at, each in ITEMS) + "</ul>",
    "line breaks": "<p>" + "<br>".join(f"{at}. {each}" for at, each in ITEMS) + "</p>",
    "paragraphs": "".join(f"<p>{at}) {each}</p>" for at, each in ITEMS),
    "divs": "".join(f"<div class='row'>{at}. {each}</div>" for at, each in ITEMS),
    "definitions": "<dl>" + "".join(f"<dt>{n}</dt><dd>{e[len(n) + 2 :]}</dd>" for _, n, e in NUMBERED) + "</dl>",
    "table": "<table><tr><th>No</th><th>Name</th><th>Details</th></tr>"
    + "".join(f"<tr><td>{at}</td><td>{n}</td><td>{e[len(n):]}</td></tr>" for at, n, e in NUMBERED)
    + "</table>",
    "table without header": "<table>"
    + "".join(f"<tr><td>{at}.</td><td>{n}</td><td>{at * 7}</td></tr>" for at, n, _ in NUMBERED)
    + "</table>",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_person_of_a_page_is_one_row_and_no_mention(way):
    reading = page(WAYS[way])
    assert people(reading) == NAMES
    assert claims_of_text(reading.text, Source(id=reading.source, status="read")).entries == ()
    listed = [b for b in reading.text.blocks if any(name in reading.text.text[b.start : b.end] for name in NAMES)]
    assert {block.kind for block in listed} == {"table"}
    assert all(name in reading.text.text for name in NAMES)


def test_a_list_goes_on_where_it_says():
    reading = page('<ol start="5">' + "".join(f"<li>{each}</li>" for each in PEOPLE) + "</ol>")
    assert [row.cells[0] for row in reading.rows[1:]] == ["5", "6", "7", "8"]
    reading = page(
        "<ol>" + f"<li value=40>{PEOPLE[0]}</li>" + "".join(f"<li>{each}</li>" for each in PEOPLE[1:]) + "</ol>"
    )
    assert [row.cells[0] for row in reading.rows[1:]] == ["40", "41", "42", "43"]


def test_a_cell_over_several_rows_stands_in_each_and_the_text_says_it_once():
    reading = page(
        "<table><tr><th>Village</th><th>Name</th><th>Age</th></tr><tr><td rowspan=2>Tavri</td>"
        "<td>Nadia Placeholder</td><td>41</td></tr><tr><td>Arvo Testman</td><td>30</td></tr><tr><td>Mirquza</td>"
        "<td>Bela Sample</td><td>9</td></tr></table>"
    )
    assert [row.cells[:2] for row in reading.rows[1:]] == [
        ("Tavri", "Nadia Placeholder"), ("Tavri", "Arvo Testman"), ("Mirquza", "Bela Sample"),
    ]  # fmt: skip
    assert reading.text.text.count("Tavri") == 1


def test_a_table_inside_a_table_is_a_part_of_it():
    reading = page(
        "<table><tr><th>Name</th><th>Age</th></tr><tr><td>Nadia Placeholder</td><td>41</td></tr><tr><td>Arvo Testman"
        "<table><tr><td>son</td><td>of nobody</td></tr><tr><td>of</td><td>Tavri</td></tr></table></td><td>30</td></tr>"
        "<tr><td>Bela Sample</td><td>9</td></tr></table>"
    )
    assert [name[:11] for name in people(reading)] == ["Nadia Place", "Arvo Testma", "Bela Sample"]


@pytest.mark.parametrize("sign", [".", ")", " -", ":", "-", ".)"])
def test_typed_numbers_of_every_kind(sign):
    text = f"{LEAD}\n\n" + "\n".join(f"{at}{sign} {each}" for at, each in ITEMS) + f"\n\n{TAIL}\n"
    reading = read(text, "a.txt")
    assert people(reading) == NAMES
    assert reading.text.text == text


def test_lines_that_go_on_and_headings_between():
    text = (
        f"{LEAD}\n\n1. Nadia Placeholder, teacher of the school in Tavri, who had come home\n   for the holiday\n"
        "2. Arvo Testman, 41\n\nFrom the village of Mirquza:\n3. Bela Sample, 30\n4. Unknown person\n\n"
        f"{TAIL}\n\n1. Ilva Nobody, 9\n2. Cyra Mockova, 21\n3. Dario Mock, 22\n"
    )
    reading = read(text, "a.txt")
    assert people(reading) == [
        "Nadia Placeholder", "Arvo Testman", "Bela Sample", "Unknown person",
        "Ilva Nobody", "Cyra Mockova", "Dario Mock",
    ]  # fmt: skip
    assert reading.rows[1].cells[-1].endswith("home for the holiday")
    assert {row.sheet for row in reading.rows} == {"list 1", "list 2"}


@pytest.mark.parametrize(
    "lines",
    [
        ["١- أحمد المجهول، ٤١ سنة", "٢- فاطمة بنت الخيال، مواليد 1970", "٣- يوسف النموذجي"],
        ["1. Əli Nümunəyev Vaqif oğlu, 1970-ci il təvəllüdlü", "2. Gülşən Heçkim, 41 yaş", "3. Naməlum şəxs"],
        ["1. Никтоев Пётр Ильич, 1955 г.р.", "2. Примерова Яна, 41 год", "3. Небылицын Юрий"],
        ["1. Әли Нүмунәјев, 41 јаш", "2. Ҝүлшән Һечким", "3. Чинҝиз Ујдурмалы"],
    ],
)  # fmt: skip
def test_lists_in_several_scripts(lines):
    assert len(people(read("\n".join(lines) + "\n", "a.txt"))) == 3


def test_years_of_birth_and_ages_stand_in_columns_of_their_own():
    text = (
        "1. Nadia Placeholder, born 4.3.1962, teacher\n2. Arvo Testman, 41 years old\n3. Никто Ильва, 1955 г.р.\n"
        "4. Bela Sample, 3 km from Tavri\n"
    )
    rows = [row.cells[1:4] for row in read(text, "a.txt").rows[1:]]
    assert rows == [
        ("Nadia Placeholder", "4.3.1962", ""), ("Arvo Testman", "", "41"), ("Никто Ильва", "1955", ""),
        ("Bela Sample", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "1. The doors of the school were locked.\n2. The telephones were silent.\n3. Nobody came to the bridge.\n",
        "1. Nadia Placeholder was killed on the bridge.\n2. Arvo Testman was killed at home.\n3. Bela Sample fled.\n",
        "4 March 1991\n5 March 1991\n6 March 1991\n",
        "1. Open the file.\n2. Save a copy.\n3. Close it.\n",
    ],
)
def test_sentences_and_days_are_no_list_of_people(text):
    assert read(text, "a.txt").rows == ()


def test_a_markdown_table_and_list():
    table = "| No | Name | Age |\n|---:|:----|---|\n" + "".join(
        f"| {at} | {n} | 4{at} |\n" for at, n in enumerate(NAMES, 1)
    )
    reading = read(f"# The dead\n\n{LEAD}\n\n{table}\n{TAIL}\n\n" + "".join(f"{a}. {e}\n" for a, e in ITEMS), "a.md")
    assert people(reading) == NAMES * 2
    assert {row.sheet for row in reading.rows} == {"table 1", "list 1"}


def typed_from_a_scan(words: str) -> Reading:
    scan = Source(id="", status="not_readable", path="a.jpg", media_type="image/jpeg")
    return with_transcript(not_readable(scan, "a scan"), io.BytesIO(words.encode()), scan, Limits())


TYPED = [f"{at}. {each}" for at, each in ITEMS]
COLUMNS = ["No.;Name;Age", *(f"{at};{name};4{at}" for at, name, _ in NUMBERED)]
FORMATS = {
    "text": lambda lines: read(f"{LEAD}\n\n" + "\n".join(lines) + f"\n\n{TAIL}\n", "a.txt"),
    "Markdown": lambda lines: read(f"{LEAD}\n\n" + "\n".join(lines) + f"\n\n{TAIL}\n", "a.md"),
    "mail": lambda lines: read(
        f"From: a@b.invalid\nSubject: The dead\n\n{LEAD}\n\n" + "\n".join(lines) + "\n", "a.eml"
    ),
    "page": lambda lines: page("<p>" + "<br>".join(lines) + "</p>"),
    "Word": lambda lines: read(docx("".join(map(paragraph, [LEAD, *lines, TAIL]))), "a.docx"),
    "typed from a scan": lambda lines: typed_from_a_scan(f"{LEAD}\n\n" + "\n".join(lines) + f"\n\n{TAIL}\n"),
}


SHAPES = {
    "numbers": TYPED,
    "heading between": [*TYPED[:2], "From the village of Mirquza:", *TYPED[2:]],
    "number and tabulator": [line.replace(". ", ".\t") for line in TYPED],
    "tabulators": [line.replace(";", "\t") for line in COLUMNS],
    "spaces": [line.replace(";", "    ") for line in COLUMNS],
}
NOT_ON_PAGES = ("tabulators", "spaces")  # a page holds no columns made of white space


@pytest.mark.parametrize(
    ("form", "shape"),
    [(form, shape) for form in FORMATS for shape in SHAPES if form != "page" or shape not in NOT_ON_PAGES],
)
def test_a_typed_list_gives_the_same_rows_in_every_format(form, shape):
    lines = SHAPES[shape]
    expected = FORMATS["text"](lines)
    reading = FORMATS[form](lines)
    assert people(reading) == NAMES
    assert [row.cells for row in reading.rows] == [row.cells for row in expected.rows]
    assert claims_of_text(reading.text, Source(id=reading.source, status="read")).entries == ()


def test_numbers_made_by_the_word_processor_are_those_that_were_typed():
    made = read(docx("".join(map(item, PEOPLE))), "a.docx")
    assert [row.cells for row in made.rows] == [row.cells for row in read("\n".join(TYPED), "a.txt").rows]


def test_a_form_about_one_person_is_no_list():
    form = ["Name:    Nadia Placeholder", "Born:    1962", "Age:    29", "Village:    Tavri", "Date of death:    1991"]
    assert read(f"{LEAD}\n\n" + "\n".join(form) + "\n", "a.txt").rows == ()


word = st.sampled_from(["Nadia", "Arvo", "Bela", "Ilva", "Cyra", "Tove", "Mirza", "Ketil", "Placeholder", "Testman"])
person = st.builds(
    lambda a, b, tail: f"{a} {b}{tail}", word, word, st.sampled_from(["", ", 41", ", teacher", " (1950–1991)"])
)


@settings(deadline=None, max_examples=25)
@given(st.lists(person, min_size=3, max_size=30), st.sampled_from(["txt", "md", "ol", "p", "br"]))
def test_no_line_of_a_list_is_lost_or_doubled(listed, way):
    typed = "\n".join(f"{at}. {each}" for at, each in enumerate(listed, 1))
    if way in ("txt", "md"):
        reading = read(f"{LEAD}\n\n{typed}\n\n{TAIL}\n", f"a.{way}")
    elif way == "ol":
        reading = page("<ol>" + "".join(f"<li>{html.escape(each)}</li>" for each in listed) + "</ol>")
    else:
        mark = "</p><p>" if way == "p" else "<br>"
        reading = page("<p>" + typed.replace("\n", mark) + "</p>")
    assert [row.cells[0] for row in reading.rows if row.kind == "data"] == [str(at) for at in range(1, len(listed) + 1)]
    assert people(reading) == [each.partition(",")[0].partition(" (")[0] for each in listed]


@pytest.mark.parametrize(
    ("item", "died"),
    [
        ("Nadia Placeholder, born 1951, Ozmara, killed 1993-10-04", "1993-10-04"),
        ("Nadia Placeholder, killed on 4 October 1993 at the mill", "4 October 1993"),
        ("Nadia Placeholder (1951\u20131993)", "1993"),
        ("Надя Заглушка, 1951 г.р., погибла 04.10.1993", "04.10.1993"),
        ("Nadiyə Nümunə, şəhid olub 4 oktyabr 1993", "4 oktyabr 1993"),
        ("Nadia Placeholder, d. o. b. 1951", ""),
        ("Nadia Placeholder, killed near the mill of 1993", ""),
        ("Nadia Placeholder, lived in Ozmara until 1993", ""),
    ],
)
def test_the_day_of_death_is_taken_only_from_behind_a_word_for_dying(item, died):
    source = Source(id="src-1", status="read", path="a.txt")
    others = [("2", "Anna Sample, born 1950, died 1999"), ("3", "Vera Testman, born 1960")]
    rows = people_rows((), [[("1", item), *others]], source, Limits())
    assert rows[0].cells == ("No.", "Full name", "Born", "Age", "Date of death", "Details")
    assert [row.cells[4] for row in rows[1:]] == [died, "1999", ""]
