"""Which role each line of a copied page has."""

from __future__ import annotations

import pytest

from cenotaph.blocks import blocks

PAGE = """Skip to content
Home > World > Vexia
Ozmara remembers the dead
By Ilva Nobody
Published: 3 March 2032, 10:30 GMT
The city council said that twelve people had been killed.
What is known
- Three of them were children.
Mourners in the square. - Photo: A. Nobody, embassy of Vexia
Related articles
Flood kills 300 in Quill
The council will meet again on Friday, a spokesman of the mayor said.
© 2032 Nowhere News. All rights reserved."""


def test_each_line_of_a_page_has_its_role() -> None:
    assert [(b.kind, PAGE[b.start : b.end].partition(" ")[0]) for b in blocks(PAGE)] == [
        ("furniture", "Skip"),
        ("furniture", "Home"),
        ("headline", "Ozmara"),
        ("byline", "By"),
        ("dateline", "Published:"),
        ("paragraph", "The"),
        ("headline", "What"),
        ("list_item", "-"),
        ("caption", "Mourners"),
        ("credit", "-"),
        ("furniture", "Related"),
        ("furniture", "Flood"),
        ("paragraph", "The"),
        ("furniture", "©"),
    ]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = "   The council of Ozmara has reported that about fifty\npeople were taken from the\nvillage of Tarn."
    text += "\n\n   None came back."
    assert [b.kind for b in blocks(text)] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("text", ["12 killed in Ozmara", "Nobody was hurt.", ""])
def test_a_text_of_one_line_is_a_paragraph(text: str) -> None:
    assert [b.kind for b in blocks(text)] == ["paragraph"] * bool(text)


def test_a_long_page_takes_no_longer_than_its_length() -> None:
    assert len(blocks(PAGE * 2000)) > 20000


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The troops came on Friday, 20 January 1990.", "paragraph"),
        ("Askerler cuma geldi, 20 Ocak 1990.", "paragraph"),
        ("Войска вошли в пятницу, 20 января 1990 года.", "paragraph"),
        ("The city of Mirquza, 2 April 1994", "dateline"),
        ("Mirquza, 2 April 1994.", "dateline"),
        ("г. Вексия, 2 апреля 1994 г.", "dateline"),
    ],
)
def test_a_last_line_that_tells_is_no_place_and_day(line: str, kind: str) -> None:
    text = f"The crowd stood in the square before dawn and stayed there until the evening.\n\n{line}\n"
    assert blocks(text)[-1].kind == kind
