"""Letters come out as they went in, and a guess is told as a guess."""

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
def test_legacy_encodings_are_recognised_and_told_as_a_guess(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.is_certain


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
