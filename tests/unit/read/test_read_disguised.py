"""Letters that are not what they look like are flagged once a source and never rewritten; ordinary texts are not."""

from __future__ import annotations

import pytest

from cenotaph.read.disguised import disguise_flags, visible
from cenotaph.read.formats import described, read_bytes
from cenotaph.read.reading import Limits
from cenotaph.record import Row, Source

SOURCE = Source(id="src-1", status="read", path="sources/a.txt")
CODES = {"S032", "S033", "S034", "S035"}


def read(words: str, name: str = "a.txt"):
    data = words.encode()
    return read_bytes(data, described(data, Source(id="", status="cited", path=name)), Limits())


def codes(words: str) -> list[str]:
    return [flag.code for flag in read(words).flags if flag.code in CODES]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Наргиз A\u043b\u0438ева".replace("Наргиз", "Нaргиз") + " погибла в Озмаре.", "S033"),
        ("Әлијев Ваhид вә башгалары Озмарада јашајырдылар.", "S033"),
        ("Мəммəдов Әли Озмарадан иди.", "S033"),
        ("Nadia Pla\u0441eholder was seen in Ozmara.", "S033"),
        ("Nadia Οmega lived in Ozmara; her name was Placeholder.".replace("Οmega", "Ν\u006fbody"), "S033"),
        ("The dead: Ｎａｄｉａ Placeholder of Ozmara.", "S033"),
        ("The dead: \U0001d40d\U0001d41a\U0001d41d\U0001d422\U0001d41a Placeholder of Ozmara.", "S033"),
        ("In a long English list of names stands СОРА alone, between the others, and nobody saw it. " * 3, "S033"),
        ("Nadia Place\u200bholder of Ozmara.", "S034"),
        ("Ильва Ник\u00adто из Озмары.", "S034"),
        ("Nadia\U000e0041\U000e0042 Placeholder of Ozmara.", "S034"),
        ("Ильва Ни\u200dкто из Озмары.", "S034"),
        ("Ильва Ник\u200eто из Озмары.", "S034"),
        ("Nadia Placeholder, killed: \u202e91\u202c people.", "S032"),
        ("Nadia \u202erredlohecalP\u202c of Ozmara.", "S032"),
        ("Nadia \u2067\u2066Placeholder\u2069 \u2066of Ozmara\u2069\u2069, 41.", "S032"),
    ],
)  # fmt: skip
def test_what_is_disguised_is_flagged_once_and_stays(words, code):
    reading = read(words)
    assert [flag.code for flag in reading.flags if flag.code in CODES] == [code]
    assert reading.text.text == words


@pytest.mark.parametrize(
    "words",
    [
        "Наргиз Никто погибла в Озмаре. Потом пришли iPhone'ы и USB-кабели, SMSом и NATOда.",
        "12/03/1991, 20:15 - \u202a+994 50 000 00 00\u202c: \u200eимаш attached: IMG-1.jpg (file attached)",
        "[04.03.91, 20:15:00] \u2068Nadia Placeholder\u2069: \u200eimage omitted\n\u200eIlva: @\u2068Nadia\u2069 hello",
        "وصلت فاطمة بنت الخيال إلى أوزمارا\u200f، ومعها Nadia Placeholder\u200e (41).",
        "نام\u200cهای آنان هر سال در میدان خوانده می\u200cشود.",
        "The telephone is \u202d+994 50 000 00 00\u202c in Ozmara.",
        "A family: \U0001f468\u200d\U0001f469\u200d\U0001f467, a heart: \u2764\ufe0f, keycap 1\ufe0f\u20e3",
        "England: \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.",
        "5 μm, 3 kΩ, α-particles and β-blockers, π is 3.14; H₂O; 20 м², № 5.",
        "Əli Nümunəyev və Gülşən Heçkim Ozmarada yaşayırdılar; Çingiz də.",
        "Әли Нүмунәјев вә Ҝүлшән Һечким Озмарада јашајырдылар; Ҹәфәр дә.",
        "Лист Ильи Никто, стр. XIXв., группа A, витамин C, 5-го ноября.",
        "Hélène Personne à Ozmara; Übung; naïve; São; Łódź; Dvořák.",
        "Ilva \u05d0\u05d1\u05d2 \u200f(41)\u200f.",
        "\ufeffThe first line.\u200b\nThe second\u200b line.",
    ],
)  # fmt: skip
def test_what_is_ordinary_raises_nothing(words):
    assert codes(words) == []


def test_a_cell_is_named_by_sheet_and_place():
    rows = [
        Row("row-1", "src-1", "list", 1, "header", (), ("Name", "Age")),
        Row("row-2", "src-1", "list", 2, "data", ("Name", "Age"), ("Нaдя Никто", "41")),
        Row("row-3", "src-1", "list", 3, "data", ("Name", "Age"), ("Bela Sample", "4\u202e12\u202c")),
    ]
    found = disguise_flags(SOURCE, None, rows)
    assert [flag.code for flag in found] == ["S032", "S033"]
    assert [flag.spans[0].cell for flag in found] == ["B3", "A2"]
    assert "list A2" in found[1].message


def test_many_such_words_are_one_flag_with_their_number():
    reading = read("Нaдя и Мaша из Озмары.\n" * 200)
    (found,) = [flag for flag in reading.flags if flag.code in CODES]
    assert "400 words" in found.message
    assert "line 1" in found.message
    assert [reading.text.text[span.start : span.end] for span in found.spans] == ["Нaдя", "Мaша", "Нaдя"]


def test_an_example_shows_what_is_not_seen():
    assert visible("Ali\u202eyev\u200b") == "Ali[U+202E]yev[U+200B]"
    (found,) = [flag for flag in read("Nadia Place\u200bholder of Ozmara.").flags if flag.code == "S034"]
    assert found.message.isprintable()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Əli Məmmədov və Gülşən Heçkim".encode().decode("cp1252", "replace").replace("\ufffd", "\x8f"), "Əli"),
        ("Ильва Никто жила в Озмаре".encode().decode("cp1251", "replace").replace("\ufffd", "\x98"), "Ильва"),
        ("Ильва Никто жила в Озмаре".encode().decode("latin_1"), "Ильва"),
        ("فاطمة بنت الخيال من أوزمارا".encode().decode("latin_1"), "فاطمة"),
        ("Çağrı Denemeoğlu, Şükrü Varsayım".encode().decode("cp1254", "replace").replace("\ufffd", "\x9e"), "Çağrı"),
        ("Ильва Никтоева жила в Озмаре".encode("cp1251").decode("cp1252"), "Ильва"),
        ("Ильва Никтоева жила в Озмаре".encode("koi8_r").decode("cp1251"), "Ильва"),
        ("Озмара вилайятиндя вя иля ийирми няфяр щялак олду вя онларын адлары щяр ил охунур, иля.", "və"),
    ],
)  # fmt: skip
def test_spoilt_letters_are_named_with_what_they_probably_are_and_stay(words, meant):
    reading = read(words)
    (found,) = [flag for flag in reading.flags if flag.code in CODES]
    assert found.code == "S035"
    assert found.message.endswith(f"is probably {meant}")
    assert reading.text.text == words


@pytest.mark.parametrize(
    "words",
    [
        "CCCP, «ТАСС», СССР» и «Р» — всё это сокращения; №5 “Ёж” Ђурђевић.",
        "São Tomé, Curaçao, Âge d'or, ça là où; ÉTÉ; «Â»; Ã; naïveté.",
        "Мәммәдов Әли иля бирликдя. Рус дили.",
        "чЕЛОВЕК один.",
        "A § and a £ and â€¦ once.",
    ],
)
def test_ordinary_letters_are_not_called_spoilt(words):
    assert codes(words) == []
