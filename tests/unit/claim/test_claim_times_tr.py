"""When, in Turkish: days, nights, ranges, years and clock times by their endings. All sentences are invented."""

from __future__ import annotations

import pytest

from cenotaph.claim.times import Time, find_times

NEWS = "2014-11-05"  # a Wednesday


def read(text: str, published: str | None = None) -> list[tuple[str, str]]:
    return [(time.quote, time.edtf or time.duration or "-") for time in find_times(text, "tr", published)]


def only(text: str, published: str | None = None) -> Time:
    (time,) = find_times(text, "tr", published)
    return time


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Ordu 4 Mayıs 1978'de geldi.", "4 Mayıs 1978'de", "1978-05-04"),
        ("Ordu 4 MAYIS 1978’DE geldi.", "4 MAYIS 1978’DE", "1978-05-04"),
        ("Ordu 4 Mayıs 1978 tarihinde geldi.", "4 Mayıs 1978 tarihinde", "1978-05-04"),
        ("Ordu 4 Mayıs 1978 Perşembe günü geldi.", "4 Mayıs 1978 Perşembe günü", "1978-05-04"),
        ("Ordu 1978 yılının 4 Mayıs'ında geldi.", "1978 yılının 4 Mayıs'ında", "1978-05-04"),
        ("Ordu 1978 yılı Mayıs ayının 4'ünde geldi.", "1978 yılı Mayıs ayının 4'ünde", "1978-05-04"),
        ("Ordu Mayıs'ın yirmisinde geldi.", "Mayıs'ın yirmisinde", "XXXX-05-20"),
        ("Ordu 04.05.1978'de geldi.", "04.05.1978'de", "1978-05-04"),
        ("Ordu Mayıs 1978'de geldi.", "Mayıs 1978'de", "1978-05"),
        ("Ordu 1978 yılının Mayıs ayında geldi.", "1978 yılının Mayıs ayında", "1978-05"),
        ("Ordu Ocak ayı sonunda geldi.", "Ocak ayı sonunda", "XXXX-01"),
        ("Ordu 1978 yılında geldi.", "1978 yılında", "1978"),
        ("Ordu 1978'de geldi.", "1978'de", "1978"),
        ("Ordu 1978 sonbaharında geldi.", "1978 sonbaharında", "1978-23"),
        ("Ordu 1989-90 kışında geldi.", "1989-90 kışında", "1989-24"),
        ("Ordu 1970'lerde geldi.", "1970'lerde", "197X"),
        ("Ordu 70'li yılların başında geldi.", "70'li yılların başında", "197X"),
        ("Ordu 20. yüzyılın 90'lı yıllarında geldi.", "20. yüzyılın 90'lı yıllarında", "199X"),
        ("Ordu 20. yüzyılda geldi.", "20. yüzyılda", "19XX"),
        ("Ordu XX. yüzyılın sonunda geldi.", "XX. yüzyılın sonunda", "19XX"),
        ("Ordu 1978 yılının ilk yarısında geldi.", "1978 yılının ilk yarısında", "1978-40"),
        ("Savaş 1988-1994 yılları arasında sürdü.", "1988-1994 yılları", "1988/1994"),
        ("Savaş 1988'den 1994'e kadar sürdü.", "1988'den 1994'e", "1988/1994"),
        ("Savaş 1988 ile 1994 arasında sürdü.", "1988 ile 1994", "1988/1994"),
        ("Savaş 1990, 1991 ve 1992 yıllarında sürdü.", "1990, 1991 ve 1992 yıllarında", "{1990,1991,1992}"),
        ("Kent 19 Mayıs'tan 22 Mayıs'a kadar kapalıydı.", "19 Mayıs'tan 22 Mayıs'a", "XXXX-05-19/XXXX-05-22"),
        ("Kent 19 ile 22 Mayıs arasında kapalıydı.", "19 ile 22 Mayıs", "XXXX-05-19/XXXX-05-22"),
        ("Kent 30 Nisan 1978 - 2 Mayıs 1978 kapalıydı.", "30 Nisan 1978 - 2 Mayıs 1978", "1978-04-30/1978-05-02"),
        ("Kent 19 veya 20 Mayıs 1978'de kapandı.", "19 veya 20 Mayıs 1978'de", "[1978-05-19,1978-05-20]"),
        ("Kent 19, 20 ve 21 Mayıs'ta kapalıydı.", "19, 20 ve 21 Mayıs'ta", "{XXXX-05-19,XXXX-05-20,XXXX-05-21}"),
        ("Birkaç gün geçti.", "Birkaç gün", "PXD"),
        ("İki gündür bekliyor.", "İki gündür", "P2D"),
        ("36. yıldönümü anıldı.", "36. yıldönümü", "P36Y"),
        ("Her yıl 20 Mayıs'ta anılır.", "Her yıl 20 Mayıs'ta", "XXXX-05-20"),
        ("Yakınlarda görüldü.", "Yakınlarda", "-"),
        ("Depremden iki gün sonra bulundu.", "iki gün", "P2D"),
    ],
)
def test_what_an_expression_means(text: str, quote: str, value: str) -> None:
    assert read(text) == [(quote, value)]


@pytest.mark.parametrize(
    "text",
    [
        "19 Mayıs'ı 20 Mayıs'a bağlayan gece",
        "19 Mayıs 1978'i 20 Mayıs'a bağlayan gece",
        "19-20 Mayıs gecesi",
        "20 Mayıs'a bağlayan gece",
    ],
)
def test_a_night_runs_into_the_next_day(text: str) -> None:
    night = only(f"{text} ışıklar söndü", "1978-06-01")
    assert (night.quote, night.edtf, night.rule) == (text, "1978-05-19/1978-05-20", "night")


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("dün gece geldiler", "dün gece", "2014-11-04/2014-11-05"),
        ("bugün geldiler", "bugün", "2014-11-05"),
        ("geçen cumartesi geldiler", "geçen cumartesi", "2014-11-01"),
        ("salı günü geldiler", "salı günü", "2014-11-04"),
        ("üç gün önce geldiler", "üç gün önce", "2014-11-02"),
        ("geçen yılın sonunda geldiler", "geçen yılın sonunda", "2013"),
        ("1 Kasım'da geldiler", "1 Kasım'da", "2014-11-01"),
        ("12 Kasım'da gelecek", "12 Kasım'da", "2014-11-12"),
        ("19'u 20'ye bağlayan gece geldiler", "19'u 20'ye bağlayan gece", "2014-10-19/2014-10-20"),
    ],
)
def test_what_leans_on_the_document(text: str, quote: str, value: str) -> None:
    time = only(text, NEWS)
    assert (time.quote, time.edtf, time.anchor) == (quote, value, "document:2014-11-05")


def test_what_leans_on_the_story() -> None:
    text = "4 Mayıs 1978'de ateş açıldı. Ertesi gün gömüldüler, iki gün sonra ordu gitti. O gece sessizdi."
    values = ["1978-05-04", "1978-05-05", "1978-05-07", "1978-05-07/1978-05-08"]
    assert [value for _, value in read(text)] == values


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("saat 23.30'da söndü", "saat 23.30'da", "2014-11-05T23:30:00"),
        ("saat 23:30 sularında söndü", "saat 23:30 sularında", "2014-11-05T23:30:00"),
        ("sabah 9'da söndü", "sabah 9'da", "2014-11-05T09:00:00"),
        ("4 Mayıs 1978 akşamı saat 8'de söndü", "4 Mayıs 1978 akşamı saat 8'de", "1978-05-04T20:00:00"),
        ("saat 5'ten 7'ye kadar sürdü", "saat 5'ten 7'ye", "2014-11-05"),
    ],
)
def test_clock_times(text: str, quote: str, value: str) -> None:
    time = only(text, NEWS)
    assert (time.quote, time.edtf, time.type) == (quote, value, "time")


def test_counts_and_names_are_no_times() -> None:
    assert read("Mayıs'ta 20 kişi öldürüldü, 1990 kişi kaçtı.") == [("Mayıs'ta", "XXXX-05")]
    assert read("Nisan geldi dedi. Eylül Hanım pazarda 3 kişi gördü; 700'den fazla ev; aydın bir oda.") == []


def test_the_day_before_is_not_guessed() -> None:
    assert read("önceki gün geldiler", NEWS) == [
        ("önceki gün", "-")
    ]  # yesterday's eve in news, elsewhere the day before


def test_an_anniversary_leaves_the_year_open() -> None:
    text = "20 Ocak'ta 131 kişi öldürüldü. Katliamın 30. yıldönümünde tören var."
    assert read(text, "2020-01-20")[0] == ("20 Ocak'ta", "XXXX-01-20")
