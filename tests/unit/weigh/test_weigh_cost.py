"""What checks cost: no more than their text is long, and their claims are many."""

from __future__ import annotations

import itertools
import time

import pytest
from msgspec.structs import replace

from cenotaph.claim import claims_of_text
from cenotaph.record import Claim, Source, Span, Text
from cenotaph.weigh import check_claims
from cenotaph.weigh.acts import check_acts

PARAGRAPH = (
    "On Friday, 12 March 1993, 147 people were killed in Odun: 82 in the city, 57 in the hospitals and 8 in the "
    "districts. By Monday 40 people had died. Three days later, on 15 March 1993, 12 people were detained, 5 of them "
    "minors. Nadia Placeholder died on 21 March 1993 and was buried on 22 March 1993.\n\n"
    "Forty people were injured. 20 were injured in the city, 12 in the port and 8 in the villages. In all, 40 people "
    "were injured. On 20 January 2003 the 10th anniversary of 12 March 1993 was marked.\n\n"
)
TIMES = 8
"""Times as long; a cost that grows with the square is 64 times as high."""


def text_of(body: str) -> Text:
    return Text("txt", "src", "0", body, language="en", published="2003-01-20")


READ = claims_of_text(text_of(PARAGRAPH), Source(id="src", status="read")).claims


def moved(claim: Claim, number: int) -> Claim:
    by = number * len(PARAGRAPH)
    span = replace(claim.span, start=(claim.span.start or 0) + by, end=(claim.span.end or 0) + by)
    part_of = f"{claim.part_of}-{number}" if claim.part_of else None
    return replace(claim, id=f"{claim.id}-{number}", span=span, part_of=part_of)


def seconds(paragraphs: int) -> float:
    text = text_of(PARAGRAPH * paragraphs)
    claims = [moved(claim, number) for number in range(paragraphs) for claim in READ]
    began = time.process_time()
    check_claims(text, claims)
    return time.process_time() - began


def test_a_text_eight_times_as_long_is_checked_in_about_eight_times_the_time():
    seconds(1)  # the words of the language are loaded once
    assert min(seconds(40 * TIMES) for _ in range(2)) < 3 * TIMES * max(0.02, min(seconds(40) for _ in range(3)))


@pytest.mark.parametrize("size", [8000])
def test_thousands_of_acts_are_compared_without_looking_at_every_two(size):
    words = [f"{a}{b}{c}stem" for a, b, c in itertools.product("bcdfghjklmnpqrstvwxz", repeat=3)]
    claims = [
        Claim(
            id=f"clm-{number:05}",
            source=f"src-{number}",
            span=Span(source="src-sheet", quote="", sheet="claims", cell=f"D{number + 2}"),
            kind="event",
            whom=f"declaration {words[number % len(words)]} {words[number * 7 % len(words)]}",
            when="1990-08-30",
            basis="noted",
            incident="inc",
        )
        for number in range(size)
    ]
    began = time.process_time()
    assert check_acts(claims) == ()
    assert time.process_time() - began < 3
