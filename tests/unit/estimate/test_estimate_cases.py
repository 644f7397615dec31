"""Every case folder of the estimate stage gives the rows it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cenotaph.estimate import estimate

FOLDERS = sorted(folder for folder in (Path(__file__).parents[2] / "cases" / "estimate").iterdir() if folder.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder):
    expected = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    rows = estimate(folder / "in.json")
    found = [
        {
            "method": row.method,
            "n_obs": row.n_obs,
            "refusal": row.refusal,
            "point": None if row.point is None else round(row.point),
            "low": None if row.low is None else round(row.low),
            "high": None if row.high is None else round(row.high),
        }
        for row in rows
    ]
    assert found == expected
    assert (folder / "why.md").read_text(encoding="utf-8").strip()
    refusals = {row["refusal"] for row in expected} - {None}
    assert not refusals or folder.name.partition("_")[0] in refusals
