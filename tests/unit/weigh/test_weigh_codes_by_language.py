"""One error of a code in each language, found at its place; where the same words add up, nothing is said."""

from __future__ import annotations

import hashlib
import re

import pytest

from cenotaph.blocks import blocks
from cenotaph.checking import line_and_column
from cenotaph.claim import claims_of_text
from cenotaph.record import Flag, Source, Text
from cenotaph.weigh import check_claims

LEAD = {
    "en": "The river rose before dawn and the bridge was closed for the whole day.",
    "az": "Çay səhərə yaxın daşdı və körpü bütün günü bağlı qaldı.",
    "az-Cyrl": "Чај сәһәрә јахын дашды вә көрпү бүтүн ҝүнү бағлы галды.",
    "ru": "Река поднялась до рассвета, и мост был закрыт весь день.",
    "tr": "Nehir şafaktan önce yükseldi ve köprü bütün gün kapalı kaldı.",
}

PLANTED = [  # code, language, text, what adds up, what does not
    ("D003", "en", "The troops came on {} 20 January 1990.", "Saturday,", "Friday,"),
    ("D003", "az", "Qoşunlar şəhərə 20 yanvar 1990-cı il, {} günü girdi.", "şənbə", "cümə"),
    ("D003", "ru", "Войска вошли в город в {} 20 января 1990 года.", "субботу,", "пятницу,"),
    ("D003", "ru", "Войска вошли в город 20 января 1990 года, в {} вечером.", "субботу", "пятницу"),
    ("D003", "tr", "Askerler kente 20 Ocak 1990 {} günü girdi.", "Cumartesi", "Cuma"),
    (
        "A001",
        "en",
        "Odun: 12 people were killed. Vexia: 15 people were killed. In all, {} people were killed.",
        "27",
        "30",
    ),
    ("A001", "az", "Odunda 12 nəfər, Lamində 15 nəfər öldürülüb. Ümumilikdə {} nəfər öldürülüb.", "27", "30"),
    ("A001", "ru", "В Одуне погибли 12 человек, в Ламине 15 человек. Всего погибли {} человек.", "27", "30"),
    ("A001", "tr", "Odun'da 12 kişi öldü, Lamin'de 15 kişi öldü. Toplam {} kişi öldü.", "27", "30"),
    (
        "A001",
        "ru",
        "Погибли 147 человек: 82 до объявления, 21 после него, 20 смертельно ранены и {} в районах.",
        "24",
        "8",
    ),
    ("A008", "en", "The death toll rose from {} to 45.", "40", "50"),
    ("A008", "az", "Ölənlərin sayı {}-dən 45-ə çatıb.", "40", "50"),
    ("A008", "ru", "Число погибших выросло с {} до 45 человек.", "40", "50"),
    ("A008", "tr", "Ölü sayısı {}'ten 45'e yükseldi.", "40", "50"),
    ("D006", "en", "Nadia Placeholder died on 21 March 1990 and was buried on {} March 1990.", "22", "20"),
    ("D006", "az", "Nadiya 21 mart 1990-cı ildə vəfat edib və {} mart 1990-cı ildə dəfn olunub.", "22", "20"),
    ("D006", "ru", "Надя умерла 21 марта 1990 года и похоронена {} марта 1990 года.", "22", "20"),
    ("D006", "tr", "Nadya 21 Mart 1990 günü öldü ve {} Mart 1990 günü defnedildi.", "22", "20"),
    ("D001", "en", "They came on 20 January 1990. {} days later, on 29 January 1990, they left.", "Nine", "Five"),
    ("D001", "az", "20 yanvar 1990-cı ildə gəldilər. {} gün sonra, 29 yanvar 1990-cı ildə getdilər.", "9", "5"),
    ("D001", "ru", "20 января 1990 года они вошли в город. Через {} дней, 29 января 1990 года, они ушли.", "9", "5"),
    ("D001", "tr", "20 Ocak 1990 günü geldiler. {} gün sonra, 29 Ocak 1990 günü gittiler.", "9", "5"),
    ("D002", "en", "The {}-day blockade lasted from 13 to 19 January 1990.", "seven", "five"),
    ("D002", "ru", "{} блокада длилась с 13 по 19 января 1990 года.", "7-дневная", "5-дневная"),
    ("D002", "ru", "Блокада с 13 по 19 января 1990 года продолжалась {} дней.", "7", "5"),
    ("D002", "az", "{} günlük blokada (13-19 yanvar 1990-cı il) başa çatdı.", "7", "5"),
    ("D002", "az", "Yanvarın 13-dən 19-dək {} gün davam edən blokada bitdi.", "7", "5"),
    ("D002", "az-Cyrl", "{} ҝүнлүк блокада (13-19 јанвар 1990-ҹы ил) баша чатды.", "7", "5"),
    ("D002", "tr", "13-19 Ocak 1990 tarihleri arasındaki {} günlük abluka sona erdi.", "7", "5"),
    ("D002", "tr", "Abluka 13 Ocak'tan 19 Ocak'a kadar {} gün sürdü.", "7", "5"),
    (
        "D005",
        "en",
        "ODUN, 20 January 2020. The {}th anniversary was marked. Troops came on 20 January 1990.",
        "30",
        "29",
    ),
    (
        "D005",
        "az",
        "ODUN, 20 yanvar 2020-ci il. Hadisələrin {}-cu ildönümüdür. Qoşun 20 yanvar 1990-cı ildə gəlib.",
        "30",
        "29",
    ),
    (
        "D005",
        "az-Cyrl",
        "ОДУН, 20 јанвар 2020-ҹи ил. {}-ҹу илдөнүмү гејд олунду. Гошун 20 јанвар 1990-ҹы илдә ҝәлиб.",
        "30",
        "29",
    ),
    ("D005", "ru", "ОДУН, 20 января 2020 г. Отметили {}-ю годовщину. Войска вошли 20 января 1990 года.", "30", "29"),
    ("D005", "tr", "ODUN, 20 Ocak 2020. Olayların {}. yıldönümü anıldı. Askerler 20 Ocak 1990 günü geldi.", "30", "29"),
    ("D001", "en", "ODUN, 20 January 2020. Five days earlier, on {} January, the mayor had left.", "15", "9"),
    ("D001", "en", "In 1990 they came: on 20 January 1990. {} days later, on 29 January, they left.", "Nine", "Five"),
    ("A006", "tr", "Polis 40 kişiyi gözaltına aldı, bunlardan {}'sini bıraktı.", "12", "52"),
    ("D001", "az", "1990-cı il yanvarın 20-də gəldilər. {} gün sonra, yanvarın 29-da getdilər.", "9", "5"),
    ("D003", "az-Cyrl", "Гошунлар шәһәрә 20 јанвар 1990-ҹы ил, {} ҝүнү ҝирди.", "шәнбә", "ҹүмә"),
    ("A001", "az-Cyrl", "Одунда 12 нәфәр, Ламиндә 15 нәфәр өлдүрүлүб. Үмумиликдә {} нәфәр өлдүрүлүб.", "27", "30"),
    ("A008", "az-Cyrl", "Өләнләрин сајы {}-дән 45-ә чатыб.", "40", "50"),
    ("D006", "az-Cyrl", "Надија 21 март 1990-ҹы илдә вәфат едиб вә {} март 1990-ҹы илдә дәфн олунуб.", "22", "20"),
    ("D001", "az-Cyrl", "20 јанвар 1990-ҹы илдә ҝәлдиләр. {} ҝүн сонра, 29 јанвар 1990-ҹы илдә ҝетдиләр.", "9", "5"),
    ("A007", "az-Cyrl", "131 нәфәр өлдүрүлүб, о ҹүмләдән {} озмаралы, 6 вексијалы, 3 квил, 3 ламин.", "119", "117"),
    ("A006", "en", "12 people were killed. {} of them were children.", "5", "15"),
    ("A006", "en", "Of the 12 wounded, {} were taken to hospital.", "12", "15"),
    ("A006", "en", "{} of the 12 dead were women.", "Two", "Fifteen"),
    ("A006", "en", "The blast killed 12 people, {} of whom were women.", "11", "15"),
    ("A006", "az", "12 nəfər öldürülüb. Onlardan {}-i uşaqdır.", "5", "15"),
    ("A006", "az", "Həlak olan 12 nəfərdən {}-i qadındır.", "5", "15"),
    ("A006", "az", "Partlayışda 12 nəfər, o cümlədən {} uşaq həlak olub.", "5", "15"),
    ("A006", "az-Cyrl", "12 нәфәр өлдүрүлүб. Онлардан {}-и ушагдыр.", "5", "15"),
    ("A006", "az-Cyrl", "12 јаралыдан {}-и хәстәханаја апарылыб.", "8", "15"),
    ("A006", "ru", "Погибли 12 человек. {} из них дети.", "5", "15"),
    ("A006", "ru", "Из 12 погибших {} были женщинами.", "5", "15"),
    ("A006", "ru", "Ранены 12 человек, из них {} детей.", "5", "15"),
    ("A006", "tr", "12 kişi öldü. Bunların {}'i çocuk.", "5", "15"),
    ("A006", "tr", "Ölen 12 kişiden {}'i kadındı.", "5", "15"),
    ("A006", "tr", "{}'i çocuk olmak üzere 12 kişi öldü.", "5", "15"),
    ("A007", "en", "131 people were killed, including {} Ozmarans, 6 Vexians, 3 Quorn and 3 Lamins.", "119", "117"),
    ("A007", "az", "131 nəfər öldürülüb, o cümlədən {} ozmaralı, 6 veksiyalı, 3 kvil, 3 lamin.", "119", "117"),
    ("A007", "ru", "Погиб 131 человек, в том числе {} озмарцев, 6 вексийцев, 3 квила, 3 ламинца.", "119", "117"),
    ("A007", "tr", "131 kişi öldü, bunların {}'si Ozmaralı, 6'sı Veksiyalı, 3'ü Kvil, 3'ü Lamin.", "119", "117"),
    (
        "A002",
        "en",
        "Two people were killed. The dead were Nadia Placeholder{} and Tomas Placeholder.",
        "",
        ", Ilva Nobody",
    ),
    (
        "A002",
        "az",
        "Partlayışda iki nəfər ölüb. Ölənlərin adları: Nərgiz Uydurmazadə{} və Kamran Xəyalov.",
        "",
        ", Aydan Xəyalova",
    ),
    (
        "A002",
        "az-Cyrl",
        "Партлајышда ики нәфәр өлүб. Өләнләрин адлары: Нәрҝиз Ујдурмазадә{} вә Камран Хәјалов.",
        "",
        ", Ајдан Хәјалова",
    ),
    (
        "A002",
        "ru",
        "При взрыве погибли два человека. Погибшие: Нина Примерова{} и Пётр Вымышленный.",
        "",
        ", Вера Небылицына",
    ),
    ("A002", "tr", "Patlamada iki kişi öldü. Ölenler: Nadide Yokoğlu{} ve Tamer Yokoğlu.", "", ", Selim Hayali"),
    (
        "A005",
        "en",
        "12 people were killed and 48 people were wounded. The ministry said that {}.",
        "12 people were killed and 48 people were wounded",
        "48 people were killed and 12 people were wounded",
    ),
    (
        "A005",
        "az",
        "12 nəfər öldürülüb, 48 nəfər yaralanıb. Sonra deyilib ki, {}.",
        "12 nəfər öldürülüb, 48 nəfər yaralanıb",
        "48 nəfər öldürülüb, 12 nəfər yaralanıb",
    ),
    (
        "A005",
        "az-Cyrl",
        "12 нәфәр өлдүрүлүб, 48 нәфәр јараланыб. Сонра дејилиб ки, {}.",
        "12 нәфәр өлдүрүлүб, 48 нәфәр јараланыб",
        "48 нәфәр өлдүрүлүб, 12 нәфәр јараланыб",
    ),
    (
        "A005",
        "ru",
        "Погибли 12 человек, ранены 48 человек. Позже сообщалось, что {}.",
        "погибли 12 человек, ранены 48 человек",
        "погибли 48 человек, ранены 12 человек",
    ),
    (
        "A005",
        "tr",
        "12 kişi öldürüldü, 48 kişi yaralandı. Sonra yeniden sayıldı: {}.",
        "12 kişi öldürüldü, 48 kişi yaralandı",
        "48 kişi öldürüldü, 12 kişi yaralandı",
    ),
    (
        "D004",
        "en",
        "Nadia Placeholder was born on 3 March 1961. She was {} when she was killed on 20 January 1990.",
        "28",
        "38",
    ),
    (
        "D004",
        "az",
        "Nərgiz Uydurmazadə 3 mart 1961-ci ildə anadan olub. O, 20 yanvar 1990-cı ildə, {} yaşında həlak olub.",
        "28",
        "38",
    ),
    (
        "D004",
        "az-Cyrl",
        "Нәрҝиз Ујдурмазадә 3 март 1961-ҹи илдә анадан олуб. О, 20 јанвар 1990-ҹы илдә, {} јашында һәлак олуб.",
        "28",
        "38",
    ),
    (
        "D004",
        "ru",
        "Нина Примерова родилась 3 марта 1961 года. Она погибла 20 января 1990 года в возрасте {} лет.",
        "28",
        "38",
    ),
    (
        "A003",
        "en",
        "The shelling of Korsk killed {} people. In sum, the shelling of Korsk killed 2,400 people.",
        "2,400",
        "240",
    ),
    (
        "A003",
        "az",
        "Korskda {} nəfər öldürülüb. Hesabatın sonunda yazılıb ki, Korskda 2400 nəfər öldürülüb.",
        "2400",
        "240",
    ),
    (
        "A003",
        "az-Cyrl",
        "Корскда {} нәфәр өлдүрүлүб. Һесабатын сонунда јазылыб ки, Корскда 2400 нәфәр өлдүрүлүб.",
        "2400",
        "240",
    ),
    (
        "A003",
        "ru",
        "В Корске погибли {} человек. В конце доклада сказано, что в Корске погибли 2400 человек.",
        "2400",
        "240",
    ),
    ("A003", "tr", "Korsk'ta {} kişi öldürüldü. Raporun sonunda Korsk'ta 2400 kişi öldürüldü deniyor.", "2400", "240"),
    (
        "A004",
        "en",
        "In Korsk {} people were killed on 26 January 1990. In sum, 9 people were killed in Korsk on 26 January 1990.",
        "9",
        "26",
    ),
    (
        "A004",
        "az",
        (
            "Korskda 26 yanvar 1990-cı ildə {} nəfər öldürülüb. Sonda yazılıb ki, Korskda 26 yanvar 1990-cı "
            "ildə 9 nəfər öldürülüb."
        ),
        "9",
        "26",
    ),
    (
        "A004",
        "az-Cyrl",
        (
            "Корскда 26 јанвар 1990-ҹы илдә {} нәфәр өлдүрүлүб. Сонда јазылыб ки, Корскда 26 јанвар 1990-ҹы "
            "илдә 9 нәфәр өлдүрүлүб."
        ),
        "9",
        "26",
    ),
    (
        "A004",
        "ru",
        "В Корске 26 января 1990 года погибли {} человек. По итогам 26 января 1990 года в Корске погибли 9 человек.",
        "9",
        "26",
    ),
    (
        "A004",
        "tr",
        "Korsk'ta 26 Ocak 1990 günü {} kişi öldürüldü. Sonuçta Korsk'ta 26 Ocak 1990 günü 9 kişi öldürüldü.",
        "9",
        "26",
    ),
    (
        "D007",
        "en",
        (
            "The state of emergency was declared on {} May 1987. The report recalls that the state of "
            "emergency was declared on 24 May 1987."
        ),
        "24",
        "14",
    ),
    (
        "D007",
        "az",
        (
            "Ozmarada fövqəladə vəziyyət {} may 1987-ci ildə elan edilib. Hesabatda deyilir ki, fövqəladə "
            "vəziyyət 24 may 1987-ci ildə elan edilib."
        ),
        "24",
        "14",
    ),
    (
        "D007",
        "az-Cyrl",
        (
            "Озмарада фөвгәладә вәзијјәт {} мај 1987-ҹи илдә елан едилиб. Һесабатда дејилир ки, фөвгәладә "
            "вәзијјәт 24 мај 1987-ҹи илдә елан едилиб."
        ),
        "24",
        "14",
    ),
    (
        "D007",
        "ru",
        (
            "Чрезвычайное положение было введено {} мая 1987 года. Авторы напоминают, что чрезвычайное "
            "положение было введено 24 мая 1987 года."
        ),
        "24",
        "14",
    ),
    (
        "D007",
        "tr",
        (
            "Ozmara'da olağanüstü hâl {} Mayıs 1987'de ilan edildi. Raporda olağanüstü hâlin 24 Mayıs "
            "1987'de ilan edildiği yazılı."
        ),
        "24",
        "14",
    ),
    ("D004", "tr", "Nadide Yokoğlu 3 Mart 1961'de doğdu. O, 20 Ocak 1990'da, {} yaşında öldürüldü.", "28", "38"),
]


def _flags(language: str | None, words: str) -> tuple[Flag, ...]:
    body = f"{LEAD[language]}\n\n{words}\n" if language else words
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text("txt", "src", sha256, body, language=language, blocks=blocks(body))
    return check_claims(text, claims_of_text(text, Source(id="src", status="read")).claims)


@pytest.mark.parametrize(("code", "language", "form", "right", "wrong"), PLANTED)
def test_a_planted_error_is_found_at_its_place_and_nothing_where_it_adds_up(code, language, form, right, wrong):
    words = form.format(wrong)
    (found,) = _flags(language, words)
    assert found.code == code
    span = found.spans[0]
    at = line_and_column(f"{LEAD[language]}\n\n{words}\n", span.start or 0)
    assert at == (3, words.index(span.quote) + 1)
    assert _flags(language, form.format(right)) == ()


@pytest.mark.parametrize(("code", "form", "right", "wrong"), [(code, *rest) for code, _, *rest in PLANTED])
def test_a_text_too_short_to_tell_its_language_is_checked_all_the_same(code, form, right, wrong):
    assert [found.code for found in _flags(None, form.format(wrong))] == [code]
    assert _flags(None, form.format(right)) == ()


def test_each_code_of_a_text_is_planted_in_every_way_of_writing():
    named = set(re.findall(r"[A-Z]\d{3}", check_claims.__doc__ or ""))
    for language in LEAD:
        assert {code for code, own, *_ in PLANTED if own == language} >= named, language
