# ruff: noqa: SIM905, DTZ001 - tables of letters are read by eye; dates of long ago have no time zone
"""How the five lists of the invented archive were drawn, so that their truth is known.

190 invented people die. Each of the five lists names each of them with a chance of its own,
independently of the other lists, except for the ten people of `PLANTED`, whom we placed by hand. The
committed lists and truth files are what counts; this script says how they came about and wrote them once:

    python tests/gold/invented/make_lists.py examples/ozmara/sources/lists tests/gold/invented

Given names are common ones; every surname is made from a place that does not exist.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

SEED = 1994
PEOPLE = 190
CHANCE = {"commission": 0.35, "hospital": 0.30, "memorial": 0.25, "families": 0.20, "alyawm": 0.12}
PATHS = {
    "commission": "sources/lists/commission-annex-1.xlsx",
    "hospital": "sources/lists/zarnavir-hospital-register.csv",
    "memorial": "sources/lists/memorial-wall.html",
    "families": "sources/lists/families-association.csv",
    "alyawm": "sources/lists/ozmara-alyawm-list.xlsx",
}

MEN = (
    "Əli Vüqar Rəşad Elçin Mübariz İlqar Cavid Nadir Şahin Rövşən Tofiq Xəlil Yusif Zaur Oqtay Hüseyn İbrahim "
    "İsmayıl Kamran Məmməd Nəriman Orxan Pərviz Ramiz Səlim Teymur Vaqif Fərhad Çingiz Cəfər Eldar Həsən Sabir"
).split()
WOMEN = "Sevda Gülnarə Fəridə Nigar Xatirə Zəhra Məryəm Leyla Ruqiyyə Çimnaz Solmaz Şəfiqə Validə Kəmalə Tamara".split()
SURNAMES = (
    "Qəlmişov Doşaranov Mirquzayev Oltavanlı Zərnavirli Tuvarralı Şəlquzov Xorquvanov Çolvarzov Ərquzanlı Ötgəzov "
    "Küşdanov Yelquvanlı Cəlvəndov Bızqalov Höçəmzadə Ağvarzov Nömgərli Pürzənov Səyquşov Taxtuvarov Ulquzadə "
    "Vençəkov İlbizərli Ləmşirov Dizqaranov Gülbəstanlı Fəndiqov Hırızlı Jarvenov Kəvçizadə Mozdahanov Narçıqanov "
    "Ovşuvarlı Rəzgirov Sumbatanlı Tirşəvinov Uçqəlalı Varazmənov Zoğalvarlı"
).split()
TOWNS = ("Zərnavir", "Tuvarra", "Qəlmiş", "Doşaran", "Mirquza", "Oltavan")
TOWNS_RU = dict(zip(TOWNS, ("Зарнавир", "Туварра", "Гельмиш", "Дошаран", "Миркуза", "Олтаван"), strict=True))
TOWNS_EN = dict(zip(TOWNS, ("Zarnavir", "Tuvarra", "Qelmish", "Dosharan", "Mirquza", "Oltavan"), strict=True))
TOWNS_AR = dict(zip(TOWNS, ("زرنافير", "توفارا", "قلمش", "دوشاران", "ميركوزا", "ألتافان"), strict=True))

ARABIC = dict(
    pair.split("=")
    for pair in (
        "Əli=علي Hüseyn=حسين Həsən=حسن Məmməd=محمد İbrahim=إبراهيم İsmayıl=إسماعيل Yusif=يوسف Xəlil=خليل Rəşad=رشاد "
        "Rəşid=رشيد Cavid=جاويد Cəfər=جعفر Səlim=سليم Kamran=كامران Teymur=تيمور Nadir=نادر Vaqif=واقف Tofiq=توفيق "
        "Ramiz=رامز Fərhad=فرهاد Pərviz=برويز Fəridə=فريدة Leyla=ليلى Məryəm=مريم Zəhra=زهراء Xatirə=خاطرة "
        "Ruqiyyə=رقية Şəfiqə=شفيقة Mübariz=مبارز Orxan=أورخان Sabir=صابر Kəmalə=كمالة Validə=والدة Nigar=نيغار "
        "Qəzənfər=غضنفر Aysel=أيسل Gülnarə=غلنارة Sevda=سيفدا Şahin=شاهين"
    ).split()
)
TO_CYRILLIC = dict(
    zip(
        "aəbcçdefgğhxıijkqlmnoöprsştuüvyz",
        "а а б дж ч д е ф г г г х ы и ж к г л м н о ё п р с ш т у у в й з".split(),
        strict=True,
    )
)
TO_ENGLISH = dict(
    zip(
        "aəbcçdefgğhxıijkqlmnoöprsştuüvyz",
        "a a b j ch d e f g gh h kh i i j k g l m n o o p r s sh t u u v y z".split(),
        strict=True,
    )
)
TO_ARABIC = dict(
    zip(
        "abcçdefgğhxıijkqlmnoöprsştuüvyz",
        "ا ب ج تش د ي ف غ غ ه خ ي ي ج ك ق ل م ن و و ب ر س ش ت و و ف ي ز".split(),
        strict=True,
    )
)
DIACRITICS = str.maketrans("əşçğıöüƏŞÇĞİÖÜ", "escgiouESCGIOU")


class Human(NamedTuple):
    """One invented person of the truth."""

    id: str
    given: str
    father: str
    family: str
    sex: str
    birth: str  # ISO 8601
    town: str
    death: str  # ISO 8601


PLANTED = (
    (Human("T001", "Ağacavad", "Qəzənfər", "Xorquvanov", "m", "1951-04-17", "Zərnavir", "1994-03-12"), "chmfa"),
    (Human("T002", "Rəşad", "Əli", "Qəlmişov", "m", "1970-02-03", "Zərnavir", "1994-03-12"), "chma"),
    (Human("T003", "Rəşid", "Əli", "Qəlmişov", "m", "1972-06-21", "Zərnavir", "1994-03-12"), "chfa"),
    (Human("T004", "Həsən", "Məmməd", "Oltavanlı", "m", "1938-09-02", "Tuvarra", "1994-03-17"), "cm"),
    (Human("T005", "Məmməd", "Həsən", "Oltavanlı", "m", "1966-01-25", "Tuvarra", "1994-03-17"), "chm"),
    (Human("T006", "Zöhrə", "Cavid", "Ötgəzov", "f", "1959-11-08", "Zərnavir", "1994-03-12"), "ch"),
    (Human("T007", "Əli", "Hüseyn", "Doşaranov", "m", "1948-03-30", "Zərnavir", "1994-03-12"), "cf"),
    (Human("T008", "Əli", "Nadir", "Doşaranov", "m", "1975-08-14", "Tuvarra", "1994-03-16"), "hm"),
    (Human("T009", "Aysel", "Ramiz", "Mirquzayev", "f", "1982-05-30", "Zərnavir", "1994-03-12"), "chmf"),
    (Human("T010", "Nigar", "Şahin", "Yelquvanlı", "f", "1968-12-19", "Qəlmiş", "1994-03-18"), "cf"),
)
"""Five spellings; two brothers; father and son; one woman twice on one list; namesakes; a child; a birth name."""

LETTER = {"c": "commission", "h": "hospital", "m": "memorial", "f": "families", "a": "alyawm"}


def lower(word: str) -> str:
    """Lower case by Azerbaijani rule."""
    return word.replace("İ", "i").replace("I", "ı").lower()


def spell(word: str, table: dict[str, str]) -> str:
    """A word letter by letter in another script or spelling, first letter large where there are cases."""
    text = "".join(table.get(letter, "") for letter in lower(word))
    for old, new in (("йа", "я"), ("йу", "ю"), ("йе", "е"), ("зада", "заде")):
        text = text.replace(old, new) if table is TO_CYRILLIC else text
    if table is TO_CYRILLIC and lower(word)[0] == "e":
        text = "э" + text[1:]
    if table is TO_CYRILLIC and lower(word)[0] == "ö":
        text = "о" + text[1:]
    return text[:1].upper() + text[1:]


def arabic(word: str) -> str:
    """A name in Arabic letters: the usual spelling of a common one, else letter by letter."""
    if word in ARABIC:
        return ARABIC[word]
    text = re.sub(r"(.)\1", r"\1", spell(word, TO_ARABIC))  # a doubled letter is written once
    if lower(word).endswith("ə"):
        text += "ه"
    return "ا" + text if lower(word)[0] in "əeiıöouü" and not text.startswith("ا") else text


def surname(human: Human) -> str:
    """The surname with its ending for a woman, where it has one."""
    return human.family + "a" if human.sex == "f" and human.family.endswith(("ov", "yev")) else human.family


def people(random_numbers: random.Random) -> list[tuple[Human, set[str]]]:
    """Everybody, and the lists that name them."""
    everybody = [(human, {LETTER[letter] for letter in letters}) for human, letters in PLANTED]
    taken = {(human.given, human.father, human.family) for human, _ in everybody}
    while len(everybody) < PEOPLE:
        sex = "m" if random_numbers.random() < 0.74 else "f"
        given = random_numbers.choice(MEN if sex == "m" else WOMEN)
        father, family = random_numbers.choice(MEN), random_numbers.choice(SURNAMES)
        year, month, day = (
            random_numbers.randint(1918, 1984),
            random_numbers.randint(1, 12),
            random_numbers.randint(1, 28),
        )
        town = random_numbers.choices(TOWNS, (60, 16, 9, 6, 5, 4))[0]
        death = {"Tuvarra": ("1994-03-16", "1994-03-17"), "Qəlmiş": ("1994-03-18",)}.get(
            town, ("1994-03-11", "1994-03-12", "1994-03-12", "1994-03-12", "1994-03-13")
        )
        named = {name for name, chance in CHANCE.items() if random_numbers.random() < chance}
        if (given, father, family) in taken:
            continue
        taken.add((given, father, family))
        number = f"T{len(everybody) + 1:03d}"
        birth = f"{year}-{month:02d}-{day:02d}"
        everybody.append((Human(number, given, father, family, sex, birth, town, random_numbers.choice(death)), named))
    return everybody


def age(human: Human) -> int:
    """Full years at death."""
    return int(human.death[:4]) - int(human.birth[:4]) - (human.death[5:] < human.birth[5:])


def dotted(day: str) -> str:
    """A date as the offices print it: 17.04.1951."""
    return ".".join(reversed(day.split("-")))


Line = tuple[str, tuple[object, ...]]  # true person ("" when nobody knows), cells


def commission(named: Sequence[Human]) -> list[Line]:
    """Annex 1 of the commission: Azerbaijani, surname first, full dates."""
    lines: list[Line] = []
    order = sorted(named, key=lambda human: (lower(human.family), human.given, human.birth))
    for human in order:
        child = "oğlu" if human.sex == "m" else "qızı"
        note = "ərə getməmişdən əvvəl Cəlvəndova" if human.id == "T010" else ""
        name = f"{surname(human)} {human.given} {human.father} {child}"
        lines.append((human.id, (name, dotted(human.birth), human.town, dotted(human.death), note)))
    twice = ("Ötkəzova Zəhra Cavid qızı", "08.11.1959", "Zərnavir", "12.03.1994", "xəstəxanada vəfat edib")
    lines.insert(len(lines) - 9, ("T006", twice))
    lines.insert(14, ("U01", ("Naməlum şəxs", "", "Zərnavir", "12.03.1994", "qəbir № 41")))
    lines.insert(40, ("U02", ("Naməlum şəxs", "", "Zərnavir", "12.03.1994", "qəbir № 42")))
    return [(who, (number, *cells)) for number, (who, cells) in enumerate(lines, 1)]


def hospital(named: Sequence[Human], random_numbers: random.Random) -> list[Line]:
    """The register of the city hospital: Russian, in order of arrival, ages as the clerk guessed them."""
    lines: list[Line] = []
    order = list(named)
    random_numbers.shuffle(order)
    for human in order:
        child = "оглы" if human.sex == "m" else "кызы"
        parts = [spell(surname(human), TO_CYRILLIC), spell(human.given, TO_CYRILLIC), spell(human.father, TO_CYRILLIC)]
        guess = age(human) + random_numbers.choices((0, -1, 1, 3), (80, 8, 8, 4))[0]
        brought = random_numbers.choice(("скорая помощь", "частная машина", "родственники", "рынок"))
        sex = "м" if human.sex == "m" else "ж"
        cells = (" ".join(parts) + f" {child}", str(guess), sex, brought, dotted(human.death), "")
        lines.append((human.id, cells))
    for place, unknown in ((6, "U03"), (21, "U04"), (22, "U05")):
        cells = ("неизвестный мужчина", "около 40", "м", "рынок", "12.03.1994", "документов нет")
        lines.insert(place, (unknown, cells))
    return [(who, (str(number), *cells)) for number, (who, cells) in enumerate(lines, 1)]


def memorial(named: Sequence[Human], random_numbers: random.Random) -> list[Line]:
    """The memorial wall's page: English spelling, given name first, no father's name."""
    lines: list[Line] = []
    for human in sorted(named, key=lambda human: (spell(human.family, TO_ENGLISH), human.birth)):
        birth = human.birth if random_numbers.random() < 0.9 else human.birth[:4]
        name = f"{spell(human.given, TO_ENGLISH)} {spell(surname(human), TO_ENGLISH)}"
        lines.append((human.id, (name, birth, TOWNS_EN[human.town], human.death)))
    return [(who, (str(number), *cells)) for number, (who, cells) in enumerate(lines, 1)]


def families(named: Sequence[Human], random_numbers: random.Random) -> list[Line]:
    """The families' own sheet: three columns of names, some typed without the special letters; who to call."""
    lines: list[Line] = []
    for number, human in enumerate(random_numbers.sample(list(named), len(named)), 1):
        parts = [surname(human), human.given, human.father]
        if human.id == "T001":
            parts[1] = "Ağa Cavad"
        if human.id == "T010":
            parts[0] = "Cəlvəndova"
        if human.id not in {"T001", "T010"} and random_numbers.random() < 0.35:
            parts = [part.translate(DIACRITICS) for part in parts]
        relative = random_numbers.choice(("bacısı", "qardaşı", "oğlu", "qızı", "həyat yoldaşı"))
        phone = f"+000 55 010 {10 + number:02d} {random_numbers.randint(10, 99)}"
        cells = (*parts, human.sex, human.birth[:4], human.town, relative, phone)
        lines.append((human.id, cells))
    return lines


def alyawm(named: Sequence[Human]) -> list[Line]:
    """The list of an Arabic paper: given name, bin, father, surname."""
    lines: list[Line] = []
    for human in sorted(named, key=lambda human: human.birth):
        child = "بن" if human.sex == "m" else "بنت"
        given = "آغا جواد" if human.id == "T001" else arabic(human.given)
        name = f"{given} {child} {arabic(human.father)} {arabic(surname(human))}"
        lines.append((human.id, (name, age(human), TOWNS_AR[human.town], datetime.fromisoformat(human.death))))
    for place, unknown in ((3, "U06"), (9, "U07")):
        lines.insert(place, (unknown, ("مجهول الهوية", None, TOWNS_AR["Zərnavir"], datetime(1994, 3, 12))))
    return [(who, (number, *cells)) for number, (who, cells) in enumerate(lines, 1)]


def write_workbook(
    path: Path, title: str, above: Sequence[Sequence[object]], lines: Iterable[Sequence[object]]
) -> None:
    """One sheet with a fixed date of making."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for line in [*above, *lines]:
        sheet.append(list(line))
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = "DD/MM/YYYY"
    book.properties.creator = "Invented"
    book.properties.created = book.properties.modified = datetime(2001, 1, 1)
    book.save(path)


def write_csv(path: Path, lines: Iterable[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    """A delimited file with line feeds."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\n").writerows(lines)


MEMORIAL_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The Wall: names | Reed Market Memorial</title>
<meta name="generator" content="WallPress 2.4"></head><body>
<header><a href="/">Reed Market Memorial</a><nav><a href="/visit">Visit</a> <a href="/donate">Donate 25</a>
<a href="/shop">Shop (3)</a></nav></header>
<main><h1>The Wall: names</h1>
<p>These names stand on the wall in the order of the alphabet. The wall is not finished. If a name is missing
or misspelt, tell the keeper at the gate.</p>
<table class="wall"><thead><tr><th>No.</th><th>Name</th><th>Born</th><th>Lived in</th><th>Died</th></tr></thead><tbody>
{rows}
</tbody></table></main>
<aside><h2>Most read</h2><ul><li><a href="/n/311">300 candles on the quay</a></li>
<li><a href="/n/298">Choir of 45 children sings at the wall</a></li></ul></aside>
<footer>Everything on this page is invented. 1,204 visitors this month. Call 000 55 010 00 01</footer>
</body></html>
"""


def main(lists: Path, truth: Path) -> None:
    """Write the five lists and the truth about them."""
    numbers = random.Random(SEED)
    everybody = people(numbers)
    named = {name: [human for human, on in everybody if name in on] for name in CHANCE}
    made = {
        "commission": commission(named["commission"]),
        "hospital": hospital(named["hospital"], numbers),
        "memorial": memorial(named["memorial"], numbers),
        "families": families(named["families"], numbers),
        "alyawm": alyawm(named["alyawm"]),
    }
    cells = {name: [line[1] for line in lines] for name, lines in made.items()}
    heading = ["Sıra №", "Soyadı, adı, atasının adı", "Doğum tarixi", "Yaşadığı yer", "Ölüm tarixi", "Qeyd"]
    closing = [[], ["Cəmi:", len(cells["commission"])]]
    above: list[list[object]] = [["Əlavə 1. Həlak olanların siyahısı (uydurma)"], [], list(heading)]
    write_workbook(lists / "commission-annex-1.xlsx", "Siyahı", above, [*cells["commission"], *closing])
    heading = ["№", "Фамилия Имя Отчество", "Возраст", "Пол", "Доставлен", "Дата смерти", "Примечание"]
    closing = [[], ["", f"Всего: {len(cells['hospital'])}", "", "", "", "", ""]]
    register = lists / "zarnavir-hospital-register.csv"
    write_csv(register, [heading, *cells["hospital"], *closing], ";", "utf-8-sig")
    rows = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in cells["memorial"])
    (lists / "memorial-wall.html").write_text(MEMORIAL_PAGE.format(rows=rows), encoding="utf-8", newline="\n")
    heading = ["family name", "given name", "father", "sex", "born", "town", "reported by", "phone"]
    write_csv(lists / "families-association.csv", [heading, *cells["families"]])
    above = [["الرقم", "الاسم", "العمر", "المدينة", "تاريخ الوفاة"]]
    write_workbook(lists / "ozmara-alyawm-list.xlsx", "الأسماء", above, cells["alyawm"])
    write_truth(truth, everybody, made)


def write_truth(truth: Path, everybody: Sequence[tuple[Human, set[str]]], made: dict[str, list[Line]]) -> None:
    """Who everybody is, who stands on which line, and how many there were."""
    write_csv(truth / "people.csv", [Human._fields, *(human for human, _ in everybody)])
    first = {"commission": 4, "hospital": 2, "memorial": 2, "families": 2, "alyawm": 2}
    lines = [
        (PATHS[name], first[name] + number, "" if name == "families" else number + 1, who)
        for name in CHANCE
        for number, (who, _) in enumerate(made[name])
    ]
    write_csv(truth / "entries.csv", [("list", "line", "ordinal", "person"), *lines])
    listed = {who for lines in made.values() for who, _ in lines if who.startswith("T")}
    total = {
        "people": len(everybody),
        "listed": len(listed),
        "without_a_name": sum(who.startswith("U") for lines in made.values() for who, _ in lines),
        "entries": {PATHS[name]: len(lines) for name, lines in made.items()},
        "inclusion": {PATHS[name]: chance for name, chance in CHANCE.items()},
        "placed_by_hand": [human.id for human, _ in PLANTED],
        "seed": SEED,
    }
    (truth / "total.json").write_text(json.dumps(total, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
