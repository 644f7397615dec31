"""How many, in each language: cases of `tests/cases/count/`, and that spelling and capitals change nothing."""

from __future__ import annotations

import itertools
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.count import Number, find_numbers
from cenotaph.count_grammar import NumberWords
from cenotaph.folding import FoldingWords, fold
from cenotaph.lang import load

CASES = Path(__file__).parents[1] / "cases" / "count"
MARKS = {"exact": "", "about": "~", "more_than": ">", "at_least": ">=", "less_than": "<", "at_most": "<="}


def lines(language: str) -> list[tuple[str, str]]:
    """Text and what is expected of it, of each line of a case file."""
    rows = (CASES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [(text, expected.strip()) for text, _, expected in (row.rpartition(" |") for row in rows if row[0] != "#")]


def written(number: Number) -> str:
    """A number in the notation of the case files."""
    count = number.count
    if count is None:
        value: str = number.type
    elif count.qualifier == "between":
        value = f"{count.low}..{count.high}"
    else:
        value = MARKS[count.qualifier] + str(count.low if count.low is not None else count.high)
    return f"{number.quote} = {value}" + (f" {number.role}" if number.role else "")


ALL = [(code, *line) for code in ("az", "en", "ru", "tr") for line in lines(code)]


@pytest.mark.parametrize(("language", "text", "expected"), ALL, ids=[f"{code}-{text[:40]}" for code, text, _ in ALL])
def test_what_words_state(language: str, text: str, expected: str) -> None:
    assert "; ".join(map(written, find_numbers(text, language))) == expected


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, text, _ in ALL])
def test_quotes_stand_in_the_text(language: str, text: str) -> None:
    position = 0
    for number in find_numbers(text, language, articles=True):
        assert text[number.start : number.end] == number.quote
        assert position <= number.start < number.end
        position = number.end


def facts(text: str, language: str) -> list[tuple[object, ...]]:
    """What is read of a text without the letters of its quotes."""
    return [(n.start, n.end, n.count, n.type, n.rule, n.role) for n in find_numbers(text, language)]


def cyrillic(text: str) -> str:
    """Azerbaijani Latin letters as the alphabet of 1958 has them."""
    letters: dict[str, str] = {}
    for printed, plain in load("az", "folding", FoldingWords).letters.items():
        if printed >= "Ѐ":
            letters.setdefault(plain, printed)
    return "".join(letters.get(letter, letter) for letter in fold(text, "az"))


@pytest.mark.parametrize("text", [text for text, _ in lines("az")])
def test_azerbaijani_is_read_alike_in_both_alphabets(text: str) -> None:
    assert facts(cyrillic(text), "az") == facts(fold(text, "az"), "az")


def capitals(text: str, language: str) -> str:
    """The text in capitals as the language has them, letter for letter."""
    dotted = text.replace("i", "İ").replace("ı", "I") if language in ("az", "tr") else text
    return "".join(letter.upper() if len(letter.upper()) == 1 else letter for letter in dotted)


@pytest.mark.parametrize(
    ("language", "text"), [(code, text) for code, text, _ in ALL if not re.search(r"\d\. |\w, \d", text)]
)
def test_capitals_are_read_alike(language: str, text: str) -> None:
    assert facts(capitals(text, language), language) == facts(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Then Nora Nobody was killed, and Odo None"),
        ("ru", "Вчера Ильва Никто погибла. Задержали Ильву Никого."),
        ("tr", "Ilva Hiçkimse öldürüldü"),
        ("az", "Dünən İlva Heç Kim öldürüldü"),
    ],
)
def test_a_surname_that_says_nobody_is_a_name(language: str, text: str) -> None:
    assert find_numbers(text, language) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nobody was killed"),
        ("en", "NORA SAID NOBODY WAS KILLED"),
        ("en", "Shells Fell But Nobody Died"),
        ("en", 'He said: "Nobody was killed"'),
        ("ru", "Стреляли. Никто не погиб"),
        ("ru", "— Никто не погиб, — сказал мэр"),
        ("tr", "Ateş açıldı. Hiçkimse ölmedi"),
        ("az", "Bəli. Heç kim ölmədi"),
    ],
)
def test_a_capital_at_the_head_of_a_sentence_or_in_a_title_makes_no_name(language: str, text: str) -> None:
    assert [number.count and number.count.high for number in find_numbers(text, language)] == [0]


AZERBAIJANI = (
    *("", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"),
    *("", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"),
    *("yüz", "min", "milyon"),
)
TURKISH = (
    *("", "bir", "iki", "üç", "dört", "beş", "altı", "yedi", "sekiz", "dokuz"),
    *("", "on", "yirmi", "otuz", "kırk", "elli", "altmış", "yetmiş", "seksen", "doksan"),
    *("yüz", "bin", "milyon"),
)


def turkic(value: int, words: tuple[str, ...]) -> str:
    """A number in Azerbaijani or Turkish words."""
    for size, scale in ((1_000_000, words[22]), (1000, words[21]), (100, words[20])):
        if value >= size:
            count = f"{turkic(value // size, words)} " if value // size > 1 or size == 1_000_000 else ""
            return f"{count}{scale} {turkic(value % size, words)}".strip()
    return f"{words[10 + value // 10]} {words[value % 10]}".strip()


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 999_999_999))
def test_turkic_words_are_read_as_they_are(value: int) -> None:
    for language, words in (("az", AZERBAIJANI), ("tr", TURKISH)):
        (number,) = find_numbers(turkic(value, words), language)
        assert number.count is not None
        assert (number.count.low, number.count.high) == (value, value), number


HUNDREDS = ["сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот", "девятьсот"]
TENS = ["десять", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"]
SMALL = [
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
]


def russian(value: int) -> str:
    """A number in Russian words, whatever their gender."""
    for size, scale in ((1_000_000, "миллионов"), (1000, "тысяч")):
        if value >= size:
            return f"{russian(value // size)} {scale} {russian(value % size)}".strip()
    if value >= 100:
        return f"{HUNDREDS[value // 100 - 1]} {russian(value % 100)}".strip()
    if value >= 20:
        return f"{TENS[value // 10 - 1]} {russian(value % 10)}".strip()
    return SMALL[value - 1] if value else ""


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 999_999_999))
def test_russian_words_are_read_as_they_are(value: int) -> None:
    (number,) = find_numbers(russian(value), "ru")
    assert number.count is not None
    assert (number.count.low, number.count.high) == (value, value), number


PIECES = sorted({word for _, text, _ in ALL for word in re.findall(r"\w+|[^\w\s]", text)})


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(["az", "en", "ru", "tr", "xx"]),
    st.lists(st.sampled_from(PIECES), max_size=14),
    st.sampled_from([" ", "", "-", "\n"]),
)
def test_whatever_stands_together_numbers_stand_in_order(language: str, pieces: list[str], sign: str) -> None:
    text = sign.join(pieces)
    numbers = find_numbers(text, language, articles=True)
    assert all(text[n.start : n.end] == n.quote != "" for n in numbers)
    assert all(a.end <= b.start for a, b in itertools.pairwise(numbers))
    for number in numbers:
        assert (number.count is not None) == (number.type == "cardinal")
        if number.count and number.count.low is not None and number.count.high is not None:
            assert number.count.low <= number.count.high


@pytest.mark.parametrize("language", ["az", "ru", "tr"])
@pytest.mark.parametrize("run", ["bir ", "üçdə ", "сто ", "5-nə ", "20-dən 30-a ", "1-", "1'", "от 20 до ", "человек "])
def test_a_long_run_is_read_in_its_own_time(language: str, run: str) -> None:
    times = []
    for repeats in (1_000, 4_000):
        began = time.process_time()
        find_numbers(run * repeats, language, articles=True)
        times.append(time.process_time() - began)
    assert times[1] < 12 * times[0] + 0.5  # four times the text; a square would take 16 times as long


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
@pytest.mark.parametrize("sign", [",", ".", " ", "'", "’", "\u00a0", "\u2009", "\u202f"])
@pytest.mark.parametrize("value", [1275, 12_750, 127_500, 1_275_000, 999_999_999])
def test_groups_are_read_whatever_the_sign(language: str, sign: str, value: int) -> None:
    (number,) = find_numbers(f"{value:,}".replace(",", sign), language)
    assert number.count is not None
    assert (number.count.low, number.count.high) == (value, value)


def test_a_language_without_data_has_digits_only() -> None:
    assert [written(n) for n in find_numbers("131 people, two hundred dead, at least 20, 20.01.1990", "xx")] == [
        *("131 = 131", "20 = 20", "20.01.1990 = date"),
    ]
    assert [written(n) for n in find_numbers("131 two hundred", None)] == ["131 = 131"]


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_words_of_the_data_are_folded(language: str) -> None:
    """A word that folding changes could never be found."""
    path = Path(__file__).parents[2] / "cenotaph" / "lang" / language / "numbers.toml"
    data = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#"))
    words = re.findall(r'"([^"]+)"', data)
    assert [word for word in words if fold(word, language) != word] == []


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_expressions_are_whole_words(language: str) -> None:
    """What begins a number is looked up as it stands; only what stands beside one may end in a star."""
    words = load(language, "numbers", NumberWords)
    whole = (words.vague, words.none, words.no, words.several, words.shares, words.ordinals, words.phrases)
    assert [word for words_ in (*whole, words.plurals, words.cardinals) for word in words_ if "*" in word] == []
