"""Each folder of tests/cases/times: a text, and every time read in it, as a person checked it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from cenotaph.claim.times import find_times

CASES = sorted(path for path in (Path(__file__).resolve().parents[2] / "cases" / "times").iterdir() if path.is_dir())


class Expected(msgspec.Struct, forbid_unknown_fields=True):
    """One line of expected.json."""

    quote: str
    type: str
    edtf: str | None = None
    duration: str | None = None
    anchor: str | None = None


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Path) -> None:
    text = (case / "in.txt").read_text(encoding="utf-8")
    expected = msgspec.json.decode((case / "expected.json").read_bytes(), type=list[Expected])
    read = [Expected(t.quote, t.type, t.edtf, t.duration, t.anchor) for t in find_times(text, "en")]
    assert read == expected
