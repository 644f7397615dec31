"""Azerbaijani is known as such in each of its three scripts, and no other language is taken for it."""

from __future__ import annotations

import pytest

from cenotaph.language_guess import language_of

LATIN = "Ozmara vilayətində qırx iki nəfər həlak olub. Onların adları hər il meydanda oxunur və bu, çox vacibdir."
CYRILLIC = "Озмара вилајәтиндә гырх ики нәфәр һәлак олуб. Онларын адлары һәр ил мејданда охунур вә бу, чох ваҹибдир."
ARABIC = "اوزمارا ولایتینده قیرخ ایکی نفر هلاک اولوب. اونلارین آدلاری هر ایل میداندا اوخونور و بو چوخ موهومدور."
CYRILLIC_NAMES = "Ҝүлшән Һечким\nҸәфәр Ҝуја\nӘли Нүмунәјев\nЗәрифә Озмаралы\n"
LATIN_NAMES = "Gülşən Heçkim\nCəfər Guya\nƏli Nümunəyev\nZərifə Ozmaralı\nƏşrəf Məchulov\n"


@pytest.mark.parametrize("text", [LATIN, CYRILLIC, ARABIC, CYRILLIC_NAMES, LATIN_NAMES])
def test_azerbaijani_in_each_script(text):
    assert language_of(text) == "az"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("В Озмаре комиссия насчитала сорок двух погибших, и их имена читают на площади каждый год.", "ru"),
        ("У провінції Озмара комісія нарахувала сорок двох загиблих, і їхні імена читають на площі щороку.", "uk"),
        ("أحصت اللجنة في محافظة أوزمارا اثنين وأربعين قتيلا وتقرأ أسماؤهم في الساحة كل عام بعد الظهر.", "ar"),
        ("کمیسیون در استان ازمارا چهل و دو کشته را شمرد و نام آنان هر سال در میدان خوانده می‌شود.", "fa"),
        ("Ozmara ilinde komisyon kırk iki ölü saydı ve adları her yıl meydanda okunur, çünkü bu çok önemlidir.", "tr"),
        ("Алматыдағы Озмара алаңында қырық екі адамның есімі оқылады, бұл күн сайын қайталанады.", None),
        ("Озмарада кырык ике кешенең исемнәре мәйданда укыла, һәм җыелган халык бу көнне онытмый.", None),
        ("Рада Николић и Ђорђе Никојевић живели су у Озмари, где се њихова имена читају сваке године на тргу.", None),
        ("Юрий Небылицын\nЩукина Яна\nФёдор Безымянный\nПётр Озмарский\n", None),
        ("احمد المجهول\nمريم التجريبية\nحسن الوهمي\nليلى المسودة\nصالح الظاهر\n", None),
        ("رضا هیچ‌کس\nپروانه نمونه\nژاله خیالی\nچنگیز فرضی\nشیرین پندار\n", None),
    ],
)  # fmt: skip
def test_its_neighbours_are_not(text, language):
    assert language_of(text) == language
