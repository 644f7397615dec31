"""Each folder beside this file is a text and the claims that are read in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cenotaph.claim import find_claims

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "in.txt").is_file())


def told(text: str) -> list[dict]:
    """The claims of a text, what is not stated left out."""
    found = []
    for claim in find_claims(text, "en"):
        count = claim.count
        number = [count.low, count.high, count.qualifier, count.unit] if count else None
        is_part = claim.part_of is not None
        said = {
            "quote": claim.span.quote, "kind": claim.kind, "count": number, "whom": claim.whom, "by": claim.by,
            "class": claim.whom_class, "when": claim.when, "where": claim.where, "speaker": claim.speaker,
            "modality": claim.modality, "value": claim.value, "access": claim.access, "is_part": is_part,
        }  # fmt: skip
        found.append({key: value for key, value in said.items() if value not in (None, False)})
    return found


@pytest.mark.parametrize("case", CASES)
def test_the_claims_of_a_case_are_as_expected(case: str) -> None:
    text = (HERE / case / "in.txt").read_text(encoding="utf-8")
    expected = json.loads((HERE / case / "expected.json").read_text(encoding="utf-8"))
    assert told(text) == expected
