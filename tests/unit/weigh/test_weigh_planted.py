"""Short texts with one planted error each, and their likes in which all adds up: what `cenotaph check` says of them."""

from __future__ import annotations

import functools
import hashlib
import tomllib
from pathlib import Path

import pytest

from cenotaph.blocks import blocks
from cenotaph.claim import claims_of_text
from cenotaph.language_guess import likely_language
from cenotaph.record import Source, Text
from cenotaph.weigh import check_claims

FILE = Path(__file__).parents[2] / "cases" / "planted" / "short_texts.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))
TEXTS = CASES["text"]
FOUND = {"develop": 17, "report": 11}
"""Planted errors found of 20 each: of the texts with odd numbers, on which rules were mended, and of the others."""


def _codes(body: str, language: str | None) -> set[str]:
    """Codes of the points said of a text, mere information among them."""
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    text = Text("txt", "src", sha256, body, language=language, blocks=blocks(body))
    return {flag.code for flag in check_claims(text, claims_of_text(text, Source(id="src", status="read")).claims)}


@functools.cache
def _said(name: str) -> set[str]:
    body = next(text["text"] for text in TEXTS if text["id"] == name)
    return _codes(body, likely_language(body))


@pytest.mark.parametrize("text", [text for text in TEXTS if not text["codes"]], ids=lambda text: text["id"])
def test_nothing_is_said_of_a_short_text_that_adds_up(text):
    assert _said(text["id"]) == set()


@pytest.mark.parametrize("half", FOUND)
def test_as_many_planted_errors_are_found_as_were(half):
    of_half = [text for text in TEXTS if text["codes"] and (int(text["id"][2:]) % 2 == 1) is (half == "develop")]
    assert len(of_half) == 20
    assert sum(bool(_said(text["id"]) & set(text["codes"])) for text in of_half) >= FOUND[half]


@pytest.mark.parametrize("text", CASES["others_named"], ids=lambda text: text["language"])
def test_names_that_are_not_surely_those_of_the_dead_are_not_counted(text):
    assert _codes(text["text"], text["language"]) == set()


def test_more_names_of_the_dead_than_were_counted_are_a_point():
    body = (
        "Police said two miners died in the blast at Vellmar. The dead were Odu Placeholder, 41, of Tarnhold, his "
        "cousin Ilva Nobody, 22, and Tomas Example."
    )
    assert _codes(body, "en") == {"A002"}
