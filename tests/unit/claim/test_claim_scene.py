"""When and where, stated or taken from the story: invented passages, each a class of wording."""

from __future__ import annotations

import pytest

from cenotaph.claim import find_claims


def days(text: str, published: str | None = "2031-03-14") -> list[str | None]:
    return [claim.when for claim in find_claims(text, "en", published) if claim.count]


def places(text: str) -> list[str | None]:
    return [claim.where for claim in find_claims(text, "en", "2031-03-14") if claim.count]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The toll from Wednesday's raid on Quill rose to 57 on Friday.", "2031-03-12"),
        ("The death toll rose to 57 on Thursday.", None),
        ("Nine people have been killed since Sunday.", "2031-03-09/2031-03-14"),
        ("Nine people were killed over the past three days.", "2031-03-11/2031-03-14"),
        ("Nine people were killed in the week to 10 March.", "2031-03-04/2031-03-10"),
        ("Nine people were killed between Monday and Wednesday.", "2031-03-10/2031-03-12"),
        ("Nine people were shot dead in Tarn on Wednesday night.", "2031-03-12"),
        ("Nine people were killed before dawn.", "2031-03-14"),
        ("Two days after the explosion the council put the dead at nine.", "2031-03-12"),
        ("Nine people could be killed by Friday.", None),
        ("Nine people were injured; the inquiry opens on Thursday.", None),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_act(text: str, when: str | None) -> None:
    assert days(text)[0] == when


def test_a_list_goes_on_with_its_day_and_not_with_its_place() -> None:
    text = "On 10 March 82 people fell in Ozmara. Another 20 were killed in Tarn, 21 in Quill."
    assert days(text) == ["2031-03-10"] * 3
    assert places(text) == ["Ozmara", "Tarn", "Quill"]


def test_what_comes_later_has_not_the_day_of_the_scene() -> None:
    text = "On 10 March nine people were killed in Quill. Four widows were decorated. Five people were injured."
    assert days(text) == ["2031-03-10", None, "2031-03-10"]


def test_a_testimony_without_date_goes_on_from_paragraph_to_paragraph() -> None:
    text = "On 10 March 2031 the soldiers came to Quill and killed nine men.\n\nThey wounded four women.\n"
    assert days(text, None) == ["2031-03-10", "2031-03-10"]


def test_a_night_of_another_year_is_not_that_of_the_report() -> None:
    text = (
        "Ten years ago the Guard came. On Friday some 300 people walked in silence.\n\nNine people died that night.\n"
    )
    assert days(text)[-1] is None


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Nine people were killed in the Lower Town.", "Lower Town"),
        ("Nine people were shot dead behind the brickworks.", "brickworks"),
        ("Nine people were shot dead at the Tarn grain market.", "Tarn grain market"),
        ("Nine people were killed at 17 Harbour Street.", "Harbour Street"),
        ("Nine people died in the bombardment of Quill.", "Quill"),
        ("Nine people were killed in the fighting for Hill Nowhere.", "Hill Nowhere"),
        ("Some 900 people fled the Tarn valley.", "Tarn valley"),
        ("QUILL -- Nine people were killed on Monday.", "QUILL"),
        ("OZMARA, 12 March (NNA) - Nine people were killed on Monday.", "OZMARA"),
        ("Nine people were killed, the Ministry of Health said.", None),
    ],
)
def test_the_place_is_the_narrowest_told(text: str, where: str | None) -> None:
    found = places(text)[0]
    assert found == where or (where is not None and found is not None and found.endswith(where))


def test_a_label_is_the_place_of_its_line() -> None:
    assert places("Ozmara: 14 dead, 60 wounded. Upper Tarn: 5 dead.") == ["Ozmara", "Ozmara", "Upper Tarn"]


def test_a_headline_names_the_place_of_a_report_that_names_none() -> None:
    text = "Explosion at Ozmara depot\n\nNine people were killed on Monday and four were injured, the mayor said.\n"
    assert places(text) == ["Ozmara depot", "Ozmara depot"]
