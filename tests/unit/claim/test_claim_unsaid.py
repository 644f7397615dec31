"""Parts and totals, numbers told in other words than a verb, and day and place carried from sentence to sentence."""

from __future__ import annotations

import pytest

from cenotaph.claim import explain_text, find_claims
from cenotaph.record import Claim


def counted(text: str, published: str | None = None) -> list[tuple[str, int | None]]:
    return [(c.kind, c.count.low) for c in find_claims(text, "en", published) if c.count]


def parts(text: str) -> dict[int | None, int | None]:
    """Number of each claim -> number of the whole of which it is a part."""
    claims = [c for c in find_claims(text, "en") if c.count]
    by_id = {c.id: c for c in claims}
    return {c.count.low: number_of(by_id.get(c.part_of or "")) for c in claims if c.count}


def number_of(claim: Claim | None) -> int | None:
    return claim.count.low if claim and claim.count else None


LIST = "Ten people were killed in Vellmar, 7 in Orrin and 4 in Tessaly"


@pytest.mark.parametrize(
    "closing",
    [
        "; in all, 25 people were killed.",
        ": a total of 25 dead.",
        " – 25 people killed in all.",
        ", bringing the toll to 25.",
        ". In all: 25 people.",
        ". Altogether, 25 people were killed.",
    ],
)
def test_a_list_is_tied_to_the_total_that_closes_it(closing: str) -> None:
    assert parts(LIST + closing) == {10: 25, 7: 25, 4: 25, 25: None}


@pytest.mark.parametrize(
    "text",
    [
        "Another ten people were killed in Vellmar and 7 in Orrin, bringing the death toll to 40.",
        "Ten soldiers were killed in Vellmar, together with 7 policemen.",
        "A total of 21 people were killed in Vellmar and 7 in Orrin.",
    ],
)
def test_what_is_no_list_of_a_total_is_left_alone(text: str) -> None:
    assert set(parts(text).values()) == {None}


def test_a_total_has_no_place_of_its_parts() -> None:
    claims = find_claims(LIST + "; in all, 25 people were killed.", "en")
    assert [c.where for c in claims] == ["Vellmar", "Orrin", "Tessaly", None]


def test_those_said_of_the_whole_are_parts_of_the_whole() -> None:
    text = "In all, 138 people died: 114 were killed at once and 24 died of their wounds. "
    assert parts(text + "Twenty-two of them were women and nine were children.") == {
        138: None, 114: 138, 24: 138, 22: 138, 9: 138,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ninety died in Vellmar. Another 24 died later of their wounds, 15 were shot in Tessaly and eight in Orrin.",
         [("killed", 90), ("died_later", 24), ("killed", 15), ("killed", 8)]),
        ("Fifteen were shot at the gate.", []),
        ("Fifteen people were shot and wounded.", [("injured", 15)]),
        ("The fate of 17 people is unknown.", [("missing", 17)]),
        ("The fate of 17 people interests us.", []),
        ("We registered 19 servicemen and 22 civilians whose deaths are known.", [("killed", 19), ("killed", 22)]),
        ("We registered 19 servicemen whose names are known.", []),
        ("The Guard had 6,500 soldiers in the province.", [("deployed", 6500)]),
        ("The town had 6,500 people in the census.", []),
        ("More than 1,800 Veshti have left Vellmar.", [("displaced", 1800)]),
        ("About 40 tourists have left Vellmar. Some 300 people left the meeting.", []),
        ("About 9,000 people took part in the walk; the city put the number at 6,500.",
         [("gathered", 9000), ("gathered", 6500)]),
        ("The clerk counted 40 chairs.", []),
        ("More than 180 people were killed. The commission counted 138; it worked for a year.",
         [("killed", 180), ("killed", 138)]),
        ("At least 340 people were detained, and 57 of them told us that they were afraid.", [("detained", 340)]),
        ("By May 298 of the detained had been released.", []),
        ("In all 61 vehicles, three ambulances among them, were burned.", [("damaged", 61)]),
        ("In all 61 people, three children among them, were killed.", [("killed", 61), ("killed", 3)]),
        ("In the dark the one behind us fired.", []),
        ("A neighbour of Quince Lane 9, saw him fall.", []),
        ("They carried 22 people between midnight and six, 7 of whom died.", [("killed", 7)]),
        ("Another 24 died on the ward in the days that followed.", [("died_later", 24)]),
        ("On 12 March 67 people were killed.", [("killed", 67)]),
        ("Nine people were shot dead on 16 and 17 March and eight were killed on 18 March.",
         [("killed", 9), ("killed", 8)]),
    ],
)  # fmt: skip
def test_people_counted_in_other_words(text: str, expected: list[tuple[str, int]]) -> None:
    assert counted(text) == expected


REPORT = """VELLMAR, 12 March 1994 (NNA) - On the night of 11 to 12 March troops entered Vellmar. At least 40 people were killed.

Four soldiers were killed, the commandant added. Nine people were reported missing.
"""  # noqa: E501  # a paragraph is one line


def carried(text: str, published: str) -> list[tuple[int | None, str | None, str | None]]:
    claims = find_claims(text, "en", published)
    return [(c.count.low, c.when, c.where) for c in claims if c.count]


def test_a_report_of_these_days_carries_its_one_scene() -> None:
    assert carried(REPORT, "1994-03-13") == [
        (40, "1994-03-11/1994-03-12", "Vellmar"),
        (4, "1994-03-11/1994-03-12", "Vellmar"),
        (9, "1994-03-11/1994-03-12", "Vellmar"),
    ]
    rules = [reading.rules for reading in explain_text(REPORT, "en", "1994-03-13") if reading.claim.count]
    assert {"time:carried", "place:carried"} <= set(rules[1])


def test_a_later_summary_of_one_event_carries_its_day_and_place() -> None:
    assert carried(REPORT, "2004-03-13") == carried(REPORT, "1994-03-13")


def test_a_headline_has_the_day_and_place_that_its_text_tells_first() -> None:
    text = "Blast kills 12\n\nA car bomb exploded at the grain market in Orrin on Monday, wounding 30 people.\n"
    assert carried(text, "1994-03-09") == [
        (12, "1994-03-07", "grain market in Orrin"), (30, "1994-03-07", "grain market in Orrin"),
    ]  # fmt: skip


def test_nothing_is_carried_across_a_change_of_scene() -> None:
    text = REPORT + "\nOn 3 March 1994 two people were killed in Orrin.\n\nFive people were injured.\n"
    assert carried(text, "1994-03-13")[-1] == (5, None, None)


def test_headings_and_entries_set_the_scene() -> None:
    text = (
        "Report of the port doctor\n\nThe log covers a week in Orrin and Vellmar.\n\nOrrin, 16 and 17 March 1994\n\n"
        "The Guard fired at the crowd. Nine people were killed. In Vellmar three people were wounded.\n\n"
        "Damage\n\nEleven houses were burned.\n\n18 March 1994. Calm. Twelve people were injured by a falling wall.\n"
    )
    assert carried(text, "1994-03-25") == [
        (9, "{1994-03-16,1994-03-17}", "Orrin"), (3, None, "Vellmar"), (11, None, None), (12, "1994-03-18", None),
    ]  # fmt: skip
