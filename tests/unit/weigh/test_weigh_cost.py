"""What checks cost: no more than their text is long, and their claims are many."""

from __future__ import annotations

import itertools
import time

import pytest
from msgspec.structs import replace

from cenotaph.claim import claims_of_text
from cenotaph.record import Claim, Row, Source, Span, Text
from cenotaph.weigh import check_claims
from cenotaph.weigh.acts import check_acts
from cenotaph.weigh.named_acts import check_acts_told_again
from cenotaph.weigh.noted_dates import check_noted_dates
from cenotaph.weigh.printed import Printed
from cenotaph.weigh.table_totals import check_totals

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


def noted(number: int) -> Claim:
    span = Span(source="src-sheet", quote="", sheet="claims", cell=f"D{number + 2}")
    when = f"19{10 + number % 80}-03-12"
    return Claim(f"clm-{number:05}", "src-a", span, "event", value="a meeting", when=when, basis="noted")


def act_in(body: str, number: int) -> Claim:
    span = Span(source="src", quote=body, start=number * len(body), end=(number + 1) * len(body))
    when = f"19{10 + number % 80}-03-12"
    return Claim(f"clm-{number:05}", "src", span, "legal", value=f"proclamation {number}", when=when)


def lines(number: int) -> list[Row]:
    """A block of a table: two lines and a total that is wrong in every second block."""
    cells = (("a", "5"), ("b", "5"), ("Total", str(10 + 2 * (number % 2))))
    kinds = ("data", "data", "total")
    return [
        Row(f"row-{3 * number + at}", "src", "sheet", 3 * number + at + 1, kind, cells=own)
        for at, (kind, own) in enumerate(zip(kinds, cells, strict=True))
    ]


PROCLAIMED = "The proclamation was read. "


@pytest.mark.parametrize(
    "check",
    [
        lambda size: check_noted_dates([noted(number) for number in range(20 * size)]),
        lambda size: check_totals([row for number in range(10 * size) for row in lines(number)]),
        lambda size: list(
            check_acts_told_again(Printed(text_of(PROCLAIMED * size), [act_in(PROCLAIMED, n) for n in range(size)]))
        ),
    ],
    ids=["noted_dates", "table_totals", "named_acts"],
)
def test_what_stands_in_one_source_is_not_compared_two_by_two_at_length(check):
    check(10)
    began = time.process_time()
    check(600)
    assert time.process_time() - began < 1.5
