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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Fire service: nine confirmed dead in Quill.", "Fire service"),
        ("Nine killed in Quill: police\n\nThe market was closed.", "police"),
        ("POLICE COMMUNIQUE 117/31. Nine people were killed in Quill.", "POLICE"),
        ("Government of Vexia: Statement on Quill\n\nNine people were killed.", "Government of Vexia"),
        ("Casualties (source: Vexian Health Board). Quill: 9 dead.", "Vexian Health Board"),
        ("If the dam gives way, engineers say, up to 900 people could drown.", "engineers"),
        ("Nine people died, the council found in its 214-page report, and the market burned.", "council"),
        ("This time, the commander told the inquiry, nine soldiers were killed.", "commander"),
        ("The coroner, in his first public comment, said nine men had been shot dead.", "coroner"),
        ("The Chamber is satisfied that nine prisoners were killed.", "Chamber"),
        ("A diplomat thought that nine people had been killed.", "diplomat"),
        ("Nine people died, by the official count.", "official count"),
        ("The claim, spread by the Monitor, that nine people were killed went round.", "Monitor"),
        ("An earlier count had put the dead at nine.", None),
        ("The army denied reports by foreign stations that 600 people had been killed.", "army"),
    ],
)
def test_further_ways_to_name_a_speaker(text: str, speaker: str | None) -> None:
    assert only(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Nine people were killed, the mayor said. Another 20 were injured.",
        "Nine people were killed, the mayor said. Four of them were also injured.",
        "Nine people were killed, the mayor said; 20 were injured.",
        "The mayor told the council that nine people were killed. Twenty others had been injured.",
    ],
)
def test_what_goes_on_is_said_by_the_same(text: str) -> None:
    assert {claim.speaker for claim in find_claims(text, "en") if claim.count} == {"mayor"}


def test_it_goes_back_to_the_body_that_did_something() -> None:
    text = "The Commission received 8,417 letters. It finds that 640 people disappeared."
    assert only(text, "missing").speaker == "Commission"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Our soldiers did not kill 60 villagers, the general said.", "denied"),
        ("There were not 500 bodies in the stadium, the monitor said.", "denied"),
        ("The army rejects as invention the report that 90 people were shot dead.", "denied"),
        ("Officials said that the story of 45 killed was made up.", "denied"),
        ("Seventy people were killed. That is a lie.", "denied"),
        ("Seventy people were killed. It could not be confirmed.", "alleged"),
        ("People said 70 had been killed.", "alleged"),
        ("The report that 70 people were killed cannot be verified.", "alleged"),
        ("The court did not find proven the allegation that 17 persons were executed.", "alleged"),
        ("The deputies claim that 250 people died, for which they have produced no list.", "alleged"),
        ("Until yesterday he had spoken of 40 dead.", "superseded"),
        ("The agency had on Monday reported 40 killed.", "superseded"),
        ("The figure of 83 dead was later corrected to 91.", "superseded"),
        ("Twelve people were killed in an accident during a film festival.", "asserted"),
        ("The minister called the account “a novel” and said that 12 people died.", "asserted"),
        ("Not only soldiers but 12 civilians were killed.", "asserted"),
        ("The general was accused of lying; 12 people were killed.", "asserted"),
    ],
)
def test_further_ways_to_deny_and_doubt(text: str, modality: str) -> None:
    assert only(text).modality == modality
