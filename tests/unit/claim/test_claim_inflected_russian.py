"""Russian: names in their base form, who speaks for which words, and what a further form of a name tells."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims
from cenotaph.record import Claim


def counted(text: str, published: str | None = None) -> list[Claim]:
    return [claim for claim in find_claims(text, "ru", published) if claim.count is not None]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("в Озмаре", "Озмара"),
        ("в Вексии", "Вексия"),
        ("в Тарне", "Тарн"),
        ("под Тарном", "Тарн"),
        ("близ Туварры", "Туварра"),
        ("в Лидони", "Лидонь"),
        ("в Ужгорье", "Ужгорье"),
        ("в Пресково", "Пресково"),
        ("в городе Озмара", "Озмара"),
        ("в селе Нижний Тарн", "Нижний Тарн"),
        ("в Нижнем Тарне", "Нижний Тарн"),
        ("в Тарнском районе", "Тарнский район"),
        ("на площади Свободы", "площадь Свободы"),
        ("в центре Озмары", "Озмара"),
        ("в Баку", "Баку"),
        ("в Москве", "Москва"),
        ("в Грозном", "Грозный"),
        ("в США", "США"),
    ],
)
def test_a_place_is_named_in_its_base_form(words: str, name: str) -> None:
    assert [claim.where for claim in counted(f"При взрыве {words} погибли 12 человек.")] == [name]


@pytest.mark.parametrize(
    "words", ["в Министерстве обороны", "в мае", "в ООН", "в Комитете матерей", "в Великую Отечественную"]
)
def test_a_body_or_a_month_is_no_place(words: str) -> None:
    assert [claim.where for claim in counted(f"Как считают {words}, погибли 12 человек.")] == [None]


def test_another_form_of_a_name_in_the_text_tells_its_base_form() -> None:
    feminine = "Мирна горела. Жители бежали из Мирны. В Мирне погибли 12 человек."
    masculine = "Бои шли за Мирном. Город Мирн пал. В Мирне погибли 12 человек."
    assert [claim.where for claim in counted(feminine)] == ["Мирна"]
    assert [claim.where for claim in counted(masculine)] == ["Мирн"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("По данным Генеральной прокуратуры Вексии, погибли 12 человек.", "Генеральная прокуратура Вексии"),
        ("По словам очевидцев, погибли 12 человек.", "очевидцы"),
        ("По словам Илвы Никто, погибли 12 человек.", "Илва Никто"),
        ("Погибли 12 человек, сообщили в полиции Озмары.", "полиция Озмары"),
        ("В Минздраве заявили, что погибли 12 человек.", "Минздрав"),
        ("«Погибли 12 человек», — сказал министр обороны.", "министр обороны"),
        ("Согласно отчёту ООН, погибли 12 человек.", "отчёт ООН"),
        ("Министр, выступая в парламенте, заявил, что погибли 12 человек.", "Министр"),
        ("Погибли 12 человек. Об этом сообщило Радио Нигде.", "Радио Нигде"),
    ],
)
def test_a_speaker_is_named_in_the_base_form(text: str, speaker: str) -> None:
    assert [claim.speaker for claim in counted(text)] == [speaker]


def test_each_of_two_speakers_has_its_own_figure() -> None:
    told = counted("По данным МВД, погибли 12 человек, по данным врачей — 30; очевидцы говорят о 50.")
    assert [(claim.count.low, claim.speaker) for claim in told if claim.count] == [
        (12, "МВД"),
        (30, "врачи"),
        (50, "очевидцы"),
    ]


def test_a_verb_in_the_singular_does_not_take_a_number_that_wants_the_plural() -> None:
    assert counted("Он умер, оставив 5 внуков.") == []
    assert [claim.kind for claim in counted("Погиб 21 солдат.")] == ["killed"]


@pytest.mark.parametrize("text", ["Убито 133 человека", "УБИТО 133 ЧЕЛОВЕКА", "убито  133\nчеловека", "Уби́то 133 че"])
def test_every_claim_quotes_the_text(text: str) -> None:
    for claim in counted(text):
        assert claim.span.start is not None
        assert text[claim.span.start : claim.span.end] == claim.span.quote
