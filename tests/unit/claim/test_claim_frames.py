"""Words on both sides of a number, words of many senses, shares and parts, names in lists of the dead."""

from __future__ import annotations

import time

import pytest

from cenotaph.claim import find_claims
from cenotaph.claim.frames import Frames, FrameWords, Side, Turns, TurnWords, asking, frames_of, load_frames
from cenotaph.claim.pairs import fits


def counted(text: str) -> list[tuple[str, int | None, str | None]]:
    return [(c.kind, c.count.low, c.value) for c in find_claims(text, "en") if c.count]


def test_a_frame_is_found_by_each_of_its_words_and_may_name_a_pattern() -> None:
    data = Frames((FrameWords("killed", ("death",), r"\bput\s+", r"\s+to\s+{end}"),), {"end": "death"})
    (frame,) = frames_of(data)["death"]
    assert frame.front is not None
    assert frame.behind is not None
    assert frame.front.search("They put 13 to death", 0, 9)
    assert frame.behind.match("They put 13 to death", 11)


def test_a_turn_makes_a_frame_of_each_voice() -> None:
    voices = {
        "object_front": r"\b{verb}\s+",
        "object_behind": r"\s+{rest}",
        "passive_front": "",
        "passive_behind": r"\s+were\s+{done}\s+{rest}",
        "fronted_front": "{turned_lead}{done} {rest} were ",
        "fronted_behind": "",
        "turned_lead": "^",
    }
    turn = TurnWords("detained", ("lock locks locked locked locking",), "(?:in the mill)")
    frames = frames_of(Frames(()), Turns((turn,), ("locks",), ("mill",), voices))
    active, passive, fronted = frames["locked"]
    assert (active.side, passive.side, fronted.side) == (Side.FRONT, Side.BEHIND, Side.OPENING)
    assert frames["lock"] == (active,)
    assert passive.behind is not None
    assert passive.behind.match("60 were locked in the mill", 2)
    assert sorted(asking(frames, Turns((turn,), ("locks",), ("mill",)))) == ["lock", "locked", "locking", "mill"]


def test_every_frame_can_be_found_and_holds_something() -> None:
    for entry in load_frames("en").frames:
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


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Guards locked about sixty people in the mill at Lower Tarn.", [("detained", 60)]),
        ("Some 700 settlers were loaded on to barges and carried off eastwards.", [("displaced", 700)]),
        ("About 80 people had come to the graveside.", [("gathered", 80)]),
        ("The junta put 350 extra officers into the estate.", [("deployed", 350)]),
        ("Three hundred dwellings have been rendered unfit for use.", [("damaged", 300)]),
        ("They put fire to the tithe barn and to thirteen houses.", [("damaged", 13)]),
        ("The dead in the lower town alone ran to 500.", [("killed", 500)]),
        ("Casualties: killed, 2 officers and 19 men; missing, 8 other ranks.",
         [("killed", 2), ("killed", 19), ("missing", 8)]),
        ("Relief workers killed: 3", [("killed", 3)]),
        ("I can tell the House that 127 arrests were made.", [("detained", 127)]),
        ("The remains of 64 airmen were laid to rest in Tarn.", [("buried", 64)]),
        ("It was not 88 who died but 17, the warden insisted.", [("killed", 88), ("killed", 17)]),
        ("Two policemen guarding the bank were killed.", [("killed", 2)]),
        ("An estimated 4,000 refugees have crossed at Quill Bridge.", [("displaced", 4000)]),
        ("They lost between thirty and forty killed.", [("killed", 30)]),
        ("More than 3.2 million voters queued from dawn.", []),
        ("The regiment is 900 strong.", []),
        ("The clinic employs 40 nurses.", []),
        ("Five houses were built by volunteers.", []),
        ("The firm delivered 170 patrol cars to the police.", []),
    ],
)  # fmt: skip
def test_verbs_with_what_completes_them_amounts_and_labels(text: str, claims: list[tuple[str, int]]) -> None:
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Killed in the raid on Quill were six clerks and two nurses.", [("killed", 6), ("killed", 2)]),
        ("Sent into exile in 1934 were 40 professors.", [("displaced", 40)]),
        ("Suffocated in the hold, eleven stowaways were found by customs men.", [("killed", 11)]),
        ("The militia killed, according to survivors, 14 herders.", [("killed", 14)]),
        ("The mob hunted down, and lynched, three moneylenders.", [("killed", 3)]),
        ("There perished 9 persons in the strike.", [("killed", 9)]),
        ("In the raid the police nabbed nine Ozmarians.", [("detained", 9)]),
        ("Wounded, he crawled 300 metres.", []),
        ("In the cell block were held 60 seminarians.", [("detained", 60)]),
        ("The column was ambushed; killed, it is believed, were 40.", [("killed", 40)]),
        ("Eleven villagers were shot by government soldiers near the well.", [("killed", 11)]),
        ("Three people were shot in a bar in Quill and taken to hospital.", [("injured", 3)]),
        ("The crash cost 14 labourers their lives.", [("killed", 14)]),
        ("The merger cost 300 people their jobs.", []),
        ("Over the pass trudged 4,000 Zorvians with their cattle.", [("displaced", 4000)]),
        ("From the north came 300 tourists in buses.", []),
        ("Bail was denied to eleven students held since May.", [("detained", 11)]),
        ("Police seized 300 lighters.", []),
        ("He rode in with 300 lancers.", [("deployed", 300)]),
        ("Dead 12, wounded 40, missing 3.", [("killed", 12), ("injured", 40), ("missing", 3)]),
    ],
)
def test_people_behind_the_words_that_say_what_befell_them(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(kind, low) for kind, low, _ in counted(text)] == expected
