"""Plain denials of a figure, as reports in four languages word them: the figure is kept and marked."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims

DENIED = {
    "ru": [
        "В министерстве опровергли сообщения о гибели 40 человек.",
        "Министр назвал ложью данные о 40 погибших.",
        "Сообщения о 40 погибших не соответствуют действительности, заявили в полиции.",
        "Информация о том, что погибли 40 человек, не подтвердилась.",
        "Никаких 40 погибших не было, заявил генерал.",
        "По словам мэра, погибли не 40, а 12 человек.",
        "Данные о 40 убитых — вымысел, сказал губернатор.",
        "Агентство сообщило о 40 погибших. В штабе это отрицают.",
        "Агентство сообщило о 40 погибших. Министерство обороны назвало эту цифру выдумкой.",
        "Оппозиция говорит о 40 погибших. Полиция эти сведения отвергает.",
        "Он отверг обвинения в убийстве 40 мирных жителей.",
        "Неправда, что арестовано 40 человек, заявил прокурор.",
        "Утверждения о расстреле 40 пленных не имеют под собой оснований.",
        "Как утверждают в ведомстве, ни о каких 40 погибших речи не идёт.",
        "Мэрия отрицает, что при разгоне пострадали 40 человек.",
    ],
    "tr": [
        "Bakanlık 40 kişinin öldüğü haberlerini yalanladı.",
        "Vali, 40 kişinin öldüğü iddiasını reddetti.",
        "40 kişinin öldüğü yönündeki haberler asılsızdır.",
        "Bakan, 40 ölü olduğu bilgisinin doğru olmadığını söyledi.",
        "Ajans 40 kişinin öldüğünü duyurdu. Ordu bunu yalanladı.",
        "Muhalefet 40 ölüden söz ediyor. Hükûmet bu rakamı uydurma olarak niteledi.",
        "Emniyet, 40 kişinin gözaltına alındığı iddialarının gerçeği yansıtmadığını bildirdi.",
        "Ölü sayısı 40 değil 12'dir, dedi vali.",
        "40 kişinin öldürüldüğü tamamen yalan, dedi komutan.",
        "Genelkurmay, 40 sivilin öldürüldüğü yolundaki haberleri kesin bir dille reddetti.",
        "Sosyal medyada dolaşan 40 ölü iddiası dezenformasyondur.",
        "Kaymakam, köyde 40 kişinin öldürüldüğünü inkâr etti.",
    ],
    "az": [
        "Nazirlik 40 nəfərin həlak olması barədə məlumatı təkzib edib.",
        "Vali 40 nəfərin öldürüldüyü iddiasını rədd etdi.",
        "40 nəfərin öldüyü barədə xəbərlər həqiqətə uyğun deyil.",
        "Agentlik 40 nəfərin öldüyünü yazıb. Nazirlik bunu yalan adlandırıb.",
        "40 nəfərin öldüyü uydurmadır, komendant bildirib.",
        "Ölənlərin sayı 40 yox, 12-dir, prokuror deyib.",
        "Polis 40 nəfərin saxlanıldığını inkar edir.",
        "Müxalifət 40 ölüdən danışır. Hökumət bu rəqəmi əsassız sayır.",
        "40 nəfərin həlak olması haqqında şayiələr əsassızdır.",
        "Nazirliyin sözlərinə görə, 40 nəfərin öldürülməsi barədə məlumat doğru deyil.",
        "Heç bir 40 ölü yoxdur, general deyib.",
    ],
    "en": [
        "The ministry denied reports that 40 people had died.",
        "The minister called the figure of 40 dead a lie.",
        "Reports of 40 deaths do not correspond to reality, police said.",
        "Not 40 but 12 people died, according to the mayor.",
        "The agency reported 40 dead. The army denied it.",
        "The opposition speaks of 40 dead. Police reject this.",
        "He rejected accusations that his men had killed 40 villagers.",
        "Claims that 40 people were shot are baseless.",
        "The talk of 40 dead is pure invention, the governor said.",
        "A spokesman disputed that 40 people had been arrested.",
        '"Forty dead? That is a fairy tale," the colonel said.',
        "The embassy described claims of 40 killed as malicious.",
        "It is not the case that 40 people were killed, the ministry stated.",
        "The army says it did not kill 40 villagers.",
        "Allegations that troops shot 40 prisoners were dismissed by the ministry as propaganda.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in DENIED.items() for text in texts])
def test_a_denied_figure_is_kept_and_marked(language: str, text: str) -> None:
    found = [
        claim for claim in find_claims(text, language) if claim.count and 40 in (claim.count.low, claim.count.high)
    ]
    assert found
    assert {claim.modality for claim in found} == {"denied"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministry confirmed that 40 people had died."),
        ("en", "The army denied any part in it. In Ozmara 40 people were killed."),
        ("ru", "В министерстве подтвердили гибель 40 человек."),
        ("tr", "Bakanlık 40 kişinin öldüğünü doğruladı."),
        ("az", "Nazirlik 40 nəfərin həlak olduğunu təsdiqləyib."),
    ],
)
def test_a_confirmed_figure_is_not_denied(language: str, text: str) -> None:
    found = [
        claim for claim in find_claims(text, language) if claim.count and 40 in (claim.count.low, claim.count.high)
    ]
    assert found
    assert {claim.modality for claim in found} == {"asserted"}
