"""Who says it, how surely, and what is no speaker: invented sentences, each a class of wording."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims
from cenotaph.record import Claim


def only(text: str, kind: str = "killed") -> Claim:
    return next(claim for claim in find_claims(text, "en", "2031-04-01") if claim.kind == kind)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("I can confirm 14 dead in Quill.", None),
        ("Twelve people were killed by Friday night.", None),
        ("Eight people were killed, according to the.", None),
        ("The town was told that 30 people had died.", None),
        ("By the committee's count, 44 people were killed.", "committee"),
        ("A count by the Widows of Quill put the number of dead at 71.", "count by the Widows of Quill"),
        ("Villagers spoke of up to 300 dead.", "Villagers"),
        ("Figures from the ministry show 19 dead.", "Figures from the ministry"),
        ("More than 60 people were killed, by our own files.", "our own files"),
        ("The tribunal counted 512 dead.", "tribunal"),
        ("Widows' Watch, which keeps its own list, holds that more than 180 people were killed.", "Widows' Watch"),
        ("The union has never accepted that and says that at least 90 people lost their lives.", "union"),
        ("We found no basis for the claim of the Market Board that 300 people died.", "Market Board"),
        ("The tribunal was told of 500 dead by several guards.", "several guards"),
        ("The tribunal found:\n\n- 40 people were killed in Quill.\n- 12 houses were burned.", "tribunal"),
    ],
)
def test_speaker(text: str, speaker: str | None) -> None:
    assert only(text).speaker == speaker


def test_the_report_does_not_go_back_to_a_man() -> None:
    text = "The chairman, Professor Ulma, said 30 people died. Two policemen also died, according to the report."
    assert [claim.speaker for claim in find_claims(text, "en")] == ["chairman, Professor Ulma", "report"]


def test_turns_of_a_transcript_speak_for_what_stands_in_them() -> None:
    text = (
        "MAYOR ORLO: I can confirm 14 dead. There are 40 wounded.\n\nQ (Nowhere News): Were children killed?\n"
        "MAYOR ORLO: It is not true that 300 people died."
    )
    claims = find_claims(text, "en")
    assert {claim.speaker for claim in claims} == {"MAYOR ORLO"}
    assert [claim.modality for claim in claims] == ["asserted", "asserted", "denied"]


def test_fields_of_a_form_are_no_turns() -> None:
    text = "NAME: Ilva Nobody\nAGE: 30\nNOTE: Nine people were killed in Quill.\nNAME: Bel Noone\nAGE: 31"
    assert {claim.speaker for claim in find_claims(text, "en")} <= {None}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("It is not the case that 50 people were shot dead.", "denied"),
        ("The judge found no evidence that 60 people were killed.", "denied"),
        ("The count of 600 dead is an invention, the ministry said.", "denied"),
        ("The ministry did not deny that 12 people were killed.", "asserted"),
        ("No more than thirty people were killed, the ministry insisted.", "asserted"),
        ("Several witnesses spoke of 500 dead.", "alleged"),
        ("Some sources put the number of dead at 90.", "alleged"),
        ("The report puts the number of dead at 90.", "asserted"),
        ("The agency could not confirm that 70 people had died.", "alleged"),
        ("The mayor has spoken of 19 dead soldiers.", "asserted"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert only(text).modality == modality


def test_what_is_said_behind_a_denial_is_not_denied() -> None:
    claims = find_claims("The ministry denied that 90 people had died, and said that 12 were killed.", "en")
    assert [claim.modality for claim in claims] == ["denied", "asserted"]
