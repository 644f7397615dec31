"""Where the name at the beginning of an item ends."""

from __future__ import annotations

import pytest

from cenotaph.read.numbered import lines_of, numbered_lists
from cenotaph.read.people import people_rows
from cenotaph.read.reading import Limits
from cenotaph.record import Source


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("Nadia M. Placeholder, born 1951", "Nadia M. Placeholder"),
        ("N. M. Placeholder (1951)", "N. M. Placeholder"),
        ("Dr. Nadia Placeholder, teacher", "Dr. Nadia Placeholder"),
        ("Плейсхолдер Н.М. 1951 г.р.", "Плейсхолдер Н.М."),
        ("Nadia Placeholder. Killed at the mill", "Nadia Placeholder"),
    ],
)
def test_an_initial_or_a_title_ends_no_name(item, name):
    items = [("1", item), ("2", "Arvo Testman"), ("3", "Bela Sample"), ("4", "Cyra Mockova"), ("5", "Ilva Nobody")]
    rows = people_rows([], [items], Source(id="src-1", status="read", path="a.txt"), Limits())
    assert rows[1].cells[1] == name


def test_a_full_stop_in_front_of_a_number_in_a_line_from_right_to_left():
    names = ["يولان هلال الفلماري", "داوود بن تامر السلطاوي", "أوكسانا بن تامر القرميني", "تامر هلال الدروستي"]
    text = "\n".join(f".{number} {name}، مواليد 1962" for number, name in enumerate(names, start=1))
    (items,) = numbered_lists(lines_of(text))
    assert [(item.number, item.words.partition("،")[0]) for item in items] == [
        (str(number), name) for number, name in enumerate(names, start=1)
    ]
