"""The hand-made sentences of tests/gold/claims_<language> are read at least as well as the pinned floors say."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from cenotaph.claim import find_claims
from cenotaph.record import Claim

GOLD = Path(__file__).parents[2] / "gold"
COUNTS = ("breadth", "constructions", "counts", "scene")  # files whose claims all carry a number
COUNTED = ("when", "where", "speaker", "by", "modality", "qualifier", "as_of", "value")


def corpus(language: str, name: str) -> tuple[list[dict], str]:
    data = (GOLD / f"claims_{language}" / f"{name}.json").read_bytes()
    return json.loads(data), hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def key(kind: str, low: int | None, high: int | None) -> tuple:
    return kind, low, high


def matches(expected: dict, claim: Claim) -> bool:
    if claim.kind != expected["kind"]:
        return False
    if "low" in expected or "high" in expected:
        count = claim.count
        if count is None or (count.low, count.high) != (expected.get("low"), expected.get("high")):
            return False
        return "value" not in expected or claim.value == expected["value"]
    return "value" not in expected or claim.value == expected["value"]


def agrees(expected: dict, claim: Claim) -> list[tuple[str, bool]]:
    count = claim.count
    said = {
        "when": claim.when, "where": claim.where, "speaker": claim.speaker, "by": claim.by, "as_of": claim.as_of,
        "modality": claim.modality, "qualifier": count.qualifier if count else None, "value": claim.value,
    }  # fmt: skip
    found = [(name, said[name] == expected[name]) for name in COUNTED if name in expected]
    if "is_part" in expected:
        found.append(("part_of", (claim.part_of is not None) == expected["is_part"]))
    return found


def measure(language: str, name: str, told: list[str]) -> dict[str, float]:
    """F1 of claims by kind and number, share of stated fields that are right, share of texts without any claim."""
    cases, _ = corpus(language, name)
    wanted = right = taken = 0
    fields: list[bool] = []
    clean = 0
    for case in cases:
        claims = list(find_claims(case["text"], language, case.get("published")))
        clean += not claims
        taken += len([c for c in claims if c.count is not None or name not in COUNTS])
        for expected in case["claims"]:
            wanted += 1
            hit = next((claim for claim in claims if matches(expected, claim)), None)
            if hit is None:
                told.append(f"missed {expected} in {case['text']}")
                continue
            claims.remove(hit)
            right += 1
            for field, is_right in agrees(expected, hit):
                fields.append(is_right)
                if not is_right:
                    told.append(f"{field} of {expected} read as {hit}")
        told.extend(f"extra {claim.kind} {claim.span.quote!r} in {case['text']}" for claim in claims)
    recall, precision = right / max(wanted, 1), right / max(taken, 1)
    return {
        "f1": 2 * recall * precision / max(recall + precision, 1e-9),
        "fields": sum(fields) / max(len(fields), 1),
        "clean": clean / len(cases),
    }


FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
PINNED = [match.groups() for key in FLOORS if (match := re.fullmatch(r"claims_([a-z]+)_([a-z]+)_([a-z0-9]+)", key))]


@pytest.mark.parametrize(("language", "name", "measure_name"), PINNED)
def test_the_gold_sentences_are_read_as_well_as_pinned(language: str, name: str, measure_name: str) -> None:
    floor = FLOORS[f"claims_{language}_{name}_{measure_name}"]
    assert floor["corpus_sha256"] == corpus(language, name)[1], "the sentences changed: measure again and pin"
    told: list[str] = []
    assert round(measure(language, name, told)[measure_name], 4) >= floor["value"], "\n".join(told)
