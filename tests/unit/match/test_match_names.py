"""Names are read across scripts and compared part by part."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cenotaph.lang import languages, load
from cenotaph.match import compare_name_pairs, compare_names
from cenotaph.match.compare import Nearness, nearness
from cenotaph.match.forms import GivenNames, is_one_name
from cenotaph.match.letters import name_words
from cenotaph.match.likeness import likeness
from cenotaph.match.parts import LONGEST_NAME, read_name
from cenotaph.match.sounds import keys_of, plain_of, read_word

GOLD = Path(__file__).parents[2] / "gold"


@pytest.mark.parametrize(
    "spelling",
    [
        "Ilham Ajdar oglu Allahverdiyev",
        "Ильхам Аллахвердиев",
        "ილჰამი ალაჰვერდიევი",
        "İlham Allahverdiyev",
        "Allahverdiyev İlham Əjdər oğlu",
        "ALLAHVERDIYEV Ilham",
        "Ильхам Аждар оглы Аллахвердиев",
    ],
)
def test_spellings_of_one_name_meet(spelling: str) -> None:
    assert compare_names("İlham Əjdər oğlu Allahverdiyev", spelling).score > 0.9


def test_missing_father_is_neutral_and_contradicted_father_is_a_no() -> None:
    full, short, other = "Vaqif Şamil oğlu Ozmarov", "Vaqif Ozmarov", "Vaqif Nadir oğlu Ozmarov"
    assert compare_names(full, short).score > 0.9
    assert compare_names(full, other).score < 0.1


def test_long_vowels_of_arabic_are_evidence() -> None:
    assert nearness(read_word("محمد"), read_word("محمود")) == Nearness.WEAK
    assert nearness(read_word("محمود"), read_word("Mahmoud")) == Nearness.SOUND
    assert nearness(read_word("محمد"), read_word("Mahmoud")) < Nearness.NEAR
    assert nearness(read_word("محمد"), read_word("Mohammed")) == Nearness.SOUND


def test_g_of_russian_is_g_or_h() -> None:
    hasan, qasim = read_word("Həsən"), read_word("Qasım")
    assert nearness(read_word("Гасан"), hasan) == Nearness.SOUND
    assert nearness(read_word("Хасан"), hasan) == Nearness.SOUND
    assert nearness(read_word("Гасым"), qasim) == Nearness.SOUND


@pytest.mark.parametrize(
    ("text", "given_name", "father", "family", "sex"),
    [
        ("Nigar Teyyub qızı Zərnisova", "nigar", "teyyub", "zarnis", "f"),
        ("Zərnisov Vaqif Teyyub oğlu", "vaqif", "teyyub", "zarnis", "m"),
        ("Вагиф Шамилевич Озмаров", "вагиф", "шамиль", "озмар", "m"),
        ("Prof. Zelda Quorn", "zelda", None, "quorn", None),
        ("Quorn, Zelda", "zelda", None, "quorn", None),
        ("Zelda", "zelda", None, None, None),
        ("Zərnisova", None, None, "zarnis", "f"),
    ],
)
def test_parts(text: str, given_name: str | None, father: str | None, family: str | None, sex: str | None) -> None:
    name = read_name(text)
    found = tuple(word.plain if word else None for word in (name.given, name.father, name.family))
    assert found == (given_name, father, family)
    assert name.sex == sex


def test_reason_tells_each_part() -> None:
    reason = compare_names("Vaqif Şamil oğlu Ozmarov", "Вагиф Надир оглы Озмаров").reason
    assert reason == "the given name sounds the same; the father's or middle name differs; the surname sounds the same"


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_compares_the_same_both_ways(a: str, b: str) -> None:
    one, other = compare_names(a, b), compare_names(b, a)
    assert 0 <= one.score <= 1
    assert one.score == other.score


name_texts = st.lists(
    st.sampled_from(["Vaqif", "Şamil", "oğlu", "Ozmarov", "Озмарова", "يوسف", "بن", "Abd", "al", "Z.", "ოზმარიძე"]),
    max_size=5,
).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(name_texts, name_texts)
def test_names_compare_the_same_both_ways(a: str, b: str) -> None:
    assert compare_names(a, b).score == compare_names(b, a).score


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(name_texts, name_texts), max_size=8))
def test_a_table_of_pairs_compares_as_each_pair_alone(pairs: list[tuple[str, str]]) -> None:
    assert compare_name_pairs(pairs) == [compare_names(a, b) for a, b in pairs]


@pytest.mark.parametrize("code", languages("names"))
def test_language_reads_its_letters(code: str) -> None:
    words = name_words()[code]
    for letters, readings in words.letters.items():
        assert readings, letters
        assert all(set(said) <= set("bpfvwdtzZsSCcJkghlmnryaeiou:*") for said in readings), letters
    assert len(words.script) == 4


ONE_PERSON = {
    "spellings of one listed name in two scripts": [
        ("سامر خضر الهلالي", "Samer Khodr Al-Hilali"),
        ("راشد عويد المرجان", "Rashid Uwaid Al-Murjan"),
        ("Chaker Ben Youssef", "شاكر بن يوسف"),
        ("Djamel Bouzid", "جمال بوزيد"),
        ("Ouassila Benali", "Wassila Ben Ali"),
        ("عبد الغني الطيار", "Abdelghani Tayyar"),
        ("عبد القادر زيدون", "Abdelkader Zeidoun"),
        ("Najlaa Qamar", "نجلاء قمر"),
        ("طاهر بشير جبريل", "Taher Bashir Jibril"),
        ("Hadja Mint Sidi", "حاجة منت سيدي"),
        ("هيثم الطائي", "Haitham Al-Taie"),
        ("Thamer Obaid", "ثامر عبيد"),
        ("Dhafer Mansour", "ظافر منصور"),
        ("Noureddine Boutaleb", "نور الدين بوطالب"),
        ("Ezzedine Kallel", "عز الدين كلال"),
    ],
    "one name in two languages": [
        ("Микола Озмаренко", "Nikolai Ozmarenko"),
        ("Ганна Озмар", "Анна Озмар"),
        ("Акоп Озмарян", "Hakob Ozmaryan"),
        ("დავით ოზმარიძე", "David Ozmaridze"),
        ("Yousef Ozmar", "Yusuf Ozmar"),
    ],
    "short forms": [
        ("Саша Озмаров", "Александр Озмаров"),
        ("Саша Озмарова", "Александра Озмарова"),
        ("Memo Ozmar", "Mehmet Ozmar"),
        ("Peggy Quorn", "Margaret Quorn"),
        ("Gio Ozmaridze", "გიორგი ოზმარიძე"),
        ("حمودة سالم الزرنوق", "محمد سالم الزرنوق"),
    ],
    "kunya": [
        ("Abu Hussein Jaafar Zarnouq", "جعفر الزرنوق (أبو حسين)"),
        ("أبو محمد عامر الزرنوق", "عامر الزرنوق"),
        ("أبو بكر سالم الزرنوق", "Abu Bakr Salem Zarnouq"),
    ],
    "last of several surnames": [
        ("محمود حسن زرنوق المصري", "محمود حسن زرنوق"),
        ("Ali Hussein Quorn", "Ali Hussein Quorn al-Ozmari"),
    ],
    "titles": [
        ("Staff Sgt. Zelda Quorn", "Zelda Quorn"),
        ("гвардии старший лейтенант Озмаров Вагиф", "Вагиф Озмаров"),
        ("Seyid Əhməd Ozmarov", "Seyidəhməd Ozmarov"),
        ("Ahmet Bey Ozmar", "Ahmet Ozmar"),
        ("Zelda Quorn Jr.", "Zelda Quorn"),
    ],
    "doubled surnames": [
        ("Ozmarova-Quornova Leyla Əsəd qızı", "Лейла Асад кызы Озмарова"),
        ("Zelda Quorn-Field", "Zelda Field"),
        ("Zelda Quornfield", "Zelda Quorn-Field"),
        ("Озмарова Мария", "Мария Кворнова (урожд. Озмарова)"),
    ],
    "joins": [
        ("Əli Ağa Ozmarov", "Əliağa Ozmarov"),
        ("Izz al-Din Zarnouq", "عزالدين الزرنوق"),
        ("Ezzeddine Zarnouq", "عز الدين الزرنوق"),
        ("هبة الله الزرنوق", "Hibatullah Zarnouq"),
        ("Anahit Ter-Ozmaryan", "Ter Ozmaryan Anahit"),
    ],
    "sounds": [
        ("Oleksii Hrytsenko", "Oleksiy Grytsenko"),
        ("Tsvetkova Zelda", "Cvetkova Zelda"),
        ("Әлијев Озмар", "Алиев Озмар"),
        ("Ոսկան Օզմարյան", "Воскан Озмарян"),
        ("عودة الزرنوق", "Ouda Zarnouq"),
        ("ყოზმიანი ლევან", "Levan Kozmiani"),
    ],
    "print": [
        ("عبد هللا الزرنوق", "عبد الله الزرنوق"),
        ("امي ن سالم الزرنوق", "امين سالم الزرنوق"),
        ("رياص سالم الزرنوق", "رياض سالم الزرنوق"),
        ("عالء سالم الزرنوق", "Alaa Salem Zarnouq"),
        ("االء سالم الزرنوق", "آلاء سالم الزرنوق"),
        ("مصطف سالم الزرنوق", "Mustafa Salem Zarnouq"),
        ("زهي سالم الزرنوق", "Zuhair Salem Zarnouq"),
        ("ﻣﺤﻤﺪ ﺳﺎﻟﻢ ﺍﻟﺰﺭﻧﻮﻕ", "محمد سالم الزرنوق"),
        ("محمد1 سالم الزرنوق", "محمد سالم الزرنوق"),
        ("بيسان سالم الزرنوق", "بسيان سالم الزرنوق"),
    ],
    "spelling customs": [
        ("Gamal Hegazy Ozmar", "Jamal Hijazi Ozmar"),
        ("Hisham Ozmar", "Hicham Ozmar"),
        ("Moustafa Ozmar", "مصطفى أوزمار"),
        ("Recep Ozmar", "رجب أوزمار"),
        ("Abdulhamit Ozmar", "Abdul Hamid Ozmar"),
        ("Sami Alozmari", "Sami el-Ozmari"),
        ("Sami Ash-Shozmari", "Sami Al-Shozmari"),
        ("Thulfiqar Ozmar", "ذو الفقار أوزمار"),
        ("Мікалай Азмарэнка", "Николай Азмаренко"),
        ("هەژار ئۆزمار", "Hazhar Ozmar"),
        ("Lupe Quorn", "Guadalupe Quorn"),
    ],
    "particles": [
        ("Maria De Quorn", "Maria Dequorn"),
        ("Peter Van Der Quorn", "Peter Vanderquorn"),
        ("Jean St. Quorn", "Jean Saint-Quorn"),
    ],
    "sons of": [
        ("Djamel Benozmar", "Jamal Bin Ozmar"),
        ("Elşən Ozmar oğlu", "Elshan Ozmaroglu"),
        ("بوعلام بن زرنوق", "Boualem Benzarnouq"),
    ],
    "fathers' names in two languages": [
        ("Serhii Vasylovych Ozmarenko", "Сергей Васильевич Озмаренко"),
        ("Саша Дмитрівна Озмар", "Ozmar Oleksandra Dmytrivna"),
        ("Озмарова Алла Юрьевна", "Alla Yuryevna Ozmarova"),
    ],
    "what follows a comma": [
        ("Dr. Zelda Quorn, M.D.", "Zelda Quorn"),
        ("Yorick J. Quorn Jr.", "Mr. Yorick Joseph Quorn, Jr"),
    ],
    "forms in the languages of emigrants": [
        ("Giuseppe Ozmarini", "Joseph Ozmarini"),
        ("Vasilios Ozmaropoulos", "William Ozmaropoulos"),
        ("Stanisław Quornowski", "Stanley Quornowski"),
        ("Moishe Quornberg", "Moses Quornberg"),
        ("Padraig O'Quorn", "Patrick O'Quorn"),
    ],
    "forms in neighbouring languages": [
        ("Рыгор Озмаровіч", "Григорий Озмарович"),
        ("Тодось Озмаренко", "Феодосій Озмаренко"),
        ("Параскевія Озмарук", "Прасковья Озмарук"),
        ("Мікіта Озмар", "Никита Озмар"),
    ],
    "pet forms": [
        ("Izzy Quorn", "Isidore Quorn"),
        ("Tilly Quorn", "Matilda Quorn"),
        ("Тимоха Озмаров", "Тимофей Озмаров"),
        ("Гаврюша Озмаров", "Гавриил Озмаров"),
        ("Zé Quorneira", "José Quorneira"),
        ("Chico Quorneira", "Francisco Quorneira"),
    ],
    "one letter of a long word lost, exchanged or mistyped": [
        ("Nugzar Ozmarishvili", "Nugzar Ozmarishvli"),
        ("Zurab Ozmaratskhelia", "Zurab Ozmaratshkelia"),
        ("Rövşən Ozmarzadə", "Rövşən Ozmrzadə"),
        ("Wladyslaw Wojciechozmarski", "Władysław Wojcechozmarsky"),
    ],
    "fathers' names shortened, and those of names that end in a": [
        ("ОЗМАРОВ ПАНТЕЛЕЙМОН НИКИФ.", "Пантелеймон Никифорович Озмаров"),
        ("Валентина Яківна Озмаренко", "Озмаренко Валентина Яковлевна"),
        ("Марина Іллівна Озмаренко", "Марина Ильинична Озмаренко"),
        ("Մկրտիչ Պետրոսի Օզմարյան", "Мкртич Петросович Озмарян"),
    ],
    "sounds that clerks exchange, where the rest agrees": [
        ("Tharwat Omar Ozmari", "Sarwat Omar Ozmari"),
        ("مطلق سالم الزرنوق", "مطلك سالم الزرنوق"),
    ],
    "several joins in one name": [
        ("Əli Abbas Ağa Baba oğlu Ozmarov", "Aliabbas Aghababa oglu Ozmarov"),
        ("حسب الله فضل المولى", "Hasaballah Fadlelmoula"),
        ("Quorn Wei-Ming", "Weiming Quorn"),
    ],
    "one of two surnames": [
        ("María G. Quorn", "Quorn Ozmar, María Guadalupe"),
        ("Rosa De La Quorn Ozmar", "Rosa Delaquorn"),
    ],
    "vowels that sound alike": [("Афанасьев Вагиф", "Афонасьев Вагиф")],
    "systems of romanisation": [
        ("Юрий Евгеньевич Озмаров", "Ûrij Evgenʹevič Ozmarov"),
        ("Вячеслав Ильич Чижовский", "Wjatscheslaw Iljitsch Tschischowski"),
        ("Евгений Щукин", "Jewgienij Szczukin"),
        ("Яков Никитич Хрущёв", "Yakov Nikitiç Hruşçev"),
        ("Анна Ильинична Озмарова", "Anna Ilinichna Ozmarova"),
        ("Oleh Hryhozmar", "Oleg Grigozmar"),
        ("Željko Ozmarić", "Жељко Озмарић"),
    ],
    "titles of several words": [
        ("старший лейтенант медицинской службы в отставке Озмаров Вагиф", "Вагиф Озмаров"),
        ("ген.-майор Вагиф Озмаров", "Вагиф Озмаров"),
        ("Flight Lieutenant Zelda Quorn", "Zelda Quorn"),
        ("Вагиф Озмаров, капитан милиции", "Вагиф Озмаров"),
        ("polis mayoru Vaqif Ozmarov", "Vaqif Ozmarov"),
        ("الشهيد الطفل سالم الزرنوق", "سالم الزرنوق"),
    ],
    "titles that are names too": [
        ("Aya Rashad Zarnouq", "آية رشاد الزرنوق"),
        ("Hakim Ozmarov", "Хаким Озмаров"),
    ],
    "other names told": [
        ("Hasan Zarnouq alias Abu Ali", "حسن الزرنوق"),
        ("Umm Hasan (Zahra Zarnouq)", "Zahra Zarnouq"),
        ("Grete Ozmann geb. Quorner", "Grete Quorner"),
    ],
    "fathers' names in the genitive": [("Aram Vardani Ozmaryan", "Арам Варданович Озмарян")],
    "surnames of one stem in two languages": [
        ("Vaqif Ozmarlı", "Вагиф Озмаров"),
        ("Ozmarzadə Vaqif", "Озмар-заде Вагиф"),
    ],
    "a join and a further surname": [("Ayşegül Ozmar Quorn", "Ayşe Gül Ozmar")],
    "particles that begin a name": [("De Shawn Quorn", "Deshawn Quorn"), ("Jean Le Quoff", "Jean Lequoff")],
    "letters taken for others": [
        ("Coколов Озмар", "Соколов Озмар"),
        ("Bahrarn Ozmarov", "Bahram Ozmarov"),
        ("C1ara Quorn", "Clara Quorn"),
    ],
    "a title that is a name of another language": [
        ("Bayan Khalil Ozmari", "بيان خليل أوزماري"),
        ("Bayan Ayşe Ozmar", "Ayşe Ozmar"),
    ],
    "a servant with the article is a name": [
        ("Al-Abd Hasan Ozmari", "العبد حسن أوزماري"),
        ("محمد العبد أوزماري", "Mohammed El-Abed Ozmari"),
    ],
    "names cut as old prints cut them": [("Thos. Quorn", "Thomas Quorn"), ("Jno. Ozmar", "John Ozmar")],
    "short forms that differ from other names in e for a": [("Tere Quorn", "Teresa Quorn")],
    "a title written onto the name": [("سیدمهدی اوزماری", "Mehdi Ozmari")],
    "servants of God in Cyrillic letters": [
        ("Абдельазиз Озмари", "Abdulaziz Ozmari"),
        ("Абдулькарим Озмари", "Abd al-Karim Ozmari"),
    ],
    "letters with a third romanisation": [("Thafir Ozmari", "ظافر أوزماري")],
    "letters that are Polish in some words alone": [("Mirza Quorn", "Мирза Куорн"), ("Arzu Quorn", "Арзу Куорн")],
    "surnames of two forms of a name that sound alike": [("Yusifov Vaqif", "Юсупов Вагиф")],
    "pet forms that no list has": [
        ("Vaqifçik Ozmarov", "Вагиф Озмаров"),
        ("Тимурчик Озмаров", "Timur Ozmarov"),
    ],
}


@pytest.mark.parametrize(("a", "b"), [pair for pairs in ONE_PERSON.values() for pair in pairs])
def test_names_that_may_be_one_person(a: str, b: str) -> None:
    assert compare_names(a, b).score > 0.6


TWO_PERSONS = {
    "usual names that neighbour in either script": [
        ("سامر خضر الهلالي", "Samar Khodr Al-Hilali"),
        ("سمير خضر الهلالي", "Samer Khodr Al-Hilali"),
        ("راشد عويد المرجان", "رشيد عويد المرجان"),
        ("Wissal Benali", "Wassila Benali"),
        ("Rawan Qandil", "Razan Qandil"),
        ("روان قنديل", "رزان قنديل"),
        ("Rafiq Zaitoun", "Rafiqa Zaitoun"),
        ("Sidi Ould Moctar", "Saadi Ould Moctar"),
        ("عبد الغني الطيار", "عبد النبي الطيار"),
        ("نجلاء عبد الله قمر", "نجاة عبد الله قمر"),
        ("طاهر بشير جبريل", "ظاهر بشير جبريل"),
        ("Nabila Hashem", "Nabil Hashem"),
        ("نبيلة هاشم", "نبيهة هاشم"),
        ("Haitham Taie", "Hatem Taie"),
        ("Thamer Obaid", "Tamer Obaid"),
        ("ظافر منصور", "ظاهر منصور"),
        ("Noureddine Boutaleb", "Nasreddine Boutaleb"),
        ("Sait Yılmazer", "Satı Yılmazer"),
        ("Gülay Demirkan", "Gülcan Demirkan"),
        ("Ayten Demirkan", "Aysen Demirkan"),
        ("Nurten Karasulu", "Nurtaç Karasulu"),
        ("Serhat Bozdoğan", "Ferhat Bozdoğan"),
        ("Erdal Taşkıran", "Erdem Taşkıran"),
        ("Erkan Taşkıran", "Ercan Taşkıran"),
    ],
    "short forms of others": [
        ("Саша Озмаров", "Алексей Озмаров"),
        ("Bill Quorn", "Brian Quorn"),
        ("Memo Ozmar", "Metin Ozmar"),
    ],
    "usual names one letter apart": [
        ("Zahid Ozmarov", "Zahir Ozmarov"),
        ("Rashid Ozmarov", "Rashad Ozmarov"),
        ("Süleyman Ozmar", "Selman Ozmar"),
        ("Nadia Zarnouq", "Nada Zarnouq"),
        ("Алина Озмарова", "Алена Озмарова"),
        ("Eva Quorn", "Ava Quorn"),
        ("Kelly Quorn", "Kyle Quorn"),
        ("Արմեն Օզմարյան", "Արման Օզմարյան"),
        ("ნანა ოზმარია", "Nana Ozmaridze"),
    ],
    "usual names of one root or nearly one spelling": [
        ("George Quorn", "Georgia Quorn"),
        ("Brenda Quorn", "Brendan Quorn"),
        ("Myra Quorn", "Moira Quorn"),
        ("Joan Quorn", "John Quorn"),
        ("Mario Ozmarini", "Mauro Ozmarini"),
        ("Арсений Озмаров", "Арсен Озмаров"),
        ("Марьян Озмар", "Марьяна Озмар"),
        ("Капитон Озмаров", "Харитон Озмаров"),
        ("Савва Озмаров", "Слава Озмаров"),
        ("Василий Озмаров", "Василиса Озмарова"),
        ("Orest Ozmar", "Ernest Ozmar"),
        ("Julio Quorneda", "Julian Quorneda"),
        ("Marino Quorneda", "Mario Quorneda"),
        ("Nelson Quorneira", "Nilson Quorneira"),
        ("Joana Quorneira", "Juliana Quorneira"),
    ],
    "another pattern of Arabic vowels": [
        ("باسم الزرنوق", "Bassam Zarnouq"),
        ("حميد الزرنوق", "Hamed Zarnouq"),
        ("أمير الزرنوق", "Amer Zarnouq"),
        ("عامر الزرنوق", "Omar Zarnouq"),
        ("صالح الزرنوق", "Salah Zarnouq"),
        ("زياد الزرنوق", "Zayd Zarnouq"),
        ("حسن الزرنوق", "Hussein Zarnouq"),
        ("ناصر الزرنوق", "Nasr Zarnouq"),
        ("منى الزرنوق", "Amani Zarnouq"),
        ("آلاء الزرنوق", "Walaa Zarnouq"),
        ("نسيم الزرنوق", "Nassima Zarnouq"),
    ],
    "compounds with one word in common": [
        ("نور الدين الزرنوق", "Nasreddine Zarnouq"),
        ("Nasrin Pourahmadi", "نسرین پورمحمدی"),
    ],
    "sons of one father": [("Mehmet Emin Ozmar, Halil oğlu", "Mehmet Ali Ozmar, Halil oğlu")],
    "another surname behind names that agree": [("Ali Hasan Omar Quorn", "Ali Hasan Omar Wexford")],
    "servants of two names of God": [
        ("عبد الرحمن الزرنوق", "Abdulrahim Zarnouq"),
        ("Abdulaziz Quorn", "Abdulkarim Quorn"),
    ],
    "one middle name differs": [
        ("Ali Hussein Jassim Quorn", "Ali Hassan Jassim Quorn"),
        ("محمد عبد الله سالم الزرنوق", "محمد عبد الرحمن سالم الزرنوق"),
    ],
    "a woman and a man": [
        ("Александр Олегович Озмаров", "Александра Олеговна Озмарова"),
        ("Amin Quorn", "Amina Quorn"),
        ("Şirin Vəli oğlu Ozmarov", "Şirin Vəli qızı Ozmarova"),
        ("سمير الزرنوق", "Samira Zarnouq"),
        ("رفيقة الزرنوق", "Rafik Zarnouq"),
        ("فتحي الزرنوق", "Fathiya Zarnouq"),
        ("George Quorn", "Georgia Quorn"),
    ],
    "father and son": [
        ("Zebulon Quorn Sr.", "Zebulon Quorn Jr."),
        ("Zebulon Quorn, Jr.", "Zebulon Quorn III"),
    ],
    "letters of one script that are no romanisation": [("حمزة سالم الزرنوق", "حمدة سالم الزرنوق")],
    "no name": [
        ("Newborn of Zelda Quorn", "Zelda Quorn"),
        ("مجهول الهوية", "سالم الزرنوق"),
        ("name withheld", "name withheld"),
    ],
    "titles of a woman and a man": [
        ("Mrs. Robin Quorn", "Mr. Robin Quorn"),
        ("السيدة نور أوزماري", "السيد نور أوزماري"),
    ],
    "surnames made of two forms of a name": [("Isaev Vaqif", "Isakov Vaqif"), ("Yaqubov Vaqif", "Вагиф Яковлев")],
    "given names of two with one half in common": [
        ("Mohammad Hossein Ozmari", "محمدرضا اوزماری"),
        ("محمدعلی اوزماری", "محمدرضا اوزماری"),
    ],
    "one of two is called by a title of another language": [("Bayan Khalil Ozmari", "Khalil Ozmari")],
    "a glide that a long vowel has not": [("عمار أوزماري", "Omayr Ozmari")],
    "letters that no lost hook explains": [("Basir Ozmari", "Bashir Ozmari")],
    "a title at the end is a surname": [("خالد محمد الحاج", "خالد محمد السيد")],
    "usual names of one list in two scripts": [
        ("Ілля Озмар", "Yulia Ozmar"),
        ("Евгения Озмар", "Evgenii Ozmar"),
        ("Զարեհ Օզմարյան", "Zaruhi Ozmaryan"),
    ],
    "fathers with one short form": [("Олег Юлиевич Озмаров", "Олег Юлианович Озмаров")],
    "another title before another name": [("полковник Озмаров Игорь", "полковник Озмаров Илья")],
}


@pytest.mark.parametrize(("a", "b"), [pair for pairs in TWO_PERSONS.values() for pair in pairs])
def test_names_that_are_two_persons(a: str, b: str) -> None:
    assert compare_names(a, b).score < 0.4


def test_equal_initials_agree_as_initials_do() -> None:
    assert nearness(read_word("Z"), read_word("Z.")) == Nearness.INITIAL
    one, other = (compare_names(f"{name} Quorn", f"{name} Quorn").score for name in ("Z.", "Zelda"))
    assert one < other


def test_the_younger_in_a_column_of_surnames_is_no_part_of_the_surname() -> None:
    elder, younger = (read_name("", given="Zebulon", family=f"Quorn {one}") for one in ("Sr.", "Jr."))
    assert elder.family == younger.family == read_word("Quorn")
    assert (elder.generation, younger.generation) == (1, 2)


def test_a_rank_says_nothing_of_which_bearer_of_a_name_it_is() -> None:
    assert compare_names("гвардии ст. лейтенант Вагиф Озмаров", "гвардии мл. сержант Вагиф Озмаров").score > 0.9


def test_a_surname_with_another_ending_of_origin_agrees_less() -> None:
    with_ending, itself = (compare_names("Mehmet Kaya", f"Mehmet {name}").score for name in ("Kayalı", "Kaya"))
    assert with_ending < 0.9 < itself


def test_a_title_in_the_column_of_given_names_tells_the_sex() -> None:
    given_names = ("Mrs. Robin", "Mr. Robin", "Robin")
    assert [read_name("", given=one, family="Quorn").sex for one in given_names] == ["f", "m", None]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("Озмаров Дж.", "Cavid"), ("Yu. Ozmarov", "Юрий"), ("Е. Озмарова", "Yelena"), ("Вас. Озмаров", "Василий")],
)
def test_a_name_cut_short_fits_as_an_initial_does(cut: str, whole: str) -> None:
    given_name = read_name(cut).given
    assert given_name is not None
    assert nearness(given_name, read_word(whole)) == Nearness.INITIAL
    assert nearness(given_name, read_word("Zelda")) == Nearness.DIFFERENT


def test_a_distorted_part_weighs_by_how_like_it_sounds() -> None:
    near, far, strange = (
        compare_names("Oleh Hryhozmar", f"Oleg {other}").score for other in ("Grigozmar", "Grimozar", "Wexford")
    )
    assert near > far > strange


@given(st.text(alphabet="abdghiklmnorstuəşğ", min_size=2, max_size=9), st.text(alphabet="адгзкмнор", max_size=9))
def test_likeness_is_the_same_both_ways_and_a_share(a: str, b: str) -> None:
    one, other = read_word(a), read_word(b)
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1


def test_a_short_form_agrees_less_than_the_name_itself() -> None:
    assert compare_names("Zelda Quorn", "Zelda Quorn").score > compare_names("Liz Quorn", "Elizabeth Quorn").score
    assert "another form of the same" in compare_names("Liz Quorn", "Elizabeth Quorn").reason


def test_lost_dots_are_a_slip_and_never_the_same_name() -> None:
    assert nearness(read_word("رياص"), read_word("رياض")) == Nearness.NEAR
    assert nearness(read_word("حليل"), read_word("خليل")) == Nearness.NEAR


@pytest.mark.parametrize(
    ("text", "given_name", "family"),
    [
        ("Hacı Vaqif Ozmarov", "vaqif", "ozmar"),
        ("Hacı Ozmarov", "haci", "ozmar"),
        ("Mirzə Vaqif oğlu Ozmarov", "mirza", "ozmar"),
        ("Major Quorn", "major", "quorn"),
        ("Г. Озмаров", "г", "озмар"),
        ("Brian Quorn", "brian", "quorn"),
        ("Ozmarov Jr", None, "ozmar"),
        ("Quorn II", "quorn", None),
    ],
)
def test_a_title_is_left_out_but_where_it_is_a_name(text: str, given_name: str | None, family: str | None) -> None:
    name = read_name(text)
    assert (name.given and name.given.plain, name.family and name.family.plain) == (given_name, family)


@pytest.mark.parametrize("code", languages("given_names"))
def test_keys_of_many_words_are_those_of_each(code: str) -> None:
    listed = load(code, "given_names", GivenNames)
    names = {form for line in (listed.usual, *listed.same, *listed.short.values()) for form in line.split()}
    words = {name: read_word(name, code) for name in names}
    assert keys_of(names, code) == {n: w.key if w.has_short_vowels else w.plain for n, w in words.items()}
    assert plain_of(names) == {name: read_word(name).plain for name in names}


@pytest.mark.parametrize("code", languages("given_names"))
def test_listed_forms_of_a_name_are_one_and_no_line_stands_alone(code: str) -> None:
    listed = load(code, "given_names", GivenNames)
    assert listed.usual.split()
    for line in listed.same:
        first, *others = map(read_word, line.split())
        assert not others or any(is_one_name(first, other) for other in others), line
    for name, its_forms in listed.short.items():
        assert any(is_one_name(read_word(name, code), read_word(form, code)) for form in its_forms.split()), name


PAIRS = (
    "pairs",
    "other_hand_develop",
    "other_hand_report",
    "second_hand_develop",
    "third_hand_develop",
    "third_hand_report",
    "fourth_hand_develop",
    "fourth_hand_report",
    "fifth_hand_develop",
    "fifth_hand_report",
    "sixth_hand_develop",
    "sixth_hand_report",
)
"""`pairs` was written with the rules; the others by six hands before they saw them. No rule was made on a `report`
half; that of the first other hand was scored while rules were changed, those of the third and fourth hand three times
at most, so that these two are the measure. The fifth hand went on to change the rules, without looking there again;
that of the sixth was scored before and after rules were changed."""


def gold(name: str) -> list[dict[str, str]]:
    with (GOLD / "names" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scores(name: str) -> list[tuple[float, bool, str]]:
    return [(compare_names(r["a"], r["b"]).score, r["same"] == "1", r["kind"]) for r in gold(name)]


@pytest.mark.parametrize("name", PAIRS)
def test_either_name_may_come_first(name: str) -> None:
    for row in gold(name):
        assert compare_names(row["a"], row["b"]).score == compare_names(row["b"], row["a"]).score, row


@pytest.mark.parametrize("name", PAIRS)
def test_gold_pairs_stay_above_their_floors(name: str) -> None:
    rows = scores(name)
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256((GOLD / "names" / f"{name}.csv").read_bytes()).hexdigest()
    same, other = [s for s, is_same, _ in rows if is_same], [s for s, is_same, _ in rows if not is_same]
    auc = sum((a > b) + (a == b) / 2 for a in same for b in other) / len(same) / len(other)
    right = sum(s >= 0.5 for s in same)
    f1 = 2 * right / (len(same) + right + sum(s >= 0.5 for s in other))
    label = "names" if name == "pairs" else f"names_{name}"
    for measure, value in ((f"{label}.auc", auc), (f"{label}.f1", f1)):
        assert floors[measure]["corpus_sha256"] == digest
        assert value >= floors[measure]["value"]


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("pairs", 1.0),
        ("other_hand_develop", 1.0),
        ("other_hand_report", 0.85),
        ("fourth_hand_report", 0.8),
        ("fifth_hand_develop", 1.0),
        ("fifth_hand_report", 0.7),
    ],
)
def test_no_kind_of_gold_pair_falls_behind(name: str, least: float) -> None:
    rows = scores(name)
    assert len(rows) >= 120
    for kind in sorted({kind for _, _, kind in rows}):
        of_kind = [(score >= 0.5) == is_same for score, is_same, k in rows if k == kind]
        assert sum(of_kind) / len(of_kind) >= least, kind


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("Ήλιος Παπαδόπουλος", "ΗΛΙΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "Γιώργος Καραμανλάκης"),
        ("ထွန်း အောင်", "ထွန်း အောင်", "မင်း နိုင်"),
        ("สมชาย ใจดี", "สมชาย ใจดี", "วิชัย มากมี"),
        ("አበበ ተስፋዬ", "አበበ ተስፋዬ", "ከበደ ወልዱ"),
    ],
)
def test_names_in_a_script_without_a_letter_table_are_told_apart_by_their_letters(
    one: str, same: str, other: str
) -> None:
    assert compare_names(one, same).score > 0.9
    assert compare_names(one, other).score < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("कमला शर्मा", "कमल शर्मा"),
        ("राम वर्मा", "रोम वर्मा"),
        ("রহিমা খাতুন", "রহিম খাতুন"),
        ("สมชาย ใจดี", "สมชาย ใจดู"),
        ("がの みる", "かの みる"),
    ],
)
def test_vowel_signs_and_voicing_marks_are_no_accents(one: str, other: str) -> None:
    assert compare_names(one, other).score < 0.5 < compare_names(one, one).score


@pytest.mark.parametrize(
    ("marked", "bare"), [("مُحَمَّد سالم", "محمد سالم"), ("फ़रीदा वर्मा", "फरीदा वर्मा"), ("Ёлкин Пётр", "Елкин Петр")]
)
def test_marks_that_print_often_leaves_out_drop(marked: str, bare: str) -> None:
    assert compare_names(marked, bare).score > 0.95


def test_a_cell_of_thousands_of_words_is_no_name_and_costs_no_more_than_one() -> None:
    one, other = (" ".join(f"{name}{place % 97}orn" for place in range(20_000)) for name in ("Quo", "Wex"))
    assert read_name(one) == read_name(one[:LONGEST_NAME])
    assert compare_names(one, other).score < 0.5
    assert read_name("", given=one, family=one * 9).family == read_name("", given=one, family=one).family


def test_one_character_is_a_whole_name_where_a_script_writes_syllables() -> None:
    assert compare_names("김 민수", "김 민수").score > 0.95
