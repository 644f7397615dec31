"""Every rule that makes a claim of the examples, in any language, says what it looks at."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cenotaph
from cenotaph.claim import explain_text, meaning

LANG = Path(cenotaph.__file__).parent / "lang"


@pytest.mark.parametrize("path", sorted(LANG.glob("*/examples.toml")), ids=lambda path: path.parent.name)
def test_every_rule_says_what_it_looks_at(path):
    rules = {
        rule
        for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]
        for explained in explain_text(example["text"], path.parent.name, example.get("published"))
        for rule in explained.rules
    }
    assert rules
    assert {rule for rule in rules if not meaning(rule)} == set()
