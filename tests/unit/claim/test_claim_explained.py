"""Each claim can be shown with its sentence, what was found in it, and what each of its rules looks at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from cenotaph.claim import explain_text, meaning
from cenotaph.cli import cli

CLAIM = Path(__file__).parents[3] / "cenotaph" / "claim"
TEXT = (
    "The Ministry of Vexia said that at least 133 people, among them 12 children, were killed by troops in Ozmara on "
    "the night of 19-20 January 1990. Another 20 soldiers were reportedly wounded near Quill."
)


def test_an_annotation_names_its_rule_and_what_it_was_read_as() -> None:
    marks = {(a.type, a.quote): (a.detail, a.rule) for one in explain_text(TEXT, "en") for a in one.annotations}
    assert marks["number", "at least 133"] == ("at least 133", "number:digits")
    assert marks["population", "people"] == ("person", "populations.person")
    assert marks["cue", "among them"] == ("subset", "cues.subset")
    assert marks["predicate", "were killed"] == ("killed, of those in front", "predicates.killed")
    assert marks["place", "Ozmara"] == ("Ozmara", 'behind "in"')
    assert marks["time", "the night of 19-20 January 1990"] == ("1990-01-19/1990-01-20", "time:night")
    assert marks["speaker", "The Ministry of Vexia said"] == ("Ministry of Vexia", "speaker:subject-said")
    assert marks["modality", "reportedly"] == ("alleged", "modality:alleged")
    assert ("cue", "reportedly") not in marks


RULES = re.compile(r'"((?:[a-z]+-)+[a-z]+)"')
"""Rules have a hyphen in their names, but for the few that are listed here."""


PLACES = {"of-whole", "as-told"}
"""Parts of "time:of-whole" and the like, which have their own lines."""


@pytest.mark.parametrize(
    "module", ["acts", "attach", "behind", "contrasts", "legal", "making", "people", "remembering", "unsaid"]
)
def test_every_rule_says_what_it_looks_at(module: str) -> None:
    names = RULES.findall((CLAIM / f"{module}.py").read_text("utf-8"))
    assert [name for name in names if not meaning(name) and name not in PLACES] == []


@pytest.mark.parametrize(
    "rule", ["toll", "listed", "carried", "share", "included", "anniversary", "cause", "purpose", "quotation", "place"]
)
def test_rules_of_one_word_say_what_they_look_at(rule: str) -> None:
    assert meaning(rule)


def test_of_a_rule_with_a_colon_the_part_in_front_speaks() -> None:
    assert meaning("time:night") == meaning("time") != meaning("time:earlier")
    assert meaning("subject-verb-later") == meaning("subject-verb")
    assert meaning("no such rule") == ""


def test_the_command_shows_each_sentence_once(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, "utf-8")
    shown = CliRunner().invoke(cli, ["claims", str(tmp_path / "report.txt"), "--explain"])
    assert shown.exit_code == 0
    assert shown.output.count("The Ministry of Vexia said that at least 133 people") == 1
    assert shown.output.count("  = killed") == 2
    assert re.search(r"^ +number +at least 133 +at least 133 +number:digits$", shown.output, re.MULTILINE)
    assert "part-of " in shown.output
