"""A step is done when something it depends on changed, and only then."""

from __future__ import annotations

import pytest

from cenotaph import table
from cenotaph.record import Redirect
from cenotaph.steps import Steps


@pytest.fixture
def rows():
    return {"value": [Redirect("per-a", "per-b")]}


def _run(folder, rows, setting="x"):
    steps = Steps(folder)
    steps.step("first", lambda: [table.to_table(rows["value"], Redirect)], outputs=["raw_redirects"], settings=setting)
    steps.step("second", lambda: [steps.table("raw_redirects")], inputs=["raw_redirects"], outputs=["redirects"])
    return steps


def test_a_second_run_does_nothing_and_writes_nothing(tmp_path, rows):
    assert _run(tmp_path, rows).did == ["first", "second"]
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert _run(tmp_path, rows).did == []
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_a_changed_setting_runs_the_step_but_equal_output_stops_there(tmp_path, rows):
    _run(tmp_path, rows)
    assert _run(tmp_path, rows, setting="y").did == ["first"]


def test_changed_output_runs_what_reads_it(tmp_path, rows):
    _run(tmp_path, rows)
    rows["value"] = [Redirect("per-c", "per-d")]
    assert _run(tmp_path, rows, setting="y").did == ["first", "second"]


def test_a_lost_table_is_made_again(tmp_path, rows):
    _run(tmp_path, rows).path("redirects").unlink()
    assert _run(tmp_path, rows).did == ["second"]


def test_a_damaged_manifest_means_everything_is_done_again(tmp_path, rows):
    _run(tmp_path, rows)
    for damage in (b"{", b'{"\xff":{}}'):
        (tmp_path / "steps.json").write_bytes(damage)
        assert _run(tmp_path, rows).did == ["first", "second"]
