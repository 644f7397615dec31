"""What a text says of its own day, and what only looks so."""

from __future__ import annotations

import time

import pytest

from cenotaph.claim.own_day import DaySign, agree, fitting_years, own_day
from cenotaph.claim.own_day_words import cues
from cenotaph.folding import fold


def signs(words: str, language: str = "en") -> list[tuple[str, str]]:
    return [(sign.kind, sign.edtf) for sign in own_day(words, language).signs]


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "Today marks 30 years since the shooting of 4 March 1991.", "2021-03-04"),
        (
            "en",
            "Today Ozmara marks the thirtieth anniversary of Red March. On 4 March 1991 guards fired.",
            "2021-03-04",
        ),
        ("en", "Thirty-six years ago today, on 4 March 1991, guards fired on people.", "2027-03-04"),
        ("en", "Yesterday Ozmara marked the 10th anniversary of the shooting of 4 March 1991.", "2001-03-05"),
        ("en", "Today is the 10th anniversary of the night of 3-4 March 1991.", "2001-03-03/2001-03-04"),
        ("en", "TODAY, 4 March 2001, flowers were laid.", "2001-03-04"),
        ("az", "Bu gün 4 Mart faciəsinin otuzuncu ildönümüdür. 4 mart 1991-ci ildə atəş açıldı.", "2021-03-04"),
        ("az", "Бу ҝүн 4 Март фаҹиәсинин 30-ҹу илдөнүмүдүр. 4 март 1991-ҹи илдә атәш ачылды.", "2021-03-04"),
        (
            "en",
            "Today is the 30th anniversary of Red March. On the night of 3-4 March 1991 guards came.",
            "2021-03-03/2021-03-04",
        ),
        (
            "az",
            "Bu gün 4 Mart faciəsinin 30-cu ildönümüdür. 1991-ci il martın 3-dən 4-nə keçən gecə gəldilər.",
            "2021-03-04",
        ),
        ("ru", "Сегодня тридцатая годовщина расстрела 4 марта 1991 года.", "2021-03-04"),
        ("tr", "Bugün 4 Mart 1991 katliamının otuzuncu yıldönümü.", "2021-03-04"),
    ],
)
def test_an_anniversary_marked_today_gives_the_day(language, words, day):
    assert day in [value for _, value in signs(words, language)]


@pytest.mark.parametrize(
    "words",
    [
        "In 2001 Ozmara marked the 10th anniversary of the shooting of 4 March 1991.",
        "Ozmara marks the 10th anniversary of the shooting of 4 March 1991.",
        'In those days he said: "Today is the 10th anniversary of the shooting of 4 March 1991."',
        "Today, on the eve of the 10th anniversary of the shooting of 4 March 1991, the gate was painted.",
        "Today is the 10th anniversary of the sports club. On 4 March 1991 guards fired on people in Tavri.",
        "Today he lives in Tavri; 10 years ago, on 4 March 1991, he was a guard.",
        "Today is the 10th anniversary of the club, whose first hall was burnt down by guards on 4 March 1991.",
        "Today, 30 November, 1200 people came.",
        "Today the 10th anniversary commission met for the first time since 4 March 1991.",
        "The museum, which today marks its 20th anniversary, opened on 4 March 1991.",
        "On 4 March 2001 the mayor said: Today marks 10 years since 4 March 1991.",
        "Exactly ten years before 4 March 1991 the mill burnt.",
        "Today the events of 4 March 1991 are taught at school.",
        "Every 4 March flowers are laid.",
    ],
)
def test_a_false_day_is_worse_than_none(words):
    assert [sign for sign in signs(words) if sign[0] != "day-without-year"] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", "Bu gün 4 mart 1991-ci il hadisələri müzakirə olunub."),
        ("tr", "Bugün, 4 Mart 1991'den 30 yıl sonra, kimse yargılanmadı."),
        ("ru", "30 лет назад, 4 марта 1991 года, вошли стражники. Сегодня здесь тихо."),
        ("az", "20 Yanvar faciəsindən 36 il ötür. 1990-cı il yanvarın 20-də qoşunlar şəhərə girib."),
    ],
)
def test_a_false_day_is_worse_than_none_in_other_languages(language, words):
    assert signs(words, language) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Today a stone was unveiled to mark the 30th anniversary of the shooting of 4 March 1991.", ["2021"]),
        ("Today a stone was unveiled to mark the 30th anniversary of the shooting of 20 January 1990.", []),
    ],
)
def test_what_is_held_on_the_occasion_of_a_day_is_held_near_it(words, expected):
    assert [value for _, value in signs(words)] == expected


def test_this_year_gives_the_year_alone():
    assert signs("This year marks the 30th anniversary of the shooting of 4 March 1991.") == [
        ("year-anniversary", "2021")
    ]


def test_a_sign_before_a_day_the_text_tells_as_past_is_dropped():
    words = "Today is the 10th anniversary of the shooting of 4 March 1991. The gate was rebuilt on 5 June 2010."
    assert signs(words) == []


@pytest.mark.parametrize(
    ("words", "latest", "exact"),
    [
        ("Guards fired on 4 March 1991. The gate was rebuilt in 2004.", "2004-01-01", "1991-03-04"),
        ("Guards fired on 4 March 1991. The court will sit on 5 June 2031.", "1991-03-04", "1991-03-04"),
        ("Guards fired on 4 March 1991 and held the town until 9 April 1991.", "1991-03-04", "1991-03-04"),
        (
            "It was agreed to vote in the elections of 5 June 1999. Guards fired in March 1991.",
            "1991-03-01",
            "1991-03-01",
        ),
        ("The gate was opened on 4 March 1991 by the mayor.", "1991-03-04", "1991-03-04"),
        ("It was moved to 1999 on 4 March 1991, and flown off in a Ozmara 2000 at 2045.", "1991-03-04", "1991-03-04"),
        ("Nothing is told here.", None, None),
    ],
)
def test_the_latest_day_told_as_past(words, latest, exact):
    own = own_day(words, "en")
    assert (own.latest and own.latest.first) == latest
    assert (own.latest_exact and own.latest_exact.first) == exact
    for told in (own.latest, own.latest_exact):
        assert told is None or words[told.start : told.end] == told.quote


def test_a_day_behind_the_capture_was_not_told_as_past():
    own = own_day("Guards fired on 4 March 2091.", "en", no_later="2026-01-01")
    assert own.latest is None


@pytest.mark.parametrize(
    ("language", "words", "weekday"),
    [
        ("en", "Today, Wednesday 4 March, flowers were laid.", 2),
        ("az", "Bu gün, çərşənbə, 4 mart, güllər qoyulub.", 2),
        ("ru", "Сегодня, в среду, 4 марта, принесли цветы.", 2),
        ("tr", "Bugün, 4 Mart Çarşamba, çiçek getirdi.", 2),
        ("en", "Today, 4 March, flowers were laid.", None),
    ],
)
def test_a_weekday_beside_a_day_without_its_year(language, words, weekday):
    (sign,) = own_day(words, language).signs
    assert (sign.kind, sign.edtf, sign.weekday) == ("day-without-year", "XXXX-03-04", weekday)
    assert words[sign.start : sign.end] == sign.quote


def test_the_years_that_fit_a_weekday():
    sign = DaySign("day-without-year", "XXXX-02-29", 0, 0, "", "")
    assert fitting_years(sign, (1990, 1, 1), (1999, 12, 31)) == ("1992-02-29", "1996-02-29")
    monday = DaySign("day-without-year", "XXXX-03-04", 0, 0, "", "", weekday=0)
    assert fitting_years(monday, (1990, 1, 1), (1999, 12, 31)) == ("1991-03-04", "1996-03-04")


def test_signs_of_different_days_do_not_agree():
    one, other = (DaySign("today-date", day, 0, 0, "", "") for day in ("2001-03-04", "2001-03-05"))
    assert agree([one])
    assert not agree([one, other])


@pytest.mark.parametrize(
    ("language", "words", "number"),
    [
        ("en", "thirty-sixth", 36), ("en", "36th", 36), ("az", "otuz altıncı", 36), ("tr", "otuz altıncı", 36),
        ("ru", "тридцать шестой", 36), ("ru", "20", 20), ("en", "stone", None),
    ],
)  # fmt: skip
def test_numbers_in_digits_and_words(language, words, number):
    assert cues(language).number(fold(words, language)) == number


def test_a_language_without_words_gives_no_signs():
    assert signs("Today marks 30 years since the shooting of 4 March 1991.", "xx") == []


@pytest.mark.parametrize("piece", ["9", "1991 ", "today ", ", ", "([", "years since ", "today, 4 March 1991, ", '"'])
def test_long_hostile_text_is_read_in_linear_time(piece):
    start = time.process_time()
    own_day(piece * (200_000 // len(piece)), "en")
    assert time.process_time() - start < 12
