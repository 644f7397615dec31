"""Letters come out as they went in, and what is unsure is told as a guess."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.encoding import decode

RUSSIAN = "В провинции Озмара комиссия насчитала сорок двух погибших; их имена читают на площади каждый год."
TURKISH = "Ozmara ilinde öldürülenlerin sayısı kırk ikidir; adları her yıl meydanda okunur, diye yazdı güvenilir şahit."
AZERBAIJANI = "Ozmara vilayətində qırx iki nəfər öldürülüb; onların adları hər il meydanda oxunur, şahid belə yazıb."
ARABIC = "قتل اثنان وأربعون شخصا في محافظة أوزمارا، وتقرأ أسماؤهم في الساحة كل عام بحسب اللجنة."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp866"),
        (TURKISH, "cp1254"),
        (ARABIC, "cp1256"),
        (ARABIC, "iso8859_6"),
        ("Kamış pazarında öldürülenlerin adları okundu.", "cp1254"),
        ("Хлеб есть, свет дают с шести.", "koi8_r"),
        ("Хлеб есть, свет дают с шести.", "iso8859_5"),
    ],
)
def test_one_byte_encodings_are_recognised(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.rule == "guess"
    assert decoded.is_certain


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Юрий", "cp1251"),
        ("Щукин", "koi8_r"),
        ("Zoé", "cp1252"),
    ],
)
def test_a_few_letters_are_told_as_a_guess(text, encoding):
    decoded = decode(text.encode(encoding))
    assert not decoded.is_certain


NAMES = "Юрий Небылицын\nЩукина Яна\nФёдор Безымянный\nПётр Озмарский\n"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5", "mac_cyrillic"])
def test_a_short_list_of_names_is_right_in_every_encoding(encoding):
    assert decode(NAMES.encode(encoding)).text == NAMES


OLD_CYRILLIC = "Ҝүлшән Һечким, Ҹәфәр Ҝуја вә Әли Нүмунәјев Озмарада јашајырдылар."


def test_old_azerbaijani_cyrillic_of_one_byte_a_letter_is_recognised():
    assert decode(OLD_CYRILLIC.encode("ptcp154")).text == OLD_CYRILLIC


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866"])
def test_a_line_in_another_encoding_is_read_in_it_and_named(encoding):
    lines = ["Имена погибших в Озмаре:", "Юрий Небылицын, рыбак с верхней улицы", "Ильва Никто, учительница"]
    data = b"\n".join([lines[0].encode(), lines[1].encode(encoding), lines[2].encode()])
    decoded = decode(data)
    assert decoded.text == "\n".join(lines)
    assert (decoded.mixed, decoded.mixed_lines, decoded.damaged) == (encoding, (2,), 0)


def test_damaged_utf8_is_no_other_encoding():
    data = RUSSIAN.encode()
    decoded = decode(data[:40] + b"\xd0" + data[40:])
    assert decoded.damaged == 1
    assert decoded.mixed is None
    assert not decoded.is_certain


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1251", "iso-8859-1"), ("koi8_r", "windows-1251"), ("cp1251", "utf-8"), ("cp1256", "iso-8859-1")],
)
def test_a_false_declaration_is_not_believed(encoding, declared):
    text = ARABIC if encoding == "cp1256" else RUSSIAN
    decoded = decode(text.encode(encoding), declared)
    assert decoded.text == text
    assert (decoded.denied is None) == (declared == "utf-8")


def test_utf8_that_says_it_is_something_else_is_utf8():
    assert decode(RUSSIAN.encode(), "windows-1251").text == RUSSIAN


@pytest.mark.parametrize("text", ["Али\nБела\n", "Али Никто, 41\n", "علی، لیلا\n", "Əli\n"])
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_short_utf16_without_a_mark_is_recognised(text, encoding):
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", [RUSSIAN, TURKISH, AZERBAIJANI, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_every_form_is_certain(text, encoding):
    decoded = decode((text * 2).encode(encoding))
    assert decoded.text == text * 2
    assert decoded.is_certain


def test_what_a_file_declares_holds_when_the_bytes_fit_it():
    assert decode(TURKISH.encode("cp1254"), "iso-8859-9").text == TURKISH
    assert decode(RUSSIAN.encode("utf-8"), "ascii").text == RUSSIAN
    assert decode(RUSSIAN.encode("utf-8"), "no-such-encoding").text == RUSSIAN


def test_line_ends_become_one_kind_and_a_nul_stays_visible():
    decoded = decode(b"one\r\ntwo\rthree\0\n")
    assert decoded.text == "one\ntwo\nthree\ufffd\n"
    assert decoded.damaged == 1


def test_half_a_character_at_a_cut_is_no_damage():
    data = RUSSIAN.encode()[:-30]
    assert decode(data[:-1] if data[-1] > 0xBF else data[:1001], is_whole=False).damaged == 0


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=400))
def test_no_bytes_raise_and_every_answer_can_be_stored(data):
    decode(data).text.encode("utf-8")


@settings(deadline=None, max_examples=100)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_comes_back_as_it_was(text):
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
