"""A day on which somebody was born is no day of what befell them; a day of death beside it stays."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims, find_times
from cenotaph.claim.births import BIRTH, of_life, without_births

BEFALLEN = [
    ("en", "Nadia Placeholder was born on 3 March 1961 and killed on 20 January 1990.", "1990-01-20"),
    ("en", "Born on 3 March 1961 in Ozmara, Nadia Placeholder was killed on 20 January 1990.", "1990-01-20"),
    ("en", "Nadia Placeholder (b. 1961) was killed in Tarnhold on 20 January 1990.", "1990-01-20"),
    ("en", "Two sisters, born in 1970 and 1972, were killed in their house on 20 January 1990.", "1990-01-20"),
    ("en", "Nadia Placeholder (3 March 1961 - 20 January 1990) was killed by a sniper.", "1990-01-20"),
    ("en", "Nadia Placeholder (1961-1990) was killed by a sniper in Tarnhold.", "1990"),
    ("en", "A child born on 19 January 1990 was killed the next day.", "1990-01-20"),
    ("en", "Nadia Placeholder, born in 1961, was killed in Tarnhold.", None),
    ("en", "Larisa Placeholder, 13, was killed in Tarnhold. She was born on 12 June 1962.", None),
    ("en", "Nadia Placeholder, born 1961 in Ozmara, died of her wounds two days later.", None),
    ("en", "Three of the men killed were born in 1961.", None),
    ("ru", "Нина Примерова родилась 3 марта 1961 года и погибла 20 января 1990 года.", "1990-01-20"),
    ("ru", "20 января 1990 года был убит Пётр Вымышленный, родившийся в 1961 году.", "1990-01-20"),
    ("ru", "Нина Примерова (12.06.1962 - 20.01.1990) была убита снайпером в Тарнхольде.", "1990-01-20"),
    ("ru", "Нина Примерова (1961-1990) была убита снайпером в Тарнхольде.", "1990"),
    ("ru", "Двое мужчин 1961 года рождения убиты в Тарнхольде.", None),
    ("ru", "Погибла Нина Примерова, 1961 г.р., учительница.", None),
    ("ru", "Убит Пётр Вымышленный, родился 3 марта 1961 года в Вельмаре, водитель.", None),
    ("az", "1961-ci ildə doğulmuş Kamran Xəyalov 1990-cı il yanvarın 20-də öldürülüb.", "1990-01-20"),
    ("az", "Nərgiz Uydurmazadə (12.06.1962 - 20.01.1990) Tarnholdda qətlə yetirilib.", "1990-01-20"),
    ("az", "Nərgiz Uydurmazadə (1961-1990) Tarnholdda qətlə yetirilib.", "1990"),
    ("az", "1961-ci ildə Vellmarda anadan olmuş 12 nəfər Tarnholdda öldürülüb.", None),
    ("az", "1961-ci il təvəllüdlü iki nəfər Tarnholdda öldürülüb.", None),
    ("tr", "3 Mart 1961'de Veksiya'da dünyaya gelen Mehmet Yokoğlu 20 Ocak 1990'da öldürüldü.", "1990-01-20"),
    ("tr", "Mehmet Yokoğlu (1961-1990) Tarnhold'da öldürüldü.", "1990"),
    ("tr", "Mehmet Yokoğlu (d. 1961) Tarnhold'da öldürüldü.", None),
    ("tr", "3 Mart 1961'de Veksiya'da doğan 12 kişi öldürüldü.", None),
]


@pytest.mark.parametrize(("language", "text", "when"), BEFALLEN)
def test_a_statement_has_the_day_of_the_death_and_never_that_of_the_birth(language, text, when):
    told = [claim for claim in find_claims(text, language) if claim.count is not None]
    assert {claim.when for claim in told} == {when}


PLACED = [
    ("en", "Born on 3 March 1961 in Ozmara, Nadia Placeholder was killed on 20 January 1990 in Tarnhold.", "Tarnhold"),
    ("en", "Nadia Placeholder was born on 3 March 1961 in Ozmara. She was killed on 20 January 1990.", None),
    ("ru", "Убит Пётр Вымышленный, родился 3 марта 1961 года в Вельмаре, водитель.", None),
]


@pytest.mark.parametrize(("language", "text", "where"), PLACED)
def test_nobody_is_killed_where_they_were_born_unless_it_is_said(language, text, where):
    told = [claim for claim in find_claims(text, language) if claim.kind == "killed"]
    assert {claim.where for claim in told} == {where}


NO_BIRTH = [
    ("en", "A man born in Vellmar was killed on 6 May 1987."),
    ("en", "He was born in Vellmar, on 6 May 1987 he was killed."),
    ("en", "The regime (1961-1990) killed 12 people."),
    ("ru", "Он родился в Вельмаре, 6 мая 1987 года был убит."),
    ("ru", "В день рождения сына, 6 мая 1987 года, он был убит."),
    ("az", "Vellmarda anadan olub, 6 may 1987-ci ildə öldürülüb."),
    ("tr", "Vellmar'da doğdu, 6 Mayıs 1987'de öldürüldü."),
]


@pytest.mark.parametrize(("language", "text"), NO_BIRTH)
def test_a_day_behind_a_birth_of_which_no_day_is_told_is_none(language, text):
    times = find_times(text, language)
    assert times
    assert without_births(text, language, times) == times


def test_a_time_of_a_birth_reaches_over_the_words_that_tell_of_it():
    text = "Nadia Placeholder was born on 3 March 1961 in Ozmara."
    (time,) = without_births(text, "en", find_times(text, "en"))
    assert (time.rule, time.quote, text[time.start : time.end]) == (BIRTH, *["born on 3 March 1961 in Ozmara"] * 2)


def test_years_in_brackets_are_those_of_a_life_only_right_behind_the_name():
    text = "Nadia Placeholder of the Vexian War (1961-1990) was killed."
    assert [time.edtf for time in of_life(text, len("Nadia Placeholder"), find_times(text))] == ["1961/1990"]


def test_a_life_in_brackets_at_the_head_of_a_text_dates_no_document():
    first, _ = find_times("Нина Примерова (12.06.1962 - 20.01.1990) погибла.", "ru")
    assert first.rule != "dateline"
