"""What is said of a figure elsewhere than at its verb, and who says it without a verb of saying: invented sentences."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims
from cenotaph.record import Claim


def counted(text: str) -> list[Claim]:
    return [claim for claim in find_claims(text, "en", "2031-04-01") if claim.count]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The radio reported 14 dead. That figure is simply not true, said the general.", "denied"),
        ("The radio reported 14 dead. The ministry called this figure “a slander”.", "denied"),
        ("The radio reported 14 dead. The ministry dismissed the report.", "denied"),
        ("The radio reported 14 dead. Nonsense, said the general.", "denied"),
        ("The radio reported 14 dead, a claim the army rejects.", "denied"),
        ("The prosecution spoke of 14 dead, but the bench threw that number out.", "denied"),
        ("The ministry brushed aside reports of 14 dead.", "denied"),
        ("The radio reported 14 dead. We cannot stand this up.", "alleged"),
        ("The radio reported 14 dead, a story the Herald could not substantiate.", "alleged"),
        ("The radio reported 14 dead. It is only a rumour.", "alleged"),
        ("The Commission was unable to confirm the figure of 14 dead.", "alleged"),
        ("The radio reported 14 dead. That number can no longer stand.", "superseded"),
        ("The radio reported 14 dead. It asks us to disregard that figure.", "superseded"),
        ("The ministry withdrew its figure of 14 dead.", "superseded"),
        ("Had the bomb gone off, we would have had 14 dead.", "hypothetical"),
        ("Were the dam to break, some 14 people would drown.", "hypothetical"),
        ("Planners expect 14 dead in the first hour.", "hypothetical"),
        ("If we believe the Courier, 14 people were killed.", "asserted"),
        ("The general was dismissed after 14 people were killed.", "asserted"),
        ("The radio reported 14 dead. The general denied that he had been in Quill.", "asserted"),
        ("The radio reported 14 dead. It was not the first raid on the town.", "asserted"),
        ("The radio reported 14 dead. The claims office is closed on Mondays.", "asserted"),
        ("Protesters condemned the killing of 14 people.", "asserted"),
    ],
)
def test_what_is_said_of_a_figure(text: str, modality: str) -> None:
    assert counted(text)[0].modality == modality


def test_a_figure_is_contested_in_another_turn() -> None:
    text = (
        "Q: How many died?\n\nCOLONEL ILVA ANYONE: Thirty-one people were killed.\n\n"
        "Q: The bishop told Radio Quill it was two hundred dead.\n\nCOL. ANYONE: That figure is not true."
    )
    assert [(c.speaker, c.modality) for c in counted(text)] == [
        ("COLONEL ILVA ANYONE", "asserted"),
        ("bishop", "denied"),
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Fourteen people were killed, not ninety.", [(14, "asserted"), (90, "denied")]),
        ("Not ninety but fourteen people were killed.", [(90, "denied"), (14, "asserted")]),
        ("Nine people were killed, up from six on Monday.", [(9, "asserted"), (6, "superseded")]),
        ("Missing, 8 soldiers, amended at dusk to 5.", [(8, "superseded"), (5, "asserted")]),
        (
            "The House has read of 90 dead. Not ninety but six men died.",
            [(90, "denied"), (90, "denied"), (6, "asserted")],
        ),
    ],
)
def test_a_number_that_stands_against_another(text: str, read: list[tuple[int, str]]) -> None:
    assert [(c.count.low, c.modality) for c in counted(text) if c.count][: len(read)] == read


def test_whose_the_replaced_number_was() -> None:
    own = "The navy said that 38 people had died, down from the 52 it had announced."
    other = "The navy said that 38 people had died, up from the 22 dead reported a day earlier."
    assert [claim.speaker for claim in counted(own)] == ["navy", "navy"]
    assert [claim.speaker for claim in counted(other)] == ["navy", None]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The Commission has reasonable grounds to believe that nine people were killed.", "Commission"),
        ("The mayor is adamant that nine people were killed.", "mayor"),
        ("The Commission now arrives at nine dead.", "Commission"),
        ("The police log, not a book given to exaggeration, has nine dead.", "police log"),
        ("A list drawn up by the diocese holds nine names of the slain.", "diocese"),
        ("The ministry admits to nine dead.", "ministry"),
        ("As the mayor put it, nine people were killed.", "mayor"),
        ("Nine people were killed, if the Courier is to be believed.", "Courier"),
        ("The governor was quoted by Nowhere News as saying that nine people were killed.", "governor"),
        ("The committee put forward a figure; the figure of nine dead given by the union is lower.", "union"),
        ("After the raid a court in Tarn found him guilty of the murder of nine prisoners.", "court in Tarn"),
        ("The radio, before it fell silent on Monday, spoke of nine killed.", "radio"),
        ("The commission that sat the following year counted nine dead.", "commission"),
        ("The mayor declined to comment but confirmed nine deaths.", "mayor"),
        ("09.40 Ambulance service: nine dead.\n\n12.08 Police say the road is closed.", "Ambulance service"),
        ("Mrs. Noone (Tarn South): Is it true that nine people were killed?", "Mrs. Noone"),
        (
            "The Secretary for Home Affairs (Mrs. Ilva Noone): Nine people were killed.",
            "Secretary for Home Affairs (Mrs. Ilva Noone)",
        ),
        ("Press release of the Embassy of Ozmara, 7 June 2035\n\nNine people were killed.", "Embassy of Ozmara"),
        ("GENERAL STAFF OF OZMARA\nCommuniqué No. 118\n\nNine people were killed.", "GENERAL STAFF OF OZMARA"),
        ("Nine people were killed, whatever the ministry announced.", None),
        ("Ambulance service: eight confirmed dead.\n\nNine people were killed.", None),
        ("A mine claimed nine lives.", None),
        ("Some unconfirmed reports spoke of nine dead.", None),
    ],
)
def test_who_says_it(text: str, speaker: str | None) -> None:
    assert counted(text)[-1].speaker == speaker


def test_quoted_words_of_several_sentences_have_one_speaker() -> None:
    text = "“Nine people were killed. Forty are wounded,” the mayor said at the gate."
    assert {claim.speaker for claim in counted(text)} == {"mayor"}


def test_an_aside_may_part_the_denial_from_what_is_denied() -> None:
    (claim,) = find_claims("It was false, the minister went on, that 60 men had been killed in Tarn.", "en")
    assert (claim.modality, claim.count and claim.count.low) == ("denied", 60)


def test_a_number_that_others_do_not_accept_is_not_denied() -> None:
    text = "The commission counted 138 dead in Tarn. The families have never accepted that number."
    (claim,) = find_claims(text, "en")
    assert (claim.modality, claim.speaker) == ("asserted", "commission")
