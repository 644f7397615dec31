"""Where counts are by what a sentence tells of them, and who says or denies them: one case for each way of telling."""

from __future__ import annotations

import time

import pytest

from cenotaph.claim import find_claims

PUBLISHED = "2031-05-07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Casualties: 3 dead (Brod village), 18 wounded (Upper Mill).", [(3, "Brod village"), (18, "Upper Mill")]),
        (
            "Two men died in the attack on a hostel in Harbour Road, Quill, on Saturday.",
            [(2, "hostel in Harbour Road, Quill")],
        ),
        ("Gunmen abducted nine nurses from the Zarn orphanage.", [(9, "Zarn orphanage")]),
        ("Police detained 12 men hailing from Quill.", [(12, None)]),
        (
            (
                "Soldiers moved through six villages of Zarn district on 3 May. In Quill alone, 23 men were shot dead. "
                "A further 112 residents were taken away."
            ),
            [(23, "Quill"), (112, "Zarn district")],
        ),
        ("By June 90 persons had been killed, of whom 12 are buried at Fort Gull.", [(90, None), (12, "Fort Gull")]),
        (
            (
                "A shell hit the bakery on Linden Row in Zarn on Monday. Later 33 people were carried into the "
                "Polyclinic with shrapnel wounds."
            ),
            [(33, "bakery on Linden Row")],
        ),
        ("More than 3,000 people packed the high school stadium.", [(3000, "high school stadium")]),
        ("Some 900 families fled Quill for Zarn, where they sleep in tents.", [(900, "Quill")]),
        (
            (
                "On 3 November the raid on Zarn killed 12. At a ceremony in Quill on Monday eleven of them were "
                "decorated for repelling the raid on Lake Vek."
            ),
            [(12, "Zarn"), (11, "Quill")],
        ),
        (
            "Four people died in the attack on a hostel in Mill Lane on Saturday. Three men were arrested on Sunday.",
            [(4, "hostel in Mill Lane"), (3, None)],
        ),
    ],
)
def test_a_count_is_where_its_sentence_tells_it(text: str, expected: list[tuple[int, str | None]]) -> None:
    read = [(c.count.low, c.where) for c in find_claims(text, "en", PUBLISHED) if c.count]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A nurse told us the soldiers had killed nine boys.", [(9, "nurse")]),
        ("The governor's office has been telling us that nine people were killed.", [(9, "governor's office")]),
        ("The toll of 90 killed can be traced to the Ozmara Courier.", [(90, "Ozmara Courier")]),
        ("It was underlined in the ministry that 40 people were killed.", [(40, "ministry")]),
        (
            "The duty surgeon there, Dr Ilva Nobody, said twelve people were wounded.",
            [(12, "duty surgeon, Dr Ilva Nobody")],
        ),
        ("QUILL CONSTABULARY — NEWS RELEASE 22/30\n\nThree people died at the scene.", [(3, "QUILL CONSTABULARY")]),
        (
            "From the report of the Ombudsman for Detention, presented on Friday: 14 prisoners were killed.",
            [(14, "Ombudsman for Detention")],
        ),
        (
            "The Government puts the dead at 20 and categorically rejects the claim that 40 people were killed.",
            [(20, "Government"), (40, "Government")],
        ),
        ("Police in Quill arrested 14 men over the Zarn bombing that left 40 dead.", [(14, None), (40, None)]),
        ("URGENT APPEAL 19/2031: 9 people killed in Quill", [(9, None)]),
    ],
)
def test_who_says_a_count(text: str, expected: list[tuple[int, str | None]]) -> None:
    read = [(c.count.low, c.speaker) for c in find_claims(text, "en", PUBLISHED) if c.count]
    assert read == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rebels spoke of 400 dead. “A fantasy,” replied the minister, Odo Placeholder: some 25 people were hurt.",
            [(400, "denied"), (25, "asserted")],
        ),
        (
            "Fighters killed 90 villagers, the mayor said. It is a fiction, lists show: they have 12 burials.",
            [(90, "denied"), (12, "asserted")],
        ),
        ("The data about 50 dead, spread in the network, do not correspond to reality.", [(50, "denied")]),
        ("The ministry would neither confirm nor deny that 14 people were killed.", [(14, "asserted")]),
        ("That 19 pilgrims were killed is contested by the prefect.", [(19, "denied")]),
        (
            (
                "Twelve houses were burnt. Residents said 35 people were killed. The army said there was no truth "
                "to the allegation."
            ),
            [(12, "asserted"), (35, "denied")],
        ),
    ],
)
def test_what_is_denied(text: str, expected: list[tuple[int, str]]) -> None:
    read = [(c.count.low, c.modality) for c in find_claims(text, "en", PUBLISHED) if c.count]
    assert read == expected


@pytest.mark.parametrize(
    "piece",
    [
        "in the Zarn Attack Killed 12 ",
        "on 4 May 2031 in Zarn 12 people were killed and ",
        "Quill police said 12 were killed in Zarn on Monday, ",
    ],
)
def test_a_long_run_without_marks_is_read_in_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        began = time.process_time()
        find_claims(text, "en", PUBLISHED)
        return time.process_time() - began

    seconds(1000)
    assert seconds(12_000) < 12 * seconds(3000)
