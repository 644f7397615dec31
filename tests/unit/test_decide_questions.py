"""Rulings on what claims answer: put to another question, two questions joined, each taken back."""

from __future__ import annotations

import pytest

from cenotaph import archive, table
from cenotaph.decide import decide, undo
from cenotaph.errors import UsageError
from cenotaph.ledger import Known, in_force, read_ledger, replay
from cenotaph.record import TABLES, Claim, Count, Question, Source, Span

DAY, MONTH, HURT = "market/killed/people/tarn/1994-03-12", "market/killed/people/tarn/1994-03", "market/injured/people"
ROWS = {
    "sources": [Source("src-1", "read", key="s1")],
    "claims": [
        Claim("clm-1", "src-1", Span("src-1", "three people died"), "killed", Count(3, 3)),
        Claim("clm-2", "src-1", Span("src-1", "four people died"), "killed", Count(4, 4)),
    ],
    "questions": [
        Question(DAY, "market", "killed"),
        Question(MONTH, "market", "killed"),
        Question(HURT, "market", "injured"),
    ],
}


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("CENOTAPH_WRITER", "leyla")
    folder = tmp_path / "archive"
    archive.init(folder, "Nowhere")
    for name, record in TABLES.items():
        table.write(table.to_table(ROWS.get(name, ()), record), folder / ".cenotaph" / "tables" / f"{name}.parquet")
    return folder


def rulings(root, **tables):
    return replay(read_ledger(root / "decisions"), Known(tables))


def test_a_claim_is_put_to_a_question_and_back(root):
    decide(root, "set", "clm-1", "it is of the whole month", values={"question": MONTH})
    (ruling,) = rulings(root).rulings
    assert (ruling.target, ruling.field, ruling.value) == ("clm-1", "question", MONTH)
    undo(root)
    assert rulings(root).rulings == ()


def test_two_questions_are_joined_and_the_last_one_named_is_kept(root):
    (made,) = decide(root, "join", f"{MONTH}+{DAY}", "both mean the market day")
    (ruling,) = rulings(root).rulings
    assert (ruling.kind, ruling.target, ruling.value) == ("join", f"{MONTH}+{DAY}", DAY)
    assert made.kind == "join"
    undo(root)
    assert in_force(read_ledger(root / "decisions"))[0] == ()


def test_a_join_stays_attached_when_only_the_kept_question_is_left(root):
    decide(root, "join", f"{MONTH}+{DAY}", "both mean the market day")
    known = {name: table.empty(record) for name, record in TABLES.items()}
    left = rulings(root, **(known | {"questions": table.to_table([ROWS["questions"][0]], Question)}))
    assert [ruling.kind for ruling in left.rulings] == ["join"]
    assert left.flags == ()
    gone = rulings(root, **known)
    assert [flag.code for flag in gone.flags] == ["R001"]


def test_of_two_rulings_on_one_join_the_later_holds(root, monkeypatch):
    decide(root, "join", f"{MONTH}+{DAY}", "the day is meant")
    monkeypatch.setenv("CENOTAPH_WRITER", "odu")
    decide(root, "join", f"{DAY}+{MONTH}", "the month is meant")
    (ruling,) = rulings(root).rulings
    assert (ruling.decision, ruling.value) == ("odu:1", MONTH), "odu had read what leyla ruled"


def test_questions_of_different_kinds_are_not_joined(root):
    with pytest.raises(UsageError, match="do not count the same"):
        decide(root, "join", f"{HURT}+{DAY}", "x")


def test_a_party_that_nobody_declared_is_refused(root):
    with pytest.raises(UsageError, match="no party to the conflict is declared"):
        decide(root, "set", "clm-1", "x", values={"party": "River Guard"})
