"""Which time a claim of an inflecting language takes, from its sentence or from the story."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims
from cenotaph.claim.inflected.dating import width
from cenotaph.claim.inflected.story import Asked, Story
from cenotaph.claim.times import find_times
from cenotaph.record import Claim

THURSDAY = "2031-03-20"


def counted(text: str, language: str, published: str | None = THURSDAY) -> list[Claim]:
    return [claim for claim in find_claims(text, language, published) if claim.count is not None]


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("Çərşənbə axşamı günkü hücumda yaralanan üç nəfər dünən ölüb.", ["2031-03-19"]),
        ("Nazirlik dünən bildirib ki, bazar ertəsi 12 nəfər öldürülüb.", ["2031-03-17"]),
        (
            "Ozmarada martın 18-də partlayış baş verib. Partlayışda 12 nəfər ölüb, 30 nəfər yaralanıb.",
            ["2031-03-18", "2031-03-18"],
        ),
        ("Ozmarada martın 18-də partlayış baş verib. Ölənlərin sayı dünən 14-ə çatıb.", ["2031-03-18"]),
        ("Ozmarada martın 18-də partlayış baş verib. Ölənlərdən 5 nəfər dünən dəfn edilib.", ["2031-03-19"]),
        ("Martın 20-si saat 09:00-a olan məlumata görə xəstəxanalarda 40 yaralı var.", [None]),
        ("Son sutka ərzində 8 mülki şəxs öldürülüb.", ["2031-03-19/2031-03-20"]),
        ("Son iki gündə 8 mülki şəxs öldürülüb.", ["2031-03-18/2031-03-20"]),
        ("Yanvardan bəri 80 nəfər həbs olunub.", ["2031-01/2031-03"]),
        ("İlin əvvəlindən 80 nəfər həbs olunub.", ["2031-01/2031-03"]),
        ("Fevralda 80 nəfər saxlanılıb, 12 nəfər döyülüb.", ["2031-02", "2031-02"]),
        ("Fevralda 80 nəfər öldürülüb ki, bu da yanvarla müqayisədə 12 nəfər çoxdur.", ["2031-02"]),
        (
            "Martın 17-dən 18-nə keçən gecə 5 nəfər öldürülüb. Həmin gecə 3 nəfər itkin düşüb.",
            ["2031-03-17/2031-03-18", "2031-03-17/2031-03-18"],
        ),
        ("20 Yanvar faciəsinin ildönümündə 200 nəfər toplaşıb.", [None]),
        ("Bazarda 3 nəfər öldü.", [None]),
        ("Partlayışdan iki gün sonra ölənlərin sayı 34 nəfər göstərilib.", ["2031-03-18"]),
        ("Dünən səhər 12 nəfər ölüb. Müxalifət isə 30 nəfərin öldüyünü iddia edir.", ["2031-03-19", "2031-03-19"]),
        ("Dünən 12 nəfər ölüb. Hökumət 30 nəfərin öldürüldüyünü təkzib edib.", ["2031-03-19", "2031-03-19"]),
        ("Bu günədək müharibədə 2 min nəfər ölüb.", [None]),
        ("Dünən gecə kəndə girən əsgərlər 6 nəfəri öldürüblər.", ["2031-03-19"]),
        ("Bu səhər dağıntılar altından 4 meyit çıxarılıb.", [None]),
        ("Hücum martın 15-də olub. 12 nəfər ölüb.", ["2031-03-15"]),
        ("12 nəfər ölüb, 5 nəfər yaralanıb. Hadisə dünən baş verib.", ["2031-03-19", "2031-03-19"]),
        ("Martın 19-da saat 14:00-da baş verən döyüşdə 2 əsgər şəhid olub.", ["2031-03-19"]),
        ("Martın 1-dən 15-dək 40 nəfər saxlanılıb.", ["2031-03-01/2031-03-15"]),
        ("Düz beş il əvvəl bu gün burada 30 nəfər öldürülüb.", ["2026-03-20"]),
        ("Beş il əvvəl, martın 12-də 30 nəfər öldürülüb.", ["2026-03-12"]),
        (
            "Mühasirə 2029-cu ilin may ayından 2030-cu ilin yanvar ayınadək sürüb. Mühasirədə 900 mülki şəxs ölüb.",
            ["2029-05/2030-01"],
        ),
        ("Polisin dünən yaydığı məlumata görə 64 nəfər saxlanılıb.", [None]),
        ("Şənbə günkü aksiyada polis 30 nəfəri saxlayıb.", ["2031-03-15"]),
    ],
)
def test_a_azerbaijani_claim_takes_the_time_of_what_happened(text: str, whens: list[str | None]) -> None:
    assert [claim.when for claim in counted(text, "az")][: len(whens)] == whens


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("Минобороны вчера сообщило, что в понедельник погибли 12 человек.", ["2031-03-17"]),
        ("Министр сегодня заявил о гибели 12 человек.", [None]),
        ("Во вторник в Озмаре прогремел взрыв. Погибли 12 человек, 30 ранены.", ["2031-03-18", "2031-03-18"]),
        ("Во вторник в Озмаре прогремел взрыв. Вчера число погибших возросло до 14.", ["2031-03-18"]),
        ("Число погибших возросло до 57 в понедельник. Взрыв произошёл 15 марта.", ["2031-03-15"]),
        ("Во вторник в Озмаре прогремел взрыв. Вчера похоронили 5 погибших.", ["2031-03-19"]),
        ("По состоянию на 10 утра в больницах остаются 40 раненых.", [None]),
        ("На 12:00 20 марта в больницах остаются 40 раненых.", [None]),
        ("За минувшие сутки убиты 8 мирных жителей.", ["2031-03-19/2031-03-20"]),
        ("За последние два дня убиты 8 мирных жителей.", ["2031-03-18/2031-03-20"]),
        ("С января задержаны 80 человек.", ["2031-01/2031-03"]),
        ("С начала года задержаны 80 человек.", ["2031-01/2031-03"]),
        ("В феврале задержаны 80 человек, пропали без вести 12 человек.", ["2031-02", "2031-02"]),
        ("За февраль погибли 80 человек — на 12 больше, чем в январе.", ["2031-02"]),
        (
            "В ночь на 18 марта убили 5 человек. Той же ночью пропали 3 человека.",
            ["2031-03-17/2031-03-18", "2031-03-17/2031-03-18"],
        ),
        ("В годовщину трагедии 20 января собрались 200 человек.", [None]),
        ("Спустя два дня после взрыва число жертв достигло 34.", ["2031-03-18"]),
        ("Вчера утром погибли 12 человек. Оппозиция говорит о 30 погибших.", ["2031-03-19", "2031-03-19"]),
        ("Вчера погибли 12 человек. Власти отрицают гибель 30 человек.", ["2031-03-19", "2031-03-19"]),
        ("За время войны погибли 2 тысячи человек. Вчера был обстрел.", [None]),
        ("Вчера ночью солдаты убили 6 человек.", ["2031-03-19"]),
        ("Сегодня утром из-под завалов извлекли тела 4 человек.", [None]),
        ("Нападение произошло 15 марта. Погибли 12 человек.", ["2031-03-15"]),
        ("Погибли 12 человек, ранены 5. Взрыв произошёл вчера.", ["2031-03-19", "2031-03-19"]),
        ("19 марта в 14:00 в бою погибли 2 солдата.", ["2031-03-19"]),
        ("С 1 по 15 марта задержаны 40 человек.", ["2031-03-01/2031-03-15"]),
        ("Ровно пять лет назад в этот день здесь убили 30 человек.", ["2026-03-20"]),
        ("Пять лет назад, 12 марта, здесь убили 30 человек.", ["2026-03-12"]),
        ("Осада длилась с мая 2029 года по январь 2030 года. Погибли 900 мирных жителей.", ["2029-05/2030-01"]),
        ("По данным полиции на вечер среды, задержаны 64 человека.", [None]),
        ("На субботнем митинге в городе полиция задержала 30 человек.", [None]),
        ("В результате взрыва 15 марта погибли 12 человек.", ["2031-03-15"]),
        ("Накануне в больнице скончались двое раненых.", ["2031-03-19"]),
        ("Ночью при обстреле погибли 3 человека.", ["2031-03-19/2031-03-20"]),
        ("ОЗМАРА, 20 марта. Вчера здесь погибли 3 человека, ранены 5.", ["2031-03-19", "2031-03-19"]),
        ("ОЗМАРА, 20 марта (Агентство Нигде). Здесь погибли 3 человека.", [None]),
    ],
)
def test_a_russian_claim_takes_the_time_of_what_happened(text: str, whens: list[str | None]) -> None:
    assert [claim.when for claim in counted(text, "ru")][: len(whens)] == whens


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("Salı günkü saldırıda yaralanan üç kişi dün öldü.", ["2031-03-19"]),
        ("Valilik, dün yaptığı açıklamada pazartesi günü 12 kişinin öldüğünü bildirdi.", ["2031-03-17"]),
        ("Ozmara'da salı günü patlama oldu. Patlamada 12 kişi öldü, 30 kişi yaralandı.", ["2031-03-18", "2031-03-18"]),
        ("Ozmara'da salı günü patlama oldu. Ölü sayısı dün 14'e yükseldi.", ["2031-03-18"]),
        ("Ozmara'da salı günü patlama oldu. Ölenlerden 5 kişi dün toprağa verildi.", ["2031-03-19"]),
        ("20 Mart saat 09.00 itibarıyla hastanelerde 40 yaralı bulunuyor.", [None]),
        ("Son 24 saatte 8 sivil öldürüldü.", ["2031-03-19/2031-03-20"]),
        ("Son iki günde 8 sivil öldürüldü.", ["2031-03-18/2031-03-20"]),
        ("Ocak ayından bu yana 80 kişi gözaltına alındı.", ["2031-01/2031-03"]),
        ("Yılbaşından bu yana 80 kişi gözaltına alındı.", ["2031-01/2031-03"]),
        ("Şubat ayında 80 kişi gözaltına alındı, 12 kişi işkence gördü.", ["2031-02"]),
        ("Şubat ayında 80 kişi öldürüldü. Bu sayı ocak ayına göre 12 fazla.", ["2031-02"]),
        (
            "17 Mart'ı 18 Mart'a bağlayan gece 5 kişi öldürüldü. O gece 3 kişi de kayboldu.",
            ["2031-03-17/2031-03-18", "2031-03-17/2031-03-18"],
        ),
        ("12 Eylül darbesinin yıldönümünde 200 kişi toplandı.", [None]),
        ("Taş ocağında 3 kişi öldü.", [None]),
        ("Patlamadan iki gün sonra ölü sayısı 39'dan 34'e indirildi.", ["2031-03-18"]),
        ("Dün sabah 12 kişi öldü. Muhalefet ise 30 kişinin öldüğünü iddia ediyor.", ["2031-03-19", "2031-03-19"]),
        ("Dün 12 kişi öldü. Hükümet 30 kişinin öldürüldüğünü yalanladı.", ["2031-03-19", "2031-03-19"]),
        ("Bugüne kadar savaşta 2 bin kişi öldü.", [None]),
        ("Geçen yılki saldırıda 4 kişi ölmüştü.", ["2030"]),
        ("Dün gece köye giren askerler 6 kişiyi öldürdü.", ["2031-03-19"]),
        ("Bu sabah enkazdan 4 ceset çıkarıldı.", [None]),
        ("Ölenlerin sayısı dün 12 olarak açıklanmıştı.", [None]),
        ("Saldırı 15 Mart'ta düzenlenmişti. 12 kişi öldü.", ["2031-03-15"]),
        ("12 kişi öldü, 5 kişi yaralandı. Saldırı dün düzenlendi.", ["2031-03-19", "2031-03-19"]),
        ("Ateşkes 25 Mart'ta başlayacak. 12 kişi öldü.", [None]),
        ("19 Mart günü saat 14.00'te çıkan çatışmada 2 asker şehit oldu.", ["2031-03-19"]),
        ("1 ile 15 Mart arasında 40 kişi gözaltına alındı.", ["2031-03-01/2031-03-15"]),
        ("Tam beş yıl önce bugün burada 30 kişi öldürüldü.", ["2026-03-20"]),
        ("Beş yıl önce, 12 Mart'ta 30 kişi öldürüldü.", ["2026-03-12"]),
        (
            "Kuşatma 2029 yılının Mayıs ayından 2030 yılının Ocak ayına kadar sürdü. Kuşatmada 900 sivil öldü.",
            ["2029-05/2030-01"],
        ),
        ("Emniyetin dün akşam yaptığı yazılı açıklamaya göre 64 kişi gözaltına alındı.", [None]),
        ("Cumartesi günkü gösteride polis 30 kişiyi gözaltına aldı.", ["2031-03-15"]),
        ("Mahkeme 18 Mart'ta 5 kişiyi tutukladı.", ["2031-03-18"]),
    ],
)
def test_a_turkish_claim_takes_the_time_of_what_happened(text: str, whens: list[str | None]) -> None:
    assert [claim.when for claim in counted(text, "tr")][: len(whens)] == whens


@pytest.mark.parametrize(
    ("language", "text", "as_of"),
    [
        ("ru", "По состоянию на утро 19 марта в больницах остаются 40 раненых.", "2031-03-19"),
        ("ru", "Вчера число погибших возросло до 14.", "2031-03-19"),
        ("tr", "19 Mart itibarıyla hastanelerde 40 yaralı var.", "2031-03-19"),
        ("tr", "Ölü sayısı dün 14'e yükseldi.", "2031-03-19"),
        ("az", "Martın 19-na olan məlumata görə xəstəxanalarda 40 yaralı var.", "2031-03-19"),
        ("az", "Ölənlərin sayı dünən 14-ə çatıb.", "2031-03-19"),
    ],
)
def test_the_day_for_which_a_figure_holds_is_kept(language: str, text: str, as_of: str) -> None:
    claims = counted(text, language)
    assert [(claim.when, claim.as_of) for claim in claims] == [(None, as_of)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "12 мая 1931 года заняли Тарн. Были убиты 12 человек. На следующий день расстреляли ещё 5 человек."),
        ("tr", "12 Mayıs 1931'de birlikler Tarn'a girdi. 12 kişi öldürüldü. Ertesi gün 5 kişi kurşuna dizildi."),
        ("az", "1931-ci il mayın 12-də qoşunlar Tarna girdi. 12 nəfər öldürüldü. Ertəsi gün 5 nəfər güllələndi."),
    ],
)
def test_a_history_goes_on_from_day_to_day(language: str, text: str) -> None:
    assert [claim.when for claim in counted(text, language, None)] == ["1931-05-12", "1931-05-13"]


def test_an_attack_recalled_dates_nothing_else() -> None:
    text = (
        "При ударе в среду погибли 12 человек. Это крупнейшая атака с декабря 2030 года, когда погибли 40 человек. "
        "Ранены 5 человек."
    )
    assert [claim.when for claim in counted(text, "ru")] == ["2031-03-19", "2030-12", "2031-03-19"]


def test_a_story_carries_the_day_of_harm_and_not_that_of_a_burial() -> None:
    story = Story("2031-03-20")
    story.go_on()
    story.tell("2031-03-18", None, 0, "killed")
    story.go_on()
    story.tell("2031-03-19", None, 0, "buried")
    assert story.when(Asked("injured", 0)) == "2031-03-18"
    assert story.when(Asked("honoured", 0)) is None


def test_a_denial_takes_the_day_of_its_own_kind_alone() -> None:
    story = Story("2031-03-20")
    story.go_on()
    story.tell("2031-03-18", None, 0, "detained")
    assert story.when(Asked("killed", 0, "denied")) is None
    assert story.when(Asked("detained", 0, "denied")) == "2031-03-18"


def test_a_year_is_not_carried_and_a_month_only_to_a_report_that_sums_it_up() -> None:
    story = Story("2031-03-20")
    story.go_on()
    story.tell("2030", None, 0, "killed")
    assert story.when(Asked("killed", 0)) is None
    story.tell("2030-06", None, 0, "killed")
    assert story.when(Asked("detained", 0)) is None
    story.tell("2031-02", None, 0, "killed")
    assert story.when(Asked("detained", 0)) == "2031-02"


def test_a_text_that_tells_no_day_goes_on_with_its_year_or_month() -> None:
    story = Story("2031-03-20")
    story.go_on()
    story.tell("2030", None, 0, "detained")
    story.go_on()
    assert story.when(Asked("killed", 0)) == "2030"
    assert story.when(Asked("killed", 1)) is None
    story.tell("2030-06", None, 0, "killed")
    story.go_on()
    assert story.when(Asked("injured", 0)) == "2030-06"
    story.go_on()
    assert story.when(Asked("injured", 0)) is None


def test_a_chronicle_of_many_days_carries_none_over_a_paragraph() -> None:
    story = Story("2031-03-20")
    for block, day in enumerate(("2031-03-01", "2031-03-02", "2031-03-03")):
        story.go_on()
        story.tell(day, None, block, "killed")
    assert story.when(Asked("killed", 2)) == "2031-03-03"
    assert story.when(Asked("killed", 3)) is None


def test_a_lead_takes_the_one_day_told_further_on() -> None:
    story = Story("2031-03-20")
    for _ in range(2):
        story.go_on()
    story.tell("2031-03-19", None, 1, "killed")
    assert story.told_later(Asked("killed", 0), 1) == "2031-03-19"
    assert story.told_later(Asked("buried", 0), 1) is None
    story.tell("2031-03-18", None, 1, "killed")
    assert story.told_later(Asked("killed", 0), 1) is None


def test_the_width_of_a_date_is_in_days() -> None:
    assert [width(when) for when in ("2031-03-19", "2031-02", "2031-01/..", None)] == [1, 28, 0, 0]


@pytest.mark.parametrize(
    ("language", "text"),
    [("tr", "O gün kimse ölmedi."), ("az", "Həmin gün heç kim ölməyib."), ("ru", "В тот день никто не погиб.")],
)
def test_that_day_is_not_the_documents_own(language: str, text: str) -> None:
    assert [time.edtf for time in find_times(text, language, THURSDAY)] == [None]


@pytest.mark.parametrize(
    ("text", "whens"),
    [
        ("Taş ocağında göçük oldu.", []),
        ("Kömür ocağı kapandı.", []),
        ("Tarla ekimi başladı.", []),
        ("Göçük ocak ayında oldu.", ["2031-01"]),
        ("Göçük geçen ocakta oldu.", ["2031-01"]),
        ("Göçük Ocak'ta oldu.", ["2031-01"]),
    ],
)
def test_turkish_months_that_are_words_need_a_capital_or_a_word_of_time(text: str, whens: list[str]) -> None:
    assert [time.edtf for time in find_times(text, "tr", THURSDAY)] == whens
