"""Copies in other words and in other languages, beside reports of the same event that share every figure and name."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from cenotaph.lang import languages, load
from cenotaph.record import Source, Text
from cenotaph.weigh.copies import copy_groups
from cenotaph.weigh.retold import EVIDENCE, Passages
from cenotaph.weigh.signs import _LONGEST, CopyWords, signs

EN = (
    "Soldiers drove two lorries into the market of Karsovo on Friday morning and opened fire on the crowd. "
    "The mayor, Renna Oskal, said that seven traders were killed at their stalls and that the wounded were carried to "
    "the hospital on doors. A commission will examine the bullets that were found on the roof of the school."
)
EDITED = (
    "Seven traders died at their stalls in Karsovo on Friday morning, according to its mayor, Renna Oskal, when "
    "soldiers in two lorries drove into the market and fired at the crowd. The wounded had to be carried to hospital "
    "on doors. Bullets found on the roof of the school will be examined by a commission."
)
RU = (
    "В пятницу утром солдаты на двух грузовиках въехали на рынок в Карсово и открыли огонь по толпе. "
    "Мэр Ренна Оскал сообщила, что у прилавков убиты семь торговцев, а раненых отнесли в больницу на дверях. "
    "Комиссия проверит пули, найденные на крыше школы."
)
OTHER = (
    "Seven people did not come home from Karsovo on Friday. I met the mayor, Renna Oskal, beside two lorries that "
    "nobody had moved; she wept and would not speak. In the hospital a girl of ten asks each visitor for her brother. "
    "The priest keeps the names in an exercise book."
)
OTHER_RU = (
    "Мэр Ренна Оскал подтвердила гибель семи человек в Карсово. Нашему корреспонденту удалось поговорить с вдовой, "
    "которая продала дом и уезжает за границу. Два грузовика всё ещё стоят у фонтана, дети рисуют на них мелом. "
    "О причинах власти молчат с пятницы."
)


def text(name: str, body: str, language: str = "en") -> Text:
    return Text(id=f"txt-{name}", source=name, sha256=name, text=body, language=language)


def groups(*texts: Text, **publishers: str) -> list[tuple[set[str], tuple[str, ...]]]:
    sources = [Source(t.source, "read", publisher=publishers.get(t.source)) for t in texts]
    return [({*group.sources}, group.basis) for group in copy_groups(sources, texts)]


def test_an_edited_text_is_a_copy_and_another_report_of_the_event_is_not():
    assert groups(text("a", EN), text("b", EDITED), text("c", OTHER)) == [({"a", "b"}, ("retold",))]


def test_a_translation_without_a_figure_in_digits_is_a_copy_and_another_report_is_not():
    found = groups(text("a", EN), text("b", RU, "ru"), text("c", OTHER_RU, "ru"), text("d", OTHER))
    assert found == [({"a", "b"}, ("translation",))]


def test_the_reason_lists_what_both_tell():
    (group,) = copy_groups([], [text("a", EN), text("b", RU, "ru")])
    told = "in en and ru the shorter text tells sentence by sentence what the other tells: "
    assert group.reason.startswith(f"{told}“Soldiers”, “two”, “lorries”, “market”, “Karsovo”, ")
    assert len(group.reason.removeprefix(told).split(", ")) == EVIDENCE


def test_another_event_told_in_the_same_words_is_not_a_copy():
    other = (
        EN.replace("Karsovo", "Drun")
        .replace("Renna Oskal", "Tevin Brand")
        .replace("two", "nine")
        .replace("seven", "19")
    )
    assert groups(text("a", EN), text("b", other)) != []  # word for word
    told = EDITED.replace("Karsovo", "Drun").replace("Renna Oskal", "Tevin Brand").replace("Seven", "Thirty")
    assert groups(text("a", EN), text("b", told.replace("two", "nine"))) == []


def test_a_headline_of_a_few_words_is_nobodys_copy():
    assert groups(text("a", EN), text("b", "Soldiers kill seven at market of Karsovo")) == []


def test_a_retold_passage_inside_a_long_text_is_found():
    lines = [f"On day {n} the council of village{n} counted cow{n} and field{n} beside orchard{n}." for n in range(120)]
    long = " ".join([*lines[:70], EN, *lines[70:]])
    assert groups(text("a", long), text("b", EDITED)) == [({"a", "b"}, ("retold",))]


@pytest.mark.parametrize(
    ("publisher", "written", "language", "body"),
    [
        ("Ozmara Xəbərləri", "az", "tr", "Ozmara Haberleri'nin haberine göre 24 kişi öldü, 67 kişi yaralandı."),
        ("Вести Вексии", "ru", "tr", "Vesti Veksii'nin haberine göre 24 kişi öldü, 67 kişi yaralandı."),
        ("Vesti Veksii", "en", "ru", "Убиты 24 человека, ранены 67, пишут «Вести Вексии»."),
        (
            "Nowhere News",
            "en",
            "en",
            '"Nowhere News" reports that Renna Oskal met "Orla Drun" and "Tevin Brand" there.',
        ),
    ],
)
def test_a_publisher_is_known_in_another_script_and_what_was_taken_may_be_names(publisher, written, language, body):
    report = text("a", "24, 67. Renna Oskal, Orla Drun, Tevin Brand.", written)
    assert groups(report, text("b", body, language), a=publisher) == [({"a", "b"}, ("citing",))]


def test_short_quotation_marks_do_not_turn_the_rest_of_a_line_into_speech():
    body = '"Orla" left the harbour of Drun with a cargo of wheat, and "Nadia" followed her.'
    printed = [sign.printed for sentence in signs(text("a", body)) for sign in sentence]
    assert printed == ["Orla", "left", "harbour", "Drun", "cargo", "wheat", "Nadia", "followed"]


def test_speech_over_a_line_break_is_left_out_but_not_over_an_empty_line():
    body = 'Orla said "the harbour was\nfull of wheat and of smoke" there.\n\nThe inch " stays open.\n\nDrun burns.'
    printed = [sign.printed for sentence in signs(text("a", body)) for sign in sentence]
    assert printed == ["Orla", "said", "inch", "stays", "open", "Drun", "burns"]


@pytest.mark.parametrize(
    ("language", "printed", "keys"),
    [
        ("en", "Twenty-eight", ["#28"]),
        ("ru", "двадцать восемь", ["#28"]),
        ("az", "iyirmi səkkiz", ["#28"]),
        ("tr", "yirmi sekiz", ["#28"]),
        ("en", "1,200", ["#1200"]),
        ("ru", "1 200", ["#1200"]),
        ("en", "twenty thirty", ["#20", "#30"]),
    ],
)
def test_numbers_in_words_and_digits_are_one_sign(language, printed, keys):
    assert [sign.keys[0] for sentence in signs(text("a", printed, language)) for sign in sentence] == keys


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "hospitals"), ("ru", "больницами"), ("az", "xəstəxanaya"), ("az-Cyrl", "хәстәханаја"), ("tr", "hastanede")],
)
def test_a_word_has_one_meaning_in_every_language(language, word):
    ((sign,),) = signs(text("a", word, language))
    assert sign.keys == ("hospital",)


def test_every_language_lists_words_for_the_same_meanings():
    listed = {code: set(load(code, "copies", CopyWords).meanings) for code in languages("copies")}
    assert all(meanings == listed["en"] for meanings in listed.values()), {
        code: meanings ^ listed["en"] for code, meanings in listed.items()
    }


def test_every_beginning_is_long_enough_to_tell_and_short_enough_to_be_looked_for():
    listed = [load(code, "copies", CopyWords).meanings.values() for code in languages("copies")]
    beginnings = {word[:-1] for of_code in listed for words in of_code for word in words.split() if word[-1] == "*"}
    assert {len(word) for word in beginnings} <= set(range(2, _LONGEST + 1))


def test_texts_on_one_event_are_paired_in_proportion_to_their_number():
    told = signs(text("a", EN)), signs(text("b", OTHER)), signs(text("c", EDITED))
    paired = []
    for number in (100, 200, 400):
        passages = Passages([told[at % 3] for at in range(number)])
        paired.append(sum(1 for _ in passages.candidates(in_several=False)))
    assert paired[0] > 100
    assert all(more < 2.2 * fewer for fewer, more in pairwise(paired))


@pytest.mark.parametrize(
    "body", ["111," * 250_000 + "1111", "“" * 1_000_000, "«a " * 300_000, '"\n \n' * 200_000, "A" * 1_000_000]
)
def test_odd_texts_are_read_in_linear_time(body):
    start = time.process_time()
    signs(text("a", body))
    assert time.process_time() - start < 10
