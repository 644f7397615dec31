"""Texts that add up, and texts that nearly do: on the first nothing is said, on the second one point."""

# ruff: noqa: E501 - sentences stand as a source prints them
from __future__ import annotations

import hashlib

import pytest

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims

ADDS_UP = [
    (
        "On 20 January 1990 troops entered Tarabi. A week later, on 28 January 1990, they left. A year later, on 19 January 1991, a stone was set.",
        "2001",
    ),
    ("The war began on 1 May 1988. In 1990 the border closed. Ten years later, on 12 May 2000, it opened.", "2001"),
    (
        "He was held from 3 March 1994; three days later, on 6 March, he was freed. Twenty-four hours later, on 7 March, he left.",
        "2001",
    ),
    (
        "A three-day mourning was declared from 22 to 24 January 1990. Schools closed five days a week from 1 June to 31 August 1990. They had 15 days' notice.",
        "2001",
    ),
    ("Some 8 to 10 days passed between 1 and 30 May 1994. Two days of talks, 5-6 May 1994, failed.", "2001"),
    (
        "On 20 January 1990 the Guard came. Independence followed on 18 October 1991. The province will mark the 29th anniversary of independence in October. The 70th anniversary of the convention was kept too.",
        "2020-01-20",
    ),
    ("Three buses with 40 and 38 passengers were stopped. In total: 78 people.", "2001"),
    (
        "In Odun 12 people were killed and 30 wounded. In Tarabi 8 people were killed and 5 wounded. In all, 20 people were killed and 35 wounded.",
        "2001",
    ),
    ("12 people were killed in Odun, 8 in Tarabi. In all 20 people were killed.", "2001"),
    ("Police killed 12 people on Monday. A total of 40 people have been killed since March.", "2001"),
    ("At least 12 people were killed in Odun, two of them children. In total, 15 people died.", "2001"),
    (
        "Some 3,000 people marched. 12 people were killed, 40 were injured. In total 52 casualties were reported.",
        "2001",
    ),
    ("On Saturday, 20 January 1990, and Monday, January 22, 1990, shops were closed.", "2001"),
    ("The 36th anniversary of the events was marked. On 20 January 1990 troops came.", "2026-01-20"),
    ("Two months later, on 20 March, the parliament met. The troops had come on 20 January 1990.", "1990-04"),
    (
        "On 5 May 1994 he was wounded. He died in hospital two weeks later. A month later, on 12 July 1994, his brother was killed.",
        "2001",
    ),
    (
        "147 people were killed: 91 in Odun, 41 in Lamin and 15 at the mill. Of the wounded 30 (12 children among them) were treated.",
        "2001",
    ),
    ("The shelling left 45 dead and 112 wounded: 20 in Odun and 25 in Lamin.", "2001"),
    ("Nine people were injured, including five police officers and three bystanders.", "2001"),
    ("Thirty people died, 14 of them children, 18 of them women.", "2001"),
    ("The bombing killed 12 people: a driver, a guard and two children.", "2001"),
    ("Guards held 12 persons and took what they carried: three rifles, a pistol and 14 cartridges.", "2001"),
    ("40 civilians died: 22 women, 10 children and 8 men; 60 were wounded.", "2001"),
    ("The commission has raised its count of the dead from 106 to 138. At the bridge 91 people died, it said.", "2001"),
    ("The number of dead fell from 45 to 40, the ministry said, correcting itself.", "2001"),
    ("Nadia Placeholder was born on 3 March 1961. She died on 5 May 1994 and was buried on 6 May 1994.", "2001"),
    ("His wife died on 5 May 1994; he was buried on 3 May 1994.", "2001"),
    ("Odu, born on 5 May 1994, lost his mother Nadia Placeholder, who died on 3 March 1994 in Quill.", "2001"),
    (
        "Odu Placeholder (1961–1990) was a teacher. Nadia, born in 1961, died in May 1990 and was buried in 1990.",
        "2001",
    ),
    ("Odun: 12 dead. Lamin: 18 dead. Total: 30 dead.", "2001"),
    (
        "In Tarabi about 300 people were killed and 12 injured. In Tarabi 12 people were killed and some 400 injured.",
        "2001",
    ),
    ("147 people were killed and 744 injured. Of them 20 died later in hospital.", "2001"),
    ("The siege of 100 days, from 1 May to 8 August 1994, ended.", "2001"),
    (
        "On 12 March 1994 the Guard entered. The next morning the radio spoke. The following day, 14 March 1994, the port was closed.",
        "2001",
    ),
]

DATED_BY_A_LINE = [
    ("en", "ODUN, 20 January 2020. The mayor spoke. Two days later, on 29 January 2020, the court will decide."),
    (
        "en",
        "Odun, 20 January 1990. Troops come.\n\nOdun, 20 January 2020. The 29th anniversary of the harbour is kept.",
    ),
    (
        "en",
        "In 1990 they met. Odun, 20 January 2020, in the evening. The 29th anniversary. They met on 20 January 1990.",
    ),
    ("tr", "13-19 Ocak 1990 arasında 5 gün yağmur yağdı, 2 gün kar yağdı."),
    ("az", "Yanvarın 13-dən 19-dək 5 gün işıq verildi, 2 gün verilmədi."),
]

DOES_NOT = [
    ("In Odun 12 people were killed. In Tarabi 8 people were killed. In all, 25 people were killed.", "2001", "A001"),
    ("12 people were killed in Odun, 8 in Tarabi. In all 25 people were killed.", "2001", "A001"),
    ("147 people were killed: 82 before the announcement, 21 after it and 8 in the districts.", "2001", "A001"),
    ("The bombing killed 12 people: seven men, four women and two children.", "2001", "A001"),
    ("Twelve people were killed in Odun, 15 in Lamin and 8 in Tarabi, a total of 36.", "2001", "A001"),
    ("131 people died, among them 117 Ozmarans, six Veksians, three Quills and three Lamins.", "2001", "A007"),
    ("52 people were killed (30 in Odun, 12 in Lamin, 8 in Kesh).", "2001", "A007"),
    ("The raid killed 30 people, among them 34 children.", "2001", "A006"),
    ("The death toll rose from 45 to 40.", "2001", "A008"),
    ("He died in Odun on 21 March 1990 and was buried on 20 March 1990.", "2001", "D006"),
    ("Nadia Placeholder (born 3 March 1994, died 5 May 1990) lived in Odun.", "2001", "D006"),
    (
        "147 people were killed, 744 injured and 841 arrested. Of them, 82 were killed before the announcement of the emergency, 20 were fatally wounded, 21 were killed after it and 8 in the districts.",
        "2001",
        "A007",
    ),
    ("Odun: 12 dead. Lamin: 15 dead. Total: 30 dead.", "2001", "A001"),
    ("Odu Placeholder (1990–1961) was a teacher.", "2001", "D006"),
    ("He was born in 1961 and died in May 1955.", "2001", "D006"),
    ("On 5 May 1994 he was wounded. Two weeks later, on 12 July 1994, he died.", "2001", "D001"),
    ("The ten-day siege (from 1 to 20 May 1994) ended.", "2001", "D002"),
    ("The 20th anniversary of the flood of 3 May 1994 was kept.", "2015-05-03", "D005"),
    ("31 years since the flood of May 1994.", "2024-05-03", "D005"),
    ("On Monday, 20 January 1990, it rained.", "2001", "D003"),
    ("The night of 20 January 1990 was cold. Two days later, on 29 January 1990, it thawed.", "2001", "D001"),
]

ON_TOP = [
    ("en", "By Monday 40 people had died. By Tuesday {} people had died.", "12", "12 more"),
    ("en", "By Monday 40 people had died. By Tuesday {} had died.", "12 people", "12 others"),
    ("en", "By Monday 40 people had died. By Tuesday {} had died.", "12 people", "12 other villagers"),
    ("en", "By Monday 40 people had died. By Tuesday {} people had died.", "12", "12 new"),
    (
        "en",
        "As of 12 March 1994, 40 people had been killed. As of 14 March 1994, {} had been killed.",
        "12 people",
        "12 more people",
    ),
    ("ru", "К 12 марта 1994 года погибли 40 человек. К 14 марта 1994 года погибли {} человек.", "12", "12 других"),
    ("ru", "К 12 марта 1994 года погибли 40 человек. К 14 марта 1994 года погибли {} человек.", "12", "ещё 12"),
    ("az", "12 mart 1994-cü ilədək 40 nəfər ölüb. 14 mart 1994-cü ilədək {} nəfər ölüb.", "12", "12 yeni"),
    ("tr", "12 Mart 1994 itibarıyla 40 kişi öldü. 14 Mart 1994 itibarıyla {} öldü.", "12 kişi", "12 başka kişi"),
]

SOME_OF_AN_ITEM = [
    ("en", "12 people were killed: five soldiers, {}and seven villagers.", "two of them officers, "),
    ("en", "12 people were killed: five soldiers, {}and seven villagers.", "two of whom were officers, "),
    ("en", "12 people were killed: five soldiers, {}and seven villagers.", "two officers among them, "),
    ("en", "45 people were killed: 15 soldiers and 30 villagers{}.", ", three of whom were children"),
    ("en", "45 people were killed: 15 soldiers and 30 villagers{}.", ", 12 of the latter children"),
    ("ru", "Погибли 45 человек: 15 солдат, {}и 30 жителей.", "трое из которых офицеры, "),
    ("ru", "Погибли 45 человек: 15 солдат, {}и 30 жителей.", "трое из них офицеры, "),
    ("tr", "45 kişi öldü: 15 asker ve {}30 köylü.", "3'ü çocuk "),
    ("az", "45 nəfər öldürülüb: 15 əsgər, {}və 30 kənd sakini.", "onlardan 3-ü zabit, "),
]

NO_PART_OF_THEM = [
    ("en", "12 people died in the collapse of 40 houses. 35 of them had been built in 1960."),
    ("en", "12 people died when houses collapsed. 15 of them had been built in 1960."),
    ("en", "Two officers were injured when they fired at protesters, 15 of whom died."),
    ("en", "20 people were detained on Monday. 12 were charged. 15 of them were students."),
    ("en", "12 people were killed and 9 injured; 15 of them were children."),
    ("en", "Of the 12 dead and 30 wounded, 15 were women."),
    ("en", "The villagers fled to the monastery. 12 people died. 15 of them were taken in by nuns."),
    ("en", "At least 12 people died, 15 of them children."),
    ("en", "About 12 people were hurt, 13 of them badly."),
    ("en", "Three witnesses saw the refugees; 15 of them were wounded."),
    ("en", "Two women were killed. The mayor met the families. 15 of them asked for help."),
    ("en", "The burial of the 12 victims drew crowds. 15 people fainted."),
    ("en", "Of the 12 buses, 15 people came from Velma."),
    ("en", "12 people were killed on Monday and 8 more on Tuesday. 15 of them were women."),
    ("en", "A soldier was killed and the demonstrators scattered. 15 of them were caught."),
    ("ru", "Отряд из 12 человек 15 марта вошёл в село."),
    ("ru", "Из 12 домов эвакуированы 15 человек."),
    ("ru", "Погибли 12 человек, ранены 9, из них 15 детей."),
    ("ru", "Двое полицейских ранены в столкновении с демонстрантами, 15 из которых задержаны."),
    ("ru", "20 человек задержаны в понедельник. 12 предъявлено обвинение. 15 из них студенты."),
    ("ru", "Из 12 погибших и 30 раненых 15 были женщинами."),
    ("az", "12 nəfər ölüb, 9 nəfər yaralanıb, onlardan 15-i uşaqdır."),
    ("az", "İki polis nümayişçilərlə toqquşmada yaralanıb, onlardan 15-i saxlanılıb."),
    ("az", "12 ölü və 30 yaralıdan 35-i kişidir."),
    ("az", "12 nəfər həlak olub. Kənd sakinləri meşəyə qaçıb. Onlardan 15-i tapılıb."),
    ("tr", "12 kişi öldü, 9 kişi yaralandı, bunların 15'i çocuk."),
    ("tr", "İki polis göstericilerle çıkan çatışmada yaralandı, bunların 15'i gözaltına alındı."),
    ("tr", "12 ölü ve 30 yaralıdan 35'i erkekti."),
    ("tr", "Ölenlerin 15'i çocuk, 12 kişi de yaralandı."),
    ("tr", "12 kişi öldü. Köylüler ormana kaçtı. Bunların 15'i bulundu."),
]


EMERGENCY = "A state of emergency was declared on {} May 1994. "
CURFEW = "A general curfew was imposed on {} June 1994. "


def codes(body: str, published: str | None, language: str = "en") -> list[str]:
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text(
        id="txt-1",
        source="src-1",
        sha256=sha256,
        text=body,
        language=language,
        published=published,
        blocks=blocks(body),
    )
    claims = claims_of_text(text, Source(id="src-1", status="read")).claims
    found = check_claims(text, claims)
    assert all(body[s.start : s.end] == s.quote for flag in found for s in flag.spans)
    return [flag.code for flag in found]


@pytest.mark.parametrize(("body", "published"), ADDS_UP)
def test_nothing_is_said_of_a_text_that_adds_up(body, published):
    assert codes(body, published) == []


@pytest.mark.parametrize(("body", "published", "code"), DOES_NOT)
def test_one_point_is_found_in_a_text_that_does_not(body, published, code):
    assert codes(body, published) == [code]


@pytest.mark.parametrize(("language", "body", "fewer", "on_top"), ON_TOP)
def test_people_who_come_on_top_of_a_count_are_no_smaller_count(language, body, fewer, on_top):
    assert codes(body.format(fewer), None, language) == ["A008"]
    assert codes(body.format(on_top), None, language) == []


@pytest.mark.parametrize(("language", "body", "some"), SOME_OF_AN_ITEM)
def test_some_of_an_item_of_a_list_are_no_further_item(language, body, some):
    assert codes(body.format(some), None, language) == []
    assert codes(body.format(""), None, language) == []


@pytest.mark.parametrize(("language", "body"), sorted({one[:2] for one in SOME_OF_AN_ITEM if one[0] in ("en", "ru")}))
def test_a_list_without_them_is_added_up(language, body):
    assert codes(body.format("").replace("30", "33").replace("seven", "nine"), None, language) == ["A001"]


@pytest.mark.parametrize(("language", "body"), NO_PART_OF_THEM)
def test_a_larger_number_is_no_part_where_others_may_be_meant(language, body):
    assert codes(body, None, language) == []


@pytest.mark.parametrize(("language", "body"), DATED_BY_A_LINE)
def test_a_line_with_a_day_is_not_taken_for_more_than_it_says(language, body):
    assert codes(body, None, language) == []


def test_each_act_that_a_text_dates_apart_is_told_once():
    dated_alike = EMERGENCY.format(3) + CURFEW.format(4) + "The report repeats. "
    assert codes(dated_alike + EMERGENCY.format(3) + CURFEW.format(4), None) == []
    assert codes(dated_alike + EMERGENCY.format(9) + CURFEW.format(14), None) == ["D007", "D007"]
    assert codes(dated_alike + EMERGENCY.format(9) + EMERGENCY.format(11), None) == ["D007"]
