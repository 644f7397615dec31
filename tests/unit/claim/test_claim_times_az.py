"""When, in Azerbaijani: days, nights, ranges, years and clock times by their endings. All sentences are invented."""

from __future__ import annotations

import pytest

from cenotaph.claim.times import Time, find_times

NEWS = "2014-11-05"  # a Wednesday


def read(text: str, published: str | None = None, language: str = "az") -> list[tuple[str, str]]:
    times = find_times(text, language, published)
    return [(time.quote, time.edtf or time.duration or "-") for time in times]


def only(text: str, published: str | None = None, language: str = "az") -> Time:
    (time,) = find_times(text, language, published)
    return time


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Qoşun 1978-ci il mayın 4-də gəldi.", "1978-ci il mayın 4-də", "1978-05-04"),
        ("Qoşun 1978-ci il mayın 4-ü gəldi.", "1978-ci il mayın 4-ü", "1978-05-04"),
        ("Qoşun 4 may 1978-ci ildə gəldi.", "4 may 1978-ci ildə", "1978-05-04"),
        ("Qoşun 4 may 1978 tarixində gəldi.", "4 may 1978 tarixində", "1978-05-04"),
        ("Qoşun 1978-ci ilin 4 mayında gəldi.", "1978-ci ilin 4 mayında", "1978-05-04"),
        ("Qoşun 1978-ci ilin may ayının 4-də gəldi.", "1978-ci ilin may ayının 4-də", "1978-05-04"),
        ("Qoşun mayın dördündə gəldi.", "mayın dördündə", "XXXX-05-04"),
        ("Qoşun mayın iyirmi birində gəldi.", "mayın iyirmi birində", "XXXX-05-21"),
        ("Qoşun 04.05.1978-ci ildə gəldi.", "04.05.1978-ci ildə", "1978-05-04"),
        ("Qoşun 04/05/1978 gəldi.", "04/05/1978", "1978-05-04"),
        ("Qoşun 1978-ci ilin mayında gəldi.", "1978-ci ilin mayında", "1978-05"),
        ("Qoşun 1978-ci ilin may ayında gəldi.", "1978-ci ilin may ayında", "1978-05"),
        ("Qoşun 1978-ci ildə gəldi.", "1978-ci ildə", "1978"),
        ("Qoşun 78-ci ildə gəldi.", "78-ci ildə", "1978"),
        ("Qoşun 1978-ci ilin payızında gəldi.", "1978-ci ilin payızında", "1978-23"),
        ("Qoşun 1970-ci illərdə gəldi.", "1970-ci illərdə", "197X"),
        ("Qoşun 70-ci illərin əvvəlində gəldi.", "70-ci illərin əvvəlində", "197X"),
        ("Qoşun keçən əsrin 70-ci illərində gəldi.", "keçən əsrin 70-ci illərində", "197X"),
        ("Qoşun XX əsrdə gəldi.", "XX əsrdə", "19XX"),
        ("Qoşun XIX əsrin ikinci yarısında gəldi.", "XIX əsrin ikinci yarısında", "18XX"),
        ("Qoşun 1978-ci ilin birinci yarısında gəldi.", "1978-ci ilin birinci yarısında", "1978-40"),
        ("Qoşun 1978-1981-ci illərdə qaldı.", "1978-1981-ci illərdə", "1978/1981"),
        ("Qoşun 1978-ci ildən 1981-ci ilədək qaldı.", "1978-ci ildən 1981-ci ilədək", "1978/1981"),
        ("Qoşun 1978, 1979 və 1981-ci illərdə gəldi.", "1978, 1979 və 1981-ci illərdə", "{1978,1979,1981}"),
        ("Qoşun mayın 19-dan 22-dək qaldı.", "mayın 19-dan 22-dək", "XXXX-05-19/XXXX-05-22"),
        ("Qoşun 19 ilə 22 may arasında qaldı.", "19 ilə 22 may", "XXXX-05-19/XXXX-05-22"),
        ("Qoşun 19-22 may 1978-ci ildə qaldı.", "19-22 may 1978-ci ildə", "1978-05-19/1978-05-22"),
        ("Qoşun 19 və ya 20 may 1978-ci ildə gəldi.", "19 və ya 20 may 1978-ci ildə", "[1978-05-19,1978-05-20]"),
        ("Qoşun mayın 19, 20 və 21-də gəldi.", "mayın 19, 20 və 21-də", "{XXXX-05-19,XXXX-05-20,XXXX-05-21}"),
        ("Bir neçə gün keçdi.", "Bir neçə gün", "PXD"),
        ("Otuz il keçdi.", "Otuz il", "P30Y"),
        ("36-cı ildönümü qeyd olundu.", "36-cı ildönümü", "P36Y"),
        ("Hər il 20 mayda yığışırlar.", "Hər il 20 mayda", "XXXX-05-20"),
        ("Yaxınlarda görüblər.", "Yaxınlarda", "-"),
    ],
)
def test_what_an_expression_means(text: str, quote: str, value: str) -> None:
    assert read(text, "2020" if "keçən" in text else None) == [(quote, value)]


@pytest.mark.parametrize(
    "text",
    [
        "1978-ci il mayın 19-dan 20-nə keçən gecə",
        "1978-ci il mayın 19-u 20-nə keçən gecə",
        "1978-ci il mayın 19-u 20-si gecəsi",
        "19 maydan 20 maya keçən gecə",
        "mayın 20-nə keçən gecə",
        "1978-ҹи ил мајын 19-дан 20-нә кечән ҝеҹә",
        "19-20 may 1978-ci il gecəsi",
    ],
)
def test_a_night_runs_into_the_next_day(text: str) -> None:
    night = only(text, "1978-06-01")
    assert (night.quote, night.edtf, night.rule) == (text, "1978-05-19/1978-05-20", "night")


@pytest.mark.parametrize(
    ("text", "quote", "value", "anchor"),
    [
        ("dünən gəldi", "dünən", "2014-11-04", "document:2014-11-05"),
        ("bu gün gəldi", "bu gün", "2014-11-05", "document:2014-11-05"),
        ("ötən şənbə gəldi", "ötən şənbə", "2014-11-01", "document:2014-11-05"),
        ("bazar ertəsi gəldi", "bazar ertəsi", "2014-11-03", "document:2014-11-05"),
        ("çərşənbə axşamı günü gəldi", "çərşənbə axşamı günü", "2014-11-04", "document:2014-11-05"),
        ("üç gün əvvəl gəldi", "üç gün əvvəl", "2014-11-02", "document:2014-11-05"),
        ("ötən il gəldi", "ötən il", "2013", "document:2014-11-05"),
        ("keçən ayın sonunda gəldi", "keçən ayın sonunda", "2014-10", "document:2014-11-05"),
        ("noyabrın 1-də gəldi", "noyabrın 1-də", "2014-11-01", "document:2014-11-05"),
        ("noyabrın 12-də gələcək", "noyabrın 12-də", "2014-11-12", "document:2014-11-05"),
    ],
)
def test_what_leans_on_the_document(text: str, quote: str, value: str, anchor: str) -> None:
    time = only(text, NEWS)
    assert (time.quote, time.edtf, time.anchor) == (quote, value, anchor)


def test_what_leans_on_the_story() -> None:
    text = "1978-ci il mayın 4-də atəş açıldı. Ertəsi gün dəfn oldu, iki gün sonra qoşun getdi. Həmin gecə sakit idi."
    times = find_times(text, "az")
    assert [time.edtf for time in times] == ["1978-05-04", "1978-05-05", "1978-05-07", "1978-05-07/1978-05-08"]
    assert times[1].anchor == "story:1978-05-04"


def test_clock_times_stand_on_the_day_told() -> None:
    text = "4 may 1978-ci ildə saat 23:30-da işıq söndü. Gecə saat 3-də səs kəsildi."
    assert [value for _, value in read(text)] == ["1978-05-04T23:30:00", "1978-05-05T03:00:00"]
    assert read("Axşam saat 8-də gəldi.", NEWS) == [("Axşam saat 8-də", "2014-11-05T20:00:00")]
    assert read("Saat 23.30-da gəldi.", NEWS) == [("Saat 23.30-da", "2014-11-05T23:30:00")]


def test_the_numbers_of_a_date_are_inside_it_and_counts_are_not() -> None:
    assert read("Mayın 20-də Tolmendə 131 nəfər öldürülüb.") == [("Mayın 20-də", "XXXX-05-20")]
    assert read("Mayda 20 nəfər öldürülüb, 1990 nəfər qaçıb.") == [("Mayda", "XXXX-05")]
    assert read("13 yaşında oğlan, 45 kitab, 20-yə yaxın ev.") == []


def test_an_anniversary_leaves_the_year_open() -> None:
    text = "Yanvarın 19-dan 20-nə keçən gecə 131 nəfər öldürülüb. Bu gün faciənin ildönümüdür."
    assert read(text, "2020-01-20")[0][1] == "XXXX-01-19/XXXX-01-20"
    assert read("Yanvarın 25-də iki nəfər öldürülüb.", "2020-01-20")[0][1] == "XXXX-01-25"  # not a year back


def test_the_bazaar_is_no_sunday() -> None:
    assert read("Bazarda 3 nəfər yaralandı.", NEWS) == []
    assert read("Bazar günü 3 nəfər yaralandı.", NEWS) == [("Bazar günü", "2014-11-02")]


def test_cyrillic_and_capitals_are_read_as_the_latin_small_letters() -> None:
    assert read("МАЈЫН 4-ДӘ 131 НӘФӘР", NEWS) == [("МАЈЫН 4-ДӘ", "2014-05-04")]
    assert read("İYUNUN 5-DƏ", NEWS, "az-Latn") == [("İYUNUN 5-DƏ", "2014-06-05")]
    assert read("Бу ҝүн", NEWS, "az-Cyrl") == [("Бу ҝүн", "2014-11-05")]
