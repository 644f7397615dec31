"""Where and when of what English tells: the narrowest place, the event's day, nothing that only looks like either."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims

PUBLISHED = "2031-05-07"  # a Wednesday


def placed(text: str, published: str | None = PUBLISHED) -> list[tuple[int | None, str | None, str | None]]:
    return [(c.count.low, c.when, c.where) for c in find_claims(text, "en", published) if c.count]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A rocket struck the dialysis ward of Meren General Hospital in Zarn, killing 14 patients.",
         "dialysis ward of Meren General Hospital"),
        ("At least 14 people died in Monday's riot at Lido prison outside Zarn.", "Lido prison"),
        ("The army shelled the fish market in Zarn on Monday, killing 14 traders.", "fish market in Zarn"),
        ("The shelling of Zarn's bus station left 14 dead.", "Zarn's bus station"),
        ("The Zarn bus station bombing killed 14 people.", "Zarn bus station"),
        ("Residents of the Orchard Row estate, where gunmen killed 14 people, demand answers.", "Orchard Row estate"),
        ("Fourteen people were killed in the fighting for Hill 77.", "Hill 77"),
        ("Fourteen people drowned when the ferry Gull capsized off Port Ilm.", "Port Ilm"),
        ("A landmine killed nine people on the road from Zarn to Ilm.", "road from Zarn to Ilm"),
        ("Fourteen people were killed in Operation Broom.", None),
        ("The dead in the factory council alone ran to 500.", None),
        ("Fourteen inmates of Camp Lido were killed in Tuesday night's fire.", "Camp Lido"),
        ("Twelve people were killed in front of the parliament building in Zarn.", "parliament building in Zarn"),
        ("Eleven people were killed at School No. 9 in Zarn.", "School No. 9"),
        ("Fourteen people were killed in the capital, Zarn, on Monday.", "Zarn"),
    ],
)  # fmt: skip
def test_the_narrowest_place_is_told(text: str, where: str | None) -> None:
    assert placed(text)[-1][2] == where


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an arrest, a burial and a visit in between have days of their own
        (
            (
                "Fourteen people were killed in Zarn on Sunday. Police arrested 30 people on Monday in Ilm. "
                "Another 212 houses were burned."
            ),
            [(14, "2031-05-04", "Zarn"), (30, "2031-05-05", "Ilm"), (212, "2031-05-04", "Zarn")],
        ),
        (
            (
                "Fourteen people were killed in Zarn on Monday. The minister visited Ilm on Tuesday. Another "
                "20 people were injured in the blast, he said."
            ),
            [(14, "2031-05-05", "Zarn"), (20, "2031-05-05", "Zarn")],
        ),
        # the day of a saying, of a paper, of what is still to come
        (
            (
                "Speaking in Ulmet on Tuesday, the minister said 40 people had died in Saturday's fire at "
                "the Meridian nightclub in Zarn."
            ),
            [(40, "2031-05-03", "Meridian nightclub")],
        ),
        (
            (
                "The Ilm massacre took place on 7 October 1969. An inquest of 1970 acknowledged 12 deaths. A "
                "list published in 1996 names 43 dead."
            ),
            [(12, "1969-10-07", "Ilm"), (43, "1969-10-07", "Ilm")],
        ),
        (
            "Blast kills 12\n\nTwelve people died when a bomb exploded in Zarn on Monday. The trial opens on Friday.",
            [(12, "2031-05-05", "Zarn"), (12, "2031-05-05", "Zarn")],
        ),
        (
            (
                "Rioters killed 5 people in Zarn on Saturday. The rector said on Monday that three students "
                "had died. Police arrested 170 people the same day."
            ),
            [(5, "2031-05-03", "Zarn"), (3, "2031-05-03", "Zarn"), (170, "2031-05-03", "Zarn")],
        ),
        (
            "Following Monday's stabbing at Zarn market, in which two children died, the mayor resigned.",
            [(2, "2031-05-05", "Zarn market")],
        ),
        (
            (
                "A UN convoy was hit near Ilm on Monday, killing 3. The UN office in Geneva said on Tuesday "
                "two drivers were missing."
            ),
            [(3, "2031-05-05", "Ilm"), (2, "2031-05-05", "Ilm")],
        ),
        ("More than 900 people have been killed in Zarn since January.", [(900, "2031-01/2031-05", "Zarn")]),
        (
            "How many people died in Zarn on Sunday?\n\nWe have 12 confirmed dead and 40 wounded.",
            [(12, "2031-05-04", "Zarn"), (40, "2031-05-04", "Zarn")],
        ),
        (
            (
                "Live: unrest in Zarn\n\n18:05 Shots have been heard near the Iron Bridge.\n\n18:40 The "
                "hospital has 20 wounded.\n\n19:10 Two people were killed."
            ),
            [(20, "2031-05-07", "Iron Bridge"), (2, "2031-05-07", "Iron Bridge")],
        ),
    ],
)
def test_the_day_and_place_of_the_event_are_told(
    text: str, expected: list[tuple[int | None, str | None, str | None]]
) -> None:
    assert placed(text) == expected


def test_a_chronicle_has_the_year_of_its_title() -> None:
    text = "Chronology: the Zarn strike, 1934\n\n5 March. Eleven miners are killed.\n"
    assert placed(text, "2009")[0][1] == "1934-03-05"


def test_a_place_without_a_name_stands_in_the_one_told_by_name() -> None:
    text = "A bomb exploded on a ferry in Port Ilm on Monday. On the car deck 74 passengers were killed."
    assert placed(text)[-1] == (74, "2031-05-05", "car deck, Port Ilm")
