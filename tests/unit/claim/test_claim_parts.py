"""Shares of those counted before, people who died later, people who are named: what English says of them.

Every sentence is invented for this file.
"""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims

LATER = "died_later"


def told(text: str) -> list[tuple[str, int | None, bool]]:
    """Kind, number and whether it is a part, of every count of a text, named people apart."""
    claims = find_claims(text, "en", "2031-05-05")
    return [(c.kind, c.count.low, c.part_of is not None) for c in claims if c.count and c.value is None]


def named(text: str) -> list[tuple[str, str | None]]:
    """Kind and name of the people whom a text names as victims."""
    return [(c.kind, c.value) for c in find_claims(text, "en", "2031-05-05") if c.count and c.value is not None]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("The blast killed 31 people, of which nineteen are displaced persons.", ("killed", 31), [19]),
        ("The police picked up 57 people. 13 are minors.", ("detained", 57), [13]),
        ("Seventeen inmates died, and 12 of those were stabbed by fellow prisoners.", ("killed", 17), [12]),
        ("Of the 154 dead, 71 were men, 52 women, 19 boys and 12 girls.", ("killed", 154), [71, 52, 19, 12]),
        ("Of the 44 killed, 31 were from Ozmara and 13 from Quill.", ("killed", 44), [31, 13]),
        ("The troops killed 131 persons that day, of whom 68 were under the age of 12.", ("killed", 131), [68]),
        ("The raid killed 22 people, 14 of them in Quill and eight in Tarn.", ("killed", 22), [14, 8]),
        ("Twelve constables had been injured by stones, one of them seriously.", ("injured", 12), [1]),
        ("Sixty people were wounded - 22 seriously.", ("injured", 60), [22]),
        ("Of the 90 wounded, 11 remain in hospital.", ("injured", 90), [11]),
        ("Of the 212 held, 40 are women and nine are under 18, the union said.", ("detained", 212), [40, 9]),
        ("Some 6,500 people were deported, 1,200 of them to the mines.", ("displaced", 6500), [1200]),
        ("The fire killed nine people: four firemen, three nurses and a priest.", ("killed", 9), [4, 3, 1]),
        ("Forty people were killed. Only 12 had been named by Friday.", ("killed", 40), [12]),
        ("He counted 31 bodies outside the mill, among them his wife and two sons.", ("killed", 31), [2]),
    ],
)
def test_a_part_has_the_kind_of_its_whole(text: str, whole: tuple[str, int], parts: list[int]) -> None:
    assert told(text) == [(*whole, False), *((whole[0], part, True) for part in parts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were 350 constables, 61 of whom were hurt by stones.", [("injured", 61)]),
        ("Twelve of the 60 hostages were shot dead.", [("killed", 12)]),
        ("The shooting left five strikers dead, and one bystander, a tram driver.", [("killed", 5), ("killed", 1)]),
        ("Women accounted for 31 of the deaths and children for 24.", [("killed", 31), ("killed", 24)]),
        ("The army caused 311 of the deaths and the militia 12.", [("killed", 311), ("killed", 12)]),
        ("At least 12 women are among those killed.", [("killed", 12)]),
        ("The road was closed after 12 people died.", [("killed", 12)]),
        ("Relatives said that a further seven bodies had been taken away.", [("killed", 7)]),
        ("Police arrested 31 men, a police spokesman said.", [("detained", 31)]),
        ("A further 460 people were deported, of whom 214 never returned.", [("displaced", 460), ("killed", 214)]),
    ],
)
def test_a_verb_is_of_those_it_is_said_of(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(kind, low) for kind, low, _ in told(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Seven were women.",
        "Nine of the witnesses were women.",
        "Two of the suspects were minors.",
        "Of the 40 deputies, 12 voted against.",
        "The council has 40 members, 12 of them women.",
        "The dead ranged from a boy of 6 to a woman of 81.",
        "Three of the ten demands were met.",
    ],
)
def test_of_others_no_share_is_counted(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast wounded 30 people. Sixteen of the injured died in June.", 16),
        ("The grenade wounded 18 people, and four of them died before an ambulance came.", 4),
        ("Of the 18 wounded, four died the same night.", 4),
        ("Two of the 20 wounded have died.", 2),
        ("Four men wounded in Monday's shooting have died.", 4),
        ("Twelve people were wounded, three fatally.", 3),
        ("Three more succumbed on Sunday.", 3),
        ("With two persons succumbing to burns, the hospital asked for help.", 2),
        ("Two patients died of burns overnight.", 2),
        ("Nine people were killed and one more, the muezzin, passed away in surgery the following day.", 1),
        ("Thirty-three people died, 20 of them at the scene and 13 in hospital.", 13),
        ("One of those injured died on the way to hospital.", 1),
    ],
)
def test_those_hurt_who_died_died_later(text: str, expected: int) -> None:
    assert [low for kind, low, _ in told(text) if kind == LATER] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Thirteen people succumbed to the cold.",
        "Five patients died for lack of oxygen.",
        "Four of the detainees died under torture.",
        "Thirty prisoners died of typhus.",
        "Twelve people died in an attack on the hospital.",
    ],
)
def test_who_was_not_hurt_before_was_killed(text: str) -> None:
    assert [kind for kind, _, _ in told(text)] == ["killed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ilva Nobody (1931-1990) was killed by a tank in Ozmara.", [("killed", "Ilva Nobody")]),
        ("Behind the door lay her brother, Anton Nemo, shot in his socks.", [("killed", "Anton Nemo")]),
        ("In the smoke there perished the widow Oda Nemo.", [("killed", "Oda Nemo")]),
        ("Pensioner Bridie Nemo, 80, suffered a broken hip.", [("injured", "Bridie Nemo")]),
        ("Petr Nobody, 19, was hit by shrapnel.", [("injured", "Petr Nobody")]),
        ("The teacher Ilse Nobody and 17 of her pupils lost their lives.", [("killed", "Ilse Nobody")]),
        ("The editor Nadia Nemo and two of her reporters were arrested.", [("detained", "Nadia Nemo")]),
        ("The dead man was named as Orlo Nobody.", [("killed", "Orlo Nobody")]),
        ("The victim, Orlo Nobody, 44, was a baker.", [("killed", "Orlo Nobody")]),
        ("Orlo Nobody was one of the 12 people killed that day.", [("killed", "Orlo Nobody")]),
        ("Orlo Nobody was last seen at the market.", [("missing", "Orlo Nobody")]),
        ("The whereabouts of Orlo Nobody are unknown.", [("missing", "Orlo Nobody")]),
        ("Orlo Nobody's body was found in the river.", [("killed", "Orlo Nobody")]),
        ("They beat Orlo Nobody to death in the yard.", [("killed", "Orlo Nobody")]),
        ("They hanged my grandfather, Orlo Nobody, in the square.", [("killed", "Orlo Nobody")]),
        ("Nurse Ilva Nemo, 31, was hit in the neck and died on the operating table.", [(LATER, "Ilva Nemo")]),
        ("One of the injured, 13-year-old Timo Nemo, died at the regional hospital.", [(LATER, "Timo Nemo")]),
        ("The killing of Orlo Nobody, Jerko Nemo and Wes Nadie shocked the town.",
         [("killed", "Orlo Nobody"), ("killed", "Jerko Nemo"), ("killed", "Wes Nadie")]),
        ("Two sisters were killed. Ana Nemo, 7, and Ina Nemo, 9, were playing in the yard.",
         [("killed", "Ana Nemo"), ("killed", "Ina Nemo")]),
        ("In Upper Quill, Orlo Nobody was killed.", [("killed", "Orlo Nobody")]),
    ],
)  # fmt: skip
def test_victims_are_named(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(named(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "Ilva Nobody won the race and broke her own record.",
        "Ilva Nobody was the first victim to speak in court.",
        "Ilva Nobody was last seen on stage in 2019.",
        "Ilva Nobody founded the museum in 1990 and died in 2010.",
        "The victim's brother, Ilva Nobody, asked for justice.",
        "Petr Nobody, the head of the hospital, said 12 people had died.",
        "Orlo Nobody was jailed for 31 years for ordering the murder of 96 prisoners.",
        "Fort Nobody fell on Tuesday.",
        "Killed: Ozmara 14, Tarn 6, Quill 3.",
    ],
)
def test_others_are_not_named_as_victims(text: str) -> None:
    assert named(text) == []


def test_the_ages_of_named_people_are_no_counts() -> None:
    text = "Petr Nobody (61) and Ana Nobody (58) died in the fire."
    assert told(text) == []
    assert named(text) == [("killed", "Petr Nobody"), ("killed", "Ana Nobody")]


def test_a_share_of_the_dead_is_no_part_of_the_wounded() -> None:
    claims = find_claims("Twelve people were killed and 30 injured. Nine of the dead were women.", "en")
    part = next(claim for claim in claims if claim.part_of is not None)
    assert (part.count.low if part.count else None, part.part_of) == (9, claims[0].id)
