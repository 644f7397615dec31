"""Words on both sides of a number, words of many senses, shares and parts, names in lists of the dead."""

from __future__ import annotations

import time

import pytest

from cenotaph.claim import find_claims
from cenotaph.claim.frames import Frames, FrameWords, frames_of
from cenotaph.claim.pairs import fits
from cenotaph.lang import load


def counted(text: str) -> list[tuple[str, int | None, str | None]]:
    return [(c.kind, c.count.low, c.value) for c in find_claims(text, "en") if c.count]


def test_a_frame_is_found_by_each_of_its_words_and_may_name_a_pattern() -> None:
    data = Frames((FrameWords("killed", ("death",), r"\bput\s+", r"\s+to\s+{end}"),), {"end": "death"})
    (frame,) = frames_of(data)["death"]
    assert frame.front is not None
    assert frame.behind is not None
    assert frame.front.search("They put 13 to death", 0, 9)
    assert frame.behind.match("They put 13 to death", 11)


def test_every_frame_can_be_found_and_holds_something() -> None:
    for entry in load("en", "frames", Frames).frames:
        assert entry.words
        assert entry.front or entry.behind or entry.at_number


@pytest.mark.parametrize(
    ("only", "noun_class", "is_bare", "is_fit"),
    [
        (("people", "bare"), "woman", False, True),
        (("people", "bare"), None, True, True),
        (("people", "bare"), None, False, False),
        (("people", "bare"), "vehicle", False, False),
        (("prisoner",), "woman", False, False),
        ((), None, False, True),
        ((), "thing", False, False),
    ],
)
def test_of_whom_words_of_many_senses_are_said(
    only: tuple[str, ...], noun_class: str | None, is_bare: bool, is_fit: bool
) -> None:
    assert fits(only, noun_class, is_bare) == is_fit


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Police seized 14 rifles.", []),
        ("Police seized 14 villagers.", [("detained", 14)]),
        ("The bank eliminated 20 jobs.", []),
        ("Eight patients had been crushed.", []),
        ("Eight people were crushed by a tank.", [("killed", 8)]),
        ("Four detainees died in a fire.", [("killed", 4)]),
        ("All but three of the 40 were saved.", []),
        ("Three of the dead were under 16.", [("killed", 3)]),
        ("Nine of those killed were laid to rest.", [("buried", 9)]),
        ("Of the 30 people wounded, 12 are children.", [("injured", 30), ("injured", 12)]),
        ("They counted 6 nurses and 2 cooks among the wounded.", [("injured", 6), ("injured", 2)]),
        (
            "Twelve people were killed: a teacher, her five pupils and six neighbours.",
            [("killed", 12), ("killed", 5), ("killed", 6)],
        ),
        ("The town counted 40 dead in all, and 12 cars stood in the square.", [("killed", 40)]),
    ],
)
def test_what_a_number_counts(text: str, claims: list[tuple[str, int]]) -> None:
    assert [(kind, low) for kind, low, _ in counted(text)] == claims


def test_the_parts_behind_a_whole_are_parts_of_it() -> None:
    whole, *rest = [c for c in find_claims("In Quill 20 people died (12 men, 5 women and 3 girls).", "en") if c.count]
    assert [c.count.low for c in rest if c.count] == [12, 5, 3]
    assert {c.part_of for c in rest} == {whole.id}


def test_a_name_takes_the_place_of_the_one_it_names() -> None:
    assert counted("A photographer, Oru Nemo, 33, was killed.") == [("killed", 1, "Oru Nemo")]


def test_those_who_speak_are_no_victims() -> None:
    text = "Officials, including Oru Nemo and Zara Nobody, said 12 people were killed."
    assert counted(text) == [("killed", 12, None)]


@pytest.mark.parametrize("run", ["and taken ", "lost, ", "the toll to ", "(", "Oru Nemo, 3, a pupil, "])
def test_long_runs_stay_fast(run: str) -> None:
    began = time.process_time()
    find_claims("Among the dead were 12 people " + run * (100_000 // len(run)) + "9 killed.", "en")
    assert time.process_time() - began < 10
