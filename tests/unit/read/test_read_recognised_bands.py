"""Tables and newspaper columns told apart by where their words stand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cenotaph.read.recognised_bands import Band, Word, bands, is_prose_in_columns, replaced


def cell(text: str, line: tuple[int, int, int], left: int, top: int, confidence: float = 0.9) -> list[Word]:
    words = []
    for word in text.split():
        words.append(Word(word, confidence, line, left, top, left + 20 * len(word), top + 30))
        left += 20 * (len(word) + 1)
    return words


def columns(*texts: list[str], step: int = 50) -> list[Word]:
    """Columns as the program gives them: one after the other, each a block."""
    return [
        word
        for block, column in enumerate(texts)
        for n, text in enumerate(column)
        for word in cell(text, (block, 0, n), 100 + 600 * block, 100 + step * n)
    ]


NAMES = ["Arvo Testman", "Bela Sample", "Cyra Mockova", "Dario Mock"]
YEARS = ["1950", "1931", "1970", "1982"]
PROSE = [
    "Nobody in the town was asked about it",
    "and so the commission of the province said",
    "that it did not know who",
] * 3


def test_columns_of_cells_are_a_table_and_columns_of_prose_are_not():
    assert bands(columns(NAMES, YEARS), 1000) == [Band(85, 295)]
    assert bands(columns(PROSE, PROSE), 1000) == []
    assert bands(columns(NAMES), 1000) == []
    assert bands([], 1000) == []


def test_a_table_between_paragraphs_is_found_without_them():
    above = cell("Nobody in the town was asked about it at all", (9, 0, 0), 100, 20)
    below = cell("Nobody in the town was asked about it at all", (10, 0, 0), 100, 330)
    (band,) = bands([*above, *columns(NAMES, YEARS), *below], 1000)
    assert 50 < band.top <= 100
    assert 280 <= band.bottom < 330


def test_the_lines_of_a_strip_take_the_place_of_its_columns():
    words = [*cell("Above", (9, 0, 0), 100, 20), *columns(NAMES, YEARS), *cell("Below", (10, 0, 0), 100, 500)]
    lines = [f"{number} {name} {year}" for number, (name, year) in enumerate(zip(NAMES, YEARS, strict=True), start=1)]
    again = [word for n, line in enumerate(lines) for word in cell(line, (1, 0, n), 100, 15 + 50 * n)]
    found = replaced(words, Band(85, 295), again, 0)
    assert " ".join(word.text for word in found) == " ".join(["Above", *lines, "Below"])
    assert len({word.line for word in found}) == 6
    assert found[1].top == 100


def test_a_new_reading_that_loses_anything_is_not_taken():
    words = columns(NAMES, YEARS)
    assert replaced(words, Band(85, 295), columns(NAMES[:3], YEARS), 0) == tuple(words)
    unsure = [word._replace(confidence=0.5) for word in words]
    assert replaced(words, Band(85, 295), unsure, 0) == tuple(words)


def test_level_columns_of_prose_are_seen():
    joined = [word._replace(line=(0, 0, word.line[2])) for word in columns(PROSE, [f"x {line}" for line in PROSE])]
    ordered = sorted(joined, key=lambda word: (word.line, word.left))
    wide = [
        word._replace(left=word.left + 400, right=word.right + 400) if word.left >= 700 else word for word in ordered
    ]
    assert is_prose_in_columns(wide)
    assert not is_prose_in_columns(columns(NAMES, YEARS))


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900), st.integers(0, 3)), max_size=40))
def test_no_word_is_lost_when_nothing_was_read_anew(places):
    words = [Word("a", 0.9, (b, 0, 0), left, top, left + 20, top + 20) for left, top, b in places]
    for band in bands(words, 1000):
        assert 0 <= band.top < band.bottom <= 1000
        assert replaced(words, band, [], 0) == tuple(words)
