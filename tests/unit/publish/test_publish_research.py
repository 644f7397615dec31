"""The pages for researchers: rule sets in their own name, coverage without a verdict, neither on the public front."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from msgspec.structs import replace
from ozmara_record import SETTINGS, TABLE_ROWS, make_record

from cenotaph import table
from cenotaph.flags import flag
from cenotaph.publish import publish, view
from cenotaph.record import Count, Figure, Flag, Question


def built(folder: Path, audience: str = "preview", **rows: object) -> dict[str, str]:
    publish(make_record(**rows), folder / "site", folder / "export", audience)  # type: ignore[arg-type]
    files = [path for part in ("site", "export") for path in (folder / part).rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", "replace") for path in files}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(tmp_path_factory.mktemp("research"))


def test_each_chosen_rule_set_has_a_page_and_two_files(files: dict[str, str]):
    for name in SETTINGS.rule_sets:
        page = files[f"site/research/rules-{name}.html"]
        assert "Each rule set speaks in its own name." in page
        assert "Where our reading is simpler than the original" in page
        rows = list(csv.DictReader(io.StringIO(files[f"export/rule_sets/{name}.csv"])))
        said = json.loads(files[f"export/rule_sets/{name}.json"])
        assert [row["id"] for row in rows] == [one["id"] for one in said["assessments"]]
        assert said["citation"]


def test_no_other_page_shows_what_a_rule_set_says(files: dict[str, str]):
    others = {path: page for path, page in files.items() if path.endswith(".html") and "/research" not in path}
    for path, page in others.items():
        assert "rules-" not in page, path
        assert "Airwars" not in page, path
        assert ("research.html" in page) == path.endswith("/data.html"), path


def test_what_no_rule_set_was_chosen_for_is_not_written(tmp_path: Path):
    bare = built(tmp_path, settings=replace(SETTINGS, rule_sets=()))
    assert not [path for path in bare if "rules-" in path or "rule_sets/" in path]
    assert "This archive has chosen no rule set." in bare["site/research.html"]


def test_coverage_names_who_speaks_of_each_event(files: dict[str, str]):
    page = files["site/research/coverage.html"]
    for incident in SETTINGS.incidents:
        assert incident.title in page
    rows = list(csv.DictReader(io.StringIO(files["export/csv/coverage.csv"])))
    assert {row["aspect"] for row in rows} >= {"language", "year"}
    assert {row["incident"] for row in rows} <= {incident.id for incident in SETTINGS.incidents}


def test_the_page_of_points_has_no_lists_of_perspectives(tmp_path: Path):
    listed = flag("S002", incident="Mill Quarter", present="press 3", absent="family")
    page = built(tmp_path, flags=[*TABLE_ROWS["flags"], listed])["site/points.html"]
    assert "S002" not in page
    assert all(point.code in page for point in TABLE_ROWS["flags"])  # type: ignore[attr-defined]


def test_public_ranges_rest_on_public_figures_alone(tmp_path: Path):
    figures: list[Figure] = list(TABLE_ROWS["figures"])  # type: ignore[arg-type]
    hidden = replace(figures[0], low=98765, high=98765, access="restricted")
    for path, text in built(tmp_path, "public", figures=[hidden, *figures[1:]]).items():
        if "research/" in path or "rule_sets/" in path:
            assert not {"98765", "98,765"} & set(re.findall(r"[\d,]+", text)), path


def opened(name: str) -> list:
    """The rows of one table, all of them public."""
    return [replace(row, access="public") for row in TABLE_ROWS[name]]  # type: ignore[type-var]


def test_a_public_range_leaves_out_a_figure_on_which_a_hidden_point_of_doubt_is_open(tmp_path: Path):
    odd, *others = opened("figures")
    counted = replace(odd, low=98765, high=98765)
    claims = [replace(c, count=Count(98765, 98765)) if c.id == odd.claim else c for c in opened("claims")]
    doubt = flag("A003", sources=[odd.source], claims=[odd.claim], value=98765, other=9, number=3, how="less")

    def published(name: str, *points: Flag) -> dict[str, str]:
        rows = {"sources": opened("sources"), "claims": claims, "figures": [counted, *others], "flags": points}
        return built(tmp_path / name, "public", **rows)

    def ranges(files: dict[str, str]) -> str:
        return "".join(text for path, text in files.items() if "rule_sets/" in path or "research/rules" in path)

    hidden = published("hidden", replace(doubt, access="restricted"))
    assert "98765" in ranges(published("none"))
    assert "98765" in ranges(published("settled", replace(doubt, access="restricted", settled_by="tester:4")))
    assert not re.search("98,?765", ranges(hidden))
    assert "A003" not in ranges(hidden)
    assert any("98,765" in text for path, text in hidden.items() if path.endswith(".html"))
    assert "open point A003" in ranges(published("shown", replace(doubt, access="public")))


def test_a_question_of_which_something_is_hidden_tells_neither_its_reason_nor_what_moved():
    figures: list[Figure] = list(TABLE_ROWS["figures"])  # type: ignore[arg-type]
    asked: list[Question] = list(TABLE_ROWS["questions"])  # type: ignore[arg-type]
    same = [f for f in figures if f.question == figures[0].question]
    assert len(same) > 1
    marked = [replace(f, standing="early", moved_by="tester:4") for f in figures]
    reasoned = [replace(q, reason="Put here by decision: 1 of 2.") for q in asked]
    open_ = view(make_record(figures=marked, questions=reasoned), "preview")
    assert {f.standing for f in table.records(open_.figures, Figure)} == {"early"}
    closed = [replace(f, access="sealed") if f.id == same[0].id else f for f in marked]
    seen = view(make_record(figures=closed, questions=reasoned), "preview")
    here = [f for f in table.records(seen.figures, Figure) if f.question == same[0].question]
    assert {f.standing for f in here} == {"current"}
    reasons = {q.id: q.reason for q in table.records(seen.questions, Question)}
    assert reasons[same[0].question] == ""
    public = table.records(view(make_record(figures=marked), "public").figures, Figure)
    assert {f.moved_by for f in public} <= {"decision"}
