"""Invented texts of ten kinds in five ways of writing, full of numbers and dates, in which all adds up.

They were written before the rules they are held against were looked at; nothing may be said of them.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cenotaph.blocks import blocks
from cenotaph.checking import check
from cenotaph.claim import claims_of_text
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims

TEXTS = sorted((Path(__file__).parents[2] / "cases" / "adding_up").rglob("*.txt"))
WRITING = ("az", "az-Cyrl", "en", "ru", "tr")


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_is_said_of_a_text_that_adds_up(path):
    body = path.read_text(encoding="utf-8")
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text("txt", "src", sha256, body, language=path.parent.name, blocks=blocks(body))
    claims = claims_of_text(text, Source(id="src", status="read")).claims
    assert claims
    assert [(flag.code, flag.message) for flag in check_claims(text, claims)] == []


def test_nothing_is_said_of_the_reports_as_files():
    assert check([path for path in TEXTS if path.stem == "agency"]) == ()


def test_there_are_ten_texts_of_each_way_of_writing():
    assert {name: sum(path.parent.name == name for path in TEXTS) for name in WRITING} == dict.fromkeys(WRITING, 10)
