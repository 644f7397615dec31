"""Some of a whole in inflecting languages are never more than the whole."""

import pytest

from cenotaph.claim import find_claims
from cenotaph.claim.parts import may_be_part
from cenotaph.record import Count


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "Nazir deyib: «Üç əsgərimiz şəhid olub, on ikisi yaralanıb»."),
        ("tr", "Bakan, «Üç askerimiz şehit oldu, on ikisi yaralandı» dedi."),
    ],
)
def test_a_larger_number_is_no_part_of_a_smaller_one(language: str, text: str) -> None:
    told = find_claims(text, language)
    assert [claim.count.low for claim in told if claim.count] == [3, 12]
    assert [claim.part_of for claim in told] == [None] * len(told)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("az", "Ozmarada 12 nəfər öldürüldü, onlardan 3-ü uşaqdır."),
        ("ru", "В Озмаре погибли 12 человек, в том числе трое детей."),
        ("tr", "Ozmara'da 12 kişi öldürüldü, bunların üçü çocuk."),
    ],
)
def test_a_smaller_number_is_a_part(language: str, text: str) -> None:
    whole, part = find_claims(text, language)
    assert part.part_of == whole.id


def test_open_ends_leave_room() -> None:
    exact, least = Count(12, 12, "exact"), Count(20, None, "at_least")
    assert may_be_part(exact, least)
    assert may_be_part(None, exact)
    assert not may_be_part(least, exact)
