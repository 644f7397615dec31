"""Dated acts, legal words, purposes, quotations and people named in a paragraph, in both directions."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims


def kinds(text: str) -> list[str]:
    return [claim.kind for claim in find_claims(text, "en", "2031-04-01")]


@pytest.mark.parametrize(
    "text",
    [
        "The first tanks left their barracks on the Quill road at 23:40 on 11 March 2031.",
        "The troops of the Frontier Guard came into the city in the night of 11 to 12 March 2031.",
        "The prosecutor closed the case against Colonel Nemo in November 2033 for want of evidence.",
        "Families appealed on 3 December 2033; the court has not answered.",
        "A state of emergency was announced by radio only at 05:30 on 12 March 2031.",
        "A curfew was imposed on 12 March 2031.",
    ],
)
def test_dated_acts(text: str) -> None:
    assert kinds(text) == ["event"]


@pytest.mark.parametrize(
    "text",
    [
        "My aunt left the city on 3 December 2033.",
        "She appealed to friends on 3 December 2033.",
        "On 12 March 2031 no state of emergency had been declared.",
        "The clinic gives vaccines to prevent measles.",
        "The soldiers tried to prevent a fire.",
        "The book Pogrom was printed in 2031.",
    ],
)
def test_what_is_no_act(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "speaker", "modality"),
    [
        ("The report calls the raid “a crime against humanity” under article 6.", "report", "asserted"),
        ("The priests called it a pogrom.", "priests", "asserted"),
        ("The government denies that the killings were genocide.", "government", "denied"),
        ("They were not genocide.", None, "denied"),
        ("The judge rejected the charge of genocide.", "judge", "denied"),
    ],
)
def test_legal_words(text: str, speaker: str | None, modality: str) -> None:
    (claim,) = (claim for claim in find_claims(text, "en") if claim.kind == "legal")
    assert (claim.speaker, claim.modality) == (speaker, modality)


def test_a_purpose_is_its_speakers() -> None:
    (claim,) = find_claims("A spokesman said that the Guard had been sent to protect the port from an attack.", "en")
    assert (claim.kind, claim.value, claim.speaker) == ("cause", "to protect the port from an attack", "spokesman")


@pytest.mark.parametrize(
    "text",
    [
        "‘We did not come to count the dead that day,’ said Ilva Nobody.",
        "«We did not come to count the dead,» said Ilva Nobody.",
        "— We did not come to count the dead, said Ilva Nobody.",
        "Ilva Nobody spoke briefly. “We did not come to count the dead,” she said.",
    ],
)
def test_quotations_in_several_marks(text: str) -> None:
    (claim,) = (claim for claim in find_claims(text, "en") if claim.kind == "quote")
    assert claim.speaker == "Ilva Nobody"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ilva Nobodova was 11 and was killed on her balcony.", {"Ilva Nobodova"}),
        ("Bel Noone, 28, and his cousin Cer Nemo were killed.", {"Bel Noone", "Cer Nemo"}),
        ("Ilva Nobodova baked bread. She died of her wounds on 12 March 2031.", {"Ilva Nobodova"}),
        ("Bel Noone met Cer Nemo. He was killed on 12 March 2031.", set()),
        ("My neighbour Bel Noone saw him fall. He died in hospital.", set()),
        ("Ilva Nobodova asked about her son. He was killed on the bridge.", set()),
        ("Ilva Nobodova wrote the book. She died in 2040.", set()),
    ],
)
def test_named_victims(text: str, names: set[str]) -> None:
    assert {claim.value for claim in find_claims(text, "en") if claim.value} == names


@pytest.mark.parametrize(
    ("text", "by", "modality"),
    [
        ("President Ilva Nobody apologised to the families of the dead.", "President Ilva Nobody", "asserted"),
        ("On 20 January 2031 the government issued a formal apology.", "the government", "asserted"),
        ("The government refused to apologise for the shelling.", "The government", "denied"),
        ("The army has never apologised.", "The army", "denied"),
    ],
)
def test_an_apology_is_a_claim_of_who_made_or_refused_it(text: str, by: str, modality: str) -> None:
    assert [(c.kind, c.by, c.modality) for c in find_claims(text)] == [("apology", by, modality)]


@pytest.mark.parametrize("text", ["The opposition demanded that the minister apologise.", "He was asked to apologise."])
def test_an_apology_that_is_asked_for_was_not_made(text: str) -> None:
    assert not find_claims(text)
