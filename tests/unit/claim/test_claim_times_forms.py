"""Forms of words from their endings, and that the months and weekdays of CLDR are among the words."""

from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from cenotaph import edtf
from cenotaph.claim.times import find_times
from cenotaph.claim.times_forms import Inflection
from cenotaph.claim.times_tokens import lexicon
from cenotaph.folding import FoldingWords
from cenotaph.lang import languages, load

TURKISH = Inflection(
    tables={"months": "noun", "numbers": "noun"},
    harmony={"a": "aı", "ı": "aı", "u": "au", "e": "ei", "i": "ei", "ü": "eü"},
    hard="kst",
    joints=("'",),
    number_joints=("'",),
    paradigms={"noun": {"bare": ("",), "gen": ("(n)In",), "loc": ("DA", "lArDA")}, "й": {"gen": ("я",)}},
)


def test_endings_follow_the_sounds_of_the_stem() -> None:
    assert [form for form, _ in TURKISH.forms("ocak", "months")] == [
        "ocak", "ocakın", "ocak'ın", "ocakta", "ocak'ta", "ocaklarda", "ocak'larda",
    ]  # fmt: skip
    assert ("eylülün", ("gen",)) in list(TURKISH.forms("eylül", "months"))
    assert ("saniyenin", ("gen",)) in list(TURKISH.forms("saniye", "months"))


def test_a_word_names_its_paradigm_or_none() -> None:
    assert [form for form, _ in TURKISH.forms("ма~й", "months")] == ["мая", "ма'я"]
    assert list(TURKISH.forms("bu~", "months")) == [("bu", ())]
    assert list(TURKISH.forms("bu", "classes")) == [("bu", ())]


def test_digits_take_endings_in_every_shape() -> None:
    endings = TURKISH.number_endings()
    assert endings["nin"] == endings["ün"] == ("gen",)
    assert endings["da"] == endings["te"] == ("loc",)
    assert "" not in endings


@pytest.mark.parametrize("code", ["az", "az_Cyrl", "ru", "tr"])
def test_the_months_and_weekdays_of_cldr_are_read(code: str) -> None:
    locale = Locale.parse(code)
    words = lexicon(code.partition("_")[0])
    for month, name in locale.months["format"]["wide"].items():
        assert words.entries[words.fold(name)]["month"] == month
    for weekday, name in locale.days["format"]["wide"].items():
        form = words.fold(name).replace("среда", "среду")  # среда is also a milieu
        assert words.entries[form]["weekday"] == weekday


def test_every_language_reads_a_full_date_in_digits() -> None:
    for language in ("az", "ru", "tr", "xx"):
        assert [time.edtf for time in find_times("20.05.1978", language)] == ["1978-05-20"]


MIXED = """
20 20-də 20'de 20-го 1978 1978-ci 1978'de 78-х 23.30 23:30 04.05.1978 , . - / и və ve ya с на по в
до год il ildə yılında мая mayın mayıs'ın май gün gündən дня gecə gece ночь keçən bağlayan saat часа
утра səhər akşamı əsrin века yüzyılın xx şənbə cuma субботу sonra назад через ötən bu o тот же hər
каждый ildönümü годовщина iki два birinci первой yarısında половине payız осенью sonunda конце
illərdə годы
"""


@given(
    st.sampled_from(["az", "ru", "tr"]),
    st.lists(
        st.sampled_from(MIXED.split()),
        max_size=12,
    ),
    st.sampled_from([None, "1978-06-01", "1978"]),
)
def test_any_order_of_words_gives_quotes_that_are_there(language: str, words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for time in find_times(text, language, published):
        assert text[time.start : time.end] == time.quote
        assert end <= time.start < time.end
        assert time.edtf is None or edtf.is_valid(time.edtf)
        end = time.end


@pytest.mark.parametrize("code", languages("folding"))
def test_no_letter_folds_to_one_that_folds_in_turn(code: str) -> None:
    letters = load(code, "folding", FoldingWords).letters
    assert not set(letters).intersection(letters.values())
