"""Words recognised in pictures: by the program where it is installed; everywhere, what its answers are made into."""

from __future__ import annotations

import io
import subprocess

import pytest

from cenotaph.read import Limits, recogniser, recognition
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.recognised import Page, Scan, recognise, recognised
from cenotaph.read.recognised_bands import Word
from cenotaph.read.recognition import Program, Recogniser, Seen, ways_out
from cenotaph.record import Source

SCAN = Source(id="src-1", status="not_readable", path="sources/list.png", media_type="image/png")
ON = Limits(recognition=("en", "ru"))
FOUND = recognition.program()
REAL = pytest.mark.skipif(FOUND is None or "eng" not in FOUND.packs, reason="tesseract with English is not installed")
PEOPLE = [("1", "Arvo Testman", "1950"), ("2", "Bela Sample", "1931"), ("3", "Cyra Mockova", "1970"),
          ("4", "Dario Mock", "1982")]  # fmt: skip


def page(*lines: str, confidence: float = 0.95, gap: int = 0, letter: int = 20) -> Seen:
    """What the program answers to lines of words; three spaces stand for a wide gap."""
    words = []
    top = 0
    for number, line in enumerate(lines):
        at = 0
        for word in line.split(" "):
            if word:
                place = (at, top, at + letter * len(word), top + 30)
                words.append(Word(word, confidence, (1, 1 + (number if gap else 0), number), *place))
            at += letter * (len(word) + 1) if word else 3 * letter
        top += 40 + gap
    return Seen(tuple(words), None, 2000, 2000)


def read(*pages: Seen, partly: tuple[str, ...] = ()):
    return recognised(Scan(pages, partly), SCAN, ON, (), ())


def drawn(lines, size=40, width=1700):
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (width, 120 + len(lines) * size * 2), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        for at, cell in enumerate([line] if isinstance(line, str) else line):
            place = (60 + at * 500, 60 + number * size * 2)
            pen.text(place, cell, font=ImageFont.load_default(size), fill=0)
    return picture


def saved(pictures, kind="PNG", **options) -> bytes:
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pictures[1:]} if len(pictures) > 1 else {}
    pictures[0].save(out, kind, **more, **options)
    return out.getvalue()


def read_file(data: bytes, name: str, limits: Limits = ON):
    return read_bytes(data, described(data, Source(id="", status="cited", path=name)), limits)


def test_every_word_has_its_place_and_certainty():
    reading = read(page("Soldiers killed 42 people", "in Ozmara."), page("On page two."))
    text = reading.text
    assert (text.method, text.text) == ("recognised", "Soldiers killed 42 people\nin Ozmara.\fOn page two.")
    assert [text.text[word.start : word.end] for word in text.words] == text.text.split()
    assert text.pages == (0, text.text.index("On page"))
    assert {word.confidence for word in text.words} == {0.95}


def test_a_table_of_names_keeps_its_lines():
    reading = read(page("The dead of Ozmara", *_aligned([("No.", "Name", "Born"), *PEOPLE])))
    assert [row.cells for row in reading.rows if row.kind == "data"] == [*PEOPLE]
    assert {(row.method, row.confidence) for row in reading.rows} == {("recognised", 0.95)}
    assert [block.kind for block in reading.text.blocks] == ["headline", *["table"] * 5]


def _aligned(rows) -> list[str]:
    """Cells set in columns of twenty letters, as `page` places them: three wide gaps a letter."""
    return ["".join(cell + " " * (1 + (21 - len(cell)) // 2) for cell in row).rstrip() for row in rows]


def test_the_edge_of_the_paper_is_no_column():
    seen = page(*_aligned([("No.", "Name", "Born"), *PEOPLE]))
    edge = Word("|", 0.3, (1, 1, 1), 1900, 40, 1910, 70)
    assert [row.cells for row in read(seen._replace(words=(*seen.words, edge))).rows if row.kind == "data"] == [*PEOPLE]


def test_a_numbered_list_keeps_a_line_whose_number_was_not_recognised():
    lines = ["1. Arvo Testman, born 1950", "2. Bela Sample, born 1931", ". Cyra Mockova, born 1970", "4. Dario Mock"]
    reading = read(page("x" * 60, "", *lines, gap=1))
    assert [row.cells[:2] for row in reading.rows if row.kind == "data"] == [
        ("1", "Arvo Testman"), ("2", "Bela Sample"), ("", "Cyra Mockova"), ("4", "Dario Mock"),
    ]  # fmt: skip


def test_a_row_is_as_sure_as_its_least_sure_word():
    seen = page(*(f"{number}. {name}, {born}" for number, name, born in PEOPLE))
    words = tuple(word._replace(confidence=0.3) if word.text == "Bela" else word for word in seen.words)
    rows = [row for row in read(seen._replace(words=words)).rows if row.kind == "data"]
    assert [row.confidence for row in rows] == [0.95, 0.3, 0.95, 0.95]


def test_many_unsure_words_are_flagged():
    assert [flag.code for flag in read(page("Soldiers killed 42 people", confidence=0.55)).flags] == ["S050"]


def test_pages_that_gave_no_words_are_named_with_the_way_out():
    reading = read(page("Soldiers killed 42 people"), Seen(), partly=("no words from page 2: it is damaged",))
    assert reading.status == "in_part"
    assert "page 2" in reading.reason
    assert "list.png.txt" in reading.reason


def test_without_the_program_both_ways_out_are_named(monkeypatch):
    monkeypatch.setattr(recognition, "program", lambda: None)
    assert recogniser(ON) == ""
    assert "install the program tesseract" in ways_out(ON, "a.jpg")
    assert "a.jpg.txt" in ways_out(ON, "a.jpg")
    assert "recognition = true" in ways_out(Limits(), "a.jpg")


def test_a_language_without_its_data_is_named(monkeypatch):
    monkeypatch.setattr(recognition, "program", lambda: Program("tesseract", "5.3.0", {"eng": 1}))
    assert "language data for rus" in ways_out(ON, "a.jpg")
    assert recogniser(ON) == "tesseract 5.3.0 eng:1"


class _Told:
    """Answers in place of the program, and keeps what was asked."""

    def __init__(self, answers: dict[str, tuple[str, int]]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self.widths: list[int] = []
        self.height = 40

    def __call__(self, command, given=b"", seconds=20.0) -> str:
        assert seconds > 0
        packs = command[command.index("-l") + 1]
        self.asked.append(packs)
        self.widths.append(int(given.split()[1]))
        if packs not in self.answers:
            raise subprocess.TimeoutExpired(command, seconds)
        words, sure = self.answers[packs]
        cells = [
            f"5\t1\t1\t1\t1\t{n}\t{n * 90}\t10\t80\t{self.height}\t{sure}\t{word}"
            for n, word in enumerate(words.split())
        ]
        return "\n".join(["level\t...", *cells])


def asking(answers, packs=("eng", "rus")) -> tuple[_Told, Recogniser]:
    told = _Told(answers)
    return told, Recogniser(Program("tesseract", "5.3.0", dict.fromkeys(packs, 1)), ON, told)


def blank():
    from PIL import Image

    return Image.new("L", (100, 100), 255)


def test_each_script_is_asked_and_the_surer_answer_taken_and_asked_first_on_the_next_page():
    told, recogniser = asking({"eng": ("Hous B O3mape connat ybunn", 40), "rus": ("Ночь в Озмаре солдаты убили", 95)})
    assert [recogniser.page(blank()).words[0].text for _ in range(2)] == ["Ночь", "Ночь"]
    assert told.asked == ["eng", "rus", "rus"]


def test_low_words_are_looked_at_doubled():
    told, recogniser = asking({"eng": ("Nobody was asked about it", 95)}, ("eng",))
    told.height = 13
    recogniser.page(blank())
    assert told.widths == [100, 200]


def test_a_page_that_takes_too_long_is_named():
    _, recogniser = asking({})
    assert "longer than" in recogniser.page(blank()).problem


def test_an_answer_that_is_a_guess_is_not_taken():
    _, recogniser = asking({"eng": ("w~ x} rn iii vv lll oo", 31)}, ("eng",))
    scan = recognise([Page(1, blank)], ON, recogniser)
    assert not scan.has_words
    assert "31% certainty" in scan.partly[0]


def test_pages_that_cannot_be_drawn_are_named_together():
    def damaged():
        raise ValueError("a broken strip")

    _, recogniser = asking({"eng": ("Nobody was asked about it", 95)}, ("eng",))
    scan = recognise([Page(n, blank if n == 3 else damaged) for n in range(1, 7)], ON, recogniser)
    assert scan.partly == ("no words from pages 1 to 2, 4 to 6: it is damaged (ValueError: a broken strip)",)
    assert [bool(page.words) for page in scan.pages] == [False, False, True, False, False, False]


@REAL
def test_a_picture_of_a_page_is_read():
    reading = read_file(
        saved([drawn(["Soldiers entered the town of Ozmara", "and killed 42 people on 4 March 1991."])]), "a.png"
    )
    assert reading.status == "read"
    assert "killed 42 people" in reading.text.text


@REAL
@pytest.mark.parametrize(("kind", "name"), [("TIFF", "a.tif"), ("PDF", "a.pdf")])
def test_every_page_of_a_scan_is_read(kind, name):
    pages = [drawn([f"Sheet {n} of the register of Ozmara", "Nobody was asked about it."]) for n in ("one", "two")]
    reading = read_file(saved(pages, kind, resolution=150) if kind == "PDF" else saved(pages, kind), name)
    assert reading.status == "read"
    first, second = reading.text.text.split("\f")
    assert "Sheet one" in first
    assert "Sheet two" in second
    assert len(reading.text.pages) == 2


@REAL
def test_a_page_photographed_upside_down_is_read():
    if "osd" not in FOUND.packs:
        pytest.skip("tesseract's data on orientation is not installed")
    lines = [
        "Soldiers entered the town of Ozmara",
        "and killed 42 people on 4 March 1991,",
        "the commission said later.",
    ]
    reading = read_file(saved([drawn(lines).rotate(180)]), "a.png")
    assert "killed 42 people" in reading.text.text


@REAL
def test_an_empty_page_has_no_words_and_says_so():
    reading = read_file(saved([drawn([""])]), "a.png")
    assert reading.status == "not_readable"
    assert "no words were recognised" in reading.reason
