"""Invented documents in four languages are dated as their writer dated them, or left open; no answer is wrong.

The documents were written before the tool was run on them; those of the parts `aside` and `fresh` have made no rule.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cenotaph import edtf

GOLD = Path(__file__).parent
BENCHMARK = GOLD.parents[1] / "benchmarks" / "document_dates.py"
FILES = sorted((GOLD / "document_dates").glob("*.toml"))
PARTS = ("develop", "aside", "fresh")


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_of_document_dates", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


benchmark = load()


@pytest.fixture(scope="module")
def found() -> list[Any]:
    return [benchmark.find(document) for document in benchmark.invented()]


def test_dates_reach_their_floors(found: list[Any]) -> None:
    figures = {}
    for part in PARTS:
        shown = benchmark.figures([each for each in found if each.document.part == part])
        figures[f"document_dates_{part}_right"] = shown["right"]
        figures[f"document_dates_{part}_flags"] = shown["flags_right"]
    corpus = b"".join(path.read_bytes().replace(b"\r\n", b"\n") for path in FILES)
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))
    pinned = {name: floor for name, floor in floors.items() if name.startswith("document_dates_")}
    assert set(pinned) == set(figures)
    assert {floor["corpus_sha256"] for floor in pinned.values()} == {hashlib.sha256(corpus).hexdigest()}
    too_low = {
        name: (figures[name], floor["value"]) for name, floor in pinned.items() if figures[name] < floor["value"]
    }
    assert too_low == {}


def test_no_answer_is_wrong(found: list[Any]) -> None:
    assert [(each.document.name, each.date.published) for each in found if each.verdict == "wrong"] == []


def test_every_true_day_lies_between_the_days_found(found: list[Any]) -> None:
    assert [(each.document.name, each.date.between) for each in found if not each.is_held] == []


def test_bounds_that_the_set_names_are_found(found: list[Any]) -> None:
    named = [each for each in found if each.document.earliest or each.document.latest]
    assert len(named) >= 2
    for each in named:
        assert each.date.earliest == each.document.earliest or not each.document.earliest
        assert each.date.latest == each.document.latest or not each.document.latest


def test_every_answer_has_its_reason_and_every_flag_its_words(found: list[Any]) -> None:
    for each in found:
        assert each.date.reason
        for flag in each.date.flags:
            assert all(each.document.content.find(span.quote.split()[0]) >= 0 for span in flag.spans)


def test_the_set_is_whole() -> None:
    documents = list(benchmark.invented())
    counts = Counter((document.language, document.part) for document in documents)
    assert {language for language, _ in counts} == {"en", "az", "ru", "tr"}
    assert sum(number for (_, part), number in counts.items() if part != "develop") >= 40
    assert len({(document.language, document.name) for document in documents}) == len(documents)
    for document in documents:
        assert edtf.is_valid(document.truth)
        assert not document.answer or edtf.contains(document.answer, document.truth)
